/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * events - what happened in the period: one line per group and kind of event (role of an instrument of kind EVENT), key = its id.
 *
 * An event happened as many times as its item "antal" says, once where that is empty. It counts when its date lies in the period and
 * not after the cutoff. Whose it is: a member's; the initiative's own; or outside, of a participation that is no member (before its
 * start, after its end). The last two belong to no group and are counted in the line of everybody only, and only where the cohort
 * is everybody who is active: a filter, or the event started or ended, asks about certain people. Felregistrering and the
 * anonymous have no events. Unit persons: an event of any of the person's participations is the member's.
 *
 * A kind whose events are all the initiative's own is about no member: nobody is reached, and its lines of groups are not applicable.
 *
 * Participation-weeks: where the instrument has both kinds of `together`, a line of its own counts the weeks (weeks.h) of members within
 * period, participation and cutoff, and those with both in them. Only the participation's own events count, also of persons.
 *
 * Hours are summed in thousandths, so that no order of rows can show in the last digit.
 */
#include "document/words.h"
#include "evaluate/events_part.h"
#include <math.h>
#include <string.h>

enum { COUNT, OWN, OUTSIDE, REACHED, SHARE, HOURS, MEMBERS, FIELDS };
enum { WEEKS, WEEKS_SHARE, WEEKS_MEMBERS, WEEKS_FIELDS };

/* Of one kind in one group. */
typedef struct event_tally {
  steg_event_sum sum;
  steg_tally reached, timed; /* members with any; with any whose hours are known */
} event_tally;

/* What a week is asked to hold: every participant is offered one talk and one group activity a week. */
static const char *const together[] = {"coachsamtal", "gruppaktivitet"};
#define TOGETHER_KEY "coachsamtal_och_gruppaktivitet"

/* ---- what is asked for */

/* The instrument named, else the first of kind EVENT. */
static int find_instrument(steg_event_job *job, steg_error *err) {
  const steg_registry *registry = job->evaluation->context->registry;
  const char *id = job->request->instrument;
  if (id) {
    job->entry = steg_registry_find(registry, id);
    if (!job->entry)
      return steg_error_set(err, STEG_ERROR_USAGE, "there is no instrument \"%s\"", id);
    if (job->entry->instrument->kind != STEG_KIND_EVENT)
      return steg_error_set(err, STEG_ERROR_USAGE, "%s is no instrument of events: the measure events can't count it",
                            id);
    return 0;
  }
  for (size_t i = 0; !job->entry && i < steg_registry_count(registry); i++)
    if (steg_registry_at(registry, i)->instrument->kind == STEG_KIND_EVENT)
      job->entry = steg_registry_at(registry, i);
  return job->entry ? 0 : steg_error_set(err, STEG_ERROR_USAGE, "the project has no instrument of events");
}

static int32_t role_index(const steg_instrument *instrument, const char *id) {
  for (uint32_t r = 0; r < instrument->roles.count; r++)
    if (!strcmp(instrument->roles.rows[r].id, id))
      return (int32_t)r;
  return -1;
}

static int find_kinds(steg_event_job *job, steg_error *err) {
  const steg_instrument *instrument = job->entry->instrument;
  const char *role = job->request->role;
  job->kinds = steg_arena_array(job->evaluation->scratch, instrument->roles.count + 1, sizeof *job->kinds);
  job->kind_of_role =
      steg_arena_array(job->evaluation->scratch, instrument->roles.count + 1, sizeof *job->kind_of_role);
  if (!job->kinds || !job->kind_of_role)
    return steg_error_memory(err);
  for (uint32_t r = 0; r < instrument->roles.count; r++) {
    bool asked = !role || !strcmp(role, instrument->roles.rows[r].id);
    job->kind_of_role[r] = asked ? (int32_t)job->kind_count : -1;
    if (asked)
      job->kinds[job->kind_count++] = r;
  }
  job->weekly = !role;
  for (size_t t = 0; t < STEG_EVENTS_TOGETHER; t++) {
    job->together[t] = role_index(instrument, together[t]);
    job->weekly = job->weekly && job->together[t] >= 0;
  }
  return job->kind_count > 0
             ? 0
             : steg_error_set(err, STEG_ERROR_USAGE, "%s has no role \"%s\"", instrument->id, role ? role : "");
}

/* ---- counting */

static void add_sum(steg_event_sum *to, const steg_event_sum *more) {
  to->count += more->count;
  to->timed += more->timed;
  to->hours += more->hours;
}

/* A figure of events, with the distinct persons who had them. */
static steg_figure events_figure(int64_t count, int64_t persons, steg_sensitivity sensitivity) {
  const steg_tally tally = {.count = count, .persons = persons};
  return steg_tally_count(&tally, NULL, 0, sensitivity);
}

/* Whether events of the kind can be members': not where it is of the initiative alone, or all that happened are its own. */
static bool is_personal(const steg_event_job *job, size_t kind, const event_tally *everybody) {
  return job->entry->instrument->roles.rows[job->kinds[kind]].subject != STEG_EVENT_OF_INITIATIVE &&
         (!job->own[kind].count || everybody->sum.count || job->outside[kind].count);
}

/* `everybody`: the kind's tally in the group of all. */
static void fill_line(const steg_event_job *job, size_t group, size_t kind, const event_tally *tally,
                      const event_tally *everybody, const steg_tally *members, steg_line *line,
                      steg_named_figure *figures) {
  const steg_role *role = &job->entry->instrument->roles.rows[job->kinds[kind]];
  steg_sensitivity sensitivity = steg_grouping_sensitivity(&job->scope.grouping, group);
  bool whole = group == 0 && job->everybody;
  steg_event_sum sum = tally->sum;
  if (whole) {
    add_sum(&sum, &job->own[kind]);
    add_sum(&sum, &job->outside[kind]);
  }
  const steg_tally timed = {.count = sum.timed, .persons = tally->timed.persons};
  const steg_interval hours = {
      .value = sum.timed ? (double)sum.hours / STEG_EVENTS_THOUSANDTHS : NAN, .low = NAN, .high = NAN};
  steg_figure none = steg_tally_not_applicable(STEG_UNIT_COUNT);
  line->key = role->id;
  line->label = steg_text_pick(job->evaluation->context->lang, role->label_sv, role->label_en);
  line->show = STEG_LINE_WHEN_ANY;
  line->figures = figures;
  line->figure_count = FIELDS;
  figures[COUNT] = (steg_named_figure){"count", events_figure(sum.count, tally->reached.persons, sensitivity)};
  figures[OWN] = (steg_named_figure){"own", whole ? events_figure(job->own[kind].count, 0, sensitivity) : none};
  figures[OUTSIDE] =
      (steg_named_figure){"outside", whole ? events_figure(job->outside[kind].count, 0, sensitivity) : none};
  figures[REACHED] = (steg_named_figure){"reached", steg_tally_count(&tally->reached, members, 0, sensitivity)};
  figures[SHARE] = (steg_named_figure){"share", steg_tally_share(&tally->reached, members, 0, sensitivity)};
  figures[HOURS] = (steg_named_figure){
      "hours", steg_tally_value(STEG_UNIT_NUMBER, hours, &timed, sum.count - sum.timed, sensitivity)};
  figures[MEMBERS] = (steg_named_figure){"members", steg_tally_count(members, NULL, 0, sensitivity)};
  if (!is_personal(job, kind, everybody)) {
    figures[REACHED].figure = figures[SHARE].figure = none;
    if (group > 0)
      figures[COUNT].figure = figures[HOURS].figure = figures[MEMBERS].figure = none;
  }
}

static void count_member(const steg_event_job *job, size_t member, event_tally *tallies, steg_tally *members,
                         steg_tally *measured) {
  size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&job->scope.grouping, member, groups);
  int32_t person = job->scope.members.rows[member].person;
  const steg_event_sum *sums = &job->of_members[member * job->kind_count];
  bool any = false;
  for (size_t g = 0; g < count; g++) {
    steg_tally_add(&members[groups[g]], person);
    for (size_t kind = 0; kind < job->kind_count; kind++) {
      event_tally *tally = &tallies[groups[g] * job->kind_count + kind];
      add_sum(&tally->sum, &sums[kind]);
      if (sums[kind].count > 0)
        steg_tally_add(&tally->reached, person);
      if (sums[kind].timed > 0)
        steg_tally_add(&tally->timed, person);
      any = any || sums[kind].count > 0;
    }
  }
  if (any)
    steg_tally_add(measured, person);
}

/* ---- participation-weeks */

typedef struct week_tally {
  steg_tally all, full;
} week_tally;

static void count_weeks(const steg_event_job *job, size_t member, week_tally *tallies) {
  size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&job->scope.grouping, member, groups);
  const steg_member *row = &job->scope.members.rows[member];
  const steg_weeks weeks = steg_events_weeks(job, row);
  for (size_t g = 0; g < count; g++) {
    week_tally *tally = &tallies[groups[g]];
    if (weeks.count > 0) {
      steg_tally_add(&tally->all, row->person);
      tally->all.count += weeks.count - 1;
    }
    if (job->full_weeks[member] > 0) {
      steg_tally_add(&tally->full, row->person);
      tally->full.count += job->full_weeks[member] - 1;
    }
  }
}

static int fill_weeks(const steg_event_job *job, size_t group, const week_tally *tally, const steg_tally *members,
                      steg_line *line, steg_error *err) {
  steg_sensitivity sensitivity = steg_grouping_sensitivity(&job->scope.grouping, group);
  steg_named_figure *figures = steg_arena_array(job->evaluation->arena, WEEKS_FIELDS, sizeof *figures);
  if (!figures)
    return steg_error_memory(err);
  figures[WEEKS] = (steg_named_figure){"weeks", steg_tally_count(&tally->full, &tally->all, 0, sensitivity)};
  figures[WEEKS_SHARE] =
      (steg_named_figure){"weeks_share", steg_tally_share(&tally->full, &tally->all, 0, sensitivity)};
  figures[WEEKS_SHARE].figure.low = figures[WEEKS_SHARE].figure.high = NAN; /* the weeks of one person are alike */
  figures[WEEKS_MEMBERS] = (steg_named_figure){"members", steg_tally_count(members, NULL, 0, sensitivity)};
  line->key = TOGETHER_KEY;
  line->label = steg_words_get(job->evaluation->context->lang, STEG_WORD_events_weeks);
  line->show = STEG_LINE_APART;
  line->figures = figures;
  line->figure_count = WEEKS_FIELDS;
  return 0;
}

static int count_events(steg_event_job *job, steg_result *result, steg_error *err) {
  size_t group_count = job->scope.grouping.group_count, line_count = group_count * job->kind_count;
  size_t per_group = job->kind_count + job->weekly;
  event_tally *tallies = steg_arena_array(job->evaluation->scratch, line_count, sizeof *tallies);
  week_tally *weeks = steg_arena_array(job->evaluation->scratch, group_count, sizeof *weeks);
  steg_tally *members = steg_arena_array(job->evaluation->scratch, group_count, sizeof *members), measured = {0};
  steg_named_figure *figures = steg_arena_array(job->evaluation->arena, line_count * FIELDS, sizeof *figures);
  if (!tallies || !weeks || !members || !figures)
    return steg_error_memory(err);
  for (size_t m = 0; m < job->scope.members.count; m++)
    if (!steg_cohort_is_anonymous(&job->scope.members.rows[m])) {
      count_member(job, m, tallies, members, &measured);
      if (job->weekly)
        count_weeks(job, m, weeks);
    }
  for (size_t g = 0; g < group_count; g++) {
    steg_line *lines = &result->lines[g * per_group];
    for (size_t kind = 0; kind < job->kind_count; kind++) {
      size_t at = g * job->kind_count + kind;
      fill_line(job, g, kind, &tallies[at], &tallies[kind], &members[g], &lines[kind], &figures[at * FIELDS]);
    }
    if (job->weekly && fill_weeks(job, g, &weeks[g], &members[g], &lines[job->kind_count], err) < 0)
      return -1;
  }
  const steg_tally all = {.count = result->registered.count, .persons = result->registered.persons};
  result->measured = steg_tally_count(&measured, &all, 0, job->scope.members.sensitivity);
  return 0;
}

int steg_events_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                         steg_error *err) {
  steg_event_job job = {.evaluation = evaluation, .request = request};
  job.everybody = request->cohort.filter_count == 0 && request->cohort.event == STEG_EVENT_ACTIVE;
  if (find_instrument(&job, err) < 0 || find_kinds(&job, err) < 0 ||
      steg_scope_open(evaluation, request, NULL, &job.scope, result, err) < 0 ||
      steg_scope_exclude(evaluation, result, "anonymous_not_followed", job.scope.members.anonymous, err) < 0 ||
      steg_scope_lines(evaluation, &job.scope, job.kind_count + job.weekly, result, err) < 0 ||
      steg_events_read(&job, err) < 0 || count_events(&job, result, err) < 0)
    return -1;
  result->instrument = job.entry->instrument;
  result->how.instrument = job.entry->instrument->id;
  result->how.version = job.entry->instrument->version;
  result->how.batches = job.batches;
  result->how.batch_count = job.batch_count;
  return 0;
}
