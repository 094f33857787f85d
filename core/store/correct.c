/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/correct_part.h"

#include "base/buffer.h"
#include "store/audit.h"
#include "store/connection.h"
#include "store/versions.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- finding */

static steg_date date_at(sqlite3_stmt *statement, int column) {
  return sqlite3_column_type(statement, column) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(statement, column);
}

int steg_correct_find(steg_store *store, const steg_registry_entry *entry, const steg_correct_search *search,
                      steg_arena *arena, steg_correct_row **ret_rows, size_t *ret_count, steg_error *err) {
  enum { ROOM = 1000 };
  const bool is_register = entry->instrument->kind == STEG_KIND_REGISTER;
  char table[64];
  sqlite3_stmt *select = NULL;
  steg_correct_row *rows = steg_arena_array(arena, ROOM, sizeof *rows);
  size_t count = 0;
  int row = 0;
  snprintf(table, sizeof table, "answers_%s", entry->instrument->id);
  int exists = steg_table_exists(store->db, table, err);
  if (exists < 0 || !rows)
    return rows ? -1 : steg_error_memory(err);
  if (exists &&
      steg_connection_prepare_format(
          store->db, &select, err,
          "SELECT p.initiative, i.id, p.id, %s, %s, r.id FROM main.participations p"
          " JOIN main.initiatives i ON i.number = p.initiative"
          " JOIN main.\"%w\" a ON a._initiative = p.initiative AND a._participation = p.id"
          " LEFT JOIN main.roles r ON r.instrument = %Q AND r.number = %s WHERE p.person = ?1"
          " AND (?2 IS NULL OR i.id = ?2) AND (?3 IS NULL OR r.id = ?3) AND (?4 IS NULL OR %s = ?4) ORDER BY 2, 4, 5",
          is_register ? "p.start" : "a._date", is_register ? "0" : "a._role", table, entry->instrument->id,
          is_register ? "0" : "a._role", is_register ? "p.start" : "a._date") < 0)
    return -1;
  if (exists) {
    sqlite3_bind_int64(select, 1, search->person);
    sqlite3_bind_text(select, 2, search->initiative, -1, SQLITE_STATIC);
    sqlite3_bind_text(select, 3, search->role, -1, SQLITE_STATIC);
    if (search->date != STEG_DATE_NONE)
      sqlite3_bind_int(select, 4, search->date);
    while ((row = steg_connection_step(store->db, select, err)) == 1 && count < ROOM)
      rows[count++] =
          (steg_correct_row){.initiative = sqlite3_column_int(select, 0),
                             .initiative_id = steg_arena_text(arena, (const char *)sqlite3_column_text(select, 1)),
                             .participation = sqlite3_column_int64(select, 2),
                             .date = date_at(select, 3),
                             .role_number = sqlite3_column_int(select, 4),
                             .role = steg_arena_text(arena, (const char *)sqlite3_column_text(select, 5))};
  }
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_rows = rows;
  *ret_count = count;
  return steg_arena_failed(arena) ? steg_error_memory(err) : 0;
}

/* ---- the correction */

static const char *attribute_column(steg_attribute attribute) {
  switch (attribute) {
  case STEG_ATTRIBUTE_SEX:
    return "sex";
  case STEG_ATTRIBUTE_BIRTH_YEAR:
    return "birth_year";
  case STEG_ATTRIBUTE_MUNICIPALITY:
    return "municipality";
  case STEG_ATTRIBUTE_AREA:
    return "area";
  case STEG_ATTRIBUTE_START:
    return "start";
  case STEG_ATTRIBUTE_END:
    return "end";
  case STEG_ATTRIBUTE_COACH:
    return "coach";
  case STEG_ATTRIBUTE_REFERRER:
    return "referrer";
  case STEG_ATTRIBUTE_TEAM:
    return "team";
  case STEG_ATTRIBUTE_PRIORITY:
    return "priority";
  case STEG_ATTRIBUTE_SOURCE:
    return "source";
  default:
    return NULL;
  }
}

static void bind_value(sqlite3_stmt *statement, int parameter, const steg_correct_value *value) {
  if (!value->is_set)
    sqlite3_bind_null(statement, parameter);
  else if (value->text)
    sqlite3_bind_text(statement, parameter, value->text, -1, SQLITE_STATIC);
  else if (value->is_real)
    sqlite3_bind_double(statement, parameter, value->number);
  else
    sqlite3_bind_int64(statement, parameter, (int64_t)value->number);
}

static steg_correct_value value_at(sqlite3_stmt *statement, steg_arena *arena) {
  steg_correct_value value = {.is_set = sqlite3_column_type(statement, 0) != SQLITE_NULL};
  if (sqlite3_column_type(statement, 0) == SQLITE_TEXT) {
    value.text = steg_arena_text(arena, (const char *)sqlite3_column_text(statement, 0));
  } else if (value.is_set) {
    value.is_real = sqlite3_column_type(statement, 0) == SQLITE_FLOAT;
    value.number = sqlite3_column_double(statement, 0);
  }
  return value;
}

static bool same_value(const steg_correct_value *a, const steg_correct_value *b) {
  if (a->is_set != b->is_set || !a->is_set)
    return a->is_set == b->is_set;
  if (a->text || b->text)
    return a->text && b->text && !strcmp(a->text, b->text);
  return a->number == b->number;
}

/* " WHERE key" of the row, numbers only. */
static const char *where_row(const steg_correct *correct) {
  const steg_correct_row *row = correct->row;
  return correct->entry->instrument->kind == STEG_KIND_REGISTER
             ? steg_arena_printf(correct->arena, "_initiative = %d AND _participation = %lld", row->initiative,
                                 (long long)row->participation)
             : steg_arena_printf(correct->arena,
                                 "_initiative = %d AND _participation = %lld AND _date = %d AND _role = %d",
                                 row->initiative, (long long)row->participation, row->date, row->role_number);
}

static const char *where_place(const steg_correct *correct) {
  return steg_arena_printf(correct->arena, "initiative = %d AND id = %lld", correct->row->initiative,
                           (long long)correct->row->participation);
}

static int read_before(steg_correct *correct, steg_correct_change *change, steg_error *err) {
  sqlite3_stmt *select = NULL;
  int result = 0;
  if (change->target == STEG_CORRECT_DATE || change->target == STEG_CORRECT_PERSON) {
    change->before = (steg_correct_value){
        .is_set = true, .number = change->target == STEG_CORRECT_DATE ? (double)correct->row->date : 0};
    return 0;
  }
  if (change->target == STEG_CORRECT_SLOT)
    result = steg_connection_prepare_format(correct->db, &select, err, "SELECT \"%w\" FROM main.\"%w\" WHERE %s",
                                            correct->entry->layout->slots[change->slot].name, correct->table,
                                            where_row(correct));
  else
    result =
        steg_connection_prepare_format(correct->db, &select, err, "SELECT \"%w\" FROM main.participations WHERE %s",
                                       attribute_column(change->attribute), where_place(correct));
  if (result == 0 && steg_connection_step(correct->db, select, err) == 1)
    change->before = value_at(select, correct->arena);
  sqlite3_finalize(select);
  return result;
}

/* One answer more or less does not make the row one of the present version. */
static int keep_version(steg_correct *correct, uint32_t slot, steg_error *err) {
  bool is_register = correct->entry->instrument->kind == STEG_KIND_REGISTER;
  const char *where = where_row(correct);
  const steg_version_key key = {.initiative = correct->row->initiative,
                                .participation = correct->row->participation,
                                .date = is_register ? 0 : correct->row->date,
                                .role = is_register ? 0 : correct->row->role_number};
  if (!where)
    return steg_error_memory(err);
  if (steg_versions_may_write(correct->db, correct->entry, where, &key, slot, correct->arena, err) < 0)
    return -1;
  return steg_versions_keep(correct->db, correct->entry->instrument->id, where, correct->batch, &key, &key, err);
}

static int write_one(steg_correct *correct, const steg_correct_change *change, steg_error *err) {
  sqlite3_stmt *update = NULL;
  if (change->target == STEG_CORRECT_SLOT && keep_version(correct, change->slot, err) < 0)
    return -1;
  int result = change->target == STEG_CORRECT_SLOT
                   ? steg_connection_prepare_format(correct->db, &update, err,
                                                    "UPDATE main.\"%w\" SET \"%w\" = ?1, _batch = %lld WHERE %s",
                                                    correct->table, correct->entry->layout->slots[change->slot].name,
                                                    (long long)correct->batch, where_row(correct))
                   : steg_connection_prepare_format(
                         correct->db, &update, err, "UPDATE main.participations SET \"%w\" = ?1, batch = %lld WHERE %s",
                         attribute_column(change->attribute), (long long)correct->batch, where_place(correct));
  if (result == 0) {
    bind_value(update, 1, &change->value);
    result = steg_connection_finish(correct->db, update, err);
  }
  sqlite3_finalize(update);
  return result;
}

/* ---- the batch */

static int open_batch(steg_correct *correct, steg_error *err) {
  sqlite3_stmt *insert = NULL;
  const steg_instrument *instrument = correct->entry->instrument;
  if (steg_connection_integer(correct->db, "SELECT max(id) + 1 FROM main.batches", 1, &correct->batch, err) < 0 ||
      steg_connection_prepare(correct->db, &insert, err,
                              "INSERT INTO main.batches(id, instrument, version, fingerprint, file_name, file_hash,"
                              " rows_hash, imported_at, last_date, inserted, updated, unchanged, anonymous, derived,"
                              " stored_rows, stored_hash, undone, kind, removed)"
                              " VALUES(?1, ?2, ?3, ?4, 'rättelse', '', '', ?5, NULL, 0, 1, 0, 0, 0, 0, '', 0, 3, 0)") <
          0)
    return -1;
  sqlite3_bind_int64(insert, 1, correct->batch);
  sqlite3_bind_text(insert, 2, instrument->id, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 3, instrument->version, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 4, correct->entry->fingerprint, -1, SQLITE_STATIC);
  sqlite3_bind_int64(insert, 5, (int64_t)time(NULL));
  int result = steg_connection_finish(correct->db, insert, err);
  sqlite3_finalize(insert);
  return result;
}

static int close_batch(steg_correct *correct, steg_store *store, const char *reason, steg_error *err) {
  steg_digest digest = {0};
  char hash[STEG_HASH_TEXT];
  if (steg_replace_settle(correct->db, correct->touched, correct->touched_count, correct->batch, correct->arena, err) <
          0 ||
      steg_replace_digest(correct->db, correct->batch, correct->arena, &digest, err) < 0)
    return -1;
  steg_digest_text(&digest, hash);
  if (steg_connection_run_format(correct->db, err,
                                 "UPDATE main.batches SET stored_rows = %lld, stored_hash = %Q WHERE id = %lld",
                                 (long long)digest.rows, hash, (long long)correct->batch) < 0)
    return -1;
  const char *detail = steg_arena_printf(correct->arena, "batch %lld, %s: %s", (long long)correct->batch,
                                         correct->entry->instrument->id, reason);
  return detail ? steg_audit_append(store, "correct", detail, err) : steg_error_memory(err);
}

/* Old rows kept once, then the values, then what moves. */
static int apply(steg_correct *correct, const steg_correct_change *changes, size_t count, steg_error *err) {
  bool answers = false;
  bool places = false;
  bool window = false;
  steg_date date = correct->row->date;
  int64_t person = correct->person;
  bool moves = false;
  for (size_t i = 0; i < count; i++) {
    answers |= changes[i].target != STEG_CORRECT_ATTRIBUTE;
    places |= changes[i].target == STEG_CORRECT_ATTRIBUTE;
    window |= changes[i].target == STEG_CORRECT_ATTRIBUTE &&
              (changes[i].attribute == STEG_ATTRIBUTE_START || changes[i].attribute == STEG_ATTRIBUTE_END);
    if (changes[i].target == STEG_CORRECT_DATE)
      date = (steg_date)changes[i].value.number;
    if (changes[i].target == STEG_CORRECT_PERSON)
      person = changes[i].person;
    moves |= changes[i].target == STEG_CORRECT_DATE || changes[i].target == STEG_CORRECT_PERSON;
  }
  if ((answers && steg_connection_run_format(
                      correct->db, err, "INSERT INTO main.\"%w\" SELECT %lld, * FROM main.\"%w\" WHERE %s",
                      correct->replaced, (long long)correct->batch, correct->table, where_row(correct)) < 0) ||
      (places && steg_connection_run_format(
                     correct->db, err,
                     "INSERT INTO main.participations_replaced SELECT %lld, * FROM main.participations WHERE %s",
                     (long long)correct->batch, where_place(correct)) < 0))
    return -1;
  for (size_t i = 0; i < count; i++)
    if ((changes[i].target == STEG_CORRECT_SLOT || changes[i].target == STEG_CORRECT_ATTRIBUTE) &&
        write_one(correct, &changes[i], err) < 0)
      return -1;
  if (moves) {
    int64_t occasion = 0;
    const char *sql = steg_arena_printf(correct->arena, "SELECT _occasion FROM main.\"%s\" WHERE %s", correct->table,
                                        where_row(correct));
    if (!sql)
      return steg_error_memory(err);
    if (steg_connection_integer(correct->db, sql, 0, &occasion, err) < 0)
      return -1;
    const steg_correct_key from = {correct->row->participation, correct->row->date, correct->row->role_number,
                                   (int)occasion};
    if (steg_correct_place_move(correct, correct->entry->instrument->kind, correct->entry->instrument->id, &from,
                                person, date, true, err) < 0)
      return -1;
  }
  if (window) {
    int64_t wrong = 0;
    const char *sql = steg_arena_printf(
        correct->arena, "SELECT count(*) FROM main.participations WHERE %s AND \"end\" < start", where_place(correct));
    if (!sql)
      return steg_error_memory(err);
    if (steg_connection_integer(correct->db, sql, 0, &wrong, err) < 0)
      return -1;
    if (wrong)
      return steg_error_set(err, STEG_ERROR_FINDINGS, "the participation would end before it starts (E_ORDER)");
    return steg_correct_place_follow(correct, err);
  }
  return 0;
}

int steg_correct_run(steg_store *store, const steg_registry_entry *entry, const steg_correct_row *row,
                     steg_correct_change *changes, size_t change_count, const char *reason, steg_correct_mode mode,
                     int64_t *ret_batch, steg_error *err) {
  steg_correct correct = {.db = store->db, .entry = entry, .row = row};
  size_t differing = 0;
  snprintf(correct.table, sizeof correct.table, "answers_%s", entry->instrument->id);
  snprintf(correct.replaced, sizeof correct.replaced, "replaced_%s", entry->instrument->id);
  if (steg_connection_begin(store, err) < 0)
    return -1;
  correct.arena = steg_arena_new(0);
  correct.touched =
      correct.arena ? steg_arena_array(correct.arena, STEG_CORRECT_TOUCHED_MAX, sizeof *correct.touched) : NULL;
  const char *person_sql =
      correct.touched
          ? steg_arena_printf(correct.arena, "SELECT person FROM main.participations WHERE %s", where_place(&correct))
          : NULL;
  if (!person_sql) {
    steg_error_memory(err);
    goto fail;
  }
  if (steg_connection_integer(store->db, person_sql, 0, &correct.person, err) < 0)
    goto fail;
  for (size_t i = 0; i < change_count; i++) {
    if (read_before(&correct, &changes[i], err) < 0)
      goto fail;
    differing += changes[i].target == STEG_CORRECT_PERSON ? changes[i].person != correct.person
                                                          : !same_value(&changes[i].before, &changes[i].value);
  }
  *ret_batch = 0;
  if (differing) {
    if (steg_connection_run(store->db, "PRAGMA defer_foreign_keys = ON", err) < 0 || open_batch(&correct, err) < 0 ||
        apply(&correct, changes, change_count, err) < 0 || close_batch(&correct, store, reason, err) < 0)
      goto fail;
    if (mode == STEG_CORRECT_STORE) {
      if (steg_connection_commit(store, err) < 0)
        goto fail;
      *ret_batch = correct.batch;
    }
  }
  steg_connection_rollback(store->db);
  steg_arena_free(correct.arena);
  return 0;
fail:
  steg_connection_rollback(store->db);
  steg_arena_free(correct.arena);
  return -1;
}
