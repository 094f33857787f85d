/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checks - an instrument's own rules on one typed row: its check rows, its validate callback, its custom indexes.
 */
#ifndef STEG_INTAKE_CHECKS_H
#define STEG_INTAKE_CHECKS_H

#include "intake/findings.h"
#include "intake/harvest.h"

typedef struct steg_checks steg_checks;

/* In the arena; NULL when memory is out. `column_of_item`: 1-based column of each item in the file, 0 = not there; kept. */
steg_checks *steg_checks_make(const steg_registry_entry *entry, const uint32_t *column_of_item, steg_arena *arena);
/* Reports what is wrong and fills the slots of the custom indexes. -1 when memory is out. */
int steg_checks_run(steg_checks *checks, const steg_row *row, int32_t *slots, steg_harvest *harvest,
                    steg_findings_book *book);

#endif
