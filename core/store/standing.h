/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * standing - whether the store may take what a file says about a person.
 *
 * By row of a set: its person may have been erased; may have withdrawn the consent to the row's initiative; or may have set an end
 * to it that lies before the row's day. That day is the row's date, of a register row its start, and of a row with neither
 * `today`. A row without a person is fine, and so is one of somebody the store does not know.
 */
#ifndef STEG_STORE_STANDING_H
#define STEG_STORE_STANDING_H

#include "base/arena.h"
#include "store/rows.h"
#include "store/store.h"

typedef enum steg_standing {
  STEG_STANDING_FINE = 0,
  STEG_STANDING_ERASED = 1,
  STEG_STANDING_WITHDRAWN = 2,
  STEG_STANDING_ENDED = 3
} steg_standing;

/* The store is open for writing (the key is needed); nothing is written. *ret_standing_by_row: row_count values of steg_standing, in
 * the arena. What steg_commit_run does by itself: rows of the erased and the withdrawn count as nobody's. */
int steg_standing_find(steg_store *store, const steg_row_set *set, steg_date today, steg_arena *arena,
                       uint8_t **ret_standing_by_row, steg_error *err);

#endif
