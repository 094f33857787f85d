/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/cohort.h"

#include "evaluate/dimension.h"
#include <stdlib.h>
#include <string.h>

typedef enum standing { STANDING_OUT = 0, STANDING_IN, STANDING_NO_START, STANDING_OTHER_YEAR } standing;

bool steg_cohort_is_anonymous(const steg_member *member) {
  return member->participation->person == 0;
}

static bool known_by(const steg_evaluation *evaluation, steg_date date) {
  return evaluation->context->as_of == STEG_DATE_NONE || date <= evaluation->context->as_of;
}

bool steg_cohort_has_ended(const steg_evaluation *evaluation, const steg_member *member) {
  steg_date end = member->participation->attributes.end;
  return end != STEG_DATE_NONE && known_by(evaluation, end);
}

static bool in_period(steg_period period, steg_date date) {
  return (period.first == STEG_DATE_NONE || date >= period.first) &&
         (period.last == STEG_DATE_NONE || date <= period.last);
}

static bool holds_year(steg_period period, int year) {
  return period.first <= steg_date_make(year, 1, 1) && period.last >= steg_date_make(year, 12, 31);
}

static standing anonymous_standing(const steg_evaluation *evaluation, const steg_cohort *cohort, steg_date start) {
  steg_period period = cohort->period;
  if (start == STEG_DATE_NONE)
    return STANDING_NO_START;
  if (!known_by(evaluation, start))
    return STANDING_OUT;
  int year = steg_date_year(start);
  bool touches = (period.first == STEG_DATE_NONE || steg_date_year(period.first) <= year) &&
                 (period.last == STEG_DATE_NONE || steg_date_year(period.last) >= year);
  if (!touches)
    return STANDING_OUT;
  bool alone = period.first != STEG_DATE_NONE && period.last != STEG_DATE_NONE && holds_year(period, year) &&
               !holds_year(period, year - 1) && !holds_year(period, year + 1);
  return alone && cohort->event != STEG_EVENT_ENDED ? STANDING_IN : STANDING_OTHER_YEAR;
}

static standing member_standing(const steg_evaluation *evaluation, const steg_cohort *cohort,
                                const steg_member *member) {
  const steg_attributes *attributes = &member->participation->attributes;
  if (steg_cohort_is_anonymous(member))
    return anonymous_standing(evaluation, cohort, attributes->start);
  if (cohort->event == STEG_EVENT_ENDED)
    return steg_cohort_has_ended(evaluation, member) && in_period(cohort->period, attributes->end) ? STANDING_IN
                                                                                                   : STANDING_OUT;
  if (attributes->start == STEG_DATE_NONE)
    return STANDING_NO_START;
  if (!known_by(evaluation, attributes->start))
    return STANDING_OUT;
  if (cohort->event == STEG_EVENT_STARTED)
    return in_period(cohort->period, attributes->start) ? STANDING_IN : STANDING_OUT;
  bool begun = cohort->period.last == STEG_DATE_NONE || attributes->start <= cohort->period.last;
  bool going = attributes->end == STEG_DATE_NONE || cohort->period.first == STEG_DATE_NONE ||
               attributes->end >= cohort->period.first;
  return begun && going ? STANDING_IN : STANDING_OUT;
}

static int load_initiatives(steg_evaluation *evaluation, const steg_cohort *cohort, steg_members *members,
                            size_t *ret_row_count, steg_error *err) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const steg_source_initiative **loaded = steg_arena_array(evaluation->kept, cohort->initiative_count, sizeof *loaded);
  if (!loaded)
    return steg_error_memory(err);
  size_t count = 0, row_count = 0;
  for (size_t i = 0; i < cohort->initiative_count; i++) {
    bool twice = false;
    for (size_t j = 0; j < i; j++)
      twice = twice || !strcmp(cohort->initiatives[i], cohort->initiatives[j]);
    if (twice)
      continue;
    if (steg_source_load(evaluation->source, cohort->initiatives[i], &loaded[count], err) < 0)
      return -1;
    row_count += loaded[count++]->count;
  }
  members->initiatives = loaded;
  members->initiative_count = count;
  *ret_row_count = row_count;
  return 0;
}

/* Candidates that the period and event take, with how they stand to it. */
static size_t take_candidates(const steg_evaluation *evaluation, const steg_cohort *cohort, steg_members *members,
                              standing *standings) {
  size_t count = 0;
  for (size_t i = 0; i < members->initiative_count; i++)
    for (size_t row = 0; row < members->initiatives[i]->count; row++) {
      const steg_member member = {.initiative = members->initiatives[i],
                                  .participation = &members->initiatives[i]->rows[row],
                                  .place = i,
                                  .row = row};
      standings[count] = member_standing(evaluation, cohort, &member);
      if (standings[count] != STANDING_OUT)
        members->rows[count++] = member;
    }
  return count;
}

/* Keeps the candidates whose value in the filter's dimension is one of its values. */
static int apply_filter(steg_evaluation *evaluation, const steg_filter *filter, steg_members *members,
                        standing *standings, steg_error *err) {
  steg_split split;
  if (steg_dimension_split(evaluation, filter->dimension, members, &split, err) < 0)
    return -1;
  if (split.dimension.sensitivity == STEG_SENSITIVE)
    members->sensitivity = STEG_SENSITIVE;
  bool *wanted = steg_arena_array(evaluation->scratch, split.dimension.value_count, sizeof *wanted);
  if (!wanted)
    return steg_error_memory(err);
  for (size_t v = 0; v < split.dimension.value_count; v++)
    for (size_t f = 0; f < filter->value_count; f++)
      wanted[v] = wanted[v] || !strcmp(split.dimension.value_ids[v], filter->values[f]);
  size_t kept = 0;
  for (size_t i = 0; i < members->count; i++)
    if (wanted[split.values[i]]) {
      standings[kept] = standings[i];
      members->rows[kept++] = members->rows[i];
    }
  members->count = kept;
  return 0;
}

/* Counts those who are left out, and removes them. */
static void settle(steg_members *members, const standing *standings) {
  size_t kept = 0;
  for (size_t i = 0; i < members->count; i++) {
    const steg_member *member = &members->rows[i];
    if (member->initiative->mistaken && member->initiative->mistaken[member->row])
      members->mistaken++;
    else if (standings[i] == STANDING_NO_START)
      members->without_start++;
    else if (standings[i] == STANDING_OTHER_YEAR)
      members->anonymous_left_out++;
    else
      members->rows[kept++] = *member;
  }
  members->count = kept;
}

static int compare(int64_t a, int64_t b) {
  return a < b ? -1 : a > b;
}

/* By person, the anonymous last; of one person the latest start first. Nothing that is printed hangs on the person's number. */
static int by_person(const void *a, const void *b) {
  const steg_member *left = a, *right = b;
  const steg_participation *p = left->participation, *q = right->participation;
  int order = compare(p->person == 0, q->person == 0);
  order = order ? order : compare(p->person, q->person);
  order = order ? order : compare(q->attributes.start, p->attributes.start);
  order = order ? order : compare(q->attributes.end, p->attributes.end);
  order = order ? order : strcmp(left->initiative->id, right->initiative->id);
  return order ? order : compare(p->id, q->id);
}

static void number_persons(steg_members *members, steg_counted counted) {
  qsort(members->rows, members->count, sizeof *members->rows, by_person);
  size_t kept = 0;
  int32_t person = 0;
  for (size_t i = 0; i < members->count; i++) {
    steg_member member = members->rows[i];
    bool anonymous = steg_cohort_is_anonymous(&member);
    bool again =
        !anonymous && kept > 0 && members->rows[kept - 1].participation->person == member.participation->person;
    if (again && counted == STEG_COUNTED_PERSONS)
      continue;
    person += !again;
    member.person = person;
    members->anonymous += anonymous;
    members->rows[kept++] = member;
  }
  members->count = kept;
}

static int gather(steg_evaluation *evaluation, const steg_cohort *cohort, steg_members *ret_members, steg_error *err) {
  steg_members members = {.sensitivity = STEG_NEUTRAL};
  size_t row_count = 0;
  if (load_initiatives(evaluation, cohort, &members, &row_count, err) < 0)
    return -1;
  members.rows = steg_arena_array(evaluation->kept, row_count + 1, sizeof *members.rows);
  standing *standings = steg_arena_array(evaluation->scratch, row_count + 1, sizeof *standings);
  if (!members.rows || !standings)
    return steg_error_memory(err);
  members.count = take_candidates(evaluation, cohort, &members, standings);
  for (size_t i = 0; i < cohort->filter_count; i++)
    if (apply_filter(evaluation, &cohort->filters[i], &members, standings, err) < 0)
      return -1;
  settle(&members, standings);
  number_persons(&members, cohort->counted);
  *ret_members = members;
  return 0;
}

/* ---- asked for again */

enum { COHORTS_MAX = 8 };

struct steg_cohort_memory {
  size_t count;
  const steg_cohort *asked[COHORTS_MAX];
  steg_members members[COHORTS_MAX];
};

static bool same_texts(const char *const *a, size_t a_count, const char *const *b, size_t b_count) {
  for (size_t i = 0; a_count == b_count && i < a_count; i++)
    if (strcmp(a[i], b[i]) != 0)
      return false;
  return a_count == b_count;
}

static bool same_cohort(const steg_cohort *a, const steg_cohort *b) {
  if (a->period.first != b->period.first || a->period.last != b->period.last || a->event != b->event ||
      a->counted != b->counted || a->filter_count != b->filter_count ||
      !same_texts(a->initiatives, a->initiative_count, b->initiatives, b->initiative_count))
    return false;
  for (size_t f = 0; f < a->filter_count; f++)
    if (strcmp(a->filters[f].dimension, b->filters[f].dimension) != 0 ||
        !same_texts(a->filters[f].values, a->filters[f].value_count, b->filters[f].values, b->filters[f].value_count))
      return false;
  return true;
}

int steg_cohort_gather(steg_evaluation *evaluation, const steg_cohort *cohort, steg_members *ret_members,
                       steg_error *err) {
  steg_cohort_memory *memory = evaluation->cohorts;
  for (size_t i = 0; memory && i < memory->count; i++)
    if (same_cohort(memory->asked[i], cohort)) {
      *ret_members = memory->members[i];
      return 0;
    }
  if (!memory)
    memory = evaluation->cohorts = steg_arena_alloc(evaluation->kept, sizeof *memory);
  if (!memory)
    return steg_error_memory(err);
  steg_members members;
  if (gather(evaluation, cohort, &members, err) < 0)
    return -1;
  if (memory->count < COHORTS_MAX) {
    memory->asked[memory->count] = cohort;
    memory->members[memory->count++] = members;
  }
  *ret_members = members;
  return 0;
}

int steg_cohort_readings(steg_evaluation *evaluation, const steg_members *members, const char *instrument,
                         const steg_readings ***ret_answers, steg_error *err) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const steg_readings **answers = steg_arena_array(evaluation->scratch, members->initiative_count, sizeof *answers);
  if (!answers)
    return steg_error_memory(err);
  for (size_t i = 0; i < members->initiative_count; i++)
    if (steg_source_readings(evaluation->source, members->initiatives[i], instrument, &answers[i], err) < 0)
      return -1;
  *ret_answers = answers;
  return 0;
}
