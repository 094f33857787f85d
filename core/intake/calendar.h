/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar - dates as people and programs write them in a cell.
 *
 * Taken: 2024-03-01, 2024/03/01, 2024.03.01, 20240301, 240301 (this century), 1/3-2024, 13.02.2024 (a day above 12),
 * 15 jan 2024, 15 januari 2024, 2024-03-01 10:00, 2024-01-15T23:30:00Z (the date it then is in Sweden). Not guessed: 03/02/2024.
 */
#ifndef STEG_INTAKE_CALENDAR_H
#define STEG_INTAKE_CALENDAR_H

#include "base/date.h"
#include <stddef.h>

typedef enum steg_calendar_verdict {
  STEG_CALENDAR_EXACT = 1,       /* YYYY-MM-DD or YYYYMMDD */
  STEG_CALENDAR_SPELLED = 2,     /* another spelling that can mean one day only */
  STEG_CALENDAR_TIMED = 3,       /* a time of day was dropped; a time with a zone was moved to Swedish time first */
  STEG_CALENDAR_UNREADABLE = 4,  /* no date */
  STEG_CALENDAR_NO_SUCH_DAY = 5, /* 2023-02-30, month 13 */
  STEG_CALENDAR_AMBIGUOUS = 6,   /* day and month may be either; the date is the one with the day first */
  STEG_CALENDAR_SERIAL = 7,      /* five digits: Excel's day number; the date is what it would mean */
  STEG_CALENDAR_WEEK = 8,        /* an ISO week */
  STEG_CALENDAR_CENTURY = 9      /* six digits where the century is not known (birth dates) */
} steg_calendar_verdict;

/* What six digits (YYMMDD) mean. */
typedef enum steg_calendar_century {
  STEG_CALENDAR_THIS_CENTURY = 1, /* events: 20YY */
  STEG_CALENDAR_NO_CENTURY = 2    /* births: CENTURY */
} steg_calendar_century;

/* `text` is trimmed. *ret_date is set for EXACT, SPELLED, TIMED, AMBIGUOUS and SERIAL, else STEG_DATE_NONE. Years 1..9999. */
steg_calendar_verdict steg_calendar_read(const char *text, size_t size, steg_calendar_century century,
                                         steg_date *ret_date);

/* Date of an Excel day number, 1900 or 1904 system (the 1900 one believes that 1900 was a leap year). NONE out of range. */
typedef enum steg_calendar_epoch { STEG_CALENDAR_1900 = 1, STEG_CALENDAR_1904 = 2 } steg_calendar_epoch;
steg_date steg_calendar_of_serial(long serial, steg_calendar_epoch epoch);

#endif
