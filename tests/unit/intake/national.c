/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of people born in the 1890s, of Skatteverket's series for tests (980-999), or in no use as vectors of the field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "intake/national.h"
#include <cmocka.h>
#include <string.h>

static void reads_every_form(void **state) {
  (void)state;
  static const struct {
    const char *text;
    steg_national_verdict verdict;
    const char *digits;
    bool coordination, is_man;
  } rows[] = {
      {"18900101-9802", STEG_NATIONAL_EXACT, "189001019802", false, false},
      {"189001019802", STEG_NATIONAL_EXACT, "189001019802", false, false},
      {"18910202-9817", STEG_NATIONAL_EXACT, "189102029817", false, true},
      {"18910374-9819", STEG_NATIONAL_EXACT, "189103749819", true, true},
      {"19121212-1212", STEG_NATIONAL_EXACT, "191212121212", false, true},
      {"18900101 - 9802", STEG_NATIONAL_SPELLED, "189001019802", false, false},
      {"18900101–9802", STEG_NATIONAL_SPELLED, "189001019802", false, false},
      {"18900101 9802", STEG_NATIONAL_SPELLED, "189001019802", false, false},
      {"18 90 01 01 98 02", STEG_NATIONAL_SPELLED, "189001019802", false, false},
      {"900101+9802", STEG_NATIONAL_BY_SIGN, "189001019802", false, false},
      {"900101-9802", STEG_NATIONAL_NO_CENTURY, NULL, false, false},
      {"9001019802", STEG_NATIONAL_NO_CENTURY, NULL, false, false},
      {"640823-3234", STEG_NATIONAL_NO_CENTURY, NULL, false, false}, /* valid vectors of the field */
      {"701063-2391", STEG_NATIONAL_NO_CENTURY, NULL, false, false},
      {"18900101-9803", STEG_NATIONAL_CHECK_DIGIT, NULL, false, false},
      {"640823-3233", STEG_NATIONAL_CHECK_DIGIT, NULL, false, false},
      {"18910392-9818", STEG_NATIONAL_NO_SUCH_DATE, NULL, false, false},
      {"18910360-9800", STEG_NATIONAL_NO_SUCH_DATE, NULL, false, false}, /* 60 is no day of a samordningsnummer */
      {"18911301-9800", STEG_NATIONAL_NO_SUCH_DATE, NULL, false, false},
      {"18910229-9806", STEG_NATIONAL_NO_SUCH_DATE, NULL, false, false}, /* 1891 had no leap day */
      {"000000-0000", STEG_NATIONAL_NO_SUCH_DATE, NULL, false, false},
      {"20980101-9812", STEG_NATIONAL_FUTURE, NULL, false, false},
      {"17900101-9802", STEG_NATIONAL_TOO_OLD, NULL, false, false},
      {"18900101-T123", STEG_NATIONAL_INTERIM, NULL, false, false},
      {"900101-R123", STEG_NATIONAL_INTERIM, NULL, false, false},
      {"111111-1116", STEG_NATIONAL_DUMMY, NULL, false, false},
      {"222222-2222", STEG_NATIONAL_DUMMY, NULL, false, false},
      {"1900101-9802", STEG_NATIONAL_DIGITS, NULL, false, false},
      {"900101-980", STEG_NATIONAL_DIGITS, NULL, false, false},
      {"001019802", STEG_NATIONAL_DIGITS, NULL, false, false}, /* a spreadsheet dropped the leading zero */
      {"1,89001E+11", STEG_NATIONAL_ROUNDED, NULL, false, false},
      {"P-01", STEG_NATIONAL_NOT_ONE, NULL, false, false},
      {"1234", STEG_NATIONAL_NOT_ONE, NULL, false, false},
      {"2024-17", STEG_NATIONAL_NOT_ONE, NULL, false, false},
      {"", STEG_NATIONAL_NOT_ONE, NULL, false, false},
      {"åäö", STEG_NATIONAL_NOT_ONE, NULL, false, false},
  };
  steg_date today = steg_date_make(2025, 1, 1);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_national number;
    steg_national_verdict verdict =
        steg_national_read(rows[i].text, strlen(rows[i].text), STEG_NATIONAL_STATED, today, &number);
    if (verdict != rows[i].verdict)
      fail_msg("%s: verdict %d, expected %d", rows[i].text, verdict, rows[i].verdict);
    if (!rows[i].digits)
      continue;
    assert_string_equal(number.digits, rows[i].digits);
    assert_int_equal(number.coordination, rows[i].coordination);
    assert_int_equal(number.is_man, rows[i].is_man);
    assert_int_equal(number.is_test_person, !strcmp(rows[i].digits, "191212121212"));
  }
}

/* Under century = "sign": - is under 100 at the end of the year, + is from the year of the hundredth birthday. */
static void takes_the_century_from_the_sign(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int year_now;
    int birth_year;
  } rows[] = {{"640823-3234", 2025, 1964},
              {"701063-2391", 2025, 1970},
              {"900101-9802", 2025, 1990},
              {"900101+9802", 2025, 1890},
              {"900101+9802", 2090, 1990},
              {"900101+9802", 2089, 1890},
              {"900101-9802", 2090, 2090},
              {"9001019802", 2025, 1990},
              {"121212+1212", 2012, 1912},
              /* the last year without +, and the first; a samordningsnummer likewise */
              {"121212-1212", 2011, 1912},
              {"910374-9819", 1990, 1891},
              {"910374+9819", 1991, 1891}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_national number;
    steg_date today = steg_date_make(rows[i].year_now, 12, 31);
    steg_national_verdict verdict =
        steg_national_read(rows[i].text, strlen(rows[i].text), STEG_NATIONAL_SIGN, today, &number);
    assert_int_equal(verdict, STEG_NATIONAL_BY_SIGN);
    if (number.birth_year != rows[i].birth_year)
      fail_msg("%s in %d: born %d, expected %d", rows[i].text, rows[i].year_now, number.birth_year, rows[i].birth_year);
  }
}

/* One digit out of ten is the right check digit, whatever the other nine are. */
static void every_wrong_check_digit_is_found(void **state) {
  (void)state;
  char text[] = "189001019800";
  int right = 0;
  for (char digit = '0'; digit <= '9'; digit++) {
    steg_national number;
    text[11] = digit;
    steg_national_verdict verdict =
        steg_national_read(text, 12, STEG_NATIONAL_STATED, steg_date_make(2025, 1, 1), &number);
    right += verdict == STEG_NATIONAL_EXACT;
    assert_true(verdict == STEG_NATIONAL_EXACT || verdict == STEG_NATIONAL_CHECK_DIGIT);
  }
  assert_int_equal(right, 1);
}

static void finds_numbers_in_text(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool valid, alike;
  } rows[] = {
      {"ring hans mor 18930404-9837", true, true},
      {"ring hans mor 189304049837 idag", true, true},
      {"930404-9837", true, true},
      {"930404 9837", true, true},
      {"930404–9837", true, true},
      {"(18930404-9837)", true, true},
      {"18930404-9838", false, true}, /* wrong check digit: not one, but not shown either */
      {"0701234567", false, true},    /* a telephone number that could be a date: not shown */
      {"+46701234567", false, false},
      {"2024-01-15", false, false},
      {"1 360 000,50", false, false},
      {"inget här", false, false},
      {"189304049837123", false, false}, /* a longer number */
      {"", false, false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    size_t size = strlen(rows[i].text);
    if (steg_national_in_text(rows[i].text, size) != rows[i].valid)
      fail_msg("in text: %s", rows[i].text);
    if (steg_national_like_in_text(rows[i].text, size) != rows[i].alike)
      fail_msg("like in text: %s", rows[i].text);
  }
}

static void masks_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text, *masked;
  } rows[] = {{"pnr_18920303-9822.csv", "pnr_xxxxxxxx-xxxx.csv"},
              {"pnr_920303-9822.csv", "pnr_xxxxxx-xxxx.csv"},
              {"189203039822.csv", "xxxxxxxxxxxx.csv"},
              {"sus_2024-01-15.csv", "sus_2024-01-15.csv"},
              {"\"1890.01.01-9802\": no such verb", "\"xxxx.xx.xx-xxxx\": no such verb"},
              {"--189OO1O1-98O2: fel", "--xxxOOxOx-xxOx: fel"},
              {"/tmp/a/1890.01.01-9802: saknas", "/tmp/a/xxxx.xx.xx-xxxx: saknas"},
              {"1890/01/01-9802", "xxxx/xx/xx-xxxx"},
              {"18900101-XXXX", "xxxxxxxx-XXXX"},
              {"(900101-T980).", "(xxxxxx-Txxx)."},
              {"1890010198021", "xxxxxxxxxxxxx"},
              {"18900101-98021, K001", "xxxxxxxx-xxxxx, K001"},
              {"rad 12 av 200000000, 2024-01-01..2024-06-30", "rad 12 av 200000000, 2024-01-01..2024-06-30"},
              {"K001-2024 104857600 1890", "K001-2024 104857600 1890"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[64];
    strcpy(text, rows[i].text);
    steg_national_mask(text);
    assert_string_equal(text, rows[i].masked);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_every_form),
                                     cmocka_unit_test(takes_the_century_from_the_sign),
                                     cmocka_unit_test(every_wrong_check_digit_is_found),
                                     cmocka_unit_test(finds_numbers_in_text), cmocka_unit_test(masks_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
