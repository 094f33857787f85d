/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "intake/number.h"
#include <cmocka.h>
#include <math.h>
#include <string.h>

static const steg_number_rules comma = {.decimal_mark = ','};
static const steg_number_rules point = {.decimal_mark = '.'};
static const steg_number_rules dots = {.decimal_mark = ',', .thousands_dot = true};
static const steg_number_rules kr = {.decimal_mark = ',', .unit = "kr"};
static const steg_number_rules percent = {.decimal_mark = ',', .unit = "%"};

static void reads_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const steg_number_rules *rules;
    steg_number_verdict verdict;
    double value;
  } rows[] = {
      {"0", &comma, STEG_NUMBER_EXACT, 0},
      {"45,5", &comma, STEG_NUMBER_EXACT, 45.5},
      {"-45,5", &comma, STEG_NUMBER_EXACT, -45.5},
      {"−45,5", &comma, STEG_NUMBER_EXACT, -45.5},
      {"+7", &comma, STEG_NUMBER_EXACT, 7},
      {"-0", &comma, STEG_NUMBER_EXACT, 0},
      {"0,1", &comma, STEG_NUMBER_EXACT, 0.1},
      {"1,234", &comma, STEG_NUMBER_EXACT, 1.234}, /* the comma is the decimal mark */
      {"12 345", &comma, STEG_NUMBER_EXACT, 12345},
      {"12\u00A0345", &comma, STEG_NUMBER_EXACT, 12345},
      {"12\u202F345", &comma, STEG_NUMBER_EXACT, 12345},
      {"588 000", &comma, STEG_NUMBER_EXACT, 588000},
      {"1 360 000,50", &comma, STEG_NUMBER_EXACT, 1360000.5},
      {"1.234,50", &comma, STEG_NUMBER_EXACT, 1234.5},
      {"1.329.000", &comma, STEG_NUMBER_EXACT, 1329000},
      {"1.329.000kr", &kr, STEG_NUMBER_SPELLED, 1329000},
      {"588.000kr", &kr, STEG_NUMBER_SPELLED, 588000},
      {"588.000 kr", &kr, STEG_NUMBER_SPELLED, 588000},
      {"1200 kr", &kr, STEG_NUMBER_SPELLED, 1200},
      {"1200 kronor", &kr, STEG_NUMBER_SPELLED, 1200},
      {"1200:-", &kr, STEG_NUMBER_SPELLED, 1200},
      {"45 %", &percent, STEG_NUMBER_SPELLED, 45},
      {"45%", &percent, STEG_NUMBER_SPELLED, 45},
      {"45.5", &comma, STEG_NUMBER_SPELLED, 45.5},
      {"1,234.50", &comma, STEG_NUMBER_SPELLED, 1234.5},
      {"1'234,5", &comma, STEG_NUMBER_EXACT, 1234.5},
      {"45.5", &point, STEG_NUMBER_EXACT, 45.5},
      {"1.234", &point, STEG_NUMBER_EXACT, 1.234},
      {"1,234", &point, STEG_NUMBER_AMBIGUOUS, 0},
      {"45,5", &point, STEG_NUMBER_SPELLED, 45.5},
      {"1,234.5", &point, STEG_NUMBER_EXACT, 1234.5},
      {"1.234", &comma, STEG_NUMBER_AMBIGUOUS, 0},
      {"1.234", &dots, STEG_NUMBER_EXACT, 1234},
      {"1.234", &kr, STEG_NUMBER_AMBIGUOUS, 0},
      {"12.34.5", &comma, STEG_NUMBER_NONE, 0},
      {"1.23.456", &comma, STEG_NUMBER_NONE, 0},
      {"1,2,3", &comma, STEG_NUMBER_NONE, 0},
      {"1 23", &comma, STEG_NUMBER_NONE, 0},
      {"1234 567", &comma, STEG_NUMBER_NONE, 0},
      {"1 234.567,8", &comma, STEG_NUMBER_NONE, 0},
      {"1200 kr", &comma, STEG_NUMBER_UNIT, 0},
      {"45 %", &kr, STEG_NUMBER_UNIT, 0},
      {"12 tkr", &kr, STEG_NUMBER_UNIT, 0},
      {"9223372036854775808", &comma, STEG_NUMBER_TOO_LARGE, 0},
      {"999999999999999", &comma, STEG_NUMBER_EXACT, 999999999999999.0},
      {"1000000000000000", &comma, STEG_NUMBER_TOO_LARGE, 0},
      {"0000000000000000012", &comma, STEG_NUMBER_EXACT, 12},
      {"1e999", &comma, STEG_NUMBER_EXPONENT, 0},
      {"1,2E+05", &comma, STEG_NUMBER_EXPONENT, 0},
      {"0x1F", &comma, STEG_NUMBER_NONE, 0},
      {"nan", &comma, STEG_NUMBER_NONE, 0},
      {"inf", &comma, STEG_NUMBER_NONE, 0},
      {"٤٥", &comma, STEG_NUMBER_NONE, 0},
      {"", &comma, STEG_NUMBER_NONE, 0},
      {"-", &comma, STEG_NUMBER_NONE, 0},
      {",5", &comma, STEG_NUMBER_NONE, 0},
      {"5,", &comma, STEG_NUMBER_UNIT, 0},
      {"--5", &comma, STEG_NUMBER_NONE, 0},
      {"4 5 6", &comma, STEG_NUMBER_NONE, 0},
      {"1/2", &comma, STEG_NUMBER_NONE, 0},
      {"3,14159265358979323846", &comma, STEG_NUMBER_EXACT, 3.14159265358979},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    double value = 0;
    steg_number_verdict verdict = steg_number_read(rows[i].text, strlen(rows[i].text), rows[i].rules, &value);
    if (verdict != rows[i].verdict)
      fail_msg("%s: verdict %d, expected %d", rows[i].text, verdict, rows[i].verdict);
    if (verdict <= STEG_NUMBER_SPELLED && (value != rows[i].value || signbit(value) != signbit(rows[i].value)))
      fail_msg("%s: %.17g, expected %.17g", rows[i].text, value, rows[i].value);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
