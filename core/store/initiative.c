/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/initiative.h"

#include "store/table.h"
#include <string.h>

static const char *federation_of(const steg_row_initiative *initiative) {
  return initiative->federation ? initiative->federation : "";
}

/* Number of the initiative, 0 when it is not there, -1 on error or when it stands under another federation. */
static int32_t find_number(sqlite3_stmt *find, sqlite3 *db, const steg_row_initiative *initiative, steg_error *err) {
  sqlite3_bind_text(find, 1, initiative->id, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  int32_t number = row;
  if (row == 1) {
    const char *federation = (const char *)sqlite3_column_text(find, 1);
    number = sqlite3_column_int(find, 0);
    if (!federation || strcmp(federation, federation_of(initiative)) != 0)
      number = steg_error_set(
          err, STEG_ERROR_FINDINGS,
          "initiative %s is in the store under federation \"%s\", and here under \"%s\"; people are known within "
          "their federation, so an initiative can't move: give it a new id",
          initiative->id, federation ? federation : "", federation_of(initiative));
  }
  sqlite3_reset(find);
  return number;
}

/* The federation's number: stored, given to an earlier initiative of the set, or the next free one. */
static int federation_number(sqlite3 *db, const steg_row_set *set, const steg_initiative *initiatives, size_t index,
                             int64_t *next_free, int64_t *ret_number, steg_error *err) {
  const char *federation = federation_of(&set->initiatives[index]);
  for (size_t i = 0; i < index; i++)
    if (initiatives[i].number && strcmp(federation_of(&set->initiatives[i]), federation) == 0) {
      *ret_number = initiatives[i].number / STEG_INITIATIVE_RANGE;
      return 0;
    }
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(db, &find, err, "SELECT number FROM main.federations WHERE id = ?") < 0)
    return -1;
  sqlite3_bind_text(find, 1, federation, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  if (row >= 0)
    *ret_number = row == 1 ? sqlite3_column_int64(find, 0) : (*next_free)++;
  sqlite3_finalize(find);
  return row < 0 ? -1 : 0;
}

static int make_number(sqlite3 *db, const steg_row_set *set, steg_initiative *initiatives, size_t index,
                       int64_t *next_free, steg_error *err) {
  int64_t federation = 0;
  int64_t last = 0;
  char sql[128];
  if (federation_number(db, set, initiatives, index, next_free, &federation, err) < 0)
    return -1;
  if (federation >= INT32_MAX / STEG_INITIATIVE_RANGE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the store has no number left for another federation");
  snprintf(sql, sizeof sql, "SELECT max(number) FROM main.initiatives WHERE federation = %lld", (long long)federation);
  if (steg_connection_integer(db, sql, federation * STEG_INITIATIVE_RANGE, &last, err) < 0)
    return -1;
  for (size_t i = 0; i < index; i++)
    if (initiatives[i].number / STEG_INITIATIVE_RANGE == federation && initiatives[i].number > last)
      last = initiatives[i].number;
  if (last + 1 >= (federation + 1) * STEG_INITIATIVE_RANGE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "a federation can have at most %d initiatives in one store",
                          STEG_INITIATIVE_RANGE - 1);
  initiatives[index].number = (int32_t)(last + 1);
  initiatives[index].fresh = true;
  return 0;
}

int steg_initiative_resolve(sqlite3 *db, const steg_row_set *set, steg_arena *arena, steg_initiative **ret_initiatives,
                            steg_error *err) {
  steg_initiative *initiatives = steg_arena_array(arena, set->initiative_count, sizeof *initiatives);
  sqlite3_stmt *find = NULL;
  int64_t next_federation = 1;
  if (!initiatives)
    return steg_error_memory(err);
  if (steg_connection_integer(db, "SELECT max(number) + 1 FROM main.federations", 1, &next_federation, err) < 0 ||
      steg_connection_prepare(
          db, &find, err,
          "SELECT i.number, f.id FROM main.initiatives i JOIN main.federations f ON f.number = i.federation"
          " WHERE i.id = ?") < 0)
    return -1;
  for (size_t i = 0; i < set->initiative_count; i++) {
    size_t first = 0;
    while (strcmp(set->initiatives[first].id, set->initiatives[i].id) != 0)
      first++;
    initiatives[i].first = (uint32_t)first;
    initiatives[i].next_id = 1;
    initiatives[i].number = first < i ? initiatives[first].number : find_number(find, db, &set->initiatives[i], err);
    if (initiatives[i].number < 0 ||
        (initiatives[i].number == 0 && make_number(db, set, initiatives, i, &next_federation, err) < 0)) {
      sqlite3_finalize(find);
      return -1;
    }
  }
  sqlite3_finalize(find);
  *ret_initiatives = initiatives;
  return 0;
}

int steg_initiative_store(sqlite3 *db, const steg_row_set *set, const steg_initiative *initiatives, steg_error *err) {
  for (size_t i = 0; i < set->initiative_count; i++) {
    if (!initiatives[i].fresh)
      continue;
    int federation = initiatives[i].number / STEG_INITIATIVE_RANGE;
    if (steg_connection_run_format(db, err,
                                   "INSERT INTO main.federations(number, id) VALUES(%d, %Q) ON CONFLICT DO NOTHING;"
                                   "INSERT INTO main.initiatives(number, id, federation) VALUES(%d, %Q, %d)",
                                   federation, federation_of(&set->initiatives[i]), initiatives[i].number,
                                   set->initiatives[i].id, federation) < 0)
      return -1;
  }
  return 0;
}

int steg_initiative_prune(sqlite3 *db, steg_error *err) {
  const char *const *ids = NULL;
  size_t count = 0;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_arena *arena = steg_arena_new(0);
  if (!arena) {
    steg_buffer_release(&sql);
    return steg_error_memory(err);
  }
  int result = steg_table_list(db, 1u << STEG_KIND_ANONYMOUS | 1u << STEG_KIND_EVENT | 1u << STEG_KIND_AGGREGATE, arena,
                               &ids, &count, err);
  if (result == 0) {
    steg_buffer_text(&sql, "DELETE FROM main.initiatives WHERE NOT EXISTS"
                           "(SELECT 1 FROM main.participations p WHERE p.initiative = number)");
    for (size_t i = 0; i < count; i++)
      steg_buffer_printf(&sql, " AND NOT EXISTS(SELECT 1 FROM main.\"answers_%s\" a WHERE a._initiative = number)",
                         ids[i]);
    steg_buffer_text(&sql, "; DELETE FROM main.federations WHERE NOT EXISTS"
                           "(SELECT 1 FROM main.initiatives i WHERE i.federation = federations.number)");
    result = steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_run(db, sql.bytes, err);
  }
  steg_arena_free(arena);
  steg_buffer_release(&sql);
  return result;
}
