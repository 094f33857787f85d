/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/order.h"

#include <stdlib.h>
#include <string.h>

/* Dates from year 1 to 9999 lie within -719 162 .. 2 932 896. */
enum { DATE_BIAS = 1 << 22 };

uint32_t steg_order_low(steg_date date, unsigned role) {
  uint32_t day = date == STEG_DATE_NONE ? 0 : (uint32_t)(date + DATE_BIAS);
  return day << 8 | (role & 0xff);
}

steg_date steg_order_date(uint32_t low) {
  return low >> 8 ? (steg_date)(low >> 8) - DATE_BIAS : STEG_DATE_NONE;
}

static unsigned byte_of(const steg_order *row, unsigned byte) {
  return byte < 4 ? row->low >> (8 * byte) & 0xff : (unsigned)(row->high >> (8 * (byte - 4)) & 0xff);
}

static int is_sorted(const steg_order *rows, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (rows[i - 1].high > rows[i].high || (rows[i - 1].high == rows[i].high && rows[i - 1].low > rows[i].low))
      return 0;
  return 1;
}

int steg_order_sort(steg_order *rows, size_t count, steg_error *err) {
  if (is_sorted(rows, count))
    return 0;
  steg_order *from = rows;
  steg_order *to = malloc(count * sizeof *to);
  size_t(*counts)[256] = calloc(12, sizeof *counts);
  if (!to || !counts) {
    free(to);
    free(counts);
    return steg_error_memory(err);
  }
  steg_order *beside = to;
  for (size_t i = 0; i < count; i++)
    for (unsigned byte = 0; byte < 12; byte++)
      counts[byte][byte_of(&rows[i], byte)]++;
  for (unsigned byte = 0; byte < 12; byte++) {
    if (counts[byte][byte_of(&from[0], byte)] == count)
      continue; /* all alike */
    size_t at = 0;
    for (unsigned value = 0; value < 256; value++) {
      size_t here = counts[byte][value];
      counts[byte][value] = at;
      at += here;
    }
    for (size_t i = 0; i < count; i++)
      to[counts[byte][byte_of(&from[i], byte)]++] = from[i];
    steg_order *swap = from;
    from = to;
    to = swap;
  }
  if (from != rows)
    memcpy(rows, from, count * sizeof *rows);
  free(beside);
  free(counts);
  return 0;
}
