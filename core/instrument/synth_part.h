/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * synth_part - what synth*.c share: chance, and the answers of one row in the making.
 */
#ifndef STEG_INSTRUMENT_SYNTH_PART_H
#define STEG_INSTRUMENT_SYNTH_PART_H

#include "instrument/synth.h"

typedef struct steg_chance {
  uint64_t state;
} steg_chance;

uint64_t steg_chance_next(steg_chance *chance);
uint32_t steg_chance_below(steg_chance *chance, uint32_t limit); /* 0 .. limit-1; limit > 0 */
/* Thousandths of a standard deviation, roughly normal: the sum of twelve uniforms. -6000..6000. */
int32_t steg_chance_normal(steg_chance *chance);
static inline bool steg_chance_hits(steg_chance *chance, uint32_t percent) {
  return steg_chance_below(chance, 100) < percent;
}
/* A stream of its own for the n-th of something. */
steg_chance steg_chance_of(uint64_t seed, uint64_t nth);

/* One person as the answers see it. All in thousandths. */
typedef struct steg_synth_life {
  uint64_t seed;        /* of what stays the same about the person: see steg_synth_answers */
  int32_t standing;     /* at the start */
  int32_t pace;         /* change over the whole participation */
  steg_date start, end; /* end NONE = still in */
  steg_date latest;     /* no date after this */
} steg_synth_life;

/* When and by whom a row is answered. */
typedef struct steg_synth_moment {
  int32_t role; /* -1 = nobody in particular */
  steg_occasion occasion;
  steg_date date;
  int32_t elapsed; /* 0 at the start, 1000 at the end */
} steg_synth_moment;

/* What is answered to one item: which member counts hangs on its type. */
typedef struct steg_synth_answer {
  bool answered;
  int32_t level;  /* index; MULTI: the first chosen */
  int32_t second; /* MULTI: -1 = none */
  int32_t extent; /* MULTI: of the first, the rest of 100 is the second's; 0 = not said */
  steg_date date;
  const char *text; /* as the cell holds it: numbers, texts, flags */
} steg_synth_answer;

/* Fills one answer per item of the sheet's instrument. */
void steg_synth_answers(const steg_sheet *sheet, const steg_synth_life *life, const steg_synth_moment *moment,
                        steg_chance *chance, steg_arena *arena, steg_synth_answer *answers);
/* The cell of a column of an item; NULL or "" = empty. `has_extent`: the sheet has a column for the extent. */
const char *steg_synth_cell(const steg_sheet *sheet, const steg_sheet_column *column, const steg_synth_answer *answer,
                            bool has_extent, steg_arena *arena);
const char *steg_synth_date(steg_date date, steg_arena *arena);

#endif
