/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/forms.h"

#include <string.h>

/* What would tell people apart, where nobody is known. */
static int check_request(const steg_request *request, steg_error *err) {
  if (request->cohort.filter_count > 0)
    return steg_error_set(err, STEG_ERROR_USAGE, "%s is anonymous: its forms can't be filtered by %s",
                          request->instrument, request->cohort.filters[0].dimension);
  for (size_t d = 0; d < request->by_count; d++)
    if (strcmp(request->by[d], "initiative") != 0)
      return steg_error_set(err, STEG_ERROR_USAGE, "%s is anonymous: its forms can't be split by %s",
                            request->instrument, request->by[d]);
  return 0;
}

static bool is_repeated(const steg_cohort *cohort, size_t index) {
  for (size_t i = 0; i < index; i++)
    if (!strcmp(cohort->initiatives[i], cohort->initiatives[index]))
      return true;
  return false;
}

/* Reads the forms of every initiative; `counts` by place. */
static int read_forms(steg_evaluation *evaluation, const steg_cohort *cohort, steg_scope *scope, size_t *counts,
                      steg_error *err) {
  steg_members *members = &scope->members;
  for (size_t i = 0; i < cohort->initiative_count; i++) {
    if (is_repeated(cohort, i))
      continue;
    size_t place = members->initiative_count;
    steg_readings *answers = steg_arena_alloc(evaluation->scratch, sizeof *answers);
    if (!answers)
      return steg_error_memory(err);
    if (steg_source_load(evaluation->source, cohort->initiatives[i], &members->initiatives[place], err) < 0 ||
        steg_readings_forms(evaluation->context, members->initiatives[place]->number, scope->entry, cohort->period,
                            evaluation->scratch, answers, &counts[place], err) < 0)
      return -1;
    scope->answers[place] = answers;
    members->initiative_count++;
  }
  return 0;
}

/* One member per form. Its participation tells nothing but that it is one. */
static int make_members(steg_evaluation *evaluation, steg_scope *scope, const size_t *counts) {
  steg_members *members = &scope->members;
  size_t most = 0;
  for (size_t place = 0; place < members->initiative_count; place++)
    most += counts[place];
  members->rows = steg_arena_array(evaluation->scratch, most + 1, sizeof *members->rows);
  steg_participation *nobody = steg_arena_array(evaluation->scratch, most + 1, sizeof *nobody);
  if (!members->rows || !nobody)
    return -1;
  for (size_t place = 0; place < members->initiative_count; place++)
    for (size_t form = 0; form < counts[place]; form++) {
      size_t at = members->count++;
      nobody[at] = (steg_participation){.person = (int64_t)at + 1,
                                        .attributes = {.start = STEG_DATE_NONE, .end = STEG_DATE_NONE}};
      members->rows[at] = (steg_member){.initiative = members->initiatives[place],
                                        .participation = &nobody[at],
                                        .place = place,
                                        .row = form,
                                        .person = (int32_t)at + 1};
    }
  return 0;
}

int steg_forms_open(steg_evaluation *evaluation, const steg_request *request, const steg_registry_entry *entry,
                    steg_scope *ret_scope, steg_result *result, steg_error *err) {
  steg_scope scope = {.request = request, .entry = entry, .members = {.sensitivity = STEG_NEUTRAL}};
  size_t most = request->cohort.initiative_count;
  if (check_request(request, err) < 0)
    return -1;
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): arrays of pointers */
  scope.members.initiatives = steg_arena_array(evaluation->scratch, most, sizeof *scope.members.initiatives);
  scope.answers =
      steg_arena_array(evaluation->scratch, most, sizeof *scope.answers); /* NOLINT(bugprone-sizeof-expression) */
  size_t *counts = steg_arena_array(evaluation->scratch, most, sizeof *counts);
  if (!scope.members.initiatives || !scope.answers || !counts)
    return steg_error_memory(err);
  if (read_forms(evaluation, &request->cohort, &scope, counts, err) < 0)
    return -1;
  if (make_members(evaluation, &scope, counts) < 0)
    return steg_error_memory(err);
  if (steg_grouping_make(evaluation, request, &scope.members, &scope.grouping, err) < 0 ||
      steg_scope_describe(evaluation, &scope, result, err) < 0)
    return -1;
  result->how.unit = "forms";
  result->how.event = NULL;
  *ret_scope = scope;
  return 0;
}

void steg_forms_count(const steg_scope *scope, steg_moment moment, steg_result *result) {
  steg_tally forms = {0};
  for (size_t i = 0; i < scope->members.count; i++) {
    const steg_member *member = &scope->members.rows[i];
    bool found = false;
    for (size_t r = 0; r < scope->answers[member->place]->role_count && !found; r++)
      found = scope->roles[r] && steg_scope_row(scope, member, (int32_t)r - 1, moment) >= 0;
    if (found)
      steg_tally_add(&forms, member->person);
  }
  result->registered = steg_tally_count(&forms, NULL, 0, STEG_NEUTRAL);
  result->measured = steg_tally_count(&forms, &forms, 0, STEG_NEUTRAL);
}
