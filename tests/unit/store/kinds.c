/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and aggregates in the store: their keys, whose they are, what a register and an erasure do to them, and how they are read. */
#include "fixture.h"

#include "store/connection.h"
#include "store/erasure.h"

#define A "189001019802"
#define B "189002019801"

static const steg_instrument event_instrument = FIXTURE_INSTRUMENT("handelse", STEG_KIND_EVENT);
static const steg_instrument amount_instrument = FIXTURE_INSTRUMENT("belopp", STEG_KIND_AGGREGATE);

static int64_t number(fixture *f, const char *sql) {
  char *text = fixture_query(f->path, sql);
  int64_t value = strtoll(text, NULL, 10);
  free(text);
  return value;
}

/* ---- events */

static void events_of_people_and_of_the_initiative(void **state) {
  fixture *f = *state;
  steg_registry_entry handelse = fixture_entry(&event_instrument, f->arena);
  const fixture_row rows[] = {
      {A, .date = "2024-02-01", .role = 0, .number = 2},
      {A, .date = "2024-02-01", .role = 1},
      {NULL, .date = "2024-02-01", .role = 0, .number = 8},
      {NULL, "evi", .date = "2024-02-01", .role = 0},
      {B, .date = "2024-03-01", .role = 0},
  };
  steg_commit_result result = FIXTURE_COMMIT(f, &handelse, rows);
  assert_int_equal(result.inserted, 5);
  assert_int_equal(result.derived, 2);
  assert_int_equal(result.anonymous, 0);
  fixture_expect(f->path,
                 "SELECT _initiative, _participation > 0, _date, _role, tal FROM answers_handelse"
                 " WHERE _initiative = (SELECT number FROM initiatives WHERE id = 'jobbsam') AND _participation = 0",
                 steg_arena_printf(f->arena, "%lld|0|%d|1|8.0\n",
                                   (long long)number(f, "SELECT number FROM initiatives WHERE id = 'jobbsam'"),
                                   (int)steg_date_parse_iso("2024-02-01")));
  fixture_expect(f->path, "SELECT count(*), count(_person) FROM view_handelse", "5|3\n");
  /* The same once more, and the initiative's own with another number: one update. */
  assert_int_equal(FIXTURE_COMMIT(f, &handelse, rows).unchanged, 5);
  const fixture_row changed[] = {{NULL, .date = "2024-02-01", .role = 0, .number = 9}};
  result = FIXTURE_COMMIT(f, &handelse, changed);
  assert_int_equal(result.updated, 1);
  fixture_expect(f->path, "SELECT tal FROM answers_handelse WHERE tal IS NOT NULL ORDER BY tal", "2.0\n9.0\n");
  steg_error err = {0};
  fixture_ok(steg_batch_undo(f->store, result.batch, NULL, &err), &err);
  fixture_ok(steg_batch_undo(f->store, 1, NULL, &err), &err);
  fixture_expect(f->path, "SELECT count(*) FROM answers_handelse", "0\n");
  fixture_expect(f->path, "SELECT count(*) FROM initiatives", "0\n");
  fixture_sound(f);
}

/* Where an event of the person belongs, by start and end of the registered participations and the day of the event: the start of
 * the one it goes to. */
static const struct {
  const char *day, *start;
} places[] = {
    {"2023-01-15", "2023-06-01"}, /* long before the first: a referral */
    {"2023-07-01", "2023-06-01"}, {"2023-12-20", "2023-06-01"},
    {"2024-03-01", "2023-06-01"}, {"2024-07-01", "2024-09-01"},
    {"2024-09-15", "2024-09-01"}, {"2026-09-15", "2024-09-01"}, /* two years after the last: mentoring */
};

static void an_event_goes_to_the_nearest_participation(void **state) {
  fixture *f = *state;
  enum { COUNT = sizeof places / sizeof *places };
  steg_registry_entry handelse = fixture_entry(&event_instrument, f->arena);
  const fixture_row registers[] = {{A, .role = -1, .start = "2023-06-01", .end = "2023-11-30"},
                                   {A, .role = -1, .start = "2024-09-01", .end = "2024-12-31"}};
  fixture_row events[COUNT];
  steg_buffer expected;
  steg_buffer_init(&expected, 4096);
  for (size_t i = 0; i < COUNT; i++) {
    events[i] = (fixture_row){A, .date = places[i].day};
    steg_buffer_printf(&expected, "%s|%s\n", places[i].day, places[i].start);
  }
  static const char question[] = "SELECT _date, _start FROM view_handelse ORDER BY _date";
  /* Whichever file comes first. */
  FIXTURE_COMMIT(f, &f->reg, registers);
  int64_t batch = FIXTURE_COMMIT(f, &handelse, events).batch;
  fixture_expect(f->path, question, expected.bytes);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "2\n");
  steg_error err = {0};
  fixture_ok(steg_batch_undo(f->store, batch, NULL, &err), &err);
  fixture_ok(steg_batch_undo(f->store, 1, NULL, &err), &err);
  FIXTURE_COMMIT(f, &handelse, events);
  fixture_expect(f->path, "SELECT count(*), sum(derived) FROM participations", "1|1\n");
  FIXTURE_COMMIT(f, &f->reg, registers);
  fixture_expect(f->path, question, expected.bytes);
  fixture_expect(f->path, "SELECT count(*), sum(derived) FROM participations", "2|0\n");
  steg_buffer_release(&expected);
  fixture_sound(f);
}

static void an_erased_person_leaves_the_initiatives_own(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  size_t gone = 0;
  steg_registry_entry handelse = fixture_entry(&event_instrument, f->arena);
  const fixture_row rows[] = {{A, .date = "2024-02-01"}, {NULL, .date = "2024-02-01"}};
  FIXTURE_COMMIT(f, &handelse, rows);
  int64_t person = number(f, "SELECT person FROM participations");
  fixture_ok(steg_connection_begin(f->store, &err), &err);
  fixture_ok(steg_erasure_run(f->store->db, f->store->key, person, &gone, &err), &err);
  fixture_ok(steg_connection_commit(f->store, &err), &err);
  static const char question[] = "SELECT count(*), min(_participation), max(_participation) FROM answers_handelse";
  fixture_expect(f->path, question, "1|0|0\n");
  /* An old file does not bring the person back, and their events do not become the initiative's. */
  const fixture_row old[] = {{A, .date = "2024-02-01"}, {A, .date = "2024-04-01"}};
  assert_int_equal(FIXTURE_COMMIT(f, &handelse, old).anonymous, 2);
  fixture_expect(f->path, question, "1|0|0\n");
}

static void events_are_read_in_key_order(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_response_cursor *cursor = NULL;
  steg_response row;
  steg_registry_entry handelse = fixture_entry(&event_instrument, f->arena);
  const fixture_row rows[] = {{A, .date = "2024-02-02", .role = 1, .text = "hemligt"},
                              {NULL, .date = "2024-05-01", .number = 4},
                              {A, .date = "2024-02-02", .role = 0}};
  FIXTURE_COMMIT(f, &handelse, rows);
  fixture_ok(steg_response_open(f->store, &handelse, 1, INT32_MAX, &cursor, &err), &err);
  static const struct {
    int64_t participation;
    int role;
  } wanted[] = {{0, 0}, {1, 0}, {1, 1}};
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(steg_response_next(cursor, &row, &err), 1);
    assert_int_equal(row.participation, wanted[i].participation);
    assert_int_equal(row.role, wanted[i].role);
    assert_int_equal(row.first, STEG_DATE_NONE);
    assert_null(row.texts); /* free text of people is not read */
  }
  assert_int_equal(steg_response_next(cursor, &row, &err), 0);
  steg_response_close(cursor);
}

/* ---- aggregates */

typedef struct amount {
  const char *first, *last, *category;
  int role;
  double number;
} amount;

static const steg_row_set *amounts(fixture *f, const steg_registry_entry *entry, const amount *rows, size_t count) {
  fixture_row *made = steg_arena_array(f->arena, count, sizeof *made);
  for (size_t i = 0; i < count; i++)
    made[i] =
        (fixture_row){.date = rows[i].last, .role = rows[i].role, .text = rows[i].category, .number = rows[i].number};
  const steg_row_set *set = fixture_set(f, entry, made, count);
  for (size_t i = 0; i < count; i++)
    set->rows[i].first = fixture_date(rows[i].first);
  return set;
}

static int put(fixture *f, const steg_registry_entry *entry, const amount *rows, size_t count,
               steg_commit_result *ret_result, steg_error *err) {
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_hash_of("prov", 4, source.file_hash);
  return steg_commit_run(f->store, amounts(f, entry, rows, count), &source, STEG_COMMIT_STORE, NULL, NULL, f->arena,
                         ret_result, err);
}
#define PUT(f, entry, rows, result, err) put(f, entry, rows, sizeof(rows) / sizeof *(rows), result, err)

static const amount quarter_and_year[] = {{"2024-01-01", "2024-12-31", "löner", 0, 100},
                                          {"2024-10-01", "2024-12-31", "löner", 0, 25},
                                          {"2024-10-01", "2024-12-31", "löner", 1, 26},
                                          {"2024-10-01", "2024-12-31", "resor", 0, 5},
                                          {"2024-10-01", "2024-12-31", NULL, 0, 30}};

/* The year and its last quarter end on one day; that they are two, and that a category is one however it is spelled. */
static void an_amount_is_of_period_role_and_category(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_commit_result result = {0};
  steg_registry_entry belopp = fixture_entry(&amount_instrument, f->arena);
  fixture_ok(PUT(f, &belopp, quarter_and_year, &result, &err), &err);
  assert_int_equal(result.inserted, 5);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "0\n");
  fixture_expect(f->path, "SELECT _first, _last, _role, tal FROM view_belopp WHERE ord = 'löner' ORDER BY tal",
                 "2024-10-01|2024-12-31|Deltagare|25.0\n2024-10-01|2024-12-31|Coach|26.0\n"
                 "2024-01-01|2024-12-31|Deltagare|100.0\n");
  fixture_ok(PUT(f, &belopp, quarter_and_year, &result, &err), &err);
  assert_int_equal(result.unchanged, 5);
  const amount later[] = {{"2024-10-01", "2024-12-31", "Löner", 0, 27}, {"2024-10-01", "2024-12-31", "hyra", 0, 9}};
  fixture_ok(PUT(f, &belopp, later, &result, &err), &err);
  assert_int_equal(result.updated, 1);
  assert_int_equal(result.inserted, 1);
  fixture_ok(steg_batch_undo(f->store, result.batch, NULL, &err), &err);
  fixture_expect(f->path, "SELECT sum(tal) FROM answers_belopp", "186.0\n");
  fixture_sound(f);
  const amount two[] = {{"2024-10-01", "2024-12-31", "löner", 0, 27}, {"2024-10-01", "2024-12-31", "LÖNER", 0, 28}};
  assert_int_equal(PUT(f, &belopp, two, &result, &err), -1);
  assert_non_null(strstr(err.text, "rows 2 and 3 are about the same initiative, period and category"));
}

static void amounts_are_read_with_their_words(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_commit_result result = {0};
  steg_response_cursor *cursor = NULL;
  steg_response row;
  size_t count = 0;
  steg_registry_entry belopp = fixture_entry(&amount_instrument, f->arena);
  fixture_ok(PUT(f, &belopp, quarter_and_year, &result, &err), &err);
  fixture_ok(steg_response_open(f->store, &belopp, 1, INT32_MAX, &cursor, &err), &err);
  double sum = 0;
  for (int more; (more = steg_response_next(cursor, &row, &err)) == 1; count++) {
    assert_int_equal(row.participation, 0);
    assert_int_equal(row.date, steg_date_parse_iso("2024-12-31"));
    assert_int_equal(row.first, steg_date_parse_iso(count ? "2024-10-01" : "2024-01-01")); /* by first day */
    assert_non_null(row.texts);
    if (row.texts[7] && !strcmp(row.texts[7], "löner"))
      sum += row.numbers[4];
    assert_int_equal(row.slots[7], row.texts[7] ? 0 : STEG_SLOT_NONE);
  }
  assert_int_equal(count, 5);
  assert_true(sum == 151);
  steg_response_close(cursor);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(events_of_people_and_of_the_initiative),      TEST(an_event_goes_to_the_nearest_participation),
      TEST(an_erased_person_leaves_the_initiatives_own), TEST(events_are_read_in_key_order),
      TEST(an_amount_is_of_period_role_and_category),    TEST(amounts_are_read_with_their_words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
