/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet - the rows of one sheet of a workbook as lines of cells, streaming; the same lines as a CSV file gives.
 *
 * A number becomes text as a person sees it: a date style gives an ISO date (with a time when it has one), a percent style
 * "50 %", anything else the shortest exact digits with the decimal mark that is asked for. Of a formula the value that was
 * saved with it counts.
 */
#ifndef STEG_INTAKE_SHEET_H
#define STEG_INTAKE_SHEET_H

#include "intake/line.h"
#include "intake/workbook.h"

enum { STEG_SHEET_ROWS_MAX = 1048576, STEG_SHEET_COLUMNS_MAX = 16384 };

/* 0 when all rows were read or `give` stopped it; else why the sheet is refused (STEG_FINDING_COUNT: memory). *ret_row: the
 * row that was being read. Sets workbook->links_outside. */
steg_finding_id steg_sheet_read(steg_workbook *workbook, size_t sheet, char decimal_mark, steg_line_fn give,
                                void *context, uint32_t *ret_row);

#endif
