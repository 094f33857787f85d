/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * commit - one file's rows into the store: all of them in one transaction, or none.
 *
 * Rows are sorted by key and fed to SQLite in key order through a virtual table. A row whose key is there with other answers
 * is an update: the old row goes to `history`. A row that is there already is unchanged; when all are, no batch is made. The
 * participation of a response: the person's in that initiative whose start - 30 .. end + 30 days holds the date, nearest start
 * on ties; where none is known one is opened and marked derived, and a later register row takes it over. Rows without a person
 * become anonymous participations (sex and start year, nothing else), keyed (initiative, year, sex, nth); of a repeated instrument
 * they are only counted. People who were erased, or withdrew their consent to the initiative, count as nobody. Two rows with one
 * key are one when they say the same, and refuse the set when not.
 */
#ifndef STEG_STORE_COMMIT_H
#define STEG_STORE_COMMIT_H

#include "store/batch.h"
#include "store/rows.h"
#include "store/store.h"
#include <stdbool.h>

typedef struct steg_plan steg_plan; /* where the rows of a set belong: the room's own */

typedef struct steg_commit_source {
  const char *file_name; /* without folders; personnummer masked by the caller */
  char file_hash[STEG_HASH_TEXT];
  steg_date last_date; /* latest date in the data, for --as-of's default */
  steg_batch_kind
      kind; /* 0 = IMPORT. REPLACE: the set is all there is of its instrument in its initiatives (replace.h) */
  /* What steg_review_run found of the very same rows, so that it is not found twice; taken out of it, and passed over when another
   * write came between. NULL = none. */
  steg_plan *plan;
} steg_commit_source;

typedef enum steg_commit_mode { STEG_COMMIT_STORE = 1, STEG_COMMIT_DRY_RUN = 2 } steg_commit_mode;

/* Called with rows done and rows in all; a nonzero return cancels (Ctrl-C): everything is rolled back. May be NULL. */
typedef int (*steg_commit_progress_fn)(void *context, size_t done, size_t total);

/* One value that a row brought up to date. Of an answer the slot, else the attribute; numbers are NaN where there was or is no value, and
 * of texts. */
typedef struct steg_commit_change {
  uint32_t row;             /* of the set */
  int32_t slot;             /* -1 = an attribute */
  steg_attribute attribute; /* 0 = an answer */
  double before, after;
} steg_commit_change;

/* A row that a file, being the whole truth, has not any more: of a response its date, of a register row the start. */
typedef struct steg_commit_removed {
  const char *initiative;
  steg_date date; /* STEG_DATE_NONE = not known */
} steg_commit_removed;
enum { STEG_COMMIT_REMOVED_TOLD = 1000 };

typedef struct steg_commit_result {
  int64_t batch; /* 0 when nothing was stored */
  size_t inserted;
  size_t updated;
  size_t unchanged;
  size_t anonymous;        /* rows that became anonymous */
  size_t derived;          /* participations opened from responses */
  uint32_t *updated_lines; /* file rows that changed something, in the arena given */
  steg_commit_removed
      *removed_rows; /* the first STEG_COMMIT_REMOVED_TOLD of them, by initiative and date; in the arena given */
  size_t removed_row_count;
  size_t removed;              /* REPLACE: rows that the file does not have any more */
  steg_commit_change *changes; /* what they changed, by row; in the arena given */
  size_t change_count;
} steg_commit_result;

int steg_commit_run(steg_store *store, const steg_row_set *set, const steg_commit_source *source, steg_commit_mode mode,
                    steg_commit_progress_fn progress, void *context, steg_arena *arena, steg_commit_result *ret_result,
                    steg_error *err);

#endif
