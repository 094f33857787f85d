/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/prose.h"
#include "judged.h"

/* One document with: n = 1 and 1 234 people, a share of 39 of 49, a hidden and a missing figure, a change of -0,06. */
enum { R_ONE, R_MANY, R_SHARE, R_HIDDEN, R_MISSING, R_FALL, R_ZERO, R_MIDDLE, R_LOW };

static void put(judged *test, const char *name, steg_figure figure) {
  steg_result *result = judged_result(test, "count", 1);
  judged_put(&result->lines[0], name, figure);
}

static steg_choice choices[] = {{.at_least = 0.8, .below = INFINITY, .sv = "de flesta", .en = "most"},
                                {.at_least = -INFINITY, .below = 0.5, .sv = "få", .en = "few"}};

static steg_place places[] = {
    {.name = "one", .kind = STEG_PLACE_FIGURE, .selector = {.request = R_ONE}},
    {.name = "many", .kind = STEG_PLACE_FIGURE, .selector = {.request = R_MANY}},
    {.name = "share", .kind = STEG_PLACE_FIGURE, .selector = {.request = R_SHARE}},
    {.name = "gone", .kind = STEG_PLACE_FIGURE, .selector = {.request = R_HIDDEN}},
    {.name = "lost", .kind = STEG_PLACE_FIGURE, .selector = {.request = R_MISSING}},
    {.name = "way", .kind = STEG_PLACE_DIRECTION, .selector = {.request = R_FALL}},
    {.name = "still", .kind = STEG_PLACE_DIRECTION, .selector = {.request = R_ZERO}},
    {.name = "gone_way", .kind = STEG_PLACE_DIRECTION, .selector = {.request = R_HIDDEN}},
    {.name = "pick",
     .kind = STEG_PLACE_CHOICE,
     .selector = {.request = R_SHARE},
     .choices = choices,
     .choice_count = 2,
     .otherwise_sv = "hälften"},
    {.name = "pick_middle",
     .kind = STEG_PLACE_CHOICE,
     .selector = {.request = R_MIDDLE},
     .choices = choices,
     .choice_count = 2,
     .otherwise_sv = "hälften"},
    {.name = "pick_low",
     .kind = STEG_PLACE_CHOICE,
     .selector = {.request = R_LOW},
     .choices = choices,
     .choice_count = 2},
    {.name = "pick_none",
     .kind = STEG_PLACE_CHOICE,
     .selector = {.request = R_MIDDLE},
     .choices = choices,
     .choice_count = 2},
    {.name = "pick_gone",
     .kind = STEG_PLACE_CHOICE,
     .selector = {.request = R_HIDDEN},
     .choices = choices,
     .choice_count = 2,
     .otherwise_sv = "hälften"},
    {.name = "no_item", .kind = STEG_PLACE_FIGURE, .selector = {.request = R_ONE, .item = "finns_inte"}},
    {.name = "year", .kind = STEG_PLACE_TEXT, .sv = "2024", .en = "2024"},
    {.name = "name", .kind = STEG_PLACE_TEXT, .sv = "*Svea* [x](javascript:1)"},
};

static void start(judged *test, steg_lang lang) {
  judged_start(test, lang);
  put(test, "count", judged_figure(STEG_UNIT_COUNT, 1, -1));
  put(test, "count", judged_figure(STEG_UNIT_COUNT, 1234, -1));
  put(test, "count", judged_figure(STEG_UNIT_SHARE, 39, 49)); /* 79,6 %: printed 80 % */
  put(test, "count", judged_figure(STEG_UNIT_COUNT, HIDDEN, -1));
  put(test, "count", judged_figure(STEG_UNIT_COUNT, MISSING, -1));
  put(test, "count", judged_value(STEG_UNIT_LEVEL, -0.06, NAN, NAN));
  put(test, "count", judged_value(STEG_UNIT_LEVEL, -0.04, NAN, NAN)); /* printed 0,0 */
  put(test, "count", judged_figure(STEG_UNIT_SHARE, 1, 2));
  put(test, "count", judged_figure(STEG_UNIT_SHARE, 10, 49));
}

static void test_places(void **state) {
  (void)state;
  static const struct {
    steg_lang lang;
    steg_prose_form form;
    const char *text, *hidden, *expected; /* NULL = nothing left */
  } rows[] = {
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Under {year} deltog {one|person|personer}.", NULL,
       "Under 2024 deltog 1" JUDGED_NBSP "person."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "{many|person|personer}", NULL, "1" JUDGED_NBSP "234" JUDGED_NBSP "personer"},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "{share}", NULL, "80" JUDGED_NBSP "% (39 av 49)"},
      /* by the printed 80 %, not by 79,6 */
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Svaren: {pick}.", NULL, "Svaren: de flesta."},
      {STEG_LANG_EN, STEG_PROSE_MARKDOWN, "Answers: {pick}.", NULL, "Answers: most."},
      /* 50 % is not below 0.5; nothing fits and nothing is said instead */
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "{pick_middle}, {pick_low}, {pick_none}.", NULL, "hälften, få, ."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det {way}, det {still}.", NULL, "Det minskade, det var oförändrad."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "{name}", NULL, "\\*Svea\\* \\[x\\]\\(javascript\\:1\\)"},
      {STEG_LANG_SV, STEG_PROSE_PLAIN, "{name}", NULL, "*Svea* [x](javascript:1)"},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "{{one}} och {inte ett namn}", NULL, "{one} och {inte ett namn}"},
      /* hidden: the variant, else the sentence goes and its neighbours stay */
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var {gone}.", "Uppgiften visas inte.", "Uppgiften visas inte."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var {gone}.", NULL, NULL},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var {gone}.", "Inte heller {gone} visas.", NULL},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Först {one}. Sedan {gone} till. Sist {many}.", NULL,
       "Först 1. Sist 1" JUDGED_NBSP "234."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det {gone_way}. Kvar.", NULL, "Kvar."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var {pick_gone}. Kvar.", NULL, "Kvar."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Ett {one}.\n\nTvå {gone}.\n\nTre {one}.", NULL, "Ett 1.\n\nTre 1."},
      /* an abbreviation ends no sentence: more is left out, never half of one */
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Kvar. Det kom t.ex. Anna och {gone} till.", NULL, "Kvar."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var ca. {gone} stycken. Kvar.", NULL, "Kvar."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var 3. Sedan {gone}.", NULL, "Det var 3."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "- Ett {one}\n- Två {gone}\n- Tre {one}", NULL, "- Ett 1\n- Tre 1"},
      /* missing is not hidden: the variant would say what is not so */
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var {lost}. Kvar.", "Det visas inte.", "Kvar."},
      {STEG_LANG_SV, STEG_PROSE_MARKDOWN, "Det var {no_item}. Kvar.", NULL, "Kvar."},
      /* a heading keeps its words */
      {STEG_LANG_SV, STEG_PROSE_PLAIN, "Antal {gone}", NULL, "Antal .."},
      {STEG_LANG_SV, STEG_PROSE_PLAIN, "Antal {lost}. Mer", NULL, "Antal –. Mer"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    judged test;
    start(&test, rows[i].lang);
    const steg_prose prose = {.sv = rows[i].text,
                              .hidden_sv = rows[i].hidden,
                              .places = places,
                              .place_count = sizeof places / sizeof places[0]};
    const char *text = "untouched";
    assert_int_equal(steg_prose_fill(&test.context, &prose, rows[i].form, 4, &text, NULL), 0);
    if (!rows[i].expected)
      assert_null(text);
    else
      assert_string_equal(text, rows[i].expected);
    judged_end(&test);
  }
}

static void test_unknown_place(void **state) {
  (void)state;
  judged test;
  start(&test, STEG_LANG_SV);
  const steg_prose prose = {.sv = "Det var {mystery}.", .places = places, .place_count = 1};
  const char *text = "untouched";
  steg_error err = {0};
  assert_int_equal(steg_prose_fill(&test.context, &prose, STEG_PROSE_MARKDOWN, 12, &text, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
  assert_non_null(strstr(err.text, "prov.lua:12"));
  assert_non_null(strstr(err.text, "{mystery}"));
  assert_string_equal(text, "untouched");
  judged_end(&test);
}

static void test_english(void **state) {
  (void)state;
  judged test;
  start(&test, STEG_LANG_EN);
  const steg_prose both = {.sv = "Ja.", .en = "Yes, {share}.", .places = places, .place_count = 3};
  const steg_prose swedish_only = {.sv = "Ja."};
  const char *text = NULL;
  assert_int_equal(steg_prose_fill(&test.context, &both, STEG_PROSE_MARKDOWN, 1, &text, NULL), 0);
  assert_string_equal(text, "Yes, 80" JUDGED_NBSP "% (39 of 49).");
  assert_int_equal(steg_prose_fill(&test.context, &swedish_only, STEG_PROSE_MARKDOWN, 1, &text, NULL), 0);
  assert_string_equal(text, "Ja.");
  judged_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_unknown_place),
                                     cmocka_unit_test(test_english)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
