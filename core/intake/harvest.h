/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * harvest - the rows gathered from a file, in growing arrays, with the same row coming twice found as it comes.
 *
 * Two rows have the same key when they are of one person in one initiative on one date (register: start) in one role; without
 * a date, at one occasion. An event may be of nobody; an aggregate is, and its key is its period, role and dimensions. Same answers: the second is left out. Other answers: both are in conflict, and neither is kept.
 * Other rows without a person have no key.
 */
#ifndef STEG_INTAKE_HARVEST_H
#define STEG_INTAKE_HARVEST_H

#include "intake/roster.h"
#include <stdbool.h>

/* With a part of the key's hash: a row is only looked at where it is likely to be the one. */
typedef struct steg_harvest_slot {
  uint32_t row_plus_one; /* 0 = free */
  uint32_t hash;
} steg_harvest_slot;

typedef struct steg_harvest {
  const steg_layout *layout;
  steg_kind kind;
  steg_arena *arena; /* texts */
  steg_row *rows;
  size_t row_count, row_capacity;
  const uint32_t *columns; /* the slots that rows are kept with, ascending: others are always empty */
  uint32_t column_count;
  int32_t *slots;       /* column_count values a row */
  size_t slot_capacity; /* in values */
  double *numbers;
  size_t number_count, number_capacity;
  const char **texts;
  size_t text_count, text_capacity;
  steg_attributes *attributes;
  size_t attribute_count, attribute_capacity;
  steg_roster people;
  bool *conflict; /* by row: another row says otherwise */
  size_t conflict_capacity;
  uint64_t *dimensions; /* by row, AGGREGATE: hash of the dimensions, texts folded; else NULL */
  size_t dimension_capacity;
  steg_harvest_slot *table; /* of row keys */
  size_t table_size;        /* a power of two */
} steg_harvest;

typedef enum steg_harvest_outcome {
  STEG_HARVEST_ADDED = 1,
  STEG_HARVEST_SAME = 2,     /* left out */
  STEG_HARVEST_CONFLICT = 3, /* left out, and the other row is marked */
  STEG_HARVEST_MEMORY = 4
} steg_harvest_outcome;

/* `slots` has layout->slot_count values; `attributes` may be NULL. *ret_other_line: the line of the same key, where there is one. */
steg_harvest_outcome steg_harvest_add(steg_harvest *harvest, steg_row row, const int32_t *slots,
                                      const steg_attributes *attributes, uint32_t *ret_other_line);
/* Whether two rows of `column_count` values, of the slots `columns`, say the same, numbers and texts looked up. */
bool steg_harvest_same_answers(const steg_layout *layout, const uint32_t *columns, uint32_t column_count,
                               const double *numbers, const char *const *texts, const int32_t *a, const int32_t *b);
/* Index in `numbers` or `texts`, for a slot; -1 when memory is out. Texts are copied. */
int32_t steg_harvest_number(steg_harvest *harvest, double value);
int32_t steg_harvest_text(steg_harvest *harvest, const char *text, size_t size);
/* Takes out the rows in conflict, and gives back what only adding needs: no row comes after this. */
void steg_harvest_close(steg_harvest *harvest);
void steg_harvest_release(steg_harvest *harvest);

#endif
