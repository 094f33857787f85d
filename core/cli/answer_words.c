/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/answer_words.h"

#include "base/number.h"
#include "instrument/model.h"
#include <string.h>

static const steg_slot *find_slot(const steg_registry_entry *entry, const char *column) {
  for (uint32_t i = 0; entry && i < entry->layout->slot_count; i++)
    if (strcmp(entry->layout->slots[i].name, column) == 0)
      return &entry->layout->slots[i];
  return NULL;
}

/* The shortest digits, with the language's decimal mark. */
static void put_real(steg_buffer *out, steg_lang lang, double value) {
  size_t start = out->size;
  steg_number_write_exact(out, value);
  for (size_t i = start; lang == STEG_LANG_SV && i < out->size; i++)
    if (out->bytes[i] == '.')
      out->bytes[i] = ',';
}

static void put_raw(steg_buffer *out, steg_lang lang, const steg_extract_cell *cell) {
  if (cell->kind == STEG_EXTRACT_TEXT)
    steg_buffer_text(out, cell->text);
  else if (cell->kind == STEG_EXTRACT_REAL)
    put_real(out, lang, cell->real);
  else
    steg_buffer_printf(out, "%lld", (long long)cell->integer);
}

static const char *level_label(const steg_level *level, steg_lang lang) {
  return steg_text_pick(lang, level->label_sv, level->label_en ? level->label_en : level->label_sv);
}

static void put_words(steg_buffer *out, const steg_registry_entry *entry, const steg_slot *slot, steg_lang lang,
                      const steg_extract_cell *cell) {
  const steg_instrument *instrument = entry->instrument;
  const steg_item *item = slot->item == STEG_SLOT_NO_ITEM ? NULL : &instrument->items.rows[slot->item];
  const steg_scale *scale = item ? steg_model_item_scale(instrument, item) : NULL;
  int32_t level = -1;
  switch (slot->kind) {
  case STEG_SLOT_LEVEL:
    level = scale && cell->kind == STEG_EXTRACT_INTEGER ? steg_model_level_of_value(scale, (int32_t)cell->integer) : -1;
    if (level >= 0)
      steg_buffer_text(out, level_label(&scale->levels.rows[level], lang));
    else
      put_raw(out, lang, cell);
    return;
  case STEG_SLOT_EXTENT:
    steg_buffer_text(out, scale ? level_label(&scale->levels.rows[slot->level], lang) : slot->name);
    if (cell->integer > 0)
      steg_buffer_printf(out, " %lld\u00a0%%", (long long)cell->integer);
    return;
  case STEG_SLOT_FLAG:
    steg_buffer_text(out, cell->integer ? steg_text_pick(lang, "ja", "yes") : steg_text_pick(lang, "nej", "no"));
    return;
  case STEG_SLOT_DATE:
    steg_date_write_iso(out, (steg_date)cell->integer);
    return;
  default:
    put_raw(out, lang, cell);
    if (item && item->type == STEG_ITEM_PERCENT)
      steg_buffer_text(out, "\u00a0%");
  }
}

static void name_word(const steg_registry_entry *entry, const steg_slot *slot, steg_lang lang,
                      const steg_extract_cell *cell, steg_answer_word *word) {
  *word = (steg_answer_word){.item = cell->column, .label = cell->column, .cell = cell};
  if (slot && slot->item != STEG_SLOT_NO_ITEM) {
    const steg_item *item = &entry->instrument->items.rows[slot->item];
    word->item = item->id;
    word->label = steg_text_pick(lang, item->text_sv, item->text_en ? item->text_en : item->text_sv);
  } else if (slot && slot->index >= 0) {
    const steg_index *index = &entry->instrument->indexes.rows[slot->index];
    word->item = index->id;
    word->label = steg_text_pick(lang, index->label_sv, index->label_en ? index->label_en : index->label_sv);
  }
}

const steg_answer_word *steg_answer_words(const steg_registry_entry *entry, const steg_extract_answer *answer,
                                          steg_lang lang, steg_arena *arena, size_t *ret_count) {
  steg_answer_word *words = steg_arena_array(arena, answer->cell_count, sizeof *words);
  size_t count = 0;
  steg_buffer text;
  if (!words)
    return NULL;
  steg_buffer_init(&text, 1 << 20);
  for (size_t i = 0; i < answer->cell_count;) {
    const steg_slot *slot = find_slot(entry, answer->cells[i].column);
    steg_answer_word *word = &words[count++];
    name_word(entry, slot, lang, &answer->cells[i], word);
    steg_buffer_clear(&text);
    size_t first = i;
    for (bool more = true; more; i++) { /* the levels of a multiple choice stand side by side */
      const steg_slot *here = find_slot(entry, answer->cells[i].column);
      if (i > first)
        steg_buffer_text(&text, ", ");
      if (here)
        put_words(&text, entry, here, lang, &answer->cells[i]);
      else
        put_raw(&text, lang, &answer->cells[i]);
      const steg_slot *next = i + 1 < answer->cell_count ? find_slot(entry, answer->cells[i + 1].column) : NULL;
      more =
          slot && next && slot->kind == STEG_SLOT_EXTENT && next->kind == STEG_SLOT_EXTENT && next->item == slot->item;
    }
    word->cell_count = i - first;
    word->words = steg_buffer_failed(&text) ? NULL : steg_arena_text_n(arena, text.bytes, text.size);
    if (!word->words) {
      words = NULL;
      break;
    }
  }
  steg_buffer_release(&text);
  *ret_count = count;
  return words;
}
