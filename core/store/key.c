/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/key.h"

#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int key_path(const char *key_folder, const char *store_id, char *out, size_t size, steg_error *err) {
  char name[STEG_STORE_ID_TEXT + 8];
  snprintf(name, sizeof name, "%s.key", store_id);
  return steg_file_join(out, size, key_folder, name, err);
}

static int make_folders(const char *path, steg_error *err) {
  char part[PATH_MAX];
  size_t size = strlen(path);
  if (size >= sizeof part)
    return steg_error_system(err, ENAMETOOLONG, "key folder");
  for (size_t i = 1; i <= size; i++) {
    if (path[i] != '/' && path[i] != '\0')
      continue;
    memcpy(part, path, i);
    part[i] = '\0';
    if (!steg_file_is_folder(part) && steg_file_make_folder(part, err) < 0)
      return -1;
  }
  return 0;
}

int steg_key_make(const char *key_folder, const char *store_id, unsigned char ret_key[STEG_KEY_BYTES],
                  steg_error *err) {
  char path[PATH_MAX];
  unsigned char key[STEG_KEY_BYTES];
  if (make_folders(key_folder, err) < 0 || key_path(key_folder, store_id, path, sizeof path, err) < 0)
    return -1;
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400);
  if (file < 0)
    return steg_error_system(err, errno, "making the key file %s", path);
  randombytes_buf(key, sizeof key);
  bool written = write(file, key, sizeof key) == (ssize_t)sizeof key && fsync(file) == 0;
  int reason = errno;
  close(file);
  if (!written) {
    unlink(path);
    sodium_memzero(key, sizeof key);
    return steg_error_system(err, reason, "writing the key file %s", path);
  }
  /* The name must be on the disk before anything is stored under the key. */
  int folder = open(key_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder);
    close(folder);
  }
  memcpy(ret_key, key, sizeof key);
  sodium_memzero(key, sizeof key);
  return 0;
}

int steg_key_read(const char *key_folder, const char *store_id, unsigned char ret_key[STEG_KEY_BYTES],
                  steg_error *err) {
  char path[PATH_MAX];
  unsigned char key[STEG_KEY_BYTES + 1];
  if (key_path(key_folder, store_id, path, sizeof path, err) < 0)
    return -1;
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && errno == ENOENT)
    return steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "the store's key %s is missing; without it nobody in the store can be recognised, so nothing is "
        "written: put the key back from where it was kept apart",
        path);
  if (file < 0)
    return steg_error_system(err, errno, "key file %s", path);
  struct stat info;
  if (fstat(file, &info) != 0) {
    steg_error_system(err, errno, "key file %s", path);
    goto fail;
  }
  if (!S_ISREG(info.st_mode) || info.st_uid != geteuid()) {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the key %s is not an ordinary file of this user", path);
    goto fail;
  }
  if (info.st_mode & 077) {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the key %s can be read by others; close it with: chmod 400 %s", path,
                   path);
    goto fail;
  }
  if (read(file, key, sizeof key) != STEG_KEY_BYTES) {
    sodium_memzero(key, sizeof key);
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is not a key: it must be %d bytes", path, STEG_KEY_BYTES);
    goto fail;
  }
  close(file);
  memcpy(ret_key, key, STEG_KEY_BYTES);
  sodium_memzero(key, sizeof key);
  return 0;
fail:
  close(file);
  return -1;
}

void steg_key_check_value(const unsigned char key[STEG_KEY_BYTES], unsigned char ret_value[STEG_PSEUDONYM_BYTES]) {
  static const unsigned char text[] = "stegvis key check";
  crypto_generichash(ret_value, STEG_PSEUDONYM_BYTES, text, sizeof text - 1, key, STEG_KEY_BYTES);
}

void steg_key_pseudonym(const unsigned char key[STEG_KEY_BYTES], const char *federation, const steg_person_key *person,
                        unsigned char ret_pseudonym[STEG_PSEUDONYM_BYTES]) {
  crypto_generichash_state state;
  unsigned char kind = (unsigned char)person->kind;
  crypto_generichash_init(&state, key, STEG_KEY_BYTES, STEG_PSEUDONYM_BYTES);
  crypto_generichash_update(&state, (const unsigned char *)"person", 7);
  crypto_generichash_update(&state, &kind, 1);
  /* With the NUL: "ab" + "c" is not "a" + "bc". */
  crypto_generichash_update(&state, (const unsigned char *)federation, strlen(federation) + 1);
  crypto_generichash_update(&state, (const unsigned char *)person->text, strlen(person->text) + 1);
  crypto_generichash_final(&state, ret_pseudonym, STEG_PSEUDONYM_BYTES);
}

void steg_key_tombstone(const unsigned char key[STEG_KEY_BYTES], const unsigned char pseudonym[STEG_PSEUDONYM_BYTES],
                        unsigned char ret_tombstone[STEG_PSEUDONYM_BYTES]) {
  unsigned char subkey[STEG_KEY_BYTES];
  crypto_kdf_derive_from_key(subkey, sizeof subkey, 1, "erasures", key);
  crypto_generichash(ret_tombstone, STEG_PSEUDONYM_BYTES, pseudonym, STEG_PSEUDONYM_BYTES, subkey, sizeof subkey);
  sodium_memzero(subkey, sizeof subkey);
}

void steg_key_file_hash(const unsigned char key[STEG_KEY_BYTES], const char *file_hash, char ret_text[STEG_HASH_TEXT]) {
  unsigned char digest[STEG_HASH_BYTES];
  crypto_generichash_state state;
  crypto_generichash_init(&state, key, STEG_KEY_BYTES, sizeof digest);
  crypto_generichash_update(&state, (const unsigned char *)"file", 5);
  crypto_generichash_update(&state, (const unsigned char *)file_hash, strlen(file_hash));
  crypto_generichash_final(&state, digest, sizeof digest);
  steg_hash_text(digest, ret_text);
}
