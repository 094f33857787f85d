/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table - a table as it is shown: one header row, a caption, rows of cells. Made by resolve from judged figures.
 */
#ifndef STEG_DOCUMENT_TABLE_H
#define STEG_DOCUMENT_TABLE_H

#include "document/figure.h"

typedef enum steg_cell_form {
  STEG_CELL_TEXT = 1,
  STEG_CELL_COUNT = 2,   /* 1 234 */
  STEG_CELL_PERCENT = 3, /* 57 % */
  STEG_CELL_SHARE = 4,   /* 57 % (12 av 21) */
  STEG_CELL_REAL1 = 5,   /* 0,4 */
  STEG_CELL_SIGNED1 = 6, /* +0,4 */
  STEG_CELL_SIGNED = 7,  /* +12 */
  STEG_CELL_KRONOR = 8
} steg_cell_form;

typedef struct steg_cell {
  steg_cell_form form;
  const char *text;          /* as printed, in the document's language: never NULL */
  const steg_figure *figure; /* what it was printed from; NULL for labels */
} steg_cell;

typedef struct steg_table_column {
  const char *label;
  bool numeric; /* right-aligned */
} steg_table_column;

typedef struct steg_table_row {
  steg_cell *cells; /* column_count of them; the first is the row's header */
  bool total;       /* set off from the others */
  unsigned indent;
} steg_table_row;

typedef struct steg_table {
  const char *caption;
  const char *note; /* below: bases, missing, what ".." means; NULL = none */
  steg_table_column *columns;
  size_t column_count;
  steg_table_row *rows;
  size_t row_count;
} steg_table;

#endif
