/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plan - private to the room: where every row of a set belongs in the store, before anything is written.
 *
 * Who each row is about, which participation it is or belongs to, and the order of the answers. `commit` writes it, `review` judges by it.
 */
#ifndef STEG_STORE_PLAN_H
#define STEG_STORE_PLAN_H

#include "store/answers.h"
#include "store/people.h"
#include "store/place.h"
#include "store/takeover.h"
#include <stdbool.h>

/* Adding: what the file does not say stays. Replacing: the set is all there is of its instrument in its initiatives. */
typedef enum steg_plan_scope { STEG_PLAN_ADD = 1, STEG_PLAN_REPLACE = 2 } steg_plan_scope;

typedef struct steg_plan {
  steg_store *store;
  sqlite3 *db;
  const steg_row_set *set;
  steg_kind kind;
  steg_plan_scope scope;
  steg_arena *arena;
  const steg_table *table;
  int table_exists;
  steg_initiative *initiatives;
  steg_people people;
  steg_places places;
  steg_takeover takeover;
  uint32_t *place_of_row; /* by row of the set: place, or NONE */
  steg_order *order;      /* rows that have answers; after steg_plan_make in the order of answers.rows */
  size_t order_count;
  steg_answers answers;
  size_t opened;    /* participations opened from responses */
  size_t anonymous; /* rows of nobody */
  /* What it was made from, for whoever takes it up later. */
  int64_t generation; /* of the store */
  const steg_row *rows;
  size_t row_count;
} steg_plan;

/* Forms of nobody, and numbers about nobody: their rows are of the initiative alone. */
bool steg_plan_is_impersonal(steg_kind kind);
/* What needs no transaction: memory, the table's description, dates that are missing, the people's pseudonyms. */
int steg_plan_start(steg_store *store, const steg_row_set *set, steg_plan_scope scope, steg_plan *ret_plan,
                    steg_error *err);
/* Inside a transaction. Rows of one key that differ are refused, both lines named. */
int steg_plan_make(steg_plan *plan, steg_error *err);
/* Between making it and taking it up: closes statements that would keep the transaction from ending. */
void steg_plan_rest(steg_plan *plan);
/* Inside a later transaction, which may have made the instrument's table: 1 when the plan holds for the set, 0 when it has to be made from
 * the start (another write came between, or other rows), -1. */
int steg_plan_take_up(steg_plan *plan, const steg_row_set *set, steg_plan_scope scope, steg_error *err);
void steg_plan_release(steg_plan *plan); /* takes a zeroed one */

#endif
