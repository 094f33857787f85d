/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/table.h"
#include "judged.h"

static const steg_table *make(judged *test, const steg_result *result, const steg_block *block, const char *kind) {
  const steg_table_job job = {.context = &test->context, .result = result, .block = block};
  const steg_table *table = NULL;
  steg_error err = {0};
  if (steg_table_make(&job, kind, &table, &err) != 0)
    fail_msg("%s", err.text);
  return table;
}

static void at(steg_line *line, int32_t first, int32_t second, int64_t count) {
  line->group[0] = first;
  line->group[1] = second;
  judged_put(line, "count", judged_figure(STEG_UNIT_COUNT, count, 60));
}

static void test_count_one_breakdown(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "count", 5);
  judged_by_sex(result);
  static const int64_t counts[5] = {60, 38, 20, HIDDEN, 0};
  for (int32_t i = 0; i < 5; i++) {
    at(&result->lines[i], i - 1, STEG_GROUP_ALL, counts[i]);
    judged_put(&result->lines[i], "share", judged_figure(STEG_UNIT_SHARE, counts[i], 60));
  }
  const steg_table *table = make(&test, result, NULL, NULL);
  assert_string_equal(judged_table_text(&test, table), "Kön|Antal|Andel\n"
                                                       "Kvinnor|38|63" JUDGED_NBSP "%\n"
                                                       "Män|20|33" JUDGED_NBSP "%\n"
                                                       "Annat|..|..\n"
                                                       "Okänt|0|0" JUDGED_NBSP "%\n"
                                                       "Totalt|60|100" JUDGED_NBSP "%");
  assert_string_equal(table->caption, "Deltaganden efter kön, 2024");
  assert_non_null(strstr(table->note, "Två punkter (..)"));
  assert_null(strstr(table->note, "Tankstreck"));
  assert_true(table->rows[4].total);
  assert_false(table->rows[0].total);
  assert_ptr_equal(table->rows[0].cells[1].figure, steg_figure_named(&result->lines[1], "count"));
  /* sorted: the hidden one has no place among the others */
  const steg_block sorted = {.sort = "value"}, top = {.top = 2};
  assert_string_equal(judged_table_text(&test, make(&test, result, &sorted, NULL)), "Kön|Antal|Andel\n"
                                                                                    "Kvinnor|38|63" JUDGED_NBSP "%\n"
                                                                                    "Män|20|33" JUDGED_NBSP "%\n"
                                                                                    "Okänt|0|0" JUDGED_NBSP "%\n"
                                                                                    "Annat|..|..\n"
                                                                                    "Totalt|60|100" JUDGED_NBSP "%");
  table = make(&test, result, &top, NULL);
  assert_int_equal(table->row_count, 3);
  assert_non_null(strstr(table->note, "De 2 högsta visas."));
  judged_end(&test);
}

/* The longer dimension makes rows, whichever came first; margins that the result lacks are not made up. */
static void test_count_crossed(void **state) {
  (void)state;
  for (int sex_first = 0; sex_first < 2; sex_first++) {
    judged test;
    judged_start(&test, STEG_LANG_SV);
    steg_result *result = judged_result(&test, "count", 15);
    if (sex_first)
      judged_by_sex(result);
    judged_by_age(result);
    if (!sex_first)
      judged_by_sex(result);
    static const int64_t counts[5][3] = {{60, 25, 35}, {38, 15, 23}, {20, 10, 10}, {2, HIDDEN, HIDDEN}, {0, 0, 0}};
    for (int32_t s = 0; s < 5; s++)
      for (int32_t a = 0; a < 3; a++)
        at(&result->lines[s * 3 + a], sex_first ? s - 1 : a - 1, sex_first ? a - 1 : s - 1, counts[s][a]);
    assert_string_equal(judged_table_text(&test, make(&test, result, NULL, NULL)), "Kön|16–29 år|30–64 år|Totalt\n"
                                                                                   "Kvinnor|15|23|38\n"
                                                                                   "Män|10|10|20\n"
                                                                                   "Annat|..|..|2\n"
                                                                                   "Okänt|0|0|0\n"
                                                                                   "Totalt|25|35|60");
    judged_end(&test);
  }
}

/* Of equally long dimensions the first makes the rows, as the author wrote them. */
static void test_count_square(void **state) {
  (void)state;
  static const char *const ids[] = {"tatort", "landsbygd"}, *const labels[] = {"Tätort", "Landsbygd"};
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "count", 4);
  judged_by_age(result);
  result->by[result->by_count++] =
      (steg_dimension){.id = "area", .label = "Område", .value_ids = ids, .value_labels = labels, .value_count = 2};
  for (int32_t i = 0; i < 4; i++)
    at(&result->lines[i], i / 2, i % 2, 10 + i);
  assert_string_equal(judged_table_text(&test, make(&test, result, NULL, NULL)), "Ålder vid start|Tätort|Landsbygd\n"
                                                                                 "16–29 år|10|11\n"
                                                                                 "30–64 år|12|13\n"
                                                                                 "Totalt||");
  judged_end(&test);
}

static void test_change(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "change", 3);
  judged_change(&result->lines[0], 0, 23, 14, 3, 8, 13);
  judged_change(&result->lines[1], 1, 21, HIDDEN, HIDDEN, 5, 9);
  judged_change(&result->lines[2], 2, 0, MISSING, MISSING, MISSING, MISSING);
  result->lines[2].figures[2].figure.kind = result->lines[2].figures[4].figure.kind = STEG_FIGURE_MISSING;
  const steg_table *table = make(&test, result, NULL, NULL);
  assert_string_equal(judged_table_text(&test, table),
                      "Fråga|Par (n)|Bättre|Oförändrad|Sämre|Andel bättre|Medelförändring\n"
                      "Jobbmål|23|14|6|3|61" JUDGED_NBSP "%|+0,4\n"
                      "Tid i vardagen|21|..|..|..|..|+0,4\n"
                      "Tro på jobb|0|–|–|–|–|–");
  assert_non_null(strstr(table->note, "Parade mätningar finns för 23 av 60 deltaganden."));
  assert_non_null(strstr(table->note, "Två punkter (..)"));
  assert_non_null(strstr(table->note, "Tankstreck (–)"));
  assert_non_null(strstr(table->note, "För 1 av 3 frågor är ordalydelsen en platshållare"));
  /* a hidden population is no part of a note */
  steg_figure_hide(&result->paired);
  assert_null(strstr(make(&test, result, NULL, NULL)->note, "Parade mätningar finns"));
  result->lines[0].figures[1].figure.low = 0.408;
  result->lines[0].figures[1].figure.high = 0.778;
  assert_string_equal(judged_table_text(&test, make(&test, result, NULL, "intervals")),
                      "Fråga|Par (n)|Andel bättre|Intervall|Medelförändring|Intervall\n"
                      "Jobbmål|23|61" JUDGED_NBSP "%|41–78" JUDGED_NBSP "%|+0,4|" JUDGED_MINUS "0,1 till +0,8\n"
                      "Tid i vardagen|21|..|..|+0,4|" JUDGED_MINUS "0,1 till +0,8\n"
                      "Tro på jobb|0|–|–|–|–");
  judged_end(&test);
}

static void test_change_groups(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "change", 4);
  judged_by_sex(result);
  judged_change(&result->lines[0], 0, 23, 14, 3, 8, 13);
  judged_change(&result->lines[1], 0, 15, 9, 2, 5, 8);
  judged_change(&result->lines[2], 0, 8, 5, 1, 3, 5);
  judged_change(&result->lines[3], 0, 0, 0, 0, 0, 0);
  for (int32_t i = 1; i < 4; i++)
    result->lines[i].group[0] = i - 1;
  /* groups first, all last; a group that nobody is in is left out */
  const steg_table *table = make(&test, result, NULL, NULL);
  assert_string_equal(judged_table_text(&test, table),
                      "Grupp|Par (n)|Bättre|Oförändrad|Sämre|Andel bättre|Medelförändring\n"
                      "Kvinnor|15|9|4|2|60" JUDGED_NBSP "%|+0,4\n"
                      "Män|8|5|2|1|63" JUDGED_NBSP "%|+0,4\n"
                      "Alla|23|14|6|3|61" JUDGED_NBSP "%|+0,4");
  assert_true(table->rows[2].total);
  assert_non_null(strstr(table->note, "färre än tio personer"));
  judged_end(&test);
}

static void test_distribution(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_EN);
  steg_result *result = judged_result(&test, "distribution", 2);
  judged_distribution(&test, &result->lines[0], 0, (const int64_t[]){2, 5, 6, 7, 4}, 24, 11);
  judged_distribution(&test, &result->lines[1], 1, (const int64_t[]){HIDDEN, 5, 6, 7, HIDDEN}, 24, 11);
  /* "cannot answer" is nought everywhere: no column for it */
  assert_string_equal(judged_table_text(&test, make(&test, result, NULL, NULL)),
                      "Question|1 (lowest)|2|3|4|5 (highest)|No answer|Answers (n)|Share positive\n"
                      "Job goal|2|5|6|7|4|2|24|46" JUDGED_NBSP "%\n"
                      "Tid i vardagen|..|5|6|7|..|2|24|46" JUDGED_NBSP "%");
  judged_end(&test);
}

static void test_matrix(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "change", 1);
  judged_change(&result->lines[0], 0, 23, 14, 3, 8, 13);
  result->lines[0].level_count = JUDGED_STEPS;
  result->lines[0].matrix = steg_arena_array(test.arena, 25, sizeof(steg_figure));
  for (int i = 0; i < 25; i++)
    result->lines[0].matrix[i] = judged_figure(STEG_UNIT_COUNT, i == 7 ? HIDDEN : i, 23);
  const steg_table *table = make(&test, result, NULL, "matrix");
  assert_string_equal(judged_table_text(&test, table), "Före ↓  Efter →|1 (lägst)|2|3|4|5 (högst)\n"
                                                       "1 (lägst)|0|1|2|3|4\n2|5|6|..|8|9\n3|10|11|12|13|14\n"
                                                       "4|15|16|17|18|19\n5 (högst)|20|21|22|23|24");
  assert_string_equal(table->caption,
                      "”Vet du vad du vill?”: första svaret (rader) mot det senaste (kolumner), antal, 2024");
  judged_end(&test);
}

static const steg_level income_levels[] = {
    {.value = 1, .code = "sjuk", .label_sv = "Sjukpenning", .kind = STEG_LEVEL_STEP, .group = "ohalsa"},
    {.value = 2, .code = "lon", .label_sv = "Lön", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "ingen", .label_sv = "Ingen", .kind = STEG_LEVEL_STEP}};
static const steg_scale income_scales[] = {{.id = "sources", .levels = STEG_ROWS(income_levels)}};
static const steg_item income_items[] = {
    {.id = "before", .text_sv = "Före", .type = STEG_ITEM_MULTI, .scale = "sources"}};
static const steg_instrument income_register = {
    .id = "reg", .title_sv = "Register", .scales = STEG_ROWS(income_scales), .items = STEG_ROWS(income_items)};

static void test_income(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  static const char *const ids[] = {"sjuk", "lon", "ingen"}, *const labels[] = {"Sjukpenning", "Lön", "Ingen"};
  static const struct {
    const char *key, *label;
    int64_t before, after;
    double change;
  } rows[] = {{"sjuk", "Sjukpenning", 20, HIDDEN, NAN},
              {"lon", "Lön", 6, 15, 22.5},
              {"ingen", "Ingen", 0, 0, 0},
              {"ohalsa", "Ohälsa", 20, 8, -30}};
  steg_result *result = judged_result(&test, "income", 4);
  result->instrument = &income_register;
  result->level_ids = ids;
  result->level_labels = labels;
  result->level_count = 3;
  for (size_t i = 0; i < 4; i++) {
    steg_line *line = &result->lines[i];
    line->item = 0;
    line->key = rows[i].key;
    line->label = rows[i].label;
    judged_put(line, "before", judged_figure(STEG_UNIT_COUNT, rows[i].before, 40));
    judged_put(line, "after", judged_figure(STEG_UNIT_COUNT, rows[i].after, 40));
    judged_put(line, "before_share", judged_figure(STEG_UNIT_SHARE, rows[i].before, 40));
    judged_put(line, "after_share", judged_figure(STEG_UNIT_SHARE, rows[i].after, 40));
    steg_figure change = judged_value(STEG_UNIT_POINTS, rows[i].change, NAN, NAN);
    if (isnan(rows[i].change))
      steg_figure_hide(&change);
    judged_put(line, "change", change);
  }
  const steg_table *table = make(&test, result, NULL, NULL);
  assert_string_equal(judged_table_text(&test, table),
                      "Försörjning|Före, antal|Före, andel|Efter, antal|Efter, andel|Förändring, procentenheter\n"
                      "Ohälsa|20|50" JUDGED_NBSP "%|8|20" JUDGED_NBSP "%|" JUDGED_MINUS "30\n"
                      "> Sjukpenning|20|50" JUDGED_NBSP "%|..|..|..\n"
                      "Lön|6|15" JUDGED_NBSP "%|15|38" JUDGED_NBSP "%|+23");
  assert_non_null(strstr(table->note, "ingen har haft"));
  judged_end(&test);
}

static void test_refused(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  steg_result *result = judged_result(&test, "change", 2);
  for (int i = 0; i < 2; i++) {
    judged_change(&result->lines[i], i, 23, 14, 3, 8, 13);
    result->lines[i].level_count = 1;
    result->lines[i].matrix = steg_arena_array(test.arena, 1, sizeof(steg_figure));
  }
  const steg_table_job job = {.context = &test.context, .result = result};
  const steg_table *table = NULL;
  steg_error err = {0};
  assert_int_equal(steg_table_make(&job, "matrix", &table, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
  assert_non_null(strstr(err.text, "one item"));
  err = (steg_error){0};
  assert_int_equal(steg_table_make(&job, "karta", &table, &err), -1);
  assert_non_null(strstr(err.text, "karta"));
  assert_null(table);
  judged_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_count_one_breakdown),
                                     cmocka_unit_test(test_count_crossed),
                                     cmocka_unit_test(test_change),
                                     cmocka_unit_test(test_count_square),
                                     cmocka_unit_test(test_change_groups),
                                     cmocka_unit_test(test_distribution),
                                     cmocka_unit_test(test_matrix),
                                     cmocka_unit_test(test_income),
                                     cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
