/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headcounts. No breakdown: one row. One: a row per value with its share, and the total last. Two or three: the
 * shortest dimension makes the columns (a phone has more room downwards than sideways), the others the rows, nested.
 */
#include "resolve/order.h"
#include "resolve/table.h"
#include <math.h>

enum { WIDE_COLUMNS_MAX = 8, NO_DIMENSION = STEG_BY_MAX };

static const steg_figure *figure_at(const steg_result *result, const int32_t group[STEG_BY_MAX], const char *field) {
  return steg_figure_named(steg_lookup_line(result, -1, -1, NULL, group), field);
}

static const steg_figure *count_at(const steg_result *result, const int32_t group[STEG_BY_MAX]) {
  return figure_at(result, group, "count");
}

static const char *what(const steg_table_job *job) {
  return steg_wording_get(job->context, steg_table_counts_persons(job) ? STEG_WORD_persons : STEG_WORD_participations);
}

/* ---- one dimension */

static const steg_table *along(const steg_table_job *job) {
  const steg_result *result = job->result;
  size_t value_count = result->by_count ? result->by[0].value_count : 0;
  int32_t group[STEG_BY_MAX] = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL};
  double *values = steg_arena_array(job->context->arena, value_count + 1, sizeof *values);
  size_t *order = steg_arena_array(job->context->arena, value_count + 1, sizeof *order);
  if (!values || !order)
    return NULL;
  for (size_t i = 0; i < value_count; i++) {
    group[0] = (int32_t)i;
    values[i] = steg_wording_printed_value(job->context, count_at(result, group));
  }
  size_t shown = steg_order_make(values, value_count, job->block ? job->block->sort : NULL,
                                 job->block ? job->block->top : 0, order);
  steg_sheet sheet;
  steg_sheet_start(&sheet, job->context);
  steg_sheet_add_column(
      &sheet, value_count ? result->by[0].label : steg_wording_get(job->context, STEG_WORD_column_group), false);
  size_t number = steg_sheet_add_column(&sheet, steg_wording_get(job->context, STEG_WORD_column_number), true);
  bool shares = figure_at(result, group, "share") != NULL;
  size_t share =
      shares ? steg_sheet_add_column(&sheet, steg_wording_get(job->context, STEG_WORD_column_share), true) : 0;
  for (size_t i = 0; i <= shown; i++) {
    bool last = i == shown;
    group[0] = last ? STEG_GROUP_ALL : (int32_t)order[i];
    const steg_figure *figure = count_at(result, group);
    const char *total_label = steg_wording_get(job->context, value_count ? STEG_WORD_total : STEG_WORD_all);
    steg_table_row *row = steg_sheet_add_row(&sheet, last ? total_label : result->by[0].value_labels[order[i]]);
    if (row)
      row->total = last && value_count > 0;
    steg_sheet_set_figure(&sheet, row, number, figure, STEG_CELL_COUNT);
    if (shares)
      steg_sheet_set_figure(&sheet, row, share, figure_at(result, group, "share"), STEG_CELL_PERCENT);
  }
  const char *note = shown < value_count && job->block && job->block->top
                         ? steg_wording_fill(job->context, STEG_WORD_note_top,
                                             steg_wording_integer(job->context, (int64_t)shown), NULL)
                         : NULL;
  return steg_sheet_finish(&sheet, steg_table_when(job, steg_table_by(job, what(job))), note);
}

/* ---- two or three */

typedef struct cross_table {
  const steg_table_job *job;
  steg_sheet sheet;
  size_t across;            /* the dimension of the columns, NO_DIMENSION = none */
  size_t down[STEG_BY_MAX]; /* those of the rows, outermost first */
  size_t down_count;
  bool with_total; /* a column for all */
} cross_table;

static void fill_row(cross_table *cross, steg_table_row *row, int32_t group[STEG_BY_MAX]) {
  size_t column = 1;
  if (cross->across != NO_DIMENSION)
    for (size_t v = 0; v < cross->job->result->by[cross->across].value_count; v++) {
      group[cross->across] = (int32_t)v;
      steg_sheet_set_figure(&cross->sheet, row, column++, count_at(cross->job->result, group), STEG_CELL_COUNT);
    }
  if (cross->across != NO_DIMENSION)
    group[cross->across] = STEG_GROUP_ALL;
  if (cross->with_total)
    steg_sheet_set_figure(&cross->sheet, row, column, count_at(cross->job->result, group), STEG_CELL_COUNT);
}

static void add_rows(cross_table *cross, size_t depth, int32_t group[STEG_BY_MAX]) {
  const steg_dimension *dimension = &cross->job->result->by[cross->down[depth]];
  for (size_t v = 0; v < dimension->value_count; v++) {
    group[cross->down[depth]] = (int32_t)v;
    steg_table_row *row = steg_sheet_add_row(&cross->sheet, dimension->value_labels[v]);
    if (row)
      row->indent = (unsigned)depth;
    fill_row(cross, row, group);
    if (depth + 1 < cross->down_count && depth + 1 < STEG_BY_MAX) /* the second says it to the compiler */
      add_rows(cross, depth + 1, group);
  }
  group[cross->down[depth]] = STEG_GROUP_ALL;
}

static const steg_table *crossed(const steg_table_job *job) {
  const steg_result *result = job->result;
  cross_table cross = {.job = job, .across = 0};
  for (size_t d = 1; d < result->by_count; d++)
    if (result->by[d].value_count <= result->by[cross.across].value_count)
      cross.across = d;
  /* Of equally long ones the last makes the columns, as the author wrote rows first. */
  if (result->by[cross.across].value_count > WIDE_COLUMNS_MAX)
    cross.across = NO_DIMENSION;
  for (size_t d = 0; d < result->by_count; d++)
    if (d != cross.across)
      cross.down[cross.down_count++] = d;
  int32_t group[STEG_BY_MAX] = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL};
  group[cross.down[0]] = 0;
  cross.with_total = cross.across == NO_DIMENSION || count_at(result, group);
  group[cross.down[0]] = STEG_GROUP_ALL;
  steg_sheet_start(&cross.sheet, job->context);
  steg_sheet_add_column(&cross.sheet, result->by[cross.down[0]].label, false);
  if (cross.across != NO_DIMENSION)
    for (size_t v = 0; v < result->by[cross.across].value_count; v++)
      steg_sheet_add_column(&cross.sheet, result->by[cross.across].value_labels[v], true);
  if (cross.with_total)
    steg_sheet_add_column(
        &cross.sheet,
        steg_wording_get(job->context, cross.across == NO_DIMENSION ? STEG_WORD_column_number : STEG_WORD_total), true);
  add_rows(&cross, 0, group);
  steg_table_row *row = steg_sheet_add_row(&cross.sheet, steg_wording_get(job->context, STEG_WORD_total));
  if (row)
    row->total = true;
  fill_row(&cross, row, group);
  return steg_sheet_finish(&cross.sheet, steg_table_when(job, steg_table_by(job, what(job))), NULL);
}

const steg_table *steg_table_count(const steg_table_job *job, steg_error *err) {
  (void)err;
  return job->result->by_count < 2 ? along(job) : crossed(job);
}
