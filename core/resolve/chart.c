/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/chart.h"
#include "instrument/model.h"
#include "resolve/alt.h"
#include "resolve/finding.h"
#include "resolve/order.h"
#include <math.h>
#include <string.h>

static const struct {
  steg_chart_kind kind;
  unsigned measures; /* bits of steg_measure_kind that it can draw */
  int (*make)(const steg_table_job *job, steg_chart_draft *draft, steg_error *err);
} makers[] = {
    {STEG_CHART_LIKERT, 1u << STEG_MEASURE_DISTRIBUTION, steg_chart_likert},
    {STEG_CHART_DUMBBELL, 1u << STEG_MEASURE_CHANGE | 1u << STEG_MEASURE_INCOME, steg_chart_dumbbell},
    {STEG_CHART_BARS,
     1u << STEG_MEASURE_COUNT | 1u << STEG_MEASURE_FLOW | 1u << STEG_MEASURE_DISTRIBUTION | 1u << STEG_MEASURE_CHANGE,
     steg_chart_bars},
};

/* ---- the entries of a chart */

static size_t subject_entries(const steg_table_job *job, const steg_subject *subjects, size_t count,
                              steg_chart_entry *entries) {
  size_t used = 0;
  for (size_t i = 0; i < count; i++)
    if (subjects[i].total)
      entries[used++] = (steg_chart_entry){.label = subjects[i].label, .line = subjects[i].total};
  (void)job;
  return used;
}

static size_t group_entries(const steg_table_job *job, const steg_subject *subject, const char *field,
                            steg_chart_entry *entries) {
  const steg_result *result = job->result;
  size_t used = 0;
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_line *line = &result->lines[i];
    bool same_key = line->key == subject->key || (line->key && subject->key && !strcmp(line->key, subject->key));
    if (line == subject->total || line->item != subject->item || line->role != subject->role || !same_key ||
        steg_table_is_empty(line))
      continue;
    entries[used++] = (steg_chart_entry){.label = steg_table_group_label(job->context, result, line), .line = line};
  }
  if (job->block && (job->block->sort || job->block->top)) {
    double *values = steg_arena_array(job->context->arena, used + 1, sizeof *values);
    size_t *order = steg_arena_array(job->context->arena, used + 1, sizeof *order);
    steg_chart_entry *copy = steg_arena_array(job->context->arena, used + 1, sizeof *copy);
    if (!values || !order || !copy)
      return 0;
    memcpy(copy, entries, used * sizeof *copy);
    for (size_t i = 0; i < used; i++)
      values[i] = steg_wording_printed_value(job->context, steg_figure_named(copy[i].line, field));
    used = steg_order_make(values, used, job->block->sort, job->block->top, order);
    for (size_t i = 0; i < used; i++)
      entries[i] = copy[order[i]];
  }
  return used;
}

size_t steg_chart_entries(const steg_table_job *job, const char *field, steg_chart_entry **ret_entries,
                          bool *ret_groups) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects);
  steg_chart_entry *entries = steg_arena_array(job->context->arena, job->result->line_count + 1, sizeof *entries);
  if (!entries)
    return 0;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (subjects[i].role == subjects[0].role)
      subjects[kept++] = subjects[i];
  *ret_entries = entries;
  *ret_groups = kept == 1 && job->result->by_count > 0;
  if (*ret_groups) {
    size_t used = group_entries(job, &subjects[0], field, entries);
    bool counts = job->result->measure->kind == STEG_MEASURE_COUNT;
    if (subjects[0].total && !counts && !(job->block && job->block->top)) {
      entries[used] = (steg_chart_entry){
          .label = steg_wording_get(job->context, STEG_WORD_all), .line = subjects[0].total, .gap_before = used > 0};
      used++;
    }
    return used;
  }
  kept = steg_order_subjects(job->context, job->block, field, subjects, kept);
  return subject_entries(job, subjects, kept, entries);
}

/* ---- building */

bool steg_chart_room(const steg_table_job *job, steg_chart_draft *draft, size_t rows, size_t series) {
  draft->chart.series = steg_arena_array(job->context->arena, series, sizeof *draft->chart.series);
  draft->chart.rows = steg_arena_array(job->context->arena, rows, sizeof *draft->chart.rows);
  draft->lines = steg_arena_array(job->context->arena, rows, sizeof(const steg_line *));
  draft->chart.series_count = series;
  return draft->chart.series && draft->chart.rows && draft->lines;
}

steg_chart_row *steg_chart_add_row(const steg_table_job *job, steg_chart_draft *draft, const steg_chart_entry *entry,
                                   int64_t base) {
  steg_chart *chart = &draft->chart;
  draft->lines[chart->row_count] = entry->line;
  steg_chart_row *row = &chart->rows[chart->row_count++];
  *row = (steg_chart_row){.label = entry->label, .gap_before = entry->gap_before};
  row->values = steg_arena_array(job->context->arena, chart->series_count, sizeof *row->values);
  if (base >= 0)
    row->base_text =
        steg_wording_fill(job->context, STEG_WORD_person_base, steg_wording_integer(job->context, base), NULL);
  return row->values ? row : NULL;
}

steg_chart_value steg_chart_percent(const steg_resolve_context *context, const steg_figure *figure) {
  if (!steg_lookup_is_number(figure) || figure->base <= 0)
    return (steg_chart_value){.hidden = true,
                              .text = steg_lookup_is_hidden(figure) ? STEG_SIGN_HIDDEN : STEG_SIGN_MISSING};
  double value = steg_wording_printed_value(
      context, &(steg_figure){
                   .kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = figure->count, .base = figure->base});
  return (steg_chart_value){.value = 100.0 * (double)figure->count / (double)figure->base,
                            .text = steg_wording_real(context, value * 100, 0)};
}

double steg_chart_axis_percent(double largest) {
  double top = ceil(largest / 20) * 20;
  return top < 20 ? 20 : top > 100 ? 100 : top;
}

const char *steg_chart_instrument(const steg_table_job *job) {
  const char *name =
      steg_lookup_instrument_name(job->result->how.instrument, job->result->instrument, job->context->lang);
  return name ? name : "";
}

const char *steg_chart_lone_item(const steg_table_job *job) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects);
  if (count == 0 || subjects[0].item < 0 || steg_lookup_many_items(subjects, count))
    return NULL;
  return steg_wording_quote(job->context, subjects[0].label);
}

const char *steg_chart_positive_note(const steg_table_job *job) {
  const char *labels[STEG_SHEET_COLUMNS_MAX];
  size_t count = 0;
  const steg_item *first = NULL;
  const steg_scale *scale = NULL;
  for (size_t i = 0; i < job->result->line_count; i++) {
    const steg_item *item = steg_lookup_item(job->result, job->result->lines[i].item);
    const steg_scale *own = steg_lookup_scale(job->result, job->result->lines[i].item);
    if (!own)
      continue;
    if (!first) {
      first = item;
      scale = own;
    } else if (own == scale && item->positive != first->positive &&
               (!item->positive || !first->positive || strcmp(item->positive, first->positive) != 0)) {
      return NULL; /* what is positive differs by item: the codebook says */
    }
  }
  for (uint32_t i = 0; scale && i < scale->levels.count && count < STEG_SHEET_COLUMNS_MAX; i++) {
    const steg_level *level = &scale->levels.rows[i];
    if (level->kind != STEG_LEVEL_OFF_SCALE && steg_model_is_positive(first, level))
      labels[count++] = steg_text_pick(job->context->lang, level->label_sv, level->label_en);
  }
  return count ? steg_wording_fill(job->context, STEG_WORD_note_positive,
                                   steg_wording_join(job->context, labels, count), NULL)
               : NULL;
}

const char *steg_chart_role_note(const steg_table_job *job) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects);
  const char *role = steg_lookup_many_roles(subjects, count)
                         ? steg_lookup_role_label(job->result, subjects[0].role, job->context->lang)
                         : NULL;
  return role ? steg_wording_fill(job->context, STEG_WORD_note_role, steg_wording_lower(job->context, role), NULL)
              : NULL;
}

/* ---- what every chart has */

static const char *row_heading(const steg_table_job *job, const steg_chart_draft *draft) {
  if (draft->groups)
    return job->result->by_count == 1 ? job->result->by[0].label
                                      : steg_wording_get(job->context, STEG_WORD_column_group);
  switch (job->result->measure->kind) {
  case STEG_MEASURE_FLOW:
    return steg_wording_get(job->context, STEG_WORD_column_step);
  case STEG_MEASURE_INCOME:
    return steg_wording_get(job->context, STEG_WORD_column_source);
  case STEG_MEASURE_DISTRIBUTION:
  case STEG_MEASURE_CHANGE:
    return steg_wording_get(job->context, STEG_WORD_column_item);
  default:
    return steg_wording_get(job->context, STEG_WORD_column_group);
  }
}

/* The drawn texts as a table: what stands beside the picture for those who can't see it. */
static const steg_table *data_table(const steg_table_job *job, const steg_chart_draft *draft, const char *caption) {
  const steg_resolve_context *context = job->context;
  const steg_chart *chart = &draft->chart;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  bool bases = false;
  for (size_t r = 0; r < chart->row_count; r++)
    bases = bases || chart->rows[r].base_text;
  steg_sheet_add_column(&sheet, row_heading(job, draft), false);
  for (size_t s = 0; s < chart->series_count; s++)
    steg_sheet_add_column(&sheet,
                          chart->axis_unit && *chart->axis_unit
                              ? steg_arena_printf(context->arena, "%s, %s", chart->series[s].label, chart->axis_unit)
                              : chart->series[s].label,
                          true);
  size_t change = chart->change_label ? steg_sheet_add_column(&sheet, chart->change_label, true) : 0;
  size_t base = bases ? steg_sheet_add_column(&sheet, "n", true) : 0;
  for (size_t r = 0; r < chart->row_count; r++) {
    const steg_chart_row *from = &chart->rows[r];
    steg_table_row *row = steg_sheet_add_row(&sheet, from->label);
    for (size_t s = 0; s < chart->series_count; s++) {
      const steg_chart_value *value = &from->values[s];
      const steg_figure sign = {.kind = value->hidden && !strcmp(value->text, STEG_SIGN_HIDDEN) ? STEG_FIGURE_HIDDEN
                                                                                                : STEG_FIGURE_NUMBER};
      steg_sheet_set_written(&sheet, row, 1 + s, &sign, value->text);
      if (row)
        row->cells[1 + s].figure = NULL; /* the sign above lives no longer than this call */
    }
    if (change)
      steg_sheet_set_text(&sheet, row, change, from->change_text);
    if (base && from->base_text) {
      const char *digits = strstr(from->base_text, "= ");
      steg_sheet_set_text(&sheet, row, base, digits ? digits + 2 : from->base_text);
    }
  }
  return steg_sheet_finish(&sheet, caption, NULL);
}

/* The subtitle with the period it covers, before its full stop: a chart is often lifted out of its report. */
static const char *dated(const steg_table_job *job, const char *subtitle) {
  size_t size = subtitle ? strlen(subtitle) : 0;
  if (size == 0 || subtitle[size - 1] != '.')
    return subtitle;
  const char *text = steg_table_when(job, steg_arena_text_n(job->context->arena, subtitle, size - 1));
  return text ? steg_arena_printf(job->context->arena, "%s.", text) : NULL;
}

int steg_chart_make(steg_resolve_context *context, const steg_block *block, const steg_result *result,
                    const char *title, const steg_chart **ret_chart, steg_error *err) {
  const steg_table_job job = {.context = context, .result = result, .block = block};
  steg_chart_draft draft = {.chart = {.kind = block->chart_kind}};
  int made = -1;
  for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
    if (makers[i].kind != block->chart_kind)
      continue;
    if (!(makers[i].measures & 1u << result->measure->kind))
      return steg_error_set(err, STEG_ERROR_SCRIPT, "a chart of the kind %s can't show %s",
                            steg_chart_kind_id(block->chart_kind), result->measure->id);
    made = makers[i].make(&job, &draft, err);
  }
  if (made < 0)
    return err && err->kind != STEG_ERROR_NONE ? -1 : steg_error_memory(err);
  steg_chart *chart = steg_arena_alloc(context->arena, sizeof *chart);
  if (!chart)
    return steg_error_memory(err);
  ptrdiff_t highlight = -1;
  const char *finding = steg_finding_title(&job, &draft, &highlight);
  steg_buffer digits;
  steg_buffer_init(&digits, 32);
  steg_buffer_printf(&digits, "%zu", ++context->chart_count);
  const char *subtitle =
      steg_wording_fill(context, STEG_WORD_chart_number, digits.bytes, dated(&job, draft.chart.subtitle));
  draft.chart.id = steg_arena_printf(context->arena, "diagram-%s", digits.bytes);
  steg_buffer_release(&digits);
  draft.chart.title = title ? title : finding;
  if (highlight >= 0)
    draft.chart.rows[highlight].highlight = true;
  if (draft.not_drawn)
    draft.chart.note = steg_wording_sentences(
        context, draft.chart.note,
        draft.not_drawn == 1 ? steg_wording_get(context, STEG_WORD_note_not_drawn_one)
                             : steg_wording_fill(context, STEG_WORD_note_not_drawn,
                                                 steg_wording_integer(context, (int64_t)draft.not_drawn), NULL));
  /* The number keeps the names of two charts' tables apart: they are landmarks of a page. */
  draft.chart.table = data_table(&job, &draft, subtitle);
  draft.chart.subtitle = subtitle;
  draft.chart.alt = steg_alt_text(context, &draft.chart);
  if (steg_arena_failed(context->arena) || !draft.chart.table)
    return steg_error_memory(err);
  *chart = draft.chart;
  *ret_chart = chart;
  return 0;
}
