/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day numbers by hand and from the C library's timegm; texts as Swedish and English write dates. */
#include "base/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define NONE STEG_DATE_NONE

static void days_are_numbered_from_1970(void **state) {
  (void)state;
  static const struct {
    int year, month, day;
    steg_date expected;
  } rows[] = {
      {1970, 1, 1, 0},         {1969, 12, 31, -1},  {2000, 3, 1, 11017}, {2024, 2, 29, 19782}, {1, 1, 1, -719162},
      {9999, 12, 31, 2932896}, {2023, 2, 29, NONE}, {1900, 2, 29, NONE}, {2000, 2, 29, 11016}, {2024, 4, 31, NONE},
      {0, 1, 1, NONE},         {10000, 1, 1, NONE}, {2024, 0, 1, NONE},  {2024, 13, 1, NONE},  {2024, 1, 0, NONE},
      {2024, 1, 32, NONE},     {-5, 1, 1, NONE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(steg_date_make(rows[i].year, rows[i].month, rows[i].day), rows[i].expected);
    assert_int_equal(steg_date_valid(rows[i].year, rows[i].month, rows[i].day), rows[i].expected != NONE);
  }
}

/* Every day of years 1 to 9999, one after the other, against timegm each 97th day. */
static void the_calendar_has_no_gap(void **state) {
  (void)state;
  steg_date expected = -719162;
  for (int year = 1; year <= 9999; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; steg_date_valid(year, month, day); day++, expected++) {
        steg_date date = steg_date_make(year, month, day);
        assert_true(date == expected);
        int y, m, d;
        steg_date_split(date, &y, &m, &d);
        assert_true(y == year && m == month && d == day && steg_date_year(date) == year);
        if (date % 97 == 0) {
          struct tm parts = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
          assert_true(timegm(&parts) == (time_t)date * 86400);
        }
      }
  assert_int_equal(expected, 2932897);
}

static void any_number_can_be_split(void **state) {
  (void)state;
  static const steg_date rows[] = {INT32_MIN, INT32_MIN + 1, INT32_MAX, -719163, 2932897};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    time_t seconds = (time_t)rows[i] * 86400;
    struct tm parts;
    assert_non_null(gmtime_r(&seconds, &parts));
    int year, month, day;
    steg_date_split(rows[i], &year, &month, &day);
    assert_int_equal(year, parts.tm_year + 1900);
    assert_int_equal(month, parts.tm_mon + 1);
    assert_int_equal(day, parts.tm_mday);
  }
}

static void months_keep_the_day_or_the_last_one(void **state) {
  (void)state;
  static const struct {
    const char *from;
    int months;
    const char *expected;
  } rows[] = {
      {"2024-01-31", 1, "2024-02-29"},
      {"2023-01-31", 1, "2023-02-28"},
      {"2024-01-15", 12, "2025-01-15"},
      {"2024-01-15", 0, "2024-01-15"},
      {"2024-03-31", -1, "2024-02-29"},
      {"2024-01-01", -1, "2023-12-01"},
      {"2024-11-30", 3, "2025-02-28"},
      {"2024-08-31", 25, "2026-09-30"},
      {"0001-01-01", -1, ""},
      {"9999-12-01", 1, ""},
      {"2024-01-01", INT32_MAX, ""},
      {"2024-01-01", INT32_MIN, ""},
      {"2024-02-29", -48, "2020-02-29"},
  };
  steg_buffer out;
  steg_buffer_init(&out, 100);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_date_write_iso(&out, steg_date_add_months(steg_date_parse_iso(rows[i].from), rows[i].months));
    assert_string_equal(out.bytes, rows[i].expected);
  }
  assert_int_equal(steg_date_add_months(NONE, 3), NONE);
  steg_buffer_release(&out);
}

static void iso_is_strict(void **state) {
  (void)state;
  static const char *const refused[] = {
      "",           "2024",       "2024-1-01",     "2024-01-1",  "2024-01-011", " 2024-01-01", "2024-01-01 ",
      "2024/01/01", "20240101",   "2024-13-01",    "2024-00-10", "2023-02-29",  "+024-01-01",  "-024-01-01",
      "2024-0x-01", "0000-01-01", "2024-01-01T00", "2024-01--1", "202a-01-01",  "2024-+1-01",
  };
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    assert_int_equal(steg_date_parse_iso(refused[i]), NONE);
  assert_int_equal(steg_date_parse_iso(NULL), NONE);
  assert_int_equal(steg_date_parse_iso("2024-03-01"), 19783);
  steg_buffer out;
  steg_buffer_init(&out, 100);
  for (steg_date date = -719162; date <= 2932896; date += 1009) {
    steg_buffer_clear(&out);
    steg_date_write_iso(&out, date);
    assert_int_equal(out.size, 10);
    assert_int_equal(steg_date_parse_iso(out.bytes), date);
  }
  steg_buffer_release(&out);
}

static void long_dates(void **state) {
  (void)state;
  static const struct {
    const char *date, *sv, *en;
  } rows[] = {
      {"2024-03-01", "1 mars 2024", "1 March 2024"},
      {"2025-11-30", "30 november 2025", "30 November 2025"},
      {"2024-01-02", "2 januari 2024", "2 January 2024"},
      {"2024-02-02", "2 februari 2024", "2 February 2024"},
      {"2024-04-02", "2 april 2024", "2 April 2024"},
      {"2024-05-02", "2 maj 2024", "2 May 2024"},
      {"2024-06-02", "2 juni 2024", "2 June 2024"},
      {"2024-07-02", "2 juli 2024", "2 July 2024"},
      {"2024-08-02", "2 augusti 2024", "2 August 2024"},
      {"2024-09-02", "2 september 2024", "2 September 2024"},
      {"2024-10-02", "2 oktober 2024", "2 October 2024"},
      {"2024-12-02", "2 december 2024", "2 December 2024"},
      {"none", "", ""},
  };
  steg_buffer out;
  steg_buffer_init(&out, 100);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_date_write_long(&out, STEG_LANG_SV, steg_date_parse_iso(rows[i].date));
    assert_string_equal(out.bytes, rows[i].sv);
    steg_buffer_clear(&out);
    steg_date_write_long(&out, STEG_LANG_EN, steg_date_parse_iso(rows[i].date));
    assert_string_equal(out.bytes, rows[i].en);
  }
  steg_buffer_release(&out);
}

static void periods_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text, *first, *last; /* first NULL: refused */
  } rows[] = {
      {"2024", "2024-01-01", "2024-12-31"},
      {"2024-H1", "2024-01-01", "2024-06-30"},
      {"2024-H2", "2024-07-01", "2024-12-31"},
      {"2024-Q1", "2024-01-01", "2024-03-31"},
      {"2024-Q2", "2024-04-01", "2024-06-30"},
      {"2024-Q3", "2024-07-01", "2024-09-30"},
      {"2024-Q4", "2024-10-01", "2024-12-31"},
      {"2024-02", "2024-02-01", "2024-02-29"},
      {"2023-02", "2023-02-01", "2023-02-28"},
      {"2024-12", "2024-12-01", "2024-12-31"},
      {"2024-01-01..2024-06-30", "2024-01-01", "2024-06-30"},
      {"2024-01-01..2024-01-01", "2024-01-01", "2024-01-01"},
      {"2024-01-02..2024-01-01", NULL, NULL},
      {"2024-H3", NULL, NULL},
      {"2024-H0", NULL, NULL},
      {"2024-Q5", NULL, NULL},
      {"2024-Q0", NULL, NULL},
      {"2024-q1", NULL, NULL},
      {"2024-h1", NULL, NULL},
      {"2024-13", NULL, NULL},
      {"2024-00", NULL, NULL},
      {"2024-1", NULL, NULL},
      {"2024-", NULL, NULL},
      {"2024x01", NULL, NULL},
      {"2024-01-01", NULL, NULL},
      {"2024-01-01..", NULL, NULL},
      {"..2024-01-01", NULL, NULL},
      {"2024-01-01...2024-06-30", NULL, NULL},
      {"2024-01-01..2024-06-31", NULL, NULL},
      {"2024-01-01--2024-06-30", NULL, NULL},
      {"2024-01-01x.2024-06-30", NULL, NULL},
      {"2024-01-01.x2024-06-30", NULL, NULL},
      {"0000", NULL, NULL},
      {"24", NULL, NULL},
      {"20240", NULL, NULL},
      {" 2024", NULL, NULL},
      {"", NULL, NULL},
      {NULL, NULL, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_period period = {1, 2};
    int result = steg_period_parse(rows[i].text, &period);
    assert_int_equal(result, rows[i].first ? 0 : -1);
    assert_int_equal(period.first, rows[i].first ? steg_date_parse_iso(rows[i].first) : 1); /* untouched on failure */
    assert_int_equal(period.last, rows[i].first ? steg_date_parse_iso(rows[i].last) : 2);
  }
}

static void periods_are_written_short(void **state) {
  (void)state;
  static const struct {
    const char *first, *last, *sv, *en;
  } rows[] = {
      {"2024-01-01", "2024-12-31", "2024", "2024"},
      {"2024-01-01", "2024-06-30", "första halvåret 2024", "first half of 2024"},
      {"2024-07-01", "2024-12-31", "andra halvåret 2024", "second half of 2024"},
      {"2024-01-01", "2024-03-31", "första kvartalet 2024", "first quarter of 2024"},
      {"2024-04-01", "2024-06-30", "andra kvartalet 2024", "second quarter of 2024"},
      {"2024-07-01", "2024-09-30", "tredje kvartalet 2024", "third quarter of 2024"},
      {"2024-10-01", "2024-12-31", "fjärde kvartalet 2024", "fourth quarter of 2024"},
      {"2024-02-01", "2024-02-29", "februari 2024", "February 2024"},
      {"2024-12-01", "2024-12-31", "december 2024", "December 2024"},
      {"2022-01-01", "2024-12-31", "2022–2024", "2022–2024"},
      {"2024-03-01", "2024-03-01", "1 mars 2024", "1 March 2024"},
      {"2024-02-01", "2024-02-28", "1 februari 2024 – 28 februari 2024", "1 February 2024 – 28 February 2024"},
      {"2024-02-01", "2024-04-30", "1 februari 2024 – 30 april 2024", "1 February 2024 – 30 April 2024"},
      {"2024-04-01", "2024-09-30", "1 april 2024 – 30 september 2024", "1 April 2024 – 30 September 2024"},
      {"2024-01-01", "2024-04-30", "1 januari 2024 – 30 april 2024", "1 January 2024 – 30 April 2024"},
      {"2024-01-02", "2024-12-31", "2 januari 2024 – 31 december 2024", "2 January 2024 – 31 December 2024"},
      {"2023-07-01", "2024-06-30", "1 juli 2023 – 30 juni 2024", "1 July 2023 – 30 June 2024"},
      {"2024-03-01", "", "från och med 1 mars 2024", "from 1 March 2024"},
      {"", "2024-03-01", "till och med 1 mars 2024", "up to and including 1 March 2024"},
      {"", "", "hela tiden", "all time"},
  };
  steg_buffer out;
  steg_buffer_init(&out, 200);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_period period = {steg_date_parse_iso(rows[i].first), steg_date_parse_iso(rows[i].last)};
    steg_buffer_clear(&out);
    steg_period_write(&out, STEG_LANG_SV, period);
    assert_string_equal(out.bytes, rows[i].sv);
    steg_buffer_clear(&out);
    steg_period_write(&out, STEG_LANG_EN, period);
    assert_string_equal(out.bytes, rows[i].en);
  }
  steg_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_are_numbered_from_1970),
      cmocka_unit_test(the_calendar_has_no_gap),
      cmocka_unit_test(any_number_can_be_split),
      cmocka_unit_test(months_keep_the_day_or_the_last_one),
      cmocka_unit_test(iso_is_strict),
      cmocka_unit_test(long_dates),
      cmocka_unit_test(periods_are_read),
      cmocka_unit_test(periods_are_written_short),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
