/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pairing - which of a participation's measurements is its baseline, its last one, and whether the two make a pair.
 *
 * Baseline: the response declared "start" (the earliest of them); else the first one from `baseline_before_days` before the start
 * date to `baseline_after_days` after it that is not declared "end" or "follow_up".
 * End: the response declared "end" (the latest of them); else the latest one after the baseline, up to the end date +
 * `end_after_days`, that is not declared "start" or "follow_up". Without a baseline: the latest such response.
 * Nothing after the cutoff counts. A pair needs both, at least `apart_days` apart; where both are declared they are a pair
 * if the end is the later one, since declared occasions win over dates.
 */
#ifndef STEG_EVALUATE_PAIRING_H
#define STEG_EVALUATE_PAIRING_H

#include "evaluate/evaluate.h"
#include <stdbool.h>
#include <stddef.h>

/* In the order in which a participation can get farther; a participation with several roles counts as the one that got farthest. */
typedef enum steg_pairing_outcome {
  STEG_PAIRING_NO_MEASUREMENT = 0, /* no response up to the cutoff */
  STEG_PAIRING_NO_START = 1,       /* responses, but no baseline */
  STEG_PAIRING_NO_END = 2,         /* a baseline, but nothing after it */
  STEG_PAIRING_TOO_CLOSE = 3,      /* both, less than apart_days apart */
  STEG_PAIRING_PAIRED = 4
} steg_pairing_outcome;

/* One response of one role. `occasion` 0 = not said. Of a participation's, in the order of their dates. */
typedef struct steg_measurement {
  steg_date date;
  int32_t occasion;
} steg_measurement;

typedef struct steg_pairing {
  int32_t first;  /* index of the baseline, -1 = none */
  int32_t end;    /* index of the end measurement, -1 = none; never `first` */
  int32_t latest; /* `end`, else the latest response within the time of the participation; -1 = none */
  steg_pairing_outcome outcome;
} steg_pairing;

/* start or end STEG_DATE_NONE: not known; without a start only a declared baseline counts. */
steg_pairing steg_pairing_choose(const steg_pairing_rule *rule, steg_date start, steg_date end, steg_date as_of,
                                 const steg_measurement *rows, size_t count);

/* Whether a response is outside every window of the participation: before the baseline's opens or after the end's closes, and not
 * declared as the start's, the end's or a follow-up. Such a response is neither baseline nor end. Nothing is outside a participation
 * without a start. */
bool steg_pairing_is_outside(const steg_pairing_rule *rule, steg_date start, steg_date end,
                             const steg_measurement *row);

/* Id of the reason why a participation is not among the pairs, for steg_exclusion; NULL for PAIRED. */
const char *steg_pairing_reason(steg_pairing_outcome outcome);

/* The rule in a sentence of the language. NULL when memory is out. */
const char *steg_pairing_words(const steg_pairing_rule *rule, steg_lang lang, steg_arena *arena);

#endif
