/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort - the participations that a request is about: chosen by initiatives, period and event, then filtered.
 *
 * active: some day of start..end lies in the period. started, ended: that date lies in the period. Nothing that starts after the
 * cutoff has started, and nothing that ends after it has ended. Felregistrering is never a member. A participation without a
 * start date can't be placed; it is left out and counted.
 *
 * Anonymous rows are known by sex and start year alone. One is a member when the event is active or started, the period holds
 * the whole of that calendar year and no other whole year (they are never added over years); else it is left out and counted.
 *
 * Unit persons: of each person the participation that started last (then the one that ended last); each anonymous row is one.
 */
#ifndef STEG_EVALUATE_COHORT_H
#define STEG_EVALUATE_COHORT_H

#include "evaluate/evaluation.h"

typedef struct steg_member {
  const steg_source_initiative *initiative;
  const steg_participation *participation;
  size_t place;   /* the initiative's index in members->initiatives */
  size_t row;     /* the participation's index in the initiative */
  int32_t person; /* from 1, in the members' order: the same for the participations of one person */
} steg_member;

typedef struct steg_members {
  steg_member *rows; /* the participations of one person stand together */
  size_t count;
  const steg_source_initiative **initiatives;
  size_t initiative_count;
  steg_sensitivity sensitivity; /* SENSITIVE when a filter is: then the number of members is sensitive too */
  int64_t mistaken, without_start, anonymous_left_out; /* would have been members but for that */
  int64_t anonymous;                                   /* members that can't be followed */
} steg_members;

/* The members stand as long as the evaluation; a cohort that was asked for before is not gathered again. */
int steg_cohort_gather(steg_evaluation *evaluation, const steg_cohort *cohort, steg_members *ret_members,
                       steg_error *err);

/* The instrument's answers by the initiatives' place. */
int steg_cohort_readings(steg_evaluation *evaluation, const steg_members *members, const char *instrument,
                         const steg_readings ***ret_answers, steg_error *err);

bool steg_cohort_is_anonymous(const steg_member *member);
/* Whether the participation's end is known and not after the cutoff. */
bool steg_cohort_has_ended(const steg_evaluation *evaluation, const steg_member *member);

#endif
