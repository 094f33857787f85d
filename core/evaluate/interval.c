/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/interval.h"

#include "evaluate/probability.h"
#include <math.h>

steg_interval steg_interval_share(int64_t count, int64_t base) {
  double n = (double)base, p = (double)count / n;
  double z = steg_probability_normal_975(), half = z * z / (2 * n);
  double middle = p + half, spread = z * sqrt(p * (1 - p) / n + half / (2 * n)), scale = 1 + 2 * half;
  /* At the ends the bound is exact; the formula leaves a rounding error there. */
  return (steg_interval){.value = p,
                         .low = count == 0 ? 0 : fmax(0, (middle - spread) / scale),
                         .high = count == base ? 1 : fmin(1, (middle + spread) / scale)};
}

/* a - b from the two Wilson intervals and the correlation phi between the shares. */
static steg_interval square_and_add(steg_interval a, steg_interval b, double phi) {
  double d = a.value - b.value;
  double down_a = a.value - a.low, up_a = a.high - a.value, down_b = b.value - b.low, up_b = b.high - b.value;
  double low = down_a * down_a - 2 * phi * down_a * up_b + up_b * up_b;
  double high = down_b * down_b - 2 * phi * down_b * up_a + up_a * up_a;
  return (steg_interval){.value = d, .low = d - sqrt(fmax(0, low)), .high = d + sqrt(fmax(0, high))};
}

steg_interval steg_interval_paired(int64_t both, int64_t only_a, int64_t only_b, int64_t base) {
  int64_t neither = base - both - only_a - only_b;
  double margins = (double)(both + only_a) * (double)(only_b + neither);
  margins *= (double)(both + only_b) * (double)(only_a + neither);
  double cross = (double)both * (double)neither - (double)only_a * (double)only_b;
  double phi = 0;
  if (margins > 0 && cross != 0) {
    double corrected = cross > 0 ? fmax(cross - (double)base / 2, 0) : cross;
    phi = corrected / sqrt(margins);
  }
  steg_interval difference =
      square_and_add(steg_interval_share(both + only_a, base), steg_interval_share(both + only_b, base), phi);
  difference.value = (double)(only_a - only_b) / (double)base;
  return difference;
}

steg_interval steg_interval_independent(int64_t count_a, int64_t base_a, int64_t count_b, int64_t base_b) {
  return square_and_add(steg_interval_share(count_a, base_a), steg_interval_share(count_b, base_b), 0);
}

void steg_interval_around(steg_interval *mean, double squared_deviations, int64_t n) {
  mean->low = mean->high = NAN;
  if (squared_deviations <= 0)
    return;
  double reach = steg_probability_t_975((double)(n - 1)) * sqrt(squared_deviations / (double)(n - 1) / (double)n);
  mean->low = mean->value - reach;
  mean->high = mean->value + reach;
}

steg_interval steg_interval_mean(int64_t sum, int64_t sum_of_squares, int64_t n) {
  steg_interval mean = {.value = (double)sum / (double)n, .low = NAN, .high = NAN};
  /* n * squares - sum^2 is an integer: a spread of zero is known exactly. */
  if (n > 1)
    steg_interval_around(&mean, ((double)n * (double)sum_of_squares - (double)sum * (double)sum) / (double)n, n);
  return mean;
}

double steg_interval_reach(double standard_error) {
  return steg_probability_normal_975() * standard_error;
}
