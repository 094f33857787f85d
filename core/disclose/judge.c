/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclose/judge.h"

#include "disclose/class.h"
#include "instrument/model.h"
#include <math.h>
#include <string.h>

enum {
  MEAN_BASE_MIN = 10,        /* E2: persons behind a mean or a median */
  MEAN_FROM_EXTREME_MIN = 2, /* E2: units between the sum and the smallest and largest it could be */
  NEUTRAL_BASE_MIN = 5,      /* neutral shares */
  NEUTRAL_OTHER_SIDE_MIN = 3
};

bool steg_judge_is_hidden(const steg_figure *figure) {
  return figure && figure->kind == STEG_FIGURE_HIDDEN;
}

bool steg_judge_mark(steg_figure *figure) {
  if (!figure || figure->kind != STEG_FIGURE_NUMBER)
    return false;
  figure->kind = STEG_FIGURE_HIDDEN;
  return true;
}

steg_figure *steg_judge_named(steg_line *line, const char *name) {
  for (size_t i = 0; i < line->figure_count; i++)
    if (!strcmp(line->figures[i].name, name))
      return &line->figures[i].figure;
  return NULL;
}

/* ---- one figure */

/* Persons of the base that are not among the counted: at least so many, since a person can be in both with two participations. */
static int64_t other_persons(const steg_figure *figure) {
  return figure->base_persons > figure->persons ? figure->base_persons - figure->persons : 0;
}

static bool is_few(int64_t persons, unsigned k) {
  return persons < (int64_t)k;
}

static bool neutral_share_tells(const steg_figure *figure) {
  int64_t other = figure->base - figure->count;
  return figure->base < NEUTRAL_BASE_MIN || (other != 0 && other < NEUTRAL_OTHER_SIDE_MIN);
}

/* Whether the mean's sum lies so near an extreme that single answers follow from it. */
static bool is_near_extreme(const steg_figure *figure, double low, double high) {
  if (isnan(low) || isnan(high))
    return false;
  double n = (double)figure->base, sum = figure->value * n;
  return sum - low * n < MEAN_FROM_EXTREME_MIN - 1e-6 || high * n - sum < MEAN_FROM_EXTREME_MIN - 1e-6;
}

bool steg_judge_figure(steg_figure *figure, const steg_measure *measure, const char *name, unsigned k, double low,
                       double high) {
  if (figure->kind != STEG_FIGURE_NUMBER)
    return false;
  if (figure->sensitivity != STEG_SENSITIVE)
    return figure->unit == STEG_UNIT_SHARE && neutral_share_tells(figure) && steg_judge_mark(figure);
  bool small_count = figure->count != 0 && is_few(figure->persons, k);
  bool small_base = figure->unit != STEG_UNIT_COUNT && is_few(figure->base_persons, k);
  bool tells = false;
  switch (steg_class_of(measure, name, figure)) {
  case STEG_CLASS_CATEGORY:
    tells = small_count || small_base;
    break;
  case STEG_CLASS_DICHOTOMY:
    tells = small_count || small_base || is_few(other_persons(figure), k) || figure->count == 0;
    break;
  case STEG_CLASS_MEAN:
    tells =
        figure->base_persons < MEAN_BASE_MIN || is_few(figure->base_persons, k) || is_near_extreme(figure, low, high);
    break;
  case STEG_CLASS_MEDIAN:
    tells = figure->base_persons < MEAN_BASE_MIN || is_few(figure->base_persons, k);
    break;
  case STEG_CLASS_TEST:
    tells = is_few(figure->base_persons, k);
    break;
  case STEG_CLASS_FOLLOWS:
    break;
  }
  return tells && steg_judge_mark(figure);
}

/* ---- a line */

/* Extremes of the values that a mean of this line is of. A change can be as large as the scale is wide, either way. */
static void extremes(const steg_result *result, const steg_line *line, const char *name, double *ret_low,
                     double *ret_high) {
  *ret_low = *ret_high = NAN;
  if (!result->instrument || line->item < 0 || (uint32_t)line->item >= result->instrument->items.count)
    return;
  const steg_item *item = &result->instrument->items.rows[line->item];
  const steg_scale *scale = steg_model_item_scale(result->instrument, item);
  double low = item->low, high = item->high;
  if (scale) {
    uint32_t steps = steg_model_step_count(scale);
    if (steps == 0)
      return;
    low = scale->levels.rows[steg_model_step(scale, 0)].value;
    high = scale->levels.rows[steg_model_step(scale, steps - 1)].value;
  }
  if (low == high)
    return;
  bool of_change = !strcmp(name, "mean_change");
  *ret_low = of_change ? low - high : low;
  *ret_high = of_change ? high - low : high;
}

/* Persons behind the line's sensitive shares, levels and cells; 0 when it has none. (Counts of heads have another base.) */
static int64_t sensitive_base(const steg_line *line) {
  for (size_t i = 0; i < line->figure_count; i++) {
    const steg_figure *figure = &line->figures[i].figure;
    if (figure->sensitivity == STEG_SENSITIVE && figure->unit != STEG_UNIT_COUNT &&
        figure->kind != STEG_FIGURE_NOT_APPLICABLE)
      return figure->base_persons;
  }
  const steg_figure *first = line->levels ? line->levels : line->matrix;
  return first && first->sensitivity == STEG_SENSITIVE ? first->base_persons : 0;
}

static void mark_sensitive(steg_line *line) {
  for (size_t i = 0; i < line->figure_count; i++)
    if (line->figures[i].figure.sensitivity == STEG_SENSITIVE)
      steg_judge_mark(&line->figures[i].figure);
  for (size_t i = 0; line->levels && i < line->level_count; i++)
    if (line->levels[i].sensitivity == STEG_SENSITIVE)
      steg_judge_mark(&line->levels[i]);
  for (size_t i = 0; line->matrix && i < line->level_count * line->level_count; i++)
    if (line->matrix[i].sensitivity == STEG_SENSITIVE)
      steg_judge_mark(&line->matrix[i]);
}

/* E3: one category holds everybody, or all but one. */
static bool holds_nearly_all(const steg_figure *figure) {
  return figure && figure->kind != STEG_FIGURE_NOT_APPLICABLE && figure->sensitivity == STEG_SENSITIVE &&
         figure->count > 0 && figure->base_persons > 0 && figure->persons >= figure->base_persons - 1;
}

static bool has_direction(steg_line *line) {
  const steg_figure *better = steg_judge_named(line, "better");
  return better && better->kind != STEG_FIGURE_NOT_APPLICABLE;
}

/* The positive share is a category too, and so is its other side. */
static bool is_one_sided(const steg_figure *positive) {
  return positive && positive->sensitivity == STEG_SENSITIVE && positive->kind != STEG_FIGURE_NOT_APPLICABLE &&
         positive->base > 0 && (positive->count == 0 || positive->count == positive->base);
}

static bool any_nearly_all(steg_line *line, const steg_measure *measure) {
  static const char *const movement[] = {"better", "same", "worse"};
  bool any = false;
  for (size_t i = 0; measure->kind == STEG_MEASURE_CHANGE && i < 3; i++)
    any = any || holds_nearly_all(steg_judge_named(line, movement[i]));
  if (measure->kind == STEG_MEASURE_CHANGE && !has_direction(line))
    any = any || holds_nearly_all(steg_judge_named(line, "changed"));
  if (measure->kind == STEG_MEASURE_DISTRIBUTION)
    any = any || is_one_sided(steg_judge_named(line, "positive"));
  for (size_t i = 0; line->levels && i < line->level_count; i++)
    any = any || holds_nearly_all(&line->levels[i]);
  for (size_t i = 0; line->matrix && i < line->level_count * line->level_count; i++)
    any = any || holds_nearly_all(&line->matrix[i]);
  return any;
}

void steg_judge_line(const steg_result *result, steg_line *line, unsigned k) {
  for (size_t i = 0; i < line->figure_count; i++) {
    double low, high;
    extremes(result, line, line->figures[i].name, &low, &high);
    steg_judge_figure(&line->figures[i].figure, result->measure, line->figures[i].name, k, low, high);
  }
  for (size_t i = 0; line->levels && i < line->level_count; i++)
    steg_judge_figure(&line->levels[i], result->measure, "count", k, NAN, NAN);
  for (size_t i = 0; line->matrix && i < line->level_count * line->level_count; i++)
    steg_judge_figure(&line->matrix[i], result->measure, "count", k, NAN, NAN);
  /* Counts of heads are judged along their breakdown (rows.c): their base is everybody, not the group. */
  if (!result->measure || result->measure->kind == STEG_MEASURE_COUNT || result->measure->kind == STEG_MEASURE_FLOW)
    return;
  int64_t base = sensitive_base(line);
  bool too_small_to_split = base > 0 && base < 2 * (int64_t)k;
  /* Income sources before and after are distributions of their own, over many lines: disclose.c. */
  bool of_one_line = result->measure->kind != STEG_MEASURE_INCOME;
  if (too_small_to_split || (of_one_line && any_nearly_all(line, result->measure)))
    mark_sensitive(line);
}

/* ---- what follows from what is hidden */

/* When a figure of the first list is hidden, all of the second are. */
typedef struct consequence {
  steg_measure_kind measure;
  const char *when[5], *then[16];
} consequence;

static const consequence consequences[] = {
    {STEG_MEASURE_COUNT, {"count", "share"}, {"count", "share"}},
    {STEG_MEASURE_EVENTS, {"members", "weeks", "weeks_share"}, {"count", "reached", "share", "hours", "weeks", "weeks_share"}},
    {STEG_MEASURE_EVENTS, {"reached", "share"}, {"count", "reached", "share", "hours"}},
    {STEG_MEASURE_CHANGE, {"same", "changed"}, {"same", "changed"}},
    {STEG_MEASURE_CHANGE,
     {"better", "same", "worse"},
     {"sign_p", "wilcoxon_v", "wilcoxon_p", "wilcoxon_n", "wilcoxon_exact", "rp", "rp_se", "rc", "rc_se", "rv",
      "rv_se", "mean_change", "median_change"}},
    {STEG_MEASURE_CHANGE, {"before_positive", "after_positive"}, {"positive_change"}},
    {STEG_MEASURE_INCOME, {"before", "before_share"}, {"before", "before_share"}},
    {STEG_MEASURE_INCOME, {"after", "after_share"}, {"after", "after_share", "started_or_increased"}},
    {STEG_MEASURE_INCOME, {"before", "after"}, {"change", "change_count", "change_percent"}},
};

static bool follow_one(const consequence *rule, steg_line *line) {
  bool hidden = false, marked = false;
  for (size_t i = 0; rule->when[i]; i++)
    hidden = hidden || steg_judge_is_hidden(steg_judge_named(line, rule->when[i]));
  for (size_t i = 0; hidden && rule->then[i]; i++) {
    steg_figure *figure = steg_judge_named(line, rule->then[i]);
    marked = (figure && figure->sensitivity == STEG_SENSITIVE && steg_judge_mark(figure)) || marked;
  }
  return marked;
}

/* The square of a change gives every other figure of its line, so it is shown whole, and only when they are, or not at all. */
static bool follow_square(steg_line *line) {
  static const char *const told[] = {"better", "same", "worse", "before_positive", "after_positive"};
  size_t cells = line->level_count * line->level_count;
  bool hidden = false, marked = false;
  for (size_t i = 0; i < cells; i++)
    hidden = hidden || steg_judge_is_hidden(&line->matrix[i]);
  for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
    hidden = hidden || steg_judge_is_hidden(steg_judge_named(line, told[i]));
  for (size_t i = 0; hidden && i < cells; i++)
    marked = steg_judge_mark(&line->matrix[i]) || marked;
  return marked;
}

bool steg_judge_follow(const steg_result *result, steg_line *line) {
  bool marked = false;
  if (!result->measure)
    return false;
  for (size_t i = 0; i < sizeof consequences / sizeof consequences[0]; i++)
    if (consequences[i].measure == result->measure->kind)
      marked = follow_one(&consequences[i], line) || marked;
  if (result->measure->kind == STEG_MEASURE_CHANGE && line->matrix)
    marked = follow_square(line) || marked;
  return marked;
}
