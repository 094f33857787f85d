/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/participation.h"

#include "store/connection.h"
#include "store/intern.h"
#include <stdlib.h>
#include <string.h>

int32_t steg_participation_initiative(steg_store *store, const char *initiative_id, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(store->db, &find, err, "SELECT number FROM main.initiatives WHERE id = ?") < 0)
    return -1;
  sqlite3_bind_text(find, 1, initiative_id, -1, SQLITE_STATIC);
  int row = steg_connection_step(store->db, find, err);
  int32_t number = row == 1 ? sqlite3_column_int(find, 0) : row;
  sqlite3_finalize(find);
  return number;
}

static steg_date date_of(sqlite3_stmt *statement, int column) {
  return sqlite3_column_type(statement, column) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(statement, column);
}

static const char columns[] =
    "SELECT initiative, id, person, derived, start, \"end\", birth_year, municipality, sex, area,"
    " coach, referrer, team, priority, source FROM main.participations"
    " WHERE initiative = ? ORDER BY id";

static int read_row(sqlite3_stmt *select, steg_intern *names, steg_participation *row) {
  *row = (steg_participation){
      .initiative = sqlite3_column_int(select, 0),
      .id = sqlite3_column_int64(select, 1),
      .person = sqlite3_column_int64(select, 2), /* NULL reads as 0 */
      .derived = sqlite3_column_int(select, 3) != 0,
      .attributes = {.start = date_of(select, 4),
                     .end = date_of(select, 5),
                     .birth_year = sqlite3_column_int(select, 6),
                     .municipality = sqlite3_column_int(select, 7),
                     .sex = (steg_sex)sqlite3_column_int(select, 8),
                     .area = (steg_area)sqlite3_column_int(select, 9)},
  };
  const char **const texts[] = {&row->attributes.coach, &row->attributes.referrer, &row->attributes.team,
                                &row->attributes.priority, &row->attributes.source};
  for (int i = 0; i < 5; i++) {
    const char *text = (const char *)sqlite3_column_text(select, 10 + i);
    if (text && !(*texts[i] = steg_intern_text(names, text, (size_t)sqlite3_column_bytes(select, 10 + i))))
      return -1;
  }
  return 0;
}

static int count_rows(sqlite3 *db, const int32_t *initiatives, size_t initiative_count, size_t *ret_count,
                      steg_error *err) {
  sqlite3_stmt *count = NULL;
  size_t total = 0;
  if (steg_connection_prepare(db, &count, err, "SELECT count(*) FROM main.participations WHERE initiative = ?") < 0)
    return -1;
  int row = 1;
  for (size_t i = 0; i < initiative_count && row == 1; i++) {
    sqlite3_bind_int(count, 1, initiatives[i]);
    row = steg_connection_step(db, count, err);
    total += row == 1 ? (size_t)sqlite3_column_int64(count, 0) : 0;
    sqlite3_reset(count);
  }
  sqlite3_finalize(count);
  if (row < 0)
    return -1;
  *ret_count = total;
  return 0;
}

int steg_participation_load(steg_store *store, const int32_t *initiatives, size_t initiative_count, steg_arena *arena,
                            steg_participation **ret_rows, size_t *ret_count, steg_error *err) {
  size_t total = 0;
  size_t done = 0;
  sqlite3_stmt *select = NULL;
  if (count_rows(store->db, initiatives, initiative_count, &total, err) < 0)
    return -1;
  steg_participation *rows = steg_arena_array(arena, total, sizeof *rows);
  steg_intern *names = steg_intern_new(arena);
  if (!rows || !names) {
    steg_error_memory(err);
    goto fail;
  }
  if (steg_connection_prepare(store->db, &select, err, columns) < 0)
    goto fail;
  for (size_t i = 0; i < initiative_count; i++) {
    sqlite3_bind_int(select, 1, initiatives[i]);
    int row;
    while ((row = steg_connection_step(store->db, select, err)) == 1 && done < total)
      if (read_row(select, names, &rows[done++]) < 0) {
        steg_error_memory(err);
        goto fail;
      }
    if (row < 0)
      goto fail;
    sqlite3_reset(select);
  }
  sqlite3_finalize(select);
  steg_intern_free(names);
  *ret_rows = rows;
  *ret_count = done;
  return 0;
fail:
  sqlite3_finalize(select);
  steg_intern_free(names);
  return -1;
}

int steg_participation_last_date(steg_store *store, steg_date *ret_date, steg_error *err) {
  int64_t date = STEG_DATE_NONE;
  if (steg_connection_integer(store->db, "SELECT max(last_date) FROM main.batches WHERE undone = 0", STEG_DATE_NONE,
                              &date, err) < 0)
    return -1;
  *ret_date = (steg_date)date;
  return 0;
}
