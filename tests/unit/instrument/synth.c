/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "instrument/synth_part.h"

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

enum { PEOPLE = 300, COLUMNS = 19 };

/* The published sequence of splitmix64 from the seed 1234567 (Vigna's splitmix64.c). */
static void test_generator(void **state) {
  (void)state;
  static const uint64_t expected[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                      UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
                                      UINT64_C(16408922859458223821)};
  steg_chance chance = {.state = 1234567};
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
    assert_true(steg_chance_next(&chance) == expected[i]);
}

/* Mean 0 and standard deviation 1000: of 20 000 draws within 4 standard errors (7 and 5). */
static void test_normal(void **state) {
  (void)state;
  steg_chance chance = {.state = 5};
  int64_t sum = 0, squares = 0;
  enum { DRAWS = 20000 };
  for (int i = 0; i < DRAWS; i++) {
    int64_t z = steg_chance_normal(&chance);
    assert_in_range(z + 6000, 0, 12000);
    sum += z;
    squares += z * z;
  }
  assert_true(llabs(sum / DRAWS) < 29);
  assert_true(squares / DRAWS > 960000 && squares / DRAWS < 1040000);
}

static steg_synth_order order_of(uint64_t seed, uint32_t people) {
  return (steg_synth_order){.seed = seed,
                            .people = people,
                            .initiative = "prov",
                            .period = {steg_date_make(2022, 1, 1), steg_date_make(2023, 12, 31)}};
}

static char *made(const steg_synth_order *order) {
  steg_buffer out;
  steg_buffer_init(&out, 1 << 24);
  assert_int_equal(steg_synth_write(&stegvis_instrument, order, &out), 0);
  char *text = strdup(out.bytes);
  steg_buffer_release(&out);
  return text;
}

static void test_bytes(void **state) {
  (void)state;
  steg_synth_order order = order_of(7, 40), longer = order_of(7, 60), other = order_of(8, 40);
  char *first = made(&order), *again = made(&order), *more = made(&longer), *different = made(&other);
  assert_string_equal(first, again);
  assert_memory_equal(first, more, strlen(first));
  assert_true(strcmp(first, different) != 0);
  free(first);
  free(again);
  free(more);
  free(different);
}

typedef struct line_of_cells {
  char *cells[COLUMNS];
} line_of_cells;

/* The next line's cells, cut in place (sound has no cell that needs quotes but compound ones, which have no semicolon). */
static bool next_line(char **cursor, line_of_cells *ret_line) {
  char *line = *cursor, *end = strstr(line, "\r\n");
  if (!end)
    return false;
  *end = '\0';
  *cursor = end + 2;
  for (int i = 0; i < COLUMNS; i++) {
    ret_line->cells[i] = line;
    char *stop = strchr(line, ';');
    assert_true((stop != NULL) == (i < COLUMNS - 1));
    if (stop) {
      *stop = '\0';
      line = stop + 1;
    }
  }
  return true;
}

/* Place of the sheet's columns: see tests/unit/instrument/sheet.c. */
enum {
  KEY,
  INITIATIVE,
  DATE,
  ROLE,
  SEX,
  Q1,
  Q2,
  Q3,
  GOAL,
  COACH,
  INCOME,
  INCOMES,
  EXTENT,
  DAYS,
  SHARE,
  BEGAN,
  ENDED,
  WORDS
};

static int step_of(const char *label) {
  return !strcmp(label, "Aldrig") ? 1 : !strcmp(label, "Varken eller") ? 2 : !strcmp(label, "Alltid") ? 3 : 0;
}

/* What the definition and its checks say holds on every row; what is meant to vary does. */
static void test_rows(void **state) {
  (void)state;
  steg_synth_order order = order_of(11, PEOPLE);
  char *text = made(&order), *cursor = strstr(text, "\r\n") + 2;
  assert_memory_equal(text,
                      "\xEF\xBB\xBF"
                      "Deltagare;Insats;Datum;Roll;",
                      30);
  line_of_cells line;
  int rows = 0, empty = 0, off = 0, two = 0, better = 0, worse = 0, first_step = 0;
  char key[16] = "";
  while (next_line(&cursor, &line)) {
    char **cells = line.cells;
    bool coach = !strcmp(cells[ROLE], "Coach");
    rows++;
    assert_int_equal(strncmp(cells[KEY], "P-", 2), 0);
    assert_string_equal(cells[INITIATIVE], "prov");
    assert_true(steg_date_parse_iso(cells[DATE]) >= order.period.first &&
                steg_date_parse_iso(cells[DATE]) <= order.period.last);
    if (coach) {
      assert_string_equal(cells[Q1], ""); /* the participant's alone */
    } else {
      assert_string_equal(cells[COACH], "");
      assert_true(cells[Q1][0] != '\0'); /* required */
      off += !strcmp(cells[Q1], "Kan inte svara");
      int step = step_of(cells[Q1]);
      if (strcmp(key, cells[KEY]) != 0) {
        snprintf(key, sizeof key, "%s", cells[KEY]);
        first_step = step;
      } else if (step && first_step) {
        better += step > first_step;
        worse += step < first_step;
      }
    }
    empty += !cells[Q3][0];
    int days = cells[DAYS][0] ? atoi(cells[DAYS]) : 0;
    assert_in_range(days, 0, 28); /* the check for odd values */
    if (!strcmp(cells[INCOME], "Lön"))
      assert_true(cells[DAYS][0] != '\0'); /* the check that asks for them */
    if (cells[BEGAN][0] && cells[ENDED][0])
      assert_true(strcmp(cells[BEGAN], cells[ENDED]) <= 0);
    int a = 0, b = 0;
    char one[40], other[40];
    if (sscanf(cells[INCOMES], "%39[^0-9] %d %%, %39[^0-9] %d %%", one, &a, other, &b) == 4) {
      two++;
      assert_int_equal(a + b, 100);
      assert_string_equal(cells[EXTENT], "");
      assert_true(strcmp(one, other) != 0);
    } else if (cells[INCOMES][0]) {
      assert_in_range(atoi(cells[EXTENT]), 1, 100);
    }
  }
  assert_true(rows > 2 * PEOPLE);
  assert_true(empty > 0 && empty < rows / 10);
  assert_true(off > 0 && off < rows / 10);
  assert_true(two > 0);
  assert_true(better > 2 * worse); /* the drift is toward the better */
  free(text);
}

static void test_like(void **state) {
  (void)state;
  const steg_synth_person people[] = {
      {.key = "A7", .start = steg_date_make(2019, 3, 1), .end = steg_date_make(2019, 9, 1), .initiative = "EVI"},
      {.key = "B1", .start = steg_date_make(2020, 2, 1), .end = STEG_DATE_NONE, .initiative = "EVI"},
  };
  steg_synth_order order = order_of(3, 2);
  order.initiative = NULL;
  order.like = people;
  order.like_count = 2;
  char *text = made(&order), *cursor = strstr(text, "\r\n") + 2;
  line_of_cells line;
  while (next_line(&cursor, &line)) {
    bool first = !strcmp(line.cells[KEY], "A7");
    assert_true(first || !strcmp(line.cells[KEY], "B1"));
    assert_string_equal(line.cells[INITIATIVE], "EVI");
    assert_true(strcmp(line.cells[DATE], first ? "2019-03-01" : "2020-02-01") >= 0);
    if (first)
      assert_true(strcmp(line.cells[DATE], "2019-09-01") <= 0);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_generator), cmocka_unit_test(test_normal),
                                     cmocka_unit_test(test_bytes), cmocka_unit_test(test_rows),
                                     cmocka_unit_test(test_like)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
