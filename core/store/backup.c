/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/backup.h"

#include "base/file.h"
#include "base/hash.h"
#include "store/audit.h"
#include "store/connection.h"
#include "store/copy.h"
#include "store/erasure.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char store_name[] = "stegvis.db";
static const char identity_name[] = "identity.db";
static const char manifest_name[] = "manifest";
static const char manifest_head[] = "stegvis backup 1\n";

/* ---- making */

static int hash_file(const char *path, char ret_text[STEG_HASH_TEXT], steg_error *err) {
  unsigned char bytes[1 << 16];
  unsigned char digest[STEG_HASH_BYTES];
  steg_hash hash;
  ssize_t size;
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0)
    return steg_error_system(err, errno, "%s", path);
  steg_hash_start(&hash);
  while ((size = read(file, bytes, sizeof bytes)) > 0)
    steg_hash_add(&hash, bytes, (size_t)size);
  int reason = errno;
  close(file);
  if (size < 0)
    return steg_error_system(err, reason, "%s", path);
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, ret_text);
  return 0;
}

static int write_manifest(steg_store *store, const char *folder, steg_error *err) {
  char path[PATH_MAX];
  char hashes[2][STEG_HASH_TEXT];
  static const char *const names[] = {store_name, identity_name};
  for (int i = 0; i < 2; i++)
    if (steg_file_join(path, sizeof path, folder, names[i], err) < 0 || hash_file(path, hashes[i], err) < 0)
      return -1;
  steg_buffer text;
  steg_buffer_init(&text, 4096);
  steg_buffer_printf(&text, "%sstore %s\ngeneration %lld\n%s  %s\n%s  %s\n", manifest_head, store->id,
                     (long long)steg_store_generation(store), hashes[0], store_name, hashes[1], identity_name);
  int result = steg_buffer_failed(&text) ? steg_error_memory(err)
                                         : steg_file_join(path, sizeof path, folder, manifest_name, err);
  if (result == 0)
    result = steg_file_write(path, text.bytes, text.size, 0600, err);
  steg_buffer_release(&text);
  return result;
}

/* A folder that we made, with whatever stands in it; it has no folders inside. */
static void remove_folder(const char *folder) {
  char path[PATH_MAX];
  DIR *entries = opendir(folder);
  for (struct dirent *entry; entries && (entry = readdir(entries));)
    if (entry->d_name[0] != '.' && steg_file_join(path, sizeof path, folder, entry->d_name, NULL) == 0)
      unlink(path);
  if (entries)
    closedir(entries);
  rmdir(folder);
}

/* Both files of one moment: while our read transaction is open nobody can commit, since every commit writes stegvis.db. */
static int copy_both(steg_store *store, const char *folder, steg_error *err) {
  char path[PATH_MAX];
  bool own = sqlite3_get_autocommit(store->db) != 0;
  int64_t generation = 0;
  if (own && steg_connection_run(store->db, "BEGIN", err) < 0)
    return -1;
  int result = -1;
  if (steg_connection_integer(store->db, "SELECT generation FROM main.meta", 0, &generation, err) == 0 &&
      steg_file_join(path, sizeof path, folder, store_name, err) == 0 && steg_copy_file(store->path, path, err) == 0 &&
      steg_file_join(path, sizeof path, folder, identity_name, err) == 0 &&
      steg_copy_file(store->identity_path, path, err) == 0)
    result = write_manifest(store, folder, err);
  if (own)
    steg_connection_rollback(store->db);
  return result;
}

int steg_backup_make(steg_store *store, const char *folder, steg_error *err) {
  char part[PATH_MAX];
  if (steg_file_exists(folder))
    return steg_error_set(err, STEG_ERROR_USAGE, "%s is there already; a backup gets a folder of its own", folder);
  if (snprintf(part, sizeof part, "%s.%ld.part", folder, (long)getpid()) >= (int)sizeof part)
    return steg_error_system(err, ENAMETOOLONG, "%.100s...", folder);
  /* Logged first, so that the copy knows of itself. */
  if (steg_audit_append(store, "backup", "", err) < 0 || steg_file_make_folder(part, err) < 0)
    return -1;
  if (copy_both(store, part, err) < 0) {
    remove_folder(part);
    return steg_error_prefix(err, "no backup was made");
  }
  /* Complete or not there: the name is given last. */
  if (rename(part, folder) != 0) {
    int reason = errno;
    remove_folder(part);
    return steg_error_system(err, reason, "backup folder %s", folder);
  }
  return 0;
}

/* ---- putting back */

/* The two hashes of the manifest, in the order store, identity. */
static int read_manifest(const char *folder, char ret_hashes[2][STEG_HASH_TEXT], steg_error *err) {
  char path[PATH_MAX];
  char names[2][32];
  char id[STEG_STORE_ID_TEXT];
  long long generation = 0;
  steg_buffer text;
  if (steg_file_join(path, sizeof path, folder, manifest_name, err) < 0)
    return -1;
  if (!steg_file_exists(path))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is no backup: it has no manifest", folder);
  steg_buffer_init(&text, 4096);
  int result = steg_file_read(path, 4096, &text, err);
  if (result == 0 && (strncmp(text.bytes, manifest_head, sizeof manifest_head - 1) != 0 ||
                      sscanf(text.bytes + sizeof manifest_head - 1,
                             "store %32[0-9a-f]\ngeneration %lld\n%64[0-9a-f]  %31s\n%64[0-9a-f]  %31s\n", id,
                             &generation, ret_hashes[0], names[0], ret_hashes[1], names[1]) != 6 ||
                      strcmp(names[0], store_name) != 0 || strcmp(names[1], identity_name) != 0))
    result = steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the manifest of the backup %s can't be read", folder);
  steg_buffer_release(&text);
  return result;
}

/* Copies bytes and refuses them unless they have the hash: what is checked is what is put back. */
static int copy_verified(const char *from, const char *to, const char *hash, steg_error *err) {
  unsigned char bytes[1 << 16];
  unsigned char digest[STEG_HASH_BYTES];
  char found[STEG_HASH_TEXT];
  steg_hash state;
  ssize_t size = 0;
  int target = -1;
  int source = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (source < 0)
    return steg_error_system(err, errno, "%s", from);
  target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (target < 0)
    goto fail_system;
  steg_hash_start(&state);
  while ((size = read(source, bytes, sizeof bytes)) > 0) {
    steg_hash_add(&state, bytes, (size_t)size);
    for (ssize_t done = 0; done < size;) {
      ssize_t written = write(target, bytes + done, (size_t)(size - done));
      if (written < 0)
        goto fail_system;
      done += written;
    }
  }
  if (size < 0 || fsync(target) != 0)
    goto fail_system;
  close(source);
  close(target);
  steg_hash_end(&state, digest);
  steg_hash_text(digest, found);
  if (strcmp(found, hash) != 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s is not what the backup's manifest says; it was changed or damaged", from);
  return 0;
fail_system:
  steg_error_system(err, errno, "copying %s", from);
  close(source);
  if (target >= 0)
    close(target);
  return -1;
}

static int copy_from_backup(const char *folder, const char *part, char hashes[2][STEG_HASH_TEXT], steg_error *err) {
  static const char *const names[] = {store_name, identity_name};
  char from[PATH_MAX];
  char to[PATH_MAX];
  for (int i = 0; i < 2; i++)
    if (steg_file_join(from, sizeof from, folder, names[i], err) < 0 ||
        steg_file_join(to, sizeof to, part, names[i], err) < 0 || copy_verified(from, to, hashes[i], err) < 0)
      return -1;
  return 0;
}

static void first_fault(void *context, const steg_error *found) {
  steg_error *first = context;
  if (!first->kind)
    *first = *found;
}

/* What the store that is replaced knows of erasures. It may be damaged beyond reading: then there is nothing to replay. */
static int replay_erasures(steg_store *restored, const char *identity_path, steg_error *err) {
  sqlite3 *old = NULL;
  int64_t same = 0;
  size_t people = 0;
  int result = 0;
  if (!steg_file_exists(identity_path) || steg_connection_open(identity_path, STEG_CONNECTION_READ, &old, NULL) < 0)
    return 0;
  char sql[128];
  snprintf(sql, sizeof sql, "SELECT store = '%s' FROM main.meta", restored->id);
  if (steg_connection_integer(old, sql, 0, &same, NULL) == 0) {
    if (!same)
      result = steg_error_set(
          err, STEG_ERROR_ENVIRONMENT,
          "%s belongs to another store than the backup; move it away if the backup is to stand there", identity_path);
    else if (steg_connection_integer(old, "SELECT count(*) FROM main.erasures", 0, &same, NULL) == 0 && same)
      result = steg_erasure_replay(restored, old, &people, err);
  }
  sqlite3_close(old);
  return result;
}

/* Opens the copy as a store, with the key, and looks through all of it. */
static int verify(const char *part, const char *key_folder, const char *identity_path, steg_error *err) {
  char path[PATH_MAX];
  steg_error fault = {.kind = STEG_ERROR_NONE};
  steg_store *store = NULL;
  if (steg_file_join(path, sizeof path, part, store_name, err) < 0 ||
      steg_store_open(path, STEG_STORE_WRITE, key_folder, &store, err) < 0)
    return -1;
  int faults = steg_store_check(store, NULL, first_fault, &fault, err);
  if (faults > 0) {
    if (err)
      *err = fault;
    faults = steg_error_prefix(err, "the backup does not hold together");
  }
  if (faults == 0 && replay_erasures(store, identity_path, err) < 0)
    faults = -1;
  if (faults == 0)
    faults = steg_audit_append(store, "restore", "", err);
  steg_store_close(store);
  return faults < 0 ? -1 : 0;
}

/* Moves a file beside, to the first free of name.before-restore, name.before-restore.2 ... A journal that a killed program
 * left goes along, or SQLite would roll it back into the restored file; also when its file is gone. */
static int keep_beside(const char *path, steg_error *err) {
  char kept[PATH_MAX];
  char journal[PATH_MAX];
  char kept_journal[PATH_MAX];
  for (int i = 1; i < 1000; i++) {
    int size = i == 1 ? snprintf(kept, sizeof kept, "%s.before-restore", path)
                      : snprintf(kept, sizeof kept, "%s.before-restore.%d", path, i);
    if (size >= (int)sizeof kept)
      return steg_error_system(err, ENAMETOOLONG, "%s", path);
    if (!steg_file_exists(kept))
      break;
  }
  if (snprintf(journal, sizeof journal, "%s-journal", path) >= (int)sizeof journal ||
      snprintf(kept_journal, sizeof kept_journal, "%s-journal", kept) >= (int)sizeof kept_journal)
    return steg_error_system(err, ENAMETOOLONG, "%s", path);
  if (steg_file_exists(journal) && rename(journal, kept_journal) != 0)
    return steg_error_system(err, errno, "%s", journal);
  return !steg_file_exists(path) || rename(path, kept) == 0 ? 0 : steg_error_system(err, errno, "%s", path);
}

/* stegvis.db goes first and comes last: in between there is no store, never half of one. */
static int swap(const char *part, const char *path, const char *identity_path, steg_error *err) {
  char from[PATH_MAX];
  char from_identity[PATH_MAX];
  if (steg_file_join(from, sizeof from, part, store_name, err) < 0 ||
      steg_file_join(from_identity, sizeof from_identity, part, identity_name, err) < 0)
    return -1;
  if (keep_beside(path, err) < 0 || keep_beside(identity_path, err) < 0)
    return -1;
  if (rename(from_identity, identity_path) != 0)
    return steg_error_system(err, errno, "%s", identity_path);
  if (rename(from, path) != 0)
    return steg_error_system(err, errno, "%s", path);
  return 0;
}

/* Nobody may be writing while the files change places. A store that can't be opened any more can't be written either. */
static int lock_old(const char *path, sqlite3 **ret_db, steg_error *err) {
  sqlite3 *db = NULL;
  steg_error reason = {0};
  if (!steg_file_exists(path) || steg_connection_open(path, STEG_CONNECTION_WRITE, &db, &reason) < 0)
    return 0;
  if (steg_connection_run(db, "BEGIN EXCLUSIVE", &reason) < 0 && (sqlite3_errcode(db) == SQLITE_BUSY)) {
    sqlite3_close(db);
    if (err)
      *err = reason;
    return -1;
  }
  *ret_db = db;
  return 0;
}

int steg_backup_restore(const char *folder, const char *path, const char *key_folder, steg_error *err) {
  char hashes[2][STEG_HASH_TEXT];
  char part[PATH_MAX];
  char *real = NULL;
  char *identity_path = NULL;
  sqlite3 *old = NULL;
  bool made = false;
  if (read_manifest(folder, hashes, err) < 0 || steg_connection_resolve(path, &real, err) < 0)
    return -1;
  identity_path = steg_connection_identity_path(real);
  if (!identity_path) {
    steg_error_memory(err);
    goto fail;
  }
  if (snprintf(part, sizeof part, "%s.%ld.restoring", real, (long)getpid()) >= (int)sizeof part) {
    steg_error_system(err, ENAMETOOLONG, "%s", real);
    goto fail;
  }
  if (steg_file_make_folder(part, err) < 0)
    goto fail;
  made = true;
  if (copy_from_backup(folder, part, hashes, err) < 0 || lock_old(real, &old, err) < 0 ||
      verify(part, key_folder, identity_path, err) < 0 || swap(part, real, identity_path, err) < 0)
    goto fail;
  sqlite3_close(old);
  remove_folder(part);
  free(real);
  free(identity_path);
  return 0;
fail:
  sqlite3_close(old);
  if (made)
    remove_folder(part);
  free(real);
  free(identity_path);
  return steg_error_prefix(err, "nothing was restored");
}
