/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * initiative_names - the names that a file may call the project's initiatives by, in a hash table: a country has hundreds of
 * initiatives, and a large file names them in no order.
 */
#ifndef STEG_INTAKE_INITIATIVE_NAMES_H
#define STEG_INTAKE_INITIATIVE_NAMES_H

#include "intake/import.h"

typedef struct steg_initiative_names steg_initiative_names;

/* Lives in the arena, with the texts of the options. NULL when memory is out. */
steg_initiative_names *steg_initiative_names_make(const steg_import_options *options, steg_arena *arena);

/* Index into the options' initiatives: the first whose id is `text` or whose title folds to the same (*ret_exact), else the
 * first whose id or one of whose aliases folds to the same; -1 when there is none, or memory is out. */
int32_t steg_initiative_names_find(const steg_initiative_names *names, const char *text, bool *ret_exact);

#endif
