/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/merge.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "store/connection.h"
#include <stdlib.h>
#include <string.h>

enum { CHUNK_ROWS = 4096 };

typedef struct steg_merge {
  sqlite3 *db;
  const steg_feed *feed;
  steg_merge_mode mode;
  uint8_t *actions;
  steg_digest *digest;
  steg_digest_plan plan;
  sqlite3_stmt *scan;
  sqlite3_stmt *keep; /* copies a row to the replaced ones */
  sqlite3_stmt *update;
  steg_cell *fresh; /* of the row at hand */
  steg_cell *stored;
  steg_cell *changed; /* column_count cells for every updated row of the chunk */
  size_t changed_count;
  size_t changed_capacity;
  steg_arena *texts; /* stored texts that a changed row keeps */
} steg_merge;

/* ---- statements */

static void put_where_key(steg_buffer *sql, const steg_feed *feed, int first_parameter) {
  for (int i = 0; i < feed->key_count; i++)
    steg_buffer_printf(sql, "%s\"%s\" = ?%d", i ? " AND " : " WHERE ", feed->columns[i], first_parameter + i);
}

static void put_columns(steg_buffer *sql, const steg_feed *feed, const bool *missing) {
  for (int i = 0; i < feed->column_count; i++)
    if (missing && missing[i])
      steg_buffer_printf(sql, "%sNULL", i ? ", " : "");
    else
      steg_buffer_printf(sql, "%s\"%s\"", i ? ", " : "", feed->columns[i]);
}

static int prepare_scan(steg_merge *merge, const bool *missing, steg_error *err) {
  const steg_feed *feed = merge->feed;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_buffer_text(&sql, "SELECT ");
  put_columns(&sql, feed, missing);
  if (feed->convert)
    steg_buffer_printf(&sql, ", \"%s\"", feed->batch_column);
  steg_buffer_printf(&sql, " FROM %s.\"%s\" WHERE \"%s\" = ?1", feed->schema, feed->table, feed->columns[0]);
  if (feed->key_count > 1)
    steg_buffer_printf(&sql, " AND \"%s\" BETWEEN ?2 AND ?3", feed->columns[1]);
  steg_buffer_text(&sql, " ORDER BY ");
  for (int i = 0; i < feed->key_count; i++)
    steg_buffer_printf(&sql, "%s\"%s\"", i ? ", " : "", feed->columns[i]);
  int result = steg_buffer_failed(&sql) ? steg_error_memory(err)
                                        : steg_connection_prepare(merge->db, &merge->scan, err, sql.bytes);
  steg_buffer_release(&sql);
  return result;
}

/* Columns that this version of the instrument no longer has go along: "*" has the same order in both tables. */
static int prepare_update(steg_merge *merge, steg_error *err) {
  const steg_feed *feed = merge->feed;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_buffer_printf(&sql, "INSERT INTO %s.\"%s\" SELECT ?%d, * FROM %s.\"%s\"", feed->schema, feed->replaced,
                     feed->key_count + 1, feed->schema, feed->table);
  put_where_key(&sql, feed, 1);
  int result = steg_buffer_failed(&sql) ? steg_error_memory(err)
                                        : steg_connection_prepare(merge->db, &merge->keep, err, sql.bytes);
  if (result == 0) {
    steg_buffer_clear(&sql);
    steg_buffer_printf(&sql, "UPDATE %s.\"%s\" SET \"%s\" = ?%d", feed->schema, feed->table, feed->batch_column,
                       feed->column_count + 1);
    for (int i = feed->key_count; i < feed->column_count; i++)
      steg_buffer_printf(&sql, ", \"%s\" = ?%d", feed->columns[i], i + 1);
    put_where_key(&sql, feed, 1);
    result = steg_buffer_failed(&sql) ? steg_error_memory(err)
                                      : steg_connection_prepare(merge->db, &merge->update, err, sql.bytes);
  }
  steg_buffer_release(&sql);
  return result;
}

/* ---- one row against another */

static bool group_says_something(const steg_feed *feed, const steg_cell *fresh, int group) {
  for (int i = feed->key_count; i < feed->column_count; i++)
    if (feed->groups[i] == group && fresh[i].kind != STEG_CELL_NULL)
      return true;
  return false;
}

/* Turns `fresh`, the feed's row, into the row as it will stand. Returns whether it differs from the stored one. */
static bool combine(const steg_feed *feed, size_t row, const steg_cell *stored, steg_cell *fresh) {
  bool differs = false;
  int group = -1;
  bool group_counts = false;
  for (int i = feed->key_count; i < feed->column_count; i++) {
    steg_feed_policy policy = feed->policies ? feed->policies[i] : STEG_FEED_REPLACE;
    bool keep = policy == STEG_FEED_KEEP && fresh[i].kind == STEG_CELL_NULL;
    if (policy == STEG_FEED_FILL)
      keep = stored[i].kind != STEG_CELL_NULL;
    if (feed->groups && feed->groups[i] >= 0 && policy == STEG_FEED_KEEP) {
      if (feed->groups[i] != group) { /* the columns of a group stand together */
        group = feed->groups[i];
        group_counts = group_says_something(feed, fresh, group);
      }
      keep = !group_counts;
    }
    if (keep) {
      fresh[i] = stored[i];
    } else if (!steg_cell_equal(&stored[i], &fresh[i])) {
      differs = true;
      if (feed->changed)
        feed->changed(feed->watcher, row, i, &stored[i], &fresh[i]);
    }
  }
  return differs;
}

static int compare_keys(const steg_feed *feed, const steg_cell *a, const steg_cell *b) {
  for (int i = 0; i < feed->key_count; i++) {
    int order = steg_cell_compare(&a[i], &b[i]);
    if (order)
      return order;
  }
  return 0;
}

/* ---- changed rows */

static int remember_changed(steg_merge *merge, steg_error *err) {
  size_t width = (size_t)merge->feed->column_count;
  if (merge->changed_count == merge->changed_capacity) {
    size_t capacity = merge->changed_capacity ? merge->changed_capacity * 2 : 64;
    steg_cell *larger = realloc(merge->changed, capacity * width * sizeof *larger);
    if (!larger)
      return steg_error_memory(err);
    merge->changed = larger;
    merge->changed_capacity = capacity;
  }
  if (!merge->texts && !(merge->texts = steg_arena_new(0)))
    return steg_error_memory(err);
  steg_cell *row = merge->changed + merge->changed_count * width;
  memcpy(row, merge->fresh, width * sizeof *row);
  for (size_t i = 0; i < width; i++) {
    if (row[i].kind != STEG_CELL_TEXT && row[i].kind != STEG_CELL_BLOB)
      continue;
    const char *copy = steg_arena_text_n(merge->texts, row[i].value.bytes, (size_t)row[i].size);
    if (!copy)
      return steg_error_memory(err);
    row[i].value.bytes = copy;
  }
  merge->changed_count++;
  return 0;
}

static int write_changed(steg_merge *merge, steg_error *err) {
  const steg_feed *feed = merge->feed;
  if (merge->changed_count && !merge->update && prepare_update(merge, err) < 0)
    return -1;
  for (size_t row = 0; row < merge->changed_count; row++) {
    const steg_cell *cells = merge->changed + row * (size_t)feed->column_count;
    for (int i = 0; i < feed->key_count; i++)
      steg_cell_bind(merge->keep, i + 1, &cells[i]);
    sqlite3_bind_int64(merge->keep, feed->key_count + 1, feed->batch);
    for (int i = 0; i < feed->column_count; i++)
      steg_cell_bind(merge->update, i + 1, &cells[i]);
    sqlite3_bind_int64(merge->update, feed->column_count + 1, feed->batch);
    if (steg_connection_finish(merge->db, merge->keep, err) < 0 ||
        steg_connection_finish(merge->db, merge->update, err) < 0)
      return -1;
  }
  merge->changed_count = 0;
  steg_arena_free(merge->texts);
  merge->texts = NULL;
  return 0;
}

/* ---- a chunk: rows [first, end) of one initiative */

static int next_stored(steg_merge *merge, bool *ret_there, steg_error *err) {
  int row = steg_connection_step(merge->db, merge->scan, err);
  if (row < 0)
    return -1;
  *ret_there = row == 1;
  for (int i = 0; row == 1 && i < merge->feed->column_count; i++)
    merge->stored[i] = steg_cell_read(merge->scan, i);
  if (row == 1 && merge->feed->convert)
    merge->feed->convert(merge->feed->context, sqlite3_column_int64(merge->scan, merge->feed->column_count),
                         merge->stored);
  return 0;
}

static int settle_row(steg_merge *merge, size_t row, bool there, steg_error *err) {
  if (!there || compare_keys(merge->feed, merge->stored, merge->fresh) != 0) {
    merge->actions[row] = STEG_MERGE_INSERT;
    return 0;
  }
  if (!combine(merge->feed, row, merge->stored, merge->fresh)) {
    merge->actions[row] = STEG_MERGE_SAME;
    return 0;
  }
  merge->actions[row] = STEG_MERGE_UPDATE;
  steg_digest_add(merge->digest, &merge->plan, merge->fresh);
  return merge->mode == STEG_MERGE_APPLY ? remember_changed(merge, err) : 0;
}

static int bind_stretch(steg_merge *merge, size_t first, size_t end) {
  const steg_feed *feed = merge->feed;
  feed->cells(feed->context, first, merge->fresh);
  int rc = steg_cell_bind(merge->scan, 1, &merge->fresh[0]);
  if (rc == SQLITE_OK && feed->key_count > 1)
    rc = steg_cell_bind(merge->scan, 2, &merge->fresh[1]);
  if (rc == SQLITE_OK && feed->key_count > 1) {
    feed->cells(feed->context, end - 1, merge->fresh);
    rc = steg_cell_bind(merge->scan, 3, &merge->fresh[1]);
  }
  return rc;
}

static int run_chunk(steg_merge *merge, size_t first, size_t end, steg_error *err) {
  const steg_feed *feed = merge->feed;
  bool there = false;
  if (bind_stretch(merge, first, end) != SQLITE_OK)
    return steg_connection_fail(merge->db, err);
  if (next_stored(merge, &there, err) < 0)
    return -1;
  for (size_t row = first; row < end; row++) {
    for (int i = feed->key_count; i < feed->column_count; i++)
      merge->fresh[i] = steg_cell_null(); /* the row before may have taken stored cells over */
    feed->cells(feed->context, row, merge->fresh);
    while (there && compare_keys(feed, merge->stored, merge->fresh) < 0)
      if (next_stored(merge, &there, err) < 0)
        return -1;
    if (settle_row(merge, row, there, err) < 0)
      return -1;
  }
  sqlite3_reset(merge->scan);
  return write_changed(merge, err);
}

/* The end of the chunk that begins with row `first`: so many rows, or as far as its initiative goes. Rows are sorted by it. */
static size_t chunk_end(steg_merge *merge, size_t first) {
  const steg_feed *feed = merge->feed;
  size_t inside = first;
  size_t outside = feed->row_count - first > CHUNK_ROWS ? first + CHUNK_ROWS : feed->row_count;
  feed->cells(feed->context, first, merge->stored);
  feed->cells(feed->context, outside - 1, merge->fresh);
  if (steg_cell_compare(&merge->stored[0], &merge->fresh[0]) == 0)
    return outside;
  while (outside - inside > 1) {
    size_t middle = inside + (outside - inside) / 2;
    feed->cells(feed->context, middle, merge->fresh);
    if (steg_cell_compare(&merge->stored[0], &merge->fresh[0]) == 0)
      inside = middle;
    else
      outside = middle;
  }
  return outside;
}

/* An empty table needs no looking at, which the first import of a large file is grateful for. */
static int is_empty(sqlite3 *db, const steg_feed *feed, bool *ret_empty, steg_error *err) {
  sqlite3_stmt *any = NULL;
  if (steg_connection_prepare_format(db, &any, err, "SELECT 1 FROM %s.\"%w\" LIMIT 1", feed->schema, feed->table) < 0)
    return -1;
  int row = steg_connection_step(db, any, err);
  sqlite3_finalize(any);
  *ret_empty = row == 0;
  return row < 0 ? -1 : 0;
}

int steg_merge_run(sqlite3 *db, const steg_feed *feed, const bool *missing, steg_merge_mode mode, uint8_t *actions,
                   steg_digest *digest, steg_feed_progress *progress, steg_error *err) {
  steg_merge merge = {.db = db, .feed = feed, .mode = mode, .actions = actions, .digest = digest};
  size_t width = (size_t)feed->column_count;
  bool empty = false;
  int result = -1;
  merge.fresh = calloc(width, sizeof *merge.fresh);
  merge.stored = calloc(width, sizeof *merge.stored);
  if (!merge.fresh || !merge.stored) {
    steg_error_memory(err);
    goto done;
  }
  if (steg_digest_plan_make(feed->table, feed->columns, feed->column_count, &merge.plan, err) < 0 ||
      is_empty(db, feed, &empty, err) < 0 || (!empty && prepare_scan(&merge, missing, err) < 0))
    goto done;
  if (empty) {
    memset(actions, STEG_MERGE_INSERT, feed->row_count);
    result = steg_feed_advance(progress, feed->row_count, err);
    goto done;
  }
  for (size_t first = 0; first < feed->row_count;) {
    size_t end = chunk_end(&merge, first);
    if (run_chunk(&merge, first, end, err) < 0 || steg_feed_advance(progress, end - first, err) < 0)
      goto done;
    first = end;
  }
  result = 0;
done:
  sqlite3_finalize(merge.scan);
  sqlite3_finalize(merge.keep);
  sqlite3_finalize(merge.update);
  steg_digest_plan_release(&merge.plan);
  steg_arena_free(merge.texts);
  free(merge.changed);
  free(merge.fresh);
  free(merge.stored);
  return result;
}
