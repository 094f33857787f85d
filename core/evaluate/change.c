/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * change - first against last of each pair. One line per group, item and role, with `matrix` (row = first, column = last) and the
 * figures named below; what each is stands in README.md.
 *
 * The pairs of a repeated instrument are pairing.h's. A register's item that names its fact at the end (`after`) pairs the two
 * answers of one record.
 */
#include "evaluate/change_part.h"
#include "instrument/model.h"

static bool takes(const steg_instrument *instrument, const steg_item *item, bool chosen) {
  if (item->type != STEG_ITEM_SCALE || (!chosen && (item->goal_of || item->retrospective)))
    return false;
  return instrument->kind == STEG_KIND_REPEATED || (instrument->kind == STEG_KIND_REGISTER && item->after);
}

static steg_asked asked_item(const steg_scope *scope, int32_t item, int32_t role) {
  const steg_instrument *instrument = scope->entry->instrument;
  const steg_item *row = &instrument->items.rows[item];
  return (steg_asked){.item = item,
                      .role = role,
                      .row = row,
                      .scale = steg_model_item_scale(instrument, row),
                      .slot = scope->entry->layout->first_slot[item]};
}

static int32_t goal_item(const steg_instrument *instrument, const steg_asked *asked) {
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    if (item->goal_of && steg_model_item_index(instrument, item->goal_of) == asked->item &&
        steg_model_item_scale(instrument, item) == asked->scale)
      return (int32_t)i;
  }
  return -1;
}

static int begin(steg_change_counting *job) {
  const steg_scale *scale = job->first->scale;
  steg_arena *scratch = job->evaluation->scratch;
  job->m = steg_model_step_count(scale);
  job->better = scale->better;
  job->step_of_level = steg_answer_steps(scale, scratch);
  job->values = steg_arena_array(scratch, job->m, sizeof *job->values);
  job->positive = steg_arena_array(scratch, job->m, sizeof *job->positive);
  job->tallies = steg_arena_array(scratch, job->scope->grouping.group_count * (STEG_CHANGE_TALLIES + job->m * job->m),
                                  sizeof *job->tallies);
  if (steg_arena_failed(scratch))
    return -1;
  for (size_t s = 0; s < job->m; s++) {
    const steg_level *level = &scale->levels.rows[steg_model_step(scale, (uint32_t)s)];
    job->values[s] = level->value;
    job->positive[s] = steg_model_is_positive(job->first->row, level);
    job->any_positive = job->any_positive || job->positive[s];
  }
  return 0;
}

static int evaluate_item(steg_evaluation *evaluation, const steg_scope *scope, size_t nth, steg_breaks *breaks,
                         steg_result *result, steg_error *err) {
  const steg_instrument *instrument = scope->entry->instrument;
  const steg_asked *asked = &scope->asked[nth];
  steg_asked last = *asked, goal;
  steg_change_counting job = {
      .evaluation = evaluation, .scope = scope, .breaks = breaks, .first = asked, .last = asked};
  if (instrument->kind == STEG_KIND_REGISTER) {
    last = asked_item(scope, steg_model_item_index(instrument, asked->row->after), asked->role);
    if (last.scale != asked->scale)
      return steg_error_set(err, STEG_ERROR_USAGE, "%s.%s and %s have different scales: no change can be computed",
                            instrument->id, asked->row->id, asked->row->after);
    job.last = &last;
  }
  int32_t goal_index = goal_item(instrument, asked);
  if (goal_index >= 0) {
    goal = asked_item(scope, goal_index, asked->role);
    job.goal = &goal;
  }
  if (begin(&job) < 0)
    return steg_error_memory(err);
  steg_change_count(&job);
  for (size_t g = 0; g < scope->grouping.group_count; g++)
    if (steg_change_fill(&job, g, &result->lines[g * scope->asked_count + nth]) < 0)
      return steg_error_memory(err);
  return 0;
}

int steg_change_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                         steg_error *err) {
  steg_scope scope;
  if (steg_scope_open(evaluation, request, request->instrument, &scope, result, err) < 0 ||
      steg_scope_ask(evaluation, &scope, takes, err) < 0)
    return -1;
  bool repeated = scope.entry->instrument->kind == STEG_KIND_REPEATED;
  if ((repeated ? steg_scope_count_pairs(evaluation, &scope, result, err)
                : steg_scope_count_measured(evaluation, &scope, STEG_MOMENT_LAST, result, err)) < 0 ||
      steg_scope_lines(evaluation, &scope, scope.asked_count, result, err) < 0)
    return -1;
  steg_breaks breaks = {0};
  for (size_t a = 0; a < scope.asked_count; a++)
    if (evaluate_item(evaluation, &scope, a, &breaks, result, err) < 0)
      return -1;
  return steg_breaks_tell(evaluation, &scope, &breaks, result, err);
}
