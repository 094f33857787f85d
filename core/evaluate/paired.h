/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paired - every statistic of an m x m table of counts: row = first answer, column = last answer.
 */
#ifndef STEG_EVALUATE_PAIRED_H
#define STEG_EVALUATE_PAIRED_H

#include "base/arena.h"
#include "evaluate/interval.h"
#include "evaluate/rank.h"
#include "evaluate/svensson.h"

typedef struct steg_paired {
  int64_t n, up, same, down; /* by value, whatever direction is better */
  double before_mean, after_mean;
  steg_interval mean;   /* of last minus first, in the scale's values, with t interval */
  steg_interval median; /* of the same: low..high */
  double sign_p;
  steg_wilcoxon wilcoxon;
  steg_svensson svensson;
} steg_paired;

/* values: of the steps, ascending. Without pairs every number is NaN. Returns -1 when memory is out. */
int steg_paired_measure(const int64_t *x, const int32_t *values, size_t m, steg_arena *scratch,
                        steg_paired *ret_paired);

#endif
