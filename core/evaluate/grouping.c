/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/grouping.h"

int steg_grouping_make(steg_evaluation *evaluation, const steg_request *request, const steg_members *members,
                       steg_grouping *ret_grouping, steg_error *err) {
  steg_grouping grouping = {.by_count = request->by_count, .group_count = 1, .sensitivity = members->sensitivity};
  for (size_t d = 0; d < request->by_count; d++) {
    steg_split *split = &grouping.splits[d];
    if (steg_dimension_split(evaluation, request->by[d], members, split, err) < 0 ||
        steg_dimension_merge(evaluation, members, split, err) < 0)
      return -1;
    grouping.group_count *= split->dimension.value_count + 1;
    if (grouping.group_count > STEG_GROUPING_MAX)
      return steg_error_set(err, STEG_ERROR_USAGE, "the breakdowns give more than %d groups: use fewer of them",
                            STEG_GROUPING_MAX);
  }
  *ret_grouping = grouping;
  return 0;
}

size_t steg_grouping_of(const steg_grouping *grouping, size_t member, size_t ret_groups[STEG_GROUPING_OF_MEMBER]) {
  size_t count = 1;
  ret_groups[0] = 0;
  for (size_t d = 0; d < grouping->by_count; d++) {
    const steg_split *split = &grouping->splits[d];
    size_t value = (size_t)split->values[member] + 1;
    for (size_t g = 0; g < count; g++) {
      ret_groups[g] *= split->dimension.value_count + 1;
      ret_groups[count + g] = ret_groups[g] + value;
    }
    count *= 2;
  }
  return count;
}

void steg_grouping_place(const steg_grouping *grouping, size_t group, int32_t ret_group[STEG_BY_MAX]) {
  for (size_t d = 0; d < STEG_BY_MAX; d++)
    ret_group[d] = STEG_GROUP_ALL;
  for (size_t d = grouping->by_count; d-- > 0;) {
    size_t radix = grouping->splits[d].dimension.value_count + 1;
    ret_group[d] = (int32_t)(group % radix) - 1;
    group /= radix;
  }
}

steg_sensitivity steg_grouping_sensitivity(const steg_grouping *grouping, size_t group) {
  int32_t place[STEG_BY_MAX];
  steg_grouping_place(grouping, group, place);
  steg_sensitivity sensitivity = grouping->sensitivity;
  for (size_t d = 0; d < grouping->by_count; d++)
    if (place[d] != STEG_GROUP_ALL && grouping->splits[d].dimension.sensitivity == STEG_SENSITIVE)
      sensitivity = STEG_SENSITIVE;
  return sensitivity;
}
