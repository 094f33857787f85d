/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster - the keys of a file's people, each once: an open-addressing hash table over key texts.
 *
 * A large file names its people in no order, so each look is a miss of the processor's caches: a slot holds the key itself
 * where it is short enough, as own codes and personnummer are, and one look tells.
 */
#ifndef STEG_INTAKE_ROSTER_H
#define STEG_INTAKE_ROSTER_H

#include "base/arena.h"
#include "store/rows.h"

enum { STEG_ROSTER_LABEL = 12 };

typedef struct steg_roster_slot {
  uint32_t index_plus_one; /* 0 = free */
  char label[STEG_ROSTER_LABEL];
} steg_roster_slot;

typedef struct steg_roster {
  steg_arena *arena; /* the texts */
  steg_person_key *rows;
  size_t count, capacity;
  steg_roster_slot *slots;
  size_t slot_count; /* a power of two */
} steg_roster;

/* Index of the person, -1 when he or she is not there yet. */
int32_t steg_roster_known(const steg_roster *people, steg_key_kind kind, const char *text, size_t size);
/* Index of the person, who is added when new; -1 when memory is out. */
int32_t steg_roster_find(steg_roster *people, steg_key_kind kind, const char *text, size_t size);
/* Keeps the keys and gives back what only finding needs. */
void steg_roster_close(steg_roster *people);
void steg_roster_release(steg_roster *people);

/* A fast hash for tables whose order is never seen. */
uint64_t steg_roster_hash(const char *text, size_t size);

#endif
