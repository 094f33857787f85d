/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * example - making a project's folder: an empty one, or the example with its initiatives and invented data files.
 *
 * The shipped example is scripts/example/: stegvis.lua and files named <number>-<instrument>-<what>.csv, imported in the order
 * of their numbers; files in its folder felaktig/ are there to be refused.
 */
#ifndef STEG_PROJECT_EXAMPLE_H
#define STEG_PROJECT_EXAMPLE_H

#include "project/project.h"

typedef enum steg_init_kind { STEG_INIT_EMPTY = 1, STEG_INIT_EXAMPLE = 2 } steg_init_kind;

/* Makes the folder (which may be there, but then must hold no stegvis.lua), its settings, sub-folders and an empty store. */
int steg_example_make(const char *folder, steg_init_kind kind, const char *store_file, steg_error *err);

typedef struct steg_example_file {
  const char *instrument;
  const char *path;
} steg_example_file;

/* The data files of an example project, in the order of import. */
int steg_example_files(const steg_project *project, steg_example_file **ret_files, size_t *ret_count, steg_error *err);

#endif
