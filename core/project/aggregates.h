/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * aggregates - what the store holds of an instrument of numbers about periods, with the sums that its rows state and make.
 */
#ifndef STEG_PROJECT_AGGREGATES_H
#define STEG_PROJECT_AGGREGATES_H

#include "instrument/sums.h"
#include "store/store.h"

/* A row; everything but `initiative` and `period` is by item or of the instrument. */
typedef struct steg_aggregate {
  const char *initiative;
  steg_period period;
  int32_t role;             /* index, -1 = none */
  const int32_t *codes;     /* by item: level, flag, date; STEG_SLOT_NONE = empty */
  const double *numbers;    /* by item: NaN = empty */
  const char *const *texts; /* by item: NULL = empty */
} steg_aggregate;

typedef struct steg_aggregates {
  const steg_registry_entry *entry;
  const steg_aggregate *rows; /* by initiative as asked for, period, role, and the dimensions in their order */
  size_t count;
  const steg_sums_figure *figures; /* of all those rows, `row` being an index into `rows` */
  size_t figure_count;
} steg_aggregates;

/* Rows whose period lies within `period` (open ends: STEG_DATE_NONE). An instrument that was never imported gives none. */
int steg_aggregates_read(steg_store *store, const steg_registry_entry *entry, const char *const *initiatives,
                         size_t initiative_count, steg_period period, steg_arena *arena,
                         steg_aggregates *ret_aggregates, steg_error *err);
/* A dimension of a row as words: level, text, date, ja or nej; NULL = empty. */
const char *steg_aggregates_text(const steg_instrument *instrument, const steg_aggregate *row, uint32_t item,
                                 steg_lang lang, steg_arena *arena);

#endif
