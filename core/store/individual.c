/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/individual_part.h"

#include "store/people.h"

int steg_individual_look_up(steg_store *store, const char *federation, const steg_person_key *key,
                            steg_individual *ret_individual, steg_error *err) {
  steg_individual found = {.person = 0};
  unsigned char tombstone[STEG_PSEUDONYM_BYTES];
  sqlite3_stmt *select = NULL;
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  steg_key_pseudonym(store->key, federation, key, found.pseudonym);
  steg_key_tombstone(store->key, found.pseudonym, tombstone);
  if (steg_connection_prepare(store->db, &select, err,
                              "SELECT (SELECT person FROM identity.keys WHERE hash = ?1),"
                              " EXISTS(SELECT 1 FROM identity.erasures WHERE tombstone = ?2)") < 0)
    return -1;
  sqlite3_bind_blob(select, 1, found.pseudonym, sizeof found.pseudonym, SQLITE_STATIC);
  sqlite3_bind_blob(select, 2, tombstone, sizeof tombstone, SQLITE_STATIC);
  int row = steg_connection_step(store->db, select, err);
  if (row == 1) {
    found.person = sqlite3_column_int64(select, 0);
    found.erased = sqlite3_column_int(select, 1) != 0;
  }
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_individual = found;
  return 0;
}

bool steg_individual_is_clear(const steg_person_key *key) {
  return key->kind == STEG_KEY_CODE && !steg_people_reads_as_number(key->text);
}

int steg_individual_find(steg_store *store, const char *federation, const steg_person_key *key, int64_t *ret_person,
                         steg_error *err) {
  steg_individual found;
  if (steg_individual_look_up(store, federation, key, &found, err) < 0)
    return -1;
  if (found.person) {
    *ret_person = found.person;
    return 0;
  }
  if (found.erased)
    return steg_error_set(err, STEG_ERROR_FINDINGS,
                          "the person was erased from the store; what is left is a mark that stops old files");
  steg_error_set(err, STEG_ERROR_FINDINGS, "nobody in the store has that key in federation \"%s\"", federation);
  return STEG_INDIVIDUAL_NOBODY;
}
