/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ordinal - the median of ordered values, from their counts.
 */
#ifndef STEG_EVALUATE_ORDINAL_H
#define STEG_EVALUATE_ORDINAL_H

#include "evaluate/interval.h"
#include <stddef.h>

/* Median of values[i] (ascending) taken counts[i] times: low and high are the two middle values, equal when n is odd or they fall
 * on one value; `value` lies between. NaN without any. */
steg_interval steg_ordinal_median(const double *values, const int64_t *counts, size_t count);

#endif
