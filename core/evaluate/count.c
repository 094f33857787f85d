/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * count - how many there are. One line per group: "count", and with breakdowns "share", of everybody.
 */
#include "evaluate/evaluation.h"
#include "evaluate/scope.h"

enum { COUNT, SHARE, FIELDS };

int steg_count_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                        steg_error *err) {
  steg_scope scope;
  if (steg_scope_open(evaluation, request, NULL, &scope, result, err) < 0 ||
      steg_scope_lines(evaluation, &scope, 1, result, err) < 0)
    return -1;
  steg_tally *tallies = steg_arena_array(evaluation->scratch, scope.grouping.group_count, sizeof *tallies);
  steg_named_figure *figures =
      steg_arena_array(evaluation->arena, scope.grouping.group_count * FIELDS, sizeof *figures);
  if (!tallies || !figures)
    return steg_error_memory(err);
  for (size_t i = 0; i < scope.members.count; i++) {
    size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&scope.grouping, i, groups);
    for (size_t g = 0; g < count; g++)
      steg_tally_add(&tallies[groups[g]], scope.members.rows[i].person);
  }
  size_t field_count = scope.grouping.by_count > 0 ? FIELDS : 1;
  for (size_t g = 0; g < scope.grouping.group_count; g++) {
    steg_line *line = &result->lines[g];
    steg_sensitivity sensitivity = steg_grouping_sensitivity(&scope.grouping, g);
    line->figures = &figures[g * FIELDS];
    line->figure_count = field_count;
    line->figures[COUNT] = (steg_named_figure){
        "count", steg_tally_count(&tallies[g], field_count == FIELDS ? &tallies[0] : NULL, 0, sensitivity)};
    if (field_count == FIELDS)
      line->figures[SHARE] = (steg_named_figure){"share", steg_tally_share(&tallies[g], &tallies[0], 0, sensitivity)};
  }
  return 0;
}
