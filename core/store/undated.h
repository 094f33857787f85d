/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undated - responses that say "start" or "end" instead of a date get the day from the participation they belong to.
 *
 * For a row with an occasion start (end) and no date: the registered participations of its person in its initiative that have a
 * start (an end). Is there exactly one, it is that one's response: its date is that of the one stored response of the instrument
 * to that participation with the same role and occasion, so that a file that comes again finds its own rows although the
 * register was corrected since; and where there is none, the participation's start (end). Are there several, nothing is
 * guessed. A participation that was only derived from responses has no start of its own.
 */
#ifndef STEG_STORE_UNDATED_H
#define STEG_STORE_UNDATED_H

#include "base/arena.h"
#include "store/rows.h"
#include "store/store.h"

typedef enum steg_undated {
  STEG_UNDATED_NOT = 0,     /* the row had a date of its own, or is nobody's */
  STEG_UNDATED_FILLED = 1,  /* it has one now */
  STEG_UNDATED_UNKNOWN = 2, /* no registered participation with a start */
  STEG_UNDATED_OPEN = 3,    /* registered, but none has ended */
  STEG_UNDATED_SEVERAL = 4,
  STEG_UNDATED_NO_OCCASION = 5
} steg_undated;

/* `set`: of a repeated instrument; dates are put into its rows. The store is open for writing (the key is needed); nothing is
 * written. *ret_by_row: row_count values of steg_undated, in the arena. */
int steg_undated_fill(steg_store *store, const steg_row_set *set, steg_arena *arena, uint8_t **ret_by_row,
                      steg_error *err);

#endif
