/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crosswalk - what an answer that was read by an earlier version of an instrument means in the current one.
 *
 * The rows of the current definition are *steps*: a row from version V leads to the next later version that the crosswalk has rows
 * from, and the rows from the last of them lead to the current version. So rows that stand stay true when another version comes.
 * Versions are in their natural order ("2" before "10", "1" before "2024-1"). A version that no row names takes its place in
 * that order.
 *
 * An item is followed backwards from the current version, step by step. A row decides its step. Without one the item must be the
 * same on both sides by its fingerprint (fingerprint.h: wording, type, scale); then it is *same*, else the step is not known. An
 * item with a step that is not known is still *same* when the earlier version asked it exactly as the current one does; otherwise it
 * is *broken*. Of several steps the worst counts: one that is broken breaks all, and recodings follow each other. What the store
 * does not know (a version that was imported before versions were described) is never taken to be the same.
 *
 * A *same* or *recoded* answer is comparable only when its value is a level of the current scale in the end.
 *
 * One answer outlives every break: a participation that was registered by mistake, which is out of every count, does not come to
 * count because its list of exit reasons has changed. Of a CHOICE the level with the code STEG_CROSSWALK_MISTAKE stays that of the
 * current list, whatever the crosswalk says of the item, unless a recoding names it; also when the item has got another id.
 */
#ifndef STEG_INSTRUMENT_CROSSWALK_H
#define STEG_INSTRUMENT_CROSSWALK_H

#include "base/arena.h"
#include "base/hash.h"
#include <stdbool.h>
#include <stdint.h>
#include <stegvis/instrument.h>

#define STEG_CROSSWALK_MISTAKE "felregistrering"

/* An item as an earlier version asked it. */
typedef struct steg_former_item {
  const char *id;
  steg_item_type type;
  const char *fingerprint; /* steg_fingerprint_item of that version */
  const char *levels;      /* "1=lon 2=sjukpenning": values and codes, parted by spaces; NULL without a scale */
} steg_former_item;

typedef struct steg_former {
  const char *version;
  const char *fingerprint; /* of the content */
  const steg_former_item *items;
  size_t item_count; /* 0 = what the version asked is not known */
} steg_former;

typedef enum steg_crossing_kind {
  STEG_CROSSING_OWN = 0, /* the answer is of the current version */
  STEG_CROSSING_SAME = 1,
  STEG_CROSSING_RECODED = 2,
  STEG_CROSSING_BROKEN = 3, /* asked, but not comparable */
  STEG_CROSSING_ABSENT = 4  /* that version had no such question */
} steg_crossing_kind;

/* One old value of one step, and what it becomes. */
typedef struct steg_recode {
  uint32_t step;
  int32_t from, to;
} steg_recode;

/* How one item of the current version is read from an earlier one. */
typedef struct steg_crossing {
  steg_crossing_kind kind;
  const char *from_item;          /* its id in the earlier version */
  const steg_former_item *former; /* NULL = not known, or not there */
  const steg_recode *recodes;     /* RECODED */
  size_t recode_count;
  uint32_t step_count; /* of recodings */
} steg_crossing;

/* By item index of `instrument`: how each is read from formers[which]. `formers`: every earlier version that is known, in any
 * order; `fingerprint`: of the instrument's content. NULL when memory is out. */
const steg_crossing *steg_crosswalk_make(const steg_instrument *instrument, const char *fingerprint,
                                         const steg_former *formers, size_t former_count, size_t which,
                                         steg_arena *arena);

/* The current value of an old level (of a SCALE, CHOICE or FLAG; of a MULTI the level that was chosen). False when it has none: then
 * that answer is not comparable, unless it is the one of STEG_CROSSWALK_MISTAKE. `scale` NULL: of a flag. An answer beside the scale stands where the scale still has it. */
bool steg_crosswalk_value(const steg_crossing *crossing, const steg_scale *scale, int32_t value, int32_t *ret_value);

/* What an index over the items is worth: broken when any of them is broken or not there, else recoded when any is. An index
 * of no named items is over all. */
steg_crossing_kind steg_crosswalk_index(const steg_instrument *instrument, const steg_crossing *crossings,
                                        const steg_index *index);

/* Whether the answer may say in spite of the crosswalk that the registration was a mistake. */
bool steg_crosswalk_keeps_mistake(const steg_crossing *crossing);

/* The levels of the item as steg_former_item.levels has them; NULL when it has no scale (or memory is out). */
const char *steg_crosswalk_levels(const steg_instrument *instrument, const steg_item *item, steg_arena *arena);

/* "same", "recoded", "broken", "absent"; "own". */
const char *steg_crosswalk_kind_name(steg_crossing_kind kind);

/* Natural order of two version texts: runs of digits by their number, everything else by its bytes. */
int steg_crosswalk_compare(const char *a, const char *b);

#endif
