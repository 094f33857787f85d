/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/svensson.h"

#include <math.h>

typedef struct measures {
  double rp, rc, rv;
} measures;

static int64_t row_sum(const int64_t *x, size_t m, size_t row) {
  int64_t sum = 0;
  for (size_t j = 0; j < m; j++)
    sum += x[row * m + j];
  return sum;
}

static int64_t column_sum(const int64_t *x, size_t m, size_t column) {
  int64_t sum = 0;
  for (size_t i = 0; i < m; i++)
    sum += x[i * m + column];
  return sum;
}

/* Sum of x_ij (R^X_ij - R^Y_ij)^2. The (1 + x_ij) / 2 of the two ranks cancel, so every term is an integer. */
static double rank_difference(const int64_t *x, size_t m) {
  double sum = 0;
  int64_t rows_above = 0;
  for (size_t i = 0; i < m; i++) {
    int64_t left = 0, columns_left = 0;
    for (size_t j = 0; j < m; j++) {
      int64_t above = 0;
      for (size_t v = 0; v < i; v++)
        above += x[v * m + j];
      double difference = (double)((rows_above + left) - (columns_left + above));
      sum += (double)x[i * m + j] * difference * difference;
      left += x[i * m + j];
      columns_left += column_sum(x, m, j);
    }
    rows_above += row_sum(x, m, i);
  }
  return sum;
}

static measures measure(const int64_t *x, size_t m, int64_t n) {
  if (n == 0)
    return (measures){NAN, NAN, NAN};
  double pairs = (double)n, up = 0, down = 0, up_between = 0, down_between = 0;
  int64_t below_x = 0, below_y = 0;
  for (size_t i = 0; i < m; i++) {
    int64_t here_x = row_sum(x, m, i), here_y = column_sum(x, m, i);
    double later_lower = (double)here_y * (double)below_x, first_lower = (double)here_x * (double)below_y;
    up += later_lower;
    down += first_lower;
    below_x += here_x;
    below_y += here_y;
    up_between += later_lower * (double)(n - below_x);
    down_between += first_lower * (double)(n - below_y);
  }
  double p_xy = up / (pairs * pairs), p_yx = down / (pairs * pairs);
  double m_xy = p_xy - p_xy * p_xy, m_yx = p_yx - p_yx * p_yx, smaller = m_xy < m_yx ? m_xy : m_yx;
  double cube = pairs * pairs * pairs;
  return (measures){.rp = (up - down) / (pairs * pairs),
                    .rc = smaller > 0 ? (up_between - down_between) / cube / smaller : NAN,
                    .rv = 6 * rank_difference(x, m) / cube};
}

/* The measures without one pair of the cell; the table is the same again afterwards. */
static measures without(int64_t *x, size_t m, size_t cell, int64_t n) {
  x[cell]--;
  measures left = measure(x, m, n - 1);
  x[cell]++;
  return left;
}

enum { STEP_MAX = 32 };

steg_svensson steg_svensson_measure(const int64_t *x, size_t m) {
  int64_t table[STEP_MAX * STEP_MAX] = {0}, n = 0;
  steg_svensson result = {NAN, NAN, NAN, NAN, NAN, NAN};
  if (m > STEP_MAX)
    return result;
  for (size_t cell = 0; cell < m * m; cell++) {
    table[cell] = x[cell];
    n += x[cell];
  }
  measures whole = measure(table, m, n);
  result.rp = whole.rp;
  result.rc = whole.rc;
  result.rv = whole.rv;
  if (n < 2)
    return result;
  double mean[3] = {0, 0, 0}, sum[3] = {0, 0, 0}, pairs = (double)n;
  for (int round = 0; round < 2; round++)
    for (size_t cell = 0; cell < m * m; cell++) {
      if (table[cell] == 0)
        continue;
      measures left = without(table, m, cell, n);
      const double values[3] = {left.rp, left.rc, left.rv};
      for (int k = 0; k < 3; k++)
        if (round == 0)
          mean[k] += (double)table[cell] * values[k] / pairs;
        else
          sum[k] += (double)table[cell] * (values[k] - mean[k]) * (values[k] - mean[k]);
    }
  result.rp_se = sqrt((pairs - 1) / pairs * sum[0]);
  result.rc_se = isnan(whole.rc) ? NAN : sqrt((pairs - 1) / pairs * sum[1]);
  result.rv_se = sqrt((pairs - 1) / pairs * sum[2]);
  return result;
}
