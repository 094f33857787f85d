/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replace - private to the room: a set that is all there is of its instrument in the initiatives it names (commit.h, REPLACE).
 *
 * Stored rows of those initiatives that the set has not are removed: kept as replaced ones, so that undo puts them back. Of a register their
 * participations go too, and the responses that hung on them follow as takeover.h says; one that another register has a row of stays.
 * Of a repeated instrument or events, a derived participation that is left without responses goes, and one that lost its first begins with
 * the next. Anonymous participations beyond those that the set counts go. What some row says in a column counts for every row: an empty
 * cell empties the stored one. A column that no row fills is taken not to be in the file, and stays.
 */
#ifndef STEG_STORE_REPLACE_H
#define STEG_STORE_REPLACE_H

#include "store/commit.h"
#include "store/plan.h"

/* A register, inside plan_make: adds to the people those with participations there that no row is about; after steg_place_load, which
 * places the set's register alone has, and what the set says. */
int steg_replace_people(steg_plan *plan, steg_error *err);
int steg_replace_prepare(steg_plan *plan, steg_error *err);

typedef struct steg_replace_place {
  int32_t initiative;
  int32_t participation;
} steg_replace_place;
/* Before answers are written: removes what the set has not (STORE), or only finds it (DRY_RUN). What is removed, by initiative and date, goes
 * to the result in the arena; ret_of: the participations that lost responses, for steg_replace_settle after the answers are written. */
int steg_replace_remove(steg_plan *plan, steg_commit_mode mode, int64_t batch, steg_arena *arena,
                        steg_commit_result *result, steg_replace_place **ret_of, size_t *ret_of_count, steg_error *err);

/* Derived participations after responses were taken away or moved: without responses they go, else they begin with the first one.
 * Used by corrections too. */
int steg_replace_settle(sqlite3 *db, const steg_replace_place *of, size_t count, int64_t batch, steg_arena *arena,
                        steg_error *err);

/* The digest of everything that carries the batch's number, read from the tables. */
int steg_replace_digest(sqlite3 *db, int64_t batch, steg_arena *arena, steg_digest *ret_digest, steg_error *err);

#endif
