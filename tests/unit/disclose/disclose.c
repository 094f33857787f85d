/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds, the rules on single figures, what follows from hidden figures, and that hidden figures are gone. */
#include "results.h"

static void test_threshold(void **state) {
  (void)state;
  static const struct {
    steg_profile profile;
    unsigned own, expected;
  } rows[] = {{STEG_PROFILE_WORKING, 10, 0}, {STEG_PROFILE_BOARD, 10, 3}, {STEG_PROFILE_PUBLIC, 0, 5},
              {STEG_PROFILE_PUBLIC, 3, 5},   {STEG_PROFILE_PUBLIC, 7, 7}, {STEG_PROFILE_PUBLIC, 40, 10}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(steg_disclose_threshold(rows[i].profile, rows[i].own), rows[i].expected);
}

#define C STEG_UNIT_COUNT
#define S STEG_UNIT_SHARE
#define L STEG_UNIT_LEVEL
#define N STEG_UNIT_NUMBER

/* One figure alone on its line. persons 0: as many as count (of means: as base). */
static void test_figures(void **state) {
  (void)state;
  static const struct {
    const char *what, *measure, *name;
    steg_figure_unit unit;
    steg_sensitivity sensitivity;
    int64_t count, base, persons, base_persons;
    double value;
    bool board, public5, public10;
  } rows[] = {
      {"E1: nobody", "income", "before", C, STEG_SENSITIVE, 0, 40, 0, 40, 0, 0, 0, 0},
      {"E1: one", "income", "before", C, STEG_SENSITIVE, 1, 40, 1, 40, 0, 1, 1, 1},
      {"E1: two", "income", "before", C, STEG_SENSITIVE, 2, 40, 2, 40, 0, 1, 1, 1},
      {"E1: three", "income", "before", C, STEG_SENSITIVE, 3, 40, 3, 40, 0, 0, 1, 1},
      {"E1: four", "income", "before", C, STEG_SENSITIVE, 4, 40, 4, 40, 0, 0, 1, 1},
      {"E1: five", "income", "before", C, STEG_SENSITIVE, 5, 40, 5, 40, 0, 0, 0, 1},
      {"E1: ten", "income", "before", C, STEG_SENSITIVE, 10, 40, 10, 40, 0, 0, 0, 0},
      {"E1: six participations of four persons", "income", "before", C, STEG_SENSITIVE, 6, 40, 4, 35, 0, 0, 1, 1},
      {"a neutral one", "flow", "count", C, STEG_NEUTRAL, 1, 40, 1, 40, 0, 0, 0, 0},
      {"events: they tell of their persons", "events", "count", C, STEG_SENSITIVE, 9, -1, 2, 0, 0, 1, 1, 1},
      {"events: nine neutral ones", "events", "count", C, STEG_NEUTRAL, 9, -1, 1, 0, 0, 0, 0, 0},
      {"events: all but two had one", "events", "reached", C, STEG_SENSITIVE, 38, 40, 38, 40, 0, 1, 1, 1},
      {"E2: share of four", "change", "better", S, STEG_SENSITIVE, 4, 4, 4, 4, 0, 1, 1, 1},
      {"a share", "change", "goal_reached", S, STEG_SENSITIVE, 20, 40, 20, 40, 0, 0, 0, 0},
      {"share: other side one", "change", "goal_reached", S, STEG_SENSITIVE, 39, 40, 39, 40, 0, 1, 1, 1},
      {"share: other side three", "change", "goal_reached", S, STEG_SENSITIVE, 37, 40, 37, 40, 0, 0, 1, 1},
      {"share: other side five", "change", "goal_reached", S, STEG_SENSITIVE, 35, 40, 35, 40, 0, 0, 0, 1},
      {"share: all", "change", "goal_reached", S, STEG_SENSITIVE, 40, 40, 40, 40, 0, 1, 1, 1},
      {"share: none", "change", "goal_reached", S, STEG_SENSITIVE, 0, 40, 0, 40, 0, 1, 1, 1},
      {"neutral share of four", "flow", "share", S, STEG_NEUTRAL, 2, 4, 2, 4, 0, 1, 1, 1},
      {"neutral share: other side none", "flow", "share", S, STEG_NEUTRAL, 25, 25, 25, 25, 0, 0, 0, 0},
      {"neutral share: other side two", "flow", "share", S, STEG_NEUTRAL, 23, 25, 23, 25, 0, 1, 1, 1},
      {"neutral share: other side three", "flow", "share", S, STEG_NEUTRAL, 22, 25, 22, 25, 0, 0, 0, 0},
      {"mean of nine", "change", "before_mean", L, STEG_SENSITIVE, 0, 9, 0, 9, 3, 1, 1, 1},
      {"mean of ten", "change", "before_mean", L, STEG_SENSITIVE, 0, 10, 0, 10, 3, 0, 0, 0},
      {"mean of ten participations of nine", "change", "before_mean", L, STEG_SENSITIVE, 0, 10, 0, 9, 3, 1, 1, 1},
      {"mean one unit from the lowest", "change", "before_mean", L, STEG_SENSITIVE, 0, 20, 0, 20, 21.0 / 20, 1, 1, 1},
      {"mean two units from the lowest", "change", "before_mean", L, STEG_SENSITIVE, 0, 20, 0, 20, 22.0 / 20, 0, 0, 0},
      {"mean one unit from the highest", "change", "after_mean", L, STEG_SENSITIVE, 0, 20, 0, 20, 99.0 / 20, 1, 1, 1},
      {"mean change at its most", "change", "mean_change", L, STEG_SENSITIVE, 0, 20, 0, 20, 79.0 / 20, 1, 1, 1},
      {"mean change", "change", "mean_change", L, STEG_SENSITIVE, 0, 20, 0, 20, -1.5, 0, 0, 0},
      {"median of nine", "distribution", "median", L, STEG_SENSITIVE, 0, 9, 0, 9, 3, 1, 1, 1},
      {"median of ten", "distribution", "median", L, STEG_SENSITIVE, 0, 10, 0, 10, 3, 0, 0, 0},
      {"test on five", "change", "sign_p", N, STEG_SENSITIVE, 0, 10, 0, 10, 0.5, 0, 0, 0},
      {"an unknown number is judged as a mean", "change", "novel", N, STEG_SENSITIVE, 0, 9, 0, 9, 1, 1, 1, 1},
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (int round = 0; round < 3; round++) {
      made_begin(&made, rows[i].measure);
      steg_line *line = made_line(&made, 0);
      line->key = "made";
      steg_figure *figure =
          made_put(line, rows[i].name,
                   made_figure(rows[i].unit, rows[i].count, rows[i].base, rows[i].value, rows[i].sensitivity));
      figure->persons = rows[i].persons ? rows[i].persons : figure->persons;
      figure->base_persons = rows[i].base_persons;
      /* k = 10 asks for 20 in a group that is split; the rows of 40 are meant for the other rules */
      made_judge(&made, round ? STEG_PROFILE_PUBLIC : STEG_PROFILE_BOARD, round == 2 ? 10 : 5);
      bool expected = round == 0 ? rows[i].board : round == 1 ? rows[i].public5 : rows[i].public10;
      if (round == 2 && rows[i].unit != C && rows[i].sensitivity == STEG_SENSITIVE && rows[i].base_persons < 20)
        expected = true; /* E4 */
      if ((figure->kind == STEG_FIGURE_HIDDEN) != expected)
        fail_msg("%s, round %d: %s", rows[i].what, round, expected ? "shown" : "hidden");
    }
}

static void test_working_hides_nothing(void **state) {
  (void)state;
  static made_result made, before;
  made_begin(&made, "distribution");
  made_levels_line(&made, (const int64_t[]){1, 0, 0, 1, 0}, 5);
  before = made;
  made_judge(&made, STEG_PROFILE_WORKING, 5);
  assert_memory_equal(made.levels, before.levels, sizeof made.levels);
  assert_memory_equal(made.figures, before.figures, sizeof made.figures);
}

/* X9: twelve people, all of them one thing; or eleven and one. The base stays. */
static void test_nearly_all(void **state) {
  (void)state;
  static const int64_t counts[][5] = {{0, 0, 30, 0, 0}, {0, 0, 29, 1, 0}, {1, 0, 29, 0, 0}, {0, 0, 0, 0, 12}};
  static made_result made;
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    made_begin(&made, "distribution");
    steg_line *line = made_levels_line(&made, counts[i], 5);
    made_number(line, "median", STEG_UNIT_LEVEL, 3, i < 3 ? 30 : 12);
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    assert_string_equal(made_told(line->levels, 5), ". . . . .");
    assert_true(made_hidden(line, "positive") && made_hidden(line, "median") && !made_hidden(line, "n"));
  }
  made_begin(&made, "change");
  steg_line *line = made_line(&made, 0);
  made_share(line, "better", 24, 25);
  made_share(line, "same", 1, 25);
  made_share(line, "worse", 0, 25);
  made_number(line, "mean_change", STEG_UNIT_LEVEL, 1, 25);
  made_judge(&made, STEG_PROFILE_PUBLIC, 5);
  for (size_t f = 0; f < line->figure_count; f++)
    assert_int_equal(line->figures[f].figure.kind, STEG_FIGURE_HIDDEN);
}

/* E4: nine people are too few to be split by what is sensitive; ten are enough when the parts are. */
static void test_small_group(void **state) {
  (void)state;
  static made_result made;
  made_begin(&made, "distribution");
  steg_line *line = made_levels_line(&made, (const int64_t[]){0, 0, 0, 9, 0}, 5);
  made_judge(&made, STEG_PROFILE_PUBLIC, 5);
  assert_string_equal(made_told(line->levels, 5), ". . . . .");
  made_begin(&made, "distribution");
  line = made_levels_line(&made, (const int64_t[]){0, 0, 5, 5, 0}, 5);
  made_judge(&made, STEG_PROFILE_PUBLIC, 5);
  assert_string_equal(made_told(line->levels, 5), "0 0 5 5 0");
  assert_false(made_hidden(line, "positive"));
}

/* A group that nobody is in has nothing to hide. */
static void test_empty_group(void **state) {
  (void)state;
  static made_result made;
  made_begin(&made, "distribution");
  steg_line *line = made_levels_line(&made, (const int64_t[]){0, 0, 0, 0, 0}, 5);
  steg_figure *positive = &line->figures[1].figure;
  positive->kind = STEG_FIGURE_MISSING;
  made_judge(&made, STEG_PROFILE_PUBLIC, 5);
  assert_string_equal(made_told(line->levels, 5), "0 0 0 0 0");
  assert_int_equal(positive->kind, STEG_FIGURE_MISSING);
}

static steg_line *movement(made_result *made, int64_t better, int64_t same, int64_t worse) {
  int64_t n = better + same + worse;
  steg_line *line = made_line(made, 0);
  made_share(line, "better", better, n);
  made_share(line, "same", same, n);
  made_share(line, "worse", worse, n);
  made_share(line, "changed", better + worse, n);
  made_share(line, "before_positive", n / 2, n);
  made_share(line, "after_positive", n / 2, n);
  made_number(line, "positive_change", STEG_UNIT_POINTS, 0, n);
  made_number(line, "sign_p", STEG_UNIT_NUMBER, 0.5, n);
  made_number(line, "mean_change", STEG_UNIT_LEVEL, 0.5, n);
  made_number(line, "median_change", STEG_UNIT_LEVEL, 0, n);
  for (size_t c = 0; c < 25; c++)
    made->matrices[0][c] = made_figure(STEG_UNIT_COUNT, c == 0 ? n : 0, n, 0, STEG_SENSITIVE);
  made->matrices[0][0].count = made->matrices[0][0].persons = n / 2;
  made->matrices[0][24].count = made->matrices[0][24].persons = n - n / 2;
  line->matrix = made->matrices[0];
  line->level_count = 5;
  return line;
}

static void test_follows(void **state) {
  (void)state;
  static const struct {
    int64_t better, same, worse;
    const char *hidden, *shown;
  } rows[] = {
      {20, 12, 10, "", "better same worse changed sign_p mean_change median_change before_positive positive_change"},
      /* 3 worse: the smallest other is hidden with it, and all that is computed from them: a mean with its interval gives the sum of
       * the steps and of their squares, which three counts with one of them shown can't hide from */
      {20, 12, 3, "worse same changed sign_p mean_change median_change", "better before_positive positive_change"},
      {12, 20, 3, "worse better sign_p mean_change median_change", "same changed"},
      {20, 0, 15, "", "better same worse changed sign_p"},
      {17, 3, 1, "better same worse changed sign_p mean_change", "before_positive"}, /* 4 together are not enough */
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    made_begin(&made, "change");
    steg_line *line = movement(&made, rows[i].better, rows[i].same, rows[i].worse);
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    for (size_t f = 0; f < line->figure_count; f++) {
      const char *name = line->figures[f].name;
      bool hidden = line->figures[f].figure.kind == STEG_FIGURE_HIDDEN;
      if ((hidden && steg_text_in_list(rows[i].shown, ' ', name)) ||
          (!hidden && steg_text_in_list(rows[i].hidden, ' ', name)))
        fail_msg("row %zu: %s is %s", i, name, hidden ? "hidden" : "shown");
    }
    bool open = *rows[i].hidden == '\0';
    for (size_t c = 0; c < 25; c++)
      assert_int_equal(line->matrix[c].kind == STEG_FIGURE_HIDDEN, !open);
  }
}

/* Either positive share takes their difference with it, and the square. */
static void test_positive_change_follows(void **state) {
  (void)state;
  static made_result made;
  for (int side = 0; side < 2; side++) {
    made_begin(&made, "change");
    steg_line *line = movement(&made, 20, 12, 10);
    steg_figure *share = &line->figures[side ? 5 : 4].figure;
    share->count = share->persons = 3;
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    assert_int_equal(made_hidden(line, "before_positive"), side == 0);
    assert_int_equal(made_hidden(line, "after_positive"), side == 1);
    assert_true(made_hidden(line, "positive_change") && line->matrix[12].kind == STEG_FIGURE_HIDDEN);
    assert_false(made_hidden(line, "better"));
  }
}

/* What is hidden holds nothing that tells it. */
static void test_wiped(void **state) {
  (void)state;
  static made_result made;
  made_begin(&made, "distribution");
  steg_line *line = made_levels_line(&made, (const int64_t[]){3, 4, 7, 31, 2}, 5);
  made_judge(&made, STEG_PROFILE_PUBLIC, 5);
  size_t hidden = 0;
  for (size_t s = 0; s < 5; s++) {
    const steg_figure *figure = &line->levels[s];
    if (figure->kind != STEG_FIGURE_HIDDEN)
      continue;
    hidden++;
    assert_int_equal(figure->count, 0);
    assert_int_equal(figure->base, 0);
    assert_int_equal(figure->missing, 0);
    assert_int_equal(figure->persons, 0);
    assert_int_equal(figure->base_persons, 0);
    assert_true(isnan(figure->value) && isnan(figure->low) && isnan(figure->high));
  }
  assert_true(hidden >= 3);
}

/* A cohort cut out by a sensitive filter: its own size is judged, and the reasons for not being counted are left out. */
static void test_sensitive_cohort(void **state) {
  (void)state;
  static const steg_exclusion exclusions[] = {{"no_start_date", 1}};
  static made_result made;
  for (int64_t size = 4; size <= 5; size++)
    for (int neutral = 0; neutral < 2; neutral++) {
      made_begin(&made, "count");
      made_put(made_line(&made, -1), "count", made_figure(STEG_UNIT_COUNT, 20, -1, 20, STEG_NEUTRAL));
      made.result.registered =
          made_figure(STEG_UNIT_COUNT, size, -1, (double)size, neutral ? STEG_NEUTRAL : STEG_SENSITIVE);
      made.result.how.exclusions = exclusions;
      made.result.how.exclusion_count = 1;
      made_judge(&made, STEG_PROFILE_PUBLIC, 5);
      assert_int_equal(made.result.registered.kind == STEG_FIGURE_HIDDEN, size < 5 && !neutral);
      assert_int_equal(made.result.how.exclusion_count, neutral);
    }
}

/* A computed figure is hidden with an operand, and judged by itself when all are shown. */
static void test_derived(void **state) {
  (void)state;
  static made_result source, derived[3];
  made_begin(&source, "income");
  steg_line *line = made_line(&source, 1);
  line->key = "lon";
  made_put(line, "before", made_figure(STEG_UNIT_COUNT, 3, 40, 3, STEG_SENSITIVE));
  made_put(line, "after", made_figure(STEG_UNIT_COUNT, 20, 40, 20, STEG_SENSITIVE));
  steg_selector hidden[] = {{.request = 0, .field = "before", .key = "lon"}, {.request = 0, .key = "lon"}};
  steg_selector shown[] = {{.request = 0, .field = "after", .key = "lon"}, {.request = 0, .key = "lon"}};
  steg_request requests[4] = {
      {.kind = STEG_REQUEST_MEASURE, .measure = source.result.measure, .result = &source.result},
      {.kind = STEG_REQUEST_MINUS, .operands = hidden, .operand_count = 2},
      {.kind = STEG_REQUEST_SHARE, .operands = shown, .operand_count = 2},
      {.kind = STEG_REQUEST_SHARE, .operands = shown, .operand_count = 2},
  };
  const steg_figure values[] = {made_figure(STEG_UNIT_COUNT, 17, -1, 17, STEG_SENSITIVE),
                                made_figure(STEG_UNIT_SHARE, 20, 40, 0, STEG_SENSITIVE),
                                made_figure(STEG_UNIT_SHARE, 38, 40, 0, STEG_SENSITIVE)};
  for (size_t d = 0; d < 3; d++) {
    made_begin(&derived[d], "count");
    derived[d].result.measure = NULL;
    made_put(made_line(&derived[d], -1), "value", values[d]);
    requests[d + 1].result = &derived[d].result;
  }
  steg_document document = {.profile = STEG_PROFILE_PUBLIC, .requests = requests, .request_count = 4};
  steg_arena *arena = steg_arena_new(0);
  steg_error err = {0};
  assert_int_equal(steg_disclose_document(&document, 5, arena, &err), 0);
  steg_arena_free(arena);
  assert_int_equal(document.k, 5);
  assert_true(made_hidden(&derived[0].lines[0], "value"));
  assert_false(made_hidden(&derived[1].lines[0], "value"));
  assert_true(made_hidden(&derived[2].lines[0], "value"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_threshold),
      cmocka_unit_test(test_figures),
      cmocka_unit_test(test_working_hides_nothing),
      cmocka_unit_test(test_nearly_all),
      cmocka_unit_test(test_small_group),
      cmocka_unit_test(test_empty_group),
      cmocka_unit_test(test_follows),
      cmocka_unit_test(test_wiped),
      cmocka_unit_test(test_derived),
      cmocka_unit_test(test_positive_change_follows),
      cmocka_unit_test(test_sensitive_cohort),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
