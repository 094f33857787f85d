/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * synth - invented data for an instrument, from its definition alone: a table that imports without an error.
 *
 * Every person has a standing that all answers lean on, and a pace at which it changes over the occasions, so that answers hang
 * together and progression shows. Now and then somebody can't answer, skips a question, or is not measured at the end. Which way is
 * better is the scale's to say; without a direction nothing drifts. No person behind it: keys are P-0001 and on.
 *
 * The same seed gives the same bytes on every machine: splitmix64 (Steele, Lea & Flood 2014), integers and comparisons alone. Each
 * person has a stream of its own, so a longer list begins as the shorter one.
 */
#ifndef STEG_INSTRUMENT_SYNTH_H
#define STEG_INSTRUMENT_SYNTH_H

#include "base/date.h"
#include "instrument/sheet.h"

typedef struct steg_synth_person {
  const char *key;
  steg_date start;        /* STEG_DATE_NONE = make one up */
  steg_date end;          /* STEG_DATE_NONE = still in, where a start is given */
  const char *initiative; /* as a file calls it; NULL = the order's */
} steg_synth_person;

typedef struct steg_synth_order {
  uint64_t seed;
  uint32_t people;               /* rows of an anonymous form */
  const char *initiative;        /* written in its column; NULL = the column is left out */
  steg_period period;            /* both ends said: starts in its first three quarters, nothing after its end */
  const int32_t *municipalities; /* kommunkod, to choose from; NULL = some usual ones */
  size_t municipality_count;
  const steg_synth_person *like; /* these people, in place of made-up keys and dates; NULL = none */
  uint32_t like_count;           /* at least `people` */
} steg_synth_order;

/* Appends the whole file to `out`. -1 when memory is out. */
int steg_synth_write(const steg_instrument *instrument, const steg_synth_order *order, steg_buffer *out);

#endif
