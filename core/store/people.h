/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * people - private to the room: who the rows of a set are about, as random person ids.
 *
 * A person is known within one federation: the same number in two federations is two people here. What is looked up is the keyed
 * hash of kind, federation and text; SQLite never sees a personnummer. New people get random ids of 62 bits.
 */
#ifndef STEG_STORE_PEOPLE_H
#define STEG_STORE_PEOPLE_H

#include "store/feed.h"
#include "store/key.h"

#define STEG_PEOPLE_NOBODY UINT32_MAX

typedef struct steg_people_entry {
  uint32_t person;     /* index into the set's people */
  uint32_t initiative; /* index into the set's initiatives: the first one of the federation; NOBODY: an unused entry */
  uint32_t next;       /* entry of the same person in another federation, or NOBODY */
  uint32_t first;      /* first entry with the same pseudonym, or of the same person by another key: usually itself */
  unsigned char pseudonym[STEG_PSEUDONYM_BYTES];
  int64_t id;
  bool fresh;  /* not in the store yet */
  bool erased; /* was erased, and must not come back by an old file */
} steg_people_entry;

typedef struct steg_people {
  steg_people_entry *entries;
  uint32_t count;
  uint32_t *of_row; /* by row of the set: entry, or NOBODY */
  uint32_t *sorted; /* used entries by pseudonym */
  uint32_t sorted_count;
} steg_people;

/* Hashes everybody that a row is about; no SQL. Checks the set's indexes on the way. */
int steg_people_collect(const steg_row_set *set, const unsigned char key[STEG_KEY_BYTES], steg_people *ret_people,
                        steg_error *err);
void steg_people_release(steg_people *people); /* takes a zeroed one */
/* Finds the ids of those who are known, and who was erased. Two keys of one person become one entry in `of_row`. Writes
 * nothing and makes no ids. */
int steg_people_find(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], const steg_row_set *set, steg_people *people,
                     steg_error *err);
/* steg_people_find; then makes ids for the others, and takes the erased out of `of_row`. */
int steg_people_resolve(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], const steg_row_set *set,
                        steg_people *people, steg_error *err);
/* Whether a code reads as a personnummer: ten or twelve digits with a fitting check digit, "-" or "+" between. Such a one is not
 * kept in clear, whatever the file called it. */
bool steg_people_reads_as_number(const char *code);
/* A random id; never 0. */
int64_t steg_people_make_id(void);
/* Writes the keys of those who are fresh (and own codes in clear). */
int steg_people_store(sqlite3 *db, const steg_row_set *set, const steg_people *people, steg_error *err);

#endif
