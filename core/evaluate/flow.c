/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flow - what became of the participations: registered, could not be followed, started, ended, still in; and with an instrument:
 * measured at start, measured later, paired. One line per group and step: "count", and "share" of the step it is a part of.
 *
 * Then the response rates. At start everybody who can be followed is asked, at the end everybody who has ended. Who has not answered
 * and has a waiver for it (waiver.h) is not expected to: expected = asked - waived, missing = expected - answered. `waived`: at either.
 * `out_of_window`: has a response outside every window (pairing.h), or was opened from responses though the person has a
 * registered participation in the initiative, which is where such responses end up.
 */
#include "document/words.h"
#include "evaluate/evaluation.h"
#include "evaluate/scope.h"
#include "evaluate/waiver.h"
#include <stdlib.h>

typedef enum flow_step {
  STEP_REGISTERED,
  STEP_COULD_NOT_FOLLOW,
  STEP_STARTED,
  STEP_ENDED,
  STEP_STILL_IN,
  STEP_MEASURED_START,
  STEP_MEASURED_END,
  STEP_PAIRED,
  STEP_WAIVED,
  STEP_OUT_OF_WINDOW,
  STEP_START_WAIVED,
  STEP_START_EXPECTED,
  STEP_START_ANSWERED,
  STEP_START_MISSING,
  STEP_END_WAIVED,
  STEP_END_EXPECTED,
  STEP_END_ANSWERED,
  STEP_END_MISSING,
  STEPS
} flow_step;

enum { STEPS_WITHOUT_INSTRUMENT = STEP_MEASURED_START };

/* `whole`: the step that the share is of; itself = no share. */
static const struct {
  const char *key;
  steg_word label;
  flow_step whole;
  steg_line_show show;
} steps[STEPS] = {
    {"registered", STEG_WORD_flow_registered, STEP_REGISTERED, STEG_LINE_ALWAYS},
    {"could_not_follow", STEG_WORD_flow_could_not_follow, STEP_REGISTERED, STEG_LINE_ALWAYS},
    {"started", STEG_WORD_flow_started, STEP_REGISTERED, STEG_LINE_ALWAYS},
    {"ended", STEG_WORD_flow_ended, STEP_STARTED, STEG_LINE_ALWAYS},
    {"still_in", STEG_WORD_flow_still_in, STEP_STARTED, STEG_LINE_ALWAYS},
    {"measured_start", STEG_WORD_flow_measured_start, STEP_STARTED, STEG_LINE_ALWAYS},
    {"measured_end", STEG_WORD_flow_measured_end, STEP_STARTED, STEG_LINE_ALWAYS},
    {"paired", STEG_WORD_flow_paired, STEP_STARTED, STEG_LINE_ALWAYS},
    {"waived", STEG_WORD_flow_waived, STEP_STARTED, STEG_LINE_WHEN_ANY},
    {"out_of_window", STEG_WORD_flow_out_of_window, STEP_STARTED, STEG_LINE_WHEN_ANY},
    {"start_waived", STEG_WORD_flow_start_waived, STEP_STARTED, STEG_LINE_APART},
    {"start_expected", STEG_WORD_flow_start_expected, STEP_STARTED, STEG_LINE_APART},
    {"start_answered", STEG_WORD_flow_start_answered, STEP_START_EXPECTED, STEG_LINE_APART},
    {"start_missing", STEG_WORD_flow_start_missing, STEP_START_EXPECTED, STEG_LINE_APART},
    {"end_waived", STEG_WORD_flow_end_waived, STEP_ENDED, STEG_LINE_APART},
    {"end_expected", STEG_WORD_flow_end_expected, STEP_ENDED, STEG_LINE_APART},
    {"end_answered", STEG_WORD_flow_end_answered, STEP_END_EXPECTED, STEG_LINE_APART},
    {"end_missing", STEG_WORD_flow_end_missing, STEP_END_EXPECTED, STEG_LINE_APART},
};

/* What is known beside the pairings, by the initiatives' place. */
typedef struct flow_place {
  steg_waivers waivers;
  int64_t *registered; /* persons with a participation that was not opened from responses, ascending */
  size_t registered_count;
} flow_place;

static int compare_persons(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static int open_places(const steg_evaluation *evaluation, const steg_scope *scope, flow_place **ret_places,
                       steg_error *err) {
  size_t count = scope->members.initiative_count;
  flow_place *places = steg_arena_array(evaluation->scratch, count, sizeof *places);
  if (!places)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++) {
    const steg_source_initiative *initiative = scope->members.initiatives[i];
    if (steg_waivers_read(evaluation->context, initiative->rows, initiative->count, evaluation->scratch,
                          &places[i].waivers, err) < 0)
      return -1;
    places[i].registered = steg_arena_array(evaluation->scratch, initiative->count, sizeof *places[i].registered);
    if (!places[i].registered)
      return steg_error_memory(err);
    for (size_t r = 0; r < initiative->count; r++)
      if (!initiative->rows[r].derived && initiative->rows[r].person)
        places[i].registered[places[i].registered_count++] = initiative->rows[r].person;
    if (places[i].registered_count)
      qsort(places[i].registered, places[i].registered_count, sizeof *places[i].registered, compare_persons);
  }
  *ret_places = places;
  return 0;
}

static bool is_out_of_window(const steg_scope *scope, const steg_member *member, const flow_place *place) {
  const steg_readings *answers = scope->answers[member->place];
  const steg_participation *participation = member->participation;
  bool answered = false;
  for (size_t r = 0; r < answers->role_count; r++) {
    if (!scope->roles[r])
      continue;
    if (answers->outside[member->row * answers->role_count + r])
      return true;
    answered = answered || steg_scope_pairing(scope, member, (int32_t)r - 1)->outcome != STEG_PAIRING_NO_MEASUREMENT;
  }
  return answered && participation->derived && place->registered_count &&
         bsearch(&participation->person, place->registered, place->registered_count, sizeof *place->registered,
                 compare_persons);
}

/* The response rates: after the steps of measuring. */
static void response_steps(const steg_scope *scope, const steg_member *member, const flow_place *place,
                           bool taken[STEPS]) {
  const char *instrument = scope->entry->instrument->id;
  bool at_start = taken[STEP_MEASURED_START], ended = taken[STEP_ENDED], at_end = ended && taken[STEP_MEASURED_END];
  taken[STEP_START_WAIVED] =
      !at_start && steg_waivers_hold(&place->waivers, member->row, instrument, STEG_OCCASION_START);
  taken[STEP_START_EXPECTED] = !taken[STEP_START_WAIVED];
  taken[STEP_START_ANSWERED] = at_start;
  taken[STEP_START_MISSING] = taken[STEP_START_EXPECTED] && !at_start;
  taken[STEP_END_WAIVED] =
      ended && !at_end && steg_waivers_hold(&place->waivers, member->row, instrument, STEG_OCCASION_END);
  taken[STEP_END_EXPECTED] = ended && !taken[STEP_END_WAIVED];
  taken[STEP_END_ANSWERED] = at_end;
  taken[STEP_END_MISSING] = taken[STEP_END_EXPECTED] && !at_end;
  taken[STEP_WAIVED] = taken[STEP_START_WAIVED] || taken[STEP_END_WAIVED];
  taken[STEP_OUT_OF_WINDOW] = is_out_of_window(scope, member, place);
}

static void measured_steps(const steg_scope *scope, const steg_member *member, bool taken[STEPS]) {
  for (size_t r = 0; r < scope->answers[member->place]->role_count; r++)
    if (scope->roles[r]) {
      const steg_pairing *pairing = steg_scope_pairing(scope, member, (int32_t)r - 1);
      taken[STEP_MEASURED_START] = taken[STEP_MEASURED_START] || pairing->first >= 0;
      taken[STEP_MEASURED_END] = taken[STEP_MEASURED_END] || pairing->end >= 0;
    }
  taken[STEP_PAIRED] = steg_scope_outcome(scope, member) == STEG_PAIRING_PAIRED;
}

static void steps_of(const steg_evaluation *evaluation, const steg_scope *scope, const flow_place *places,
                     const steg_member *member, bool taken[STEPS]) {
  for (size_t s = 0; s < STEPS; s++)
    taken[s] = false;
  taken[STEP_REGISTERED] = true;
  taken[STEP_COULD_NOT_FOLLOW] = steg_cohort_is_anonymous(member);
  if (taken[STEP_COULD_NOT_FOLLOW])
    return;
  taken[STEP_STARTED] = true;
  taken[STEP_ENDED] = steg_cohort_has_ended(evaluation, member);
  taken[STEP_STILL_IN] = !taken[STEP_ENDED];
  if (scope->entry) {
    measured_steps(scope, member, taken);
    response_steps(scope, member, &places[member->place], taken);
  }
}

static void fill_line(steg_line *line, flow_step step, const steg_tally *tallies, steg_lang lang,
                      steg_sensitivity sensitivity, steg_named_figure *figures) {
  const steg_tally *count = &tallies[step], *whole = &tallies[steps[step].whole];
  bool part = steps[step].whole != step;
  line->key = steps[step].key;
  line->label = steg_words_get(lang, steps[step].label);
  line->show = steps[step].show;
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
  flow_place *places = NULL;
  if (scope.entry &&
      (open_places(evaluation, &scope, &places, err) < 0 || steg_scope_ask_roles(evaluation, &scope, err) < 0 ||
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
    steps_of(evaluation, &scope, places, &scope.members.rows[i], taken);
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
