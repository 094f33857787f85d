/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is counted: events, periods, the cutoff, anonymous people, mistakes, persons and participations, filters. */
#include "people.h"

#define NONE ""

typedef struct joined {
  int initiative, person;
  const char *start, *end;
  steg_sex sex;
  int birth_year;
} joined;

/* Participation number = place in the list. */
static const joined people[] = {
    {ALFA, 1, "2023-03-01", "2023-12-31", STEG_SEX_WOMAN, 1990}, /* ended the day before 2024 */
    {ALFA, 2, "2023-03-01", "2024-01-01", STEG_SEX_WOMAN, 1991}, /* ended on its first day */
    {ALFA, 3, "2023-06-01", NONE, STEG_SEX_MAN, 2000},           /* still in */
    {ALFA, 4, "2024-01-01", "2024-06-30", STEG_SEX_MAN, 1980},
    {ALFA, 4, "2024-09-01", NONE, STEG_SEX_MAN, 1980}, /* the same person again */
    {ALFA, 5, "2024-12-31", "2025-05-01", STEG_SEX_OTHER, 1970},
    {ALFA, 6, "2025-01-01", NONE, STEG_SEX_WOMAN, 1999}, /* starts the day after */
    {ALFA, 7, NONE, NONE, STEG_SEX_WOMAN, 1999},         /* nobody knows when */
    {ALFA, 8, "2024-05-01", NONE, STEG_SEX_WOMAN, 1999}, /* a mistake */
    {ALFA, 0, "2024-01-01", NONE, STEG_SEX_WOMAN, 0},    /* anonymous */
    {ALFA, 0, "2024-01-01", NONE, STEG_SEX_WOMAN, 0},
    {ALFA, 0, "2023-01-01", NONE, STEG_SEX_MAN, 0},
    {BETA, 3, "2024-02-01", "2024-08-01", STEG_SEX_MAN, 2000}, /* person 3 in another initiative */
    {BETA, 9, "2024-02-01", NONE, 0, 0},
};

static int begin(void **state) {
  world_begin(state);
  for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
    const joined *one = &people[i];
    size_t at = world_join(one->initiative, one->person, one->start, one->end, one->sex, one->birth_year);
    world_response *row = one->person ? world_respond(the_world.reg, at, NONE, -1, 0) : NULL;
    if (row) {
      world_set(row, "exit_reason", one->person == 8 ? 3 : 1);
      world_set(row, "education", one->person % 2 ? 1 : 2);
    }
  }
  return 0;
}

static void test_events(void **state) {
  (void)state;
  static const struct {
    const char *first, *last;
    steg_event event;
    steg_counted counted;
    const char *as_of;
    int initiatives;
    int64_t expected, persons, mistaken, without_start, anonymous_left_out;
  } rows[] = {
      {"2024-01-01", "2024-12-31", STEG_EVENT_ACTIVE, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 7, 6, 1, 1, 0},
      {"2024-01-01", "2024-12-31", STEG_EVENT_ACTIVE, STEG_COUNTED_PERSONS, NONE, 1, 6, 6, 1, 1, 0},
      {"2024-01-01", "2024-12-31", STEG_EVENT_STARTED, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 5, 4, 1, 1, 0},
      {"2024-01-01", "2024-12-31", STEG_EVENT_ENDED, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 2, 2, 0, 0, 2},
      {"2023-01-01", "2023-12-31", STEG_EVENT_ENDED, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 1, 1, 0, 0, 1},
      /* part of a year, and more than one: the anonymous can't be placed, or would be added over years */
      {"2024-01-01", "2024-06-30", STEG_EVENT_ACTIVE, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 3, 3, 1, 1, 2},
      {"2023-01-01", "2024-12-31", STEG_EVENT_ACTIVE, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 6, 5, 1, 1, 3},
      {NONE, NONE, STEG_EVENT_ACTIVE, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 7, 6, 1, 1, 3},
      /* a school year holds no whole calendar year */
      {"2023-08-01", "2024-07-31", STEG_EVENT_STARTED, STEG_COUNTED_PARTICIPATIONS, NONE, 1, 1, 1, 1, 1, 3},
      /* the cutoff: what starts after it has not started, what ends after it has not ended */
      {"2024-01-01", "2024-12-31", STEG_EVENT_STARTED, STEG_COUNTED_PARTICIPATIONS, "2024-08-31", 1, 3, 3, 1, 1, 0},
      {"2024-01-01", "2024-12-31", STEG_EVENT_ENDED, STEG_COUNTED_PARTICIPATIONS, "2024-06-29", 1, 1, 1, 0, 0, 2},
      /* two initiatives: person 3 is in both */
      {"2024-01-01", "2024-12-31", STEG_EVENT_ACTIVE, STEG_COUNTED_PARTICIPATIONS, NONE, 2, 9, 7, 1, 1, 0},
      {"2024-01-01", "2024-12-31", STEG_EVENT_ACTIVE, STEG_COUNTED_PERSONS, NONE, 2, 7, 7, 1, 1, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_request request = world_request("count", NULL);
    request.cohort.period = (steg_period){day(rows[i].first), day(rows[i].last)};
    request.cohort.event = rows[i].event;
    request.cohort.counted = rows[i].counted;
    request.cohort.initiatives = both_initiatives;
    request.cohort.initiative_count = (size_t)rows[i].initiatives;
    the_world.context.as_of = day(rows[i].as_of);
    const steg_result *result = world_ask(&request);
    const steg_figure *count = world_figure(world_line(result, NULL, NULL, NULL), "count");
    const int64_t found[] = {count->count, count->persons, world_excluded(result, "registered_by_mistake"),
                             world_excluded(result, "no_start_date"), world_excluded(result, "anonymous_period")};
    const int64_t expected[] = {rows[i].expected, rows[i].persons, rows[i].mistaken, rows[i].without_start,
                                rows[i].anonymous_left_out};
    for (size_t f = 0; f < 5; f++)
      if (found[f] != expected[f])
        fail_msg("row %zu, number %zu: found %lld, expected %lld", i, f, (long long)found[f], (long long)expected[f]);
    assert_int_equal(result->registered.count, count->count);
  }
}

static void test_filters(void **state) {
  (void)state;
  static const struct {
    const char *dimension, *values[2];
    size_t value_count;
    int64_t expected;
    steg_sensitivity sensitivity;
  } rows[] = {
      {"sex", {"kvinna"}, 1, 3, STEG_NEUTRAL}, /* person 2, and two anonymous */
      {"sex", {"kvinna", "annat"}, 2, 4, STEG_NEUTRAL},
      {"sex", {"okant"}, 1, 0, STEG_NEUTRAL},
      {"age_band", {"18-29"}, 1, 1, STEG_NEUTRAL}, /* person 3: 23 in 2023 */
      {"age_band", {"30-64"}, 1, 4, STEG_NEUTRAL},
      {"age_band", {"okand"}, 1, 2, STEG_NEUTRAL}, /* the anonymous */
      {"reg.education", {"gymnasium"}, 1, 3, STEG_NEUTRAL},
      {"reg.education", {"saknas"}, 1, 2, STEG_NEUTRAL},
      {"reg.exit_reason", {"arbete"}, 1, 5, STEG_SENSITIVE},
      {"initiative", {"alfa"}, 1, 7, STEG_NEUTRAL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_request request = world_request("count", NULL);
    const steg_filter filter = {rows[i].dimension, rows[i].values, rows[i].value_count};
    request.cohort.filters = &filter;
    request.cohort.filter_count = 1;
    const steg_figure *count = world_figure(world_line(world_ask(&request), NULL, NULL, NULL), "count");
    if (count->count != rows[i].expected || count->sensitivity != rows[i].sensitivity)
      fail_msg("row %zu: found %lld", i, (long long)count->count);
  }
}

/* The participation that stands for a person is the one that started last: person 4's second. */
static void test_persons_by_latest(void **state) {
  (void)state;
  steg_request request = world_request("flow", NULL);
  request.cohort.counted = STEG_COUNTED_PERSONS;
  const steg_result *result = world_ask(&request);
  assert_int_equal(world_count(world_line(result, NULL, "ended", NULL), "count"), 2); /* persons 2 and 5 */
  assert_int_equal(world_count(world_line(result, NULL, "still_in", NULL), "count"), 2);
}

static void test_unknown_names(void **state) {
  (void)state;
  steg_request request = world_request("count", NULL);
  steg_document document = {.requests = &request, .request_count = 1, .script = "rapport.lua"};
  steg_error err = {0};
  request.by[0] = "shoe_size";
  request.by_count = 1;
  request.line = 12;
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
  assert_non_null(strstr(err.text, "shoe_size"));
  assert_non_null(strstr(err.text, "rapport.lua:12"));
  request.by[0] = "reg.income_before"; /* several at once: no groups */
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
  assert_null(request.result);
}

/* An initiative that nothing is stored of: noughts, no error. */
static void test_nothing_stored(void **state) {
  (void)state;
  static const char *const gamma[] = {"gamma"};
  steg_request requests[3] = {world_request("count", NULL), world_request("change", "card"),
                              world_request("income", NULL)};
  for (size_t r = 0; r < 3; r++)
    requests[r].cohort.initiatives = gamma;
  world_evaluate(requests, 3, STEG_PROFILE_WORKING);
  assert_int_equal(requests[0].result->registered.count, 0);
  assert_int_equal(world_figure(world_line(requests[1].result, "q1", NULL, NULL), "better")->kind, STEG_FIGURE_MISSING);
  assert_int_equal(world_figure(world_line(requests[2].result, NULL, "lon", NULL), "before_share")->kind,
                   STEG_FIGURE_MISSING);
}

/* A document's cohorts are kept; those that differ in one thing are not mixed up. */
static void test_cohorts_apart(void **state) {
  (void)state;
  static const char *const women[] = {"kvinna"}, *const men[] = {"man"};
  const steg_filter filters[] = {{"sex", women, 1}, {"sex", men, 1}, {"age_band", women, 1}};
  static const int64_t expected[] = {7, 6, 5, 4, 3, 3, 0, 9, 6, 7};
  steg_request requests[10];
  for (size_t r = 0; r < 10; r++)
    requests[r] = world_request("count", NULL);
  requests[1].cohort.counted = STEG_COUNTED_PERSONS;
  requests[2].cohort.event = STEG_EVENT_STARTED;
  requests[3].cohort.period = year(2025);
  requests[8].cohort.period = (steg_period){day("2023-01-01"), day("2024-12-31")};
  for (size_t f = 0; f < 3; f++) {
    requests[4 + f].cohort.filters = &filters[f];
    requests[4 + f].cohort.filter_count = 1;
  }
  requests[7].cohort.initiatives = both_initiatives;
  requests[7].cohort.initiative_count = 2;
  world_evaluate(requests, 10, STEG_PROFILE_WORKING);
  for (size_t r = 0; r < 10; r++)
    assert_int_equal(requests[r].result->registered.count, expected[r]);
}

static void test_read_once(void **state) {
  (void)state;
  steg_request requests[4] = {world_request("count", NULL), world_request("flow", "card"),
                              world_request("change", "card"), world_request("income", NULL)};
  world_evaluate(requests, 4, STEG_PROFILE_WORKING);
  assert_int_equal(the_world.loads, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_events, begin, world_end),
      cmocka_unit_test_setup_teardown(test_filters, begin, world_end),
      cmocka_unit_test_setup_teardown(test_persons_by_latest, begin, world_end),
      cmocka_unit_test_setup_teardown(test_unknown_names, begin, world_end),
      cmocka_unit_test_setup_teardown(test_nothing_stored, begin, world_end),
      cmocka_unit_test_setup_teardown(test_cohorts_apart, begin, world_end),
      cmocka_unit_test_setup_teardown(test_read_once, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
