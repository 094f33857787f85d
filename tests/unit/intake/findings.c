/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row of a group is remembered for the annotated copy, within one bound for the whole file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "intake/findings.h"

static const steg_findings_report date_fault = {.id = STEG_FINDING_DATE_SPELLED, .column = 3};

static void test_marks(void **state) {
  (void)state;
  steg_findings_book *book = steg_findings_new();
  steg_arena *arena = steg_arena_new(0);
  steg_findings findings;
  int32_t group = -1;
  for (uint32_t row = 2; row < 32; row++) {
    steg_findings_report report = {.id = STEG_FINDING_EMPTY_ROWS, .row = row};
    if (row % 3 == 0)
      steg_findings_add(book, &report);
    report = date_fault;
    report.row = row;
    if (group < 0)
      group = steg_findings_add(book, &report);
    else
      steg_findings_again(book, group, row);
  }
  assert_int_equal(steg_findings_write(book, STEG_LANG_SV, arena, &findings), 0);
  assert_int_equal(findings.count, 2);
  assert_int_equal(findings.unmarked, 0);
  for (size_t i = 0; i < findings.count; i++) {
    const steg_finding *finding = &findings.rows[i];
    bool dates = finding->column == 3;
    assert_int_equal(finding->mark_count, dates ? 30 : 10);
    assert_int_equal(finding->row_count, STEG_FINDING_ROWS); /* what a receipt shows stays short */
    for (uint32_t m = 0; m < finding->mark_count; m++)
      assert_int_equal(finding->marks[m], dates ? m + 2 : 3 * (m + 1));
  }
  steg_findings_free(book);
  steg_arena_free(arena);
}

static void test_bound(void **state) {
  (void)state;
  steg_findings_book *book = steg_findings_new();
  steg_arena *arena = steg_arena_new(0);
  steg_findings findings;
  steg_findings_report report = date_fault;
  report.row = 1;
  int32_t group = steg_findings_add(book, &report);
  for (uint32_t row = 2; row <= 100007; row++)
    steg_findings_again(book, group, row);
  steg_findings_add(book, &(steg_findings_report){.id = STEG_FINDING_EMPTY_ROWS}); /* of the file: needs no mark */
  assert_int_equal(steg_findings_write(book, STEG_LANG_SV, arena, &findings), 0);
  assert_int_equal(findings.unmarked, 7);
  const steg_finding *finding = &findings.rows[findings.rows[0].column ? 0 : 1];
  assert_int_equal(finding->count, 100007);
  assert_int_equal(finding->mark_count, 100000);
  assert_int_equal(finding->marks[99999], 100000);
  steg_findings_free(book);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks), cmocka_unit_test(test_bound)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
