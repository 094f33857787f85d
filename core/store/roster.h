/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster - private to the room: places into the table of participations.
 */
#ifndef STEG_STORE_ROSTER_H
#define STEG_STORE_ROSTER_H

#include "store/merge.h"
#include "store/place.h"

/* Writes every place that was touched and is not gone. kind: of the instrument that the rows are of: a register's attributes
 * count, those of other files only fill in what nobody said. actions: by place, untouched where the place was. digest: as
 * steg_merge_run and steg_feed_insert. `changed` is told of every value that changes, with the place; may be NULL. */
typedef void (*steg_roster_changed_fn)(void *context, uint32_t place, steg_attribute attribute, const steg_cell *before,
                                       const steg_cell *after);
int steg_roster_write(sqlite3 *db, const steg_places *places, steg_kind kind, steg_merge_mode mode, int64_t batch,
                      uint8_t *actions, steg_roster_changed_fn changed, void *context, steg_digest *digest,
                      steg_feed_progress *progress, steg_error *err);

#endif
