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
  } rows[] = {{"registered", 8, -1, 6}, {"could_not_follow", 2, 8, 2}, {"started", 6, 8, 4},      {"ended", 3, 6, 3},
              {"still_in", 3, 6, 1},    {"measured_start", 4, 6, 3},   {"measured_end", 4, 6, 3}, {"paired", 2, 6, 1}};
  steg_request request = world_request("flow", "card");
  request.by[0] = "sex";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 5 * 8);
  for (size_t i = 0; i < 8; i++) {
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
      cmocka_unit_test_setup_teardown(test_role, begin, world_end),
      cmocka_unit_test_setup_teardown(test_without_instrument, begin, world_end),
      cmocka_unit_test_setup_teardown(test_derived, begin, world_end),
      cmocka_unit_test_setup_teardown(test_derived_missing, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
