/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Response rates out of a flow with an instrument: at start and at exit, who was asked, waived, should have answered, did, did not. */
#include "resolve/table.h"

static const struct {
  steg_word label;
  const char *asked, *waived, *expected, *answered, *missing; /* keys of the flow's lines */
} moments[] = {
    {STEG_WORD_occasion_start, "started", "start_waived", "start_expected", "start_answered", "start_missing"},
    {STEG_WORD_occasion_end, "ended", "end_waived", "end_expected", "end_answered", "end_missing"},
};

static const steg_figure *everybody(const steg_result *result, const char *key, const char *field) {
  static const int32_t group[STEG_BY_MAX] = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL};
  const steg_line *line = steg_lookup_line(result, -1, -1, key, group);
  return line ? steg_figure_named(line, field) : NULL;
}

/* How many have answers that count for nothing; NULL when nobody, or when it is hidden. */
static const char *outside_note(const steg_table_job *job) {
  const steg_figure *outside = everybody(job->result, "out_of_window", "count");
  if (!steg_lookup_is_number(outside) || outside->count <= 0)
    return NULL;
  if (outside->count == 1)
    return steg_wording_get(job->context, STEG_WORD_note_out_of_window_one);
  return steg_wording_fill(job->context, STEG_WORD_note_out_of_window,
                           steg_wording_integer(job->context, outside->count), NULL);
}

const steg_table *steg_table_responses(const steg_table_job *job, steg_error *err) {
  const steg_resolve_context *context = job->context;
  const steg_result *result = job->result;
  if (!result->instrument) {
    steg_error_set(err, STEG_ERROR_SCRIPT,
                   "a table of responses needs a flow with an instrument: cohort:flow(\"bip\")");
    return NULL;
  }
  static const steg_word heads[] = {STEG_WORD_column_asked, STEG_WORD_column_waived, STEG_WORD_column_expected,
                                    STEG_WORD_column_answered, STEG_WORD_column_not_answered};
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_occasion), false);
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
    steg_sheet_add_column(&sheet, steg_wording_get(context, heads[i]), true);
  size_t rate = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_response_rate), true);
  for (size_t m = 0; m < sizeof moments / sizeof moments[0]; m++) {
    const char *const keys[] = {moments[m].asked, moments[m].waived, moments[m].expected, moments[m].answered,
                                moments[m].missing};
    steg_table_row *row = steg_sheet_add_row(&sheet, steg_wording_get(context, moments[m].label));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
      steg_sheet_set_figure(&sheet, row, 1 + i, everybody(result, keys[i], "count"), STEG_CELL_COUNT);
    steg_sheet_set_figure(&sheet, row, rate, everybody(result, moments[m].answered, "share"), STEG_CELL_PERCENT);
  }
  const char *note = steg_wording_get(context, STEG_WORD_note_responses), *outside = outside_note(job);
  const char *name = steg_lookup_instrument_name(result->instrument->id, result->instrument, context->lang);
  return steg_sheet_finish(&sheet,
                           steg_table_when(job, steg_wording_fill(context, STEG_WORD_caption_responses, name, NULL)),
                           outside ? steg_arena_printf(context->arena, "%s %s", note, outside) : note);
}
