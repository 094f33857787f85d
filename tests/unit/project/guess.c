/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns as people fill them in, and what they are. The expected types are what the header says to a reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "project/guess_part.h"

enum { MOST = 16 };

static steg_item_type type_of(const char *header, const char *const *cells, steg_arena *arena,
                              steg_guess_scale *scale) {
  steg_guess_values *values = steg_arena_alloc(arena, sizeof *values);
  memset(scale, 0, sizeof *scale);
  for (size_t i = 0; i < MOST && cells[i]; i++)
    steg_guess_count(values, cells[i]);
  return steg_guess_type(header, values, arena, scale);
}

static void test_types(void **state) {
  (void)state;
  static const struct {
    const char *header;
    const char *cells[MOST];
    steg_item_type type;
    bool ordered;
    int low, high;         /* of numbers */
    const char *levels[8]; /* of labels, in order */
    const char *missing, *off;
  } rows[] = {
      {"Trivs du?", {"1", "5", "3", "2", "9"}, STEG_ITEM_SCALE, true, 1, 5, {NULL}, "9", NULL},
      {"Trivs du?", {"4", "4", "99", "3"}, STEG_ITEM_SCALE, true, 1, 4, {NULL}, "99", NULL},
      {"Ork",
       {"0", "10", "9", "5", "1", "2", "3", "4", "6", "7", "8"},
       STEG_ITEM_SCALE,
       true,
       0,
       10,
       {NULL},
       NULL,
       NULL},
      {"Ålder", {"34", "18", "61"}, STEG_ITEM_NUMBER, false, 0, 0, {NULL}, NULL, NULL},
      {"Poäng", {"3,5", "2", "4,25"}, STEG_ITEM_NUMBER, false, 0, 0, {NULL}, NULL, NULL},
      {"Andel", {"50 %", "75 %", "100 %"}, STEG_ITEM_PERCENT, false, 0, 0, {NULL}, NULL, NULL},
      {"Andel (%)", {"50", "75", "100"}, STEG_ITEM_PERCENT, false, 0, 0, {NULL}, NULL, NULL},
      {"När?", {"2024-03-01", "2024-04-02"}, STEG_ITEM_DATE, false, 0, 0, {NULL}, NULL, NULL},
      {"Vill du?", {"Ja", "nej", "JA"}, STEG_ITEM_FLAG, false, 0, 0, {NULL}, NULL, NULL},
      {"Hur ofta?",
       {"Alltid", "Aldrig", "ofta", "Ibland", "Vet inte", "Ej svar"},
       STEG_ITEM_SCALE,
       true,
       0,
       0,
       {"Aldrig", "Ibland", "ofta", "Alltid"},
       "Ej svar",
       "Vet inte"},
      {"Hur ofta?",
       {"2 - Ibland", "1 - Nej", "3 - Jämt", "2 - Ibland", "1 - Nej", "3 - Jämt"},
       STEG_ITEM_SCALE,
       true,
       0,
       0,
       {"1 - Nej", "2 - Ibland", "3 - Jämt"},
       NULL,
       NULL},
      {"Kontakt",
       {"Brev", "Telefon", "Brev", "Telefon"},
       STEG_ITEM_CHOICE,
       false,
       0,
       0,
       {"Brev", "Telefon"},
       NULL,
       NULL},
      {"Hinder",
       {"Hälsa, Resor", "Hälsa", "Resor, Hälsa", "Språk; Hälsa", "Språk", "Resor"},
       STEG_ITEM_MULTI,
       false,
       0,
       0,
       {"Hälsa", "Resor", "Språk"},
       NULL,
       NULL},
      {"Varför?",
       {"För att jag ville", "Min coach sade det", "Vet ej"},
       STEG_ITEM_TEXT,
       false,
       0,
       0,
       {NULL},
       NULL,
       NULL},
      {"Kommentar", {"Bra", "Bra", "Bra", "Dåligt", "Dåligt"}, STEG_ITEM_TEXT, false, 0, 0, {NULL}, NULL, NULL},
      /* what is about a person is no label of a choice */
      {"Svarat av",
       {"a@example.se", "a@example.se", "b@example.se", "b@example.se"},
       STEG_ITEM_TEXT,
       false,
       0,
       0,
       {NULL},
       NULL,
       NULL},
      {"Vem", {"18900101-9802", "18900101-9802", "-", ""}, STEG_ITEM_TEXT, false, 0, 0, {NULL}, NULL, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_guess_scale scale;
    assert_int_equal(type_of(rows[i].header, rows[i].cells, arena, &scale), rows[i].type);
    if (rows[i].type <= STEG_ITEM_MULTI) {
      size_t count = 0;
      while (count < 8 && rows[i].levels[count])
        count++;
      assert_int_equal(scale.ordered, rows[i].ordered);
      assert_int_equal(scale.low, rows[i].low);
      assert_int_equal(scale.high, rows[i].high);
      assert_int_equal(scale.level_count, count);
      for (size_t j = 0; j < count; j++)
        assert_string_equal(scale.levels[j], rows[i].levels[j]);
      assert_int_equal(scale.missing_count, rows[i].missing != NULL);
      assert_int_equal(scale.off_count, rows[i].off != NULL);
      if (rows[i].missing)
        assert_string_equal(scale.missing[0], rows[i].missing);
      if (rows[i].off)
        assert_string_equal(scale.off[0], rows[i].off);
    }
    steg_arena_free(arena);
  }
}

/* Whether two columns have one scale. */
static void test_join(void **state) {
  (void)state;
  static const struct {
    const char *one[MOST], *other[MOST];
    bool joined;
    size_t levels;
    int high;
  } rows[] = {
      {{"1", "2", "5"}, {"4", "3"}, true, 0, 5},
      {{"1", "4"}, {"5", "2"}, true, 0, 5},
      {{"0", "10"}, {"1", "5"}, false, 0, 10},
      {{"1", "5"}, {"1", "10"}, false, 0, 5},
      {{"Aldrig", "Ofta"}, {"Ibland", "Ofta", "Alltid"}, true, 4, 0},
      {{"Aldrig", "Ofta"}, {"Bra", "Mycket bra"}, false, 2, 0},
      {{"Brev", "Brev", "Besök", "Besök"}, {"Besök", "Besök", "Brev", "Brev"}, true, 2, 0},
      {{"Brev", "Brev", "Besök", "Besök"}, {"Besök", "Besök", "Video", "Video"}, false, 2, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_guess_scale one, other;
    (void)type_of("a", rows[i].one, arena, &one);
    (void)type_of("b", rows[i].other, arena, &other);
    assert_int_equal(steg_guess_join(&one, &other), rows[i].joined);
    assert_int_equal(one.level_count, rows[i].levels);
    assert_int_equal(one.high, rows[i].high);
    steg_arena_free(arena);
  }
}

/* Which columns are no items, and what kind of form they make. */
static void test_kinds(void **state) {
  (void)state;
  static const struct {
    const char *headers[4], *cells[4];
    steg_kind kind;
    size_t columns, items;
  } rows[] = {
      {{"Deltagare", "Datum", "Roll", "Trivs du?"}, {"P1", "2024-01-02", "Coach", "Ja"}, STEG_KIND_REPEATED, 3, 1},
      {{"Deltagarkod", "Startdatum", "Slutdatum", "Mål"}, {"P1", "2024-01-02", "", "4"}, STEG_KIND_REGISTER, 3, 1},
      {{"Insats", "Period", "Svarandegrupp", "Trivs du?"}, {"A", "2024", "Coach", "4"}, STEG_KIND_ANONYMOUS, 3, 1},
      {{"Id", "Namn", "Trivsel start", "Trivsel slut"}, {"1", "N N", "3", "4"}, STEG_KIND_REPEATED, 2, 1},
      {{"Id", "Trivsel start", "Hälsa slut", "Tom"}, {"1", "3", "4", ""}, STEG_KIND_REPEATED, 1, 2},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    const char *headers[4], *cells[4];
    memcpy(headers, rows[i].headers, sizeof headers);
    memcpy(cells, rows[i].cells, sizeof cells);
    const steg_grid grid = {.headers = headers, .column_count = 4, .cells = cells, .row_count = 1};
    steg_guess guess;
    assert_int_equal(steg_guess_make(&grid, arena, &guess), 0);
    assert_int_equal(guess.kind, rows[i].kind);
    assert_int_equal(guess.column_count, rows[i].columns);
    assert_int_equal(guess.item_count, rows[i].items);
    steg_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_types), cmocka_unit_test(test_join),
                                     cmocka_unit_test(test_kinds)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
