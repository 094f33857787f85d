/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svensson - Elisabeth Svensson's measures of paired ordinal change, from the m x m table of counts.
 *
 * x[i * m + j] = pairs whose first answer is step i and last answer step j; row sums X_i, column sums Y_j, cumulative sums
 * C(X)_i, C(Y)_j with C_0 = 0, n pairs.
 *   p_xy = sum Y_i C(X)_{i-1} / n^2, p_yx = sum X_i C(Y)_{i-1} / n^2, RP = p_xy - p_yx
 *   p_xyx = sum Y_i C(X)_{i-1} (n - C(X)_i) / n^3, p_yxy = sum X_i C(Y)_{i-1} (n - C(Y)_i) / n^3,
 *   M = min(p_xy - p_xy^2, p_yx - p_yx^2), RC = (p_xyx - p_yxy) / M
 *   augmented ranks of cell (i, j): R^X = sum_{v<i} X_v + sum_{w<j} x_iw + (1 + x_ij) / 2,
 *   R^Y = sum_{w<j} Y_w + sum_{v<i} x_vj + (1 + x_ij) / 2; RV = 6 / n^3 * sum x_ij (R^X - R^Y)^2
 * RP and RC lie between -1 and 1, RV between 0 and 2 (2 - 2/n^2 when the last order is the first turned round).
 * Source: Svensson 1993 (thesis, Goteborg); Svensson, Statistics in Medicine 31 (2012) 3104-3117.
 *
 * Standard errors: the jackknife over pairs, sqrt((n - 1) / n * sum (t_(k) - mean)^2), where t_(k) is the measure without pair k.
 * (The R package svenssonm prints them times (n-1)/n for RP and RC and ((n-1)/n)^2 for RV.)
 */
#ifndef STEG_EVALUATE_SVENSSON_H
#define STEG_EVALUATE_SVENSSON_H

#include <stddef.h>
#include <stdint.h>

enum { STEG_SVENSSON_INTERVAL_MIN = 30 }; /* pairs; below it no standard error is printed */

typedef struct steg_svensson {
  double rp, rc, rv;          /* NaN where undefined: all without pairs, rc when M = 0 */
  double rp_se, rc_se, rv_se; /* NaN below 2 pairs, or where the measure is undefined without some pair */
} steg_svensson;

/* n up to one million. */
steg_svensson steg_svensson_measure(const int64_t *x, size_t m);

#endif
