/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of figures that add up: levels, breakdowns, income sources. And drawn tables: nothing hidden follows by subtraction. */
#include "results.h"

static void test_levels(void **state) {
  (void)state;
  static const struct {
    int64_t counts[5];
    const char *expected;
    bool positive_hidden;
  } rows[] = {
      {{10, 11, 12, 13, 14}, "10 11 12 13 14", false},
      {{0, 11, 12, 13, 14}, "0 11 12 13 14", false},
      /* 3 alone would follow from the others: the smallest of its side goes too, since the positive share is shown */
      {{3, 11, 12, 13, 14}, ". . 12 13 14", false},
      {{9, 11, 12, 3, 14}, "9 11 12 . .", false},
      /* two that hold 5 together are enough, two that hold 4 are not */
      {{3, 2, 12, 13, 14}, ". . 12 13 14", false},
      {{2, 2, 12, 13, 14}, ". . . 13 14", false},
      /* the only ones of their side: their sum is the positive share, which must go, and then the row is the whole */
      {{9, 11, 12, 3, 1}, ". 11 12 . .", true},
      {{9, 8, 7, 3, 0}, "9 8 . . 0", true},
      {{9, 8, 7, 4, 4}, "9 8 7 . .", false}, /* 8 positive: enough to be told, though neither level is */
      /* X6: 17 answers, 5, 8 and 4 (and five more on the other side, so that it is not E3) */
      {{5, 8, 4, 5, 0}, ". 8 . 5 0", false},
      /* nobody positive: all are of one side */
      {{5, 8, 14, 0, 0}, ". . . . .", true},
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    made_begin(&made, "distribution");
    steg_line *line = made_levels_line(&made, rows[i].counts, 5);
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    if (strcmp(made_told(line->levels, 5), rows[i].expected) != 0 ||
        made_hidden(line, "positive") != rows[i].positive_hidden)
      fail_msg("row %zu: %s", i, made_told(line->levels, 5));
  }
}

static const char *const sex_ids[] = {"kvinna", "man", "annat", "okant"};

static void by_sex(made_result *made, steg_sensitivity sensitivity) {
  made->result.by_count = 1;
  made->result.by[0] = (steg_dimension){.id = "sex",
                                        .label = "Kön",
                                        .value_ids = sex_ids,
                                        .value_labels = sex_ids,
                                        .value_count = 4,
                                        .sensitivity = sensitivity};
}

/* X4: 18 women and 3 men of a sensitive kind, 21 in all: both are hidden. */
static void test_groups_of_heads(void **state) {
  (void)state;
  static const struct {
    int64_t counts[4];
    const char *expected;
  } rows[] = {
      {{18, 3, 0, 0}, "21 . . 0 0"},   {{18, 13, 0, 0}, "31 18 13 0 0"}, {{18, 13, 3, 2}, "36 18 13 . ."},
      {{18, 13, 2, 1}, "34 18 . . ."}, {{18, 13, 0, 1}, "32 18 . 0 ."},
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    made_begin(&made, "count");
    by_sex(&made, STEG_NEUTRAL);
    int64_t sum = 0;
    for (size_t v = 0; v < 4; v++)
      sum += rows[i].counts[v];
    steg_figure told[5];
    for (size_t v = 0; v < 5; v++) {
      steg_line *line = made_line(&made, -1);
      line->group[0] = (int32_t)v - 1;
      int64_t count = v ? rows[i].counts[v - 1] : sum;
      made_put(line, "count", made_figure(STEG_UNIT_COUNT, count, sum, (double)count, STEG_SENSITIVE));
      made_put(line, "share", made_figure(STEG_UNIT_SHARE, count, sum, 0, STEG_SENSITIVE));
    }
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    for (size_t v = 0; v < 5; v++) {
      told[v] = *steg_figure_named(&made.lines[v], "count");
      assert_int_equal(told[v].kind, steg_figure_named(&made.lines[v], "share")->kind);
    }
    assert_string_equal(made_told(told, 5), rows[i].expected);
  }
}

/* A breakdown that is sensitive itself: nearly all in one group, or too few to be split. Neutral heads are never hidden. */
static void test_sensitive_breakdown(void **state) {
  (void)state;
  static const struct {
    int64_t counts[4];
    steg_sensitivity sensitivity;
    const char *expected;
  } rows[] = {
      {{6, 7, 8, 9}, STEG_SENSITIVE, "30 6 7 8 9"},  {{30, 0, 0, 0}, STEG_SENSITIVE, "30 . . . ."},
      {{29, 1, 0, 0}, STEG_SENSITIVE, "30 . . . ."}, {{5, 4, 0, 0}, STEG_SENSITIVE, "9 . . . ."},
      {{29, 1, 0, 0}, STEG_NEUTRAL, "30 29 1 0 0"},
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    made_begin(&made, "count");
    by_sex(&made, rows[i].sensitivity);
    int64_t sum = 0;
    for (size_t v = 0; v < 4; v++)
      sum += rows[i].counts[v];
    steg_figure told[5];
    for (size_t v = 0; v < 5; v++) {
      steg_line *line = made_line(&made, -1);
      line->group[0] = (int32_t)v - 1;
      int64_t count = v ? rows[i].counts[v - 1] : sum;
      made_put(line, "count",
               made_figure(STEG_UNIT_COUNT, count, sum, (double)count, v ? rows[i].sensitivity : STEG_NEUTRAL));
    }
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    for (size_t v = 0; v < 5; v++)
      told[v] = made.figures[v][0].figure;
    assert_string_equal(made_told(told, 5), rows[i].expected);
  }
}

/* A group's mean would follow from the others' and that of all, weighted with their numbers. */
static void test_means_of_groups(void **state) {
  (void)state;
  static const struct {
    int64_t bases[5];
    bool hidden[5];
  } rows[] = {
      {{45, 24, 21, 0, 0}, {0, 0, 0, 0, 0}},
      {{45, 24, 12, 9, 0}, {0, 0, 1, 1, 0}}, /* the smallest that is left goes with the nine */
      {{45, 24, 12, 5, 4}, {0, 0, 1, 1, 1}}, /* nine together are too few for a mean of theirs */
      {{47, 24, 12, 6, 5}, {0, 0, 0, 1, 1}},
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    made_begin(&made, "change");
    by_sex(&made, STEG_NEUTRAL);
    for (size_t v = 0; v < 5; v++) {
      steg_line *line = made_line(&made, 0);
      line->group[0] = (int32_t)v - 1;
      steg_figure *mean = made_number(line, "before_mean", STEG_UNIT_LEVEL, 3, rows[i].bases[v]);
      if (rows[i].bases[v] == 0)
        mean->kind = STEG_FIGURE_MISSING;
    }
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    for (size_t v = 0; v < 5; v++)
      if (made_hidden(&made.lines[v], "before_mean") != rows[i].hidden[v])
        fail_msg("row %zu, group %zu", i, v);
  }
}

static void income_line(made_result *made, const char *key, int64_t before, int64_t after, int64_t n) {
  steg_line *line = made_line(made, 1);
  line->key = key;
  made_put(line, "before", made_figure(STEG_UNIT_COUNT, before, n, 0, STEG_SENSITIVE));
  made_put(line, "after", made_figure(STEG_UNIT_COUNT, after, n, 0, STEG_SENSITIVE));
  made_share(line, "before_share", before, n);
  made_share(line, "after_share", after, n);
  made_number(line, "change", STEG_UNIT_POINTS, 0, n);
  made_share(line, "started_or_increased", 6, n);
}

static void test_income(void **state) {
  (void)state;
  static const struct {
    int64_t before[4], after[4]; /* lön, sjukpenning, sjukersättning, ohälsa */
    const char *before_told, *after_told;
  } rows[] = {
      {{10, 20, 10, 30}, {12, 18, 10, 28}, "10 20 10 30", "12 18 10 28"},
      /* one source of ill health hidden: the other too, since the group is shown */
      {{10, 27, 3, 30}, {12, 18, 10, 28}, "10 . . 30", "12 18 10 28"},
      {{37, 3, 0, 3}, {12, 18, 10, 28}, ". . 0 .", "12 18 10 28"},
      {{10, 20, 10, 30}, {39, 6, 0, 6}, "10 20 10 30", ". . . ."}, /* nearly all */
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    static const char *const keys[] = {"lon", "sjukpenning", "sjukersattning", "ohalsa"};
    made_begin(&made, "income");
    for (size_t s = 0; s < 4; s++)
      income_line(&made, keys[s], rows[i].before[s], rows[i].after[s], 40);
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    steg_figure before[4], after[4];
    for (size_t s = 0; s < 4; s++) {
      const steg_line *line = &made.lines[s];
      before[s] = *steg_figure_named(line, "before");
      after[s] = *steg_figure_named(line, "after");
      assert_int_equal(made_hidden(line, "before_share"), before[s].kind == STEG_FIGURE_HIDDEN);
      assert_int_equal(made_hidden(line, "after_share"), after[s].kind == STEG_FIGURE_HIDDEN);
      assert_int_equal(made_hidden(line, "change"),
                       before[s].kind == STEG_FIGURE_HIDDEN || after[s].kind == STEG_FIGURE_HIDDEN);
    }
    assert_string_equal(made_told(before, 4), rows[i].before_told);
    assert_string_equal(made_told(after, 4), rows[i].after_told);
  }
}

/* The square of main sources: rows and columns are closed, and it goes when one source has nearly everybody. */
static void test_income_square(void **state) {
  (void)state;
  static const struct {
    int64_t cells[9], before[3];
    const char *expected;
  } rows[] = {
      {{6, 7, 8, 9, 10, 11, 12, 13, 14}, {21, 30, 39}, "6 7 8 9 10 11 12 13 14"},
      /* 3 goes; 7 of its row, 9 of its column; then what closes theirs */
      {{3, 7, 8, 9, 10, 11, 12, 13, 14}, {18, 30, 39}, ". . 8 . . 11 12 13 14"},
      {{6, 7, 8, 9, 10, 11, 12, 13, 14}, {1, 30, 89}, ". . . . . . . . ."},
  };
  static made_result made;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    static const char *const keys[] = {"lon", "sjukpenning", "sjukersattning"};
    made_begin(&made, "income");
    for (size_t s = 0; s < 3; s++)
      income_line(&made, keys[s], rows[i].before[s], 30, 90);
    made.lines[0].matrix = made.matrices[0];
    made.lines[0].level_count = 3;
    for (size_t c = 0; c < 9; c++)
      made.matrices[0][c] = made_figure(STEG_UNIT_COUNT, rows[i].cells[c], 90, 0, STEG_SENSITIVE);
    made_judge(&made, STEG_PROFILE_PUBLIC, 5);
    assert_string_equal(made_told(made.matrices[0], 9), rows[i].expected);
  }
}

/* ---- drawn tables */

static uint32_t seed = 11;

static int64_t draw(int64_t below) {
  seed = seed * 1664525u + 1013904223u;
  return (int64_t)((uint64_t)(seed >> 8) * (uint64_t)below >> 24);
}

/* Cells of a known sum: never exactly one that is hidden; and never hidden ones whose sum is under k. */
static void check_row(const steg_figure *const *cells, const int64_t *truth, size_t count, int64_t k) {
  size_t hidden = 0;
  int64_t sum = 0, all = 0;
  for (size_t i = 0; i < count; i++) {
    all += truth[i];
    if (cells[i]->kind == STEG_FIGURE_HIDDEN) {
      hidden++;
      sum += truth[i];
    } else if (cells[i]->kind == STEG_FIGURE_NUMBER) {
      assert_true(truth[i] == 0 || truth[i] >= k); /* E1 */
      assert_int_equal(cells[i]->count, truth[i]);
    }
  }
  assert_int_not_equal(hidden, 1);
  if (hidden > 0 && sum < k)
    assert_true(sum == all || hidden == count); /* nothing more could be hidden */
}

static void test_drawn_tables(void **state) {
  (void)state;
  static made_result made;
  for (int round = 0; round < 2000; round++) {
    int64_t k = round % 2 ? 5 : 3, truth[5][5] = {{0}};
    made_begin(&made, "distribution");
    by_sex(&made, STEG_NEUTRAL);
    for (size_t v = 1; v < 5; v++)
      for (size_t s = 0; s < 5; s++) {
        truth[v][s] = draw(v < 3 ? 14 : 3);
        truth[0][s] += truth[v][s];
      }
    for (size_t v = 0; v < 5; v++) {
      steg_line *line = made_levels_line(&made, truth[v], 5);
      line->group[0] = (int32_t)v - 1;
      if (line->figures[1].figure.base == 0)
        line->figures[1].figure.kind = STEG_FIGURE_MISSING;
    }
    made_judge(&made, k == 5 ? STEG_PROFILE_PUBLIC : STEG_PROFILE_BOARD, 5);
    for (size_t v = 0; v < 5; v++) {
      const steg_figure *cells[5];
      for (size_t s = 0; s < 5; s++)
        cells[s] = &made.lines[v].levels[s];
      check_row(cells, truth[v], 5, k);
      if (made.figures[v][1].figure.kind == STEG_FIGURE_NUMBER) {
        check_row(cells, truth[v], 3, k);
        check_row(cells + 3, truth[v] + 3, 2, k);
      }
    }
    for (size_t s = 0; s < 5; s++) {
      if (made.lines[0].levels[s].kind != STEG_FIGURE_NUMBER)
        continue;
      const steg_figure *cells[4];
      int64_t column[4];
      for (size_t v = 0; v < 4; v++) {
        cells[v] = &made.lines[v + 1].levels[s];
        column[v] = truth[v + 1][s];
      }
      check_row(cells, column, 4, k);
    }
  }
}

/* Raising k never shows again what a lower one hides by itself. */
static void test_raising_k(void **state) {
  (void)state;
  static made_result low, high;
  for (int round = 0; round < 500; round++) {
    int64_t counts[5];
    for (size_t s = 0; s < 5; s++)
      counts[s] = draw(20);
    made_begin(&low, "distribution");
    made_levels_line(&low, counts, 5);
    made_begin(&high, "distribution");
    made_levels_line(&high, counts, 5);
    made_judge(&low, STEG_PROFILE_PUBLIC, 5);
    made_judge(&high, STEG_PROFILE_PUBLIC, 10);
    for (size_t s = 0; s < 5; s++)
      if (counts[s] > 0 && counts[s] < 10)
        assert_int_equal(high.levels[0][s].kind, STEG_FIGURE_HIDDEN);
      else if (low.levels[0][s].kind == STEG_FIGURE_HIDDEN && counts[s] > 0 && counts[s] < 5)
        assert_int_equal(high.levels[0][s].kind, STEG_FIGURE_HIDDEN);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_levels),
      cmocka_unit_test(test_groups_of_heads),
      cmocka_unit_test(test_sensitive_breakdown),
      cmocka_unit_test(test_means_of_groups),
      cmocka_unit_test(test_income),
      cmocka_unit_test(test_income_square),
      cmocka_unit_test(test_drawn_tables),
      cmocka_unit_test(test_raising_k),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
