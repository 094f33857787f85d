/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/response.h"

#include "base/buffer.h"
#include "store/conversion.h"
#include "store/table.h"
#include "store/versions.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct steg_response_cursor {
  sqlite3 *db;
  sqlite3_stmt *select; /* NULL: the instrument was never imported */
  steg_arena *arena;
  const steg_layout *layout;
  steg_kind kind;
  int32_t *slots;
  double *numbers;
  const char **texts;    /* AGGREGATE; else NULL */
  int32_t *role_numbers; /* by role index: the store's number */
  uint32_t role_count;
  steg_versions versions;
  steg_cell *stored, *converted; /* of a row of an earlier version: its columns, and by slot what they mean now */
  uint8_t *kinds;
};

static bool is_real(steg_slot_kind kind) {
  return kind == STEG_SLOT_NUMBER || kind == STEG_SLOT_INDEX;
}

/* Columns 0..6: initiative, participation, date, role, occasion, batch, first day; then the slots. A text is only asked for being
 * there, except where it is nobody's. */
enum { FIRST_SLOT = 7 };
static void put_select(steg_buffer *sql, const steg_registry_entry *entry, const steg_table *table, const bool *missing,
                       const steg_versions *versions) {
  static const char *const heads[] = {
      [STEG_KIND_REGISTER] = "SELECT _initiative, _participation, NULL, 0, 0, _batch, NULL",
      [STEG_KIND_REPEATED] = "SELECT _initiative, _participation, _date, _role, _occasion, _batch, NULL",
      [STEG_KIND_ANONYMOUS] = "SELECT _initiative, 0, _date, _role, _occasion, _batch, NULL",
      [STEG_KIND_EVENT] = "SELECT _initiative, _participation, _date, _role, _occasion, _batch, NULL",
      [STEG_KIND_AGGREGATE] = "SELECT _initiative, 0, _date, _role, 0, _batch, _first",
  };
  steg_buffer_text(sql, heads[table->kind]);
  for (uint32_t i = 0; i < entry->layout->slot_count; i++) {
    const steg_slot *slot = &entry->layout->slots[i];
    if (missing[table->first_slot + (int)i])
      steg_buffer_text(sql, ", NULL");
    else if (slot->kind == STEG_SLOT_TEXT && table->kind != STEG_KIND_AGGREGATE)
      steg_buffer_printf(sql, ", iif(\"%s\" IS NULL, NULL, 0)", slot->name);
    else
      steg_buffer_printf(sql, ", \"%s\"", slot->name);
  }
  for (size_t i = 0; i < versions->column_count; i++) /* the columns of earlier versions, after our own */
    steg_buffer_printf(sql, ", \"%s\"", versions->columns[i]);
  steg_buffer_printf(sql, " FROM main.\"%s\" WHERE _initiative BETWEEN ? AND ? ORDER BY ", table->name);
  for (int i = 0; i < table->key_count; i++)
    steg_buffer_printf(sql, "%s\"%s\"", i ? ", " : "", table->columns[i]);
}

int steg_response_open(steg_store *store, const steg_registry_entry *entry, int32_t first_initiative,
                       int32_t last_initiative, steg_response_cursor **ret_cursor, steg_error *err) {
  const steg_table *table = NULL;
  bool *missing = NULL;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_response_cursor *cursor = calloc(1, sizeof *cursor);
  if (!cursor || !(cursor->arena = steg_arena_new(0)))
    goto memory;
  cursor->db = store->db;
  cursor->layout = entry->layout;
  cursor->kind = entry->instrument->kind;
  cursor->role_count = entry->instrument->roles.count;
  cursor->slots = steg_arena_array(cursor->arena, entry->layout->slot_count, sizeof *cursor->slots);
  cursor->numbers = steg_arena_array(cursor->arena, entry->layout->slot_count, sizeof *cursor->numbers);
  if (cursor->kind == STEG_KIND_AGGREGATE) {
    cursor->texts = steg_arena_array(cursor->arena, entry->layout->slot_count, sizeof *cursor->texts);
    if (!cursor->texts)
      goto memory;
  }
  table = steg_table_describe(entry, cursor->arena);
  missing = table ? steg_arena_array(cursor->arena, (size_t)table->column_count, sizeof *missing) : NULL;
  if (!cursor->slots || !cursor->numbers || !missing)
    goto memory;
  int exists = steg_table_exists(store->db, table->name, err);
  if (exists < 0)
    goto fail;
  if (exists == 1) {
    if (steg_table_missing(store->db, entry, table, missing, err) < 0 ||
        steg_table_roles(store->db, entry->instrument, cursor->arena, &cursor->role_numbers, err) < 0)
      goto fail;
    if (steg_versions_load(store->db, entry, table, cursor->arena, &cursor->versions, err) < 0)
      goto fail;
    cursor->stored = steg_arena_array(cursor->arena, cursor->versions.column_count, sizeof *cursor->stored);
    cursor->converted = steg_arena_array(cursor->arena, entry->layout->slot_count, sizeof *cursor->converted);
    cursor->kinds = steg_arena_array(cursor->arena, entry->instrument->items.count, sizeof *cursor->kinds);
    if (!cursor->stored || !cursor->converted || !cursor->kinds)
      goto memory;
    put_select(&sql, entry, table, missing, &cursor->versions);
    if (steg_buffer_failed(&sql))
      goto memory;
    if (steg_connection_prepare(store->db, &cursor->select, err, sql.bytes) < 0)
      goto fail;
    sqlite3_bind_int(cursor->select, 1, first_initiative);
    sqlite3_bind_int(cursor->select, 2, last_initiative);
  }
  steg_buffer_release(&sql);
  *ret_cursor = cursor;
  return 0;
memory:
  steg_error_memory(err);
fail:
  steg_buffer_release(&sql);
  steg_response_close(cursor);
  return -1;
}

static int32_t role_index(const steg_response_cursor *cursor, int number) {
  for (uint32_t i = 0; number && i < cursor->role_count; i++)
    if (cursor->role_numbers[i] == number)
      return (int32_t)i;
  return -1;
}

/* Reads the row at hand as one of an earlier version. */
static void convert(steg_response_cursor *cursor, const steg_conversion *conversion, int first_column) {
  for (size_t i = 0; i < cursor->versions.column_count; i++)
    cursor->stored[i] = steg_cell_read(cursor->select, first_column + (int)i);
  steg_conversion_apply(&cursor->versions, conversion, cursor->stored, cursor->converted, cursor->kinds);
  for (uint32_t i = 0; i < cursor->layout->slot_count; i++) {
    const steg_cell *cell = &cursor->converted[i];
    cursor->numbers[i] = NAN;
    cursor->slots[i] = STEG_SLOT_NONE;
    if (cell->kind == STEG_CELL_INTEGER)
      cursor->slots[i] = (int32_t)cell->value.integer;
    else if (cell->kind != STEG_CELL_NULL)
      cursor->slots[i] = 0;
    if (cell->kind == STEG_CELL_REAL)
      cursor->numbers[i] = cell->value.real;
    if (cursor->texts)
      cursor->texts[i] = cell->kind == STEG_CELL_TEXT ? cell->value.bytes : NULL;
  }
}

int steg_response_next(steg_response_cursor *cursor, steg_response *ret_response, steg_error *err) {
  sqlite3_stmt *select = cursor->select;
  int row = select ? steg_connection_step(cursor->db, select, err) : 0;
  if (row != 1)
    return row;
  for (uint32_t i = 0; i < cursor->layout->slot_count; i++) {
    int column = FIRST_SLOT + (int)i;
    bool answered = sqlite3_column_type(select, column) != SQLITE_NULL;
    bool text = cursor->texts && cursor->layout->slots[i].kind == STEG_SLOT_TEXT;
    cursor->numbers[i] = NAN;
    if (cursor->texts) /* SQLite's own bytes, good until the next step */
      cursor->texts[i] = text && answered ? (const char *)sqlite3_column_text(select, column) : NULL;
    if (text)
      cursor->slots[i] = answered ? 0 : STEG_SLOT_NONE;
    else if (!answered)
      cursor->slots[i] = STEG_SLOT_NONE;
    else if (is_real(cursor->layout->slots[i].kind)) {
      cursor->slots[i] = 0;
      cursor->numbers[i] = sqlite3_column_double(select, column);
    } else
      cursor->slots[i] = sqlite3_column_int(select, column);
  }
  *ret_response = (steg_response){
      .initiative = sqlite3_column_int(select, 0),
      .participation = sqlite3_column_int64(select, 1),
      .date = sqlite3_column_type(select, 2) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 2),
      .role = role_index(cursor, sqlite3_column_int(select, 3)),
      .occasion = sqlite3_column_int(select, 4),
      .batch = sqlite3_column_int64(select, 5),
      .first = sqlite3_column_type(select, 6) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 6),
      .slots = cursor->slots,
      .numbers = cursor->numbers,
      .texts = cursor->texts,
  };
  const steg_conversion *conversion =
      steg_versions_of(&cursor->versions, ret_response->batch, ret_response->initiative, ret_response->participation,
                       ret_response->date, sqlite3_column_int(select, 3));
  if (conversion) {
    convert(cursor, conversion, FIRST_SLOT + (int)cursor->layout->slot_count);
    ret_response->version = conversion->version;
    ret_response->kinds = cursor->kinds;
  }
  return 1;
}

void steg_response_close(steg_response_cursor *cursor) {
  if (!cursor)
    return;
  sqlite3_finalize(cursor->select);
  steg_arena_free(cursor->arena);
  free(cursor);
}
