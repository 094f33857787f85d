/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/change_part.h"

#include "evaluate/paired.h"
#include <math.h>

typedef enum change_field {
  PAIRED,
  BETTER,
  SAME,
  WORSE,
  CHANGED,
  MEAN_CHANGE,
  MEDIAN_CHANGE,
  BEFORE_MEAN,
  AFTER_MEAN,
  BEFORE_POSITIVE,
  AFTER_POSITIVE,
  POSITIVE_CHANGE,
  SIGN_P,
  WILCOXON_V,
  WILCOXON_P,
  WILCOXON_N,
  WILCOXON_EXACT,
  RP,
  RP_SE,
  RC,
  RC_SE,
  RV,
  RV_SE,
  GOAL_SET,
  GOAL_REACHED,
  CANNOT_ANSWER,
  MISSING,
  NOT_ASKED,
  FIELDS
} change_field;

static const char *const names[FIELDS] = {"paired",         "better",
                                          "same",           "worse",
                                          "changed",        "mean_change",
                                          "median_change",  "before_mean",
                                          "after_mean",     "before_positive",
                                          "after_positive", "positive_change",
                                          "sign_p",         "wilcoxon_v",
                                          "wilcoxon_p",     "wilcoxon_n",
                                          "wilcoxon_exact", "rp",
                                          "rp_se",          "rc",
                                          "rc_se",          "rv",
                                          "rv_se",          "goal_set",
                                          "goal_reached",   "cannot_answer",
                                          "missing",        "not_asked"};

typedef struct line_base {
  const steg_tally *tallies;
  const steg_tally *paired;
  int64_t missing; /* members that are no pair */
  steg_sensitivity headcount, sensitivity;
} line_base;

static steg_figure share_of(const line_base *base, steg_change_tally tally) {
  return steg_tally_share(&base->tallies[tally], base->paired, base->missing, base->sensitivity);
}

static steg_figure value_of(const line_base *base, steg_figure_unit unit, steg_interval value) {
  return steg_tally_value(unit, value, base->paired, base->missing, base->sensitivity);
}

static steg_figure plain_of(const line_base *base, double value) {
  return steg_tally_plain(value, base->paired, base->missing, base->sensitivity);
}

static steg_figure headcount_of(const line_base *base, steg_change_tally tally) {
  return steg_tally_count(&base->tallies[tally], &base->tallies[STEG_CHANGE_ALL], 0, base->headcount);
}

static void fill_movement(const steg_change_counting *job, const line_base *base, steg_figure figures[FIELDS]) {
  bool up_is_better = job->better == STEG_BETTER_UP;
  figures[PAIRED] = steg_tally_count(base->paired, &base->tallies[STEG_CHANGE_ALL], base->missing, base->headcount);
  figures[SAME] = share_of(base, STEG_CHANGE_SAME);
  figures[CHANGED] = share_of(base, STEG_CHANGE_CHANGED);
  if (job->better == STEG_BETTER_NONE) {
    figures[BETTER] = figures[WORSE] = steg_tally_not_applicable(STEG_UNIT_SHARE);
  } else {
    figures[BETTER] = share_of(base, up_is_better ? STEG_CHANGE_UP : STEG_CHANGE_DOWN);
    figures[WORSE] = share_of(base, up_is_better ? STEG_CHANGE_DOWN : STEG_CHANGE_UP);
  }
}

static void fill_positive(const steg_change_counting *job, const line_base *base, steg_figure figures[FIELDS]) {
  figures[BEFORE_POSITIVE] = figures[AFTER_POSITIVE] = steg_tally_not_applicable(STEG_UNIT_SHARE);
  figures[POSITIVE_CHANGE] = steg_tally_not_applicable(STEG_UNIT_POINTS);
  if (!job->any_positive)
    return;
  const steg_tally *before = &base->tallies[STEG_CHANGE_BEFORE_POSITIVE],
                   *after = &base->tallies[STEG_CHANGE_AFTER_POSITIVE];
  int64_t both = base->tallies[STEG_CHANGE_BOTH_POSITIVE].count;
  steg_interval change = {NAN, NAN, NAN};
  if (base->paired->count > 0)
    change = steg_interval_paired(both, after->count - both, before->count - both, base->paired->count);
  figures[BEFORE_POSITIVE] = share_of(base, STEG_CHANGE_BEFORE_POSITIVE);
  figures[AFTER_POSITIVE] = share_of(base, STEG_CHANGE_AFTER_POSITIVE);
  figures[POSITIVE_CHANGE] = steg_tally_points(after, before, change, base->paired, base->missing, base->sensitivity);
}

/* Value with an interval of 1,96 standard errors within the measure's range; without one below 30 pairs. */
static void fill_svensson(const line_base *base, double value, double error, double lowest, double highest,
                          steg_figure *ret_value, steg_figure *ret_error) {
  bool enough = base->paired->count >= STEG_SVENSSON_INTERVAL_MIN && !isnan(error);
  double reach = enough ? steg_interval_reach(error) : NAN;
  steg_interval interval = {value, NAN, NAN};
  if (enough) {
    interval.low = fmax(lowest, value - reach);
    interval.high = fmin(highest, value + reach);
  }
  *ret_value = value_of(base, STEG_UNIT_NUMBER, interval);
  *ret_error = plain_of(base, enough ? error : NAN);
}

static void fill_statistics(const line_base *base, const steg_paired *paired, steg_figure figures[FIELDS]) {
  figures[MEAN_CHANGE] = value_of(base, STEG_UNIT_LEVEL, paired->mean);
  figures[MEDIAN_CHANGE] = value_of(base, STEG_UNIT_LEVEL, paired->median);
  figures[BEFORE_MEAN] = value_of(base, STEG_UNIT_LEVEL, (steg_interval){paired->before_mean, NAN, NAN});
  figures[AFTER_MEAN] = value_of(base, STEG_UNIT_LEVEL, (steg_interval){paired->after_mean, NAN, NAN});
  figures[SIGN_P] = plain_of(base, paired->sign_p);
  figures[WILCOXON_V] = plain_of(base, paired->wilcoxon.v);
  figures[WILCOXON_P] = plain_of(base, paired->wilcoxon.p);
  figures[WILCOXON_N] = steg_tally_count(&base->tallies[STEG_CHANGE_CHANGED], base->paired, 0, base->sensitivity);
  figures[WILCOXON_EXACT] = plain_of(base, paired->wilcoxon.n == 0 ? NAN : paired->wilcoxon.exact);
  const steg_svensson *svensson = &paired->svensson;
  fill_svensson(base, svensson->rp, svensson->rp_se, -1, 1, &figures[RP], &figures[RP_SE]);
  fill_svensson(base, svensson->rc, svensson->rc_se, -1, 1, &figures[RC], &figures[RC_SE]);
  fill_svensson(base, svensson->rv, svensson->rv_se, 0, 2, &figures[RV], &figures[RV_SE]);
}

static void fill_goal(const steg_change_counting *job, const line_base *base, steg_figure figures[FIELDS]) {
  figures[GOAL_SET] = steg_tally_not_applicable(STEG_UNIT_COUNT);
  figures[GOAL_REACHED] = steg_tally_not_applicable(STEG_UNIT_SHARE);
  if (!job->goal)
    return;
  const steg_tally *set = &base->tallies[STEG_CHANGE_GOAL_SET];
  figures[GOAL_SET] = steg_tally_count(set, base->paired, base->missing, base->headcount);
  figures[GOAL_REACHED] = steg_tally_share(&base->tallies[STEG_CHANGE_GOAL_REACHED], set,
                                           base->paired->count - set->count, base->sensitivity);
}

int steg_change_fill(const steg_change_counting *job, size_t group, steg_line *line) {
  const steg_tally *tallies = steg_change_tallies_of(job, group);
  const line_base base = {.tallies = tallies,
                          .paired = &tallies[STEG_CHANGE_PAIRED],
                          .missing = tallies[STEG_CHANGE_ALL].count - tallies[STEG_CHANGE_PAIRED].count,
                          .headcount = steg_grouping_sensitivity(&job->scope->grouping, group),
                          .sensitivity = steg_scope_sensitivity(job->scope, group, job->first->row)};
  int64_t *cells = steg_arena_array(job->evaluation->scratch, job->m * job->m, sizeof *cells);
  line->figures = steg_arena_array(job->evaluation->arena, FIELDS, sizeof *line->figures);
  line->matrix = steg_arena_array(job->evaluation->arena, job->m * job->m, sizeof *line->matrix);
  if (!cells || !line->figures || !line->matrix)
    return -1;
  for (size_t c = 0; c < job->m * job->m; c++) {
    cells[c] = tallies[STEG_CHANGE_TALLIES + c].count;
    line->matrix[c] = steg_tally_count(&tallies[STEG_CHANGE_TALLIES + c], base.paired, base.missing, base.sensitivity);
  }
  steg_paired paired;
  if (steg_paired_measure(cells, job->values, job->m, job->evaluation->scratch, &paired) < 0)
    return -1;
  steg_figure figures[FIELDS];
  fill_movement(job, &base, figures);
  fill_positive(job, &base, figures);
  fill_statistics(&base, &paired, figures);
  fill_goal(job, &base, figures);
  figures[CANNOT_ANSWER] = headcount_of(&base, STEG_CHANGE_CANNOT_ANSWER);
  figures[MISSING] = headcount_of(&base, STEG_CHANGE_MISSING);
  figures[NOT_ASKED] = headcount_of(&base, STEG_CHANGE_NOT_ASKED);
  for (size_t f = 0; f < FIELDS; f++)
    line->figures[f] = (steg_named_figure){.name = names[f], .figure = figures[f]};
  line->figure_count = FIELDS;
  line->level_count = job->m;
  line->item = job->first->item;
  line->role = job->first->role;
  return 0;
}
