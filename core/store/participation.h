/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * participation - reading participations, in the order (initiative, participation).
 */
#ifndef STEG_STORE_PARTICIPATION_H
#define STEG_STORE_PARTICIPATION_H

#include "store/rows.h"
#include "store/store.h"
#include <stdbool.h>

typedef struct steg_participation {
  int32_t initiative; /* store's number; steg_participation_initiative names it */
  int64_t id;         /* within the initiative */
  int64_t person;     /* random; 0 = anonymous */
  bool derived;       /* opened from responses, no register row yet */
  steg_attributes attributes;
} steg_participation;

/* The store's number of an initiative; 0 when nothing of it is stored. -1 on error. */
int32_t steg_participation_initiative(steg_store *store, const char *initiative_id, steg_error *err);

/* All participations of the initiatives (ascending numbers), anonymous ones included. */
int steg_participation_load(steg_store *store, const int32_t *initiatives, size_t initiative_count, steg_arena *arena,
                            steg_participation **ret_rows, size_t *ret_count, steg_error *err);

/* Latest date in any batch that is not undone; STEG_DATE_NONE in an empty store. */
int steg_participation_last_date(steg_store *store, steg_date *ret_date, steg_error *err);

#endif
