/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed - private to the room: rows in memory, handed to SQLite in key order.
 *
 * One INSERT ... SELECT from a virtual table over the rows costs half of what as many bound INSERTs do, and key order lets
 * SQLite fill its pages one after the other.
 */
#ifndef STEG_STORE_FEED_H
#define STEG_STORE_FEED_H

#include "store/cell.h"
#include "store/commit.h"
#include <stdbool.h>

/* What a column does when a row with its key is there already. */
typedef enum steg_feed_policy {
  STEG_FEED_REPLACE = 1, /* the new value counts, also when it is NULL */
  STEG_FEED_KEEP = 2,    /* NULL leaves the stored value alone */
  STEG_FEED_FILL = 3     /* the new value counts only where nothing is stored */
} steg_feed_policy;

/* Rows on their way into one table, sorted by key and without two of the same key. */
typedef struct steg_feed {
  const char *schema; /* "main", "identity" */
  const char *table;
  const char *replaced; /* where replaced rows go; NULL when rows are only ever added */
  const char *const *columns;
  int column_count;
  int key_count;                    /* the first columns: integers or blobs */
  const steg_feed_policy *policies; /* by column; NULL: REPLACE all */
  const bool *used;  /* by column: false = NULL in every row, so an INSERT need not name it; NULL: all are used */
  const int *groups; /* by column: KEEP columns of the same group >= 0 stand or fall together; NULL: none do */
  const char *batch_column; /* stands last; NULL: the table has none */
  int64_t batch;
  size_t row_count;
  /* Turns a stored row into one of the version that the feed's rows are of. cells: by column, changed in place. NULL: none needs it. */
  void (*convert)(const void *context, int64_t batch, steg_cell *cells);
  /* Writes the row's cells, valid until the next call. It may leave alone what is NULL in every row: the caller's cells are NULL. */
  void (*cells)(const void *context, size_t row, steg_cell *ret_cells);
  const void *context;
  /* Told of every value that an update changes; may be NULL. */
  void (*changed)(void *watcher, size_t row, int column, const steg_cell *before, const steg_cell *after);
  void *watcher;
} steg_feed;

/* Progress over several tables, told to the caller as so many of the file's rows. `function` may be NULL. */
typedef struct steg_feed_progress {
  steg_commit_progress_fn function;
  void *context;
  size_t rows;  /* in the file */
  size_t done;  /* steps */
  size_t total; /* steps expected */
} steg_feed_progress;

/* 0, or -1 as an interruption when the caller cancels. Calls it every few thousand rows. */
int steg_feed_advance(steg_feed_progress *progress, size_t rows, steg_error *err);

/* Inserts the rows with wanted[row] == value; all of them when wanted is NULL. Inside the caller's transaction. digest: gets the
 * rows; may be NULL. */
int steg_feed_insert(sqlite3 *db, const steg_feed *feed, const uint8_t *wanted, uint8_t value, steg_digest *digest,
                     steg_feed_progress *progress, steg_error *err);

#endif
