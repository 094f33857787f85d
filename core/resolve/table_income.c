/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people lived on before and after: number and share at both times, and the change in percentage points. */
#include "resolve/comparability.h"
#include "resolve/table.h"
#include <string.h>

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

static bool nobody(const steg_line *line) {
  const steg_figure *before = steg_figure_named(line, "before"), *after = steg_figure_named(line, "after");
  return steg_lookup_is_number(before) && steg_lookup_is_number(after) && !before->count && !after->count;
}

/* The group of a source in the register's scale ("ohalsa"); NULL for none, and for a group itself. */
static const char *group_of(const steg_result *result, const steg_subject *subject) {
  const steg_scale *scale = steg_lookup_scale(result, subject->item);
  for (uint32_t i = 0; scale && i < scale->levels.count; i++)
    if (!strcmp(scale->levels.rows[i].code, subject->key))
      return scale->levels.rows[i].group;
  return NULL;
}

static void add_row(steg_sheet *sheet, const steg_subject *subject, unsigned indent, columns *at, bool *left_empty) {
  if (nobody(subject->total)) {
    *left_empty = true;
    return;
  }
  steg_table_row *row = steg_sheet_add_row(sheet, subject->label);
  if (row)
    row->indent = indent;
  write_line(sheet, row, subject->total, at);
}

/* Groups of sources as the register declares them, each above its own; then the sources of no group. */
static void add_nested(const steg_table_job *job, steg_sheet *sheet, columns *at, bool *left_empty) {
  const steg_result *result = job->result;
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, result, &subjects), sources = result->level_count;
  for (size_t g = sources; g < count; g++) {
    add_row(sheet, &subjects[g], 0, at, left_empty);
    for (size_t s = 0; s < sources; s++) {
      const char *group = group_of(result, &subjects[s]);
      if (group && !strcmp(group, subjects[g].key))
        add_row(sheet, &subjects[s], 1, at, left_empty);
    }
  }
  for (size_t s = 0; s < sources && s < count; s++) {
    const char *group = group_of(result, &subjects[s]);
    bool listed = false;
    for (size_t g = sources; g < count && group; g++)
      listed = listed || !strcmp(group, subjects[g].key);
    if (!listed)
      add_row(sheet, &subjects[s], 0, at, left_empty);
  }
}

const steg_table *steg_table_income(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  bool sorted = job->block && (job->block->sort || job->block->top), left_empty = false;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_source), false);
  columns at;
  at.before = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_before_number), true);
  at.before_share = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_before_share), true);
  at.after = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_after_number), true);
  at.after_share = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_after_share), true);
  at.change = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_points), true);
  if (sorted || job->result->by_count > 0)
    steg_table_add_lines(job, &sheet, "after", write_line, &at);
  else
    add_nested(job, &sheet, &at, &left_empty);
  const char *base = steg_table_population(job, STEG_WORD_note_base, &job->result->paired, &job->result->registered);
  const char *note = steg_wording_sentences(context, base, steg_wording_get(context, STEG_WORD_note_income_multiple));
  if (left_empty)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_left_empty));
  note = steg_wording_sentences(context, note, steg_comparability_note(context, job->result));
  return steg_sheet_finish(
      &sheet, steg_table_when(job, steg_table_by(job, steg_wording_get(context, STEG_WORD_caption_income))), note);
}
