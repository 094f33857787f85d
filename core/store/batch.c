/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/batch.h"

#include "store/connection.h"

static const char *text_of(sqlite3_stmt *statement, int column, steg_arena *arena) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return steg_arena_text(arena, text ? text : "");
}

int steg_batch_list(steg_store *store, steg_arena *arena, steg_batch **ret_batches, size_t *ret_count, steg_error *err) {
  int64_t total = 0;
  sqlite3_stmt *list = NULL;
  if (steg_connection_integer(store->db, "SELECT count(*) FROM main.batches", 0, &total, err) < 0 ||
      steg_connection_prepare(store->db, &list, err,
                              "SELECT id, instrument, version, file_name, file_hash, rows_hash, imported_at, last_date,"
                              " inserted, updated, unchanged, undone FROM main.batches ORDER BY id") < 0)
    return -1;
  steg_batch *batches = steg_arena_array(arena, (size_t)total, sizeof *batches);
  size_t count = 0;
  int row = batches ? 1 : steg_error_memory(err);
  while (row == 1 && (row = steg_connection_step(store->db, list, err)) == 1 && count < (size_t)total) {
    batches[count++] = (steg_batch){
        .id = sqlite3_column_int64(list, 0),
        .instrument = text_of(list, 1, arena),
        .version = text_of(list, 2, arena),
        .file_name = text_of(list, 3, arena),
        .file_hash = text_of(list, 4, arena),
        .rows_hash = text_of(list, 5, arena),
        .imported_at = sqlite3_column_int64(list, 6),
        .last_date = sqlite3_column_type(list, 7) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(list, 7),
        .inserted = (size_t)sqlite3_column_int64(list, 8),
        .updated = (size_t)sqlite3_column_int64(list, 9),
        .unchanged = (size_t)sqlite3_column_int64(list, 10),
        .undone = sqlite3_column_int(list, 11) != 0,
    };
  }
  sqlite3_finalize(list);
  if (row < 0)
    return -1;
  if (steg_arena_failed(arena))
    return steg_error_memory(err);
  *ret_batches = batches;
  *ret_count = count;
  return 0;
}
