/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The participant flow: a row per step with its number and share; a breakdown makes columns. */
#include "resolve/table.h"

const steg_table *steg_table_flow(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_result *result = job->result;
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, result, &subjects);
  steg_sheet sheet;
  steg_sheet_start(&sheet, job->context);
  steg_sheet_add_column(&sheet, steg_wording_get(job->context, STEG_WORD_column_step), false);
  size_t groups = result->by_count ? result->by[0].value_count : 0;
  for (size_t v = 0; v < groups; v++)
    steg_sheet_add_column(&sheet, result->by[0].value_labels[v], true);
  size_t number = steg_sheet_add_column(
      &sheet, steg_wording_get(job->context, groups ? STEG_WORD_total : STEG_WORD_column_number), true);
  size_t share = steg_sheet_add_column(&sheet, steg_wording_get(job->context, STEG_WORD_column_share), true);
  for (size_t s = 0; s < count; s++) {
    steg_table_row *row = steg_sheet_add_row(&sheet, subjects[s].label);
    for (size_t v = 0; v < groups; v++)
      steg_sheet_set_figure(&sheet, row, 1 + v,
                            steg_figure_named(steg_lookup_group(result, &subjects[s], 0, (int32_t)v), "count"),
                            STEG_CELL_COUNT);
    const steg_figure *figure = steg_figure_named(subjects[s].total, "count");
    steg_sheet_set_figure(&sheet, row, number, figure, STEG_CELL_COUNT);
    steg_sheet_set_figure(&sheet, row, share, steg_figure_named(subjects[s].total, "share"), STEG_CELL_PERCENT);
  }
  return steg_sheet_finish(
      &sheet, steg_table_when(job, steg_table_by(job, steg_wording_get(job->context, STEG_WORD_caption_flow))),
      steg_wording_get(job->context, STEG_WORD_note_flow));
}
