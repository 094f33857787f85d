/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * header_part - what header.c (a header row mapped) and header_names.c (the names that columns go by) share.
 */
#ifndef STEG_INTAKE_HEADER_PART_H
#define STEG_INTAKE_HEADER_PART_H

#include "intake/header.h"

/* One thing that a column can be. */
typedef struct steg_header_row {
  const steg_column *column; /* NULL: an item that no column of the instrument names */
  int32_t item;
  int32_t role;
  const char *name; /* as the instrument writes it: shown in findings */
} steg_header_row;

typedef struct steg_header_spelling {
  const char *folded;
  uint32_t target;
  bool first_hand; /* header, alias or the user's word; the names of items come second */
} steg_header_spelling;

struct steg_header_names {
  const steg_instrument *instrument;
  const steg_import_options *options;
  steg_header_row *targets;
  size_t target_count;
  steg_header_spelling *names;
  size_t name_count, name_capacity;
  steg_arena *arena;
};

/* The target of a folded name: what is said first hand goes before the names of items. -1 when nothing has it. */
int32_t steg_header_find_folded(const steg_header_names *names, const char *folded);
/* The same of a cell, with what --column says first. */
int32_t steg_header_find_cell(const steg_header_names *names, const char *folded, steg_arena *arena);
/* What the user calls the target of --column: a header or item of the instrument, or an attribute's column. */
int32_t steg_header_target_of_option(const steg_header_names *names, const char *text, steg_arena *arena);
/* A cell cleaned and folded; NULL when memory is out. */
char *steg_header_fold_cell(steg_arena *arena, steg_field cell);
bool steg_header_is_personal(const steg_column *column);

#endif
