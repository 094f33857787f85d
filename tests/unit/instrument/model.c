/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/model.h"
#include <stdio.h>
#include <string.h>

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

static const steg_instrument *const sound = &stegvis_instrument;

static void test_items(void **state) {
  (void)state;
  assert_int_equal(steg_model_item_index(sound, "q1"), 0);
  assert_int_equal(steg_model_item_index(sound, "works"), 12);
  assert_int_equal(steg_model_item_index(sound, "Q1"), -1);
  assert_int_equal(steg_model_item_index(sound, NULL), -1);
  assert_string_equal(steg_model_item(sound, "days")->unit, "dagar");
  assert_null(steg_model_item(sound, "q9"));
  assert_ptr_equal(steg_model_item_scale(sound, steg_model_item(sound, "incomes")), steg_model_scale(sound, "income"));
  assert_null(steg_model_item_scale(sound, steg_model_item(sound, "days")));
  assert_null(steg_model_scale(sound, "steg"));
}

static void test_levels_by_spelling(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t value; /* 99 = no level */
  } rows[] = {
      {"1", 1},       {" 2 ", 2},     {"never", 1}, {"Aldrig", 1},       {"ALDRIG", 1},
      {"Never", 1},   {"Jämt", 3},    {"ofta", 3},  {"-1", -1},          {"kan inte svara", -1},
      {"cannot", -1}, {"4", 99},      {"", 99},     {"Aldri", 99},       {"Jämt|Ofta", 99},
      {"01", 1},      {"1.0", 99},    {"2-", 99},   {"varken-eller", 2}, {"99999999999999999999", 99},
      {"Jamt", 99},   {"så där", 99},
  };
  const steg_scale *scale = steg_model_scale(sound, "steps");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int32_t index = steg_model_level_of_spelling(scale, rows[i].text);
    int32_t value = index < 0 ? 99 : scale->levels.rows[index].value;
    if (value != rows[i].value)
      fail_msg("\"%s\" is level %d, expected %d", rows[i].text, value, rows[i].value);
  }
  assert_int_equal(steg_model_level_of_spelling(scale, NULL), -1);
  assert_int_equal(steg_model_level_of_code(scale, "always"), 2);
  assert_int_equal(steg_model_level_of_code(scale, "Always"), -1);
  assert_int_equal(steg_model_level_of_value(scale, -1), 3);
  assert_int_equal(steg_model_level_of_value(scale, 7), -1);
}

/* A scale printed from the best step down still has the order of its values; an unordered one that of the form. */
static void test_steps(void **state) {
  (void)state;
  static const steg_level downwards[] = {
      {.value = 5, .code = "best", .label_sv = "Bäst", .kind = STEG_LEVEL_STEP},
      {.value = -2, .code = "none", .label_sv = "Inget", .kind = STEG_LEVEL_OFF_SCALE},
      {.value = 1, .code = "worst", .label_sv = "Sämst", .kind = STEG_LEVEL_STEP},
      {.value = 3, .code = "middle", .label_sv = "Mitt", .kind = STEG_LEVEL_NEUTRAL},
  };
  static const int32_t expected[2][3] = {{0, 2, 3}, {2, 3, 0}}; /* by `ordered` */
  for (uint32_t ordered = 0; ordered < 2; ordered++) {
    steg_scale scale = {.id = "s", .levels = STEG_ROWS(downwards), .ordered = ordered, .better = STEG_BETTER_NONE};
    assert_int_equal(steg_model_step_count(&scale), 3);
    for (uint32_t n = 0; n < 3; n++)
      assert_int_equal(steg_model_step(&scale, n), expected[ordered][n]);
    assert_int_equal(steg_model_step(&scale, 3), -1);
  }
}

static void test_positive(void **state) {
  (void)state;
  const steg_scale *scale = steg_model_scale(sound, "steps");
  static const struct {
    const char *item;
    int positive[4]; /* by level: never, so_so, always, cannot */
  } rows[] = {{"q1", {0, 0, 1, 0}}, {"q2", {0, 1, 1, 0}}};
  for (size_t i = 0; i < 2; i++)
    for (uint32_t level = 0; level < 4; level++)
      assert_int_equal(steg_model_is_positive(steg_model_item(sound, rows[i].item), &scale->levels.rows[level]),
                       rows[i].positive[level]);
}

static void test_roles_and_occasions(void **state) {
  (void)state;
  assert_int_equal(steg_model_role_index(sound, "deltagare"), 0);
  assert_int_equal(steg_model_role_index(sound, "HANDLÄGGARE"), 1);
  assert_int_equal(steg_model_role_index(sound, "participant"), 0);
  assert_int_equal(steg_model_role_index(sound, "chef"), -1);
  assert_int_equal(steg_model_role_index(sound, ""), -1);
  assert_int_equal(steg_model_role_index(sound, NULL), -1);
  const steg_item *q1 = steg_model_item(sound, "q1"), *q2 = steg_model_item(sound, "q2");
  assert_true(steg_model_role_answers(sound, q1, 0));
  assert_false(steg_model_role_answers(sound, q1, 1));
  assert_true(steg_model_role_answers(sound, q1, -1));
  assert_false(steg_model_role_answers(sound, q1, 2));
  assert_true(steg_model_role_answers(sound, q2, 1));
  assert_true(steg_model_occasion_asks(q1, STEG_OCCASION_FOLLOW_UP));
  assert_true(steg_model_occasion_asks(q2, STEG_OCCASION_END));
  assert_false(steg_model_occasion_asks(q2, STEG_OCCASION_ONGOING));
  assert_true(steg_model_occasion_asks(q2, 0));
}

static void test_names(void **state) {
  (void)state;
  const steg_item *q1 = steg_model_item(sound, "q1"), *q2 = steg_model_item(sound, "q2");
  assert_string_equal(steg_model_item_label(q1, STEG_LANG_SV), "Sömn");
  assert_string_equal(steg_model_item_label(q1, STEG_LANG_EN), "Sleep");
  assert_string_equal(steg_model_item_label(q2, STEG_LANG_EN), "Hur ofta äter du gott?");
  assert_string_equal(steg_model_kind_name(STEG_KIND_ANONYMOUS), "anonymous");
  assert_null(steg_model_kind_name(0));
  assert_string_equal(steg_model_item_type_name(STEG_ITEM_FLAG), "flag");
  assert_null(steg_model_item_type_name(9));
  assert_string_equal(steg_model_occasion_name(STEG_OCCASION_FOLLOW_UP), "follow_up");
  assert_null(steg_model_occasion_name(0));
}

static void test_words(void **state) {
  (void)state;
  static const struct {
    const char *list;
    char separator;
    const char *words; /* joined by '+' */
  } rows[] = {{"a b  c", ' ', "a+b+c+"}, {"a|b c|", '|', "a+b c+"}, {"", ' ', ""}, {NULL, ' ', ""}, {"||", '|', ""}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char joined[64] = "";
    size_t size = 0;
    for (const char *cursor = rows[i].list, *word; (word = steg_model_next_word(&cursor, rows[i].separator, &size));) {
      size_t at = strlen(joined);
      snprintf(joined + at, sizeof joined - at, "%.*s+", (int)size, word);
    }
    assert_string_equal(joined, rows[i].words);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_items),    cmocka_unit_test(test_levels_by_spelling),  cmocka_unit_test(test_steps),
      cmocka_unit_test(test_positive), cmocka_unit_test(test_roles_and_occasions), cmocka_unit_test(test_names),
      cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
