/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/wording.h"
#include "judged.h"

/* Expected texts: how a Swedish board reads them (decimal comma, no-break space before %, U+2212), rounded by hand. */

static void test_prose(void **state) {
  (void)state;
  static const struct {
    steg_lang lang;
    const char *field;
    steg_figure figure;
    const char *expected;
  } rows[] = {
      {STEG_LANG_SV,
       "n",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_COUNT, .count = 1234, .base = -1},
       "1" JUDGED_NBSP "234"},
      {STEG_LANG_SV,
       "better",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 12, .base = 21},
       "57" JUDGED_NBSP "% (12 av 21)"},
      {STEG_LANG_EN,
       "better",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 12, .base = 21},
       "57" JUDGED_NBSP "% (12 of 21)"},
      /* 57 of 200 is 28,5: half away from zero */
      {STEG_LANG_SV,
       "x",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 57, .base = 200},
       "29" JUDGED_NBSP "% (57 av 200)"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 2, .base = 3}, "2 av 3"},
      {STEG_LANG_SV,
       "x",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 5, .base = 10},
       "50" JUDGED_NBSP "% (5 av 10)"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 9, .base = 9}, "9 av 9"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 0, .base = 0}, "–"},
      {STEG_LANG_SV, "mean", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_LEVEL, .value = -0.25}, JUDGED_MINUS "0,3"},
      {STEG_LANG_SV,
       "median_change",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_LEVEL, .value = 0.5, .low = 0, .high = 1},
       "0–1"},
      {STEG_LANG_SV,
       "median",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_LEVEL, .value = 3, .low = 3, .high = 3},
       "3"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_POINTS, .value = 14.3}, "14 procentenheter"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_POINTS, .value = 0.6}, "1 procentenhet"},
      {STEG_LANG_SV,
       "x",
       {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_KRONOR, .value = 1329000},
       "1" JUDGED_NBSP "329" JUDGED_NBSP "000 kr"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_DAYS, .value = 212.4}, "212 dagar"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_NUMBER, .value = 3}, "3"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_NUMBER, .value = 0.047}, "0,05"},
      {STEG_LANG_EN, "x", {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_NUMBER, .value = 12.34}, "12.3"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_HIDDEN, .unit = STEG_UNIT_SHARE}, ".."},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_MISSING, .unit = STEG_UNIT_LEVEL}, "–"},
      {STEG_LANG_SV, "x", {.kind = STEG_FIGURE_NOT_APPLICABLE, .unit = STEG_UNIT_LEVEL}, ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    judged test;
    judged_start(&test, rows[i].lang);
    assert_string_equal(steg_wording_prose(&test.context, rows[i].field, &rows[i].figure), rows[i].expected);
    judged_end(&test);
  }
}

static void test_cells(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  const steg_figure share = judged_figure(STEG_UNIT_SHARE, 12, 21), hidden = judged_figure(STEG_UNIT_SHARE, HIDDEN, 21);
  const steg_figure rise = judged_value(STEG_UNIT_LEVEL, 0.35, -0.12, 0.82),
                    fall = judged_value(STEG_UNIT_POINTS, -3.4, NAN, NAN);
  const steg_figure still = judged_value(STEG_UNIT_LEVEL, 0.04, NAN, NAN);
  const struct {
    const steg_figure *figure;
    steg_cell_form form;
    const char *expected;
  } rows[] = {
      {&share, STEG_CELL_COUNT, "12"},
      {&share, STEG_CELL_PERCENT, "57" JUDGED_NBSP "%"},
      {&share, STEG_CELL_SHARE, "57" JUDGED_NBSP "% (12 av 21)"},
      {&hidden, STEG_CELL_COUNT, ".."},
      {&hidden, STEG_CELL_PERCENT, ".."},
      {&hidden, STEG_CELL_SIGNED1, ".."},
      {&rise, STEG_CELL_SIGNED1, "+0,4"}, /* 0,35: half away from zero */
      {&rise, STEG_CELL_REAL1, "0,4"},
      {&fall, STEG_CELL_SIGNED, JUDGED_MINUS "3"},
      {&still, STEG_CELL_SIGNED1, "0,0"}, /* no sign on a printed nought */
      {NULL, STEG_CELL_COUNT, ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(steg_wording_cell(&test.context, rows[i].figure, rows[i].form), rows[i].expected);
  steg_figure wilson = share;
  wilson.low = 0.3654;
  wilson.high = 0.7553;
  assert_string_equal(steg_wording_interval(&test.context, &wilson), "37–76" JUDGED_NBSP "%");
  assert_string_equal(steg_wording_interval(&test.context, &rise), JUDGED_MINUS "0,1 till +0,8");
  assert_string_equal(steg_wording_interval(&test.context, &still), "–");
  assert_string_equal(steg_wording_interval(&test.context, &hidden), "..");
  judged_end(&test);
}

/* What a choice compares: the number as a reader sees it. */
static void test_printed_value(void **state) {
  (void)state;
  static const struct {
    steg_figure figure;
    double expected;
  } rows[] = {
      {{.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = 39, .base = 49}, 0.80}, /* 79,59 % */
      {{.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_COUNT, .count = 12345, .base = -1}, 12345},
      {{.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_LEVEL, .value = -0.04}, 0},
      {{.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_LEVEL, .value = -0.06}, -0.1},
      {{.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_LEVEL, .value = 2.65}, 2.7},
  };
  for (int lang = STEG_LANG_SV; lang <= STEG_LANG_EN; lang++) {
    judged test;
    judged_start(&test, (steg_lang)lang);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
      double value = steg_wording_printed_value(&test.context, &rows[i].figure);
      assert_true(value == rows[i].expected); /* to the bit: a bound of 0.8 must hold */
    }
    const steg_figure hidden = judged_figure(STEG_UNIT_COUNT, HIDDEN, 1);
    assert_true(isnan(steg_wording_printed_value(&test.context, &hidden)));
    assert_true(isnan(steg_wording_printed_value(&test.context, NULL)));
    judged_end(&test);
  }
}

static void test_words(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  static const char *const names[] = {"kön", "ålder", "kommun"};
  assert_string_equal(steg_wording_join(&test.context, names, 0), "");
  assert_string_equal(steg_wording_join(&test.context, names, 1), "kön");
  assert_string_equal(steg_wording_join(&test.context, names, 2), "kön och ålder");
  assert_string_equal(steg_wording_join(&test.context, names, 3), "kön, ålder och kommun");
  assert_string_equal(steg_wording_lower(&test.context, "Ålder vid start"), "ålder vid start");
  assert_string_equal(steg_wording_lower(&test.context, "BIP"), "BIP");
  assert_string_equal(steg_wording_lower(&test.context, "A"), "A");
  assert_string_equal(steg_wording_lower(&test.context, "lön"), "lön");
  assert_string_equal(steg_wording_quote(&test.context, "Tid"), "”Tid”");
  assert_string_equal(steg_wording_escape(&test.context, "a*b_[c](d)<e>\n#f"), "a\\*b\\_\\[c\\]\\(d\\)\\<e\\> \\#f");
  judged_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_prose), cmocka_unit_test(test_cells),
                                     cmocka_unit_test(test_printed_value), cmocka_unit_test(test_words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
