/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows - the sizes of a descriptor's rows in every minor version, and a plugin's rows made into the engine's own.
 *
 * A plugin built with an older minor has shorter rows. Its minor says how long they must be; any other size means that it was
 * built against another header, and nothing in the table may be read. The copy has the engine's current rows, in which the
 * fields the plugin did not know are zero.
 */
#ifndef STEG_INSTRUMENT_ROWS_H
#define STEG_INSTRUMENT_ROWS_H

#include "base/arena.h"
#include <stdint.h>
#include <stegvis/instrument.h>

typedef enum steg_row_kind {
  STEG_ROW_SCALE = 0,
  STEG_ROW_LEVEL,
  STEG_ROW_GROUP,
  STEG_ROW_ROLE,
  STEG_ROW_ITEM,
  STEG_ROW_COLUMN,
  STEG_ROW_CHECK,
  STEG_ROW_INDEX,
  STEG_ROW_CROSSWALK,
  STEG_ROW_SUM,
  STEG_ROW_INSTRUMENT, /* the whole descriptor: what the head's `size` must be */
  STEG_ROW_KINDS
} steg_row_kind;

/* Size in bytes of such a row in the given minor of STEG_ABI_MAJOR; 0 for a minor that the engine does not know,
 * and for a row that the minor did not have. */
uint32_t steg_rows_size(uint16_t minor, steg_row_kind kind);

/* Row `index` of a table whose rows are row_size bytes apart, whatever the engine's own size is. */
const void *steg_rows_at(const void *rows, uint32_t index, uint32_t row_size);

/* A copy of head, tables and texts with the engine's minor and row sizes; NULL when memory is out. The sizes must have been
 * found right (steg_checker_sizes). Callbacks are taken over as they are. */
const steg_instrument *steg_rows_copy(const steg_instrument *instrument, steg_arena *arena);

#endif
