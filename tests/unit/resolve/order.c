/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/order.h"
#include "judged.h"

static void test_order(void **state) {
  (void)state;
  static const struct {
    double values[5];
    size_t count;
    const char *sort;
    size_t top;
    size_t expected[5], shown;
  } rows[] = {
      {{3, 1, 2}, 3, NULL, 0, {0, 1, 2}, 3},
      {{3, 1, 2}, 3, "value", 0, {0, 2, 1}, 3},
      {{1, 2, 1, 2}, 4, "value", 0, {1, 3, 0, 2}, 4}, /* ties keep their order */
      {{1, NAN, 3, NAN, 2}, 5, "value", 0, {2, 4, 0, 1, 3}, 5},
      {{1, NAN, 3, NAN, 2}, 5, NULL, 2, {2, 4}, 2},
      {{1, NAN, 3, NAN, 2}, 5, "value", 9, {2, 4, 0}, 3}, /* no place among the top for what is not known */
      {{NAN, NAN}, 2, NULL, 1, {0}, 0},
      {{0}, 0, "value", 3, {0}, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t order[5] = {9, 9, 9, 9, 9};
    assert_int_equal(steg_order_make(rows[i].values, rows[i].count, rows[i].sort, rows[i].top, order), rows[i].shown);
    for (size_t j = 0; j < rows[i].shown; j++)
      assert_int_equal(order[j], rows[i].expected[j]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
