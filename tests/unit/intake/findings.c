/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row of a group is remembered for the annotated copy, within one bound for the whole file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "intake/findings.h"
#include <string.h>

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

/* Twelve amounts written another way are one note a column, with the first as example; twelve wrong ones are twelve findings. */
static void test_rewriting(void **state) {
  (void)state;
  static const char *const amounts[] = {"1.000kr", "2.000kr", "3.000kr", "4.000kr", "5.000kr", "6.000kr"};
  static const struct {
    steg_finding_id id;
    size_t groups; /* of two columns with six values each */
  } rows[] = {{STEG_FINDING_NUM_SPELLED, 2}, {STEG_FINDING_DATE_SPELLED, 2}, {STEG_FINDING_SPELLING, 12}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_findings_book *book = steg_findings_new();
    steg_arena *arena = steg_arena_new(0);
    steg_findings findings;
    for (uint32_t row = 0; row < 12; row++) {
      const char *amount = amounts[row / 2];
      steg_findings_add(book, &(steg_findings_report){.id = rows[i].id,
                                                      .row = row + 2,
                                                      .column = 4 + row % 2,
                                                      .value = {.bytes = amount, .size = strlen(amount)},
                                                      .a = amount});
    }
    assert_int_equal(steg_findings_write(book, STEG_LANG_SV, arena, &findings), 0);
    assert_int_equal(findings.count, rows[i].groups);
    assert_string_equal(findings.rows[0].value, "1.000kr");
    assert_int_equal(findings.rows[0].count, 12 / rows[i].groups);
    steg_findings_free(book);
    steg_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks), cmocka_unit_test(test_bound),
                                     cmocka_unit_test(test_rewriting)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
