/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"
#include <string.h>

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* month 1..12 */
static int days_in_month(int year, int month) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1] + (month == 2 && is_leap(year));
}

bool steg_date_valid(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* Hinnant's days_from_civil for years from 1: the year starts in March, so that the leap day comes last. */
steg_date steg_date_make(int year, int month, int day) {
  if (!steg_date_valid(year, month, day))
    return STEG_DATE_NONE;
  int shifted = year - (month <= 2);
  int era = shifted / 400;
  int year_of_era = shifted - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

/* Hinnant's civil_from_days, in 64 bits so that any int32 can be split. */
void steg_date_split(steg_date date, int *ret_year, int *ret_month, int *ret_day) {
  int64_t days = (int64_t)date + 719468;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int64_t day_of_era = days - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t month_from_march = (5 * day_of_year + 2) / 153;
  int month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  *ret_day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  *ret_month = month;
  *ret_year = (int)(year_of_era + era * 400 + (month <= 2));
}

int steg_date_year(steg_date date) {
  int year, month, day;
  steg_date_split(date, &year, &month, &day);
  return year;
}

steg_date steg_date_add_months(steg_date date, int months) {
  if (date == STEG_DATE_NONE)
    return STEG_DATE_NONE;
  int year, month, day;
  steg_date_split(date, &year, &month, &day);
  int64_t count = (int64_t)year * 12 + month - 1 + months;
  if (count < 12 || count >= 10000 * 12)
    return STEG_DATE_NONE;
  year = (int)(count / 12);
  month = (int)(count % 12) + 1;
  int last = days_in_month(year, month);
  return steg_date_make(year, month, day < last ? day : last);
}

/* Exactly `count` digits at text; -1 otherwise. */
static int digits(const char *text, int count) {
  int value = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9')
      return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/* The date in the first ten bytes of a text that has at least ten. */
static steg_date parse_ten(const char *text) {
  if (text[4] != '-' || text[7] != '-')
    return STEG_DATE_NONE;
  return steg_date_make(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

steg_date steg_date_parse_iso(const char *text) {
  return text && strlen(text) == 10 ? parse_ten(text) : STEG_DATE_NONE;
}

void steg_date_write_iso(steg_buffer *out, steg_date date) {
  if (date == STEG_DATE_NONE)
    return;
  int year, month, day;
  steg_date_split(date, &year, &month, &day);
  steg_buffer_printf(out, "%04d-%02d-%02d", year, month, day);
}

static const char *month_name(steg_lang lang, int month) {
  static const char *const sv[] = {"januari", "februari", "mars",      "april",   "maj",      "juni",
                                   "juli",    "augusti",  "september", "oktober", "november", "december"};
  static const char *const en[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
  return steg_text_pick(lang, sv[month - 1], en[month - 1]);
}

void steg_date_write_long(steg_buffer *out, steg_lang lang, steg_date date) {
  if (date == STEG_DATE_NONE)
    return;
  int year, month, day;
  steg_date_split(date, &year, &month, &day);
  steg_buffer_printf(out, "%d %s %d", day, month_name(lang, month), year);
}

/* `count` whole months from the first of `month`. */
static int make_months(int year, int month, int count, steg_period *ret_period) {
  if (!steg_date_valid(year, month, 1) || month + count > 13)
    return -1;
  int last = month + count - 1;
  *ret_period = (steg_period){steg_date_make(year, month, 1), steg_date_make(year, last, days_in_month(year, last))};
  return 0;
}

int steg_period_parse(const char *text, steg_period *ret_period) {
  if (!text)
    return -1;
  size_t size = strlen(text);
  int year = size >= 4 ? digits(text, 4) : -1;
  if (year < 1)
    return -1;
  if (size == 4)
    return make_months(year, 1, 12, ret_period);
  if (text[4] != '-')
    return -1;
  if (size == 7 && text[5] == 'H' && text[6] >= '1' && text[6] <= '2')
    return make_months(year, 1 + (text[6] - '1') * 6, 6, ret_period);
  if (size == 7 && text[5] == 'Q' && text[6] >= '1' && text[6] <= '4')
    return make_months(year, 1 + (text[6] - '1') * 3, 3, ret_period);
  if (size == 7)
    return make_months(year, digits(text + 5, 2), 1, ret_period);
  if (size != 22 || text[10] != '.' || text[11] != '.')
    return -1;
  steg_period period = {parse_ten(text), parse_ten(text + 12)};
  if (period.first == STEG_DATE_NONE || period.last == STEG_DATE_NONE || period.first > period.last)
    return -1;
  *ret_period = period;
  return 0;
}

/* A span of whole months in one year that has a name of its own: a month, a quarter, a half, the year. */
static bool write_named(steg_buffer *out, steg_lang lang, int year, int first_month, int last_month) {
  static const char *const ordinals_sv[] = {"första", "andra", "tredje", "fjärde"};
  static const char *const ordinals_en[] = {"first", "second", "third", "fourth"};
  int count = last_month - first_month + 1;
  if (count < 1 || (first_month - 1) % count != 0)
    return false;
  int index = (first_month - 1) / count;
  switch (count) {
  case 12:
    steg_buffer_printf(out, "%d", year);
    return true;
  case 6:
  case 3:
    if (lang == STEG_LANG_EN)
      steg_buffer_printf(out, "%s %s of %d", ordinals_en[index], count == 6 ? "half" : "quarter", year);
    else
      steg_buffer_printf(out, "%s %s %d", ordinals_sv[index], count == 6 ? "halvåret" : "kvartalet", year);
    return true;
  case 1:
    steg_buffer_printf(out, "%s %d", month_name(lang, first_month), year);
    return true;
  default:
    return false;
  }
}

void steg_period_write(steg_buffer *out, steg_lang lang, steg_period period) {
  bool has_first = period.first != STEG_DATE_NONE;
  bool has_last = period.last != STEG_DATE_NONE;
  if (!has_first && !has_last) {
    steg_buffer_text(out, steg_text_pick(lang, "hela tiden", "all time"));
    return;
  }
  if (!has_first || !has_last) {
    steg_buffer_text(out, has_first ? steg_text_pick(lang, "från och med ", "from ")
                                    : steg_text_pick(lang, "till och med ", "up to and including "));
    steg_date_write_long(out, lang, has_first ? period.first : period.last);
    return;
  }
  if (period.first == period.last) {
    steg_date_write_long(out, lang, period.first);
    return;
  }
  int year, month, day, last_year, last_month, last_day;
  steg_date_split(period.first, &year, &month, &day);
  steg_date_split(period.last, &last_year, &last_month, &last_day);
  bool whole_months = day == 1 && last_day == days_in_month(last_year, last_month);
  if (whole_months && year == last_year && write_named(out, lang, year, month, last_month))
    return;
  if (whole_months && month == 1 && last_month == 12) {
    steg_buffer_printf(out, "%d–%d", year, last_year);
    return;
  }
  steg_date_write_long(out, lang, period.first);
  steg_buffer_text(out, " – ");
  steg_date_write_long(out, lang, period.last);
}
