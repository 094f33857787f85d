/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/readings.h"

#include "store/response.h"
#include <math.h>
#include <string.h>

/* Responses of one participation, as the cursor gives them, until it moves to the next. */
typedef struct pending {
  steg_response *rows; /* slots, numbers and kinds are not good any more: see below */
  int32_t *slots;
  double *numbers;
  uint8_t *kinds;
  int32_t *version_of;
  steg_measurement *of_role;
  int32_t *row_of_role;
  size_t count, capacity;
} pending;

typedef struct reading {
  steg_arena *arena;
  const steg_evaluate_context *context;
  const steg_participation *participations;
  size_t participation_count;
  steg_readings *answers;
  uint32_t slot_count, item_count;
  bool has_numbers;
  pending waiting;
  size_t row_capacity, batch_capacity, version_capacity;
} reading;

/* A larger copy of an array in the arena; the old one is left to the arena. */
static void *grown(steg_arena *arena, const void *old, size_t used, size_t wanted, size_t size) {
  void *larger = steg_arena_array(arena, wanted, size);
  if (larger && used > 0)
    memcpy(larger, old, used * size);
  return larger;
}

static int pending_grow(reading *reader) {
  pending *waiting = &reader->waiting;
  if (waiting->count < waiting->capacity)
    return 0;
  size_t wanted = waiting->capacity ? 2 * waiting->capacity : 16, slots = reader->slot_count;
  waiting->rows = grown(reader->arena, waiting->rows, waiting->count, wanted, sizeof *waiting->rows);
  waiting->slots = grown(reader->arena, waiting->slots, waiting->count * slots, wanted * slots, sizeof *waiting->slots);
  if (reader->has_numbers)
    waiting->numbers =
        grown(reader->arena, waiting->numbers, waiting->count * slots, wanted * slots, sizeof *waiting->numbers);
  waiting->kinds = grown(reader->arena, waiting->kinds, waiting->count * reader->item_count,
                         wanted * reader->item_count, sizeof *waiting->kinds);
  waiting->version_of = grown(reader->arena, waiting->version_of, waiting->count, wanted, sizeof *waiting->version_of);
  waiting->of_role = steg_arena_array(reader->arena, wanted, sizeof *waiting->of_role);
  waiting->row_of_role = steg_arena_array(reader->arena, wanted, sizeof *waiting->row_of_role);
  waiting->capacity = wanted;
  return steg_arena_failed(reader->arena) ? -1 : 0;
}

/* Index of the version among those met; -1 = the current one, -2 when memory is out. */
static int32_t note_version(reading *reader, const char *version) {
  steg_readings *answers = reader->answers;
  if (!version)
    return -1;
  for (size_t v = 0; v < answers->version_count; v++)
    if (!strcmp(answers->versions[v], version))
      return (int32_t)v;
  if (answers->version_count == reader->version_capacity) {
    size_t wanted = reader->version_capacity ? 2 * reader->version_capacity : 4;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    answers->versions =
        grown(reader->arena, answers->versions, answers->version_count, wanted, sizeof *answers->versions);
    reader->version_capacity = wanted;
  }
  char *text = steg_arena_text(reader->arena, version);
  if (!answers->versions || !text)
    return -2;
  answers->versions[answers->version_count] = text;
  return (int32_t)answers->version_count++;
}

static int pending_add(reading *reader, const steg_response *response) {
  if (pending_grow(reader) < 0)
    return -1;
  pending *waiting = &reader->waiting;
  size_t at = waiting->count++, slots = reader->slot_count;
  waiting->rows[at] = *response;
  memcpy(waiting->slots + at * slots, response->slots, slots * sizeof *waiting->slots);
  if (reader->has_numbers)
    memcpy(waiting->numbers + at * slots, response->numbers, slots * sizeof *waiting->numbers);
  if (response->kinds)
    memcpy(waiting->kinds + at * reader->item_count, response->kinds, reader->item_count * sizeof *waiting->kinds);
  else
    memset(waiting->kinds + at * reader->item_count, STEG_CROSSING_OWN, reader->item_count * sizeof *waiting->kinds);
  waiting->version_of[at] = note_version(reader, response->version);
  return waiting->version_of[at] == -2 ? -1 : 0;
}

static int answers_grow(reading *reader) {
  steg_readings *answers = reader->answers;
  if (answers->row_count < reader->row_capacity)
    return 0;
  size_t wanted = reader->row_capacity ? 2 * reader->row_capacity : 64, used = answers->row_count,
         slots = reader->slot_count;
  answers->slots = grown(reader->arena, answers->slots, used * slots, wanted * slots, sizeof *answers->slots);
  answers->occasions = grown(reader->arena, answers->occasions, used, wanted, sizeof *answers->occasions);
  answers->dates = grown(reader->arena, answers->dates, used, wanted, sizeof *answers->dates);
  answers->kinds = grown(reader->arena, answers->kinds, used * reader->item_count, wanted * reader->item_count,
                         sizeof *answers->kinds);
  answers->version_of = grown(reader->arena, answers->version_of, used, wanted, sizeof *answers->version_of);
  if (reader->has_numbers)
    answers->numbers = grown(reader->arena, answers->numbers, used * slots, wanted * slots, sizeof *answers->numbers);
  reader->row_capacity = wanted;
  return steg_arena_failed(reader->arena) ? -1 : 0;
}

/* Keeps the pending response `waiting`; its row number in *ret_row. -1 stays -1. */
static int keep(reading *reader, int32_t waiting, int32_t *ret_row) {
  if (waiting < 0) {
    *ret_row = -1;
    return 0;
  }
  if (answers_grow(reader) < 0)
    return -1;
  steg_readings *answers = reader->answers;
  size_t slots = reader->slot_count, at = answers->row_count++;
  const pending *from = &reader->waiting;
  memcpy(answers->slots + at * slots, from->slots + (size_t)waiting * slots, slots * sizeof *answers->slots);
  if (reader->has_numbers)
    memcpy(answers->numbers + at * slots, from->numbers + (size_t)waiting * slots, slots * sizeof *answers->numbers);
  answers->occasions[at] = from->rows[waiting].occasion;
  answers->dates[at] = from->rows[waiting].date;
  memcpy(answers->kinds + at * reader->item_count, from->kinds + (size_t)waiting * reader->item_count,
         reader->item_count * sizeof *answers->kinds);
  answers->version_of[at] = from->version_of[waiting];
  *ret_row = (int32_t)at;
  return 0;
}

/* Pairs the pending responses of one role and keeps the chosen ones. */
static int settle_role(reading *reader, const steg_participation *participation, size_t role_slot,
                       steg_pairing *ret_pairing, bool *ret_outside) {
  pending *waiting = &reader->waiting;
  size_t count = 0;
  for (size_t i = 0; i < waiting->count; i++)
    if ((int64_t)waiting->rows[i].role + 1 == (int64_t)role_slot) {
      waiting->of_role[count] = (steg_measurement){waiting->rows[i].date, waiting->rows[i].occasion};
      waiting->row_of_role[count++] = (int32_t)i;
    }
  if (count == 0)
    return 0;
  const steg_attributes *dates = &participation->attributes;
  for (size_t i = 0; i < count && reader->answers->entry->instrument->kind == STEG_KIND_REPEATED; i++)
    *ret_outside = *ret_outside ||
                   ((reader->context->as_of == STEG_DATE_NONE || waiting->of_role[i].date <= reader->context->as_of) &&
                    steg_pairing_is_outside(&reader->context->pairing, dates->start, dates->end, &waiting->of_role[i]));
  steg_pairing chosen;
  if (reader->answers->entry->instrument->kind == STEG_KIND_REPEATED)
    chosen = steg_pairing_choose(&reader->context->pairing, participation->attributes.start,
                                 participation->attributes.end, reader->context->as_of, waiting->of_role, count);
  else /* a register holds one record, which has no date of its own */
    chosen = (steg_pairing){.first = 0, .end = -1, .latest = 0, .outcome = STEG_PAIRING_NO_END};
  steg_pairing kept = {.first = -1, .end = -1, .latest = -1, .outcome = chosen.outcome};
  if (keep(reader, chosen.first < 0 ? -1 : waiting->row_of_role[chosen.first], &kept.first) < 0 ||
      keep(reader, chosen.end < 0 ? -1 : waiting->row_of_role[chosen.end], &kept.end) < 0)
    return -1;
  if (chosen.latest >= 0 && chosen.latest == chosen.end)
    kept.latest = kept.end;
  else if (chosen.latest >= 0 && chosen.latest == chosen.first)
    kept.latest = kept.first;
  else if (keep(reader, chosen.latest < 0 ? -1 : waiting->row_of_role[chosen.latest], &kept.latest) < 0)
    return -1;
  *ret_pairing = kept;
  return 0;
}

static int settle(reading *reader, size_t participation) {
  steg_readings *answers = reader->answers;
  for (size_t role_slot = 0; role_slot < answers->role_count; role_slot++)
    if (settle_role(reader, &reader->participations[participation], role_slot,
                    &answers->pairings[participation * answers->role_count + role_slot],
                    &answers->outside[participation * answers->role_count + role_slot]) < 0)
      return -1;
  reader->waiting.count = 0;
  return 0;
}

static int note_batch(reading *reader, int64_t batch) {
  steg_readings *answers = reader->answers;
  size_t at = answers->batch_count;
  while (at > 0 && answers->batches[at - 1] > batch)
    at--;
  if (at > 0 && answers->batches[at - 1] == batch)
    return 0;
  if (answers->batch_count == reader->batch_capacity) {
    size_t wanted = reader->batch_capacity ? 2 * reader->batch_capacity : 8;
    answers->batches = grown(reader->arena, answers->batches, answers->batch_count, wanted, sizeof *answers->batches);
    reader->batch_capacity = wanted;
    if (!answers->batches)
      return -1;
  }
  memmove(answers->batches + at + 1, answers->batches + at, (answers->batch_count - at) * sizeof *answers->batches);
  answers->batches[at] = batch;
  answers->batch_count++;
  return 0;
}

/* Both sides come in the order of their participation, so one pass merges them. */
static int merge(reading *reader, steg_response_cursor *cursor, steg_error *err) {
  size_t at = 0;
  steg_response response;
  int more;
  while ((more = steg_response_next(cursor, &response, err)) > 0) {
    while (at < reader->participation_count && reader->participations[at].id < response.participation) {
      if (reader->waiting.count > 0 && settle(reader, at) < 0)
        return steg_error_memory(err);
      at++;
    }
    if (at == reader->participation_count || reader->participations[at].id != response.participation)
      continue;
    if (response.date == STEG_DATE_NONE) /* a register's record */
      response.date = reader->participations[at].attributes.start;
    if (pending_add(reader, &response) < 0 || note_batch(reader, response.batch) < 0)
      return steg_error_memory(err);
  }
  if (more < 0)
    return -1;
  if (reader->waiting.count > 0 && settle(reader, at) < 0)
    return steg_error_memory(err);
  return 0;
}

static bool layout_has_numbers(const steg_layout *layout) {
  for (uint32_t s = 0; s < layout->slot_count; s++)
    if (layout->slots[s].kind == STEG_SLOT_NUMBER || layout->slots[s].kind == STEG_SLOT_INDEX)
      return true;
  return false;
}

int steg_readings_read(const steg_evaluate_context *context, const steg_participation *participations, size_t count,
                       const steg_registry_entry *entry, steg_arena *arena, steg_readings *ret_answers,
                       steg_error *err) {
  steg_readings answers = {.entry = entry, .role_count = entry->instrument->roles.count + 1};
  size_t pairing_count = count * answers.role_count;
  answers.pairings = steg_arena_array(arena, pairing_count, sizeof *answers.pairings);
  answers.outside = steg_arena_array(arena, pairing_count, sizeof *answers.outside);
  if (!answers.pairings || !answers.outside)
    return steg_error_memory(err);
  for (size_t i = 0; i < pairing_count; i++)
    answers.pairings[i] = (steg_pairing){.first = -1, .end = -1, .latest = -1};
  if (count > 0) {
    reading reader = {.arena = arena,
                      .context = context,
                      .participations = participations,
                      .participation_count = count,
                      .answers = &answers,
                      .slot_count = entry->layout->slot_count,
                      .item_count = entry->instrument->items.count,
                      .has_numbers = layout_has_numbers(entry->layout)};
    steg_response_cursor *cursor = NULL;
    int32_t number = participations[0].initiative;
    if (steg_response_open(context->store, entry, number, number, &cursor, err) < 0)
      return -1;
    int status = merge(&reader, cursor, err);
    steg_response_close(cursor);
    if (status < 0)
      return -1;
  }
  *ret_answers = answers;
  return 0;
}

/* ---- forms of nobody */

static bool is_in(const steg_evaluate_context *context, steg_period period, steg_date date) {
  return (period.first == STEG_DATE_NONE || date >= period.first) &&
         (period.last == STEG_DATE_NONE || date <= period.last) &&
         (context->as_of == STEG_DATE_NONE || date <= context->as_of);
}

static int add_form(reading *reader, const steg_response *response, size_t *count, size_t *capacity) {
  steg_readings *answers = reader->answers;
  size_t roles = answers->role_count;
  if (*count == *capacity) {
    *capacity = *capacity ? 2 * *capacity : 64;
    answers->pairings =
        grown(reader->arena, answers->pairings, *count * roles, *capacity * roles, sizeof *answers->pairings);
    if (!answers->pairings)
      return -1;
  }
  steg_pairing *of_roles = answers->pairings + (*count)++ * roles;
  for (size_t r = 0; r < roles; r++)
    of_roles[r] = (steg_pairing){.first = -1, .end = -1, .latest = -1};
  steg_pairing *own = &of_roles[response->role + 1];
  reader->waiting.count = 0;
  if (pending_add(reader, response) < 0 || keep(reader, 0, &own->latest) < 0 || note_batch(reader, response->batch) < 0)
    return -1;
  own->first = response->occasion == STEG_OCCASION_START ? own->latest : -1;
  own->end = response->occasion == STEG_OCCASION_END ? own->latest : -1;
  return 0;
}

int steg_readings_forms(const steg_evaluate_context *context, int32_t initiative, const steg_registry_entry *entry,
                        steg_period period, steg_arena *arena, steg_readings *ret_answers, size_t *ret_count,
                        steg_error *err) {
  steg_readings answers = {.entry = entry, .role_count = entry->instrument->roles.count + 1};
  reading reader = {.arena = arena,
                    .context = context,
                    .answers = &answers,
                    .slot_count = entry->layout->slot_count,
                    .item_count = entry->instrument->items.count,
                    .has_numbers = layout_has_numbers(entry->layout)};
  size_t count = 0, capacity = 0;
  steg_response_cursor *cursor = NULL;
  steg_response response;
  int more = 0;
  if (initiative > 0 && steg_response_open(context->store, entry, initiative, initiative, &cursor, err) < 0)
    return -1;
  while (cursor && (more = steg_response_next(cursor, &response, err)) > 0)
    if (is_in(context, period, response.date) && add_form(&reader, &response, &count, &capacity) < 0) {
      more = steg_error_memory(err);
      break;
    }
  steg_response_close(cursor);
  if (more < 0)
    return -1;
  *ret_answers = answers;
  *ret_count = count;
  return 0;
}

const steg_pairing *steg_readings_pairing(const steg_readings *answers, size_t participation, int32_t role) {
  return &answers->pairings[participation * answers->role_count + (size_t)(role + 1)];
}

const int32_t *steg_readings_slots(const steg_readings *answers, int32_t row) {
  return row < 0 ? NULL : answers->slots + (size_t)row * answers->entry->layout->slot_count;
}

steg_crossing_kind steg_readings_kind(const steg_readings *answers, int32_t row, int32_t item) {
  if (row < 0)
    return STEG_CROSSING_OWN;
  return (steg_crossing_kind)answers->kinds[(size_t)row * answers->entry->instrument->items.count + (size_t)item];
}

const char *steg_readings_version(const steg_readings *answers, int32_t row) {
  int32_t version = row < 0 ? -1 : answers->version_of[row];
  return version < 0 ? answers->entry->instrument->version : answers->versions[version];
}

double steg_readings_number(const steg_readings *answers, int32_t row, uint32_t slot) {
  return row < 0 || !answers->numbers ? NAN : answers->numbers[(size_t)row * answers->entry->layout->slot_count + slot];
}
