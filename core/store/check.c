/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/audit.h"
#include "store/connection.h"
#include "store/ledger.h"
#include "store/table.h"
#include <stdio.h>
#include <string.h>

/* Where faults go, and how many there were. */
typedef struct steg_check_sink {
  void (*fault)(void *context, const steg_error *found);
  void *context;
  int count;
} steg_check_sink;

static void put_error(steg_check_sink *sink, const steg_error *found) {
  sink->count++;
  if (sink->fault)
    sink->fault(sink->context, found);
}

static void put_fault(steg_check_sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put_fault(steg_check_sink *sink, const char *format, ...) {
  steg_error found;
  va_list arguments;
  va_start(arguments, format);
  steg_error_vset(&found, STEG_ERROR_ENVIRONMENT, format, arguments);
  va_end(arguments);
  put_error(sink, &found);
}

/* ---- SQLite's own view */

static int check_pages(sqlite3 *db, const char *schema, const char *file, steg_check_sink *sink, steg_error *err) {
  sqlite3_stmt *check = NULL;
  if (steg_connection_prepare_format(db, &check, err, "PRAGMA \"%w\".quick_check(20)", schema) < 0)
    return -1;
  int row;
  while ((row = steg_connection_step(db, check, err)) == 1) {
    const char *text = (const char *)sqlite3_column_text(check, 0);
    if (!text || strcmp(text, "ok") != 0)
      put_fault(sink, "%s is damaged: %s", file, text ? text : "?");
  }
  sqlite3_finalize(check);
  return row;
}

static int check_references(sqlite3 *db, steg_check_sink *sink, steg_error *err) {
  sqlite3_stmt *check = NULL;
  if (steg_connection_prepare(
          db, &check, err,
          "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2") < 0)
    return -1;
  int row;
  while ((row = steg_connection_step(db, check, err)) == 1)
    put_fault(sink, "%lld rows of %s refer to something that is not in %s", (long long)sqlite3_column_int64(check, 2),
              sqlite3_column_text(check, 0), sqlite3_column_text(check, 1));
  sqlite3_finalize(check);
  return row;
}

static int check_identity(steg_store *store, steg_check_sink *sink, steg_error *err) {
  if (store->mode == STEG_STORE_WRITE)
    return check_pages(store->db, "identity", store->identity_path, sink, err);
  sqlite3 *db = NULL;
  steg_error reason = {0};
  if (steg_connection_open(store->identity_path, STEG_CONNECTION_READ, &db, &reason) < 0) {
    put_error(sink, &reason);
    return 0;
  }
  if (check_pages(db, "main", store->identity_path, sink, &reason) < 0)
    put_error(sink, &reason);
  sqlite3_close(db);
  return 0;
}

/* ---- the batches' sums: quick_check does not see an answer that was changed */

static int check_batches(sqlite3 *db, steg_arena *arena, steg_check_sink *sink, steg_error *err) {
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  int64_t batch_count = 0;
  steg_digest *sums = NULL;
  sqlite3_stmt *list = NULL;
  if (steg_connection_integer(db, "SELECT max(id) FROM main.batches", 0, &batch_count, err) < 0 ||
      steg_ledger_tables(db, arena, &tables, &table_count, err) < 0 ||
      steg_ledger_sums(db, tables, table_count, batch_count, arena, &sums, err) < 0 ||
      steg_connection_prepare(db, &list, err,
                              "SELECT id, undone, stored_rows, stored_hash FROM main.batches ORDER BY id") < 0)
    return -1;
  if (sums[0].rows)
    put_fault(sink, "%lld rows belong to no batch", (long long)sums[0].rows);
  int row;
  while ((row = steg_connection_step(db, list, err)) == 1) {
    int64_t id = sqlite3_column_int64(list, 0);
    const char *stored = (const char *)sqlite3_column_text(list, 3);
    char hash[STEG_HASH_TEXT];
    if (id < 1 || id > batch_count)
      continue;
    steg_digest_text(&sums[id], hash);
    if (sqlite3_column_int(list, 1)) {
      if (sums[id].rows)
        put_fault(sink, "batch %lld was undone, but %lld of its rows are there", (long long)id,
                  (long long)sums[id].rows);
    } else if (sums[id].rows != sqlite3_column_int64(list, 2))
      put_fault(sink, "batch %lld wrote %lld rows, but %lld are there", (long long)id,
                (long long)sqlite3_column_int64(list, 2), (long long)sums[id].rows);
    else if (!stored || strcmp(stored, hash) != 0)
      put_fault(sink, "rows of batch %lld are not what was imported", (long long)id);
  }
  sqlite3_finalize(list);
  return row;
}

/* ---- instruments */

static int check_instruments(sqlite3 *db, const steg_registry *registry, steg_check_sink *sink, steg_error *err) {
  for (size_t i = 0; registry && i < steg_registry_count(registry); i++) {
    steg_error reason = {0};
    if (steg_table_recorded(db, steg_registry_at(registry, i), &reason) < 0) {
      if (reason.kind != STEG_ERROR_FINDINGS) {
        if (err)
          *err = reason;
        return -1;
      }
      put_error(sink, &reason);
    }
  }
  return 0;
}

int steg_store_check(steg_store *store, const steg_registry *registry,
                     void (*fault)(void *context, const steg_error *found), void *context, steg_error *err) {
  steg_check_sink sink = {.fault = fault, .context = context};
  steg_error reason = {0};
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return steg_error_memory(err);
  if (check_pages(store->db, "main", store->path, &sink, err) < 0 || check_identity(store, &sink, err) < 0)
    goto fail;
  /* In a file with torn pages the rest would only say the same in other words, or stop half-way. */
  if (!sink.count) {
    if (check_references(store->db, &sink, err) < 0 || check_batches(store->db, arena, &sink, err) < 0 ||
        check_instruments(store->db, registry, &sink, err) < 0)
      goto fail;
    if (steg_audit_verify(store, NULL, &reason) < 0)
      put_error(&sink, &reason);
  }
  steg_arena_free(arena);
  return sink.count;
fail:
  steg_arena_free(arena);
  return -1;
}
