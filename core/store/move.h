/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move - private to the room: a stored response that goes from one participation to another.
 */
#ifndef STEG_STORE_MOVE_H
#define STEG_STORE_MOVE_H

#include "store/cell.h"
#include "store/place.h"

typedef struct steg_move {
  uint32_t table; /* index into the instruments */
  uint32_t from;  /* places */
  uint32_t to;
  steg_date date;
  int32_t role;
} steg_move;

/* Carries out the moves of one instrument: the row as it was is kept, its key changes, and as it stands then it is part of the
 * batch and its digest. */
int steg_move_write(sqlite3 *db, const char *instrument, const steg_move *moves, size_t move_count, uint32_t table,
                    const steg_places *places, int64_t batch, steg_digest *digest, steg_error *err);

#endif
