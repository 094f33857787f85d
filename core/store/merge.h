/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * merge - private to the room: new rows against those that are stored, in one pass over both in key order.
 *
 * Which rows are new, which change something, which are there already; the changed ones are written at once, with the row as it
 * was kept in the table of replaced rows. A stored row of an earlier version of the instrument is compared, and what it keeps is
 * kept, as it is read by the current one (versions.h); as it was written it stands among the replaced rows. New ones are left to steg_feed_insert. What is read is only the stretch of the table
 * between the first and the last key of a few thousand rows within one initiative (the first key column).
 */
#ifndef STEG_STORE_MERGE_H
#define STEG_STORE_MERGE_H

#include "store/feed.h"

typedef enum steg_merge_action { STEG_MERGE_INSERT = 1, STEG_MERGE_UPDATE = 2, STEG_MERGE_SAME = 3 } steg_merge_action;
typedef enum steg_merge_mode { STEG_MERGE_APPLY = 1, STEG_MERGE_COMPARE = 2 } steg_merge_mode;

/* actions: feed->row_count bytes, written. digest: gets the updated rows as they will stand; the feed
 * adds those it inserts.
 * `missing` by column: not in the table (compared as NULL, only in COMPARE); NULL when the table is whole. */
int steg_merge_run(sqlite3 *db, const steg_feed *feed, const bool *missing, steg_merge_mode mode, uint8_t *actions,
                   steg_digest *digest, steg_feed_progress *progress, steg_error *err);

#endif
