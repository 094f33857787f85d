/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grouping - the groups of a result: everybody, and every value of every breakdown, crossed.
 *
 * With breakdowns of a, b, c values there are (a + 1)(b + 1)(c + 1) groups: in each breakdown "all" comes first, then the values in
 * their order, the last breakdown running fastest. Group 0 is everybody. A member is in 2^breakdowns of them.
 */
#ifndef STEG_EVALUATE_GROUPING_H
#define STEG_EVALUATE_GROUPING_H

#include "document/request.h"
#include "evaluate/dimension.h"

enum { STEG_GROUPING_MAX = 20000, STEG_GROUPING_OF_MEMBER = 1 << STEG_BY_MAX };

typedef struct steg_grouping {
  steg_split splits[STEG_BY_MAX];
  size_t by_count;
  size_t group_count;
  steg_sensitivity sensitivity; /* of the members themselves: see cohort.h */
} steg_grouping;

/* Error when a breakdown does not exist or the groups are more than STEG_GROUPING_MAX. */
int steg_grouping_make(steg_evaluation *evaluation, const steg_request *request, const steg_members *members,
                       steg_grouping *ret_grouping, steg_error *err);

/* The groups of a member: how many, and which. */
size_t steg_grouping_of(const steg_grouping *grouping, size_t member, size_t ret_groups[STEG_GROUPING_OF_MEMBER]);
/* Value index per breakdown, as steg_line wants it. */
void steg_grouping_place(const steg_grouping *grouping, size_t group, int32_t ret_group[STEG_BY_MAX]);
/* Of the number of people in the group: SENSITIVE when it is cut out by a sensitive breakdown or filter. */
steg_sensitivity steg_grouping_sensitivity(const steg_grouping *grouping, size_t group);

#endif
