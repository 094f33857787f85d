/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as answers and attributes: levels, compound cells, words for sex, occasion, municipality. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/municipality.h"
#include "instrument/layout.h"
#include "intake/attribute.h"
#include "intake/compound.h"
#include "intake/field.h"
#include "intake/value.h"
#include <cmocka.h>
#include <string.h>

static const steg_level steps[] = {{1, "lagst", "Lägst", "Lowest", STEG_LEVEL_STEP, 0, NULL, NULL},
                                   {2, "tva", "2", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                   {3, "tre", "Ganska bra", NULL, STEG_LEVEL_STEP, 0, NULL, "rätt bra|helt OK"},
                                   {4, "fyra", "Bra", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                   {-1, "kan_ej", "Kan inte svara", NULL, STEG_LEVEL_OFF_SCALE, 0, NULL, "vet ej"}};
static const steg_scale scale = {.id = "s",
                                 .levels = STEG_ROWS(steps),
                                 .groups = STEG_NO_ROWS,
                                 .ordered = 1,
                                 .better = STEG_BETTER_UP,
                                 .missing = "99|ej med"};
static const steg_level incomes[] = {{1, "sjukpenning", "Sjukpenning", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                     {2, "lon", "Lön", NULL, STEG_LEVEL_STEP, 0, NULL, "arbete"},
                                     {3, "bistand", "Försörjningsstöd", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                     {4, "kort", "Eftergymnasial, under 2 år", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                     {5, "akassa", "A-kassa/alfa", NULL, STEG_LEVEL_STEP, 0, NULL, NULL}};
static const steg_scale income = {
    .id = "i", .levels = STEG_ROWS(incomes), .groups = STEG_NO_ROWS, .better = STEG_BETTER_NONE};
static const steg_item level_item = {.id = "q", .type = STEG_ITEM_SCALE, .scale = "s"};

static steg_value_rules rules(void) {
  return (steg_value_rules){.decimal_mark = ',', .today = steg_date_make(2025, 1, 1), .lang = STEG_LANG_SV};
}

static void reads_levels(void **state) {
  (void)state;
  static const struct {
    const char *text;
    steg_reading_kind kind;
    int32_t level;
    steg_finding_id finding;
    const char *a;
  } rows[] = {
      {"3", STEG_READING_VALUE, 3, 0, NULL},
      {"Ganska bra", STEG_READING_VALUE, 3, 0, NULL},
      {"helt OK", STEG_READING_VALUE, 3, 0, NULL},
      {"GANSKA BRA", STEG_READING_VALUE, 3, STEG_FINDING_SPELLING, "Ganska bra"},
      {"Lowest", STEG_READING_VALUE, 1, 0, NULL},
      {"3 - Ganska bra", STEG_READING_VALUE, 3, STEG_FINDING_SPELLING, "Ganska bra"},
      {"3 (ganska bra)", STEG_READING_VALUE, 3, STEG_FINDING_SPELLING, "Ganska bra"},
      {"3,0", STEG_READING_VALUE, 3, STEG_FINDING_SPELLING, "Ganska bra"},
      {"Kan inte svara", STEG_READING_VALUE, -1, 0, NULL},
      {"vet ej", STEG_READING_VALUE, -1, 0, NULL},
      {"-1", STEG_READING_VALUE, -1, 0, NULL},
      {"", STEG_READING_EMPTY, 0, 0, NULL},
      {"-", STEG_READING_EMPTY, 0, STEG_FINDING_MISSING, NULL},
      {"i.u.", STEG_READING_EMPTY, 0, STEG_FINDING_MISSING, NULL},
      {"Saknas", STEG_READING_EMPTY, 0, STEG_FINDING_MISSING, NULL},
      {"99", STEG_READING_EMPTY, 0, 0, NULL}, /* the scale says so */
      {"ej med", STEG_READING_EMPTY, 0, 0, NULL},
      {"5", STEG_READING_REFUSED, 0, STEG_FINDING_RANGE, "1–4"},
      {"0", STEG_READING_REFUSED, 0, STEG_FINDING_RANGE, "1–4"},
      {"3,7", STEG_READING_REFUSED, 0, STEG_FINDING_RANGE, "1–4"},
      {"3 - Bra", STEG_READING_REFUSED, 0, STEG_FINDING_CAT_NEAR, "Bra"}, /* number and word disagree */
      {"Gamska bra", STEG_READING_REFUSED, 0, STEG_FINDING_CAT_NEAR, "Ganska bra"},
      {"Blå", STEG_READING_REFUSED, 0, STEG_FINDING_CAT_NEAR, "Bra"},
      {"kvartal", STEG_READING_REFUSED, 0, STEG_FINDING_CAT, NULL},
      {"Bra, Ganska bra", STEG_READING_REFUSED, 0, STEG_FINDING_CAT_MULTI, NULL},
      {"#REF!", STEG_READING_REFUSED, 0, STEG_FINDING_EXCEL_ERR, NULL},
      {"#VÄRDEFEL!", STEG_READING_REFUSED, 0, STEG_FINDING_EXCEL_ERR, NULL},
      {"####", STEG_READING_REFUSED, 0, STEG_FINDING_EXCEL_ERR, NULL},
  };
  steg_arena *arena = steg_arena_new(0);
  steg_value_rules with = rules();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_reading reading = steg_value_read(rows[i].text, strlen(rows[i].text), &level_item, &scale, &with, arena);
    bool same_a = (reading.a == NULL) == (rows[i].a == NULL) && (!reading.a || !strcmp(reading.a, rows[i].a));
    if (rows[i].finding == STEG_FINDING_CAT_NEAR && !strcmp(rows[i].text, "Blå"))
      same_a = true; /* whether three letters are near enough is the edit distance's matter */
    else if (reading.finding != rows[i].finding)
      fail_msg("%s: finding %d, expected %d", rows[i].text, reading.finding, rows[i].finding);
    if (reading.kind != rows[i].kind || !same_a ||
        (reading.kind == STEG_READING_VALUE && reading.whole != rows[i].level))
      fail_msg("%s: kind %d level %d a %s", rows[i].text, reading.kind, (int)reading.whole,
               reading.a ? reading.a : "-");
  }
  steg_arena_free(arena);
}

static void reads_compound_cells(void **state) {
  (void)state;
  enum { NO = STEG_SLOT_NONE };
  static const struct {
    const char *text;
    steg_reading_kind kind;
    steg_finding_id finding;
    int32_t extents[5];
  } rows[] = {
      {"Sjukpenning", STEG_READING_VALUE, 0, {0, NO, NO, NO, NO}},
      {"sjukpenning 50 %, lön 50 %", STEG_READING_VALUE, 0, {50, 50, NO, NO, NO}},
      {"sjukpenning 50%; lön 25%", STEG_READING_VALUE, 0, {50, 25, NO, NO, NO}},
      {"Sjukpenning (75 %) + Lön (25 %)", STEG_READING_VALUE, 0, {75, 25, NO, NO, NO}},
      {"50 % sjukpenning och 50 % arbete", STEG_READING_VALUE, 0, {50, 50, NO, NO, NO}},
      {"Sjukpenning 50, Lön 50", STEG_READING_VALUE, 0, {50, 50, NO, NO, NO}},
      {"Sjukpenning, Försörjningsstöd", STEG_READING_VALUE, 0, {0, NO, 0, NO, NO}},
      {"Eftergymnasial, under 2 år", STEG_READING_VALUE, 0, {NO, NO, NO, 0, NO}},
      {"Lön 50 %, Eftergymnasial, under 2 år 50 %", STEG_READING_VALUE, 0, {NO, 50, NO, 50, NO}},
      {"A-kassa/alfa 40 % / Lön 60 %", STEG_READING_VALUE, 0, {NO, 60, NO, NO, 40}},
      {"2", STEG_READING_VALUE, 0, {NO, 0, NO, NO, NO}},
      {"Sjukpenning,", STEG_READING_VALUE, 0, {0, NO, NO, NO, NO}},
      {"", STEG_READING_EMPTY, 0, {NO, NO, NO, NO, NO}},
      {"-", STEG_READING_EMPTY, STEG_FINDING_MISSING, {NO, NO, NO, NO, NO}},
      {"sjukpenning 120 %", STEG_READING_REFUSED, STEG_FINDING_EXTENT, {0}},
      {"sjukpenning 0 %", STEG_READING_REFUSED, STEG_FINDING_EXTENT, {0}},
      {"sjukpenning 33,3 %", STEG_READING_REFUSED, STEG_FINDING_EXTENT, {0}},
      {"sjukpenning, sjukpenning", STEG_READING_REFUSED, STEG_FINDING_CAT_MULTI, {0}},
      {"Lotteri", STEG_READING_REFUSED, STEG_FINDING_CAT, {0}},
      {"Sjukpening", STEG_READING_REFUSED, STEG_FINDING_CAT_NEAR, {0}},
      {"Lön, Lotteri", STEG_READING_REFUSED, STEG_FINDING_CAT, {0}},
      {"#N/A", STEG_READING_REFUSED, STEG_FINDING_EXCEL_ERR, {0}},
  };
  steg_value_rules with = rules();
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int32_t extents[5];
    steg_reading reading = steg_compound_read(rows[i].text, strlen(rows[i].text), &income, &with, arena, extents);
    if (reading.kind != rows[i].kind || reading.finding != rows[i].finding)
      fail_msg("%s: kind %d finding %d", rows[i].text, reading.kind, reading.finding);
    for (size_t k = 0; reading.kind != STEG_READING_REFUSED && k < 5; k++)
      if (extents[k] != rows[i].extents[k])
        fail_msg("%s: level %zu has %d, expected %d", rows[i].text, k, (int)extents[k], (int)rows[i].extents[k]);
  }
  steg_arena_free(arena);
}

static void reads_words(void **state) {
  (void)state;
  enum { SEX, AREA, OCCASION, FLAG };
  static const struct {
    int what;
    const char *text;
    steg_reading_kind kind;
    int32_t whole;
  } rows[] = {
      {SEX, "K", STEG_READING_VALUE, STEG_SEX_WOMAN},
      {SEX, "man", STEG_READING_VALUE, STEG_SEX_MAN},
      {SEX, "Hen", STEG_READING_VALUE, STEG_SEX_OTHER},
      {SEX, "icke-binär", STEG_READING_VALUE, STEG_SEX_OTHER},
      {SEX, "Vill ej uppge", STEG_READING_VALUE, STEG_SEX_UNKNOWN},
      {SEX, "", STEG_READING_EMPTY, 0},
      {SEX, "2024-11-02", STEG_READING_REFUSED, 0},
      {AREA, "Tätort", STEG_READING_VALUE, STEG_AREA_URBAN},
      {AREA, "utanför tätort", STEG_READING_VALUE, STEG_AREA_RURAL},
      {AREA, "Nej", STEG_READING_VALUE, STEG_AREA_RURAL},
      {AREA, "sjön", STEG_READING_REFUSED, 0},
      {OCCASION, "Start", STEG_READING_VALUE, STEG_OCCASION_START},
      {OCCASION, "avslut", STEG_READING_VALUE, STEG_OCCASION_END},
      {OCCASION, "Uppföljning 6 mån", STEG_READING_VALUE, STEG_OCCASION_FOLLOW_UP},
      {OCCASION, "Mätning slut", STEG_READING_VALUE, STEG_OCCASION_END},
      {OCCASION, "start till slut", STEG_READING_REFUSED, 0},
      {OCCASION, "ibland", STEG_READING_REFUSED, 0},
      {FLAG, "Ja", STEG_READING_VALUE, 1},
      {FLAG, "x", STEG_READING_VALUE, 1},
      {FLAG, "0", STEG_READING_VALUE, 0},
      {FLAG, "kanske", STEG_READING_REFUSED, 0},
      {FLAG, "", STEG_READING_EMPTY, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *text = rows[i].text;
    steg_reading reading = rows[i].what == SEX        ? steg_attribute_read_sex(text)
                           : rows[i].what == AREA     ? steg_attribute_read_area(text)
                           : rows[i].what == OCCASION ? steg_attribute_read_occasion(text)
                                                      : steg_value_read_flag(text);
    if (reading.kind != rows[i].kind || (reading.kind == STEG_READING_VALUE && reading.whole != rows[i].whole))
      fail_msg("%s: kind %d whole %d", text, reading.kind, (int)reading.whole);
  }
}

static void reads_birth_and_age(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t birth, age; /* 0 = refused, -1 = empty */
  } rows[] = {
      {"1987", 1987, 0},   {"1987-05-02", 1987, 0}, {"19870502", 1987, 0},   {"870502", 1987, 0}, {"050502", 2005, 0},
      {"240502", 2024, 0}, {"260502", 1926, 0},     {"03/02/1987", 1987, 0}, {"2030", 0, 0},      {"1700", 0, 0},
      {"34", 0, 34},       {"34 år", 0, 34},        {"111", 0, 0},           {"", -1, -1},        {"-", -1, -1},
      {"abc", 0, 0},       {"870230", 0, 0}};
  steg_value_rules with = rules();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_reading birth = steg_attribute_read_birth_year(rows[i].text, strlen(rows[i].text), &with);
    steg_reading age = steg_attribute_read_age(rows[i].text, strlen(rows[i].text));
    int32_t found = birth.kind == STEG_READING_VALUE ? birth.whole : birth.kind == STEG_READING_EMPTY ? -1 : 0;
    int32_t years = age.kind == STEG_READING_VALUE ? age.whole : age.kind == STEG_READING_EMPTY ? -1 : 0;
    if (found != rows[i].birth || years != rows[i].age)
      fail_msg("%s: born %d, age %d", rows[i].text, (int)found, (int)years);
  }
}

static void knows_municipalities(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t code; /* 0 = refused */
  } rows[] = {{"0643", 643},           {"643", 643},         {"Habo", 643},           {"HABO KOMMUN", 643},
              {"Håbo", 305},           {"håbo kommun", 305}, {"0305", 305},           {"Mullsjö", 642},
              {"Mullsjö kommun", 642}, {"Gotland", 980},     {"Region Gotland", 980}, {"Gotlands kommun", 980},
              {"0980 Gotland", 980},   {"0643 Håbo", 0},     {"Borås stad", 1490},    {"Staffanstorp", 1230},
              {"Burlöv", 1231},        {"Vaggeryd", 665},    {"Jönköping", 680},      {"Smedjebacken", 2061},
              {"Ludvika", 2085},       {"9999", 0},          {"Atlantis", 0},         {"12", 0}};
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_reading reading = steg_attribute_read_municipality(rows[i].text, arena);
    int32_t code = reading.kind == STEG_READING_VALUE ? reading.whole : 0;
    if (code != rows[i].code)
      fail_msg("%s: %d, expected %d", rows[i].text, (int)code, (int)rows[i].code);
  }
  int count = 0;
  for (int32_t code = 0; code < 10000; code++)
    count += steg_municipality_name(code) != NULL;
  assert_int_equal(count, 290); /* Sweden's number of municipalities since 2003 */
  steg_arena_free(arena);
}

static void cleans_cells(void **state) {
  (void)state;
  static const struct {
    const char *text, *clean, *kept;
    int oddities;
  } rows[] = {
      {"  a b  ", "a b", "  a b  ", 0},
      {"\u00A0å\u202F", "å", "\u00A0å\u202F", 0},
      {"\ta\r\n", "a", "\ta\r\n", 0},
      {"Va\u0308gen", "Vägen", "Vägen", 0}, /* decomposed */
      {"\u200BArbete\uFEFF", "Arbete", "Arbete", STEG_FIELD_INVISIBLE},
      {"abc\u202Edcba", "abcdcba", "abcdcba", STEG_FIELD_BIDI},
      {"VÃ¤gen", "Vägen", "Vägen", STEG_FIELD_MOJIBAKE},
      {"BistÃ¥nd fÃ¶r Ã„rendet", "Bistånd för Ärendet", "Bistånd för Ärendet", STEG_FIELD_MOJIBAKE},
      {"SÃO PAULO", "SÃO PAULO", "SÃO PAULO", 0}, /* Portuguese, not double encoding */
      {"a\x01"
       "b",
       "a\x01"
       "b",
       "a\x01"
       "b",
       STEG_FIELD_CONTROL},
      {"", "", "", 0},
  };
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_field field = {rows[i].text, strlen(rows[i].text)};
    assert_int_equal(steg_field_clean(field, STEG_FIELD_TRIM, &out), rows[i].oddities);
    assert_string_equal(out.bytes, rows[i].clean);
    assert_int_equal(steg_field_clean(field, STEG_FIELD_KEEP_ENDS, &out), rows[i].oddities);
    assert_string_equal(out.bytes, rows[i].kept);
    assert_int_equal(steg_field_is_blank(field), !rows[i].clean[0]);
  }
  steg_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_levels),         cmocka_unit_test(reads_compound_cells),
                                     cmocka_unit_test(reads_words),          cmocka_unit_test(reads_birth_and_age),
                                     cmocka_unit_test(knows_municipalities), cmocka_unit_test(cleans_cells)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
