/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers at one occasion: levels, what is not a number told apart, shares, medians; items of every type. */
#include "people.h"

enum { CANNOT = -1, OPEN = INT32_MIN };

/* Ten people in alfa; the card's q1 at start and later. Person 9 has no card, 10 is anonymous. */
static int begin(void **state) {
  world_begin(state);
  static const int32_t first[] = {1, 2, 2, 3, 4, CANNOT, OPEN, 5}, later[] = {4, 4, 5, 3, 4, 2, 1, OPEN};
  for (int i = 0; i < 8; i++) {
    size_t at = world_join(ALFA, i + 1, "2024-01-10", i < 4 ? "2024-08-01" : "", i % 2 ? STEG_SEX_MAN : STEG_SEX_WOMAN,
                           1980 + i);
    world_response *start = world_q1(at, "2024-01-15", first[i]);
    world_set(start, "seeks", i < 3);
    if (i < 6) {
      start->slots[world_slot(the_world.card, "hours")] = 0;
      start->numbers[world_slot(the_world.card, "hours")] = i == 5 ? 37.5 : i;
    }
    if (i < 7)
      world_q1(at, "2024-07-20", later[i])->occasion = i < 2 ? STEG_OCCASION_END : STEG_OCCASION_ONGOING;
    world_set(world_respond(the_world.card, at, "2024-01-15", 1, 0), "c1", 3);
  }
  world_join(ALFA, 9, "2024-01-10", "", STEG_SEX_MAN, 1980);
  world_join(ALFA, 0, "2024-01-01", "", STEG_SEX_WOMAN, 0);
  return 0;
}

static const steg_line *ask(steg_request *request, const char *item, const char *occasion) {
  static const char *items[1];
  *request = world_request("distribution", "card");
  items[0] = item;
  request->items = items;
  request->item_count = 1;
  request->occasion = occasion;
  return world_line(world_ask(request), item, NULL, NULL);
}

static void test_occasions(void **state) {
  (void)state;
  static const struct {
    const char *occasion;
    int64_t levels[5], n, positive, cannot_answer, missing, no_response;
    double median_low, median_high;
    int64_t measured;
    const char *reason;
  } rows[] = {
      {"start", {1, 2, 1, 1, 1}, 6, 2, 1, 1, 2, 2, 3, 8, "no_start_measurement"},
      {"end", {1, 1, 1, 3, 1}, 7, 4, 0, 0, 3, 4, 4, 7, "no_end_measurement"},
      /* the latest of each: person 8 has only the start */
      {NULL, {1, 1, 1, 3, 2}, 8, 5, 0, 0, 2, 4, 4, 8, "no_measurement"},
      {"last", {1, 1, 1, 3, 2}, 8, 5, 0, 0, 2, 4, 4, 8, "no_measurement"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_request request;
    const steg_line *line = ask(&request, "q1", rows[i].occasion);
    assert_int_equal(line->level_count, 5);
    for (size_t s = 0; s < 5; s++) {
      assert_int_equal(line->levels[s].count, rows[i].levels[s]);
      assert_int_equal(line->levels[s].base, rows[i].n);
      assert_int_equal(line->levels[s].sensitivity, STEG_SENSITIVE);
    }
    const steg_figure *n = world_figure(line, "n"), *positive = world_figure(line, "positive");
    assert_int_equal(n->count, rows[i].n);
    assert_int_equal(n->base, 10);
    assert_int_equal(n->missing, 10 - rows[i].n);
    assert_int_equal(n->sensitivity, STEG_NEUTRAL);
    assert_int_equal(positive->count, rows[i].positive);
    assert_int_equal(positive->base, rows[i].n);
    assert_int_equal(world_count(line, "cannot_answer"), rows[i].cannot_answer);
    assert_int_equal(world_count(line, "missing"), rows[i].missing);
    assert_int_equal(world_count(line, "not_asked"), 0);
    assert_int_equal(world_count(line, "no_response"), rows[i].no_response);
    assert_true(world_figure(line, "median")->low == rows[i].median_low);
    assert_true(world_figure(line, "median")->high == rows[i].median_high);
    assert_int_equal(request.result->measured.count, rows[i].measured);
    assert_int_equal(world_excluded(request.result, "anonymous_not_followed"), 1);
    assert_int_equal(world_excluded(request.result, rows[i].reason), 9 - rows[i].measured);
  }
}

/* "start" of q1: 2 of 6 positive. R: prop.test(2, 6, correct = FALSE)$conf.int */
static void test_share_has_wilson(void **state) {
  (void)state;
  steg_request request;
  const steg_figure *positive = world_figure(ask(&request, "q1", "start"), "positive");
  assert_true(fabs(positive->value - 1.0 / 3) < 1e-15);
  assert_true(fabs(positive->low - 0.096771411105780455) < 1e-12);
  assert_true(fabs(positive->high - 0.700006684861608) < 1e-12);
}

static void test_types(void **state) {
  (void)state;
  steg_request request;
  const steg_line *line = ask(&request, "seeks", "start");
  assert_null(line->levels);
  assert_int_equal(world_count(line, "n"), 8);
  assert_int_equal(world_figure(line, "positive")->count, 3);
  assert_int_equal(world_figure(line, "median")->kind, STEG_FIGURE_NOT_APPLICABLE);

  line = ask(&request, "hours", "start"); /* 0 1 2 3 4 37,5: the interval is that of t.test in R */
  assert_int_equal(world_count(line, "n"), 6);
  assert_int_equal(world_count(line, "missing"), 2);
  assert_true(world_figure(line, "median")->low == 2 && world_figure(line, "median")->high == 3);
  assert_true(fabs(world_figure(line, "mean")->value - 47.5 / 6) < 1e-12);
  assert_true(fabs(world_figure(line, "mean")->low - -7.3648483935604183) < 1e-10);
  assert_int_equal(world_figure(line, "positive")->kind, STEG_FIGURE_NOT_APPLICABLE);

  line = ask(&request, "kind", "start"); /* no positive steps, nobody answered */
  assert_int_equal(world_figure(line, "positive")->kind, STEG_FIGURE_NOT_APPLICABLE);
  assert_int_equal(world_figure(line, "median")->kind, STEG_FIGURE_MISSING);
  assert_int_equal(world_count(line, "missing"), 8);
}

/* Asked at the end only: the two forms declared "end" could have it, the others are not asked. */
static void test_not_asked(void **state) {
  (void)state;
  steg_request request;
  const steg_line *line = ask(&request, "looking_back", "last");
  assert_int_equal(world_count(line, "missing"), 3); /* two ends, and person 8's undeclared form */
  assert_int_equal(world_count(line, "not_asked"), 5);
  assert_int_equal(world_count(line, "n"), 0);
}

/* Without items: all but the own goals, each with the roles that answer it; with a role: its items alone. */
static void test_all_items(void **state) {
  (void)state;
  steg_request request = world_request("distribution", "card");
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 7);
  assert_null(steg_figure_line(result, "q1_goal", NULL, NULL, NULL));
  assert_non_null(steg_figure_line(result, "c1", "coach", NULL, NULL));
  assert_int_equal(result->how.batch_count, 1);
  assert_int_equal(result->how.batches[0], 7);
  request.role = "coach";
  result = world_ask(&request);
  assert_int_equal(result->line_count, 1);
  assert_int_equal(world_count(&result->lines[0], "n"), 8);
  request.role = "nobody";
  steg_document document = {.requests = &request, .request_count = 1};
  steg_error err = {0};
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
}

static void test_register(void **state) {
  (void)state;
  for (size_t p = 0; p < 6; p++) {
    world_response *row = world_respond(the_world.reg, p, "", -1, 0);
    world_set(row, "education", p < 2 ? 1 : p < 5 ? 2 : -1);
    world_income(row, "income_before", p < 4 ? "sjukpenning 50 lon 50" : "lon 100");
  }
  static const char *const items[] = {"education", "income_before"};
  steg_request request = world_request("distribution", "reg");
  request.items = items;
  request.item_count = 2;
  const steg_result *result = world_ask(&request);
  const steg_line *education = world_line(result, "education", NULL, NULL);
  assert_int_equal(education->levels[0].count, 2);
  assert_int_equal(education->levels[1].count, 3);
  assert_int_equal(world_count(education, "cannot_answer"), 1); /* "okänt" stands beside the scale */
  assert_int_equal(world_count(education, "no_response"), 4);
  assert_null(result->how.pairing);
  const steg_line *income = world_line(result, "income_before", NULL, NULL);
  assert_int_equal(world_count(income, "n"), 6);
  assert_int_equal(income->levels[0].count, 6); /* several at once: more than n in all */
  assert_int_equal(income->levels[1].count, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_occasions, begin, world_end),
      cmocka_unit_test_setup_teardown(test_share_has_wilson, begin, world_end),
      cmocka_unit_test_setup_teardown(test_types, begin, world_end),
      cmocka_unit_test_setup_teardown(test_not_asked, begin, world_end),
      cmocka_unit_test_setup_teardown(test_all_items, begin, world_end),
      cmocka_unit_test_setup_teardown(test_register, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
