/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which measurements make a pair: hand-made people. Dates are days from the start of the participation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evaluate/pairing.h"

enum {
  DAY_0 = 19000,
  START = STEG_OCCASION_START,
  ON = STEG_OCCASION_ONGOING,
  END = STEG_OCCASION_END,
  LATER = STEG_OCCASION_FOLLOW_UP,
  STILL_IN = -1,
  NO_CUTOFF = -1,
  ROWS = 4
};

typedef struct person {
  const char *what;
  int end, as_of; /* days from start; STILL_IN, NO_CUTOFF */
  int count;
  struct {
    int day, occasion;
  } rows[ROWS];
  int first, last, latest;
  steg_pairing_outcome outcome;
} person;

static const person people[] = {
    {"nothing", STILL_IN, NO_CUTOFF, 0, {{0}}, -1, -1, -1, STEG_PAIRING_NO_MEASUREMENT},
    {"start and end by date", 200, NO_CUTOFF, 2, {{0, 0}, {190, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"first day of the window", 200, NO_CUTOFF, 2, {{-30, 0}, {100, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"a day too early", 200, NO_CUTOFF, 2, {{-31, 0}, {100, 0}}, -1, 1, 1, STEG_PAIRING_NO_START},
    {"last day of the window", 200, NO_CUTOFF, 2, {{45, 0}, {150, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"a day too late", 200, NO_CUTOFF, 2, {{46, 0}, {150, 0}}, -1, 1, 1, STEG_PAIRING_NO_START},
    {"the first of two in the window", 200, NO_CUTOFF, 3, {{2, 0}, {40, 0}, {150, 0}}, 0, 2, 2, STEG_PAIRING_PAIRED},
    {"only a start", 200, NO_CUTOFF, 1, {{3, 0}}, 0, -1, 0, STEG_PAIRING_NO_END},
    {"only an end", 200, NO_CUTOFF, 1, {{180, 0}}, -1, 0, 0, STEG_PAIRING_NO_START},
    {"59 days apart", 200, NO_CUTOFF, 2, {{0, 0}, {59, 0}}, 0, 1, 1, STEG_PAIRING_TOO_CLOSE},
    {"60 days apart", 200, NO_CUTOFF, 2, {{0, 0}, {60, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"30 days after the end", 200, NO_CUTOFF, 2, {{0, 0}, {230, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"31 days after the end", 200, NO_CUTOFF, 2, {{0, 0}, {231, 0}}, 0, -1, 0, STEG_PAIRING_NO_END},
    {"the latest that is in time",
     200,
     NO_CUTOFF,
     4,
     {{0, 0}, {90, 0}, {180, 0}, {300, 0}},
     0,
     2,
     2,
     STEG_PAIRING_PAIRED},
    {"still in: no end to keep to", STILL_IN, NO_CUTOFF, 2, {{0, 0}, {900, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"cutoff before the last", STILL_IN, 100, 3, {{0, 0}, {80, 0}, {120, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"on the cutoff", STILL_IN, 120, 3, {{0, 0}, {80, 0}, {120, 0}}, 0, 2, 2, STEG_PAIRING_PAIRED},
    {"cutoff before everything", STILL_IN, -1000, 2, {{0, 0}, {120, 0}}, -1, -1, -1, STEG_PAIRING_NO_MEASUREMENT},
    {"declared start wins over date", 200, NO_CUTOFF, 3, {{0, 0}, {70, START}, {150, 0}}, 1, 2, 2, STEG_PAIRING_PAIRED},
    {"declared start outside the window", 200, NO_CUTOFF, 2, {{-90, START}, {100, 0}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"declared end wins over a later one",
     200,
     NO_CUTOFF,
     3,
     {{0, 0}, {150, END}, {200, 0}},
     0,
     1,
     1,
     STEG_PAIRING_PAIRED},
    {"declared end long after", 200, NO_CUTOFF, 2, {{0, 0}, {400, END}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"declared end after the cutoff", 200, 300, 2, {{0, 0}, {400, END}}, 0, -1, 0, STEG_PAIRING_NO_END},
    {"both declared, 20 days apart", 20, NO_CUTOFF, 2, {{0, START}, {20, END}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"only the start declared, 20 days apart",
     20,
     NO_CUTOFF,
     2,
     {{0, START}, {20, 0}},
     0,
     1,
     1,
     STEG_PAIRING_TOO_CLOSE},
    {"end declared before start", 200, NO_CUTOFF, 2, {{0, END}, {100, START}}, 1, 0, 0, STEG_PAIRING_TOO_CLOSE},
    {"declared start is never the end", 200, NO_CUTOFF, 2, {{0, START}, {100, START}}, 0, -1, 1, STEG_PAIRING_NO_END},
    {"declared end is never the start", 200, NO_CUTOFF, 2, {{0, END}, {100, 0}}, -1, 0, 0, STEG_PAIRING_NO_START},
    {"ongoing counts by date", 200, NO_CUTOFF, 2, {{5, ON}, {100, ON}}, 0, 1, 1, STEG_PAIRING_PAIRED},
    {"a follow-up is an occasion of its own", 200, NO_CUTOFF, 2, {{0, 0}, {220, LATER}}, 0, -1, 0, STEG_PAIRING_NO_END},
    {"only a follow-up", 200, NO_CUTOFF, 1, {{10, LATER}}, -1, -1, -1, STEG_PAIRING_NO_START},
    {"two before the window and one late",
     200,
     NO_CUTOFF,
     3,
     {{-80, 0}, {-50, 0}, {60, 0}},
     -1,
     2,
     2,
     STEG_PAIRING_NO_START},
};

static void test_people(void **state) {
  (void)state;
  for (size_t p = 0; p < sizeof people / sizeof people[0]; p++) {
    const person *one = &people[p];
    steg_measurement rows[ROWS];
    for (int r = 0; r < one->count; r++)
      rows[r] = (steg_measurement){DAY_0 + one->rows[r].day, one->rows[r].occasion};
    steg_pairing found =
        steg_pairing_choose(&steg_pairing_default, DAY_0, one->end == STILL_IN ? STEG_DATE_NONE : DAY_0 + one->end,
                            one->as_of == NO_CUTOFF ? STEG_DATE_NONE : DAY_0 + one->as_of, rows, (size_t)one->count);
    if (found.first != one->first || found.end != one->last || found.latest != one->latest ||
        found.outcome != one->outcome)
      fail_msg("%s: first %d, end %d, latest %d, outcome %d", one->what, found.first, found.end, found.latest,
               (int)found.outcome);
  }
}

static void test_without_start(void **state) {
  (void)state;
  const steg_measurement dated[] = {{DAY_0, 0}, {DAY_0 + 100, 0}}, declared[] = {{DAY_0, START}, {DAY_0 + 100, 0}};
  steg_pairing found =
      steg_pairing_choose(&steg_pairing_default, STEG_DATE_NONE, STEG_DATE_NONE, STEG_DATE_NONE, dated, 2);
  assert_int_equal(found.outcome, STEG_PAIRING_NO_START);
  found = steg_pairing_choose(&steg_pairing_default, STEG_DATE_NONE, STEG_DATE_NONE, STEG_DATE_NONE, declared, 2);
  assert_int_equal(found.outcome, STEG_PAIRING_PAIRED);
}

static void test_own_rule(void **state) {
  (void)state;
  const steg_pairing_rule rule = {
      .baseline_before_days = 0, .baseline_after_days = 10, .end_after_days = 0, .apart_days = 7};
  const steg_measurement rows[] = {{DAY_0 - 1, 0}, {DAY_0 + 10, 0}, {DAY_0 + 17, 0}, {DAY_0 + 21, 0}};
  steg_pairing found = steg_pairing_choose(&rule, DAY_0, DAY_0 + 20, STEG_DATE_NONE, rows, 4);
  assert_int_equal(found.first, 1);
  assert_int_equal(found.end, 2);
  assert_int_equal(found.outcome, STEG_PAIRING_PAIRED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_people),
      cmocka_unit_test(test_without_start),
      cmocka_unit_test(test_own_rule),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
