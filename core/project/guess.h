/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guess - what a data file seems to be an answer to: its columns as person, date, role and items, its values as scales.
 *
 * Known headers are taken as what they are called. Every other column is an item, by its distinct values: dates; yes and no; small
 * whole numbers and labels of a known ladder ("aldrig ... alltid") as steps; other few labels as choices; several of them in a cell
 * as a multiple choice; numbers; else text. Columns with the same steps share a scale. Which way is good can't be seen in data,
 * except where the words say so ("mycket bättre"), nor can what is sensitive.
 */
#ifndef STEG_PROJECT_GUESS_H
#define STEG_PROJECT_GUESS_H

#include "base/arena.h"
#include "intake/grid.h"
#include <stdbool.h>
#include <stdint.h>
#include <stegvis/instrument.h>

enum { STEG_GUESS_LEVELS = 40, STEG_GUESS_WORDS = 12 };

typedef struct steg_guess_scale {
  const char *id;
  bool ordered;
  steg_better better; /* 0 = can't be known */
  bool numbers;       /* whole numbers from `low` to `high` */
  int low, high;
  const char *levels[STEG_GUESS_LEVELS]; /* labels in order, when not numbers */
  size_t level_count;
  const char *off[STEG_GUESS_WORDS]; /* answers that are no step */
  size_t off_count;
  const char *missing[STEG_GUESS_WORDS]; /* words and codes that mean no answer */
  size_t missing_count;
} steg_guess_scale;

enum { STEG_GUESS_START = 1, STEG_GUESS_END = 2 };

/* One of an item's columns in a wide sheet. */
typedef struct steg_guess_place {
  const char *header;
  int occasion; /* STEG_GUESS_START, _END; 0 = not said */
  int role;     /* place in `roles` from 1; 0 = not said */
} steg_guess_place;

typedef struct steg_guess_item {
  const char *id;
  const char *header; /* of its column; of several, what they share: the question */
  steg_item_type type;
  int scale;                /* index; -1 = none */
  uint64_t roles;           /* bit per role that answers it; 0 = all */
  steg_guess_place *places; /* its columns in a wide sheet (start and end, roles side by side) */
  size_t place_count;       /* 0 = one column, of its header */
} steg_guess_item;

typedef struct steg_guess_column {
  const char *header;
  steg_column_target target;
  steg_attribute attribute;
  bool usual;   /* goes without saying in a definition */
  int occasion; /* of a date: STEG_GUESS_START, _END; 0 = none */
} steg_guess_column;

typedef struct steg_guess {
  steg_kind kind;
  size_t rows;
  steg_guess_scale *scales;
  size_t scale_count;
  steg_guess_item *items;
  size_t item_count;
  steg_guess_column *columns; /* those that are no items */
  size_t column_count;
  const char *roles[STEG_GUESS_WORDS];
  size_t role_count;
  const char **empty; /* headers of columns without any value: left out */
  size_t empty_count;
} steg_guess;

/* All texts live in the arena, which must hold the grid too. -1 when memory is out. */
int steg_guess_make(const steg_grid *grid, steg_arena *arena, steg_guess *ret_guess);

#endif
