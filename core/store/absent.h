/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * absent - private to the room: the stored rows of an instrument, in the initiatives that a set names, that the set has not
 * (replace.h). An initiative that is new with the set has none.
 */
#ifndef STEG_STORE_ABSENT_H
#define STEG_STORE_ABSENT_H

#include "store/commit.h"
#include "store/plan.h"

typedef struct steg_absent_row {
  steg_cell key[6]; /* as the table's key columns: initiative first; of rows about people the participation next */
} steg_absent_row;

typedef struct steg_absent {
  steg_absent_row *rows; /* in order of key within an initiative */
  size_t count, capacity;
  steg_arena *arena; /* blobs of keys */
} steg_absent;

/* `absent` starts with its arena alone. To be released, also after an error. */
int steg_absent_find(steg_plan *plan, steg_absent *absent, steg_error *err);
/* They become replaced rows of the batch. */
int steg_absent_remove(steg_plan *plan, const steg_absent *absent, int64_t batch, steg_error *err);
/* The first STEG_COMMIT_REMOVED_TOLD of them to the result's removed_rows, by initiative and date. */
int steg_absent_tell(const steg_plan *plan, const steg_absent *absent, steg_arena *arena, steg_commit_result *result,
                     steg_error *err);
void steg_absent_release(steg_absent *absent);

#endif
