/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/batch.h"

#include "base/buffer.h"
#include "store/audit.h"
#include "store/connection.h"
#include "store/initiative.h"
#include "store/ledger.h"
#include "store/remains.h"
#include <stdio.h>

static const char *text_of(sqlite3_stmt *statement, int column, steg_arena *arena) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return steg_arena_text(arena, text ? text : "");
}

int steg_batch_list(steg_store *store, steg_arena *arena, steg_batch **ret_batches, size_t *ret_count,
                    steg_error *err) {
  int64_t total = 0;
  sqlite3_stmt *list = NULL;
  if (steg_connection_integer(store->db, "SELECT count(*) FROM main.batches", 0, &total, err) < 0 ||
      steg_connection_prepare(store->db, &list, err,
                              "SELECT id, instrument, version, file_name, file_hash, rows_hash, imported_at, last_date,"
                              " inserted, updated, unchanged, undone, kind, removed FROM main.batches ORDER BY id") < 0)
    return -1;
  steg_batch *batches = steg_arena_array(arena, (size_t)total, sizeof *batches);
  size_t count = 0;
  int row = 0;
  if (!batches) {
    sqlite3_finalize(list);
    return steg_error_memory(err);
  }
  while ((row = steg_connection_step(store->db, list, err)) == 1 && count < (size_t)total) {
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
        .kind = (steg_batch_kind)sqlite3_column_int(list, 12),
        .removed = (size_t)sqlite3_column_int64(list, 13),
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

/* ---- taking one back */

/* Instrument of the batch; refuses one that is not there or was undone. */
static int find_batch(sqlite3 *db, int64_t batch, steg_arena *arena, const char **ret_instrument, size_t *ret_rows,
                      steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(
          db, &find, err, "SELECT undone, instrument, inserted + updated + removed FROM main.batches WHERE id = ?") < 0)
    return -1;
  sqlite3_bind_int64(find, 1, batch);
  int row = steg_connection_step(db, find, err);
  if (row == 0)
    row = steg_error_set(err, STEG_ERROR_USAGE, "there is no batch %lld; \"stegvis batches\" lists them",
                         (long long)batch);
  else if (row == 1 && sqlite3_column_int(find, 0) != 0)
    row = steg_error_set(err, STEG_ERROR_USAGE, "batch %lld was undone already", (long long)batch);
  else if (row == 1) {
    *ret_instrument = text_of(find, 1, arena);
    *ret_rows = (size_t)sqlite3_column_int64(find, 2);
  }
  sqlite3_finalize(find);
  return row < 0 ? -1 : 0;
}

/* Adds the batch numbers that the query gives to a sorted list without doubles. */
static int collect(sqlite3 *db, const char *sql, int64_t batch, int64_t *list, size_t room, size_t *count,
                   steg_error *err) {
  sqlite3_stmt *select = NULL;
  int row;
  if (steg_connection_prepare(db, &select, err, sql) < 0)
    return -1;
  sqlite3_bind_int64(select, 1, batch);
  while ((row = steg_connection_step(db, select, err)) == 1) {
    int64_t found = sqlite3_column_int64(select, 0);
    size_t at = 0;
    while (at < *count && list[at] < found)
      at++;
    if ((at < *count && list[at] == found) || *count == room)
      continue;
    for (size_t i = (*count)++; i > at; i--)
      list[i] = list[i - 1];
    list[at] = found;
  }
  sqlite3_finalize(select);
  return row;
}

/* The later batches that stand in the way, by three questions to every table: who replaced rows of this batch; who has a row where
 * one is to be put back; whose answers hang on a participation that would go. */
static int find_obstacles(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t batch,
                          int64_t *list, size_t room, size_t *ret_count, steg_error *err) {
  size_t count = 0;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  int result = 0;
  for (size_t i = 0; i < table_count && result == 0; i++) {
    const steg_ledger_table *table = &tables[i];
    steg_buffer_clear(&sql);
    steg_buffer_printf(&sql, "SELECT DISTINCT \"%s\" FROM main.\"%s\" WHERE \"%s\" = ?1", table->replaced_by,
                       table->replaced, table->batch);
    steg_buffer_printf(&sql,
                       " UNION SELECT DISTINCT t.\"%s\" FROM main.\"%s\" r JOIN main.\"%s\" t ON %s WHERE r.\"%s\" = "
                       "?1 AND t.\"%s\" <> ?1",
                       table->batch, table->replaced, table->name, table->same_key, table->replaced_by, table->batch);
    if (table->answers)
      steg_buffer_printf(
          &sql,
          " UNION SELECT DISTINCT a._batch FROM main.\"%s\" a JOIN main.participations p"
          " ON p.initiative = a._initiative AND p.id = a._participation"
          " WHERE p.batch = ?1 AND a._batch <> ?1 AND NOT EXISTS(SELECT 1 FROM main.participations_replaced r"
          " WHERE r.replaced_by = ?1 AND r.initiative = p.initiative AND r.id = p.id)",
          table->name);
    result = steg_buffer_failed(&sql) ? steg_error_memory(err) : collect(db, sql.bytes, batch, list, room, &count, err);
  }
  steg_buffer_release(&sql);
  *ret_count = count;
  return result;
}

static int refuse(int64_t batch, const int64_t *list, size_t count, steg_error *err) {
  steg_buffer names;
  steg_buffer_init(&names, 4096);
  for (size_t i = 0; i < count; i++)
    steg_buffer_printf(&names, "%s%lld", i == 0 ? "" : ", ", (long long)list[i]);
  int result =
      count == 1
          ? steg_error_set(
                err, STEG_ERROR_FINDINGS,
                "batch %lld can't be undone: batch %s changed or built on the same rows later; undo it first",
                (long long)batch, names.bytes)
          : steg_error_set(err, STEG_ERROR_FINDINGS,
                           "batch %lld can't be undone: batches %s changed or built on the same rows later; undo those "
                           "first, the latest one to begin with",
                           (long long)batch, names.bytes);
  steg_buffer_release(&names);
  return result;
}

/* Takes away what carries the batch's number, and puts back what it replaced. */
static int restore(sqlite3 *db, const steg_ledger_table *table, int64_t batch, steg_error *err) {
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_buffer_printf(&sql, "DELETE FROM main.\"%s\" WHERE \"%s\" = %lld;", table->name, table->batch, (long long)batch);
  steg_buffer_printf(&sql, "INSERT INTO main.\"%s\"(%s) SELECT %s FROM main.\"%s\" WHERE \"%s\" = %lld;", table->name,
                     table->columns, table->columns, table->replaced, table->replaced_by, (long long)batch);
  steg_buffer_printf(&sql, "DELETE FROM main.\"%s\" WHERE \"%s\" = %lld", table->replaced, table->replaced_by,
                     (long long)batch);
  int result = steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_run(db, sql.bytes, err);
  steg_buffer_release(&sql);
  return result;
}

/* People who were made one since may have lost the participation that an answer would go back to. */
static int find_homeless(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t batch,
                         steg_error *err) {
  int row = 0;
  for (size_t i = 0; i < table_count && row == 0; i++) {
    sqlite3_stmt *select = NULL;
    if (!tables[i].answers)
      continue;
    row = steg_connection_prepare_format(
        db, &select, err,
        "SELECT 1 FROM main.\"%w\" r WHERE r._replaced_by = ?1 AND r._participation <> 0 AND NOT EXISTS"
        "(SELECT 1 FROM main.participations p WHERE p.initiative = r._initiative AND p.id = r._participation AND"
        " p.batch <> ?1) AND NOT EXISTS(SELECT 1 FROM main.participations_replaced q WHERE q.replaced_by = ?1 AND"
        " q.initiative = r._initiative AND q.id = r._participation)",
        tables[i].replaced);
    if (row == 0) {
      sqlite3_bind_int64(select, 1, batch);
      row = steg_connection_step(db, select, err);
    }
    sqlite3_finalize(select);
  }
  if (row == 1)
    return steg_error_set(err, STEG_ERROR_FINDINGS,
                          "batch %lld can't be undone: people it has rows of were made one since, so what it changed "
                          "has no place to go back to",
                          (long long)batch);
  return row;
}

static int undo(steg_store *store, int64_t batch, const char *instrument, const steg_ledger_table *tables,
                size_t table_count, steg_error *err) {
  char detail[128];
  sqlite3 *db = store->db;
  snprintf(detail, sizeof detail, "batch %lld, %s", (long long)batch, instrument);
  /* Answers go before their participations and come back before them: judged at COMMIT. */
  if (steg_connection_run_format(db, err,
                                 "PRAGMA defer_foreign_keys = ON;"
                                 "CREATE TEMP TABLE undone_people AS SELECT DISTINCT person FROM main.participations"
                                 " WHERE batch = %lld AND person IS NOT NULL",
                                 (long long)batch) < 0)
    return -1;
  for (size_t i = 0; i < table_count; i++)
    if (restore(db, &tables[i], batch, err) < 0)
      return -1;
  /* Who is nowhere any more was first met in this batch; what was said of them by hand stays. */
  if (steg_connection_run_format(db, err,
                                 "DELETE FROM identity.keys WHERE person IN (SELECT person FROM temp.undone_people)"
                                 " AND person NOT IN (SELECT person FROM main.participations WHERE person IS NOT NULL)"
                                 " AND person NOT IN (SELECT person FROM identity.consents)"
                                 " AND hash NOT IN (SELECT hash FROM identity.links)"
                                 " AND person NOT IN (SELECT person FROM main.participations_replaced"
                                 " WHERE person IS NOT NULL);"
                                 "DROP TABLE temp.undone_people;"
                                 "DELETE FROM main.moved WHERE batch = %lld;"
                                 "UPDATE main.batches SET undone = 1 WHERE id = %lld",
                                 (long long)batch, (long long)batch) < 0)
    return -1;
  if (steg_remains_undo(db, batch, err) < 0 || steg_initiative_prune(db, err) < 0)
    return -1;
  return steg_audit_append(store, "undo", detail, err);
}

int steg_batch_undo(steg_store *store, int64_t batch, size_t *ret_rows, steg_error *err) {
  enum { ROOM = 20 };
  int64_t obstacles[ROOM];
  size_t obstacle_count = 0;
  const char *instrument = NULL;
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  size_t rows = 0;
  if (steg_connection_begin(store, err) < 0)
    return -1;
  steg_arena *arena = steg_arena_new(0);
  if (!arena) {
    steg_error_memory(err);
    goto fail;
  }
  if (find_batch(store->db, batch, arena, &instrument, &rows, err) < 0 ||
      steg_ledger_tables(store->db, arena, &tables, &table_count, err) < 0 ||
      find_obstacles(store->db, tables, table_count, batch, obstacles, ROOM, &obstacle_count, err) < 0)
    goto fail;
  if (obstacle_count) {
    refuse(batch, obstacles, obstacle_count, err);
    goto fail;
  }
  if (find_homeless(store->db, tables, table_count, batch, err) < 0 ||
      undo(store, batch, instrument, tables, table_count, err) < 0 || steg_connection_commit(store, err) < 0)
    goto fail;
  steg_arena_free(arena);
  if (ret_rows)
    *ret_rows = rows;
  return 0;
fail:
  steg_connection_rollback(store->db);
  steg_arena_free(arena);
  return -1;
}
