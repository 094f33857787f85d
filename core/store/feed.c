/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/feed.h"

#include "base/buffer.h"
#include "store/connection.h"
#include <stdlib.h>

enum { PROGRESS_ROWS = 4096 };

int steg_feed_advance(steg_feed_progress *progress, size_t rows, steg_error *err) {
  size_t before = progress->done / PROGRESS_ROWS;
  progress->done += rows;
  if (!progress->function || progress->done / PROGRESS_ROWS == before)
    return 0;
  double share = progress->done < progress->total ? (double)progress->done / (double)progress->total : 1;
  if (progress->function(progress->context, (size_t)(share * (double)progress->rows), progress->rows) != 0)
    return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was stored");
  return 0;
}

/* ---- the virtual table: it lives for one statement */

typedef struct steg_feed_stream {
  const steg_feed *feed;
  const uint8_t *wanted;
  uint8_t value;
  steg_digest *digest;
  steg_digest_plan plan;
  steg_feed_progress *progress;
  steg_cell *cells;
} steg_feed_stream;

typedef struct steg_feed_table {
  sqlite3_vtab base;
  steg_feed_stream *stream;
} steg_feed_table;

typedef struct steg_feed_cursor {
  sqlite3_vtab_cursor base;
  size_t row;
} steg_feed_cursor;

static int feed_connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **ret_table,
                        char **ret_message) {
  (void)argc;
  (void)argv;
  (void)ret_message;
  steg_feed_stream *stream = context;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_buffer_text(&sql, "CREATE TABLE feed(");
  for (int i = 0; i < stream->feed->column_count; i++)
    steg_buffer_printf(&sql, "%sc%d", i ? ", " : "", i);
  steg_buffer_text(&sql, stream->feed->batch_column ? ", batch)" : ")");
  int rc = steg_buffer_failed(&sql) ? SQLITE_NOMEM : sqlite3_declare_vtab(db, sql.bytes);
  steg_buffer_release(&sql);
  if (rc == SQLITE_OK)
    rc = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  if (rc != SQLITE_OK)
    return rc;
  steg_feed_table *table = sqlite3_malloc(sizeof *table);
  if (!table)
    return SQLITE_NOMEM;
  *table = (steg_feed_table){.stream = stream};
  *ret_table = &table->base;
  return SQLITE_OK;
}

static int feed_disconnect(sqlite3_vtab *table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

static int feed_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
  (void)table;
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor) {
  (void)table;
  steg_feed_cursor *cursor = sqlite3_malloc(sizeof *cursor);
  if (!cursor)
    return SQLITE_NOMEM;
  *cursor = (steg_feed_cursor){.row = 0};
  *ret_cursor = &cursor->base;
  return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static steg_feed_stream *stream_of(sqlite3_vtab_cursor *cursor) {
  return ((steg_feed_table *)cursor->pVtab)->stream;
}

/* Moves to the first wanted row at or after the cursor, and reads it. */
static void settle(steg_feed_cursor *cursor) {
  steg_feed_stream *stream = stream_of(&cursor->base);
  const steg_feed *feed = stream->feed;
  while (cursor->row < feed->row_count && stream->wanted && stream->wanted[cursor->row] != stream->value)
    cursor->row++;
  if (cursor->row == feed->row_count)
    return;
  feed->cells(feed->context, cursor->row, stream->cells);
  if (stream->digest)
    steg_digest_add(stream->digest, &stream->plan, stream->cells);
}

static int feed_filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int argc, sqlite3_value **argv) {
  (void)number;
  (void)text;
  (void)argc;
  (void)argv;
  ((steg_feed_cursor *)cursor)->row = 0;
  settle((steg_feed_cursor *)cursor);
  return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *cursor) {
  if (steg_feed_advance(stream_of(cursor)->progress, 1, NULL) < 0)
    return SQLITE_INTERRUPT;
  ((steg_feed_cursor *)cursor)->row++;
  settle((steg_feed_cursor *)cursor);
  return SQLITE_OK;
}

static int feed_eof(sqlite3_vtab_cursor *cursor) {
  return ((steg_feed_cursor *)cursor)->row >= stream_of(cursor)->feed->row_count;
}

static int feed_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column) {
  const steg_feed_stream *stream = stream_of(cursor);
  if (column < stream->feed->column_count)
    steg_cell_result(context, &stream->cells[column]);
  else
    sqlite3_result_int64(context, stream->feed->batch);
  return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *ret_rowid) {
  *ret_rowid = (sqlite3_int64)((steg_feed_cursor *)cursor)->row;
  return SQLITE_OK;
}

/* No xCreate: it can only be used by its own name, in a statement of ours. */
static const sqlite3_module module = {
    .iVersion = 1,
    .xConnect = feed_connect,
    .xBestIndex = feed_best_index,
    .xDisconnect = feed_disconnect,
    .xDestroy = feed_disconnect,
    .xOpen = feed_open,
    .xClose = feed_close,
    .xFilter = feed_filter,
    .xNext = feed_next,
    .xEof = feed_eof,
    .xColumn = feed_column,
    .xRowid = feed_rowid,
};

/* Columns without a value are not named: asking for them costs as much as for the others, and a table of many items has many. */
static void put_insert(steg_buffer *sql, const steg_feed *feed) {
  steg_buffer_printf(sql, "INSERT INTO %s.\"%s\"(", feed->schema, feed->table);
  for (int i = 0; i < feed->column_count; i++)
    if (!feed->used || feed->used[i])
      steg_buffer_printf(sql, "%s\"%s\"", i ? ", " : "", feed->columns[i]); /* the first is of the key, and used */
  if (feed->batch_column)
    steg_buffer_printf(sql, ", \"%s\"", feed->batch_column);
  steg_buffer_text(sql, ") SELECT ");
  for (int i = 0; i < feed->column_count; i++)
    if (!feed->used || feed->used[i])
      steg_buffer_printf(sql, "%sc%d", i ? ", " : "", i);
  steg_buffer_text(sql, feed->batch_column ? ", batch FROM temp.steg_feed" : " FROM temp.steg_feed");
}

int steg_feed_insert(sqlite3 *db, const steg_feed *feed, const uint8_t *wanted, uint8_t value, steg_digest *digest,
                     steg_feed_progress *progress, steg_error *err) {
  steg_feed_stream stream = {.feed = feed, .wanted = wanted, .value = value, .digest = digest, .progress = progress};
  steg_buffer sql;
  int result = -1;
  steg_buffer_init(&sql, 1 << 20);
  stream.cells = calloc((size_t)feed->column_count, sizeof *stream.cells);
  put_insert(&sql, feed);
  if (!stream.cells || steg_buffer_failed(&sql)) {
    steg_error_memory(err);
    goto done;
  }
  for (int i = 0; i < feed->column_count; i++)
    stream.cells[i] = steg_cell_null();
  if (steg_digest_plan_make(feed->table, feed->columns, feed->column_count, &stream.plan, err) < 0)
    goto done;
  if (sqlite3_create_module(db, "steg_feed", &module, &stream) != SQLITE_OK) {
    steg_connection_fail(db, err);
    goto done;
  }
  result = steg_connection_run(db, sql.bytes, err);
  /* Taken away at once: it points to our stack. */
  sqlite3_create_module(db, "steg_feed", NULL, NULL);
done:
  steg_buffer_release(&sql);
  steg_digest_plan_release(&stream.plan);
  free(stream.cells);
  return result;
}
