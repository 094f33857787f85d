/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/paired.h"

#include "evaluate/ordinal.h"
#include <math.h>
#include <stdlib.h>

/* Pairs that moved the same distance, in either direction. */
typedef struct distance {
  int64_t size, ups, downs;
} distance;

static int by_size(const void *a, const void *b) {
  int64_t left = ((const distance *)a)->size, right = ((const distance *)b)->size;
  return left < right ? -1 : left > right;
}

static void add_distance(distance *distances, size_t *count, int64_t difference, int64_t pairs) {
  int64_t size = difference < 0 ? -difference : difference;
  size_t at = 0;
  while (at < *count && distances[at].size != size)
    at++;
  if (at == *count)
    distances[(*count)++] = (distance){.size = size};
  *(difference > 0 ? &distances[at].ups : &distances[at].downs) += pairs;
}

/* Median over -largest .. -smallest, 0, smallest .. largest. */
static steg_interval median_of(const distance *distances, size_t count, int64_t same, steg_arena *scratch) {
  double *values = steg_arena_array(scratch, 2 * count + 1, sizeof *values);
  int64_t *counts = steg_arena_array(scratch, 2 * count + 1, sizeof *counts);
  if (!values || !counts)
    return (steg_interval){NAN, NAN, NAN};
  values[count] = 0;
  counts[count] = same;
  for (size_t d = 0; d < count; d++) {
    values[count - 1 - d] = -(double)distances[d].size;
    counts[count - 1 - d] = distances[d].downs;
    values[count + 1 + d] = (double)distances[d].size;
    counts[count + 1 + d] = distances[d].ups;
  }
  return steg_ordinal_median(values, counts, 2 * count + 1);
}

static int test_ranks(const distance *distances, size_t count, steg_arena *scratch, steg_wilcoxon *ret_test) {
  int64_t *ups = steg_arena_array(scratch, count, sizeof *ups);
  int64_t *downs = steg_arena_array(scratch, count, sizeof *downs);
  if (!ups || !downs)
    return -1;
  for (size_t d = 0; d < count; d++) {
    ups[d] = distances[d].ups;
    downs[d] = distances[d].downs;
  }
  return steg_rank_wilcoxon(ups, downs, count, ret_test);
}

int steg_paired_measure(const int64_t *x, const int32_t *values, size_t m, steg_arena *scratch,
                        steg_paired *ret_paired) {
  steg_paired paired = {.before_mean = NAN, .after_mean = NAN, .mean = {NAN, NAN, NAN}};
  distance *distances = steg_arena_array(scratch, m * m, sizeof *distances);
  if (!distances)
    return -1;
  size_t distance_count = 0;
  int64_t sum = 0, squares = 0, before = 0, after = 0;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < m; j++) {
      int64_t pairs = x[i * m + j], difference = (int64_t)values[j] - values[i];
      if (pairs == 0)
        continue;
      paired.n += pairs;
      *(difference > 0 ? &paired.up : difference < 0 ? &paired.down : &paired.same) += pairs;
      before += pairs * values[i];
      after += pairs * values[j];
      sum += pairs * difference;
      squares += pairs * difference * difference;
      if (difference != 0)
        add_distance(distances, &distance_count, difference, pairs);
    }
  qsort(distances, distance_count, sizeof *distances, by_size);
  if (paired.n > 0) {
    paired.before_mean = (double)before / (double)paired.n;
    paired.after_mean = (double)after / (double)paired.n;
    paired.mean = steg_interval_mean(sum, squares, paired.n);
  }
  paired.median = median_of(distances, distance_count, paired.same, scratch);
  paired.sign_p = steg_rank_sign(paired.up, paired.down);
  paired.svensson = steg_svensson_measure(x, m);
  if (test_ranks(distances, distance_count, scratch, &paired.wilcoxon) < 0 || steg_arena_failed(scratch))
    return -1;
  *ret_paired = paired;
  return 0;
}
