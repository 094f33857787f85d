/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/reunion.h"

#include "base/buffer.h"
#include "base/date.h"
#include "store/place.h"
#include "store/table.h"
#include <stdlib.h>
#include <string.h>

/* ---- what can't be one */

enum { NAMED_MAX = 5 };

/* The statement gives initiative and date; `form` stands in front of each. Adds to the text, at most so many. */
static int name_places(sqlite3 *db, sqlite3_stmt *select, const char *form, size_t *count, steg_buffer *text,
                       steg_error *err) {
  int row;
  while ((row = steg_connection_step(db, select, err)) == 1) {
    if ((*count)++ > NAMED_MAX)
      continue;
    if (*count > NAMED_MAX) {
      steg_buffer_text(text, " ...");
      continue;
    }
    steg_buffer_printf(text, "%s%s%s%s", *count > 1 ? ", " : "", form, *form ? ", " : "",
                       (const char *)sqlite3_column_text(select, 0));
    if (sqlite3_column_type(select, 1) != SQLITE_NULL) {
      steg_buffer_char(text, ' ');
      steg_date_write_iso(text, sqlite3_column_int(select, 1));
    }
  }
  return row;
}

static int take_text(steg_buffer *text, int result, steg_arena *arena, const char **ret_where, steg_error *err) {
  const char *where = steg_buffer_failed(text) ? NULL : steg_arena_text(arena, text->size ? text->bytes : "");
  steg_buffer_release(text);
  if (result < 0)
    return -1;
  if (!where)
    return steg_error_memory(err);
  *ret_where = where;
  return 0;
}

int steg_reunion_same_starts(sqlite3 *db, int64_t a, int64_t b, steg_arena *arena, const char **ret_where,
                             steg_error *err) {
  sqlite3_stmt *select = NULL;
  size_t count = 0;
  steg_buffer text;
  steg_buffer_init(&text, 4096);
  int result = steg_connection_prepare(db, &select, err,
                                       "SELECT i.id, p.start FROM main.participations p JOIN main.participations q"
                                       " ON q.initiative = p.initiative AND q.start IS p.start"
                                       " JOIN main.initiatives i ON i.number = p.initiative WHERE p.person = ?1"
                                       " AND q.person = ?2 AND NOT p.derived AND NOT q.derived ORDER BY 1, 2");
  if (result == 0) {
    sqlite3_bind_int64(select, 1, a);
    sqlite3_bind_int64(select, 2, b);
    result = name_places(db, select, "", &count, &text, err);
  }
  sqlite3_finalize(select);
  return take_text(&text, result, arena, ret_where, err);
}

static bool has_column(const steg_ledger_table *table, const char *quoted) {
  return strstr(table->columns, quoted) != NULL;
}

/* "x.c IS NOT y.c OR ..." over the columns that an answer is made of, by the quoted list of the table's. */
static void put_differs(steg_buffer *sql, const steg_ledger_table *table) {
  const char *at = table->columns;
  bool first = true;
  while (at && *at) {
    const char *comma = strstr(at, ", ");
    size_t size = comma ? (size_t)(comma - at) : strlen(at);
    bool ours = size > 1 && at[1] == '_' && strncmp(at, "\"_occasion\"", size) != 0;
    if (!ours) {
      steg_buffer_printf(sql, "%sx.%.*s IS NOT y.%.*s", first ? "" : " OR ", (int)size, at, (int)size, at);
      first = false;
    }
    at = comma ? comma + 2 : NULL;
  }
}

int steg_reunion_other_answers(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t a, int64_t b,
                               steg_arena *arena, const char **ret_where, steg_error *err) {
  size_t count = 0;
  int result = 0;
  steg_buffer text;
  steg_buffer sql;
  steg_buffer_init(&text, 4096);
  steg_buffer_init(&sql, 1 << 20);
  for (size_t i = 1; i < table_count && result == 0; i++) {
    sqlite3_stmt *select = NULL;
    if (!tables[i].answers || !has_column(&tables[i], "\"_date\""))
      continue;
    steg_buffer_clear(&sql);
    steg_buffer_printf(&sql,
                       "SELECT i.id, x._date FROM main.\"%s\" x JOIN main.\"%s\" y ON y._initiative = x._initiative"
                       " AND y._date = x._date AND y._role = x._role"
                       " JOIN main.initiatives i ON i.number = x._initiative"
                       " WHERE (x._initiative, x._participation) IN"
                       " (SELECT initiative, id FROM main.participations WHERE person = ?1)"
                       " AND (y._initiative, y._participation) IN"
                       " (SELECT initiative, id FROM main.participations WHERE person = ?2) AND (",
                       tables[i].name, tables[i].name);
    put_differs(&sql, &tables[i]);
    steg_buffer_text(&sql, ") ORDER BY 1, 2");
    result = steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_prepare(db, &select, err, sql.bytes);
    if (result == 0) {
      sqlite3_bind_int64(select, 1, a);
      sqlite3_bind_int64(select, 2, b);
      result = name_places(db, select, tables[i].name + strlen("answers_"), &count, &text, err);
    }
    sqlite3_finalize(select);
  }
  steg_buffer_release(&sql);
  return take_text(&text, result, arena, ret_where, err);
}

/* ---- placing anew */

typedef struct steg_reunion {
  sqlite3 *db;
  int32_t initiative;
  steg_places places; /* one entry: the person */
  uint32_t derived;   /* the one that stays, or NONE */
  size_t moved;
} steg_reunion;

static int load(steg_reunion *reunion, int64_t person, steg_error *err) {
  sqlite3_stmt *select = NULL;
  reunion->places.first = malloc(sizeof *reunion->places.first);
  if (!reunion->places.first)
    return steg_error_memory(err);
  reunion->places.first[0] = STEG_PLACE_NONE;
  reunion->derived = STEG_PLACE_NONE;
  if (steg_connection_prepare(reunion->db, &select, err,
                              "SELECT id, derived, start, \"end\" FROM main.participations"
                              " WHERE initiative = ? AND person = ? ORDER BY start IS NULL, start, id") < 0)
    return -1;
  sqlite3_bind_int(select, 1, reunion->initiative);
  sqlite3_bind_int64(select, 2, person);
  int row;
  while ((row = steg_connection_step(reunion->db, select, err)) == 1) {
    steg_place place = {
        .person = person,
        .initiative = reunion->initiative,
        .id = sqlite3_column_int(select, 0),
        .derived = sqlite3_column_int(select, 1) != 0,
        .start = sqlite3_column_type(select, 2) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 2),
        .end = sqlite3_column_type(select, 3) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(select, 3),
    };
    uint32_t made = steg_place_add(&reunion->places, 0, &place);
    if (made == STEG_PLACE_NONE) {
      row = steg_error_memory(err);
      break;
    }
    if (place.derived && reunion->derived == STEG_PLACE_NONE)
      reunion->derived = made;
  }
  sqlite3_finalize(select);
  return row;
}

typedef struct steg_reunion_response {
  uint32_t from; /* place */
  steg_date date;
  int32_t role;
  int occasion;
} steg_reunion_response;

static int read_responses(const steg_reunion *reunion, const steg_ledger_table *table, steg_arena *arena,
                          steg_reunion_response **ret_rows, size_t *ret_count, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_reunion_response *rows = NULL;
  size_t count = 0;
  int row = steg_connection_prepare_format(
      reunion->db, &select, err,
      "SELECT _date, _role, _occasion FROM main.\"%w\" WHERE _initiative = ? AND _participation = ?", table->name);
  for (uint32_t at = 0; at < reunion->places.count && row >= 0; at++) {
    sqlite3_bind_int(select, 1, reunion->initiative);
    sqlite3_bind_int(select, 2, reunion->places.rows[at].id);
    while ((row = steg_connection_step(reunion->db, select, err)) == 1) {
      if ((count & (count - 1)) == 0) {
        steg_reunion_response *larger = steg_arena_array(arena, count ? count * 2 : 1, sizeof *larger);
        if (!larger) {
          row = steg_error_memory(err);
          break;
        }
        if (count)
          memcpy(larger, rows, count * sizeof *larger);
        rows = larger;
      }
      rows[count++] = (steg_reunion_response){.from = at,
                                              .date = sqlite3_column_int(select, 0),
                                              .role = sqlite3_column_int(select, 1),
                                              .occasion = sqlite3_column_int(select, 2)};
    }
    sqlite3_reset(select);
  }
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_rows = rows;
  *ret_count = count;
  return 0;
}

/* 0 = free, 1 = the same answers stand there, 2 = others do. */
static int look_at(const steg_reunion *reunion, const steg_ledger_table *table, const steg_reunion_response *response,
                   uint32_t target, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_buffer sql;
  steg_buffer_init(&sql, 1 << 20);
  steg_buffer_text(&sql, "SELECT (");
  put_differs(&sql, table);
  steg_buffer_printf(&sql,
                     ") FROM main.\"%s\" x JOIN main.\"%s\" y ON y._initiative = x._initiative AND y._date = x._date"
                     " AND y._role = x._role AND y._participation = ?5"
                     " WHERE x._initiative = ?1 AND x._participation = ?2 AND x._date = ?3 AND x._role = ?4",
                     table->name, table->name);
  int row =
      steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_prepare(reunion->db, &select, err, sql.bytes);
  steg_buffer_release(&sql);
  if (row == 0) {
    sqlite3_bind_int(select, 1, reunion->initiative);
    sqlite3_bind_int(select, 2, reunion->places.rows[response->from].id);
    sqlite3_bind_int(select, 3, response->date);
    sqlite3_bind_int(select, 4, response->role);
    sqlite3_bind_int(select, 5, reunion->places.rows[target].id);
    row = steg_connection_step(reunion->db, select, err);
    if (row == 1)
      row = sqlite3_column_int(select, 0) ? 2 : 1;
  }
  sqlite3_finalize(select);
  return row;
}

#define KEY_WHERE " WHERE _initiative = %d AND _participation = %d AND _date = %d AND _role = %d"
#define MOVED_WHERE " WHERE instrument = %Q AND initiative = %d AND participation = %d AND date = %d AND role = %d"

/* What the response was before goes along, so that undoing the batch that changed it puts it back beside it; and so does which batch
 * had read it. */
static int move(steg_reunion *reunion, const steg_ledger_table *table, const steg_reunion_response *response,
                uint32_t target, steg_error *err) {
  const char *instrument = table->name + strlen("answers_");
  int from = reunion->places.rows[response->from].id;
  int to = reunion->places.rows[target].id;
  reunion->moved++;
  return steg_connection_run_format(reunion->db, err,
                                    "UPDATE main.\"%w\" SET _participation = %d" KEY_WHERE ";"
                                    "UPDATE OR IGNORE main.\"%w\" SET _participation = %d" KEY_WHERE ";"
                                    "UPDATE OR REPLACE main.moved SET participation = %d" MOVED_WHERE,
                                    table->name, to, reunion->initiative, from, response->date, response->role,
                                    table->replaced, to, reunion->initiative, from, response->date, response->role, to,
                                    instrument, reunion->initiative, from, response->date, response->role);
}

static int drop(const steg_reunion *reunion, const steg_ledger_table *table, const steg_reunion_response *response,
                steg_error *err) {
  const char *instrument = table->name + strlen("answers_");
  int from = reunion->places.rows[response->from].id;
  return steg_connection_run_format(
      reunion->db, err,
      "DELETE FROM main.\"%w\"" KEY_WHERE "; DELETE FROM main.\"%w\"" KEY_WHERE "; DELETE FROM main.moved" MOVED_WHERE,
      table->name, reunion->initiative, from, response->date, response->role, table->replaced, reunion->initiative,
      from, response->date, response->role, instrument, reunion->initiative, from, response->date, response->role);
}

static int place_one(steg_reunion *reunion, const steg_ledger_table *table, const steg_reunion_response *response,
                     bool event, steg_error *err) {
  uint32_t target = event
                        ? steg_place_find_event(&reunion->places, 0, reunion->initiative, response->date)
                        : steg_place_find(&reunion->places, 0, reunion->initiative, response->date, response->occasion);
  if (target == STEG_PLACE_NONE)
    target = reunion->derived;
  if (target == STEG_PLACE_NONE || target == response->from)
    return 0;
  int there = look_at(reunion, table, response, target, err);
  if (there == 2) { /* one person had two forms of that day: the one that was set aside stays so */
    if (!reunion->places.rows[response->from].derived || response->from == reunion->derived)
      return 0;
    target = reunion->derived;
    there = look_at(reunion, table, response, target, err);
  }
  if (there < 0)
    return -1;
  if (there == 1)
    return drop(reunion, table, response, err);
  if (there == 2) {
    steg_buffer date;
    steg_buffer_init(&date, 64);
    steg_date_write_iso(&date, response->date);
    int result = steg_error_set(err, STEG_ERROR_FINDINGS,
                                "the two people have different answers to %s of %s, and only one can be right: take "
                                "one of them away first",
                                table->name + strlen("answers_"), date.bytes);
    steg_buffer_release(&date);
    return result;
  }
  return move(reunion, table, response, target, err);
}

/* ---- derived participations */

static int has_rows(const steg_reunion *reunion, const steg_ledger_table *tables, size_t table_count, int32_t id,
                    steg_error *err) {
  int row = 0;
  for (size_t i = 1; i < table_count && row == 0; i++) {
    sqlite3_stmt *select = NULL;
    if (!tables[i].answers)
      continue;
    row = steg_connection_prepare_format(reunion->db, &select, err,
                                         "SELECT 1 FROM main.\"%w\" WHERE _initiative = %d AND _participation = %d",
                                         tables[i].name, reunion->initiative, id);
    if (row == 0)
      row = steg_connection_step(reunion->db, select, err);
    sqlite3_finalize(select);
  }
  return row;
}

/* What was said about a participation that goes fills in what its heir does not say. */
static int inherit(const steg_reunion *reunion, int32_t id, int32_t heir, steg_error *err) {
  static const char *const columns[] = {"birth_year", "municipality", "sex",      "area",  "coach",
                                        "referrer",   "team",         "priority", "source"};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    if (steg_connection_run_format(reunion->db, err,
                                   "UPDATE main.participations SET \"%w\" = (SELECT \"%w\" FROM main.participations"
                                   " WHERE initiative = %d AND id = %d) WHERE initiative = %d AND id = %d"
                                   " AND \"%w\" IS NULL",
                                   columns[i], columns[i], reunion->initiative, id, reunion->initiative, heir,
                                   columns[i]) < 0)
      return -1;
  return 0;
}

/* A derived participation without responses goes where there is another one; its start is its first response's. */
static int settle_derived(const steg_reunion *reunion, const steg_ledger_table *tables, size_t table_count,
                          uint32_t heir, steg_error *err) {
  for (uint32_t at = 0; at < reunion->places.count; at++) {
    const steg_place *place = &reunion->places.rows[at];
    if (!place->derived)
      continue;
    int rows = has_rows(reunion, tables, table_count, place->id, err);
    if (rows < 0)
      return -1;
    if (rows == 0 && heir != STEG_PLACE_NONE && heir != at) {
      if (inherit(reunion, place->id, reunion->places.rows[heir].id, err) < 0 ||
          steg_connection_run_format(reunion->db, err,
                                     "DELETE FROM main.participations WHERE initiative = %d AND id = %d;"
                                     "DELETE FROM main.participations_replaced WHERE initiative = %d AND id = %d",
                                     reunion->initiative, place->id, reunion->initiative, place->id) < 0)
        return -1;
      continue;
    }
    for (size_t i = 1; i < table_count && rows; i++)
      if (tables[i].answers && has_column(&tables[i], "\"_date\"") &&
          steg_connection_run_format(
              reunion->db, err,
              "UPDATE main.participations SET start = (SELECT min(_date) FROM main.\"%w\""
              " WHERE _initiative = %d AND _participation = %d) WHERE initiative = %d AND id = %d"
              " AND start > (SELECT min(_date) FROM main.\"%w\" WHERE _initiative = %d"
              " AND _participation = %d)",
              tables[i].name, reunion->initiative, place->id, reunion->initiative, place->id, tables[i].name,
              reunion->initiative, place->id) < 0)
        return -1;
  }
  return 0;
}

/* The registered participation that starts last, else the derived one that stays. */
static uint32_t heir_of(const steg_reunion *reunion) {
  uint32_t heir = reunion->derived;
  bool registered = false;
  for (uint32_t at = 0; at < reunion->places.count; at++)
    if (!reunion->places.rows[at].derived &&
        (!registered || reunion->places.rows[at].start > reunion->places.rows[heir].start)) {
      heir = at;
      registered = true;
    }
  return heir;
}

static bool is_event(const char *const *events, size_t event_count, const steg_ledger_table *table) {
  for (size_t i = 0; i < event_count; i++)
    if (strcmp(events[i], table->name + strlen("answers_")) == 0)
      return true;
  return false;
}

int steg_reunion_place(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t person,
                       int32_t initiative, size_t *moved, steg_error *err) {
  steg_reunion reunion = {.db = db, .initiative = initiative};
  const char *const *events = NULL;
  size_t event_count = 0;
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return steg_error_memory(err);
  int result = steg_table_list(db, 1u << STEG_KIND_EVENT, arena, &events, &event_count, err);
  if (result == 0)
    result = load(&reunion, person, err);
  if (result < 0 || !reunion.places.rows) /* without a participation there is nothing to place */
    goto done;
  for (size_t i = 1; i < table_count && result == 0; i++) {
    steg_reunion_response *responses = NULL;
    size_t count = 0;
    if (!tables[i].answers || !has_column(&tables[i], "\"_date\""))
      continue;
    result = read_responses(&reunion, &tables[i], arena, &responses, &count, err);
    bool event = is_event(events, event_count, &tables[i]);
    for (size_t r = 0; r < count && result == 0; r++)
      result = place_one(&reunion, &tables[i], &responses[r], event, err);
  }
  if (result == 0)
    result = settle_derived(&reunion, tables, table_count, heir_of(&reunion), err);
done:
  steg_place_release(&reunion.places);
  steg_arena_free(arena);
  *moved += reunion.moved;
  return result;
}
