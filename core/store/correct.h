/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * correct - one stored response or register row mended: values, its date, its person, or what is said of the participation.
 *
 * First the rows of a person that may be meant are found; then one of them is changed, in a batch of its own, the old row kept
 * so that undo puts it back. Where a date, a start or an end changes, responses go to the participation that holds them by
 * the rule of place.h; what no registered one holds goes to the person's derived one, which is opened or removed as need be.
 */
#ifndef STEG_STORE_CORRECT_H
#define STEG_STORE_CORRECT_H

#include "base/arena.h"
#include "store/batch.h"
#include "store/rows.h"

/* A row that may be meant. */
typedef struct steg_correct_row {
  int32_t initiative; /* the store's number */
  const char *initiative_id;
  int64_t participation;
  steg_date date;   /* of a response; of a register row the start */
  const char *role; /* id, NULL = none */
  int32_t role_number;
} steg_correct_row;

/* What narrows the search; NULL, STEG_DATE_NONE: not said. */
typedef struct steg_correct_search {
  int64_t person;
  const char *initiative;
  const char *role;
  steg_date date;
} steg_correct_search;

/* The person's rows of the instrument, by initiative, date and role. */
int steg_correct_find(steg_store *store, const steg_registry_entry *entry, const steg_correct_search *search,
                      steg_arena *arena, steg_correct_row **ret_rows, size_t *ret_count, steg_error *err);

/* A value as it stands in a column: nothing, a number, or a text. */
typedef struct steg_correct_value {
  bool is_set;
  bool is_real;     /* NUMBER, PERCENT */
  double number;    /* levels, dates, flags, extents too */
  const char *text; /* TEXT; else NULL */
} steg_correct_value;

/* One thing to mend. */
typedef enum steg_correct_target {
  STEG_CORRECT_SLOT = 1,
  STEG_CORRECT_ATTRIBUTE = 2, /* of the participation: a register's */
  STEG_CORRECT_DATE = 3,      /* of the response */
  STEG_CORRECT_PERSON = 4     /* the response is another person's: `number` is the id */
} steg_correct_target;

typedef struct steg_correct_change {
  steg_correct_target target;
  uint32_t slot;
  steg_attribute attribute;
  steg_correct_value value; /* to be */
  int64_t person;
  steg_correct_value before; /* filled in */
} steg_correct_change;

typedef enum steg_correct_mode { STEG_CORRECT_STORE = 1, STEG_CORRECT_DRY_RUN = 2 } steg_correct_mode;

/* *ret_batch: 0 when nothing differed or for a dry run. `reason`: goes to the audit, and must hold nothing personal. Refused when a response is there
 * already at the key that the row would get, and when a participation would end before it starts. */
int steg_correct_run(steg_store *store, const steg_registry_entry *entry, const steg_correct_row *row,
                     steg_correct_change *changes, size_t change_count, const char *reason, steg_correct_mode mode,
                     int64_t *ret_batch, steg_error *err);

#endif
