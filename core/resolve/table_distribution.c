/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers: a row per item (and group), a column per step of the scale, then those outside it, n and the positive share.
 * What no item has, or nobody answered, makes no column; numbers get their median and mean instead of steps.
 */
#include "resolve/comparability.h"
#include "resolve/table.h"

enum { COLUMN_COUNT = 6 };

/* After the steps; `form` 0 is a median. */
static const struct {
  const char *field;
  steg_word heading;
  steg_cell_form form;
  bool when_occurring; /* only when it is anything but nought somewhere */
} columns[COLUMN_COUNT] = {
    {"cannot_answer", STEG_WORD_column_cannot_answer, STEG_CELL_COUNT, true},
    {"missing", STEG_WORD_column_missing, STEG_CELL_COUNT, true},
    {"n", STEG_WORD_column_answers, STEG_CELL_COUNT, false},
    {"positive", STEG_WORD_column_positive, STEG_CELL_PERCENT, false},
    {"median", STEG_WORD_column_median, 0, false},
    {"mean", STEG_WORD_column_mean, STEG_CELL_REAL1, false},
};

typedef struct layout {
  const steg_result *result;
  const steg_scale *scale;
  size_t level_count;
  size_t at[COLUMN_COUNT]; /* 0 = no such column */
} layout;

static void write_line(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  const layout *chosen = state;
  if (!line)
    return;
  bool same = line->levels && steg_lookup_scale(chosen->result, line->item) == chosen->scale;
  for (size_t i = 0; same && i < chosen->level_count && i < line->level_count; i++)
    steg_sheet_set_figure(sheet, row, 1 + i, &line->levels[i], STEG_CELL_COUNT);
  for (size_t c = 0; c < COLUMN_COUNT; c++) {
    const steg_figure *figure = steg_figure_named(line, columns[c].field);
    if (chosen->at[c] && columns[c].form)
      steg_sheet_set_figure(sheet, row, chosen->at[c], figure, columns[c].form);
    else if (chosen->at[c])
      steg_sheet_set_written(sheet, row, chosen->at[c], figure, steg_wording_median(sheet->context, figure));
  }
}

/* The scale that names the columns: the first one there is. One header row can't name two, so items on another scale
 * have empty cells for the steps; the note says so. */
static int32_t leading_item(const steg_result *result, bool *ret_mixed) {
  const steg_scale *leading = NULL;
  int32_t item = -1;
  *ret_mixed = false;
  for (size_t i = 0; i < result->line_count && !leading; i++)
    if ((leading = steg_lookup_scale(result, result->lines[i].item)))
      item = result->lines[i].item;
  for (size_t i = 0; i < result->line_count && leading; i++)
    *ret_mixed = *ret_mixed || steg_lookup_scale(result, result->lines[i].item) != leading;
  return item;
}

const steg_table *steg_table_distribution(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  const steg_result *result = job->result;
  bool mixed;
  int32_t item = leading_item(result, &mixed);
  layout chosen = {.result = result,
                   .scale = steg_lookup_scale(result, item),
                   .level_count = item >= 0 ? steg_lookup_level_count(result, item) : 0};
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_table_first_heading(job, STEG_WORD_column_item), false);
  for (size_t i = 0; i < chosen.level_count; i++)
    steg_sheet_add_column(&sheet, steg_lookup_level_label(result, item, i, context->lang), true);
  bool numbers = steg_table_applies(result, "mean");
  for (size_t c = 0; c < COLUMN_COUNT; c++) {
    bool wanted = columns[c].when_occurring ? steg_table_occurs(result, columns[c].field)
                                            : steg_table_applies(result, columns[c].field);
    bool of_numbers = columns[c].form == 0 || columns[c].form == STEG_CELL_REAL1;
    if (wanted && (!of_numbers || numbers))
      chosen.at[c] = steg_sheet_add_column(&sheet, steg_wording_get(context, columns[c].heading), true);
  }
  steg_table_add_lines(job, &sheet, "positive", write_line, &chosen);
  const char *name = steg_lookup_instrument_name(result->how.instrument, result->instrument, context->lang);
  const char *note = steg_wording_sentences(
      context, steg_wording_get(context, STEG_WORD_note_answers),
      steg_table_population(job, STEG_WORD_note_measured_of, &result->measured, &result->registered));
  if (mixed)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_other_scale));
  note = steg_wording_sentences(context, note, steg_table_placeholder_note(job));
  note = steg_wording_sentences(context, note, steg_comparability_note(context, job->result));
  return steg_sheet_finish(
      &sheet,
      steg_table_when(job, steg_table_by(job, steg_wording_fill(context, STEG_WORD_caption_distribution, name, NULL))),
      note);
}
