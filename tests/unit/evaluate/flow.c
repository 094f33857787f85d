/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of the flow, and figures computed from other figures. */
#include "people.h"

static int begin(void **state) {
  world_begin(state);
  static const struct {
    const char *end, *first, *last;
    int role;
  } rows[] = {
      {"2024-09-01", "2024-01-15", "2024-08-20", 0}, {"2024-09-01", "2024-01-15", "", 0},
      {"2024-09-01", "", "2024-08-20", 0},           {"", "2024-01-15", "2024-02-15", 0}, /* too close */
      {"", "2024-01-15", "2024-12-01", 1},           {"", "", "", 0}, /* the coach's pair counts too */
  };
  for (int i = 0; i < 6; i++) {
    size_t at = world_join(ALFA, i + 1, "2024-01-10", rows[i].end, i < 4 ? STEG_SEX_WOMAN : STEG_SEX_MAN, 1990);
    if (*rows[i].first)
      world_respond(the_world.card, at, rows[i].first, rows[i].role, 0);
    if (*rows[i].last)
      world_respond(the_world.card, at, rows[i].last, rows[i].role, 0);
  }
  for (int i = 0; i < 2; i++)
    world_join(ALFA, 0, "2024-01-01", "", STEG_SEX_WOMAN, 0);
  return 0;
}

static void test_steps(void **state) {
  (void)state;
  static const struct {
    const char *key;
    int64_t count, of, women;
  } rows[] = {{"registered", 8, -1, 6},    {"could_not_follow", 2, 8, 2}, {"started", 6, 8, 4},
              {"ended", 3, 6, 3},          {"still_in", 3, 6, 1},         {"measured_start", 4, 6, 3},
              {"measured_end", 4, 6, 3},   {"paired", 2, 6, 1},           {"waived", 0, 6, 0},
              {"out_of_window", 0, 6, 0},  {"start_waived", 0, 6, 0},     {"start_expected", 6, 6, 4},
              {"start_answered", 4, 6, 3}, {"start_missing", 2, 6, 1},    {"end_waived", 0, 3, 0},
              {"end_expected", 3, 3, 3},   {"end_answered", 2, 3, 2},     {"end_missing", 1, 3, 1}};
  steg_request request = world_request("flow", "card");
  request.by[0] = "sex";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 5 * 18);
  for (size_t i = 0; i < 18; i++) {
    const steg_line *line = &result->lines[i];
    assert_string_equal(line->key, rows[i].key);
    const steg_figure *count = world_figure(line, "count");
    if (count->count != rows[i].count || count->base != rows[i].of)
      fail_msg("%s: found %lld of %lld", line->key, (long long)count->count, (long long)count->base);
    assert_int_equal(count->sensitivity, STEG_NEUTRAL);
    assert_int_equal(world_count(world_line(result, NULL, line->key, "kvinna"), "count"), rows[i].women);
    if (rows[i].of > 0)
      assert_true(world_figure(line, "share")->value == (double)rows[i].count / (double)rows[i].of);
    else
      assert_null(steg_figure_named(line, "share"));
  }
  assert_int_equal(result->paired.count, 2);
}

/* ---- waivers, and answers outside the time of the participation */

static const steg_level waiver_levels[] = {
    {.value = 1, .code = "start", .label_sv = "Start", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "slut", .label_sv = "Slut", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "alla", .label_sv = "Alla", .kind = STEG_LEVEL_STEP},
};
static const steg_scale waiver_scales[] = {
    {.id = "occasions", .levels = STEG_ROWS(waiver_levels), .better = STEG_BETTER_NONE}};
static const steg_role waiver_roles[] = {
    {.id = "card", .label_sv = "Kort"}, {.id = "reg", .label_sv = "Register"}, {.id = "alla", .label_sv = "Alla"}};
static const steg_item waiver_items[] = {{.id = "occasion",
                                          .text_sv = "Tillfälle",
                                          .type = STEG_ITEM_CHOICE,
                                          .scale = "occasions",
                                          .sensitivity = STEG_NEUTRAL}};
static const steg_column waiver_columns[] = {{.header = "Deltagare", .target = STEG_COLUMN_PERSON, .required = 1},
                                             {.header = "Datum", .target = STEG_COLUMN_DATE},
                                             {.header = "Instrument", .target = STEG_COLUMN_ROLE},
                                             {.header = "Tillfälle", .target = STEG_COLUMN_ITEM, .item = "occasion"}};
static const steg_instrument waiver_instrument = {.head = STEG_HEAD,
                                                  .id = "undantag",
                                                  .version = "1",
                                                  .title_sv = "Undantag",
                                                  .owner = "o",
                                                  .licence = "l",
                                                  .source = "s",
                                                  .provenance = "p",
                                                  .kind = STEG_KIND_REPEATED,
                                                  .scales = STEG_ROWS(waiver_scales),
                                                  .roles = STEG_ROWS(waiver_roles),
                                                  .items = STEG_ROWS(waiver_items),
                                                  .columns = STEG_ROWS(waiver_columns)};

enum { OF_CARD, OF_REG, OF_ALL };

static int begin_with_waivers(void **state) {
  begin(state);
  steg_error err = {0};
  if (steg_registry_add(the_world.registry, &waiver_instrument, STEG_DOOR_DEFINITION, "undantag.lua", &err) < 0)
    fail_msg("%s", err.text);
  const steg_registry_entry *entry = steg_registry_find(the_world.registry, "undantag");
  static const struct {
    size_t person; /* index; 2 has no start, 1 no end, 5 nothing, 0 is complete */
    int role, occasion;
    const char *date;
  } rows[] = {
      {0, OF_CARD, 3, "2024-02-01"}, /* whoever has answered has answered */
      {1, OF_CARD, 2, "2024-02-01"}, {2, OF_ALL, 1, "2024-02-01"},
      {3, OF_REG, 3, "2024-02-01"},  /* another instrument's */
      {5, OF_CARD, 2, "2024-02-01"}, /* of the end, and nobody has ended; the start is missing all the same */
      {5, OF_CARD, 1, "2025-02-01"}, /* after the cutoff */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    world_set(world_respond(entry, rows[i].person, rows[i].date, rows[i].role, 0), "occasion", rows[i].occasion);
  the_world.context.as_of = day("2024-12-31");
  return 0;
}

static void expect_steps(const steg_result *result, const char *const *keys, const int64_t *counts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int64_t found = world_count(world_line(result, NULL, keys[i], NULL), "count");
    if (found != counts[i])
      fail_msg("%s: found %lld, expected %lld", keys[i], (long long)found, (long long)counts[i]);
  }
}

static void test_waivers(void **state) {
  (void)state;
  static const char *const keys[] = {"waived",     "start_waived", "start_expected", "start_answered", "start_missing",
                                     "end_waived", "end_expected", "end_answered",   "end_missing"};
  static const int64_t counts[] = {2, 1, 5, 4, 1, 1, 2, 2, 0};
  steg_request request = world_request("flow", "card");
  const steg_result *result = world_ask(&request);
  expect_steps(result, keys, counts, sizeof counts / sizeof counts[0]);
  const steg_figure *rate = world_figure(world_line(result, NULL, "start_answered", NULL), "share");
  assert_int_equal(rate->base, 5);
  /* without the cutoff the last waiver counts too */
  the_world.context.as_of = STEG_DATE_NONE;
  assert_int_equal(world_count(world_line(world_ask(&request), NULL, "start_waived", NULL), "count"), 2);
}

static void test_out_of_window(void **state) {
  (void)state;
  steg_request request = world_request("flow", "card");
  static const char *const key[] = {"out_of_window"};
  world_respond(the_world.card, 0, "2024-10-01", 0, 0); /* thirty days after the end: inside */
  expect_steps(world_ask(&request), key, (const int64_t[]){0}, 1);
  world_respond(the_world.card, 0, "2024-10-02", 0, 0);
  world_respond(the_world.card, 0, "2024-11-02", 0, 0); /* participations are counted, not answers */
  world_respond(the_world.card, 1, "2023-12-10", 0, 0); /* 31 days before the start */
  world_respond(the_world.card, 2, "2025-09-01", 0, STEG_OCCASION_FOLLOW_UP);
  expect_steps(world_ask(&request), key, (const int64_t[]){2}, 1);
  /* What lies far outside has been given a participation of its own; somebody known from answers alone is another thing. */
  size_t own = world_join(ALFA, 6, "2024-12-01", "2024-12-01", STEG_SEX_MAN, 1990);
  size_t alone = world_join(ALFA, 9, "2024-12-01", "2024-12-01", STEG_SEX_MAN, 1990);
  the_world.people[own].derived = the_world.people[alone].derived = true;
  world_respond(the_world.card, own, "2024-12-01", 0, 0);
  world_respond(the_world.card, alone, "2024-12-01", 0, 0);
  expect_steps(world_ask(&request), key, (const int64_t[]){3}, 1);
}

static void test_role(void **state) {
  (void)state;
  steg_request request = world_request("flow", "card");
  request.role = "deltagare";
  const steg_result *result = world_ask(&request);
  assert_int_equal(world_count(world_line(result, NULL, "paired", NULL), "count"), 1);
  assert_int_equal(world_count(world_line(result, NULL, "measured_start", NULL), "count"), 3);
}

static void test_without_instrument(void **state) {
  (void)state;
  steg_request request = world_request("flow", NULL);
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 5);
  assert_int_equal(result->paired.kind, STEG_FIGURE_NOT_APPLICABLE);
  the_world.context.as_of = day("2024-08-31"); /* nobody has ended yet */
  assert_int_equal(world_count(world_line(world_ask(&request), NULL, "still_in", NULL), "count"), 6);
}

static steg_request derived(steg_request_kind kind, steg_selector *operands, size_t count) {
  return (steg_request){.kind = kind, .operands = operands, .operand_count = count};
}

static void test_derived(void **state) {
  (void)state;
  enum { FLOW, COUNT, SHARE, MINUS, POINTS, RATIO, SUM, OF_RATIO, NOWHERE, REQUESTS };
  steg_selector paired_of_started[] = {{.request = FLOW, .key = "paired"}, {.request = FLOW, .key = "started"}};
  steg_selector women_less_men[] = {{.request = COUNT, .group = {"kvinna"}}, {.request = COUNT, .group = {"man"}}};
  steg_selector shares[] = {{.request = COUNT, .field = "share", .group = {"kvinna"}},
                            {.request = COUNT, .field = "share", .group = {"man"}}};
  steg_selector three[] = {{.request = FLOW, .key = "ended"},
                           {.request = FLOW, .key = "still_in"},
                           {.request = FLOW, .field = "registered"}};
  steg_selector of_ratio[] = {{.request = RATIO}, {.request = RATIO}};
  steg_selector nowhere[] = {{.request = COUNT, .group = {"martian"}}, {.request = COUNT}};
  steg_request requests[REQUESTS] = {
      [FLOW] = world_request("flow", "card"),
      [COUNT] = world_request("count", NULL),
      [SHARE] = derived(STEG_REQUEST_SHARE, paired_of_started, 2),
      [MINUS] = derived(STEG_REQUEST_MINUS, women_less_men, 2),
      [POINTS] = derived(STEG_REQUEST_MINUS, shares, 2),
      [RATIO] = derived(STEG_REQUEST_RATIO, women_less_men, 2),
      [SUM] = derived(STEG_REQUEST_SUM, three, 3),
      [OF_RATIO] = derived(STEG_REQUEST_MINUS, of_ratio, 2),
      [NOWHERE] = derived(STEG_REQUEST_SHARE, nowhere, 2),
  };
  requests[COUNT].by[0] = "sex";
  requests[COUNT].by_count = 1;
  world_evaluate(requests, REQUESTS, STEG_PROFILE_WORKING);
  const steg_figure *found[REQUESTS];
  for (size_t r = SHARE; r < REQUESTS; r++) {
    assert_int_equal(requests[r].result->line_count, 1);
    found[r] = world_figure(&requests[r].result->lines[0], "value");
  }
  assert_int_equal(found[SHARE]->unit, STEG_UNIT_SHARE);
  assert_int_equal(found[SHARE]->count, 2);
  assert_int_equal(found[SHARE]->base, 6);
  assert_true(fabs(found[SHARE]->low - 0.096771411105780455) < 1e-12);
  assert_int_equal(found[MINUS]->count, 4);
  assert_int_equal(found[POINTS]->unit, STEG_UNIT_POINTS);
  assert_true(fabs(found[POINTS]->value - 50) < 1e-12);
  assert_false(isnan(found[POINTS]->low)); /* women and men share nobody */
  assert_true(found[RATIO]->value == 3);
  assert_int_equal(found[SUM]->count, 14); /* a result's own population can be named where no figure of that name is */
  assert_true(found[OF_RATIO]->value == 0);
  assert_int_equal(found[NOWHERE]->kind, STEG_FIGURE_MISSING);
}

/* An operand that is missing makes the value missing. */
static void test_derived_missing(void **state) {
  (void)state;
  steg_selector operands[] = {{.request = 0, .field = "better", .item = "q1"},
                              {.request = 0, .field = "paired", .item = "q1"}};
  steg_request requests[] = {world_request("change", "card"), derived(STEG_REQUEST_SHARE, operands, 2)};
  world_evaluate(requests, 2, STEG_PROFILE_WORKING);
  const steg_figure *value = world_figure(&requests[1].result->lines[0], "value");
  assert_int_equal(value->kind, STEG_FIGURE_MISSING);
  assert_int_equal(value->sensitivity, STEG_SENSITIVE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_steps, begin, world_end),
      cmocka_unit_test_setup_teardown(test_waivers, begin_with_waivers, world_end),
      cmocka_unit_test_setup_teardown(test_out_of_window, begin, world_end),
      cmocka_unit_test_setup_teardown(test_role, begin, world_end),
      cmocka_unit_test_setup_teardown(test_without_instrument, begin, world_end),
      cmocka_unit_test_setup_teardown(test_derived, begin, world_end),
      cmocka_unit_test_setup_teardown(test_derived_missing, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
