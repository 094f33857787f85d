/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802"; /* born 1890 */
static const char B[] = "189002019801";

static void inserts_updates_and_leaves_alone(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2, .text = "ett"},
                               {A, .date = "2024-01-10", .role = 1, .scale = 1},
                               {"K-17", .date = "2024-02-01", .role = 0, .scale = -1, .number = 0.1}};
  const fixture_row second[] = {{A, .date = "2024-01-10", .role = 0, .scale = 3, .text = "ett"},
                                {A, .date = "2024-04-10", .role = 0, .scale = 3}};
  int64_t generation = steg_store_generation(f->store);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, first);
  assert_int_equal(result.batch, 1);
  assert_int_equal(result.inserted, 3);
  assert_int_equal(result.derived, 2);
  int64_t later = steg_store_generation(f->store);
  assert_true(later > generation);
  result = FIXTURE_COMMIT(f, &f->kort, first);
  assert_int_equal(result.batch, 0);
  assert_int_equal(result.unchanged, 3);
  assert_int_equal(result.inserted + result.updated + result.derived, 0);
  assert_int_equal(steg_store_generation(f->store), later);
  result = FIXTURE_COMMIT(f, &f->kort, second);
  assert_int_equal(result.batch, 2);
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.updated, 1);
  assert_int_equal(result.updated_lines[0], 2);
  assert_int_equal(result.derived, 0);
  fixture_expect(f->path, "SELECT _replaced_by, _role, date, ord, _batch FROM replaced_kort", "2|1|2|ett|1\n");
  fixture_expect(
      f->path,
      "SELECT _role, date(_date * 86400, 'unixepoch'), date, ord, tal, _batch FROM answers_kort ORDER BY 2, 1, 3",
      "1|2024-01-10|3|ett||2\n2|2024-01-10|1|||1\n1|2024-02-01|-1||0.1|1\n1|2024-04-10|3|||2\n");
  fixture_sound(f);
}

/* A response is whole: what the newer file leaves empty is empty. A register row is only brought up to date. */
static void empty_answers_of_a_response_and_of_a_register(void **state) {
  fixture *f = *state;
  const fixture_row card[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2, .text = "ett", .number = 7.25}};
  const fixture_row card_again[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2}};
  const fixture_row entry[] = {{A, .role = -1, .start = "2024-01-01", .sex = STEG_SEX_MAN, .coach = "c1", .scale = 2,
                                .income = 50, .number = 7.25}};
  const fixture_row exit_[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-06-30", .text = "ut"}};
  FIXTURE_COMMIT(f, &f->kort, card);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, card_again);
  assert_int_equal(result.updated, 1);
  fixture_expect(f->path, "SELECT date, ord, tal FROM answers_kort", "2||\n");
  FIXTURE_COMMIT(f, &f->reg, entry);
  result = FIXTURE_COMMIT(f, &f->reg, exit_);
  assert_int_equal(result.updated, 1);
  fixture_expect(f->path, "SELECT date, inkomst__lon, tal, ord FROM answers_reg", "2|50|7.25|ut\n");
  fixture_expect(f->path, "SELECT start, \"end\", sex, coach FROM participations_view",
                 "2024-01-01|2024-06-30|man|c1\n");
  result = FIXTURE_COMMIT(f, &f->reg, exit_);
  assert_int_equal(result.unchanged, 1);
  fixture_sound(f);
}

/* The levels of a multiple choice stand or fall together, also when a register row is brought up to date. */
static void choices_of_one_item_are_replaced_together(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .role = -1, .start = "2024-01-01", .income = 50}};
  FIXTURE_COMMIT(f, &f->reg, rows);
  const steg_row_set *set = fixture_set(f, &f->reg, rows, 1);
  set->slots[2] = STEG_SLOT_NONE;
  set->slots[3] = 100; /* sickness benefit instead of wage */
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  steg_error err = {0};
  fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
  assert_int_equal(result.updated, 1);
  fixture_expect(f->path, "SELECT inkomst__lon, inkomst__sjukpenning FROM answers_reg", "|100\n");
  fixture_sound(f);
}

static void views_say_it_in_words(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{B, .date = "2024-03-01", .role = 1, .scale = 3, .sex = STEG_SEX_WOMAN, .coach = "c7",
                               .occasion = STEG_OCCASION_START, .income = 40}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_expect(
      f->path,
      "SELECT _initiative, _date, _role, _occasion, _sex, _coach, date, inkomst__lon, _municipality FROM view_kort",
      "jobbsam|2024-03-01|Coach|start|kvinna|c7|Hög's|40|\n");
}

/* Two files of different federations: the same number is two people, and each federation one range of numbers. */
static void a_person_is_known_within_a_federation(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, "a_ett", "2024-01-10", .scale = 1},
                              {A, "b_ett", "2024-01-10", .scale = 2},
                              {A, "a_tva", "2024-01-10", .scale = 3},
                              {A, "b_tva", "2024-02-10", .scale = 3}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, rows);
  assert_int_equal(result.inserted, 4);
  assert_int_equal(result.derived, 4);
  fixture_expect(f->path, "SELECT number, id FROM initiatives ORDER BY 1",
                 "1001|a_ett\n1002|a_tva\n2001|b_ett\n2002|b_tva\n");
  fixture_expect(f->path, "SELECT federation, count(DISTINCT person) FROM participations_view GROUP BY 1",
                 "forbund_a|1\nforbund_b|1\n");
  fixture_expect(f->path, "SELECT count(DISTINCT person) FROM participations", "2\n");
}

static void an_initiative_does_not_change_federation(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, "a_ett", "2024-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  steg_row_set set = *fixture_set(f, &f->kort, rows, 1);
  const steg_row_initiative moved = {.id = "a_ett", .federation = "forbund_c"};
  set.initiatives = &moved;
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  steg_error err = {0};
  assert_int_equal(steg_commit_run(f->store, &set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err),
                   -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
  assert_non_null(strstr(err.text, "forbund_a"));
}

static void rows_of_one_key(void **state) {
  fixture *f = *state;
  const fixture_row alike[] = {{A, .date = "2024-01-10", .scale = 1}, {A, .date = "2024-01-10", .scale = 1}};
  const fixture_row different[] = {{A, .date = "2024-02-10", .scale = 1},
                                   {B, .date = "2024-02-10", .scale = 1},
                                   {A, .date = "2024-02-10", .scale = 2}};
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-05-01"},
                                    {A, .role = -1, .start = "2024-01-01", .end = "2024-06-01"}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, alike);
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.unchanged, 1);
  steg_error err = {0};
  fixture_ok(steg_store_prepare(f->store, &f->reg, &err), &err);
  char *before = fixture_dump(f);
  assert_int_equal(fixture_try(f, &f->kort, different, 3, STEG_COMMIT_STORE, &result, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
  assert_non_null(strstr(err.text, "rows 2 and 4"));
  assert_int_equal(fixture_try(f, &f->reg, registered, 2, STEG_COMMIT_STORE, &result, &err), -1);
  assert_non_null(strstr(err.text, "rows 2 and 3"));
  fixture_same_dump(f, before);
}

static void a_dry_run_counts_and_writes_nothing(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .date = "2024-01-10", .scale = 1}, {B, .date = "2024-01-10", .scale = 1}};
  const fixture_row second[] = {{A, .date = "2024-01-10", .scale = 2},
                                {B, .date = "2024-01-10", .scale = 1},
                                {B, .date = "2024-04-10", .scale = 1}};
  steg_commit_result result;
  steg_error err = {0};
  char *before = fixture_dump(f);
  fixture_ok(fixture_try(f, &f->kort, first, 2, STEG_COMMIT_DRY_RUN, &result, &err), &err);
  assert_int_equal(result.inserted, 2);
  assert_int_equal(result.derived, 2);
  assert_int_equal(result.batch, 0);
  fixture_same_dump(f, before);
  FIXTURE_COMMIT(f, &f->kort, first);
  before = fixture_dump(f);
  fixture_ok(fixture_try(f, &f->kort, second, 3, STEG_COMMIT_DRY_RUN, &result, &err), &err);
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.updated, 1);
  assert_int_equal(result.unchanged, 1);
  assert_int_equal(result.updated_lines[0], 2);
  fixture_same_dump(f, before);
}

/* Anonymous people: initiative, year and sex, nothing else; as many as a file says, not as many as all files together say. */
static void rows_without_a_person(void **state) {
  fixture *f = *state;
  const fixture_row three[] = {{NULL, .role = -1, .start = "2024-03-05", .end = "2024-08-01", .sex = STEG_SEX_WOMAN,
                                .coach = "c1", .scale = 2, .text = "hemligt"},
                               {NULL, .role = -1, .start = "2024-09-05", .sex = STEG_SEX_WOMAN},
                               {NULL, .role = -1, .start = "2023-01-05", .sex = STEG_SEX_MAN}};
  const fixture_row four[] = {{NULL, .role = -1, .start = "2024-03-05", .sex = STEG_SEX_WOMAN},
                              {NULL, .role = -1, .start = "2024-03-05", .sex = STEG_SEX_WOMAN},
                              {NULL, .role = -1, .start = "2024-09-05", .sex = STEG_SEX_WOMAN},
                              {NULL, .role = -1}};
  const fixture_row card[] = {{NULL, .date = "2024-05-01", .scale = 1}, {A, .date = "2024-05-01", .scale = 1}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->reg, three);
  assert_int_equal(result.inserted, 3);
  assert_int_equal(result.anonymous, 3);
  fixture_expect(f->path, "SELECT start, \"end\", sex, coach, person, derived FROM participations_view ORDER BY start",
                 "2023-01-01||man|||0\n2024-01-01||kvinna|||0\n2024-01-01||kvinna|||0\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_reg", "0\n");
  result = FIXTURE_COMMIT(f, &f->reg, four);
  assert_int_equal(result.inserted, 2);
  assert_int_equal(result.unchanged, 2);
  fixture_expect(f->path, "SELECT start, sex, max(nth), count(*) FROM participations GROUP BY 1, 2 ORDER BY 1, 2",
                 "||1|1\n19358|2|1|1\n19723|1|3|3\n");
  result = FIXTURE_COMMIT(f, &f->kort, card); /* answers of nobody can't be tied to anything */
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.anonymous, 1);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "1\n");
  fixture_sound(f);
}

static void anonymous_forms(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{NULL, .date = "2024-01-01", .role = 0, .scale = 1},
                               {NULL, .date = "2024-01-01", .role = 0, .scale = 1},
                               {NULL, .date = "2024-01-01", .role = 1, .scale = 1},
                               {NULL, .date = "2024-07-01", .role = 0, .scale = 1, .text = "bra"}};
  const fixture_row more[] = {{NULL, .date = "2024-01-01", .role = 0, .scale = 1},
                              {NULL, .date = "2024-01-01", .role = 0, .scale = 1},
                              {NULL, .date = "2024-01-01", .role = 0, .scale = 1},
                              {NULL, .date = "2024-01-01", .role = 0, .scale = 2}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->enkat, first);
  assert_int_equal(result.inserted, 4);
  assert_int_equal(result.anonymous, 0);
  result = FIXTURE_COMMIT(f, &f->enkat, more);
  assert_int_equal(result.inserted, 2);
  assert_int_equal(result.unchanged, 2);
  fixture_expect(f->path,
                 "SELECT _date, _role, date, count(*), max(_nth) FROM answers_enkat GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
                 "19723|1|1|3|3\n19723|1|2|1|1\n19723|2|1|1|1\n19905|1|1|1|1\n");
  fixture_expect(f->path, "SELECT count(*) FROM participations", "0\n");
  fixture_sound(f);
}

static int cancel(void *context, size_t done, size_t total) {
  (void)done;
  (void)total;
  ++*(int *)context;
  return 1;
}

static void cancelling_leaves_nothing(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  steg_error err = {0};
  int calls = 0;
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  char *before = fixture_dump(f);
  const steg_row_set *set = fixture_set(f, &f->kort, rows, 1);
  assert_int_equal(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, cancel, &calls, f->arena, &result, &err),
                   -1);
  assert_int_equal(err.kind, STEG_ERROR_INTERRUPTED);
  assert_int_equal(calls, 1);
  fixture_same_dump(f, before);
  fixture_no_journal(f);
  FIXTURE_COMMIT(f, &f->kort, rows); /* and the store works on */
}

/* Enough rows to pass the merge's chunk of 4 096 within an initiative, and two initiatives, in no order, twice. */
static void many_rows(void **state) {
  enum { PEOPLE = 3000, CARDS = 3, ROWS = PEOPLE * CARDS };
  fixture *f = *state;
  fixture_row *rows = calloc(ROWS, sizeof *rows);
  static const char *const dates[] = {"2024-01-10", "2024-04-10", "2024-07-10"};
  for (int i = 0; i < ROWS; i++) {
    int at = (int)((long)i * 7919 % ROWS); /* 7919 is prime and does not divide: every row once */
    rows[i] = (fixture_row){.who = steg_arena_printf(f->arena, "D%d", at / CARDS),
                            .initiative = at / CARDS % 5 ? "jobbsam" : "a_annan",
                            .date = dates[at % CARDS],
                            .scale = 1 + at % 3,
                            .number = at + 0.5};
  }
  steg_commit_result result = fixture_commit(f, &f->kort, rows, ROWS);
  assert_int_equal(result.inserted, ROWS);
  assert_int_equal(result.derived, PEOPLE);
  for (int i = 0; i < ROWS; i += 1000)
    rows[i].number = -1;
  result = fixture_commit(f, &f->kort, rows, ROWS);
  assert_int_equal(result.updated, ROWS / 1000);
  assert_int_equal(result.unchanged, ROWS - ROWS / 1000);
  fixture_expect(
      f->path, "SELECT count(*), sum(tal = -1), count(DISTINCT _initiative * 10000 + _participation) FROM answers_kort",
      "9000|9|3000\n");
  fixture_sound(f);
  free(rows);
}

/* So many people that they are found by one pass over the keys, and a hundred different coaches. */
static void many_people(void **state) {
  enum { KNOWN = 20100, ALL = KNOWN + 300 };
  fixture *f = *state;
  steg_error err = {0};
  steg_participation *rows_out = NULL;
  size_t count = 0;
  fixture_row *rows = calloc(ALL, sizeof *rows);
  for (int i = 0; i < ALL; i++) {
    int at = (int)((long)i * 7919 % ALL);
    rows[i] = (fixture_row){.who = steg_arena_printf(f->arena, "D%d", at),
                            .role = -1,
                            .start = "2024-01-01",
                            .coach = steg_arena_printf(f->arena, "coach %d", at % 100)};
  }
  steg_row_set *set = (steg_row_set *)fixture_set_distinct(f, &f->reg, rows, ALL);
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  set->row_count = KNOWN;
  fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
  assert_int_equal(result.inserted, KNOWN);
  set->row_count = ALL;
  fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
  assert_int_equal(result.inserted, ALL - KNOWN);
  assert_int_equal(result.unchanged, KNOWN);
  fixture_expect(steg_arena_printf(f->arena, "%s/identity.db", f->folder),
                 "SELECT count(*), count(DISTINCT person), count(DISTINCT code) FROM keys", "20400|20400|20400\n");
  fixture_expect(f->path, "SELECT count(DISTINCT person), count(DISTINCT coach) FROM participations", "20400|100\n");
  const int32_t initiative = 1001;
  fixture_ok(steg_participation_load(f->store, &initiative, 1, f->arena, &rows_out, &count, &err), &err);
  assert_int_equal(count, ALL);
  const char *seen[100] = {NULL}; /* by coach: the one copy of the name */
  for (size_t i = 0; i < count; i++) {
    int coach = atoi(rows_out[i].attributes.coach + strlen("coach "));
    assert_true(!seen[coach] || seen[coach] == rows_out[i].attributes.coach);
    seen[coach] = rows_out[i].attributes.coach;
  }
  fixture_sound(f);
  free(rows);
}

static void a_set_that_points_outside_itself_is_refused(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .date = "2024-01-10", .scale = 1}};
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  for (int i = 0; i < 5; i++) {
    steg_error err = {0};
    const steg_row_set *set = fixture_set(f, &f->kort, rows, 1);
    steg_row *row = set->rows;
    if (i == 0)
      row->person = 1;
    else if (i == 1)
      row->initiative = 1;
    else if (i == 2)
      row->attributes = 0;
    else if (i == 3)
      row->role = 2;
    else
      row->date = STEG_DATE_NONE;
    assert_int_equal(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err),
                     -1);
    assert_non_null(strstr(err.text, "row 2"));
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(inserts_updates_and_leaves_alone),
      TEST(empty_answers_of_a_response_and_of_a_register),
      TEST(choices_of_one_item_are_replaced_together),
      TEST(views_say_it_in_words),
      TEST(a_person_is_known_within_a_federation),
      TEST(an_initiative_does_not_change_federation),
      TEST(rows_of_one_key),
      TEST(a_dry_run_counts_and_writes_nothing),
      TEST(rows_without_a_person),
      TEST(anonymous_forms),
      TEST(cancelling_leaves_nothing),
      TEST(many_rows),
      TEST(many_people),
      TEST(a_set_that_points_outside_itself_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
