/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * joining - keys that are one person's: a personnummer here, an own code there.
 *
 * A key list makes both keys of each pair lead to the same person from then on, in whatever order files come. Where each was a person
 * already, the two become one, as two own codes do by a merge: participations, replaced rows, consents and keys. In an initiative
 * where both took part every response is placed anew by the rule of place.h; the derived participations become one or go, as in
 * takeover.h. An answer that both have alike is kept once. Refused: a registered participation of both with the same start,
 * and different answers of both to one form on one day, since one of them is wrong and nobody here can tell which.
 * A withdrawal that one of them made holds for both. A join can't be taken back.
 */
#ifndef STEG_STORE_JOINING_H
#define STEG_STORE_JOINING_H

#include "base/arena.h"
#include "store/rows.h"
#include "store/store.h"

typedef struct steg_joining_pair {
  steg_person_key keys[2]; /* the person's personnummer and own code, or two own codes */
  uint32_t line;           /* of the list */
} steg_joining_pair;

typedef enum steg_joining_fault {
  STEG_JOINING_ERASED = 1, /* a key of somebody who was erased */
  STEG_JOINING_STARTS = 2, /* `where`: "jobbsam 2024-01-10, ..." */
  STEG_JOINING_ANSWERS = 3 /* `where`: "bip, jobbsam 2024-02-01, ..." */
} steg_joining_fault;

typedef struct steg_joining_problem {
  steg_joining_fault fault;
  uint32_t line;
  const char *where; /* no key in it */
} steg_joining_problem;

typedef struct steg_joining {
  size_t linked;                  /* pairs where a key became known, or both did */
  size_t merged;                  /* pairs that were two people */
  size_t known;                   /* pairs that were one person already */
  size_t moved;                   /* responses that stand under another participation now */
  steg_joining_problem *problems; /* when there is one, nothing is stored */
  size_t problem_count;
} steg_joining;

/* All pairs in one transaction, or none. day: of the link, for retention. */
int steg_joining_link(steg_store *store, const char *federation, const steg_joining_pair *pairs, size_t pair_count,
                      steg_date day, steg_arena *arena, steg_joining *ret_joining, steg_error *err);
/* Two people who are one: both must be known. A problem is the error, as one sentence. */
int steg_joining_merge(steg_store *store, const char *federation, const steg_joining_pair *pair, steg_date day,
                       steg_arena *arena, steg_joining *ret_joining, steg_error *err);

#endif
