/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest valid value, for every kind of value; and sentences whose parts hang on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "intake/meaning.h"
#include "small_instrument.h"
#include "store/rows.h"
#include <cmocka.h>
#include <string.h>

static const steg_role roles[] = {{.id = "deltagare", .label_sv = "Deltagare"}, {.id = "coach", .label_sv = "Coach"}};
static const steg_item items[] = {
    {SMALL_ITEM("val", "Val", STEG_ITEM_CHOICE), .scale = "income"},
    {SMALL_ITEM("halsa", "Hälsa", STEG_ITEM_SCALE), .scale = "health"},
    {SMALL_ITEM("tal", "Tal", STEG_ITEM_NUMBER), .low = 0, .high = 100},
    {SMALL_ITEM("andel", "Andel", STEG_ITEM_PERCENT)},
    {SMALL_ITEM("jobb", "Jobb", STEG_ITEM_FLAG)},
};
static const steg_column columns[] = {
    {.header = "Insats", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Datum", .target = STEG_COLUMN_DATE},
    {.header = "Tillfälle", .target = STEG_COLUMN_OCCASION},
    {.header = "Roll", .target = STEG_COLUMN_ROLE},
    {.header = "Kön", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_SEX},
    {.header = "Kommun", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_MUNICIPALITY},
    {.header = "Tätort", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_AREA},
};
static const steg_instrument instrument = {.head = STEG_HEAD,
                                           .id = "nara",
                                           .kind = STEG_KIND_REPEATED,
                                           .scales = STEG_ROWS(small_scales),
                                           .roles = STEG_ROWS(roles),
                                           .items = STEG_ROWS(items),
                                           .columns = STEG_ROWS(columns)};

static void names_the_nearest(void **state) {
  (void)state;
  static const struct {
    const char *column, *text, *nearest; /* NULL = none is near */
  } table[] = {
      {"val", "Sjukpening", "Sjukpenning"},
      {"val", "sjukpeninng", "Sjukpenning"},
      {"val", "bistnd", "bistand"}, /* by its code */
      {"val", "pension", NULL},
      {"halsa", "Mycket gud", "Mycket god"},
      {"halsa", "7", "5"},
      {"halsa", "0", "1"},
      {"halsa", "3,4", "3"},
      {"tal", "120", "100"},
      {"tal", "-3", "0"},
      {"andel", "101", "100"},
      {"jobb", "nejj", "nej"},
      {"jobb", "kanske", NULL},
      {"Insats", "Liten innsats", "Liten insats"},
      {"Insats", "Helt annat", NULL},
      {"Tillfälle", "strat", NULL}, /* two changes in five letters are too far */
      {"Tillfälle", "stat", "start"},
      {"Tillfälle", "uppfoljning", "uppföljning"},
      {"Roll", "Deltagre", "Deltagare"},
      {"Roll", "Kurator", NULL},
      {"Kön", "kvina", "kvinna"},
      {"Kön", "zzz", NULL},
      {"Kommun", "Jönköpin", "Jönköping"},
      {"Tätort", "landsbyggd", "landsbygd"},
      {"Datum", "2022-02-30", "2022-02-28"},
      {"Datum", "2024-02-30", "2024-02-29"},
      {"Datum", "2022-04-31", "2022-04-30"},
      {"Datum", "2022-13-05", "2022-05-13"},
      {"Datum", "20220431", "2022-04-30"},
      {"Datum", "2O22-05-13", "2022-05-13"},
      {"Datum", "2022-O5-l3", "2022-05-13"},
      {"Datum", "15 janauri 2024", "2024-01-15"}, /* two changes of seven */
      {"Datum", "15 januarri 2024", "2024-01-15"},
      {"Datum", "i våras", NULL},
  };
  steg_arena *arena = steg_arena_new(0);
  steg_import_options options = small_options();
  steg_header_names *names = steg_header_names_make(&instrument, &options, arena);
  steg_meaning meaning;
  assert_int_equal(steg_meaning_start(&instrument, &options, arena, &meaning), 0);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    int32_t found = steg_header_find(names, table[i].column);
    assert_true(found >= 0);
    steg_header_target target = steg_header_target_of(names, (size_t)found);
    steg_reading reading = steg_meaning_read(&meaning, &target, table[i].text);
    const char *nearest = reading.finding == STEG_FINDING_RANGE ? reading.b : reading.a;
    if (reading.kind != STEG_READING_REFUSED || !nearest != !table[i].nearest ||
        (nearest && strcmp(nearest, table[i].nearest) != 0))
      fail_msg("%s \"%s\": kind %d, nearest %s, expected %s", table[i].column, table[i].text, (int)reading.kind,
               nearest ? nearest : "none", table[i].nearest ? table[i].nearest : "none");
  }
  steg_arena_free(arena);
}

static void says_only_what_there_is_to_say(void **state) {
  (void)state;
  static const struct {
    steg_finding_id id;
    const char *a, *b, *sv, *en;
  } table[] = {
      {STEG_FINDING_SEX, NULL, NULL, "Skriv K, M, annat eller okänt.", "Write K, M, annat or okänt."},
      {STEG_FINDING_SEX, "kvinna", NULL, "Skriv K, M, annat eller okänt. Menas \"kvinna\"?",
       "Write K, M, annat or okänt. Is \"kvinna\" meant?"},
      {STEG_FINDING_RANGE, "1–5", "5", "Tillåtet är 1–5. Närmast är 5.", "Allowed is 1–5. The nearest is 5."},
      {STEG_FINDING_RANGE, "1–5", NULL, "Tillåtet är 1–5.", "Allowed is 1–5."},
  };
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    for (int lang = STEG_LANG_SV; lang <= STEG_LANG_EN; lang++) {
      steg_findings_book *book = steg_findings_new();
      steg_findings findings;
      steg_findings_add(book, &(steg_findings_report){.id = table[i].id, .row = 2, .a = table[i].a, .b = table[i].b});
      assert_int_equal(steg_findings_write(book, (steg_lang)lang, arena, &findings), 0);
      assert_string_equal(findings.rows[0].hint, lang == STEG_LANG_SV ? table[i].sv : table[i].en);
      assert_null(findings.rows[0].sheet);
      steg_findings_free(book);
    }
  steg_arena_free(arena);
}

/* Rows of several sheets: each finding in its own, in the workbook's order, a number like a personnummer in its name masked. */
static void names_the_sheet(void **state) {
  (void)state;
  steg_findings_book *book = steg_findings_new();
  steg_arena *arena = steg_arena_new(0);
  steg_findings findings;
  uint32_t anna = steg_findings_turn(book, "Anna"), number = steg_findings_turn(book, "18920303-9822");
  steg_findings_name_column(book, 1, "Kön");
  steg_findings_add(book,
                    &(steg_findings_report){.id = STEG_FINDING_SEX, .row = steg_row_line(number, 3), .column = 1});
  steg_findings_add(book, &(steg_findings_report){.id = STEG_FINDING_SEX, .row = steg_row_line(anna, 9), .column = 1});
  steg_findings_turn_back(book);
  steg_findings_add(book, &(steg_findings_report){.id = STEG_FINDING_XLSX_EXT});
  assert_string_equal(steg_findings_line(book, steg_row_line(anna, 9)), "9 (Anna)");
  assert_int_equal(steg_findings_write(book, STEG_LANG_SV, arena, &findings), 0);
  assert_int_equal(findings.count, 3);
  assert_null(findings.rows[0].sheet);
  assert_string_equal(findings.rows[1].sheet, "Anna");
  assert_int_equal(findings.rows[1].row, 9);
  assert_null(findings.rows[1].header);
  assert_int_equal(findings.rows[2].row, 3);
  assert_string_equal(findings.rows[2].header, "Kön");
  assert_null(strstr(findings.rows[2].sheet, "9822"));
  steg_findings_free(book);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_the_nearest),
                                     cmocka_unit_test(says_only_what_there_is_to_say),
                                     cmocka_unit_test(names_the_sheet)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
