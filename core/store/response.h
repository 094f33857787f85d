/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * response - a cursor over an instrument's rows in key order: (initiative, participation, date, role), or for a register
 * (initiative, participation); events of the initiative itself have participation 0; aggregates come as (initiative, first day, last
 * day, role), also with participation 0. Merges with steg_participation_load's order in one pass.
 */
#ifndef STEG_STORE_RESPONSE_H
#define STEG_STORE_RESPONSE_H

#include "store/rows.h"
#include "store/store.h"
#include <stdbool.h>

typedef struct steg_response {
  int32_t initiative;
  int64_t participation;
  steg_date date;   /* REGISTER: STEG_DATE_NONE; AGGREGATE: last day of the period */
  steg_date first;  /* AGGREGATE: first day of the period; else STEG_DATE_NONE */
  int32_t role;     /* -1 = none */
  int32_t occasion; /* 0 = not said */
  int64_t batch;
  const int32_t *slots;     /* as layout.h; NUMBER and TEXT slots are STEG_SLOT_NONE or 0 (answered) */
  const double *numbers;    /* by slot: the value of NUMBER and PERCENT slots, NaN when not answered */
  const char *const *texts; /* AGGREGATE, by slot: the text, or NULL (a category is no one's free text); else NULL */
  /* A row of an earlier version is read through the crosswalk: what stands in slots and numbers is what it means now. */
  const char
      *version; /* that version, "" = it can't be told; NULL = the current one. Good until the cursor is closed */
  const uint8_t
      *kinds; /* by item: steg_crossing_kind; BROKEN = an answer was left out. NULL = all are the current version's */
} steg_response;

typedef struct steg_response_cursor steg_response_cursor;

/* Rows of one initiative's number range [first, last]. An instrument that was never imported gives an empty cursor. Free text is not read. */
int steg_response_open(steg_store *store, const steg_registry_entry *entry, int32_t first_initiative,
                       int32_t last_initiative, steg_response_cursor **ret_cursor, steg_error *err);
/* 1 with a row (valid until the next call), 0 at the end, -1 on error. */
int steg_response_next(steg_response_cursor *cursor, steg_response *ret_response, steg_error *err);
void steg_response_close(steg_response_cursor *cursor);

#endif
