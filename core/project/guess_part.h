/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guess_part - what guess*.c share: the distinct values of a column, and what a header says beside its question.
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

enum { STEG_GUESS_STEM = 400 };

/* "Coach: Hur mår du? – slut" is the question "Hur mår du?" of a role at an occasion. */
typedef struct steg_guess_header {
  int role; /* 0 = none said; see steg_guess_role_label */
  int occasion;
  char stem[STEG_GUESS_STEM];
} steg_guess_header;

/* Reads the marks that are asked for; the stem is the rest of the header. */
void steg_guess_header_read(const char *header, bool with_role, bool with_occasion, steg_guess_header *ret_header);
const char *steg_guess_role_label(int role);

/* Adds one cell. */
void steg_guess_count(steg_guess_values *values, const char *text);
/* What the values are: the type, and with it *ret_scale (zeroed by the caller) where it has one. */
steg_item_type steg_guess_type(const char *header, steg_guess_values *values, steg_arena *arena,
                               steg_guess_scale *ret_scale);
/* Whether the two can be one scale; `one` is then widened by `other`. */
bool steg_guess_join(steg_guess_scale *one, const steg_guess_scale *other);

#endif
