/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consents, and what they mean for rows that come later. */
#include "store/consent.h"
#include "fixture.h"
#include "store/individual.h"
#include "store/standing.h"

#define A "189001019802"
#define B "189102029817"

static const char *identity_of(fixture *f) {
  return steg_arena_printf(f->arena, "%s/identity.db", f->folder);
}

static steg_person_key key_of(const char *who) {
  bool national = strlen(who) == 12 && strspn(who, "0123456789") == 12;
  return (steg_person_key){.kind = national ? STEG_KEY_NATIONAL : STEG_KEY_CODE, .text = who};
}

static int try_act(fixture *f, steg_consent_act act, const char *who, const char *initiative, const char *party,
                   const char *date, const char *until, steg_consent_result *result, steg_error *err) {
  steg_person_key key = key_of(who);
  steg_consent_change change = {.act = act,
                                .federation = "forbund_a",
                                .key = &key,
                                .initiative = initiative,
                                .party = party,
                                .date = fixture_date(date),
                                .until = fixture_date(until)};
  return steg_consent_run(f->store, &change, result, err);
}

static steg_consent_result act(fixture *f, steg_consent_act what, const char *who, const char *initiative,
                               const char *party, const char *date, const char *until) {
  steg_error err = {0};
  steg_consent_result result = {0};
  fixture_ok(try_act(f, what, who, initiative, party, date, until, &result, &err), &err);
  return result;
}

static const fixture_row registered[] = {
    {A, .initiative = "jobbsam", .start = "2023-03-04", .end = "2023-12-01", .sex = 1, .coach = "Coachen",
     .income = 50},
    {A, .initiative = "pas", .start = "2023-06-01", .sex = 1, .income = 100},
    {B, .initiative = "jobbsam", .start = "2023-05-05", .sex = 2, .income = 40},
};
static const fixture_row answered[] = {
    {A, .initiative = "jobbsam", .date = "2023-03-10", .scale = 1, .text = "hemligt ett"},
    {A, .initiative = "jobbsam", .date = "2023-09-10", .scale = 3, .text = "hemligt två"},
    {A, .initiative = "pas", .date = "2023-06-10", .scale = 2},
    {B, .initiative = "jobbsam", .date = "2023-05-10", .scale = 2},
};

static void withdrawing_takes_the_answers_out(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  steg_consent_result result = act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-01-01", NULL);
  assert_int_equal(result.answers, 3); /* two cards, one register row */
  assert_int_equal(result.participations, 1);
  fixture_sound(f);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "2\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_reg", "2\n");
  /* kön and start year, nothing else */
  fixture_expect(f->path,
                 "SELECT date(start * 86400, 'unixepoch'), \"end\", sex, nth, coach, birth_year, derived"
                 " FROM participations WHERE person IS NULL",
                 "2023-01-01||1|1|||0\n");
  fixture_expect(f->path, "SELECT count(*) FROM participations WHERE person IS NOT NULL", "2\n");
  fixture_expect(f->path, "SELECT detail FROM audit WHERE what = 'consent'", "withdraw jobbsam, 3 answers\n");
}

static uint8_t *standings(fixture *f, const steg_registry_entry *entry, const fixture_row *rows, size_t count,
                          const char *today) {
  steg_error err = {0};
  uint8_t *standing = NULL;
  fixture_ok(
      steg_standing_find(f->store, fixture_set(f, entry, rows, count), fixture_date(today), f->arena, &standing, &err),
      &err);
  return standing;
}

static void who_withdrew_can_not_come_back(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-01-01", NULL);
  uint8_t *standing = standings(f, &f->kort, answered, 4, "2024-02-01");
  const uint8_t expected[] = {STEG_STANDING_WITHDRAWN, STEG_STANDING_WITHDRAWN, STEG_STANDING_FINE, STEG_STANDING_FINE};
  assert_memory_equal(standing, expected, 4);
  /* Also where nobody asks: the same files, and one with more in it. */
  char *before = fixture_dump(f);
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  fixture_same_dump(f, before);
  const fixture_row more[] = {{A, .initiative = "jobbsam", .date = "2023-10-10", .scale = 2}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, more);
  assert_int_equal(result.anonymous, 1);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "2\n");
  fixture_expect(f->path, "SELECT count(*) FROM participations WHERE person IS NULL", "1\n");
  fixture_sound(f);
}

static void a_consent_given_again_lets_the_same_files_in(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-01-01", NULL);
  act(f, STEG_CONSENT_GIVE, A, "jobbsam", NULL, "2024-02-01", NULL);
  uint8_t *standing = standings(f, &f->kort, answered, 4, "2024-02-01");
  assert_int_equal(standing[0], STEG_STANDING_FINE);
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_reg", "3\n");
  fixture_sound(f);
}

/* What the withdrawal left is taken away once, and comes back when the file is undone. */
static void who_comes_back_is_counted_once(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  static const char counts[] = "SELECT sum(person IS NULL), count(*) FROM participations p"
                               " JOIN initiatives i ON i.number = p.initiative WHERE i.id = 'jobbsam'";
  const fixture_row unknown[] = {{NULL, .initiative = "jobbsam", .start = "2023-05-05", .sex = 1, .income = 50},
                                 {NULL, .initiative = "jobbsam", .start = "2022-05-05", .sex = 1, .income = 50}};
  FIXTURE_COMMIT(f, &f->reg, registered); /* 1 */
  FIXTURE_COMMIT(f, &f->reg, unknown);    /* 2 */
  fixture_expect(f->path, counts, "2|4\n");
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-01-01", NULL);
  fixture_expect(f->path, counts, "3|4\n");
  FIXTURE_COMMIT(f, &f->reg, registered); /* refused still: nothing changes */
  fixture_expect(f->path, counts, "3|4\n");
  act(f, STEG_CONSENT_GIVE, A, "jobbsam", NULL, "2024-02-01", NULL);
  fixture_expect(f->path, counts, "3|4\n");
  FIXTURE_COMMIT(f, &f->kort, answered); /* opens a derived one of that year, whose sex is not known: none is like it */
  fixture_expect(f->path, counts, "3|5\n");
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, counts, "2|4\n");
  fixture_sound(f);
  const fixture_row longer[] = {
      {A, .initiative = "jobbsam", .start = "2023-03-01", .end = "2024-01-31", .sex = 1, .income = 75}};
  FIXTURE_COMMIT(f, &f->reg, longer);
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, counts, "2|4\n");
  /* Again, now that another batch's number stands with the row. */
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-03-01", NULL);
  fixture_expect(f->path, counts, "3|4\n");
  act(f, STEG_CONSENT_GIVE, A, "jobbsam", NULL, "2024-04-01", NULL);
  int64_t again = FIXTURE_COMMIT(f, &f->reg, registered).batch;
  fixture_expect(f->path, counts, "2|4\n");
  fixture_sound(f);
  fixture_ok(steg_batch_undo(f->store, again, NULL, &err), &err);
  fixture_expect(f->path, counts, "3|4\n");
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, counts, "2|4\n");
  fixture_sound(f);
}

/* The row that a withdrawal left goes with the batch whose number it has; nobody else's is taken in its place. */
static void an_undone_batch_leaves_nothing_to_take(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  char identity[128];
  static const char counts[] = "SELECT sum(person IS NULL), count(*) FROM participations p"
                               " JOIN initiatives i ON i.number = p.initiative WHERE i.id = 'jobbsam'";
  static const char remains[] = "SELECT batch, taken_by, count FROM remains ORDER BY 1, 2";
  const fixture_row unknown[] = {{NULL, .initiative = "jobbsam", .start = "2023-05-05", .sex = 1, .income = 50}};
  snprintf(identity, sizeof identity, "%s/identity.db", f->folder);
  FIXTURE_COMMIT(f, &f->reg, unknown);    /* 1 */
  FIXTURE_COMMIT(f, &f->reg, registered); /* 2 */
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-01-01", NULL);
  fixture_expect(identity, remains, "2|0|1\n");
  act(f, STEG_CONSENT_GIVE, A, "jobbsam", NULL, "2024-02-01", NULL);
  int64_t third = FIXTURE_COMMIT(f, &f->reg, registered).batch;
  fixture_expect(identity, remains, steg_arena_printf(f->arena, "2|0|0\n2|%lld|1\n", (long long)third));
  fixture_ok(steg_batch_undo(f->store, third, NULL, &err), &err);
  fixture_expect(identity, remains, "2|0|1\n");
  fixture_expect(f->path, counts, "2|3\n");
  fixture_ok(steg_batch_undo(f->store, 2, NULL, &err), &err);
  fixture_expect(identity, remains, "");
  fixture_expect(f->path, counts, "1|1\n");
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, counts, "1|3\n");
  fixture_sound(f);
}

/* A batch that changed the participation can be undone: no person comes back with what it puts back. */
static void undoing_after_a_withdrawal(void **state) {
  fixture *f = *state;
  const fixture_row longer[] = {
      {A, .initiative = "jobbsam", .start = "2023-03-04", .end = "2024-01-31", .sex = 1, .income = 75}};
  FIXTURE_COMMIT(f, &f->kort, answered);
  FIXTURE_COMMIT(f, &f->reg, registered); /* takes the derived participations over */
  FIXTURE_COMMIT(f, &f->reg, longer);
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-02-01", NULL);
  fixture_sound(f);
  fixture_expect(f->path,
                 "SELECT count(*) FROM moved m JOIN initiatives i ON i.number = m.initiative"
                 " WHERE i.id = 'jobbsam' AND participation IN (SELECT id FROM participations p WHERE"
                 " p.initiative = m.initiative AND p.person IS NULL)",
                 "0\n");
  for (int64_t batch = 3; batch >= 1; batch--) {
    steg_error err = {0};
    fixture_ok(steg_batch_undo(f->store, batch, NULL, &err), &err);
    fixture_sound(f);
    fixture_expect(f->path,
                   "SELECT count(*) FROM participations p JOIN initiatives i ON i.number = p.initiative"
                   " WHERE i.id = 'jobbsam' AND sex = 1 AND person IS NOT NULL",
                   "0\n");
    fixture_expect(f->path, "SELECT count(*) FROM participations WHERE person IS NULL", batch > 1 ? "1\n" : "0\n");
  }
  /* What the person said stays all the same. */
  uint8_t *standing = standings(f, &f->kort, answered, 1, "2024-02-01");
  assert_int_equal(standing[0], STEG_STANDING_WITHDRAWN);
}

/* Nothing of what was said stands in either file. */
static void no_byte_is_left(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", NULL, "2024-01-01", NULL);
  fixture_close(f);
  const char *const files[] = {f->path, identity_of(f)};
  for (int i = 0; i < 2; i++) {
    FILE *file = fopen(files[i], "rb");
    static char bytes[1 << 20];
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_in_range(size, 4096, sizeof bytes - 1);
    assert_null(memmem(bytes, size, "hemligt", 7));
    assert_null(memmem(bytes, size, "Coachen", 7));
  }
}

static void an_end_stops_collecting(void **state) {
  fixture *f = *state;
  FIXTURE_COMMIT(f, &f->reg, registered);
  FIXTURE_COMMIT(f, &f->kort, answered);
  act(f, STEG_CONSENT_GIVE, A, "jobbsam", NULL, "2023-03-01", "2023-06-30");
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n"); /* what was collected stays */
  const struct {
    const steg_registry_entry *entry;
    fixture_row row;
    const char *today;
    steg_standing expected;
  } rows[] = {
      {&f->kort, {A, .initiative = "jobbsam", .date = "2023-06-30", .scale = 1}, "2024-01-01", STEG_STANDING_FINE},
      {&f->kort, {A, .initiative = "jobbsam", .date = "2023-07-01", .scale = 1}, "2024-01-01", STEG_STANDING_ENDED},
      {&f->kort, {A, .initiative = "pas", .date = "2023-07-01", .scale = 1}, "2024-01-01", STEG_STANDING_FINE},
      {&f->kort, {B, .initiative = "jobbsam", .date = "2023-07-01", .scale = 1}, "2024-01-01", STEG_STANDING_FINE},
      {&f->reg, {A, .initiative = "jobbsam", .start = "2023-06-30"}, "2024-01-01", STEG_STANDING_FINE},
      {&f->reg, {A, .initiative = "jobbsam", .start = "2023-07-01"}, "2024-01-01", STEG_STANDING_ENDED},
      {&f->reg, {A, .initiative = "jobbsam", .income = 5}, "2023-06-30", STEG_STANDING_FINE},
      {&f->reg, {A, .initiative = "jobbsam", .income = 5}, "2023-07-01", STEG_STANDING_ENDED},
      {&f->reg, {NULL, .initiative = "jobbsam", .start = "2023-07-01"}, "2024-01-01", STEG_STANDING_FINE},
      {&f->reg, {"okand", .initiative = "jobbsam", .start = "2023-07-01"}, "2024-01-01", STEG_STANDING_FINE},
      {&f->enkat, {NULL, .initiative = "jobbsam", .date = "2023-07-01"}, "2024-01-01", STEG_STANDING_FINE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    uint8_t *standing = standings(f, rows[i].entry, &rows[i].row, 1, rows[i].today);
    if (standing[0] != rows[i].expected)
      fail_msg("row %zu: %d, expected %d", i, standing[0], rows[i].expected);
  }
}

static void parties_are_kept(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_person_key key = key_of(A);
  steg_consent *consents = NULL;
  size_t count = 0;
  int64_t person = 0;
  FIXTURE_COMMIT(f, &f->kort, answered);
  act(f, STEG_CONSENT_EXCLUDE, A, "jobbsam", "Regionen", "2024-01-01", NULL);
  act(f, STEG_CONSENT_GIVE, A, "jobbsam", "Kommunen", "2024-01-02", "2024-12-31");
  act(f, STEG_CONSENT_WITHDRAW, A, "jobbsam", "Kommunen", "2024-03-02", NULL);
  act(f, STEG_CONSENT_GIVE, A, "pas", NULL, "2024-01-03", NULL);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "4\n");
  fixture_ok(steg_individual_find(f->store, "forbund_a", &key, &person, &err), &err);
  fixture_ok(steg_consent_list(f->store, person, f->arena, &consents, &count, &err), &err);
  assert_int_equal(count, 3);
  assert_string_equal(consents[0].party, "Kommunen");
  assert_int_equal(consents[0].given, fixture_date("2024-01-02"));
  assert_int_equal(consents[0].ends, fixture_date("2024-12-31"));
  assert_int_equal(consents[0].withdrawn, fixture_date("2024-03-02"));
  assert_string_equal(consents[1].party, "Regionen");
  assert_int_equal(consents[1].given, STEG_DATE_NONE);
  assert_int_equal(consents[1].withdrawn, fixture_date("2024-01-01"));
  assert_null(consents[2].party);
  assert_string_equal(consents[2].initiative, "pas");
  /* An excluded party stops no file. */
  assert_int_equal(standings(f, &f->kort, answered, 1, "2024-06-01")[0], STEG_STANDING_FINE);
}

static void what_is_refused(void **state) {
  fixture *f = *state;
  steg_consent_result result;
  FIXTURE_COMMIT(f, &f->kort, answered);
  char *before = fixture_dump(f);
  const struct {
    steg_consent_act act;
    const char *who, *party, *date, *until, *says;
  } rows[] = {
      {STEG_CONSENT_GIVE, "189003039809", NULL, "2024-01-01", NULL, "nobody in the store"},
      {STEG_CONSENT_GIVE, A, NULL, "2024-01-01", "2023-12-31", "end before it is given"},
      {STEG_CONSENT_EXCLUDE, A, NULL, "2024-01-01", NULL, "which party"},
      {STEG_CONSENT_GIVE, A, "", "2024-01-01", NULL, "1 to 60 bytes"},
      {STEG_CONSENT_GIVE, A, "a\nb", "2024-01-01", NULL, "control characters"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_error err = {0};
    assert_int_equal(
        try_act(f, rows[i].act, rows[i].who, "jobbsam", rows[i].party, rows[i].date, rows[i].until, &result, &err), -1);
    if (!strstr(err.text, rows[i].says))
      fail_msg("row %zu: %s", i, err.text);
    assert_null(strstr(err.text, "1890"));
  }
  fixture_same_dump(f, before);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(withdrawing_takes_the_answers_out),
      TEST(who_withdrew_can_not_come_back),
      TEST(a_consent_given_again_lets_the_same_files_in),
      TEST(who_comes_back_is_counted_once),
      TEST(an_undone_batch_leaves_nothing_to_take),
      TEST(undoing_after_a_withdrawal),
      TEST(no_byte_is_left),
      TEST(an_end_stops_collecting),
      TEST(parties_are_kept),
      TEST(what_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
