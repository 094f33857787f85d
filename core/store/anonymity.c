/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/anonymity.h"

#include "base/buffer.h"
#include "base/date.h"
#include <string.h>

int steg_anonymity_of_person(sqlite3 *db, int64_t person, int32_t initiative, steg_arena *arena,
                             steg_anonymity_participation **ret_rows, size_t *ret_count, steg_error *err) {
  static const char sql[] = "SELECT initiative, id FROM main.participations WHERE person = ?1 AND ?2 IN (0, initiative)"
                            " UNION SELECT initiative, id FROM main.participations_replaced"
                            " WHERE person = ?1 AND ?2 IN (0, initiative) ORDER BY 1, 2";
  sqlite3_stmt *select = NULL;
  steg_anonymity_participation *rows = NULL;
  size_t count = 0;
  if (steg_connection_prepare(db, &select, err, sql) < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  sqlite3_bind_int(select, 2, initiative);
  int row;
  while ((row = steg_connection_step(db, select, err)) == 1)
    count++;
  if (row == 0 && !(rows = steg_arena_array(arena, count, sizeof *rows)))
    row = steg_error_memory(err);
  sqlite3_reset(select);
  size_t done = 0;
  while (rows && done < count && (row = steg_connection_step(db, select, err)) == 1)
    rows[done++] = (steg_anonymity_participation){.initiative = sqlite3_column_int(select, 0),
                                                  .id = sqlite3_column_int64(select, 1)};
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_rows = rows;
  *ret_count = done;
  return 0;
}

static int remove_answers(sqlite3 *db, const steg_ledger_table *table, const steg_anonymity_participation *row,
                          size_t *answers, steg_error *err) {
  if (steg_connection_run_format(db, err, "DELETE FROM main.\"%w\" WHERE _initiative = %d AND _participation = %lld",
                                 table->name, row->initiative, (long long)row->id) < 0)
    return -1;
  *answers += (size_t)sqlite3_changes64(db);
  return steg_connection_run_format(db, err,
                                    "DELETE FROM main.\"%w\" WHERE _initiative = %d AND _participation = %lld;"
                                    "DELETE FROM main.moved WHERE instrument = %Q AND initiative = %d"
                                    " AND participation = %lld",
                                    table->replaced, row->initiative, (long long)row->id,
                                    table->name + strlen("answers_"), row->initiative, (long long)row->id);
}

/* Whatever a participation has besides these goes, also what a later schema adds. */
static const char kept_columns[] =
    "'initiative', 'id', 'person', 'nth', 'derived', 'start', 'sex', 'batch', 'replaced_by'";

static int prepare_blank(sqlite3 *db, const char *table, sqlite3_stmt **ret_update, steg_error *err) {
  sqlite3_stmt *columns = NULL;
  steg_buffer sql;
  int row;
  if (steg_connection_prepare_format(db, &columns, err,
                                     "SELECT name FROM pragma_table_info(%Q, 'main') WHERE name NOT IN (%s)", table,
                                     kept_columns) < 0)
    return -1;
  steg_buffer_init(&sql, 1 << 16);
  steg_buffer_printf(&sql, "UPDATE main.\"%s\" SET person = NULL, nth = ?3, derived = 0, start = ?4", table);
  while ((row = steg_connection_step(db, columns, err)) == 1)
    steg_buffer_printf(&sql, ", \"%s\" = NULL", (const char *)sqlite3_column_text(columns, 0));
  steg_buffer_text(&sql, " WHERE initiative = ?1 AND id = ?2 AND person IS NOT NULL");
  sqlite3_finalize(columns);
  if (row == 0)
    row = steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_prepare(db, ret_update, err, sql.bytes);
  steg_buffer_release(&sql);
  return row;
}

static void bind_date(sqlite3_stmt *statement, int parameter, steg_date date) {
  if (date == STEG_DATE_NONE)
    sqlite3_bind_null(statement, parameter);
  else
    sqlite3_bind_int(statement, parameter, date);
}

/* The statements for all participations of one call. */
typedef struct steg_anonymity {
  sqlite3 *db;
  sqlite3_stmt *find;  /* start and sex, of the row that stands or else of one that was replaced */
  sqlite3_stmt *next;  /* number in the series of the same initiative, year and sex */
  sqlite3_stmt *blank; /* of the table */
  sqlite3_stmt *blank_replaced;
} steg_anonymity;

static int start_statements(sqlite3 *db, steg_anonymity *anonymity, steg_error *err) {
  anonymity->db = db;
  if (steg_connection_prepare(db, &anonymity->find, err,
                              "SELECT start, sex FROM (SELECT start, sex, 0 AS n FROM main.participations"
                              " WHERE initiative = ?1 AND id = ?2 UNION ALL SELECT start, sex, replaced_by"
                              " FROM main.participations_replaced WHERE initiative = ?1 AND id = ?2)"
                              " ORDER BY n LIMIT 1") < 0 ||
      steg_connection_prepare(db, &anonymity->next, err,
                              "SELECT coalesce(max(nth), 0) + 1 FROM main.participations"
                              " WHERE initiative = ?1 AND person IS NULL AND start IS ?2 AND sex IS ?3") < 0)
    return -1;
  return prepare_blank(db, "participations", &anonymity->blank, err) < 0
             ? -1
             : prepare_blank(db, "participations_replaced", &anonymity->blank_replaced, err);
}

static void end_statements(steg_anonymity *anonymity) {
  sqlite3_finalize(anonymity->find);
  sqlite3_finalize(anonymity->next);
  sqlite3_finalize(anonymity->blank);
  sqlite3_finalize(anonymity->blank_replaced);
}

static int blank(const steg_anonymity *anonymity, const steg_anonymity_participation *participation, size_t *stood,
                 steg_error *err) {
  sqlite3 *db = anonymity->db;
  steg_date start = STEG_DATE_NONE;
  int sex = 0;
  int nth = 1;
  sqlite3_bind_int(anonymity->find, 1, participation->initiative);
  sqlite3_bind_int64(anonymity->find, 2, participation->id);
  int row = steg_connection_step(db, anonymity->find, err);
  if (row == 1) {
    if (sqlite3_column_type(anonymity->find, 0) != SQLITE_NULL)
      start = steg_date_make(steg_date_year(sqlite3_column_int(anonymity->find, 0)), 1, 1);
    sex = sqlite3_column_int(anonymity->find, 1);
  }
  sqlite3_reset(anonymity->find);
  if (row < 0)
    return -1;
  sqlite3_bind_int(anonymity->next, 1, participation->initiative);
  bind_date(anonymity->next, 2, start);
  if (sex)
    sqlite3_bind_int(anonymity->next, 3, sex);
  else
    sqlite3_bind_null(anonymity->next, 3);
  row = steg_connection_step(db, anonymity->next, err);
  if (row == 1)
    nth = sqlite3_column_int(anonymity->next, 0);
  sqlite3_reset(anonymity->next);
  if (row < 0)
    return -1;
  sqlite3_stmt *const updates[] = {anonymity->blank, anonymity->blank_replaced};
  for (int i = 0; i < 2; i++) {
    sqlite3_bind_int(updates[i], 1, participation->initiative);
    sqlite3_bind_int64(updates[i], 2, participation->id);
    sqlite3_bind_int(updates[i], 3, nth);
    bind_date(updates[i], 4, start);
    if (steg_connection_finish(db, updates[i], err) < 0)
      return -1;
    if (i == 0)
      *stood += (size_t)sqlite3_changes64(db);
  }
  return 0;
}

int steg_anonymity_make(sqlite3 *db, const steg_ledger_table *tables, size_t table_count,
                        const steg_anonymity_participation *rows, size_t row_count, steg_anonymity_count *count,
                        steg_error *err) {
  steg_anonymity anonymity = {0};
  int result = start_statements(db, &anonymity, err);
  for (size_t i = 0; i < row_count && result == 0; i++) {
    for (size_t t = 0; t < table_count && result == 0; t++)
      if (tables[t].answers)
        result = remove_answers(db, &tables[t], &rows[i], &count->answers, err);
    if (result == 0)
      result = blank(&anonymity, &rows[i], &count->participations, err);
  }
  end_statements(&anonymity);
  return result;
}
