/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * codes - the federation's own codes of people, for lists that a coach works from. Never a personnummer: those are not kept.
 */
#ifndef STEG_STORE_CODES_H
#define STEG_STORE_CODES_H

#include "base/arena.h"
#include "store/store.h"
#include <stddef.h>

typedef struct steg_code {
  int64_t person;
  const char *text;
} steg_code;

/* Everybody's first own code (by its bytes), by ascending person. Needs a store opened for writing: the codes stand in
 * identity.db. */
int steg_codes_load(steg_store *store, steg_arena *arena, steg_code **ret_rows, size_t *ret_count, steg_error *err);
/* NULL when the person is known by personnummer only. */
const char *steg_codes_of(const steg_code *rows, size_t count, int64_t person);

#endif
