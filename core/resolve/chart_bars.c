/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bars from nought: headcounts by a group (a second breakdown makes series), the steps of the flow, or the positive or
 * better share of each item.
 */
#include "resolve/chart.h"
#include <math.h>

enum { SERIES_MAX = 4 };

static steg_chart_value number(const steg_resolve_context *context, const steg_figure *figure) {
  if (!steg_lookup_is_number(figure))
    return (steg_chart_value){.hidden = true,
                              .text = steg_lookup_is_hidden(figure) ? STEG_SIGN_HIDDEN : STEG_SIGN_MISSING};
  return (steg_chart_value){.value = (double)figure->count, .text = steg_wording_integer(context, figure->count)};
}

/* Headcounts over two dimensions: rows are the first, series the second. */
static int crossed(const steg_table_job *job, steg_chart_draft *draft) {
  const steg_result *result = job->result;
  if (!steg_chart_room(job, draft, result->by[0].value_count, result->by[1].value_count))
    return -1;
  draft->groups = true;
  for (size_t s = 0; s < result->by[1].value_count; s++)
    draft->chart.series[s].label = result->by[1].value_labels[s];
  for (size_t v = 0; v < result->by[0].value_count; v++) {
    int32_t group[STEG_BY_MAX] = {(int32_t)v, STEG_GROUP_ALL, STEG_GROUP_ALL};
    steg_chart_entry entry = {.label = result->by[0].value_labels[v],
                              .line = steg_lookup_line(result, -1, -1, NULL, group)};
    steg_chart_row *row = steg_chart_add_row(job, draft, &entry, -1);
    if (!row)
      return -1;
    for (size_t s = 0; s < result->by[1].value_count; s++) {
      group[1] = (int32_t)s;
      const steg_line *line = steg_lookup_line(result, -1, -1, NULL, group);
      row->values[s] = number(job->context, steg_figure_named(line, "count"));
    }
  }
  return 0;
}

static int single(const steg_table_job *job, steg_chart_draft *draft, const char *field, bool shares,
                  steg_word series) {
  steg_chart_entry *entries = NULL;
  size_t count = steg_chart_entries(job, field, &entries, &draft->groups);
  if (!steg_chart_room(job, draft, count, 1))
    return -1;
  draft->chart.series[0].label = steg_wording_get(job->context, series);
  for (size_t i = 0; i < count; i++) {
    const steg_figure *figure = steg_figure_named(entries[i].line, field);
    if (shares && (!steg_lookup_is_number(figure) || figure->base <= 0)) {
      draft->not_drawn++;
      continue;
    }
    steg_chart_row *row = steg_chart_add_row(job, draft, &entries[i], shares ? figure->base : -1);
    if (!row)
      return -1;
    row->values[0] = shares ? steg_chart_percent(job->context, figure) : number(job->context, figure);
  }
  return 0;
}

static double largest_value(const steg_chart *chart) {
  double largest = 0;
  for (size_t r = 0; r < chart->row_count; r++)
    for (size_t s = 0; s < chart->series_count; s++)
      largest = fmax(largest, chart->rows[r].values[s].value);
  return largest;
}

static const char *count_subtitle(const steg_table_job *job) {
  const char *what = steg_table_unit(job), *by[STEG_BY_MAX];
  for (size_t d = 0; d < job->result->by_count; d++)
    by[d] = steg_wording_lower(job->context, job->result->by[d].label);
  return job->result->by_count ? steg_wording_fill(job->context, STEG_WORD_sub_count, what,
                                                   steg_wording_join(job->context, by, job->result->by_count))
                               : steg_wording_fill(job->context, STEG_WORD_sub_count_all, what, NULL);
}

int steg_chart_bars(const steg_table_job *job, steg_chart_draft *draft, steg_error *err) {
  const steg_resolve_context *context = job->context;
  const steg_result *result = job->result;
  steg_measure_kind kind = result->measure->kind;
  bool shares = kind == STEG_MEASURE_DISTRIBUTION || kind == STEG_MEASURE_CHANGE;
  int made;
  if (kind == STEG_MEASURE_COUNT && result->by_count > 1) {
    if (result->by_count > 2 || result->by[1].value_count > SERIES_MAX)
      return steg_error_set(
          err, STEG_ERROR_SCRIPT,
          "bars show at most two breakdowns, the second of at most %d values: put the longer one first", SERIES_MAX);
    made = crossed(job, draft);
  } else {
    made = single(job, draft,
                  kind == STEG_MEASURE_DISTRIBUTION ? "positive"
                  : shares                          ? "better"
                                                    : "count",
                  shares,
                  kind == STEG_MEASURE_DISTRIBUTION ? STEG_WORD_column_positive
                  : shares                          ? STEG_WORD_column_better_share
                                                    : STEG_WORD_column_number);
  }
  if (made < 0)
    return -1;
  double largest = largest_value(&draft->chart);
  draft->chart.axis_unit = shares ? "%" : "";
  draft->chart.axis_high = shares ? steg_chart_axis_percent(largest) : fmax(largest, 1);
  const char *name = steg_chart_instrument(job);
  switch (kind) {
  case STEG_MEASURE_DISTRIBUTION:
    draft->chart.subtitle = steg_wording_fill(context, STEG_WORD_sub_positive, name, NULL);
    break;
  case STEG_MEASURE_CHANGE:
    draft->chart.subtitle = steg_wording_fill(context, STEG_WORD_sub_better, name, NULL);
    break;
  case STEG_MEASURE_FLOW:
    draft->chart.subtitle = steg_wording_get(context, STEG_WORD_sub_flow);
    break;
  default:
    draft->chart.subtitle = count_subtitle(job);
  }
  draft->chart.note = steg_wording_sentences(
      context,
      kind == STEG_MEASURE_CHANGE
          ? steg_table_population(job, STEG_WORD_note_pairs_of, &result->paired, &result->registered)
      : kind == STEG_MEASURE_DISTRIBUTION
          ? steg_table_population(job, STEG_WORD_note_measured_of, &result->measured, &result->registered)
          : NULL,
      steg_wording_sentences(context, steg_chart_role_note(job),
                             kind == STEG_MEASURE_DISTRIBUTION ? steg_chart_positive_note(job) : NULL));
  return 0;
}
