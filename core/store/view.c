/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/view.h"

#include "instrument/model.h"
#include <string.h>

static void put_name(steg_buffer *out, const char *name) {
  steg_buffer_char(out, '"');
  for (const char *at = name; *at; at++) {
    if (*at == '"')
      steg_buffer_char(out, '"');
    steg_buffer_char(out, *at);
  }
  steg_buffer_char(out, '"');
}

static void put_literal(steg_buffer *out, const char *text) {
  steg_buffer_char(out, '\'');
  for (const char *at = text; *at; at++) {
    if (*at == '\'')
      steg_buffer_char(out, '\'');
    steg_buffer_char(out, *at);
  }
  steg_buffer_char(out, '\'');
}

static void put_levels(steg_buffer *out, const steg_scale *scale, const char *column) {
  steg_buffer_text(out, "CASE a.");
  put_name(out, column);
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    steg_buffer_printf(out, " WHEN %d THEN ", (int)scale->levels.rows[i].value);
    put_literal(out, scale->levels.rows[i].label_sv);
  }
  /* A value that this version no longer has stays visible as a number. */
  steg_buffer_text(out, " ELSE a.");
  put_name(out, column);
  steg_buffer_text(out, " END AS ");
  put_name(out, column);
}

static void put_slot(steg_buffer *out, const steg_registry_entry *entry, const steg_slot *slot) {
  const steg_instrument *instrument = entry->instrument;
  steg_buffer_text(out, ",\n  ");
  switch (slot->kind) {
  case STEG_SLOT_LEVEL: {
    const steg_scale *scale = steg_model_item_scale(instrument, &instrument->items.rows[slot->item]);
    if (scale) {
      put_levels(out, scale, slot->name);
      return;
    }
    break;
  }
  case STEG_SLOT_FLAG:
    steg_buffer_text(out, "CASE a.");
    put_name(out, slot->name);
    steg_buffer_text(out, " WHEN 1 THEN 'ja' WHEN 0 THEN 'nej' END AS ");
    put_name(out, slot->name);
    return;
  case STEG_SLOT_DATE:
    steg_buffer_text(out, "date(a.");
    put_name(out, slot->name);
    steg_buffer_text(out, " * 86400, 'unixepoch') AS ");
    put_name(out, slot->name);
    return;
  default:
    break;
  }
  steg_buffer_text(out, "a.");
  put_name(out, slot->name);
}

/* The store's own number of a role is looked up when the view is read: it is not the role's place in this version. */
static void put_role(steg_buffer *out, const steg_instrument *instrument) {
  steg_buffer_text(out, ",\n  CASE (SELECT id FROM roles WHERE instrument = ");
  put_literal(out, instrument->id);
  steg_buffer_text(out, " AND number = a._role)");
  for (uint32_t i = 0; i < instrument->roles.count; i++) {
    steg_buffer_text(out, " WHEN ");
    put_literal(out, instrument->roles.rows[i].id);
    steg_buffer_text(out, " THEN ");
    put_literal(out, instrument->roles.rows[i].label_sv);
  }
  if (!instrument->roles.count)
    steg_buffer_text(out, " WHEN '' THEN ''");
  steg_buffer_text(out, " END AS _role");
}

static const char participation_columns[] =
    ",\n  a._participation, p.person AS _person, date(p.start * 86400, 'unixepoch') AS _start,"
    "\n  date(p.\"end\" * 86400, 'unixepoch') AS _end, p.birth_year AS _birth_year,"
    "\n  substr('0000' || p.municipality, -4) AS _municipality,"
    "\n  CASE p.sex WHEN 1 THEN 'kvinna' WHEN 2 THEN 'man' WHEN 3 THEN 'annat' WHEN 4 THEN 'okänt' END AS _sex,"
    "\n  CASE p.area WHEN 1 THEN 'tätort' WHEN 2 THEN 'utanför tätort' END AS _area,"
    "\n  p.coach AS _coach, p.referrer AS _referrer, p.team AS _team, p.priority AS _priority, p.source AS _source";
static const char response_columns[] = ",\n  date(a._date * 86400, 'unixepoch') AS _date,"
                                       "\n  CASE a._occasion WHEN 1 THEN 'start' WHEN 2 THEN 'pågående' WHEN 3 THEN "
                                       "'slut' WHEN 4 THEN 'uppföljning' END AS _occasion";

static const char period_columns[] = ",\n  date(a._first * 86400, 'unixepoch') AS _first,"
                                     "\n  date(a._date * 86400, 'unixepoch') AS _last";

void steg_view_write(steg_buffer *out, const steg_registry_entry *entry, const steg_table *table) {
  const steg_instrument *instrument = entry->instrument;
  steg_buffer_text(out, "CREATE VIEW ");
  put_name(out, table->view);
  steg_buffer_text(out, " AS SELECT i.id AS _initiative");
  bool participation = steg_table_has_participation(instrument->kind);
  if (participation)
    steg_buffer_text(out, participation_columns);
  if (instrument->kind == STEG_KIND_AGGREGATE)
    steg_buffer_text(out, period_columns);
  else if (instrument->kind != STEG_KIND_REGISTER)
    steg_buffer_text(out, response_columns);
  if (instrument->kind != STEG_KIND_REGISTER)
    put_role(out, instrument);
  for (uint32_t i = 0; i < entry->layout->slot_count; i++)
    put_slot(out, entry, &entry->layout->slots[i]);
  steg_buffer_text(out, ",\n  a._batch\nFROM ");
  put_name(out, table->name);
  steg_buffer_text(out, " a JOIN initiatives i ON i.number = a._initiative");
  if (participation) /* an event of the initiative itself has none */
    steg_buffer_text(out, instrument->kind == STEG_KIND_EVENT ? " LEFT JOIN" : " JOIN");
  if (participation)
    steg_buffer_text(out, " participations p ON p.initiative = a._initiative AND p.id = a._participation");
}

int steg_view_same(sqlite3 *db, const char *view, const char *sql, steg_error *err) {
  sqlite3_stmt *find = NULL;
  if (steg_connection_prepare(db, &find, err, "SELECT sql FROM main.sqlite_schema WHERE type = 'view' AND name = ?") <
      0)
    return -1;
  sqlite3_bind_text(find, 1, view, -1, SQLITE_STATIC);
  int row = steg_connection_step(db, find, err);
  const char *stored = row == 1 ? (const char *)sqlite3_column_text(find, 0) : NULL;
  bool same = stored && strcmp(stored, sql) == 0;
  sqlite3_finalize(find);
  return row < 0 ? -1 : same;
}
