/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progression: a row per item (and group). The numbers come first, since that is what a board reads; then the share and
 * the mean. The table of intervals is its own, for the appendix. */
#include "resolve/comparability.h"
#include "resolve/table.h"

typedef struct columns {
  const char *moved; /* "better", or "changed" where no step is better than another */
  size_t pairs, better, same, worse, share, mean, better_interval, mean_interval; /* worse 0 = no such column */
} columns;

static void write_line(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  const columns *at = state;
  steg_sheet_set_figure(sheet, row, at->pairs, steg_figure_named(line, "paired"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->better, steg_figure_named(line, at->moved), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->same, steg_figure_named(line, "same"), STEG_CELL_COUNT);
  if (at->worse)
    steg_sheet_set_figure(sheet, row, at->worse, steg_figure_named(line, "worse"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->share, steg_figure_named(line, at->moved), STEG_CELL_PERCENT);
  steg_sheet_set_figure(sheet, row, at->mean, steg_figure_named(line, "mean_change"), STEG_CELL_SIGNED1);
}

static const char *instrument_name(const steg_table_job *job) {
  return steg_lookup_instrument_name(job->result->how.instrument, job->result->instrument, job->context->lang);
}

const steg_table *steg_table_change(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_table_first_heading(job, STEG_WORD_column_item), false);
  bool directed = steg_table_applies(job->result, "better") || !steg_table_applies(job->result, "changed");
  columns at = {.moved = directed ? "better" : "changed"};
  at.pairs = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_pairs), true);
  at.better = steg_sheet_add_column(
      &sheet, steg_wording_get(context, directed ? STEG_WORD_better : STEG_WORD_column_changed), true);
  at.same = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_same), true);
  if (directed)
    at.worse = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_worse), true);
  at.share = steg_sheet_add_column(
      &sheet, steg_wording_get(context, directed ? STEG_WORD_column_better_share : STEG_WORD_column_changed_share),
      true);
  at.mean = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_mean_change), true);
  steg_table_add_lines(job, &sheet, at.moved, write_line, &at);
  const char *population =
      steg_table_population(job, STEG_WORD_note_pairs_of, &job->result->paired, &job->result->registered);
  const char *note = steg_wording_sentences(
      context, steg_wording_get(context, STEG_WORD_note_pairs),
      steg_wording_sentences(context, population, steg_wording_get(context, STEG_WORD_note_mean_change)));
  note = steg_wording_sentences(context, note, steg_table_placeholder_note(job));
  note = steg_wording_sentences(context, note, steg_comparability_note(context, job->result));
  return steg_sheet_finish(&sheet,
                           steg_table_when(job, steg_table_by(job, steg_wording_fill(context, STEG_WORD_caption_change,
                                                                                     instrument_name(job), NULL))),
                           note);
}

static void write_intervals(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state) {
  const columns *at = state;
  const steg_figure *better = steg_figure_named(line, "better"), *mean = steg_figure_named(line, "mean_change");
  steg_sheet_set_figure(sheet, row, at->pairs, steg_figure_named(line, "paired"), STEG_CELL_COUNT);
  steg_sheet_set_figure(sheet, row, at->share, better, STEG_CELL_PERCENT);
  steg_sheet_set_written(sheet, row, at->better_interval, better, steg_wording_interval(sheet->context, better));
  steg_sheet_set_figure(sheet, row, at->mean, mean, STEG_CELL_SIGNED1);
  steg_sheet_set_written(sheet, row, at->mean_interval, mean, steg_wording_interval(sheet->context, mean));
}

const steg_table *steg_table_intervals(const steg_table_job *job, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  const char *interval = steg_wording_get(context, STEG_WORD_column_interval);
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_table_first_heading(job, STEG_WORD_column_item), false);
  columns at = {.moved = "better"};
  at.pairs = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_pairs), true);
  at.share = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_better_share), true);
  at.better_interval = steg_sheet_add_column(&sheet, interval, true);
  at.mean = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_mean_change), true);
  at.mean_interval = steg_sheet_add_column(&sheet, interval, true);
  steg_table_add_lines(job, &sheet, "better", write_intervals, &at);
  return steg_sheet_finish(
      &sheet,
      steg_table_when(
          job, steg_table_by(job, steg_wording_fill(context, STEG_WORD_caption_intervals, instrument_name(job), NULL))),
      steg_wording_get(context, STEG_WORD_note_interval));
}
