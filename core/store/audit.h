/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audit - what was done with the store: append-only, each entry chained to the one before by hash. No personal values.
 */
#ifndef STEG_STORE_AUDIT_H
#define STEG_STORE_AUDIT_H

#include "store/store.h"

/*
 * `what` is a verb, `detail` a short text without personal values. Inside a transaction of the store the entry joins it (import,
 * undo); else it makes its own. Works on a store opened for reading too, when none of its cursors is open: evaluating is
 * logged. An entry does not bump the generation: it changes nothing that is counted.
 */
int steg_audit_append(steg_store *store, const char *what, const char *detail, steg_error *err);
/* Returns 0 when the chain holds; -1 naming the first entry that does not. ret_count may be NULL. */
int steg_audit_verify(steg_store *store, size_t *ret_count, steg_error *err);

#endif
