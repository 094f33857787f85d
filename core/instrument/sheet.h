/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet - the empty table to fill in, as an instrument's columns give it: which columns, and what a cell of each may hold.
 *
 * Not every column that a file may have belongs in a table to fill in: a column that is known and not stored, the age where the
 * birth year is there, and the wide spellings ("Fråga 1 start") of an item that has a column of its own are left out. What is
 * left imports as it stands. The blank forms, the drop-down lists and invented data all come from here.
 */
#ifndef STEG_INSTRUMENT_SHEET_H
#define STEG_INSTRUMENT_SHEET_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include <stegvis/instrument.h>

typedef enum steg_sheet_kind {
  STEG_SHEET_TEXT = 1,
  STEG_SHEET_WORDS = 2,   /* one of `words` */
  STEG_SHEET_SEVERAL = 3, /* one of `words`, or several with their extents in one cell */
  STEG_SHEET_DATE = 4,
  STEG_SHEET_NUMBER = 5, /* `low` to `high`, unless both are 0 */
  STEG_SHEET_WHOLE = 6   /* a whole number, `low` to `high` */
} steg_sheet_kind;

typedef struct steg_sheet_column {
  const steg_column *column;
  const steg_item *item; /* ITEM, EXTENT; else NULL */
  steg_sheet_kind kind;
  const char **words; /* as a cell holds them; all can be imported, whatever the language */
  uint32_t word_count;
  double low, high;
} steg_sheet_column;

typedef struct steg_sheet {
  const steg_instrument *instrument;
  steg_sheet_column *columns;
  uint32_t column_count;
} steg_sheet;

/* Lives in the arena; words in the language. -1 when memory is out. */
int steg_sheet_make(const steg_instrument *instrument, steg_lang lang, steg_arena *arena, steg_sheet *ret_sheet);
/* Whether the column stands on the form that the role fills in (-1: the form of nobody in particular). */
bool steg_sheet_role_fills(const steg_sheet *sheet, const steg_sheet_column *column, int32_t role);

/* The words of cells that are not an item's. Indexes from 0; NULL beyond the last. */
const char *steg_sheet_occasion(steg_lang lang, steg_occasion occasion);
const char *steg_sheet_flag(steg_lang lang, bool value);

/* One cell of a file with semicolons: quoted where it must be. */
void steg_sheet_write_cell(steg_buffer *out, const char *text);
/* The row of headers, after the byte order mark that Excel wants, with its line end (CR LF). */
void steg_sheet_write_headers(const steg_sheet *sheet, steg_buffer *out);

#endif
