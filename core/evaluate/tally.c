/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/tally.h"

#include <math.h>

void steg_tally_add(steg_tally *tally, int32_t person) {
  tally->count++;
  if (tally->last != person) {
    tally->persons++;
    tally->last = person;
  }
}

static steg_figure begin(steg_figure_unit unit, const steg_tally *base, int64_t missing, steg_sensitivity sensitivity) {
  return (steg_figure){.kind = STEG_FIGURE_NUMBER,
                       .unit = unit,
                       .sensitivity = sensitivity,
                       .base = base ? base->count : -1,
                       .missing = missing,
                       .base_persons = base ? base->persons : 0,
                       .value = NAN,
                       .low = NAN,
                       .high = NAN};
}

steg_figure steg_tally_count(const steg_tally *tally, const steg_tally *base, int64_t missing,
                             steg_sensitivity sensitivity) {
  steg_figure figure = begin(STEG_UNIT_COUNT, base, missing, sensitivity);
  figure.count = tally->count;
  figure.persons = tally->persons;
  figure.value = (double)tally->count;
  return figure;
}

steg_figure steg_tally_share(const steg_tally *tally, const steg_tally *base, int64_t missing,
                             steg_sensitivity sensitivity) {
  steg_figure figure = begin(STEG_UNIT_SHARE, base, missing, sensitivity);
  if (base->count == 0) {
    figure.kind = STEG_FIGURE_MISSING;
    return figure;
  }
  steg_interval share = steg_interval_share(tally->count, base->count);
  figure.count = tally->count;
  figure.persons = tally->persons;
  figure.value = share.value;
  figure.low = share.low;
  figure.high = share.high;
  return figure;
}

steg_figure steg_tally_value(steg_figure_unit unit, steg_interval value, const steg_tally *base, int64_t missing,
                             steg_sensitivity sensitivity) {
  steg_figure figure = begin(unit, base, missing, sensitivity);
  figure.persons = figure.base_persons;
  figure.value = value.value;
  figure.low = value.low;
  figure.high = value.high;
  if (isnan(value.value))
    figure.kind = STEG_FIGURE_MISSING;
  return figure;
}

steg_figure steg_tally_plain(double value, const steg_tally *base, int64_t missing, steg_sensitivity sensitivity) {
  return steg_tally_value(STEG_UNIT_NUMBER, (steg_interval){value, NAN, NAN}, base, missing, sensitivity);
}

steg_figure steg_tally_points(const steg_tally *a, const steg_tally *b, steg_interval difference,
                              const steg_tally *base, int64_t missing, steg_sensitivity sensitivity) {
  const steg_interval points = {100 * difference.value, 100 * difference.low, 100 * difference.high};
  steg_figure figure = steg_tally_value(STEG_UNIT_POINTS, points, base, missing, sensitivity);
  figure.count = figure.kind == STEG_FIGURE_NUMBER ? a->count - b->count : 0;
  return figure;
}

steg_figure steg_tally_not_applicable(steg_figure_unit unit) {
  steg_figure figure = begin(unit, NULL, 0, STEG_NEUTRAL);
  figure.kind = STEG_FIGURE_NOT_APPLICABLE;
  return figure;
}
