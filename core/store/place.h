/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place - private to the room: participations as `commit` sees them, and which of them a response belongs to.
 *
 * Rule: the registered participation of the person in that initiative whose start - 30 .. end + 30 days holds the date, nearest
 * start on ties (the earlier on equal distance). No end: still in. A follow-up belongs also after end + 30. Where none holds it,
 * the person's derived participation in that initiative, of which there is at most one: it starts with its first response and
 * has no window, so that the order in which files come in plays no part.
 */
#ifndef STEG_STORE_PLACE_H
#define STEG_STORE_PLACE_H

#include "store/initiative.h"
#include "store/order.h"
#include "store/people.h"

#define STEG_PLACE_NONE UINT32_MAX
enum { STEG_PLACE_MARGIN_DAYS = 30 };

typedef struct steg_place {
  int64_t person; /* 0 = anonymous */
  steg_date start;
  steg_date end;
  int32_t initiative;                /* the store's number */
  int32_t id;                        /* 0 = not given yet */
  int32_t nth;                       /* anonymous */
  uint32_t next;                     /* of the same person, or NONE */
  int32_t birth_year;                /* as stored; 0 = not said */
  int32_t sex;                       /* as stored; 0 = not said */
  const steg_attributes *attributes; /* to be written; NULL = none said */
  bool derived;
  bool fresh;       /* not in the store yet */
  bool touched;     /* to be written */
  bool taken;       /* a row of the set is it */
  bool gone;        /* left without responses, or not in a file that is the whole truth: to be removed */
  bool of_register; /* the set's register, and no other, has a row of it; known where the set replaces */
  bool strays;      /* its dates leave stored responses outside */
} steg_place;

typedef struct steg_places {
  steg_place *rows;
  uint32_t count;
  uint32_t capacity;
  uint32_t *first; /* by people entry: its first place, or NONE */
  bool replaces;   /* what some row of the set says counts for all of them, also where a row is empty */
} steg_places;

/* Reads the places of the set's people in the set's initiatives, and each initiative's next free id. */
int steg_place_load(sqlite3 *db, const steg_row_set *set, steg_initiative *initiatives, const steg_people *people,
                    steg_places *ret_places, steg_error *err);
void steg_place_release(steg_places *places); /* takes a zeroed one */
/* A fresh place at the head of the person's; NONE when memory is out. entry may be NOBODY. */
uint32_t steg_place_add(steg_places *places, uint32_t entry, const steg_place *place);
/* The registered place of the person in the initiative that holds the date, or NONE. */
uint32_t steg_place_find(const steg_places *places, uint32_t entry, int32_t initiative, steg_date date, int occasion);
/* The same for an event, which belongs to a participation also when it is outside its window: to the one whose window is nearest
 * (a referral long before the start, mentoring a year after the end). NONE when the person has no registered place there. */
uint32_t steg_place_find_event(const steg_places *places, uint32_t entry, int32_t initiative, steg_date date);
/* The person's derived place in the initiative, or NONE. */
uint32_t steg_place_derived(const steg_places *places, uint32_t entry, int32_t initiative);

/* Gives every row of a repeated instrument, and every event of a person, its place, opening derived ones. rows: sorted by
 * (initiative number, entry, date). Rows of nobody keep none.
 * place_of_row: by row of the set. ret_opened: places opened. */
int steg_place_responses(const steg_row_set *set, steg_initiative *initiatives, const steg_people *people,
                         const steg_order *rows, size_t row_count, steg_arena *arena, steg_places *places,
                         uint32_t *place_of_row, size_t *ret_opened, steg_error *err);
/* Anonymous participations of a register: as many of each year and sex as rows say, less those that are there. */
int steg_place_anonymous(sqlite3 *db, const steg_row_set *set, steg_initiative *initiatives, const steg_people *people,
                         steg_arena *arena, steg_places *places, uint32_t *place_of_row, size_t *ret_rows,
                         steg_error *err);

#endif
