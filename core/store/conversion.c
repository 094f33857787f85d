/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/conversion.h"

#include "instrument/model.h"
#include <stdlib.h>
#include <string.h>

/* ---- from which columns */

/* Index of the column among the versions', which gets it when it was not there; -1 when the table has none of that name. */
static int32_t take_column(steg_conversion_plan *plan, const char *name) {
  size_t at = 0;
  while (at < plan->column_count && strcmp(plan->columns[at], name) != 0)
    at++;
  if (at < plan->column_count)
    return (int32_t)at;
  for (size_t i = 0; i < plan->table_count; i++)
    if (!strcmp(plan->table[i], name)) {
      plan->columns[plan->column_count++] = plan->table[i];
      return (int32_t)at;
    }
  return -1;
}

static void add_source(steg_conversion_plan *plan, steg_conversion *conversion, uint32_t item, int32_t level,
                       const char *name) {
  int32_t column = name ? take_column(plan, name) : -1;
  if (column >= 0)
    conversion->sources[conversion->source_count++] =
        (steg_conversion_source){.column = (uint32_t)column, .item = item, .level = level};
}

/* The columns of a MULTI: by the codes that the old version had, else by those of today. */
static void add_levels(steg_conversion_plan *plan, steg_conversion *conversion, const steg_instrument *instrument,
                       uint32_t item) {
  const steg_crossing *crossing = &conversion->crossings[item];
  if (crossing->former && crossing->former->levels) {
    size_t size = 0;
    for (const char *cursor = crossing->former->levels, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
      const char *code = memchr(word, '=', size);
      if (code)
        add_source(plan, conversion, item, (int32_t)strtol(word, NULL, 10),
                   steg_arena_printf(plan->arena, "%s__%.*s", crossing->from_item,
                                     (int)(size - (size_t)(code + 1 - word)), code + 1));
    }
    return;
  }
  const steg_scale *scale = steg_model_item_scale(instrument, &instrument->items.rows[item]);
  for (uint32_t l = 0; scale && l < scale->levels.count; l++)
    add_source(plan, conversion, item, scale->levels.rows[l].value,
               steg_arena_printf(plan->arena, "%s__%s", crossing->from_item, scale->levels.rows[l].code));
}

static size_t most_sources(const steg_registry_entry *entry, const steg_crossing *crossings) {
  size_t most = entry->layout->slot_count;
  for (uint32_t i = 0; i < entry->instrument->items.count; i++) {
    const char *levels = crossings[i].former ? crossings[i].former->levels : NULL;
    for (const char *at = levels; at && *at; at++)
      most += *at == '=';
  }
  return most;
}

int steg_conversion_plan_make(steg_conversion_plan *plan, const steg_registry_entry *entry,
                              steg_conversion *conversion) {
  const steg_instrument *instrument = entry->instrument;
  size_t most = most_sources(entry, conversion->crossings);
  const char **columns = steg_arena_array(plan->arena, plan->column_count + most, sizeof *columns);
  conversion->sources = steg_arena_array(plan->arena, most, sizeof *conversion->sources);
  if (!columns || !conversion->sources)
    return -1;
  if (plan->column_count)
    memcpy(columns, plan->columns, plan->column_count * sizeof *columns);
  plan->columns = columns;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    if (conversion->crossings[i].kind == STEG_CROSSING_ABSENT)
      continue;
    if (instrument->items.rows[i].type == STEG_ITEM_MULTI)
      add_levels(plan, conversion, instrument, i);
    else
      add_source(plan, conversion, i, -1, conversion->crossings[i].from_item);
  }
  for (uint32_t s = 0; s < entry->layout->slot_count; s++)
    if (entry->layout->slots[s].kind == STEG_SLOT_INDEX)
      add_source(plan, conversion, STEG_SLOT_NO_ITEM, (int32_t)s, entry->layout->slots[s].name);
  return steg_arena_failed(plan->arena) ? -1 : 0;
}

/* ---- a row */

/* Two old levels may become one: then the extents add up; one without extent makes the whole without. */
static steg_cell joined(steg_cell level, const steg_cell *more) {
  if (level.kind != STEG_CELL_INTEGER)
    return *more;
  int64_t sum = level.value.integer + more->value.integer;
  bool without = level.value.integer == 0 || more->value.integer == 0;
  return steg_cell_integer(without ? 0 : sum > 100 ? 100 : sum);
}

static bool convert_level(const steg_versions *versions, const steg_crossing *crossing,
                          const steg_conversion_source *source, const steg_cell *cell, steg_cell *ret_cells) {
  const steg_instrument *instrument = versions->entry->instrument;
  const steg_scale *scale = steg_model_item_scale(instrument, &instrument->items.rows[source->item]);
  uint32_t slot = versions->entry->layout->first_slot[source->item];
  int32_t value = 0;
  if (!steg_crosswalk_value(crossing, scale, source->level, &value))
    return false;
  slot += (uint32_t)steg_model_level_of_value(scale, value);
  ret_cells[slot] = joined(ret_cells[slot], cell);
  return true;
}

/* Whether the answer is comparable; then it stands in ret_cells. */
static bool convert_cell(const steg_versions *versions, const steg_crossing *crossing,
                         const steg_conversion_source *source, const steg_cell *cell, steg_cell *ret_cells) {
  const steg_item *item = &versions->entry->instrument->items.rows[source->item];
  uint32_t slot = versions->entry->layout->first_slot[source->item];
  if (item->type == STEG_ITEM_SCALE || item->type == STEG_ITEM_CHOICE || item->type == STEG_ITEM_FLAG) {
    int32_t value = 0;
    if (cell->kind != STEG_CELL_INTEGER ||
        !steg_crosswalk_value(crossing, steg_model_item_scale(versions->entry->instrument, item),
                              (int32_t)cell->value.integer, &value))
      return false;
    ret_cells[slot] = steg_cell_integer(value);
    return true;
  }
  if (crossing->kind == STEG_CROSSING_BROKEN)
    return false;
  if (item->type == STEG_ITEM_MULTI)
    return convert_level(versions, crossing, source, cell, ret_cells);
  ret_cells[slot] = *cell;
  return true;
}

/* A multiple choice is comparable as a whole or not at all. */
static void clear_broken(const steg_versions *versions, steg_cell *cells, const uint8_t *kinds) {
  const steg_layout *layout = versions->entry->layout;
  for (uint32_t s = 0; s < layout->slot_count; s++)
    if (layout->slots[s].kind == STEG_SLOT_EXTENT && kinds[layout->slots[s].item] == STEG_CROSSING_BROKEN)
      cells[s] = steg_cell_null();
}

void steg_conversion_apply(const steg_versions *versions, const steg_conversion *conversion, const steg_cell *cells,
                           steg_cell *ret_cells, uint8_t *ret_kinds) {
  const steg_instrument *instrument = versions->entry->instrument;
  for (uint32_t s = 0; s < versions->entry->layout->slot_count; s++)
    ret_cells[s] = steg_cell_null();
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    /* Broken is what is left out; where nothing was answered, nothing is. */
    steg_crossing_kind kind = conversion->crossings[i].kind;
    ret_kinds[i] = (uint8_t)(kind == STEG_CROSSING_BROKEN ? STEG_CROSSING_SAME : kind);
  }
  for (size_t s = 0; s < conversion->source_count; s++) {
    const steg_conversion_source *source = &conversion->sources[s];
    const steg_cell *cell = &cells[source->column];
    if (cell->kind == STEG_CELL_NULL)
      continue;
    if (source->item == STEG_SLOT_NO_ITEM) { /* an index that was computed when the row was read */
      const steg_slot *slot = &versions->entry->layout->slots[source->level];
      if (steg_crosswalk_index(instrument, conversion->crossings, &instrument->indexes.rows[slot->index]) ==
          STEG_CROSSING_SAME)
        ret_cells[source->level] = *cell;
    } else if (!convert_cell(versions, &conversion->crossings[source->item], source, cell, ret_cells))
      ret_kinds[source->item] = STEG_CROSSING_BROKEN;
  }
  clear_broken(versions, ret_cells, ret_kinds);
}
