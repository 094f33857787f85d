/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * folder_list - the files of a folder with one suffix, sorted by name.
 */
#ifndef STEG_PROJECT_FOLDER_LIST_H
#define STEG_PROJECT_FOLDER_LIST_H

#include "base/arena.h"
#include "base/error.h"

/* Full paths. A folder that is not there gives none. Names that begin with a dot are passed over. */
int steg_folder_list(const char *folder, const char *suffix, steg_arena *arena, const char ***ret_paths,
                     size_t *ret_count, steg_error *err);

#endif
