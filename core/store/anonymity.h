/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * anonymity - private to the room: a participation that stays without its person.
 *
 * Its answers go, also those that were replaced. What stays is the row as an import makes it of somebody who did not consent:
 * initiative, sex, 1 January of the year of its start; no person, and the next number in its series. The rows that later batches
 * replaced become the same, so that undoing one of those batches puts back an anonymous row and no person.
 */
#ifndef STEG_STORE_ANONYMITY_H
#define STEG_STORE_ANONYMITY_H

#include "store/ledger.h"

typedef struct steg_anonymity_participation {
  int32_t initiative; /* the store's number */
  int64_t id;
} steg_anonymity_participation;

typedef struct steg_anonymity_count {
  size_t answers;        /* rows of instruments, without replaced ones */
  size_t participations; /* that stand; one that was only replaced is not counted */
} steg_anonymity_count;

/* The person's participations, now or once, in the initiative (0 = all), in order of their keys; in the arena. */
int steg_anonymity_of_person(sqlite3 *db, int64_t person, int32_t initiative, steg_arena *arena,
                             steg_anonymity_participation **ret_rows, size_t *ret_count, steg_error *err);
/* Inside the caller's transaction, who renews the batches' sums afterwards. Adds to count. */
int steg_anonymity_make(sqlite3 *db, const steg_ledger_table *tables, size_t table_count,
                        const steg_anonymity_participation *rows, size_t row_count, steg_anonymity_count *count,
                        steg_error *err);

#endif
