/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 cases: RFC 3629 and table 3-7 of the Unicode Standard. */
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void picking_a_language(void **state) {
  (void)state;
  assert_string_equal(steg_text_pick(STEG_LANG_SV, "kön", "sex"), "kön");
  assert_string_equal(steg_text_pick(STEG_LANG_EN, "kön", "sex"), "sex");
  assert_string_equal(steg_text_pick(STEG_LANG_EN, "kön", NULL), "kön");
  assert_null(steg_text_pick(STEG_LANG_SV, NULL, "sex"));
}

static void validity_is_strict(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    size_t expected; /* offset of the first bad byte */
  } rows[] = {
      {"", 0, 0},
      {"abc", 3, 3},
      {"a\0b", 3, 3},
      {"\xC3\xA5", 2, 2},
      {"\xE2\x82\xAC", 3, 3},
      {"\xF0\x9F\x98\x80", 4, 4},
      {"\xF4\x8F\xBF\xBF", 4, 4}, /* U+10FFFF */
      {"\xED\x9F\xBF", 3, 3},     /* U+D7FF */
      {"\xEE\x80\x80", 3, 3},     /* U+E000 */
      {"a\x80", 2, 1},            /* no lead */
      {"ab\xC3", 3, 2},           /* cut */
      {"ab\xE2\x82", 4, 2},
      {"ab\xF0\x9F\x98", 5, 2},
      {"\xC3(", 2, 0},
      {"\xC0\x80", 2, 0}, /* overlong */
      {"\xC1\xBF", 2, 0},
      {"\xE0\x80\x80", 3, 0},
      {"\xE0\x9F\xBF", 3, 0},
      {"\xF0\x80\x80\x80", 4, 0},
      {"\xF0\x8F\xBF\xBF", 4, 0},
      {"\xED\xA0\x80", 3, 0}, /* surrogates */
      {"\xED\xBF\xBF", 3, 0},
      {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
      {"\xF5\x80\x80\x80", 4, 0},
      {"\xFF", 1, 0},
      {"\xFE", 1, 0},
      {"\xF8\x88\x80\x80\x80", 5, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(steg_text_valid(rows[i].bytes, rows[i].size), rows[i].expected);
}

static void every_character_goes_round(void **state) {
  (void)state;
  for (uint32_t c = 1; c < 0x110000; c++) {
    char bytes[5] = "";
    size_t size = steg_text_encode(c, bytes);
    uint32_t expected = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
    assert_true(size == (expected < 0x80 ? 1 : expected < 0x800 ? 2 : expected < 0x10000 ? 3 : 4));
    assert_true(steg_text_valid(bytes, size) == size);
    const char *cursor = bytes;
    assert_true(steg_text_next(&cursor, bytes + size) == expected);
    assert_true(cursor == bytes + size);
    assert_true(steg_text_next(&cursor, bytes + size) == 0);
    cursor = bytes; /* cut short: U+FFFD and one byte */
    if (size > 1)
      assert_true(steg_text_next(&cursor, bytes + size - 1) == 0xFFFD && cursor == bytes + 1);
  }
  char bytes[4];
  assert_int_equal(steg_text_encode(0x110000, bytes), 3);
  assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void texts_are_composed(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *expected; /* NULL: refused */
  } rows[] = {
      {"", ""},
      {"Habo", "Habo"},
      {"H\xC3\xA5"
       "bo",
       "H\xC3\xA5"
       "bo"},
      {"Ha\xCC\x8A"
       "bo",
       "H\xC3\xA5"
       "bo"},
      {"o\xCC\xA3\xCC\x82", "\xE1\xBB\x99"},        /* o, dot below, circumflex */
      {"o\xCC\x82\xCC\xA3", "\xE1\xBB\x99"},        /* the marks in the other order */
      {"\xE2\x84\xAB", "\xC3\x85"},                 /* angstrom sign */
      {"\xEA\xB0\x80", "\xEA\xB0\x80"},             /* Hangul stays */
      {"\xE1\x84\x80\xE1\x85\xA1", "\xEA\xB0\x80"}, /* and composes */
      {"a\xCC\x96", "a\xCC\x96"},                   /* no composed form */
      {"a\xFF", NULL},
      {"a\xCC", NULL},
  };
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *composed = steg_text_compose(arena, rows[i].text);
    if (!rows[i].expected) {
      assert_null(composed);
      continue;
    }
    assert_string_equal(composed, rows[i].expected);
    if (strcmp(rows[i].text, rows[i].expected) == 0)
      assert_ptr_equal(composed, rows[i].text);
  }
  assert_null(steg_text_compose(arena, NULL));
  steg_arena_free(arena);
  steg_arena *small = steg_arena_new(4);
  assert_null(steg_text_compose(small, "a\xCC\x8A"));
  steg_arena_free(small);
}

static const struct {
  const char *text;
  const char *folded;
} folds[] = {
    {"", ""},
    {"Kön", "kön"},
    {"KÖN", "kön"},
    {"KO\xCC\x88N", "kön"},
    {"Habo", "habo"},
    {"Håbo", "håbo"},
    {"HÅBO", "håbo"},
    {"Datum (slut)", "datumslut"},
    {"datum-slut", "datumslut"},
    {"Datum_slut:", "datumslut"},
    {"  Datum\tslut\r\n", "datumslut"},
    {"Datum\xC2\xA0slut", "datumslut"},     /* no-break space */
    {"Datum\xE2\x80\x89slut", "datumslut"}, /* thin space */
    {"Datum\xC2\x85slut", "datumslut"},     /* next line */
    {"a.b/c;d,e'f\"g", "abcdefg"},
    {"100 %", "100%"},
    {"A&B", "a&b"},
    {"\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9"}, /* ÉTÉ */
    {"a-\xCC\x8A", "\xC3\xA5"},                 /* what stood apart combines */
    {"\xCD\xBE", ""},                           /* Greek question mark is a semicolon in NFC */
    {"\xC8\xBA", "\xE2\xB1\xA5"},               /* U+023A: the small letter is longer */
    {"\xD0\xAF", "\xD1\x8F"},                   /* Я */
    {"a\xFF", "a\xEF\xBF\xBD"},
};

static void names_are_folded(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++)
    assert_string_equal(steg_text_fold(arena, folds[i].text, strlen(folds[i].text)), folds[i].folded);
  assert_string_equal(steg_text_fold(arena, "Ab\0c", 4), "ab"); /* a NUL ends the name */
  assert_string_equal(steg_text_fold(arena, "Abc", 2), "ab");
  assert_string_equal(steg_text_fold(arena, NULL, 0), "");
  steg_arena_free(arena);
  steg_arena *small = steg_arena_new(4);
  assert_null(steg_text_fold(small, "abcdefgh", 8));
  steg_arena_free(small);
}

static void same_is_equality_of_the_folded(void **state) {
  (void)state;
  size_t count = sizeof folds / sizeof folds[0];
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++)
      assert_int_equal(steg_text_same(folds[i].text, folds[j].text), strcmp(folds[i].folded, folds[j].folded) == 0);
  assert_true(steg_text_same(NULL, NULL));
  assert_false(steg_text_same(NULL, ""));
  assert_false(steg_text_same("abc", "abcd"));
  assert_false(steg_text_same("abcd", "abc"));
}

/* Any character: its folded form folds to itself and is composed; and the two ways of comparing agree. */
static void folding_twice_changes_nothing(void **state) {
  (void)state;
  for (uint32_t c = 1; c < 0x20000; c++) {
    if (c >= 0xD800 && c <= 0xDFFF)
      continue;
    steg_arena *arena = steg_arena_new(0);
    char text[16] = "a";
    size_t size = 1 + steg_text_encode(c, text + 1);
    memcpy(text + size, "Z", 2);
    const char *once = steg_text_fold(arena, text, size + 1);
    const char *twice = steg_text_fold(arena, once, strlen(once));
    assert_string_equal(once, twice);
    assert_ptr_equal(steg_text_compose(arena, once), once);
    assert_true(steg_text_same(text, once));
    steg_arena_free(arena);
  }
}

static void widths(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t expected;
  } rows[] = {
      {"", 0},
      {"abc", 3},
      {"åäö", 3},
      {"a\xCC\x8A", 1},
      {"\xE6\x97\xA5\xE6\x9C\xAC", 4},
      {"a\tb\n", 2},
      {"1\xC2\xA0"
       "000",
       5},
      {"\xE2\x88\x92"
       "5",
       2},
      {"\xE2\x80\x8B", 0},
      {"\x7F", 0},
      {"\xE2\x96\x88", 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(steg_text_width(rows[i].text), rows[i].expected);
  assert_int_equal(steg_text_width(NULL), 0);
}

static void ids(void **state) {
  (void)state;
  static const char *const good[] = {"a", "q5", "a_b_9", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"};
  static const char *const bad[] = {"",    "A", "aB", "5a",  "_a",  "a-b",
                                    "a b", "å", "aå", "a.b", "a\n", "abcdefghijklmnopqrstuvwxyzabcdefghijklmno"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    assert_true(steg_text_is_id(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_false(steg_text_is_id(bad[i]));
  assert_int_equal(strlen(good[3]), 40);
  assert_false(steg_text_is_id(NULL));
}

static void lists_of_words(void **state) {
  (void)state;
  static const struct {
    const char *words;
    char separator;
    const char *word;
    bool expected;
  } rows[] = {
      {"a b c", ' ', "a", true},  {"a b c", ' ', "b", true},     {"a b c", ' ', "c", true},
      {"a b c", ' ', "d", false}, {"ab bc", ' ', "b", false},    {"ab", ' ', "a", false},
      {"a", ' ', "ab", false},    {"a b|c d", '|', "c d", true}, {"a b|c d", '|', "c", false},
      {"a  b", ' ', "", false},   {"", ' ', "", false},          {"", ' ', "a", false},
      {NULL, ' ', "a", false},    {"a", ' ', NULL, false},       {"a b", '\0', "a b", true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(steg_text_in_list(rows[i].words, rows[i].separator, rows[i].word), rows[i].expected);
}

static void the_nearest_name(void **state) {
  (void)state;
  static const char *const names[] = {"report", "reports", "import", "export", "evaluate", "kön", NULL, "backup"};
  static const struct {
    const char *name;
    const char *expected;
  } rows[] = {
      {"repport", "report"}, {"reprots", "reports"},   {"imprt", "import"}, {"evalute", "evaluate"},
      {"KON", "kön"},        {"EVALUATE", "evaluate"}, {"xyzzy", NULL},     {"", NULL},
      {"re", NULL},          {"importera", "import"},  {"bkp", NULL},       {"b-a-c-k-u-p", "backup"},
      {"report", "report"},  {"reporx", "report"}, /* as near as "reports" would not be */
      {"ixport", "import"},                        /* as near as "export", which comes later */
      {"bakux", NULL},                             /* two changes of five */
      {"---", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *got = steg_text_nearest(rows[i].name, names, sizeof names / sizeof names[0]);
    if (rows[i].expected)
      assert_string_equal(got, rows[i].expected);
    else
      assert_null(got);
  }
  assert_null(steg_text_nearest(NULL, names, 3));
  assert_null(steg_text_nearest("report", NULL, 0));
  static char endless[100001];
  memset(endless, 'a', sizeof endless - 1);
  const char *const long_names[] = {endless};
  assert_null(steg_text_nearest("a", long_names, 1));
  assert_null(steg_text_nearest(endless, names, 3));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(picking_a_language),
      cmocka_unit_test(validity_is_strict),
      cmocka_unit_test(every_character_goes_round),
      cmocka_unit_test(texts_are_composed),
      cmocka_unit_test(names_are_folded),
      cmocka_unit_test(same_is_equality_of_the_folded),
      cmocka_unit_test(folding_twice_changes_nothing),
      cmocka_unit_test(widths),
      cmocka_unit_test(ids),
      cmocka_unit_test(lists_of_words),
      cmocka_unit_test(the_nearest_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
