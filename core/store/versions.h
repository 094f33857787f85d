/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * versions - private to the room: by which version of its instrument a stored row was read, and how it is read now.
 *
 * A batch knows version and fingerprint; `instrument_items` holds what each version asked. A response that a register's import moved
 * carries that import's number; `moved` names the batch that had read it. A row whose version can't be told (moved before
 * that was written down, while there is more than one version) is of a version that nothing is known of: none of it is comparable.
 */
#ifndef STEG_STORE_VERSIONS_H
#define STEG_STORE_VERSIONS_H

#include "instrument/crosswalk.h"
#include "store/cell.h"
#include "store/table.h"

/* One stored column that an item of the current version is read from. */
typedef struct steg_conversion_source {
  uint32_t column; /* index into versions->columns */
  uint32_t item;   /* STEG_SLOT_NO_ITEM: a custom index */
  int32_t level;   /* MULTI: the old level's value; a custom index: its slot; else -1 */
} steg_conversion_source;

/* How a row of one earlier version is turned into one of the current version. */
typedef struct steg_conversion {
  const char *version;            /* "" = not known */
  const steg_crossing *crossings; /* by item index */
  steg_conversion_source *sources;
  size_t source_count;
} steg_conversion;

typedef struct steg_versions {
  const steg_registry_entry *entry;
  steg_conversion *conversions;
  size_t count;               /* 0: every row is of the current version */
  const char *const *columns; /* that conversions read: names of columns of the answers table */
  size_t column_count;
  struct steg_version_batch *batches; /* ascending */
  size_t batch_count;
  struct steg_version_move *moves; /* in the order of their key */
  size_t move_count;
  bool several; /* batches of more than one content */
} steg_versions;

/* Writes down what the entry's version asks, where the store does not know it yet. Inside the caller's transaction. */
int steg_versions_describe(sqlite3 *db, const steg_registry_entry *entry, steg_error *err);
/* 1 when the store knows what the entry's version asks, 0 when not, -1 on error. */
int steg_versions_described(sqlite3 *db, const steg_registry_entry *entry, steg_error *err);

/* The table is there. *ret_versions lives in the arena. */
int steg_versions_load(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, steg_arena *arena,
                       steg_versions *ret_versions, steg_error *err);

/* The conversion of a row by its batch and, of a REPEATED instrument, its key; NULL = it is of the current version. */
const steg_conversion *steg_versions_of(const steg_versions *versions, int64_t batch, int32_t initiative,
                                        int64_t participation, int32_t date, int32_t role);

typedef struct steg_version_key {
  int32_t initiative;
  int64_t participation;
  int32_t date, role; /* REGISTER: 0 */
} steg_version_key;

/* A row that is about to be written by `batch` without being read anew (it moves, or one answer is corrected) stays of the version
 * that read it. `where`: of the answers table, finds it as it stands; `from`, `to`: its key before and after. */
int steg_versions_keep(sqlite3 *db, const char *instrument, const char *where, int64_t batch,
                       const steg_version_key *from, const steg_version_key *to, steg_error *err);

/* Whether one answer of the row, found by `where` and with the key, can be written in the current version's words: -1 when the row is
 * of an earlier version in which the item was not the same. */
int steg_versions_may_write(sqlite3 *db, const steg_registry_entry *entry, const char *where,
                            const steg_version_key *key, uint32_t slot, steg_arena *arena, steg_error *err);

#endif
