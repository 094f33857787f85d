/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * waiver - which measurements are not to be expected, and of whom: what the instrument `undantag` holds (plugins/undantag).
 *
 * Its roles are ids of instruments, or "alla"; its choice item `occasion` says which measurement. A waiver counts for the participation
 * it was stored with, from its date on, up to the cutoff. It never takes an answer away: whoever has answered has answered.
 */
#ifndef STEG_EVALUATE_WAIVER_H
#define STEG_EVALUATE_WAIVER_H

#include "evaluate/evaluate.h"
#include "store/participation.h"

#define STEG_WAIVER_INSTRUMENT "undantag"

typedef struct steg_waiver {
  size_t participation;   /* index */
  const char *instrument; /* id of the role: an instrument's, or "alla" */
  uint32_t occasions;     /* bit 1 << steg_occasion */
} steg_waiver;

typedef struct steg_waivers {
  const steg_waiver *rows; /* by participation */
  size_t count;
} steg_waivers;

/* `participations`: all of one initiative, by ascending id. Without the instrument, or without rows, there are none. */
int steg_waivers_read(const steg_evaluate_context *context, const steg_participation *participations, size_t count,
                      steg_arena *arena, steg_waivers *ret_waivers, steg_error *err);
/* Whether the instrument's measurement at the occasion is waived for the participation (its index). */
bool steg_waivers_hold(const steg_waivers *waivers, size_t participation, const char *instrument,
                       steg_occasion occasion);

#endif
