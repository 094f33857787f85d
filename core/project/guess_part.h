/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guess_part - what guess*.c share: the distinct values of a column.
 */
#ifndef STEG_PROJECT_GUESS_PART_H
#define STEG_PROJECT_GUESS_PART_H

#include "project/guess.h"

enum { STEG_GUESS_DISTINCT = 200 };

typedef struct steg_guess_values {
  const char *texts[STEG_GUESS_DISTINCT]; /* as first written; compared folded */
  size_t counts[STEG_GUESS_DISTINCT];
  size_t distinct;
  size_t filled; /* cells with a value that is no missing word */
  bool many;     /* more distinct values than there is room for */
  const char *missing[STEG_GUESS_WORDS];
  size_t missing_count;
  const char *off[STEG_GUESS_WORDS];
  size_t off_count;
} steg_guess_values;

/* Adds one cell. */
void steg_guess_count(steg_guess_values *values, const char *text);
/* What the values are: the type, and with it *ret_scale (zeroed by the caller) where it has one. */
steg_item_type steg_guess_type(const char *header, steg_guess_values *values, steg_arena *arena,
                               steg_guess_scale *ret_scale);
/* Whether the two can be one scale; `one` is then widened by `other`. */
bool steg_guess_join(steg_guess_scale *one, const steg_guess_scale *other);

#endif
