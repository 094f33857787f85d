/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * review - a set's rows against what is stored: what is odd only when several files are laid side by side. Nothing is written.
 *
 * Each row is placed as `commit` would place it; then
 *   ORDER        a participation would end before it starts, one of the dates coming from the store
 *   TWO_OPEN     the person has two participations of the initiative without an end
 *   OVERLAP      two whose windows share more than a day
 *   OUTSIDE      a response that no registered participation of the person there holds (start - 30 .. end + 30), though there is one
 *   STRAYS       a participation whose new dates leave stored responses outside
 *   COACH_ALONE  a response of a role whose items mirror another role's, with none of that role in the same participation within
 *                STEG_REVIEW_SIDE_DAYS days
 *   BIRTH, SEX   another year of birth or sex than what is stored of the person
 *   AGE          age at start below 15 or above 70, where the year of birth or the start is only in the store; AGE_WILD below 10 or above
 *                100, wherever they are
 *   UNBORN       a response or a start in a year before the person was born
 */
#ifndef STEG_STORE_REVIEW_H
#define STEG_STORE_REVIEW_H

#include "base/arena.h"
#include "store/commit.h"
#include "store/rows.h"
#include "store/store.h"
#include <stdbool.h>

enum { STEG_REVIEW_SIDE_DAYS = 30 };

typedef enum steg_review_kind {
  STEG_REVIEW_ORDER = 1,
  STEG_REVIEW_TWO_OPEN,
  STEG_REVIEW_OVERLAP,
  STEG_REVIEW_OUTSIDE,
  STEG_REVIEW_STRAYS,
  STEG_REVIEW_COACH_ALONE,
  STEG_REVIEW_BIRTH,
  STEG_REVIEW_SEX,
  STEG_REVIEW_AGE,
  STEG_REVIEW_AGE_WILD,
  STEG_REVIEW_UNBORN
} steg_review_kind;

typedef struct steg_review_note {
  uint32_t row; /* of the set */
  steg_review_kind kind;
} steg_review_note;

/* The store is open for writing (the key is needed). Notes by row, in the arena. ret_plan: where the rows belong, for
 * steg_commit_run of these rows, NULL where nothing was looked at; to be freed before the store is closed. May be NULL. */
int steg_review_run(steg_store *store, const steg_row_set *set, steg_arena *arena, steg_review_note **ret_notes,
                    size_t *ret_count, steg_plan **ret_plan, steg_error *err);
void steg_review_plan_free(steg_plan *plan); /* takes NULL */

/* The role whose items mirror those of another one, and that other one; -1 where the instrument has no such pair. */
void steg_review_mirrored_roles(const steg_instrument *instrument, int32_t *ret_coach, int32_t *ret_participant);

/* Whether the computer's clock stands before the moment of the store's latest batch. */
int steg_review_clock(steg_store *store, bool *ret_behind, steg_error *err);

#endif
