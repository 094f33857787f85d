/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * change_part - what the files of `change` share: the counting of one item and role over all groups.
 */
#ifndef STEG_EVALUATE_CHANGE_PART_H
#define STEG_EVALUATE_CHANGE_PART_H

#include "evaluate/answer.h"
#include "evaluate/breaks.h"

/* What is counted of one item and role in one group; the m * m cells follow. */
typedef enum steg_change_tally {
  STEG_CHANGE_ALL,
  STEG_CHANGE_PAIRED,
  STEG_CHANGE_UP,
  STEG_CHANGE_SAME,
  STEG_CHANGE_DOWN,
  STEG_CHANGE_CHANGED,
  STEG_CHANGE_BEFORE_POSITIVE,
  STEG_CHANGE_AFTER_POSITIVE,
  STEG_CHANGE_BOTH_POSITIVE,
  STEG_CHANGE_GOAL_SET,
  STEG_CHANGE_GOAL_REACHED,
  STEG_CHANGE_CANNOT_ANSWER,
  STEG_CHANGE_MISSING,
  STEG_CHANGE_NOT_ASKED,
  STEG_CHANGE_TALLIES
} steg_change_tally;

typedef struct steg_change_counting {
  steg_evaluation *evaluation;
  const steg_scope *scope;
  steg_breaks *breaks;
  const steg_asked *first, *last; /* the same but for a register's item with an `after` */
  const steg_asked *goal;         /* the item that holds the own goal of this one, NULL = none */
  const int32_t *step_of_level;
  size_t m;
  int32_t *values; /* by step */
  bool *positive;  /* by step */
  bool any_positive;
  steg_better better;
  steg_tally *tallies; /* group * (STEG_CHANGE_TALLIES + m * m) + tally */
} steg_change_counting;

steg_tally *steg_change_tallies_of(const steg_change_counting *job, size_t group);
/* Fills the tallies; job->tallies and all above it made by the caller. */
void steg_change_count(const steg_change_counting *job);
/* Figures and matrix of one group's line. Returns -1 when memory is out. */
int steg_change_fill(const steg_change_counting *job, size_t group, steg_line *line);

#endif
