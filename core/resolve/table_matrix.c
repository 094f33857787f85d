/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First against last, or before against after: the square of counts of one item, or of the income sources that anybody
 * had. */
#include "resolve/table.h"

/* Whether row and column `nth` hold nothing but shown noughts: a source that nobody had. */
static bool empty_level(const steg_line *line, size_t nth) {
  for (size_t i = 0; i < line->level_count; i++) {
    const steg_figure *row = &line->matrix[nth * line->level_count + i];
    const steg_figure *column = &line->matrix[i * line->level_count + nth];
    if (!steg_lookup_is_number(row) || row->count || !steg_lookup_is_number(column) || column->count)
      return false;
  }
  return true;
}

static const steg_line *matrix_line(const steg_result *result) {
  for (size_t i = 0; i < result->line_count; i++)
    if (result->lines[i].matrix)
      return &result->lines[i];
  return NULL;
}

static bool many_matrices(const steg_result *result) {
  size_t found = 0;
  for (size_t i = 0; i < result->line_count; i++)
    found += result->lines[i].matrix != NULL;
  return found > 1;
}

const steg_table *steg_table_matrix(const steg_table_job *job, steg_error *err) {
  const steg_resolve_context *context = job->context;
  const steg_result *result = job->result;
  const steg_line *line = matrix_line(result);
  bool income = result->measure->kind == STEG_MEASURE_INCOME;
  if (many_matrices(result)) {
    steg_error_set(err, STEG_ERROR_SCRIPT,
                   "a matrix shows one item of one role and no breakdown: name the item in the request");
    return NULL;
  }
  size_t count = line ? line->level_count : 0;
  bool *kept = steg_arena_array(context->arena, count + 1, sizeof *kept);
  if (!kept)
    return NULL;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_before_after), false);
  bool left_out = false;
  for (size_t i = 0; i < count; i++) {
    kept[i] = !income || !empty_level(line, i);
    left_out = left_out || !kept[i];
    if (kept[i])
      steg_sheet_add_column(&sheet, steg_lookup_level_label(result, line->item, i, context->lang), true);
  }
  for (size_t i = 0; i < count; i++) {
    if (!kept[i])
      continue;
    steg_table_row *row = steg_sheet_add_row(&sheet, steg_lookup_level_label(result, line->item, i, context->lang));
    size_t column = 1;
    for (size_t j = 0; j < count; j++)
      if (kept[j])
        steg_sheet_set_figure(&sheet, row, column++, &line->matrix[i * count + j], STEG_CELL_COUNT);
  }
  const steg_item *item = line ? steg_lookup_item(result, line->item) : NULL;
  const char *caption =
      income
          ? steg_wording_get(context, STEG_WORD_caption_income_matrix)
          : steg_wording_fill(
                context, STEG_WORD_caption_matrix,
                item ? steg_wording_quote(context, steg_text_pick(context->lang, item->text_sv, item->text_en)) : NULL,
                NULL);
  return steg_sheet_finish(&sheet, steg_table_when(job, caption),
                           left_out ? steg_wording_get(context, STEG_WORD_note_left_empty) : NULL);
}
