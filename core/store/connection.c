/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/connection.h"

#include "store/lock.h"
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- paths */

int steg_connection_resolve(const char *path, char **ret_path, steg_error *err) {
  char folder[PATH_MAX];
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  size_t folder_size = slash ? (size_t)(slash - path) : 0;
  if (!name[0] || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
    return steg_error_set(err, STEG_ERROR_USAGE, "\"%s\" does not name a store file", path);
  if (folder_size >= sizeof folder)
    return steg_error_system(err, ENAMETOOLONG, "%.100s...", path);
  if (!slash)
    strcpy(folder, ".");
  else if (folder_size == 0)
    strcpy(folder, "/");
  else {
    memcpy(folder, path, folder_size);
    folder[folder_size] = '\0';
  }
  char *real = realpath(folder, NULL);
  if (!real)
    return steg_error_system(err, errno, "folder %s of the store", folder);
  size_t real_size = strcmp(real, "/") == 0 ? 0 : strlen(real);
  size_t name_size = strlen(name);
  char *result = malloc(real_size + 1 + name_size + 1);
  if (!result) {
    free(real);
    return steg_error_memory(err);
  }
  snprintf(result, real_size + 1 + name_size + 1, "%.*s/%s", (int)real_size, real, name);
  free(real);
  *ret_path = result;
  return 0;
}

char *steg_connection_identity_path(const char *path) {
  static const char name[] = "identity.db";
  const char *slash = strrchr(path, '/');
  size_t folder_size = slash ? (size_t)(slash - path) + 1 : 0;
  char *result = malloc(folder_size + sizeof name);
  if (!result)
    return NULL;
  memcpy(result, path, folder_size);
  memcpy(result + folder_size, name, sizeof name);
  return result;
}

int steg_connection_inspect(const char *path, steg_error *err) {
  struct stat info;
  if (lstat(path, &info) != 0) {
    if (errno == ENOENT)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "there is no store file %s; \"stegvis restore\" brings it back from a backup, \"stegvis "
                            "init\" makes a new project",
                            path);
    return steg_error_system(err, errno, "%s", path);
  }
  if (S_ISLNK(info.st_mode))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s is a link; the store must be the file itself: give its real path", path);
  if (!S_ISREG(info.st_mode))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is no ordinary file", path);
  if (info.st_uid != geteuid())
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s belongs to another user; only its owner may open it", path);
  if (info.st_mode & 077)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s can be read by others (mode %03o); close it with: chmod 600 %s", path,
                          (unsigned)(info.st_mode & 0777), path);
  return 0;
}

/* ---- opening */

static const struct {
  int id;
  int value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 1 << 24},     {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
    {SQLITE_LIMIT_COLUMN, 2000},        {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 10}, {SQLITE_LIMIT_FUNCTION_ARG, 20},
    {SQLITE_LIMIT_ATTACHED, 1},         {SQLITE_LIMIT_VARIABLE_NUMBER, 4000},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 4},    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

static const struct {
  int option;
  int value;
} switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
};

/* cache: 32 MB holds the inner pages of any store, and bulk rows come in key order, so more would not help. */
static const char pragmas[] = "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -32768;"
                              "PRAGMA mmap_size = 0; PRAGMA recursive_triggers = OFF";
/* Not WAL: it is not atomic over two files, loses its -wal in a plain copy, and can't live on a network drive. */
static const char write_pragmas[] = "PRAGMA main.journal_mode = DELETE; PRAGMA main.synchronous = EXTRA;"
                                    "PRAGMA main.secure_delete = ON";

int steg_connection_open(const char *path, steg_connection_access access, sqlite3 **ret_db, steg_error *err) {
  sqlite3 *db = NULL;
  int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE |
              (access == STEG_CONNECTION_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  if (sqlite3_open_v2(path, &db, flags, "unix") != SQLITE_OK)
    goto fail;
  for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++)
    if (sqlite3_db_config(db, switches[i].option, switches[i].value, NULL) != SQLITE_OK)
      goto fail;
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
    sqlite3_limit(db, limits[i].id, limits[i].value);
  if (sqlite3_busy_timeout(db, STEG_CONNECTION_WAIT_MS) != SQLITE_OK)
    goto fail;
  if (sqlite3_exec(db, pragmas, NULL, NULL, NULL) != SQLITE_OK)
    goto fail;
  if (access == STEG_CONNECTION_WRITE && sqlite3_exec(db, write_pragmas, NULL, NULL, NULL) != SQLITE_OK)
    goto fail;
  *ret_db = db;
  return 0;
fail:
  if (!db)
    return steg_error_memory(err);
  steg_connection_fail(db, err);
  sqlite3_close(db);
  return -1;
}

int steg_connection_attach(sqlite3 *db, const char *identity_path, steg_error *err) {
  sqlite3_stmt *attach = NULL;
  if (steg_connection_prepare(db, &attach, err, "ATTACH ? AS identity") < 0)
    return -1;
  int rc = sqlite3_bind_text(attach, 1, identity_path, -1, SQLITE_STATIC);
  int result = rc == SQLITE_OK ? steg_connection_finish(db, attach, err) : steg_connection_fail(db, err);
  sqlite3_finalize(attach);
  if (result < 0)
    return -1;
  return steg_connection_run(db,
                             "PRAGMA identity.journal_mode = DELETE; PRAGMA identity.synchronous = EXTRA;"
                             "PRAGMA identity.secure_delete = ON; PRAGMA identity.cache_size = -8192",
                             err);
}

/* ---- running SQL */

int steg_connection_fail(sqlite3 *db, steg_error *err) {
  int rc = sqlite3_extended_errcode(db);
  const char *path = sqlite3_db_filename(db, "main");
  if (!path || !path[0])
    path = "the store";
  char holder[64];
  long process;
  switch (rc & 0xff) {
  case SQLITE_NOMEM:
    return steg_error_memory(err);
  case SQLITE_INTERRUPT:
    return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was stored");
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    process = steg_lock_holder(path, holder, sizeof holder);
    if (holder[0])
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "%s is in use by the program \"%s\" (process %ld); try again when it is done", path, holder,
                            process);
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is in use by another program; try again when it is done",
                          path);
  case SQLITE_FULL:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the disk with %s is full; nothing was stored", path);
  case SQLITE_READONLY:
    if (rc == SQLITE_READONLY_ROLLBACK)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "%s was left half-written by a program that was killed; try again", path);
    if (rc == SQLITE_READONLY_DBMOVED)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was moved or replaced meanwhile; try again", path);
    /* fall through */
  case SQLITE_PERM:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s can't be written: the file or its folder is write-protected",
                          path);
  case SQLITE_CANTOPEN:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s can't be opened (%s)", path, sqlite3_errmsg(db));
  case SQLITE_IOERR:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "reading or writing %s failed (disk error %d)", path, rc);
  case SQLITE_NOTADB:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is no SQLite database", path);
  case SQLITE_CORRUPT:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is damaged; put a backup back with \"stegvis restore\"",
                          path);
  default:
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: %s (SQLite %d)", path, sqlite3_errmsg(db), rc);
  }
}

int steg_connection_run(sqlite3 *db, const char *sql, steg_error *err) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : steg_connection_fail(db, err);
}

int steg_connection_prepare(sqlite3 *db, sqlite3_stmt **ret_statement, steg_error *err, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
    return steg_connection_fail(db, err);
  *ret_statement = statement;
  return 0;
}

int steg_connection_prepare_format(sqlite3 *db, sqlite3_stmt **ret_statement, steg_error *err, const char *format,
                                   ...) {
  va_list arguments;
  va_start(arguments, format);
  char *sql = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  if (!sql)
    return steg_error_memory(err);
  int result = steg_connection_prepare(db, ret_statement, err, sql);
  sqlite3_free(sql);
  return result;
}

int steg_connection_run_format(sqlite3 *db, steg_error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *sql = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  if (!sql)
    return steg_error_memory(err);
  int result = steg_connection_run(db, sql, err);
  sqlite3_free(sql);
  return result;
}

int steg_connection_step(sqlite3 *db, sqlite3_stmt *statement, steg_error *err) {
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW)
    return 1;
  return rc == SQLITE_DONE ? 0 : steg_connection_fail(db, err);
}

int steg_connection_finish(sqlite3 *db, sqlite3_stmt *statement, steg_error *err) {
  int rc;
  do
    rc = sqlite3_step(statement);
  while (rc == SQLITE_ROW);
  int result = rc == SQLITE_DONE ? 0 : steg_connection_fail(db, err);
  sqlite3_reset(statement);
  return result;
}

int steg_connection_integer(sqlite3 *db, const char *sql, int64_t otherwise, int64_t *ret_value, steg_error *err) {
  sqlite3_stmt *statement = NULL;
  if (steg_connection_prepare(db, &statement, err, sql) < 0)
    return -1;
  int row = steg_connection_step(db, statement, err);
  if (row >= 0)
    *ret_value =
        row == 1 && sqlite3_column_type(statement, 0) != SQLITE_NULL ? sqlite3_column_int64(statement, 0) : otherwise;
  sqlite3_finalize(statement);
  return row < 0 ? -1 : 0;
}

/* ---- transactions */

int steg_connection_begin(steg_store *store, steg_error *err) {
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  return steg_connection_run(store->db, "BEGIN IMMEDIATE", err);
}

void steg_connection_rollback(sqlite3 *db) {
  if (!sqlite3_get_autocommit(db))
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}

/* Whether the store's last write is the one with this mark, seen by a connection of its own: 1 or 0, -1 when it can't be told. */
static int mark_stands(const steg_store *store, int64_t mark) {
  sqlite3 *db = NULL;
  int64_t found = 0;
  int stands = -1;
  if (steg_connection_open(store->path, STEG_CONNECTION_WRITE, &db, NULL) == 0 &&
      steg_connection_integer(db, "SELECT mark FROM meta", 0, &found, NULL) == 0)
    stands = found == mark;
  sqlite3_close(db);
  return stands;
}

int steg_connection_commit(steg_store *store, steg_error *err) {
  int64_t mark = 0;
  do
    randombytes_buf(&mark, sizeof mark);
  while (mark == 0);
  sqlite3_stmt *bump = NULL;
  if (steg_connection_run(store->db, "UPDATE identity.meta SET generation = generation + 1", err) < 0)
    goto fail;
  if (steg_connection_prepare(store->db, &bump, err, "UPDATE main.meta SET generation = generation + 1, mark = ?") < 0)
    goto fail;
  sqlite3_bind_int64(bump, 1, mark);
  if (steg_connection_finish(store->db, bump, err) < 0)
    goto fail;
  sqlite3_finalize(bump);
  bump = NULL;
  if (steg_connection_run(store->db, "COMMIT", err) < 0) {
    /* A COMMIT that failed may have stored: what stands on the disk decides, not the return code. */
    steg_connection_rollback(store->db);
    int stands = mark_stands(store, mark);
    if (stands < 0)
      steg_error_set(
          err, STEG_ERROR_ENVIRONMENT,
          "%s can't be reached any more, so it can't be told whether this was stored; do the same again when it can: "
          "nothing is stored twice",
          store->path);
    return stands == 1 ? 0 : -1;
  }
  return 0;
fail:
  sqlite3_finalize(bump);
  steg_connection_rollback(store->db);
  return -1;
}
