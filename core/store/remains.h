/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * remains - private to the room: the anonymous rows that somebody's withdrawal left, to be taken away again when the person is let in anew.
 *
 * Which row is whose is not kept. What is kept, in identity.db: by person and initiative, under which batch's number how many rows
 * were left. When a consent was given again and a file brings a participation back, an anonymous row of that initiative and batch with the
 * start year and sex of the participation goes to the replaced rows, so that undoing the file puts it back; rows alike are
 * as good as each other. Where there is none such (a corrected year, a batch that was undone since), none goes.
 */
#ifndef STEG_STORE_REMAINS_H
#define STEG_STORE_REMAINS_H

#include "store/plan.h"

/* Before the person's participations of the initiative are made anonymous. Inside the caller's transaction, as all of these. */
int steg_remains_leave(sqlite3 *db, int64_t person, int32_t initiative, steg_error *err);
/* After the participations of a plan were written. actions: steg_merge_mode's outcome by place. */
int steg_remains_take(sqlite3 *db, const steg_plan *plan, const uint8_t *actions, int64_t batch, steg_error *err);
/* After the rows of a batch were taken back. */
int steg_remains_undo(sqlite3 *db, int64_t batch, steg_error *err);
/* Two people are one. */
int steg_remains_join(sqlite3 *db, int64_t kept, int64_t gone, steg_error *err);

#endif
