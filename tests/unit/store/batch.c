/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802";
static const char B[] = "189002019801";

static int undo(fixture *f, int64_t batch, steg_error *err) {
  size_t rows = 0;
  return steg_batch_undo(f->store, batch, &rows, err) < 0 ? -1 : (int)rows;
}

static void ok(fixture *f, int64_t batch, int rows) {
  steg_error err = {0};
  int found = undo(f, batch, &err);
  fixture_ok(found, &err);
  assert_int_equal(found, rows);
  fixture_sound(f);
  fixture_no_journal(f);
}

static void lists_what_was_imported(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .date = "2024-01-10", .scale = 1}, {B, .date = "2024-03-10", .scale = 1}};
  const fixture_row second[] = {{A, .date = "2024-01-10", .scale = 2},
                                {B, .date = "2024-03-10", .scale = 1},
                                {B, .date = "2024-06-10", .scale = 1}};
  steg_batch *batches = NULL;
  size_t count = 0;
  steg_error err = {0};
  steg_date date = 0;
  fixture_ok(steg_participation_last_date(f->store, &date, &err), &err);
  assert_int_equal(date, STEG_DATE_NONE);
  FIXTURE_COMMIT(f, &f->kort, first);
  FIXTURE_COMMIT(f, &f->kort, second);
  fixture_ok(steg_batch_list(f->store, f->arena, &batches, &count, &err), &err);
  assert_int_equal(count, 2);
  assert_string_equal(batches[1].instrument, "kort");
  assert_string_equal(batches[1].version, "1");
  assert_string_equal(batches[1].file_name, "prov.csv");
  assert_int_equal(strlen(batches[1].file_hash), 64);
  assert_string_not_equal(batches[0].rows_hash, batches[1].rows_hash);
  assert_int_equal(batches[1].inserted, 1);
  assert_int_equal(batches[1].updated, 1);
  assert_int_equal(batches[1].unchanged, 1);
  assert_int_equal(batches[1].last_date, steg_date_make(2024, 6, 10));
  assert_false(batches[1].undone);
  fixture_ok(steg_participation_last_date(f->store, &date, &err), &err);
  assert_int_equal(date, steg_date_make(2024, 6, 10));
  ok(f, 2, 2);
  fixture_ok(steg_batch_list(f->store, f->arena, &batches, &count, &err), &err);
  assert_int_equal(count, 2);
  assert_true(batches[1].undone);
  fixture_ok(steg_participation_last_date(f->store, &date, &err), &err);
  assert_int_equal(date, steg_date_make(2024, 3, 10));
}

/* A file of every kind on top of what is there; the store must then be to the byte of every cell what it was. */
static void undo_is_exact(void **state) {
  fixture *f = *state;
  const fixture_row ground[] = {{A, .date = "2024-01-10", .scale = 1, .number = 0.1, .text = "å"},
                                {B, .date = "2024-01-10", .scale = 2},
                                {"K1", .date = "2024-01-10", .scale = 2}};
  const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 3},
                               {A, .date = "2023-10-10", .scale = 3},
                               {"K9", "ny_insats", "2024-01-10", .scale = 1},
                               {A, "b_ny", "2024-01-10", .scale = 1}};
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-12-31", .sex = 1, .income = 20},
                                    {"K1", .role = -1, .start = "2023-01-01", .end = "2023-02-01"},
                                    {NULL, .role = -1, .start = "2024-01-01", .sex = 2}};
  const fixture_row forms[] = {{NULL, .date = "2024-01-01", .scale = 1}, {NULL, .date = "2024-01-01", .scale = 1}};
  steg_error err = {0};
  fixture_ok(steg_store_prepare(f->store, &f->reg, &err), &err);
  fixture_ok(steg_store_prepare(f->store, &f->enkat, &err), &err);
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  char *empty = fixture_dump(f);
  FIXTURE_COMMIT(f, &f->kort, ground);
  char *before = fixture_dump(f);
  FIXTURE_COMMIT(f, &f->kort, cards);
  ok(f, 2, 4);
  fixture_same_dump(f, before);
  before = fixture_dump(f);
  FIXTURE_COMMIT(f, &f->reg, registered);
  ok(f, 3, 3);
  fixture_same_dump(f, before);
  before = fixture_dump(f);
  FIXTURE_COMMIT(f, &f->enkat, forms);
  ok(f, 4, 2);
  fixture_same_dump(f, before);
  ok(f, 1, 3);
  fixture_same_dump(f, empty);
}

/* The register came, a later file changed it, another built on it. */
static void undo_is_refused_when_later_batches_hang_on_it(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .sex = 1},
                                    {B, .role = -1, .start = "2024-01-01"}};
  const fixture_row changed[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-06-01"}};
  const fixture_row card[] = {{B, .date = "2024-01-10", .scale = 1}};
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->reg, changed);
  FIXTURE_COMMIT(f, &f->kort, card);
  char *before = fixture_dump(f);
  assert_int_equal(undo(f, 1, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
  assert_non_null(strstr(err.text, "batches 2, 3"));
  fixture_same_dump(f, before);
  ok(f, 3, 1);
  assert_int_equal(undo(f, 1, &err), -1);
  assert_non_null(strstr(err.text, "batch 2 changed"));
  ok(f, 2, 1);
  ok(f, 1, 2);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "0\n");
  assert_int_equal(undo(f, 1, &err), -1);
  assert_non_null(strstr(err.text, "undone already"));
  assert_int_equal(undo(f, 9, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_USAGE);
}

/* What a batch left to an earlier one goes with that one, and comes back when the file is imported again. */
static void an_undone_file_can_be_imported_again(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .date = "2024-01-10", .scale = 1}};
  const fixture_row both[] = {{A, .date = "2024-01-10", .scale = 1}, {B, .date = "2024-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, first);
  FIXTURE_COMMIT(f, &f->kort, both);
  ok(f, 1, 1);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, both);
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.unchanged, 1);
  result = FIXTURE_COMMIT(f, &f->kort, first);
  assert_int_equal(result.unchanged, 1);
  assert_int_equal(result.batch, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(lists_what_was_imported),
      TEST(undo_is_exact),
      TEST(undo_is_refused_when_later_batches_hang_on_it),
      TEST(an_undone_file_can_be_imported_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
