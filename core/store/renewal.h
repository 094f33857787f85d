/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * renewal - private to the room: the sums of the batches that stand, made anew after rows went for good or became another person's.
 */
#ifndef STEG_STORE_RENEWAL_H
#define STEG_STORE_RENEWAL_H

#include "store/ledger.h"

/* What becomes of the content by which a file is known again (batches.rows_hash). */
typedef enum steg_renewal_content {
  STEG_RENEWAL_KNOWN = 1,  /* the same file again is still nothing new */
  STEG_RENEWAL_UNKNOWN = 2 /* of the batches whose rows are others now: the same file is read anew, row by row */
} steg_renewal_content;

/* Inside the caller's transaction. */
int steg_renewal_run(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, steg_renewal_content content,
                     steg_arena *arena, steg_error *err);

#endif
