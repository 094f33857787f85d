/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * erasure - private to the room: a person taken out of both files for good.
 *
 * Answers, participations and their replaced rows go, and so do keys and consents. What stays is a tombstone per key: the
 * keyed hash, under a key of its own, of the keyed hash. With it `commit` knows an old file's row of that person and makes it
 * anonymous, and `restore` erases the person from an older backup.
 */
#ifndef STEG_STORE_ERASURE_H
#define STEG_STORE_ERASURE_H

#include "store/key.h"

/* Inside the caller's transaction. Batches' sums are made anew. ret_rows: rows removed from stegvis.db. */
int steg_erasure_run(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], int64_t person, size_t *ret_rows,
                     steg_error *err);
/* Writes both files anew, outside a transaction: secure_delete blanks the rows that went, but a page that was split or joined
 * earlier may hold an old copy of one in its unused part. */
int steg_erasure_scrub(steg_store *store, steg_error *err);
/* Erases everybody in the store that the tombstones of another identity file name, and takes the tombstones over. Own
 * transaction on `store`. `other` is a connection to that file. ret_people: how many were there to erase. */
int steg_erasure_replay(steg_store *store, sqlite3 *other, size_t *ret_people, steg_error *err);

#endif
