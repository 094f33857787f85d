/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a square table against R, against the printed example of the R package svenssonm, and by hand. */
#include "oracle.h"

#include "evaluate/paired.h"

enum { STEPS_MAX = 16 };

static size_t read_list(const char *text, int64_t *ret_values, size_t room) {
  size_t count = 0;
  for (const char *at = text; *at && count < room;) {
    char *end = NULL;
    ret_values[count++] = strtoll(at, &end, 10);
    at = *end == ',' ? end + 1 : end;
  }
  return count;
}

static void test_against_r(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  oracle_table rows;
  int count = 0;
  for (oracle_open(&rows, "paired.tsv"); oracle_next(&rows); count++) {
    int64_t wide[STEPS_MAX], cells[STEPS_MAX * STEPS_MAX];
    int32_t values[STEPS_MAX];
    size_t m = read_list(oracle_text(&rows, "values"), wide, STEPS_MAX);
    assert_int_equal(read_list(oracle_text(&rows, "cells"), cells, STEPS_MAX * STEPS_MAX), m * m);
    for (size_t i = 0; i < m; i++)
      values[i] = (int32_t)wide[i];
    steg_paired found;
    assert_int_equal(steg_paired_measure(cells, values, m, arena, &found), 0);
    const char *name = oracle_text(&rows, "name");
    assert_int_equal(found.n, oracle_integer(&rows, "n"));
    assert_int_equal(found.up, oracle_integer(&rows, "up"));
    assert_int_equal(found.same, oracle_integer(&rows, "same"));
    assert_int_equal(found.down, oracle_integer(&rows, "down"));
    const struct {
      const char *column;
      double value;
    } reals[] = {{"before_mean", found.before_mean},
                 {"after_mean", found.after_mean},
                 {"mean", found.mean.value},
                 {"mean_low", found.mean.low},
                 {"mean_high", found.mean.high},
                 {"median_low", found.median.low},
                 {"median_high", found.median.high},
                 {"sign_p", found.sign_p},
                 {"v", found.wilcoxon.v},
                 {"p", found.wilcoxon.p},
                 {"rp", found.svensson.rp},
                 {"rc", found.svensson.rc},
                 {"rv", found.svensson.rv},
                 {"rp_se", found.svensson.rp_se},
                 {"rc_se", found.svensson.rc_se},
                 {"rv_se", found.svensson.rv_se}};
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) {
      char what[128];
      snprintf(what, sizeof what, "%s %s", name, reals[i].column);
      assert_agrees(reals[i].value, oracle_real(&rows, reals[i].column), what);
    }
    assert_int_equal(found.wilcoxon.n, found.up + found.down);
    assert_int_equal(found.wilcoxon.exact, found.up + found.down <= 200);
  }
  assert_true(count >= 40);
  steg_arena_free(arena);
}

/* The package's example, as its manual prints it. It multiplies the jackknife by (n-1)/n, for RV twice; we do not. */
static void test_svenssonm(void **state) {
  (void)state;
  static const int64_t cells[25] = {2, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1};
  steg_svensson found = steg_svensson_measure(cells, 5);
  assert_true(fabs(found.rp - -0.12) < 5e-8);
  assert_true(fabs(found.rc - -0.2317291) < 5e-8);
  assert_true(fabs(found.rv - 0.384) < 5e-8);
  assert_true(fabs(found.rp_se * 0.9 - 0.1995551) < 5e-8);
  assert_true(fabs(found.rc_se * 0.9 - 0.1581661) < 5e-8);
  assert_true(fabs(found.rv_se * 0.81 - 0.2525074) < 5e-8);
}

/*
 * By hand. Four pairs, 1->1, 1->2 twice, 2->1: X = 3, 1; Y = 2, 2. p_xy = Y_2 X_1 / 16 = 6/16, p_yx = X_2 Y_1 / 16 = 2/16, RP = 1/4.
 * Ranks: (1,1) 1 and 1; (1,2) 1 + 1,5 = 2,5 and 2 + 1,5 = 3,5; (2,1) 3 + 1 = 4 and 1 + 1 = 2. RV = 6/64 (2*1 + 1*4) = 9/16.
 * RP without a pair: 1/3, 0 (twice), 2/3; their mean is 1/4, the squares sum to 11/36, SE = sqrt(3/4 * 11/36).
 * Then two pairs, 1->2 and 3->2, which draw together: p_xy = p_yx = 1/2, RP = 0, p_xyx = 2/8, p_yxy = 0, M = 1/4, RC = 1.
 */
static void test_by_hand(void **state) {
  (void)state;
  static const int64_t four[4] = {1, 2, 1, 0}, two[9] = {0, 1, 0, 0, 0, 0, 0, 1, 0};
  steg_svensson found = steg_svensson_measure(four, 2);
  assert_agrees(found.rp, 0.25, "RP");
  assert_agrees(found.rc, 0, "RC");
  assert_agrees(found.rv, 0.5625, "RV");
  assert_agrees(found.rp_se, sqrt(0.75 * 11 / 36), "SE of RP");
  found = steg_svensson_measure(two, 3);
  assert_agrees(found.rp, 0, "RP");
  assert_agrees(found.rc, 1, "RC");
}

/* Swapping first and last turns every sign and leaves RV and the p values; turning the scale round turns RP and leaves RC. */
static void test_symmetries(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  static const int32_t values[5] = {1, 2, 3, 4, 5};
  uint32_t seed = 7;
  for (int round = 0; round < 200; round++) {
    int64_t x[25], swapped[25], turned[25];
    for (size_t c = 0; c < 25; c++) {
      seed = seed * 1664525u + 1013904223u;
      x[c] = (seed >> 24) % 4;
    }
    for (size_t i = 0; i < 5; i++)
      for (size_t j = 0; j < 5; j++) {
        swapped[j * 5 + i] = x[i * 5 + j];
        turned[(4 - i) * 5 + (4 - j)] = x[i * 5 + j];
      }
    steg_paired a, b, c;
    assert_int_equal(steg_paired_measure(x, values, 5, arena, &a), 0);
    assert_int_equal(steg_paired_measure(swapped, values, 5, arena, &b), 0);
    assert_int_equal(steg_paired_measure(turned, values, 5, arena, &c), 0);
    assert_int_equal(a.up + a.same + a.down, a.n);
    assert_int_equal(a.up, b.down);
    assert_true(fabs(a.mean.value + b.mean.value) < 1e-12 && fabs(a.mean.low + b.mean.high) < 1e-12);
    assert_true(a.median.low == -b.median.high);
    assert_true(fabs(a.wilcoxon.p - b.wilcoxon.p) < 1e-12 && fabs(a.sign_p - b.sign_p) < 1e-12);
    assert_true(fabs(a.svensson.rp + b.svensson.rp) < 1e-12 && fabs(a.svensson.rc + b.svensson.rc) < 1e-12);
    assert_true(fabs(a.svensson.rv - b.svensson.rv) < 1e-12);
    assert_true(fabs(a.svensson.rp + c.svensson.rp) < 1e-12 && fabs(a.svensson.rc - c.svensson.rc) < 1e-12);
    assert_true(a.svensson.rp >= -1 && a.svensson.rp <= 1 && a.svensson.rv >= 0 && a.svensson.rv < 2);
  }
  steg_arena_free(arena);
}

/* More steps than the measure takes: no number, rather than a wrong one. */
static void test_too_many_steps(void **state) {
  (void)state;
  static int64_t x[40 * 40];
  steg_svensson found = steg_svensson_measure(x, 40);
  assert_true(isnan(found.rp) && isnan(found.rc) && isnan(found.rv));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_r),  cmocka_unit_test(test_svenssonm),      cmocka_unit_test(test_by_hand),
      cmocka_unit_test(test_symmetries), cmocka_unit_test(test_too_many_steps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
