/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/correct_part.h"

#include "store/connection.h"
#include "store/versions.h"

/* The rule of place.h over one person's registered participations of the initiative; 0 = none holds the day. */
static int find_place(steg_correct *correct, steg_kind kind, int64_t person, steg_date date, int occasion,
                      int64_t *ret_place, steg_error *err) {
  static const char *const rules[] = {
      "SELECT id FROM main.participations WHERE initiative = ?1 AND person = ?2 AND derived = 0"
      " AND (start IS NULL OR ?3 >= start - 30) AND (\"end\" IS NULL OR ?4 = 4 OR ?3 <= \"end\" + 30)"
      " ORDER BY start IS NULL, abs(?3 - start), start LIMIT 1",
      /* an event that none holds: the nearest window */
      "SELECT id FROM main.participations WHERE initiative = ?1 AND person = ?2 AND derived = 0 AND ?4 = ?4"
      " ORDER BY start IS NULL, CASE WHEN ?3 < start THEN start - ?3 WHEN ?3 > \"end\" THEN ?3 - \"end\" ELSE 0 END,"
      " start LIMIT 1"};
  int row = 0;
  *ret_place = 0;
  for (int i = 0; i < (kind == STEG_KIND_EVENT ? 2 : 1) && row == 0; i++) {
    sqlite3_stmt *select = NULL;
    if (steg_connection_prepare(correct->db, &select, err, rules[i]) < 0)
      return -1;
    sqlite3_bind_int(select, 1, correct->row->initiative);
    sqlite3_bind_int64(select, 2, person);
    sqlite3_bind_int(select, 3, date);
    sqlite3_bind_int(select, 4, kind == STEG_KIND_EVENT ? 0 : occasion);
    row = steg_connection_step(correct->db, select, err);
    if (row == 1)
      *ret_place = sqlite3_column_int64(select, 0);
    sqlite3_finalize(select);
  }
  return row < 0 ? -1 : 0;
}

/* The person's derived participation of the initiative; opened when there is none. */
static int derived_place(steg_correct *correct, int64_t person, steg_date date, int64_t *ret_place, steg_error *err) {
  sqlite3_stmt *select = NULL;
  if (steg_connection_prepare(
          correct->db, &select, err,
          "SELECT (SELECT id FROM main.participations WHERE initiative = ?1 AND person = ?2 AND derived = 1),"
          " max(coalesce((SELECT max(id) FROM main.participations WHERE initiative = ?1), 0),"
          " coalesce((SELECT max(id) FROM main.participations_replaced WHERE initiative = ?1), 0)) + 1") < 0)
    return -1;
  sqlite3_bind_int(select, 1, correct->row->initiative);
  sqlite3_bind_int64(select, 2, person);
  int row = steg_connection_step(correct->db, select, err);
  bool there = row == 1 && sqlite3_column_type(select, 0) != SQLITE_NULL;
  int64_t id = row == 1 ? sqlite3_column_int64(select, there ? 0 : 1) : 0;
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_place = id;
  return there ? 0
               : steg_connection_run_format(
                     correct->db, err,
                     "INSERT INTO main.participations(initiative, id, person, derived, start, batch)"
                     " VALUES(%d, %lld, %lld, 1, %d, %lld)",
                     correct->row->initiative, (long long)id, (long long)person, date, (long long)correct->batch);
}

static void touch(steg_correct *correct, int64_t participation) {
  if (correct->touched_count < STEG_CORRECT_TOUCHED_MAX)
    correct->touched[correct->touched_count++] = (steg_replace_place){correct->row->initiative, (int32_t)participation};
}

int steg_correct_place_move(steg_correct *correct, steg_kind kind, const char *instrument, const steg_correct_key *from,
                            int64_t person, steg_date date, bool kept, steg_error *err) {
  int64_t place = 0;
  int64_t taken = 0;
  if (find_place(correct, kind, person, date, from->occasion, &place, err) < 0 ||
      (!place && derived_place(correct, person, date, &place, err) < 0))
    return -1;
  touch(correct, from->place);
  touch(correct, place);
  if (place == from->place && date == from->date)
    return 0;
  const char *taken_sql = steg_arena_printf(correct->arena,
                                            "SELECT count(*) FROM main.\"answers_%s\" WHERE _initiative = %d AND "
                                            "_participation = %lld AND _date = %d AND _role = %d",
                                            instrument, correct->row->initiative, (long long)place, date, from->role);
  if (!taken_sql)
    return steg_error_memory(err);
  if (steg_connection_integer(correct->db, taken_sql, 0, &taken, err) < 0)
    return -1;
  if (taken)
    return steg_error_set(
        err, STEG_ERROR_FINDINGS,
        "there is a response of %s already at that date, person and role; correct or remove that one first",
        instrument);
  const char *where =
      steg_arena_printf(correct->arena, "_initiative = %d AND _participation = %lld AND _date = %d AND _role = %d",
                        correct->row->initiative, (long long)from->place, from->date, from->role);
  if (!kept &&
      steg_connection_run_format(correct->db, err,
                                 "INSERT INTO main.\"replaced_%w\" SELECT %lld, * FROM main.\"answers_%w\" WHERE %s",
                                 instrument, (long long)correct->batch, instrument, where) < 0)
    return -1;
  const steg_version_key old = {correct->row->initiative, from->place, from->date, from->role};
  const steg_version_key new = {correct->row->initiative, place, date, from->role};
  if (steg_versions_keep(correct->db, instrument, where, correct->batch, &old, &new, err) < 0)
    return -1;
  return steg_connection_run_format(
      correct->db, err, "UPDATE main.\"answers_%w\" SET _participation = %lld, _date = %d, _batch = %lld WHERE %s",
      instrument, (long long)place, date, (long long)correct->batch, where);
}

static int follow_in(steg_correct *correct, steg_kind kind, const char *instrument, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_correct_key *keys = NULL;
  size_t count = 0;
  size_t done = 0;
  int row;
  if (steg_connection_prepare_format(
          correct->db, &select, err,
          "SELECT a._participation, a._date, a._role, a._occasion FROM main.\"answers_%w\" a"
          " JOIN main.participations p ON p.initiative = a._initiative AND p.id = a._participation"
          " WHERE p.initiative = %d AND p.person = %lld",
          instrument, correct->row->initiative, (long long)correct->person) < 0)
    return -1;
  while ((row = steg_connection_step(correct->db, select, err)) == 1)
    count++;
  sqlite3_reset(select);
  if (row == 0 && !(keys = steg_arena_array(correct->arena, count + 1, sizeof *keys)))
    row = steg_error_memory(err);
  while (keys && done < count && (row = steg_connection_step(correct->db, select, err)) == 1)
    keys[done++] = (steg_correct_key){sqlite3_column_int64(select, 0), sqlite3_column_int(select, 1),
                                      sqlite3_column_int(select, 2), sqlite3_column_int(select, 3)};
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  for (size_t k = 0; k < done; k++)
    if (steg_correct_place_move(correct, kind, instrument, &keys[k], correct->person, keys[k].date, false, err) < 0)
      return -1;
  return 0;
}

int steg_correct_place_follow(steg_correct *correct, steg_error *err) {
  static const steg_kind kinds[] = {STEG_KIND_REPEATED, STEG_KIND_EVENT};
  for (size_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++) {
    const char *const *ids = NULL;
    size_t count = 0;
    if (steg_table_list(correct->db, 1u << kinds[n], correct->arena, &ids, &count, err) < 0)
      return -1;
    for (size_t i = 0; i < count; i++)
      if (follow_in(correct, kinds[n], ids[i], err) < 0)
        return -1;
  }
  return 0;
}
