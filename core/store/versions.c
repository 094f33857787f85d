/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/versions.h"

#include "instrument/fingerprint.h"
#include "instrument/model.h"
#include "store/connection.h"
#include "store/conversion.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct steg_version_batch {
  int64_t id;
  int32_t conversion; /* -1 = of the current version */
};

struct steg_version_move {
  int32_t initiative;
  int64_t participation;
  int32_t date, role;
  int64_t batch, read_by;
};

/* ---- writing down what a version asks */

int steg_versions_described(sqlite3 *db, const steg_registry_entry *entry, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(db, &find, err,
                              "SELECT 1 FROM main.instrument_items WHERE instrument = ? AND version = ? LIMIT 1") < 0)
    return -1;
  sqlite3_bind_text(find, 1, entry->instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_text(find, 2, entry->instrument->version, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  sqlite3_finalize(find);
  return row;
}

int steg_versions_describe(sqlite3 *db, const steg_registry_entry *entry, steg_error *err) {
  const steg_instrument *instrument = entry->instrument;
  int known = steg_versions_described(db, entry, err);
  if (known != 0)
    return known < 0 ? -1 : 0;
  sqlite3_stmt *insert = NULL;
  steg_arena *arena = steg_arena_new(0);
  int result = arena ? steg_connection_prepare(db, &insert, err,
                                               "INSERT INTO main.instrument_items(instrument, version, item, type, "
                                               "fingerprint, levels) VALUES(?, ?, ?, ?, ?, ?)")
                     : steg_error_memory(err);
  for (uint32_t i = 0; result == 0 && i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    char fingerprint[STEG_HASH_TEXT];
    steg_fingerprint_item(instrument, item, fingerprint);
    sqlite3_bind_text(insert, 1, instrument->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, instrument->version, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, item->id, -1, SQLITE_STATIC);
    sqlite3_bind_int(insert, 4, (int)item->type);
    sqlite3_bind_text(insert, 5, fingerprint, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 6, steg_crosswalk_levels(instrument, item, arena), -1, SQLITE_TRANSIENT);
    result = steg_arena_failed(arena) ? steg_error_memory(err) : steg_connection_finish(db, insert, err);
  }
  sqlite3_finalize(insert);
  steg_arena_free(arena);
  return result;
}

/* ---- reading it */

typedef struct loading {
  sqlite3 *db;
  const steg_registry_entry *entry;
  steg_arena *arena;
  steg_former *formers;
  size_t former_count;
} loading;

static int count_rows(sqlite3 *db, const char *sql, const char *id, size_t *ret_count, steg_error *err) {
  sqlite3_stmt *count = NULL;
  if (steg_connection_prepare(db, &count, err, sql) < 0)
    return -1;
  sqlite3_bind_text(count, 1, id, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, count, err);
  *ret_count = row == 1 ? (size_t)sqlite3_column_int64(count, 0) : 0;
  sqlite3_finalize(count);
  return row < 0 ? -1 : 0;
}

static const char *text_of(sqlite3_stmt *statement, int column, steg_arena *arena) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return text ? steg_arena_text(arena, text) : NULL;
}

static int load_items(const loading *load, steg_former *former, steg_error *err) {
  sqlite3_stmt *list = NULL;
  size_t most = 0;
  if (count_rows(load->db, "SELECT count(*) FROM main.instrument_items WHERE instrument = ?",
                 load->entry->instrument->id, &most, err) < 0 ||
      steg_connection_prepare(load->db, &list, err,
                              "SELECT item, type, fingerprint, levels FROM main.instrument_items WHERE instrument = ? "
                              "AND version = ? ORDER BY item") < 0)
    return -1;
  steg_former_item *items = steg_arena_array(load->arena, most + 1, sizeof *items);
  sqlite3_bind_text(list, 1, load->entry->instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_text(list, 2, former->version, -1, SQLITE_STATIC);
  int row = 0;
  while (items && former->item_count < most && (row = steg_connection_step(load->db, list, err)) == 1)
    items[former->item_count++] = (steg_former_item){.id = text_of(list, 0, load->arena),
                                                     .type = (steg_item_type)sqlite3_column_int(list, 1),
                                                     .fingerprint = text_of(list, 2, load->arena),
                                                     .levels = text_of(list, 3, load->arena)};
  sqlite3_finalize(list);
  if (row < 0)
    return -1;
  former->items = items;
  return steg_arena_failed(load->arena) ? steg_error_memory(err) : 0;
}

/* The versions that the store knows besides the entry's own content. */
static int load_formers(loading *load, steg_error *err) {
  const steg_instrument *instrument = load->entry->instrument;
  sqlite3_stmt *list = NULL;
  size_t most = 0;
  if (count_rows(load->db, "SELECT count(*) FROM main.instruments WHERE id = ?", instrument->id, &most, err) < 0 ||
      steg_connection_prepare(load->db, &list, err,
                              "SELECT version, fingerprint FROM main.instruments WHERE id = ? ORDER BY version") < 0)
    return -1;
  load->formers = steg_arena_array(load->arena, most + 1, sizeof *load->formers);
  sqlite3_bind_text(list, 1, instrument->id, -1, SQLITE_STATIC);
  int row = 0;
  while (load->formers && load->former_count < most && (row = steg_connection_step(load->db, list, err)) == 1) {
    steg_former former = {.version = text_of(list, 0, load->arena), .fingerprint = text_of(list, 1, load->arena)};
    if (!former.version || !former.fingerprint)
      break;
    if (strcmp(former.version, instrument->version) != 0 || strcmp(former.fingerprint, load->entry->fingerprint) != 0)
      load->formers[load->former_count++] = former;
  }
  sqlite3_finalize(list);
  if (row < 0)
    return -1;
  if (steg_arena_failed(load->arena))
    return steg_error_memory(err);
  for (size_t f = 0; f < load->former_count; f++)
    if (load_items(load, &load->formers[f], err) < 0)
      return -1;
  return 0;
}

static int32_t find_former(const loading *load, const char *version, const char *fingerprint) {
  for (size_t f = 0; version && fingerprint && f < load->former_count; f++)
    if (!strcmp(load->formers[f].version, version) && !strcmp(load->formers[f].fingerprint, fingerprint))
      return (int32_t)f;
  return -1;
}

/* Which of the formers each batch of the instrument was read by. */
static int load_batches(const loading *load, steg_versions *versions, steg_error *err) {
  sqlite3_stmt *list = NULL;
  const char *id = load->entry->instrument->id;
  size_t most = 0;
  if (count_rows(load->db, "SELECT count(*) FROM main.batches WHERE instrument = ?", id, &most, err) < 0 ||
      steg_connection_prepare(load->db, &list, err,
                              "SELECT id, version, fingerprint FROM main.batches WHERE instrument = ? ORDER BY id") < 0)
    return -1;
  versions->batches = steg_arena_array(load->arena, most + 1, sizeof *versions->batches);
  sqlite3_bind_text(list, 1, id, -1, SQLITE_STATIC);
  int row = 0;
  while (versions->batches && versions->batch_count < most && (row = steg_connection_step(load->db, list, err)) == 1) {
    int32_t former =
        find_former(load, (const char *)sqlite3_column_text(list, 1), (const char *)sqlite3_column_text(list, 2));
    versions->batches[versions->batch_count++] =
        (struct steg_version_batch){.id = sqlite3_column_int64(list, 0), .conversion = former};
    versions->several = versions->several || former >= 0;
  }
  sqlite3_finalize(list);
  return row < 0 ? -1 : versions->batches ? 0 : steg_error_memory(err);
}

static int load_moves(const loading *load, steg_versions *versions, steg_error *err) {
  sqlite3_stmt *list = NULL;
  const char *id = load->entry->instrument->id;
  size_t most = 0;
  if (count_rows(load->db, "SELECT count(*) FROM main.moved WHERE instrument = ?", id, &most, err) < 0)
    return -1;
  if (most == 0)
    return 0;
  if (steg_connection_prepare(load->db, &list, err,
                              "SELECT initiative, participation, date, role, batch, read_by FROM main.moved WHERE "
                              "instrument = ? ORDER BY initiative, participation, date, role, batch") < 0)
    return -1;
  versions->moves = steg_arena_array(load->arena, most, sizeof *versions->moves);
  sqlite3_bind_text(list, 1, id, -1, SQLITE_STATIC);
  int row = 0;
  while (versions->moves && versions->move_count < most && (row = steg_connection_step(load->db, list, err)) == 1)
    versions->moves[versions->move_count++] = (struct steg_version_move){.initiative = sqlite3_column_int(list, 0),
                                                                         .participation = sqlite3_column_int64(list, 1),
                                                                         .date = sqlite3_column_int(list, 2),
                                                                         .role = sqlite3_column_int(list, 3),
                                                                         .batch = sqlite3_column_int64(list, 4),
                                                                         .read_by = sqlite3_column_int64(list, 5)};
  sqlite3_finalize(list);
  return row < 0 ? -1 : versions->moves ? 0 : steg_error_memory(err);
}

/* ---- from which columns */

/* Names of the answers table's columns, for looking up. */
static int list_columns(const loading *load, const steg_table *table, const char ***ret_names, size_t *ret_count,
                        steg_error *err) {
  sqlite3_stmt *info = NULL;
  size_t most = 0, count = 0;
  if (count_rows(load->db, "SELECT count(*) FROM pragma_table_info(?, 'main')", table->name, &most, err) < 0 ||
      steg_connection_prepare(load->db, &info, err, "SELECT name FROM pragma_table_info(?, 'main') ORDER BY cid") < 0)
    return -1;
  const char **names = steg_arena_array(load->arena, most + 1, sizeof *names);
  sqlite3_bind_text(info, 1, table->name, -1, SQLITE_STATIC);
  int row = 0;
  while (names && count < most && (row = steg_connection_step(load->db, info, err)) == 1)
    names[count++] = text_of(info, 0, load->arena);
  sqlite3_finalize(info);
  if (row < 0)
    return -1;
  *ret_names = names;
  *ret_count = count;
  return steg_arena_failed(load->arena) ? steg_error_memory(err) : 0;
}

int steg_versions_load(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, steg_arena *arena,
                       steg_versions *ret_versions, steg_error *err) {
  static const steg_former unknown = {.version = "", .fingerprint = ""};
  steg_versions versions = {.entry = entry};
  loading load = {.db = db, .entry = entry, .arena = arena};
  if (load_formers(&load, err) < 0 || load_batches(&load, &versions, err) < 0)
    return -1;
  if (!versions.several) {
    *ret_versions = versions; /* the common case: nothing was ever read by another version */
    return 0;
  }
  steg_conversion_plan plan = {.arena = arena};
  if (load_moves(&load, &versions, err) < 0 || list_columns(&load, table, &plan.table, &plan.table_count, err) < 0)
    return -1;
  load.formers[load.former_count] = unknown;
  versions.count = load.former_count + 1; /* the last one is the version that can't be told */
  versions.conversions = steg_arena_array(arena, versions.count, sizeof *versions.conversions);
  if (!versions.conversions)
    return steg_error_memory(err);
  for (size_t v = 0; v < versions.count; v++) {
    steg_conversion *conversion = &versions.conversions[v];
    conversion->version = load.formers[v].version;
    conversion->crossings =
        steg_crosswalk_make(entry->instrument, entry->fingerprint, load.formers, versions.count, v, arena);
    if (!conversion->crossings || steg_conversion_plan_make(&plan, entry, conversion) < 0)
      return steg_error_memory(err);
  }
  versions.columns = plan.columns;
  versions.column_count = plan.column_count;
  *ret_versions = versions;
  return 0;
}

/* ---- which version a row is of */

static int compare_batch(const void *key, const void *row) {
  int64_t id = *(const int64_t *)key, other = ((const struct steg_version_batch *)row)->id;
  return (id > other) - (id < other);
}

static int compare_move(const void *a, const void *b) {
  const struct steg_version_move *x = a, *y = b;
  if (x->initiative != y->initiative)
    return x->initiative < y->initiative ? -1 : 1;
  if (x->participation != y->participation)
    return x->participation < y->participation ? -1 : 1;
  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  if (x->role != y->role)
    return x->role < y->role ? -1 : 1;
  return (x->batch > y->batch) - (x->batch < y->batch);
}

const steg_conversion *steg_versions_of(const steg_versions *versions, int64_t batch, int32_t initiative,
                                        int64_t participation, int32_t date, int32_t role) {
  if (versions->count == 0)
    return NULL;
  bool is_register = versions->entry->instrument->kind == STEG_KIND_REGISTER;
  const struct steg_version_batch *found =
      bsearch(&batch, versions->batches, versions->batch_count, sizeof *found, compare_batch);
  if (versions->move_count) { /* asked first: a correction is a batch of the instrument itself */
    const struct steg_version_move key = {.initiative = initiative,
                                          .participation = participation,
                                          .date = is_register ? 0 : date,
                                          .role = is_register ? 0 : role,
                                          .batch = batch};
    const struct steg_version_move *move =
        bsearch(&key, versions->moves, versions->move_count, sizeof *move, compare_move);
    if (move)
      found = bsearch(&move->read_by, versions->batches, versions->batch_count, sizeof *found, compare_batch);
  }
  if (!found)
    return &versions->conversions[versions->count - 1];
  return found->conversion < 0 ? NULL : &versions->conversions[found->conversion];
}

int steg_versions_keep(sqlite3 *db, const char *instrument, const char *where, int64_t batch,
                       const steg_version_key *from, const steg_version_key *to, steg_error *err) {
  return steg_connection_run_format(
      db, err,
      "INSERT OR REPLACE INTO main.moved(batch, instrument, initiative, participation, date, role, read_by)"
      " SELECT %lld, %Q, %d, %lld, %d, %d, coalesce((SELECT m.read_by FROM main.moved m WHERE m.instrument = %Q AND"
      " m.initiative = %d AND m.participation = %lld AND m.date = %d AND m.role = %d AND m.batch = a._batch), a._batch)"
      " FROM main.\"answers_%w\" a WHERE %s",
      (long long)batch, instrument, to->initiative, (long long)to->participation, to->date, to->role, instrument,
      from->initiative, (long long)from->participation, from->date, from->role, instrument, where);
}

int steg_versions_may_write(sqlite3 *db, const steg_registry_entry *entry, const char *where,
                            const steg_version_key *key, uint32_t slot, steg_arena *arena, steg_error *err) {
  const steg_table *table = steg_table_describe(entry, arena);
  const char *sql =
      steg_arena_printf(arena, "SELECT _batch FROM main.\"answers_%s\" WHERE %s", entry->instrument->id, where);
  steg_versions versions;
  int64_t batch = 0;
  if (!table || !sql)
    return steg_error_memory(err);
  if (steg_versions_load(db, entry, table, arena, &versions, err) < 0 ||
      steg_connection_integer(db, sql, 0, &batch, err) < 0)
    return -1;
  const steg_conversion *conversion =
      steg_versions_of(&versions, batch, key->initiative, key->participation, key->date, key->role);
  uint32_t item = entry->layout->slots[slot].item;
  if (!conversion)
    return 0;
  const steg_crossing *crossing = item == STEG_SLOT_NO_ITEM ? NULL : &conversion->crossings[item];
  if (crossing && crossing->kind == STEG_CROSSING_SAME &&
      !strcmp(crossing->from_item, entry->instrument->items.rows[item].id))
    return 0;
  return steg_error_set(err, STEG_ERROR_FINDINGS,
                        "the answer was read by version %s of %s, which asked it in another way than the present one; "
                        "import the form anew instead",
                        *conversion->version ? conversion->version : "?", entry->instrument->id);
}
