/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * takeover - private to the room: register rows find their participations, and responses follow.
 *
 * A register row is the participation of its person and initiative with the same start; else one whose start is at most 30 days
 * away and that no row of the file has (its start was corrected); a row without a start is the latest one. Any other row opens a
 * participation. Then every stored response of that person in that initiative is judged anew by the rule in place.h, so that
 * it does not matter whether responses or register came first:
 *   - a derived participation whose responses all belong to one new register row becomes that row's, keeping its id;
 *   - else the responses that belong elsewhere move, and a derived participation without responses is removed;
 *   - a response that no register row holds any more goes to the person's derived participation.
 * When the rows are all there is (`replaces`), a registered participation of this register alone that no row has is given up: it goes, and its
 * responses are judged anew like the others.
 */
#ifndef STEG_STORE_TAKEOVER_H
#define STEG_STORE_TAKEOVER_H

#include "store/move.h"

typedef struct steg_takeover {
  sqlite3 *db;
  steg_arena *arena;
  const char *const *instruments; /* ids of the instruments in the store with responses or events of participations */
  bool *events;                   /* by instrument: it holds events */
  size_t instrument_count;
  sqlite3_stmt **selects; /* by instrument: the responses of one participation */
  steg_move *moves;
  size_t move_count;
  size_t move_capacity;
  size_t opened;  /* derived participations that were opened */
  bool replaces;  /* the rows are all there is of their register in their initiatives */
  bool ends_said; /* with `replaces`: the rows have ends, so that a row without one is still in */
} steg_takeover;

int steg_takeover_start(sqlite3 *db, steg_arena *arena, steg_takeover *ret_takeover, steg_error *err);
/* Closes the statements; nothing can be placed after it, but moves can be written. */
void steg_takeover_rest(steg_takeover *takeover);
void steg_takeover_release(steg_takeover *takeover); /* takes a zeroed one */
/* rows: of a register, sorted by (initiative number, entry). Fills place_of_row, changes places, collects moves. */
int steg_takeover_place(steg_takeover *takeover, const steg_row_set *set, steg_initiative *initiatives,
                        const steg_people *people, const steg_order *rows, size_t row_count, steg_places *places,
                        uint32_t *place_of_row, steg_error *err);
/* With `replaces`: the same for people of those initiatives that no row is about. */
int steg_takeover_leave(steg_takeover *takeover, const steg_row_set *set, steg_initiative *initiatives,
                        const steg_people *people, steg_places *places, steg_error *err);
/* Writes the moves, and removes the places that are gone. digest: gets the rows as they then stand. */
int steg_takeover_write(steg_takeover *takeover, const steg_places *places, int64_t batch, steg_digest *digest,
                        steg_error *err);

#endif
