/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/span.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { WORD_MAX = 40, MONTHS = 12 };

static const char *const months[][4] = {{"januari", "jan", "january", NULL},
                                        {"februari", "feb", "february", NULL},
                                        {"mars", "mar", "march", NULL},
                                        {"april", "apr", NULL},
                                        {"maj", "may", NULL},
                                        {"juni", "jun", "june", NULL},
                                        {"juli", "jul", "july", NULL},
                                        {"augusti", "aug", "august", NULL},
                                        {"september", "sep", "sept", NULL},
                                        {"oktober", "okt", "october", "oct"},
                                        {"november", "nov", NULL},
                                        {"december", "dec", NULL}};

/* A word before a number, or with the number at its end: how many months such a part has. */
static const struct {
  const char *word;
  int months;
} parts[] = {{"q", 3}, {"kv", 3}, {"kvartal", 3}, {"quarter", 3}, {"h", 6}, {"halvår", 6}, {"half", 6}};

static bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '/' || c == '_' || c == ':' || c == ',' || c == '.';
}

/* Digits alone, at most four: their number; else -1. */
static int number_of(const char *word) {
  size_t size = strspn(word, "0123456789");
  int value = 0;
  if (!size || word[size] || size > 4)
    return -1;
  for (size_t i = 0; i < size; i++)
    value = value * 10 + (word[i] - '0');
  return value;
}

static bool is_year(const char *word) {
  int value = number_of(word);
  return strlen(word) == 4 && value >= 1990 && value <= 2100;
}

/* The nth part of so many months; false when there is no such part. */
static bool take_part(steg_span *span, int length, int nth) {
  if (nth < 1 || nth * length > MONTHS)
    return false;
  span->first_month = (nth - 1) * length + 1;
  span->last_month = nth * length;
  return true;
}

/* The word as a part of a year, with the next word as its number where it needs one. Returns how many words it took, 0 = none. */
static size_t read_part(const char *word, const char *next, steg_span *span) {
  if (!strcasecmp(word, "vt") || !strcasecmp(word, "ht"))
    return take_part(span, 6, strcasecmp(word, "ht") ? 1 : 2);
  for (int month = 0; month < MONTHS; month++)
    for (size_t i = 0; i < 4 && months[month][i]; i++)
      if (!strcasecmp(word, months[month][i]))
        return take_part(span, 1, month + 1);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    size_t size = strlen(parts[i].word);
    if (strncasecmp(word, parts[i].word, size) != 0)
      continue;
    if (word[size] && take_part(span, parts[i].months, number_of(word + size)))
      return 1;
    if (word[size])
      continue; /* a longer word that begins so */
    return next && take_part(span, parts[i].months, number_of(next)) ? 2 : 0;
  }
  return 0;
}

int steg_span_read(const char *text, steg_span *ret_span, char ret_rest[STEG_SPAN_REST]) {
  char copy[STEG_SPAN_REST];
  const char *words[WORD_MAX];
  size_t count = 0, used = 0, year_at = 0;
  steg_span span = {0};
  size_t size = strlen(text);
  if (size >= sizeof copy)
    return 0;
  memcpy(copy, text, size + 1);
  for (size_t i = 0; i < size;) {
    while (i < size && is_separator(copy[i]))
      copy[i++] = '\0';
    if (i == size)
      break;
    if (count == WORD_MAX)
      return 0;
    words[count++] = &copy[i];
    while (i < size && !is_separator(copy[i]))
      i++;
  }
  char rest[STEG_SPAN_REST];
  rest[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    const char *next = i + 1 < count ? words[i + 1] : NULL;
    size_t taken = span.first_month ? 0 : read_part(words[i], next, &span);
    /* 2024-05: the month as two digits right after its year. */
    if (!taken && !span.first_month && span.year && i == year_at + 1 && strlen(words[i]) == 2)
      taken = take_part(&span, 1, number_of(words[i]));
    if (taken) {
      i += taken - 1;
      continue;
    }
    if (!span.year && is_year(words[i])) {
      span.year = number_of(words[i]);
      year_at = i;
      continue;
    }
    size_t length = strlen(words[i]);
    if (used)
      rest[used++] = ' ';
    memcpy(rest + used, words[i], length + 1);
    used += length;
  }
  if (!span.year && !span.first_month)
    return 0;
  if (!span.first_month)
    take_part(&span, MONTHS, 1);
  *ret_span = span;
  memcpy(ret_rest, rest, used + 1);
  return 1;
}

steg_period steg_span_period(const steg_span *span, int year) {
  int own = span->year ? span->year : year;
  steg_date after = steg_date_add_months(steg_date_make(own, span->last_month, 1), 1);
  return (steg_period){steg_date_make(own, span->first_month, 1), after == STEG_DATE_NONE ? after : after - 1};
}
