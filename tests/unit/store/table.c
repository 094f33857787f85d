/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802";
static const char B[] = "189002019801";

static int prepare(fixture *f, const steg_registry_entry *entry, steg_error *err) {
  return steg_store_prepare(f->store, entry, err);
}

/* One column per slot, of the type that layout.h says; our own columns first, whatever the items are called. */
static void a_table_for_every_item_type(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  int64_t generation = steg_store_generation(f->store);
  fixture_ok(prepare(f, &f->kort, &err), &err);
  assert_true(steg_store_generation(f->store) > generation);
  generation = steg_store_generation(f->store);
  fixture_ok(prepare(f, &f->kort, &err), &err); /* nothing left to do */
  assert_int_equal(steg_store_generation(f->store), generation);
  fixture_ok(prepare(f, &f->reg, &err), &err);
  fixture_ok(prepare(f, &f->enkat, &err), &err);
  static const char items[] =
      "date INTEGER 0\nbatch INTEGER 0\ninkomst__lon INTEGER 0\ninkomst__sjukpenning INTEGER 0\ntal REAL 0\n"
      "andel REAL 0\ndag INTEGER 0\nord TEXT 0\nflagga INTEGER 0\n_batch INTEGER 0\n";
  static const struct {
    const char *table;
    const char *head;
  } cases[] = {
      {"answers_kort",
       "_initiative INTEGER 1\n_participation INTEGER 2\n_date INTEGER 3\n_role INTEGER 4\n_occasion INTEGER 0\n"},
      {"answers_reg", "_initiative INTEGER 1\n_participation INTEGER 2\n"},
      {"answers_enkat", "_initiative INTEGER 1\n_date INTEGER 2\n_role INTEGER 3\n_content BLOB 4\n_nth INTEGER "
                        "5\n_occasion INTEGER 0\n"},
      {"replaced_kort", "_replaced_by INTEGER 1\n_initiative INTEGER 2\n_participation INTEGER 3\n_date INTEGER "
                        "4\n_role INTEGER 5\n_occasion INTEGER 0\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    fixture_expect(f->path,
                   steg_arena_printf(f->arena, "SELECT name || ' ' || type || ' ' || pk FROM pragma_table_info('%s')",
                                     cases[i].table),
                   steg_arena_printf(f->arena, "%s%s", cases[i].head, items));
  fixture_expect(f->path, "SELECT instrument, number, id FROM roles WHERE instrument = 'kort'",
                 "kort|1|deltagare\nkort|2|coach\n");
}

/* Every slot kind out as it went in, in key order. */
static void rows_come_out_as_they_went_in(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  const fixture_row rows[] = {{B, "b_ett", "2024-01-10", .role = 1, .scale = -1, .text = "hej", .income = 40,
                               .number = 1e-300, .occasion = STEG_OCCASION_END},
                              {A, "a_ett", "2024-01-10", .role = -1},
                              {A, "a_ett", "2023-12-24", .role = 0, .scale = 3, .number = -0.1}};
  steg_row_set *set = (steg_row_set *)fixture_set(f, &f->kort, rows, 3);
  static const double more[] = {1e-300, -0.1, 12.5};
  set->numbers = more;
  set->number_count = 3;
  set->slots[1] = 2;                            /* choice */
  set->slots[3] = 0;                            /* chosen without extent */
  set->slots[5] = 2;                            /* percent */
  set->slots[6] = steg_date_make(1969, 12, 31); /* -1 */
  set->slots[8] = 0;                            /* flag */
  set->slots[FIXTURE_SLOTS + 8] = 1;
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
  fixture_sound(f); /* the sums hold with items named as other tables' own columns */
  fixture_close(f);
  steg_store *reader = NULL;
  steg_response_cursor *cursor = NULL;
  steg_response r;
  fixture_ok(steg_store_open(f->path, STEG_STORE_READ, NULL, &reader, &err), &err);
  fixture_ok(steg_response_open(reader, &f->kort, 0, INT32_MAX, &cursor, &err), &err);
  const int32_t N = STEG_SLOT_NONE;
  static const struct {
    int32_t initiative;
    const char *date;
    int32_t role, occasion;
  } keys[] = {{1001, "2024-01-10", 1, STEG_OCCASION_END}, {2001, "2023-12-24", 0, 0}, {2001, "2024-01-10", -1, 0}};
  const int32_t slots[3][FIXTURE_SLOTS] = {
      {-1, 2, 40, 0, 0, 0, -1, 0, 0}, {3, N, N, N, 0, N, N, N, N}, {N, N, N, N, N, N, N, N, 1}};
  const double numbers[3][2] = {{1e-300, 12.5}, {-0.1, NAN}, {NAN, NAN}};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(steg_response_next(cursor, &r, &err), 1);
    assert_int_equal(r.initiative, keys[i].initiative);
    assert_int_equal(r.date, fixture_date(keys[i].date));
    assert_int_equal(r.role, keys[i].role);
    assert_int_equal(r.occasion, keys[i].occasion);
    assert_int_equal(r.batch, 1);
    assert_memory_equal(r.slots, slots[i], sizeof slots[i]);
    for (int n = 0; n < 2; n++)
      assert_true(isnan(numbers[i][n]) ? isnan(r.numbers[4 + n]) : r.numbers[4 + n] == numbers[i][n]);
  }
  assert_int_equal(steg_response_next(cursor, &r, &err), 0);
  steg_response_close(cursor);
  /* One initiative's range; an instrument that was never imported. */
  fixture_ok(steg_response_open(reader, &f->kort, 1000, 1999, &cursor, &err), &err);
  assert_int_equal(steg_response_next(cursor, &r, &err), 1);
  assert_int_equal(r.initiative, 1001);
  assert_int_equal(steg_response_next(cursor, &r, &err), 0);
  steg_response_close(cursor);
  fixture_ok(steg_response_open(reader, &f->enkat, 0, INT32_MAX, &cursor, &err), &err);
  assert_int_equal(steg_response_next(cursor, &r, &err), 0);
  steg_response_close(cursor);
  steg_store_close(reader);
}

static void participations_come_out_in_order(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_participation *rows = NULL;
  size_t count = 0;
  const fixture_row in[] = {
      {"K", "a_tva", .role = -1, .start = "2024-01-01"},
      {A, "b_ett", .role = -1, .start = "2024-02-01", .end = "2024-06-01", .sex = STEG_SEX_MAN, .coach = "c1"},
      {B, "a_ett", .role = -1, .start = "2024-01-01", .coach = "c1"},
      {NULL, "a_ett", .role = -1, .start = "2024-05-05", .sex = STEG_SEX_WOMAN}};
  FIXTURE_COMMIT(f, &f->reg, in);
  const int32_t two[] = {1002, 2001};
  fixture_ok(steg_participation_load(f->store, two, 2, f->arena, &rows, &count, &err), &err);
  assert_int_equal(count, 3);
  assert_true(rows[0].person > 0 && rows[2].person > 0 && rows[0].person != rows[2].person);
  assert_int_equal(rows[1].person, 0);
  assert_int_equal(rows[1].attributes.start, steg_date_make(2024, 1, 1)); /* the year is all that is known */
  assert_int_equal(rows[1].attributes.sex, STEG_SEX_WOMAN);
  assert_int_equal(rows[2].initiative, 2001);
  assert_int_equal(rows[2].attributes.end, steg_date_make(2024, 6, 1));
  assert_int_equal(rows[2].attributes.sex, STEG_SEX_MAN);
  assert_string_equal(rows[2].attributes.coach, "c1");
  assert_ptr_equal(rows[2].attributes.coach, rows[0].attributes.coach); /* one copy */
  assert_null(rows[2].attributes.team);
  assert_int_equal(rows[0].attributes.end, STEG_DATE_NONE);
  assert_false(rows[0].derived);
}

/* ---- versions */

static const steg_item longer_items[] = {
    {.id = "ny", .text_sv = "Ny", .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL},
    {.id = "date", .text_sv = "Skala", .type = STEG_ITEM_SCALE, .scale = "steg", .sensitivity = STEG_SENSITIVE},
};
static const steg_role turned_roles[] = {{.id = "chef", .label_sv = "Chef"},
                                         {.id = "coach", .label_sv = "Coach"},
                                         {.id = "deltagare", .label_sv = "Deltagare"}};

static void a_new_version_adds_columns_and_keeps_the_old(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  const fixture_row old[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2, .text = "kvar"}};
  FIXTURE_COMMIT(f, &f->kort, old);
  steg_instrument second = fixture_kort;
  second.version = "2";
  second.items.rows = longer_items;
  second.items.count = 2;
  second.roles.rows = turned_roles;
  second.roles.count = 3;
  steg_registry_entry entry = fixture_entry(&second, f->arena);
  fixture_ok(prepare(f, &entry, &err), &err);
  fixture_expect(f->path, "SELECT number, id FROM roles ORDER BY 1", "1|deltagare\n2|coach\n3|chef\n");
  fixture_sound(f); /* the old rows add up as before */
  /* The old row seen by the new version, and changed by it. */
  int32_t slots[2] = {STEG_SLOT_NONE, 3};
  steg_row rows[1] = {{.line = 2, .date = steg_date_make(2024, 1, 10), .role = 2, .attributes = -1}};
  const steg_person_key person = {STEG_KEY_NATIONAL, A};
  const steg_row_initiative initiative = {"jobbsam", "forbund_a"};
  const steg_row_set set = {.entry = &entry,
                            .rows = rows,
                            .row_count = 1,
                            .slots = slots,
                            .people = &person,
                            .person_count = 1,
                            .initiatives = &initiative,
                            .initiative_count = 1};
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  steg_commit_result result;
  fixture_ok(steg_commit_run(f->store, &set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
  assert_int_equal(result.updated, 1);
  fixture_expect(f->path, "SELECT date, ord, ny, _role FROM answers_kort", "3|kvar||1\n");
  fixture_sound(f);
  steg_response_cursor *cursor = NULL;
  steg_response r;
  fixture_ok(steg_response_open(f->store, &entry, 0, INT32_MAX, &cursor, &err), &err);
  assert_int_equal(steg_response_next(cursor, &r, &err), 1);
  assert_int_equal(r.role, 2); /* deltagare's place in this version */
  assert_int_equal(r.slots[0], STEG_SLOT_NONE);
  assert_int_equal(r.slots[1], 3);
  steg_response_close(cursor);
  size_t undone = 0;
  fixture_ok(steg_batch_undo(f->store, 2, &undone, &err), &err);
  fixture_expect(f->path, "SELECT date, ord, ny, _role FROM answers_kort", "2|kvar||1\n");
  fixture_sound(f);
}

static void what_can_not_be_the_same_instrument(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_instrument other = fixture_kort;
  fixture_ok(prepare(f, &f->kort, &err), &err);
  char *before = fixture_dump(f);
  other.items.count = 3; /* another content under the same version */
  steg_registry_entry entry = fixture_entry(&other, f->arena);
  assert_int_equal(prepare(f, &entry, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_FINDINGS);
  assert_non_null(strstr(err.text, "--next-version"));
  other = fixture_kort;
  other.version = "2";
  other.kind = STEG_KIND_REGISTER;
  entry = fixture_entry(&other, f->arena);
  assert_int_equal(prepare(f, &entry, &err), -1);
  assert_non_null(strstr(err.text, "kind"));
  other.kind = STEG_KIND_REPEATED;
  steg_item items[1] = {{.id = "date", .text_sv = "Ord", .type = STEG_ITEM_TEXT, .sensitivity = STEG_NEUTRAL}};
  other.items.rows = items;
  other.items.count = 1;
  entry = fixture_entry(&other, f->arena);
  assert_int_equal(prepare(f, &entry, &err), -1);
  assert_non_null(strstr(err.text, "another type of answer"));
  steg_item twice[2] = {
      fixture_items[2],
      {.id = "inkomst__lon", .text_sv = "Lön", .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL}};
  other.id = "dubbel";
  other.items.rows = twice;
  other.items.count = 2;
  entry = fixture_entry(&other, f->arena);
  assert_int_equal(prepare(f, &entry, &err), -1);
  assert_non_null(strstr(err.text, "two answers with the name inkomst__lon"));
  fixture_same_dump(f, before);
}

/* A label that changed makes the view anew; the answers stay. */
static void the_view_follows_the_labels(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  const fixture_row rows[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  static const steg_role renamed[] = {{.id = "deltagare", .label_sv = "Den \"det\" gäller"},
                                      {.id = "coach", .label_sv = "Coach"}};
  steg_instrument other = fixture_kort;
  other.roles.rows = renamed;
  steg_registry_entry entry = fixture_entry(&other, f->arena);
  strcpy(entry.fingerprint, f->kort.fingerprint);
  fixture_ok(prepare(f, &entry, &err), &err);
  fixture_expect(f->path, "SELECT _role, date FROM view_kort", "Den \"det\" gäller|Mellan\n");
  fixture_sound(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_table_for_every_item_type),         TEST(rows_come_out_as_they_went_in),
      TEST(participations_come_out_in_order),    TEST(a_new_version_adds_columns_and_keeps_the_old),
      TEST(what_can_not_be_the_same_instrument), TEST(the_view_follows_the_labels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
