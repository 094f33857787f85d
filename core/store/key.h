/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key - private to the room: the store's secret, and the pseudonyms made with it.
 *
 * 32 random bytes in `<key folder>/<store id>.key`, mode 0400, outside the project folder. Every number that leads back to a
 * person goes through a keyed hash (BLAKE2b): an unkeyed hash of a personnummer is no protection, as all 61 million of them
 * can be tried within a minute.
 */
#ifndef STEG_STORE_KEY_H
#define STEG_STORE_KEY_H

#include "store/connection.h"
#include "store/rows.h"

enum { STEG_PSEUDONYM_BYTES = 16 };

/* Makes the key folder with its parents, and the key file; refuses when it is there. Writes the key to ret_key. */
int steg_key_make(const char *key_folder, const char *store_id, unsigned char ret_key[STEG_KEY_BYTES], steg_error *err);
/* Reads by descriptor: regular file of this user, no link, closed to others, exactly 32 bytes. */
int steg_key_read(const char *key_folder, const char *store_id, unsigned char ret_key[STEG_KEY_BYTES], steg_error *err);

/* What identity.db keeps to tell a wrong key: a keyed hash of a fixed text. */
void steg_key_check_value(const unsigned char key[STEG_KEY_BYTES], unsigned char ret_value[STEG_PSEUDONYM_BYTES]);
/* Keyed hash of kind, federation and text. Same person and federation, same pseudonym. */
void steg_key_pseudonym(const unsigned char key[STEG_KEY_BYTES], const char *federation, const steg_person_key *person,
                        unsigned char ret_pseudonym[STEG_PSEUDONYM_BYTES]);
/* Of a pseudonym, under a key derived from the store's for this alone: what an erasure leaves behind. */
void steg_key_tombstone(const unsigned char key[STEG_KEY_BYTES], const unsigned char pseudonym[STEG_PSEUDONYM_BYTES],
                        unsigned char ret_tombstone[STEG_PSEUDONYM_BYTES]);
/* A file's SHA-256 under the key, as 64 hexadecimal digits: the hash of a file with one row could otherwise be tried out as a
 * personnummer can. */
void steg_key_file_hash(const unsigned char key[STEG_KEY_BYTES], const char *file_hash, char ret_text[STEG_HASH_TEXT]);

#endif
