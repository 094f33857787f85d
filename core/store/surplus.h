/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * surplus - private to the room: anonymous participations beyond those that a register which replaces counts (replace.h).
 */
#ifndef STEG_STORE_SURPLUS_H
#define STEG_STORE_SURPLUS_H

#include "store/commit.h"
#include "store/ledger.h"
#include "store/plan.h"

/* Of each initiative, year and sex: as many as the set does not count go, those with the highest numbers first and none that an answer
 * hangs on; to the replaced ones of the batch (STORE), or only counted (DRY_RUN). Adds to `removed`. */
int steg_surplus_trim(steg_plan *plan, steg_commit_mode mode, int64_t batch, const steg_ledger_table *tables,
                      size_t table_count, size_t *removed, steg_error *err);

#endif
