/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/extract.h"

#include "store/connection.h"
#include "store/ledger.h"
#include <string.h>

static const char *text_of(sqlite3_stmt *statement, int column, steg_arena *arena) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return text ? steg_arena_text(arena, text) : NULL;
}

static steg_date date_of(sqlite3_stmt *statement, int column) {
  return sqlite3_column_type(statement, column) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(statement, column);
}

/* An array in an arena that grows by making a larger one: what an extract holds is small. */
static void *grow(steg_arena *arena, void *rows, size_t count, size_t size, steg_error *err) {
  if (count == 0 || (count >= 8 && (count & (count - 1)) == 0)) {
    void *larger = steg_arena_array(arena, count < 8 ? 8 : count * 2, size);
    if (!larger) {
      steg_error_memory(err);
      return NULL;
    }
    if (count)
      memcpy(larger, rows, count * size);
    return larger;
  }
  return rows;
}

/* ---- keys */

static int read_keys(sqlite3 *db, int64_t person, steg_arena *arena, steg_extract *extract, steg_error *err) {
  sqlite3_stmt *select = NULL;
  int row;
  if (steg_connection_prepare(db, &select, err, "SELECT code FROM identity.keys WHERE person = ? ORDER BY code") < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  while ((row = steg_connection_step(db, select, err)) == 1) {
    if (sqlite3_column_type(select, 0) == SQLITE_NULL) {
      extract->other_key_count++;
      continue;
    }
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    extract->codes = grow(arena, extract->codes, extract->code_count, sizeof *extract->codes, err);
    if (!extract->codes) {
      row = -1;
      break;
    }
    extract->codes[extract->code_count++] = text_of(select, 0, arena);
  }
  sqlite3_finalize(select);
  return row;
}

/* ---- participations */

static const char participation_columns[] = "i.id, p.derived, p.start, p.\"end\", p.birth_year, p.municipality, p.sex,"
                                            " p.area, p.coach, p.referrer, p.team, p.priority, p.source, p.batch";

static steg_extract_participation read_participation(sqlite3_stmt *select, steg_arena *arena) {
  return (steg_extract_participation){
      .initiative = text_of(select, 0, arena),
      .derived = sqlite3_column_int(select, 1) != 0,
      .attributes = {.start = date_of(select, 2),
                     .end = date_of(select, 3),
                     .birth_year = sqlite3_column_int(select, 4),
                     .municipality = sqlite3_column_int(select, 5),
                     .sex = (steg_sex)sqlite3_column_int(select, 6),
                     .area = (steg_area)sqlite3_column_int(select, 7),
                     .coach = text_of(select, 8, arena),
                     .referrer = text_of(select, 9, arena),
                     .team = text_of(select, 10, arena),
                     .priority = text_of(select, 11, arena),
                     .source = text_of(select, 12, arena)},
      .batch = sqlite3_column_int64(select, 13),
      .replaced_by = sqlite3_column_int64(select, 14),
  };
}

static int read_participations(sqlite3 *db, int64_t person, steg_arena *arena, steg_extract *extract, steg_error *err) {
  sqlite3_stmt *select = NULL;
  int row;
  if (steg_connection_prepare_format(db, &select, err,
                                     "SELECT %s, 0 AS replaced_by FROM main.participations p"
                                     " JOIN main.initiatives i ON i.number = p.initiative WHERE p.person = ?1"
                                     " UNION ALL SELECT %s, p.replaced_by FROM main.participations_replaced p"
                                     " JOIN main.initiatives i ON i.number = p.initiative WHERE p.person = ?1"
                                     " ORDER BY 1, 3, 15",
                                     participation_columns, participation_columns) < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  while ((row = steg_connection_step(db, select, err)) == 1) {
    extract->participations =
        grow(arena, extract->participations, extract->participation_count, sizeof *extract->participations, err);
    if (!extract->participations) {
      row = -1;
      break;
    }
    extract->participations[extract->participation_count++] = read_participation(select, arena);
  }
  sqlite3_finalize(select);
  return row;
}

/* ---- answers */

static int read_cells(sqlite3_stmt *select, steg_arena *arena, steg_extract_answer *answer, steg_error *err) {
  steg_extract_cell *cells = steg_arena_array(arena, (size_t)sqlite3_column_count(select), sizeof *cells);
  if (!cells)
    return steg_error_memory(err);
  for (int i = 0; i < sqlite3_column_count(select); i++) {
    const char *name = sqlite3_column_name(select, i);
    if (!name)
      return steg_error_memory(err);
    if (name[0] == '_' || sqlite3_column_type(select, i) == SQLITE_NULL)
      continue;
    steg_extract_cell *cell = &cells[answer->cell_count++];
    *cell = (steg_extract_cell){.column = steg_arena_text(arena, name), .kind = STEG_EXTRACT_INTEGER};
    switch (sqlite3_column_type(select, i)) {
    case SQLITE_INTEGER:
      cell->integer = sqlite3_column_int64(select, i);
      break;
    case SQLITE_FLOAT:
      cell->kind = STEG_EXTRACT_REAL;
      cell->real = sqlite3_column_double(select, i);
      break;
    default:
      cell->kind = STEG_EXTRACT_TEXT;
      cell->text = text_of(select, i, arena);
    }
  }
  answer->cells = cells;
  return 0;
}

/* Where in a row of the table stands what every answer has; -1 where the table has no such column. */
typedef struct steg_extract_head {
  int date, role, occasion, batch, replaced_by;
} steg_extract_head;

static steg_extract_head find_head(sqlite3_stmt *select) {
  steg_extract_head head = {-1, -1, -1, -1, -1};
  const struct {
    const char *name;
    int *place;
  } columns[] = {{"_date", &head.date},
                 {"_occasion", &head.occasion},
                 {"_batch", &head.batch},
                 {"_replaced_by", &head.replaced_by},
                 {"_extract_role", &head.role}};
  for (int i = 0; i < sqlite3_column_count(select); i++) {
    const char *name = sqlite3_column_name(select, i);
    for (size_t c = 0; name && c < sizeof columns / sizeof columns[0]; c++)
      if (strcmp(name, columns[c].name) == 0)
        *columns[c].place = i;
  }
  return head;
}

static bool has_column(const steg_ledger_table *table, const char *quoted) {
  return strstr(table->columns, quoted) != NULL;
}

/* `from`: the table itself or that of its replaced rows. */
static int read_answers(sqlite3 *db, const steg_ledger_table *table, const char *from, int64_t person,
                        steg_arena *arena, steg_extract *extract, steg_error *err) {
  sqlite3_stmt *select = NULL;
  const char *instrument = steg_arena_text(arena, table->name + strlen("answers_"));
  bool dated = has_column(table, "\"_date\"");
  const char *role = has_column(table, "\"_role\"")
                         ? "(SELECT r.id FROM main.roles r WHERE r.instrument = ?2 AND r.number = a._role)"
                         : "NULL";
  int row;
  if (!instrument)
    return steg_error_memory(err);
  /* Of a participation that is gone the replaced row tells the start: its latest one. */
  if (steg_connection_prepare_format(
          db, &select, err,
          "SELECT i.id AS _extract_initiative, p.start AS _extract_start, %s AS _extract_role, a.*"
          " FROM main.\"%w\" a JOIN main.initiatives i ON i.number = a._initiative JOIN"
          " (SELECT initiative, id, start FROM main.participations WHERE person = ?1 UNION ALL"
          " SELECT initiative, id, max(start) FROM main.participations_replaced r WHERE person = ?1 AND NOT EXISTS"
          " (SELECT 1 FROM main.participations l WHERE l.initiative = r.initiative AND l.id = r.id)"
          " GROUP BY initiative, id) p ON p.initiative = a._initiative AND p.id = a._participation"
          " ORDER BY i.id, p.start%s",
          role, from, dated ? ", a._date, a._role" : "") < 0)
    return -1;
  sqlite3_bind_int64(select, 1, person);
  sqlite3_bind_text(select, 2, instrument, -1, SQLITE_STATIC);
  const steg_extract_head head = find_head(select);
  while ((row = steg_connection_step(db, select, err)) == 1) {
    extract->answers = grow(arena, extract->answers, extract->answer_count, sizeof *extract->answers, err);
    if (!extract->answers) {
      row = -1;
      break;
    }
    steg_extract_answer *answer = &extract->answers[extract->answer_count++];
    *answer =
        (steg_extract_answer){.instrument = instrument,
                              .initiative = text_of(select, 0, arena),
                              .start = date_of(select, 1),
                              .date = head.date < 0 ? STEG_DATE_NONE : date_of(select, head.date),
                              .role = head.role < 0 ? NULL : text_of(select, head.role, arena),
                              .occasion = head.occasion < 0 ? 0 : sqlite3_column_int(select, head.occasion),
                              .batch = sqlite3_column_int64(select, head.batch),
                              .replaced_by = head.replaced_by < 0 ? 0 : sqlite3_column_int64(select, head.replaced_by)};
    row = read_cells(select, arena, answer, err);
    if (row < 0)
      break;
  }
  sqlite3_finalize(select);
  return row < 0 ? -1 : 0;
}

/* ---- batches */

static bool is_of(const steg_extract *extract, int64_t batch) {
  for (size_t i = 0; i < extract->participation_count; i++)
    if (extract->participations[i].batch == batch || extract->participations[i].replaced_by == batch)
      return true;
  for (size_t i = 0; i < extract->answer_count; i++)
    if (extract->answers[i].batch == batch || extract->answers[i].replaced_by == batch)
      return true;
  return false;
}

static int read_batches(steg_store *store, steg_arena *arena, steg_extract *extract, steg_error *err) {
  size_t count = 0;
  if (steg_batch_list(store, arena, &extract->batches, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    if (is_of(extract, extract->batches[i].id))
      extract->batches[extract->batch_count++] = extract->batches[i];
  return 0;
}

int steg_extract_read(steg_store *store, int64_t person, steg_arena *arena, steg_extract *ret_extract,
                      steg_error *err) {
  steg_extract extract = {0};
  steg_ledger_table *tables = NULL;
  size_t table_count = 0;
  /* One transaction: all of it is of one moment. */
  if (steg_connection_run(store->db, "BEGIN", err) < 0)
    return -1;
  int result = steg_ledger_tables(store->db, arena, &tables, &table_count, err);
  if (result == 0)
    result = read_keys(store->db, person, arena, &extract, err);
  if (result == 0)
    result = read_participations(store->db, person, arena, &extract, err);
  for (size_t i = 0; i < table_count && result == 0; i++) {
    if (!tables[i].answers)
      continue;
    result = read_answers(store->db, &tables[i], tables[i].name, person, arena, &extract, err);
    if (result == 0)
      result = read_answers(store->db, &tables[i], tables[i].replaced, person, arena, &extract, err);
  }
  if (result == 0)
    result = steg_consent_list(store, person, arena, &extract.consents, &extract.consent_count, err);
  if (result == 0)
    result = read_batches(store, arena, &extract, err);
  steg_connection_rollback(store->db);
  if (result < 0)
    return -1;
  if (steg_arena_failed(arena))
    return steg_error_memory(err);
  *ret_extract = extract;
  return 0;
}
