/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "intake/calendar.h"
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static void reads_dates(void **state) {
  (void)state;
  static const struct {
    const char *text;
    steg_calendar_verdict verdict;
    const char *iso; /* NULL = none */
  } rows[] = {
      {"2024-03-01", STEG_CALENDAR_EXACT, "2024-03-01"},
      {"20240115", STEG_CALENDAR_EXACT, "2024-01-15"},
      {"240301", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"2024/03/01", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"2024.3.1", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"2024-3-1", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"1/3-2024", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"1/3-24", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"13.02.2024", STEG_CALENDAR_SPELLED, "2024-02-13"},
      {"02/13/2024", STEG_CALENDAR_SPELLED, "2024-02-13"},
      {"5/5/2024", STEG_CALENDAR_SPELLED, "2024-05-05"},
      {"03/02/2024", STEG_CALENDAR_AMBIGUOUS, "2024-02-03"},
      {"03/12/2024", STEG_CALENDAR_AMBIGUOUS, "2024-12-03"},
      {"12/03/2024", STEG_CALENDAR_AMBIGUOUS, "2024-03-12"},
      {"3.2.2024", STEG_CALENDAR_AMBIGUOUS, "2024-02-03"},
      {"03-02-2024", STEG_CALENDAR_AMBIGUOUS, "2024-02-03"},
      {"15 jan 2024", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"15 januari 2024", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"den 15 januari 2024", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"1:a mars 2024", STEG_CALENDAR_SPELLED, "2024-03-01"},
      {"15 sept. 2024", STEG_CALENDAR_SPELLED, "2024-09-15"},
      {"15-OKT-2024", STEG_CALENDAR_SPELLED, "2024-10-15"},
      {"3 maj 2024", STEG_CALENDAR_SPELLED, "2024-05-03"},
      {"2024-01-15 10:30", STEG_CALENDAR_TIMED, "2024-01-15"},
      {"2024-01-15 00:00:00", STEG_CALENDAR_TIMED, "2024-01-15"},
      {"2024-01-15T23:59:59.999", STEG_CALENDAR_TIMED, "2024-01-15"},
      {"2024-01-15T23:30:00Z", STEG_CALENDAR_TIMED, "2024-01-16"}, /* UTC+1 in winter */
      {"2024-01-15T22:59:59Z", STEG_CALENDAR_TIMED, "2024-01-15"},
      {"2024-07-15T22:30:00Z", STEG_CALENDAR_TIMED, "2024-07-16"}, /* UTC+2 in summer */
      {"2024-03-31T22:30:00Z", STEG_CALENDAR_TIMED, "2024-04-01"}, /* summer time began that night */
      {"2024-03-30T22:30:00Z", STEG_CALENDAR_TIMED, "2024-03-30"},
      {"2024-10-27T22:30:00Z", STEG_CALENDAR_TIMED, "2024-10-27"}, /* and ended that night */
      {"2024-10-26T22:30:00Z", STEG_CALENDAR_TIMED, "2024-10-27"},
      {"2024-01-16T00:30:00+09:00", STEG_CALENDAR_TIMED, "2024-01-15"},
      {"20240115T233000Z", STEG_CALENDAR_UNREADABLE, NULL},
      {"2023-02-30", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"2023-02-29", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"2024-02-29", STEG_CALENDAR_EXACT, "2024-02-29"},
      {"1900-02-29", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"2024-13-01", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"20241301", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"241301", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"32/1-2024", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"2024-01-15 25:00", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"45306", STEG_CALENDAR_SERIAL, "2024-01-15"},
      {"45306,5", STEG_CALENDAR_SERIAL, "2024-01-15"},
      {"45306.75", STEG_CALENDAR_SERIAL, "2024-01-15"},
      {"00001", STEG_CALENDAR_UNREADABLE, NULL},
      {"2024-W03-1", STEG_CALENDAR_WEEK, NULL},
      {"2024W031", STEG_CALENDAR_WEEK, NULL},
      {"2024-v3", STEG_CALENDAR_WEEK, NULL},
      {"0024-01-15", STEG_CALENDAR_EXACT, "0024-01-15"}, /* a day; whether the year is possible is asked elsewhere */
      {"9999-12-31", STEG_CALENDAR_EXACT, "9999-12-31"},
      {"igår", STEG_CALENDAR_UNREADABLE, NULL},
      {"2024", STEG_CALENDAR_UNREADABLE, NULL},
      {"2024-01", STEG_CALENDAR_UNREADABLE, NULL},
      {"2024-01-15x", STEG_CALENDAR_UNREADABLE, NULL},
      {"2024-01/15", STEG_CALENDAR_UNREADABLE, NULL},
      {"15 jan", STEG_CALENDAR_UNREADABLE, NULL},
      {"15 ja 2024", STEG_CALENDAR_UNREADABLE, NULL},
      {"-5", STEG_CALENDAR_UNREADABLE, NULL},
      {"1/3", STEG_CALENDAR_UNREADABLE, NULL},
      {"1/3/24", STEG_CALENDAR_AMBIGUOUS, "2024-03-01"}, /* a year of two digits is asked about */
      {"24-02-13", STEG_CALENDAR_AMBIGUOUS, "2024-02-13"},
      {"99-02-30", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"January 15, 2024", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"onsdag 17 januari 2024", STEG_CALENDAR_SPELLED, "2024-01-17"},
      {"2024\u201301\u201315", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"2024 01 15", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"2024 - 01 - 15", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"'2024-01-15", STEG_CALENDAR_SPELLED, "2024-01-15"},
      {"2024-01-15 11:30 PM", STEG_CALENDAR_TIMED, "2024-01-15"},
      {"2024-01-15 13:30 PM", STEG_CALENDAR_NO_SUCH_DAY, NULL},
      {"", STEG_CALENDAR_UNREADABLE, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_date date = 0;
    steg_calendar_verdict verdict =
        steg_calendar_read(rows[i].text, strlen(rows[i].text), STEG_CALENDAR_THIS_CENTURY, &date);
    if (verdict != rows[i].verdict)
      fail_msg("%s: verdict %d, expected %d", rows[i].text, verdict, rows[i].verdict);
    steg_date expected = rows[i].iso ? steg_date_parse_iso(rows[i].iso) : STEG_DATE_NONE;
    if (date != expected)
      fail_msg("%s: day %d, expected %d", rows[i].text, (int)date, (int)expected);
  }
}

static void does_not_guess_a_birth_century(void **state) {
  (void)state;
  steg_date date = 0;
  assert_int_equal(steg_calendar_read("920303", 6, STEG_CALENDAR_NO_CENTURY, &date), STEG_CALENDAR_CENTURY);
  assert_int_equal(date, STEG_DATE_NONE);
}

/* Every day of four centuries, written in two ways, is read as itself. */
static void reads_back_every_day(void **state) {
  (void)state;
  char text[16];
  for (steg_date day = steg_date_make(1850, 1, 1); day < steg_date_make(2250, 1, 1); day++) {
    int year, month, of_month;
    steg_date date = 0;
    steg_date_split(day, &year, &month, &of_month);
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, of_month);
    assert_int_equal(steg_calendar_read(text, 10, STEG_CALENDAR_THIS_CENTURY, &date), STEG_CALENDAR_EXACT);
    assert_int_equal(date, day);
    snprintf(text, sizeof text, "%d/%d-%d", of_month, month, year);
    assert_int_equal(steg_calendar_read(text, strlen(text), STEG_CALENDAR_THIS_CENTURY, &date), STEG_CALENDAR_SPELLED);
    assert_int_equal(date, day);
  }
}

/* Microsoft's own examples of serial numbers, and the day that Excel's 1900 calendar invents. */
static void knows_excel_day_numbers(void **state) {
  (void)state;
  static const struct {
    long serial;
    steg_calendar_epoch epoch;
    const char *iso;
  } rows[] = {{1, STEG_CALENDAR_1900, "1900-01-01"},     {59, STEG_CALENDAR_1900, "1900-02-28"},
              {61, STEG_CALENDAR_1900, "1900-03-01"},    {39448, STEG_CALENDAR_1900, "2008-01-01"},
              {45306, STEG_CALENDAR_1900, "2024-01-15"}, {37986, STEG_CALENDAR_1904, "2008-01-01"},
              {0, STEG_CALENDAR_1904, "1904-01-01"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(steg_calendar_of_serial(rows[i].serial, rows[i].epoch), steg_date_parse_iso(rows[i].iso));
  assert_int_equal(steg_calendar_of_serial(-1, STEG_CALENDAR_1900), STEG_DATE_NONE);
  assert_int_equal(steg_calendar_of_serial(99999999, STEG_CALENDAR_1900), STEG_DATE_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_dates), cmocka_unit_test(does_not_guess_a_birth_century),
                                     cmocka_unit_test(reads_back_every_day), cmocka_unit_test(knows_excel_day_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
