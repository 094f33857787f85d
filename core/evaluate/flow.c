/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flow - what became of the participations: registered, could not be followed, started, ended, still in; and with an instrument:
 * measured at start, measured later, paired. One line per group and step: "count", and "share" of the step it is a part of.
 */
#include "document/words.h"
#include "evaluate/evaluation.h"
#include "evaluate/scope.h"

typedef enum flow_step {
  STEP_REGISTERED,
  STEP_COULD_NOT_FOLLOW,
  STEP_STARTED,
  STEP_ENDED,
  STEP_STILL_IN,
  STEP_MEASURED_START,
  STEP_MEASURED_END,
  STEP_PAIRED,
  STEPS
} flow_step;

enum { STEPS_WITHOUT_INSTRUMENT = STEP_MEASURED_START };

/* `whole`: the step that the share is of; itself = no share. */
static const struct {
  const char *key;
  steg_word label;
  flow_step whole;
} steps[STEPS] = {
    {"registered", STEG_WORD_flow_registered, STEP_REGISTERED},
    {"could_not_follow", STEG_WORD_flow_could_not_follow, STEP_REGISTERED},
    {"started", STEG_WORD_flow_started, STEP_REGISTERED},
    {"ended", STEG_WORD_flow_ended, STEP_STARTED},
    {"still_in", STEG_WORD_flow_still_in, STEP_STARTED},
    {"measured_start", STEG_WORD_flow_measured_start, STEP_STARTED},
    {"measured_end", STEG_WORD_flow_measured_end, STEP_STARTED},
    {"paired", STEG_WORD_flow_paired, STEP_STARTED},
};

static void measured_steps(const steg_scope *scope, const steg_member *member, bool taken[STEPS]) {
  for (size_t r = 0; r < scope->answers[member->place]->role_count; r++)
    if (scope->roles[r]) {
      const steg_pairing *pairing = steg_scope_pairing(scope, member, (int32_t)r - 1);
      taken[STEP_MEASURED_START] = taken[STEP_MEASURED_START] || pairing->first >= 0;
      taken[STEP_MEASURED_END] = taken[STEP_MEASURED_END] || pairing->end >= 0;
    }
  taken[STEP_PAIRED] = steg_scope_outcome(scope, member) == STEG_PAIRING_PAIRED;
}

static void steps_of(const steg_evaluation *evaluation, const steg_scope *scope, const steg_member *member,
                     bool taken[STEPS]) {
  for (size_t s = 0; s < STEPS; s++)
    taken[s] = false;
  taken[STEP_REGISTERED] = true;
  taken[STEP_COULD_NOT_FOLLOW] = steg_cohort_is_anonymous(member);
  if (taken[STEP_COULD_NOT_FOLLOW])
    return;
  taken[STEP_STARTED] = true;
  taken[STEP_ENDED] = steg_cohort_has_ended(evaluation, member);
  taken[STEP_STILL_IN] = !taken[STEP_ENDED];
  if (scope->entry)
    measured_steps(scope, member, taken);
}

static void fill_line(steg_line *line, flow_step step, const steg_tally *tallies, steg_lang lang,
                      steg_sensitivity sensitivity, steg_named_figure *figures) {
  const steg_tally *count = &tallies[step], *whole = &tallies[steps[step].whole];
  bool part = steps[step].whole != step;
  line->key = steps[step].key;
  line->label = steg_words_get(lang, steps[step].label);
  line->figures = figures;
  line->figure_count = part ? 2 : 1;
  figures[0] = (steg_named_figure){"count", steg_tally_count(count, part ? whole : NULL, 0, sensitivity)};
  if (part)
    figures[1] = (steg_named_figure){"share", steg_tally_share(count, whole, 0, sensitivity)};
}

int steg_flow_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result, steg_error *err) {
  steg_scope scope;
  if (steg_scope_open(evaluation, request, request->instrument, &scope, result, err) < 0)
    return -1;
  if (scope.entry && (steg_scope_ask_roles(evaluation, &scope, err) < 0 ||
                      steg_scope_count_pairs(evaluation, &scope, result, err) < 0))
    return -1;
  size_t step_count = scope.entry ? STEPS : STEPS_WITHOUT_INSTRUMENT, group_count = scope.grouping.group_count;
  if (steg_scope_lines(evaluation, &scope, step_count, result, err) < 0)
    return -1;
  steg_tally *tallies = steg_arena_array(evaluation->scratch, group_count * STEPS, sizeof *tallies);
  steg_named_figure *figures = steg_arena_array(evaluation->arena, group_count * step_count * 2, sizeof *figures);
  if (!tallies || !figures)
    return steg_error_memory(err);
  for (size_t i = 0; i < scope.members.count; i++) {
    bool taken[STEPS];
    steps_of(evaluation, &scope, &scope.members.rows[i], taken);
    size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&scope.grouping, i, groups);
    for (size_t g = 0; g < count; g++)
      for (size_t s = 0; s < step_count; s++)
        if (taken[s])
          steg_tally_add(&tallies[groups[g] * STEPS + s], scope.members.rows[i].person);
  }
  for (size_t g = 0; g < group_count; g++)
    for (size_t s = 0; s < step_count; s++)
      fill_line(&result->lines[g * step_count + s], (flow_step)s, &tallies[g * STEPS], evaluation->context->lang,
                steg_grouping_sensitivity(&scope.grouping, g), &figures[(g * step_count + s) * 2]);
  return 0;
}
