/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cell.h"

#include <sodium.h>
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
    return memcmp(&a->value.real, &b->value.real, sizeof(double)) == 0;
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

static const unsigned char fixed_key[crypto_shorthash_siphashx24_KEYBYTES] = "stegvis row sum";

static uint32_t tag_of(const char *name) {
  unsigned char hash[crypto_shorthash_siphashx24_BYTES];
  uint32_t tag;
  crypto_shorthash_siphashx24(hash, (const unsigned char *)name, strlen(name), fixed_key);
  memcpy(&tag, hash, sizeof tag);
  return tag;
}

int steg_digest_plan_make(const char *table, const char *const *columns, int column_count, steg_digest_plan *ret_plan,
                          steg_error *err) {
  steg_digest_plan plan = {.table_tag = tag_of(table), .column_count = column_count};
  plan.order = malloc(sizeof *plan.order * (size_t)(column_count ? column_count : 1));
  plan.tags = malloc(sizeof *plan.tags * (size_t)(column_count ? column_count : 1));
  if (!plan.order || !plan.tags) {
    steg_digest_plan_release(&plan);
    return steg_error_memory(err);
  }
  for (int i = 0; i < column_count; i++) {
    int at = i;
    for (; at > 0 && strcmp(columns[plan.order[at - 1]], columns[i]) > 0; at--)
      plan.order[at] = plan.order[at - 1];
    plan.order[at] = i;
  }
  for (int i = 0; i < column_count; i++)
    plan.tags[i] = tag_of(columns[plan.order[i]]);
  *ret_plan = plan;
  return 0;
}

void steg_digest_plan_release(steg_digest_plan *plan) {
  free(plan->order);
  free(plan->tags);
  *plan = (steg_digest_plan){0};
}

/* Tag of the column and its kind, size of a text, and the value: little enough to lie on the stack in nearly every row. */
static size_t put_cell(unsigned char *out, uint32_t tag, const steg_cell *cell) {
  uint32_t head = tag + (uint32_t)cell->kind;
  memcpy(out, &head, sizeof head);
  if (cell->kind == STEG_CELL_INTEGER || cell->kind == STEG_CELL_REAL) {
    memcpy(out + 4, &cell->value, 8);
    return 12;
  }
  uint32_t size = (uint32_t)cell->size;
  memcpy(out + 4, &size, sizeof size);
  if (size)
    memcpy(out + 8, cell->value.bytes, size);
  return 8 + (size_t)size;
}

int steg_digest_add(steg_digest *digest, const steg_digest_plan *plan, const unsigned char *key, const steg_cell *cells,
                    steg_error *err) {
  unsigned char room[1024];
  unsigned char *bytes = room;
  size_t size = 4;
  for (int i = 0; i < plan->column_count; i++)
    if (cells[i].kind != STEG_CELL_NULL)
      size += cells[i].kind == STEG_CELL_TEXT || cells[i].kind == STEG_CELL_BLOB ? 8 + (size_t)cells[i].size : 12;
  if (size > sizeof room && !(bytes = malloc(size)))
    return steg_error_memory(err);
  memcpy(bytes, &plan->table_tag, 4);
  size_t at = 4;
  for (int i = 0; i < plan->column_count; i++) {
    const steg_cell *cell = &cells[plan->order[i]];
    if (cell->kind != STEG_CELL_NULL)
      at += put_cell(bytes + at, plan->tags[i], cell);
  }
  uint64_t part[2];
  crypto_shorthash_siphashx24((unsigned char *)part, bytes, at, key ? key : fixed_key);
  if (bytes != room)
    free(bytes);
  digest->low += part[0];
  digest->high += part[1];
  digest->rows++;
  return 0;
}

void steg_digest_merge(steg_digest *digest, const steg_digest *other) {
  digest->low += other->low;
  digest->high += other->high;
  digest->rows += other->rows;
}

void steg_digest_text(const steg_digest *digest, char ret_text[STEG_HASH_TEXT]) {
  steg_hash_of(digest, sizeof *digest, ret_text);
}
