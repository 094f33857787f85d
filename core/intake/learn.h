/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * learn - what the headers and labels of a file seem to mean in an instrument: a mapping to look over and keep.
 *
 * A header is sure when it is a name of a column. Else it is proposed, when one column alone is the best of those that no header has:
 * by its number ("1.", "1. Hur mår du?", "F1"); by a name that stands in it, or it in a name; by nearness (edit distance, with the
 * same digits in both); by its values, when they can be of one free column alone (personnummer, initiatives, roles, occasions, sex,
 * dates, labels of a scale). An occasion in the header ("vid slut") asks for a column of that occasion, where there are such.
 * A value is learned where it is no value as it stands: proposed by nearness, or by its place on a ladder of usual answers with as
 * many steps as the scale has. It is kept only when it is level-like: near to a level, or short, twice or more, without digits.
 * Values of personal columns are not looked at.
 * Dates like 03/02/2024: the day stands first (or the month) where a date of the column shows it, and none shows the contrary.
 * What a known mapping says of the file's columns goes before; columns of it that the file does not have are left out, or it would
 * fit no file any more.
 */
#ifndef STEG_INTAKE_LEARN_H
#define STEG_INTAKE_LEARN_H

#include "intake/grid.h"
#include "intake/import.h"

typedef struct steg_learned {
  steg_lexicon source;             /* columns of the file in its order */
  size_t sure, proposed, unknown; /* columns of the file */
  size_t score;                   /* how well the instrument fits: to choose among several */
} steg_learned;

/* `known`: the mapping there is already, NULL. Texts live in the arena and the grid. -1 when memory is out. */
int steg_learn(const steg_grid *grid, const steg_registry_entry *entry, const steg_import_options *options,
               const steg_lexicon *known, steg_arena *arena, steg_learned *ret_learned, steg_error *err);

/* Every meaning in the mapping that the instrument does not have, every column said twice, every value that does not read as its column's.
 * Returns how many were told; -1 when memory is out. */
int steg_learn_check(const steg_lexicon *source, const steg_registry_entry *entry, const steg_import_options *options,
                     steg_lexicon_told_fn told, void *context, steg_error *err);

#endif
