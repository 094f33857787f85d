/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
  const steg_order *x = a;
  const steg_order *y = b;
  if (x->high != y->high)
    return x->high < y->high ? -1 : 1;
  if (x->low != y->low)
    return x->low < y->low ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row); /* stable: by the place they had */
}

/* Against the C library's sort, for keys that differ in few and in many bytes. */
static void sorts_as_qsort_does(void **state) {
  (void)state;
  static const uint64_t masks[] = {0, 0xff, 0xffffffffffffffff, 0x000003ff00000fff, 0xff00000000000000};
  unsigned seed = 7;
  for (size_t m = 0; m < sizeof masks / sizeof masks[0]; m++)
    for (size_t count = 0; count < 3000; count = count * 3 + 1) {
      steg_order *rows = malloc((count + 1) * sizeof *rows);
      steg_order *expected = malloc((count + 1) * sizeof *expected);
      for (size_t i = 0; i < count; i++)
        rows[i] = (steg_order){
            .high = (((uint64_t)rand_r(&seed) << 40) ^ ((uint64_t)rand_r(&seed) << 20) ^ (uint64_t)rand_r(&seed)) &
                    masks[m],
            .low = (uint32_t)rand_r(&seed) % 5,
            .row = (uint32_t)i};
      memcpy(expected, rows, count * sizeof *rows);
      qsort(expected, count, sizeof *expected, compare);
      assert_int_equal(steg_order_sort(rows, count, NULL), 0);
      for (size_t i = 0; i < count; i++)
        assert_int_equal(rows[i].row, expected[i].row);
      free(rows);
      free(expected);
    }
}

/* Rows that stand by initiatives already, few and many of each, with other participations than their order. */
static void sorts_inside_initiatives(void **state) {
  (void)state;
  unsigned seed = 11;
  enum { COUNT = 5000 };
  steg_order *rows = malloc(COUNT * sizeof *rows);
  steg_order *expected = malloc(COUNT * sizeof *expected);
  uint64_t initiative = 1001;
  for (size_t i = 0; i < COUNT; i++) {
    initiative += i < 300 ? rand_r(&seed) % 3 == 0 : rand_r(&seed) % 400 == 0;
    rows[i] = (steg_order){.high = initiative << 32 | (uint32_t)rand_r(&seed) % 500,
                           .low = (uint32_t)rand_r(&seed) % 5,
                           .row = (uint32_t)i};
  }
  memcpy(expected, rows, COUNT * sizeof *rows);
  qsort(expected, COUNT, sizeof *expected, compare);
  assert_int_equal(steg_order_sort(rows, COUNT, NULL), 0);
  for (size_t i = 0; i < COUNT; i++)
    assert_int_equal(rows[i].row, expected[i].row);
  free(rows);
  free(expected);
}

static void dates_and_roles_keep_their_order(void **state) {
  (void)state;
  const steg_date dates[] = {STEG_DATE_NONE, steg_date_make(1, 1, 1), -1, 0, 1, steg_date_make(9999, 12, 31)};
  for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
    assert_int_equal(steg_order_date(steg_order_low(dates[i], 250)), dates[i]);
    if (i)
      assert_true(steg_order_low(dates[i - 1], 255) < steg_order_low(dates[i], 0));
  }
  assert_true(steg_order_low(5, 1) < steg_order_low(5, 2));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sorts_as_qsort_does), cmocka_unit_test(sorts_inside_initiatives),
                                     cmocka_unit_test(dates_and_roles_keep_their_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
