/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/consent.h"

#include "store/anonymity.h"
#include "store/audit.h"
#include "store/erasure.h"
#include "store/individual_part.h"
#include "store/participation.h"
#include "store/remains.h"
#include "store/renewal.h"
#include <stdio.h>
#include <string.h>

enum { PARTY_MAX = 60 };

static const char *const act_names[] = {
    [STEG_CONSENT_GIVE] = "give", [STEG_CONSENT_WITHDRAW] = "withdraw", [STEG_CONSENT_EXCLUDE] = "exclude"};

/* ---- writing */

static int check_change(const steg_consent_change *change, steg_error *err) {
  const char *party = change->party;
  if (change->act == STEG_CONSENT_EXCLUDE && !party)
    return steg_error_set(err, STEG_ERROR_USAGE, "say which party is excluded");
  if (party && (!*party || strlen(party) > PARTY_MAX))
    return steg_error_set(err, STEG_ERROR_USAGE, "a party's name has 1 to %d bytes", PARTY_MAX);
  for (const char *at = party; at && *at; at++)
    if ((unsigned char)*at < ' ' || *at == 127)
      return steg_error_set(err, STEG_ERROR_USAGE, "a party's name has no control characters");
  if (change->until != STEG_DATE_NONE && change->until < change->date)
    return steg_error_set(err, STEG_ERROR_USAGE, "the consent would end before it is given");
  return 0;
}

static void bind_date(sqlite3_stmt *statement, int parameter, steg_date date) {
  if (date == STEG_DATE_NONE)
    sqlite3_bind_null(statement, parameter);
  else
    sqlite3_bind_int(statement, parameter, date);
}

/* A consent given anew starts from nothing; one that is withdrawn keeps when it was given. */
static int record(sqlite3 *db, const steg_consent_change *change, int64_t person, steg_error *err) {
  sqlite3_stmt *upsert = NULL;
  bool gives = change->act == STEG_CONSENT_GIVE;
  if (steg_connection_prepare(db, &upsert, err,
                              "INSERT INTO identity.consents(person, initiative, party, given, ends, withdrawn)"
                              " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(person, initiative, party) DO UPDATE SET"
                              " given = iif(?4 IS NULL, given, ?4), ends = iif(?4 IS NULL, ends, ?5), withdrawn = ?6") <
      0)
    return -1;
  sqlite3_bind_int64(upsert, 1, person);
  sqlite3_bind_text(upsert, 2, change->initiative, -1, SQLITE_STATIC);
  sqlite3_bind_text(upsert, 3, change->party ? change->party : "", -1, SQLITE_STATIC);
  bind_date(upsert, 4, gives ? change->date : STEG_DATE_NONE);
  bind_date(upsert, 5, gives ? change->until : STEG_DATE_NONE);
  bind_date(upsert, 6, gives ? STEG_DATE_NONE : change->date);
  int result = steg_connection_finish(db, upsert, err);
  sqlite3_finalize(upsert);
  return result;
}

/* A code that was taken away when nothing was left of the person stands with the key again. */
static int restore_code(sqlite3 *db, const steg_consent_change *change, const steg_individual *individual,
                        steg_error *err) {
  sqlite3_stmt *update = NULL;
  if (!steg_individual_is_clear(change->key))
    return 0;
  if (steg_connection_prepare(db, &update, err, "UPDATE identity.keys SET code = ?2 WHERE hash = ?1 AND code IS NULL") <
      0)
    return -1;
  sqlite3_bind_blob(update, 1, individual->pseudonym, sizeof individual->pseudonym, SQLITE_STATIC);
  sqlite3_bind_text(update, 2, change->key->text, -1, SQLITE_STATIC);
  int result = steg_connection_finish(db, update, err);
  sqlite3_finalize(update);
  return result;
}

/* Everything of the person in the initiative but the anonymous rows. */
static int take_out(steg_store *store, const char *initiative, int64_t person, steg_consent_result *result,
                    steg_error *err) {
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  steg_anonymity_participation *rows = NULL;
  size_t row_count = 0;
  steg_anonymity_count count = {0};
  int32_t number = steg_participation_initiative(store, initiative, err);
  if (number <= 0)
    return number; /* nothing of it is stored */
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return steg_error_memory(err);
  int status = steg_anonymity_of_person(store->db, person, number, arena, &rows, &row_count, err);
  if (status == 0 && row_count) {
    status = steg_ledger_tables(store->db, arena, &tables, &table_count, err);
    if (status == 0)
      status = steg_remains_leave(store->db, person, number, err);
    if (status == 0)
      status = steg_anonymity_make(store->db, tables, table_count, rows, row_count, &count, err);
    if (status == 0)
      status = steg_renewal_run(store->db, tables, table_count, STEG_RENEWAL_UNKNOWN, arena, err);
  }
  steg_arena_free(arena);
  if (status < 0)
    return -1;
  result->answers = count.answers;
  result->participations = count.participations;
  return 0;
}

static int write_audit(steg_store *store, const steg_consent_change *change, const steg_consent_result *result,
                       steg_error *err) {
  char detail[256];
  snprintf(detail, sizeof detail, "%s %s%s%s, %zu answers", act_names[change->act], change->initiative,
           change->party ? ", party " : "", change->party ? change->party : "", result->answers);
  return steg_audit_append(store, "consent", detail, err);
}

int steg_consent_run(steg_store *store, const steg_consent_change *change, steg_consent_result *ret_result,
                     steg_error *err) {
  steg_consent_result result = {0};
  steg_individual individual;
  int64_t person = 0;
  bool whole = change->act == STEG_CONSENT_WITHDRAW && !change->party;
  if (check_change(change, err) < 0)
    return -1;
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  if (steg_connection_begin(store, err) < 0)
    return -1;
  if (steg_individual_find(store, change->federation, change->key, &person, err) < 0 ||
      steg_individual_look_up(store, change->federation, change->key, &individual, err) < 0 ||
      record(store->db, change, person, err) < 0)
    goto fail;
  if (change->act == STEG_CONSENT_GIVE && restore_code(store->db, change, &individual, err) < 0)
    goto fail;
  if (whole && take_out(store, change->initiative, person, &result, err) < 0)
    goto fail;
  if (write_audit(store, change, &result, err) < 0 || steg_connection_commit(store, err) < 0)
    goto fail;
  if (whole && steg_erasure_scrub(store, err) < 0)
    return steg_error_prefix(err, "the answers are taken out, but the files could not be written anew");
  *ret_result = result;
  return 0;
fail:
  steg_connection_rollback(store->db);
  return -1;
}

/* ---- reading */

static steg_date date_of(sqlite3_stmt *statement, int column) {
  return sqlite3_column_type(statement, column) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(statement, column);
}

int steg_consent_list(steg_store *store, int64_t person, steg_arena *arena, steg_consent **ret_consents,
                      size_t *ret_count, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_consent *consents = NULL;
  size_t count = 0;
  size_t done = 0;
  int row;
  if (steg_connection_prepare(store->db, &select, err,
                              "SELECT initiative, party, given, ends, withdrawn FROM identity.consents"
                              " WHERE person = ? ORDER BY initiative, party") < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  while ((row = steg_connection_step(store->db, select, err)) == 1)
    count++;
  sqlite3_reset(select);
  if (row == 0 && !(consents = steg_arena_array(arena, count, sizeof *consents)))
    row = steg_error_memory(err);
  while (consents && done < count && (row = steg_connection_step(store->db, select, err)) == 1) {
    const char *initiative = (const char *)sqlite3_column_text(select, 0);
    const char *party = (const char *)sqlite3_column_text(select, 1);
    consents[done++] = (steg_consent){.initiative = steg_arena_text(arena, initiative ? initiative : ""),
                                      .party = party && *party ? steg_arena_text(arena, party) : NULL,
                                      .given = date_of(select, 2),
                                      .ends = date_of(select, 3),
                                      .withdrawn = date_of(select, 4)};
  }
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  if (steg_arena_failed(arena))
    return steg_error_memory(err);
  *ret_consents = consents;
  *ret_count = done;
  return 0;
}
