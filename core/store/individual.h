/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * individual - one person of the store, found by a key.
 *
 * A person is known within one federation, by a personnummer, by own codes, or by both (`joining`). The id is random and means nothing
 * outside the store. The store must be open for writing: keys are looked up under the store's secret.
 */
#ifndef STEG_STORE_INDIVIDUAL_H
#define STEG_STORE_INDIVIDUAL_H

#include "store/rows.h"
#include "store/store.h"

enum { STEG_INDIVIDUAL_NOBODY = -2 };

/* Refused (FINDINGS) with a sentence when nobody in the federation has the key, and when the person was erased. The key is in no
 * sentence. Returns STEG_INDIVIDUAL_NOBODY in the first case, -1 in any other. */
int steg_individual_find(steg_store *store, const char *federation, const steg_person_key *key, int64_t *ret_person,
                         steg_error *err);

#endif
