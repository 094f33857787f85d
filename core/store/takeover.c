/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/takeover.h"

#include "store/table.h"
#include <stdlib.h>
#include <string.h>

int steg_takeover_start(sqlite3 *db, steg_arena *arena, steg_takeover *ret_takeover, steg_error *err) {
  steg_takeover takeover = {.db = db, .arena = arena};
  const char *const *events = NULL;
  size_t event_count = 0;
  if (steg_table_list(db, 1u << STEG_KIND_REPEATED | 1u << STEG_KIND_EVENT, arena, &takeover.instruments,
                      &takeover.instrument_count, err) < 0 ||
      steg_table_list(db, 1u << STEG_KIND_EVENT, arena, &events, &event_count, err) < 0)
    return -1;
  takeover.events = steg_arena_array(arena, takeover.instrument_count, sizeof *takeover.events);
  if (!takeover.events)
    return steg_error_memory(err);
  for (size_t i = 0; i < takeover.instrument_count; i++)
    for (size_t k = 0; k < event_count; k++)
      takeover.events[i] = takeover.events[i] || strcmp(takeover.instruments[i], events[k]) == 0;
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  takeover.selects = calloc(takeover.instrument_count + 1, sizeof *takeover.selects);
  if (!takeover.selects)
    return steg_error_memory(err);
  for (size_t i = 0; i < takeover.instrument_count; i++)
    if (steg_connection_prepare_format(db, &takeover.selects[i], err,
                                       "SELECT _date, _role, _occasion FROM main.\"answers_%w\""
                                       " WHERE _initiative = ? AND _participation = ? ORDER BY _date, _role",
                                       takeover.instruments[i]) < 0) {
      steg_takeover_release(&takeover);
      return -1;
    }
  *ret_takeover = takeover;
  return 0;
}

void steg_takeover_rest(steg_takeover *takeover) {
  for (size_t i = 0; takeover->selects && i < takeover->instrument_count; i++)
    sqlite3_finalize(takeover->selects[i]);
  free(takeover->selects);
  takeover->selects = NULL;
}

void steg_takeover_release(steg_takeover *takeover) {
  steg_takeover_rest(takeover);
  free(takeover->moves);
  *takeover = (steg_takeover){0};
}

/* ---- rows to places */

static steg_date start_of(const steg_row_set *set, uint32_t row) {
  int32_t attributes = set->rows[row].attributes;
  return attributes < 0 ? STEG_DATE_NONE : set->attributes[attributes].start;
}

static uint32_t find_same_start(const steg_places *places, uint32_t entry, int32_t initiative, steg_date start) {
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next)
    if (places->rows[at].initiative == initiative && !places->rows[at].derived && places->rows[at].start == start)
      return at;
  return STEG_PLACE_NONE;
}

/* A stored place that no row has: the one with the nearest start, at most 30 days away; for a row without start the latest. */
static uint32_t find_corrected(const steg_places *places, uint32_t entry, int32_t initiative, steg_date start) {
  uint32_t best = STEG_PLACE_NONE;
  int64_t best_distance = 0;
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next) {
    const steg_place *place = &places->rows[at];
    if (place->initiative != initiative || place->derived || place->fresh || place->taken)
      continue;
    /* An unknown start on either side: the later participation is the nearer one. */
    bool known = start != STEG_DATE_NONE && place->start != STEG_DATE_NONE;
    int64_t distance = known ? llabs((int64_t)start - place->start) : -(int64_t)place->start;
    if (known && distance > STEG_PLACE_MARGIN_DAYS)
      continue;
    if (best == STEG_PLACE_NONE || distance < best_distance) {
      best = at;
      best_distance = distance;
    }
  }
  return best;
}

static uint32_t add_registered(const steg_people *people, steg_places *places, uint32_t entry, int32_t initiative,
                               steg_date start) {
  steg_place place = {.person = people->entries[entry].id,
                      .start = start,
                      .end = STEG_DATE_NONE,
                      .initiative = initiative,
                      .fresh = true,
                      .touched = true};
  return steg_place_add(places, entry, &place);
}

/* The row's dates into its place; what it does not say stays. Returns whether the window moved. */
static bool take(const steg_takeover *takeover, steg_place *place, const steg_row_set *set, uint32_t row) {
  steg_date start = place->start;
  steg_date end = place->end;
  place->taken = true;
  place->touched = true;
  if (set->rows[row].attributes >= 0) {
    place->attributes = &set->attributes[set->rows[row].attributes];
    if (place->attributes->start != STEG_DATE_NONE)
      place->start = place->attributes->start;
    if (place->attributes->end != STEG_DATE_NONE || (takeover->replaces && takeover->ends_said))
      place->end = place->attributes->end;
  }
  return start != place->start || end != place->end;
}

/* ---- responses follow */

typedef struct steg_takeover_response {
  uint32_t table;
  uint32_t from;  /* where it stood */
  uint32_t place; /* where it stands: changes as moves are planned */
  uint32_t target;
  steg_date date;
  int32_t role;
  int occasion;
} steg_takeover_response;

typedef struct steg_takeover_responses {
  steg_takeover_response *rows;
  size_t count;
  size_t capacity;
} steg_takeover_responses;

static int read_responses(steg_takeover *takeover, const steg_places *places, uint32_t place,
                          steg_takeover_responses *responses, steg_error *err) {
  for (size_t i = 0; i < takeover->instrument_count; i++) {
    sqlite3_stmt *select = takeover->selects[i];
    int row;
    sqlite3_bind_int(select, 1, places->rows[place].initiative);
    sqlite3_bind_int(select, 2, places->rows[place].id);
    while ((row = steg_connection_step(takeover->db, select, err)) == 1) {
      if (responses->count == responses->capacity) {
        size_t capacity = responses->capacity ? responses->capacity * 2 : 32;
        steg_takeover_response *rows = realloc(responses->rows, capacity * sizeof *rows);
        if (!rows) {
          sqlite3_reset(select);
          return steg_error_memory(err);
        }
        responses->rows = rows;
        responses->capacity = capacity;
      }
      responses->rows[responses->count++] = (steg_takeover_response){.table = (uint32_t)i,
                                                                     .from = place,
                                                                     .place = place,
                                                                     .target = STEG_PLACE_NONE,
                                                                     .date = sqlite3_column_int(select, 0),
                                                                     .role = sqlite3_column_int(select, 1),
                                                                     .occasion = sqlite3_column_int(select, 2)};
    }
    sqlite3_reset(select);
    if (row < 0)
      return -1;
  }
  return 0;
}

/* A derived place becomes a fresh registered one when all its responses belong there. */
static void adopt(steg_places *places, steg_takeover_responses *responses, uint32_t derived, uint32_t first_fresh) {
  uint32_t heir = STEG_PLACE_NONE;
  bool any = false;
  for (size_t i = 0; i < responses->count; i++) {
    const steg_takeover_response *response = &responses->rows[i];
    if (response->place != derived)
      continue;
    if (any && response->target != heir)
      return;
    heir = response->target;
    any = true;
  }
  if (!any)
    heir = first_fresh;
  if (heir == STEG_PLACE_NONE || !places->rows[heir].fresh || places->rows[heir].id != 0)
    return;
  places->rows[heir].id = places->rows[derived].id;
  places->rows[heir].fresh = false;
  places->rows[derived].gone = true;
  places->rows[derived].taken = true; /* gone without being removed: its row is the heir's now */
  for (size_t i = 0; i < responses->count; i++)
    if (responses->rows[i].place == derived)
      responses->rows[i].place = heir;
}

/* Whether the target has a response of the same instrument, date and role: as things stand after the moves planned so far, which are
 * carried out in this order. */
static bool is_occupied(const steg_takeover_responses *responses, const steg_takeover_response *response) {
  for (size_t i = 0; i < responses->count; i++) {
    const steg_takeover_response *other = &responses->rows[i];
    if (other->place == response->target && other->table == response->table && other->date == response->date &&
        other->role == response->role)
      return true;
  }
  return false;
}

static int add_move(steg_takeover *takeover, const steg_takeover_response *response, steg_error *err) {
  if (takeover->move_count == takeover->move_capacity) {
    size_t capacity = takeover->move_capacity ? takeover->move_capacity * 2 : 64;
    steg_move *moves = realloc(takeover->moves, capacity * sizeof *moves);
    if (!moves)
      return steg_error_memory(err);
    takeover->moves = moves;
    takeover->move_capacity = capacity;
  }
  takeover->moves[takeover->move_count++] = (steg_move){.table = response->table,
                                                        .from = response->place,
                                                        .to = response->target,
                                                        .date = response->date,
                                                        .role = response->role};
  return 0;
}

/* What stays with the derived place decides its start; nothing left: it goes. */
static void settle_derived(steg_places *places, const steg_takeover_responses *responses, uint32_t derived) {
  steg_place *place = &places->rows[derived];
  steg_date first = STEG_DATE_NONE;
  bool lost = false;
  for (size_t i = 0; i < responses->count; i++) {
    const steg_takeover_response *response = &responses->rows[i];
    lost |= response->from == derived && response->target != derived;
    if (response->target == derived && (first == STEG_DATE_NONE || response->date < first))
      first = response->date;
  }
  if (first == STEG_DATE_NONE)
    place->gone = true;
  else if (place->start == STEG_DATE_NONE || first < place->start || (lost && first != place->start)) {
    place->start = first;
    place->touched = true;
  }
}

static int follow(steg_takeover *takeover, steg_initiative *initiative, const steg_people *people, steg_places *places,
                  uint32_t entry, uint32_t first_fresh, steg_error *err) {
  steg_takeover_responses responses = {0};
  int result = -1;
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next)
    if (places->rows[at].initiative == initiative->number && !places->rows[at].fresh &&
        read_responses(takeover, places, at, &responses, err) < 0)
      goto done;
  bool homeless = false;
  for (size_t i = 0; i < responses.count; i++) {
    steg_takeover_response *response = &responses.rows[i];
    response->target = takeover->events[response->table]
                           ? steg_place_find_event(places, entry, initiative->number, response->date)
                           : steg_place_find(places, entry, initiative->number, response->date, response->occasion);
    homeless |= response->target == STEG_PLACE_NONE;
  }
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE && homeless; at = places->rows[at].next)
    if (places->rows[at].initiative == initiative->number && places->rows[at].taken)
      places->rows[at].strays = true;
  uint32_t derived = steg_place_derived(places, entry, initiative->number);
  if (derived != STEG_PLACE_NONE && !homeless)
    adopt(places, &responses, derived, first_fresh);
  bool adopted = derived != STEG_PLACE_NONE && places->rows[derived].gone;
  if (homeless && derived == STEG_PLACE_NONE) {
    steg_place place = {.person = people->entries[entry].id,
                        .start = STEG_DATE_NONE,
                        .end = STEG_DATE_NONE,
                        .initiative = initiative->number,
                        .id = initiative->next_id++,
                        .derived = true,
                        .fresh = true,
                        .touched = true};
    derived = steg_place_add(places, entry, &place);
    if (derived == STEG_PLACE_NONE) {
      steg_error_memory(err);
      goto done;
    }
    takeover->opened++;
  }
  for (size_t i = 0; i < responses.count; i++) {
    steg_takeover_response *response = &responses.rows[i];
    if (response->target == STEG_PLACE_NONE)
      response->target = derived;
    if (response->target == response->place)
      continue;
    if (is_occupied(&responses, response)) {
      response->target = response->place;
      places->rows[response->place].gone = false; /* nowhere else to go: its participation stays */
    } else if (add_move(takeover, response, err) < 0)
      goto done;
    response->place = response->target;
  }
  if (derived != STEG_PLACE_NONE && !adopted)
    settle_derived(places, &responses, derived);
  result = 0;
done:
  free(responses.rows);
  return result;
}

/* ---- a group: the rows of one person in one initiative */

/* What no row of the whole truth has: it goes, unless another register has it too. Returns whether anything did. */
static bool give_up(steg_places *places, uint32_t entry, int32_t initiative) {
  bool any = false;
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next) {
    steg_place *place = &places->rows[at];
    if (place->initiative == initiative && place->of_register && !place->taken && !place->gone) {
      place->gone = true;
      any = true;
    }
  }
  return any;
}

int steg_takeover_leave(steg_takeover *takeover, const steg_row_set *set, steg_initiative *initiatives,
                        const steg_people *people, steg_places *places, steg_error *err) {
  for (uint32_t entry = 0; entry < people->count; entry++)
    for (size_t i = 0; i < set->initiative_count && places->first[entry] != STEG_PLACE_NONE; i++)
      if (initiatives[i].first == i && give_up(places, entry, initiatives[i].number) &&
          follow(takeover, &initiatives[i], people, places, entry, STEG_PLACE_NONE, err) < 0)
        return -1;
  return 0;
}

static int place_group(steg_takeover *takeover, const steg_row_set *set, steg_initiative *initiative,
                       const steg_people *people, const steg_order *rows, size_t row_count, steg_places *places,
                       uint32_t *place_of_row, steg_error *err) {
  uint32_t entry = people->of_row[rows[0].row];
  uint32_t first_fresh = STEG_PLACE_NONE;
  bool known = false;
  bool moved = false;
  for (uint32_t at = places->first[entry]; at != STEG_PLACE_NONE; at = places->rows[at].next)
    known |= places->rows[at].initiative == initiative->number;
  for (size_t i = 0; i < row_count && known; i++) {
    uint32_t at = find_same_start(places, entry, initiative->number, start_of(set, rows[i].row));
    place_of_row[rows[i].row] = at;
    if (at != STEG_PLACE_NONE)
      places->rows[at].taken = true;
  }
  for (size_t i = 0; i < row_count; i++) {
    uint32_t *at = &place_of_row[rows[i].row];
    steg_date start = start_of(set, rows[i].row);
    if (*at == STEG_PLACE_NONE && known)
      *at = find_corrected(places, entry, initiative->number, start);
    if (*at == STEG_PLACE_NONE)
      *at = find_same_start(places, entry, initiative->number, start); /* of a row before this one */
    if (*at == STEG_PLACE_NONE) {
      *at = add_registered(people, places, entry, initiative->number, start);
      if (*at == STEG_PLACE_NONE)
        return steg_error_memory(err);
      if (first_fresh == STEG_PLACE_NONE)
        first_fresh = *at;
      moved = true;
    }
    moved |= take(takeover, &places->rows[*at], set, rows[i].row);
  }
  if (known && takeover->replaces)
    moved |= give_up(places, entry, initiative->number);
  if (known && moved && follow(takeover, initiative, people, places, entry, first_fresh, err) < 0)
    return -1;
  for (size_t i = 0; i < row_count; i++) {
    steg_place *place = &places->rows[place_of_row[rows[i].row]];
    if (place->id == 0)
      place->id = initiative->next_id++;
  }
  return 0;
}

int steg_takeover_place(steg_takeover *takeover, const steg_row_set *set, steg_initiative *initiatives,
                        const steg_people *people, const steg_order *rows, size_t row_count, steg_places *places,
                        uint32_t *place_of_row, steg_error *err) {
  for (size_t first = 0; first < row_count;) {
    size_t end = first + 1;
    while (end < row_count && rows[end].high == rows[first].high)
      end++;
    steg_initiative *initiative = &initiatives[initiatives[set->rows[rows[first].row].initiative].first];
    if (place_group(takeover, set, initiative, people, rows + first, end - first, places, place_of_row, err) < 0)
      return -1;
    first = end;
  }
  return 0;
}

/* ---- writing */

static int remove_place(sqlite3 *db, const steg_place *place, int64_t batch, steg_error *err) {
  return steg_connection_run_format(db, err,
                                    "INSERT INTO main.participations_replaced SELECT %lld, * FROM main.participations "
                                    "WHERE initiative = %d AND id = %d;"
                                    "DELETE FROM main.participations WHERE initiative = %d AND id = %d",
                                    (long long)batch, place->initiative, place->id, place->initiative, place->id);
}

int steg_takeover_write(steg_takeover *takeover, const steg_places *places, int64_t batch, steg_digest *digest,
                        steg_error *err) {
  for (size_t i = 0; i < takeover->instrument_count && takeover->move_count; i++)
    if (steg_move_write(takeover->db, takeover->instruments[i], takeover->moves, takeover->move_count, (uint32_t)i,
                        places, batch, digest, err) < 0)
      return -1;
  for (uint32_t i = 0; i < places->count; i++)
    if (places->rows[i].gone && !places->rows[i].taken && remove_place(takeover->db, &places->rows[i], batch, err) < 0)
      return -1;
  return 0;
}
