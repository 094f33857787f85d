/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/number.h"

#include "base/text.h"
#include <stdint.h>
#include <string.h>

enum { DIGITS_MAX = 15, PIECES_MAX = 8 };

/* Other spellings of a unit, folded. "%" is itself only. */
static const struct {
  const char *unit;
  const char *spelling;
} units[] = {
    {"kr", "kronor"}, {"kr", "sek"},      {"kr", "kr-"},         {"dagar", "dag"},   {"dagar", "d"}, {"dagar", "days"},
    {"h/vecka", "h"}, {"h/vecka", "tim"}, {"h/vecka", "timmar"}, {"månader", "mån"}, {"år", "year"},
};

typedef struct digit_run {
  const char *digits;
  size_t count;
  char mark; /* before it: 0 first, ' ', '.', ',' or '\'' */
} digit_run;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Size of a space used between thousands at `at`: plain, no-break, thin, narrow no-break; 0 when there is none. */
static size_t space_size(const char *at, const char *end) {
  if (*at == ' ')
    return 1;
  const char *next = at;
  uint32_t c = steg_text_next(&next, end);
  return c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x2007 ? (size_t)(next - at) : 0;
}

static size_t minus_size(const char *at, const char *end) {
  if (*at == '-')
    return 1;
  const char *next = at;
  uint32_t c = steg_text_next(&next, end);
  return c == 0x2212 || c == 0x2013 ? (size_t)(next - at) : 0; /* minus sign, en dash */
}

/* Cuts "1 234,50kr" into its runs of digits; *at is left at what follows. Returns their number, 0 when it is none. */
static size_t cut(const char **at, const char *end, digit_run pieces[PIECES_MAX]) {
  size_t count = 0;
  char mark = 0;
  while (*at < end && is_digit(**at)) {
    if (count == PIECES_MAX)
      return 0;
    const char *start = *at;
    while (*at < end && is_digit(**at))
      (*at)++;
    pieces[count++] = (digit_run){start, (size_t)(*at - start), mark};
    if (*at >= end)
      break;
    size_t space = space_size(*at, end);
    size_t skipped = space ? space : **at == '.' || **at == ',' || **at == '\'' ? 1 : 0;
    if (!skipped || *at + skipped >= end || !is_digit((*at)[skipped]))
      break;
    mark = space ? ' ' : **at;
    *at += skipped;
  }
  return count;
}

static steg_number_verdict unit_verdict(const char *at, const char *end, const char *unit) {
  char text[32];
  while (at < end && space_size(at, end))
    at += space_size(at, end);
  size_t size = (size_t)(end - at);
  if (size == 0)
    return STEG_NUMBER_EXACT;
  if (size >= sizeof text)
    return STEG_NUMBER_NONE;
  memcpy(text, at, size);
  text[size] = '\0';
  if (is_digit(text[0]) || strpbrk(text, "0123456789"))
    return text[0] == 'e' || text[0] == 'E' ? STEG_NUMBER_EXPONENT : STEG_NUMBER_NONE;
  if (unit && !strcmp(unit, "kr") && (!strcmp(text, ":-") || !strcmp(text, ",-") || !strcmp(text, ";-")))
    return STEG_NUMBER_SPELLED;
  if (unit && (!strcmp(text, unit) || (strcmp(unit, "%") != 0 && steg_text_same(text, unit))))
    return STEG_NUMBER_SPELLED;
  for (size_t i = 0; unit && i < sizeof units / sizeof *units; i++)
    if (!strcmp(units[i].unit, unit) && steg_text_same(units[i].spelling, text))
      return STEG_NUMBER_SPELLED;
  return STEG_NUMBER_UNIT;
}

/* Whether pieces[0..count) are thousands: one to three digits, then threes, all parted by `mark`. */
static bool in_thousands(const digit_run *pieces, size_t count, char mark) {
  for (size_t i = 1; i < count; i++)
    if (pieces[i].count != 3 || pieces[i].mark != mark)
      return false;
  return pieces[0].count <= 3;
}

/* Digits to a double: exact up to 15 digits, and the division by a power of ten rounds correctly once. */
static double value_of(const digit_run *pieces, size_t count, size_t whole) {
  static const double tens[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  uint64_t digits = 0;
  size_t used = 0, decimals = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < pieces[i].count && used < DIGITS_MAX; k++) {
      digits = digits * 10 + (uint64_t)(pieces[i].digits[k] - '0');
      used += digits != 0;
      decimals += i >= whole;
    }
  return (double)digits / tens[decimals < 15 ? decimals : 15];
}

static size_t whole_digits(const digit_run *pieces, size_t whole) {
  size_t digits = 0;
  bool leading = true;
  for (size_t i = 0; i < whole; i++)
    for (size_t k = 0; k < pieces[i].count; k++) {
      leading = leading && pieces[i].digits[k] == '0';
      digits += !leading;
    }
  return digits;
}

/*
 * How many of the pieces are before the decimal mark, or the verdict why it can't be told (as a negative number).
 * The last mark decides: the profile's decimal mark parts decimals; the other one is thousands where it stands in several
 * groups or before a decimal mark, a decimal mark where the digits after it are not three, and ambiguous otherwise.
 */
static int split(const digit_run *pieces, size_t count, const steg_number_rules *rules, bool has_unit, bool *spelled) {
  char decimal = rules->decimal_mark == '.' ? '.' : ',', other = decimal == ',' ? '.' : ',';
  char last = pieces[count - 1].mark;
  size_t whole = count;
  if (last == decimal)
    whole = count - 1;
  if (whole > 1) {
    char mark = pieces[1].mark;
    if (mark == decimal)
      return whole == count - 1 && in_thousands(pieces, count, decimal) ? -STEG_NUMBER_AMBIGUOUS : -STEG_NUMBER_NONE;
    if (whole == 2 && whole == count && mark == other && pieces[1].count != 3) {
      *spelled = true; /* 45.5 under the decimal comma: no thousands can look so */
      return 1;
    }
    if (last == other && mark != other && whole == count && in_thousands(pieces, count - 1, mark)) {
      *spelled = true; /* 1,234.50 or 1 234.5: the last mark is the decimal one */
      return pieces[count - 1].count == 3 && mark == ' ' ? -STEG_NUMBER_AMBIGUOUS : (int)count - 1;
    }
    if (!in_thousands(pieces, whole, mark))
      return -STEG_NUMBER_NONE;
    bool known =
        mark == ' ' || mark == '\'' || whole > 2 || whole < count || has_unit || (mark == '.' && rules->thousands_dot);
    if (!known)
      return -STEG_NUMBER_AMBIGUOUS;
  }
  return (int)whole;
}

/* 1,234.50 arrives here with the comma as first mark under the decimal comma: English writing that can mean one thing only. */
static bool is_english(const digit_run *pieces, size_t count) {
  return count > 2 && pieces[count - 1].mark == '.' && pieces[1].mark == ',' && in_thousands(pieces, count - 1, ',');
}

steg_number_verdict steg_number_read(const char *text, size_t size, const steg_number_rules *rules, double *ret_value) {
  const char *at = text, *end = text + size;
  bool negative = false, spelled = false;
  digit_run pieces[PIECES_MAX];
  if (at < end && *at == '\'') { /* a spreadsheet's mark for text */
    at++;
    spelled = true;
  }
  if (at < end && minus_size(at, end)) {
    at += minus_size(at, end);
    negative = true;
  } else if (at < end && *at == '+') {
    at++;
  }
  while (at < end && space_size(at, end))
    at += space_size(at, end);
  size_t count = cut(&at, end, pieces);
  if (!count)
    return STEG_NUMBER_NONE;
  steg_number_verdict unit = unit_verdict(at, end, rules->unit);
  if (unit > STEG_NUMBER_SPELLED)
    return unit;
  bool has_money = unit == STEG_NUMBER_SPELLED && rules->unit && !strcmp(rules->unit, "kr");
  int whole = 0;
  if (rules->decimal_mark != '.' && is_english(pieces, count)) {
    whole = (int)count - 1;
    spelled = true;
  } else {
    whole = split(pieces, count, rules, has_money, &spelled);
  }
  if (whole < 0)
    return (steg_number_verdict)-whole;
  if (whole_digits(pieces, (size_t)whole) > DIGITS_MAX)
    return STEG_NUMBER_TOO_LARGE;
  double value = value_of(pieces, count, (size_t)whole);
  *ret_value = negative && value != 0 ? -value : value;
  return spelled || unit == STEG_NUMBER_SPELLED ? STEG_NUMBER_SPELLED : STEG_NUMBER_EXACT;
}
