/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cell.h"

#include <stdlib.h>
#include <string.h>

steg_cell steg_cell_null(void) {
  return (steg_cell){.kind = STEG_CELL_NULL};
}

steg_cell steg_cell_integer(int64_t value) {
  return (steg_cell){.kind = STEG_CELL_INTEGER, .value.integer = value};
}

steg_cell steg_cell_real(double value) {
  return (steg_cell){.kind = STEG_CELL_REAL, .value.real = value == 0 ? 0 : value}; /* -0 is 0 */
}

steg_cell steg_cell_text(const char *text) {
  if (!text)
    return steg_cell_null();
  return (steg_cell){.kind = STEG_CELL_TEXT, .size = (int)strlen(text), .value.bytes = text};
}

steg_cell steg_cell_blob(const void *bytes, int size) {
  return (steg_cell){.kind = STEG_CELL_BLOB, .size = size, .value.bytes = bytes};
}

steg_cell steg_cell_read(sqlite3_stmt *statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    return steg_cell_integer(sqlite3_column_int64(statement, column));
  case SQLITE_FLOAT:
    return steg_cell_real(sqlite3_column_double(statement, column));
  case SQLITE_TEXT: {
    const unsigned char *text = sqlite3_column_text(statement, column);
    if (!text)
      return steg_cell_null();
    return (steg_cell){.kind = STEG_CELL_TEXT, .size = sqlite3_column_bytes(statement, column), .value.bytes = text};
  }
  case SQLITE_BLOB: {
    const void *bytes = sqlite3_column_blob(statement, column);
    return steg_cell_blob(bytes ? bytes : "", sqlite3_column_bytes(statement, column));
  }
  default:
    return steg_cell_null();
  }
}

int steg_cell_bind(sqlite3_stmt *statement, int parameter, const steg_cell *cell) {
  switch (cell->kind) {
  case STEG_CELL_INTEGER:
    return sqlite3_bind_int64(statement, parameter, cell->value.integer);
  case STEG_CELL_REAL:
    return sqlite3_bind_double(statement, parameter, cell->value.real);
  case STEG_CELL_TEXT:
    return sqlite3_bind_text(statement, parameter, cell->value.bytes, cell->size, SQLITE_STATIC);
  case STEG_CELL_BLOB:
    return sqlite3_bind_blob(statement, parameter, cell->value.bytes, cell->size, SQLITE_STATIC);
  default:
    return sqlite3_bind_null(statement, parameter);
  }
}

void steg_cell_result(sqlite3_context *context, const steg_cell *cell) {
  switch (cell->kind) {
  case STEG_CELL_INTEGER:
    sqlite3_result_int64(context, cell->value.integer);
    return;
  case STEG_CELL_REAL:
    sqlite3_result_double(context, cell->value.real);
    return;
  case STEG_CELL_TEXT:
    sqlite3_result_text(context, cell->value.bytes, cell->size, SQLITE_STATIC);
    return;
  case STEG_CELL_BLOB:
    sqlite3_result_blob(context, cell->value.bytes, cell->size, SQLITE_STATIC);
    return;
  default:
    sqlite3_result_null(context);
  }
}

bool steg_cell_equal(const steg_cell *a, const steg_cell *b) {
  if (a->kind != b->kind)
    return false;
  switch (a->kind) {
  case STEG_CELL_INTEGER:
    return a->value.integer == b->value.integer;
  case STEG_CELL_REAL:
    return a->value.real == b->value.real; /* never NaN, and -0 is 0 */
  case STEG_CELL_TEXT:
  case STEG_CELL_BLOB:
    return a->size == b->size && memcmp(a->value.bytes, b->value.bytes, (size_t)a->size) == 0;
  default:
    return true;
  }
}

int steg_cell_compare(const steg_cell *a, const steg_cell *b) {
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->kind == STEG_CELL_INTEGER)
    return (a->value.integer > b->value.integer) - (a->value.integer < b->value.integer);
  if (a->kind == STEG_CELL_NULL)
    return 0;
  int size = a->size < b->size ? a->size : b->size;
  int order = memcmp(a->value.bytes, b->value.bytes, (size_t)size);
  return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* ---- digest */

/* Odd numbers without pattern: the digits of pi, as Blowfish takes them. */
static const uint64_t pi[] = {0x243f6a8885a308d3u, 0x13198a2e03707345u, 0xa4093822299f31d1u, 0x082efa98ec4e6c89u,
                              0x452821e638d01377u};

static uint64_t mix(uint64_t x, uint64_t y) {
  __uint128_t product = (__uint128_t)x * y;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t mix_bytes(const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  uint64_t hash = mix(size ^ pi[0], pi[1]);
  for (; size; at += size < 8 ? size : 8, size -= size < 8 ? size : 8) {
    uint64_t word = 0;
    memcpy(&word, at, size < 8 ? size : 8);
    hash = mix(hash ^ word, pi[2]);
  }
  return hash;
}

int steg_digest_plan_make(const char *table, const char *const *columns, int column_count, steg_digest_plan *ret_plan,
                          steg_error *err) {
  steg_digest_plan plan = {.table = mix_bytes(table, strlen(table)), .column_count = column_count};
  plan.columns = malloc(sizeof *plan.columns * (size_t)(column_count ? column_count : 1));
  if (!plan.columns)
    return steg_error_memory(err);
  for (int i = 0; i < column_count; i++)
    plan.columns[i] = mix_bytes(columns[i], strlen(columns[i]));
  *ret_plan = plan;
  return 0;
}

void steg_digest_plan_release(steg_digest_plan *plan) {
  free(plan->columns);
  *plan = (steg_digest_plan){0};
}

static uint64_t word_of(const steg_cell *cell) {
  uint64_t word = 0;
  if (cell->kind == STEG_CELL_TEXT || cell->kind == STEG_CELL_BLOB)
    return mix_bytes(cell->value.bytes, (size_t)cell->size);
  memcpy(&word, &cell->value, sizeof word);
  return word;
}

void steg_digest_add(steg_digest *digest, const steg_digest_plan *plan, const steg_cell *cells) {
  uint64_t low = plan->table;
  uint64_t high = plan->table ^ pi[3];
  for (int i = 0; i < plan->column_count; i++) {
    if (cells[i].kind == STEG_CELL_NULL)
      continue;
    uint64_t word = word_of(&cells[i]);
    uint64_t column = plan->columns[i] + (uint64_t)cells[i].kind;
    low += mix(word ^ column, pi[4]);
    high += mix(word ^ pi[0], column);
  }
  digest->low += mix(low ^ pi[1], high ^ pi[2]);
  digest->high += mix(high ^ pi[3], low ^ pi[4]);
  digest->rows++;
}

void steg_digest_text(const steg_digest *digest, char ret_text[STEG_HASH_TEXT]) {
  steg_hash_of(digest, sizeof *digest, ret_text);
}
