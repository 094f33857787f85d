/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settle_part - what the files of `settle` share: the rows under judgement, and how a rule reports on one of them.
 */
#ifndef STEG_INTAKE_SETTLE_PART_H
#define STEG_INTAKE_SETTLE_PART_H

#include "intake/import_part.h"
#include "intake/settle.h"

typedef struct steg_settle {
  steg_import *import;
  steg_store *store;
  const steg_registry *registry;
  steg_date today;
  steg_row_set set; /* all rows that were typed, also those of a file that is refused; rows may be changed in place */
  bool *refused;    /* by row of the set */
  steg_arena *arena;
} steg_settle;

/* Reports on a row of the set. `column` of the file, 1-based, 0 = the row. A kind of severity ERROR refuses the row's line. */
void steg_settle_report(steg_settle *settle, size_t row, steg_finding_id id, uint32_t column, const char *a,
                        const char *b);

/* The file's column of a target (of an attribute, an item) for a row: that of its group in a wide sheet, else the line's; 0 = none. */
uint32_t steg_settle_column(const steg_settle *settle, const steg_row *row, steg_column_target target,
                            steg_attribute attribute, int32_t item);

/* The dates of rows that say start or end instead (settle_date.c). */
int steg_settle_dates(steg_settle *settle, steg_error *err);
/* Frequency tables: the question and the step that they name (settle_counted.c). */
int steg_settle_counted(steg_settle *settle, steg_error *err);

#endif
