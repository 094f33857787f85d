/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch - what was imported, and taking one import back exactly.
 */
#ifndef STEG_STORE_BATCH_H
#define STEG_STORE_BATCH_H

#include "base/date.h"
#include "store/store.h"
#include <stdbool.h>

/* What made the batch: a file that adds and brings up to date; one that is the whole truth; a single correction. */
typedef enum steg_batch_kind { STEG_BATCH_IMPORT = 1, STEG_BATCH_REPLACE = 2, STEG_BATCH_CORRECT = 3 } steg_batch_kind;

typedef struct steg_batch {
  int64_t id;
  steg_batch_kind kind;
  const char *instrument;
  const char *version;
  const char *file_name;
  const char *file_hash; /* of the file's SHA-256, under the store's key: a file with one row could be tried out */
  const char *rows_hash; /* of the normalised rows, whatever their order */
  int64_t imported_at;   /* seconds since 1970-01-01 UTC */
  steg_date last_date;
  size_t inserted, updated, unchanged, removed;
  bool undone;
} steg_batch;

int steg_batch_list(steg_store *store, steg_arena *arena, steg_batch **ret_batches, size_t *ret_count, steg_error *err);
/* Restores what the batch changed. Refused, naming them, when later batches touched the same rows. */
int steg_batch_undo(steg_store *store, int64_t batch, size_t *ret_rows, steg_error *err);

#endif
