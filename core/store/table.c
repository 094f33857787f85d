/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/table.h"

#include "base/buffer.h"
#include "instrument/model.h"
#include "store/migration.h"
#include "store/versions.h"
#include "store/view.h"
#include <string.h>

static const char *const register_key[] = {"_initiative", "_participation"};
static const char *const repeated_key[] = {"_initiative", "_participation", "_date", "_role", "_occasion"};
static const char *const anonymous_key[] = {"_initiative", "_date", "_role", "_content", "_nth", "_occasion"};
static const char *const aggregate_key[] = {"_initiative", "_first", "_date", "_role", "_dimensions"};

/* By steg_kind: our columns in front of the slots, and how many of them are the key. */
static const struct {
  const char *const *columns;
  int column_count;
  int key_count;
} heads[] = {
    [STEG_KIND_REGISTER] = {register_key, 2, 2},   [STEG_KIND_REPEATED] = {repeated_key, 5, 4},
    [STEG_KIND_ANONYMOUS] = {anonymous_key, 6, 5}, [STEG_KIND_EVENT] = {repeated_key, 5, 4},
    [STEG_KIND_AGGREGATE] = {aggregate_key, 5, 5},
};

bool steg_table_has_participation(steg_kind kind) {
  return kind == STEG_KIND_REGISTER || kind == STEG_KIND_REPEATED || kind == STEG_KIND_EVENT;
}

const steg_table *steg_table_describe(const steg_registry_entry *entry, steg_arena *arena) {
  const steg_instrument *instrument = entry->instrument;
  int head = heads[instrument->kind].column_count;
  steg_table *table = steg_arena_alloc(arena, sizeof *table);
  const char **columns = steg_arena_array(arena, (size_t)head + entry->layout->slot_count, sizeof *columns);
  if (!table || !columns)
    return NULL;
  for (int i = 0; i < head; i++)
    columns[i] = heads[instrument->kind].columns[i];
  for (uint32_t i = 0; i < entry->layout->slot_count; i++)
    columns[(uint32_t)head + i] = entry->layout->slots[i].name;
  table->name = steg_arena_printf(arena, "answers_%s", instrument->id);
  table->replaced = steg_arena_printf(arena, "replaced_%s", instrument->id);
  table->view = steg_arena_printf(arena, "view_%s", instrument->id);
  table->kind = instrument->kind;
  table->key_count = heads[instrument->kind].key_count;
  table->column_count = head + (int)entry->layout->slot_count;
  table->first_slot = head;
  table->columns = columns;
  return table->name && table->replaced && table->view ? table : NULL;
}

int steg_table_exists(sqlite3 *db, const char *table, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(db, &find, err, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?") < 0)
    return -1;
  sqlite3_bind_text(find, 1, table, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  sqlite3_finalize(find);
  return row;
}

int steg_table_roles(sqlite3 *db, const steg_instrument *instrument, steg_arena *arena, int32_t **ret_numbers,
                     steg_error *err) {
  int32_t *numbers = steg_arena_array(arena, instrument->roles.count, sizeof *numbers);
  sqlite3_stmt *roles = NULL;
  if (!numbers)
    return steg_error_memory(err);
  if (steg_connection_prepare(db, &roles, err, "SELECT number, id FROM main.roles WHERE instrument = ?") < 0)
    return -1;
  sqlite3_bind_text(roles, 1, instrument->id, -1, SQLITE_STATIC);
  int row;
  while ((row = steg_connection_step(db, roles, err)) == 1) {
    const char *id = (const char *)sqlite3_column_text(roles, 1);
    for (uint32_t i = 0; id && i < instrument->roles.count; i++)
      if (strcmp(instrument->roles.rows[i].id, id) == 0)
        numbers[i] = sqlite3_column_int(roles, 0);
  }
  sqlite3_finalize(roles);
  if (row < 0)
    return -1;
  *ret_numbers = numbers;
  return 0;
}

int steg_table_list(sqlite3 *db, unsigned kinds, steg_arena *arena, const char *const **ret_ids, size_t *ret_count,
                    steg_error *err) {
  sqlite3_stmt *list = NULL;
  int64_t count = 0;
  if (steg_connection_integer(db, "SELECT count(DISTINCT id) FROM main.instruments", 0, &count, err) < 0)
    return -1;
  const char **ids = steg_arena_array(arena, (size_t)count, sizeof *ids);
  if (!ids)
    return steg_error_memory(err);
  if (steg_connection_prepare(
          db, &list, err, "SELECT DISTINCT id FROM main.instruments WHERE ?1 = 0 OR (1 << kind) & ?1 ORDER BY id") < 0)
    return -1;
  sqlite3_bind_int(list, 1, (int)kinds);
  size_t found = 0;
  int row;
  while ((row = steg_connection_step(db, list, err)) == 1 && found < (size_t)count) {
    const char *id = (const char *)sqlite3_column_text(list, 0);
    /* The name becomes part of SQL: a store file that was tampered with must not choose it. */
    if (!id || !steg_text_is_id(id)) {
      row = steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the store names an instrument with an impossible id");
      break;
    }
    ids[found] = steg_arena_text(arena, id);
    if (!ids[found++]) {
      row = steg_error_memory(err);
      break;
    }
  }
  sqlite3_finalize(list);
  if (row < 0)
    return -1;
  *ret_ids = ids;
  *ret_count = found;
  return 0;
}

/* ---- making and changing */

static const char *type_of_slot(steg_slot_kind kind) {
  switch (kind) {
  case STEG_SLOT_NUMBER:
  case STEG_SLOT_INDEX:
    return "REAL";
  case STEG_SLOT_TEXT:
    return "TEXT";
  default:
    return "INTEGER";
  }
}

static const char *type_of_column(const steg_registry_entry *entry, const steg_table *table, int column) {
  if (column >= table->first_slot)
    return type_of_slot(entry->layout->slots[column - table->first_slot].kind);
  bool hash = strcmp(table->columns[column], "_content") == 0 || strcmp(table->columns[column], "_dimensions") == 0;
  return hash ? "BLOB" : "INTEGER";
}

/* What an answer may be whatever the version: levels come and go with versions and are intake's to check. */
static const char *check_of_column(const steg_registry_entry *entry, const steg_table *table, int column) {
  if (column < table->first_slot)
    return "";
  switch (entry->layout->slots[column - table->first_slot].kind) {
  case STEG_SLOT_FLAG:
    return " CHECK(\"%w\" IN (0, 1))";
  case STEG_SLOT_EXTENT:
    return " CHECK(\"%w\" BETWEEN 0 AND 100)";
  default:
    return "";
  }
}

static void put_format(steg_buffer *sql, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  if (text)
    steg_buffer_text(sql, text);
  else
    sql->failed = true;
  sqlite3_free(text);
}

static void put_key(steg_buffer *sql, const steg_table *table) {
  for (int i = 0; i < table->key_count; i++)
    put_format(sql, "%s\"%w\"", i ? ", " : "", table->columns[i]);
}

static int create(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, steg_error *err) {
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  put_format(&sql, "CREATE TABLE main.\"%w\"(", table->name);
  for (int i = 0; i < table->column_count; i++) {
    put_format(&sql, "\"%w\" %s%s", table->columns[i], type_of_column(entry, table, i),
               i < table->first_slot ? " NOT NULL" : "");
    put_format(&sql, check_of_column(entry, table, i), table->columns[i]);
    steg_buffer_text(&sql, ", ");
  }
  steg_buffer_text(&sql, "\"_batch\" INTEGER NOT NULL, PRIMARY KEY(");
  put_key(&sql, table);
  bool own = table->kind != STEG_KIND_REGISTER && table->kind != STEG_KIND_REPEATED;
  steg_buffer_text(&sql, own ? "), FOREIGN KEY(_initiative) REFERENCES initiatives(number)) STRICT, WITHOUT ROWID;"
                             : "), FOREIGN KEY(_initiative, _participation) REFERENCES participations(initiative, id)"
                               ") STRICT, WITHOUT ROWID;");
  put_format(&sql, "CREATE TABLE main.\"%w\"(\"_replaced_by\" INTEGER NOT NULL REFERENCES batches(id), ",
             table->replaced);
  for (int i = 0; i < table->column_count; i++)
    put_format(&sql, "\"%w\" %s, ", table->columns[i], type_of_column(entry, table, i));
  steg_buffer_text(&sql, "\"_batch\" INTEGER NOT NULL, PRIMARY KEY(\"_replaced_by\", ");
  put_key(&sql, table);
  steg_buffer_text(&sql, ")) STRICT, WITHOUT ROWID");
  int result = steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_run(db, sql.bytes, err);
  steg_buffer_release(&sql);
  return result;
}

/* Declared type of a column of a table that is there: 1 with it, 0 when the column is not there. */
static int column_type(sqlite3 *db, const char *table, const char *column, char ret_type[16], steg_error *err) {
  sqlite3_stmt *info = NULL;
  if (steg_connection_prepare(db, &info, err, "SELECT type FROM pragma_table_info(?, 'main') WHERE name = ?") < 0)
    return -1;
  sqlite3_bind_text(info, 1, table, -1, SQLITE_STATIC);
  sqlite3_bind_text(info, 2, column, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, info, err);
  if (row == 1) {
    const char *type = (const char *)sqlite3_column_text(info, 0);
    strncpy(ret_type, type ? type : "", 15);
    ret_type[15] = '\0';
  }
  sqlite3_finalize(info);
  return row;
}

int steg_table_missing(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, bool *missing,
                       steg_error *err) {
  int count = 0;
  for (int i = 0; i < table->column_count; i++) {
    char type[16];
    int found = column_type(db, table->name, table->columns[i], type, err);
    if (found < 0)
      return -1;
    missing[i] = found == 0;
    count += found == 0;
    if (found == 1 && strcmp(type, type_of_column(entry, table, i)) != 0)
      return steg_error_set(
          err, STEG_ERROR_FINDINGS,
          "item %s of instrument %s holds another type of answer than in the version that was imported before; "
          "give the item a new id",
          table->columns[i], entry->instrument->id);
  }
  return count;
}

static int add_columns(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, const bool *missing,
                       steg_error *err) {
  for (int i = table->first_slot; i < table->column_count; i++) {
    if (!missing[i])
      continue;
    const char *type = type_of_column(entry, table, i);
    char *check = sqlite3_mprintf(check_of_column(entry, table, i), table->columns[i]);
    int result = check ? steg_connection_run_format(db, err,
                                                    "ALTER TABLE main.\"%w\" ADD COLUMN \"%w\" %s%s;"
                                                    "ALTER TABLE main.\"%w\" ADD COLUMN \"%w\" %s",
                                                    table->name, table->columns[i], type, check, table->replaced,
                                                    table->columns[i], type)
                       : steg_error_memory(err);
    sqlite3_free(check);
    if (result < 0)
      return -1;
  }
  return 0;
}

/* Two slots with one name would be one column: an item a__b beside a MULTI item a with a level b. */
static int check_names(const steg_registry_entry *entry, const steg_table *table, steg_error *err) {
  for (int i = 0; i < table->column_count; i++)
    for (int j = table->first_slot; j < i; j++)
      if (sqlite3_stricmp(table->columns[i], table->columns[j]) == 0)
        return steg_error_set(err, STEG_ERROR_FINDINGS,
                              "instrument %s has two answers with the name %s; give one a new id",
                              entry->instrument->id, table->columns[i]);
  if (entry->instrument->roles.count > 250 || table->column_count > 1900)
    return steg_error_set(err, STEG_ERROR_FINDINGS, "instrument %s is too large: at most 250 roles and 1 900 answers",
                          entry->instrument->id);
  return 0;
}

static int add_roles(sqlite3 *db, const steg_instrument *instrument, const int32_t *numbers, steg_error *err) {
  for (uint32_t i = 0; i < instrument->roles.count; i++)
    if (!numbers[i] &&
        steg_connection_run_format(db, err,
                                   "INSERT INTO main.roles(instrument, number, id)"
                                   " SELECT %Q, coalesce(max(number), 0) + 1, %Q FROM main.roles WHERE instrument = %Q",
                                   instrument->id, instrument->roles.rows[i].id, instrument->id) < 0)
      return -1;
  return 0;
}

/* The kind decides the key: it can't change between versions. */
static int check_kind(sqlite3 *db, const steg_instrument *instrument, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(db, &find, err, "SELECT 1 FROM main.instruments WHERE id = ? AND kind <> ?") < 0)
    return -1;
  sqlite3_bind_text(find, 1, instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_int(find, 2, (int)instrument->kind);
  int row = steg_connection_step(db, find, err);
  sqlite3_finalize(find);
  if (row == 1)
    return steg_error_set(err, STEG_ERROR_FINDINGS,
                          "instrument %s was of another kind (register, repeated, anonymous, event, aggregate) when it "
                          "was first imported; give it a "
                          "new id",
                          instrument->id);
  return row;
}

int steg_table_recorded(sqlite3 *db, const steg_registry_entry *entry, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (check_kind(db, entry->instrument, err) < 0)
    return -1;
  if (steg_connection_prepare(db, &find, err, "SELECT fingerprint FROM main.instruments WHERE id = ? AND version = ?") <
      0)
    return -1;
  sqlite3_bind_text(find, 1, entry->instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_text(find, 2, entry->instrument->version, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  const char *fingerprint = row == 1 ? (const char *)sqlite3_column_text(find, 0) : NULL;
  if (row == 1 && (!fingerprint || strcmp(fingerprint, entry->fingerprint) != 0))
    row = steg_error_set(
        err, STEG_ERROR_FINDINGS,
        "instrument %s version %s was imported with other content; what changed is a new version: make it with "
        "\"stegvis new instrument %s --next-version\"",
        entry->instrument->id, entry->instrument->version, entry->instrument->id);
  sqlite3_finalize(find);
  return row;
}

/* The work that is left to do for an instrument; all zero when it is prepared. */
typedef struct steg_table_work {
  bool record, describe, make, add, roles, view;
} steg_table_work;

static int find_work(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, steg_buffer *view,
                     bool *missing, int32_t **ret_numbers, steg_arena *arena, steg_table_work *ret_work,
                     steg_error *err) {
  steg_versions versions;
  steg_table_work work = {0};
  int recorded = steg_table_recorded(db, entry, err);
  int exists = recorded < 0 ? -1 : steg_table_exists(db, table->name, err);
  if (exists < 0)
    return -1;
  work.record = !recorded;
  int described = steg_versions_described(db, entry, err);
  if (described < 0)
    return -1;
  work.describe = !described;
  work.make = !exists;
  if (exists) {
    int count = steg_table_missing(db, entry, table, missing, err);
    if (count < 0)
      return -1;
    work.add = count > 0;
  }
  if (steg_table_roles(db, entry->instrument, arena, ret_numbers, err) < 0)
    return -1;
  for (uint32_t i = 0; i < entry->instrument->roles.count; i++)
    work.roles |= !*ret_numbers || (*ret_numbers)[i] == 0;
  if (steg_versions_load(db, entry, table, arena, &versions, err) < 0)
    return -1;
  steg_buffer_clear(view);
  steg_view_write(view, entry, table, &versions);
  if (steg_buffer_failed(view))
    return steg_error_memory(err);
  int same = steg_view_same(db, table->view, view->bytes, err);
  if (same < 0)
    return -1;
  work.view = !same;
  *ret_work = work;
  return 0;
}

int steg_store_admit(steg_store *store, const steg_registry_entry *entry, steg_error *err) {
  return steg_table_recorded(store->db, entry, err) < 0 ? -1 : 0;
}

/* Memory of looking for the work, and what was found. */
typedef struct steg_table_preparation {
  steg_arena *arena;
  const steg_table *table;
  bool *missing;
  int32_t *numbers;
  steg_buffer view;
  steg_table_work work;
} steg_table_preparation;

static void release(steg_table_preparation *preparation) {
  steg_buffer_release(&preparation->view);
  steg_arena_free(preparation->arena);
}

/* 1 when there is work to do, 0 when the instrument is prepared. To be released, also after an error. */
static int look(sqlite3 *db, const steg_registry_entry *entry, steg_table_preparation *ret_preparation,
                steg_error *err) {
  steg_table_preparation *here = ret_preparation;
  *here = (steg_table_preparation){.arena = steg_arena_new(0)};
  steg_buffer_init(&here->view, 1 << 20);
  here->table = here->arena ? steg_table_describe(entry, here->arena) : NULL;
  here->missing =
      here->table ? steg_arena_array(here->arena, (size_t)here->table->column_count, sizeof *here->missing) : NULL;
  if (!here->missing)
    return steg_error_memory(err);
  if (check_names(entry, here->table, err) < 0 ||
      find_work(db, entry, here->table, &here->view, here->missing, &here->numbers, here->arena, &here->work, err) < 0)
    return -1;
  const steg_table_work *work = &here->work;
  return work->record || work->describe || work->make || work->add || work->roles || work->view;
}

static int carry_out(steg_store *store, const steg_registry_entry *entry, const steg_table_preparation *preparation,
                     steg_error *err) {
  const steg_table_work *work = &preparation->work;
  const steg_table *table = preparation->table;
  if (work->record &&
      steg_connection_run_format(
          store->db, err, "INSERT INTO main.instruments(id, version, fingerprint, kind) VALUES(%Q, %Q, %Q, %d)",
          entry->instrument->id, entry->instrument->version, entry->fingerprint, (int)entry->instrument->kind) < 0)
    return -1;
  if (work->describe && steg_versions_describe(store->db, entry, err) < 0)
    return -1;
  if ((work->make && create(store->db, entry, table, err) < 0) ||
      (work->add && add_columns(store->db, entry, table, preparation->missing, err) < 0) ||
      (work->roles && add_roles(store->db, entry->instrument, preparation->numbers, err) < 0))
    return -1;
  if (work->view && (steg_connection_run_format(store->db, err, "DROP VIEW IF EXISTS main.\"%w\"", table->view) < 0 ||
                     steg_connection_run(store->db, preparation->view.bytes, err) < 0))
    return -1;
  return steg_migration_seal(store->db, err);
}

int steg_table_prepare(steg_store *store, const steg_registry_entry *entry, steg_error *err) {
  steg_table_preparation preparation;
  int result = look(store->db, entry, &preparation, err);
  if (result == 1 && carry_out(store, entry, &preparation, err) < 0)
    result = -1;
  release(&preparation);
  return result;
}

int steg_store_prepare(steg_store *store, const steg_registry_entry *entry, steg_error *err) {
  steg_table_preparation preparation;
  int result = look(store->db, entry, &preparation, err);
  release(&preparation);
  if (result <= 0)
    return result;
  if (steg_connection_begin(store, err) < 0)
    return -1;
  /* Looked at again under the lock: another process may have done the same. */
  result = steg_table_prepare(store, entry, err);
  if (result == 1)
    return steg_connection_commit(store, err);
  steg_connection_rollback(store->db);
  return result;
}
