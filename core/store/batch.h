/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch - what was imported, and taking one import back exactly.
 */
#ifndef STEG_STORE_BATCH_H
#define STEG_STORE_BATCH_H

#include "base/date.h"
#include "store/store.h"
#include <stdbool.h>

typedef struct steg_batch {
  int64_t id;
  const char *instrument;
  const char *version;
  const char *file_name;
  const char *file_hash; /* of the file's SHA-256, under the store's key: a file with one row could be tried out */
  const char *rows_hash; /* of the normalised rows, whatever their order */
  int64_t imported_at;   /* seconds since 1970-01-01 UTC */
  steg_date last_date;
  size_t inserted, updated, unchanged;
  bool undone;
} steg_batch;

int steg_batch_list(steg_store *store, steg_arena *arena, steg_batch **ret_batches, size_t *ret_count, steg_error *err);
/* Restores what the batch changed. Refused, naming them, when later batches touched the same rows. */
int steg_batch_undo(steg_store *store, int64_t batch, size_t *ret_rows, steg_error *err);

#endif
