/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First against last: who is a pair and why not, direction of the scale, own goals, every figure's base. */
#include "people.h"

enum { CANNOT = -1, OPEN = INT32_MIN };

static size_t join(int person, const char *end, steg_sex sex) {
  return world_join(ALFA, person, "2024-01-10", end, sex, 1990);
}

static world_response *card(size_t person, const char *date, int32_t q1, int32_t pain, int32_t kind, int32_t goal) {
  world_response *row = world_q1(person, date, q1);
  world_set(row, "pain", pain);
  world_set(row, "kind", kind);
  world_set(row, "q1_goal", goal);
  return row;
}

static int begin(void **state) {
  world_begin(state);
  static const struct {
    int32_t q1[2], pain[2], kind[2], goal[2];
  } pairs[] = {
      {{1, 4}, {2, 0}, {1, 2}, {4, OPEN}}, /* goal reached */
      {{2, 4}, {2, 1}, {1, 1}, {5, 4}},    /* the goal at start counts: not reached */
      {{3, 3}, {1, 1}, {2, 1}, {OPEN, 3}}, /* only set later: reached */
      {{4, 5}, {0, 1}, {3, 3}, {OPEN, OPEN}},
      {{4, 2}, {0, 0}, {1, 3}, {3, OPEN}},            /* not reached */
      {{CANNOT, 3}, {1, OPEN}, {OPEN, 1}, {4, OPEN}}, /* a goal without a pair of answers */
      {{2, OPEN}, {OPEN, OPEN}, {1, 1}, {OPEN, OPEN}},
  };
  for (int i = 0; i < 7; i++) {
    size_t at = join(i + 1, "2024-09-01", i % 2 ? STEG_SEX_MAN : STEG_SEX_WOMAN);
    card(at, "2024-01-12", pairs[i].q1[0], pairs[i].pain[0], pairs[i].kind[0], pairs[i].goal[0]);
    card(at, "2024-05-01", 1, 0, 2, 2); /* in between: never looked at */
    card(at, "2024-08-20", pairs[i].q1[1], pairs[i].pain[1], pairs[i].kind[1], pairs[i].goal[1]);
    if (i < 2) {
      world_set(world_respond(the_world.card, at, "2024-01-12", 1, 0), "c1", 2);
      world_set(world_respond(the_world.card, at, "2024-08-20", 1, 0), "c1", 3);
    }
  }
  card(join(8, "2024-09-01", STEG_SEX_MAN), "2024-01-12", 2, 1, 1, OPEN); /* no end */
  card(join(9, "2024-09-01", STEG_SEX_MAN), "2024-07-01", 2, 1, 1, OPEN); /* no start */
  size_t close = join(10, "2024-09-01", STEG_SEX_MAN);
  card(close, "2024-01-12", 2, 1, 1, OPEN);
  card(close, "2024-02-12", 3, 1, 1, OPEN);
  join(11, "", STEG_SEX_WOMAN); /* never measured */
  world_join(ALFA, 0, "2024-01-01", "", STEG_SEX_WOMAN, 0);
  return 0;
}

static void test_population(void **state) {
  (void)state;
  steg_request request = world_request("change", "card");
  request.role = "deltagare";
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->registered.count, 12);
  assert_int_equal(result->measured.count, 10);
  assert_int_equal(result->paired.count, 7);
  assert_int_equal(world_excluded(result, "anonymous_not_followed"), 1);
  assert_int_equal(world_excluded(result, "no_measurement"), 1);
  assert_int_equal(world_excluded(result, "no_start_measurement"), 1);
  assert_int_equal(world_excluded(result, "no_end_measurement"), 1);
  assert_int_equal(world_excluded(result, "measurements_too_close"), 1);
  assert_non_null(strstr(result->how.pairing, "45 dagar"));
  assert_string_equal(result->how.version, "1");
}

static void test_movement(void **state) {
  (void)state;
  static const struct {
    const char *item;
    int64_t paired, better, same, worse, changed, cannot_answer, missing, before_positive, after_positive;
  } rows[] = {
      {"q1", 5, 3, 1, 1, 4, 1, 1, 2, 3},
      {"pain", 5, 2, 2, 1, 3, 0, 2, 2, 2},     /* less is better */
      {"kind", 6, -1, 3, -1, 3, 0, 1, -1, -1}, /* no direction, no positive steps */
      {"c1", 2, 2, 0, 0, 2, 0, 0, 0, 0},
  };
  steg_request request = world_request("change", "card");
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 4); /* neither goals nor the retrospective item */
  for (size_t i = 0; i < 4; i++) {
    const steg_line *line = world_line(result, rows[i].item, NULL, NULL);
    const struct {
      const char *name;
      int64_t expected;
    } figures[] = {{"paired", rows[i].paired},
                   {"better", rows[i].better},
                   {"same", rows[i].same},
                   {"worse", rows[i].worse},
                   {"changed", rows[i].changed},
                   {"cannot_answer", rows[i].cannot_answer},
                   {"missing", rows[i].missing},
                   {"not_asked", 0},
                   {"before_positive", rows[i].before_positive},
                   {"after_positive", rows[i].after_positive}};
    for (size_t f = 0; f < sizeof figures / sizeof figures[0]; f++) {
      const steg_figure *figure = world_figure(line, figures[f].name);
      if (figures[f].expected < 0)
        assert_int_equal(figure->kind, STEG_FIGURE_NOT_APPLICABLE);
      else if (figure->kind != STEG_FIGURE_NUMBER || figure->count != figures[f].expected)
        fail_msg("%s %s: found %lld", rows[i].item, figures[f].name, (long long)figure->count);
      if (figure->unit == STEG_UNIT_SHARE && figure->kind == STEG_FIGURE_NUMBER)
        assert_int_equal(figure->base, rows[i].paired);
    }
    assert_int_equal(world_figure(line, "paired")->base, 12);
    assert_int_equal(world_figure(line, "paired")->missing, 12 - rows[i].paired);
  }
}

/* q1: 1->4, 2->4, 3->3, 4->5, 4->2. Differences 3, 2, 0, 1, -2. */
static void test_figures(void **state) {
  (void)state;
  steg_request request = world_request("change", "card");
  const steg_line *line = world_line(world_ask(&request), "q1", NULL, NULL);
  assert_int_equal(line->level_count, 5);
  static const int64_t matrix[25] = {0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0};
  for (size_t c = 0; c < 25; c++)
    assert_int_equal(line->matrix[c].count, matrix[c]);
  static const struct {
    const char *name;
    double value;
  } rows[] = {{"mean_change", 0.8},    {"before_mean", 2.8}, {"after_mean", 3.6}, {"median_change", 1},
              {"positive_change", 20},                /* from 2 of 5 to 3 of 5, in percentage points */
              {"sign_p", 0.625},                      /* 3 up, 1 down: 2 (1 + 4) / 16 */
              {"wilcoxon_v", 7.5},                    /* ranks 4, 2,5, 1 up; 2,5 down */
              {"wilcoxon_exact", 1},   {"rp", 0.36}}; /* of 25 comparisons the last is above in 14, the first in 5 */
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const steg_figure *figure = world_figure(line, rows[i].name);
    if (figure->kind != STEG_FIGURE_NUMBER || fabs(figure->value - rows[i].value) > 1e-12)
      fail_msg("%s: found %.17g", rows[i].name, figure->value);
    assert_int_equal(figure->base, 5);
    assert_int_equal(figure->sensitivity, STEG_SENSITIVE);
  }
  assert_int_equal(world_figure(line, "positive_change")->count, 1);
  assert_int_equal(world_count(line, "wilcoxon_n"), 4);
  assert_int_equal(world_figure(line, "rp_se")->kind, STEG_FIGURE_MISSING); /* under 30 pairs */
  assert_true(isnan(world_figure(line, "rp")->low));
}

static void test_own_goal(void **state) {
  (void)state;
  steg_request request = world_request("change", "card");
  const steg_result *result = world_ask(&request);
  const steg_line *line = world_line(result, "q1", NULL, NULL);
  assert_int_equal(world_count(line, "goal_set"), 4);
  assert_int_equal(world_figure(line, "goal_set")->base, 5);
  assert_int_equal(world_figure(line, "goal_reached")->count, 2);
  assert_int_equal(world_figure(line, "goal_reached")->base, 4);
  assert_int_equal(world_figure(world_line(result, "pain", NULL, NULL), "goal_set")->kind, STEG_FIGURE_NOT_APPLICABLE);
}

static void test_groups(void **state) {
  (void)state;
  steg_request request = world_request("change", "card");
  request.by[0] = "sex";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 5 * 4);
  for (size_t i = 0; i < 4; i++) /* everybody first, items in the instrument's order */
    assert_int_equal(result->lines[i].group[0], STEG_GROUP_ALL);
  assert_int_equal(world_figure(world_line(result, "q1", NULL, "kvinna"), "better")->count, 1);
  assert_int_equal(world_figure(world_line(result, "q1", NULL, "man"), "better")->count, 2);
  assert_int_equal(world_figure(world_line(result, "q1", NULL, "annat"), "better")->kind, STEG_FIGURE_MISSING);
}

/* A second participation of person 1: two pairs, one person. */
static void test_distinct_persons(void **state) {
  (void)state;
  size_t again = join(1, "2024-12-01", STEG_SEX_WOMAN);
  card(again, "2024-01-20", 1, 1, 1, OPEN);
  card(again, "2024-11-20", 5, 1, 1, OPEN);
  steg_request request = world_request("change", "card");
  const steg_figure *better = world_figure(world_line(world_ask(&request), "q1", NULL, NULL), "better");
  assert_int_equal(better->count, 4);
  assert_int_equal(better->persons, 3);
  assert_int_equal(better->base, 6);
  assert_int_equal(better->base_persons, 5);
  request.cohort.counted = STEG_COUNTED_PERSONS;
  better = world_figure(world_line(world_ask(&request), "q1", NULL, NULL), "better");
  assert_int_equal(better->base, 5);
}

/* A register's item with the same fact at the end pairs the two answers of one record. */
static void test_register(void **state) {
  (void)state;
  static const int32_t before[] = {1, 2, 3, 5, CANNOT}, after[] = {3, 2, 4, 4, 5};
  for (size_t p = 0; p < 5; p++) {
    world_response *row = world_respond(the_world.reg, p, "", -1, 0);
    world_set(row, "level_before", before[p]);
    world_set(row, "level_after", after[p]);
  }
  steg_request request = world_request("change", "reg");
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 1);
  const steg_line *line = world_line(result, "level_before", NULL, NULL);
  assert_int_equal(world_count(line, "paired"), 4);
  assert_int_equal(world_figure(line, "better")->count, 2);
  assert_int_equal(world_figure(line, "worse")->count, 1);
  assert_int_equal(world_count(line, "cannot_answer"), 1);
}

static void test_refuses(void **state) {
  (void)state;
  static const char *const items[] = {"hours"};
  steg_request request = world_request("change", "card");
  request.items = items;
  request.item_count = 1;
  steg_document document = {.requests = &request, .request_count = 1};
  steg_error err = {0};
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_USAGE);
  assert_non_null(strstr(err.text, "card.hours"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_population, begin, world_end),
      cmocka_unit_test_setup_teardown(test_movement, begin, world_end),
      cmocka_unit_test_setup_teardown(test_figures, begin, world_end),
      cmocka_unit_test_setup_teardown(test_own_goal, begin, world_end),
      cmocka_unit_test_setup_teardown(test_groups, begin, world_end),
      cmocka_unit_test_setup_teardown(test_distinct_persons, begin, world_end),
      cmocka_unit_test_setup_teardown(test_register, begin, world_end),
      cmocka_unit_test_setup_teardown(test_refuses, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
