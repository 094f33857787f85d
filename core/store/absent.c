/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/absent.h"

#include "base/buffer.h"
#include <stdlib.h>
#include <string.h>

/* ---- finding and taking them away */

static int keep(steg_absent *absent, const steg_cell *key, int key_count) {
  if (absent->count == absent->capacity) {
    size_t capacity = absent->capacity ? absent->capacity * 2 : 64;
    steg_absent_row *rows = realloc(absent->rows, capacity * sizeof *rows);
    if (!rows)
      return -1;
    absent->rows = rows;
    absent->capacity = capacity;
  }
  steg_absent_row *row = &absent->rows[absent->count++];
  *row = (steg_absent_row){0};
  for (int i = 0; i < key_count; i++) {
    row->key[i] = key[i];
    if (key[i].kind == STEG_CELL_BLOB) {
      row->key[i].value.bytes = steg_arena_text_n(absent->arena, key[i].value.bytes, (size_t)key[i].size);
      if (!row->key[i].value.bytes)
        return -1;
    }
  }
  return 0;
}

static int compare_keys(const steg_cell *a, const steg_cell *b, int count) {
  for (int i = 0; i < count; i++) {
    int order = steg_cell_compare(&a[i], &b[i]);
    if (order)
      return order;
  }
  return 0;
}

static void put_keys(steg_buffer *sql, const steg_table *table, const char *between, const char *after) {
  for (int i = 0; i < table->key_count; i++)
    steg_buffer_printf(sql, "%s\"%s\"%s", i ? between : "", table->columns[i], after);
}

/* Both sides in key order, one pass for each initiative. */
int steg_absent_find(steg_plan *plan, steg_absent *absent, steg_error *err) {
  const steg_table *table = plan->table;
  steg_feed feed = steg_answers_feed(&plan->answers, 0);
  steg_cell *fresh = calloc((size_t)feed.column_count + 1, sizeof *fresh);
  sqlite3_stmt *select = NULL;
  steg_buffer sql;
  int result = 0;
  steg_buffer_init(&sql, 1 << 16);
  steg_buffer_text(&sql, "SELECT ");
  put_keys(&sql, table, ", ", "");
  steg_buffer_printf(&sql, " FROM main.\"%s\" WHERE _initiative = ? ORDER BY ", table->name);
  put_keys(&sql, table, ", ", "");
  if (!fresh || steg_buffer_failed(&sql))
    result = steg_error_memory(err);
  if (result == 0)
    result = steg_connection_prepare(plan->db, &select, err, sql.bytes);
  for (size_t i = 0; i < plan->set->initiative_count && result == 0; i++) {
    const steg_initiative *initiative = &plan->initiatives[i];
    if (initiative->first != i || initiative->fresh)
      continue;
    size_t at = 0;
    int row;
    sqlite3_bind_int(select, 1, initiative->number);
    while (at < feed.row_count && (int32_t)(plan->answers.rows[at].high >> 32) < initiative->number)
      at++;
    while ((row = steg_connection_step(plan->db, select, err)) == 1 && result == 0) {
      steg_cell key[6];
      int order = 1;
      for (int k = 0; k < table->key_count; k++)
        key[k] = steg_cell_read(select, k);
      for (; at < feed.row_count && order > 0; at += order > 0) {
        feed.cells(feed.context, at, fresh);
        order = compare_keys(key, fresh, table->key_count);
      }
      if (order != 0 && keep(absent, key, table->key_count) < 0)
        result = steg_error_memory(err);
    }
    sqlite3_reset(select);
    result = row < 0 ? -1 : result;
  }
  sqlite3_finalize(select);
  steg_buffer_release(&sql);
  free(fresh);
  return result;
}

int steg_absent_remove(steg_plan *plan, const steg_absent *absent, int64_t batch, steg_error *err) {
  const steg_table *table = plan->table;
  sqlite3_stmt *keep = NULL;
  sqlite3_stmt *take = NULL;
  steg_buffer where;
  int result = 0;
  steg_buffer_init(&where, 1 << 16);
  put_keys(&where, table, " AND ", " = ?");
  if (steg_buffer_failed(&where))
    result = steg_error_memory(err);
  if (result == 0 && (steg_connection_prepare_format(plan->db, &keep, err,
                                                     "INSERT INTO main.\"%w\" SELECT %lld, * FROM main.\"%w\" WHERE %s",
                                                     table->replaced, (long long)batch, table->name, where.bytes) < 0 ||
                      steg_connection_prepare_format(plan->db, &take, err, "DELETE FROM main.\"%w\" WHERE %s",
                                                     table->name, where.bytes) < 0))
    result = -1;
  for (size_t i = 0; i < absent->count && result == 0; i++) {
    for (int k = 0; k < table->key_count; k++) {
      steg_cell_bind(keep, k + 1, &absent->rows[i].key[k]);
      steg_cell_bind(take, k + 1, &absent->rows[i].key[k]);
    }
    if (steg_connection_finish(plan->db, keep, err) < 0 || steg_connection_finish(plan->db, take, err) < 0)
      result = -1;
  }
  sqlite3_finalize(keep);
  sqlite3_finalize(take);
  steg_buffer_release(&where);
  return result;
}

/* ---- what is told of them */

static const char *initiative_id(const steg_plan *plan, int32_t number) {
  for (size_t i = 0; i < plan->set->initiative_count; i++)
    if (plan->initiatives[i].number == number)
      return plan->set->initiatives[i].id;
  return "";
}

/* The day that a person knows a removed row by: of a response its own, of a register row the participation's start. */
static steg_date day_of(const steg_plan *plan, const steg_absent_row *row) {
  const steg_table *table = plan->table;
  if (plan->kind == STEG_KIND_REGISTER) {
    for (uint32_t i = 0; i < plan->places.count; i++)
      if (plan->places.rows[i].initiative == (int32_t)row->key[0].value.integer &&
          plan->places.rows[i].id == (int32_t)row->key[1].value.integer)
        return plan->places.rows[i].start;
    return STEG_DATE_NONE;
  }
  for (int i = 0; i < table->key_count; i++)
    if (!strcmp(table->columns[i], "_date"))
      return (steg_date)row->key[i].value.integer;
  return STEG_DATE_NONE;
}

static int compare_removed(const void *a, const void *b) {
  const steg_commit_removed *x = a;
  const steg_commit_removed *y = b;
  int order = strcmp(x->initiative, y->initiative);
  return order ? order : (x->date > y->date) - (x->date < y->date);
}

int steg_absent_tell(const steg_plan *plan, const steg_absent *absent, steg_arena *arena, steg_commit_result *result,
                     steg_error *err) {
  size_t count = absent->count < STEG_COMMIT_REMOVED_TOLD ? absent->count : STEG_COMMIT_REMOVED_TOLD;
  result->removed_rows = steg_arena_array(arena, count, sizeof *result->removed_rows);
  if (!result->removed_rows)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++)
    result->removed_rows[i] = (steg_commit_removed){
        .initiative = steg_arena_text(arena, initiative_id(plan, (int32_t)absent->rows[i].key[0].value.integer)),
        .date = day_of(plan, &absent->rows[i])};
  if (count)
    qsort(result->removed_rows, count, sizeof *result->removed_rows, compare_removed);
  result->removed_row_count = count;
  return steg_arena_failed(arena) ? steg_error_memory(err) : 0;
}

void steg_absent_release(steg_absent *absent) {
  free(absent->rows);
}
