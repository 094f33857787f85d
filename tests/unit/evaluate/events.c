/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events of members, of the initiative itself, and of those who are no members; every number counted by hand. */
#include "people.h"

static const steg_role event_roles[] = {
    {.id = "samtal", .label_sv = "Samtal", .label_en = "Talk", .subject = STEG_EVENT_OF_PERSON},
    {.id = "grupp", .label_sv = "Grupp", .label_en = "Group"},
    {.id = "kurs", .label_sv = "Kurs", .label_en = "Course", .subject = STEG_EVENT_OF_INITIATIVE},
    {.id = "kontakt", .label_sv = "Kontakt", .label_en = "Contact"},
};
static const steg_item event_items[] = {
    {ITEM("antal", STEG_ITEM_NUMBER, NULL, NULL, STEG_NEUTRAL), .low = 1, .high = 1000},
    {ITEM("timmar", STEG_ITEM_NUMBER, NULL, NULL, STEG_NEUTRAL), .low = 0, .high = 1000},
};
static const steg_column event_columns[] = {{.header = "Person", .target = STEG_COLUMN_PERSON},
                                            {.header = "Datum", .target = STEG_COLUMN_DATE},
                                            {.header = "Slag", .target = STEG_COLUMN_ROLE}};
static const steg_instrument event_instrument = {.head = STEG_HEAD,
                                                 .id = "dagbok",
                                                 .version = "3",
                                                 .title_sv = "Dagbok",
                                                 .owner = "o",
                                                 .licence = "l",
                                                 .source = "s",
                                                 .provenance = "p",
                                                 .kind = STEG_KIND_EVENT,
                                                 .roles = STEG_ROWS(event_roles),
                                                 .items = STEG_ROWS(event_items),
                                                 .columns = STEG_ROWS(event_columns)};

enum { TALK, GROUP, COURSE, CONTACT, OWN = -1 };

/* 0 woman; 1 man; 2 the woman again, ended before the year; 3 a man who left before the year; 4 registered by mistake; 5 anonymous. */
static const struct {
  int person; /* index, OWN = the initiative's */
  int kind;
  const char *date;
  double times, hours; /* 0 = empty */
} rows[] = {
    {0, TALK, "2024-01-01", 0, 1.5},                                       /* the first day counts */
    {0, TALK, "2024-12-31", 3, 0},                                         /* and the last */
    {0, TALK, "2023-12-31", 0, 1},      {0, TALK, "2025-01-01", 0, 1},     /* not the days beside it */
    {1, TALK, "2024-05-01", 0, 0.1},    {1, GROUP, "2024-05-01", 2, 0},    /**/
    {OWN, GROUP, "2024-05-02", 4, 2},   {OWN, COURSE, "2024-05-03", 0, 6}, /**/
    {OWN, CONTACT, "2024-06-01", 9, 0},                                    /**/
    {2, TALK, "2024-02-01", 2, 0},                                         /* of the woman's earlier participation */
    {3, TALK, "2024-03-01", 5, 0},                                         /* of someone who is no member */
    {4, TALK, "2024-03-01", 7, 0},      {5, TALK, "2024-03-01", 7, 0},     /* of nobody that counts */
};

static int begin(void **state) {
  world_begin(state);
  steg_error err = {0};
  if (steg_registry_add(the_world.registry, &event_instrument, STEG_DOOR_DEFINITION, "dagbok.lua", &err) < 0)
    fail_msg("%s", err.text);
  const steg_registry_entry *entry = steg_registry_find(the_world.registry, "dagbok");
  the_world.card = steg_registry_find(the_world.registry, "card"); /* the entries have moved */
  the_world.reg = steg_registry_find(the_world.registry, "reg");
  world_join(ALFA, 11, "2023-11-01", "", STEG_SEX_WOMAN, 1990);
  world_join(ALFA, 12, "2024-01-10", "2024-09-01", STEG_SEX_MAN, 1980);
  world_join(ALFA, 11, "2022-01-01", "2022-06-01", STEG_SEX_WOMAN, 1990);
  world_join(ALFA, 13, "2022-01-01", "2023-06-01", STEG_SEX_MAN, 1990);
  size_t mistaken = world_join(ALFA, 14, "2024-01-10", "", STEG_SEX_MAN, 1990);
  world_join(ALFA, 0, "2024-01-01", "", STEG_SEX_WOMAN, 0);
  world_set(world_respond(the_world.reg, mistaken, "2024-01-10", -1, 0), "exit_reason", 3);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    world_response *row =
        world_respond(entry, rows[i].person == OWN ? 0 : (size_t)rows[i].person, rows[i].date, rows[i].kind, 0);
    if (rows[i].person == OWN)
      row->participation = 0;
    row->batch = rows[i].kind == COURSE ? 9 : 8;
    if (rows[i].times > 0)
      row->numbers[world_slot(entry, "antal")] = rows[i].times;
    if (rows[i].hours > 0)
      row->numbers[world_slot(entry, "timmar")] = rows[i].hours;
  }
  return 0;
}

enum { NOT = -1 }; /* not applicable */

static void expect(const steg_result *result, const char *key, const char *group, int64_t count, int64_t own,
                   int64_t outside, int64_t reached, int64_t members) {
  static const char *const names[] = {"count", "own", "outside", "reached", "members"};
  const int64_t wanted[] = {count, own, outside, reached, members};
  const steg_line *line = world_line(result, NULL, key, group);
  for (size_t i = 0; i < 5; i++) {
    const steg_figure *figure = world_figure(line, names[i]);
    int64_t found = figure->kind == STEG_FIGURE_NOT_APPLICABLE ? NOT : figure->count;
    if (found != wanted[i])
      fail_msg("%s %s %s: %lld, expected %lld", key, group ? group : "all", names[i], (long long)found,
               (long long)wanted[i]);
    assert_int_equal(figure->sensitivity, STEG_NEUTRAL);
  }
}

static void test_kinds(void **state) {
  (void)state;
  steg_request request = world_request("events", NULL);
  request.by[0] = "sex";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  assert_string_equal(result->how.instrument, "dagbok");
  assert_int_equal(result->how.batch_count, 2);
  assert_int_equal(result->how.batches[0], 8);
  assert_int_equal(world_excluded(result, "anonymous_not_followed"), 1);
  assert_int_equal(result->measured.count, 2);
  expect(result, "samtal", NULL, 12, 0, 7, 2, 2); /* 1 + 3 + 1, and 2 + 5 outside */
  expect(result, "samtal", "kvinna", 4, NOT, NOT, 1, 1);
  expect(result, "samtal", "man", 1, NOT, NOT, 1, 1);
  expect(result, "grupp", NULL, 6, 4, 0, 1, 2);
  expect(result, "grupp", "kvinna", 0, NOT, NOT, 0, 1);
  expect(result, "kurs", NULL, 1, 1, 0, NOT, 2);
  expect(result, "kontakt", NULL, 9, 9, 0, NOT, 2); /* none of them is about a participant */
  expect(result, "kontakt", "man", NOT, NOT, NOT, NOT, NOT);
  const steg_figure *hours = world_figure(world_line(result, NULL, "samtal", NULL), "hours");
  assert_true(hours->value == 1.6);
  assert_int_equal(hours->base, 2);
  assert_int_equal(hours->missing, 10);
  assert_int_equal(world_figure(world_line(result, NULL, "kontakt", NULL), "hours")->kind, STEG_FIGURE_MISSING);
  assert_true(world_figure(world_line(result, NULL, "samtal", NULL), "share")->value == 1);
}

/* An event of the woman's earlier participation is hers when persons are counted. */
static void test_persons(void **state) {
  (void)state;
  steg_request request = world_request("events", "dagbok");
  request.cohort.counted = STEG_COUNTED_PERSONS;
  request.role = "samtal";
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 1);
  expect(result, "samtal", NULL, 12, 0, 5, 2, 2);
}

/* A cohort of certain people has no events but theirs; the cutoff holds. */
static void test_some(void **state) {
  (void)state;
  static const char *const men[] = {"man"};
  const steg_filter filter = {.dimension = "sex", .values = men, .value_count = 1};
  steg_request filtered = world_request("events", NULL), started = filtered, cut = filtered;
  filtered.cohort.filters = &filter;
  filtered.cohort.filter_count = 1;
  const steg_result *result = world_ask(&filtered);
  expect(result, "samtal", NULL, 1, NOT, NOT, 1, 1);
  expect(result, "grupp", NULL, 2, NOT, NOT, 1, 1);
  expect(result, "kurs", NULL, 0, NOT, NOT, NOT, 1);
  started.cohort.event = STEG_EVENT_STARTED;
  expect(world_ask(&started), "samtal", NULL, 1, NOT, NOT, 1, 1);
  the_world.context.as_of = day("2024-02-01");
  expect(world_ask(&cut), "samtal", NULL, 3, 0, 2, 1, 2);
  expect(world_ask(&cut), "grupp", NULL, 0, 0, 0, 0, 2); /* what has not happened could have happened to them */
}

static void test_faults(void **state) {
  (void)state;
  static const struct {
    const char *instrument, *role, *says;
  } faults[] = {{"card", NULL, "card is no instrument of events: the measure events can't count it"},
                {"dagbok", "fika", "dagbok has no role \"fika\""},
                {"ingen", NULL, "there is no instrument \"ingen\""}};
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    steg_request request = world_request("events", faults[i].instrument);
    request.role = faults[i].role;
    steg_document document = {.requests = &request, .request_count = 1, .profile = STEG_PROFILE_WORKING};
    steg_error err = {0};
    assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
    assert_non_null(strstr(err.text, faults[i].says));
  }
}

static void test_no_instrument(void **state) {
  (void)state;
  steg_request request = world_request("events", NULL);
  steg_document document = {.requests = &request, .request_count = 1, .profile = STEG_PROFILE_WORKING};
  steg_error err = {0};
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
  assert_non_null(strstr(err.text, "the project has no instrument of events"));
}

/* ---- participation-weeks */

static const steg_role week_roles[] = {
    {.id = "coachsamtal", .label_sv = "Coachsamtal", .subject = STEG_EVENT_OF_PERSON},
    {.id = "gruppaktivitet", .label_sv = "Grupp"},
};

/* In from Tuesday 2 January to Sunday 28 January 2024: the whole weeks begin on the 8th, the 15th and the 22nd. */
static void test_weeks(void **state) {
  (void)state;
  static const struct {
    int kind;
    const char *date;
  } events[] = {
      {0, "2024-01-03"}, {1, "2024-01-04"},                    /* in the week that is cut off: none */
      {0, "2024-01-08"}, {1, "2024-01-14"}, {0, "2024-01-14"}, /* Monday and Sunday: once */
      {0, "2024-01-15"}, {0, "2024-01-16"}, {1, "2024-01-22"}, /* never both in one week */
      {0, "2024-01-29"}, {1, "2024-01-29"},                    /* after the end */
  };
  static steg_instrument instrument;
  instrument = event_instrument;
  instrument.id = "veckor";
  instrument.roles.rows = week_roles;
  instrument.roles.count = 2;
  steg_error err = {0};
  if (steg_registry_add(the_world.registry, &instrument, STEG_DOOR_DEFINITION, "veckor.lua", &err) < 0)
    fail_msg("%s", err.text);
  const steg_registry_entry *entry = steg_registry_find(the_world.registry, "veckor");
  the_world.reg = steg_registry_find(the_world.registry, "reg");
  size_t woman = world_join(ALFA, 1, "2024-01-02", "2024-01-28", STEG_SEX_WOMAN, 1990);
  world_join(ALFA, 2, "2024-01-20", "", STEG_SEX_MAN, 1990); /* two whole weeks up to the cutoff, nothing in them */
  world_join(ALFA, 3, "2024-01-02", "2024-01-06", STEG_SEX_MAN, 1990); /* no whole week at all */
  for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
    world_respond(entry, woman, events[i].date, events[i].kind, 0);
  the_world.context.as_of = day("2024-02-04");
  steg_request request = world_request("events", "veckor");
  request.by[0] = "sex";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  const steg_figure *weeks =
      world_figure(world_line(result, NULL, "coachsamtal_och_gruppaktivitet", NULL), "weeks_share");
  assert_int_equal(weeks->count, 1);
  assert_int_equal(weeks->base, 5);
  assert_int_equal(weeks->base_persons, 2);
  assert_true(isnan(weeks->low));
  assert_int_equal(world_figure(world_line(result, NULL, "coachsamtal_och_gruppaktivitet", "man"), "weeks")->base, 2);
  request.role = "coachsamtal";
  assert_int_equal(world_ask(&request)->line_count, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_kinds, begin, world_end),
      cmocka_unit_test_setup_teardown(test_persons, begin, world_end),
      cmocka_unit_test_setup_teardown(test_some, begin, world_end),
      cmocka_unit_test_setup_teardown(test_faults, begin, world_end),
      cmocka_unit_test_setup_teardown(test_weeks, world_begin, world_end),
      cmocka_unit_test_setup_teardown(test_no_instrument, world_begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
