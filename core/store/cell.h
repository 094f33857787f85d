/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell - private to the room: one value on its way into or out of a table, and the digest of rows.
 *
 * A digest is a sum over rows, so the order in which they are met plays no part. A row's part is a hash (multiply and fold, as wyhash
 * does) over its table's name and its cells that are not NULL, each with its column's name: a column added later with NULLs
 * changes nothing. It finds damage and slips; it is no seal, since whoever can write the file can also write a fitting digest.
 */
#ifndef STEG_STORE_CELL_H
#define STEG_STORE_CELL_H

#include "base/error.h"
#include "base/hash.h"
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum steg_cell_kind {
  STEG_CELL_NULL = 1,
  STEG_CELL_INTEGER = 2,
  STEG_CELL_REAL = 3,
  STEG_CELL_TEXT = 4,
  STEG_CELL_BLOB = 5
} steg_cell_kind;

typedef struct steg_cell {
  steg_cell_kind kind;
  int size; /* TEXT, BLOB: bytes */
  union {
    int64_t integer;
    double real;
    const void *bytes;
  } value;
} steg_cell;

steg_cell steg_cell_null(void);
steg_cell steg_cell_integer(int64_t value);
steg_cell steg_cell_real(double value);
steg_cell steg_cell_text(const char *text); /* NULL makes a null cell */
steg_cell steg_cell_blob(const void *bytes, int size);

/* Valid until the statement moves on. */
steg_cell steg_cell_read(sqlite3_stmt *statement, int column);
int steg_cell_bind(sqlite3_stmt *statement, int parameter, const steg_cell *cell); /* SQLite's return code */
void steg_cell_result(sqlite3_context *context, const steg_cell *cell);
bool steg_cell_equal(const steg_cell *a, const steg_cell *b);
/* Order of two keys' cells, which are integers or blobs. */
int steg_cell_compare(const steg_cell *a, const steg_cell *b);

typedef struct steg_digest {
  uint64_t low, high;
  int64_t rows;
} steg_digest;

/* A table and its columns as numbers, for the digest of its rows. */
typedef struct steg_digest_plan {
  uint64_t table;
  int column_count;
  uint64_t *columns;
} steg_digest_plan;

int steg_digest_plan_make(const char *table, const char *const *columns, int column_count, steg_digest_plan *ret_plan,
                          steg_error *err);
void steg_digest_plan_release(steg_digest_plan *plan); /* takes a zeroed plan */
/* cells: by column index. */
void steg_digest_add(steg_digest *digest, const steg_digest_plan *plan, const steg_cell *cells);
/* 64 hexadecimal digits: SHA-256 over both sums and the count. */
void steg_digest_text(const steg_digest *digest, char ret_text[STEG_HASH_TEXT]);

#endif
