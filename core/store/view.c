/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/view.h"

#include "instrument/model.h"
#include <stdlib.h>
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

/* What is shown of one slot: `conversion` NULL = of a row of the current version. */
typedef struct showing {
  const steg_registry_entry *entry;
  const steg_versions *versions;
  const steg_conversion *conversion;
  const steg_slot *slot;
} showing;

static const steg_scale *scale_of(const showing *show) {
  const steg_instrument *instrument = show->entry->instrument;
  return steg_model_item_scale(instrument, &instrument->items.rows[show->slot->item]);
}

static const steg_crossing *crossing_of(const showing *show) {
  static const steg_crossing current = {.kind = STEG_CROSSING_OWN};
  return show->conversion ? &show->conversion->crossings[show->slot->item] : &current;
}

static void put_column(steg_buffer *out, const char *column) {
  steg_buffer_text(out, "a.");
  put_name(out, column);
}

/* The column an answer lies in that is one column; NULL = in none. */
static const char *column_of(const showing *show) {
  const steg_conversion *conversion = show->conversion;
  if (!conversion)
    return show->slot->name;
  for (size_t s = 0; s < conversion->source_count; s++) {
    const steg_conversion_source *source = &conversion->sources[s];
    bool is_index = show->slot->kind == STEG_SLOT_INDEX;
    if (source->item == show->slot->item && (!is_index || &show->entry->layout->slots[source->level] == show->slot))
      return show->versions->columns[source->column];
  }
  return NULL;
}

/* ---- levels and flags in words */

static void put_level(steg_buffer *out, const showing *show, const steg_scale *scale, int32_t stored) {
  int32_t value = 0;
  if (!steg_crosswalk_value(crossing_of(show), scale, stored, &value))
    return;
  steg_buffer_printf(out, " WHEN %d THEN ", (int)stored);
  put_literal(out, scale ? scale->levels.rows[steg_model_level_of_value(scale, value)].label_sv : value ? "ja" : "nej");
}

/* Every value that can be stored: of the version that read the row where it is known, else those that can mean something. */
static void put_level_cases(steg_buffer *out, const showing *show, const steg_scale *scale) {
  const steg_crossing *crossing = crossing_of(show);
  if (crossing->former && crossing->former->levels) {
    size_t size = 0;
    for (const char *cursor = crossing->former->levels, *word; (word = steg_model_next_word(&cursor, ' ', &size));)
      put_level(out, show, scale, (int32_t)strtol(word, NULL, 10));
    return;
  }
  for (int32_t flag = 0; (!scale || crossing->former) && flag < 2; flag++)
    put_level(out, show, scale, flag);
  for (uint32_t l = 0; scale && !crossing->former && l < scale->levels.count; l++)
    put_level(out, show, scale, scale->levels.rows[l].value);
  for (size_t r = 0; !crossing->former && r < crossing->recode_count; r++)
    if (crossing->recodes[r].step == 0)
      put_level(out, show, scale, crossing->recodes[r].from);
}

static void put_words(steg_buffer *out, const showing *show, const steg_scale *scale, const char *column) {
  size_t before = out->size;
  steg_buffer_text(out, "CASE ");
  put_column(out, column);
  size_t head = out->size;
  put_level_cases(out, show, scale);
  if (out->size == head && !steg_buffer_failed(out)) { /* a CASE without a WHEN is none */
    out->size = before;
    steg_buffer_text(out, "NULL");
    return;
  }
  steg_buffer_text(out, " END");
}

/* ---- a multiple choice of an earlier version */

typedef enum level_fate { LEVEL_HERE = 1, LEVEL_LOST = 2 } level_fate;

/* Writes `each` with the columns that end in this slot, or those that end nowhere, with `between` in between. Returns how many. */
static size_t put_sources(steg_buffer *out, const showing *show, level_fate fate, const char *before, const char *after,
                          const char *between) {
  const steg_scale *scale = scale_of(show);
  size_t count = 0;
  for (size_t s = 0; s < show->conversion->source_count; s++) {
    const steg_conversion_source *source = &show->conversion->sources[s];
    int32_t value = 0;
    if (source->item != show->slot->item)
      continue;
    bool kept = steg_crosswalk_value(crossing_of(show), scale, source->level, &value);
    if (fate == LEVEL_LOST ? kept : !kept || steg_model_level_of_value(scale, value) != show->slot->level)
      continue;
    steg_buffer_text(out, count++ ? between : "");
    steg_buffer_text(out, before);
    put_column(out, show->versions->columns[source->column]);
    steg_buffer_text(out, after);
  }
  return count;
}

/* Comparable as a whole or not at all; extents of two levels that became one add up, one without extent makes the whole without. */
static void put_extent(steg_buffer *out, const showing *show) {
  steg_buffer_text(out, "CASE WHEN ");
  if (put_sources(out, show, LEVEL_LOST, "", " IS NOT NULL", " OR "))
    steg_buffer_text(out, " THEN NULL WHEN ");
  if (!put_sources(out, show, LEVEL_HERE, "", " IS NULL", " AND ")) {
    steg_buffer_text(out, "1 THEN NULL END");
    return;
  }
  steg_buffer_text(out, " THEN NULL WHEN ");
  put_sources(out, show, LEVEL_HERE, "", " = 0", " OR ");
  steg_buffer_text(out, " THEN 0 ELSE min(100, ");
  put_sources(out, show, LEVEL_HERE, "ifnull(", ", 0)", " + ");
  steg_buffer_text(out, ") END");
}

/* ---- one slot */

static void put_shown(steg_buffer *out, const showing *show) {
  const char *column = column_of(show);
  switch (show->slot->kind) {
  case STEG_SLOT_LEVEL:
    put_words(out, show, scale_of(show), column);
    return;
  case STEG_SLOT_FLAG:
    put_words(out, show, NULL, column);
    return;
  case STEG_SLOT_EXTENT:
    if (show->conversion) {
      put_extent(out, show);
      return;
    }
    break;
  case STEG_SLOT_DATE:
    steg_buffer_text(out, "date(");
    put_column(out, column);
    steg_buffer_text(out, " * 86400, 'unixepoch')");
    return;
  default:
    break;
  }
  put_column(out, column);
}

typedef enum manner { MANNER_NOT = 0, MANNER_AS_TODAY = 1, MANNER_ANOTHER = 2 } manner;

/* Whether every column of the MULTI item of this slot means what the one of that name means today. */
static bool levels_stand(const showing *show) {
  const steg_scale *scale = scale_of(show);
  for (size_t s = 0; s < show->conversion->source_count; s++) {
    const steg_conversion_source *source = &show->conversion->sources[s];
    int32_t value = 0;
    if (source->item != show->slot->item)
      continue;
    if (!steg_crosswalk_value(crossing_of(show), scale, source->level, &value))
      return false;
    uint32_t slot = show->entry->layout->first_slot[source->item] + (uint32_t)steg_model_level_of_value(scale, value);
    if (strcmp(show->entry->layout->slots[slot].name, show->versions->columns[source->column]) != 0)
      return false;
  }
  return true;
}

/* How a row of the version shows the slot: not at all, as one of the current version does, or in a way of its own. */
static manner manner_of(const showing *show) {
  const steg_slot *slot = show->slot;
  const char *column = column_of(show);
  if (!column)
    return MANNER_NOT;
  if (slot->kind == STEG_SLOT_INDEX) {
    const steg_instrument *instrument = show->entry->instrument;
    return steg_crosswalk_index(instrument, show->conversion->crossings, &instrument->indexes.rows[slot->index]) ==
                   STEG_CROSSING_SAME
               ? MANNER_AS_TODAY
               : MANNER_NOT;
  }
  steg_crossing_kind kind = crossing_of(show)->kind;
  if (kind == STEG_CROSSING_BROKEN && slot->kind == STEG_SLOT_LEVEL && steg_crosswalk_keeps_mistake(crossing_of(show)))
    return MANNER_ANOTHER;
  if (kind >= STEG_CROSSING_BROKEN)
    return MANNER_NOT;
  if (slot->kind == STEG_SLOT_EXTENT)
    return levels_stand(show) ? MANNER_AS_TODAY : MANNER_ANOTHER;
  return kind == STEG_CROSSING_SAME && strcmp(column, slot->name) == 0 ? MANNER_AS_TODAY : MANNER_ANOTHER;
}

static void put_slot(steg_buffer *out, const steg_registry_entry *entry, const steg_versions *versions,
                     const steg_slot *slot) {
  showing show = {.entry = entry, .versions = versions, .slot = slot};
  steg_buffer_text(out, ",\n  ");
  if (versions->count == 0)
    put_shown(out, &show);
  else {
    steg_buffer_text(out, "CASE WHEN b.version IN (");
    put_literal(out, entry->instrument->version);
    for (size_t v = 0; v < versions->count; v++) {
      show.conversion = &versions->conversions[v];
      if (*show.conversion->version && manner_of(&show) == MANNER_AS_TODAY) {
        steg_buffer_text(out, ", ");
        put_literal(out, show.conversion->version);
      }
    }
    show.conversion = NULL;
    steg_buffer_text(out, ") THEN ");
    put_shown(out, &show);
    for (size_t v = 0; v < versions->count; v++) {
      show.conversion = &versions->conversions[v];
      if (!*show.conversion->version || manner_of(&show) != MANNER_ANOTHER)
        continue;
      steg_buffer_text(out, " WHEN b.version = ");
      put_literal(out, show.conversion->version);
      steg_buffer_text(out, " THEN ");
      put_shown(out, &show);
    }
    steg_buffer_text(out, " END");
  }
  steg_buffer_text(out, " AS ");
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

/* The batch that read the row: a row that moved, or one answer of which was corrected, carries the number of the batch that did
 * so, and `moved` says which one had read it (versions.h). */
static void put_reader(steg_buffer *out, const steg_instrument *instrument) {
  steg_kind kind = instrument->kind;
  bool kept = steg_table_has_participation(kind), dated = kept && kind != STEG_KIND_REGISTER;
  if (kept) {
    steg_buffer_text(out, "\n  LEFT JOIN moved m ON m.instrument = ");
    put_literal(out, instrument->id);
    steg_buffer_printf(out,
                       " AND m.initiative = a._initiative AND m.participation = a._participation AND m.date = %s"
                       " AND m.role = %s AND m.batch = a._batch",
                       dated ? "a._date" : "0", dated ? "a._role" : "0");
  }
  steg_buffer_printf(out, "\n  LEFT JOIN batches b ON b.id = %s AND b.instrument = ",
                     kept ? "coalesce(m.read_by, a._batch)" : "a._batch");
  put_literal(out, instrument->id);
}

void steg_view_write(steg_buffer *out, const steg_registry_entry *entry, const steg_table *table,
                     const steg_versions *versions) {
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
    put_slot(out, entry, versions, &entry->layout->slots[i]);
  steg_buffer_text(out, ",\n  a._batch, b.version AS _version\nFROM ");
  put_name(out, table->name);
  steg_buffer_text(out, " a JOIN initiatives i ON i.number = a._initiative");
  if (participation) /* an event of the initiative itself has none */
    steg_buffer_text(out, instrument->kind == STEG_KIND_EVENT ? " LEFT JOIN" : " JOIN");
  if (participation)
    steg_buffer_text(out, " participations p ON p.initiative = a._initiative AND p.id = a._participation");
  put_reader(out, instrument);
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
