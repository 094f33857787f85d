/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before and after on one line: the positive share of each item at start and at the latest occasion among the paired,
 * or each income source before and after. Only pairs are drawn: two dots always speak of the same people.
 */
#include "base/number.h"
#include "resolve/chart.h"
#include <math.h>
#include <string.h>

/* The two shares of a row. */
typedef struct shares {
  const steg_figure *before, *after;
} shares;

static shares find_shares(const steg_table_job *job, const steg_line *line) {
  bool income = job->result->measure->kind == STEG_MEASURE_INCOME;
  return (shares){.before = steg_figure_named(line, income ? "before_share" : "before_positive"),
                  .after = steg_figure_named(line, income ? "after_share" : "after_positive")};
}

static bool drawable(const steg_figure *figure) {
  return steg_lookup_is_number(figure) && figure->base > 0;
}

/* "+14 p.e.", from the unrounded shares: of the same people, so the difference is a whole count of one base, which a
 * double of the shares is not (9 of 40 less is -22.5, and -23 in every place where it is printed). */
static const char *change_text(const steg_resolve_context *context, const shares *found) {
  if (!drawable(found->before) || !drawable(found->after))
    return STEG_SIGN_HIDDEN;
  const steg_figure *before = found->before, *after = found->after;
  double change =
      before->base == after->base
          ? (double)steg_number_percent(after->count - before->count, before->base)
          : 100.0 * ((double)after->count / (double)after->base - (double)before->count / (double)before->base);
  return steg_wording_fill(context, STEG_WORD_points_short, steg_wording_signed(context, change, 0), NULL);
}

/* The sources themselves come first, and are the result's levels; groups of them ("ohälsa") come after. */
static bool is_group_of_sources(const steg_result *result, const steg_line *line) {
  for (size_t i = 0; line->key && i < result->level_count; i++)
    if (!strcmp(result->level_ids[i], line->key))
      return false;
  return result->level_count > 0;
}

static bool nobody(const shares *found) {
  return drawable(found->before) && drawable(found->after) && !found->before->count && !found->after->count;
}

int steg_chart_dumbbell(const steg_table_job *job, steg_chart_draft *draft, steg_error *err) {
  (void)err;
  const steg_resolve_context *context = job->context;
  bool income = job->result->measure->kind == STEG_MEASURE_INCOME;
  steg_chart_entry *entries = NULL;
  size_t count = steg_chart_entries(job, income ? "after" : "after_positive", &entries, &draft->groups);
  if (!steg_chart_room(job, draft, count, 2))
    return -1;
  draft->chart.series[0].label = steg_wording_get(context, STEG_WORD_before);
  draft->chart.series[1].label = steg_wording_get(context, STEG_WORD_after);
  double largest = 0;
  bool left_empty = false, grouped = false;
  for (size_t i = 0; i < count; i++) {
    shares found = find_shares(job, entries[i].line);
    if (income && nobody(&found)) {
      left_empty = true;
      continue;
    }
    if (!drawable(found.before) && !drawable(found.after)) {
      draft->not_drawn++;
      continue;
    }
    int64_t base = income ? -1 : drawable(found.after) ? found.after->base : -1;
    steg_chart_row *row = steg_chart_add_row(job, draft, &entries[i], base);
    if (!row)
      return -1;
    if (income && !grouped && is_group_of_sources(job->result, entries[i].line)) {
      row->gap_before = true;
      grouped = true;
    }
    row->values[0] = steg_chart_percent(context, found.before);
    row->values[1] = steg_chart_percent(context, found.after);
    row->change_text = change_text(context, &found);
    largest = fmax(largest, fmax(row->values[0].value, row->values[1].value));
  }
  const char *lone = steg_chart_lone_item(job), *name = steg_chart_instrument(job);
  if (income)
    draft->chart.subtitle = steg_wording_get(context, STEG_WORD_sub_income);
  else
    draft->chart.subtitle = lone && draft->groups ? steg_wording_fill(context, STEG_WORD_sub_change_groups, lone, name)
                                                  : steg_wording_fill(context, STEG_WORD_sub_change, name, NULL);
  draft->chart.change_label = steg_wording_get(context, STEG_WORD_change);
  draft->chart.axis_unit = "%";
  draft->chart.axis_high = steg_chart_axis_percent(largest);
  const char *population = steg_table_population(job, income ? STEG_WORD_note_base : STEG_WORD_note_pairs_of,
                                                 &job->result->paired, &job->result->registered);
  const char *more =
      income ? steg_wording_get(context, left_empty ? STEG_WORD_note_left_empty : STEG_WORD_note_income_multiple)
             : steg_wording_sentences(context, steg_chart_role_note(job), steg_chart_positive_note(job));
  draft->chart.note = steg_wording_sentences(context, steg_wording_sentences(context, population, more),
                                             steg_wording_get(context, STEG_WORD_note_points));
  return 0;
}
