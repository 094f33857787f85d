/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Dates from year 1 to 9999 lie within -719 162 .. 2 932 896. */
enum { DATE_BIAS = 1 << 22 };
/* Below it, moving rows one by one is cheaper than counting bytes. */
enum { FEW = 48 };

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

static bool is_before(const steg_order *a, const steg_order *b) {
  return a->high < b->high || (a->high == b->high && a->low < b->low);
}

static void sort_few(steg_order *rows, size_t count) {
  for (size_t i = 1; i < count; i++) {
    steg_order row = rows[i];
    size_t at = i;
    for (; at > 0 && is_before(&row, &rows[at - 1]); at--)
      rows[at] = rows[at - 1];
    rows[at] = row;
  }
}

/* beside: room for as many rows. */
static void sort_by_bytes(steg_order *rows, size_t count, steg_order *beside, size_t (*counts)[256]) {
  steg_order *from = rows;
  steg_order *to = beside;
  memset(counts, 0, 12 * sizeof *counts);
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
}

/* The end of the stretch that begins with row `first` and can be sorted by itself: the rows of one initiative where all rows stand by
 * initiatives already, which they do when only the participations in their keys are new; else all rows. */
static size_t stretch_end(const steg_order *rows, size_t count, size_t first, bool in_stretches) {
  size_t end = first + 1;
  while (end < count && (!in_stretches || rows[end].high >> 32 == rows[first].high >> 32))
    end++;
  return end;
}

static bool is_in_stretches(const steg_order *rows, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (rows[i - 1].high >> 32 > rows[i].high >> 32)
      return false;
  return true;
}

int steg_order_sort(steg_order *rows, size_t count, steg_error *err) {
  if (is_sorted(rows, count))
    return 0;
  const bool in_stretches = is_in_stretches(rows, count);
  size_t longest = 1; /* unsorted rows are more than one */
  for (size_t first = 0, end; first < count; first = end) {
    end = stretch_end(rows, count, first, in_stretches);
    longest = end - first > longest ? end - first : longest;
  }
  steg_order *beside = malloc(longest * sizeof *beside);
  size_t(*counts)[256] = malloc(12 * sizeof *counts);
  if (!beside || !counts) {
    free(beside);
    free(counts);
    return steg_error_memory(err);
  }
  for (size_t first = 0, end; first < count; first = end) {
    end = stretch_end(rows, count, first, in_stretches);
    if (end - first < FEW)
      sort_few(rows + first, end - first);
    else
      sort_by_bytes(rows + first, end - first, beside, counts);
  }
  free(beside);
  free(counts);
  return 0;
}
