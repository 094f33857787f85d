/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * correct_part - private to correct.c and correct_place.c: one correction on its way, and where a response belongs when its date,
 * its person, or a participation's start or end changes.
 */
#ifndef STEG_STORE_CORRECT_PART_H
#define STEG_STORE_CORRECT_PART_H

#include "store/correct.h"
#include "store/replace.h"

enum { STEG_CORRECT_TOUCHED_MAX = 2000 };

typedef struct steg_correct {
  sqlite3 *db;
  steg_arena *arena;
  const steg_registry_entry *entry;
  const steg_correct_row *row;
  char table[64];
  char replaced[64];
  int64_t batch;
  int64_t person;              /* whose it is */
  steg_replace_place *touched; /* derived participations to look after */
  size_t touched_count;
} steg_correct;

typedef struct steg_correct_key {
  int64_t place;
  steg_date date;
  int role;
  int occasion;
} steg_correct_key;

/* Gives a response another participation or date. `kept`: the old row was kept already by this batch. Refused when a response stands
 * there already. */
int steg_correct_place_move(steg_correct *correct, steg_kind kind, const char *instrument, const steg_correct_key *from,
                            int64_t person, steg_date date, bool kept, steg_error *err);
/* After a start or end has changed: every response and event of the person in the initiative is judged anew. */
int steg_correct_place_follow(steg_correct *correct, steg_error *err);

#endif
