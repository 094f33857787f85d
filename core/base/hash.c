/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include <sodium/crypto_hash_sha256.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof((steg_hash){0}.state), "the state fits");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(steg_hash), "the state is aligned");
_Static_assert((int)crypto_hash_sha256_BYTES == (int)STEG_HASH_BYTES, "SHA-256 is 32 bytes");

static crypto_hash_sha256_state *state_of(steg_hash *hash) {
  return (crypto_hash_sha256_state *)(void *)hash->state;
}

void steg_hash_start(steg_hash *hash) {
  crypto_hash_sha256_init(state_of(hash));
}

void steg_hash_add(steg_hash *hash, const void *bytes, size_t size) {
  if (size)
    crypto_hash_sha256_update(state_of(hash), bytes, size);
}

void steg_hash_add_field(steg_hash *hash, const void *bytes, size_t size) {
  uint64_t count = bytes ? (uint64_t)size : UINT64_MAX;
  unsigned char prefix[8];
  for (int i = 0; i < 8; i++)
    prefix[i] = (unsigned char)(count >> (8 * i));
  steg_hash_add(hash, prefix, sizeof prefix);
  if (bytes)
    steg_hash_add(hash, bytes, size);
}

void steg_hash_end(steg_hash *hash, unsigned char ret_digest[STEG_HASH_BYTES]) {
  crypto_hash_sha256_final(state_of(hash), ret_digest);
}

void steg_hash_text(const unsigned char digest[STEG_HASH_BYTES], char ret_text[STEG_HASH_TEXT]) {
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < STEG_HASH_BYTES; i++) {
    ret_text[2 * i] = digits[digest[i] >> 4];
    ret_text[2 * i + 1] = digits[digest[i] & 15];
  }
  ret_text[STEG_HASH_TEXT - 1] = '\0';
}

void steg_hash_of(const void *bytes, size_t size, char ret_text[STEG_HASH_TEXT]) {
  steg_hash hash = {0};
  unsigned char digest[STEG_HASH_BYTES];
  steg_hash_start(&hash);
  steg_hash_add(&hash, bytes, size);
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, ret_text);
}
