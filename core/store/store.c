/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

#include "base/file.h"
#include "store/audit.h"
#include "store/connection.h"
#include "store/copy.h"
#include "store/key.h"
#include "store/lock.h"
#include "store/migration.h"
#include "store/recovery.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- making */

static int make_file(const char *path, steg_error *err) {
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is there already; a store is never made over another", path);
  if (file < 0)
    return steg_error_system(err, errno, "making %s", path);
  close(file);
  return 0;
}

static int fill_new_store(steg_store *store, steg_error *err) {
  sqlite3_stmt *identity = NULL;
  unsigned char check[STEG_PSEUDONYM_BYTES];
  int result = -1;
  steg_key_check_value(store->key, check);
  if (steg_connection_open(store->path, STEG_CONNECTION_WRITE, &store->db, err) < 0 ||
      steg_connection_attach(store->db, store->identity_path, err) < 0 ||
      steg_connection_run(store->db, "BEGIN EXCLUSIVE", err) < 0 ||
      steg_migration_run(store->db, 0, steg_migration_latest(), err) < 0 ||
      steg_connection_run_format(
          store->db, err,
          "INSERT INTO main.meta(one, store, generation, mark, schema_hash, audit_count, audit_hash)"
          " VALUES(1, %Q, 0, 0, '', 0, '')",
          store->id) < 0 ||
      steg_connection_prepare(
          store->db, &identity, err,
          "INSERT INTO identity.meta(one, store, generation, schema_hash, key_check) VALUES(1, ?, 0, '', ?)") < 0)
    goto done;
  sqlite3_bind_text(identity, 1, store->id, -1, SQLITE_STATIC);
  sqlite3_bind_blob(identity, 2, check, sizeof check, SQLITE_STATIC);
  if (steg_connection_finish(store->db, identity, err) < 0 || steg_migration_seal(store->db, err) < 0 ||
      steg_audit_append(store, "init", "", err) < 0)
    goto done;
  sqlite3_finalize(identity);
  identity = NULL;
  result = steg_connection_commit(store, err);
done:
  sqlite3_finalize(identity);
  if (result < 0 && store->db)
    steg_connection_rollback(store->db);
  return result;
}

int steg_store_create(const char *path, const char *key_folder, steg_error *err) {
  unsigned char id[(STEG_STORE_ID_TEXT - 1) / 2];
  char key_file[PATH_MAX];
  char key_name[STEG_STORE_ID_TEXT + 8];
  bool made_store = false;
  bool made_identity = false;
  if (sodium_init() < 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the system gives no random numbers");
  steg_store *store = calloc(1, sizeof *store);
  if (!store)
    return steg_error_memory(err);
  store->mode = STEG_STORE_WRITE;
  randombytes_buf(id, sizeof id);
  sodium_bin2hex(store->id, sizeof store->id, id, sizeof id);
  key_file[0] = '\0';
  if (steg_connection_resolve(path, &store->path, err) < 0)
    goto fail;
  store->identity_path = steg_connection_identity_path(store->path);
  if (!store->identity_path) {
    steg_error_memory(err);
    goto fail;
  }
  if (make_file(store->path, err) < 0)
    goto fail;
  made_store = true;
  if (make_file(store->identity_path, err) < 0)
    goto fail;
  made_identity = true;
  if (steg_key_make(key_folder, store->id, store->key, err) < 0)
    goto fail;
  snprintf(key_name, sizeof key_name, "%s.key", store->id);
  if (steg_file_join(key_file, sizeof key_file, key_folder, key_name, err) < 0 || fill_new_store(store, err) < 0)
    goto fail;
  steg_store_close(store);
  return 0;
fail:
  sqlite3_close(store->db);
  store->db = NULL;
  if (made_store)
    unlink(store->path);
  if (made_identity)
    unlink(store->identity_path);
  if (key_file[0])
    unlink(key_file);
  steg_store_close(store);
  return -1;
}

/* ---- opening */

/* Whose file it is and of which age; -1 with the sentence unless it is ours and not newer. */
static int check_head(sqlite3 *db, const char *schema, const char *path, int application, int *ret_version,
                      steg_error *err) {
  char sql[64];
  int64_t found = 0;
  int64_t version = 0;
  snprintf(sql, sizeof sql, "PRAGMA %s.application_id", schema);
  if (steg_connection_integer(db, sql, 0, &found, err) < 0)
    return -1;
  snprintf(sql, sizeof sql, "PRAGMA %s.user_version", schema);
  if (steg_connection_integer(db, sql, 0, &version, err) < 0)
    return -1;
  struct stat info;
  if (found == 0 && version == 0 && stat(path, &info) == 0 && info.st_size == 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s is empty: it was never finished; remove it and run \"stegvis init\"", path);
  if (found != application)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is a database of another program, not a Stegvis store",
                          path);
  if (version > steg_migration_latest())
    return steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "%s was written by a newer Stegvis (version %lld of the store, this program knows %d); it was left "
        "untouched: install the newer program",
        path, (long long)version, steg_migration_latest());
  if (version < 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is damaged: it says version %lld", path, (long long)version);
  *ret_version = (int)version;
  return 0;
}

static int read_id(steg_store *store, steg_error *err) {
  sqlite3_stmt *meta = NULL;
  if (steg_connection_prepare(store->db, &meta, err, "SELECT store FROM main.meta") < 0)
    return -1;
  int row = steg_connection_step(store->db, meta, err);
  const char *id = row == 1 ? (const char *)sqlite3_column_text(meta, 0) : NULL;
  bool sound = id && strlen(id) == STEG_STORE_ID_TEXT - 1 && strspn(id, "0123456789abcdef") == STEG_STORE_ID_TEXT - 1;
  if (sound)
    memcpy(store->id, id, STEG_STORE_ID_TEXT);
  sqlite3_finalize(meta);
  if (row < 0)
    return -1;
  return sound ? 0
               : steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is damaged: it has lost its own record", store->path);
}

static int check_schema(steg_store *store, const char *schema, const char *path, steg_error *err) {
  char expected[STEG_HASH_TEXT];
  sqlite3_stmt *meta = NULL;
  if (steg_migration_schema_hash(store->db, schema, expected, err) < 0 ||
      steg_connection_prepare_format(store->db, &meta, err, "SELECT schema_hash FROM \"%w\".meta", schema) < 0)
    return -1;
  int row = steg_connection_step(store->db, meta, err);
  const char *stored = row == 1 ? (const char *)sqlite3_column_text(meta, 0) : NULL;
  bool same = stored && strcmp(stored, expected) == 0;
  sqlite3_finalize(meta);
  if (row < 0)
    return -1;
  return same ? 0
              : steg_error_set(
                    err, STEG_ERROR_ENVIRONMENT,
                    "another program changed the tables of %s; other tools may read a store but not change it: "
                    "put a backup back with \"stegvis restore\"",
                    path);
}

/* That the two files belong together, and the key to them. Inside a read transaction: another process may be committing. */
static int check_identity(steg_store *store, steg_error *err) {
  sqlite3_stmt *meta = NULL;
  unsigned char check[STEG_PSEUDONYM_BYTES];
  if (steg_connection_prepare(store->db, &meta, err,
                              "SELECT i.store = m.store, i.generation - m.generation, i.key_check"
                              " FROM main.meta m, identity.meta i") < 0)
    return -1;
  int row = steg_connection_step(store->db, meta, err);
  int result = row < 0 ? -1 : 0;
  steg_key_check_value(store->key, check);
  if (row == 0 || (row == 1 && !sqlite3_column_int(meta, 0)))
    result = steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s belongs to another store than %s", store->identity_path,
                            store->path);
  else if (row == 1 && sqlite3_column_int64(meta, 1) != 0)
    result =
        steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                       "%s and %s are of different age: one of them was replaced alone; put both back from one backup",
                       store->path, store->identity_path);
  else if (row == 1 && (sqlite3_column_bytes(meta, 2) != (int)sizeof check ||
                        sodium_memcmp(sqlite3_column_blob(meta, 2), check, sizeof check) != 0))
    result = steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "the key file %s.key is not the key of this store; put the right one back", store->id);
  sqlite3_finalize(meta);
  return result;
}

/* Copies both files beside themselves, then runs the missing steps, all under one write lock. */
static int migrate(steg_store *store, int version, steg_error *err) {
  char copy[PATH_MAX];
  const char *const paths[] = {store->path, store->identity_path};
  if (steg_connection_begin(store, err) < 0)
    return -1;
  for (size_t i = 0; i < 2; i++) {
    if (snprintf(copy, sizeof copy, "%s.version-%d", paths[i], version) >= (int)sizeof copy) {
      steg_error_system(err, ENAMETOOLONG, "copy of %s", paths[i]);
      goto fail;
    }
    if (steg_copy_file(paths[i], copy, err) < 0) {
      steg_error_prefix(err, "the older store could not be copied before it is changed");
      goto fail;
    }
  }
  if (steg_migration_run(store->db, version, steg_migration_latest(), err) < 0 ||
      steg_migration_seal(store->db, err) < 0)
    goto fail;
  return steg_connection_commit(store, err);
fail:
  steg_connection_rollback(store->db);
  return -1;
}

static int open_for_reading(steg_store *store, steg_error *err) {
  int version = 0;
  steg_recovery_roll_back(store);
  if (steg_connection_open(store->path, STEG_CONNECTION_READ, &store->db, err) < 0)
    return -1;
  /* One read transaction for as long as the store is open: everything read from it is of one moment. */
  if (steg_connection_run(store->db, "PRAGMA query_only = ON; BEGIN", err) < 0)
    return -1;
  if (check_head(store->db, "main", store->path, STEG_MIGRATION_STORE, &version, err) < 0)
    return -1;
  if (version < steg_migration_latest())
    return steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "%s was written by an older Stegvis; the next command that writes brings it up to date, for instance "
        "\"stegvis import\"",
        store->path);
  if (read_id(store, err) < 0)
    return -1;
  return check_schema(store, "main", store->path, err);
}

static int open_for_writing(steg_store *store, steg_error *err) {
  int version = 0;
  int identity_version = 0;
  if (steg_connection_inspect(store->identity_path, err) < 0)
    return steg_error_prefix(err, "the second file of the store");
  if (steg_lock_is_remote(store->path)) {
    if (steg_lock_take(store->path, err) < 0)
      return -1;
    store->has_lock_file = true;
  }
  if (steg_connection_open(store->path, STEG_CONNECTION_WRITE, &store->db, err) < 0 ||
      check_head(store->db, "main", store->path, STEG_MIGRATION_STORE, &version, err) < 0 || read_id(store, err) < 0 ||
      steg_key_read(store->key_folder, store->id, store->key, err) < 0 ||
      steg_connection_attach(store->db, store->identity_path, err) < 0 ||
      check_head(store->db, "identity", store->identity_path, STEG_MIGRATION_IDENTITY, &identity_version, err) < 0)
    return -1;
  if (version != identity_version)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s and %s are of different versions; put both back from one backup", store->path,
                          store->identity_path);
  steg_recovery_tidy(store);
  if (steg_connection_run(store->db, "BEGIN", err) < 0)
    return -1;
  int sound = check_identity(store, err);
  if (sound == 0 && check_schema(store, "main", store->path, err) < 0)
    sound = -1;
  if (sound == 0 && check_schema(store, "identity", store->identity_path, err) < 0)
    sound = -1;
  steg_connection_rollback(store->db);
  if (sound < 0)
    return -1;
  return version < steg_migration_latest() ? migrate(store, version, err) : 0;
}

int steg_store_open(const char *path, steg_store_mode mode, const char *key_folder, steg_store **ret_store,
                    steg_error *err) {
  if (sodium_init() < 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the system gives no random numbers");
  steg_store *store = calloc(1, sizeof *store);
  if (!store)
    return steg_error_memory(err);
  store->mode = mode;
  if (steg_connection_resolve(path, &store->path, err) < 0)
    goto fail;
  store->identity_path = steg_connection_identity_path(store->path);
  if (key_folder)
    store->key_folder = strdup(key_folder);
  if (!store->identity_path || (key_folder && !store->key_folder)) {
    steg_error_memory(err);
    goto fail;
  }
  if (mode == STEG_STORE_WRITE && !key_folder) {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "a store is opened for writing with its key's folder");
    goto fail;
  }
  if (steg_connection_inspect(store->path, err) < 0)
    goto fail;
  if ((mode == STEG_STORE_WRITE ? open_for_writing(store, err) : open_for_reading(store, err)) < 0)
    goto fail;
  *ret_store = store;
  return 0;
fail:
  steg_store_close(store);
  return -1;
}

void steg_store_close(steg_store *store) {
  if (!store)
    return;
  if (store->db) {
    steg_connection_rollback(store->db);
    sqlite3_close_v2(store->db);
  }
  if (store->has_lock_file)
    steg_lock_release(store->path);
  sodium_memzero(store->key, sizeof store->key);
  free(store->path);
  free(store->identity_path);
  free(store->key_folder);
  free(store);
}

const char *steg_store_id(const steg_store *store) {
  return store->id;
}

const char *steg_store_path(const steg_store *store) {
  return store->path;
}

bool steg_store_is_remote(const steg_store *store) {
  return steg_lock_is_remote(store->path);
}

int64_t steg_store_generation(steg_store *store) {
  int64_t generation = -1;
  if (steg_connection_integer(store->db, "SELECT generation FROM main.meta", -1, &generation, NULL) < 0)
    return -1;
  return generation;
}
