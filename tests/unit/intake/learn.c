/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is learned of a source's headers and labels, and the file it is kept in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "intake/learn.h"
#include "small_instrument.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const steg_column columns[] = {
    {.header = "Deltagare", .target = STEG_COLUMN_PERSON},
    {.header = "Insats", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Datum", .target = STEG_COLUMN_DATE},
    {.header = "Datum start", .target = STEG_COLUMN_DATE, .occasion = STEG_OCCASION_START},
    {.header = "Kön", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_SEX},
    {.header = "Coach", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_COACH},
    {.header = "Grupp A", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_TEAM},
    {.header = "Grupp B", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_PRIORITY},
    {.header = "Fråga 1", .aliases = "Hur mår du idag", .target = STEG_COLUMN_ITEM, .item = "q1"},
    {.header = "Fråga 1 start", .target = STEG_COLUMN_ITEM, .item = "q1", .occasion = STEG_OCCASION_START},
    {.header = "Fråga 2", .aliases = "Hur sover du", .target = STEG_COLUMN_ITEM, .item = "q2"},
    {.header = "Försörjning", .target = STEG_COLUMN_ITEM, .item = "income"},
    {.header = "Kommentar", .target = STEG_COLUMN_ITEM, .item = "ord"},
};
static const steg_item items[] = {
    {SMALL_ITEM("q1", "Hur mår du idag?", STEG_ITEM_SCALE), .scale = "health"},
    {SMALL_ITEM("q2", "Hur sover du?", STEG_ITEM_SCALE), .scale = "health"},
    {SMALL_ITEM("income", "Försörjning", STEG_ITEM_CHOICE), .scale = "income"},
    {SMALL_ITEM("ord", "Kommentar", STEG_ITEM_TEXT)},
};
static const steg_instrument instrument = {.head = STEG_HEAD,
                                           .id = "larande",
                                           .kind = STEG_KIND_REPEATED,
                                           .scales = STEG_ROWS(small_scales),
                                           .items = STEG_ROWS(items),
                                           .columns = STEG_ROWS(columns)};
static const steg_registry_entry entry = {.instrument = &instrument};

static steg_learned learn(const char *text, const steg_lexicon *known, steg_arena *arena) {
  char path[] = "/tmp/stegvis-learn-XXXXXX";
  steg_import_options options = small_options();
  steg_error err = {0};
  steg_learned learned = {.score = 0};
  steg_grid grid;
  int fd = mkstemp(path);
  assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
  close(fd);
  if (steg_grid_read(path, NULL, arena, &grid, &err) < 0 ||
      steg_learn(&grid, &entry, &options, known, arena, &learned, &err) < 0)
    fail_msg("%s", err.text);
  unlink(path);
  return learned;
}

/* A header over three cells, and what it is taken for. */
static void learns_headers(void **state) {
  (void)state;
  static const struct {
    const char *header, *cells[3], *meaning;
    steg_certainty certainty;
  } table[] = {
      {"FRÅGA_1", {"1", "2", "3"}, "Fråga 1", STEG_CERTAINTY_SURE},
      {"1.", {"1", "2", "3"}, "Fråga 1", STEG_CERTAINTY_PROPOSED},
      {"2. Hur sover du om nätterna?", {"1", "2", "3"}, "Fråga 2", STEG_CERTAINTY_PROPOSED},
      {"F2", {"1", "2", "3"}, "Fråga 2", STEG_CERTAINTY_PROPOSED},
      {"3.", {"1", "2", "3"}, "", STEG_CERTAINTY_UNKNOWN},
      {"Hur mår du i dag egentligen", {"1", "2", "3"}, "Fråga 1", STEG_CERTAINTY_PROPOSED},
      {"Hur mår du idag? (start)", {"1", "2", "3"}, "Fråga 1 start", STEG_CERTAINTY_PROPOSED},
      {"Hur mår du idag? (slut)", {"1", "2", "3"}, "", STEG_CERTAINTY_UNKNOWN}, /* there is no such column */
      {"Fråga 3 start", {"1", "2", "3"}, "", STEG_CERTAINTY_UNKNOWN},           /* another number is another question */
      {"Grupp C", {"a", "b", "c"}, "", STEG_CERTAINTY_UNKNOWN},                 /* as near to A as to B */
      {"Deltagrae", {"a", "b", "c"}, "Deltagare", STEG_CERTAINTY_PROPOSED},
      {"Klient", {"a", "b", "c"}, "Deltagare", STEG_CERTAINTY_PROPOSED},
      {"Vem", {"18920303-9822", "18900118-9811", "P3"}, "Deltagare", STEG_CERTAINTY_PROPOSED},
      {"Ifylld av oss den", {"2024-01-02", "03/04/2024", "13/02/2024"}, "Datum", STEG_CERTAINTY_PROPOSED},
      {"Är du", {"Kvinna", "Man", "Kvinna"}, "Kön", STEG_CERTAINTY_PROPOSED},
      {"Var", {"Liten insats", "Liten insats", "Vägen vidare"}, "Insats", STEG_CERTAINTY_PROPOSED},
      {"Pengar från", {"Arbete", "Studier", "Arbete"}, "Försörjning", STEG_CERTAINTY_PROPOSED},
      {"Läget", {"God", "Dålig", "God"}, "", STEG_CERTAINTY_UNKNOWN}, /* of several questions */
      {"Läget", {"1", "2", "1"}, "", STEG_CERTAINTY_UNKNOWN},         /* numbers tell nothing */
      {"Namn", {"Anna Ek", "Bo Al", "Cia Du"}, "", STEG_CERTAINTY_UNKNOWN},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    steg_arena *arena = steg_arena_new(0);
    char text[512];
    snprintf(text, sizeof text, "Annat;%s\nx;%s\ny;%s\nz;%s\n", table[i].header, table[i].cells[0], table[i].cells[1],
             table[i].cells[2]);
    steg_learned learned = learn(text, NULL, arena);
    const steg_lexicon_column *column = steg_lexicon_column_of(&learned.source, table[i].header);
    assert_non_null(column);
    if (strcmp(column->meaning, table[i].meaning) != 0 || column->certainty != table[i].certainty)
      fail_msg("%s is \"%s\" (%s), expected \"%s\"", table[i].header, column->meaning,
               steg_certainty_id(column->certainty), table[i].meaning);
    steg_arena_free(arena);
  }
}

static void learns_labels(void **state) {
  (void)state;
  static const struct {
    const char *header, *cells[4], *spelling, *meaning; /* spelling NULL: nothing is learned of the column */
  } table[] = {
      {"Fråga 1", {"Ganska bra", "Mycket bra", "Ganska bra", "1"}, "Ganska bra", "4"},
      {"Fråga 1", {"Mycket dåligt", "Mycket bra", "x", "1"}, "Mycket dåligt", "1"},
      {"Fråga 1", {"Mycket gud", "God", "God", "God"}, "Mycket gud", "5"}, /* near, though once */
      {"Fråga 1", {"Toppen", "Toppen", "God", "God"}, "Toppen", ""},
      {"Fråga 1", {"Kerstin E", "God", "God", "God"}, NULL, NULL},               /* once and near to nothing: anybody */
      {"Fråga 1", {"18920303-9822", "18920303-9822", "God", "God"}, NULL, NULL}, /* never */
      {"Fråga 1", {"God", "Dålig", "1", "2"}, NULL, NULL},
      {"Kön", {"Tjej", "Tjej", "Kille", "Kille"}, "Tjej", ""},
      {"Försörjning", {"Studer", "Arbete", "Arbete", "Arbete"}, "Studer", "Studier"},
      {"Coach", {"Anna", "Anna", "Bo", "Bo"}, NULL, NULL},
      {"Kommentar", {"Bra", "Bra", "Bra", "Bra"}, NULL, NULL},
      {"Deltagare", {"P1", "P1", "P2", "P2"}, NULL, NULL},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    steg_arena *arena = steg_arena_new(0);
    char text[512];
    snprintf(text, sizeof text, "%s;b\n%s;x\n%s;x\n%s;x\n%s;x\n", table[i].header, table[i].cells[0], table[i].cells[1],
             table[i].cells[2], table[i].cells[3]);
    steg_learned learned = learn(text, NULL, arena);
    const steg_lexicon_column *column = steg_lexicon_column_of(&learned.source, table[i].header);
    assert_non_null(column);
    if (!table[i].spelling) {
      if (column->value_count)
        fail_msg("%s: %zu values learned, \"%s\"", table[i].header, column->value_count, column->values[0].spelling);
    } else {
      const steg_lexicon_value *value = steg_lexicon_value_of(column, table[i].spelling);
      if (!value || strcmp(value->meaning, table[i].meaning) != 0)
        fail_msg("%s \"%s\" is \"%s\"", table[i].header, table[i].spelling, value ? value->meaning : "not there");
    }
    steg_arena_free(arena);
  }
}

static void learns_how_dates_are_written(void **state) {
  (void)state;
  static const struct {
    const char *cells[2];
    steg_date_order order;
  } table[] = {
      {{"03/02/2024", "13/02/2024"}, STEG_DATE_DAY_FIRST},
      {{"03/02/2024", "02/13/2024"}, STEG_DATE_MONTH_FIRST},
      {{"03/02/2024", "04/02/2024"}, 0},
      {{"2024-02-03", "2024-02-13"}, 0},
      {{"45325", "45326"}, STEG_DATE_SERIAL},
      {{"3.2.2024", "25.2.2024"}, STEG_DATE_DAY_FIRST},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    steg_arena *arena = steg_arena_new(0);
    char text[256];
    snprintf(text, sizeof text, "Datum;b\n%s;x\n%s;x\n", table[i].cells[0], table[i].cells[1]);
    steg_learned learned = learn(text, NULL, arena);
    if (learned.source.columns[0].dates != table[i].order)
      fail_msg("%s: %d", table[i].cells[0], (int)learned.source.columns[0].dates);
    steg_arena_free(arena);
  }
}

static void count_fault(void *context, uint32_t line, const char *sv, const char *en) {
  char *lines = context;
  assert_true(*sv && *en && strcmp(sv, en) != 0);
  snprintf(lines + strlen(lines), 200 - strlen(lines), "%u ", line);
}

static steg_lexicon read_lexicon(const char *text, steg_arena *arena, char lines[200]) {
  steg_lexicon lexicon;
  steg_error err = {0};
  steg_import_options options = small_options();
  lines[0] = '\0';
  if (steg_lexicon_read(text, strlen(text), "prov", arena, count_fault, lines, &lexicon, &err) < 0 ||
      steg_learn_check(&lexicon, &entry, &options, count_fault, lines, &err) < 0)
    fail_msg("%s", err.text);
  return lexicon;
}

#define HEADS "Kolumn i filen;Betyder;Värde i filen;Betyder värde;Säkerhet\r\n"

static void keeps_a_mapping_in_a_file(void **state) {
  (void)state;
  static const char text[] = "\xEF\xBB\xBF" HEADS "(instrument);larande;;;\r\n(blad);Svar;;;\r\n"
                             "1.;Fråga 1;;;föreslagen\r\n1.;;Ganska bra;4;föreslagen\r\n1.;;\"a;\"\"b\"\"\";;okänd\r\n"
                             "När;Datum;;;egen\r\nNär;;(datum);månad först;säker\r\nAnnat;(används inte);;;egen\r\n";
  steg_arena *arena = steg_arena_new(0);
  char lines[200];
  steg_buffer out;
  steg_lexicon lexicon = read_lexicon(text, arena, lines);
  assert_string_equal(lines, "");
  assert_string_equal(lexicon.sheet, "Svar");
  assert_string_equal(steg_lexicon_value_of(&lexicon.columns[0], "A;\"b\"")->meaning, "");
  assert_int_equal(lexicon.columns[1].dates, STEG_DATE_MONTH_FIRST);
  steg_buffer_init(&out, 10000);
  steg_lexicon_write(&lexicon, &out);
  assert_string_equal(out.bytes, text);
  steg_buffer_release(&out);
  /* As a program of another land saves it. */
  lexicon = read_lexicon("Kolumn i filen,Betyder,V\xE4rde i filen,Betyder v\xE4rde,S\xE4kerhet\n1.,Fr\xE5ga 1,,,\n",
                         arena, lines);
  assert_string_equal(lexicon.columns[0].meaning, "Fråga 1");
  assert_int_equal(lexicon.columns[0].certainty, STEG_CERTAINTY_OWN);
  steg_arena_free(arena);
}

static void tells_faults_with_their_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *lines;
  } table[] = {
      {HEADS "1.;Fråga 9;;;\r\n", "2 "},
      {HEADS "1.;Fråga 1;;;\r\n2.;Fråga 1;;;\r\n", "3 "},
      {HEADS "1.;Fråga 1;;;\r\n1.;;bra;9;\r\n", "3 "},
      {HEADS "1.;Fråga 1;;;\r\n1.;;bra;God;\r\n1.;;kass;(inget svar);\r\n", ""},
      {HEADS "1.;Fråga 1;;;\r\n1.;;bra;4;\r\n1.;;Bra;5;\r\n", "4 "},
      {HEADS "1.;Fråga 1;;;\r\n1.;Fråga 2;;;\r\n", "3 "},
      {HEADS ";Fråga 1;;;\r\n", "2 "},
      {HEADS "När;Datum;;;\r\nNär;;(datum);baklänges;\r\n", "3 "},
      {HEADS "1.;;;;\r\n2.;(används inte);;;\r\n", ""},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    steg_arena *arena = steg_arena_new(0);
    char lines[200];
    (void)read_lexicon(table[i].text, arena, lines);
    if (strcmp(lines, table[i].lines) != 0)
      fail_msg("%zu: lines %s, expected %s", i, lines, table[i].lines);
    steg_arena_free(arena);
  }
}

static void keeps_what_the_user_wrote(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  char lines[200];
  steg_lexicon known = read_lexicon(
      HEADS "Läget;Fråga 2;;;\r\nLäget;;Toppen;5;\r\n1.;(används inte);;;\r\nBorta;Kön;;;\r\n", arena, lines);
  steg_learned learned = learn("Läget;1.;Är du\nToppen;1;Man\nKass;2;Kvinna\nKass;2;Man\n", &known, arena);
  assert_int_equal(learned.source.column_count, 3); /* a column that is gone is gone */
  assert_string_equal(learned.source.columns[0].meaning, "Fråga 2");
  assert_string_equal(steg_lexicon_value_of(&learned.source.columns[0], "Toppen")->meaning, "5");
  assert_string_equal(steg_lexicon_value_of(&learned.source.columns[0], "Kass")->meaning, "");
  assert_string_equal(learned.source.columns[1].meaning, steg_lexicon_unused);
  assert_string_equal(learned.source.columns[2].meaning, "Kön");
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(learns_headers),
      cmocka_unit_test(learns_labels),
      cmocka_unit_test(learns_how_dates_are_written),
      cmocka_unit_test(keeps_a_mapping_in_a_file),
      cmocka_unit_test(tells_faults_with_their_line),
      cmocka_unit_test(keeps_what_the_user_wrote),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
