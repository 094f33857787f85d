/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * results - what the tests of disclosure share: results made by hand, without evaluating anything.
 */
#ifndef STEG_TEST_DISCLOSE_RESULTS_H
#define STEG_TEST_DISCLOSE_RESULTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "disclose/disclose.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP(number, id, is_positive)                                                                                  \
  { .value = number, .code = id, .label_sv = id, .kind = STEG_LEVEL_STEP, .positive = is_positive }
static const steg_level made_levels[] = {STEP(1, "s1", 0), STEP(2, "s2", 0), STEP(3, "s3", 0), STEP(4, "s4", 1),
                                         STEP(5, "s5", 1)};
static const steg_level made_incomes[] = {
    {.value = 1, .code = "lon", .label_sv = "Lön", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "sjukpenning", .label_sv = "Sjukpenning", .kind = STEG_LEVEL_STEP, .group = "ohalsa"},
    {.value = 3, .code = "sjukersattning", .label_sv = "Sjukersättning", .kind = STEG_LEVEL_STEP, .group = "ohalsa"}};
static const steg_level_group made_groups[] = {{"ohalsa", "Ohälsa", NULL}};
static const steg_scale made_scales[] = {
    {.id = "steps", .levels = STEG_ROWS(made_levels), .ordered = 1, .better = STEG_BETTER_UP},
    {.id = "income", .levels = STEG_ROWS(made_incomes), .groups = STEG_ROWS(made_groups), .better = STEG_BETTER_NONE}};
static const steg_item made_items[] = {
    {.id = "q1", .text_sv = "q1", .type = STEG_ITEM_SCALE, .scale = "steps", .sensitivity = STEG_SENSITIVE},
    {.id = "income", .text_sv = "income", .type = STEG_ITEM_MULTI, .scale = "income", .sensitivity = STEG_SENSITIVE}};
static const steg_instrument made_instrument = {STEG_HEAD, .id = "made", .version = "1",
                                                .scales = STEG_ROWS(made_scales), .items = STEG_ROWS(made_items)};

enum { MADE_LINES = 64, MADE_FIGURES = 24, MADE_CELLS = 25 };

typedef struct made_result {
  steg_result result;
  steg_line lines[MADE_LINES];
  steg_named_figure figures[MADE_LINES][MADE_FIGURES];
  steg_figure levels[MADE_LINES][MADE_CELLS];
  steg_figure matrices[MADE_LINES][MADE_CELLS];
} made_result;

static inline void made_begin(made_result *made, const char *measure) {
  memset(made, 0, sizeof *made);
  made->result =
      (steg_result){.measure = steg_measure_find(measure), .instrument = &made_instrument, .lines = made->lines};
}

static inline steg_line *made_line(made_result *made, int item) {
  size_t at = made->result.line_count++;
  made->lines[at] = (steg_line){.group = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL},
                                .item = item,
                                .role = -1,
                                .figures = made->figures[at]};
  return &made->lines[at];
}

/* One participation per person. */
static inline steg_figure made_figure(steg_figure_unit unit, int64_t count, int64_t base, double value,
                                      steg_sensitivity sensitivity) {
  return (steg_figure){.kind = STEG_FIGURE_NUMBER,
                       .unit = unit,
                       .sensitivity = sensitivity,
                       .count = count,
                       .base = base,
                       .persons = unit == STEG_UNIT_COUNT || unit == STEG_UNIT_SHARE ? count : base,
                       .base_persons = base > 0 ? base : 0,
                       .value = unit == STEG_UNIT_SHARE ? (double)count / (double)base : value,
                       .low = NAN,
                       .high = NAN};
}

static inline steg_figure *made_put(steg_line *line, const char *name, steg_figure figure) {
  line->figures[line->figure_count] = (steg_named_figure){name, figure};
  return &line->figures[line->figure_count++].figure;
}

static inline steg_figure *made_share(steg_line *line, const char *name, int64_t count, int64_t base) {
  return made_put(line, name, made_figure(STEG_UNIT_SHARE, count, base, 0, STEG_SENSITIVE));
}

static inline steg_figure *made_number(steg_line *line, const char *name, steg_figure_unit unit, double value,
                                       int64_t base) {
  return made_put(line, name, made_figure(unit, 0, base, value, STEG_SENSITIVE));
}

/* A distribution's line: levels, n, positive. */
static inline steg_line *made_levels_line(made_result *made, const int64_t *counts, size_t count) {
  size_t at = made->result.line_count;
  steg_line *line = made_line(made, 0);
  int64_t n = 0, positive = 0;
  for (size_t s = 0; s < count; s++) {
    n += counts[s];
    positive += s >= 3 ? counts[s] : 0;
  }
  for (size_t s = 0; s < count; s++)
    made->levels[at][s] = made_figure(STEG_UNIT_COUNT, counts[s], n, (double)counts[s], STEG_SENSITIVE);
  line->levels = made->levels[at];
  line->level_count = count;
  made_put(line, "n", made_figure(STEG_UNIT_COUNT, n, n, (double)n, STEG_NEUTRAL));
  made_share(line, "positive", positive, n);
  return line;
}

static inline void made_judge(made_result *made, steg_profile profile, unsigned public_k) {
  steg_request request = {.kind = STEG_REQUEST_MEASURE, .measure = made->result.measure, .result = &made->result};
  steg_document document = {.profile = profile, .requests = &request, .request_count = 1};
  steg_arena *arena = steg_arena_new(0);
  steg_error err = {0};
  if (steg_disclose_document(&document, public_k, arena, &err) < 0)
    fail_msg("%s", err.text);
  steg_arena_free(arena);
}

static inline bool made_hidden(const steg_line *line, const char *name) {
  const steg_figure *figure = steg_figure_named(line, name);
  assert_non_null(figure);
  return figure->kind == STEG_FIGURE_HIDDEN;
}

/* "1 . . 4": hidden levels as points. */
static inline const char *made_told(const steg_figure *figures, size_t count) {
  static char text[400];
  text[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    size_t used = strlen(text);
    if (figures[i].kind == STEG_FIGURE_HIDDEN)
      snprintf(text + used, sizeof text - used, "%s.", i ? " " : "");
    else
      snprintf(text + used, sizeof text - used, "%s%lld", i ? " " : "", (long long)figures[i].count);
  }
  return text;
}

#endif
