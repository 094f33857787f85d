/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * breaks - where a result's answers stop being comparable, and what was left out because of it.
 *
 * A measure notes every answer it meets; those of an earlier version that were recoded or broken become a break of their item. Answers
 * that mean the same leave no trace. Participations of several source systems become breaks of the result as a whole.
 */
#ifndef STEG_EVALUATE_BREAKS_H
#define STEG_EVALUATE_BREAKS_H

#include "evaluate/answer.h"

typedef struct steg_breaks {
  steg_break *rows;
  size_t count, room;
  int64_t left_out;
  bool failed; /* memory is out */
} steg_breaks;

typedef enum steg_breaks_fate { STEG_BREAKS_COUNTED = 1, STEG_BREAKS_LEFT_OUT = 2 } steg_breaks_fate;

/* The answer of a kept row to an item. LEFT_OUT: it would have counted, had the question not changed. */
void steg_breaks_note(steg_evaluation *evaluation, steg_breaks *breaks, const steg_readings *answers, int32_t row,
                      int32_t item, steg_breaks_fate fate);
/* Adds what was noted to the result, with the exclusion "version_break"; and the items of its lines whose wording is not the
 * instrument's own. */
int steg_breaks_tell(steg_evaluation *evaluation, const steg_scope *scope, steg_breaks *breaks, steg_result *result,
                     steg_error *err);
/* The source systems of the members, one break between each and the next by the dates of their first starts. */
int steg_breaks_sources(steg_evaluation *evaluation, const steg_members *members, steg_result *result, steg_error *err);

#endif
