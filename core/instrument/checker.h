/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checker - everything that can be wrong with an instrument, found in one pass.
 *
 * A pure function over the descriptor; the loader, `stegvis check`, definitions and tests share it. Each finding is a
 * sentence: what was found, what was expected, what to do. A descriptor without findings of severity ERROR can be used
 * without further checks: every id resolves, every table has rows of the right size, every pointer that may not be NULL is there.
 */
#ifndef STEG_INSTRUMENT_CHECKER_H
#define STEG_INSTRUMENT_CHECKER_H

#include "base/arena.h"
#include <stddef.h>
#include <stegvis/instrument.h>

typedef struct steg_defect {
  const char *code; /* "D_ITEM_SCALE": stable, for `explain` and tests */
  steg_severity severity;
  const char *place; /* "items[3] q4", "scales[0] steps / levels[2]" */
  const char *found; /* the sentence, English */
  const char *mend;  /* what to do */
} steg_defect;

typedef struct steg_defects {
  steg_defect *rows;
  size_t count;
  size_t errors; /* of severity ERROR */
} steg_defects;

/* Whether the head and every table's row size are those of a minor this engine knows; only then may a row be read. Appends
 * to *defects (zeroed by the caller) and returns 0, or -1 when memory is out. steg_checker_run begins with it, and ends
 * there when it finds anything. */
int steg_checker_sizes(const steg_instrument *instrument, steg_arena *arena, steg_defects *defects);

/* Appends to *defects (zeroed by the caller); texts live in the arena. Returns 0, or -1 when memory is out. */
int steg_checker_run(const steg_instrument *instrument, steg_arena *arena, steg_defects *defects);

#endif
