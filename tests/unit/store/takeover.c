/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802";

/* Participations and, in brackets, the dates of the cards that stand in each; by start. */
static const char picture[] =
    "SELECT p.derived, date(p.start * 86400, 'unixepoch'), date(p.\"end\" * 86400, 'unixepoch'),"
    " (SELECT group_concat(d, ' ') FROM (SELECT date(a._date * 86400, 'unixepoch') AS d FROM answers_kort a"
    "  WHERE a._initiative = p.initiative AND a._participation = p.id ORDER BY 1))"
    " FROM participations p ORDER BY p.derived, p.start";

static void register_first(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"},
                                    {A, .role = -1, .start = "2024-01-01"}};
  const fixture_row cards[] = {
      {A, .date = "2021-12-02", .scale = 1}, /* start - 30 */
      {A, .date = "2022-07-30", .scale = 1}, /* end + 30 */
      {A, .date = "2022-07-31", .scale = 1}, /* end + 31: nobody's */
      {A, .date = "2023-12-01", .scale = 1}, /* start - 31: nobody's */
      {A, .date = "2026-01-01", .scale = 1}, /* still in */
  };
  FIXTURE_COMMIT(f, &f->reg, registered);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, cards);
  assert_int_equal(result.derived, 1);
  fixture_expect(
      f->path, picture,
      "0|2022-01-01|2022-06-30|2021-12-02 2022-07-30\n0|2024-01-01||2026-01-01\n1|2022-07-31||2022-07-31 2023-12-01\n");
  fixture_sound(f);
}

/* The same files in the other order end in the same picture. */
static void cards_first(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"},
                                    {A, .role = -1, .start = "2024-01-01"}};
  const fixture_row cards[] = {{A, .date = "2021-12-02", .scale = 1},
                               {A, .date = "2022-07-30", .scale = 1},
                               {A, .date = "2022-07-31", .scale = 1},
                               {A, .date = "2023-12-01", .scale = 1},
                               {A, .date = "2026-01-01", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  fixture_expect(f->path, picture, "1|2021-12-02||2021-12-02 2022-07-30 2022-07-31 2023-12-01 2026-01-01\n");
  char *before = fixture_dump(f);
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(
      f->path, picture,
      "0|2022-01-01|2022-06-30|2021-12-02 2022-07-30\n0|2024-01-01||2026-01-01\n1|2022-07-31||2022-07-31 2023-12-01\n");
  fixture_sound(f);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, cards);
  assert_int_equal(result.unchanged, 5);
  steg_error err = {0};
  size_t rows = 0;
  fixture_ok(steg_batch_undo(f->store, 2, &rows, &err), &err);
  char *after = fixture_dump(f);
  /* the register's own tables were made meanwhile */
  assert_non_null(strstr(after, "-- replaced_reg\n"));
  fixture_expect(f->path, picture, "1|2021-12-02||2021-12-02 2022-07-30 2022-07-31 2023-12-01 2026-01-01\n");
  free(before);
  free(after);
  fixture_sound(f);
}

/* All cards fit: the derived participation becomes the registered one, and no card is rewritten. */
static void a_register_row_takes_over(void **state) {
  fixture *f = *state;
  const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 1}, {A, .date = "2024-04-10", .scale = 2}};
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-12-31", .sex = 1}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  char *key = fixture_query(f->path, "SELECT initiative, id, person FROM participations");
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, "SELECT initiative, id, person FROM participations", key);
  fixture_expect(f->path, picture, "0|2024-01-01|2024-12-31|2024-01-10 2024-04-10\n");
  fixture_expect(f->path, "SELECT count(*) FROM replaced_kort", "0\n");
  fixture_expect(f->path, "SELECT derived, date(start * 86400, 'unixepoch'), replaced_by FROM participations_replaced",
                 "1|2024-01-10|2\n");
  fixture_sound(f);
  free(key);
}

/* Late cards before the first one: the derived participation starts earlier, whatever the order of files. */
static void a_derived_participation_starts_with_its_first_card(void **state) {
  fixture *f = *state;
  const fixture_row late[] = {{A, .date = "2024-04-10", .scale = 1}};
  const fixture_row early[] = {{A, .date = "2023-01-10", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, late);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, early);
  assert_int_equal(result.derived, 0);
  fixture_expect(f->path, picture, "1|2023-01-10||2023-01-10 2024-04-10\n");
  fixture_sound(f);
  steg_error err = {0};
  size_t rows = 0;
  fixture_ok(steg_batch_undo(f->store, 2, &rows, &err), &err);
  fixture_expect(f->path, picture, "1|2024-04-10||2024-04-10\n");
}

static void a_follow_up_belongs_after_the_end(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"}};
  const fixture_row cards[] = {{A, .date = "2022-12-30", .scale = 1, .occasion = STEG_OCCASION_FOLLOW_UP},
                               {A, .date = "2023-09-30", .scale = 1, .occasion = STEG_OCCASION_FOLLOW_UP}};
  FIXTURE_COMMIT(f, &f->reg, registered);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, cards);
  assert_int_equal(result.derived, 0);
  fixture_expect(f->path, picture, "0|2022-01-01|2022-06-30|2022-12-30 2023-09-30\n");
}

/* Both participations hold the date: the nearer start has it. */
static void the_nearest_start_wins(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-03-31"},
                                    {A, .role = -1, .start = "2024-04-10"}};
  const fixture_row cards[] = {{A, .date = "2024-02-19", .scale = 1},
                               {A, .date = "2024-03-15", .scale = 1},
                               {A, .date = "2024-04-12", .scale = 1}};
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, cards);
  fixture_expect(f->path, picture, "0|2024-01-01|2024-03-31|2024-02-19\n0|2024-04-10||2024-03-15 2024-04-12\n");
}

static void a_corrected_start_is_the_same_participation(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .role = -1, .start = "2024-01-15", .sex = 1, .scale = 2}};
  const fixture_row corrected[] = {{A, .role = -1, .start = "2024-01-22", .end = "2024-06-30"}};
  const fixture_row another[] = {{A, .role = -1, .start = "2024-09-01"}};
  FIXTURE_COMMIT(f, &f->reg, first);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->reg, corrected);
  assert_int_equal(result.updated, 1);
  fixture_expect(f->path, "SELECT start, \"end\", sex FROM participations_view", "2024-01-22|2024-06-30|kvinna\n");
  result = FIXTURE_COMMIT(f, &f->reg, another);
  assert_int_equal(result.inserted, 1);
  fixture_expect(f->path, "SELECT start, \"end\", sex FROM participations_view ORDER BY 1",
                 "2024-01-22|2024-06-30|kvinna\n2024-09-01||\n");
  fixture_sound(f);
}

/* Two rows of one file within 30 days are two participations: neither is a correction of the other. */
static void two_starts_in_one_file_are_two(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{A, .role = -1, .start = "2024-01-15", .end = "2024-01-20"},
                              {A, .role = -1, .start = "2024-01-25"}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->reg, rows);
  assert_int_equal(result.inserted, 2);
  result = FIXTURE_COMMIT(f, &f->reg, rows);
  assert_int_equal(result.unchanged, 2);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "2\n");
}

/* An end that came later puts a card outside; a corrected end takes it in again. */
static void responses_follow_a_changed_end(void **state) {
  fixture *f = *state;
  const fixture_row open[] = {{A, .role = -1, .start = "2024-01-01"}};
  const fixture_row closed[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-03-31"}};
  const fixture_row longer[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-10-31"}};
  const fixture_row cards[] = {{A, .date = "2024-01-10", .role = 0, .scale = 1},
                               {A, .date = "2024-10-10", .role = 0, .scale = 1},
                               {A, .date = "2024-10-10", .role = 1, .scale = 1}};
  FIXTURE_COMMIT(f, &f->reg, open);
  FIXTURE_COMMIT(f, &f->kort, cards);
  steg_commit_result result = FIXTURE_COMMIT(f, &f->reg, closed);
  assert_int_equal(result.derived, 1);
  fixture_expect(f->path, picture, "0|2024-01-01|2024-03-31|2024-01-10\n1|2024-10-10||2024-10-10 2024-10-10\n");
  fixture_sound(f);
  FIXTURE_COMMIT(f, &f->reg, longer);
  fixture_expect(f->path, picture, "0|2024-01-01|2024-10-31|2024-01-10 2024-10-10 2024-10-10\n");
  fixture_sound(f);
  steg_error err = {0};
  size_t rows = 0;
  fixture_ok(steg_batch_undo(f->store, 4, &rows, &err), &err);
  fixture_expect(f->path, picture, "0|2024-01-01|2024-03-31|2024-01-10\n1|2024-10-10||2024-10-10 2024-10-10\n");
  fixture_ok(steg_batch_undo(f->store, 3, &rows, &err), &err);
  fixture_expect(f->path, picture, "0|2024-01-01||2024-01-10 2024-10-10 2024-10-10\n");
  fixture_sound(f);
}

/* The id of a participation that went is not given to the next one, or undo could not put it back. */
static void an_id_is_not_given_twice(void **state) {
  fixture *f = *state;
  const fixture_row closed[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-03-31"}};
  const fixture_row longer[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-10-31"}};
  const fixture_row card[] = {{A, .date = "2024-10-10", .scale = 1}};
  const fixture_row other[] = {{"K", .date = "2024-10-10", .scale = 1}};
  steg_error err = {0};
  size_t rows = 0;
  FIXTURE_COMMIT(f, &f->reg, closed);
  FIXTURE_COMMIT(f, &f->kort, card);
  char *before = fixture_query(f->path, "SELECT * FROM participations ORDER BY 1, 2");
  FIXTURE_COMMIT(f, &f->reg, longer); /* the derived one goes */
  fixture_expect(f->path, "SELECT count(*) FROM participations", "1\n");
  FIXTURE_COMMIT(f, &f->kort, other);
  fixture_ok(steg_batch_undo(f->store, 3, &rows, &err), &err);
  fixture_ok(steg_batch_undo(f->store, 4, &rows, &err), &err);
  fixture_expect(f->path, "SELECT * FROM participations ORDER BY 1, 2", before);
  fixture_sound(f);
  free(before);
}

/* What a card's file says of the participation fills gaps only. */
static void the_register_knows_best(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .sex = STEG_SEX_WOMAN}};
  const fixture_row card[] = {
      {A, .date = "2024-01-10", .scale = 1, .sex = STEG_SEX_MAN, .coach = "c5", .start = "2023-12-24"}};
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, card);
  fixture_expect(f->path, "SELECT start, sex, coach FROM participations_view", "2024-01-01|kvinna|c5\n");
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, card);
  assert_int_equal(result.batch, 0);
  fixture_sound(f);
}

/* The first card turns out to belong to a register row: what is left of the derived participation starts later. */
static void a_derived_participation_that_loses_its_first_card(void **state) {
  fixture *f = *state;
  const fixture_row cards[] = {{A, .date = "2022-02-01", .scale = 1}, {A, .date = "2024-02-01", .scale = 3}};
  const fixture_row registered[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, picture, "0|2022-01-01|2022-06-30|2022-02-01\n1|2024-02-01||2024-02-01\n");
  fixture_sound(f);
}

/* Equally far from both starts: the earlier one has it. */
static void a_tie_goes_to_the_earlier_start(void **state) {
  fixture *f = *state;
  const fixture_row registered[] = {{A, .role = -1, .start = "2024-01-01", .end = "2024-03-31"},
                                    {A, .role = -1, .start = "2024-03-01"}};
  const fixture_row cards[] = {{A, .date = "2024-01-31", .scale = 1}};
  const fixture_row other[] = {{"K", .role = -1, .start = "2024-03-01"},
                               {"K", .role = -1, .start = "2024-01-01", .end = "2024-03-31"}};
  const fixture_row other_cards[] = {{"K", .date = "2024-01-31", .scale = 1}};
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->reg, other);
  FIXTURE_COMMIT(f, &f->kort, other_cards);
  fixture_expect(f->path,
                 "SELECT date(p.start * 86400, 'unixepoch'), count(*) FROM answers_kort a JOIN participations p"
                 " ON p.initiative = a._initiative AND p.id = a._participation GROUP BY 1",
                 "2024-01-01|2\n");
}

/* The cards of one derived participation belong to two new register rows: neither becomes it, and it goes. */
static void a_derived_participation_that_was_two(void **state) {
  fixture *f = *state;
  const fixture_row cards[] = {{A, .date = "2022-02-01", .scale = 1},
                               {A, .date = "2022-05-01", .scale = 2},
                               {A, .date = "2024-02-01", .scale = 3}};
  const fixture_row registered[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"},
                                    {A, .role = -1, .start = "2024-01-01"}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, picture, "0|2022-01-01|2022-06-30|2022-02-01 2022-05-01\n0|2024-01-01||2024-02-01\n");
  fixture_sound(f);
  steg_error err = {0};
  size_t rows = 0;
  fixture_ok(steg_batch_undo(f->store, 2, &rows, &err), &err);
  fixture_expect(f->path, picture, "1|2022-02-01||2022-02-01 2022-05-01 2024-02-01\n");
  fixture_sound(f);
}

/* A follow-up of the first participation and a card of the second, on one day: when the second is registered, both would have the
 * same key there. The follow-up stays where it is; nothing is lost. */
static void two_responses_of_one_day_never_meet(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"}};
  const fixture_row follow_up[] = {{A, .date = "2024-01-10", .scale = 1, .occasion = STEG_OCCASION_FOLLOW_UP}};
  const fixture_row card[] = {{A, .date = "2024-01-10", .scale = 2}};
  const fixture_row second[] = {{A, .role = -1, .start = "2024-01-01"}};
  FIXTURE_COMMIT(f, &f->reg, first);
  FIXTURE_COMMIT(f, &f->kort, follow_up);
  FIXTURE_COMMIT(f, &f->kort, card);
  FIXTURE_COMMIT(f, &f->reg, second);
  fixture_expect(f->path, picture, "0|2022-01-01|2022-06-30|2024-01-10\n0|2024-01-01||2024-01-10\n");
  fixture_expect(f->path, "SELECT group_concat(date) FROM (SELECT date FROM answers_kort ORDER BY date)", "1,2\n");
  fixture_sound(f);
}

/* The same, where the card has to move as well, because the derived participation keeps another one. */
static void two_responses_of_one_day_never_meet_on_the_way(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .role = -1, .start = "2022-01-01", .end = "2022-06-30"}};
  const fixture_row follow_up[] = {{A, .date = "2024-01-10", .scale = 1, .occasion = STEG_OCCASION_FOLLOW_UP}};
  const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 2}, {A, .date = "2023-01-10", .scale = 3}};
  const fixture_row second[] = {{A, .role = -1, .start = "2024-01-01"}};
  FIXTURE_COMMIT(f, &f->reg, first);
  FIXTURE_COMMIT(f, &f->kort, follow_up);
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->reg, second);
  fixture_expect(f->path, "SELECT group_concat(date) FROM (SELECT date FROM answers_kort ORDER BY date)", "1,2,3\n");
  fixture_expect(f->path,
                 "SELECT count(*) FROM answers_kort a JOIN participations p ON p.initiative = a._initiative AND p.id = "
                 "a._participation"
                 " WHERE p.start = 19723 AND NOT p.derived",
                 "1\n");
  fixture_sound(f);
  steg_error err = {0};
  size_t rows = 0;
  fixture_ok(steg_batch_undo(f->store, 4, &rows, &err), &err);
  fixture_sound(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(register_first),
      TEST(cards_first),
      TEST(a_register_row_takes_over),
      TEST(a_derived_participation_starts_with_its_first_card),
      TEST(a_follow_up_belongs_after_the_end),
      TEST(the_nearest_start_wins),
      TEST(a_corrected_start_is_the_same_participation),
      TEST(two_starts_in_one_file_are_two),
      TEST(responses_follow_a_changed_end),
      TEST(an_id_is_not_given_twice),
      TEST(the_register_knows_best),
      TEST(a_derived_participation_that_loses_its_first_card),
      TEST(a_tie_goes_to_the_earlier_start),
      TEST(a_derived_participation_that_was_two),
      TEST(two_responses_of_one_day_never_meet),
      TEST(two_responses_of_one_day_never_meet_on_the_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
