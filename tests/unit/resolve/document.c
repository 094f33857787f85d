/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole documents: branches, what is left out, numbers of tables and charts, key figures, goals, the method section. */
#include "judged.h"
#include "resolve/resolve.h"

static void resolve(judged *test, steg_block *blocks, size_t count) {
  test->document.blocks = blocks;
  test->document.block_count = count;
  test->document.title = (steg_prose){.sv = "Årsrapport 2024", .en = "Annual report 2024"};
  steg_error err = {0};
  if (steg_resolve_document(&test->document, test->arena, &err) != 0)
    fail_msg("%s", err.text);
}

static void test_branches(void **state) {
  (void)state;
  static const struct {
    int64_t measured;
    bool taken;
  } rows[] = {{40, true}, {0, false}, {HIDDEN, true}, {MISSING, false}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    judged test;
    judged_start(&test, STEG_LANG_SV);
    judged_result(&test, "change", 0)->measured = judged_figure(STEG_UNIT_COUNT, rows[i].measured, 60);
    steg_block yes = {.kind = STEG_BLOCK_TEXT, .prose = {.sv = "Mätt."}},
               no = {.kind = STEG_BLOCK_TEXT, .prose = {.sv = "Inte mätt."}};
    steg_block when = {
        .kind = STEG_BLOCK_WHEN, .children = &yes, .child_count = 1, .otherwise = &no, .otherwise_count = 1};
    resolve(&test, &when, 1);
    assert_int_equal(yes.omitted, !rows[i].taken);
    assert_int_equal(no.omitted, rows[i].taken);
    assert_false(when.omitted);
    assert_string_equal(test.document.title_text, "Årsrapport 2024");
    judged_end(&test);
  }
}

/* A section whose whole content is hidden is left out with its heading; so is a list of such items. */
static void test_left_out(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  judged_put(&judged_result(&test, "count", 1)->lines[0], "count", judged_figure(STEG_UNIT_COUNT, HIDDEN, -1));
  steg_place place = {.name = "n", .kind = STEG_PLACE_FIGURE};
  const steg_prose hidden = {.sv = "Det var {n}.", .places = &place, .place_count = 1};
  steg_block items[2] = {{.kind = STEG_BLOCK_TEXT, .prose = hidden},
                         {.kind = STEG_BLOCK_TEXT, .prose = {.sv = "Kvar."}}};
  steg_block text = {.kind = STEG_BLOCK_TEXT, .prose = hidden};
  steg_block blocks[3] = {{.kind = STEG_BLOCK_SECTION, .prose = {.sv = "Tomt"}, .children = &text, .child_count = 1},
                          {.kind = STEG_BLOCK_LIST, .children = items, .child_count = 2},
                          {.kind = STEG_BLOCK_GOALS, .initiative = "finns_inte"}};
  resolve(&test, blocks, 3);
  assert_true(blocks[0].omitted);
  assert_false(blocks[1].omitted);
  assert_true(items[0].omitted);
  assert_false(items[1].omitted);
  assert_true(blocks[2].omitted);
  judged_end(&test);
}

static void test_numbers(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  for (int i = 0; i < 2; i++) {
    steg_result *result = judged_result(&test, "change", 1);
    judged_change(&result->lines[0], 0, 23, i ? HIDDEN : 14, i ? HIDDEN : 3, i ? HIDDEN : 8, i ? HIDDEN : 13);
  }
  steg_block blocks[5] = {
      {.kind = STEG_BLOCK_TABLE, .request = 0},
      {.kind = STEG_BLOCK_CHART, .request = 1, .chart_kind = STEG_CHART_DUMBBELL}, /* nothing to draw */
      {.kind = STEG_BLOCK_CHART, .request = 0, .chart_kind = STEG_CHART_DUMBBELL, .prose = {.sv = "Egen rubrik"}},
      {.kind = STEG_BLOCK_TABLE, .request = 0, .prose = {.sv = "Egen tabell"}},
      {.kind = STEG_BLOCK_METHOD}};
  resolve(&test, blocks, 5);
  assert_true(!strncmp(blocks[0].table->caption, "Tabell 1. Stegförflyttning", strlen("Tabell 1. Stegförflyttning")));
  assert_null(blocks[1].chart);
  assert_string_equal(
      blocks[1].text,
      "Före och efter enligt ”Jobbmål” Diagrammet visas inte, eftersom uppgifterna är dolda eller saknas.");
  assert_string_equal(blocks[2].chart->id, "diagram-1"); /* the one that is not drawn takes no number */
  assert_string_equal(blocks[2].chart->title, "Egen rubrik");
  assert_string_equal(blocks[3].table->caption, "Tabell 2. Egen tabell");
  assert_true(!strncmp(blocks[4].table->caption, "Tabell 3. ", strlen("Tabell 3. ")));
  judged_end(&test);
}

static void test_key_figures(void **state) {
  (void)state;
  const struct {
    steg_figure figure;
    const char *text, *detail;
  } rows[] = {
      {judged_figure(STEG_UNIT_SHARE, 12, 21), "57" JUDGED_NBSP "%", "12 av 21"},
      {judged_figure(STEG_UNIT_SHARE, 2, 3), "2 av 3", NULL},
      {judged_figure(STEG_UNIT_COUNT, 1234, -1), "1" JUDGED_NBSP "234", NULL},
      {judged_figure(STEG_UNIT_COUNT, 14, 23), "14", "av 23"},
      {judged_figure(STEG_UNIT_SHARE, HIDDEN, 21), "..", NULL},
      {judged_figure(STEG_UNIT_SHARE, MISSING, 21), "–", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    judged test;
    judged_start(&test, STEG_LANG_SV);
    judged_put(&judged_result(&test, "count", 1)->lines[0], "count", rows[i].figure);
    steg_place place = {.name = "figure", .kind = STEG_PLACE_FIGURE};
    steg_block key = {.kind = STEG_BLOCK_KEY_FIGURE, .prose = {.sv = "deltagare", .places = &place, .place_count = 1}};
    steg_block keys = {.kind = STEG_BLOCK_KEY_FIGURES, .children = &key, .child_count = 1};
    resolve(&test, &keys, 1);
    assert_string_equal(key.text, "deltagare");
    assert_string_equal(key.figure_text, rows[i].text);
    if (rows[i].detail)
      assert_string_equal(key.figure_detail, rows[i].detail);
    else
      assert_null(key.figure_detail);
    judged_end(&test);
  }
}

static void test_goals(void **state) {
  (void)state;
  static const steg_goal goals[] = {
      {.text_sv = "Minst 55 % börjar", .source = "sus", .comparator = ">=", .target = 0.55, .unit = "share"},
      {.text_sv = "Omkring 45", .source = "counts", .comparator = "about", .target = 45, .unit = "per_year"},
      {.text_sv = "Fler bättre", .source = "kort", .comparator = "more_better_than_worse", .target = NAN},
      {.text_sv = "Möten", .source = "events", .target = NAN},
      {.text_sv = "Livskvalitet", .target = NAN},
      {.text_sv = "Minst 20", .source = "counts", .comparator = ">=", .target = 20, .unit = "count"},
  };
  const steg_initiative initiative = {.id = "prov", .title_sv = "Provet", .goals = goals, .goal_count = 6};
  judged test;
  judged_start(&test, STEG_LANG_SV);
  judged_result(&test, "change", 0);
  test.document.initiatives = &initiative;
  test.document.initiative_count = 1;
  steg_block block = {.kind = STEG_BLOCK_GOALS, .initiative = "prov"};
  resolve(&test, &block, 1);
  assert_string_equal(judged_table_text(&test, block.table),
                      "Mål|Mäts med|Måltal|Bedömning\n"
                      "Minst 55 % börjar|SUS|minst 55" JUDGED_NBSP "%|Bedöms inte i denna version\n"
                      "Omkring 45|Antalsuppgifter|omkring 45 per år|Bedöms inte i denna version\n"
                      "Fler bättre|Kortet|Fler bättre än sämre|Bedöms inte i denna version\n"
                      "Möten|Händelser|Inget tal satt|Bedöms inte i denna version\n"
                      "Livskvalitet|Inget instrument|Inget tal satt|Mäts ej\n"
                      "Minst 20|Antalsuppgifter|minst 20|Bedöms inte i denna version");
  assert_string_equal(block.table->caption, "Tabell 1. Mål för Provet");
  judged_end(&test);
}

static void test_method(void **state) {
  (void)state;
  static const steg_exclusion exclusions[] = {{"no_end_measurement", 7}, {"no_start_measurement", 3}};
  judged test;
  judged_start(&test, STEG_LANG_SV);
  static const int64_t batches[] = {1, 4};
  steg_result *change = judged_result(&test, "change", 1), *flow = judged_result(&test, "flow", 0);
  judged_change(&change->lines[0], 0, 23, HIDDEN, HIDDEN, 8, 13);
  change->how.pairing = "Första mätningen är den *första*.";
  change->how.exclusions = flow->how.exclusions = exclusions;
  change->how.exclusion_count = flow->how.exclusion_count = 2;
  change->how.batches = batches;
  change->how.batch_count = 2;
  test.document.as_of = steg_date_make(2024, 12, 31);
  test.document.data_date = steg_date_make(2025, 1, 15);
  steg_block blocks[2] = {{.kind = STEG_BLOCK_METHOD}, {.kind = STEG_BLOCK_TABLE, .request = 0}};
  resolve(&test, blocks, 2);
  const char *text = blocks[0].text;
  static const char *const said[] = {
      "till och med 31 december 2024.",
      "från 15 januari 2025.",
      "pågått någon dag",
      "Första mätningen är den \\*första\\*\\.", /* from data: no markup */
      "Stegförflyttning och deltagarflöde \\(Kortet\\):\n\n- Ingen senare mätning: 7\n- Ingen mätning vid start: 3",
      "om gruppen vore ett urval",
      "regression mot medelvärdet",
      "Ordet effekt används därför inte.",
      "**Kortet.** Ägare\\: Ägaren\\. Allt är påhittat\\.",
      "mellan 1 och 4 visas inte",
      "I rapporten är 4 uppgifter dolda.", /* better (twice), same and worse of the one table */
  };
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
    if (!strstr(text, said[i]))
      fail_msg("\"%s\" is not said in: %s", said[i], text);
  assert_ptr_equal(strstr(text, "Ingen senare mätning"), strstr(text, "Ingen senare mätning"));
  assert_null(strstr(strstr(text, "Ingen senare mätning") + 1, "Ingen senare mätning")); /* told once */
  assert_string_equal(judged_table_text(&test, blocks[0].table), "Källa|Version|Period|Inläsningar|Används till\n"
                                                                 "Kortet|2|2024|2|Stegförflyttning och deltagarflöde");
  judged_end(&test);
}

static void test_method_working(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_EN);
  steg_result *result = judged_result(&test, "count", 0);
  result->how = (steg_how){.unit = "persons", .event = "started"};
  result->instrument = NULL;
  test.document.profile = STEG_PROFILE_WORKING;
  test.document.k = 0;
  steg_block block = {.kind = STEG_BLOCK_METHOD};
  resolve(&test, &block, 1);
  assert_non_null(strstr(block.text, "working material: nothing is hidden"));
  assert_non_null(strstr(block.text, "The unit is persons."));
  assert_null(strstr(block.text, "regression")); /* nothing is compared */
  assert_null(strstr(block.text, "Cannot answer"));
  judged_end(&test);
}

/* A fault of the script names its file and line. */
static void test_fault(void **state) {
  (void)state;
  judged test;
  judged_start(&test, STEG_LANG_SV);
  judged_result(&test, "flow", 0);
  steg_block block = {.kind = STEG_BLOCK_CHART, .chart_kind = STEG_CHART_LIKERT, .line = 31};
  test.document.blocks = &block;
  test.document.block_count = 1;
  steg_error err = {0};
  assert_int_equal(steg_resolve_document(&test.document, test.arena, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
  assert_non_null(strstr(err.text, "prov.lua:31"));
  judged_end(&test);
}

/* An arena that gives out at any point makes an error, not a half-told document. */
static void test_memory(void **state) {
  (void)state;
  for (size_t limit = 20000; limit < 400000; limit += 20000) {
    judged test;
    judged_start(&test, STEG_LANG_SV);
    steg_result *result = judged_result(&test, "change", 1);
    judged_change(&result->lines[0], 0, 23, 14, 3, 8, 13);
    steg_block blocks[3] = {{.kind = STEG_BLOCK_TABLE},
                            {.kind = STEG_BLOCK_CHART, .chart_kind = STEG_CHART_DUMBBELL},
                            {.kind = STEG_BLOCK_METHOD}};
    test.document.blocks = blocks;
    test.document.block_count = 3;
    test.document.title = (steg_prose){.sv = "Prov"};
    steg_arena *small = steg_arena_new(limit);
    steg_error err = {0};
    if (steg_resolve_document(&test.document, small, &err) != 0)
      assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
    else
      assert_false(steg_arena_failed(small));
    steg_arena_free(small);
    judged_end(&test);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_branches),       cmocka_unit_test(test_left_out), cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_key_figures),    cmocka_unit_test(test_goals),    cmocka_unit_test(test_method),
      cmocka_unit_test(test_method_working), cmocka_unit_test(test_fault),    cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
