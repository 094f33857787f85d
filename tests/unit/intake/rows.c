/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles, occasions, wide sheets, anonymous forms, an instrument's own checks and callbacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/file.h"
#include "intake/import.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const steg_level levels[] = {{1, "l1", "Ett", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                    {2, "l2", "Två", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
                                    {3, "l3", "Tre", NULL, STEG_LEVEL_STEP, 1, NULL, NULL},
                                    {-1, "ej", "Kan inte svara", NULL, STEG_LEVEL_OFF_SCALE, 0, NULL, NULL}};
static const steg_scale scales[] = {
    {.id = "s", .levels = STEG_ROWS(levels), .groups = STEG_NO_ROWS, .ordered = 1, .better = STEG_BETTER_UP}};
static const steg_role roles[] = {{.id = "deltagare", .label_sv = "Deltagare", .aliases = "klient"},
                                  {.id = "coach", .label_sv = "Coach", .aliases = "handläggare"}};
#define ITEM(ID, TYPE, ROLES) .id = ID, .text_sv = ID, .type = TYPE, .roles = ROLES, .sensitivity = STEG_SENSITIVE
static const steg_item items[] = {{ITEM("q1", STEG_ITEM_SCALE, "deltagare"), .scale = "s"},
                                  {ITEM("q2", STEG_ITEM_SCALE, "deltagare"), .scale = "s"},
                                  {ITEM("q3", STEG_ITEM_SCALE, "deltagare"), .scale = "s"},
                                  {ITEM("c1", STEG_ITEM_SCALE, "coach"), .scale = "s"},
                                  {ITEM("change", STEG_ITEM_SCALE, "deltagare"), .scale = "s", .occasions = "end"},
                                  {ITEM("kg", STEG_ITEM_NUMBER, NULL)},
                                  {ITEM("mix", STEG_ITEM_MULTI, NULL), .scale = "s", .extent = 1},
                                  {ITEM("first", STEG_ITEM_DATE, NULL)},
                                  {ITEM("last", STEG_ITEM_DATE, NULL)},
                                  {ITEM("works", STEG_ITEM_FLAG, NULL)}};
#define COLUMN(HEADER, ID, ROLE, OCCASION)                                                                             \
  { .header = HEADER, .target = STEG_COLUMN_ITEM, .item = ID, .role = ROLE, .occasion = OCCASION }
static const steg_column columns[] = {
    {.header = "Person", .target = STEG_COLUMN_PERSON, .required = 1},
    {.header = "Datum", .target = STEG_COLUMN_DATE},
    {.header = "Datum start", .target = STEG_COLUMN_DATE, .occasion = STEG_OCCASION_START},
    {.header = "Datum slut", .target = STEG_COLUMN_DATE, .occasion = STEG_OCCASION_END},
    {.header = "Roll", .target = STEG_COLUMN_ROLE},
    {.header = "Tillfälle", .target = STEG_COLUMN_OCCASION},
    {.header = "Inskriven", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_START},
    {.header = "Avslutad", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_END},
    {.header = "Född", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_BIRTH_YEAR},
    {.header = "Ålder", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_AGE},
    COLUMN("q1", "q1", NULL, 0),
    COLUMN("q2", "q2", NULL, 0),
    COLUMN("q3", "q3", NULL, 0),
    COLUMN("change", "change", NULL, 0),
    COLUMN("kg", "kg", NULL, 0),
    COLUMN("mix", "mix", NULL, 0),
    COLUMN("first", "first", NULL, 0),
    COLUMN("last", "last", NULL, 0),
    COLUMN("works", "works", NULL, 0),
    COLUMN("C1", "c1", "coach", 0),
    COLUMN("q1 start", "q1", NULL, STEG_OCCASION_START),
    COLUMN("q1 slut", "q1", NULL, STEG_OCCASION_END),
    COLUMN("c1 start", "c1", "coach", STEG_OCCASION_START),
    COLUMN("c1 slut", "c1", "coach", STEG_OCCASION_END),
    {.header = "mix %", .target = STEG_COLUMN_EXTENT, .item = "mix"},
};
#define CHECK(KIND, SEVERITY)                                                                                          \
  .id = "c", .kind = KIND, .severity = SEVERITY, .message_sv = "Fel.", .message_en = "Wrong."
static const steg_check checks[] = {
    {CHECK(STEG_CHECK_RANGE, STEG_SEVERITY_ERROR), .item = "kg", .low = 20, .high = 300},
    {CHECK(STEG_CHECK_IMPLAUSIBLE, STEG_SEVERITY_WARNING), .item = "kg", .low = 40, .high = 150},
    {CHECK(STEG_CHECK_DATE_ORDER, STEG_SEVERITY_ERROR), .item = "first", .other = "last"},
    {CHECK(STEG_CHECK_REQUIRED_IF, STEG_SEVERITY_ERROR), .item = "kg", .other = "works", .text = "ja"},
    {CHECK(STEG_CHECK_SUM_100, STEG_SEVERITY_WARNING), .item = "mix"},
    {CHECK(STEG_CHECK_STRAIGHT_LINE, STEG_SEVERITY_NOTE), .text = "q1 q2 q3"},
};
static const steg_index indexes[] = {{.id = "twice",
                                      .label_sv = "Dubbelt",
                                      .kind = STEG_INDEX_CUSTOM,
                                      .items = "q1",
                                      .high = 6,
                                      .better = STEG_BETTER_UP}};

/* The callbacks see typed values: what they report shows that they do. */
static int validate(const steg_record *record, const steg_services *services, void *sink) {
  if (record->values[0].missing == STEG_MISSING_OFF_SCALE && record->values[0].number == -1)
    services->finding(sink, STEG_SEVERITY_WARNING, 0, "W_OFF", "Kunde inte svara.", NULL);
  if (record->values[5].missing == 0 && record->values[5].number == 77.5)
    services->finding(sink, STEG_SEVERITY_ERROR, 5, "E_KG", "Sju sju.", "Seven seven.");
  if (record->values[6].chosen == 2 && record->values[6].extents[1] == 25 && record->values[6].extents[2] == -1)
    services->finding(sink, STEG_SEVERITY_NOTE, 6, "N_MIX", "Två.", NULL);
  return record->values[5].number == 88.5 ? -1 : 0;
}

static int score(const steg_record *record, uint32_t index, double *ret_value, const steg_services *services,
                 void *sink) {
  (void)services;
  (void)sink;
  if (index != 0 || record->values[0].missing)
    return 1;
  *ret_value = 2 * record->values[0].number;
  return 0;
}

static const steg_instrument repeated = {.head = STEG_HEAD,
                                         .id = "prov",
                                         .version = "1",
                                         .title_sv = "Prov",
                                         .owner = "p",
                                         .licence = "p",
                                         .source = "p",
                                         .provenance = "p",
                                         .kind = STEG_KIND_REPEATED,
                                         .scales = STEG_ROWS(scales),
                                         .roles = STEG_ROWS(roles),
                                         .items = STEG_ROWS(items),
                                         .columns = STEG_ROWS(columns),
                                         .checks = STEG_ROWS(checks),
                                         .indexes = STEG_ROWS(indexes),
                                         .crosswalk = STEG_NO_ROWS,
                                         .validate = validate,
                                         .score = score};

static const steg_column form_columns[] = {{.header = "Grupp", .target = STEG_COLUMN_GROUP},
                                           {.header = "Period", .target = STEG_COLUMN_PERIOD, .required = 1},
                                           COLUMN("q1", "q1", NULL, 0),
                                           COLUMN("c1", "c1", NULL, 0)};
static const steg_instrument anonymous = {.head = STEG_HEAD,
                                          .id = "form",
                                          .version = "1",
                                          .title_sv = "Prov",
                                          .owner = "p",
                                          .licence = "p",
                                          .source = "p",
                                          .provenance = "p",
                                          .kind = STEG_KIND_ANONYMOUS,
                                          .scales = STEG_ROWS(scales),
                                          .roles = STEG_ROWS(roles),
                                          .items = STEG_ROWS(items),
                                          .columns = STEG_ROWS(form_columns),
                                          .checks = STEG_NO_ROWS,
                                          .indexes = STEG_NO_ROWS,
                                          .crosswalk = STEG_NO_ROWS};

static const steg_import_initiative initiatives[] = {{"insats", "Insats", NULL, "f", 16, 64}};

/* All rows of the text as "line role occasion date item=value ..." and all findings' codes. */
static void read_text(const steg_instrument *instrument, const char *text, steg_buffer *rows, steg_buffer *codes) {
  char path[] = "/tmp/stegvis-rows-XXXXXX";
  steg_error err = {0};
  steg_import *import = NULL;
  steg_arena *arena = steg_arena_new(0);
  steg_registry_entry entry = {.instrument = instrument, .layout = steg_layout_make(instrument, arena)};
  steg_import_options options = {.initiative = "insats",
                                 .initiatives = initiatives,
                                 .initiative_count = 1,
                                 .today = steg_date_make(2025, 1, 1),
                                 .lang = STEG_LANG_SV};
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
  close(fd);
  if (steg_import_read(path, &entry, &options, &import, &err))
    fail_msg("%s", err.text);
  unlink(path);
  const steg_import_result *result = steg_import_result_of(import);
  steg_buffer_clear(rows);
  steg_buffer_clear(codes);
  for (size_t i = 0; i < result->findings.count; i++)
    steg_buffer_printf(codes, "%s%s", i ? " " : "", result->findings.rows[i].code);
  for (size_t i = 0; i < result->set.row_count; i++) {
    const steg_row *row = &result->set.rows[i];
    steg_buffer_printf(rows, "%u r%d o%d ", row->line, row->role, row->occasion);
    steg_date_write_iso(rows, row->date);
    for (uint32_t k = 0; k < entry.layout->slot_count; k++) {
      int32_t slot = steg_rows_value(&result->set, i, k);
      steg_slot_kind kind = entry.layout->slots[k].kind;
      bool real = kind == STEG_SLOT_NUMBER || kind == STEG_SLOT_INDEX;
      if (slot != STEG_SLOT_NONE)
        steg_buffer_printf(rows, " %s=%d", entry.layout->slots[k].name, real ? (int)result->set.numbers[slot] : slot);
    }
    steg_buffer_text(rows, "; ");
  }
  steg_import_free(import);
  steg_arena_free(arena);
}

typedef struct example {
  const char *text, *rows, *codes;
} text_example;

static void check_examples(const steg_instrument *instrument, const text_example *examples, size_t count) {
  steg_buffer rows, codes;
  steg_buffer_init(&rows, 100000);
  steg_buffer_init(&codes, 100000);
  for (size_t i = 0; i < count; i++) {
    read_text(instrument, examples[i].text, &rows, &codes);
    if (strcmp(rows.bytes, examples[i].rows) != 0 || strcmp(codes.bytes, examples[i].codes) != 0)
      fail_msg("%s\ngives    %s| %s\nexpected %s| %s", examples[i].text, rows.bytes, codes.bytes, examples[i].rows,
               examples[i].codes);
  }
  steg_buffer_release(&rows);
  steg_buffer_release(&codes);
}

static void makes_the_rows_of_a_line(void **state) {
  (void)state;
  static const text_example examples[] = {
      {"Person;Datum;Roll;q1\nP;2024-01-10;Klient;2\n", "2 r0 o0 2024-01-10 q1=2 twice=4; ", ""},
      /* the questions tell who has answered */
      {"Person;Datum;q1\nP;2024-01-10;2\n", "2 r0 o0 2024-01-10 q1=2 twice=4; ", ""},
      {"Person;Datum;kg\nP;2024-01-10;70\n", "", "E_ROLE"},
      /* participant and coach side by side */
      {"Person;Datum;q1;C1\nP;2024-01-10;2;3\n", "2 r1 o0 2024-01-10 c1=3; 2 r0 o0 2024-01-10 q1=2 twice=4; ", ""},
      {"Person;Datum;Roll;q1;C1\nP;2024-01-10;Deltagare;2;\nP;2024-01-10;Handläggare;;3\n",
       "2 r0 o0 2024-01-10 q1=2 twice=4; 3 r1 o0 2024-01-10 c1=3; ", ""},
      /* start and end side by side, each with its date; an empty side is no row */
      {"Person;Datum start;q1 start;Datum slut;q1 slut\nP;2024-01-10;1;2024-06-10;3\nR;2024-01-11;2;;\n",
       "2 r0 o1 2024-01-10 q1=1 twice=2; 2 r0 o3 2024-06-10 q1=3 twice=6; 3 r0 o1 2024-01-11 q1=2 twice=4; ", ""},
      {"Person;Datum start;q1 start;c1 start;Datum slut;q1 slut;c1 slut\nP;2024-01-10;1;2;2024-06-10;3;3\n",
       "2 r0 o1 2024-01-10 q1=1 twice=2; 2 r1 o1 2024-01-10 c1=2; 2 r0 o3 2024-06-10 q1=3 twice=6; "
       "2 r1 o3 2024-06-10 c1=3; ",
       ""},
      /* the participation's own dates serve */
      {"Person;Inskriven;Avslutad;q1 start;q1 slut\nP;2024-01-10;2024-06-10;1;3\n",
       "2 r0 o1 2024-01-10 q1=1 twice=2; 2 r0 o3 2024-06-10 q1=3 twice=6; ", ""},
      {"Person;Inskriven;Avslutad;Tillfälle;q1\nP;2024-01-10;2024-06-10;slut;1\n", "2 r0 o3 2024-06-10 q1=1 twice=2; ",
       ""},
      /* one date for two occasions is neither's: the store may know them */
      {"Person;Datum;q1 start;q1 slut\nP;2024-01-10;1;3\n", "2 r0 o1  q1=1 twice=2; 2 r0 o3  q1=3 twice=6; ", ""},
      {"Person;Tillfälle;q1\nP;slut;3\n", "2 r0 o3  q1=3 twice=6; ", ""},
      {"Person;Tillfälle;q1\nP;pågående;3\n", "", "E_DATE_MISSING"},
      /* what stands once belongs to both */
      {"Person;Datum start;Datum slut;q1 start;q1 slut;q2\nP;2024-01-10;2024-06-10;1;3;2\n",
       "2 r0 o1 2024-01-10 q1=1 q2=2 twice=2; 2 r0 o3 2024-06-10 q1=3 q2=2 twice=6; ", ""},
      {"Person;Datum;q1\nP;2024-01-10;\n", "", "W_NO_ANSWERS"},
      /* a participant's answer in a coach's row is left out, and told */
      {"Person;Datum;Roll;q1;C1\nP;2024-01-10;Coach;2;3\n", "2 r1 o0 2024-01-10 c1=3; ", "W_NOT_ASKED"},
      {"Person;Datum;q1\nP;;2\n", "", "E_DATE_MISSING"},
      {"Person;Datum;Roll;q1\nP;2024-01-10;Chef;2\n", "", "E_ROLE"},
      {"Person;Datum;Tillfälle;q1;change\nP;2024-01-10;start;2;3\n", "2 r0 o1 2024-01-10 q1=2 twice=4; ",
       "W_NOT_ASKED"},
      {"Person;Datum;Tillfälle;q1;change\nP;2024-01-10;slut;2;3\n", "2 r0 o3 2024-01-10 q1=2 change=3 twice=4; ", ""},
      {"Person;Datum;q1;mix;mix %\nP;2024-01-10;2;Ett;40\n", "2 r0 o0 2024-01-10 q1=2 mix__l1=40 twice=4; ", ""},
      {"Person;Datum;q1;mix;mix %\nP;2024-01-10;2;Ett, Två;40\n", "", "E_EXTENT"},
  };
  check_examples(&repeated, examples, sizeof examples / sizeof *examples);
}

/* The initiative is for ages 16 to 64. The number is of somebody born in 1892. */
static void judges_ages(void **state) {
  (void)state;
#define AGED(WHO, START, BORN, AGE)                                                                                    \
  "Person;Inskriven;Datum;Född;Ålder;q1\n" WHO ";" START ";2024-01-10;" BORN ";" AGE ";2\n"
  static const struct {
    const char *text, *codes;
  } examples[] = {
      {AGED("P", "2024-01-10", "1980", ""), ""},
      {AGED("P", "2024-01-10", "2025", ""), "E_AGE"},
      {AGED("P", "2024-01-10", "2024", ""), "W_AGE"},
      {AGED("P", "2024-01-10", "1913", ""), "W_AGE"}, /* 110 or 111 */
      {AGED("P", "2024-01-10", "1912", ""), "E_AGE"}, /* 111 or 112 */
      {AGED("P", "2024-01-10", "", "110"), "W_AGE"},
      {AGED("P", "2024-01-10", "", "111"), "E_AGE"},
      {AGED("P", "2024-01-10", "2008", ""), ""}, /* 15 or 16 */
      {AGED("P", "2024-01-10", "2009", ""), "W_AGE_TARGET"},
      {AGED("P", "2024-01-10", "2010", ""), "W_AGE"},
      {AGED("P", "2024-01-10", "1959", ""), ""}, /* 64 or 65 */
      {AGED("P", "2024-01-10", "1958", ""), "W_AGE_TARGET"},
      {AGED("P", "", "1890", ""), ""},
      {AGED("18920303-9822", "2024-01-10", "", ""), ""},
      {AGED("18920303-9822", "2024-01-10", "1892", ""), ""},
      {AGED("18920303-9822", "1891-01-10", "", ""), "E_DATE_RANGE"},
      {AGED("18920303-9822", "1910-01-10", "", ""), "E_DATE_RANGE"},
  };
  steg_buffer rows, codes;
  steg_buffer_init(&rows, 100000);
  steg_buffer_init(&codes, 100000);
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    read_text(&repeated, examples[i].text, &rows, &codes);
    if (strcmp(codes.bytes, examples[i].codes) != 0)
      fail_msg("%s\ngives %s, expected %s", examples[i].text, codes.bytes, examples[i].codes);
    assert_int_equal(rows.size == 0, strncmp(codes.bytes, "E_", 2) == 0);
  }
  steg_buffer_release(&rows);
  steg_buffer_release(&codes);
}

static void runs_the_instrument_s_checks(void **state) {
  (void)state;
  static const text_example examples[] = {
      {"Person;Datum;q1;kg\nP;2024-01-10;2;70\n", "2 r0 o0 2024-01-10 q1=2 kg=70 twice=4; ", ""},
      {"Person;Datum;q1;kg\nP;2024-01-10;2;10\n", "", "E_RANGE W_IMPLAUSIBLE"},
      {"Person;Datum;q1;kg\nP;2024-01-10;2;200\n", "2 r0 o0 2024-01-10 q1=2 kg=200 twice=4; ", "W_IMPLAUSIBLE"},
      {"Person;Datum;q1;first;last\nP;2024-01-10;2;2024-02-01;2024-01-01\n", "", "E_ORDER"},
      {"Person;Datum;q1;first;last\nP;2024-01-10;2;2024-02-01;\n", "2 r0 o0 2024-01-10 q1=2 first=19754 twice=4; ", ""},
      {"Person;Datum;q1;works;kg\nP;2024-01-10;2;ja;\n", "", "E_REQUIRED_IF"},
      {"Person;Datum;q1;works;kg\nP;2024-01-10;2;nej;\n", "2 r0 o0 2024-01-10 q1=2 works=0 twice=4; ", ""},
      {"Person;Datum;q1;mix\nP;2024-01-10;2;Ett 60 %, Två 60 %\n",
       "2 r0 o0 2024-01-10 q1=2 mix__l1=60 mix__l2=60 twice=4; ", "W_SUM_100"},
      {"Person;Datum;q1;q2;q3\nP;2024-01-10;2;2;2\n", "2 r0 o0 2024-01-10 q1=2 q2=2 q3=2 twice=4; ", "N_STRAIGHT_LINE"},
      {"Person;Datum;q1;q2;q3\nP;2024-01-10;2;2;3\n", "2 r0 o0 2024-01-10 q1=2 q2=2 q3=3 twice=4; ", ""},
      {"Person;Datum;q1;q2;q3\nP;2024-01-10;2;2;\n", "2 r0 o0 2024-01-10 q1=2 q2=2 twice=4; ", ""},
      /* callbacks */
      {"Person;Datum;q1\nP;2024-01-10;Kan inte svara\n", "2 r0 o0 2024-01-10 q1=-1; ", "W_OFF"},
      {"Person;Datum;q1;kg\nP;2024-01-10;2;77,5\n", "", "E_KG"},
      {"Person;Datum;q1;kg\nP;2024-01-10;2;88,5\n", "", "E_PLUGIN"},
      {"Person;Datum;q1;mix\nP;2024-01-10;2;Ett 50 %, Två 25 %\n",
       "2 r0 o0 2024-01-10 q1=2 mix__l1=50 mix__l2=25 twice=4; ", "N_MIX"},
  };
  check_examples(&repeated, examples, sizeof examples / sizeof *examples);
}

static void takes_anonymous_forms(void **state) {
  (void)state;
  static const text_example examples[] = {
      {"Grupp;Period;q1;c1\nDeltagare;2024;2;\nDeltagare;2024;2;\nCoach;2024-H1;;3\n",
       "2 r0 o0 2024-12-31 q1=2; 3 r0 o0 2024-12-31 q1=2; 4 r1 o0 2024-06-30 c1=3; ", ""}, /* two alike are two */
      {"Grupp;Period;q1\nDeltagare;förra året;2\n", "", "E_PERIOD"},
      {"Grupp;Period;q1\nChef;2024;2\n", "", "E_ROLE"},
      {"Period;q1\n2024-Q3;2\n", "2 r0 o0 2024-09-30 q1=2; ", ""},
  };
  check_examples(&anonymous, examples, sizeof examples / sizeof *examples);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(makes_the_rows_of_a_line),
                                     cmocka_unit_test(runs_the_instrument_s_checks),
                                     cmocka_unit_test(takes_anonymous_forms), cmocka_unit_test(judges_ages)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
