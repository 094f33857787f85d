/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interval - 95 % intervals of shares, of differences of shares, and of means; all from integers.
 *
 * An interval that does not exist has NaN bounds.
 */
#ifndef STEG_EVALUATE_INTERVAL_H
#define STEG_EVALUATE_INTERVAL_H

#include <stdint.h>

typedef struct steg_interval {
  double value; /* the estimate itself */
  double low, high;
} steg_interval;

/* Share count / base with Wilson's score interval, as R's prop.test(count, base, correct = FALSE). base >= 1. */
steg_interval steg_interval_share(int64_t count, int64_t base);

/* Difference (a - b) of two shares of the same `base` pairs. both: pairs with the mark in a and in b; only_a, only_b: in one of
 * them; the rest has neither. Newcombe 1998 (Statistics in Medicine 17:2635-2650), method 10: Wilson's bounds put together with
 * the continuity-corrected phi of the table. base >= 1. */
steg_interval steg_interval_paired(int64_t both, int64_t only_a, int64_t only_b, int64_t base);

/* Difference a - b of two shares of people that do not overlap. Newcombe 1998 (Statistics in Medicine 17:873-890), method 10. Bases >= 1. */
steg_interval steg_interval_independent(int64_t count_a, int64_t base_a, int64_t count_b, int64_t base_b);

/* Mean of n integers from their sum and sum of squares, with the t interval of R's t.test. n >= 1; without an interval when n is 1
 * or all values are equal (R: "data are essentially constant"). */
steg_interval steg_interval_mean(int64_t sum, int64_t sum_of_squares, int64_t n);

/* The t interval around mean->value from the sum of squared deviations of n >= 2 values; none when the sum is 0. */
void steg_interval_around(steg_interval *mean, double squared_deviations, int64_t n);

/* Half the width of the normal interval around an estimate with this standard error. */
double steg_interval_reach(double standard_error);

#endif
