/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that arrive counted: an aggregate with the items `instrument`, `fraga` and `steg` names a question and a step of another
 * instrument. Where that one is in the registry, both must be in it, or nothing could ever be read of the row. A form that is not here
 * is let through.
 */
#include "instrument/model.h"
#include "intake/settle_part.h"
#include "intake/value.h"
#include <stdio.h>
#include <string.h>

/* Equal but for what folding takes away: case, accents, space. */
static bool is_same(const char *a, const char *b) {
  return a && b && steg_text_distance(a, b) == 0;
}

static const char *text_of(const steg_settle *settle, size_t row, int32_t item) {
  const steg_registry_entry *entry = settle->set.entry;
  int32_t value = steg_rows_value(&settle->set, row, entry->layout->first_slot[item]);
  return value == STEG_SLOT_NONE ? NULL : settle->set.texts[value];
}

static const steg_registry_entry *form_named(const steg_settle *settle, const char *name) {
  for (size_t i = 0; name && i < steg_registry_count(settle->registry); i++) {
    const steg_registry_entry *entry = steg_registry_at(settle->registry, i);
    if (is_same(entry->instrument->id, name))
      return entry;
  }
  return NULL;
}

/* The item, or NULL and the nearest id. -1 when memory is out. */
static int find_item(const steg_settle *settle, const steg_instrument *form, const char *name,
                     const steg_item **ret_item, const char **ret_nearest, steg_error *err) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const char **ids = steg_arena_array(settle->arena, form->items.count + 1, sizeof *ids);
  if (!ids)
    return steg_error_memory(err);
  *ret_item = NULL;
  for (uint32_t i = 0; i < form->items.count; i++) {
    ids[i] = form->items.rows[i].id;
    if (is_same(ids[i], name))
      *ret_item = &form->items.rows[i];
  }
  *ret_nearest = steg_text_nearest(name, ids, form->items.count);
  return 0;
}

/* A step by its code or words; a step on a bare number line by its number. */
static bool has_level(const steg_scale *scale, const char *name) {
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    char number[16];
    snprintf(number, sizeof number, "%d", (int)level->value);
    if (is_same(level->code, name) || is_same(level->label_sv, name) || is_same(level->label_en, name) ||
        steg_text_in_list(level->aliases, '|', name) || (level->kind == STEG_LEVEL_STEP && strcmp(number, name) == 0))
      return true;
  }
  return false;
}

int steg_settle_counted(steg_settle *settle, steg_error *err) {
  const steg_instrument *own = settle->set.entry->instrument;
  const int32_t of_form = steg_model_item_index(own, "instrument"), of_item = steg_model_item_index(own, "fraga"),
                of_level = steg_model_item_index(own, "steg");
  if (own->kind != STEG_KIND_AGGREGATE || of_form < 0 || of_item < 0 || of_level < 0)
    return 0;
  for (size_t row = 0; row < settle->set.row_count; row++) {
    const steg_registry_entry *form = form_named(settle, text_of(settle, row, of_form));
    const char *item_name = text_of(settle, row, of_item), *level_name = text_of(settle, row, of_level);
    const char *nearest = NULL;
    if (!form || !item_name || !level_name)
      continue;
    const steg_item *item = NULL;
    if (find_item(settle, form->instrument, item_name, &item, &nearest, err) < 0)
      return -1;
    if (!item) {
      steg_settle_report(settle, row, STEG_FINDING_COUNTED_ITEM,
                         steg_settle_column(settle, &settle->set.rows[row], STEG_COLUMN_ITEM, 0, of_item),
                         form->instrument->id, nearest);
      continue;
    }
    const steg_scale *scale = steg_model_item_scale(form->instrument, item);
    if (scale && !has_level(scale, level_name))
      steg_settle_report(settle, row, STEG_FINDING_COUNTED_LEVEL,
                         steg_settle_column(settle, &settle->set.rows[row], STEG_COLUMN_ITEM, 0, of_level), item->id,
                         steg_value_nearest_level(scale, level_name, settle->import->options.lang, settle->arena));
  }
  return 0;
}
