/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compound - several choices in one cell, each with its extent: "sjukpenning 50 %, lön 50 %".
 *
 * Choices are parted by , ; / + & | a line end, or "och"; the extent stands after the choice ("50 %", "(50 %)", "50") or before
 * it. A label may hold a separator itself ("eftergymnasial, under 2 år"): from the left, the longest run that is a level is taken.
 */
#ifndef STEG_INTAKE_COMPOUND_H
#define STEG_INTAKE_COMPOUND_H

#include "intake/value.h"

/* extents[level] as in layout.h: STEG_SLOT_NONE = not chosen, 0 = chosen without extent, 1..100. `whole` of the reading is the
 * number of choices. `text` is cleaned and terminated. */
steg_reading steg_compound_read(const char *text, size_t size, const steg_scale *scale, const steg_value_rules *rules,
                                steg_arena *arena, int32_t *extents);
/* An extent in percent that stands in a column of its own: 1..100. */
steg_reading steg_compound_read_extent(const char *text, size_t size);

#endif
