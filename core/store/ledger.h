/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger - private to the room: the tables whose rows carry a batch's number, and what each batch's rows add up to.
 */
#ifndef STEG_STORE_LEDGER_H
#define STEG_STORE_LEDGER_H

#include "store/cell.h"
#include "store/connection.h"

typedef struct steg_ledger_table {
  const char *name;
  const char *replaced;
  const char *batch;       /* column */
  const char *replaced_by; /* column of `replaced` */
  const char *columns;     /* all columns of `name`, quoted, separated by commas: their order in `replaced` too */
  const char *same_key;    /* condition between aliases t and r */
  bool answers;            /* an answers table that refers to participations */
} steg_ledger_table;

/* participations and then every instrument's answers. Lies in the arena. */
int steg_ledger_tables(sqlite3 *db, steg_arena *arena, steg_ledger_table **ret_tables, size_t *ret_count,
                       steg_error *err);
/* Adds up the rows of every batch 1 .. batch_count, in tables and replaced rows; ret_digests[0] gets rows of no known batch. */
int steg_ledger_sums(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t batch_count,
                     steg_arena *arena, steg_digest **ret_digests, steg_error *err);

#endif
