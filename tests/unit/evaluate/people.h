/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * people - what the tests of the measures share: a store made of arrays in the place of the real one
 * (its functions stand here, so the linker takes none of the store room's). Two initiatives, "alfa" and "beta".
 */
#ifndef STEG_TEST_EVALUATE_PEOPLE_H
#define STEG_TEST_EVALUATE_PEOPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "instruments.h"

#include "evaluate/evaluate.h"
#include "instrument/model.h"
#include "store/participation.h"
#include "store/response.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the store of arrays */

enum { WORLD_PEOPLE = 3000, WORLD_RESPONSES = 12000, WORLD_SLOTS = 20, ALFA = 1, BETA = 2 };

typedef struct world_response {
  const steg_registry_entry *entry;
  int32_t initiative;
  int64_t participation, batch;
  steg_date date;
  int32_t role, occasion;
  int32_t slots[WORLD_SLOTS];
  double numbers[WORLD_SLOTS];
  const char *version; /* that read it; NULL = the current one */
  uint8_t kinds[WORLD_SLOTS];
} world_response;

typedef struct world {
  steg_registry *registry;
  const steg_registry_entry *card, *reg;
  steg_arena *arena;
  steg_participation people[WORLD_PEOPLE];
  size_t person_count;
  world_response responses[WORLD_RESPONSES];
  size_t response_count;
  steg_initiative initiatives[2];
  steg_evaluate_context context;
  size_t loads; /* of participations */
} world;

static world the_world;

struct steg_response_cursor {
  size_t *order;
  size_t count, at;
};

int32_t steg_participation_initiative(steg_store *store, const char *initiative_id, steg_error *err) {
  (void)store;
  (void)err;
  return !strcmp(initiative_id, "alfa") ? ALFA : !strcmp(initiative_id, "beta") ? BETA : 0;
}

static int by_id(const void *a, const void *b) {
  int64_t left = ((const steg_participation *)a)->id, right = ((const steg_participation *)b)->id;
  return left < right ? -1 : left > right;
}

int steg_participation_load(steg_store *store, const int32_t *initiatives, size_t initiative_count, steg_arena *arena,
                            steg_participation **ret_rows, size_t *ret_count, steg_error *err) {
  (void)store;
  (void)err;
  steg_participation *rows = steg_arena_array(arena, the_world.person_count + 1, sizeof *rows);
  size_t count = 0;
  assert_int_equal(initiative_count, 1);
  for (size_t i = 0; i < the_world.person_count; i++)
    if (the_world.people[i].initiative == initiatives[0])
      rows[count++] = the_world.people[i];
  qsort(rows, count, sizeof *rows, by_id);
  the_world.loads++;
  *ret_rows = rows;
  *ret_count = count;
  return 0;
}

static int by_key(const void *a, const void *b) {
  const world_response *left = &the_world.responses[*(const size_t *)a],
                       *right = &the_world.responses[*(const size_t *)b];
  if (left->participation != right->participation)
    return left->participation < right->participation ? -1 : 1;
  if (left->date != right->date)
    return left->date < right->date ? -1 : 1;
  return left->role - right->role;
}

int steg_response_open(steg_store *store, const steg_registry_entry *entry, int32_t first_initiative,
                       int32_t last_initiative, steg_response_cursor **ret_cursor, steg_error *err) {
  (void)store;
  (void)err;
  steg_response_cursor *cursor = calloc(1, sizeof *cursor);
  cursor->order = calloc(the_world.response_count + 1, sizeof *cursor->order);
  for (size_t i = 0; i < the_world.response_count; i++)
    if (the_world.responses[i].entry == entry && the_world.responses[i].initiative >= first_initiative &&
        the_world.responses[i].initiative <= last_initiative)
      cursor->order[cursor->count++] = i;
  qsort(cursor->order, cursor->count, sizeof *cursor->order, by_key);
  *ret_cursor = cursor;
  return 0;
}

int steg_response_next(steg_response_cursor *cursor, steg_response *ret_response, steg_error *err) {
  (void)err;
  if (cursor->at == cursor->count)
    return 0;
  const world_response *row = &the_world.responses[cursor->order[cursor->at++]];
  *ret_response = (steg_response){.initiative = row->initiative,
                                  .participation = row->participation,
                                  .date = row->date,
                                  .role = row->role,
                                  .occasion = row->occasion,
                                  .batch = row->batch,
                                  .slots = row->slots,
                                  .numbers = row->numbers,
                                  .version = row->version,
                                  .kinds = row->version ? row->kinds : NULL};
  return 1;
}

void steg_response_close(steg_response_cursor *cursor) {
  free(cursor->order);
  free(cursor);
}

/* ---- making people */

static inline steg_date day(const char *iso) {
  if (!iso || !*iso)
    return STEG_DATE_NONE;
  steg_date date = steg_date_parse_iso(iso);
  assert_int_not_equal(date, STEG_DATE_NONE);
  return date;
}

static inline steg_period year(int number) {
  return (steg_period){steg_date_make(number, 1, 1), steg_date_make(number, 12, 31)};
}

/* Participations get rising ids in the order they are made. person 0 is anonymous. */
static inline size_t world_join(int initiative, int64_t person, const char *start, const char *end, steg_sex sex,
                                int birth_year) {
  assert_true(the_world.person_count < WORLD_PEOPLE);
  size_t at = the_world.person_count++;
  the_world.people[at] =
      (steg_participation){.initiative = initiative,
                           .id = (int64_t)at + 1,
                           .person = person,
                           .attributes = {.start = day(start), .end = day(end), .sex = sex, .birth_year = birth_year}};
  return at;
}

static inline world_response *world_respond(const steg_registry_entry *entry, size_t person, const char *date, int role,
                                            int occasion) {
  assert_true(the_world.response_count < WORLD_RESPONSES && entry->layout->slot_count <= WORLD_SLOTS);
  world_response *row = &the_world.responses[the_world.response_count++];
  *row = (world_response){.entry = entry,
                          .initiative = the_world.people[person].initiative,
                          .participation = the_world.people[person].id,
                          .batch = 7,
                          .date = day(date),
                          .role = role,
                          .occasion = occasion};
  for (size_t s = 0; s < WORLD_SLOTS; s++) {
    row->slots[s] = STEG_SLOT_NONE;
    row->numbers[s] = NAN;
  }
  return row;
}

static inline uint32_t world_slot(const steg_registry_entry *entry, const char *item) {
  return entry->layout->first_slot[steg_model_item_index(entry->instrument, item)];
}

static inline void world_set(world_response *row, const char *item, int32_t value) {
  row->slots[world_slot(row->entry, item)] = value;
}

/* A form of the card with q1 alone; the role is "deltagare". */
static inline world_response *world_q1(size_t person, const char *date, int32_t value) {
  world_response *row = world_respond(the_world.card, person, date, 0, 0);
  world_set(row, "q1", value);
  return row;
}

/* "sjukpenning 50 lon 50" in an income item of the register. 0 = without extent. */
static inline void world_income(world_response *row, const char *item, const char *sources) {
  char text[200], *at = text;
  snprintf(text, sizeof text, "%s", sources);
  for (char *code; (code = strtok_r(at, " ", &at));) {
    const char *extent = strtok_r(at, " ", &at);
    const steg_scale *scale = steg_model_scale(row->entry->instrument, "income");
    row->slots[world_slot(row->entry, item) + (uint32_t)steg_model_level_of_code(scale, code)] = atoi(extent);
  }
}

static const steg_age_band world_bands[] = {{"18-29", "18–29 år", 18, 29}, {"30-64", "30–64 år", 30, 64}};

static int world_begin(void **state) {
  (void)state;
  steg_error err = {0};
  memset(&the_world, 0, sizeof the_world);
  the_world.arena = steg_arena_new(0);
  the_world.registry = steg_registry_new();
  if (steg_registry_add(the_world.registry, &card_instrument, STEG_DOOR_DEFINITION, "card.lua", &err) < 0 ||
      steg_registry_add(the_world.registry, &reg_instrument, STEG_DOOR_DEFINITION, "reg.lua", &err) < 0)
    fail_msg("%s", err.text);
  the_world.card = steg_registry_find(the_world.registry, "card");
  the_world.reg = steg_registry_find(the_world.registry, "reg");
  static const char *const teams[] = {"Nord", "Syd", NULL};
  the_world.initiatives[0] = (steg_initiative){.id = "alfa", .title_sv = "Alfa", .teams = teams};
  the_world.initiatives[1] = (steg_initiative){.id = "beta", .title_sv = "Beta"};
  the_world.context = (steg_evaluate_context){.store = (steg_store *)(void *)&the_world,
                                              .registry = the_world.registry,
                                              .initiatives = the_world.initiatives,
                                              .initiative_count = 2,
                                              .age_bands = world_bands,
                                              .age_band_count = 2,
                                              .pairing = steg_pairing_default,
                                              .as_of = STEG_DATE_NONE,
                                              .lang = STEG_LANG_SV,
                                              .register_instrument = "reg"};
  return 0;
}

static int world_end(void **state) {
  (void)state;
  steg_registry_free(the_world.registry);
  steg_arena_free(the_world.arena);
  return 0;
}

/* ---- asking */

static const char *const only_alfa[] = {"alfa"};
static const char *const both_initiatives[] = {"alfa", "beta"};

/* Participations of alfa active in 2024. */
static inline steg_request world_request(const char *measure, const char *instrument) {
  return (steg_request){.kind = STEG_REQUEST_MEASURE,
                        .measure = steg_measure_find(measure),
                        .instrument = instrument,
                        .cohort = {.initiatives = only_alfa,
                                   .initiative_count = 1,
                                   .period = year(2024),
                                   .event = STEG_EVENT_ACTIVE,
                                   .counted = STEG_COUNTED_PARTICIPATIONS}};
}

static inline void world_evaluate(steg_request *requests, size_t count, steg_profile profile) {
  steg_document document = {.requests = requests, .request_count = count, .profile = profile, .lang = STEG_LANG_SV};
  steg_error err = {0};
  if (steg_evaluate_document(&document, &the_world.context, the_world.arena, &err) < 0)
    fail_msg("%s", err.text);
}

static inline const steg_result *world_ask(steg_request *request) {
  world_evaluate(request, 1, STEG_PROFILE_WORKING);
  return request->result;
}

static inline const steg_line *world_line(const steg_result *result, const char *item, const char *key,
                                          const char *group) {
  const char *const groups[STEG_BY_MAX] = {group, NULL, NULL};
  const steg_line *line = steg_figure_line(result, item, NULL, key, groups);
  if (!line)
    fail_msg("no line for item %s, key %s, group %s", item ? item : "-", key ? key : "-", group ? group : "-");
  return line;
}

static inline const steg_figure *world_figure(const steg_line *line, const char *name) {
  const steg_figure *figure = steg_figure_named(line, name);
  if (!figure)
    fail_msg("no figure %s", name);
  return figure;
}

static inline int64_t world_count(const steg_line *line, const char *name) {
  const steg_figure *figure = world_figure(line, name);
  assert_int_equal(figure->kind, STEG_FIGURE_NUMBER);
  return figure->count;
}

static inline int64_t world_excluded(const steg_result *result, const char *reason) {
  for (size_t e = 0; e < result->how.exclusion_count; e++)
    if (!strcmp(result->how.exclusions[e].reason, reason))
      return result->how.exclusions[e].count;
  return 0;
}

#endif
