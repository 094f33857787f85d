/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sums - what rows of an aggregate state of each other, beside what they make: the instrument's `sums` computed.
 *
 * TOTAL: a row of the role `total` against the rows of the role `part` of the same initiative, whose period lies within its own and whose
 * dimensions are its own, an empty one of its meaning all. A total without any part under it is the only figure there is:
 * it counts as it stands in a wider total. BASE: item `stated` against the sum over the rows that differ in the dimensions of
 * `over` alone. SHARE: item `stated` against 100 * item / base, to half a unit of the last decimal it is written with. Amounts
 * agree to half an öre.
 */
#ifndef STEG_INSTRUMENT_SUMS_H
#define STEG_INSTRUMENT_SUMS_H

#include "base/arena.h"
#include "base/date.h"
#include <stegvis/instrument.h>

typedef struct steg_sums_row {
  int32_t initiative;
  int32_t role; /* index, -1 = none */
  steg_date first, last;
  /* By item: */
  const int32_t *codes;     /* level, flag or date; STEG_SLOT_NONE = empty */
  const double *numbers;    /* NaN = empty */
  const char *const *texts; /* NULL = empty */
} steg_sums_row;

typedef struct steg_sums_figure {
  size_t row;    /* the row that states it, as counted by steg_sums_add */
  uint32_t sum;  /* index into the instrument's sums */
  uint32_t item; /* what is stated: the value itself (TOTAL), else the item `stated` */
  double stated;
  double computed; /* meaningless when parts is 0 */
  size_t parts;    /* rows that made it; 0 = nothing to compare with */
  bool differs;
} steg_sums_figure;

typedef struct steg_sums steg_sums;

/* All in the arena; NULL, or -1, when memory is out. */
steg_sums *steg_sums_new(const steg_instrument *instrument, steg_arena *arena);
int steg_sums_add(steg_sums *sums, const steg_sums_row *row); /* copied */
/* Every stated figure, by row, then by sum and item. */
int steg_sums_run(steg_sums *sums, const steg_sums_figure **ret_figures, size_t *ret_count);
/* Pairs of `part` rows of one thing, one's period within the other's: what a total would count twice. None without a TOTAL. */
typedef struct steg_sums_overlap {
  size_t outer, inner; /* rows */
} steg_sums_overlap;
int steg_sums_overlaps(steg_sums *sums, const steg_sums_overlap **ret_overlaps, size_t *ret_count);

#endif
