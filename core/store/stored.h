/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stored - private to the room: the digest of rows as they stand in a table.
 *
 * Each row carries the number of the batch that wrote it, in its table or, once it was replaced, in the table of replaced rows.
 * Over both, the rows of a batch stay what they were when it was committed, until it is undone: that is what `check` adds up.
 */
#ifndef STEG_STORE_STORED_H
#define STEG_STORE_STORED_H

#include "store/cell.h"

typedef struct steg_stored {
  sqlite3_stmt *select; /* SELECT * of the table; the caller's */
  steg_digest_plan plan;
  int *columns; /* of the statement, without the bookkeeping ones */
  steg_cell *cells;
  int batch; /* column of the statement with the batch's number */
} steg_stored;

/* table: the name the digest goes by, which for replaced rows is that of the table they were in. batch_column and
 * replaced_by_column keep the books and are not part of it; an item may have the name of another table's. */
int steg_stored_start(sqlite3_stmt *select, const char *table, const char *batch_column, const char *replaced_by_column,
                      steg_stored *ret_stored, steg_error *err);
void steg_stored_release(steg_stored *stored); /* takes a zeroed one; the statement stays */
/* Adds the row that the statement stands on. */
void steg_stored_add(steg_stored *stored, steg_digest *digest);
int64_t steg_stored_batch(const steg_stored *stored);

#endif
