/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/change_part.h"

/* The two answers of one member, and what became of them. */
typedef struct answer_pair {
  bool asked; /* both forms are there */
  steg_answer first, last;
  steg_answer goal;
} answer_pair;

steg_tally *steg_change_tallies_of(const steg_change_counting *job, size_t group) {
  return job->tallies + group * (STEG_CHANGE_TALLIES + job->m * job->m);
}

/* ---- steg_change_counting */

/* An answer that is missing, or beside the scale, makes no pair whatever the versions: only what is left is lost to the break. */
static steg_breaks_fate fate_of(const answer_pair *pair, steg_answer_kind own) {
  bool others = false;
  for (int kind = STEG_ANSWER_CANNOT; kind <= STEG_ANSWER_NOT_ASKED; kind++)
    others = others || pair->first.kind == (steg_answer_kind)kind || pair->last.kind == (steg_answer_kind)kind;
  return own == STEG_ANSWER_BROKEN && !others ? STEG_BREAKS_LEFT_OUT : STEG_BREAKS_COUNTED;
}

/* A pair with both answers broken is one pair: it is told of the first. */
static void note_breaks(const steg_change_counting *job, const steg_readings *answers, const answer_pair *pair,
                        int32_t first, int32_t last) {
  steg_breaks_fate lost = fate_of(pair, pair->first.kind);
  steg_breaks_note(job->evaluation, job->breaks, answers, first, job->first->item, lost);
  steg_breaks_note(job->evaluation, job->breaks, answers, last, job->last->item,
                   lost == STEG_BREAKS_LEFT_OUT ? STEG_BREAKS_COUNTED : fate_of(pair, pair->last.kind));
}

static answer_pair read_pair(const steg_change_counting *job, const steg_member *member) {
  answer_pair pair = {0};
  if (steg_cohort_is_anonymous(member))
    return pair;
  const steg_readings *answers = job->scope->answers[member->place];
  const steg_pairing *pairing = steg_scope_pairing(job->scope, member, job->first->role);
  bool one_record = job->first != job->last;
  int32_t last = one_record ? pairing->first : pairing->end;
  pair.asked = one_record ? pairing->first >= 0 : pairing->outcome == STEG_PAIRING_PAIRED;
  if (!pair.asked)
    return pair;
  pair.first = steg_answer_read(answers, job->first, job->step_of_level, pairing->first);
  pair.last = steg_answer_read(answers, job->last, job->step_of_level, last);
  note_breaks(job, answers, &pair, pairing->first, last);
  if (job->goal) {
    /* The goal set at the start is what counts; one set later only where there was none. */
    pair.goal = steg_answer_read(answers, job->goal, job->step_of_level, pairing->first);
    if (pair.goal.kind != STEG_ANSWER_VALUE)
      pair.goal = steg_answer_read(answers, job->goal, job->step_of_level, last);
  }
  return pair;
}

static bool reaches(steg_better better, int32_t step, int32_t goal) {
  return better == STEG_BETTER_UP ? step >= goal : better == STEG_BETTER_DOWN ? step <= goal : step == goal;
}

static bool either(const answer_pair *pair, steg_answer_kind kind) {
  return pair->first.kind == kind || pair->last.kind == kind;
}

/* The tallies that one member goes into, besides its cell. */
static size_t tallies_for(const steg_change_counting *job, const answer_pair *pair,
                          steg_change_tally taken[STEG_CHANGE_TALLIES]) {
  size_t count = 0;
  taken[count++] = STEG_CHANGE_ALL;
  if (!pair->asked)
    return count;
  if (pair->first.kind != STEG_ANSWER_VALUE || pair->last.kind != STEG_ANSWER_VALUE) {
    bool not_asked = either(pair, STEG_ANSWER_NOT_ASKED) || either(pair, STEG_ANSWER_BROKEN);
    taken[count++] = either(pair, STEG_ANSWER_MISSING) ? STEG_CHANGE_MISSING
                     : not_asked                       ? STEG_CHANGE_NOT_ASKED
                                                       : STEG_CHANGE_CANNOT_ANSWER;
    return count;
  }
  int32_t first = pair->first.step, last = pair->last.step;
  taken[count++] = STEG_CHANGE_PAIRED;
  taken[count++] = last > first ? STEG_CHANGE_UP : last < first ? STEG_CHANGE_DOWN : STEG_CHANGE_SAME;
  if (last != first)
    taken[count++] = STEG_CHANGE_CHANGED;
  if (job->positive[first])
    taken[count++] = STEG_CHANGE_BEFORE_POSITIVE;
  if (job->positive[last])
    taken[count++] = STEG_CHANGE_AFTER_POSITIVE;
  if (job->positive[first] && job->positive[last])
    taken[count++] = STEG_CHANGE_BOTH_POSITIVE;
  if (pair->goal.kind == STEG_ANSWER_VALUE) {
    taken[count++] = STEG_CHANGE_GOAL_SET;
    if (reaches(job->better, last, pair->goal.step))
      taken[count++] = STEG_CHANGE_GOAL_REACHED;
  }
  return count;
}

void steg_change_count(const steg_change_counting *job) {
  const steg_members *members = &job->scope->members;
  for (size_t i = 0; i < members->count; i++) {
    answer_pair pair = read_pair(job, &members->rows[i]);
    steg_change_tally taken[STEG_CHANGE_TALLIES];
    size_t taken_count = tallies_for(job, &pair, taken);
    bool paired = pair.first.kind == STEG_ANSWER_VALUE && pair.last.kind == STEG_ANSWER_VALUE;
    size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&job->scope->grouping, i, groups);
    for (size_t g = 0; g < count; g++) {
      steg_tally *tallies = steg_change_tallies_of(job, groups[g]);
      for (size_t t = 0; t < taken_count; t++)
        steg_tally_add(&tallies[taken[t]], members->rows[i].person);
      if (paired)
        steg_tally_add(&tallies[STEG_CHANGE_TALLIES + (size_t)pair.first.step * job->m + (size_t)pair.last.step],
                       members->rows[i].person);
    }
  }
}
