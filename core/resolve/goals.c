/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/goals.h"
#include "resolve/lookup.h"
#include "resolve/sheet.h"
#include <math.h>
#include <string.h>

/* The instrument itself, where a result of the document holds it. */
static const steg_instrument *known_instrument(const steg_document *document, const char *id) {
  for (size_t i = 0; i < document->request_count; i++) {
    const steg_result *result = document->requests[i].result;
    if (result && result->instrument && !strcmp(result->instrument->id, id))
      return result->instrument;
  }
  return NULL;
}

static const char *source_text(const steg_resolve_context *context, const steg_goal *goal) {
  if (!goal->source)
    return steg_wording_get(context, STEG_WORD_source_none);
  if (!strcmp(goal->source, "events"))
    return steg_wording_get(context, STEG_WORD_source_events);
  if (!strcmp(goal->source, "counts"))
    return steg_wording_get(context, STEG_WORD_source_counts);
  return steg_lookup_instrument_name(goal->source, known_instrument(context->document, goal->source), context->lang);
}

/* The number of a goal in its unit: a share as percent, others with a decimal only where there is one. */
static const char *target_number(const steg_resolve_context *context, const steg_goal *goal) {
  double value = goal->target;
  if (goal->unit && !strcmp(goal->unit, "share"))
    return steg_arena_printf(context->arena, "%s\xC2\xA0%%", steg_wording_real(context, value * 100, 0));
  const char *number = steg_wording_real(context, value, value == floor(value) ? 0 : 1);
  if (goal->unit && !strcmp(goal->unit, "per_year"))
    return steg_wording_fill(context, STEG_WORD_per_year, number, NULL);
  if (goal->unit && !strcmp(goal->unit, "per_week"))
    return steg_wording_fill(context, STEG_WORD_per_week, number, NULL);
  return number;
}

static const char *target_text(const steg_resolve_context *context, const steg_goal *goal) {
  static const struct {
    const char *comparator;
    steg_word with_number, without;
  } rows[] = {
      {">=", STEG_WORD_target_at_least, STEG_WORD_target_none},
      {"<=", STEG_WORD_target_at_most, STEG_WORD_target_none},
      {"about", STEG_WORD_target_about, STEG_WORD_target_none},
      {"increase", STEG_WORD_target_increase_of, STEG_WORD_target_increase},
      {"more_better_than_worse", STEG_WORD_target_more_better, STEG_WORD_target_more_better},
  };
  bool number = !isnan(goal->target);
  for (size_t i = 0; goal->comparator && i < sizeof rows / sizeof rows[0]; i++)
    if (!strcmp(goal->comparator, rows[i].comparator))
      return number ? steg_wording_fill(context, rows[i].with_number, target_number(context, goal), NULL)
                    : steg_wording_get(context, rows[i].without);
  return number ? target_number(context, goal) : steg_wording_get(context, STEG_WORD_target_none);
}

const steg_table *steg_goals_table(const steg_resolve_context *context, const steg_initiative *initiative) {
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_goal), false);
  size_t source = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_measured_by), false);
  size_t target = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_target), false);
  size_t verdict = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_verdict), false);
  for (size_t i = 0; i < initiative->goal_count; i++) {
    const steg_goal *goal = &initiative->goals[i];
    steg_table_row *row = steg_sheet_add_row(&sheet, steg_text_pick(context->lang, goal->text_sv, goal->text_en));
    steg_sheet_set_text(&sheet, row, source, source_text(context, goal));
    steg_sheet_set_text(&sheet, row, target, target_text(context, goal));
    steg_sheet_set_text(
        &sheet, row, verdict,
        steg_wording_get(context, goal->source ? STEG_WORD_verdict_later : STEG_WORD_verdict_not_measured));
  }
  const char *title = steg_text_pick(context->lang, initiative->title_sv, initiative->title_en);
  return steg_sheet_finish(
      &sheet, steg_wording_fill(context, STEG_WORD_caption_goals, title, NULL),
      steg_wording_get(context, initiative->goal_count ? STEG_WORD_note_goals : STEG_WORD_note_goals_none));
}
