/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * learn_part - what the files of `learn` share: learn.c goes over the file, learn_header.c proposes columns, learn_value.c values.
 */
#ifndef STEG_INTAKE_LEARN_PART_H
#define STEG_INTAKE_LEARN_PART_H

#include "intake/learn.h"
#include "intake/meaning.h"

typedef struct steg_learning {
  const steg_grid *grid;
  const steg_header_names *names;
  steg_meaning meaning;
  steg_arena *arena;
  bool *taken;      /* by target */
  int32_t *targets; /* by column of the file: -1 = not known, -2 = not used */
  steg_certainty *certainties;
} steg_learning;

/* learn_header.c: proposals for the columns that have no target yet, the best first. -1 when memory is out. */
int steg_learn_headers(steg_learning *learning);

/* learn_value.c: the values of a column that are none as they stand, and how its dates are written. -1 when memory is out. */
int steg_learn_values(const steg_learning *learning, size_t column, const steg_lexicon_column *known,
                      steg_lexicon_column *learned);

/* The distinct cells of a column with how often each comes, at most `most`; *ret_more when there are others. */
typedef struct steg_learn_cell {
  const char *text;
  uint32_t count;
} steg_learn_cell;
size_t steg_learn_cells(const steg_learning *learning, size_t column, steg_learn_cell *cells, size_t most,
                        bool *ret_more);

#endif
