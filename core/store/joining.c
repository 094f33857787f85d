/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/joining.h"

#include "store/anonymity.h"
#include "store/audit.h"
#include "store/erasure.h"
#include "store/individual_part.h"
#include "store/people.h"
#include "store/remains.h"
#include "store/renewal.h"
#include "store/reunion.h"
#include <stdio.h>
#include <string.h>

typedef struct steg_joining_work {
  steg_store *store;
  sqlite3 *db;
  const char *federation;
  steg_date day;
  steg_arena *arena;
  steg_ledger_table *tables;
  size_t table_count;
  bool took_out; /* answers went, since a withdrawal holds for both */
  steg_joining *result;
} steg_joining_work;

/* ---- keys */

static int add_key(const steg_joining_work *work, const steg_person_key *key, const steg_individual *individual,
                   int64_t person, steg_error *err) {
  sqlite3_stmt *insert = NULL;
  if (steg_connection_prepare(work->db, &insert, err, "INSERT INTO identity.keys(hash, person, code) VALUES(?, ?, ?)") <
      0)
    return -1;
  sqlite3_bind_blob(insert, 1, individual->pseudonym, sizeof individual->pseudonym, SQLITE_STATIC);
  sqlite3_bind_int64(insert, 2, person);
  if (steg_individual_is_clear(key))
    sqlite3_bind_text(insert, 3, key->text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null(insert, 3);
  int result = steg_connection_finish(work->db, insert, err);
  sqlite3_finalize(insert);
  return result;
}

/* All keys of the person are linked ones: an import has to look for them (people.h), and undo and purge let them be. */
static int mark_links(const steg_joining_work *work, int64_t person, steg_error *err) {
  return steg_connection_run_format(work->db, err,
                                    "INSERT OR IGNORE INTO identity.links(hash, at) SELECT hash, %d FROM identity.keys"
                                    " WHERE person = %lld",
                                    work->day, (long long)person);
}

/* ---- two become one */

static const char merge_people[] = "UPDATE main.participations SET person = %lld WHERE person = %lld;"
                                   "UPDATE main.participations_replaced SET person = %lld WHERE person = %lld;"
                                   "UPDATE identity.keys SET person = %lld WHERE person = %lld;";
/* The earlier end, and a withdrawal of either. */
static const char merge_consents[] =
    "INSERT INTO identity.consents(person, initiative, party, given, ends, withdrawn)"
    " SELECT %lld, initiative, party, given, ends, withdrawn FROM identity.consents WHERE person = %lld"
    " ON CONFLICT(person, initiative, party) DO UPDATE SET"
    " given = coalesce(min(given, excluded.given), given, excluded.given),"
    " ends = coalesce(min(ends, excluded.ends), ends, excluded.ends),"
    " withdrawn = coalesce(max(withdrawn, excluded.withdrawn), withdrawn, excluded.withdrawn);"
    "DELETE FROM identity.consents WHERE person = %lld";

/* Initiatives where both take part, as the store's numbers. */
static int find_common(const steg_joining_work *work, int64_t a, int64_t b, int32_t **ret_numbers, size_t *ret_count,
                       steg_error *err) {
  sqlite3_stmt *select = NULL;
  int64_t total = 0;
  size_t count = 0;
  if (steg_connection_integer(work->db, "SELECT count(*) FROM main.initiatives", 0, &total, err) < 0 ||
      steg_connection_prepare(work->db, &select, err,
                              "SELECT number FROM main.initiatives WHERE EXISTS(SELECT 1 FROM main.participations"
                              " WHERE initiative = number AND person = ?1) AND EXISTS(SELECT 1 FROM main.participations"
                              " WHERE initiative = number AND person = ?2) ORDER BY 1") < 0)
    return -1;
  int32_t *numbers = steg_arena_array(work->arena, (size_t)total, sizeof *numbers);
  int row = numbers ? 1 : steg_error_memory(err);
  sqlite3_bind_int64(select, 1, a);
  sqlite3_bind_int64(select, 2, b);
  while (row == 1 && (row = steg_connection_step(work->db, select, err)) == 1)
    numbers[count++] = sqlite3_column_int(select, 0);
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_numbers = numbers;
  *ret_count = count;
  return 0;
}

/* Who withdrew under one key did so under the other. */
static int hold_withdrawals(steg_joining_work *work, int64_t person, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_anonymity_count count = {0};
  if (steg_connection_prepare(work->db, &select, err,
                              "SELECT i.number FROM identity.consents c JOIN main.initiatives i ON i.id = c.initiative"
                              " WHERE c.person = ? AND c.party = '' AND c.withdrawn IS NOT NULL ORDER BY 1") < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  int row;
  while ((row = steg_connection_step(work->db, select, err)) == 1) {
    steg_anonymity_participation *rows = NULL;
    size_t row_count = 0;
    row =
        steg_anonymity_of_person(work->db, person, sqlite3_column_int(select, 0), work->arena, &rows, &row_count, err);
    if (row == 0)
      row = steg_remains_leave(work->db, person, sqlite3_column_int(select, 0), err);
    if (row == 0)
      row = steg_anonymity_make(work->db, work->tables, work->table_count, rows, row_count, &count, err);
    if (row < 0)
      break;
    work->took_out |= row_count > 0;
  }
  sqlite3_finalize(select);
  return row;
}

static int add_problem(steg_joining_work *work, steg_joining_fault fault, uint32_t line, const char *where,
                       steg_error *err) {
  steg_joining *result = work->result;
  if ((result->problem_count & (result->problem_count - 1)) == 0) {
    steg_joining_problem *larger =
        steg_arena_array(work->arena, result->problem_count ? result->problem_count * 2 : 1, sizeof *larger);
    if (!larger)
      return steg_error_memory(err);
    if (result->problem_count)
      memcpy(larger, result->problems, result->problem_count * sizeof *larger);
    result->problems = larger;
  }
  result->problems[result->problem_count++] = (steg_joining_problem){.fault = fault, .line = line, .where = where};
  return 0;
}

/* `gone` becomes `kept`; or a problem is noted and nothing done. */
static int join_people(steg_joining_work *work, int64_t kept, int64_t gone, uint32_t line, steg_error *err) {
  const char *where = NULL;
  int32_t *numbers = NULL;
  size_t number_count = 0;
  const long long k = (long long)kept;
  const long long g = (long long)gone;
  if (steg_reunion_same_starts(work->db, kept, gone, work->arena, &where, err) < 0)
    return -1;
  if (*where)
    return add_problem(work, STEG_JOINING_STARTS, line, where, err);
  if (steg_reunion_other_answers(work->db, work->tables, work->table_count, kept, gone, work->arena, &where, err) < 0)
    return -1;
  if (*where)
    return add_problem(work, STEG_JOINING_ANSWERS, line, where, err);
  if (find_common(work, kept, gone, &numbers, &number_count, err) < 0 ||
      steg_connection_run_format(work->db, err, merge_people, k, g, k, g, k, g) < 0 ||
      steg_connection_run_format(work->db, err, merge_consents, k, g, g) < 0 ||
      steg_remains_join(work->db, kept, gone, err) < 0)
    return -1;
  for (size_t i = 0; i < number_count; i++)
    if (steg_reunion_place(work->db, work->tables, work->table_count, kept, numbers[i], &work->result->moved, err) < 0)
      return -1;
  if (hold_withdrawals(work, kept, err) < 0)
    return -1;
  work->result->merged++;
  return mark_links(work, kept, err);
}

/* ---- a pair */

static int join_pair(steg_joining_work *work, const steg_joining_pair *pair, steg_error *err) {
  steg_individual found[2];
  for (int i = 0; i < 2; i++)
    if (steg_individual_look_up(work->store, work->federation, &pair->keys[i], &found[i], err) < 0)
      return -1;
  if ((found[0].erased && !found[0].person) || (found[1].erased && !found[1].person))
    return add_problem(work, STEG_JOINING_ERASED, pair->line, "", err);
  if (found[0].person && found[1].person) {
    if (found[0].person != found[1].person)
      return join_people(work, found[0].person, found[1].person, pair->line, err);
    work->result->known++;
    return mark_links(work, found[0].person, err);
  }
  int64_t person = found[0].person ? found[0].person : found[1].person;
  if (!person)
    person = steg_people_make_id();
  for (int i = 0; i < 2; i++)
    if (!found[i].person && add_key(work, &pair->keys[i], &found[i], person, err) < 0)
      return -1;
  work->result->linked++;
  return mark_links(work, person, err);
}

static steg_joining_work work_of(steg_store *store, const char *federation, steg_date day, steg_arena *arena,
                                 steg_joining *result) {
  return (steg_joining_work){
      .store = store, .db = store->db, .federation = federation, .day = day, .arena = arena, .result = result};
}

/* The end of it: sums, audit, COMMIT; and where answers went, files without them. */
static int finish(steg_joining_work *work, const char *what, steg_error *err) {
  char detail[128];
  snprintf(detail, sizeof detail, "%s: %zu linked, %zu merged, %zu known, %zu responses moved", what,
           work->result->linked, work->result->merged, work->result->known, work->result->moved);
  if (work->result->merged &&
      steg_renewal_run(work->db, work->tables, work->table_count,
                       work->took_out ? STEG_RENEWAL_UNKNOWN : STEG_RENEWAL_KNOWN, work->arena, err) < 0)
    return -1;
  if (steg_audit_append(work->store, "people", detail, err) < 0 || steg_connection_commit(work->store, err) < 0)
    return -1;
  if (work->took_out && steg_erasure_scrub(work->store, err) < 0)
    return steg_error_prefix(err, "the answers are taken out, but the files could not be written anew");
  return 0;
}

int steg_joining_link(steg_store *store, const char *federation, const steg_joining_pair *pairs, size_t pair_count,
                      steg_date day, steg_arena *arena, steg_joining *ret_joining, steg_error *err) {
  steg_joining result = {0};
  steg_joining_work work = work_of(store, federation, day, arena, &result);
  if (steg_connection_begin(store, err) < 0)
    return -1;
  if (steg_ledger_tables(store->db, arena, &work.tables, &work.table_count, err) < 0)
    goto fail;
  for (size_t i = 0; i < pair_count; i++)
    if (join_pair(&work, &pairs[i], err) < 0)
      goto fail;
  if (result.problem_count)
    steg_connection_rollback(store->db);
  else if (finish(&work, "link", err) < 0)
    goto fail;
  *ret_joining = result;
  return 0;
fail:
  steg_connection_rollback(store->db);
  return -1;
}

static int refuse(const steg_joining_problem *problem, steg_error *err) {
  if (problem->fault == STEG_JOINING_STARTS)
    return steg_error_set(err, STEG_ERROR_FINDINGS,
                          "the two can't be one person: both have a registered participation with the same start (%s); "
                          "take one of them back first",
                          problem->where);
  return steg_error_set(
      err, STEG_ERROR_FINDINGS,
      "the two can't be one person: they have different answers to the same form on the same day (%s); "
      "take one of them back first",
      problem->where);
}

int steg_joining_merge(steg_store *store, const char *federation, const steg_joining_pair *pair, steg_date day,
                       steg_arena *arena, steg_joining *ret_joining, steg_error *err) {
  steg_joining result = {0};
  steg_joining_work work = work_of(store, federation, day, arena, &result);
  int64_t people[2] = {0};
  if (steg_connection_begin(store, err) < 0)
    return -1;
  if (steg_individual_find(store, federation, &pair->keys[0], &people[0], err) < 0 ||
      steg_individual_find(store, federation, &pair->keys[1], &people[1], err) < 0 ||
      steg_ledger_tables(store->db, arena, &work.tables, &work.table_count, err) < 0)
    goto fail;
  if (people[0] == people[1]) {
    steg_connection_rollback(store->db);
    result.known = 1;
    *ret_joining = result;
    return 0;
  }
  if (join_people(&work, people[0], people[1], pair->line, err) < 0)
    goto fail;
  if (result.problem_count) {
    refuse(&result.problems[0], err);
    goto fail;
  }
  if (finish(&work, "merge", err) < 0)
    goto fail;
  *ret_joining = result;
  return 0;
fail:
  steg_connection_rollback(store->db);
  return -1;
}
