/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/layout.h"

#include "instrument/model.h"

/* Indexed by item type; MULTI is not here, since it takes one slot per level. */
static const steg_slot_kind kind_of_type[] = {
    [STEG_ITEM_SCALE] = STEG_SLOT_LEVEL,    [STEG_ITEM_CHOICE] = STEG_SLOT_LEVEL, [STEG_ITEM_NUMBER] = STEG_SLOT_NUMBER,
    [STEG_ITEM_PERCENT] = STEG_SLOT_NUMBER, [STEG_ITEM_DATE] = STEG_SLOT_DATE,    [STEG_ITEM_TEXT] = STEG_SLOT_TEXT,
    [STEG_ITEM_FLAG] = STEG_SLOT_FLAG,
};

static uint32_t slots_of_item(const steg_instrument *instrument, const steg_item *item) {
  if (item->type != STEG_ITEM_MULTI)
    return 1;
  const steg_scale *scale = steg_model_item_scale(instrument, item);
  return scale ? scale->levels.count : 0;
}

const steg_layout *steg_layout_make(const steg_instrument *instrument, steg_arena *arena) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < instrument->items.count; i++)
    count += slots_of_item(instrument, &instrument->items.rows[i]);
  for (uint32_t i = 0; i < instrument->indexes.count; i++)
    count += instrument->indexes.rows[i].kind == STEG_INDEX_CUSTOM;

  steg_layout *layout = steg_arena_alloc(arena, sizeof *layout);
  steg_slot *slots = steg_arena_array(arena, count, sizeof *slots);
  uint32_t *first_slot = steg_arena_array(arena, instrument->items.count, sizeof *first_slot);
  if (!layout || !slots || !first_slot)
    return NULL;

  uint32_t at = 0;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    const steg_scale *scale = steg_model_item_scale(instrument, item);
    first_slot[i] = at;
    if (item->type != STEG_ITEM_MULTI) {
      slots[at++] =
          (steg_slot){.name = item->id, .kind = kind_of_type[item->type], .item = i, .level = -1, .index = -1};
      continue;
    }
    for (uint32_t level = 0; scale && level < scale->levels.count; level++) {
      const char *name = steg_arena_printf(arena, "%s__%s", item->id, scale->levels.rows[level].code);
      if (!name)
        return NULL;
      slots[at++] =
          (steg_slot){.name = name, .kind = STEG_SLOT_EXTENT, .item = i, .level = (int32_t)level, .index = -1};
    }
  }
  for (uint32_t i = 0; i < instrument->indexes.count; i++)
    if (instrument->indexes.rows[i].kind == STEG_INDEX_CUSTOM)
      slots[at++] = (steg_slot){.name = instrument->indexes.rows[i].id,
                                .kind = STEG_SLOT_INDEX,
                                .item = STEG_SLOT_NO_ITEM,
                                .level = -1,
                                .index = (int32_t)i};

  *layout = (steg_layout){.instrument = instrument, .slots = slots, .slot_count = count, .first_slot = first_slot};
  return layout;
}
