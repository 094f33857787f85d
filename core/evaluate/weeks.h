/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * weeks - the whole calendar weeks, Monday to Sunday, of a span of days. A week that the span holds only a part of is none: nobody can
 * be asked for a whole week's activities in two days of it.
 */
#ifndef STEG_EVALUATE_WEEKS_H
#define STEG_EVALUATE_WEEKS_H

#include "base/date.h"

typedef struct steg_weeks {
  steg_date monday; /* of the first; says nothing when there is none */
  int64_t count;
} steg_weeks;

/* Both days included. An open end (STEG_DATE_NONE) has no weeks. */
steg_weeks steg_weeks_within(steg_date first, steg_date last);
/* Which of the weeks the day is in, from 0; -1 = none. */
int64_t steg_weeks_of(const steg_weeks *weeks, steg_date day);

#endif
