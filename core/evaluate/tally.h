/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tally - an integer count and the distinct persons in it; and the figures made from such counts.
 *
 * Members are met in the order of their persons (cohort.h), so a tally need only remember the last one it saw.
 */
#ifndef STEG_EVALUATE_TALLY_H
#define STEG_EVALUATE_TALLY_H

#include "document/figure.h"
#include "evaluate/interval.h"

typedef struct steg_tally {
  int64_t count;
  int64_t persons;
  int32_t last; /* number of the last person counted; persons are numbered from 1 */
} steg_tally;

void steg_tally_add(steg_tally *tally, int32_t person);

/* `base` NULL: of nothing (base -1). missing: those of the group whose value is not known. */
steg_figure steg_tally_count(const steg_tally *tally, const steg_tally *base, int64_t missing,
                             steg_sensitivity sensitivity);
/* Share of base with Wilson's interval; MISSING when the base is empty. */
steg_figure steg_tally_share(const steg_tally *tally, const steg_tally *base, int64_t missing,
                             steg_sensitivity sensitivity);
/* A number computed over `base`; MISSING when it is NaN. */
steg_figure steg_tally_value(steg_figure_unit unit, steg_interval value, const steg_tally *base, int64_t missing,
                             steg_sensitivity sensitivity);
steg_figure steg_tally_plain(double value, const steg_tally *base, int64_t missing, steg_sensitivity sensitivity);
/* a - b of the same base in percentage points; count is the difference of the counts, so that it can be rounded exactly. */
steg_figure steg_tally_points(const steg_tally *a, const steg_tally *b, steg_interval difference,
                              const steg_tally *base, int64_t missing, steg_sensitivity sensitivity);
steg_figure steg_tally_not_applicable(steg_figure_unit unit);

#endif
