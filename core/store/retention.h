/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * retention - what has been kept as long as it may be, and taking it away (gallring).
 *
 * Time runs from the participation's close: its end; of a participation that was opened from responses and has none, its last response,
 * or where those are gone its start. A registered participation without an end is still going on: nothing of it is taken. An
 * anonymous form counts from its own date. What closed before `as_of` less the months is past:
 *   - answers of an instrument with months of its own, also those that were replaced;
 *   - where the project has months: the whole participation, which becomes an anonymous row (anonymity.h);
 *   - keys and consents of people without any participation left. A withdrawal stays with the pseudonyms it needs, or an old file could
 *     bring the person back; so do keys of a key list that wait for their first file, for the project's months.
 */
#ifndef STEG_STORE_RETENTION_H
#define STEG_STORE_RETENTION_H

#include "base/arena.h"
#include "base/date.h"
#include "store/store.h"

typedef struct steg_retention_rule {
  const char *instrument; /* id */
  uint32_t months;        /* more than 0 */
} steg_retention_rule;

typedef struct steg_retention_rules {
  const steg_retention_rule *rows;
  size_t count;
  uint32_t project_months; /* 0 = the project says nothing */
  steg_date as_of;
} steg_retention_rules;

/* Sorted by instrument (participations last) and initiative. */
typedef struct steg_retention_count {
  const char *instrument; /* NULL: participations that become anonymous */
  const char *initiative; /* id */
  size_t rows;
} steg_retention_count;

typedef struct steg_retention {
  steg_retention_count *counts;
  size_t count;
  size_t answers, participations; /* in all */
  size_t people;                  /* whose keys go */
} steg_retention;

/* What would be taken. Nothing is written; the store is open for writing, since keys are counted. */
int steg_retention_plan(steg_store *store, const steg_retention_rules *rules, steg_arena *arena,
                        steg_retention *ret_retention, steg_error *err);
/* One transaction with its entry in the audit; nothing at all when nothing is past. */
int steg_retention_run(steg_store *store, const steg_retention_rules *rules, steg_arena *arena,
                       steg_retention *ret_retention, steg_error *err);

#endif
