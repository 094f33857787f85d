/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is past, by instrument and project, and what is left of it. */
#include "store/retention.h"
#include "fixture.h"
#include "store/joining.h"

#define A "189001019802"
#define B "189102029817"

static const char *identity_of(fixture *f) {
  return steg_arena_printf(f->arena, "%s/identity.db", f->folder);
}

static const fixture_row registered[] = {
    {A, .start = "2020-01-10", .end = "2020-06-30", .sex = 1, .income = 50},
    {B, .start = "2020-02-10", .sex = 2, .income = 100}, /* still in */
    {"K-1", .initiative = "pas", .start = "2022-02-10", .end = "2022-12-31", .sex = 2, .income = 100},
};
static const fixture_row answered[] = {
    {A, .date = "2020-01-20", .scale = 1},     {A, .date = "2020-06-20", .scale = 2},
    {B, .date = "2020-03-20", .scale = 2},     {"K-1", .initiative = "pas", .date = "2022-03-20", .scale = 2},
    {"K-2", .date = "2021-03-20", .scale = 2}, /* only cards: closed with the last of them */
    {"K-2", .date = "2021-09-20", .scale = 3},
};
static const fixture_row forms[] = {{NULL, .date = "2020-12-31", .scale = 1}, {NULL, .date = "2022-12-31", .scale = 1}};

static void fill(fixture *f) {
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  FIXTURE_COMMIT(f, &f->enkat, forms);
}

typedef enum doing { PLAN = 1, RUN = 2 } doing;

static steg_retention purge(fixture *f, const char *instrument, unsigned months, unsigned project, const char *as_of,
                            doing what) {
  steg_error err = {0};
  const steg_retention_rule rule = {.instrument = instrument, .months = months};
  const steg_retention_rules rules = {
      .rows = &rule, .count = instrument != NULL, .project_months = project, .as_of = fixture_date(as_of)};
  steg_retention result = {0};
  fixture_ok(what == RUN ? steg_retention_run(f->store, &rules, f->arena, &result, &err)
                         : steg_retention_plan(f->store, &rules, f->arena, &result, &err),
             &err);
  return result;
}

static void the_days_count(void **state) {
  fixture *f = *state;
  fill(f);
  const struct {
    const char *instrument;
    unsigned months, project;
    const char *as_of;
    size_t answers, participations, people;
  } rows[] = {
      {NULL, 0, 0, "2030-01-01", 0, 0, 0},
      {"kort", 12, 0, "2021-06-30", 0, 0, 0}, /* closed 2020-06-30: kept through that day */
      {"kort", 12, 0, "2021-07-01", 2, 0, 0},
      {"kort", 12, 0, "2022-09-20", 2, 0, 0},
      {"kort", 12, 0, "2022-09-21", 4, 0, 0}, /* and K-2, a year after the last card */
      {"kort", 12, 0, "2030-01-01", 5, 0, 0}, /* never B, who is still in */
      {"enkat", 24, 0, "2022-12-31", 0, 0, 0},
      {"enkat", 24, 0, "2023-01-01", 1, 0, 0}, /* counts from its own date */
      {NULL, 0, 24, "2022-06-30", 0, 0, 0},
      {NULL, 0, 24, "2022-07-01", 3, 1, 1}, /* two cards, one register row */
      {NULL, 0, 24, "2030-01-01", 7, 3, 3},
      {"kort", 12, 24, "2022-07-01", 3, 1, 1},
      {"kort", 60, 24, "2022-07-01", 3, 1, 1}, /* the project's is the shorter one */
      {"okand", 1, 0, "2030-01-01", 0, 0, 0},
  };
  char *before = fixture_dump(f);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_retention past = purge(f, rows[i].instrument, rows[i].months, rows[i].project, rows[i].as_of, PLAN);
    if (past.answers != rows[i].answers || past.participations != rows[i].participations ||
        past.people != rows[i].people)
      fail_msg("row %zu: %zu answers, %zu participations, %zu people", i, past.answers, past.participations,
               past.people);
  }
  fixture_same_dump(f, before);
}

static void counts_by_instrument_and_initiative(void **state) {
  fixture *f = *state;
  fill(f);
  steg_retention past = purge(f, "kort", 12, 24, "2030-01-01", PLAN);
  static const struct {
    const char *instrument, *initiative;
    size_t rows;
  } expected[] = {{"kort", "jobbsam", 4}, {"kort", "pas", 1},   {"reg", "jobbsam", 1},
                  {"reg", "pas", 1},      {NULL, "jobbsam", 2}, {NULL, "pas", 1}};
  assert_int_equal(past.count, 6);
  for (size_t i = 0; i < 6; i++) {
    if (expected[i].instrument)
      assert_string_equal(past.counts[i].instrument, expected[i].instrument);
    else
      assert_null(past.counts[i].instrument);
    assert_string_equal(past.counts[i].initiative, expected[i].initiative);
    assert_int_equal(past.counts[i].rows, expected[i].rows);
  }
}

static void answers_of_an_instrument(void **state) {
  fixture *f = *state;
  fill(f);
  purge(f, "kort", 12, 0, "2021-07-01", RUN);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_reg", "3\n");
  fixture_expect(f->path, "SELECT count(person) FROM participations", "4\n");
  fixture_sound(f);
  fixture_expect(f->path, "SELECT detail FROM audit WHERE what = 'purge'",
                 "as of 2021-07-01: 2 answers, 0 participations, 0 people\n");
  /* The same file again is nothing new: what went stays away. */
  FIXTURE_COMMIT(f, &f->kort, answered);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n");
  /* Nothing more is past: nothing is written. */
  int64_t generation = steg_store_generation(f->store);
  purge(f, "kort", 12, 0, "2021-07-01", RUN);
  assert_int_equal(steg_store_generation(f->store), generation);
}

static void the_project_s_own(void **state) {
  fixture *f = *state;
  fill(f);
  purge(f, NULL, 0, 24, "2022-07-01", RUN);
  fixture_expect(f->path,
                 "SELECT date(start * 86400, 'unixepoch'), \"end\", sex FROM participations WHERE person IS NULL",
                 "2020-01-01||1\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n");
  fixture_expect(identity_of(f), "SELECT count(*) FROM keys", "3\n");
  fixture_sound(f);
  purge(f, NULL, 0, 24, "2030-01-01", RUN);
  fixture_expect(f->path, "SELECT count(*), count(person) FROM participations", "4|1\n");
  fixture_expect(identity_of(f), "SELECT count(*) FROM keys", "1\n");
  fixture_sound(f);
  fixture_no_journal(f);
  steg_error err = {0};
  fixture_ok(steg_batch_undo(f->store, 2, NULL, &err), &err);
  fixture_sound(f);
}

/* What was replaced goes with what stands, also where a later file moved it to another participation. */
static void replaced_rows_go_too(void **state) {
  fixture *f = *state;
  const fixture_row card[] = {{A, .date = "2020-01-20", .scale = 1, .text = "första"}};
  const fixture_row changed[] = {{A, .date = "2020-01-20", .scale = 2, .text = "andra"}};
  const fixture_row old[] = {{A, .date = "2015-01-20", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, old);
  FIXTURE_COMMIT(f, &f->kort, card);
  FIXTURE_COMMIT(f, &f->kort, changed);
  FIXTURE_COMMIT(f, &f->reg, registered);
  purge(f, NULL, 0, 24, "2030-01-01", RUN);
  fixture_expect(f->path, "SELECT (SELECT count(*) FROM answers_kort), (SELECT count(*) FROM replaced_kort)", "0|0\n");
  fixture_expect(f->path, "SELECT count(person) FROM participations_replaced", "0\n");
  fixture_sound(f);
}

/* A key list that came before its files waits for them, for as long as anything is kept. */
static void links_wait(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_joining joined;
  const steg_joining_pair pair = {
      .keys = {{.kind = STEG_KEY_NATIONAL, .text = A}, {.kind = STEG_KEY_CODE, .text = "K-9"}}};
  fixture_ok(steg_joining_link(f->store, "forbund_a", &pair, 1, fixture_date("2024-01-01"), f->arena, &joined, &err),
             &err);
  assert_int_equal(purge(f, NULL, 0, 0, "2030-01-01", RUN).people, 0);
  assert_int_equal(purge(f, NULL, 0, 24, "2026-01-01", RUN).people, 0);
  assert_int_equal(purge(f, NULL, 0, 24, "2026-01-02", RUN).people, 1);
  fixture_expect(identity_of(f), "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM links)", "0|0\n");
  /* ... but of somebody whose participations are past nothing waits. */
  fill(f);
  fixture_ok(steg_joining_link(f->store, "forbund_a", &pair, 1, fixture_date("2029-12-01"), f->arena, &joined, &err),
             &err);
  assert_int_equal(purge(f, NULL, 0, 24, "2030-01-01", RUN).people, 3);
  fixture_expect(identity_of(f), "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM links)", "1|0\n");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(the_days_count),           TEST(counts_by_instrument_and_initiative),
      TEST(answers_of_an_instrument), TEST(the_project_s_own),
      TEST(replaced_rows_go_too),     TEST(links_wait),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
