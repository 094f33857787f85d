/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals against R, and against the examples printed in Newcombe's papers. */
#include "oracle.h"

#include "evaluate/interval.h"

static void test_share(void **state) {
  (void)state;
  oracle_table rows;
  int count = 0;
  for (oracle_open(&rows, "share.tsv"); oracle_next(&rows); count++) {
    steg_interval share = steg_interval_share(oracle_integer(&rows, "count"), oracle_integer(&rows, "base"));
    assert_agrees(share.low, oracle_real(&rows, "low"), rows.line);
    assert_agrees(share.high, oracle_real(&rows, "high"), rows.line);
  }
  assert_true(count > 60);
}

static void test_mean(void **state) {
  (void)state;
  oracle_table rows;
  int count = 0;
  for (oracle_open(&rows, "mean.tsv"); oracle_next(&rows); count++) {
    steg_interval mean =
        steg_interval_mean(oracle_integer(&rows, "sum"), oracle_integer(&rows, "squares"), oracle_integer(&rows, "n"));
    assert_agrees(mean.value, oracle_real(&rows, "mean"), rows.line);
    assert_agrees(mean.low, oracle_real(&rows, "low"), rows.line);
    assert_agrees(mean.high, oracle_real(&rows, "high"), rows.line);
  }
  assert_true(count >= 12);
}

static void test_difference(void **state) {
  (void)state;
  oracle_table rows;
  int count = 0;
  for (oracle_open(&rows, "difference.tsv"); oracle_next(&rows); count++) {
    int64_t a = oracle_integer(&rows, "a"), b = oracle_integer(&rows, "b"), c = oracle_integer(&rows, "c"),
            d = oracle_integer(&rows, "d");
    steg_interval found = !strcmp(oracle_text(&rows, "kind"), "paired") ? steg_interval_paired(a, b, c, d)
                                                                        : steg_interval_independent(a, b, c, d);
    assert_agrees(found.value, oracle_real(&rows, "value"), rows.line);
    assert_agrees(found.low, oracle_real(&rows, "low"), rows.line);
    assert_agrees(found.high, oracle_real(&rows, "high"), rows.line);
  }
  assert_true(count > 30);
}

/* Four decimals as printed: Newcombe 1998 (56/70 against 48/80); airway reactivity, Fagerland, Lydersen and Laake 2014. */
static void test_printed_examples(void **state) {
  (void)state;
  steg_interval independent = steg_interval_independent(56, 70, 48, 80);
  assert_true(fabs(independent.low - 0.0524) < 5e-5 && fabs(independent.high - 0.3339) < 5e-5);
  steg_interval paired = steg_interval_paired(1, 1, 7, 21);
  assert_true(fabs(paired.low + 0.507) < 5e-4 && fabs(paired.high + 0.026) < 5e-4);
}

/* Nobody and everybody: the bounds at the ends are the ends, to the bit. */
static void test_ends(void **state) {
  (void)state;
  for (int64_t n = 1; n < 500; n++) {
    assert_true(steg_interval_share(0, n).low == 0);
    assert_true(steg_interval_share(n, n).high == 1);
    assert_true(steg_interval_share(0, n).high < 1 && steg_interval_share(n, n).low > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_share),      cmocka_unit_test(test_mean),
      cmocka_unit_test(test_difference), cmocka_unit_test(test_printed_examples),
      cmocka_unit_test(test_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
