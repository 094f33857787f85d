/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows - figures that add up to a shown one: where one of them is hidden, so must others be, or it follows by subtraction.
 *
 * A row is a list of counts whose sum a reader knows: the levels of a distribution, better-same-worse, the groups of a breakdown
 * beside their total. As long as something in it is hidden, the hidden ones must be at least two, and hold at least k persons
 * together; else the smallest shown count that is not 0 is hidden too (ties: the first), and when none is left, all of the row.
 * This is the simple part of E8; what it does not see stands in README.md.
 */
#ifndef STEG_DISCLOSE_ROWS_H
#define STEG_DISCLOSE_ROWS_H

#include "base/arena.h"
#include "base/error.h"
#include "document/figure.h"

/* Marks until every row of the result is closed; NULL scratch results in nothing. Returns 1 when it marked something, 0 when not. */
int steg_rows_close(steg_result *result, unsigned k, steg_arena *scratch, steg_error *err);

#endif
