/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that are one person's: links and merges, what they move, what they refuse, and undoing batches afterwards. */
#include "store/joining.h"
#include "fixture.h"
#include "store/consent.h"
#include "store/standing.h"

#define A "189001019802"
#define B "189102029817"

static const char *identity_of(fixture *f) {
  return steg_arena_printf(f->arena, "%s/identity.db", f->folder);
}

static steg_joining_pair pair_of(const char *a, const char *b, uint32_t line) {
  const char *const texts[] = {a, b};
  steg_joining_pair pair = {.line = line};
  for (int i = 0; i < 2; i++) {
    bool national = strlen(texts[i]) == 12 && strspn(texts[i], "0123456789") == 12;
    pair.keys[i] = (steg_person_key){.kind = national ? STEG_KEY_NATIONAL : STEG_KEY_CODE, .text = texts[i]};
  }
  return pair;
}

static int try_link(fixture *f, const steg_joining_pair *pairs, size_t count, steg_joining *result, steg_error *err) {
  return steg_joining_link(f->store, "forbund_a", pairs, count, fixture_date("2024-06-01"), f->arena, result, err);
}

static steg_joining link_one(fixture *f, const char *a, const char *b) {
  steg_error err = {0};
  steg_joining result = {0};
  steg_joining_pair pair = pair_of(a, b, 2);
  fixture_ok(try_link(f, &pair, 1, &result, &err), &err);
  return result;
}

static int try_merge(fixture *f, const char *a, const char *b, steg_joining *result, steg_error *err) {
  steg_joining_pair pair = pair_of(a, b, 0);
  return steg_joining_merge(f->store, "forbund_a", &pair, fixture_date("2024-06-01"), f->arena, result, err);
}

static const fixture_row numbers[] = {
    {A, .start = "2024-01-10", .end = "2024-06-10", .sex = 1, .income = 50},
    {B, .start = "2024-02-10", .sex = 2, .income = 100},
};
static const fixture_row codes[] = {
    {"K-1", .date = "2024-01-20", .scale = 1, .text = "ett"},
    {"K-1", .date = "2024-05-20", .scale = 3, .text = "två"},
    {"K-2", .date = "2024-02-20", .scale = 2},
};

/* What matters, without ids: start of the participation, and the answers under it. */
static const char answers_sql[] =
    "SELECT date(p.start * 86400, 'unixepoch'), p.derived, date(a._date * 86400, 'unixepoch'), a.\"date\""
    " FROM participations p LEFT JOIN answers_kort a ON a._initiative = p.initiative AND a._participation = p.id"
    " ORDER BY p.start, a._date";
static const char together[] = "2024-01-10|0|2024-01-20|1\n2024-01-10|0|2024-05-20|3\n2024-02-10|0|2024-02-20|2\n";

static void in_whatever_order(void **state) {
  fixture *f = *state;
  /* The list between the files, last, or first; and each file first. */
  static const char orders[][4] = {"rkl", "krl", "lrk", "lkr", "rlk", "klr"};
  for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
    for (const char *step = orders[i]; *step; step++)
      if (*step == 'r')
        FIXTURE_COMMIT(f, &f->reg, numbers);
      else if (*step == 'k')
        FIXTURE_COMMIT(f, &f->kort, codes);
      else {
        link_one(f, A, "K-1");
        link_one(f, B, "K-2");
      }
    fixture_expect(f->path, answers_sql, together);
    fixture_expect(identity_of(f), "SELECT count(*), count(DISTINCT person), count(code) FROM keys", "4|2|2\n");
    fixture_sound(f);
    /* Files come again: nothing new. */
    char *before = fixture_dump(f);
    FIXTURE_COMMIT(f, &f->kort, codes);
    FIXTURE_COMMIT(f, &f->reg, numbers);
    fixture_same_dump(f, before);
    fixture_teardown(state);
    fixture_setup(state);
    f = *state;
  }
}

/* Both keys in one file are one person's rows. */
static void both_keys_in_one_file(void **state) {
  fixture *f = *state;
  const fixture_row mixed[] = {{A, .date = "2024-01-20", .scale = 1}, {"K-1", .date = "2024-03-20", .scale = 2}};
  const fixture_row same[] = {{A, .date = "2024-04-20", .scale = 1}, {"K-1", .date = "2024-04-20", .scale = 1}};
  const fixture_row other[] = {{A, .date = "2024-05-20", .scale = 1}, {"K-1", .date = "2024-05-20", .scale = 2}};
  steg_error err = {0};
  steg_commit_result result;
  assert_int_equal(link_one(f, A, "K-1").linked, 1);
  FIXTURE_COMMIT(f, &f->kort, mixed);
  fixture_expect(f->path, "SELECT count(*), count(DISTINCT person) FROM participations", "1|1\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "2\n");
  FIXTURE_COMMIT(f, &f->kort, same);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "3\n");
  assert_int_equal(fixture_try(f, &f->kort, other, 2, STEG_COMMIT_STORE, &result, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
  fixture_sound(f);
}

static void two_codes_become_one(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_joining result;
  const fixture_row rows[] = {{"K-1", .date = "2024-01-20", .scale = 1, .coach = "Eva"},
                              {"K-9", .date = "2024-01-05", .scale = 2, .sex = 1},
                              {"K-9", .initiative = "pas", .date = "2024-03-05", .scale = 3}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_ok(try_merge(f, "K-1", "K-9", &result, &err), &err);
  assert_int_equal(result.merged, 1);
  assert_int_equal(result.moved, 1);
  fixture_expect(f->path, "SELECT count(*), count(DISTINCT person) FROM participations", "2|1\n");
  /* one derived participation, from the first response, with what was said of either */
  fixture_expect(f->path,
                 "SELECT date(p.start * 86400, 'unixepoch'), p.coach, p.sex, count(*) FROM participations p"
                 " JOIN answers_kort a ON a._initiative = p.initiative AND a._participation = p.id"
                 " JOIN initiatives i ON i.number = p.initiative WHERE i.id = 'jobbsam' GROUP BY p.id",
                 "2024-01-05|Eva|1|2\n");
  fixture_sound(f);
  fixture_expect(f->path, "SELECT what, detail FROM audit WHERE what = 'people'",
                 "people|merge: 0 linked, 1 merged, 0 known, 1 responses moved\n");
  fixture_ok(try_merge(f, "K-9", "K-1", &result, &err), &err);
  assert_int_equal(result.known, 1);
}

/* The same answer under both keys is one answer. */
static void doubles_are_kept_once(void **state) {
  fixture *f = *state;
  const fixture_row again[] = {{A, .date = "2024-01-20", .scale = 1, .text = "ett"}};
  FIXTURE_COMMIT(f, &f->kort, codes);
  FIXTURE_COMMIT(f, &f->kort, again);
  assert_int_equal(link_one(f, A, "K-1").merged, 1);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "3\n");
  fixture_sound(f);
}

static void what_can_not_be_one(void **state) {
  fixture *f = *state;
  const fixture_row same_start[] = {{"K-1", .start = "2024-01-10", .income = 5}};
  const fixture_row other_answer[] = {{B, .date = "2024-02-20", .scale = 3}};
  steg_error err = {0};
  steg_joining result;
  FIXTURE_COMMIT(f, &f->reg, numbers);
  FIXTURE_COMMIT(f, &f->reg, same_start);
  FIXTURE_COMMIT(f, &f->kort, codes);
  FIXTURE_COMMIT(f, &f->kort, other_answer);
  char *before = fixture_dump(f);
  const steg_joining_pair pairs[] = {pair_of("189003039809", "K-7", 2), pair_of(A, "K-1", 3), pair_of(B, "K-2", 4)};
  fixture_ok(try_link(f, pairs, 3, &result, &err), &err);
  assert_int_equal(result.problem_count, 2);
  assert_int_equal(result.problems[0].fault, STEG_JOINING_STARTS);
  assert_int_equal(result.problems[0].line, 3);
  assert_string_equal(result.problems[0].where, "jobbsam 2024-01-10");
  assert_int_equal(result.problems[1].fault, STEG_JOINING_ANSWERS);
  assert_int_equal(result.problems[1].line, 4);
  assert_string_equal(result.problems[1].where, "kort, jobbsam 2024-02-20");
  assert_int_equal(try_merge(f, A, "K-1", &result, &err), -1);
  assert_non_null(strstr(err.text, "jobbsam 2024-01-10"));
  assert_null(strstr(err.text, "K-1"));
  assert_int_equal(try_merge(f, "K-404", "K-1", &result, &err), -1);
  assert_non_null(strstr(err.text, "nobody in the store"));
  fixture_same_dump(f, before); /* all or nothing */
  fixture_sound(f);
}

/* Each batch can be undone after the join, or is refused; never half, and never with an orphan. */
static void undoing_afterwards(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  FIXTURE_COMMIT(f, &f->kort, codes);  /* 1 */
  FIXTURE_COMMIT(f, &f->reg, numbers); /* 2 */
  link_one(f, A, "K-1");
  assert_int_equal(steg_batch_undo(f->store, 2, NULL, &err), -1); /* cards of batch 1 stand under its participation */
  assert_non_null(strstr(err.text, "batch 1"));
  fixture_ok(steg_batch_undo(f->store, 1, NULL, &err), &err);
  fixture_sound(f);
  fixture_expect(f->path, "SELECT count(*), count(person) FROM participations", "2|2\n");
  fixture_ok(steg_batch_undo(f->store, 2, NULL, &err), &err);
  fixture_sound(f);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "0\n");
  /* The link holds: both files once more, and they meet. */
  FIXTURE_COMMIT(f, &f->reg, numbers);
  FIXTURE_COMMIT(f, &f->kort, codes);
  fixture_expect(f->path,
                 "SELECT count(*) FROM answers_kort a JOIN participations p ON p.initiative = a._initiative AND"
                 " p.id = a._participation WHERE NOT p.derived",
                 "2\n");
}

/* A card was changed, then moved by a register row, then its person was joined: what undo would put back has no place. */
static void undo_that_has_no_place_is_refused(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  const fixture_row early[] = {{"K-1", .date = "2023-01-20", .scale = 1}, {"K-1", .date = "2024-01-20", .scale = 1}};
  const fixture_row late_start[] = {{"K-1", .start = "2024-01-10", .end = "2024-06-10", .income = 5}};
  const fixture_row early_start[] = {{A, .start = "2023-01-10", .end = "2023-06-10", .income = 5}};
  FIXTURE_COMMIT(f, &f->kort, early);      /* 1: a derived participation with both cards */
  FIXTURE_COMMIT(f, &f->reg, late_start);  /* 2: takes one of them, which moves */
  FIXTURE_COMMIT(f, &f->reg, early_start); /* 3: where the other belongs, under the other key */
  link_one(f, A, "K-1");
  fixture_expect(f->path, "SELECT count(*), sum(derived) FROM participations", "2|0\n");
  fixture_sound(f);
  char *before = fixture_dump(f);
  assert_int_equal(steg_batch_undo(f->store, 2, NULL, &err), -1);
  assert_non_null(strstr(err.text, "made one since"));
  fixture_same_dump(f, before);
}

static void a_withdrawal_holds_for_both(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_person_key key = {.kind = STEG_KEY_NATIONAL, .text = A};
  const steg_consent_change change = {.act = STEG_CONSENT_WITHDRAW,
                                      .federation = "forbund_a",
                                      .key = &key,
                                      .initiative = "jobbsam",
                                      .date = fixture_date("2024-05-01"),
                                      .until = STEG_DATE_NONE};
  steg_consent_result result;
  uint8_t *standing = NULL;
  FIXTURE_COMMIT(f, &f->reg, numbers);
  FIXTURE_COMMIT(f, &f->kort, codes);
  fixture_ok(steg_consent_run(f->store, &change, &result, &err), &err);
  assert_int_equal(link_one(f, A, "K-1").merged, 1);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "1\n"); /* that of K-2 */
  fixture_ok(steg_standing_find(f->store, fixture_set(f, &f->kort, codes, 3), fixture_date("2024-06-01"), f->arena,
                                &standing, &err),
             &err);
  assert_int_equal(standing[0], STEG_STANDING_WITHDRAWN);
  assert_int_equal(standing[2], STEG_STANDING_FINE);
  fixture_sound(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(in_whatever_order),
      TEST(both_keys_in_one_file),
      TEST(two_codes_become_one),
      TEST(doubles_are_kept_once),
      TEST(what_can_not_be_one),
      TEST(undoing_afterwards),
      TEST(undo_that_has_no_place_is_refused),
      TEST(a_withdrawal_holds_for_both),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
