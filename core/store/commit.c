/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/commit.h"

#include "store/audit.h"
#include "store/connection.h"
#include "store/normal.h"
#include "store/plan.h"
#include "store/remains.h"
#include "store/replace.h"
#include "store/roster.h"
#include <math.h>
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
  steg_plan plan;
  uint8_t *place_actions;  /* by place */
  uint8_t *answer_actions; /* by position in answers.rows */
  int64_t batch;
  steg_digest digest;
  steg_feed_progress progress;
  uint32_t *row_of_place; /* a row of the set that says something of it, or NONE */
  steg_commit_change *changes;
  size_t change_count, change_capacity;
  bool memory_is_out; /* while a change was noted */
} steg_commit;

static void release(steg_commit *commit) {
  free(commit->place_actions);
  free(commit->answer_actions);
  free(commit->row_of_place);
  free(commit->changes);
  steg_plan_release(&commit->plan);
}

/* ---- what changes */

static double number_of(const steg_cell *cell) {
  if (cell->kind == STEG_CELL_INTEGER)
    return (double)cell->value.integer;
  return cell->kind == STEG_CELL_REAL ? cell->value.real : NAN;
}

static void note_change(steg_commit *commit, const steg_commit_change *change) {
  if (commit->change_count == commit->change_capacity) {
    size_t capacity = commit->change_capacity ? commit->change_capacity * 2 : 64;
    steg_commit_change *changes = realloc(commit->changes, capacity * sizeof *changes);
    if (!changes) {
      commit->memory_is_out = true;
      return;
    }
    commit->changes = changes;
    commit->change_capacity = capacity;
  }
  commit->changes[commit->change_count++] = *change;
}

static void answer_changed(void *watcher, size_t at, int column, const steg_cell *before, const steg_cell *after) {
  steg_commit *commit = watcher;
  const steg_table *table = commit->plan.table;
  int32_t slot = column >= table->first_slot && column < table->column_count ? column - table->first_slot : -1;
  note_change(commit, &(steg_commit_change){.row = commit->plan.answers.rows[at].row,
                                            .slot = slot,
                                            .before = number_of(before),
                                            .after = number_of(after)});
}

static void place_attribute_changed(void *context, uint32_t place, steg_attribute attribute, const steg_cell *before,
                                    const steg_cell *after) {
  steg_commit *commit = context;
  if (commit->row_of_place[place] != STEG_PLACE_NONE) /* else a derived one, that follows its responses */
    note_change(commit, &(steg_commit_change){.row = commit->row_of_place[place],
                                              .slot = -1,
                                              .attribute = attribute,
                                              .before = number_of(before),
                                              .after = number_of(after)});
}

static int compare_changes(const void *a, const void *b) {
  const steg_commit_change *x = a;
  const steg_commit_change *y = b;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  if (x->attribute != y->attribute)
    return x->attribute < y->attribute ? -1 : 1;
  return (x->slot > y->slot) - (x->slot < y->slot);
}

static int give_changes(steg_commit *commit, steg_arena *arena, steg_commit_result *result, steg_error *err) {
  result->changes = steg_arena_array(arena, commit->change_count, sizeof *result->changes);
  if (!result->changes || commit->memory_is_out)
    return steg_error_memory(err);
  if (!commit->change_count)
    return 0;
  memcpy(result->changes, commit->changes, commit->change_count * sizeof *result->changes);
  qsort(result->changes, commit->change_count, sizeof *result->changes, compare_changes);
  result->change_count = commit->change_count;
  return 0;
}

/* ---- what is written */

static int write_places(steg_commit *commit, steg_error *err) {
  commit->place_actions = calloc(commit->plan.places.count + 1, 1);
  commit->row_of_place = malloc((commit->plan.places.count + (size_t)1) * sizeof *commit->row_of_place);
  if (!commit->place_actions || !commit->row_of_place)
    return steg_error_memory(err);
  memset(commit->row_of_place, 0xff, (commit->plan.places.count + (size_t)1) * sizeof *commit->row_of_place);
  for (size_t i = 0; i < commit->set->row_count; i++)
    if (commit->plan.place_of_row[i] != STEG_PLACE_NONE && commit->set->rows[i].attributes >= 0)
      commit->row_of_place[commit->plan.place_of_row[i]] = (uint32_t)i;
  steg_merge_mode mode = commit->mode == STEG_COMMIT_STORE ? STEG_MERGE_APPLY : STEG_MERGE_COMPARE;
  return steg_roster_write(commit->db, &commit->plan.places, commit->plan.kind, mode, commit->batch,
                           commit->place_actions, place_attribute_changed, commit, &commit->digest, &commit->progress,
                           err);
}

static int write_answers(steg_commit *commit, steg_error *err) {
  steg_feed feed = steg_answers_feed(&commit->plan.answers, commit->batch);
  feed.changed = answer_changed;
  feed.watcher = commit;
  bool *missing = steg_arena_array(commit->plan.arena, (size_t)commit->plan.answers.column_count, sizeof *missing);
  commit->answer_actions = calloc(feed.row_count + 1, 1);
  if (!missing || !commit->answer_actions)
    return steg_error_memory(err);
  if (commit->mode == STEG_COMMIT_STORE)
    return steg_merge_run(commit->db, &feed, NULL, STEG_MERGE_APPLY, commit->answer_actions, &commit->digest,
                          &commit->progress, err) < 0
               ? -1
               : steg_feed_insert(commit->db, &feed, commit->answer_actions, STEG_MERGE_INSERT, &commit->digest,
                                  &commit->progress, err);
  if (!commit->plan.table_exists) {
    memset(commit->answer_actions, STEG_MERGE_INSERT, feed.row_count);
    return 0;
  }
  if (steg_table_missing(commit->db, commit->set->entry, commit->plan.table, missing, err) < 0)
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
  uint32_t place = commit->plan.place_of_row[row];
  return commit->set->rows[row].attributes >= 0 && place != STEG_PLACE_NONE &&
         commit->place_actions[place] == STEG_MERGE_UPDATE;
}

static int count_rows(const steg_commit *commit, steg_arena *arena, steg_commit_result *result, steg_error *err) {
  const steg_row_set *set = commit->set;
  size_t stored = 0;
  result->updated_lines = steg_arena_array(arena, commit->plan.answers.row_count, sizeof *result->updated_lines);
  if (!result->updated_lines)
    return steg_error_memory(err);
  for (size_t i = 0; i < commit->plan.answers.row_count; i++) {
    uint32_t row = commit->plan.answers.rows[i].row;
    if (commit->answer_actions[i] == STEG_MERGE_INSERT)
      result->inserted++;
    else if (commit->answer_actions[i] == STEG_MERGE_UPDATE || place_changed(commit, row))
      result->updated_lines[result->updated++] = set->rows[row].line;
  }
  qsort(result->updated_lines, result->updated, sizeof *result->updated_lines, compare_lines);
  stored = set->row_count;
  if (commit->plan.kind == STEG_KIND_REPEATED || commit->plan.kind == STEG_KIND_EVENT)
    stored -= commit->plan.anonymous; /* answers of nobody: see README */
  for (size_t i = 0; i < set->row_count && commit->plan.kind == STEG_KIND_REGISTER; i++)
    result->inserted +=
        commit->plan.people.of_row[i] == STEG_PEOPLE_NOBODY && commit->plan.place_of_row[i] != STEG_PLACE_NONE;
  result->unchanged = stored - result->inserted - result->updated;
  result->anonymous = commit->plan.anonymous;
  result->derived = commit->plan.opened;
  return 0;
}

/* Whether anything is to be written: an update of a participation alone counts too. */
static bool is_change(const steg_commit *commit, const steg_commit_result *result) {
  bool change = result->inserted || result->updated || result->removed || commit->plan.takeover.move_count;
  for (uint32_t i = 0; i < commit->plan.places.count && !change; i++)
    change = commit->place_actions[i] == STEG_MERGE_INSERT || commit->place_actions[i] == STEG_MERGE_UPDATE;
  return change;
}

/* ---- the batch */

/* 1 when a batch that stands has the same rows, so that there is nothing to do. Not when it left some to an earlier batch which
 * was undone since, nor when a later file took rows away. */
static int is_known(sqlite3 *db, const steg_row_set *set, const char *rows_hash, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(
          db, &find, err,
          "SELECT 1 FROM main.batches b WHERE instrument = ? AND fingerprint = ? AND rows_hash = ? AND undone = 0"
          " AND NOT (unchanged > 0 AND EXISTS(SELECT 1 FROM main.batches u WHERE u.undone = 1 AND u.id < b.id))"
          " AND NOT EXISTS(SELECT 1 FROM main.batches r WHERE r.instrument = b.instrument AND r.undone = 0"
          " AND r.removed > 0 AND r.id > b.id)") < 0)
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
          " stored_hash, undone, kind, removed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, '', 0, ?, 0)") < 0)
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
  sqlite3_bind_int(insert, 10, source->kind ? (int)source->kind : STEG_BATCH_IMPORT);
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
          " stored_rows = ?, stored_hash = ?, removed = ? WHERE id = ?") < 0)
    return -1;
  sqlite3_bind_int64(update, 1, (int64_t)result->inserted);
  sqlite3_bind_int64(update, 2, (int64_t)result->updated);
  sqlite3_bind_int64(update, 3, (int64_t)result->unchanged);
  sqlite3_bind_int64(update, 4, (int64_t)result->anonymous);
  sqlite3_bind_int64(update, 5, (int64_t)result->derived);
  sqlite3_bind_int64(update, 6, commit->digest.rows);
  sqlite3_bind_text(update, 7, hash, -1, SQLITE_STATIC);
  sqlite3_bind_int64(update, 8, (int64_t)result->removed);
  sqlite3_bind_int64(update, 9, commit->batch);
  int written = steg_connection_finish(commit->db, update, err);
  sqlite3_finalize(update);
  if (written < 0)
    return -1;
  snprintf(detail, sizeof detail, "batch %lld, %s", (long long)commit->batch, commit->set->entry->instrument->id);
  return steg_audit_append(commit->store, commit->plan.scope == STEG_PLAN_REPLACE ? "replace" : "import", detail, err);
}

/* Everything between BEGIN and COMMIT. Returns 1 when there is something to commit, 0 when not. */
static int run(steg_commit *commit, const steg_commit_source *source, bool planned, steg_arena *arena,
               steg_commit_result *result, steg_error *err) {
  char rows_hash[STEG_HASH_TEXT];
  bool store = commit->mode == STEG_COMMIT_STORE;
  if (steg_normal_hash(commit->set, &commit->plan.people, rows_hash, err) < 0)
    return -1;
  const bool replaces = commit->plan.scope == STEG_PLAN_REPLACE;
  int known = replaces ? 0 : is_known(commit->db, commit->set, rows_hash, err);
  if (known < 0)
    return -1;
  if (known) {
    result->unchanged = commit->set->row_count;
    return 0;
  }
  if (!planned && steg_plan_make(&commit->plan, err) < 0)
    return -1;
  commit->progress.total = 2 * (commit->plan.places.count + commit->plan.answers.row_count);
  if (store && (open_batch(commit, source, rows_hash, err) < 0 ||
                steg_initiative_store(commit->db, commit->set, commit->plan.initiatives, err) < 0 ||
                (!steg_plan_is_impersonal(commit->plan.kind) &&
                 steg_people_store(commit->db, commit->set, &commit->plan.people, err) < 0)))
    return -1;
  /* Answers and participations that go do so table by table: judged at COMMIT. */
  if (store && replaces && steg_connection_run(commit->db, "PRAGMA defer_foreign_keys = ON", err) < 0)
    return -1;
  if (write_places(commit, err) < 0)
    return -1;
  if (store && !steg_plan_is_impersonal(commit->plan.kind) &&
      steg_remains_take(commit->db, &commit->plan, commit->place_actions, commit->batch, err) < 0)
    return -1;
  if (store && commit->plan.kind == STEG_KIND_REGISTER &&
      steg_takeover_write(&commit->plan.takeover, &commit->plan.places, commit->batch, &commit->digest, err) < 0)
    return -1;
  steg_replace_place *lost = NULL;
  size_t lost_count = 0;
  if (replaces &&
      steg_replace_remove(&commit->plan, commit->mode, commit->batch, arena, result, &lost, &lost_count, err) < 0)
    return -1;
  if (write_answers(commit, err) < 0 || count_rows(commit, arena, result, err) < 0 ||
      give_changes(commit, arena, result, err) < 0)
    return -1;
  if (store && steg_replace_settle(commit->db, lost, lost_count, commit->batch, commit->plan.arena, err) < 0)
    return -1;
  if (!store || !is_change(commit, result))
    return 0;
  result->batch = commit->batch;
  if (replaces && steg_replace_digest(commit->db, commit->batch, commit->plan.arena, &commit->digest, err) < 0)
    return -1;
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
                        .progress = {.function = progress, .context = context, .rows = set->row_count}};
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s was opened for reading only", store->path);
  if (source->plan) {
    commit.plan = *source->plan;
    *source->plan = (steg_plan){0};
  }
  /* What costs time and needs no lock, before it. */
  const steg_plan_scope scope = source->kind == STEG_BATCH_REPLACE ? STEG_PLAN_REPLACE : STEG_PLAN_ADD;
  if (!commit.plan.rows && steg_plan_start(store, set, scope, &commit.plan, err) < 0)
    return -1;
  if ((mode == STEG_COMMIT_STORE ? steg_connection_begin(store, err) : steg_connection_run(store->db, "BEGIN", err)) <
      0)
    goto fail;
  const int prepared = mode == STEG_COMMIT_STORE ? steg_table_prepare(store, set->entry, err)
                                                 : steg_table_recorded(store->db, set->entry, err);
  if (prepared < 0)
    goto fail;
  const int planned = steg_plan_take_up(&commit.plan, set, scope, err);
  if (planned < 0)
    goto fail;
  if (!planned && commit.plan.rows) {
    steg_plan_release(&commit.plan);
    if (steg_plan_start(store, set, scope, &commit.plan, err) < 0)
      goto fail;
  }
  int change = run(&commit, source, planned == 1, arena, &result, err);
  /* Statements that are still open would keep the transaction from ending. */
  steg_takeover_release(&commit.plan.takeover);
  if (change < 0 || (change == 1 && steg_connection_commit(store, err) < 0))
    goto fail;
  steg_connection_rollback(store->db);
  release(&commit);
  /* A version that brings nothing new is known all the same. */
  if (change == 0 && mode == STEG_COMMIT_STORE && prepared == 1 && steg_store_prepare(store, set->entry, err) < 0)
    return -1;
  *ret_result = result;
  return 0;
fail:
  steg_takeover_release(&commit.plan.takeover);
  steg_connection_rollback(store->db);
  release(&commit);
  return -1;
}
