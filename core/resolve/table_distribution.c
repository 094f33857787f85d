/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers: a row per item (and group), a column per step of the scale, then those outside it, n and the positive share. */
#include "resolve/table.h"
#include <string.h>

typedef struct columns {
  size_t levels, level_count, cannot, missing, n, positive;
} columns;

static void write_line(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  const columns *at = state;
  if (!line)
    return;
  for (size_t i = 0; line->levels && i < at->level_count && i < line->level_count; i++)
    steg_sheet_set_figure(sheet, row, at->levels + i, &line->levels[i], STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->cannot, steg_figure_named(line, "cannot_answer"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->missing, steg_figure_named(line, "missing"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->n, steg_figure_named(line, "n"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->positive, steg_figure_named(line, "positive"), STEG_CELL_PERCENT);
}

/* The items of one table share a scale: one header row can't name two. */
static bool one_scale(const steg_result *result) {
  const steg_scale *first = NULL;
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_scale *scale = steg_lookup_scale(result, result->lines[i].item);
    if (first && scale != first)
      return false;
    first = scale;
  }
  return true;
}

const steg_table *steg_table_distribution(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  const steg_result *result = job->result;
  int32_t item = result->line_count ? result->lines[0].item : -1;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_table_first_heading(job, STEG_WORD_column_item), false);
  columns at = {.levels = 1, .level_count = one_scale(result) ? steg_lookup_level_count(result, item) : 0};
  for (size_t i = 0; i < at.level_count; i++)
    steg_sheet_add_column(&sheet, steg_lookup_level_label(result, item, i, context->lang), true);
  at.cannot = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_cannot_answer), true);
  at.missing = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_missing), true);
  at.n = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_answers), true);
  at.positive = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_positive), true);
  steg_table_add_lines(job, &sheet, "positive", write_line, &at);
  const char *name = steg_lookup_instrument_name(result->how.instrument, result->instrument, context->lang);
  const char *note = steg_wording_sentences(
      context, steg_wording_get(context, STEG_WORD_note_answers),
      steg_table_population(job, STEG_WORD_note_measured_of, &result->measured, &result->registered));
  return steg_sheet_finish(&sheet, steg_wording_fill(context, STEG_WORD_caption_distribution, name, NULL), note);
}
