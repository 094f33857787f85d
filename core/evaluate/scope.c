/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/scope.h"

#include "evaluate/breaks.h"

#include "instrument/model.h"
#include <string.h>

/* ---- population */

static int64_t persons_of(const steg_members *members) {
  return members->count ? members->rows[members->count - 1].person : 0;
}

static void fill_how(const steg_evaluation *evaluation, const steg_scope *scope, steg_result *result) {
  static const char *const events[] = {NULL, "active", "started", "ended"};
  const steg_cohort *cohort = &scope->request->cohort;
  result->how.unit = cohort->counted == STEG_COUNTED_PERSONS ? "persons" : "participations";
  result->how.event = events[cohort->event];
  result->how.as_of = evaluation->context->as_of;
  if (scope->entry) {
    result->how.instrument = scope->entry->instrument->id;
    result->how.version = scope->entry->instrument->version;
  }
}

static int fill_batches(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result) {
  size_t most = 0, count = 0;
  for (size_t i = 0; i < scope->members.initiative_count; i++)
    most += scope->answers[i]->batch_count;
  int64_t *batches = steg_arena_array(evaluation->arena, most, sizeof *batches);
  if (!batches)
    return -1;
  for (size_t i = 0; i < scope->members.initiative_count; i++)
    for (size_t b = 0; b < scope->answers[i]->batch_count; b++) {
      int64_t batch = scope->answers[i]->batches[b];
      size_t at = count;
      while (at > 0 && batches[at - 1] > batch)
        at--;
      if (at > 0 && batches[at - 1] == batch)
        continue;
      memmove(batches + at + 1, batches + at, (count - at) * sizeof *batches);
      batches[at] = batch;
      count++;
    }
  result->how.batches = batches;
  result->how.batch_count = count;
  return 0;
}

int steg_scope_exclude(steg_evaluation *evaluation, steg_result *result, const char *reason, int64_t count,
                       steg_error *err) {
  if (count == 0)
    return 0;
  size_t used = result->how.exclusion_count;
  steg_exclusion *longer = steg_arena_array(evaluation->arena, used + 1, sizeof *longer);
  if (!longer)
    return steg_error_memory(err);
  if (used > 0)
    memcpy(longer, result->how.exclusions, used * sizeof *longer);
  longer[used] = (steg_exclusion){.reason = reason, .count = count};
  result->how.exclusions = longer;
  result->how.exclusion_count = used + 1;
  return 0;
}

int steg_scope_describe(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result, steg_error *err) {
  result->instrument = scope->entry ? scope->entry->instrument : NULL;
  if (scope->entry && fill_batches(evaluation, scope, result) < 0)
    return steg_error_memory(err);
  fill_how(evaluation, scope, result);
  result->by_count = scope->grouping.by_count;
  for (size_t d = 0; d < result->by_count; d++)
    result->by[d] = scope->grouping.splits[d].dimension;
  steg_tally all = {.count = (int64_t)scope->members.count, .persons = persons_of(&scope->members)};
  result->registered = steg_tally_count(&all, NULL, 0, scope->members.sensitivity);
  result->measured = steg_tally_not_applicable(STEG_UNIT_COUNT);
  result->paired = steg_tally_not_applicable(STEG_UNIT_COUNT);
  return 0;
}

int steg_scope_open(steg_evaluation *evaluation, const steg_request *request, const char *instrument,
                    steg_scope *ret_scope, steg_result *result, steg_error *err) {
  steg_scope scope = {.request = request};
  if (steg_cohort_gather(evaluation, &request->cohort, &scope.members, err) < 0 ||
      steg_grouping_make(evaluation, request, &scope.members, &scope.grouping, err) < 0)
    return -1;
  if (instrument) {
    scope.entry = steg_registry_find(evaluation->context->registry, instrument);
    if (!scope.entry)
      return steg_error_set(err, STEG_ERROR_USAGE, "there is no instrument \"%s\"", instrument);
    if (scope.entry->instrument->kind == STEG_KIND_EVENT || scope.entry->instrument->kind == STEG_KIND_AGGREGATE)
      return steg_error_set(err, STEG_ERROR_USAGE,
                            "%s holds events or numbers of periods, not people's answers: this measure can't count them",
                            instrument);
    if (steg_cohort_readings(evaluation, &scope.members, instrument, &scope.answers, err) < 0)
      return -1;
  }
  if (steg_scope_describe(evaluation, &scope, result, err) < 0 ||
      steg_breaks_sources(evaluation, &scope.members, result, err) < 0 ||
      steg_scope_exclude(evaluation, result, "registered_by_mistake", scope.members.mistaken, err) < 0 ||
      steg_scope_exclude(evaluation, result, "no_start_date", scope.members.without_start, err) < 0 ||
      steg_scope_exclude(evaluation, result, "anonymous_period", scope.members.anonymous_left_out, err) < 0)
    return -1;
  *ret_scope = scope;
  return 0;
}

/* ---- items and roles */

static bool is_chosen(const steg_request *request, const char *item) {
  for (size_t i = 0; i < request->item_count; i++)
    if (!strcmp(request->items[i], item))
      return true;
  return false;
}

static int begin_roles(steg_evaluation *evaluation, steg_scope *scope, int32_t *ret_only, steg_error *err) {
  const steg_instrument *instrument = scope->entry->instrument;
  *ret_only = -1;
  if (scope->request->role) {
    for (uint32_t r = 0; r < instrument->roles.count; r++)
      if (!strcmp(instrument->roles.rows[r].id, scope->request->role))
        *ret_only = (int32_t)r;
    if (*ret_only < 0)
      return steg_error_set(err, STEG_ERROR_USAGE, "%s has no role \"%s\"", instrument->id, scope->request->role);
  }
  scope->roles = steg_arena_array(evaluation->scratch, instrument->roles.count + 1, sizeof *scope->roles);
  return scope->roles ? 0 : steg_error_memory(err);
}

static int check_chosen(const steg_scope *scope, steg_scope_takes_fn takes, steg_error *err) {
  const steg_instrument *instrument = scope->entry->instrument;
  for (size_t i = 0; i < scope->request->item_count; i++) {
    const char *id = scope->request->items[i];
    const steg_item *item = steg_model_item(instrument, id);
    if (!item)
      return steg_error_set(err, STEG_ERROR_USAGE, "%s has no item \"%s\"", instrument->id, id);
    if (!takes(instrument, item, true))
      return steg_error_set(err, STEG_ERROR_USAGE, "%s can't be computed for %s.%s, which is of type %s",
                            scope->request->measure->id, instrument->id, id, steg_model_item_type_name(item->type));
  }
  return 0;
}

int steg_scope_ask(steg_evaluation *evaluation, steg_scope *scope, steg_scope_takes_fn takes, steg_error *err) {
  const steg_instrument *instrument = scope->entry->instrument;
  int32_t only = -1, role_count = (int32_t)instrument->roles.count;
  if (begin_roles(evaluation, scope, &only, err) < 0 || check_chosen(scope, takes, err) < 0)
    return -1;
  scope->asked = steg_arena_array(evaluation->scratch, (size_t)instrument->items.count * (size_t)(role_count + 1),
                                  sizeof *scope->asked);
  if (!scope->asked)
    return steg_error_memory(err);
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    bool chosen = is_chosen(scope->request, item->id);
    if ((scope->request->item_count > 0 && !chosen) || !takes(instrument, item, chosen))
      continue;
    for (int32_t role = role_count > 0 ? 0 : -1; role < role_count; role++) {
      if ((only >= 0 && role != only) || !steg_model_role_answers(instrument, item, role))
        continue;
      scope->asked[scope->asked_count++] = (steg_asked){.item = (int32_t)i,
                                                        .role = role,
                                                        .row = item,
                                                        .scale = steg_model_item_scale(instrument, item),
                                                        .slot = scope->entry->layout->first_slot[i]};
      scope->roles[role + 1] = true;
    }
  }
  return 0;
}

int steg_scope_ask_roles(steg_evaluation *evaluation, steg_scope *scope, steg_error *err) {
  int32_t only = -1, role_count = (int32_t)scope->entry->instrument->roles.count;
  if (begin_roles(evaluation, scope, &only, err) < 0)
    return -1;
  for (int32_t role = role_count > 0 ? 0 : -1; role < role_count; role++)
    scope->roles[role + 1] = only < 0 || role == only;
  return 0;
}

/* ---- pairs */

const steg_pairing *steg_scope_pairing(const steg_scope *scope, const steg_member *member, int32_t role) {
  return steg_readings_pairing(scope->answers[member->place], member->row, role);
}

steg_pairing_outcome steg_scope_outcome(const steg_scope *scope, const steg_member *member) {
  steg_pairing_outcome best = STEG_PAIRING_NO_MEASUREMENT;
  for (size_t r = 0; r < scope->answers[member->place]->role_count; r++)
    if (scope->roles[r]) {
      steg_pairing_outcome outcome = steg_scope_pairing(scope, member, (int32_t)r - 1)->outcome;
      best = outcome > best ? outcome : best;
    }
  return best;
}

int32_t steg_scope_row(const steg_scope *scope, const steg_member *member, int32_t role, steg_moment moment) {
  const steg_pairing *pairing = steg_scope_pairing(scope, member, role);
  return moment == STEG_MOMENT_START ? pairing->first : moment == STEG_MOMENT_END ? pairing->end : pairing->latest;
}

static int fill_pairing_words(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result,
                              steg_error *err) {
  if (scope->entry->instrument->kind != STEG_KIND_REPEATED)
    return 0;
  result->how.pairing = steg_pairing_words(&evaluation->context->pairing, evaluation->context->lang, evaluation->arena);
  return result->how.pairing ? 0 : steg_error_memory(err);
}

int steg_scope_count_measured(steg_evaluation *evaluation, const steg_scope *scope, steg_moment moment,
                              steg_result *result, steg_error *err) {
  static const char *const reasons[] = {[STEG_MOMENT_START] = "no_start_measurement",
                                        [STEG_MOMENT_END] = "no_end_measurement",
                                        [STEG_MOMENT_LAST] = "no_measurement"};
  steg_tally measured = {0};
  int64_t without = 0;
  for (size_t i = 0; i < scope->members.count; i++) {
    const steg_member *member = &scope->members.rows[i];
    if (steg_cohort_is_anonymous(member))
      continue;
    bool found = false;
    for (size_t r = 0; r < scope->answers[member->place]->role_count && !found; r++)
      found = scope->roles[r] && steg_scope_row(scope, member, (int32_t)r - 1, moment) >= 0;
    if (found)
      steg_tally_add(&measured, member->person);
    without += !found;
  }
  const steg_tally all = {.count = result->registered.count, .persons = result->registered.persons};
  result->measured = steg_tally_count(&measured, &all, 0, scope->members.sensitivity);
  if (steg_scope_exclude(evaluation, result, "anonymous_not_followed", scope->members.anonymous, err) < 0 ||
      steg_scope_exclude(evaluation, result, reasons[moment], without, err) < 0)
    return -1;
  return fill_pairing_words(evaluation, scope, result, err);
}

int steg_scope_count_pairs(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result, steg_error *err) {
  int64_t by_outcome[STEG_PAIRING_PAIRED + 1] = {0};
  steg_tally measured = {0}, paired = {0};
  for (size_t i = 0; i < scope->members.count; i++) {
    const steg_member *member = &scope->members.rows[i];
    if (steg_cohort_is_anonymous(member))
      continue;
    steg_pairing_outcome outcome = steg_scope_outcome(scope, member);
    by_outcome[outcome]++;
    if (outcome != STEG_PAIRING_NO_MEASUREMENT)
      steg_tally_add(&measured, member->person);
    if (outcome == STEG_PAIRING_PAIRED)
      steg_tally_add(&paired, member->person);
  }
  const steg_tally all = {.count = result->registered.count, .persons = result->registered.persons};
  steg_sensitivity sensitivity = scope->members.sensitivity;
  result->measured = steg_tally_count(&measured, &all, 0, sensitivity);
  result->paired = steg_tally_count(&paired, &all, 0, sensitivity);
  if (steg_scope_exclude(evaluation, result, "anonymous_not_followed", scope->members.anonymous, err) < 0)
    return -1;
  for (int outcome = STEG_PAIRING_NO_MEASUREMENT; outcome < STEG_PAIRING_PAIRED; outcome++)
    if (steg_scope_exclude(evaluation, result, steg_pairing_reason((steg_pairing_outcome)outcome), by_outcome[outcome],
                           err) < 0)
      return -1;
  return fill_pairing_words(evaluation, scope, result, err);
}

/* ---- lines */

int steg_scope_lines(steg_evaluation *evaluation, const steg_scope *scope, size_t per_group, steg_result *result,
                     steg_error *err) {
  size_t count = scope->grouping.group_count * per_group;
  steg_line *lines = steg_arena_array(evaluation->arena, count, sizeof *lines);
  if (!lines)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++) {
    lines[i] = (steg_line){.item = -1, .role = -1};
    steg_grouping_place(&scope->grouping, i / per_group, lines[i].group);
  }
  result->lines = lines;
  result->line_count = count;
  return 0;
}

steg_sensitivity steg_scope_sensitivity(const steg_scope *scope, size_t group, const steg_item *item) {
  if (item && item->sensitivity == STEG_SENSITIVE)
    return STEG_SENSITIVE;
  return steg_grouping_sensitivity(&scope->grouping, group);
}
