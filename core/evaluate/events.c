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
 * Hours are summed in thousandths, so that no order of rows can show in the last digit.
 */
#include "evaluate/evaluation.h"
#include "evaluate/scope.h"
#include "instrument/model.h"
#include "store/response.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT, OWN, OUTSIDE, REACHED, SHARE, HOURS, MEMBERS, FIELDS };
enum { IS_OUTSIDE = -1, IS_NOT_COUNTED = -2 };
enum { THOUSANDTHS = 1000 };

/* Of one kind, of one member or of nobody. */
typedef struct event_sum {
  int64_t count, timed, hours; /* times; those whose hours are known; thousandths of an hour */
} event_sum;

/* Of one kind in one group. */
typedef struct event_tally {
  event_sum sum;
  steg_tally reached, timed; /* members with any; with any whose hours are known */
} event_tally;

typedef struct event_job {
  steg_evaluation *evaluation;
  const steg_request *request;
  steg_scope scope;
  const steg_registry_entry *entry;
  size_t *kinds; /* role indices asked for */
  size_t kind_count;
  int32_t *kind_of_role; /* by role: its place among `kinds`, -1 = not asked for */
  event_sum *of_members; /* member * kind_count + kind */
  event_sum *own, *outside;
  int64_t *batches; /* ascending, each once */
  size_t batch_count, batch_room;
  bool everybody; /* own and outside are counted */
} event_job;

/* ---- what is asked for */

/* The instrument named, else the first of kind EVENT. */
static int find_instrument(event_job *job, steg_error *err) {
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

static int find_kinds(event_job *job, steg_error *err) {
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
  return job->kind_count > 0
             ? 0
             : steg_error_set(err, STEG_ERROR_USAGE, "%s has no role \"%s\"", instrument->id, role ? role : "");
}

/* ---- whose an event is */

typedef struct person_place {
  int64_t person;
  int32_t member;
} person_place;

static int by_person(const void *a, const void *b) {
  int64_t left = ((const person_place *)a)->person, right = ((const person_place *)b)->person;
  return left < right ? -1 : left > right;
}

/* By participation of the initiative at `place`: the member's index, IS_OUTSIDE or IS_NOT_COUNTED. */
static int32_t *owners_of(const event_job *job, size_t place, const person_place *persons, size_t person_count) {
  const steg_members *members = &job->scope.members;
  const steg_source_initiative *initiative = members->initiatives[place];
  int32_t *owners = steg_arena_array(job->evaluation->scratch, initiative->count + 1, sizeof *owners);
  if (!owners)
    return NULL;
  for (size_t row = 0; row < initiative->count; row++) {
    const person_place wanted = {.person = initiative->rows[row].person};
    bool counts = wanted.person != 0 && !(initiative->mistaken && initiative->mistaken[row]);
    const person_place *found =
        counts && person_count ? bsearch(&wanted, persons, person_count, sizeof *persons, by_person) : NULL;
    owners[row] = !counts ? IS_NOT_COUNTED : found ? found->member : IS_OUTSIDE;
  }
  for (size_t m = 0; m < members->count; m++)
    if (members->rows[m].place == place && !steg_cohort_is_anonymous(&members->rows[m]))
      owners[members->rows[m].row] = (int32_t)m;
  return owners;
}

/* The members by person, where persons are counted; else none. */
static int list_persons(const event_job *job, person_place **ret_persons, size_t *ret_count, steg_error *err) {
  const steg_members *members = &job->scope.members;
  person_place *persons = steg_arena_array(job->evaluation->scratch, members->count + 1, sizeof *persons);
  size_t count = 0;
  if (!persons)
    return steg_error_memory(err);
  for (size_t m = 0; job->request->cohort.counted == STEG_COUNTED_PERSONS && m < members->count; m++)
    if (!steg_cohort_is_anonymous(&members->rows[m]))
      persons[count++] = (person_place){members->rows[m].participation->person, (int32_t)m};
  if (count > 0)
    qsort(persons, count, sizeof *persons, by_person);
  *ret_persons = persons;
  *ret_count = count;
  return 0;
}

/* ---- reading */

static double number_of(const event_job *job, const steg_response *response, const char *item) {
  int32_t index = steg_model_item_index(job->entry->instrument, item);
  return index < 0 ? NAN : response->numbers[job->entry->layout->first_slot[index]];
}

static void add_event(event_sum *sum, double times, double hours) {
  int64_t count = isnan(times) ? 1 : llround(times);
  sum->count += count;
  if (!isnan(hours)) {
    sum->timed += count;
    sum->hours += llround(hours * THOUSANDTHS);
  }
}

static int note_batch(event_job *job, int64_t batch) {
  size_t at = job->batch_count;
  while (at > 0 && job->batches[at - 1] > batch)
    at--;
  if (at > 0 && job->batches[at - 1] == batch)
    return 0;
  if (job->batch_count == job->batch_room) {
    size_t room = job->batch_room ? job->batch_room * 2 : 16;
    int64_t *larger = steg_arena_array(job->evaluation->arena, room, sizeof *larger);
    if (!larger)
      return -1;
    for (size_t i = 0; i < job->batch_count; i++)
      larger[i] = job->batches[i];
    job->batches = larger;
    job->batch_room = room;
  }
  for (size_t i = job->batch_count++; i > at; i--)
    job->batches[i] = job->batches[i - 1];
  job->batches[at] = batch;
  return 0;
}

static bool is_in_time(const event_job *job, steg_date date) {
  const steg_period *period = &job->request->cohort.period;
  steg_date as_of = job->evaluation->context->as_of;
  return date != STEG_DATE_NONE && (period->first == STEG_DATE_NONE || date >= period->first) &&
         (period->last == STEG_DATE_NONE || date <= period->last) && (as_of == STEG_DATE_NONE || date <= as_of);
}

/* Where an event of the participation (its index; -1 = none) is summed up; NULL = nowhere. */
static event_sum *sum_for(event_job *job, const int32_t *owners, ptrdiff_t row, size_t kind) {
  if (row < 0)
    return job->everybody ? &job->own[kind] : NULL;
  if (owners[row] >= 0)
    return &job->of_members[(size_t)owners[row] * job->kind_count + kind];
  return owners[row] == IS_OUTSIDE && job->everybody ? &job->outside[kind] : NULL;
}

static int read_initiative(event_job *job, const steg_source_initiative *initiative, const int32_t *owners,
                           steg_error *err) {
  steg_response_cursor *cursor = NULL;
  steg_response response;
  size_t at = 0;
  int more;
  if (!initiative->number)
    return 0;
  if (steg_response_open(job->evaluation->context->store, job->entry, initiative->number, initiative->number, &cursor,
                         err) < 0)
    return -1;
  while ((more = steg_response_next(cursor, &response, err)) > 0) {
    while (at < initiative->count && initiative->rows[at].id < response.participation)
      at++;
    bool own = response.participation == 0;
    if (!own && (at == initiative->count || initiative->rows[at].id != response.participation))
      continue;
    if (response.role < 0 || job->kind_of_role[response.role] < 0 || !is_in_time(job, response.date))
      continue;
    event_sum *sum = sum_for(job, owners, own ? -1 : (ptrdiff_t)at, (size_t)job->kind_of_role[response.role]);
    if (!sum)
      continue;
    add_event(sum, number_of(job, &response, "antal"), number_of(job, &response, "timmar"));
    if (note_batch(job, response.batch) < 0) {
      more = steg_error_memory(err);
      break;
    }
  }
  steg_response_close(cursor);
  return more < 0 ? -1 : 0;
}

static int read_events(event_job *job, steg_error *err) {
  const steg_members *members = &job->scope.members;
  person_place *persons = NULL;
  size_t person_count = 0;
  job->of_members =
      steg_arena_array(job->evaluation->scratch, members->count * job->kind_count + 1, sizeof *job->of_members);
  job->own = steg_arena_array(job->evaluation->scratch, job->kind_count, sizeof *job->own);
  job->outside = steg_arena_array(job->evaluation->scratch, job->kind_count, sizeof *job->outside);
  if (!job->of_members || !job->own || !job->outside)
    return steg_error_memory(err);
  if (list_persons(job, &persons, &person_count, err) < 0)
    return -1;
  for (size_t place = 0; place < members->initiative_count; place++) {
    const int32_t *owners = owners_of(job, place, persons, person_count);
    if (!owners)
      return steg_error_memory(err);
    if (read_initiative(job, members->initiatives[place], owners, err) < 0)
      return -1;
  }
  return 0;
}

/* ---- counting */

static void add_sum(event_sum *to, const event_sum *more) {
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
static bool is_personal(const event_job *job, size_t kind, const event_tally *everybody) {
  return job->entry->instrument->roles.rows[job->kinds[kind]].subject != STEG_EVENT_OF_INITIATIVE &&
         (!job->own[kind].count || everybody->sum.count || job->outside[kind].count);
}

/* `everybody`: the kind's tally in the group of all. */
static void fill_line(const event_job *job, size_t group, size_t kind, const event_tally *tally,
                      const event_tally *everybody, const steg_tally *members, steg_line *line,
                      steg_named_figure *figures) {
  const steg_role *role = &job->entry->instrument->roles.rows[job->kinds[kind]];
  steg_sensitivity sensitivity = steg_grouping_sensitivity(&job->scope.grouping, group);
  bool whole = group == 0 && job->everybody;
  event_sum sum = tally->sum;
  if (whole) {
    add_sum(&sum, &job->own[kind]);
    add_sum(&sum, &job->outside[kind]);
  }
  const steg_tally timed = {.count = sum.timed, .persons = tally->timed.persons};
  const steg_interval hours = {.value = sum.timed ? (double)sum.hours / THOUSANDTHS : NAN, .low = NAN, .high = NAN};
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

static void count_member(const event_job *job, size_t member, event_tally *tallies, steg_tally *members,
                         steg_tally *measured) {
  size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&job->scope.grouping, member, groups);
  int32_t person = job->scope.members.rows[member].person;
  const event_sum *sums = &job->of_members[member * job->kind_count];
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

static int count_events(event_job *job, steg_result *result, steg_error *err) {
  size_t group_count = job->scope.grouping.group_count, line_count = group_count * job->kind_count;
  event_tally *tallies = steg_arena_array(job->evaluation->scratch, line_count, sizeof *tallies);
  steg_tally *members = steg_arena_array(job->evaluation->scratch, group_count, sizeof *members), measured = {0};
  steg_named_figure *figures = steg_arena_array(job->evaluation->arena, line_count * FIELDS, sizeof *figures);
  if (!tallies || !members || !figures)
    return steg_error_memory(err);
  for (size_t m = 0; m < job->scope.members.count; m++)
    if (!steg_cohort_is_anonymous(&job->scope.members.rows[m]))
      count_member(job, m, tallies, members, &measured);
  for (size_t g = 0; g < group_count; g++)
    for (size_t kind = 0; kind < job->kind_count; kind++) {
      size_t line = g * job->kind_count + kind;
      fill_line(job, g, kind, &tallies[line], &tallies[kind], &members[g], &result->lines[line],
                &figures[line * FIELDS]);
    }
  const steg_tally all = {.count = result->registered.count, .persons = result->registered.persons};
  result->measured = steg_tally_count(&measured, &all, 0, job->scope.members.sensitivity);
  return 0;
}

int steg_events_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                         steg_error *err) {
  event_job job = {.evaluation = evaluation, .request = request};
  job.everybody = request->cohort.filter_count == 0 && request->cohort.event == STEG_EVENT_ACTIVE;
  if (find_instrument(&job, err) < 0 || find_kinds(&job, err) < 0 ||
      steg_scope_open(evaluation, request, NULL, &job.scope, result, err) < 0 ||
      steg_scope_exclude(evaluation, result, "anonymous_not_followed", job.scope.members.anonymous, err) < 0 ||
      steg_scope_lines(evaluation, &job.scope, job.kind_count, result, err) < 0 || read_events(&job, err) < 0 ||
      count_events(&job, result, err) < 0)
    return -1;
  result->instrument = job.entry->instrument;
  result->how.instrument = job.entry->instrument->id;
  result->how.version = job.entry->instrument->version;
  result->how.batches = job.batches;
  result->how.batch_count = job.batch_count;
  return 0;
}
