/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Diverging stacked bars of a distribution: a row per item (or per group of one item), a series per step from the most
 * negative to the most positive. Items on another scale than the first are left to the table.
 */
#include "instrument/model.h"
#include "resolve/chart.h"

static steg_chart_side side_of(const steg_item *item, const steg_level *level) {
  if (steg_model_is_positive(item, level))
    return STEG_SIDE_POSITIVE;
  return level->kind == STEG_LEVEL_NEUTRAL ? STEG_SIDE_NEUTRAL : STEG_SIDE_NEGATIVE;
}

/* The step drawn as the nth from the left: a scale that is better downwards is turned round. */
static size_t step_at(const steg_scale *scale, size_t nth, size_t count) {
  return scale->better == STEG_BETTER_DOWN ? count - 1 - nth : nth;
}

/* A step between the positive and the negative ones that neither list claims is neutral: the middle of an odd scale. */
static void mark_sides(const steg_item *item, const steg_scale *scale, steg_chart_series *series, size_t count) {
  size_t positives = 0;
  bool has_neutral = false;
  for (size_t i = 0; i < count; i++) {
    const steg_level *level = &scale->levels.rows[steg_model_step(scale, (uint32_t)step_at(scale, i, count))];
    series[i].side = side_of(item, level);
    positives += series[i].side == STEG_SIDE_POSITIVE;
    has_neutral = has_neutral || series[i].side == STEG_SIDE_NEUTRAL;
  }
  if (!has_neutral && count == 2 * positives + 1)
    series[positives].side = STEG_SIDE_NEUTRAL;
}

/* Sum of a side as whole percent from the counts; NULL when a part of it is hidden. */
static const char *side_sum(const steg_resolve_context *context, const steg_chart_draft *draft, const steg_line *line,
                            const steg_scale *scale, steg_chart_side side) {
  int64_t sum = 0, base = 0;
  for (size_t i = 0; i < draft->chart.series_count; i++) {
    const steg_figure *figure = &line->levels[step_at(scale, i, draft->chart.series_count)];
    if (!steg_lookup_is_number(figure))
      return NULL;
    base += figure->count;
    if (draft->chart.series[i].side == side)
      sum += figure->count;
  }
  return base > 0 ? steg_chart_percent(
                        context,
                        &(steg_figure){.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = sum, .base = base})
                        .text
                  : NULL;
}

/* Every step hidden, or nobody has answered: a question that a form does not ask makes no row. */
static bool nothing_shown(const steg_line *line) {
  const steg_figure *n = steg_figure_named(line, "n");
  if (steg_lookup_is_number(n) && n->count == 0)
    return true;
  for (size_t i = 0; i < line->level_count; i++)
    if (steg_lookup_is_number(&line->levels[i]))
      return false;
  return true;
}

static void draw_line(const steg_table_job *job, steg_chart_draft *draft, const steg_chart_entry *entry,
                      const steg_scale *scale) {
  const steg_figure *n = steg_figure_named(entry->line, "n");
  steg_chart_row *row = steg_chart_add_row(job, draft, entry, steg_lookup_is_number(n) ? n->count : -1);
  if (!row)
    return;
  for (size_t i = 0; i < draft->chart.series_count; i++) {
    steg_figure figure = entry->line->levels[step_at(scale, i, draft->chart.series_count)];
    if (figure.kind == STEG_FIGURE_NUMBER)
      figure.base = steg_lookup_is_number(n) ? n->count : 0;
    row->values[i] = steg_chart_percent(job->context, &figure);
  }
  row->negative_text = side_sum(job->context, draft, entry->line, scale, STEG_SIDE_NEGATIVE);
  /* The positive share is a figure of its own, and may be shown where one of its steps is not. */
  steg_chart_value positive = steg_chart_percent(job->context, steg_figure_named(entry->line, "positive"));
  row->positive_text = positive.hidden ? NULL : positive.text;
}

int steg_chart_likert(const steg_table_job *job, steg_chart_draft *draft, steg_error *err) {
  const steg_resolve_context *context = job->context;
  steg_chart_entry *entries = NULL;
  size_t count = steg_chart_entries(job, "positive", &entries, &draft->groups);
  const steg_scale *scale = count ? steg_lookup_scale(job->result, entries[0].line->item) : NULL;
  const steg_item *item = count ? steg_lookup_item(job->result, entries[0].line->item) : NULL;
  size_t steps = scale ? steg_model_step_count(scale) : 0;
  if (count && (!scale || !scale->ordered))
    return steg_error_set(err, STEG_ERROR_SCRIPT,
                          "the chart likert shows items with an ordered scale, which \"%s\" has not",
                          item ? item->id : "");
  if (!steg_chart_room(job, draft, count, steps))
    return -1;
  for (size_t i = 0; i < steps; i++)
    draft->chart.series[i].label =
        steg_lookup_level_label(job->result, entries[0].line->item, step_at(scale, i, steps), context->lang);
  if (scale)
    mark_sides(item, scale, draft->chart.series, steps);
  bool mixed = false;
  for (size_t i = 0; i < count; i++) {
    bool same = steg_lookup_scale(job->result, entries[i].line->item) == scale && entries[i].line->levels &&
                entries[i].line->level_count == steps;
    mixed = mixed || !same;
    if (same && nothing_shown(entries[i].line))
      draft->not_drawn++;
    else if (same)
      draw_line(job, draft, &entries[i], scale);
  }
  const char *lone = steg_chart_lone_item(job), *name = steg_chart_instrument(job);
  draft->chart.subtitle = lone && draft->groups ? steg_wording_fill(context, STEG_WORD_sub_likert_groups, lone, name)
                                                : steg_wording_fill(context, STEG_WORD_sub_likert, name, NULL);
  draft->chart.axis_unit = "%";
  draft->chart.axis_high = 100;
  draft->chart.note = steg_wording_sentences(
      context, steg_table_population(job, STEG_WORD_note_measured_of, &job->result->measured, &job->result->registered),
      steg_wording_sentences(context,
                             steg_wording_sentences(context, steg_chart_role_note(job), steg_chart_positive_note(job)),
                             mixed ? steg_wording_get(context, STEG_WORD_note_scale_mixed) : NULL));
  return 0;
}
