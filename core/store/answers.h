/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answers - private to the room: a set's rows as a feed into the instrument's table.
 */
#ifndef STEG_STORE_ANSWERS_H
#define STEG_STORE_ANSWERS_H

#include "store/feed.h"
#include "store/order.h"
#include "store/table.h"
#include "store/versions.h"

enum { STEG_ANSWERS_CONTENT_BYTES = 16 };

typedef struct steg_answers {
  const steg_row_set *set;
  const steg_table *table;
  const int32_t *role_numbers; /* by role index; 0 = none */
  steg_order *rows; /* high: initiative and participation (AGGREGATE: first day); low: date and role. Sorted, no two of
                                * one key */
  size_t row_count;
  unsigned char (
      *contents)[STEG_ANSWERS_CONTENT_BYTES]; /* by row of the set: hash of the answers (AGGREGATE: the dimensions) */
  int32_t *nths;                              /* ANONYMOUS, by row of the set */
  const char **columns; /* the table's, and after them those that only other versions of the instrument have */
  steg_feed_policy *policies;
  int *groups;
  bool *used; /* by column: some row of the set has a value there */
  int column_count;
  uint32_t *used_columns; /* of the set's slots: those with a value in some row */
  uint32_t used_count;
  steg_versions versions;
  int *version_columns; /* by index of versions.columns: among `columns` */
  steg_cell *stored, *converted;
  uint8_t *kinds;
} steg_answers;

/* Columns, policies and groups. exists: 1 when the table is there, 0 when not. */
int steg_answers_start(sqlite3 *db, const steg_row_set *set, const steg_table *table, int exists, steg_arena *arena,
                       steg_answers *ret_answers, steg_error *err);
/* A column that some row fills counts for every row, also of a register: the set is all there is. The levels of a multiple choice
 * stand together. */
void steg_answers_replace(steg_answers *answers);
/* Which of the set's steg_rows_width columns have a value in some row: by column, written. */
void steg_answers_find_used(const steg_row_set *set, bool *ret_used);
/* Cell of one of the set's columns of slots. */
steg_cell steg_answers_cell(const steg_row_set *set, size_t row, uint32_t column);
/* Sorts answers->rows and takes out rows that say the same as another with their key; two that differ are refused, both lines
 * named. same_attributes judges what stands outside the answers. */
int steg_answers_sort(steg_answers *answers, bool (*same_attributes)(const steg_row_set *set, uint32_t a, uint32_t b),
                      steg_error *err);
/* ANONYMOUS: content hashes and numbers of alike rows, and the order by them. AGGREGATE: hashes of the dimensions, and the order by
 * them; rows of one key as steg_answers_sort. */
int steg_answers_sort_anonymous(steg_answers *answers, steg_arena *arena, steg_error *err);
steg_feed steg_answers_feed(const steg_answers *answers, int64_t batch);

#endif
