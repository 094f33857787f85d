/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people read them: by hand, then ICU as oracle; exact reals against ICU's shortest form and by reading back. */
#include "base/number.h"
#include <float.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include <cmocka.h>

#define NB "\xC2\xA0"
#define MINUS "\xE2\x88\x92"

#define SV STEG_LANG_SV
#define EN STEG_LANG_EN

static void test_integer(void **state) {
  (void)state;
  static const struct {
    steg_lang lang;
    int64_t value;
    const char *expected;
  } rows[] = {
      {SV, 0, "0"},
      {SV, 7, "7"},
      {SV, -7, MINUS "7"},
      {SV, 999, "999"},
      {SV, 1000, "1" NB "000"},
      {SV, -12345, MINUS "12" NB "345"},
      {SV, 1234567, "1" NB "234" NB "567"},
      {EN, 1234567, "1,234,567"},
      {EN, -1000, MINUS "1,000"},
      {SV, INT64_MAX, "9" NB "223" NB "372" NB "036" NB "854" NB "775" NB "807"},
      {EN, INT64_MIN, MINUS "9,223,372,036,854,775,808"},
  };
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_number_write_integer(&out, rows[i].lang, rows[i].value);
    assert_string_equal(out.bytes, rows[i].expected);
  }
  steg_buffer_release(&out);
}

static void test_real(void **state) {
  (void)state;
  static const struct {
    steg_lang lang;
    double value;
    int decimals;
    const char *expected;
  } rows[] = {
      /* halves that lie below in binary */
      {SV, 0.285, 2, "0,29"},
      {SV, 2.675, 2, "2,68"},
      {SV, 1.005, 2, "1,01"},
      {SV, 0.15, 1, "0,2"},
      {SV, 0.25, 1, "0,3"},
      {SV, 0.35, 1, "0,4"},
      {SV, 0.5, 0, "1"},
      {SV, 1.5, 0, "2"},
      {SV, 2.5, 0, "3"},
      {SV, -2.5, 0, MINUS "3"},
      {SV, -0.285, 2, MINUS "0,29"},
      {SV, 0.49999999999999994, 0, "0"},
      {SV, 28.499999999999996, 0, "28"}, /* the double below 28.5: shares go through the integers */
      /* carries */
      {SV, 9.995, 2, "10,00"},
      {SV, 999.95, 1, "1" NB "000,0"},
      {SV, 0.05, 1, "0,1"},
      {SV, 0.049, 1, "0,0"},
      {SV, 0.95, 0, "1"},
      {SV, 0.5, 1, "0,5"},
      {SV, 0.0005, 3, "0,001"},
      {SV, 0.0005, 2, "0,00"},
      {SV, 0.00005, 3, "0,000"},
      {SV, 99.5, 0, "100"},
      /* no negative zero */
      {SV, -0.0, 0, "0"},
      {SV, -0.0, 2, "0,00"},
      {SV, -0.004, 2, "0,00"},
      {SV, -0.4, 0, "0"},
      {SV, -0.5, 0, MINUS "1"},
      /* marks */
      {SV, 1234567.891, 1, "1" NB "234" NB "567,9"},
      {EN, 1234567.891, 1, "1,234,567.9"},
      {EN, -1234.5, 2, MINUS "1,234.50"},
      {SV, 12, 3, "12,000"},
      {SV, 0, 0, "0"},
      {SV, 100, 0, "100"},
      {SV, 1e15, 0, "1" NB "000" NB "000" NB "000" NB "000" NB "000"},
      {EN, 1e22, 1, "10,000,000,000,000,000,000,000.0"},
      {EN, 0.1, 9, "0.100000000"},
      {EN, 0.1, 12, "0.100000000"}, /* at most nine decimals */
      {EN, 0.6, -1, "1"},
      {EN, 5e-324, 9, "0.000000000"},
      {SV, NAN, 2, ""},
      {SV, INFINITY, 2, ""},
      {SV, -INFINITY, 2, ""},
  };
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_number_write_real(&out, rows[i].lang, rows[i].value, rows[i].decimals);
    assert_string_equal(out.bytes, rows[i].expected);
  }
  steg_buffer_clear(&out);
  steg_number_write_real(&out, EN, DBL_MAX, 9);
  assert_int_equal(out.size, 309 + 102 + 10);
  steg_buffer_release(&out);
}

static void test_percent(void **state) {
  (void)state;
  static const struct {
    int64_t count;
    int64_t base;
    int64_t expected;
    const char *text;
  } rows[] = {
      {57, 200, 29, "29" NB "%"}, /* 28.5 */
      {1, 200, 1, "1" NB "%"},    /* 0.5 */
      {1, 201, 0, "0" NB "%"},
      {0, 5, 0, "0" NB "%"},
      {5, 5, 100, "100" NB "%"},
      {199, 200, 100, "100" NB "%"},
      {1, 3, 33, "33" NB "%"},
      {2, 3, 67, "67" NB "%"},
      {-57, 200, -29, MINUS "29" NB "%"},
      {30, 1, 3000, "3" NB "000" NB "%"},
      {INT64_MAX, INT64_MAX, 100, "100" NB "%"},
      {INT64_MAX - 1, INT64_MAX, 100, "100" NB "%"},
      {INT64_MIN, INT64_MAX, -100, MINUS "100" NB "%"},
      {1, 0, 0, "0" NB "%"}, /* beyond the contract, but no trap */
      {INT64_MAX, 1, INT64_MAX, "9" NB "223" NB "372" NB "036" NB "854" NB "775" NB "807" NB "%"},
  };
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(steg_number_percent(rows[i].count, rows[i].base), rows[i].expected);
    for (int lang = SV; lang <= EN; lang++) {
      if (lang == EN && rows[i].expected > 999)
        continue;
      steg_buffer_clear(&out);
      steg_number_write_percent(&out, (steg_lang)lang, rows[i].count, rows[i].base);
      assert_string_equal(out.bytes, rows[i].text);
    }
  }
  steg_buffer_release(&out);
}

/* Half away from zero, against whole-number reasoning: p is right when |100 count - p base| * 2 <= base, ties upward. */
static void every_share_is_rounded_right(void **state) {
  (void)state;
  for (int64_t base = 1; base <= 400; base++)
    for (int64_t count = 0; count <= base; count++) {
      int64_t off = 2 * (100 * count - steg_number_percent(count, base) * base);
      assert_true(off < base && off >= -base);
      assert_int_equal(steg_number_percent(-count, base), -steg_number_percent(count, base));
    }
}

static void test_exact(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *expected;
  } rows[] = {
      {0, "0"},
      {-0.0, "-0"},
      {1, "1"},
      {-1.5, "-1.5"},
      {100, "100"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1.0 / 3, "0.3333333333333333"},
      {123456789.125, "123456789.125"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1.5e300, "1.5e+300"},
      {0.000001, "0.000001"},
      {0.0000001, "1e-7"},
      {1.25e-7, "1.25e-7"},
      {DBL_MAX, "1.7976931348623157e+308"},
      {DBL_MIN, "2.2250738585072014e-308"},
      {5e-324, "5e-324"},
      {9007199254740993.0, "9007199254740992"},
      {NAN, ""},
      {INFINITY, ""},
  };
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_number_write_exact(&out, rows[i].value);
    assert_string_equal(out.bytes, rows[i].expected);
  }
  steg_buffer_release(&out);
}

static uint64_t next_random(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return *seed;
}

static UNumberFormat *open_icu(UNumberFormatStyle style, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open(style, NULL, 0, locale, NULL, &status);
  assert_true(U_SUCCESS(status));
  unum_setAttribute(format, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP); /* ICU's name for half away from zero */
  return format;
}

/* ICU's text with its hyphen for minus in English made the minus sign that we use in both languages. */
static void icu_text(const UNumberFormat *format, double value, char *out, size_t size) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[500];
  char bytes[1000];
  unum_formatDouble(format, value, text, 500, NULL, &status);
  u_strToUTF8(bytes, sizeof bytes, NULL, text, -1, &status);
  assert_true(U_SUCCESS(status));
  snprintf(out, size, "%s%s", bytes[0] == '-' ? MINUS : "", bytes + (bytes[0] == '-'));
}

/* ICU rounds the shortest decimal form too (double-conversion), so it is an oracle to the last digit. */
static void reals_agree_with_icu(void **state) {
  (void)state;
  UNumberFormat *formats[] = {open_icu(UNUM_DECIMAL, "sv_SE"), open_icu(UNUM_DECIMAL, "en_GB")};
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  uint64_t seed = 88172645463325252u;
  for (int i = 0; i < 100000; i++) {
    int decimals = (int)(next_random(&seed) % 7);
    /* Numbers with few decimals, many of them halves; some with all bits at random. */
    int scale = (int)(next_random(&seed) % 8);
    double value = (double)((int64_t)(next_random(&seed) % 200000000) - 100000000) / pow(10, scale);
    if (i % 5 == 0)
      value = (double)((int64_t)next_random(&seed)) / 1e12;
    for (int k = 0; k < 2; k++) {
      char expected[1010];
      unum_setAttribute(formats[k], UNUM_MIN_FRACTION_DIGITS, decimals);
      unum_setAttribute(formats[k], UNUM_MAX_FRACTION_DIGITS, decimals);
      icu_text(formats[k], value, expected, sizeof expected);
      /* ICU writes "-0"; we do not. */
      if (strspn(expected, MINUS "0,.") == strlen(expected) && strncmp(expected, MINUS, 3) == 0)
        memmove(expected, expected + 3, strlen(expected + 3) + 1);
      steg_buffer_clear(&out);
      steg_number_write_real(&out, k ? EN : SV, value, decimals);
      if (strcmp(out.bytes, expected) != 0)
        fail_msg("%.17g with %d decimals: ICU '%s', got '%s'", value, decimals, expected, out.bytes);
    }
  }
  steg_buffer_release(&out);
  unum_close(formats[0]);
  unum_close(formats[1]);
}

static void percent_sign_agrees_with_icu(void **state) {
  (void)state;
  UNumberFormat *format = open_icu(UNUM_PERCENT, "sv_SE");
  steg_buffer out;
  steg_buffer_init(&out, 100);
  for (int percent = -100; percent <= 2000; percent += 4) {
    char expected[1010];
    icu_text(format, percent / 100.0, expected, sizeof expected);
    steg_buffer_clear(&out);
    steg_number_write_percent(&out, SV, percent, 100);
    assert_string_equal(out.bytes, expected);
  }
  steg_buffer_release(&out);
  unum_close(format);
}

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static int digit_count(const char *text) {
  int count = 0, zeros = 0;
  for (; *text && *text != 'e' && *text != 'E'; text++)
    if (*text >= '0' && *text <= '9' && (count || *text != '0')) {
      count++;
      zeros = *text == '0' ? zeros + 1 : 0;
    }
  return count - zeros;
}

/* Any double: reads back to the bit, and no more digits than ICU's shortest form. */
static void exact_reads_back_and_is_shortest(void **state) {
  (void)state;
  UErrorCode status = U_ZERO_ERROR;
  const UChar pattern[] = u"0.################E0";
  UNumberFormat *icu = unum_open(UNUM_PATTERN_DECIMAL, pattern, -1, "en_US", NULL, &status);
  assert_true(U_SUCCESS(status));
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  uint64_t seed = 42;
  for (int i = 0; i < 300000; i++) {
    uint64_t bits = next_random(&seed);
    if (i % 4 == 1)
      bits &= UINT64_C(0x800FFFFFFFFFFFFF); /* below DBL_MIN */
    if (i % 4 == 2)
      bits &= UINT64_C(0xFFF0000000000000); /* a power of two: its interval is lopsided */
    double value = from_bits(bits);
    if (!isfinite(value))
      continue;
    steg_buffer_clear(&out);
    steg_number_write_exact(&out, value);
    double back = strtod(out.bytes, NULL);
    assert_memory_equal(&back, &value, sizeof value);
    char expected[1010];
    icu_text(icu, value, expected, sizeof expected);
    if (digit_count(out.bytes) != digit_count(expected))
      fail_msg("%.17g: ICU '%s', got '%s'", value, expected, out.bytes);
  }
  steg_buffer_release(&out);
  unum_close(icu);
}

/* Nobody sets a locale, but a library might: the texts must not change. */
static void a_locale_changes_nothing(void **state) {
  (void)state;
  static const char *const names[] = {"sv_SE.UTF-8", "de_DE.UTF-8", "sv_SE.utf8", "de_DE.utf8"};
  const char *set = NULL;
  for (size_t i = 0; i < sizeof names / sizeof names[0] && !set; i++)
    set = setlocale(LC_ALL, names[i]);
  if (!set)
    skip(); /* the machine has no locale with a decimal comma */
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  steg_number_write_exact(&out, 1234.5678);
  steg_buffer_char(&out, ' ');
  steg_number_write_real(&out, EN, 1234.5678, 2);
  setlocale(LC_ALL, "C");
  assert_string_equal(out.bytes, "1234.5678 1,234.57");
  steg_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_integer),
      cmocka_unit_test(test_real),
      cmocka_unit_test(test_percent),
      cmocka_unit_test(every_share_is_rounded_right),
      cmocka_unit_test(test_exact),
      cmocka_unit_test(reals_agree_with_icu),
      cmocka_unit_test(percent_sign_agrees_with_icu),
      cmocka_unit_test(exact_reads_back_and_is_shortest),
      cmocka_unit_test(a_locale_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
