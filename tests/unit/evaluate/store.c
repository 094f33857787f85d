/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measures over the real store: rows committed as a file's are, read back and counted. And the cost of a federation's year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "instruments.h"

#include "evaluate/evaluate.h"
#include "instrument/model.h"
#include "store/commit.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct test_store {
  char folder[64], path[96], keys[96];
  steg_arena *arena;
  steg_registry *registry;
  steg_store *store;
} test_store;

static void ok(int status, const steg_error *err) {
  if (status < 0)
    fail_msg("%s", err->text);
}

static int begin(void **state) {
  test_store *p = calloc(1, sizeof *p);
  steg_error err = {0};
  strcpy(p->folder, "/tmp/stegvis-evaluate-XXXXXX");
  assert_non_null(mkdtemp(p->folder));
  snprintf(p->path, sizeof p->path, "%s/stegvis.db", p->folder);
  snprintf(p->keys, sizeof p->keys, "%s/keys", p->folder);
  p->arena = steg_arena_new(0);
  p->registry = steg_registry_new();
  ok(steg_registry_add(p->registry, &card_instrument, STEG_DOOR_DEFINITION, "card.lua", &err), &err);
  ok(steg_registry_add(p->registry, &reg_instrument, STEG_DOOR_DEFINITION, "reg.lua", &err), &err);
  ok(steg_store_create(p->path, p->keys, &err), &err);
  ok(steg_store_open(p->path, STEG_STORE_WRITE, p->keys, &p->store, &err), &err);
  *state = p;
  return 0;
}

static int end(void **state) {
  test_store *p = *state;
  char command[128];
  steg_store_close(p->store);
  steg_registry_free(p->registry);
  steg_arena_free(p->arena);
  snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
  assert_int_equal(system(command), 0);
  free(p);
  return 0;
}

/* ---- a file's rows */

typedef struct test_sheet {
  test_store *place;
  steg_row_set set;
  steg_person_key *people;
  steg_attributes *attributes;
  size_t room;
} test_sheet;

static void sheet_begin(test_sheet *sheet, test_store *place, const char *instrument, size_t room) {
  static const steg_row_initiative initiatives[] = {{"alfa", "forbund"}};
  steg_arena *arena = place->arena;
  *sheet = (test_sheet){.place = place, .room = room};
  sheet->set.entry = steg_registry_find(place->registry, instrument);
  sheet->set.rows = steg_arena_array(arena, room, sizeof *sheet->set.rows);
  sheet->set.slots = steg_arena_array(arena, room * sheet->set.entry->layout->slot_count, sizeof *sheet->set.slots);
  sheet->people = steg_arena_array(arena, room, sizeof *sheet->people);
  sheet->attributes = steg_arena_array(arena, room, sizeof *sheet->attributes);
  sheet->set.people = sheet->people;
  sheet->set.attributes = sheet->attributes;
  sheet->set.initiatives = initiatives;
  sheet->set.initiative_count = 1;
}

/* person 0 is nobody. Attributes may be NULL. */
static int32_t *sheet_add(test_sheet *sheet, int person, steg_date date, int role, const steg_attributes *attributes) {
  size_t at = sheet->set.row_count++;
  assert_true(at < sheet->room);
  uint32_t slots = sheet->set.entry->layout->slot_count;
  sheet->set.rows[at] = (steg_row){.line = (uint32_t)at + 2,
                                   .person = STEG_ROW_NOBODY,
                                   .date = date,
                                   .role = (int16_t)role,
                                   .attributes = attributes ? (int32_t)sheet->set.attribute_count : -1};
  if (attributes)
    sheet->attributes[sheet->set.attribute_count++] = *attributes;
  if (person > 0) {
    sheet->set.rows[at].person = (int32_t)sheet->set.person_count;
    sheet->people[sheet->set.person_count++] =
        (steg_person_key){STEG_KEY_CODE, steg_arena_printf(sheet->place->arena, "P%05d", person)};
  }
  for (uint32_t s = 0; s < slots; s++)
    sheet->set.slots[at * slots + s] = STEG_SLOT_NONE;
  return sheet->set.slots + at * slots;
}

static uint32_t slot_of(const test_sheet *sheet, const char *item) {
  const steg_registry_entry *entry = sheet->set.entry;
  return entry->layout->first_slot[steg_model_item_index(entry->instrument, item)];
}

static void sheet_commit(test_sheet *sheet) {
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  steg_error err = {0};
  steg_hash_of(sheet->set.entry->instrument->id, 3, source.file_hash);
  ok(steg_commit_run(sheet->place->store, &sheet->set, &source, STEG_COMMIT_STORE, NULL, NULL, sheet->place->arena,
                     &result, &err),
     &err);
}

/* ---- asking */

static steg_request ask_for(const char *measure, const char *instrument, int year) {
  static const char *const alfa[] = {"alfa"};
  return (steg_request){.kind = STEG_REQUEST_MEASURE,
                        .measure = steg_measure_find(measure),
                        .instrument = instrument,
                        .cohort = {.initiatives = alfa,
                                   .initiative_count = 1,
                                   .period = {steg_date_make(year, 1, 1), steg_date_make(year, 12, 31)},
                                   .event = STEG_EVENT_ACTIVE,
                                   .counted = STEG_COUNTED_PARTICIPATIONS}};
}

static void evaluate(test_store *place, steg_request *requests, size_t count) {
  static const steg_age_band bands[] = {{"16-29", "16–29 år", 16, 29}, {"30-64", "30–64 år", 30, 64}};
  steg_document document = {.requests = requests, .request_count = count, .profile = STEG_PROFILE_WORKING};
  const steg_evaluate_context context = {.store = place->store,
                                         .registry = place->registry,
                                         .age_bands = bands,
                                         .age_band_count = 2,
                                         .pairing = steg_pairing_default,
                                         .as_of = steg_date_make(2024, 12, 31),
                                         .lang = STEG_LANG_SV,
                                         .register_instrument = "reg"};
  steg_error err = {0};
  ok(steg_evaluate_document(&document, &context, place->arena, &err), &err);
}

static int64_t count_of(const steg_request *request, const char *item, const char *key, const char *name) {
  const steg_figure *figure = steg_figure_named(steg_figure_line(request->result, item, NULL, key, NULL), name);
  assert_non_null(figure);
  return figure->count;
}

static steg_date on(int month, int day) {
  return steg_date_make(2024, month, day);
}

/* Three known people, one of them a mistake, two anonymous; one has cards but no register row. */
static void test_small_file(void **state) {
  test_store *place = *state;
  test_sheet reg, card;
  sheet_begin(&reg, place, "reg", 8);
  for (int person = 1; person <= 3; person++) {
    const steg_attributes said = {.start = on(2, 1),
                                  .end = person == 2 ? STEG_DATE_NONE : on(10, 1),
                                  .sex = person == 1 ? STEG_SEX_WOMAN : STEG_SEX_MAN,
                                  .birth_year = 1990};
    int32_t *slots = sheet_add(&reg, person, STEG_DATE_NONE, -1, &said);
    slots[slot_of(&reg, "exit_reason")] = person == 3 ? 3 : 1;
    slots[slot_of(&reg, "income_before") + 1] = 100;
    slots[slot_of(&reg, "income_after")] = 75;
    slots[slot_of(&reg, "income_after") + 3] = 25;
  }
  for (int i = 0; i < 2; i++) {
    const steg_attributes said = {.start = on(5, 1 + i), .end = STEG_DATE_NONE, .sex = STEG_SEX_WOMAN};
    sheet_add(&reg, 0, STEG_DATE_NONE, -1, &said);
  }
  sheet_commit(&reg);
  sheet_begin(&card, place, "card", 8);
  static const struct {
    int person, month, q1;
  } forms[] = {{1, 2, 2}, {1, 5, 1}, {1, 9, 4}, {2, 2, 3}, {3, 2, 1}, {3, 9, 5}, {4, 3, 2}, {4, 9, 2}};
  for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++)
    sheet_add(&card, forms[f].person, on(forms[f].month, 10), 0, NULL)[slot_of(&card, "q1")] = forms[f].q1;
  sheet_commit(&card);
  steg_request requests[] = {ask_for("count", NULL, 2024), ask_for("flow", "card", 2024),
                             ask_for("change", "card", 2024), ask_for("income", NULL, 2024),
                             ask_for("distribution", "card", 2024)};
  requests[0].by[0] = "sex";
  requests[0].by_count = 1;
  requests[4].occasion = "start";
  evaluate(place, requests, 5);
  assert_int_equal(count_of(&requests[0], NULL, NULL, "count"), 5);
  const char *const women[STEG_BY_MAX] = {"kvinna"};
  assert_int_equal(steg_figure_named(steg_figure_line(requests[0].result, NULL, NULL, NULL, women), "count")->count, 3);
  assert_int_equal(count_of(&requests[1], NULL, "could_not_follow", "count"), 2);
  assert_int_equal(count_of(&requests[1], NULL, "ended", "count"), 1);
  assert_int_equal(count_of(&requests[1], NULL, "measured_start", "count"), 3);
  assert_int_equal(count_of(&requests[1], NULL, "paired", "count"), 2);
  assert_int_equal(count_of(&requests[2], "q1", NULL, "better"), 1);
  assert_int_equal(count_of(&requests[2], "q1", NULL, "same"), 1); /* person 4, whose participation the cards opened */
  assert_int_equal(count_of(&requests[3], NULL, "sjukpenning", "before"), 1);
  assert_int_equal(count_of(&requests[3], NULL, "lon", "after"), 1);
  assert_int_equal(count_of(&requests[4], "q1", NULL, "n"), 3);
  assert_int_equal(requests[2].result->how.batch_count, 1);
  assert_string_equal(requests[2].result->how.exclusions[0].reason, "registered_by_mistake");
}

static uint32_t seed = 3;

static int draw(int below) {
  seed = seed * 1664525u + 1013904223u;
  return (int)((uint64_t)(seed >> 8) * (uint64_t)below >> 24);
}

/* 1 000 participations and 4 000 responses: a document of 20 requests, the cost printed. */
static void test_federation(void **state) {
  test_store *place = *state;
  test_sheet reg, card;
  sheet_begin(&reg, place, "reg", 1000);
  sheet_begin(&card, place, "card", 4000);
  for (int person = 1; person <= 1000; person++) {
    steg_date start = steg_date_make(2023, 6, 1) + draw(400);
    const steg_attributes said = {.start = start,
                                  .end = draw(3) ? start + 150 + draw(200) : STEG_DATE_NONE,
                                  .sex = (steg_sex)(1 + draw(4)),
                                  .birth_year = 1960 + draw(45)};
    int32_t *slots = sheet_add(&reg, person, STEG_DATE_NONE, -1, &said);
    slots[slot_of(&reg, "education")] = 1 + draw(2);
    slots[slot_of(&reg, "income_before") + (uint32_t)draw(4)] = 100;
    slots[slot_of(&reg, "income_after") + (uint32_t)draw(4)] = 100;
    for (int form = 0; form < 4; form++) {
      slots = sheet_add(&card, person, start + form * 80 + draw(20), 0, NULL);
      slots[slot_of(&card, "q1")] = 1 + draw(5);
      slots[slot_of(&card, "pain")] = draw(3);
      slots[slot_of(&card, "kind")] = 1 + draw(3);
    }
  }
  sheet_commit(&reg);
  sheet_commit(&card);
  static const char *const measures[] = {"count", "flow", "distribution", "change", "income"};
  static const char *const by[] = {"sex", "age_band", "reg.education", NULL};
  steg_request requests[20];
  for (size_t r = 0; r < 20; r++) {
    requests[r] = ask_for(measures[r % 5], r % 5 == 0 || r % 5 == 4 ? NULL : "card", 2024);
    requests[r].by[0] = by[r / 5];
    requests[r].by_count = by[r / 5] ? 1 : 0;
  }
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  evaluate(place, requests, 20);
  clock_gettime(CLOCK_MONOTONIC, &after);
  double ms = (double)(after.tv_sec - before.tv_sec) * 1e3 + (double)(after.tv_nsec - before.tv_nsec) / 1e6;
  print_message("20 requests over 1000 participations and 4000 responses: %d.%d ms\n", (int)ms, (int)(ms * 10) % 10);
  assert_int_equal(count_of(&requests[0], NULL, NULL, "count"), requests[0].result->registered.count);
  assert_true(count_of(&requests[3], "q1", NULL, "paired") > 400);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_small_file, begin, end),
      cmocka_unit_test_setup_teardown(test_federation, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
