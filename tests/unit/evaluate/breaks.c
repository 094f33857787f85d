/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What figures tell of answers that an earlier version asked in another way, and of registrations in several systems. Eight people, counted
 * by hand:
 *
 *        start                       end                        a pair?
 *   1    2, recoded from "10"        4                          2 to 4
 *   2    broken, of "10"             3                          lost to the break
 *   3    broken, of "10"             broken, of "10"            lost to the break, once
 *   4    broken, of "2"              open                       no: the end is open
 *   5    1                           5                          1 to 5
 *   6    cannot answer, of "2"       broken, of "10"            no: the start is beside the scale
 *   7    3, the same in "2"          3, the same in "10"        3 to 3
 *   8    open in "10"                broken, of "10"            no: the start is open
 */
#include "people.h"

#include "instrument/crosswalk.h"

enum { CANNOT = -1, OPEN = INT32_MIN };

static void form(size_t person, const char *date, int occasion, const char *version, int kind, int32_t value) {
  world_response *row = world_q1(person, date, value);
  row->occasion = occasion;
  row->version = version;
  memset(row->kinds, STEG_CROSSING_SAME, sizeof row->kinds);
  row->kinds[steg_model_item_index(row->entry->instrument, "q1")] = (uint8_t)kind;
}

static int begin(void **state) {
  world_begin(state);
  static const struct {
    const char *date, *version;
    int kind;
    int32_t value;
    const char *later_date, *later_version;
    int later_kind;
    int32_t later;
  } rows[] = {
      {"2024-01-11", "10", STEG_CROSSING_RECODED, 2, "2024-07-11", NULL, 0, 4},
      {"2024-01-12", "10", STEG_CROSSING_BROKEN, OPEN, "2024-07-12", NULL, 0, 3},
      {"2024-01-13", "10", STEG_CROSSING_BROKEN, OPEN, "2024-07-13", "10", STEG_CROSSING_BROKEN, OPEN},
      {"2024-01-20", "2", STEG_CROSSING_BROKEN, OPEN, "2024-07-14", NULL, 0, OPEN},
      {"2024-01-15", NULL, 0, 1, "2024-07-15", NULL, 0, 5},
      {"2024-01-16", "2", STEG_CROSSING_RECODED, CANNOT, "2024-07-20", "10", STEG_CROSSING_BROKEN, OPEN},
      {"2024-01-17", "2", STEG_CROSSING_SAME, 3, "2024-07-30", "10", STEG_CROSSING_SAME, 3},
      {"2024-01-18", "10", STEG_CROSSING_SAME, OPEN, "2024-07-19", "10", STEG_CROSSING_BROKEN, OPEN},
  };
  for (int i = 0; i < 8; i++) {
    size_t at = world_join(ALFA, i + 1, "2024-01-10", "2024-08-01", STEG_SEX_WOMAN, 1980);
    form(at, rows[i].date, STEG_OCCASION_START, rows[i].version, rows[i].kind, rows[i].value);
    form(at, rows[i].later_date, STEG_OCCASION_END, rows[i].later_version, rows[i].later_kind, rows[i].later);
  }
  /* of another question the start of 4 alone is broken */
  the_world.responses[6].kinds[steg_model_item_index(the_world.card->instrument, "pain")] = STEG_CROSSING_BROKEN;
  return 0;
}

typedef struct expected_break {
  const char *item, *from;
  bool recoded;
  int64_t left_out;
  const char *last;
} expected_break;

static void expect_breaks(const steg_result *result, const expected_break *rows, size_t count, int64_t left_out) {
  assert_int_equal(result->how.break_count, count);
  for (size_t i = 0; i < count; i++) {
    const steg_break *found = &result->how.breaks[i];
    assert_int_equal(found->kind, STEG_BREAK_VERSION);
    assert_string_equal(found->item, rows[i].item);
    assert_string_equal(found->from, rows[i].from);
    assert_string_equal(found->to, "1");
    assert_int_equal(found->recoded, rows[i].recoded);
    assert_int_equal(found->left_out, rows[i].left_out);
    assert_int_equal(found->last, day(rows[i].last));
  }
  assert_int_equal(world_excluded(result, "version_break"), left_out);
}
#define EXPECT_BREAKS(result, rows, left_out) expect_breaks(result, rows, sizeof(rows) / sizeof((rows)[0]), left_out)

static const char *const both_items[] = {"pain", "q1"};

static const steg_result *ask(steg_request *request, const char *measure, const char *occasion, size_t item_count) {
  *request = world_request(measure, "card");
  request->items = both_items + (2 - item_count);
  request->item_count = item_count;
  request->occasion = occasion;
  return world_ask(request);
}

static void expect_line(const steg_result *result, const int64_t levels[5], int64_t cannot, int64_t missing,
                        int64_t not_asked) {
  const steg_line *line = world_line(result, "q1", NULL, NULL);
  int64_t n = 0;
  for (size_t s = 0; s < 5; s++) {
    assert_int_equal(line->levels[s].count, levels[s]);
    n += levels[s];
  }
  assert_int_equal(world_count(line, "n"), n);
  assert_int_equal(world_count(line, "cannot_answer"), cannot);
  assert_int_equal(world_count(line, "missing"), missing);
  assert_int_equal(world_count(line, "not_asked"), not_asked);
  assert_int_equal(n + cannot + missing + not_asked, 8);
}

static void test_distribution(void **state) {
  (void)state;
  steg_request request;
  const steg_result *result = ask(&request, "distribution", "start", 1);
  expect_line(result, (const int64_t[]){1, 1, 1, 0, 0}, 1, 1, 3);
  static const expected_break start[] = {{"q1", "2", true, 1, "2024-01-20"}, {"q1", "10", true, 2, "2024-01-13"}};
  EXPECT_BREAKS(result, start, 3);

  result = ask(&request, "distribution", "last", 1);
  expect_line(result, (const int64_t[]){0, 0, 2, 1, 1}, 0, 1, 3);
  static const expected_break last[] = {{"q1", "10", false, 3, "2024-07-20"}};
  EXPECT_BREAKS(result, last, 3);

  /* items in the form's order, whatever the order asked; what two questions left out is added */
  result = ask(&request, "distribution", "start", 2);
  static const expected_break both[] = {
      {"q1", "2", true, 1, "2024-01-20"}, {"q1", "10", true, 2, "2024-01-13"}, {"pain", "2", false, 1, "2024-01-20"}};
  EXPECT_BREAKS(result, both, 4);
}

static void test_change(void **state) {
  (void)state;
  steg_request request;
  const steg_result *result = ask(&request, "change", NULL, 1);
  const steg_line *line = world_line(result, "q1", NULL, NULL);
  assert_int_equal(world_count(line, "paired"), 3);
  assert_int_equal(world_count(line, "better"), 2);
  assert_int_equal(world_count(line, "same"), 1);
  assert_int_equal(world_count(line, "worse"), 0);
  /* told of all answers that were met, with the days of those; counted only where nothing else stood in the way */
  static const expected_break rows[] = {{"q1", "2", true, 0, "2024-01-20"}, {"q1", "10", true, 2, "2024-07-20"}};
  EXPECT_BREAKS(result, rows, 2);
}

/* Nothing to tell where all answers mean the same. */
static void test_no_break(void **state) {
  (void)state;
  steg_request request;
  static const char *const kind[] = {"kind"};
  request = world_request("distribution", "card");
  request.items = kind;
  request.item_count = 1;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->how.break_count, 0);
  assert_int_equal(world_excluded(result, "version_break"), 0);
  assert_int_equal(result->how.reworded_count, 0);
}

/* ---- source systems */

static void test_sources(void **state) {
  (void)state;
  static const struct {
    const char *start, *source;
  } rows[] = {
      {"2023-06-01", "Uppföljning Finsam"},
      {"2023-06-15", "SUS"},
      {"2021-03-01", "SUS"},
      {"2021-02-01", "SUS"},
      {"2023-07-01", "SUS"},
      {"2022-05-05", "lokal"},
      {"2020-01-01", NULL},
      {"2020-01-02", ""},
      {"2024-02-01", "Uppföljning Finsam"},
      {"2022-05-05", "egen"},
      {NULL, "okänd"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t at = world_join(BETA, 100 + (int64_t)i, rows[i].start, "", STEG_SEX_MAN, 1970);
    the_world.people[at].attributes.source = (char *)(uintptr_t)rows[i].source;
  }
  static const char *const beta[] = {"beta"};
  steg_request request = world_request("distribution", "card");
  request.items = both_items + 1;
  request.item_count = 1;
  request.cohort.initiatives = beta;
  request.cohort.period = (steg_period){day("2020-01-01"), day("2024-12-31")};
  const steg_result *result = world_ask(&request);
  /* by first start; those of one day by name; each with the last start of the one before */
  static const struct {
    const char *from, *to, *last;
  } expected[] = {
      {"SUS", "egen", "2023-07-01"}, {"egen", "lokal", "2022-05-05"}, {"lokal", "Uppföljning Finsam", "2022-05-05"}};
  assert_int_equal(result->how.break_count, 3);
  for (size_t i = 0; i < 3; i++) {
    const steg_break *found = &result->how.breaks[i];
    assert_int_equal(found->kind, STEG_BREAK_SOURCE);
    assert_string_equal(found->from, expected[i].from);
    assert_string_equal(found->to, expected[i].to);
    assert_int_equal(found->last, day(expected[i].last));
    assert_int_equal(found->left_out, 0);
  }
  assert_int_equal(world_excluded(result, "version_break"), 0);

  /* both sorts in one result: the systems first, and nobody is left out because of them */
  request.cohort.initiatives = both_initiatives;
  request.cohort.initiative_count = 2;
  request.occasion = "start";
  result = world_ask(&request);
  assert_int_equal(result->how.break_count, 5);
  assert_int_equal(result->how.breaks[2].kind, STEG_BREAK_SOURCE);
  assert_int_equal(result->how.breaks[3].kind, STEG_BREAK_VERSION);
  assert_string_equal(result->how.breaks[3].from, "2");
  assert_string_equal(result->how.breaks[4].from, "10");
  assert_int_equal(world_excluded(result, "version_break"), 3);

  /* one system alone is no break */
  request.cohort.initiatives = beta;
  request.cohort.initiative_count = 1;
  request.cohort.event = STEG_EVENT_STARTED;
  request.cohort.period = (steg_period){day("2024-01-01"), day("2024-12-31")};
  assert_int_equal(world_ask(&request)->how.break_count, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)
  const struct CMUnitTest tests[] = {
      TEST(test_distribution),
      TEST(test_change),
      TEST(test_no_break),
      TEST(test_sources),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
