/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events: a row per kind that occurred, under it its groups. Columns that nothing stands in are left out: a phone is narrow. */
#include "resolve/table.h"

typedef struct columns {
  size_t count, own, outside, reached, share, hours; /* 0 = left out */
} columns;

static void put(steg_sheet *sheet, steg_table_row *row, size_t column, const steg_line *line, const char *field,
                steg_cell_form form) {
  if (column)
    steg_sheet_set_figure(sheet, row, column, steg_figure_named(line, field), form);
}

static void write_line(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  const columns *at = state;
  put(sheet, row, at->count, line, "count", STEG_CELL_COUNT);
  put(sheet, row, at->own, line, "own", STEG_CELL_COUNT);
  put(sheet, row, at->outside, line, "outside", STEG_CELL_COUNT);
  put(sheet, row, at->reached, line, "reached", STEG_CELL_COUNT);
  put(sheet, row, at->share, line, "share", STEG_CELL_PERCENT);
  put(sheet, row, at->hours, line, "hours", STEG_CELL_REAL1);
}

/* The figure of everybody that is the first to be there; NULL when none is. */
static const steg_figure *first_number(const steg_result *result, const char *field) {
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_figure *figure = steg_figure_named(&result->lines[i], field);
    if (steg_lookup_is_number(figure))
      return figure;
  }
  return NULL;
}

/* Events of the kinds that are shown with hours, whose hours nobody has stated. */
static int64_t untimed(const steg_table_job *job) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects);
  int64_t sum = 0;
  for (size_t s = 0; s < count; s++) {
    const steg_figure *hours = subjects[s].total ? steg_figure_named(subjects[s].total, "hours") : NULL;
    sum += steg_lookup_is_number(hours) ? hours->missing : 0;
  }
  return sum;
}

static const char *note_of(const steg_table_job *job, const columns *at) {
  const steg_resolve_context *context = job->context;
  const steg_figure *members = first_number(job->result, "members");
  const char *note = members ? steg_wording_fill(context, STEG_WORD_note_events,
                                                 steg_wording_integer(context, members->count), steg_table_unit(job))
                             : NULL;
  if (at->own)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_events_own));
  if (at->outside)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_events_outside));
  int64_t without = at->hours ? untimed(job) : 0;
  if (without > 0)
    note = steg_wording_sentences(
        context, note,
        steg_wording_fill(context, STEG_WORD_note_events_hours, steg_wording_integer(context, without), NULL));
  return note;
}

const steg_table *steg_table_events(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  const steg_result *result = job->result;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_table_first_heading(job, STEG_WORD_column_event), false);
  columns at = {0};
  at.count = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_number), true);
  if (steg_table_occurs(result, "reached")) {
    steg_word heading =
        steg_table_counts_persons(job) ? STEG_WORD_column_events_persons : STEG_WORD_column_events_participations;
    at.reached = steg_sheet_add_column(&sheet, steg_wording_get(context, heading), true);
    at.share = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_share), true);
  }
  if (steg_table_occurs(result, "own"))
    at.own = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_events_own), true);
  if (steg_table_occurs(result, "outside"))
    at.outside = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_events_outside), true);
  if (first_number(result, "hours"))
    at.hours = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_hours), true);
  steg_table_add_lines(job, &sheet, "count", write_line, &at);
  return steg_sheet_finish(
      &sheet, steg_table_when(job, steg_table_by(job, steg_wording_get(context, STEG_WORD_caption_events))),
      note_of(job, &at));
}
