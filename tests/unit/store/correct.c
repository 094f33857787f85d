/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stored row mended: the old one is kept, responses go where they belong, and undo puts everything back. */
#include "fixture.h"

#include "store/correct.h"
#include "store/individual.h"

#define A "A-1"
#define B "B-2"

static int64_t person_of(fixture *f, const char *code) {
  steg_error err = {0};
  int64_t person = 0;
  const steg_person_key key = {.kind = STEG_KEY_CODE, .text = code};
  fixture_ok(steg_individual_find(f->store, "forbund_a", &key, &person, &err), &err);
  return person;
}

static int correct(fixture *f, const steg_registry_entry *entry, const char *who, const char *date,
                   steg_correct_change *changes, size_t count, int64_t *ret_batch, steg_error *err) {
  steg_correct_row *rows = NULL;
  size_t row_count = 0;
  const steg_correct_search search = {.person = person_of(f, who), .date = fixture_date(date)};
  fixture_ok(steg_correct_find(f->store, entry, &search, f->arena, &rows, &row_count, err), err);
  assert_int_equal(row_count, 1);
  return steg_correct_run(f->store, entry, rows, changes, count, "prov", STEG_CORRECT_STORE, ret_batch, err);
}

static char *facts(fixture *f) {
  return fixture_query(f->path, "SELECT _participation, _date, _role, date, tal, _batch FROM answers_kort UNION ALL "
                                "SELECT id, start, \"end\", derived, sex, batch FROM participations ORDER BY 1, 2, 3");
}

static void undone(fixture *f, int64_t batch, char *before) {
  steg_error err = {0};
  fixture_sound(f);
  fixture_ok(steg_batch_undo(f->store, batch, NULL, &err), &err);
  char *now = facts(f);
  assert_string_equal(now, before);
  free(now);
  free(before);
  fixture_sound(f);
}

static void fill(fixture *f) {
  const fixture_row people[] = {{A, .start = "2024-01-01", .end = "2024-06-30", .sex = 1}, {B, .start = "2024-01-01"}};
  const fixture_row cards[] = {{A, .date = "2024-01-10", .scale = 1, .number = 0.1},
                               {A, .date = "2024-05-10", .scale = 2},
                               {B, .date = "2024-01-10", .scale = 3}};
  FIXTURE_COMMIT(f, &f->reg, people);
  FIXTURE_COMMIT(f, &f->kort, cards);
}

static void a_value(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  int64_t batch = 0;
  fill(f);
  char *before = facts(f);
  steg_correct_change changes[] = {{.target = STEG_CORRECT_SLOT, .slot = 0, .value = {.is_set = true, .number = 3}},
                                   {.target = STEG_CORRECT_SLOT, .slot = 4, .value = {.is_set = false}}};
  fixture_ok(correct(f, &f->kort, A, "2024-01-10", changes, 2, &batch, &err), &err);
  assert_true(batch > 0);
  assert_true(changes[0].before.is_set);
  assert_true(changes[0].before.number == 1);
  assert_true(changes[1].before.number == 0.1);
  fixture_expect(f->path, "SELECT date, tal FROM answers_kort WHERE _batch = 3", "3|\n");
  fixture_expect(f->path, "SELECT kind, file_name FROM batches WHERE id = 3", "3|rättelse\n");
  int64_t again = -1;
  fixture_ok(correct(f, &f->kort, A, "2024-01-10", changes, 2, &again, &err), &err);
  assert_int_equal(again, 0); /* it says so already */
  undone(f, batch, before);
}

static void a_date(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  int64_t batch = 0;
  fill(f);
  char *before = facts(f);
  steg_correct_change change = {.target = STEG_CORRECT_DATE,
                                .value = {.is_set = true, .number = fixture_date("2025-05-10")}};
  fixture_ok(correct(f, &f->kort, A, "2024-05-10", &change, 1, &batch, &err), &err);
  fixture_expect(
      f->path,
      "SELECT p.derived, p.start = a._date FROM answers_kort a JOIN participations p ON p.id = a._participation "
      "WHERE a._batch = 3",
      "1|1\n");
  undone(f, batch, before);
  change.value.number = fixture_date("2024-01-10");
  before = facts(f);
  assert_int_equal(correct(f, &f->kort, A, "2024-05-10", &change, 1, &batch, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
  char *now = facts(f);
  assert_string_equal(now, before);
  free(now);
  free(before);
  fixture_sound(f);
}

static void a_person(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  int64_t batch = 0;
  fill(f);
  char *before = facts(f);
  steg_correct_change change = {.target = STEG_CORRECT_PERSON, .person = person_of(f, B), .value = {.is_set = true}};
  fixture_ok(correct(f, &f->kort, A, "2024-05-10", &change, 1, &batch, &err), &err);
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort GROUP BY _participation ORDER BY 1", "1\n2\n");
  undone(f, batch, before);
}

static void a_window(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  int64_t batch = 0;
  fill(f);
  char *before = facts(f);
  steg_correct_change change = {.target = STEG_CORRECT_ATTRIBUTE,
                                .attribute = STEG_ATTRIBUTE_END,
                                .value = {.is_set = true, .number = fixture_date("2024-02-01")}};
  fixture_ok(correct(f, &f->reg, A, "2024-01-01", &change, 1, &batch, &err), &err);
  fixture_expect(f->path,
                 "SELECT p.derived FROM answers_kort a JOIN participations p ON p.id = a._participation ORDER BY 1",
                 "0\n0\n1\n");
  undone(f, batch, before);
  change.value.number = fixture_date("2023-02-01");
  assert_int_equal(correct(f, &f->reg, A, "2024-01-01", &change, 1, &batch, &err), -1);
  fixture_sound(f);
}

/* Events follow a start as responses do, more than a thousand of them too; one that no window holds goes to the nearest. */
static void events_follow(void **state) {
  enum { MANY = 1200 };
  static const steg_instrument instrument = FIXTURE_INSTRUMENT("handelse", STEG_KIND_EVENT);
  static char days[MANY][16];
  fixture *f = *state;
  steg_error err = {0};
  int64_t batch = 0;
  steg_registry_entry handelse = fixture_entry(&instrument, f->arena);
  const fixture_row people[] = {{A, .start = "2016-01-01", .end = "2019-06-30"}, {A, .start = "2020-01-01"}};
  fixture_row *events = steg_arena_array(f->arena, MANY + 1, sizeof *events);
  for (int i = 0; i < MANY; i++) {
    steg_buffer day;
    steg_buffer_init(&day, 64);
    steg_date_write_iso(&day, fixture_date("2016-02-01") + i);
    strcpy(days[i], day.bytes);
    steg_buffer_release(&day);
    events[i] = (fixture_row){A, .date = days[i]};
  }
  events[MANY] = (fixture_row){A, .date = "2015-03-01"}; /* before all of them */
  static const char by_start[] = "SELECT date(p.start * 86400, 'unixepoch'), count(*) FROM answers_handelse a"
                                 " JOIN participations p ON p.initiative = a._initiative AND p.id = a._participation"
                                 " GROUP BY 1";
  FIXTURE_COMMIT(f, &f->reg, people);
  fixture_commit(f, &handelse, events, MANY + 1);
  fixture_expect(f->path, by_start, "2016-01-01|1201\n");
  /* It began later than all of it did: the nearest window is now the other one's, which begins first. */
  steg_correct_change change = {.target = STEG_CORRECT_ATTRIBUTE,
                                .attribute = STEG_ATTRIBUTE_START,
                                .value = {.is_set = true, .number = fixture_date("2022-01-01")}};
  steg_correct_change later[] = {change, change};
  later[1].attribute = STEG_ATTRIBUTE_END;
  later[1].value.number = fixture_date("2023-01-01");
  fixture_ok(correct(f, &f->reg, A, "2016-01-01", later, 2, &batch, &err), &err);
  fixture_expect(f->path, by_start, "2020-01-01|1201\n");
  fixture_expect(f->path, "SELECT count(*) FROM participations WHERE derived", "0\n");
  fixture_sound(f);
  fixture_ok(steg_batch_undo(f->store, batch, NULL, &err), &err);
  fixture_expect(f->path, by_start, "2016-01-01|1201\n");
  fixture_expect(f->path, "SELECT count(*) FROM moved", "0\n");
  fixture_sound(f);
  /* An event's own day: outside every window it stays with the nearest, and makes no participation of its own. */
  steg_correct_change day = {.target = STEG_CORRECT_DATE,
                             .value = {.is_set = true, .number = fixture_date("2014-01-01")}};
  fixture_ok(correct(f, &handelse, A, "2015-03-01", &day, 1, &batch, &err), &err);
  fixture_expect(f->path, by_start, "2016-01-01|1201\n");
  fixture_sound(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {TEST(a_value), TEST(a_date), TEST(a_person), TEST(a_window), TEST(events_follow)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
