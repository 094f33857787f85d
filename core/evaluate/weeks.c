/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/weeks.h"

enum { DAYS = 7 };

/* 0 = Monday: 2024-01-01 was one, whatever day dates are counted from. */
static int weekday(steg_date day) {
  int64_t days = ((int64_t)day - steg_date_make(2024, 1, 1)) % DAYS;
  return (int)(days < 0 ? days + DAYS : days);
}

steg_weeks steg_weeks_within(steg_date first, steg_date last) {
  if (first == STEG_DATE_NONE || last == STEG_DATE_NONE)
    return (steg_weeks){STEG_DATE_NONE, 0};
  steg_date monday = first + (DAYS - weekday(first)) % DAYS;
  return (steg_weeks){monday, monday <= last ? ((int64_t)last - monday + 1) / DAYS : 0};
}

int64_t steg_weeks_of(const steg_weeks *weeks, steg_date day) {
  if (!weeks->count || day == STEG_DATE_NONE || day < weeks->monday)
    return -1;
  int64_t week = ((int64_t)day - weeks->monday) / DAYS;
  return week < weeks->count ? week : -1;
}
