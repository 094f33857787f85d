/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is the whole truth: what it has not goes, what hung on that stays somewhere, and undo puts everything back. */
#include "fixture.h"

#define A "A-1"
#define B "B-2"
#define C "C-3"

static int replace(fixture *f, const steg_registry_entry *entry, const fixture_row *rows, size_t count,
                   steg_commit_mode mode, steg_commit_result *ret_result, steg_error *err) {
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE, .kind = STEG_BATCH_REPLACE};
  const steg_row_set *set = fixture_set(f, entry, rows, count);
  steg_hash_of("prov", 4, source.file_hash);
  return steg_commit_run(f->store, set, &source, mode, NULL, NULL, f->arena, ret_result, err);
}

static steg_commit_result replaced(fixture *f, const steg_registry_entry *entry, const fixture_row *rows,
                                   size_t count) {
  steg_error err = {0};
  steg_commit_result result = {0};
  fixture_ok(replace(f, entry, rows, count, STEG_COMMIT_STORE, &result, &err), &err);
  return result;
}
#define REPLACE(f, entry, rows) replaced(f, entry, rows, sizeof(rows) / sizeof((rows)[0]))

/* No answer without its participation. */
static void nothing_is_orphaned(fixture *f) {
  steg_error err = {0};
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  fixture_ok(steg_store_prepare(f->store, &f->reg, &err), &err);
  fixture_expect(
      f->path,
      "SELECT count(*) FROM (SELECT _initiative, _participation FROM answers_kort UNION ALL SELECT _initiative, "
      "_participation FROM answers_reg) WHERE NOT EXISTS(SELECT 1 FROM participations p WHERE p.initiative = "
      "_initiative AND p.id = _participation)",
      "0\n");
  fixture_sound(f);
}

static char *facts(fixture *f) {
  return fixture_query(
      f->path,
      "SELECT 'k', _participation, date(_date * 86400, 'unixepoch'), _role, date, NULL, NULL FROM answers_kort UNION "
      "ALL "
      "SELECT 'p', id, date(start * 86400, 'unixepoch'), date(\"end\" * 86400, 'unixepoch'), derived, sex, coach "
      "FROM participations ORDER BY 1, 2, 3");
}

static void same_facts(fixture *f, char *before) {
  char *now = facts(f);
  assert_string_equal(now, before);
  free(now);
  free(before);
}

static void undo_restores(fixture *f, int64_t batch, char *before) {
  steg_error err = {0};
  fixture_ok(steg_batch_undo(f->store, batch, NULL, &err), &err);
  same_facts(f, before);
  nothing_is_orphaned(f);
}

static const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 1},
                                    {A, .date = "2024-05-10", .scale = 2},
                                    {B, .date = "2024-02-01", .scale = 3},
                                    {C, .date = "2024-03-01", .scale = 2}};

static void responses_that_are_gone(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *before = facts(f);
  const fixture_row whole[] = {{A, .date = "2024-05-10", .scale = 3},
                               {B, .date = "2024-02-01", .scale = 3},
                               {B, .date = "2024-06-01", .scale = 1}};
  steg_error err = {0};
  steg_commit_result dry = {0};
  fixture_ok(replace(f, &f->kort, whole, 3, STEG_COMMIT_DRY_RUN, &dry, &err), &err);
  char *after_dry = facts(f);
  assert_string_equal(after_dry, before);
  free(after_dry);
  assert_int_equal(dry.batch, 0);
  steg_commit_result result = REPLACE(f, &f->kort, whole);
  const steg_commit_result *both[] = {&dry, &result};
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(both[i]->inserted, 1);
    assert_int_equal(both[i]->updated, 1);
    assert_int_equal(both[i]->unchanged, 1);
    assert_int_equal(both[i]->removed, 2);
    assert_int_equal(both[i]->removed_row_count, 2);
    assert_string_equal(both[i]->removed_rows[0].initiative, "jobbsam");
    assert_int_equal(both[i]->removed_rows[0].date, steg_date_make(2024, 1, 10));
    assert_int_equal(both[i]->removed_rows[1].date, steg_date_make(2024, 3, 1));
  }
  /* A's participation begins with what is left, C's is gone. */
  fixture_expect(f->path, "SELECT date(start * 86400, 'unixepoch') FROM participations ORDER BY 1",
                 "2024-02-01\n2024-05-10\n");
  fixture_expect(f->path, "SELECT kind, removed FROM batches ORDER BY id", "1|0\n2|2\n");
  fixture_expect(f->path, "SELECT what FROM audit ORDER BY id DESC LIMIT 1", "replace\n");
  nothing_is_orphaned(f);
  undo_restores(f, result.batch, before);
}

/* All of A's old cards go and a new one comes: the derived participation stays, with its number. */
static void a_response_changed_for_another(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *before = facts(f);
  const fixture_row whole[] = {{A, .date = "2025-01-01", .scale = 3}};
  steg_commit_result result = REPLACE(f, &f->kort, whole);
  assert_int_equal(result.removed, 4);
  fixture_expect(f->path, "SELECT count(*), min(date(start * 86400, 'unixepoch')) FROM participations",
                 "1|2025-01-01\n");
  nothing_is_orphaned(f);
  undo_restores(f, result.batch, before);
}

static void other_initiatives_are_left_alone(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1},
                              {A, .initiative = "annan", .date = "2024-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  const fixture_row whole[] = {{B, .date = "2024-02-01", .scale = 3}};
  steg_commit_result result = REPLACE(f, &f->kort, whole);
  assert_int_equal(result.removed, 1);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "2\n");
  nothing_is_orphaned(f);
}

/* An old file is not "there already" when a later one took its rows away. */
static void an_old_file_comes_back(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->kort, cards);
  const fixture_row whole[] = {{A, .date = "2024-01-10", .scale = 1}};
  REPLACE(f, &f->kort, whole);
  steg_commit_result again = FIXTURE_COMMIT(f, &f->kort, cards);
  assert_int_equal(again.inserted, 3);
  assert_int_equal(again.unchanged, 1);
  nothing_is_orphaned(f);
}

static void register_rows_that_are_gone(void **state) {
  fixture *f = *state;
  const fixture_row people[] = {{A, .start = "2024-01-01", .end = "2024-08-01", .sex = 1, .coach = "x", .income = 50},
                                {B, .start = "2024-01-15", .sex = 2, .income = 100},
                                {C, .start = "2024-02-20", .sex = 2}};
  FIXTURE_COMMIT(f, &f->reg, people);
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *before = facts(f);
  /* B is gone, and keeps the card; C's start is corrected; A has no end any more, nor an income. */
  const fixture_row whole[] = {{A, .start = "2024-01-01", .sex = 1, .coach = "x"},
                               {C, .start = "2024-02-25", .end = "2024-09-01", .sex = 2, .income = 20}};
  steg_commit_result result = REPLACE(f, &f->reg, whole);
  assert_int_equal(result.updated, 2);
  assert_int_equal(result.inserted, 0);
  assert_int_equal(result.removed, 1);
  assert_int_equal(result.removed_rows[0].date, steg_date_make(2024, 1, 15));
  fixture_expect(
      f->path,
      "SELECT date(start * 86400, 'unixepoch'), date(\"end\" * 86400, 'unixepoch'), derived, sex, coach FROM "
      "participations ORDER BY start",
      "2024-01-01||0|1|x\n2024-02-01||1||\n2024-02-25|2024-09-01|0|2|\n");
  fixture_expect(f->path, "SELECT inkomst__lon FROM answers_reg ORDER BY _participation", "\n20\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n");
  nothing_is_orphaned(f);
  undo_restores(f, result.batch, before);
}

/* Of a person with two participations one is gone: its card goes to the derived one, the other's stays. */
static void one_of_two_participations(void **state) {
  fixture *f = *state;
  const fixture_row people[] = {{A, .start = "2022-01-01", .end = "2022-06-01", .sex = 1},
                                {A, .start = "2024-01-01", .sex = 1}};
  const fixture_row both[] = {{A, .date = "2022-01-10", .scale = 1}, {A, .date = "2024-01-10", .scale = 2}};
  FIXTURE_COMMIT(f, &f->reg, people);
  FIXTURE_COMMIT(f, &f->kort, both);
  char *before = facts(f);
  const fixture_row whole[] = {{A, .start = "2024-01-01", .sex = 1}};
  steg_commit_result result = REPLACE(f, &f->reg, whole);
  assert_int_equal(result.removed, 1);
  fixture_expect(
      f->path,
      "SELECT p.derived, date(a._date * 86400, 'unixepoch') FROM answers_kort a JOIN participations p ON p.id = "
      "a._participation ORDER BY 2",
      "1|2022-01-10\n0|2024-01-10\n");
  nothing_is_orphaned(f);
  undo_restores(f, result.batch, before);
}

static void anonymous_people_are_counted(void **state) {
  fixture *f = *state;
  const fixture_row people[] = {{.start = "2024-01-01", .sex = 1},
                                {.start = "2024-01-01", .sex = 1},
                                {.start = "2024-01-01", .sex = 2},
                                {A, .start = "2024-01-01", .sex = 2}};
  FIXTURE_COMMIT(f, &f->reg, people);
  nothing_is_orphaned(f);
  char *before = facts(f);
  const fixture_row whole[] = {{.start = "2024-01-01", .sex = 1}, {A, .start = "2024-01-01", .sex = 2}};
  steg_commit_result result = REPLACE(f, &f->reg, whole);
  assert_int_equal(result.removed, 2);
  fixture_expect(f->path, "SELECT sex, nth FROM participations WHERE person IS NULL", "1|1\n");
  nothing_is_orphaned(f);
  undo_restores(f, result.batch, before);
}

static void anonymous_forms(void **state) {
  fixture *f = *state;
  const fixture_row forms[] = {
      {.date = "2024-06-30", .scale = 1}, {.date = "2024-06-30", .scale = 1}, {.date = "2024-12-31", .scale = 2}};
  FIXTURE_COMMIT(f, &f->enkat, forms);
  const fixture_row whole[] = {{.date = "2024-06-30", .scale = 1}, {.date = "2024-06-30", .scale = 3}};
  steg_commit_result result = REPLACE(f, &f->enkat, whole);
  assert_int_equal(result.removed, 2);
  assert_int_equal(result.inserted, 1);
  fixture_expect(f->path, "SELECT date FROM answers_enkat ORDER BY 1", "1\n3\n");
  fixture_sound(f);
  steg_error err = {0};
  fixture_ok(steg_batch_undo(f->store, result.batch, NULL, &err), &err);
  fixture_expect(f->path, "SELECT date FROM answers_enkat ORDER BY 1", "1\n1\n2\n");
  fixture_sound(f);
}

/* Who was taken away keeps the key until undo can't want it any more. */
static void a_person_who_was_taken_away_keeps_the_number(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *before = facts(f);
  const fixture_row whole[] = {{A, .date = "2024-01-10", .scale = 1}};
  steg_commit_result gone = REPLACE(f, &f->kort, whole);
  const fixture_row card[] = {{C, .date = "2024-08-01", .scale = 1}};
  steg_commit_result late = FIXTURE_COMMIT(f, &f->kort, card);
  fixture_ok(steg_batch_undo(f->store, late.batch, NULL, &err), &err);
  fixture_ok(steg_batch_undo(f->store, gone.batch, NULL, &err), &err);
  same_facts(f, before);
  steg_commit_result again = FIXTURE_COMMIT(f, &f->kort, cards);
  assert_int_equal(again.inserted, 0);
  fixture_sound(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(responses_that_are_gone),
      TEST(a_response_changed_for_another),
      TEST(other_initiatives_are_left_alone),
      TEST(an_old_file_comes_back),
      TEST(register_rows_that_are_gone),
      TEST(one_of_two_participations),
      TEST(anonymous_people_are_counted),
      TEST(anonymous_forms),
      TEST(a_person_who_was_taken_away_keeps_the_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
