/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclose/class.h"

#include <string.h>

static const struct {
  steg_measure_kind measure;
  const char *name;
  steg_class class;
} classes[] = {
    {STEG_MEASURE_COUNT, "count", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_COUNT, "share", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_FLOW, "count", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_FLOW, "share", STEG_CLASS_DICHOTOMY},
    {STEG_MEASURE_DISTRIBUTION, "positive", STEG_CLASS_DICHOTOMY},
    {STEG_MEASURE_DISTRIBUTION, "mean", STEG_CLASS_MEAN},
    {STEG_MEASURE_DISTRIBUTION, "median", STEG_CLASS_MEDIAN},
    {STEG_MEASURE_CHANGE, "better", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_CHANGE, "same", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_CHANGE, "worse", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_CHANGE, "changed", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_CHANGE, "mean_change", STEG_CLASS_MEAN},
    {STEG_MEASURE_CHANGE, "before_mean", STEG_CLASS_MEAN},
    {STEG_MEASURE_CHANGE, "after_mean", STEG_CLASS_MEAN},
    {STEG_MEASURE_CHANGE, "median_change", STEG_CLASS_MEDIAN},
    {STEG_MEASURE_CHANGE, "before_positive", STEG_CLASS_DICHOTOMY},
    {STEG_MEASURE_CHANGE, "after_positive", STEG_CLASS_DICHOTOMY},
    {STEG_MEASURE_CHANGE, "positive_change", STEG_CLASS_FOLLOWS},
    {STEG_MEASURE_CHANGE, "goal_reached", STEG_CLASS_DICHOTOMY},
    {STEG_MEASURE_CHANGE, "sign_p", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "wilcoxon_v", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "wilcoxon_p", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "wilcoxon_n", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "wilcoxon_exact", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "rp", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "rp_se", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "rc", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "rc_se", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "rv", STEG_CLASS_TEST},
    {STEG_MEASURE_CHANGE, "rv_se", STEG_CLASS_TEST},
    {STEG_MEASURE_INCOME, "before", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_INCOME, "after", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_INCOME, "before_share", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_INCOME, "after_share", STEG_CLASS_CATEGORY},
    {STEG_MEASURE_INCOME, "change", STEG_CLASS_FOLLOWS},
    {STEG_MEASURE_INCOME, "change_count", STEG_CLASS_FOLLOWS},
    {STEG_MEASURE_INCOME, "change_percent", STEG_CLASS_FOLLOWS},
    {STEG_MEASURE_INCOME, "started_or_increased", STEG_CLASS_CATEGORY},
};

steg_class steg_class_of(const steg_measure *measure, const char *name, const steg_figure *figure) {
  for (size_t i = 0; measure && i < sizeof classes / sizeof classes[0]; i++)
    if (classes[i].measure == measure->kind && !strcmp(classes[i].name, name))
      return classes[i].class;
  if (figure->unit == STEG_UNIT_COUNT)
    return STEG_CLASS_CATEGORY;
  return figure->unit == STEG_UNIT_SHARE ? STEG_CLASS_DICHOTOMY : STEG_CLASS_MEAN;
}
