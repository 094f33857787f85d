/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hash - SHA-256 of files, rows and definitions, as hexadecimal text. On libsodium.
 */
#ifndef STEG_BASE_HASH_H
#define STEG_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { STEG_HASH_BYTES = 32, STEG_HASH_TEXT = 65 };

typedef struct steg_hash {
  _Alignas(16) unsigned char state[128];
} steg_hash;

void steg_hash_start(steg_hash *hash);
void steg_hash_add(steg_hash *hash, const void *bytes, size_t size);
/* Adds the size (8 bytes little-endian) and then the bytes, so that fields can't run together. NULL is size 2^64-1. */
void steg_hash_add_field(steg_hash *hash, const void *bytes, size_t size);
void steg_hash_end(steg_hash *hash, unsigned char ret_digest[STEG_HASH_BYTES]);
void steg_hash_text(const unsigned char digest[STEG_HASH_BYTES], char ret_text[STEG_HASH_TEXT]);
/* All in one. */
void steg_hash_of(const void *bytes, size_t size, char ret_text[STEG_HASH_TEXT]);

#endif
