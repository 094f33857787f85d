/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which day a "start" or "end" is, by what the store knows. */
#include "fixture.h"

#include "store/undated.h"

static const char A[] = "189001019802";
static const char B[] = "189203039822";

enum { START = STEG_OCCASION_START, END = STEG_OCCASION_END, FOLLOW_UP = STEG_OCCASION_FOLLOW_UP };

static void fills_by_the_participation(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {
      {A, .role = -1, .start = "2022-01-10", .end = "2022-06-30"}, /* one, ended */
      {B, .role = -1, .start = "2023-02-01"},                      /* one, still in */
      {"P3", .role = -1, .start = "2021-01-01", .end = "2021-05-31"},
      {"P3", .role = -1, .start = "2023-01-01"}, /* two starts, one end */
      {"P4", "annan", .role = -1, .start = "2020-03-04"},
  };
  const fixture_row cards[] = {{"P5", .date = "2022-02-02", .scale = 1}}; /* a participation that is only derived */
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, cards);
  static const struct {
    fixture_row row;
    int expected;
    const char *date;
  } table[] = {
      {{A, .occasion = START, .scale = 1}, STEG_UNDATED_FILLED, "2022-01-10"},
      {{A, .occasion = END, .scale = 1}, STEG_UNDATED_FILLED, "2022-06-30"},
      {{A, .occasion = END, .role = 1, .scale = 1}, STEG_UNDATED_FILLED, "2022-06-30"},
      {{A, .date = "2022-03-03", .occasion = END, .scale = 1}, STEG_UNDATED_NOT, "2022-03-03"},
      {{A, .occasion = FOLLOW_UP, .scale = 1}, STEG_UNDATED_NO_OCCASION, NULL},
      {{B, .occasion = START, .scale = 1}, STEG_UNDATED_FILLED, "2023-02-01"},
      {{B, .occasion = END, .scale = 1}, STEG_UNDATED_OPEN, NULL},
      {{"P3", .occasion = START, .scale = 1}, STEG_UNDATED_SEVERAL, NULL},
      {{"P3", .occasion = END, .scale = 1}, STEG_UNDATED_FILLED, "2021-05-31"},
      {{"P4", .occasion = START, .scale = 1}, STEG_UNDATED_UNKNOWN, NULL}, /* in another initiative */
      {{"P4", "annan", .occasion = START, .scale = 1}, STEG_UNDATED_FILLED, "2020-03-04"},
      {{"P5", .occasion = START, .scale = 1}, STEG_UNDATED_UNKNOWN, NULL},
      {{"P6", .occasion = END, .scale = 1}, STEG_UNDATED_UNKNOWN, NULL},
      {{NULL, .occasion = START, .scale = 1}, STEG_UNDATED_NOT, NULL},
  };
  enum { COUNT = sizeof table / sizeof *table };
  fixture_row rows[COUNT];
  steg_error err = {0};
  uint8_t *by_row = NULL;
  for (size_t i = 0; i < COUNT; i++)
    rows[i] = table[i].row;
  const steg_row_set *set = fixture_set(f, &f->kort, rows, COUNT);
  fixture_ok(steg_undated_fill(f->store, set, f->arena, &by_row, &err), &err);
  for (size_t i = 0; i < COUNT; i++)
    if (by_row[i] != table[i].expected || set->rows[i].date != fixture_date(table[i].date))
      fail_msg("row %zu: %d, day %d", i, by_row[i], (int)set->rows[i].date);
}

/* A response that is there is the same measurement, whatever became of the register since. */
static void finds_its_own_row_again(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2022-01-10"}};
  const fixture_row corrected[] = {{A, .role = -1, .start = "2022-01-20"}};
  const fixture_row stored[] = {{A, .date = "2022-01-10", .occasion = START, .scale = 1}};
  const fixture_row again[] = {{A, .occasion = START, .scale = 2}, {A, .occasion = START, .role = 1, .scale = 2}};
  steg_error err = {0};
  uint8_t *by_row = NULL;
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, stored);
  FIXTURE_COMMIT(f, &f->reg, corrected);
  const steg_row_set *set = fixture_set(f, &f->kort, again, 2);
  fixture_ok(steg_undated_fill(f->store, set, f->arena, &by_row, &err), &err);
  assert_int_equal(set->rows[0].date, fixture_date("2022-01-10"));
  assert_int_equal(set->rows[1].date, fixture_date("2022-01-20")); /* another role has none yet */
}

/* What was not dated is never stored. */
static void is_never_stored_without_a_date(void **state) {
  fixture *f = *state;
  const fixture_row cards[] = {{A, .occasion = START, .scale = 1}};
  steg_error err = {0};
  steg_commit_result result;
  assert_int_equal(fixture_try(f, &f->kort, cards, 1, STEG_COMMIT_STORE, &result, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(fills_by_the_participation, fixture_setup, fixture_teardown),
      cmocka_unit_test_setup_teardown(finds_its_own_row_again, fixture_setup, fixture_teardown),
      cmocka_unit_test_setup_teardown(is_never_stored_without_a_date, fixture_setup, fixture_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
