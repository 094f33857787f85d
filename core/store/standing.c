/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/standing_part.h"

#include <stdlib.h>
#include <string.h>

/* A consent to a whole initiative that was withdrawn or has an end. */
typedef struct steg_standing_limit {
  int64_t person;
  uint32_t initiative; /* the first of the set with its id */
  bool withdrawn;
  steg_date ends; /* STEG_DATE_NONE = open */
} steg_standing_limit;

typedef struct steg_standing_limits {
  steg_standing_limit *rows; /* by person */
  size_t count;
  size_t capacity;
} steg_standing_limits;

static uint32_t initiative_of(const steg_row_set *set, const char *id) {
  uint32_t at = 0;
  while (at < set->initiative_count && strcmp(set->initiatives[at].id, id) != 0)
    at++;
  return at;
}

static int add_limit(steg_standing_limits *limits, const steg_standing_limit *limit, steg_error *err) {
  if (limits->count == limits->capacity) {
    size_t capacity = limits->capacity ? limits->capacity * 2 : 64;
    steg_standing_limit *rows = realloc(limits->rows, capacity * sizeof *rows);
    if (!rows)
      return steg_error_memory(err);
    limits->rows = rows;
    limits->capacity = capacity;
  }
  limits->rows[limits->count++] = *limit;
  return 0;
}

static int read_limits(sqlite3 *db, const steg_row_set *set, steg_standing_limits *limits, steg_error *err) {
  sqlite3_stmt *select = NULL;
  if (steg_connection_prepare(db, &select, err,
                              "SELECT person, initiative, withdrawn IS NOT NULL, ends FROM identity.consents"
                              " WHERE party = '' AND (withdrawn IS NOT NULL OR ends IS NOT NULL) ORDER BY person") < 0)
    return -1;
  int row;
  while ((row = steg_connection_step(db, select, err)) == 1) {
    const char *id = (const char *)sqlite3_column_text(select, 1);
    steg_standing_limit limit = {
        .person = sqlite3_column_int64(select, 0),
        .initiative = initiative_of(set, id ? id : ""),
        .withdrawn = sqlite3_column_int(select, 2) != 0,
        .ends = sqlite3_column_type(select, 3) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 3),
    };
    if (limit.initiative < set->initiative_count && add_limit(limits, &limit, err) < 0) {
      row = -1;
      break;
    }
  }
  sqlite3_finalize(select);
  return row;
}

/* By initiative of the set: the first with the same id, as limits have it. */
static uint32_t *firsts_of(const steg_row_set *set) {
  uint32_t *firsts = malloc(sizeof *firsts * (set->initiative_count + 1));
  for (size_t i = 0; firsts && i < set->initiative_count; i++)
    firsts[i] = initiative_of(set, set->initiatives[i].id);
  return firsts;
}

static const steg_standing_limit *find_limit(const steg_standing_limits *limits, int64_t person, uint32_t initiative) {
  size_t low = 0;
  size_t high = limits->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (limits->rows[middle].person < person)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < limits->count && limits->rows[low].person == person; low++)
    if (limits->rows[low].initiative == initiative)
      return &limits->rows[low];
  return NULL;
}

static steg_date day_of(const steg_row_set *set, const steg_row *row, steg_date today) {
  steg_date day = row->date;
  if (day == STEG_DATE_NONE && row->attributes >= 0)
    day = set->attributes[row->attributes].start;
  return day == STEG_DATE_NONE ? today : day;
}

int steg_standing_judge(sqlite3 *db, const steg_row_set *set, const steg_people *people, steg_date today,
                        uint8_t *standing, steg_error *err) {
  steg_standing_limits limits = {0};
  uint32_t *firsts = firsts_of(set);
  int result = firsts ? read_limits(db, set, &limits, err) : steg_error_memory(err);
  for (size_t i = 0; i < set->row_count && result >= 0; i++) {
    const steg_row *row = &set->rows[i];
    uint32_t entry = people->of_row[i];
    standing[i] = STEG_STANDING_FINE;
    if (entry == STEG_PEOPLE_NOBODY)
      continue;
    if (people->entries[entry].erased) {
      standing[i] = STEG_STANDING_ERASED;
      continue;
    }
    const steg_standing_limit *limit =
        limits.count ? find_limit(&limits, people->entries[entry].id, firsts[row->initiative]) : NULL;
    if (limit && limit->withdrawn)
      standing[i] = STEG_STANDING_WITHDRAWN;
    else if (limit && limit->ends != STEG_DATE_NONE && day_of(set, row, today) > limit->ends)
      standing[i] = STEG_STANDING_ENDED;
  }
  free(firsts);
  free(limits.rows);
  return result < 0 ? -1 : 0;
}

int steg_standing_leave_out(sqlite3 *db, const steg_row_set *set, steg_people *people, steg_error *err) {
  int64_t withdrawn = 0;
  if (steg_connection_integer(db, "SELECT EXISTS(SELECT 1 FROM identity.consents WHERE withdrawn IS NOT NULL)", 0,
                              &withdrawn, err) < 0)
    return -1;
  if (!withdrawn)
    return 0;
  uint8_t *standing = malloc(set->row_count + 1);
  if (!standing)
    return steg_error_memory(err);
  int result = steg_standing_judge(db, set, people, STEG_DATE_NONE, standing, err);
  for (size_t i = 0; i < set->row_count && result == 0; i++)
    if (standing[i] == STEG_STANDING_WITHDRAWN)
      people->of_row[i] = STEG_PEOPLE_NOBODY;
  free(standing);
  return result;
}

/* Most stores have nobody who was erased, withdrew or gave a consent with an end: then nobody need be looked for. */
static int has_any(sqlite3 *db, bool *ret_any, steg_error *err) {
  int64_t any = 0;
  if (steg_connection_integer(db,
                              "SELECT EXISTS(SELECT 1 FROM identity.erasures) OR EXISTS(SELECT 1 FROM identity.consents"
                              " WHERE withdrawn IS NOT NULL OR ends IS NOT NULL)",
                              0, &any, err) < 0)
    return -1;
  *ret_any = any != 0;
  return 0;
}

static int judge_people(steg_store *store, const steg_row_set *set, steg_date today, uint8_t *standing,
                        steg_error *err) {
  steg_people people = {0};
  bool any = false;
  int result = has_any(store->db, &any, err);
  if (result == 0 && any) {
    result = steg_people_collect(set, store->key, &people, err);
    if (result == 0)
      result = steg_people_find(store->db, store->key, set, &people, err);
    if (result == 0)
      result = steg_standing_judge(store->db, set, &people, today, standing, err);
  }
  steg_people_release(&people);
  return result;
}

int steg_standing_find(steg_store *store, const steg_row_set *set, steg_date today, steg_arena *arena,
                       uint8_t **ret_standing_by_row, steg_error *err) {
  uint8_t *standing = steg_arena_array(arena, set->row_count, sizeof *standing); /* zeroed: FINE */
  if (!standing)
    return steg_error_memory(err);
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  if (set->entry->instrument->kind != STEG_KIND_ANONYMOUS) {
    /* One transaction: each look-up of a person by itself would lock and unlock the file. */
    int result = steg_connection_run(store->db, "BEGIN", err);
    if (result == 0)
      result = judge_people(store, set, today, standing, err);
    steg_connection_rollback(store->db);
    if (result < 0)
      return -1;
  }
  *ret_standing_by_row = standing;
  return 0;
}
