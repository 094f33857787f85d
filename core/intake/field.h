/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field - one cell's text as it stands in a file, and what a line of cells looks like to the rest of the room.
 *
 * Both readers (CSV, XLSX) end in lines; everything after "cells" is shared. A cell is UTF-8 and not terminated.
 */
#ifndef STEG_INTAKE_FIELD_H
#define STEG_INTAKE_FIELD_H

#include "base/arena.h"
#include "base/buffer.h"
#include <stdbool.h>
#include <stdint.h>

enum {
  STEG_FIELD_MAX = 64 * 1024,      /* bytes of one cell */
  STEG_LINE_MAX = 4 * 1024 * 1024, /* bytes of one line */
  STEG_COLUMNS_MAX = 500
};

typedef struct steg_field {
  const char *bytes;
  size_t size;
} steg_field;

/* What a reader saw on a line besides its cells. */
typedef enum steg_line_fault {
  STEG_LINE_QUOTE_LITERAL = 1,  /* a quote inside an unquoted cell, kept as it stands */
  STEG_LINE_QUOTE_BROKEN = 2,   /* text after a closing quote, or a quote that is not doubled, in a quoted cell */
  STEG_LINE_QUOTE_RUNAWAY = 4,  /* the same in a cell that holds a line end: its quote was most likely never closed */
  STEG_LINE_QUOTE_OPEN = 8,     /* the file ends inside a quoted cell that opened on this line */
  STEG_LINE_CELL_TOO_LONG = 16, /* a cell of more than STEG_FIELD_MAX bytes; its text is lost */
  STEG_LINE_TOO_LONG = 32,      /* more than STEG_LINE_MAX bytes: reading stops */
  STEG_LINE_NO_END = 64         /* the last line has no line end */
} steg_line_fault;

typedef struct steg_line {
  uint32_t row; /* as a spreadsheet counts, from 1; empty lines count, a line end inside quotes does not */
  size_t count; /* cells there are; only the first STEG_COLUMNS_MAX are in `cells` */
  const steg_field *cells;
  uint32_t faults;       /* of steg_line_fault */
  uint32_t fault_column; /* 1-based, of the worst fault; 0 = none */
  bool sparse;           /* of a sheet, which does not write empty cells: fewer cells than headers mean nothing */
} steg_line;

/* Cells of a line that are there to be read. */
static inline size_t steg_line_stored(const steg_line *line) {
  return line->count > STEG_COLUMNS_MAX ? STEG_COLUMNS_MAX : line->count;
}

/* Takes a line; the cells are gone afterwards. Nonzero stops the reader, which returns it. */
typedef int (*steg_line_fn)(void *context, const steg_line *line);

/* What cleaning found in a cell. */
typedef enum steg_field_oddity {
  STEG_FIELD_INVISIBLE = 1, /* zero-width characters, removed */
  STEG_FIELD_BIDI = 2,      /* characters that turn the reading direction, removed */
  STEG_FIELD_MOJIBAKE = 4,  /* UTF-8 that was taken for Windows-1252 and encoded again, undone */
  STEG_FIELD_CONTROL = 8,   /* a control character other than tab and line end */
  STEG_FIELD_LOST = 16      /* U+FFFD: a letter was lost before the file came here */
} steg_field_oddity;

/*
 * The text that a cell means: white space (no-break spaces too) cut from both ends, composed (NFC), invisible and direction
 * characters removed, double encoding undone. `keep_space` leaves the ends alone (free text).
 * Writes to `out` (cleared first, terminated). Returns the oddities seen, or -1 when memory is out or the cell does not fit.
 */
typedef enum steg_field_ends { STEG_FIELD_TRIM = 1, STEG_FIELD_KEEP_ENDS = 2 } steg_field_ends;
int steg_field_clean(steg_field cell, steg_field_ends ends, steg_buffer *out);

/* Whether the cell has nothing but white space. */
bool steg_field_is_blank(steg_field cell);

#endif
