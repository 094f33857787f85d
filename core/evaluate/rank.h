/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rank - tests of paired ordinal change, from counts of differences.
 */
#ifndef STEG_EVALUATE_RANK_H
#define STEG_EVALUATE_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Two-sided exact sign test (R's binom.test(up, up + down)); NaN when nobody changed. */
double steg_rank_sign(int64_t up, int64_t down);

enum { STEG_RANK_EXACT_MAX = 200 }; /* pairs that changed; above it the normal approximation */

typedef struct steg_wilcoxon {
  int64_t n; /* pairs that changed: zeros are dropped */
  double v;  /* sum of the midranks of those that went up */
  double p;  /* two-sided */
  bool exact;
} steg_wilcoxon;

/* Wilcoxon's signed-rank test. ups[i] and downs[i] count the pairs whose difference has the i-th smallest size.
 * Exact: the conditional distribution of V given the ties, that is, every sign pattern equally likely (R's
 * exactRankTests::wilcox.exact(after, before, paired = TRUE)). Normal: with correction for ties and continuity (R's
 * wilcox.test(after, before, paired = TRUE, exact = FALSE, correct = TRUE)). n = 0 gives NaN for v and p.
 * Returns -1 when memory is out. */
int steg_rank_wilcoxon(const int64_t *ups, const int64_t *downs, size_t size_count, steg_wilcoxon *ret_test);

#endif
