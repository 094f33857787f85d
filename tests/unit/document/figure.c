/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding lines and figures, hiding, and the order of a walk over a result. */
#include "document/figure.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const steg_item items[] = {{.id = "q1"}, {.id = "q2"}};
static const steg_role roles[] = {{.id = "deltagare"}, {.id = "coach"}};
static const steg_instrument instrument = {.id = "form", .roles = STEG_ROWS(roles), .items = STEG_ROWS(items)};
static const char *const sexes[] = {"kvinna", "man"};
static const char *const ages[] = {"-29", "30-"};

/* Two breakdowns; a number says which line it is. */
static steg_result make(steg_line *lines, steg_named_figure *figures, size_t *ret_count) {
  static const struct {
    int32_t sex, age, item, role;
    const char *key;
  } rows[] = {
      {STEG_GROUP_ALL, STEG_GROUP_ALL, 0, 0, NULL},
      {STEG_GROUP_ALL, STEG_GROUP_ALL, 1, 0, NULL},
      {STEG_GROUP_ALL, STEG_GROUP_ALL, 1, 1, NULL},
      {0, STEG_GROUP_ALL, 0, 0, NULL},
      {1, STEG_GROUP_ALL, 1, 0, NULL},
      {1, 1, 1, 0, NULL},
      {STEG_GROUP_ALL, 0, -1, -1, "ended"},
  };
  *ret_count = sizeof rows / sizeof rows[0];
  for (size_t i = 0; i < *ret_count; i++) {
    figures[i] = (steg_named_figure){.name = "count", .figure = {.kind = STEG_FIGURE_NUMBER, .count = (int64_t)i}};
    lines[i] = (steg_line){.group = {rows[i].sex, rows[i].age, 77},
                           .item = rows[i].item,
                           .role = rows[i].role,
                           .key = rows[i].key,
                           .figures = &figures[i],
                           .figure_count = 1};
  }
  return (steg_result){.instrument = &instrument,
                       .by = {{.id = "sex", .value_ids = sexes, .value_count = 2},
                              {.id = "age_band", .value_ids = ages, .value_count = 2}},
                       .by_count = 2,
                       .lines = lines,
                       .line_count = *ret_count};
}

static void finds_lines(void **test) {
  (void)test;
  static const struct {
    const char *item, *role, *key;
    const char *group[STEG_BY_MAX];
    int64_t line; /* -1 = none */
  } rows[] = {
      {NULL, NULL, NULL, {NULL}, 0},
      {"q1", NULL, NULL, {NULL}, 0},
      {"q2", NULL, NULL, {NULL}, 1},
      {"q2", "deltagare", NULL, {NULL}, 1},
      {"q2", "coach", NULL, {NULL}, 2},
      {NULL, "coach", NULL, {NULL}, 2},
      {"q1", "coach", NULL, {NULL}, -1},
      {"q3", NULL, NULL, {NULL}, -1},
      {NULL, NULL, NULL, {"kvinna"}, 3},
      {"q2", NULL, NULL, {"man"}, 4},
      {NULL, NULL, NULL, {"man", "30-"}, 5},
      {NULL, NULL, NULL, {"kvinna", "30-"}, -1},
      {NULL, NULL, NULL, {NULL, "-29"}, 6},
      {NULL, NULL, "ended", {NULL, "-29"}, 6},
      {NULL, NULL, "started", {NULL, "-29"}, -1},
      {NULL, NULL, NULL, {"annat"}, -1},
      {NULL, NULL, NULL, {NULL, NULL, "x"}, -1}, /* there is no third breakdown */
  };
  steg_line lines[10];
  steg_named_figure figures[10];
  size_t count;
  steg_result result = make(lines, figures, &count);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const steg_line *line = steg_figure_line(&result, rows[i].item, rows[i].role, rows[i].key, rows[i].group);
    assert_int_equal(line ? line - lines : -1, rows[i].line);
  }
  assert_ptr_equal(steg_figure_line(&result, NULL, NULL, NULL, NULL), &lines[0]);
  assert_null(steg_figure_line(NULL, NULL, NULL, NULL, NULL));
  result.instrument = NULL;
  assert_null(steg_figure_line(&result, "q1", NULL, NULL, NULL));
  assert_int_equal(steg_figure_named(&lines[3], "count")->count, 3);
  assert_null(steg_figure_named(&lines[3], "share"));
  assert_null(steg_figure_named(NULL, "count"));
  assert_null(steg_figure_named(&lines[3], NULL));
}

/* No byte of the value is left, whatever it was. */
static void hides(void **test) {
  (void)test;
  steg_figure figure = {
      STEG_FIGURE_NUMBER, STEG_UNIT_SHARE, STEG_SENSITIVE, 101, 102, 103, 104, 105, 0.106, 0.107, 0.108};
  steg_figure_hide(&figure);
  assert_int_equal(figure.kind, STEG_FIGURE_HIDDEN);
  assert_int_equal(figure.unit, STEG_UNIT_SHARE);
  assert_int_equal(figure.sensitivity, STEG_SENSITIVE);
  assert_int_equal(figure.count | figure.base | figure.missing | figure.persons | figure.base_persons, 0);
  assert_true(isnan(figure.value) && isnan(figure.low) && isnan(figure.high));
}

typedef struct walk {
  int64_t seen[40];
  const steg_line *lines[40];
  size_t count;
} walk;

static void note(void *context, steg_line *line, steg_figure *figure) {
  walk *walked = context;
  walked->lines[walked->count] = line;
  walked->seen[walked->count++] = figure->count;
}

static void walks_in_order(void **test) {
  (void)test;
  steg_named_figure named[2] = {{"a", {.count = 10}}, {"b", {.count = 11}}};
  steg_figure levels[2] = {{.count = 20}, {.count = 21}};
  steg_figure matrix[4] = {{.count = 30}, {.count = 31}, {.count = 32}, {.count = 33}};
  steg_line lines[3] = {
      {.figures = named, .figure_count = 2, .levels = levels, .level_count = 2, .matrix = matrix},
      {.level_count = 2, .levels = NULL, .matrix = NULL},
      {.figures = &named[1], .figure_count = 1, .matrix = matrix, .level_count = 2},
  };
  steg_result result = {
      .registered = {.count = 1}, .measured = {.count = 2}, .paired = {.count = 3}, .lines = lines, .line_count = 3};
  static const int64_t wanted[] = {1, 2, 3, 10, 11, 20, 21, 30, 31, 32, 33, 11, 30, 31, 32, 33};
  walk walked = {.count = 0};
  steg_figure_each(&result, note, &walked);
  assert_int_equal(walked.count, sizeof wanted / sizeof wanted[0]);
  assert_memory_equal(walked.seen, wanted, sizeof wanted);
  assert_null(walked.lines[2]);
  assert_ptr_equal(walked.lines[3], &lines[0]);
  assert_ptr_equal(walked.lines[15], &lines[2]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_lines), cmocka_unit_test(hides),
                                     cmocka_unit_test(walks_in_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
