/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/audit.h"

#include "base/hash.h"
#include "store/connection.h"
#include <string.h>
#include <time.h>

/* Of an entry: SHA-256 over the hash before and the entry's own fields, each with its size. */
static void entry_hash(const char *before, int64_t id, int64_t at, const char *what, const char *detail,
                       char ret_text[STEG_HASH_TEXT]) {
  steg_hash hash;
  unsigned char digest[STEG_HASH_BYTES];
  steg_hash_start(&hash);
  steg_hash_add_field(&hash, before, strlen(before));
  steg_hash_add_field(&hash, &id, sizeof id);
  steg_hash_add_field(&hash, &at, sizeof at);
  steg_hash_add_field(&hash, what, strlen(what));
  steg_hash_add_field(&hash, detail, strlen(detail));
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, ret_text);
}

/* Count and last hash of the chain, as meta has them. */
static int read_head(sqlite3 *db, int64_t *ret_count, char ret_hash[STEG_HASH_TEXT], steg_error *err) {
  sqlite3_stmt *head = NULL;
  if (steg_connection_prepare(db, &head, err, "SELECT audit_count, audit_hash FROM main.meta") < 0)
    return -1;
  int row = steg_connection_step(db, head, err);
  if (row == 1) {
    const char *text = (const char *)sqlite3_column_text(head, 1);
    *ret_count = sqlite3_column_int64(head, 0);
    memset(ret_hash, 0, STEG_HASH_TEXT);
    if (text)
      strncpy(ret_hash, text, STEG_HASH_TEXT - 1);
  }
  sqlite3_finalize(head);
  if (row == 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the store has lost its own record (table meta)");
  return row < 0 ? -1 : 0;
}

static int append(sqlite3 *db, const char *what, const char *detail, steg_error *err) {
  int64_t count = 0;
  char before[STEG_HASH_TEXT];
  char hash[STEG_HASH_TEXT];
  sqlite3_stmt *insert = NULL;
  sqlite3_stmt *head = NULL;
  int result = -1;
  if (read_head(db, &count, before, err) < 0)
    return -1;
  int64_t at = (int64_t)time(NULL);
  entry_hash(before, count + 1, at, what, detail, hash);
  if (steg_connection_prepare(db, &insert, err,
                              "INSERT INTO main.audit(id, at, what, detail, hash) VALUES(?, ?, ?, ?, ?)") < 0 ||
      steg_connection_prepare(db, &head, err, "UPDATE main.meta SET audit_count = ?, audit_hash = ?") < 0)
    goto done;
  sqlite3_bind_int64(insert, 1, count + 1);
  sqlite3_bind_int64(insert, 2, at);
  sqlite3_bind_text(insert, 3, what, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 4, detail, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 5, hash, -1, SQLITE_STATIC);
  sqlite3_bind_int64(head, 1, count + 1);
  sqlite3_bind_text(head, 2, hash, -1, SQLITE_STATIC);
  if (steg_connection_finish(db, insert, err) < 0 || steg_connection_finish(db, head, err) < 0)
    goto done;
  result = 0;
done:
  sqlite3_finalize(insert);
  sqlite3_finalize(head);
  return result;
}

static int append_in_transaction(sqlite3 *db, const char *what, const char *detail, steg_error *err) {
  if (steg_connection_run(db, "BEGIN IMMEDIATE", err) < 0)
    return -1;
  if (append(db, what, detail, err) < 0 || steg_connection_run(db, "COMMIT", err) < 0) {
    steg_connection_rollback(db);
    return -1;
  }
  return 0;
}

/* A store opened for reading holds a read transaction, which would lock out the writing connection. */
static int append_beside(steg_store *store, const char *what, const char *detail, steg_error *err) {
  sqlite3 *db = NULL;
  for (sqlite3_stmt *open = NULL; (open = sqlite3_next_stmt(store->db, open));)
    if (sqlite3_stmt_busy(open))
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the audit can't be written while answers are being read");
  if (steg_connection_run(store->db, "COMMIT", err) < 0)
    return -1;
  int result = steg_connection_open(store->path, STEG_CONNECTION_WRITE, &db, err);
  if (result == 0)
    result = append_in_transaction(db, what, detail, err);
  sqlite3_close(db);
  if (steg_connection_run(store->db, "BEGIN", result < 0 ? NULL : err) < 0)
    return -1;
  return result;
}

int steg_audit_append(steg_store *store, const char *what, const char *detail, steg_error *err) {
  if (store->mode == STEG_STORE_READ)
    return append_beside(store, what, detail, err);
  if (!sqlite3_get_autocommit(store->db))
    return append(store->db, what, detail, err);
  return append_in_transaction(store->db, what, detail, err);
}

int steg_audit_verify(steg_store *store, size_t *ret_count, steg_error *err) {
  int64_t count = 0;
  int64_t seen = 0;
  char head[STEG_HASH_TEXT];
  char hash[STEG_HASH_TEXT] = "";
  sqlite3_stmt *entries = NULL;
  if (read_head(store->db, &count, head, err) < 0)
    return -1;
  if (steg_connection_prepare(store->db, &entries, err,
                              "SELECT id, at, what, detail, hash FROM main.audit ORDER BY id") < 0)
    return -1;
  int row;
  while ((row = steg_connection_step(store->db, entries, err)) == 1) {
    const char *what = (const char *)sqlite3_column_text(entries, 2);
    const char *detail = (const char *)sqlite3_column_text(entries, 3);
    const char *stored = (const char *)sqlite3_column_text(entries, 4);
    int64_t id = sqlite3_column_int64(entries, 0);
    char expected[STEG_HASH_TEXT];
    entry_hash(hash, id, sqlite3_column_int64(entries, 1), what ? what : "", detail ? detail : "", expected);
    seen++;
    if (id != seen || !stored || strcmp(stored, expected) != 0) {
      steg_error_set(err, STEG_ERROR_FINDINGS,
                     "the audit log does not hold together: entry %lld was changed, or one before it removed",
                     (long long)seen);
      sqlite3_finalize(entries);
      return -1;
    }
    memcpy(hash, expected, sizeof hash);
  }
  sqlite3_finalize(entries);
  if (row < 0)
    return -1;
  if (seen != count || strcmp(hash, head) != 0)
    return steg_error_set(err, STEG_ERROR_FINDINGS,
                          "the audit log does not hold together: it ends with entry %lld, but %lld were written",
                          (long long)seen, (long long)count);
  if (ret_count)
    *ret_count = (size_t)seen;
  return 0;
}
