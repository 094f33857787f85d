/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spelling - what the spellings of a column were read as, so that each is understood once: a million rows of a form hold a
 * handful of different cells a column.
 *
 * Found by a hash of the cell's bytes, in one of the few slots from there on, the first of which gives way when all are taken; a cell that
 * is too long or was refused is not kept.
 */
#ifndef STEG_INTAKE_SPELLING_H
#define STEG_INTAKE_SPELLING_H

#include "intake/field.h"
#include "intake/roster.h"
#include "intake/value.h"
#include <string.h>

enum { STEG_SPELLING_SLOTS = 256, STEG_SPELLING_DATES = 8192, STEG_SPELLING_MAX = 30, STEG_SPELLING_PROBES = 4 };

typedef struct steg_spelling {
  uint8_t size_plus_one; /* 0 = free */
  char bytes[STEG_SPELLING_MAX];
  int32_t group; /* of the note that goes with it, -1 = none */
  steg_reading reading;
} steg_spelling;

static inline bool steg_spelling_is(const steg_spelling *spelling, steg_field cell) {
  return spelling->size_plus_one == cell.size + 1 && !memcmp(spelling->bytes, cell.bytes, cell.size);
}

/* The slot that holds the cell, or the one to keep it in; count: of the table, a power of two. NULL: the cell is too long. */
static inline steg_spelling *steg_spelling_slot(steg_spelling *table, size_t count, steg_field cell) {
  if (cell.size > STEG_SPELLING_MAX)
    return NULL;
  size_t home = cell.size == 1 ? (unsigned char)cell.bytes[0] : steg_roster_hash(cell.bytes, cell.size) >> 7;
  for (size_t i = 0; i < STEG_SPELLING_PROBES; i++) {
    steg_spelling *slot = &table[(home + i) & (count - 1)];
    if (!slot->size_plus_one || steg_spelling_is(slot, cell))
      return slot;
  }
  return &table[home & (count - 1)];
}

#endif
