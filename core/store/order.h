/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * order - private to the room: rows sorted by a packed key.
 */
#ifndef STEG_STORE_ORDER_H
#define STEG_STORE_ORDER_H

#include "base/date.h"
#include "base/error.h"
#include <stddef.h>
#include <stdint.h>

typedef struct steg_order {
  uint64_t high; /* initiative in the upper half; person or participation in the lower */
  uint32_t low;  /* date and role, see steg_order_low */
  uint32_t row;
} steg_order;

enum { STEG_ORDER_ROLE_MAX = 255 };

/* Date (any of the calendar, or NONE, which comes first) in the upper 24 bits, role number 0..255 in the lower 8. */
uint32_t steg_order_low(steg_date date, unsigned role);
steg_date steg_order_date(uint32_t low);
/* Stable, ascending by (high, low). Radix sort: 16 bytes a row beside, passes only over bytes that differ;
 * rows that stand by initiatives already are sorted initiative by initiative, with room beside for the largest alone. */
int steg_order_sort(steg_order *rows, size_t count, steg_error *err);

#endif
