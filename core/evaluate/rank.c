/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/rank.h"

#include "evaluate/probability.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

double steg_rank_sign(int64_t up, int64_t down) {
  if (up + down == 0)
    return NAN;
  return up < down ? steg_probability_fair_coin(up, down) : steg_probability_fair_coin(down, up);
}

/* `ties` differences of the same size share one midrank; `twice_rank` is twice that, an integer. */
typedef struct tie_group {
  int64_t ties;
  int64_t twice_rank;
} tie_group;

/* next = the distribution of the sum of `chance` (0..reached) and of one group's twice_rank * B, B binomial (ties, 1/2). */
static void add_group(const tie_group *group, const double *chance, int64_t reached, double *next) {
  double weights[STEG_RANK_EXACT_MAX + 1];
  for (int64_t k = 0; k <= group->ties; k++)
    weights[k] = steg_probability_fair_coin_at(k, group->ties);
  for (int64_t s = 0; s <= reached; s++) {
    if (chance[s] == 0)
      continue;
    for (int64_t k = 0; k <= group->ties; k++)
      next[s + k * group->twice_rank] += chance[s] * weights[k];
  }
}

/* chance[s] = P(twice the rank sum of these groups is s), s = 0..total. To be freed; NULL when memory is out. */
static double *distribution_make(const tie_group *groups, size_t count, int64_t *ret_total) {
  int64_t total = 0, reached = 0;
  for (size_t g = 0; g < count; g++)
    total += groups[g].ties * groups[g].twice_rank;
  double *chance = calloc((size_t)total + 1, sizeof *chance), *next = calloc((size_t)total + 1, sizeof *next);
  if (!chance || !next) {
    free(chance);
    free(next);
    return NULL;
  }
  chance[0] = 1;
  for (size_t g = 0; g < count; g++) {
    if (g > 0)
      memset(next, 0, ((size_t)total + 1) * sizeof *next);
    add_group(&groups[g], chance, reached, next);
    reached += groups[g].ties * groups[g].twice_rank;
    double *swap = chance;
    chance = next;
    next = swap;
  }
  free(next);
  *ret_total = total;
  return chance;
}

/* P(twice V <= limit). The groups are cut in two halves that are convolved only where they are read: with the few sizes that a
 * scale of m steps can give (m - 1), this costs microseconds where the whole distribution would cost milliseconds. */
static int lower_tail(const tie_group *groups, size_t count, int64_t limit, double *ret_tail) {
  int64_t total_a = 0, total_b = 0;
  size_t half = count / 2;
  double *a = distribution_make(groups, half, &total_a);
  double *b = distribution_make(groups + half, count - half, &total_b);
  if (!a || !b) {
    free(a);
    free(b);
    return -1;
  }
  for (int64_t s = 1; s <= total_b; s++)
    b[s] += b[s - 1];
  double tail = 0;
  for (int64_t s = 0; s <= total_a && s <= limit; s++)
    if (a[s] != 0)
      tail += a[s] * b[limit - s < total_b ? limit - s : total_b];
  free(a);
  free(b);
  *ret_tail = tail;
  return 0;
}

static double normal_p(double v, double n, double tie_sum) {
  double z = v - n * (n + 1) / 4;
  double sigma = sqrt(n * (n + 1) * (2 * n + 1) / 24 - tie_sum / 48);
  z -= z > 0 ? 0.5 : z < 0 ? -0.5 : 0;
  return steg_probability_normal_two_sided(z / sigma);
}

int steg_rank_wilcoxon(const int64_t *ups, const int64_t *downs, size_t size_count, steg_wilcoxon *ret_test) {
  tie_group *groups = calloc(size_count + 1, sizeof *groups);
  if (!groups)
    return -1;
  size_t group_count = 0;
  int64_t n = 0, twice_v = 0;
  double tie_sum = 0; /* of t^3 - t */
  for (size_t i = 0; i < size_count; i++) {
    int64_t ties = ups[i] + downs[i];
    if (ties == 0)
      continue;
    groups[group_count] = (tie_group){.ties = ties, .twice_rank = 2 * n + ties + 1};
    twice_v += ups[i] * groups[group_count++].twice_rank;
    n += ties;
    tie_sum += (double)ties * ((double)ties * (double)ties - 1);
  }
  steg_wilcoxon test = {.n = n, .v = NAN, .p = NAN, .exact = n <= STEG_RANK_EXACT_MAX};
  int status = 0;
  if (n > 0) {
    test.v = (double)twice_v / 2;
    if (test.exact) {
      /* V is symmetric about n(n+1)/4, so the two-sided p is twice the nearer tail. */
      int64_t other = n * (n + 1) - twice_v;
      double tail = 0;
      status = lower_tail(groups, group_count, twice_v < other ? twice_v : other, &tail);
      test.p = tail < 0.5 ? 2 * tail : 1;
    } else {
      test.p = normal_p(test.v, (double)n, tie_sum);
    }
  }
  free(groups);
  if (status == 0)
    *ret_test = test;
  return status;
}
