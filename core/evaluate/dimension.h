/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dimension - what people are split by: the values in their order, and each member's value.
 *
 * Closed dimensions list all their values, used or not: sex, age_band, area, initiative, and <instrument>.<item> for a scale or
 * choice item (a register's value; a repeated instrument's value at the baseline, of the first role that answers it). Open ones
 * list the initiatives' declared values first, then those found, in Swedish order: municipality, priority, referrer, team.
 * A last value "saknas" (age_band: "okand") is there by need.
 */
#ifndef STEG_EVALUATE_DIMENSION_H
#define STEG_EVALUATE_DIMENSION_H

#include "evaluate/cohort.h"

typedef struct steg_split {
  steg_dimension dimension;      /* in the results' arena */
  int32_t *values;               /* by member: index of its value */
  size_t found_first, found_end; /* values that stand there only because some member has them */
} steg_split;

/* Error, naming it, when there is no such dimension. */
int steg_dimension_split(steg_evaluation *evaluation, const char *id, const steg_members *members,
                         steg_split *ret_split, steg_error *err);
/* Found values with fewer than merge_below distinct persons become one value "ovriga" after the others, unnamed. */
int steg_dimension_merge(const steg_evaluation *evaluation, const steg_members *members, steg_split *split,
                         steg_error *err);

#endif
