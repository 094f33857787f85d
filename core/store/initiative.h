/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * initiative - private to the room: the store's numbers of initiatives and federations.
 *
 * A federation has a number, and its initiatives number * 1000 + 1 .. number * 1000 + 999, so that all rows of a federation lie in
 * one range of keys. An initiative is in the store as long as something of it is.
 */
#ifndef STEG_STORE_INITIATIVE_H
#define STEG_STORE_INITIATIVE_H

#include "store/connection.h"
#include "store/rows.h"

enum { STEG_INITIATIVE_RANGE = 1000 };

typedef struct steg_initiative {
  int32_t number;
  bool fresh;      /* not in the store yet */
  uint32_t first;  /* first index of the set with the same id: usually its own */
  int32_t next_id; /* next free participation id; kept at `first` */
} steg_initiative;

/* Finds or makes the number of every initiative of the set; nothing is written. Refused when the store has an initiative under
 * another federation, since its people are known within that one. */
int steg_initiative_resolve(sqlite3 *db, const steg_row_set *set, steg_arena *arena, steg_initiative **ret_initiatives,
                            steg_error *err);
/* Writes the fresh ones, with their federations. */
int steg_initiative_store(sqlite3 *db, const steg_row_set *set, const steg_initiative *initiatives, steg_error *err);
/* Removes initiatives that nothing is left of, and federations without initiatives. */
int steg_initiative_prune(sqlite3 *db, steg_error *err);

#endif
