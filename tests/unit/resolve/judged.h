/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * judged - a small instrument and judged results made by hand, for the tests of resolve.
 */
#ifndef STEG_TEST_RESOLVE_JUDGED_H
#define STEG_TEST_RESOLVE_JUDGED_H

#include "document/document.h"
#include "resolve/context.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define JUDGED_NBSP "\xC2\xA0"
#define JUDGED_MINUS "\xE2\x88\x92"

enum { JUDGED_STEPS = 5, JUDGED_FIELDS = 8, HIDDEN = -1, MISSING = -2 };

static const steg_level judged_levels[] = {
    {.value = 1, .code = "s1", .label_sv = "1 (lägst)", .label_en = "1 (lowest)", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "s2", .label_sv = "2", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "s3", .label_sv = "3", .kind = STEG_LEVEL_STEP},
    {.value = 4, .code = "s4", .label_sv = "4", .kind = STEG_LEVEL_STEP, .positive = 1},
    {.value = 5,
     .code = "s5",
     .label_sv = "5 (högst)",
     .label_en = "5 (highest)",
     .kind = STEG_LEVEL_STEP,
     .positive = 1},
    {.value = -1, .code = "kis", .label_sv = "Kan inte svara", .kind = STEG_LEVEL_OFF_SCALE},
};
static const steg_scale judged_scales[] = {
    {.id = "steps", .levels = STEG_ROWS(judged_levels), .ordered = 1, .better = STEG_BETTER_UP},
};
static const steg_role judged_roles[] = {{.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participant"},
                                         {.id = "coach", .label_sv = "Coach", .label_en = "Coach"}};
static const steg_item judged_items[] = {
    {.id = "q1",
     .text_sv = "Vet du vad du vill?",
     .label_sv = "Jobbmål",
     .label_en = "Job goal",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .sensitivity = STEG_SENSITIVE},
    {.id = "q2",
     .text_sv = "Har du tid?",
     .label_sv = "Tid i vardagen",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .sensitivity = STEG_SENSITIVE},
    {.id = "q3",
     .text_sv = "Platshållare",
     .label_sv = "Tro på jobb",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .sensitivity = STEG_SENSITIVE,
     .placeholder = 1},
};
static const steg_instrument judged_instrument = {.head = STEG_HEAD,
                                                  .id = "kort",
                                                  .version = "2",
                                                  .title_sv = "Kortet",
                                                  .title_en = "The card",
                                                  .owner = "Ägaren",
                                                  .licence = "-",
                                                  .source = "-",
                                                  .provenance = "Allt är påhittat.",
                                                  .kind = STEG_KIND_REPEATED,
                                                  .scales = STEG_ROWS(judged_scales),
                                                  .roles = STEG_ROWS(judged_roles),
                                                  .items = STEG_ROWS(judged_items)};

/* ---- figures: a count of HIDDEN or MISSING gives that kind */

static inline steg_figure judged_figure(steg_figure_unit unit, int64_t count, int64_t base) {
  steg_figure figure = {.kind = STEG_FIGURE_NUMBER,
                        .unit = unit,
                        .sensitivity = STEG_SENSITIVE,
                        .count = count,
                        .base = base,
                        .value = unit == STEG_UNIT_SHARE && base > 0 ? (double)count / (double)base : (double)count,
                        .low = NAN,
                        .high = NAN};
  if (count == HIDDEN)
    steg_figure_hide(&figure);
  if (count == MISSING)
    figure.kind = STEG_FIGURE_MISSING;
  return figure;
}

static inline steg_figure judged_value(steg_figure_unit unit, double value, double low, double high) {
  return (steg_figure){.kind = STEG_FIGURE_NUMBER, .unit = unit, .base = 20, .value = value, .low = low, .high = high};
}

/* ---- results */

typedef struct judged {
  steg_arena *arena;
  steg_document document;
  steg_resolve_context context;
  steg_request requests[16];
} judged;

static inline void judged_start(judged *test, steg_lang lang) {
  *test = (judged){.arena = steg_arena_new(0)};
  test->document = (steg_document){.lang = lang,
                                   .script = "prov.lua",
                                   .requests = test->requests,
                                   .profile = STEG_PROFILE_PUBLIC,
                                   .k = 5,
                                   .as_of = STEG_DATE_NONE,
                                   .data_date = STEG_DATE_NONE};
  test->context = (steg_resolve_context){.document = &test->document, .arena = test->arena, .lang = lang};
}

static inline void judged_end(judged *test) {
  steg_arena_free(test->arena);
}

/* A result of `lines` empty lines, as a request of the document. */
static inline steg_result *judged_result(judged *test, const char *measure, size_t lines) {
  steg_result *result = steg_arena_alloc(test->arena, sizeof *result);
  *result = (steg_result){.measure = steg_measure_find(measure),
                          .instrument = &judged_instrument,
                          .period = {steg_date_make(2024, 1, 1), steg_date_make(2024, 12, 31)},
                          .registered = judged_figure(STEG_UNIT_COUNT, 60, -1),
                          .measured = judged_figure(STEG_UNIT_COUNT, 40, 60),
                          .paired = judged_figure(STEG_UNIT_COUNT, 23, 60),
                          .lines = steg_arena_array(test->arena, lines, sizeof *result->lines),
                          .line_count = lines,
                          .how = {.instrument = "kort", .version = "2", .unit = "participations", .event = "active"}};
  for (size_t i = 0; i < lines; i++)
    result->lines[i] = (steg_line){.group = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL},
                                   .item = -1,
                                   .role = -1,
                                   .figures = steg_arena_array(test->arena, JUDGED_FIELDS, sizeof(steg_named_figure))};
  test->requests[test->document.request_count++] =
      (steg_request){.kind = STEG_REQUEST_MEASURE, .measure = result->measure, .result = result};
  return result;
}

static inline void judged_put(steg_line *line, const char *name, steg_figure figure) {
  assert_true(line->figure_count < JUDGED_FIELDS);
  line->figures[line->figure_count++] = (steg_named_figure){name, figure};
}

/* better, same, worse and the positive shares of one item among `paired`. */
static inline void judged_change(steg_line *line, int32_t item, int64_t paired, int64_t better, int64_t worse,
                                 int64_t before, int64_t after) {
  line->item = item;
  line->role = 0;
  judged_put(line, "paired", judged_figure(STEG_UNIT_COUNT, paired, 60));
  judged_put(line, "better", judged_figure(STEG_UNIT_SHARE, better, paired));
  judged_put(line, "same",
             judged_figure(STEG_UNIT_SHARE, better < 0 || worse < 0 ? HIDDEN : paired - better - worse, paired));
  judged_put(line, "worse", judged_figure(STEG_UNIT_SHARE, worse, paired));
  judged_put(line, "mean_change", judged_value(STEG_UNIT_LEVEL, 0.35, -0.1, 0.8));
  judged_put(line, "before_positive", judged_figure(STEG_UNIT_SHARE, before, paired));
  judged_put(line, "after_positive", judged_figure(STEG_UNIT_SHARE, after, paired));
}

/* Answers per step; n and the positive share come from them unless a step is hidden. */
static inline void judged_distribution(judged *test, steg_line *line, int32_t item, const int64_t counts[JUDGED_STEPS],
                                       int64_t n, int64_t positive) {
  line->item = item;
  line->role = 0;
  line->levels = steg_arena_array(test->arena, JUDGED_STEPS, sizeof *line->levels);
  line->level_count = JUDGED_STEPS;
  for (size_t i = 0; i < JUDGED_STEPS; i++)
    line->levels[i] = judged_figure(STEG_UNIT_COUNT, counts[i], n);
  judged_put(line, "n", judged_figure(STEG_UNIT_COUNT, n, 60));
  judged_put(line, "positive", judged_figure(STEG_UNIT_SHARE, positive, n));
  judged_put(line, "cannot_answer", judged_figure(STEG_UNIT_COUNT, 0, 60));
  judged_put(line, "missing", judged_figure(STEG_UNIT_COUNT, 2, 60));
}

static const char *const judged_sex_ids[] = {"kvinna", "man", "annat", "okant"};
static const char *const judged_sex_labels[] = {"Kvinnor", "Män", "Annat", "Okänt"};
static const char *const judged_age_ids[] = {"16-29", "30-64"};
static const char *const judged_age_labels[] = {"16–29 år", "30–64 år"};

static inline void judged_by_sex(steg_result *result) {
  result->by[result->by_count++] = (steg_dimension){
      .id = "sex", .label = "Kön", .value_ids = judged_sex_ids, .value_labels = judged_sex_labels, .value_count = 4};
}

static inline void judged_by_age(steg_result *result) {
  result->by[result->by_count++] = (steg_dimension){.id = "age_band",
                                                    .label = "Ålder vid start",
                                                    .value_ids = judged_age_ids,
                                                    .value_labels = judged_age_labels,
                                                    .value_count = 2};
}

/* The texts of a table with | between cells and a line per row, the header first. */
static inline const char *judged_table_text(judged *test, const steg_table *table) {
  const char *text = "";
  for (size_t c = 0; c < table->column_count; c++)
    text = steg_arena_printf(test->arena, "%s%s%s", text, c ? "|" : "", table->columns[c].label);
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t c = 0; c < table->column_count; c++)
      text = steg_arena_printf(test->arena, "%s%s%s%s", text, c ? "|" : "\n",
                               c == 0 && table->rows[r].indent ? "> " : "", table->rows[r].cells[c].text);
  return text;
}

#endif
