/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people lived on before and after: number and share at both times, and the change in percentage points. */
#include "resolve/table.h"

typedef struct columns {
  size_t before, before_share, after, after_share, change;
} columns;

static void write_line(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  const columns *at = state;
  steg_sheet_set_figure(sheet, row, at->before, steg_figure_named(line, "before"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->before_share, steg_figure_named(line, "before_share"), STEG_CELL_PERCENT);
  steg_sheet_set_figure(sheet, row, at->after, steg_figure_named(line, "after"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->after_share, steg_figure_named(line, "after_share"), STEG_CELL_PERCENT);
  steg_sheet_set_figure(sheet, row, at->change, steg_figure_named(line, "change"), STEG_CELL_SIGNED);
}

const steg_table *steg_table_income(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_source), false);
  columns at;
  at.before = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_before_number), true);
  at.before_share = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_before_share), true);
  at.after = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_after_number), true);
  at.after_share = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_after_share), true);
  at.change = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_points), true);
  steg_table_add_lines(job, &sheet, "after", write_line, &at);
  const char *base = steg_table_population(job, STEG_WORD_note_base, &job->result->paired, &job->result->registered);
  const char *note = steg_wording_sentences(context, base, steg_wording_get(context, STEG_WORD_note_income_multiple));
  return steg_sheet_finish(&sheet, steg_table_by(job, steg_wording_get(context, STEG_WORD_caption_income)), note);
}
