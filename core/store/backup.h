/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * backup - a consistent copy of both files, and putting one back.
 *
 * A backup is a folder with stegvis.db, identity.db and a manifest with their SHA-256. The key is not in it: without the key
 * file the identities in it can't be looked up, and `doctor` tells where the key is, to be kept apart.
 */
#ifndef STEG_STORE_BACKUP_H
#define STEG_STORE_BACKUP_H

#include "store/store.h"

/* `folder` must not be there yet. */
int steg_backup_make(steg_store *store, const char *folder, steg_error *err);
/* Verifies the manifest, the files and the key, then replaces the store at `path`; the replaced files are kept beside with the
 * suffix ".before-restore". Restoring over nothing is fine. Replays the erasures that the replaced store knew. */
int steg_backup_restore(const char *folder, const char *path, const char *key_folder, steg_error *err);

#endif
