/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster - the keys of a file's people, each once: an open-addressing hash table over key texts.
 */
#ifndef STEG_INTAKE_ROSTER_H
#define STEG_INTAKE_ROSTER_H

#include "base/arena.h"
#include "store/rows.h"

typedef struct steg_roster {
  steg_arena *arena; /* the texts */
  steg_person_key *rows;
  size_t count, capacity;
  uint32_t *slots; /* index + 1; 0 = free */
  size_t slot_count;
} steg_roster;

/* Index of the person, -1 when he or she is not there yet. */
int32_t steg_roster_known(const steg_roster *people, steg_key_kind kind, const char *text, size_t size);
/* Index of the person, who is added when new; -1 when memory is out. */
int32_t steg_roster_find(steg_roster *people, steg_key_kind kind, const char *text, size_t size);
void steg_roster_release(steg_roster *people);

/* A fast hash for tables whose order is never seen. */
uint64_t steg_roster_hash(const char *text, size_t size);

#endif
