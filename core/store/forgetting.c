/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/forgetting.h"

#include "store/anonymity.h"
#include "store/audit.h"
#include "store/erasure.h"
#include "store/ledger.h"
#include <stdio.h>

/* When the first file with the person came in: of the batches of all rows about them, those that were replaced too. */
static int find_first_import(sqlite3 *db, int64_t person, int64_t *ret_at, steg_error *err) {
  sqlite3_stmt *select = NULL;
  if (steg_connection_prepare(db, &select, err,
                              "SELECT min(imported_at) FROM main.batches WHERE id IN"
                              " (SELECT batch FROM main.participations WHERE person = ?1"
                              " UNION SELECT batch FROM main.participations_replaced WHERE person = ?1)") < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  int row = steg_connection_step(db, select, err);
  if (row == 1 && sqlite3_column_type(select, 0) != SQLITE_NULL)
    *ret_at = sqlite3_column_int64(select, 0);
  sqlite3_finalize(select);
  return row < 0 ? -1 : 0;
}

static const char *text_of(sqlite3_stmt *statement, int column, steg_arena *arena) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return steg_arena_text(arena, text ? text : "");
}

static int read_reports(sqlite3 *db, int64_t since, steg_arena *arena, steg_forgetting *forgetting, steg_error *err) {
  static const char from[] = "FROM main.audit WHERE what IN ('report', 'release') AND at >= ?1";
  sqlite3_stmt *select = NULL;
  size_t count = 0;
  int row = steg_connection_prepare_format(db, &select, err, "SELECT at, what, detail %s ORDER BY id", from);
  if (row == 0) {
    sqlite3_bind_int64(select, 1, since);
    while ((row = steg_connection_step(db, select, err)) == 1)
      count++;
    sqlite3_reset(select);
  }
  if (row == 0 && !(forgetting->reports = steg_arena_array(arena, count, sizeof *forgetting->reports)))
    row = steg_error_memory(err);
  while (forgetting->reports && forgetting->report_count < count && (row = steg_connection_step(db, select, err)) == 1)
    forgetting->reports[forgetting->report_count++] = (steg_forgetting_report){
        .at = sqlite3_column_int64(select, 0), .what = text_of(select, 1, arena), .detail = text_of(select, 2, arena)};
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  return steg_arena_failed(arena) ? steg_error_memory(err) : 0;
}

static int count_rows(sqlite3 *db, int64_t person, steg_arena *arena, size_t *ret_rows, steg_error *err) {
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  if (steg_ledger_tables(db, arena, &tables, &table_count, err) < 0)
    return -1;
  for (size_t i = 0; i < table_count; i++) {
    if (i > 0 && !tables[i].answers)
      continue;
    const char *const names[] = {tables[i].name, tables[i].replaced};
    for (int n = 0; n < 2; n++) {
      sqlite3_stmt *select = NULL;
      const char *format = i == 0 ? "SELECT count(*) FROM main.\"%w\" WHERE person = ?1"
                                  : "SELECT count(*) FROM main.\"%w\" WHERE (_initiative, _participation) IN"
                                    " (SELECT initiative, id FROM main.participations WHERE person = ?1 UNION"
                                    " SELECT initiative, id FROM main.participations_replaced WHERE person = ?1)";
      if (steg_connection_prepare_format(db, &select, err, format, names[n]) < 0)
        return -1;
      sqlite3_bind_int64(select, 1, person);
      int row = steg_connection_step(db, select, err);
      if (row == 1)
        *ret_rows += (size_t)sqlite3_column_int64(select, 0);
      sqlite3_finalize(select);
      if (row < 0)
        return -1;
    }
  }
  return 0;
}

static int count_participations(sqlite3 *db, int64_t person, size_t *ret_count, steg_error *err) {
  sqlite3_stmt *select = NULL;
  if (steg_connection_prepare(db, &select, err, "SELECT count(*) FROM main.participations WHERE person = ?1") < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  int row = steg_connection_step(db, select, err);
  if (row == 1)
    *ret_count = (size_t)sqlite3_column_int64(select, 0);
  sqlite3_finalize(select);
  return row < 0 ? -1 : 0;
}

int steg_forgetting_plan(steg_store *store, int64_t person, steg_arena *arena, steg_forgetting *ret_forgetting,
                         steg_error *err) {
  steg_forgetting forgetting = {0};
  int64_t since = INT64_MAX; /* a person with nothing but keys is in no report */
  if (find_first_import(store->db, person, &since, err) < 0 ||
      read_reports(store->db, since, arena, &forgetting, err) < 0 ||
      count_participations(store->db, person, &forgetting.participations, err) < 0 ||
      count_rows(store->db, person, arena, &forgetting.rows, err) < 0)
    return -1;
  *ret_forgetting = forgetting;
  return 0;
}

int steg_forgetting_run(steg_store *store, int64_t person, steg_arena *arena, steg_forgetting *ret_forgetting,
                        steg_error *err) {
  steg_forgetting forgetting = {0};
  char detail[64];
  if (steg_connection_begin(store, err) < 0)
    return -1;
  if (steg_forgetting_plan(store, person, arena, &forgetting, err) < 0 ||
      steg_erasure_run(store->db, store->key, person, &forgetting.rows, err) < 0)
    goto fail;
  snprintf(detail, sizeof detail, "%zu rows", forgetting.rows);
  if (steg_audit_append(store, "forget", detail, err) < 0 || steg_connection_commit(store, err) < 0)
    goto fail;
  if (steg_erasure_scrub(store, err) < 0)
    return steg_error_prefix(err, "the person is erased, but the files could not be written anew");
  *ret_forgetting = forgetting;
  return 0;
fail:
  steg_connection_rollback(store->db);
  return -1;
}
