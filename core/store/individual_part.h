/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * individual_part - private to the room: a key as the store has it.
 */
#ifndef STEG_STORE_INDIVIDUAL_PART_H
#define STEG_STORE_INDIVIDUAL_PART_H

#include "store/individual.h"
#include "store/key.h"

typedef struct steg_individual {
  unsigned char pseudonym[STEG_PSEUDONYM_BYTES];
  int64_t person; /* 0 = nobody has the key */
  bool erased;
} steg_individual;

int steg_individual_look_up(steg_store *store, const char *federation, const steg_person_key *key,
                            steg_individual *ret_individual, steg_error *err);
/* Own codes may be kept in clear; a personnummer never, nor a code that reads as one. */
bool steg_individual_is_clear(const steg_person_key *key);

#endif
