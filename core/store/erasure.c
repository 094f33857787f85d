/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/erasure.h"

#include "store/initiative.h"
#include "store/renewal.h"
#include <string.h>
#include <time.h>

/* ---- one person */

static int add_tombstone(sqlite3 *db, const unsigned char tombstone[STEG_PSEUDONYM_BYTES], int64_t at,
                         steg_error *err) {
  sqlite3_stmt *insert = NULL;
  if (steg_connection_prepare(db, &insert, err,
                              "INSERT INTO identity.erasures(tombstone, at) VALUES(?, ?) ON CONFLICT DO NOTHING") < 0)
    return -1;
  sqlite3_bind_blob(insert, 1, tombstone, STEG_PSEUDONYM_BYTES, SQLITE_STATIC);
  sqlite3_bind_int64(insert, 2, at);
  int result = steg_connection_finish(db, insert, err);
  sqlite3_finalize(insert);
  return result;
}

static int add_tombstones_of(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], int64_t person, steg_error *err) {
  sqlite3_stmt *keys = NULL;
  if (steg_connection_prepare(db, &keys, err, "SELECT hash FROM identity.keys WHERE person = ?") < 0)
    return -1;
  sqlite3_bind_int64(keys, 1, person);
  int row;
  while ((row = steg_connection_step(db, keys, err)) == 1) {
    unsigned char tombstone[STEG_PSEUDONYM_BYTES];
    if (sqlite3_column_bytes(keys, 0) != STEG_PSEUDONYM_BYTES)
      continue;
    steg_key_tombstone(key, sqlite3_column_blob(keys, 0), tombstone);
    row = add_tombstone(db, tombstone, (int64_t)time(NULL), err);
    if (row < 0)
      break;
  }
  sqlite3_finalize(keys);
  return row < 0 ? -1 : 0;
}

/* Participations of the person, now or once: their answers hang on these keys. */
#define THEIRS                                                                                                         \
  "(SELECT initiative, id FROM main.participations WHERE person = %lld"                                                \
  " UNION SELECT initiative, id FROM main.participations_replaced WHERE person = %lld)"

static int remove_rows(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t person,
                       size_t *ret_rows, steg_error *err) {
  long long who = (long long)person;
  int64_t before = sqlite3_total_changes64(db);
  for (size_t i = 1; i < table_count; i++) {
    if (!tables[i].answers)
      continue;
    if (steg_connection_run_format(db, err,
                                   "DELETE FROM main.\"%w\" WHERE (_initiative, _participation) IN " THEIRS ";"
                                   "DELETE FROM main.\"%w\" WHERE (_initiative, _participation) IN " THEIRS,
                                   tables[i].name, who, who, tables[i].replaced, who, who) < 0)
      return -1;
    int64_t answers = sqlite3_total_changes64(db);
    if (steg_connection_run_format(
            db, err, "DELETE FROM main.moved WHERE instrument = %Q AND (initiative, participation) IN " THEIRS,
            tables[i].name + strlen("answers_"), who, who) < 0)
      return -1;
    before += sqlite3_total_changes64(db) - answers; /* bookkeeping, no rows of the person's */
  }
  if (steg_connection_run_format(db, err,
                                 "DELETE FROM main.participations WHERE person = %lld;"
                                 "DELETE FROM main.participations_replaced WHERE person = %lld",
                                 who, who) < 0)
    return -1;
  *ret_rows = (size_t)(sqlite3_total_changes64(db) - before);
  return steg_connection_run_format(
      db, err,
      "DELETE FROM identity.links WHERE hash IN (SELECT hash FROM identity.keys WHERE person = %lld);"
      "DELETE FROM identity.keys WHERE person = %lld; DELETE FROM identity.consents WHERE person = %lld;"
      "DELETE FROM identity.remains WHERE person = %lld",
      who, who, who, who);
}

int steg_erasure_run(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], int64_t person, size_t *ret_rows,
                     steg_error *err) {
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  size_t rows = 0;
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return steg_error_memory(err);
  int result = -1;
  if (steg_ledger_tables(db, arena, &tables, &table_count, err) == 0 && add_tombstones_of(db, key, person, err) == 0 &&
      remove_rows(db, tables, table_count, person, &rows, err) == 0 && steg_initiative_prune(db, err) == 0)
    result = steg_renewal_run(db, tables, table_count, STEG_RENEWAL_KNOWN, arena, err);
  steg_arena_free(arena);
  if (result == 0)
    *ret_rows = rows;
  return result;
}

int steg_erasure_scrub(steg_store *store, steg_error *err) {
  /* VACUUM attaches a third, nameless database to write to. */
  int limit = sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 2);
  int result = steg_connection_run(store->db, "VACUUM main; VACUUM identity", err);
  /* What was taken away is stored as such: the usual sentence would deny it. */
  if (result < 0 && (sqlite3_errcode(store->db) & 0xff) == SQLITE_FULL)
    steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                   "the disk with %s is full; make room for as much again and let purge, forget or a withdrawal run "
                   "once more: until then unused parts of the files may hold what was taken away",
                   store->path);
  sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, limit);
  return result;
}

/* ---- replay */

/* The person of the store whose key's tombstone it is; 0 when nobody's. */
static int find_person(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], const void *tombstone, int64_t *ret_person,
                       steg_error *err) {
  sqlite3_stmt *keys = NULL;
  int64_t person = 0;
  if (steg_connection_prepare(db, &keys, err, "SELECT hash, person FROM identity.keys") < 0)
    return -1;
  int row;
  while (!person && (row = steg_connection_step(db, keys, err)) == 1) {
    unsigned char own[STEG_PSEUDONYM_BYTES];
    if (sqlite3_column_bytes(keys, 0) != STEG_PSEUDONYM_BYTES)
      continue;
    steg_key_tombstone(key, sqlite3_column_blob(keys, 0), own);
    if (sodium_memcmp(own, tombstone, sizeof own) == 0)
      person = sqlite3_column_int64(keys, 1);
  }
  sqlite3_finalize(keys);
  if (!person && row < 0)
    return -1;
  *ret_person = person;
  return 0;
}

static int replay_one(steg_store *store, const void *tombstone, int64_t at, size_t *people, steg_error *err) {
  int64_t person = 0;
  size_t rows = 0;
  if (find_person(store->db, store->key, tombstone, &person, err) < 0)
    return -1;
  if (person && steg_erasure_run(store->db, store->key, person, &rows, err) < 0)
    return -1;
  *people += person != 0;
  return add_tombstone(store->db, tombstone, at, err);
}

int steg_erasure_replay(steg_store *store, sqlite3 *other, size_t *ret_people, steg_error *err) {
  sqlite3_stmt *select = NULL;
  size_t people = 0;
  int row = -1;
  if (steg_connection_begin(store, err) < 0)
    return -1;
  if (steg_connection_prepare(other, &select, err, "SELECT tombstone, at FROM main.erasures ORDER BY tombstone") < 0)
    goto fail;
  while ((row = steg_connection_step(other, select, err)) == 1)
    if (sqlite3_column_bytes(select, 0) == STEG_PSEUDONYM_BYTES &&
        replay_one(store, sqlite3_column_blob(select, 0), sqlite3_column_int64(select, 1), &people, err) < 0)
      goto fail;
  sqlite3_finalize(select);
  select = NULL;
  if (row < 0 || steg_connection_commit(store, err) < 0)
    goto fail;
  *ret_people = people;
  return 0;
fail:
  sqlite3_finalize(select);
  steg_connection_rollback(store->db);
  return -1;
}
