/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of version 1 as the view and the cursor show them under later versions. The two are told alike, column by column, by hand. */
#include "fixture.h"

#include "instrument/crosswalk.h"

static const char A[] = "189001019802";
static const char B[] = "189002019801";
static const char C[] = "189003019800";
static const char D[] = "189004019809";

/* Two incomes become one; a choice turns its values round. */
static const steg_level one_income[] = {
    {.value = 1, .code = "lon", .label_sv = "Lön m.m.", .kind = STEG_LEVEL_STEP},
};
static const steg_scale later_scales[] = {
    {.id = "steg", .levels = STEG_ROWS(fixture_steps), .ordered = 1, .better = STEG_BETTER_UP},
    {.id = "inkomst", .levels = STEG_ROWS(fixture_incomes), .better = STEG_BETTER_NONE},
    {.id = "en", .levels = STEG_ROWS(one_income), .better = STEG_BETTER_NONE},
};
static const steg_item later_items[] = {
    {.id = "ny", .text_sv = "Ny", .type = STEG_ITEM_FLAG, .sensitivity = STEG_NEUTRAL},
    {.id = "date", .text_sv = "Skala, ändrad", .type = STEG_ITEM_SCALE, .scale = "steg", .sensitivity = STEG_SENSITIVE},
    {.id = "batch", .text_sv = "Val", .type = STEG_ITEM_CHOICE, .scale = "inkomst", .sensitivity = STEG_SENSITIVE},
    {.id = "inkomst",
     .text_sv = "Flera",
     .type = STEG_ITEM_MULTI,
     .scale = "en",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1},
    {.id = "antal", .text_sv = "Tal", .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL},
    {.id = "andel", .text_sv = "Promille", .type = STEG_ITEM_PERCENT, .sensitivity = STEG_NEUTRAL},
    {.id = "dag", .text_sv = "Dag", .type = STEG_ITEM_DATE, .sensitivity = STEG_NEUTRAL},
    {.id = "flagga", .text_sv = "Flagga inte", .type = STEG_ITEM_FLAG, .sensitivity = STEG_NEUTRAL},
};
/* Slots of it: ny 0, date 1, batch 2, inkomst__lon 3, antal 4, andel 5, dag 6, flagga 7. */
enum { LATER_SLOTS = 8 };
static const steg_crosswalk both_become_one[] = {
    {"1", "date", NULL, STEG_CROSSWALK_BROKEN, NULL},          {"1", "batch", NULL, STEG_CROSSWALK_RECODED, "1=2 2=1"},
    {"1", "inkomst", NULL, STEG_CROSSWALK_RECODED, "1=1 2=1"}, {"1", "antal", "tal", STEG_CROSSWALK_SAME, NULL},
    {"1", "andel", NULL, STEG_CROSSWALK_BROKEN, NULL},         {"1", "flagga", NULL, STEG_CROSSWALK_RECODED, "0=1 1=0"},
};
static const steg_crosswalk one_is_lost[] = {
    {"1", "date", NULL, STEG_CROSSWALK_RECODED, "1=3 2=2"}, {"1", "batch", NULL, STEG_CROSSWALK_RECODED, "2=1"},
    {"1", "inkomst", NULL, STEG_CROSSWALK_RECODED, "1=1"},  {"1", "antal", "andel", STEG_CROSSWALK_SAME, NULL},
    {"1", "andel", "tal", STEG_CROSSWALK_SAME, NULL},       {"1", "flagga", NULL, STEG_CROSSWALK_BROKEN, NULL},
};

static steg_registry_entry later(const fixture *f, const char *version, const steg_crosswalk *rows, uint32_t count,
                                 steg_instrument *ret_instrument) {
  *ret_instrument = fixture_kort;
  ret_instrument->version = version;
  ret_instrument->scales.rows = later_scales;
  ret_instrument->scales.count = 3;
  ret_instrument->items.rows = later_items;
  ret_instrument->items.count = sizeof later_items / sizeof later_items[0];
  ret_instrument->crosswalk.rows = rows;
  ret_instrument->crosswalk.count = count;
  ret_instrument->crosswalk.row_size = sizeof *rows;
  return fixture_entry(ret_instrument, f->arena);
}

/* Four forms of version 1: extents 30 + 40, 80 + 60, chosen without + 50, and wage alone. */
static void commit_forms(fixture *f) {
  const fixture_row rows[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2, .number = 1.5},
                              {B, .date = "2024-01-11", .role = 0, .scale = -1},
                              {C, .date = "2024-01-12", .role = 0, .scale = 1},
                              {D, .date = "2024-01-13", .role = 0, .scale = 3}};
  static const int32_t incomes[][2] = {{30, 40}, {80, 60}, {0, 50}, {100, STEG_SLOT_NONE}};
  static const int32_t choices[] = {1, 2, STEG_SLOT_NONE, 2}, flags[] = {1, 0, 1, STEG_SLOT_NONE};
  steg_row_set *set = (steg_row_set *)fixture_set(f, &f->kort, rows, 4);
  static const double numbers[] = {1.5, 25.0};
  set->numbers = numbers;
  set->number_count = 2;
  for (size_t i = 0; i < 4; i++) {
    int32_t *slots = set->slots + i * FIXTURE_SLOTS;
    slots[1] = choices[i];
    slots[2] = incomes[i][0];
    slots[3] = incomes[i][1];
    slots[8] = flags[i];
  }
  set->slots[5] = 1; /* A's share is 25 */
  set->slots[6] = fixture_date("2024-02-29");
  steg_error err = {0};
  steg_commit_result result;
  const steg_commit_source source = {.file_name = "prov.csv", .last_date = fixture_date("2024-01-13")};
  fixture_ok(steg_commit_run(f->store, set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
}

enum { N = STEG_SLOT_NONE };

static void expect_cursor(const fixture *f, const steg_registry_entry *entry, int32_t (*expected)[LATER_SLOTS],
                          const uint8_t *date_kinds, size_t count) {
  steg_response_cursor *cursor = NULL;
  steg_response response;
  steg_error err = {0};
  fixture_ok(steg_response_open(f->store, entry, 0, INT32_MAX, &cursor, &err), &err);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(steg_response_next(cursor, &response, &err), 1);
    size_t at = (size_t)(response.date - fixture_date("2024-01-10")); /* people have random ids */
    for (size_t s = 0; s < LATER_SLOTS; s++)
      if (response.slots[s] != expected[at][s])
        fail_msg("form %zu, slot %s: %d, not %d", at, entry->layout->slots[s].name, response.slots[s], expected[at][s]);
    assert_string_equal(response.version, "1");
    assert_int_equal(response.kinds[1], date_kinds[at]);
    /* broken is what is left out: A alone had answered */
    assert_int_equal(response.kinds[5],
                     at == 0 && date_kinds[0] == STEG_CROSSING_BROKEN ? STEG_CROSSING_BROKEN : STEG_CROSSING_SAME);
    if (at == 0 && expected[0][4] == 0)
      assert_true(response.numbers[4] == (date_kinds[0] == STEG_CROSSING_BROKEN ? 1.5 : 25.0));
  }
  assert_int_equal(steg_response_next(cursor, &response, &err), 0);
  steg_response_close(cursor);
}

static const char shown[] = "SELECT _version, ny, date, batch, inkomst__lon, antal, andel, dag, flagga FROM view_kort "
                            "ORDER BY _date";

static void what_became_of_every_answer(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_instrument second;
  commit_forms(f);
  fixture_expect(f->path,
                 "SELECT _version, date, batch, inkomst__sjukpenning, tal, dag, flagga FROM view_kort ORDER BY _date",
                 "1|Mellan|Lön|40|1.5|2024-02-29|ja\n1|Kan inte svara|Sjukpenning|60|||nej\n1|Låg||50|||ja\n"
                 "1|Hög's|Sjukpenning||||\n");
  steg_registry_entry entry = later(f, "2", both_become_one, 6, &second);
  fixture_ok(steg_store_prepare(f->store, &entry, &err), &err);
  fixture_expect(f->path, shown,
                 "1|||Sjukpenning|70|1.5||2024-02-29|nej\n1|||Lön|100||||ja\n1||||0||||nej\n1|||Lön|100||||\n");
  int32_t expected[4][LATER_SLOTS] = {
      {N, N, 2, 70, 0, N, 19782, 0}, {N, N, 1, 100, N, N, N, 1}, {N, N, N, 0, N, N, N, 0}, {N, N, 1, 100, N, N, N, N}};
  const uint8_t broken[] = {STEG_CROSSING_BROKEN, STEG_CROSSING_BROKEN, STEG_CROSSING_BROKEN, STEG_CROSSING_BROKEN};
  expect_cursor(f, &entry, expected, broken, 4);
  int64_t generation = steg_store_generation(f->store);
  fixture_ok(steg_store_prepare(f->store, &entry, &err), &err); /* nothing left to do */
  assert_int_equal(steg_store_generation(f->store), generation);
  fixture_sound(f);
}

/* A level that leads nowhere takes the whole multiple choice with it; an answer beside the scale needs no row. */
static void what_leads_nowhere_is_not_shown(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_instrument third;
  commit_forms(f);
  steg_registry_entry entry = later(f, "3", one_is_lost, 6, &third);
  fixture_ok(steg_store_prepare(f->store, &entry, &err), &err);
  fixture_expect(f->path, shown,
                 "1||Mellan|||25.0|1.5|2024-02-29|\n1||Kan inte svara|Lön|||||\n1||Hög's||||||\n1|||Lön|100||||\n");
  int32_t expected[4][LATER_SLOTS] = {
      {N, 2, N, N, 0, 0, 19782, N}, {N, -1, 1, N, N, N, N, N}, {N, 3, N, N, N, N, N, N}, {N, N, 1, 100, N, N, N, N}};
  const uint8_t kinds[] = {STEG_CROSSING_RECODED, STEG_CROSSING_RECODED, STEG_CROSSING_RECODED, STEG_CROSSING_BROKEN};
  expect_cursor(f, &entry, expected, kinds, 4);
}

/* A form of today's version beside them is shown as it is, and a form nobody knows the version of not at all. */
static void each_row_by_its_own_version(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_instrument second;
  commit_forms(f);
  steg_registry_entry entry = later(f, "2", both_become_one, 6, &second);
  int32_t slots[LATER_SLOTS] = {1, 3, 1, 40, N, N, N, 1};
  steg_row row = {.line = 2, .date = fixture_date("2024-01-14"), .role = 0, .attributes = -1};
  const steg_person_key person = {STEG_KEY_NATIONAL, A};
  const steg_row_initiative initiative = {"jobbsam", "forbund_a"};
  const steg_row_set set = {.entry = &entry,
                            .rows = &row,
                            .row_count = 1,
                            .slots = slots,
                            .people = &person,
                            .person_count = 1,
                            .initiatives = &initiative,
                            .initiative_count = 1};
  const steg_commit_source source = {.file_name = "prov.csv", .last_date = row.date};
  steg_commit_result result;
  fixture_ok(steg_store_prepare(f->store, &entry, &err), &err);
  fixture_ok(steg_commit_run(f->store, &set, &source, STEG_COMMIT_STORE, NULL, NULL, f->arena, &result, &err), &err);
  fixture_expect(f->path, shown,
                 "1|||Sjukpenning|70|1.5||2024-02-29|nej\n1|||Lön|100||||ja\n1||||0||||nej\n1|||Lön|100||||\n"
                 "2|ja|Hög's|Lön|40||||ja\n");
  fixture_sound(f);
  /* moved by a register's import before it was written down which batch had read it */
  fixture_close(f);
  fixture_run(f->path,
              "INSERT INTO batches(id, instrument, version, fingerprint, file_name, file_hash, rows_hash, "
              "imported_at, inserted, updated, unchanged, anonymous, derived, stored_rows, stored_hash, undone)"
              " VALUES(9, 'reg', '1', 'x', 'x', 'x', 'x', 0, 0, 0, 0, 0, 0, 0, 'x', 0);"
              "UPDATE answers_kort SET _batch = 9 WHERE _date = 19732");
  fixture_expect(f->path, "SELECT _version, batch, dag FROM view_kort WHERE _date = '2024-01-10'", "||\n");
  fixture_run(f->path, "INSERT INTO moved SELECT 9, 'kort', _initiative, _participation, _date, _role, 1 FROM "
                       "answers_kort WHERE _batch = 9");
  fixture_expect(f->path, "SELECT _version, batch, dag FROM view_kort WHERE _date = '2024-01-10'",
                 "1|Sjukpenning|2024-02-29\n");
}

/* Forms of nobody have no participation, registers no date: each has its version all the same. */
static void every_kind_has_a_version(void **state) {
  fixture *f = *state;
  const fixture_row form[] = {{.date = "2024-01-10", .role = 0, .scale = 2}};
  const fixture_row record[] = {{A, .start = "2024-01-10", .role = -1, .scale = 2}};
  FIXTURE_COMMIT(f, &f->enkat, form);
  FIXTURE_COMMIT(f, &f->reg, record);
  fixture_expect(f->path, "SELECT _version, date FROM view_enkat", "1|Mellan\n");
  fixture_expect(f->path, "SELECT _version, date FROM view_reg", "1|Mellan\n");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(what_became_of_every_answer),
      TEST(what_leads_nowhere_is_not_shown),
      TEST(each_row_by_its_own_version),
      TEST(every_kind_has_a_version),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
