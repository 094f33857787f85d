/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extract - everything the store holds about one person (registerutdrag).
 *
 * Participations and answers as they stand and as they were before a later file changed them, consents, own codes, and the batches all
 * of it came in. Answers are the columns of the instrument's table, named as layout.h names slots; only those that hold
 * something. Words for them are the instrument's, which this room is not asked for here: an answer of an instrument that is no
 * longer installed is given all the same.
 */
#ifndef STEG_STORE_EXTRACT_H
#define STEG_STORE_EXTRACT_H

#include "store/batch.h"
#include "store/consent.h"

typedef struct steg_extract_participation {
  const char *initiative; /* id */
  bool derived;           /* opened from responses */
  steg_attributes attributes;
  int64_t batch;
  int64_t replaced_by; /* batch that changed it since; 0 = it stands */
} steg_extract_participation;

typedef enum steg_extract_kind {
  STEG_EXTRACT_INTEGER = 1, /* level, extent, flag, date: as layout.h */
  STEG_EXTRACT_REAL = 2,
  STEG_EXTRACT_TEXT = 3
} steg_extract_kind;

typedef struct steg_extract_cell {
  const char *column; /* slot name */
  steg_extract_kind kind;
  int64_t integer;
  double real;
  const char *text;
} steg_extract_cell;

typedef struct steg_extract_answer {
  const char *instrument; /* id */
  const char *initiative; /* id */
  steg_date start;        /* of its participation; STEG_DATE_NONE = not said */
  steg_date date;         /* STEG_DATE_NONE: of a register */
  const char *role;       /* id; NULL = none */
  int32_t occasion;       /* enum steg_occasion, 0 = not said */
  const steg_extract_cell *cells;
  size_t cell_count;
  int64_t batch;
  int64_t replaced_by; /* 0 = it stands */
} steg_extract_answer;

typedef struct steg_extract {
  const char **codes; /* own codes in clear, sorted */
  size_t code_count;
  size_t other_key_count; /* keys that are kept as pseudonyms alone: personnummer */
  steg_extract_participation *participations;
  size_t participation_count;
  steg_extract_answer *answers; /* by instrument, initiative, date, role */
  size_t answer_count;
  steg_consent *consents;
  size_t consent_count;
  steg_batch *batches; /* that wrote something of it */
  size_t batch_count;
} steg_extract;

/* The store is open for writing (who it is stands in the second file); nothing is written. All of it lies in the arena. */
int steg_extract_read(steg_store *store, int64_t person, steg_arena *arena, steg_extract *ret_extract, steg_error *err);

#endif
