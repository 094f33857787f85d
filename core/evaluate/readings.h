/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readings - the responses of one instrument in one initiative that count, beside their participations.
 *
 * Read in one streaming pass that merges the store's cursor with the participations, both in key order. Of the responses of a
 * participation and role only those that pairing.h chose are kept: baseline, end and latest. A register's one record is all three
 * but for the end.
 */
#ifndef STEG_EVALUATE_READINGS_H
#define STEG_EVALUATE_READINGS_H

#include "evaluate/evaluate.h"
#include "evaluate/pairing.h"
#include "instrument/crosswalk.h"
#include "store/participation.h"

/* Row numbers in `pairings` are into the arrays of kept rows. */
typedef struct steg_readings {
  const steg_registry_entry *entry;
  size_t role_count;      /* the instrument's roles + 1: responses without a role come first */
  steg_pairing *pairings; /* participation * role_count + role + 1 */
  bool *outside;          /* likewise: whether a response lies outside every window (pairing.h); NULL of forms */
  int32_t *slots;         /* row * layout->slot_count + slot */
  double *numbers;        /* likewise; NULL when the instrument has no number */
  int32_t *occasions;     /* by row; 0 = not said */
  steg_date *dates;       /* by row: of the response; of a register's record, the participation's start */
  uint8_t *kinds;         /* row * items + item: steg_crossing_kind */
  int32_t *version_of;    /* by row: index into versions, -1 = the current one */
  const char **versions;  /* those that rows were read by, besides the current one */
  size_t version_count;
  size_t row_count;
  int64_t *batches; /* ascending: every import that a response read here came from */
  size_t batch_count;
} steg_readings;

/* `participations`: all of one initiative, by ascending id. An instrument that was never imported gives no rows. */
int steg_readings_read(const steg_evaluate_context *context, const steg_participation *participations, size_t count,
                       const steg_registry_entry *entry, steg_arena *arena, steg_readings *ret_answers,
                       steg_error *err);

/* The forms of an anonymous instrument whose date lies in the period and before the cutoff. Each stands as a participation of its
 * own: form f has the pairing f, whose `latest` is its row, and `first` or `end` too where the form is declared so. `initiative`:
 * the store's number, 0 = nothing stored. A form of a whole year has the last day of the year as its date. */
int steg_readings_forms(const steg_evaluate_context *context, int32_t initiative, const steg_registry_entry *entry,
                        steg_period period, steg_arena *arena, steg_readings *ret_answers, size_t *ret_count,
                        steg_error *err);

/* Pairing of a participation (its index) and role (-1 = without). */
const steg_pairing *steg_readings_pairing(const steg_readings *answers, size_t participation, int32_t role);
/* Slots of a kept row; NULL for row -1. */
const int32_t *steg_readings_slots(const steg_readings *answers, int32_t row);
/* How the item's answer of a kept row was read; OWN when it is the current version's, and for row -1. */
steg_crossing_kind steg_readings_kind(const steg_readings *answers, int32_t row, int32_t item);
/* The version that a kept row was read by; "" = it can't be told. */
const char *steg_readings_version(const steg_readings *answers, int32_t row);
/* Value of a NUMBER or PERCENT slot; NaN when not answered. */
double steg_readings_number(const steg_readings *answers, int32_t row, uint32_t slot);

#endif
