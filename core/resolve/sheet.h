/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet - a table under construction: columns first, then rows; what its note must explain is remembered on the way.
 *
 * Calls on a sheet whose memory ran out do nothing; steg_sheet_finish then returns NULL.
 */
#ifndef STEG_RESOLVE_SHEET_H
#define STEG_RESOLVE_SHEET_H

#include "resolve/wording.h"

enum { STEG_SHEET_COLUMNS_MAX = 128 };

typedef struct steg_sheet {
  const steg_resolve_context *context;
  steg_table_column columns[STEG_SHEET_COLUMNS_MAX];
  size_t column_count;
  steg_table_row *rows;
  size_t row_count, row_capacity;
  bool hidden, missing, small; /* a cell is hidden; missing; a share with a base below ten */
} steg_sheet;

void steg_sheet_start(steg_sheet *sheet, const steg_resolve_context *context);
/* Returns the column's index. */
size_t steg_sheet_add_column(steg_sheet *sheet, const char *label, bool numeric);
/* Adds a row with its header; returns it, NULL when memory is out. Valid until the next one is added. */
steg_table_row *steg_sheet_add_row(steg_sheet *sheet, const char *label);
void steg_sheet_set_text(steg_sheet *sheet, steg_table_row *row, size_t column, const char *text);
/* The figure as the form prints it; NULL leaves the cell empty. */
void steg_sheet_set_figure(steg_sheet *sheet, steg_table_row *row, size_t column, const steg_figure *figure,
                           steg_cell_form form);
/* A text made from the figure, such as its interval or median. */
void steg_sheet_set_written(steg_sheet *sheet, steg_table_row *row, size_t column, const steg_figure *figure,
                            const char *text);
/* `note`: what the table itself has to say; the signs that stand in it are explained after it. NULL when memory is out.
 */
const steg_table *steg_sheet_finish(steg_sheet *sheet, const char *caption, const char *note);

#endif
