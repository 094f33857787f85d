/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span - a period as people write it in a header or a cell: a year, or a part of one, perhaps with the name of something beside it.
 *
 *   2024 · 2024-Q3 · Q3 2024 · kvartal 3 2024 · 2024-H1 · halvår 1 2024 · vt 2024 · 2024-05 · maj 2024   a period
 *   Q3 · Kv 3 · H1 · ht · maj                                                       a part, whose year stands elsewhere
 *   Budget 2024 · 2024 Q3 utfall                                                      the same, and what is left: "Budget", "utfall"
 */
#ifndef STEG_INTAKE_SPAN_H
#define STEG_INTAKE_SPAN_H

#include "base/date.h"
#include <stddef.h>

typedef struct steg_span {
  int32_t year;                    /* 0 = not said */
  int32_t first_month, last_month; /* 1..12; 1 and 12 for a whole year */
} steg_span;

enum { STEG_SPAN_REST = 200 };

/* 1 when the text holds one period, with what is left of the text (words parted by single spaces, "" = nothing); else 0. */
int steg_span_read(const char *text, steg_span *ret_span, char ret_rest[STEG_SPAN_REST]);
/* Its days in the year said, or in `year` where none is. */
steg_period steg_span_period(const steg_span *span, int year);

#endif
