/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/chart.h"
#include "judged.h"

static const steg_chart *make(judged *test, const steg_result *result, steg_chart_kind kind, const char *sort) {
  const steg_block block = {.kind = STEG_BLOCK_CHART, .chart_kind = kind, .sort = sort};
  const steg_chart *chart = NULL;
  steg_error err = {0};
  if (steg_chart_make(&test->context, &block, result, NULL, &chart, &err) != 0)
    fail_msg("%s", err.text);
  return chart;
}

/* better, worse, positive before and after of up to three items, and what the title then says. */
typedef struct change_case {
  const char *what;
  steg_chart_kind kind;
  size_t count;
  int64_t rows[3][5]; /* paired, better, worse, before, after */
  const char *title;
  int highlight; /* -1 = none */
} change_case;

static const change_case change_cases[] = {
    {"one stands out",
     STEG_CHART_BARS,
     3,
     {{23, 14, 3, 8, 13}, {23, 9, 3, 8, 10}, {22, 8, 2, 7, 9}},
     "Flest steg framåt i ”Jobbmål”: 14 av 23",
     0},
    /* 14 of 23 is 61 %, 13 of 23 is 57 %: under five points, so nothing stands out and the tally is told */
    {"none stands out",
     STEG_CHART_BARS,
     3,
     {{23, 14, 3, 8, 13}, {23, 13, 3, 8, 10}, {22, 2, 8, 7, 9}},
     "På 2 av 3 frågor har fler gått framåt än bakåt",
     -1},
    {"all move",
     STEG_CHART_BARS,
     2,
     {{23, 14, 3, 8, 13}, {23, 13, 3, 8, 10}},
     "På alla 2 frågor har fler gått framåt än bakåt",
     -1},
    {"none moves",
     STEG_CHART_BARS,
     2,
     {{23, 3, 14, 8, 6}, {23, 4, 13, 8, 7}},
     "På ingen fråga har fler gått framåt än bakåt",
     -1},
    /* the most better, but as many worse: no "steps forward" in the title */
    {"leader moves both ways",
     STEG_CHART_BARS,
     2,
     {{23, 11, 11, 8, 9}, {23, 4, 2, 8, 9}},
     "På 1 av 2 frågor har fler gått framåt än bakåt",
     -1},
    {"few",
     STEG_CHART_BARS,
     2,
     {{9, 8, 0, 1, 7}, {8, 1, 0, 1, 2}},
     "Före och efter enligt Kortet – för få för slutsatser",
     -1},
    {"one known beside a hidden one",
     STEG_CHART_BARS,
     2,
     {{23, 14, 3, 8, 13}, {23, HIDDEN, HIDDEN, HIDDEN, HIDDEN}},
     "14 av 23 har tagit steg framåt i ”Jobbmål”",
     -1},
    /* the hidden item could be the largest */
    {"hidden beside two",
     STEG_CHART_BARS,
     3,
     {{23, 14, 3, 8, 13}, {23, 9, 3, 8, 10}, {23, HIDDEN, HIDDEN, HIDDEN, HIDDEN}},
     "Flest steg framåt, av det som visas, i ”Jobbmål”: 14 av 23",
     0},
    {"all hidden",
     STEG_CHART_BARS,
     2,
     {{23, HIDDEN, HIDDEN, 8, 9}, {23, HIDDEN, HIDDEN, 8, 9}},
     "Före och efter enligt Kortet",
     -1},
    {"one item", STEG_CHART_BARS, 1, {{23, 14, 3, 8, 13}}, "14 av 23 har tagit steg framåt i ”Jobbmål”", -1},
    {"one item, few",
     STEG_CHART_BARS,
     1,
     {{7, 5, 1, 2, 4}},
     "Före och efter enligt ”Jobbmål” – för få för slutsatser",
     -1},
    {"one item, hidden", STEG_CHART_BARS, 1, {{23, HIDDEN, HIDDEN, 8, 13}}, "Före och efter enligt ”Jobbmål”", -1},
    /* before and after: the title speaks of the shares that are drawn. 8 -> 13 of 23 is 22 points, 8 -> 10 is 9 */
    {"one rises",
     STEG_CHART_DUMBBELL,
     3,
     {{23, 4, 3, 8, 10}, {23, 9, 3, 8, 13}, {22, 14, 2, 7, 9}},
     "Störst ökning av positiva svar: ”Tid i vardagen”, från 8 till 13 av 23",
     1},
    {"one falls",
     STEG_CHART_DUMBBELL,
     2,
     {{23, 4, 3, 8, 10}, {23, 9, 3, 13, 8}},
     "Störst minskning av positiva svar: ”Tid i vardagen”, från 13 till 8 av 23",
     1},
    {"as much up as down",
     STEG_CHART_DUMBBELL,
     2,
     {{23, 4, 3, 8, 13}, {23, 9, 3, 13, 8}},
     "På 1 av 2 frågor är fler svar positiva än vid start",
     -1},
    {"little moves",
     STEG_CHART_DUMBBELL,
     2,
     {{23, 4, 3, 8, 9}, {23, 9, 3, 13, 14}},
     "På alla 2 frågor är fler svar positiva än vid start",
     -1},
    {"nothing moves",
     STEG_CHART_DUMBBELL,
     2,
     {{23, 4, 3, 8, 8}, {23, 9, 3, 13, 13}},
     "På ingen fråga är fler svar positiva än vid start",
     -1},
    {"a share is hidden",
     STEG_CHART_DUMBBELL,
     3,
     {{23, 4, 3, 8, 13}, {23, 9, 3, 8, 9}, {23, 9, 3, HIDDEN, 9}},
     "Störst ökning av positiva svar, av det som visas: ”Jobbmål”, från 8 till 13 av 23",
     0},
    {"little moves, one hidden",
     STEG_CHART_DUMBBELL,
     3,
     {{23, 4, 3, 8, 9}, {23, 9, 3, 8, 9}, {23, 9, 3, HIDDEN, 9}},
     "På alla 2 frågor som visas är fler svar positiva än vid start",
     -1},
    {"one pair of shares",
     STEG_CHART_DUMBBELL,
     2,
     {{23, 4, 3, 8, 13}, {23, 9, 3, HIDDEN, 9}},
     "Positiva svar på ”Jobbmål”: från 8 till 13 av 23",
     -1},
    {"before and after, one item",
     STEG_CHART_DUMBBELL,
     1,
     {{23, 4, 3, 8, 13}},
     "Positiva svar på ”Jobbmål”: från 8 till 13 av 23",
     -1},
    {"before and after, few",
     STEG_CHART_DUMBBELL,
     2,
     {{9, 8, 0, 1, 7}, {8, 1, 0, 1, 2}},
     "Före och efter enligt Kortet – för få för slutsatser",
     -1},
};

static void test_change_titles(void **state) {
  (void)state;
  for (size_t c = 0; c < sizeof change_cases / sizeof change_cases[0]; c++) {
    const change_case *row = &change_cases[c];
    judged test;
    judged_start(&test, STEG_LANG_SV);
    steg_result *result = judged_result(&test, "change", row->count);
    for (size_t i = 0; i < row->count; i++)
      judged_change(&result->lines[i], (int32_t)i, row->rows[i][0], row->rows[i][1], row->rows[i][2], row->rows[i][3],
                    row->rows[i][4]);
    const steg_chart *chart = make(&test, result, row->kind, NULL);
    if (strcmp(chart->title, row->title))
      fail_msg("%s: %s", row->what, chart->title);
    for (size_t r = 0; r < chart->row_count; r++)
      assert_int_equal(chart->rows[r].highlight, (int)r == row->highlight);
    judged_end(&test);
  }
}

static void test_dumbbell(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "change", 3);
  judged_change(&result->lines[0], 0, 23, 14, 3, 8, 13); /* 34,8 -> 56,5 %: +21,7 */
  judged_change(&result->lines[1], 1, 20, 9, 3, HIDDEN, 18);
  judged_change(&result->lines[2], 2, 20, HIDDEN, HIDDEN, HIDDEN, HIDDEN);
  const steg_chart *chart = make(&test, result, STEG_CHART_DUMBBELL, "value");
  assert_int_equal(chart->row_count, 2); /* nothing of the third is known */
  assert_string_equal(chart->id, "diagram-1");
  assert_string_equal(chart->subtitle,
                      "Diagram 1. Andel (%) positiva svar vid start och vid senaste tillfället, Kortet, 2024.");
  assert_string_equal(chart->rows[0].label, "Tid i vardagen"); /* 90 % after, so first */
  assert_true(chart->rows[0].values[0].hidden);
  assert_string_equal(chart->rows[0].values[0].text, "..");
  assert_string_equal(chart->rows[0].change_text, "..");
  assert_string_equal(chart->rows[1].values[0].text, "35");
  assert_string_equal(chart->rows[1].values[1].text, "57");
  assert_true(fabs(chart->rows[1].values[1].value - 100.0 * 13 / 23) < 1e-12);
  assert_string_equal(chart->rows[1].change_text, "+22 p.e.");
  assert_string_equal(chart->rows[1].base_text, "n = 23");
  assert_true(chart->axis_low == 0 && chart->axis_high == 100); /* 90 and up to the next 20 */
  assert_non_null(strstr(chart->note, "Parade mätningar finns för 23 av 60 deltaganden."));
  assert_non_null(strstr(chart->note, "En rad visas inte i diagrammet"));
  assert_non_null(strstr(chart->note, "Positiva svar: 4 och 5 (högst)."));
  assert_string_equal(chart->alt, "Före-efter-diagram med 2 rader. Tid i vardagen: från visas inte till 90" JUDGED_NBSP
                                  "% (n = 20); Jobbmål: från 35" JUDGED_NBSP "% till 57" JUDGED_NBSP "% (n = 23).");
  assert_string_equal(judged_table_text(&test, chart->table), "Fråga|Före, %|Efter, %|Förändring|n\n"
                                                              "Tid i vardagen|..|90|..|20\n"
                                                              "Jobbmål|35|57|+22 p.e.|23");
  judged_end(&test);
}

static void test_likert(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "distribution", 2);
  judged_distribution(&test, &result->lines[0], 0, (const int64_t[]){2, 4, 6, 9, 3}, 24, 12);
  judged_distribution(&test, &result->lines[1], 1, (const int64_t[]){HIDDEN, 10, 9, 5, 0}, 26, 5);
  const steg_chart *chart = make(&test, result, STEG_CHART_LIKERT, NULL);
  assert_int_equal(chart->series_count, 5);
  /* two positive of five steps: the middle one is nobody's side */
  static const steg_chart_side sides[] = {STEG_SIDE_NEGATIVE, STEG_SIDE_NEGATIVE, STEG_SIDE_NEUTRAL, STEG_SIDE_POSITIVE,
                                          STEG_SIDE_POSITIVE};
  for (size_t s = 0; s < 5; s++)
    assert_int_equal(chart->series[s].side, sides[s]);
  assert_string_equal(chart->rows[0].negative_text, "25"); /* 6 of 24 */
  assert_string_equal(chart->rows[0].positive_text, "50");
  assert_string_equal(chart->rows[0].values[3].text, "38"); /* 9 of 24 = 37,5 */
  assert_null(chart->rows[1].negative_text);                /* a part of it is hidden */
  assert_string_equal(chart->rows[1].positive_text, "19");  /* a figure of its own: 5 of 26 */
  assert_true(chart->rows[1].values[0].hidden);
  assert_true(chart->rows[1].values[0].value == 0);
  assert_string_equal(chart->title, "Flest positiva svar på ”Jobbmål”: 12 av 24");
  assert_non_null(strstr(chart->alt, "Tid i vardagen: negativa visas inte, positiva 19" JUDGED_NBSP "%"));
  judged_end(&test);
}

/* Better downwards: the best answer still stands to the right. */
static void test_likert_turned(void **state) {
  (void)state;
  static const steg_level levels[] = {
      {.value = 0, .code = "aldrig", .label_sv = "Aldrig", .kind = STEG_LEVEL_STEP, .positive = 1},
      {.value = 1, .code = "ibland", .label_sv = "Ibland", .kind = STEG_LEVEL_NEUTRAL},
      {.value = 2, .code = "jamt", .label_sv = "Jämt", .kind = STEG_LEVEL_STEP}};
  const steg_scale scales[] = {{.id = "ont", .levels = STEG_ROWS(levels), .ordered = 1, .better = STEG_BETTER_DOWN}};
  const steg_item items[] = {{.id = "ont", .text_sv = "Har du ont?", .type = STEG_ITEM_SCALE, .scale = "ont"}};
  const steg_instrument instrument = {
      .id = "ont", .title_sv = "Ont", .scales = STEG_ROWS(scales), .items = STEG_ROWS(items)};
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "distribution", 1);
  result->instrument = &instrument;
  judged_distribution(&test, &result->lines[0], 0, (const int64_t[]){10, 5, 5, 0, 0}, 20, 10);
  result->lines[0].level_count = 3;
  const steg_chart *chart = make(&test, result, STEG_CHART_LIKERT, NULL);
  assert_string_equal(chart->series[0].label, "Jämt");
  assert_int_equal(chart->series[0].side, STEG_SIDE_NEGATIVE);
  assert_int_equal(chart->series[1].side, STEG_SIDE_NEUTRAL);
  assert_string_equal(chart->series[2].label, "Aldrig");
  assert_string_equal(chart->rows[0].values[0].text, "25");
  assert_string_equal(chart->rows[0].values[2].text, "50");
  judged_end(&test);
}

static void test_income_title(void **state) {
  (void)state;
  static const struct {
    int64_t before[3], after[3]; /* wage, sickness benefit, study support; of 40 */
    const char *title;
  } rows[] = {
      {{6, 20, 0}, {15, 16, 0}, "Störst ökning: lön, från 6 till 15 av 40"},
      {{6, 20, 0}, {9, 8, 0}, "Störst minskning: sjukpenning, från 20 till 8 av 40"},
      {{6, 20, 0}, {7, 19, 0}, "Försörjning före och efter insatsen"},  /* 2,5 points */
      {{6, 20, 0}, {12, 14, 0}, "Försörjning före och efter insatsen"}, /* as much up as down */
      {{6, HIDDEN, 10}, {15, HIDDEN, 12}, "Störst ökning av det som visas: lön, från 6 till 15 av 40"},
      {{20, HIDDEN, 10}, {15, HIDDEN, 12}, "Störst minskning av det som visas: lön, från 20 till 15 av 40"},
      {{6, HIDDEN, HIDDEN}, {15, HIDDEN, HIDDEN}, "Lön: från 6 till 15 av 40"},
      {{HIDDEN, HIDDEN, HIDDEN}, {HIDDEN, HIDDEN, HIDDEN}, "Försörjning före och efter insatsen"},
  };
  for (size_t c = 0; c < sizeof rows / sizeof rows[0]; c++) {
    judged test;
    judged_start(&test, STEG_LANG_SV);
    steg_result *result = judged_result(&test, "income", 3);
    result->instrument = NULL;
    static const char *const labels[] = {"Lön", "Sjukpenning", "Studiestöd"};
    for (size_t i = 0; i < 3; i++) {
      steg_line *line = &result->lines[i];
      line->key = line->label = labels[i];
      judged_put(line, "before", judged_figure(STEG_UNIT_COUNT, rows[c].before[i], 40));
      judged_put(line, "after", judged_figure(STEG_UNIT_COUNT, rows[c].after[i], 40));
      judged_put(line, "before_share", judged_figure(STEG_UNIT_SHARE, rows[c].before[i], 40));
      judged_put(line, "after_share", judged_figure(STEG_UNIT_SHARE, rows[c].after[i], 40));
    }
    assert_string_equal(make(&test, result, STEG_CHART_DUMBBELL, NULL)->title, rows[c].title);
    judged_end(&test);
  }
}

static void test_bars(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "count", 5);
  judged_by_sex(result);
  static const int64_t counts[5] = {60, 38, 20, 2, 0};
  for (int32_t i = 0; i < 5; i++) {
    result->lines[i].group[0] = i - 1;
    judged_put(&result->lines[i], "count", judged_figure(STEG_UNIT_COUNT, counts[i], 60));
  }
  const steg_chart *chart = make(&test, result, STEG_CHART_BARS, NULL);
  assert_int_equal(chart->row_count, 4); /* the total is no bar among its parts */
  assert_string_equal(chart->title, "Flest i gruppen kvinnor: 38 av 60");
  assert_string_equal(chart->subtitle, "Diagram 1. Antal deltaganden efter kön, 2024.");
  assert_true(chart->axis_high == 38);
  /* with one hidden, the largest can't be named, and the bar has no length */
  steg_figure_hide(&result->lines[3].figures[0].figure);
  chart = make(&test, result, STEG_CHART_BARS, NULL);
  assert_string_equal(chart->title, "Deltaganden efter kön");
  assert_true(chart->rows[2].values[0].hidden && chart->rows[2].values[0].value == 0);
  assert_string_equal(chart->rows[2].values[0].text, "..");
  assert_string_equal(chart->id, "diagram-2");
  judged_end(&test);
}

static void test_refused(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  const steg_block block = {.kind = STEG_BLOCK_CHART, .chart_kind = STEG_CHART_LIKERT};
  const steg_chart *chart = NULL;
  steg_error err = {0};
  assert_int_equal(steg_chart_make(&test.context, &block, judged_result(&test, "flow", 0), NULL, &chart, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
  assert_non_null(strstr(err.text, "likert can't show flow"));
  assert_null(chart);
  judged_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_change_titles), cmocka_unit_test(test_dumbbell),
                                     cmocka_unit_test(test_likert),        cmocka_unit_test(test_likert_turned),
                                     cmocka_unit_test(test_income_title),  cmocka_unit_test(test_bars),
                                     cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
