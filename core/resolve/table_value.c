/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share, difference or sum that a script asked for: a row per line and a column per figure. */
#include "resolve/table.h"
#include <string.h>

static const char *heading(const steg_resolve_context *context, const char *name) {
  const char *word = strcmp(name, "value") ? steg_words_find(context->lang, name) : NULL;
  return word ? word : steg_wording_get(context, STEG_WORD_column_value);
}

static void write_line(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  (void)state;
  for (size_t i = 0; line && i < line->figure_count && i + 1 < sheet->column_count; i++)
    steg_sheet_set_figure(sheet, row, i + 1, &line->figures[i].figure,
                          line->figures[i].figure.unit == STEG_UNIT_SHARE ? STEG_CELL_SHARE : STEG_CELL_TEXT);
}

const steg_table *steg_table_value(const steg_table_job *job, steg_error *err) {
  (void)err;
  steg_sheet sheet;
  steg_sheet_start(&sheet, job->context);
  steg_sheet_add_column(&sheet, steg_table_first_heading(job, STEG_WORD_column_group), false);
  const steg_line *first = job->result->line_count ? &job->result->lines[0] : NULL;
  for (size_t i = 0; first && i < first->figure_count; i++)
    steg_sheet_add_column(&sheet, heading(job->context, first->figures[i].name), true);
  steg_table_add_lines(job, &sheet, "value", write_line, NULL);
  return steg_sheet_finish(
      &sheet, steg_table_when(job, steg_table_by(job, steg_wording_get(job->context, STEG_WORD_column_value))), NULL);
}
