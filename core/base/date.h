/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date - civil dates as days since 1970-01-01 in the proleptic Gregorian calendar.
 *
 * No time of day, no time zone, no clock. Formulas: Howard Hinnant,
 * "chrono-compatible low-level date algorithms".
 */
#ifndef STEG_BASE_DATE_H
#define STEG_BASE_DATE_H

#include "base/buffer.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

typedef int32_t steg_date;
#define STEG_DATE_NONE INT32_MIN

bool steg_date_valid(int year, int month, int day);     /* year 1..9999 */
steg_date steg_date_make(int year, int month, int day); /* STEG_DATE_NONE when not valid */
void steg_date_split(steg_date date, int *ret_year, int *ret_month, int *ret_day);
int steg_date_year(steg_date date);
/* 31 January + 1 month = 28 or 29 February. STEG_DATE_NONE of NONE and outside the years 1..9999. */
steg_date steg_date_add_months(steg_date date, int months);

/* Strict YYYY-MM-DD. STEG_DATE_NONE otherwise. (Other spellings are intake's.) */
steg_date steg_date_parse_iso(const char *text);
void steg_date_write_iso(steg_buffer *out, steg_date date);                  /* 2024-03-01; nothing for NONE */
void steg_date_write_long(steg_buffer *out, steg_lang lang, steg_date date); /* 1 mars 2024; 1 March 2024 */

/* A span of days, both ends included; open ends are STEG_DATE_NONE. */
typedef struct steg_period {
  steg_date first;
  steg_date last;
} steg_period;

/* 2024 · 2024-H1 · 2024-Q3 · 2024-05 · 2024-01-01..2024-06-30. Returns 0, or -1 when it is none of them. */
int steg_period_parse(const char *text, steg_period *ret_period);
/* "2024", "2022–2024", "första halvåret 2024", "tredje kvartalet 2024", "maj 2024", "1 mars 2024", "2 januari 2024 – 30
 * juni 2024": the shortest that is exact. Open ends: "från och med ...", "till och med ...", "hela tiden". */
void steg_period_write(steg_buffer *out, steg_lang lang, steg_period period);

#endif
