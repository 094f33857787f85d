/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/place.h"

#include <stdlib.h>
#include <string.h>

/* ---- person id -> entry of the people */

/* The id stands in the slot: a participation's person is anywhere among the people, and one miss of the caches is enough. */
typedef struct steg_place_slot {
  int64_t person; /* 0 = free */
  uint32_t entry;
} steg_place_slot;

typedef struct steg_place_map {
  steg_place_slot *slots;
  size_t mask;
} steg_place_map;

static steg_place_slot *seek(const steg_place_map *map, int64_t person) {
  size_t at = ((uint64_t)person * 0x9e3779b97f4a7c15u) >> 20 & map->mask;
  while (map->slots[at].person && map->slots[at].person != person)
    at = (at + 1) & map->mask;
  return &map->slots[at];
}

/* Only who was known before can have a participation. */
static bool is_known(const steg_people *people, uint32_t entry) {
  return people->entries[entry].first == entry && !people->entries[entry].fresh && people->entries[entry].id;
}

static int map_make(const steg_people *people, steg_place_map *ret_map) {
  size_t capacity = 64, known = 0;
  for (uint32_t i = 0; i < people->count; i++)
    known += is_known(people, i);
  while (capacity < known + known / 2)
    capacity *= 2;
  steg_place_map map = {.slots = calloc(capacity, sizeof *map.slots), .mask = capacity - 1};
  if (!map.slots)
    return -1;
  for (uint32_t i = 0; i < people->count; i++) {
    steg_place_slot *slot = is_known(people, i) ? seek(&map, people->entries[i].id) : NULL;
    if (slot && !slot->person)
      *slot = (steg_place_slot){.person = people->entries[i].id, .entry = i};
  }
  *ret_map = map;
  return 0;
}

static uint32_t map_find(const steg_place_map *map, int64_t person) {
  const steg_place_slot *slot = seek(map, person);
  return slot->person ? slot->entry : STEG_PEOPLE_NOBODY;
}

/* ---- loading */

uint32_t steg_place_add(steg_places *places, uint32_t entry, const steg_place *place) {
  if (places->count == places->capacity) {
    uint32_t capacity = places->capacity ? places->capacity * 2 : 256;
    steg_place *rows = realloc(places->rows, capacity * sizeof *rows);
    if (!rows)
      return STEG_PLACE_NONE;
    places->rows = rows;
    places->capacity = capacity;
  }
  uint32_t made = places->count++;
  places->rows[made] = *place;
  places->rows[made].next = STEG_PLACE_NONE;
  if (entry != STEG_PEOPLE_NOBODY) {
    places->rows[made].next = places->first[entry];
    places->first[entry] = made;
  }
  return made;
}

static int load_one(sqlite3 *db, sqlite3_stmt *select, steg_initiative *initiative, const steg_place_map *map,
                    steg_places *places, steg_error *err) {
  int row;
  sqlite3_bind_int(select, 1, initiative->number);
  while ((row = steg_connection_step(db, select, err)) == 1) {
    int32_t id = sqlite3_column_int(select, 0);
    if (id >= initiative->next_id)
      initiative->next_id = id + 1;
    int64_t person = sqlite3_column_int64(select, 1);
    uint32_t entry = person ? map_find(map, person) : STEG_PEOPLE_NOBODY;
    if (entry == STEG_PEOPLE_NOBODY)
      continue;
    steg_place place = {
        .person = person,
        .initiative = initiative->number,
        .id = id,
        .derived = sqlite3_column_int(select, 2) != 0,
        .start = sqlite3_column_type(select, 3) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 3),
        .end = sqlite3_column_type(select, 4) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 4),
        .birth_year = sqlite3_column_int(select, 5),
        .sex = sqlite3_column_int(select, 6),
    };
    if (steg_place_add(places, entry, &place) == STEG_PLACE_NONE)
      return steg_error_memory(err);
  }
  sqlite3_reset(select);
  return row;
}

/* An id is never given twice while a replaced row still has it, or undo could not put that row back. */
static int skip_replaced(sqlite3 *db, const steg_row_set *set, steg_initiative *initiatives, steg_error *err) {
  sqlite3_stmt *select = NULL;
  int row;
  if (steg_connection_prepare(db, &select, err,
                              "SELECT initiative, max(id) FROM main.participations_replaced GROUP BY initiative") < 0)
    return -1;
  while ((row = steg_connection_step(db, select, err)) == 1)
    for (size_t i = 0; i < set->initiative_count; i++)
      if (initiatives[i].first == i && initiatives[i].number == sqlite3_column_int(select, 0) &&
          initiatives[i].next_id <= sqlite3_column_int(select, 1))
        initiatives[i].next_id = sqlite3_column_int(select, 1) + 1;
  sqlite3_finalize(select);
  return row;
}

int steg_place_load(sqlite3 *db, const steg_row_set *set, steg_initiative *initiatives, const steg_people *people,
                    steg_places *ret_places, steg_error *err) {
  steg_places places = {0};
  steg_place_map map = {0};
  sqlite3_stmt *select = NULL;
  places.first = malloc(sizeof *places.first * (people->count ? people->count : 1));
  if (!places.first || map_make(people, &map) < 0) {
    steg_error_memory(err);
    goto fail;
  }
  memset(places.first, 0xff, sizeof *places.first * people->count);
  if (steg_connection_prepare(
          db, &select, err,
          "SELECT id, person, derived, start, \"end\", birth_year, sex FROM main.participations WHERE initiative = ?") <
      0)
    goto fail;
  for (size_t i = 0; i < set->initiative_count; i++)
    if (initiatives[i].first == i && !initiatives[i].fresh &&
        load_one(db, select, &initiatives[i], &map, &places, err) < 0)
      goto fail;
  if (skip_replaced(db, set, initiatives, err) < 0)
    goto fail;
  sqlite3_finalize(select);
  free(map.slots);
  *ret_places = places;
  return 0;
fail:
  sqlite3_finalize(select);
  free(map.slots);
  steg_place_release(&places);
  return -1;
}

void steg_place_release(steg_places *places) {
  free(places->rows);
  free(places->first);
  *places = (steg_places){0};
}

/* ---- finding */

static bool holds(const steg_place *place, steg_date date, int occasion) {
  if (place->start != STEG_DATE_NONE && date < place->start - STEG_PLACE_MARGIN_DAYS)
    return false;
  return place->end == STEG_DATE_NONE || occasion == STEG_OCCASION_FOLLOW_UP ||
         date <= place->end + STEG_PLACE_MARGIN_DAYS;
}

/* Days from the start; a participation without a start comes last. */
static int64_t distance(const steg_place *place, steg_date date) {
  return place->start == STEG_DATE_NONE ? INT64_MAX : llabs((int64_t)date - place->start);
}

uint32_t steg_place_find(const steg_places *places, uint32_t entry, int32_t initiative, steg_date date, int occasion) {
  uint32_t best = STEG_PLACE_NONE;
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next) {
    const steg_place *place = &places->rows[at];
    if (place->initiative != initiative || place->derived || place->gone || !holds(place, date, occasion))
      continue;
    if (best != STEG_PLACE_NONE) {
      const steg_place *other = &places->rows[best];
      int64_t here = distance(place, date);
      int64_t there = distance(other, date);
      if (here > there || (here == there && place->start >= other->start))
        continue;
    }
    best = at;
  }
  return best;
}

/* Days outside the window; a participation without a start is far from everything. */
static int64_t outside(const steg_place *place, steg_date date) {
  if (place->start == STEG_DATE_NONE)
    return INT64_MAX;
  if (date < place->start)
    return (int64_t)place->start - date;
  return place->end != STEG_DATE_NONE && date > place->end ? (int64_t)date - place->end : 0;
}

uint32_t steg_place_find_event(const steg_places *places, uint32_t entry, int32_t initiative, steg_date date) {
  uint32_t best = steg_place_find(places, entry, initiative, date, 0);
  if (best != STEG_PLACE_NONE)
    return best;
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next) {
    const steg_place *place = &places->rows[at];
    if (place->initiative != initiative || place->derived || place->gone)
      continue;
    int64_t here = outside(place, date);
    int64_t there = best == STEG_PLACE_NONE ? 0 : outside(&places->rows[best], date);
    if (best == STEG_PLACE_NONE || here < there || (here == there && place->start < places->rows[best].start))
      best = at;
  }
  return best;
}

uint32_t steg_place_derived(const steg_places *places, uint32_t entry, int32_t initiative) {
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next)
    if (places->rows[at].initiative == initiative && places->rows[at].derived && !places->rows[at].gone)
      return at;
  return STEG_PLACE_NONE;
}

/* ---- rows of a repeated instrument */

static const char *either(const char *first, const char *second) {
  return first ? first : second;
}

/* What the place's earlier rows said, filled up with what this one says. */
static const steg_attributes *fill(steg_arena *arena, const steg_attributes *first, const steg_attributes *second) {
  if (!first || first == second)
    return second;
  steg_attributes *both = steg_arena_alloc(arena, sizeof *both);
  if (!both)
    return NULL;
  *both = *first;
  both->birth_year = first->birth_year ? first->birth_year : second->birth_year;
  both->municipality = first->municipality ? first->municipality : second->municipality;
  both->sex = first->sex ? first->sex : second->sex;
  both->area = first->area ? first->area : second->area;
  both->coach = either(first->coach, second->coach);
  both->referrer = either(first->referrer, second->referrer);
  both->team = either(first->team, second->team);
  both->priority = either(first->priority, second->priority);
  both->source = either(first->source, second->source);
  return both;
}

static void begin_by(steg_place *place, steg_date date) {
  if (place->derived && date != STEG_DATE_NONE && (place->start == STEG_DATE_NONE || date < place->start)) {
    place->start = date;
    place->touched = true;
  }
}

static void end_by(steg_place *place, steg_date date) {
  if (place->derived && date != STEG_DATE_NONE && (place->end == STEG_DATE_NONE || date > place->end)) {
    place->end = date;
    place->touched = true;
  }
}

int steg_place_responses(const steg_row_set *set, steg_initiative *initiatives, const steg_people *people,
                         const steg_order *rows, size_t row_count, steg_arena *arena, steg_places *places,
                         uint32_t *place_of_row, size_t *ret_opened, steg_error *err) {
  size_t opened = 0;
  for (size_t i = 0; i < row_count; i++) {
    const steg_row *row = &set->rows[rows[i].row];
    steg_initiative *initiative = &initiatives[initiatives[row->initiative].first];
    uint32_t entry = people->of_row[rows[i].row];
    if (entry == STEG_PEOPLE_NOBODY)
      continue;
    uint32_t at = set->entry->instrument->kind == STEG_KIND_EVENT
                      ? steg_place_find_event(places, entry, initiative->number, row->date)
                      : steg_place_find(places, entry, initiative->number, row->date, row->occasion);
    if (at == STEG_PLACE_NONE)
      at = steg_place_derived(places, entry, initiative->number);
    if (at == STEG_PLACE_NONE) {
      steg_place place = {.person = people->entries[entry].id,
                          .start = row->date,
                          .end = STEG_DATE_NONE,
                          .initiative = initiative->number,
                          .id = initiative->next_id++,
                          .derived = true,
                          .fresh = true,
                          .touched = true};
      at = steg_place_add(places, entry, &place);
      if (at == STEG_PLACE_NONE)
        return steg_error_memory(err);
      opened++;
    }
    steg_place *place = &places->rows[at];
    begin_by(place, row->date);
    if (row->attributes >= 0) {
      const steg_attributes *said = &set->attributes[row->attributes];
      begin_by(place, said->start);
      end_by(place, said->end);
      place->attributes = fill(arena, place->attributes, said);
      if (!place->attributes)
        return steg_error_memory(err);
      place->touched = true;
    }
    place_of_row[rows[i].row] = at;
  }
  *ret_opened = opened;
  return 0;
}

/* ---- rows without a person */

typedef struct steg_place_nobody {
  uint32_t row;
  int32_t initiative; /* the store's number */
  steg_date start;    /* 1 January of the year, or NONE */
  int32_t sex;
} steg_place_nobody;

static int compare_nobodies(const void *a, const void *b) {
  const steg_place_nobody *x = a;
  const steg_place_nobody *y = b;
  if (x->initiative != y->initiative)
    return x->initiative < y->initiative ? -1 : 1;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->sex != y->sex)
    return x->sex < y->sex ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Stored anonymous participations of the same initiative, year and sex: how many, and the highest nth. */
static int count_stored(sqlite3 *db, sqlite3_stmt *count, const steg_place_nobody *nobody, int64_t *ret_count,
                        int32_t *ret_nth, steg_error *err) {
  sqlite3_bind_int(count, 1, nobody->initiative);
  if (nobody->start == STEG_DATE_NONE)
    sqlite3_bind_null(count, 2);
  else
    sqlite3_bind_int(count, 2, nobody->start);
  if (nobody->sex)
    sqlite3_bind_int(count, 3, nobody->sex);
  else
    sqlite3_bind_null(count, 3);
  int row = steg_connection_step(db, count, err);
  if (row == 1) {
    *ret_count = sqlite3_column_int64(count, 0);
    *ret_nth = sqlite3_column_int(count, 1);
  }
  sqlite3_reset(count);
  return row < 0 ? -1 : 0;
}

static int add_nobodies(sqlite3 *db, sqlite3_stmt *count, const steg_row_set *set, steg_initiative *initiatives,
                        const steg_place_nobody *nobodies, size_t nobody_count, steg_arena *arena, steg_places *places,
                        uint32_t *place_of_row, steg_error *err) {
  int64_t stored = 0;
  int32_t nth = 0;
  for (size_t i = 0; i < nobody_count; i++) {
    const steg_place_nobody *nobody = &nobodies[i];
    bool alike = i > 0 && nobodies[i - 1].initiative == nobody->initiative && nobodies[i - 1].start == nobody->start &&
                 nobodies[i - 1].sex == nobody->sex;
    if (!alike && count_stored(db, count, nobody, &stored, &nth, err) < 0)
      return -1;
    if (stored-- > 0)
      continue; /* there already, from the same file or one before it */
    steg_attributes *attributes = steg_arena_alloc(arena, sizeof *attributes);
    if (!attributes)
      return steg_error_memory(err);
    *attributes = (steg_attributes){.start = nobody->start, .end = STEG_DATE_NONE, .sex = (steg_sex)nobody->sex};
    steg_initiative *initiative = &initiatives[initiatives[set->rows[nobody->row].initiative].first];
    nth++;
    steg_place place = {.start = nobody->start,
                        .end = STEG_DATE_NONE,
                        .initiative = nobody->initiative,
                        .id = initiative->next_id++,
                        .nth = nth,
                        .attributes = attributes,
                        .fresh = true,
                        .touched = true};
    uint32_t made = steg_place_add(places, STEG_PEOPLE_NOBODY, &place);
    if (made == STEG_PLACE_NONE)
      return steg_error_memory(err);
    place_of_row[nobody->row] = made;
  }
  return 0;
}

int steg_place_anonymous(sqlite3 *db, const steg_row_set *set, steg_initiative *initiatives, const steg_people *people,
                         steg_arena *arena, steg_places *places, uint32_t *place_of_row, size_t *ret_rows,
                         steg_error *err) {
  size_t count = 0;
  for (size_t i = 0; i < set->row_count; i++)
    count += people->of_row[i] == STEG_PEOPLE_NOBODY;
  *ret_rows = count;
  if (!count)
    return 0;
  steg_place_nobody *nobodies = malloc(count * sizeof *nobodies);
  if (!nobodies)
    return steg_error_memory(err);
  count = 0;
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_row *row = &set->rows[i];
    if (people->of_row[i] != STEG_PEOPLE_NOBODY)
      continue;
    const steg_attributes *said = row->attributes >= 0 ? &set->attributes[row->attributes] : NULL;
    bool dated = said && said->start != STEG_DATE_NONE;
    nobodies[count++] = (steg_place_nobody){
        .row = (uint32_t)i,
        .initiative = initiatives[row->initiative].number,
        .start = dated ? steg_date_make(steg_date_year(said->start), 1, 1) : STEG_DATE_NONE,
        .sex = said ? (int32_t)said->sex : 0,
    };
  }
  qsort(nobodies, count, sizeof *nobodies, compare_nobodies);
  sqlite3_stmt *select = NULL;
  int result = steg_connection_prepare(db, &select, err,
                                       "SELECT count(*), max(nth) FROM main.participations"
                                       " WHERE initiative = ?1 AND person IS NULL AND start IS ?2 AND sex IS ?3");
  if (result == 0)
    result = add_nobodies(db, select, set, initiatives, nobodies, count, arena, places, place_of_row, err);
  sqlite3_finalize(select);
  free(nobodies);
  return result;
}
