/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All reals go through one step: the shortest decimal digits that read back as the same double. That is the number a
 * person typed or a file held, so rounding half away from zero happens on it and not on the binary value below it:
 * 0.285 is 0,29 and 2.675 is 2,68, although both doubles lie under the half.
 */
#include "base/number.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"
#define MINUS "\xE2\x88\x92"

enum { MAX_DIGITS = 17 };

/* |value| = 0.d1d2d3... * 10^point; no leading and no trailing zeros; zero has count 0. */
typedef struct decimal {
  bool negative;
  int count;
  int point;
  unsigned char digits[MAX_DIGITS];
} decimal;

/* Adds one to the last digit of a text that `%.*e` wrote. */
static void raise_last_digit(char *text) {
  char *cursor = strchr(text, 'e');
  for (bool carry = true; carry && cursor-- > text;)
    if (*cursor >= '0' && *cursor <= '9') {
      carry = *cursor == '9';
      *cursor = carry ? '0' : (char)(*cursor + 1);
    }
}

/*
 * `%.*e` and strtod use the same locale, so the round trip holds whatever decimal mark someone has set; only the digits
 * and the exponent are taken from the text. 15 digits are enough for every decimal text of at most 15 digits; below
 * DBL_MIN the precision shrinks, so there it begins at one digit. Above a power of two the doubles lie twice as far
 * apart as below it, so there the next text upward may read back although the nearest one does not.
 */
static decimal shortest(double value) {
  decimal result = {.negative = signbit(value) != 0};
  double magnitude = fabs(value);
  if (magnitude == 0)
    return result;
  char text[64];
  int exponent;
  bool power_of_two = frexp(magnitude, &exponent) == 0.5;
  for (int count = magnitude < DBL_MIN ? 1 : 15; count <= MAX_DIGITS; count++) {
    snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
    if (strtod(text, NULL) == magnitude)
      break;
    if (power_of_two)
      raise_last_digit(text);
    if (power_of_two && strtod(text, NULL) == magnitude)
      break;
  }
  const char *cursor = text;
  for (; *cursor && *cursor != 'e'; cursor++)
    if (*cursor >= '0' && *cursor <= '9' && result.count < MAX_DIGITS)
      result.digits[result.count++] = (unsigned char)(*cursor - '0');
  result.point = *cursor == 'e' ? (int)strtol(cursor + 1, NULL, 10) + 1 : 1;
  while (result.count > 0 && result.digits[result.count - 1] == 0)
    result.count--;
  return result;
}

/* The digit at 10^-(index + 1 - point), zero outside the digits held. */
static int digit_at(const decimal *number, int index) {
  return index >= 0 && index < number->count ? number->digits[index] : 0;
}

/* Keeps `decimals` digits after the point, half away from zero. */
static void round_decimal(decimal *number, int decimals) {
  int keep = number->point + decimals;
  if (keep >= number->count)
    return;
  bool up = digit_at(number, keep) >= 5;
  number->count = keep > 0 ? keep : 0;
  if (up) {
    int index = number->count - 1;
    while (index >= 0 && number->digits[index] == 9)
      index--;
    if (index >= 0) {
      number->digits[index]++;
      number->count = index + 1;
    } else { /* 9.99 became 10, or nothing was kept and the half carries */
      number->digits[0] = 1;
      number->count = 1;
      number->point++;
    }
  }
  while (number->count > 0 && number->digits[number->count - 1] == 0)
    number->count--;
}

static const char *thousands_mark(steg_lang lang) {
  return steg_text_pick(lang, NO_BREAK_SPACE, ",");
}

/* digits: the whole part without sign, at least one digit. */
static void write_grouped(steg_buffer *out, steg_lang lang, const char *digits, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i && (count - i) % 3 == 0)
      steg_buffer_text(out, thousands_mark(lang));
    steg_buffer_char(out, digits[i]);
  }
}

void steg_number_write_integer(steg_buffer *out, steg_lang lang, int64_t value) {
  char digits[24];
  uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)magnitude);
  if (value < 0)
    steg_buffer_text(out, MINUS);
  write_grouped(out, lang, digits, (size_t)count);
}

void steg_number_write_real(steg_buffer *out, steg_lang lang, double value, int decimals) {
  if (!isfinite(value))
    return;
  decimals = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
  decimal number = shortest(value);
  round_decimal(&number, decimals);
  if (number.negative && number.count > 0)
    steg_buffer_text(out, MINUS);
  char whole[DBL_MAX_10_EXP + 8];
  int whole_count = number.count > 0 && number.point > 0 ? number.point : 1;
  for (int i = 0; i < whole_count; i++)
    whole[i] = (char)('0' + digit_at(&number, number.point > 0 ? i : -1));
  write_grouped(out, lang, whole, (size_t)whole_count);
  if (decimals == 0)
    return;
  steg_buffer_text(out, steg_text_pick(lang, ",", "."));
  for (int i = 0; i < decimals; i++)
    steg_buffer_char(out, (char)('0' + digit_at(&number, number.point + i)));
}

int64_t steg_number_percent(int64_t count, int64_t base) {
  if (base <= 0)
    return 0;
  bool negative = count < 0;
  __int128 magnitude = negative ? -(__int128)count : count;
  __int128 percent = (magnitude * 200 + base) / ((__int128)base * 2);
  if (percent > INT64_MAX)
    percent = INT64_MAX;
  return negative ? -(int64_t)percent : (int64_t)percent;
}

void steg_number_write_percent(steg_buffer *out, steg_lang lang, int64_t count, int64_t base) {
  steg_number_write_integer(out, lang, steg_number_percent(count, base));
  steg_buffer_text(out, NO_BREAK_SPACE "%");
}

/* Spelled as ECMA-262 Number::toString spells a Number, but with the sign of a negative zero kept. */
void steg_number_write_exact(steg_buffer *out, double value) {
  if (!isfinite(value))
    return;
  decimal number = shortest(value);
  if (number.negative)
    steg_buffer_char(out, '-');
  if (number.count == 0) {
    steg_buffer_char(out, '0');
    return;
  }
  if (number.point < -5 || number.point > 21) {
    steg_buffer_char(out, (char)('0' + number.digits[0]));
    if (number.count > 1)
      steg_buffer_char(out, '.');
    for (int i = 1; i < number.count; i++)
      steg_buffer_char(out, (char)('0' + number.digits[i]));
    steg_buffer_printf(out, "e%+d", number.point - 1);
    return;
  }
  if (number.point <= 0)
    steg_buffer_text(out, "0.");
  for (int i = number.point; i < 0; i++)
    steg_buffer_char(out, '0');
  int last = number.count > number.point ? number.count : number.point;
  for (int i = 0; i < last; i++) {
    if (i && i == number.point)
      steg_buffer_char(out, '.');
    steg_buffer_char(out, (char)('0' + digit_at(&number, i)));
  }
}
