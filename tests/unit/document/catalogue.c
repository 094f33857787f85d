/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of names: measures, charts, profiles, words. */
#include "document/chart.h"
#include "document/document.h"
#include "document/measure.h"
#include "document/request.h"
#include "document/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void measures(void **test) {
  (void)test;
  static const struct {
    const char *id;
    steg_measure_kind kind;
    bool needs_instrument;
    const char *main_field;
  } rows[] = {
      {"count", STEG_MEASURE_COUNT, false, "count"},
      {"flow", STEG_MEASURE_FLOW, false, "count"},
      {"distribution", STEG_MEASURE_DISTRIBUTION, true, "positive"},
      {"change", STEG_MEASURE_CHANGE, true, "better"},
      {"income", STEG_MEASURE_INCOME, false, "after"},
      {"events", STEG_MEASURE_EVENTS, false, "count"},
  };
  assert_int_equal(steg_measure_count(), sizeof rows / sizeof rows[0]);
  for (size_t i = 0; i < steg_measure_count(); i++) {
    const steg_measure *measure = steg_measure_find(rows[i].id);
    assert_non_null(measure);
    assert_ptr_equal(measure, steg_measure_at(i));
    assert_int_equal(measure->kind, rows[i].kind);
    assert_int_equal(measure->needs_instrument, rows[i].needs_instrument);
    const steg_request request = {.kind = STEG_REQUEST_MEASURE, .measure = measure};
    assert_string_equal(steg_request_main_field(&request), rows[i].main_field);
    /* The main field is one of the fields, and so is the population. */
    const char *const *names;
    size_t count = steg_measure_fields(measure->kind, &names);
    bool found = false;
    for (size_t j = 0; j < count; j++)
      found = found || strcmp(names[j], rows[i].main_field) == 0;
    assert_true(found);
    assert_string_equal(names[count - 1], "paired");
  }
  assert_null(steg_measure_find("chang"));
  assert_null(steg_measure_find(NULL));
  assert_null(steg_measure_at(steg_measure_count()));
  const char *const *names;
  assert_int_equal(steg_measure_fields(STEG_MEASURE_NONE, &names), 0);
  assert_int_equal(steg_measure_fields(STEG_MEASURE_END, &names), 0);
  const steg_request share = {.kind = STEG_REQUEST_SHARE};
  assert_string_equal(steg_request_main_field(&share), "value");
}

static void charts(void **test) {
  (void)test;
  assert_int_equal(steg_chart_kind_find("likert"), STEG_CHART_LIKERT);
  assert_int_equal(steg_chart_kind_find("dumbbell"), STEG_CHART_DUMBBELL);
  assert_int_equal(steg_chart_kind_find("bars"), STEG_CHART_BARS);
  assert_int_equal(steg_chart_kind_find("pie"), STEG_CHART_NONE);
  assert_int_equal(steg_chart_kind_find(NULL), STEG_CHART_NONE);
  assert_string_equal(steg_chart_kind_id(STEG_CHART_BARS), "bars");
  assert_null(steg_chart_kind_id(STEG_CHART_NONE));
  assert_null(steg_chart_kind_id(STEG_CHART_END));
}

static void profiles(void **test) {
  (void)test;
  assert_int_equal(steg_profile_find("arbetsmaterial"), STEG_PROFILE_WORKING);
  assert_int_equal(steg_profile_find("styrgrupp"), STEG_PROFILE_BOARD);
  assert_int_equal(steg_profile_find("publicerad"), STEG_PROFILE_PUBLIC);
  assert_int_equal(steg_profile_find("Publicerad"), 0);
  assert_int_equal(steg_profile_find(NULL), 0);
  assert_string_equal(steg_profile_id(STEG_PROFILE_PUBLIC), "publicerad");
  assert_null(steg_profile_id(0));
  assert_null(steg_profile_id(STEG_PROFILE_PUBLIC + 1));
}

static void words(void **test) {
  (void)test;
  assert_string_equal(steg_words_get(STEG_LANG_SV, STEG_WORD_better), "Bättre");
  assert_string_equal(steg_words_get(STEG_LANG_EN, STEG_WORD_better), "Better");
  assert_string_equal(steg_words_get(STEG_LANG_SV, STEG_WORD_END), "");
  assert_string_equal(steg_words_find(STEG_LANG_EN, "total"), "Total");
  assert_null(steg_words_find(STEG_LANG_EN, "nonsense"));
  assert_null(steg_words_find(STEG_LANG_EN, NULL));
  steg_arena *arena = steg_arena_new(0);
  assert_string_equal(steg_words_fill(arena, STEG_LANG_SV, STEG_WORD_of, "12", "21"), "12 av 21");
  assert_string_equal(steg_words_fill(arena, STEG_LANG_EN, STEG_WORD_of, "{1}", NULL), "{1} of ");
  assert_string_equal(steg_words_fill(arena, STEG_LANG_EN, STEG_WORD_same, "x", "y"), "Same");
  steg_arena_free(arena);
}

/* Every word is there in both languages, has the same places in both, and no others. */
static void catalogue_is_whole(void **test) {
  (void)test;
  for (int word = 0; word < STEG_WORD_END; word++) {
    const char *sv = steg_words_get(STEG_LANG_SV, (steg_word)word);
    const char *en = steg_words_get(STEG_LANG_EN, (steg_word)word);
    assert_true(*sv != '\0' && *en != '\0');
    assert_int_equal(strstr(sv, "{0}") != NULL, strstr(en, "{0}") != NULL);
    assert_int_equal(strstr(sv, "{1}") != NULL, strstr(en, "{1}") != NULL);
    for (const char *brace = strchr(sv, '{'); brace; brace = strchr(brace + 1, '{'))
      assert_true((brace[1] == '0' || brace[1] == '1') && brace[2] == '}');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(measures), cmocka_unit_test(charts), cmocka_unit_test(profiles),
                                     cmocka_unit_test(words), cmocka_unit_test(catalogue_is_whole)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
