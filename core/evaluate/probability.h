/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probability - the distribution functions that the statistics stand on: libRmath's, so that figures agree with R's.
 */
#ifndef STEG_EVALUATE_PROBABILITY_H
#define STEG_EVALUATE_PROBABILITY_H

#include <stdint.h>

/* The 97,5 % quantiles, which every interval of the engine uses: level 95 %, two-sided. */
double steg_probability_normal_975(void);
double steg_probability_t_975(double degrees); /* degrees >= 1 */

/* min(1, 2 * P(X <= low)) for X binomial (low + high, 1/2), low <= high: the two-sided sign test. */
double steg_probability_fair_coin(int64_t low, int64_t high);
/* min(1, 2 * P(Z >= |z|)) for Z standard normal. */
double steg_probability_normal_two_sided(double z);
/* P(X = successes) for X binomial (trials, 1/2). */
double steg_probability_fair_coin_at(int64_t successes, int64_t trials);

#endif
