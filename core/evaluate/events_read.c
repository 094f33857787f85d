/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/events_part.h"
#include "instrument/model.h"
#include "store/response.h"
#include <math.h>
#include <stdlib.h>

enum { IS_OUTSIDE = -1, IS_NOT_COUNTED = -2 };

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
static int32_t *owners_of(const steg_event_job *job, size_t place, const person_place *persons, size_t person_count) {
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
static int list_persons(const steg_event_job *job, person_place **ret_persons, size_t *ret_count, steg_error *err) {
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

static double number_of(const steg_event_job *job, const steg_response *response, const char *item) {
  int32_t index = steg_model_item_index(job->entry->instrument, item);
  return index < 0 ? NAN : response->numbers[job->entry->layout->first_slot[index]];
}

static void add_event(steg_event_sum *sum, double times, double hours) {
  int64_t count = isnan(times) ? 1 : llround(times);
  sum->count += count;
  if (!isnan(hours)) {
    sum->timed += count;
    sum->hours += llround(hours * STEG_EVENTS_THOUSANDTHS);
  }
}

static int note_batch(steg_event_job *job, int64_t batch) {
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

static bool is_in_time(const steg_event_job *job, steg_date date) {
  const steg_period *period = &job->request->cohort.period;
  steg_date as_of = job->evaluation->context->as_of;
  return date != STEG_DATE_NONE && (period->first == STEG_DATE_NONE || date >= period->first) &&
         (period->last == STEG_DATE_NONE || date <= period->last) && (as_of == STEG_DATE_NONE || date <= as_of);
}

/* Where an event of the participation (its index; -1 = none) is summed up; NULL = nowhere. */
static steg_event_sum *sum_for(steg_event_job *job, const int32_t *owners, ptrdiff_t row, size_t kind) {
  if (row < 0)
    return job->everybody ? &job->own[kind] : NULL;
  if (owners[row] >= 0)
    return &job->of_members[(size_t)owners[row] * job->kind_count + kind];
  return owners[row] == IS_OUTSIDE && job->everybody ? &job->outside[kind] : NULL;
}

static steg_date earliest(steg_date a, steg_date b) {
  return a == STEG_DATE_NONE || (b != STEG_DATE_NONE && b < a) ? b : a;
}

steg_weeks steg_events_weeks(const steg_event_job *job, const steg_member *member) {
  const steg_period *period = &job->request->cohort.period;
  const steg_attributes *attributes = &member->participation->attributes;
  steg_date first = attributes->start;
  if (first != STEG_DATE_NONE && period->first != STEG_DATE_NONE && period->first > first)
    first = period->first;
  return steg_weeks_within(first, earliest(attributes->end, earliest(period->last, job->evaluation->context->as_of)));
}

/* The days of a participation come in order, so a week is over when the next one is met. */
static void note_week(steg_event_job *job, size_t member, const steg_response *response) {
  const steg_weeks weeks = steg_events_weeks(job, &job->scope.members.rows[member]);
  int64_t week = steg_weeks_of(&weeks, response->date);
  unsigned bit = 0;
  for (unsigned t = 0; t < STEG_EVENTS_TOGETHER; t++)
    if (job->together[t] == response->role)
      bit = 1u << t;
  if (!bit || week < 0)
    return;
  if (job->at.member != member || job->at.week != week) {
    job->at.member = member;
    job->at.week = week;
    job->at.had = 0;
  }
  if (job->at.had != STEG_EVENTS_TOGETHER_ALL && (job->at.had | bit) == STEG_EVENTS_TOGETHER_ALL)
    job->full_weeks[member]++;
  job->at.had |= bit;
}

static int read_initiative(steg_event_job *job, const steg_source_initiative *initiative, const int32_t *owners,
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
    steg_event_sum *sum = sum_for(job, owners, own ? -1 : (ptrdiff_t)at, (size_t)job->kind_of_role[response.role]);
    if (!sum)
      continue;
    size_t member = own || owners[at] < 0 ? job->scope.members.count : (size_t)owners[at];
    if (job->weekly && member < job->scope.members.count &&
        job->scope.members.rows[member].participation == &initiative->rows[at])
      note_week(job, member, &response);
    add_event(sum, number_of(job, &response, "antal"), number_of(job, &response, "timmar"));
    if (note_batch(job, response.batch) < 0) {
      more = steg_error_memory(err);
      break;
    }
  }
  steg_response_close(cursor);
  return more < 0 ? -1 : 0;
}

int steg_events_read(steg_event_job *job, steg_error *err) {
  const steg_members *members = &job->scope.members;
  person_place *persons = NULL;
  size_t person_count = 0;
  job->of_members =
      steg_arena_array(job->evaluation->scratch, members->count * job->kind_count + 1, sizeof *job->of_members);
  job->own = steg_arena_array(job->evaluation->scratch, job->kind_count, sizeof *job->own);
  job->outside = steg_arena_array(job->evaluation->scratch, job->kind_count, sizeof *job->outside);
  job->full_weeks = steg_arena_array(job->evaluation->scratch, members->count + 1, sizeof *job->full_weeks);
  job->at.week = -1;
  if (!job->full_weeks || !job->of_members || !job->own || !job->outside)
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
