/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * standing_part - private to the room: standings of people who were looked up already.
 */
#ifndef STEG_STORE_STANDING_PART_H
#define STEG_STORE_STANDING_PART_H

#include "store/people.h"
#include "store/standing.h"

/* people: after steg_people_find. standing: row_count bytes, all of them set. */
int steg_standing_judge(sqlite3 *db, const steg_row_set *set, const steg_people *people, steg_date today,
                        uint8_t *standing, steg_error *err);
/* Rows of people who withdrew become nobody's in `of_row`. */
int steg_standing_leave_out(sqlite3 *db, const steg_row_set *set, steg_people *people, steg_error *err);

#endif
