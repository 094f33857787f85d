/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stated - when all rows of an aggregate are in: what they state of each other (sums, bases, shares) against what they make.
 *
 * Warnings only: what is stated is kept. Amounts are nobody's, so that the sentences show them.
 */
#ifndef STEG_INTAKE_STATED_H
#define STEG_INTAKE_STATED_H

#include "intake/findings.h"
#include "intake/harvest.h"

/* `column_of_item`: 1-based column of each item in the file, 0 = not there; NULL in a wide sheet, where
 * an item has several and the row is told alone. -1 when memory is out. */
int steg_stated_check(const steg_registry_entry *entry, const steg_harvest *harvest, const uint32_t *column_of_item,
                      steg_lang lang, steg_arena *arena, steg_findings_book *book);

#endif
