/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * connection - private to the room: the one SQLite connection of a store, and the only way SQL is run.
 *
 * Every return code is looked at here and becomes one sentence: who holds the lock, that the disk is full, that the file is
 * damaged. The sentence names the store's file and never a value (all values are bound).
 */
#ifndef STEG_STORE_CONNECTION_H
#define STEG_STORE_CONNECTION_H

#include "store/store.h"
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

enum { STEG_KEY_BYTES = 32, STEG_STORE_ID_TEXT = 33, STEG_CONNECTION_WAIT_MS = 5000 };

struct steg_store {
  sqlite3 *db;
  steg_store_mode mode;
  char *path;          /* real path of stegvis.db */
  char *identity_path; /* beside it */
  char *key_folder;    /* WRITE only */
  char id[STEG_STORE_ID_TEXT];
  unsigned char key[STEG_KEY_BYTES]; /* WRITE only; wiped on close */
  bool has_lock_file;                /* WRITE on a network drive: ours, to be removed */
};

/* How a file is opened. */
typedef enum steg_connection_access {
  STEG_CONNECTION_READ = 1,
  STEG_CONNECTION_WRITE = 2,
} steg_connection_access;

/* Real path: realpath of the folder, "/" and the name as given. To be freed. The file itself need not be there. */
int steg_connection_resolve(const char *path, char **ret_path, steg_error *err);
/* "identity.db" in the folder of `path`. To be freed; NULL when memory is out. */
char *steg_connection_identity_path(const char *path);
/* Regular file, no link, of this user, readable by nobody else. */
int steg_connection_inspect(const char *path, steg_error *err);
/* Opens a real path with every switch of the hardened way; no SQL touches the file yet. */
int steg_connection_open(const char *path, steg_connection_access access, sqlite3 **ret_db, steg_error *err);
/* ATTACHes the second file as `identity`, with the same journal and synchronous settings. */
int steg_connection_attach(sqlite3 *db, const char *identity_path, steg_error *err);

/* The sentence for the connection's last error. Returns -1. */
int steg_connection_fail(sqlite3 *db, steg_error *err);
int steg_connection_run(sqlite3 *db, const char *sql, steg_error *err);
/* Statement from a literal, or from a format (identifiers only, %w quoting by sqlite3_mprintf). Finalize it. */
int steg_connection_prepare(sqlite3 *db, sqlite3_stmt **ret_statement, steg_error *err, const char *sql);
int steg_connection_prepare_format(sqlite3 *db, sqlite3_stmt **ret_statement, steg_error *err, const char *format, ...);
int steg_connection_run_format(sqlite3 *db, steg_error *err, const char *format, ...);
/* Steps once: 1 with a row, 0 when done, -1 with the sentence. */
int steg_connection_step(sqlite3 *db, sqlite3_stmt *statement, steg_error *err);
/* Steps to the end and resets, for statements that give no rows. */
int steg_connection_finish(sqlite3 *db, sqlite3_stmt *statement, steg_error *err);
/* First column of the first row of a literal as an integer; `otherwise` when there is no row or it is NULL. */
int steg_connection_integer(sqlite3 *db, const char *sql, int64_t otherwise, int64_t *ret_value, steg_error *err);

/* BEGIN IMMEDIATE, and the end of it. A failed COMMIT is rolled back; see steg_connection_commit. */
int steg_connection_begin(steg_store *store, steg_error *err);
/* Bumps the generation in both files, refreshes nothing else, and commits. When COMMIT fails the files are opened anew and looked at:
 * returns 0 if the transaction stands there all the same, else -1 with the sentence and everything rolled back. */
int steg_connection_commit(steg_store *store, steg_error *err);
void steg_connection_rollback(sqlite3 *db);

#endif
