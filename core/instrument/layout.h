/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout - how an instrument's answers lie in a row: the slots that intake fills, store keeps as columns and evaluate reads.
 *
 * An item takes one slot; a MULTI item takes one slot per level. A slot is an int32_t:
 *   SCALE, CHOICE   the level's value (negative: off-scale), NONE = no answer
 *   MULTI           by level: 1..100 = extent in percent, 0 = chosen without extent, NONE = not chosen;
 *                   all slots NONE = no answer
 *   FLAG            0 or 1 · DATE: days since 1970-01-01 · PERCENT that is whole: as NUMBER
 *   NUMBER, PERCENT index into the row set's array of doubles
 *   TEXT            index into the row set's array of texts
 * After the items comes one slot per CUSTOM index: it is computed on import, when the plugin sees the answers, and kept.
 *   INDEX           as NUMBER; NONE = could not be computed
 */
#ifndef STEG_INSTRUMENT_LAYOUT_H
#define STEG_INSTRUMENT_LAYOUT_H

#include "base/arena.h"
#include <stdint.h>
#include <stegvis/instrument.h>

#define STEG_SLOT_NONE INT32_MIN
#define STEG_SLOT_NO_ITEM UINT32_MAX

typedef enum steg_slot_kind {
  STEG_SLOT_LEVEL = 1,  /* INTEGER column */
  STEG_SLOT_EXTENT = 2, /* INTEGER column, one per level of a MULTI item */
  STEG_SLOT_FLAG = 3,   /* INTEGER column */
  STEG_SLOT_DATE = 4,   /* INTEGER column */
  STEG_SLOT_NUMBER = 5, /* REAL column */
  STEG_SLOT_TEXT = 6,   /* TEXT column */
  STEG_SLOT_INDEX = 7   /* REAL column: a custom index */
} steg_slot_kind;

typedef struct steg_slot {
  const char *name; /* column name: item id, or <item>__<level code> */
  steg_slot_kind kind;
  uint32_t item; /* index into items; INDEX: STEG_SLOT_NO_ITEM */
  int32_t level; /* EXTENT: index into the scale's levels; else -1 */
  int32_t index; /* INDEX: index into indexes; else -1 */
} steg_slot;

typedef struct steg_layout {
  const steg_instrument *instrument;
  const steg_slot *slots;
  uint32_t slot_count;        /* items' slots and then the custom indexes' */
  const uint32_t *first_slot; /* by item index */
} steg_layout;

/* NULL when memory is out. */
const steg_layout *steg_layout_make(const steg_instrument *instrument, steg_arena *arena);

#endif
