/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calendar.h"

#include "base/text.h"
#include <string.h>
#include <strings.h>

enum { SERIAL_FIRST = 10000, SERIAL_LAST = 80000, MINUTES_A_DAY = 24 * 60 };

/* Months by their first letters, Swedish and English; any longer piece of the full name is taken. */
static const struct {
  const char *name;
  int month;
} months[] = {
    {"januari", 1},   {"january", 1},  {"februari", 2}, {"february", 2},  {"mars", 3},
    {"march", 3},     {"april", 4},    {"maj", 5},      {"may", 5},       {"juni", 6},
    {"june", 6},      {"juli", 7},     {"july", 7},     {"augusti", 8},   {"august", 8},
    {"september", 9}, {"oktober", 10}, {"october", 10}, {"november", 11}, {"december", 12},
};

/* Reads up to `most` digits at *at; returns how many, the number in *ret. */
static int digits(const char **at, const char *end, int most, int *ret) {
  int count = 0, value = 0;
  while (*at < end && count < most && **at >= '0' && **at <= '9') {
    value = value * 10 + (**at - '0');
    (*at)++;
    count++;
  }
  *ret = value;
  return count;
}

static bool skip(const char **at, const char *end, const char *set) {
  if (*at < end && **at && strchr(set, **at)) {
    (*at)++;
    return true;
  }
  return false;
}

static void skip_spaces(const char **at, const char *end) {
  while (*at < end && **at == ' ')
    (*at)++;
}

static steg_calendar_verdict judge(int year, int month, int day, steg_calendar_verdict verdict, steg_date *ret_date) {
  steg_date date = steg_date_make(year, month, day);
  if (date == STEG_DATE_NONE)
    return STEG_CALENDAR_NO_SUCH_DAY;
  *ret_date = date;
  return verdict;
}

/* Sunday on or before a day of a month; 1970-01-01 was a Thursday. */
static steg_date last_sunday(int year, int month) {
  steg_date last = steg_date_make(year, month, 31);
  int weekday = (int)(((int64_t)last + 4) % 7); /* 0 = Sunday */
  return last - (weekday + 7) % 7;
}

/* Minutes that Swedish time is ahead of UTC: summer time from 01:00 UTC on the last Sunday of March to that of October
 * (directive 2000/84/EC). */
static int swedish_offset(steg_date date, int minute) {
  int year = steg_date_year(date);
  steg_date from = last_sunday(year, 3), to = last_sunday(year, 10);
  bool summer = (date > from || (date == from && minute >= 60)) && (date < to || (date == to && minute < 60));
  return summer ? 120 : 60;
}

static steg_date shift(steg_date date, int *minute, int by) {
  *minute += by;
  while (*minute < 0) {
    *minute += MINUTES_A_DAY;
    date--;
  }
  while (*minute >= MINUTES_A_DAY) {
    *minute -= MINUTES_A_DAY;
    date++;
  }
  return date;
}

/* What follows a date: a time, perhaps with a zone. Moves *date to the Swedish day. */
static steg_calendar_verdict read_time(const char *at, const char *end, steg_date *date) {
  int hour = 0, minute = 0, second = 0, ignored = 0;
  if (digits(&at, end, 2, &hour) == 0 || !skip(&at, end, ":.") || digits(&at, end, 2, &minute) != 2)
    return STEG_CALENDAR_UNREADABLE;
  if (skip(&at, end, ":.") && digits(&at, end, 2, &second) != 2)
    return STEG_CALENDAR_UNREADABLE;
  if (skip(&at, end, ".,"))
    digits(&at, end, 9, &ignored);
  skip_spaces(&at, end);
  if (end - at >= 2 && strchr("AaPp", *at) && strchr("Mm", at[1])) { /* 12:00 AM begins the day, 12:00 PM is noon */
    if (hour < 1 || hour > 12)
      return STEG_CALENDAR_NO_SUCH_DAY;
    hour = hour % 12 + (strchr("Pp", *at) ? 12 : 0);
    at += 2;
  }
  if (hour > 24 || minute > 59 || second > 60)
    return STEG_CALENDAR_NO_SUCH_DAY;
  if (at == end)
    return STEG_CALENDAR_TIMED;
  int zone = 0;
  if (skip(&at, end, "Zz")) {
    zone = 0;
  } else {
    bool behind = at < end && *at == '-';
    int zone_hours = 0, zone_minutes = 0;
    if (!skip(&at, end, "+-") || digits(&at, end, 2, &zone_hours) != 2)
      return STEG_CALENDAR_UNREADABLE;
    skip(&at, end, ":");
    digits(&at, end, 2, &zone_minutes);
    zone = (zone_hours * 60 + zone_minutes) * (behind ? -1 : 1);
  }
  if (at != end)
    return STEG_CALENDAR_UNREADABLE;
  int clock = hour * 60 + minute;
  *date = shift(*date, &clock, -zone);
  *date = shift(*date, &clock, swedish_offset(*date, clock));
  return STEG_CALENDAR_TIMED;
}

/* Four digits first: 2024-03-01 and its like, with or without a time. */
static steg_calendar_verdict read_year_first(const char *at, const char *end, steg_date *ret_date) {
  int year = 0, month = 0, day = 0;
  digits(&at, end, 4, &year);
  char separator = *at++;
  if (at < end && (*at == 'W' || *at == 'w' || *at == 'v' || *at == 'V'))
    return STEG_CALENDAR_WEEK;
  if (digits(&at, end, 2, &month) == 0 || at >= end || *at != separator)
    return STEG_CALENDAR_UNREADABLE;
  at++;
  int day_digits = digits(&at, end, 2, &day);
  if (day_digits == 0)
    return STEG_CALENDAR_UNREADABLE;
  bool exact = separator == '-' && day_digits == 2;
  steg_date date = STEG_DATE_NONE;
  steg_calendar_verdict verdict = judge(year, month, day, exact ? STEG_CALENDAR_EXACT : STEG_CALENDAR_SPELLED, &date);
  if (at < end && verdict != STEG_CALENDAR_NO_SUCH_DAY) {
    if (!skip(&at, end, "Tt "))
      return STEG_CALENDAR_UNREADABLE;
    skip_spaces(&at, end);
    verdict = read_time(at, end, &date);
  }
  if (verdict <= STEG_CALENDAR_TIMED)
    *ret_date = date;
  return verdict;
}

/* 24-02-13, 03.02.24: three numbers of two digits are asked about even where one order alone gives a day, because a slip in
 * the one order would be a day in another. Dashes: the year is proposed first, as the standard has it; else last. */
static steg_calendar_verdict judge_short_year(int first, int second, int third, char separator, steg_date *ret_date) {
  const int orders[][3] = {{first, second, third}, {third, second, first}, {third, first, second}}; /* year month day */
  static const int by_dash[] = {0, 1, 2}, by_other[] = {1, 2, 0};
  const int *turn = separator == '-' ? by_dash : by_other;
  for (int i = 0; i < 3; i++) {
    const int *order = orders[turn[i]];
    if (judge(2000 + order[0], order[1], order[2], STEG_CALENDAR_AMBIGUOUS, ret_date) == STEG_CALENDAR_AMBIGUOUS)
      return STEG_CALENDAR_AMBIGUOUS;
  }
  return STEG_CALENDAR_NO_SUCH_DAY;
}

/* 1/3-2024, 13.02.2024, 3/2/2024: the day or the month first. */
static steg_calendar_verdict read_day_first(const char *at, const char *end, steg_calendar_century century,
                                            steg_date *ret_date) {
  int first = 0, second = 0, year = 0;
  digits(&at, end, 2, &first);
  char separator = at < end ? *at : 0;
  if (!skip(&at, end, "/.-") || digits(&at, end, 2, &second) == 0)
    return STEG_CALENDAR_UNREADABLE;
  char other = at < end ? *at : 0;
  if (!skip(&at, end, "/.- "))
    return STEG_CALENDAR_UNREADABLE;
  skip_spaces(&at, end);
  int year_digits = digits(&at, end, 4, &year);
  if (year_digits == 2 && separator == '/' && other == '-')
    year += 2000;
  else if (year_digits == 2 && separator == other && at == end && century == STEG_CALENDAR_THIS_CENTURY)
    return judge_short_year(first, second, year, separator, ret_date);
  else if (year_digits != 4)
    return STEG_CALENDAR_UNREADABLE;
  if (at < end) {
    if (!skip(&at, end, " T"))
      return STEG_CALENDAR_UNREADABLE;
    steg_date ignored = 0;
    if (read_time(at, end, &ignored) != STEG_CALENDAR_TIMED)
      return STEG_CALENDAR_UNREADABLE;
  }
  /* "1/3-2024" is how day and month are written in Sweden, and nowhere else. */
  if (separator == '/' && other == '-')
    return judge(year, second, first, STEG_CALENDAR_SPELLED, ret_date);
  if (first <= 12 && second <= 12 && first != second)
    return judge(year, second, first, STEG_CALENDAR_AMBIGUOUS, ret_date);
  if (second > 12 && first <= 12)
    return judge(year, first, second, STEG_CALENDAR_SPELLED, ret_date);
  return judge(year, second, first, STEG_CALENDAR_SPELLED, ret_date);
}

/* A month's name or at least its three first letters, with or without a full stop. */
static int read_month_name(const char **at, const char *end) {
  const char *start = *at;
  while (*at < end && ((**at >= 'a' && **at <= 'z') || (**at >= 'A' && **at <= 'Z')))
    (*at)++;
  size_t size = (size_t)(*at - start);
  char name[16];
  if (size < 3 || size >= sizeof name)
    return 0;
  for (size_t i = 0; i < size; i++)
    name[i] = (char)(start[i] | 0x20);
  skip(at, end, ".");
  for (size_t i = 0; i < sizeof months / sizeof *months; i++)
    if (size <= strlen(months[i].name) && !memcmp(months[i].name, name, size))
      return months[i].month;
  return 0;
}

/* "January 15, 2024": the month before the day. */
static steg_calendar_verdict read_month_first(const char *at, const char *end, steg_date *ret_date) {
  int day = 0, year = 0, month = read_month_name(&at, end);
  skip_spaces(&at, end);
  if (!month || digits(&at, end, 2, &day) == 0 || !skip(&at, end, ", "))
    return STEG_CALENDAR_UNREADABLE;
  skip_spaces(&at, end);
  if (digits(&at, end, 4, &year) != 4 || at != end)
    return STEG_CALENDAR_UNREADABLE;
  return judge(year, month, day, STEG_CALENDAR_SPELLED, ret_date);
}

/* What stands before a date and says nothing: "den", a day of the week. That the weekday is right is not looked at. */
static void skip_weekday(const char **at, const char *end) {
  static const char *const words[] = {"måndag", "tisdag",  "onsdag",    "torsdag",  "fredag", "lördag",   "söndag",
                                      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t size = strlen(words[i]);
    if ((size_t)(end - *at) > size && !strncasecmp(*at, words[i], size) && strchr(" ,", (*at)[size])) {
      *at += size;
      while (skip(at, end, ", "))
        ;
      return;
    }
  }
}

/* "15 jan 2024", "den 15 januari 2024", "15-jan-2024", "måndag 15 januari 2024". */
static steg_calendar_verdict read_named(const char *at, const char *end, steg_date *ret_date) {
  int day = 0, year = 0;
  skip_weekday(&at, end);
  if (end - at > 4 && !memcmp(at, "den ", 4))
    at += 4;
  if (at < end && (*at < '0' || *at > '9'))
    return read_month_first(at, end, ret_date);
  if (digits(&at, end, 2, &day) == 0)
    return STEG_CALENDAR_UNREADABLE;
  skip(&at, end, ".:");
  if (at < end && (*at == 'e' || *at == 'a')) /* "1:a", "15:e" */
    at++;
  while (skip(&at, end, " -/."))
    ;
  int month = read_month_name(&at, end);
  while (skip(&at, end, " -/,"))
    ;
  if (!month || digits(&at, end, 4, &year) != 4 || at != end)
    return STEG_CALENDAR_UNREADABLE;
  return judge(year, month, day, STEG_CALENDAR_SPELLED, ret_date);
}

static steg_calendar_verdict read_digits(const char *text, size_t size, steg_calendar_century century,
                                         steg_date *ret_date) {
  const char *end = text + size;
  int first = 0, month = 0, day = 0;
  if (size == 8) {
    digits(&text, end, 4, &first);
    digits(&text, end, 2, &month);
    digits(&text, end, 2, &day);
    return judge(first, month, day, STEG_CALENDAR_EXACT, ret_date);
  }
  if (size == 6) {
    digits(&text, end, 2, &first);
    digits(&text, end, 2, &month);
    digits(&text, end, 2, &day);
    if (steg_date_make(2000 + first, month, day) == STEG_DATE_NONE && !(month == 2 && day == 29))
      return STEG_CALENDAR_NO_SUCH_DAY;
    if (century == STEG_CALENDAR_NO_CENTURY)
      return STEG_CALENDAR_CENTURY;
    return judge(2000 + first, month, day, STEG_CALENDAR_SPELLED, ret_date);
  }
  if (size == 5) {
    int serial = 0;
    digits(&text, end, 5, &serial);
    if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
      return STEG_CALENDAR_UNREADABLE;
    *ret_date = steg_calendar_of_serial(serial, STEG_CALENDAR_1900);
    return STEG_CALENDAR_SERIAL;
  }
  return STEG_CALENDAR_UNREADABLE;
}

static steg_calendar_verdict read_plain(const char *text, size_t size, steg_calendar_century century,
                                        steg_date *ret_date) {
  *ret_date = STEG_DATE_NONE;
  const char *end = text + size;
  size_t lead = 0, all = 0;
  while (lead < size && text[lead] >= '0' && text[lead] <= '9')
    lead++;
  for (all = lead; all < size && (text[all] == '.' || text[all] == ',' || (text[all] >= '0' && text[all] <= '9'));
       all++)
    ;
  if (lead == size)
    return read_digits(text, size, century, ret_date);
  if (lead == 5 && all == size) /* a day number with its time of day: 45306,5 */
    return read_digits(text, lead, century, ret_date);
  if (lead == 4 && (text[4] == '-' || text[4] == '/' || text[4] == '.'))
    return read_year_first(text, end, ret_date);
  if (lead == 8 && (text[8] == 'T' || text[8] == ' ')) {
    steg_date date = STEG_DATE_NONE;
    steg_calendar_verdict verdict = read_digits(text, 8, century, &date);
    if (verdict == STEG_CALENDAR_EXACT)
      verdict = read_time(text + 9, end, &date);
    if (verdict == STEG_CALENDAR_TIMED)
      *ret_date = date;
    return verdict;
  }
  if (lead == 4 && (text[4] == 'W' || text[4] == 'w' || text[4] == 'v'))
    return STEG_CALENDAR_WEEK;
  steg_calendar_verdict verdict =
      lead == 1 || lead == 2 ? read_day_first(text, end, century, ret_date) : STEG_CALENDAR_UNREADABLE;
  if (verdict == STEG_CALENDAR_UNREADABLE)
    verdict = read_named(text, end, ret_date);
  return verdict;
}

/* Dashes of all kinds become -, spaces of all kinds one space and none beside a dash, a leading ' (a spreadsheet's mark for
 * text) goes, "2024 01 15" gets its dashes. Returns false when nothing was to be done or it is too long for a date. */
static bool normalise(const char *text, size_t size, char out[64], size_t *ret_size) {
  size_t used = 0;
  const char *at = text, *end = text + size;
  if (size > 48)
    return false;
  if (at < end && *at == '\'')
    at++;
  while (at < end) {
    uint32_t c = steg_text_next(&at, end);
    bool dash = c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
    bool space = c == ' ' || c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x202F;
    if (dash && used && out[used - 1] == ' ')
      used--;
    if (space && (!used || out[used - 1] == ' ' || out[used - 1] == '-'))
      continue;
    if (dash || space)
      out[used++] = dash ? '-' : ' ';
    else
      used += steg_text_encode(c, out + used);
  }
  static const char shape[] = "0000 00 00";
  bool spaced = used >= 10;
  for (size_t i = 0; spaced && i < 10; i++)
    spaced = shape[i] == ' ' ? out[i] == ' ' : out[i] >= '0' && out[i] <= '9';
  if (spaced)
    out[4] = out[7] = '-';
  *ret_size = used;
  return used != size || memcmp(out, text, size) != 0;
}

steg_calendar_verdict steg_calendar_read(const char *text, size_t size, steg_calendar_century century,
                                         steg_date *ret_date) {
  char plain[64];
  size_t plain_size = 0;
  steg_calendar_verdict verdict = read_plain(text, size, century, ret_date);
  if (verdict != STEG_CALENDAR_UNREADABLE || !normalise(text, size, plain, &plain_size))
    return verdict;
  verdict = read_plain(plain, plain_size, century, ret_date);
  return verdict == STEG_CALENDAR_EXACT ? STEG_CALENDAR_SPELLED : verdict;
}

steg_date steg_calendar_of_serial(long serial, steg_calendar_epoch epoch) {
  if (serial < 0 || serial > 2958465) /* 9999-12-31 */
    return STEG_DATE_NONE;
  if (epoch == STEG_CALENDAR_1904)
    serial += 1462;
  else if (serial < 60)
    serial++; /* before the 29 February 1900 that never was */
  return (steg_date)(serial - 25569);
}
