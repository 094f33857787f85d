/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/undated.h"

#include "store/place.h"
#include "store/table.h"

typedef struct undated_work {
  steg_store *store;
  const steg_row_set *set;
  steg_initiative *initiatives;
  steg_people people;
  steg_places places;
  sqlite3_stmt *stored; /* the dates of a participation's responses in one role at one occasion; NULL: no table yet */
  int32_t *role_numbers;
} undated_work;

static void release(undated_work *work) {
  sqlite3_finalize(work->stored);
  steg_people_release(&work->people);
  steg_place_release(&work->places);
}

static int prepare(undated_work *work, steg_arena *arena, steg_error *err) {
  const steg_row_set *set = work->set;
  sqlite3 *db = work->store->db;
  const steg_table *table = steg_table_describe(set->entry, arena);
  if (!table)
    return steg_error_memory(err);
  if (steg_people_collect(set, work->store->key, &work->people, err) < 0 ||
      steg_people_find(db, work->store->key, set, &work->people, err) < 0 ||
      steg_initiative_resolve(db, set, arena, &work->initiatives, err) < 0 ||
      steg_place_load(db, set, work->initiatives, &work->people, &work->places, err) < 0 ||
      steg_table_roles(db, set->entry->instrument, arena, &work->role_numbers, err) < 0)
    return -1;
  int exists = steg_table_exists(db, table->name, err);
  if (exists <= 0)
    return exists;
  return steg_connection_prepare_format(
      db, &work->stored, err,
      "SELECT _date FROM main.\"%w\" WHERE _initiative = ? AND _participation = ? AND _role = ? AND _occasion = ?",
      table->name);
}

/* The date of the one response that is there already; the place's own day when there is none, or several. -1 on an error. */
static int stored_date(const undated_work *work, const steg_place *place, const steg_row *row, steg_date *date,
                       steg_error *err) {
  sqlite3_stmt *select = work->stored;
  int found = 0;
  int status;
  steg_date there = STEG_DATE_NONE;
  if (!select)
    return 0;
  sqlite3_bind_int(select, 1, place->initiative);
  sqlite3_bind_int(select, 2, place->id);
  sqlite3_bind_int(select, 3, row->role < 0 ? 0 : work->role_numbers[row->role]);
  sqlite3_bind_int(select, 4, row->occasion);
  while ((status = steg_connection_step(work->store->db, select, err)) == 1) {
    there = sqlite3_column_int(select, 0);
    found++;
  }
  sqlite3_reset(select);
  if (found == 1)
    *date = there;
  return status;
}

/* -1 on an error, else a steg_undated. */
static int fill_row(const undated_work *work, steg_row *row, uint32_t entry, steg_error *err) {
  const bool at_end = row->occasion == STEG_OCCASION_END;
  const steg_place *only = NULL;
  size_t registered = 0, dated = 0;
  steg_date date = STEG_DATE_NONE;
  if (row->occasion != STEG_OCCASION_START && !at_end)
    return STEG_UNDATED_NO_OCCASION;
  for (uint32_t at = work->places.first[entry]; at != STEG_PLACE_NONE; at = work->places.rows[at].next) {
    const steg_place *place = &work->places.rows[at];
    if (place->initiative != work->initiatives[row->initiative].number || place->derived)
      continue;
    registered++;
    steg_date day = at_end ? place->end : place->start;
    if (day == STEG_DATE_NONE)
      continue;
    dated++;
    only = place;
    date = day;
  }
  if (dated != 1)
    return dated ? STEG_UNDATED_SEVERAL : at_end && registered ? STEG_UNDATED_OPEN : STEG_UNDATED_UNKNOWN;
  if (stored_date(work, only, row, &date, err) < 0)
    return -1;
  row->date = date;
  return STEG_UNDATED_FILLED;
}

int steg_undated_fill(steg_store *store, const steg_row_set *set, steg_arena *arena, uint8_t **ret_by_row,
                      steg_error *err) {
  undated_work work = {.store = store, .set = set};
  uint8_t *by_row = steg_arena_array(arena, set->row_count, sizeof *by_row);
  int result = -1;
  if (!by_row)
    return steg_error_memory(err);
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  /* One transaction: each look-up by itself would lock and unlock the file. */
  if (steg_connection_run(store->db, "BEGIN", err) < 0)
    return -1;
  if (prepare(&work, arena, err) < 0)
    goto done;
  for (size_t i = 0; i < set->row_count; i++) {
    steg_row *row = &set->rows[i];
    uint32_t entry = work.people.of_row[i];
    if (row->date != STEG_DATE_NONE || entry == STEG_PEOPLE_NOBODY)
      continue;
    int what = fill_row(&work, row, entry, err);
    if (what < 0)
      goto done;
    by_row[i] = (uint8_t)what;
  }
  *ret_by_row = by_row;
  result = 0;
done:
  release(&work);
  steg_connection_rollback(store->db);
  return result;
}
