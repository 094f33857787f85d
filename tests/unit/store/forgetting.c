/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person erased from both files: no row, no byte, and no way back by an old file; and what is held before that. */
#include "store/forgetting.h"
#include "fixture.h"
#include "store/extract.h"
#include "store/individual.h"
#include "store/joining.h"
#include "store/standing.h"

#define A "189001019802"
#define B "189102029817"

static const char *identity_of(fixture *f) {
  return steg_arena_printf(f->arena, "%s/identity.db", f->folder);
}

static const fixture_row first[] = {
    {A, .date = "2024-01-20", .scale = 1, .text = "hemligt-ett", .coach = "Coach-Ett"},
    {B, .date = "2024-01-20", .scale = 2, .text = "kvar"},
    {"KOD-77", .date = "2024-01-20", .scale = 3, .text = "hemligt-tre"},
};
static const fixture_row second[] = {
    {A, .date = "2024-01-20", .scale = 3, .text = "hemligt-två"},
    {A, .initiative = "pas", .date = "2024-05-20", .scale = 3, .occasion = 3},
};

static int64_t find(fixture *f, const char *who, steg_key_kind kind) {
  steg_error err = {0};
  int64_t person = 0;
  steg_person_key key = {.kind = kind, .text = who};
  fixture_ok(steg_individual_find(f->store, "forbund_a", &key, &person, &err), &err);
  return person;
}

/* Many people in and out, so that pages split and join; then one of them, whose texts must be in no page. */
static void no_byte_is_left(void **state) {
  fixture *f = *state;
  enum { PEOPLE = 400 };
  static fixture_row rows[PEOPLE];
  steg_error err = {0};
  steg_forgetting forgotten;
  for (int i = 0; i < PEOPLE; i++)
    rows[i] = (fixture_row){.who = steg_arena_printf(f->arena, "P-%03d", i),
                            .date = "2024-02-01",
                            .scale = 1,
                            .text = steg_arena_printf(f->arena, "text-%03d-%0*d", i, i == 42 ? 20000 : 200, 7),
                            .coach = steg_arena_printf(f->arena, "coach-%03d", i)};
  for (int batch = 0; batch < 4; batch++)
    fixture_commit(f, &f->kort, rows + batch * 100, 100);
  for (int i = 0; i < PEOPLE; i += 2)
    rows[i].text = steg_arena_printf(f->arena, "annat-%03d", i);
  fixture_commit(f, &f->kort, rows, PEOPLE);
  fixture_ok(steg_forgetting_run(f->store, find(f, "P-042", STEG_KEY_CODE), f->arena, &forgotten, &err), &err);
  assert_int_equal(forgotten.rows, 3); /* the card, what it replaced, the participation */
  assert_int_equal(forgotten.participations, 1);
  fixture_sound(f);
  fixture_close(f);
  const char *const files[] = {f->path, identity_of(f)};
  /* Written anew: of pages that were split before, about one in a hundred keeps a copy in its unused part. */
  fixture_expect(files[0], "PRAGMA freelist_count", "0\n");
  const char *const needles[] = {"text-042", "annat-042", "coach-042", "P-042"};
  static char bytes[1 << 22];
  bool neighbour = false;
  for (int i = 0; i < 2; i++) {
    FILE *file = fopen(files[i], "rb");
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_in_range(size, 4096, sizeof bytes - 1);
    for (size_t n = 0; n < sizeof needles / sizeof needles[0]; n++)
      if (memmem(bytes, size, needles[n], strlen(needles[n])))
        fail_msg("%s holds %s", files[i], needles[n]);
    neighbour |= memmem(bytes, size, "P-043", 5) != NULL;
  }
  assert_true(neighbour); /* or the search would find nothing anyway */
  fixture_no_journal(f);
}

static void no_way_back(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_forgetting forgotten;
  uint8_t *standing = NULL;
  FIXTURE_COMMIT(f, &f->kort, first);
  FIXTURE_COMMIT(f, &f->kort, second);
  fixture_ok(steg_audit_append(f->store, "report", "arbetsmaterial arsrapport", &err), &err);
  fixture_ok(steg_forgetting_run(f->store, find(f, A, STEG_KEY_NATIONAL), f->arena, &forgotten, &err), &err);
  assert_int_equal(forgotten.rows, 5); /* two cards, one replaced, two participations */
  assert_int_equal(forgotten.report_count, 1);
  assert_string_equal(forgotten.reports[0].detail, "arbetsmaterial arsrapport");
  fixture_expect(f->path, "SELECT count(*) FROM participations", "2\n");
  fixture_expect(identity_of(f), "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM erasures)", "2|1\n");
  fixture_ok(steg_standing_find(f->store, fixture_set(f, &f->kort, first, 3), fixture_date("2024-06-01"), f->arena,
                                &standing, &err),
             &err);
  const uint8_t expected[] = {STEG_STANDING_ERASED, STEG_STANDING_FINE, STEG_STANDING_FINE};
  assert_memory_equal(standing, expected, 3);
  FIXTURE_COMMIT(f, &f->kort, first);
  FIXTURE_COMMIT(f, &f->kort, second);
  fixture_expect(f->path, "SELECT count(*) FROM participations", "2\n");
  fixture_expect(f->path, "SELECT count(*) FROM answers_kort", "2\n");
  steg_person_key key = {.kind = STEG_KEY_NATIONAL, .text = A};
  int64_t person = 0;
  assert_int_equal(steg_individual_find(f->store, "forbund_a", &key, &person, &err), -1);
  assert_non_null(strstr(err.text, "was erased"));
  /* ... nor by a key list */
  steg_joining joined;
  const steg_joining_pair pair = {.keys = {key, {.kind = STEG_KEY_CODE, .text = "KOD-77"}}, .line = 2};
  fixture_ok(steg_joining_link(f->store, "forbund_a", &pair, 1, 0, f->arena, &joined, &err), &err);
  assert_int_equal(joined.problem_count, 1);
  assert_int_equal(joined.problems[0].fault, STEG_JOINING_ERASED);
  fixture_sound(f);
}

/* Of a response that a register row moved there is a note in the store's books. */
static void the_books_forget_too(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_forgetting forgotten;
  const fixture_row cards[] = {{A, .date = "2022-01-20", .scale = 1}, {A, .date = "2024-01-20", .scale = 1}};
  const fixture_row registered[] = {{A, .start = "2024-01-10", .income = 50}};
  FIXTURE_COMMIT(f, &f->kort, cards);
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_expect(f->path, "SELECT count(*) > 0 FROM moved", "1\n");
  fixture_ok(steg_forgetting_run(f->store, find(f, A, STEG_KEY_NATIONAL), f->arena, &forgotten, &err), &err);
  fixture_expect(f->path, "SELECT count(*) FROM moved", "0\n");
  fixture_sound(f);
}

/* All keys of a person are stopped. */
static void every_key_is_remembered(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_forgetting forgotten;
  steg_joining joined;
  uint8_t *standing = NULL;
  const steg_joining_pair pair = {
      .keys = {{.kind = STEG_KEY_NATIONAL, .text = A}, {.kind = STEG_KEY_CODE, .text = "KOD-77"}}};
  const fixture_row apart[] = {{A, .date = "2024-01-20", .scale = 1}, {"KOD-77", .date = "2024-02-20", .scale = 1}};
  FIXTURE_COMMIT(f, &f->kort, apart);
  fixture_ok(steg_joining_link(f->store, "forbund_a", &pair, 1, 0, f->arena, &joined, &err), &err);
  fixture_ok(steg_forgetting_run(f->store, find(f, "KOD-77", STEG_KEY_CODE), f->arena, &forgotten, &err), &err);
  fixture_expect(identity_of(f), "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM links)", "0|0\n");
  fixture_ok(steg_standing_find(f->store, fixture_set(f, &f->kort, apart, 2), 0, f->arena, &standing, &err), &err);
  assert_int_equal(standing[0], STEG_STANDING_ERASED);
  assert_int_equal(standing[1], STEG_STANDING_ERASED);
}

static void all_that_is_held(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  steg_extract extract;
  const fixture_row registered[] = {{A, .start = "2024-01-10", .sex = 1, .income = 50, .coach = "Eva"}};
  FIXTURE_COMMIT(f, &f->kort, first);
  FIXTURE_COMMIT(f, &f->kort, second);
  FIXTURE_COMMIT(f, &f->reg, registered);
  fixture_ok(steg_extract_read(f->store, find(f, A, STEG_KEY_NATIONAL), f->arena, &extract, &err), &err);
  assert_int_equal(extract.code_count, 0);
  assert_int_equal(extract.other_key_count, 1);
  assert_int_equal(extract.participation_count, 3); /* two, and the derived one that became registered */
  assert_string_equal(extract.participations[0].initiative, "jobbsam");
  assert_string_equal(extract.participations[0].attributes.coach, "Eva");
  assert_int_equal(extract.answer_count, 4);
  assert_string_equal(extract.answers[0].instrument, "kort");
  assert_int_equal(extract.answers[0].date, fixture_date("2024-01-20"));
  assert_string_equal(extract.answers[0].role, "deltagare");
  assert_string_equal(extract.answers[0].cells[0].column, "date");
  assert_int_equal(extract.answers[0].cells[0].integer, 3);
  assert_string_equal(extract.answers[0].cells[1].text, "hemligt-två");
  assert_string_equal(extract.answers[1].initiative, "pas");
  assert_int_equal(extract.answers[1].occasion, 3);
  assert_int_equal(extract.answers[2].replaced_by, 2);
  assert_string_equal(extract.answers[2].cells[1].text, "hemligt-ett");
  assert_string_equal(extract.answers[3].instrument, "reg");
  assert_int_equal(extract.answers[3].date, STEG_DATE_NONE);
  assert_int_equal(extract.batch_count, 3);
  fixture_ok(steg_extract_read(f->store, find(f, "KOD-77", STEG_KEY_CODE), f->arena, &extract, &err), &err);
  assert_int_equal(extract.code_count, 1);
  assert_string_equal(extract.codes[0], "KOD-77");
  assert_int_equal(extract.answer_count, 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(no_byte_is_left),         TEST(no_way_back),      TEST(the_books_forget_too),
      TEST(every_key_is_remembered), TEST(all_that_is_held),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
