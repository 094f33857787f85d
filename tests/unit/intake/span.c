/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/span.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Months 0 = no period. */
static const struct {
  const char *text;
  int year, first_month, last_month;
  const char *rest;
} cases[] = {
    {"2024", 2024, 1, 12, ""},
    {"2024-Q3", 2024, 7, 9, ""},
    {"Q3 2024", 2024, 7, 9, ""},
    {"q3-2024", 2024, 7, 9, ""},
    {"Kv 4", 0, 10, 12, ""},
    {"kv1", 0, 1, 3, ""},
    {"kvartal 3 2024", 2024, 7, 9, ""},
    {"H2", 0, 7, 12, ""},
    {"Halvår 1 2024", 2024, 1, 6, ""},
    {"ht 2023", 2023, 7, 12, ""},
    {"VT", 0, 1, 6, ""},
    {"2024-05", 2024, 5, 5, ""},
    {"maj 2024", 2024, 5, 5, ""},
    {"Dec", 0, 12, 12, ""},
    {"Budget 2024", 2024, 1, 12, "Budget"},
    {"2024 Q3 utfall", 2024, 7, 9, "utfall"},
    {"Summa utfall 2024", 2024, 1, 12, "Summa utfall"},
    {"Q5", 0, 0, 0, ""},
    {"H3", 0, 0, 0, ""},
    {"Q", 0, 0, 0, ""},
    {"2024-13", 2024, 1, 12, "13"},
    {"2024-5", 2024, 1, 12, "5"}, /* a month has two digits beside a year */
    {"1875", 0, 0, 0, ""},
    {"20240", 0, 0, 0, ""},
    {"Summa", 0, 0, 0, ""},
    {"Kategori", 0, 0, 0, ""},
    {"Kvar", 0, 0, 0, ""},
    {"Hälsa", 0, 0, 0, ""},
    {"", 0, 0, 0, ""},
    {"Q1 Q2", 0, 1, 3, "Q2"}, /* one period; what is left is no name of anything */
};

static void test_cases(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    steg_span span = {0};
    char rest[STEG_SPAN_REST] = "";
    int found = steg_span_read(cases[i].text, &span, rest);
    if (found != (cases[i].first_month != 0) || span.year != cases[i].year ||
        span.first_month != cases[i].first_month || span.last_month != cases[i].last_month ||
        strcmp(rest, cases[i].rest) != 0)
      fail_msg("%s: %d, %d %d-%d, \"%s\"", cases[i].text, found, (int)span.year, (int)span.first_month,
               (int)span.last_month, rest);
  }
}

static void test_days(void **state) {
  (void)state;
  steg_period period = steg_span_period(&(steg_span){.first_month = 1, .last_month = 2}, 2024);
  assert_int_equal(period.first, steg_date_make(2024, 1, 1));
  assert_int_equal(period.last, steg_date_make(2024, 2, 29));
  period = steg_span_period(&(steg_span){.year = 2023, .first_month = 10, .last_month = 12}, 2024);
  assert_int_equal(period.first, steg_date_make(2023, 10, 1));
  assert_int_equal(period.last, steg_date_make(2023, 12, 31));
}

static void test_long(void **state) {
  (void)state;
  char text[400];
  steg_span span;
  char rest[STEG_SPAN_REST];
  memset(text, 'a', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  assert_int_equal(steg_span_read(text, &span, rest), 0);
  memcpy(text + 190, " 2024", 6);
  assert_int_equal(steg_span_read(text, &span, rest), 1);
  assert_int_equal(strlen(rest), 190);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_days),
                                     cmocka_unit_test(test_long)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
