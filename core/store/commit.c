/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/commit.h"

#include "store/answers.h"
#include "store/audit.h"
#include "store/connection.h"
#include "store/normal.h"
#include "store/people.h"
#include "store/place.h"
#include "store/roster.h"
#include "store/standing_part.h"
#include "store/takeover.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Everything one commit works with. Released by release(), zeroed or half-built. */
typedef struct steg_commit {
  steg_store *store;
  sqlite3 *db;
  const steg_row_set *set;
  steg_commit_mode mode;
  steg_kind kind;
  steg_arena *arena;
  const steg_table *table;
  int table_exists;
  steg_initiative *initiatives;
  steg_people people;
  steg_places places;
  steg_takeover takeover;
  uint32_t *place_of_row; /* by row of the set: place, or NONE */
  uint8_t *place_actions; /* by place */
  steg_order *order;      /* rows that have answers */
  size_t order_count;
  steg_answers answers;
  uint8_t *answer_actions; /* by position in answers.rows */
  int64_t batch;
  steg_digest digest;
  steg_feed_progress progress;
  size_t opened;
  size_t anonymous;
} steg_commit;

static void release(steg_commit *commit) {
  steg_people_release(&commit->people);
  steg_place_release(&commit->places);
  steg_takeover_release(&commit->takeover);
  free(commit->place_of_row);
  free(commit->place_actions);
  free(commit->order);
  free(commit->answer_actions);
  steg_arena_free(commit->arena);
}

/* ---- where each row belongs */

static unsigned role_number(const steg_commit *commit, const steg_row *row) {
  return row->role < 0 ? 0 : (unsigned)commit->answers.role_numbers[row->role];
}

/* Forms of nobody, and numbers about nobody: their rows are of the initiative alone. */
static bool is_impersonal(steg_kind kind) {
  return kind == STEG_KIND_ANONYMOUS || kind == STEG_KIND_AGGREGATE;
}

/* A row that names nobody, or somebody who was erased or has withdrawn: not stored as an answer. An event that names nobody is the
 * initiative's own. */
static bool is_left_out(const steg_commit *commit, size_t row) {
  if (commit->people.of_row[row] != STEG_PEOPLE_NOBODY || is_impersonal(commit->kind))
    return false;
  return commit->kind != STEG_KIND_EVENT || commit->set->rows[row].person != STEG_ROW_NOBODY;
}

/* Lower half of the key: the person; of an aggregate the first day, in an order that holds for days before 1970. */
static uint32_t lower_key(const steg_commit *commit, size_t row) {
  if (commit->kind == STEG_KIND_ANONYMOUS)
    return 0;
  if (commit->kind == STEG_KIND_AGGREGATE)
    return (uint32_t)commit->set->rows[row].first ^ UINT32_C(0x80000000);
  return commit->people.of_row[row];
}

/* Rows that are stored as answers, keyed by initiative and person. */
static int order_by_person(steg_commit *commit, steg_error *err) {
  const steg_row_set *set = commit->set;
  commit->order = malloc(sizeof *commit->order * (set->row_count ? set->row_count : 1));
  if (!commit->order)
    return steg_error_memory(err);
  for (size_t i = 0; i < set->row_count; i++) {
    if (is_left_out(commit, i))
      continue;
    const steg_row *row = &set->rows[i];
    uint64_t initiative = (uint64_t)commit->initiatives[row->initiative].number << 32;
    commit->order[commit->order_count++] = (steg_order){
        .high = initiative | lower_key(commit, i),
        .low = commit->kind == STEG_KIND_REGISTER ? 0 : steg_order_low(row->date, role_number(commit, row)),
        .row = (uint32_t)i};
  }
  return steg_order_sort(commit->order, commit->order_count, err);
}

/* From person to participation in the sort key; what a register's derived responses do is the takeover's. */
static int place_rows(steg_commit *commit, steg_error *err) {
  const steg_row_set *set = commit->set;
  if (is_impersonal(commit->kind))
    return 0;
  if (steg_place_load(commit->db, set, commit->initiatives, &commit->people, &commit->places, err) < 0)
    return -1;
  if (commit->kind != STEG_KIND_REGISTER) {
    for (size_t i = 0; i < set->row_count; i++)
      commit->anonymous += is_left_out(commit, i);
    if (steg_place_responses(set, commit->initiatives, &commit->people, commit->order, commit->order_count,
                             commit->arena, &commit->places, commit->place_of_row, &commit->opened, err) < 0)
      return -1;
  } else {
    if (steg_takeover_start(commit->db, commit->arena, &commit->takeover, err) < 0 ||
        steg_takeover_place(&commit->takeover, set, commit->initiatives, &commit->people, commit->order,
                            commit->order_count, &commit->places, commit->place_of_row, err) < 0 ||
        steg_place_anonymous(commit->db, set, commit->initiatives, &commit->people, commit->arena, &commit->places,
                             commit->place_of_row, &commit->anonymous, err) < 0)
      return -1;
    commit->opened = commit->takeover.opened;
  }
  for (size_t i = 0; i < commit->order_count; i++) {
    steg_order *order = &commit->order[i];
    uint32_t place = commit->place_of_row[order->row];
    uint32_t id = place == STEG_PLACE_NONE ? 0 : (uint32_t)commit->places.rows[place].id;
    order->high = (order->high & ~(uint64_t)UINT32_MAX) | id;
  }
  return 0;
}

static int check_dates(const steg_row_set *set, steg_error *err) {
  for (size_t i = 0; i < set->row_count; i++)
    if (set->rows[i].date == STEG_DATE_NONE)
      return steg_error_set(err, STEG_ERROR_FINDINGS, "row %u has no date", set->rows[i].line);
  return 0;
}

static int plan(steg_commit *commit, steg_error *err) {
  const steg_row_set *set = commit->set;
  commit->table_exists = steg_table_exists(commit->db, commit->table->name, err);
  if (commit->table_exists < 0 ||
      steg_initiative_resolve(commit->db, set, commit->arena, &commit->initiatives, err) < 0)
    return -1;
  if (!is_impersonal(commit->kind) &&
      (steg_people_resolve(commit->db, commit->store->key, set, &commit->people, err) < 0 ||
       steg_standing_leave_out(commit->db, set, &commit->people, err) < 0))
    return -1;
  if (steg_answers_start(commit->db, set, commit->table, commit->table_exists, commit->arena, &commit->answers, err) <
          0 ||
      order_by_person(commit, err) < 0 || place_rows(commit, err) < 0)
    return -1;
  commit->answers.rows = commit->order;
  commit->answers.row_count = commit->order_count;
  return is_impersonal(commit->kind)
             ? steg_answers_sort_anonymous(&commit->answers, commit->arena, err)
             : steg_answers_sort(&commit->answers,
                                 commit->kind == STEG_KIND_REGISTER ? steg_normal_same_attributes : NULL, err);
}

/* ---- what is written */

static int write_places(steg_commit *commit, steg_error *err) {
  commit->place_actions = calloc(commit->places.count + 1, 1);
  if (!commit->place_actions)
    return steg_error_memory(err);
  steg_merge_mode mode = commit->mode == STEG_COMMIT_STORE ? STEG_MERGE_APPLY : STEG_MERGE_COMPARE;
  return steg_roster_write(commit->db, &commit->places, commit->kind, mode, commit->batch, commit->place_actions,
                           &commit->digest, &commit->progress, err);
}

static int write_answers(steg_commit *commit, steg_error *err) {
  steg_feed feed = steg_answers_feed(&commit->answers, commit->batch);
  bool *missing = steg_arena_array(commit->arena, (size_t)commit->answers.column_count, sizeof *missing);
  commit->answer_actions = calloc(feed.row_count + 1, 1);
  if (!missing || !commit->answer_actions)
    return steg_error_memory(err);
  if (commit->mode == STEG_COMMIT_STORE)
    return steg_merge_run(commit->db, &feed, NULL, STEG_MERGE_APPLY, commit->answer_actions, &commit->digest,
                          &commit->progress, err) < 0
               ? -1
               : steg_feed_insert(commit->db, &feed, commit->answer_actions, STEG_MERGE_INSERT, &commit->digest,
                                  &commit->progress, err);
  if (!commit->table_exists) {
    memset(commit->answer_actions, STEG_MERGE_INSERT, feed.row_count);
    return 0;
  }
  if (steg_table_missing(commit->db, commit->set->entry, commit->table, missing, err) < 0)
    return -1;
  return steg_merge_run(commit->db, &feed, missing, STEG_MERGE_COMPARE, commit->answer_actions, &commit->digest,
                        &commit->progress, err);
}

/* ---- what became of the rows */

static int compare_lines(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static bool place_changed(const steg_commit *commit, uint32_t row) {
  uint32_t place = commit->place_of_row[row];
  return commit->set->rows[row].attributes >= 0 && place != STEG_PLACE_NONE &&
         commit->place_actions[place] == STEG_MERGE_UPDATE;
}

static int count_rows(const steg_commit *commit, steg_arena *arena, steg_commit_result *result, steg_error *err) {
  const steg_row_set *set = commit->set;
  size_t stored = 0;
  result->updated_lines = steg_arena_array(arena, commit->answers.row_count, sizeof *result->updated_lines);
  if (!result->updated_lines)
    return steg_error_memory(err);
  for (size_t i = 0; i < commit->answers.row_count; i++) {
    uint32_t row = commit->answers.rows[i].row;
    if (commit->answer_actions[i] == STEG_MERGE_INSERT)
      result->inserted++;
    else if (commit->answer_actions[i] == STEG_MERGE_UPDATE || place_changed(commit, row))
      result->updated_lines[result->updated++] = set->rows[row].line;
  }
  qsort(result->updated_lines, result->updated, sizeof *result->updated_lines, compare_lines);
  stored = set->row_count;
  if (commit->kind == STEG_KIND_REPEATED || commit->kind == STEG_KIND_EVENT)
    stored -= commit->anonymous; /* answers of nobody: see README */
  for (size_t i = 0; i < set->row_count && commit->kind == STEG_KIND_REGISTER; i++)
    result->inserted += commit->people.of_row[i] == STEG_PEOPLE_NOBODY && commit->place_of_row[i] != STEG_PLACE_NONE;
  result->unchanged = stored - result->inserted - result->updated;
  result->anonymous = commit->anonymous;
  result->derived = commit->opened;
  return 0;
}

/* Whether anything is to be written: an update of a participation alone counts too. */
static bool is_change(const steg_commit *commit, const steg_commit_result *result) {
  bool change = result->inserted || result->updated || commit->takeover.move_count;
  for (uint32_t i = 0; i < commit->places.count && !change; i++)
    change = commit->place_actions[i] == STEG_MERGE_INSERT || commit->place_actions[i] == STEG_MERGE_UPDATE;
  return change;
}

/* ---- the batch */

/* 1 when a batch that stands has the same rows, so that there is nothing to do. Not when it left some to an earlier batch which
 * was undone since. */
static int is_known(sqlite3 *db, const steg_row_set *set, const char *rows_hash, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(
          db, &find, err,
          "SELECT 1 FROM main.batches b WHERE instrument = ? AND fingerprint = ? AND rows_hash = ? AND undone = 0"
          " AND NOT (unchanged > 0 AND EXISTS(SELECT 1 FROM main.batches u WHERE u.undone = 1 AND u.id < b.id))") < 0)
    return -1;
  sqlite3_bind_text(find, 1, set->entry->instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_text(find, 2, set->entry->fingerprint, -1, SQLITE_STATIC);
  sqlite3_bind_text(find, 3, rows_hash, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  sqlite3_finalize(find);
  return row;
}

/* The batch's row comes first, since all others refer to it; its counts come last. */
static int open_batch(steg_commit *commit, const steg_commit_source *source, const char *rows_hash, steg_error *err) {
  sqlite3_stmt *insert = NULL;
  char file_hash[STEG_HASH_TEXT];
  steg_key_file_hash(commit->store->key, source->file_hash, file_hash);
  if (steg_connection_integer(commit->db, "SELECT max(id) + 1 FROM main.batches", 1, &commit->batch, err) < 0 ||
      steg_connection_prepare(
          commit->db, &insert, err,
          "INSERT INTO main.batches(id, instrument, version, fingerprint, file_name, file_hash, rows_hash,"
          " imported_at, last_date, inserted, updated, unchanged, anonymous, derived, stored_rows,"
          " stored_hash, undone) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, '', 0)") < 0)
    return -1;
  sqlite3_bind_int64(insert, 1, commit->batch);
  sqlite3_bind_text(insert, 2, commit->set->entry->instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 3, commit->set->entry->instrument->version, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 4, commit->set->entry->fingerprint, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 5, source->file_name ? source->file_name : "", -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 6, file_hash, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 7, rows_hash, -1, SQLITE_STATIC);
  sqlite3_bind_int64(insert, 8, (int64_t)time(NULL));
  if (source->last_date == STEG_DATE_NONE)
    sqlite3_bind_null(insert, 9);
  else
    sqlite3_bind_int(insert, 9, source->last_date);
  int result = steg_connection_finish(commit->db, insert, err);
  sqlite3_finalize(insert);
  return result;
}

static int close_batch(steg_commit *commit, const steg_commit_result *result, steg_error *err) {
  sqlite3_stmt *update = NULL;
  char hash[STEG_HASH_TEXT];
  char detail[128];
  steg_digest_text(&commit->digest, hash);
  if (steg_connection_prepare(
          commit->db, &update, err,
          "UPDATE main.batches SET inserted = ?, updated = ?, unchanged = ?, anonymous = ?, derived = ?,"
          " stored_rows = ?, stored_hash = ? WHERE id = ?") < 0)
    return -1;
  sqlite3_bind_int64(update, 1, (int64_t)result->inserted);
  sqlite3_bind_int64(update, 2, (int64_t)result->updated);
  sqlite3_bind_int64(update, 3, (int64_t)result->unchanged);
  sqlite3_bind_int64(update, 4, (int64_t)result->anonymous);
  sqlite3_bind_int64(update, 5, (int64_t)result->derived);
  sqlite3_bind_int64(update, 6, commit->digest.rows);
  sqlite3_bind_text(update, 7, hash, -1, SQLITE_STATIC);
  sqlite3_bind_int64(update, 8, commit->batch);
  int written = steg_connection_finish(commit->db, update, err);
  sqlite3_finalize(update);
  if (written < 0)
    return -1;
  snprintf(detail, sizeof detail, "batch %lld, %s", (long long)commit->batch, commit->set->entry->instrument->id);
  return steg_audit_append(commit->store, "import", detail, err);
}

/* Everything between BEGIN and COMMIT. Returns 1 when there is something to commit, 0 when not. */
static int run(steg_commit *commit, const steg_commit_source *source, steg_arena *arena, steg_commit_result *result,
               steg_error *err) {
  char rows_hash[STEG_HASH_TEXT];
  bool store = commit->mode == STEG_COMMIT_STORE;
  if (steg_normal_hash(commit->set, &commit->people, rows_hash, err) < 0)
    return -1;
  int known = is_known(commit->db, commit->set, rows_hash, err);
  if (known < 0)
    return -1;
  if (known) {
    result->unchanged = commit->set->row_count;
    return 0;
  }
  if (plan(commit, err) < 0)
    return -1;
  commit->progress.total = 2 * (commit->places.count + commit->answers.row_count);
  if (store &&
      (open_batch(commit, source, rows_hash, err) < 0 ||
       steg_initiative_store(commit->db, commit->set, commit->initiatives, err) < 0 ||
       (!is_impersonal(commit->kind) && steg_people_store(commit->db, commit->set, &commit->people, err) < 0)))
    return -1;
  if (write_places(commit, err) < 0)
    return -1;
  if (store && commit->kind == STEG_KIND_REGISTER &&
      steg_takeover_write(&commit->takeover, &commit->places, commit->batch, &commit->digest, err) < 0)
    return -1;
  if (write_answers(commit, err) < 0 || count_rows(commit, arena, result, err) < 0)
    return -1;
  if (!store || !is_change(commit, result))
    return 0;
  result->batch = commit->batch;
  if (close_batch(commit, result, err) < 0)
    return -1;
  if (commit->progress.function &&
      commit->progress.function(commit->progress.context, commit->set->row_count, commit->set->row_count) != 0)
    return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was stored");
  return 1;
}

int steg_commit_run(steg_store *store, const steg_row_set *set, const steg_commit_source *source, steg_commit_mode mode,
                    steg_commit_progress_fn progress, void *context, steg_arena *arena, steg_commit_result *ret_result,
                    steg_error *err) {
  steg_commit_result result = {0};
  steg_commit commit = {.store = store,
                        .db = store->db,
                        .set = set,
                        .mode = mode,
                        .kind = set->entry->instrument->kind,
                        .progress = {.function = progress, .context = context, .rows = set->row_count}};
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  if (mode == STEG_COMMIT_STORE ? steg_store_prepare(store, set->entry, err) < 0
                                : steg_table_recorded(store->db, set->entry, err) < 0)
    return -1;
  commit.arena = steg_arena_new(0);
  commit.table = commit.arena ? steg_table_describe(set->entry, commit.arena) : NULL;
  commit.place_of_row = malloc(sizeof *commit.place_of_row * (set->row_count ? set->row_count : 1));
  if (!commit.table || !commit.place_of_row) {
    steg_error_memory(err);
    goto fail;
  }
  memset(commit.place_of_row, 0xff, sizeof *commit.place_of_row * set->row_count);
  if ((commit.kind != STEG_KIND_REGISTER && check_dates(set, err) < 0) ||
      steg_people_collect(set, store->key, &commit.people, err) < 0)
    goto fail;
  if ((mode == STEG_COMMIT_STORE ? steg_connection_begin(store, err) : steg_connection_run(store->db, "BEGIN", err)) <
      0)
    goto fail;
  int change = run(&commit, source, arena, &result, err);
  /* Statements that are still open would keep the transaction from ending. */
  steg_takeover_release(&commit.takeover);
  if (change < 0 || (change == 1 && steg_connection_commit(store, err) < 0))
    goto fail;
  steg_connection_rollback(store->db);
  release(&commit);
  *ret_result = result;
  return 0;
fail:
  steg_takeover_release(&commit.takeover);
  steg_connection_rollback(store->db);
  release(&commit);
  return -1;
}
