/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * events_part - what the files of the measure events share: events.c asks and counts, events_read.c reads whose each event is.
 */
#ifndef STEG_EVALUATE_EVENTS_PART_H
#define STEG_EVALUATE_EVENTS_PART_H

#include "evaluate/evaluation.h"
#include "evaluate/scope.h"
#include "evaluate/weeks.h"

/* Kinds that a week is asked to hold (events.c names them). */
enum { STEG_EVENTS_TOGETHER = 2, STEG_EVENTS_TOGETHER_ALL = (1 << STEG_EVENTS_TOGETHER) - 1 };

enum { STEG_EVENTS_THOUSANDTHS = 1000 };

/* Of one kind, of one member or of nobody. */
typedef struct steg_event_sum {
  int64_t count, timed, hours; /* times; those whose hours are known; thousandths of an hour */
} steg_event_sum;

typedef struct steg_event_job {
  steg_evaluation *evaluation;
  const steg_request *request;
  steg_scope scope;
  const steg_registry_entry *entry;
  size_t *kinds; /* role indices asked for */
  size_t kind_count;
  int32_t *kind_of_role;      /* by role: its place among `kinds`, -1 = not asked for */
  steg_event_sum *of_members; /* member * kind_count + kind */
  steg_event_sum *own, *outside;
  int64_t *batches; /* ascending, each once */
  size_t batch_count, batch_room;
  bool everybody;                         /* own and outside are counted */
  int32_t together[STEG_EVENTS_TOGETHER]; /* role indices */
  bool weekly;                            /* all of them are there and asked for */
  int64_t *full_weeks;                    /* by member: weeks with all of them */
  struct {
    size_t member;
    int64_t week;
    unsigned had; /* bits */
  } at;           /* the week that was read last */
} steg_event_job;

/* Fills of_members, own, outside, full_weeks and batches; scope, entry and kinds stand. */
int steg_events_read(steg_event_job *job, steg_error *err);
/* The whole weeks of the member's participation within period and cutoff. */
steg_weeks steg_events_weeks(const steg_event_job *job, const steg_member *member);

#endif
