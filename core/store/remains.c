/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/remains.h"

#include "store/connection.h"
#include "store/merge.h"
#include <stdlib.h>

int steg_remains_leave(sqlite3 *db, int64_t person, int32_t initiative, steg_error *err) {
  return steg_connection_run_format(
      db, err,
      "INSERT INTO identity.remains(person, initiative, batch, taken_by, count)"
      " SELECT p.person, i.id, p.batch, 0, count(*) FROM main.participations p JOIN main.initiatives i"
      " ON i.number = p.initiative WHERE p.initiative = %d AND p.person = %lld GROUP BY p.batch"
      " ON CONFLICT DO UPDATE SET count = count + excluded.count",
      initiative, (long long)person);
}

/* ---- taking one away */

typedef struct steg_remains {
  sqlite3 *db;
  sqlite3_stmt *find; /* an anonymous row like the participation, and the batch it was left under */
  sqlite3_stmt *keep, *remove, *less, *more;
} steg_remains;

static int start_statements(sqlite3 *db, steg_remains *remains, steg_error *err) {
  static const char owed[] =
      "SELECT a.id, r.batch FROM main.participations p JOIN main.initiatives i ON i.number = p.initiative"
      " JOIN identity.remains r ON r.person = p.person AND r.initiative = i.id AND r.taken_by = 0 AND r.count > 0"
      " JOIN main.participations a ON a.initiative = p.initiative AND a.person IS NULL AND a.batch = r.batch"
      " AND a.sex IS p.sex AND a.start IS CAST(strftime('%s', date(p.start * 86400, 'unixepoch', 'start of year')) AS"
      " INTEGER) / 86400 WHERE p.initiative = ?1 AND p.id = ?2"
      /* a participation that was there already is not another one: it may only have got its year now */
      " AND (?3 OR NOT EXISTS(SELECT 1 FROM identity.remains t WHERE t.person = p.person AND t.initiative = i.id AND"
      " t.taken_by > 0))"
      " ORDER BY r.batch DESC, a.nth DESC LIMIT 1";
  remains->db = db;
  if (steg_connection_prepare(db, &remains->find, err, owed) < 0 ||
      steg_connection_prepare(db, &remains->keep, err,
                              "INSERT INTO main.participations_replaced SELECT ?3, * FROM main.participations"
                              " WHERE initiative = ?1 AND id = ?2") < 0 ||
      steg_connection_prepare(db, &remains->remove, err,
                              "DELETE FROM main.participations WHERE initiative = ?1 AND id = ?2") < 0 ||
      steg_connection_prepare(db, &remains->less, err,
                              "UPDATE identity.remains SET count = count - 1 WHERE person = ?1 AND batch = ?2 AND"
                              " taken_by = 0 AND initiative = (SELECT id FROM main.initiatives WHERE number = ?3)") <
          0 ||
      steg_connection_prepare(db, &remains->more, err,
                              "INSERT INTO identity.remains(person, initiative, batch, taken_by, count)"
                              " SELECT ?1, id, ?2, ?4, 1 FROM main.initiatives WHERE number = ?3"
                              " ON CONFLICT DO UPDATE SET count = count + 1") < 0)
    return -1;
  return 0;
}

static void end_statements(steg_remains *remains) {
  sqlite3_finalize(remains->find);
  sqlite3_finalize(remains->keep);
  sqlite3_finalize(remains->remove);
  sqlite3_finalize(remains->less);
  sqlite3_finalize(remains->more);
}

static int take_one(const steg_remains *remains, const steg_place *place, bool fresh, int64_t batch, steg_error *err) {
  sqlite3 *db = remains->db;
  int64_t id = 0;
  int64_t left_by = 0;
  sqlite3_bind_int(remains->find, 1, place->initiative);
  sqlite3_bind_int(remains->find, 2, place->id);
  sqlite3_bind_int(remains->find, 3, fresh);
  int found = steg_connection_step(db, remains->find, err);
  if (found == 1) {
    id = sqlite3_column_int64(remains->find, 0);
    left_by = sqlite3_column_int64(remains->find, 1);
  }
  sqlite3_reset(remains->find);
  if (found <= 0)
    return found;
  for (int i = 0; i < 2; i++) {
    sqlite3_stmt *row = i ? remains->remove : remains->keep;
    sqlite3_bind_int(row, 1, place->initiative);
    sqlite3_bind_int64(row, 2, id);
    if (!i)
      sqlite3_bind_int64(row, 3, batch);
    if (steg_connection_finish(db, row, err) < 0)
      return -1;
  }
  for (int i = 0; i < 2; i++) {
    sqlite3_stmt *row = i ? remains->more : remains->less;
    sqlite3_bind_int64(row, 1, place->person);
    sqlite3_bind_int64(row, 2, left_by);
    sqlite3_bind_int(row, 3, place->initiative);
    if (i)
      sqlite3_bind_int64(row, 4, batch);
    if (steg_connection_finish(db, row, err) < 0)
      return -1;
  }
  return 0;
}

static int compare_people(const void *a, const void *b) {
  const int64_t x = *(const int64_t *)a;
  const int64_t y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Everybody of whom rows are left, ascending: few, and mostly nobody. */
static int load_people(sqlite3 *db, steg_arena *arena, int64_t **ret_people, size_t *ret_count, steg_error *err) {
  int64_t total = 0;
  size_t count = 0;
  sqlite3_stmt *select = NULL;
  if (steg_connection_integer(db, "SELECT count(*) FROM identity.remains WHERE taken_by = 0 AND count > 0", 0, &total,
                              err) < 0)
    return -1;
  if (!total) {
    *ret_count = 0;
    return 0;
  }
  int64_t *people = steg_arena_array(arena, (size_t)total, sizeof *people);
  if (!people)
    return steg_error_memory(err);
  if (steg_connection_prepare(db, &select, err,
                              "SELECT DISTINCT person FROM identity.remains WHERE taken_by = 0 AND count > 0"
                              " ORDER BY person") < 0)
    return -1;
  int row;
  while ((row = steg_connection_step(db, select, err)) == 1)
    people[count++] = sqlite3_column_int64(select, 0);
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_people = people;
  *ret_count = count;
  return 0;
}

int steg_remains_take(sqlite3 *db, const steg_plan *plan, const uint8_t *actions, int64_t batch, steg_error *err) {
  int64_t *people = NULL;
  size_t count = 0;
  if (load_people(db, plan->arena, &people, &count, err) < 0)
    return -1;
  if (!count)
    return 0;
  steg_remains remains = {0};
  int result = start_statements(db, &remains, err);
  for (uint32_t i = 0; i < plan->places.count && result == 0; i++) {
    const steg_place *place = &plan->places.rows[i];
    if ((actions[i] == STEG_MERGE_INSERT || actions[i] == STEG_MERGE_UPDATE) && place->person && !place->gone &&
        bsearch(&place->person, people, count, sizeof *people, compare_people))
      result = take_one(&remains, place, actions[i] == STEG_MERGE_INSERT, batch, err);
  }
  end_statements(&remains);
  return result;
}

/* ---- afterwards */

int steg_remains_undo(sqlite3 *db, int64_t batch, steg_error *err) {
  const long long b = (long long)batch;
  return steg_connection_run_format(db, err,
                                    "INSERT INTO identity.remains(person, initiative, batch, taken_by, count)"
                                    " SELECT person, initiative, batch, 0, count FROM identity.remains"
                                    " WHERE taken_by = %lld ON CONFLICT DO UPDATE SET count = count + excluded.count;"
                                    "DELETE FROM identity.remains WHERE taken_by = %lld OR batch = %lld",
                                    b, b, b);
}

int steg_remains_join(sqlite3 *db, int64_t kept, int64_t gone, steg_error *err) {
  return steg_connection_run_format(
      db, err,
      "INSERT INTO identity.remains(person, initiative, batch, taken_by, count)"
      " SELECT %lld, initiative, batch, taken_by, count FROM identity.remains WHERE person = %lld"
      " ON CONFLICT DO UPDATE SET count = count + excluded.count;"
      "DELETE FROM identity.remains WHERE person = %lld",
      (long long)kept, (long long)gone, (long long)gone);
}
