/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is odd only when files are laid side by side: a table of stored rows, a new row, and what is said of it. */
#include "fixture.h"

#include "store/review.h"

#define A "A-1"
#define B "B-2"

static unsigned kinds_of(fixture *f, const steg_registry_entry *entry, const fixture_row *rows, size_t count) {
  steg_error err = {0};
  steg_review_note *notes = NULL;
  size_t note_count = 0;
  unsigned kinds = 0;
  fixture_ok(steg_review_run(f->store, fixture_set(f, entry, rows, count), f->arena, &notes, &note_count, NULL, &err),
             &err);
  for (size_t i = 0; i < note_count; i++) {
    assert_true(notes[i].row < count);
    kinds |= 1u << notes[i].kind;
  }
  return kinds;
}

#define BIT(kind) (1u << STEG_REVIEW_##kind)

static void register_rows(void **state) {
  fixture *f = *state;
  const fixture_row stored[] = {{A, .start = "2022-01-01", .end = "2022-06-30", .sex = 1},
                                {B, .start = "2022-01-05", .sex = 2}};
  FIXTURE_COMMIT(f, &f->reg, stored);
  static const struct {
    fixture_row row;
    unsigned expected;
  } cases[] = {
      {{A, .start = "2022-01-01", .end = "2022-06-30", .sex = 1}, 0},
      {{A, .start = "2022-07-15", .sex = 1}, 0},
      {{A, .start = "2022-06-30", .end = "2022-09-01"}, 0}, /* from the day that the other ends */
      {{A, .start = "2022-05-01", .sex = 1}, BIT(OVERLAP)},
      {{B, .start = "2022-05-01", .sex = 2}, BIT(TWO_OPEN)},
      {{B, .start = "2022-01-05", .sex = 1}, BIT(SEX)},
      {{B, .start = "2022-01-05", .sex = 4}, 0}, /* unknown says nothing */
      {{A, .start = "2022-01-20", .sex = 1}, 0}, /* the same, corrected */
      {{B, .start = "2022-01-05", .end = "2021-12-31"}, BIT(ORDER)},
      {{B, .initiative = "annan", .start = "2022-05-01"}, 0}, /* another initiative */
      {{.start = "2022-05-01", .sex = 1}, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    unsigned kinds = kinds_of(f, &f->reg, &cases[i].row, 1);
    if (kinds != cases[i].expected)
      fail_msg("case %zu: %x, expected %x", i, kinds, cases[i].expected);
  }
  /* Two of one file: told once. */
  const fixture_row both[] = {{"C-3", .start = "2023-01-01"}, {"C-3", .start = "2023-05-01"}};
  steg_review_note *notes = NULL;
  size_t count = 0;
  steg_error err = {0};
  fixture_ok(steg_review_run(f->store, fixture_set(f, &f->reg, both, 2), f->arena, &notes, &count, NULL, &err), &err);
  assert_int_equal(count, 1);
  assert_int_equal(notes[0].row, 1);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "2\n"); /* nothing was written */
  fixture_sound(f);
}

/* Where the rows belong is taken up by the commit; not when another file was stored in between. */
static void a_plan_holds_until_the_next_write(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .start = "2022-01-01"}, {B, .start = "2022-02-01"}, {"C-3", .start = "2022-03-01"}};
  for (int between = 1; between >= 0; between--) {
    const steg_row_set *set = fixture_set(f, &f->reg, rows, between ? 2 : 3);
    steg_error err = {0};
    steg_review_note *notes = NULL;
    size_t count = 0;
    steg_plan *plan = NULL;
    fixture_ok(steg_review_run(f->store, set, f->arena, &notes, &count, &plan, &err), &err);
    assert_non_null(plan);
    if (between)
      fixture_commit(f, &f->reg, rows, 1);
    steg_commit_source source = {.last_date = STEG_DATE_NONE, .plan = plan};
    steg_commit_result result;
    fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
    assert_int_equal(result.inserted, 1);
    steg_review_plan_free(plan);
  }
  fixture_expect(f->path, "SELECT count(*), count(DISTINCT person) FROM participations", "3|3\n");
  fixture_sound(f);
}

static void an_end_before_the_stored_start(void **state) {
  fixture *f = *state;
  const fixture_row stored[] = {{A, .start = "2022-03-01", .end = "2022-04-01"}};
  FIXTURE_COMMIT(f, &f->reg, stored);
  const fixture_row corrected[] = {{A, .start = "2022-03-20", .end = "2022-03-10"}};
  assert_int_equal(kinds_of(f, &f->reg, corrected, 1), BIT(ORDER));
  const fixture_row later[] = {{A, .start = "2022-03-31"}};
  assert_int_equal(kinds_of(f, &f->reg, later, 1), 0);
}

static void responses(void **state) {
  fixture *f = *state;
  const fixture_row stored[] = {{A, .start = "2022-01-31", .end = "2022-06-30"}};
  FIXTURE_COMMIT(f, &f->reg, stored);
  static const struct {
    fixture_row row;
    unsigned expected;
  } cases[] = {
      {{A, .date = "2022-01-01", .scale = 1}, 0}, /* start - 30 */
      {{A, .date = "2021-12-31", .scale = 1}, BIT(OUTSIDE)},
      {{A, .date = "2022-07-30", .scale = 1}, 0}, /* end + 30 */
      {{A, .date = "2022-07-31", .scale = 1}, BIT(OUTSIDE)},
      {{A, .date = "2022-12-30", .scale = 1, .occasion = STEG_OCCASION_FOLLOW_UP}, 0},
      {{A, .initiative = "annan", .date = "2025-01-01", .scale = 1}, 0},
      {{B, .date = "2025-01-01", .scale = 1}, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    unsigned kinds = kinds_of(f, &f->kort, &cases[i].row, 1);
    if (kinds != cases[i].expected)
      fail_msg("case %zu: %x, expected %x", i, kinds, cases[i].expected);
  }
}

static void responses_that_a_register_row_leaves_outside(void **state) {
  fixture *f = *state;
  const fixture_row cards[] = {{A, .date = "2022-01-10", .scale = 1}, {A, .date = "2023-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  const fixture_row narrow[] = {{A, .start = "2022-01-01", .end = "2022-06-30"}};
  const fixture_row wide[] = {{A, .start = "2022-01-01"}};
  assert_int_equal(kinds_of(f, &f->reg, narrow, 1), BIT(STRAYS));
  assert_int_equal(kinds_of(f, &f->reg, wide, 1), 0);
}

static void years_of_birth(void **state) {
  fixture *f = *state;
  const fixture_row stored[] = {{A, .start = "2022-01-01", .sex = 1}};
  FIXTURE_COMMIT(f, &f->reg, stored);
  static const struct {
    int birth;
    const char *start;
    unsigned expected;
  } cases[] = {
      {1990, "2022-01-01", 0},          {2008, "2022-01-01", BIT(AGE)},      {1951, "2022-01-01", BIT(AGE)},
      {1952, "2022-01-01", 0},          {2013, "2022-01-01", BIT(AGE_WILD)}, {1921, "2022-01-01", BIT(AGE_WILD)},
      {2023, "2022-01-01", BIT(UNBORN)}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fixture_run(f->path, steg_arena_printf(f->arena, "UPDATE participations SET birth_year = %d", cases[i].birth));
    const fixture_row row = {A, .start = cases[i].start};
    unsigned kinds = kinds_of(f, &f->reg, &row, 1);
    if (kinds != cases[i].expected)
      fail_msg("born %d: %x, expected %x", cases[i].birth, kinds, cases[i].expected);
  }
  const fixture_row card = {A, .date = "2022-02-01", .scale = 1};
  assert_int_equal(kinds_of(f, &f->kort, &card, 1), BIT(UNBORN));
}

static void the_clock(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  bool behind = true;
  fixture_ok(steg_review_clock(f->store, &behind, &err), &err);
  assert_false(behind);
  const fixture_row cards[] = {{A, .date = "2022-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  fixture_ok(steg_review_clock(f->store, &behind, &err), &err);
  assert_false(behind);
  fixture_run(f->path, "UPDATE batches SET imported_at = 4102444800");
  fixture_ok(steg_review_clock(f->store, &behind, &err), &err);
  assert_true(behind);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(register_rows),
      TEST(a_plan_holds_until_the_next_write),
      TEST(an_end_before_the_stored_start),
      TEST(responses),
      TEST(responses_that_a_register_row_leaves_outside),
      TEST(years_of_birth),
      TEST(the_clock),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
