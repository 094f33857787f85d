/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "instrument/sheet.h"

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

/* Of the 21 columns, "Fråga 1 start" (the item has a plain column) and "Anteckning" (never stored) stay out. */
static void test_columns(void **state) {
  (void)state;
  static const struct {
    const char *header;
    steg_sheet_kind kind;
    uint32_t words;
    double low, high;
  } expected[] = {
      {"Deltagare", STEG_SHEET_TEXT, 0, 0, 0},
      {"Insats", STEG_SHEET_TEXT, 0, 0, 0},
      {"Datum", STEG_SHEET_DATE, 0, 0, 0},
      {"Roll", STEG_SHEET_WORDS, 2, 0, 0},
      {"Kön", STEG_SHEET_WORDS, 4, 0, 0},
      {"Fråga 1", STEG_SHEET_WORDS, 4, 0, 0},
      {"Fråga 2", STEG_SHEET_WORDS, 4, 0, 0},
      {"Fråga 3", STEG_SHEET_WORDS, 4, 0, 0},
      {"Mål 1", STEG_SHEET_WORDS, 4, 0, 0},
      {"Coach 1", STEG_SHEET_WORDS, 4, 0, 0},
      {"Inkomst", STEG_SHEET_WORDS, 3, 0, 0},
      {"Inkomster", STEG_SHEET_SEVERAL, 3, 0, 0},
      {"Inkomster omfattning", STEG_SHEET_WHOLE, 0, 1, 100},
      {"Dagar", STEG_SHEET_NUMBER, 0, 0, 31},
      {"Andel", STEG_SHEET_NUMBER, 0, 0, 100},
      {"Började", STEG_SHEET_DATE, 0, 0, 0},
      {"Slutade", STEG_SHEET_DATE, 0, 0, 0},
      {"Egna ord", STEG_SHEET_TEXT, 0, 0, 0},
      {"Arbetar", STEG_SHEET_WORDS, 2, 0, 0},
  };
  steg_arena *arena = steg_arena_new(0);
  steg_sheet sheet;
  assert_int_equal(steg_sheet_make(&stegvis_instrument, STEG_LANG_SV, arena, &sheet), 0);
  assert_int_equal(sheet.column_count, sizeof expected / sizeof expected[0]);
  for (uint32_t i = 0; i < sheet.column_count; i++) {
    assert_string_equal(sheet.columns[i].column->header, expected[i].header);
    assert_int_equal(sheet.columns[i].kind, expected[i].kind);
    assert_int_equal(sheet.columns[i].word_count, expected[i].words);
    assert_true(sheet.columns[i].low == expected[i].low && sheet.columns[i].high == expected[i].high);
  }
  assert_string_equal(sheet.columns[4].words[0], "Kvinna");
  assert_string_equal(sheet.columns[4].words[3], "Okänt");
  assert_string_equal(sheet.columns[18].words[1], "Nej");
  steg_arena_free(arena);
}

/* roles: 0 deltagare, 1 coach; c1 is the coach's alone, the others the participant's or everybody's. */
static void test_roles(void **state) {
  (void)state;
  static const struct {
    const char *header;
    bool participant, coach;
  } rows[] = {{"Fråga 1", true, false}, {"Coach 1", false, true}, {"Deltagare", true, true}};
  steg_arena *arena = steg_arena_new(0);
  steg_sheet sheet;
  assert_int_equal(steg_sheet_make(&stegvis_instrument, STEG_LANG_EN, arena, &sheet), 0);
  for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
    for (uint32_t i = 0; i < sheet.column_count; i++)
      if (!strcmp(sheet.columns[i].column->header, rows[r].header)) {
        assert_int_equal(steg_sheet_role_fills(&sheet, &sheet.columns[i], 0), rows[r].participant);
        assert_int_equal(steg_sheet_role_fills(&sheet, &sheet.columns[i], 1), rows[r].coach);
        assert_true(steg_sheet_role_fills(&sheet, &sheet.columns[i], -1));
      }
  steg_arena_free(arena);
}

/* Quoting as RFC 4180 has it, with the semicolon in the comma's place. */
static void test_cells(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } rows[] = {{"plain", "plain"},   {"a;b", "\"a;b\""}, {"say \"so\"", "\"say \"\"so\"\"\""},
              {"a\nb", "\"a\nb\""}, {"", ""},           {" lead", "\" lead\""},
              {"a,b", "a,b"},       {NULL, ""}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer out;
    steg_buffer_init(&out, 100);
    steg_sheet_write_cell(&out, rows[i].text);
    assert_string_equal(out.bytes, rows[i].expected);
    steg_buffer_release(&out);
  }
}

/* Of columns that take the same answer, the more general or the first one stands; the age gives way to the birth year. */
static void test_same_answer(void **state) {
  (void)state;
#define WIDE(name, when, who)                                                                                          \
  { .header = name, .target = STEG_COLUMN_ITEM, .item = "q1", .occasion = when, .role = who }
#define ABOUT(name, what)                                                                                              \
  { .header = name, .target = STEG_COLUMN_ATTRIBUTE, .attribute = what }
  static const struct {
    steg_column columns[3];
    const char *expected[3];
  } rows[] = {
      {{ABOUT("Ålder", STEG_ATTRIBUTE_AGE), ABOUT("Född", STEG_ATTRIBUTE_BIRTH_YEAR), WIDE("F1", 0, NULL)},
       {"Född", "F1"}},
      {{ABOUT("Ålder", STEG_ATTRIBUTE_AGE), ABOUT("Kön", STEG_ATTRIBUTE_SEX), WIDE("F1", 0, NULL)},
       {"Ålder", "Kön", "F1"}},
      {{WIDE("Start", STEG_OCCASION_START, NULL), WIDE("Slut", STEG_OCCASION_END, NULL),
        WIDE("Slut igen", STEG_OCCASION_END, NULL)},
       {"Start", "Slut"}},
      {{WIDE("Start", STEG_OCCASION_START, NULL), WIDE("F1", 0, NULL), WIDE("F1 igen", 0, NULL)}, {"F1"}},
      {{WIDE("A", 0, "deltagare"), WIDE("B", 0, "coach"), WIDE("A start", STEG_OCCASION_START, "deltagare")},
       {"A", "B"}},
  };
  for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
    steg_instrument form = stegvis_instrument;
    form.columns.rows = rows[r].columns;
    form.columns.count = 3;
    steg_arena *arena = steg_arena_new(0);
    steg_sheet sheet;
    assert_int_equal(steg_sheet_make(&form, STEG_LANG_SV, arena, &sheet), 0);
    uint32_t count = 0;
    for (; count < 3 && rows[r].expected[count]; count++) {
      assert_in_range(count, 0, sheet.column_count - 1);
      assert_string_equal(sheet.columns[count].column->header, rows[r].expected[count]);
    }
    assert_int_equal(sheet.column_count, count);
    steg_arena_free(arena);
  }
}

static void test_memory(void **state) {
  (void)state;
  for (size_t room = 1; room < 4000; room += 250) {
    steg_arena *arena = steg_arena_new(room);
    steg_sheet sheet;
    (void)steg_sheet_make(&stegvis_instrument, STEG_LANG_SV, arena, &sheet);
    steg_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_roles),
                                     cmocka_unit_test(test_cells), cmocka_unit_test(test_same_answer),
                                     cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
