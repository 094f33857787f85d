/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/probability.h"

/* Rmath.h renames common words by macro, so this file alone includes it. */
#define MATHLIB_STANDALONE 1
#include <Rmath.h>

enum { LOWER = 1, UPPER = 0, PLAIN = 0 };

static double twice(double tail) {
  return tail < 0.5 ? 2 * tail : 1.0;
}

double steg_probability_normal_975(void) {
  return qnorm(0.975, 0, 1, LOWER, PLAIN);
}

double steg_probability_t_975(double degrees) {
  return qt(0.975, degrees, LOWER, PLAIN);
}

double steg_probability_fair_coin(int64_t low, int64_t high) {
  return twice(pbinom((double)low, (double)(low + high), 0.5, LOWER, PLAIN));
}

double steg_probability_normal_two_sided(double z) {
  return twice(pnorm(z < 0 ? -z : z, 0, 1, UPPER, PLAIN));
}

double steg_probability_fair_coin_at(int64_t successes, int64_t trials) {
  return dbinom((double)successes, (double)trials, 0.5, PLAIN);
}
