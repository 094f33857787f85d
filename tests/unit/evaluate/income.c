/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before and after: several sources at once, groups of sources, main source, who is counted. */
#include "people.h"

static const struct {
  const char *end, *before, *after;
} people[] = {
    {"2024-06-01", "sjukpenning 100", "lon 100"},
    {"2024-06-01", "sjukpenning 50 forsorjningsstod 50", "lon 75 forsorjningsstod 25"}, /* tie: sjukpenning is main */
    {"2024-06-01", "forsorjningsstod 100", "forsorjningsstod 100"},
    {"2024-06-01", "sjukpenning 25 sjukersattning 75", "sjukersattning 100"}, /* both of ill health; one of them more */
    {"2024-06-01", "lon 25 forsorjningsstod 75", "lon 50 forsorjningsstod 50"},
    {"2024-06-01", "forsorjningsstod 0", "forsorjningsstod 40 lon 60"}, /* extent not said before */
    {"2024-06-01", "sjukpenning 100", ""},                              /* after not known */
    {"2024-06-01", "", "lon 100"},                                      /* before not known */
    {"", "sjukpenning 100", "lon 100"},                                 /* still in */
};

static int begin(void **state) {
  world_begin(state);
  for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
    size_t at =
        world_join(ALFA, (int64_t)i + 1, "2024-01-10", people[i].end, i % 2 ? STEG_SEX_MAN : STEG_SEX_WOMAN, 1990);
    world_response *row = world_respond(the_world.reg, at, "", -1, 0);
    world_income(row, "income_before", people[i].before);
    world_income(row, "income_after", people[i].after);
  }
  world_join(ALFA, 0, "2024-01-01", "", STEG_SEX_WOMAN, 0);
  return 0;
}

static void test_sources(void **state) {
  (void)state;
  static const struct {
    const char *key;
    int64_t before, after, more;
  } rows[] = {
      {"lon", 1, 4, 4},
      {"sjukpenning", 3, 0, 0},
      {"sjukersattning", 1, 1, 1},
      {"forsorjningsstod", 4, 4, 0},
      {"ohalsa", 3, 1, 0}, /* 100 % before and after: not more */
      {"ekonomiskt_bistand", 4, 4, 0},
  };
  steg_request request = world_request("income", NULL);
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 6);
  for (size_t i = 0; i < 6; i++) {
    const steg_line *line = &result->lines[i];
    assert_string_equal(line->key, rows[i].key);
    const steg_figure *before = world_figure(line, "before"), *after = world_figure(line, "after");
    const steg_figure *change = world_figure(line, "change"), *percent = world_figure(line, "change_percent");
    if (before->count != rows[i].before || after->count != rows[i].after)
      fail_msg("%s: found %lld before, %lld after", rows[i].key, (long long)before->count, (long long)after->count);
    assert_int_equal(before->base, 6);
    assert_int_equal(before->missing, 2);
    assert_int_equal(before->sensitivity, STEG_SENSITIVE);
    assert_true(world_figure(line, "after_share")->value == (double)rows[i].after / 6);
    int64_t moved = rows[i].after - rows[i].before;
    assert_int_equal(world_count(line, "change_count"), moved);
    assert_int_equal(change->unit, STEG_UNIT_POINTS);
    assert_true(fabs(change->value - 100.0 * (double)moved / 6) < 1e-12);
    assert_int_equal(change->count, moved);
    assert_true(fabs(percent->value - (double)moved / (double)rows[i].before) < 1e-12);
    assert_int_equal(world_figure(line, "started_or_increased")->count, rows[i].more);
    assert_int_equal(world_count(line, "n"), 6);
    assert_int_equal(world_count(line, "missing"), 2);
    assert_string_equal(line->label, i == 0 ? "Lön" : line->label);
  }
  assert_int_equal(result->registered.count, 10);
  assert_int_equal(result->measured.count, 8);
  assert_int_equal(result->paired.count, 6);
  assert_int_equal(world_excluded(result, "not_ended"), 1);
  assert_int_equal(world_excluded(result, "income_not_known"), 2);
  assert_int_equal(world_excluded(result, "anonymous_not_followed"), 1);
}

/* Main sources: s->l, s->l, f->f, se->se, f->l (a tie after: lön comes first), f->l. */
static void test_matrix(void **state) {
  (void)state;
  steg_request request = world_request("income", NULL);
  const steg_result *result = world_ask(&request);
  static const int64_t expected[16] = {0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 1};
  assert_int_equal(result->level_count, 4);
  assert_string_equal(result->level_ids[2], "sjukersattning");
  assert_int_equal(result->lines[0].level_count, 4);
  for (size_t c = 0; c < 16; c++)
    assert_int_equal(result->lines[0].matrix[c].count, expected[c]);
  for (size_t l = 1; l < result->line_count; l++)
    assert_null(result->lines[l].matrix);
}

/* Nobody had it before: a change in percent has no meaning. */
static void test_from_nothing(void **state) {
  (void)state;
  steg_request request = world_request("income", NULL);
  request.by[0] = "sex";
  request.by_count = 1;
  const steg_result *result = world_ask(&request);
  assert_int_equal(result->line_count, 5 * 6);
  const steg_line *men = world_line(result, NULL, "lon", "man");
  assert_int_equal(world_figure(men, "before")->count, 0);
  assert_int_equal(world_figure(men, "after")->count, 2);
  assert_int_equal(world_figure(men, "change_percent")->kind, STEG_FIGURE_MISSING);
  assert_int_equal(world_figure(men, "before")->base, 3);
}

/* The cutoff comes before the end: then nobody has ended. */
static void test_cutoff(void **state) {
  (void)state;
  steg_request request = world_request("income", NULL);
  the_world.context.as_of = day("2024-05-31");
  assert_int_equal(world_ask(&request)->paired.count, 0);
}

static void test_refuses(void **state) {
  (void)state;
  steg_request request = world_request("income", "card");
  steg_document document = {.requests = &request, .request_count = 1};
  steg_error err = {0};
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_USAGE);
  request.instrument = NULL;
  the_world.context.register_instrument = NULL;
  assert_int_equal(steg_evaluate_document(&document, &the_world.context, the_world.arena, &err), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_sources, begin, world_end),
      cmocka_unit_test_setup_teardown(test_matrix, begin, world_end),
      cmocka_unit_test_setup_teardown(test_from_nothing, begin, world_end),
      cmocka_unit_test_setup_teardown(test_cutoff, begin, world_end),
      cmocka_unit_test_setup_teardown(test_refuses, begin, world_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
