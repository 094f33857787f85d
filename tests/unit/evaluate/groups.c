/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakdowns: values in their order used or not, groups crossed, open values, small groups merged. */
#include "people.h"

static int begin(void **state) {
  world_begin(state);
  static const struct {
    int person;
    steg_sex sex;
    int birth_year, municipality;
    const char *team, *referrer;
  } rows[] = {
      {1, STEG_SEX_MAN, 2000, 643, "Syd", "Vården"},   {2, STEG_SEX_MAN, 1980, 305, "syd", "Arbetsförmedlingen"},
      {3, STEG_SEX_MAN, 1950, 643, "Öst", "Åsa AB"},   {4, STEG_SEX_WOMAN, 1990, 643, "Väst", "Arbetsförmedlingen"},
      {5, STEG_SEX_WOMAN, 0, 643, NULL, "Ärlan"},      {6, 0, 2001, 0, "Syd", "Arbetsförmedlingen"},
      {7, STEG_SEX_WOMAN, 1990, 643, "Syd", "Vården"}, {8, STEG_SEX_MAN, 1971, 643, "Syd", "Vården"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t at = world_join(ALFA, rows[i].person, "2024-02-01", "", rows[i].sex, rows[i].birth_year);
    steg_attributes *attributes = &the_world.people[at].attributes;
    attributes->municipality = rows[i].municipality;
    attributes->team = rows[i].team;
    attributes->referrer = rows[i].referrer;
    attributes->area = i == 0 ? STEG_AREA_RURAL : STEG_AREA_URBAN;
  }
  return 0;
}

/* The values of a breakdown and their counts as "id=count id=count". */
static const char *told(const char *dimension, steg_profile profile) {
  static char text[400];
  steg_request request = world_request("count", NULL);
  request.by[0] = dimension;
  request.by_count = 1;
  world_evaluate(&request, 1, profile);
  const steg_result *result = request.result;
  assert_int_equal(result->by_count, 1);
  assert_int_equal(result->line_count, result->by[0].value_count + 1);
  assert_int_equal(result->lines[0].group[0], STEG_GROUP_ALL);
  int64_t sum = 0;
  text[0] = '\0';
  for (size_t v = 0; v < result->by[0].value_count; v++) {
    assert_int_equal(result->lines[v + 1].group[0], v);
    int64_t count = world_count(&result->lines[v + 1], "count");
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s=%lld", v ? " " : "", result->by[0].value_ids[v],
             (long long)count);
    sum += count;
  }
  assert_int_equal(sum, world_count(&result->lines[0], "count"));
  return text;
}

static void test_values(void **state) {
  (void)state;
  static const struct {
    const char *dimension;
    steg_profile profile;
    const char *expected;
  } rows[] = {
      {"sex", STEG_PROFILE_WORKING, "kvinna=3 man=4 annat=0 okant=1"},
      /* 2024 - 1950 = 74 is outside every band */
      {"age_band", STEG_PROFILE_WORKING, "18-29=2 30-64=4 okand=2"},
      {"area", STEG_PROFILE_WORKING, "tatort=7 landsbygd=1"},
      {"initiative", STEG_PROFILE_WORKING, "alfa=8"},
      {"municipality", STEG_PROFILE_WORKING, "0643=6 0305=1 saknas=1"},
      /* declared first, used or not; then found, in Swedish order; "syd" is Syd */
      {"team", STEG_PROFILE_WORKING, "Nord=0 Syd=5 Väst=1 Öst=1 saknas=1"},
      {"referrer", STEG_PROFILE_WORKING, "Arbetsförmedlingen=3 Vården=3 Åsa AB=1 Ärlan=1"},
      /* under k the found ones lose their names; the declared and the known closed ones stay */
      {"team", STEG_PROFILE_BOARD, "Nord=0 Syd=5 ovriga=2 saknas=1"},
      {"referrer", STEG_PROFILE_BOARD, "Arbetsförmedlingen=3 Vården=3 ovriga=2"},
      {"referrer", STEG_PROFILE_PUBLIC, "ovriga=8"},
      {"municipality", STEG_PROFILE_PUBLIC, "0643=6 ovriga=1 saknas=1"},
      {"sex", STEG_PROFILE_PUBLIC, "kvinna=3 man=4 annat=0 okant=1"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(told(rows[i].dimension, rows[i].profile), rows[i].expected);
}

/* Both ends of a band belong to it; age is the start's year less the birth's. */
static void test_age_bounds(void **state) {
  (void)state;
  static const struct {
    int age;
    const char *band;
  } rows[] = {{17, "okand"}, {18, "18-29"}, {29, "18-29"}, {30, "30-64"}, {64, "30-64"}, {65, "okand"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    the_world.person_count = 0;
    world_join(ALFA, 1, "2024-12-31", "", STEG_SEX_MAN, 2024 - rows[i].age);
    steg_request request = world_request("count", NULL);
    request.by[0] = "age_band";
    request.by_count = 1;
    assert_int_equal(world_count(world_line(world_ask(&request), NULL, NULL, rows[i].band), "count"), 1);
  }
}

static void test_labels(void **state) {
  (void)state;
  steg_request request = world_request("count", NULL);
  request.by[0] = "sex";
  request.by[1] = "age_band";
  request.by_count = 2;
  const steg_result *result = world_ask(&request);
  assert_string_equal(result->by[0].label, "Kön");
  assert_string_equal(result->by[0].value_labels[0], "Kvinnor");
  assert_string_equal(result->by[1].value_labels[1], "30–64 år");
}

/* Everybody, then the margins, then the cells: the last breakdown runs fastest. */
static void test_crossed(void **state) {
  (void)state;
  steg_request request = world_request("count", NULL);
  request.by[0] = "sex";
  request.by[1] = "area";
  request.by[2] = "age_band";
  request.by_count = 3;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 5 * 3 * 4);
  for (size_t i = 0; i < result->line_count; i++) {
    const int32_t *group = result->lines[i].group;
    assert_int_equal(i, (size_t)(((group[0] + 1) * 3 + group[1] + 1) * 4 + group[2] + 1));
  }
  const char *const cell[STEG_BY_MAX] = {"man", "tatort", "30-64"};
  assert_int_equal(world_count(steg_figure_line(result, NULL, NULL, NULL, cell), "count"), 2);
  const char *const margin[STEG_BY_MAX] = {"man", NULL, "18-29"};
  const steg_line *line = steg_figure_line(result, NULL, NULL, NULL, margin);
  assert_int_equal(world_count(line, "count"), 1);
  assert_int_equal(world_figure(line, "count")->base, 8);
  assert_true(world_figure(line, "share")->value == 1.0 / 8);
}

/* A breakdown by a sensitive item makes the size of its groups sensitive, but not the size of the whole. */
static void test_sensitive_breakdown(void **state) {
  (void)state;
  for (size_t p = 0; p < the_world.person_count; p++)
    world_set(world_respond(the_world.card, p, "2024-02-10", 0, 0), "pain", (int32_t)(p % 3));
  for (size_t p = 0; p < 3; p++) /* later answers are not what people are split by */
    world_set(world_respond(the_world.card, p, "2024-10-10", 0, 0), "pain", 1);
  steg_request request = world_request("count", NULL);
  request.by[0] = "card.pain";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->by[0].sensitivity, STEG_SENSITIVE);
  assert_int_equal(world_figure(&result->lines[0], "count")->sensitivity, STEG_NEUTRAL);
  assert_int_equal(world_figure(&result->lines[1], "count")->sensitivity, STEG_SENSITIVE);
  assert_int_equal(world_count(world_line(result, NULL, NULL, "viss"), "count"), 3);
}

static void test_too_many(void **state) {
  (void)state;
  static char names[60][16];
  for (int i = 0; i < 60; i++) {
    snprintf(names[i], sizeof names[i], "r%d", i);
    size_t at = world_join(ALFA, 100 + i, "2024-03-01", "", STEG_SEX_MAN, 1980);
    the_world.people[at].attributes.referrer = names[i];
    the_world.people[at].attributes.team = names[i];
    the_world.people[at].attributes.priority = names[i];
  }
  steg_request request = world_request("count", NULL);
  request.by[0] = "referrer";
  request.by[1] = "team";
  request.by[2] = "priority";
  request.by_count = 3;
  steg_document document = {.requests = &request, .request_count = 1};
  steg_error err = {0};
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_values, begin, world_end),
      cmocka_unit_test_setup_teardown(test_age_bounds, begin, world_end),
      cmocka_unit_test_setup_teardown(test_labels, begin, world_end),
      cmocka_unit_test_setup_teardown(test_crossed, begin, world_end),
      cmocka_unit_test_setup_teardown(test_sensitive_breakdown, begin, world_end),
      cmocka_unit_test_setup_teardown(test_too_many, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
