/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store - the two database files of a project, opened the hardened way.
 *
 * `stegvis.db` holds facts under random person ids; `identity.db` beside it holds who they are: a keyed lookup from
 * personnummer or own code to person id, and consent. Reading opens only the first. Writing opens the first and ATTACHes the
 * second, and one COMMIT covers both (journal_mode DELETE, synchronous EXTRA). The key is 32 random bytes in a file of mode
 * 0400 outside the project, named after the store's id.
 *
 * All SQL of the engine is in this room, and so is every sqlite3 call.
 */
#ifndef STEG_STORE_STORE_H
#define STEG_STORE_STORE_H

#include "base/error.h"
#include "instrument/registry.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct steg_store steg_store;

typedef enum steg_store_mode {
  STEG_STORE_READ = 1, /* stegvis.db alone; no key needed. One read transaction from open to close: keep it short */
  STEG_STORE_WRITE = 2 /* both files and the key; takes no lock before the first transaction */
} steg_store_mode;

/* Makes both files, their schema and the key. `path` is that of stegvis.db; refuses when either file is there.
 * `key_folder` is made when it is missing (its parents too). */
int steg_store_create(const char *path, const char *key_folder, steg_error *err);

/* Errors, each its own sentence: missing, no SQLite file, another program's (application_id), damaged, newer than this program
 * (user_version), locked by another (who, when it can be told), wrong owner or readable by others, key lost or of another store.
 * An older store is copied beside itself and then migrated in one transaction (WRITE), or refused with the command that does it (READ). */
int steg_store_open(const char *path, steg_store_mode mode, const char *key_folder, steg_store **ret_store,
                    steg_error *err);
void steg_store_close(steg_store *store); /* takes NULL; leaves no journal behind */

const char *steg_store_id(const steg_store *store);   /* 32 hexadecimal digits */
const char *steg_store_path(const steg_store *store); /* real path of stegvis.db */
bool steg_store_is_remote(const steg_store *store);   /* on a network drive, which deserves a warning */
int64_t steg_store_generation(steg_store *store);     /* bumped by every write but the audit's own; -1 on error */

/* Makes the instrument's table and its view with labels when they are not there, and records version and fingerprint.
 * Refused when the store knows the same version with another fingerprint: the sentence names the command that mends it. */
int steg_store_prepare(steg_store *store, const steg_registry_entry *entry, steg_error *err);
/* Whether the store would: 0, or refused in the same words. Nothing is written, so that a refused file leaves the store as it was. */
int steg_store_admit(steg_store *store, const steg_registry_entry *entry, steg_error *err);

/* PRAGMA quick_check of both files, foreign keys, batch hashes against the rows, the audit chain. Each fault is given to `fault`
 * as one sentence in both languages; returns the number of faults, or -1. */
int steg_store_check(steg_store *store, const steg_registry *registry,
                     void (*fault)(void *context, const steg_error *found), void *context, steg_error *err);

#endif
