/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reunion - private to the room: the responses of a person who was two, under the participations of both.
 *
 * Works in one initiative, after the rows carry one person's id. Rows change in place and keep their batch, so that undoing a batch
 * still takes away exactly what it wrote; batch.c refuses when what it would put back has lost its participation here.
 */
#ifndef STEG_STORE_REUNION_H
#define STEG_STORE_REUNION_H

#include "store/ledger.h"

/* Registered participations of both with one start, as "jobbsam 2024-01-10, ..."; empty when there is none. In the arena. */
int steg_reunion_same_starts(sqlite3 *db, int64_t a, int64_t b, steg_arena *arena, const char **ret_where,
                             steg_error *err);
/* Forms of one date, role and initiative that both have with different answers, as "bip, jobbsam 2024-02-01, ...". */
int steg_reunion_other_answers(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t a, int64_t b,
                               steg_arena *arena, const char **ret_where, steg_error *err);
/* Places every response of the person in the initiative. moved: counted on. -1 with FINDINGS where two forms of one date
 * can't stand together. */
int steg_reunion_place(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t person,
                       int32_t initiative, size_t *moved, steg_error *err);

#endif
