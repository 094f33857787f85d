/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/ordinal.h"

#include <math.h>

/* The value at place `rank`, counted from 0 in ascending order. */
static double at_rank(const double *values, const int64_t *counts, size_t count, int64_t rank) {
  for (size_t i = 0; i < count; i++) {
    if (rank < counts[i])
      return values[i];
    rank -= counts[i];
  }
  return NAN;
}

steg_interval steg_ordinal_median(const double *values, const int64_t *counts, size_t count) {
  int64_t n = 0;
  for (size_t i = 0; i < count; i++)
    n += counts[i];
  if (n == 0)
    return (steg_interval){NAN, NAN, NAN};
  double low = at_rank(values, counts, count, (n - 1) / 2), high = at_rank(values, counts, count, n / 2);
  return (steg_interval){.value = (low + high) / 2, .low = low, .high = high};
}
