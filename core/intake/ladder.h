/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ladder - steps that people use in answers, from the least to the most: "aldrig ... alltid", "mycket dåligt ... mycket bra".
 */
#ifndef STEG_INTAKE_LADDER_H
#define STEG_INTAKE_LADDER_H

#include <stddef.h>
#include <stegvis/instrument.h>

size_t steg_ladder_count(void);
/* Steps of a ladder; a step may be said in several words. */
size_t steg_ladder_size(size_t ladder);
/* Place of a word on a ladder from 0, compared folded; -1 = not on it. */
int steg_ladder_place(size_t ladder, const char *text);
/* Which end is good; 0 where it hangs on the question. */
steg_better steg_ladder_better(size_t ladder);
/* The step of `steps` (from 0) that a word is, where a scale of so many steps is known to use the ladder's words so: all of them in
 * order, or of seven the usual five. -1 when it can't be told. */
int steg_ladder_step(size_t ladder, const char *text, size_t steps);

#endif
