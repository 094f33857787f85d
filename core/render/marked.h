/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marked - a workbook with tables of cells as they came, those with a remark marked, and a sheet with all remarks.
 *
 * Marked by fill, by letter (bold or italic) and by a note on the cell that says the severity in words: never by colour alone. The
 * cells keep their places, so that what names B17 names the same cell here and in the file they came from. Every cell is text,
 * in a format of text: nothing is a formula, zeros and long numbers stay, also when somebody types over them.
 */
#ifndef STEG_RENDER_MARKED_H
#define STEG_RENDER_MARKED_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "document/theme.h"
#include <stegvis/instrument.h>

typedef struct steg_marked_context {
  const steg_theme *theme;
  steg_lang lang;
  const char *program;    /* "Stegvis 0.1.0" */
  const char *title;      /* of the file: its name */
  const char *folder;     /* where the library may write: it holds what the file holds */
  const char *instrument; /* id: for the command that imports the copy */
} steg_marked_context;

typedef struct steg_remark {
  steg_severity severity;
  const char *code;
  const char *place;     /* "B17 (Datum)", in the person's words */
  const char *elsewhere; /* further places in words, or NULL */
  const char *value;     /* as found, or NULL */
  const char *message;   /* why it is wrong */
  const char *hint;      /* how to mend it, or NULL */
  uint32_t count;        /* rows */
  int32_t sheet;         /* number of the sheet it is in, by the order of steg_marked_begin; -1 = none */
  uint32_t row, column;  /* from 1: what the place links to; 0, 0 = nowhere */
} steg_remark;

/* One mark: a cell, or with column 0 a whole row. */
typedef struct steg_mark {
  uint32_t row, column; /* from 1 */
  uint32_t remark;      /* index */
} steg_mark;

/* A cell's text, not terminated: UTF-8. */
typedef struct steg_marked_cell {
  const char *bytes;
  size_t size;
} steg_marked_cell;

typedef struct steg_marked steg_marked;

/* A sheet's bounds: a table that is larger is refused. */
enum { STEG_MARKED_ROWS = 1048576, STEG_MARKED_COLUMNS = 16384 };

steg_marked *steg_marked_new(const steg_marked_context *context, steg_error *err);
/* The next sheet. `name` NULL: the word for data. Marks sorted by row, then column, and kept by the caller until the next sheet.
 * Rows down to `header_row` stay in sight. */
int steg_marked_begin(steg_marked *marked, const char *name, uint32_t header_row, const steg_remark *remarks,
                      const steg_mark *marks, size_t mark_count, steg_error *err);
/* Rows ascending. A text longer than a cell may be is cut, which the remarks' sheet tells. */
int steg_marked_row(steg_marked *marked, uint32_t row, const steg_marked_cell *cells, size_t count, steg_error *err);
/* The sheet of remarks; then the whole workbook as bytes. `unmarked`: reports that have no mark. */
int steg_marked_finish(steg_marked *marked, const steg_remark *remarks, size_t remark_count, size_t unmarked,
                       steg_buffer *out, steg_error *err);
void steg_marked_free(steg_marked *marked); /* takes NULL; removes what is left on disk */

#endif
