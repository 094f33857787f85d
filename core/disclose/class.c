/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclose/class.h"

#include <string.h>

static const struct {
  const char *name;
  steg_measure_kind measure;
  steg_class class;
} classes[] = {
    {"count", STEG_MEASURE_COUNT, STEG_CLASS_CATEGORY},
    {"share", STEG_MEASURE_COUNT, STEG_CLASS_CATEGORY},
    {"count", STEG_MEASURE_FLOW, STEG_CLASS_CATEGORY},
    {"share", STEG_MEASURE_FLOW, STEG_CLASS_DICHOTOMY},
    {"positive", STEG_MEASURE_DISTRIBUTION, STEG_CLASS_DICHOTOMY},
    {"mean", STEG_MEASURE_DISTRIBUTION, STEG_CLASS_MEAN},
    {"median", STEG_MEASURE_DISTRIBUTION, STEG_CLASS_MEDIAN},
    {"better", STEG_MEASURE_CHANGE, STEG_CLASS_CATEGORY},
    {"same", STEG_MEASURE_CHANGE, STEG_CLASS_CATEGORY},
    {"worse", STEG_MEASURE_CHANGE, STEG_CLASS_CATEGORY},
    {"changed", STEG_MEASURE_CHANGE, STEG_CLASS_CATEGORY},
    {"mean_change", STEG_MEASURE_CHANGE, STEG_CLASS_MEAN},
    {"before_mean", STEG_MEASURE_CHANGE, STEG_CLASS_MEAN},
    {"after_mean", STEG_MEASURE_CHANGE, STEG_CLASS_MEAN},
    {"median_change", STEG_MEASURE_CHANGE, STEG_CLASS_MEDIAN},
    {"before_positive", STEG_MEASURE_CHANGE, STEG_CLASS_DICHOTOMY},
    {"after_positive", STEG_MEASURE_CHANGE, STEG_CLASS_DICHOTOMY},
    {"positive_change", STEG_MEASURE_CHANGE, STEG_CLASS_FOLLOWS},
    {"goal_reached", STEG_MEASURE_CHANGE, STEG_CLASS_DICHOTOMY},
    {"sign_p", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"wilcoxon_v", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"wilcoxon_p", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"wilcoxon_n", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"wilcoxon_exact", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"rp", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"rp_se", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"rc", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"rc_se", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"rv", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"rv_se", STEG_MEASURE_CHANGE, STEG_CLASS_TEST},
    {"before", STEG_MEASURE_INCOME, STEG_CLASS_CATEGORY},
    {"after", STEG_MEASURE_INCOME, STEG_CLASS_CATEGORY},
    {"before_share", STEG_MEASURE_INCOME, STEG_CLASS_CATEGORY},
    {"after_share", STEG_MEASURE_INCOME, STEG_CLASS_CATEGORY},
    {"change", STEG_MEASURE_INCOME, STEG_CLASS_FOLLOWS},
    {"change_count", STEG_MEASURE_INCOME, STEG_CLASS_FOLLOWS},
    {"change_percent", STEG_MEASURE_INCOME, STEG_CLASS_FOLLOWS},
    {"started_or_increased", STEG_MEASURE_INCOME, STEG_CLASS_CATEGORY},
    {"count", STEG_MEASURE_EVENTS, STEG_CLASS_CATEGORY},
    {"own", STEG_MEASURE_EVENTS, STEG_CLASS_CATEGORY},
    {"outside", STEG_MEASURE_EVENTS, STEG_CLASS_CATEGORY},
    {"reached", STEG_MEASURE_EVENTS, STEG_CLASS_DICHOTOMY},
    {"share", STEG_MEASURE_EVENTS, STEG_CLASS_DICHOTOMY},
    {"hours", STEG_MEASURE_EVENTS, STEG_CLASS_MEAN},
    {"members", STEG_MEASURE_EVENTS, STEG_CLASS_CATEGORY},
    {"weeks", STEG_MEASURE_EVENTS, STEG_CLASS_DICHOTOMY},
    {"weeks_share", STEG_MEASURE_EVENTS, STEG_CLASS_DICHOTOMY},
};

steg_class steg_class_of(const steg_measure *measure, const char *name, const steg_figure *figure) {
  for (size_t i = 0; measure && i < sizeof classes / sizeof classes[0]; i++)
    if (classes[i].measure == measure->kind && !strcmp(classes[i].name, name))
      return classes[i].class;
  if (figure->unit == STEG_UNIT_COUNT)
    return STEG_CLASS_CATEGORY;
  return figure->unit == STEG_UNIT_SHARE ? STEG_CLASS_DICHOTOMY : STEG_CLASS_MEAN;
}
