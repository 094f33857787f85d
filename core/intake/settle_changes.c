/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/settle_part.h"

#include "base/date.h"
#include "base/number.h"
#include "instrument/model.h"
#include <math.h>

/* ---- a stored number in words */

static void put_level(steg_buffer *out, const steg_scale *scale, int32_t value, steg_lang lang) {
  int32_t level = scale ? steg_model_level_of_value(scale, value) : -1;
  if (level >= 0)
    steg_buffer_text(out, steg_text_pick(lang, scale->levels.rows[level].label_sv, scale->levels.rows[level].label_en));
  else
    steg_buffer_printf(out, "%d", value);
}

static void put_number(steg_buffer *out, double value, steg_lang lang) {
  size_t first = out->size;
  steg_number_write_exact(out, value);
  for (size_t i = first; lang == STEG_LANG_SV && i < out->size; i++)
    if (out->bytes[i] == '.')
      out->bytes[i] = ',';
}

static void put_answer(steg_buffer *out, const steg_instrument *instrument, const steg_slot *slot, double value,
                       steg_lang lang) {
  const steg_item *item = &instrument->items.rows[slot->item];
  switch (slot->kind) {
  case STEG_SLOT_LEVEL:
    put_level(out, steg_model_item_scale(instrument, item), (int32_t)value, lang);
    break;
  case STEG_SLOT_EXTENT:
    if (value == 0)
      steg_buffer_text(out, steg_text_pick(lang, "valt", "chosen"));
    else
      steg_buffer_printf(out, "%d %%", (int)value);
    break;
  case STEG_SLOT_FLAG:
    steg_buffer_text(out, value != 0 ? steg_text_pick(lang, "ja", "yes") : steg_text_pick(lang, "nej", "no"));
    break;
  case STEG_SLOT_DATE:
    steg_date_write_iso(out, (steg_date)value);
    break;
  default:
    put_number(out, value, lang);
    break;
  }
}

static void put_attribute(steg_buffer *out, steg_attribute attribute, double value, steg_lang lang) {
  static const char *const sexes[][2] = {{"kvinna", "woman"}, {"man", "man"}, {"annat", "other"}, {"okänt", "unknown"}};
  if (attribute == STEG_ATTRIBUTE_START || attribute == STEG_ATTRIBUTE_END)
    steg_date_write_iso(out, (steg_date)value);
  else if (attribute == STEG_ATTRIBUTE_SEX && value >= 1 && value <= 4)
    steg_buffer_text(out, sexes[(int)value - 1][lang == STEG_LANG_EN]);
  else if (attribute == STEG_ATTRIBUTE_AREA)
    steg_buffer_text(out, (int)value == STEG_AREA_URBAN ? steg_text_pick(lang, "tätort", "urban")
                                                        : steg_text_pick(lang, "landsbygd", "rural"));
  else
    steg_buffer_printf(out, "%04d", (int)value);
}

/* ---- a change */

/* Of a text there is nothing to show, and of a personal column there must not be. */
static bool is_shown(const steg_slot *slot, steg_attribute attribute) {
  if (slot)
    return slot->kind != STEG_SLOT_TEXT;
  return attribute == STEG_ATTRIBUTE_START || attribute == STEG_ATTRIBUTE_END || attribute == STEG_ATTRIBUTE_SEX ||
         attribute == STEG_ATTRIBUTE_AREA || attribute == STEG_ATTRIBUTE_MUNICIPALITY;
}

const char *steg_change_text(const steg_registry_entry *entry, int32_t slot_index, steg_attribute attribute,
                             double value, steg_lang lang, steg_arena *arena) {
  const steg_slot *slot = slot_index >= 0 ? &entry->layout->slots[slot_index] : NULL;
  if (!is_shown(slot, attribute))
    return NULL;
  if (isnan(value))
    return steg_text_pick(lang, "tomt", "empty");
  steg_buffer out;
  steg_buffer_init(&out, 4096);
  if (slot)
    put_answer(&out, entry->instrument, slot, value, lang);
  else
    put_attribute(&out, attribute, value, lang);
  const char *text = steg_arena_text_n(arena, out.bytes ? out.bytes : "", out.size);
  steg_buffer_release(&out);
  return text;
}

static void tell(steg_settle *settle, const steg_commit_change *change) {
  const steg_row *row = &settle->set.rows[change->row];
  const steg_slot *slot = change->slot >= 0 ? &settle->import->entry->layout->slots[change->slot] : NULL;
  if (slot && slot->kind == STEG_SLOT_INDEX)
    return; /* follows from the answers */
  uint32_t column = 0;
  if (slot)
    column = steg_settle_column(settle, row, STEG_COLUMN_ITEM, 0, (int32_t)slot->item);
  else if (change->attribute)
    column = steg_settle_column(settle, row, STEG_COLUMN_ATTRIBUTE, change->attribute, -1);
  else
    column = steg_settle_column(settle, row, STEG_COLUMN_OCCASION, 0, -1);
  if (!slot && change->attribute && !column && change->attribute == STEG_ATTRIBUTE_BIRTH_YEAR)
    column = steg_settle_column(settle, row, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_AGE, -1);
  const steg_lang lang = settle->import->options.lang == STEG_LANG_EN ? STEG_LANG_EN : STEG_LANG_SV;
  const char *before = steg_change_text(settle->import->entry, change->slot, change->attribute, change->before, lang,
                                        settle->import->arena);
  const char *after = steg_change_text(settle->import->entry, change->slot, change->attribute, change->after, lang,
                                       settle->import->arena);
  if (before && after && !(isnan(change->before) && isnan(change->after)))
    steg_settle_report(settle, change->row, STEG_FINDING_UPDATED, column, before, after);
  else
    steg_settle_report(settle, change->row, STEG_FINDING_UPDATED_HIDDEN, column, NULL, NULL);
}

int steg_import_tell_changes(steg_import *import, const steg_commit_result *committed, steg_error *err) {
  steg_settle settle = {.import = import, .set = import->result.set};
  for (size_t i = 0; i < committed->change_count; i++)
    tell(&settle, &committed->changes[i]);
  return committed->change_count ? steg_import_write_findings(import, err) : 0;
}
