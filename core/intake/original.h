/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * original - the cells of an imported file as they stand in it, read once more, for a copy that shows where the findings are.
 *
 * Rows and columns have the numbers that the findings have. Text comes as UTF-8 whatever the file was encoded in; of a workbook
 * every visible sheet, a number as a person sees it.
 */
#ifndef STEG_INTAKE_ORIGINAL_H
#define STEG_INTAKE_ORIGINAL_H

#include "intake/import.h"

enum { STEG_ORIGINAL_COLUMNS = 500 };

/* A cell's text: UTF-8, not terminated, gone after the call. */
typedef struct steg_original_cell {
  const char *bytes;
  size_t size;
} steg_original_cell;

typedef struct steg_original_reader {
  /* A sheet begins. `name`: NULL of text with columns, which is one sheet. `header_row`: 0 = not known. Nonzero stops. */
  int (*sheet)(void *context, const char *name, uint32_t header_row);
  /* A row of it, ascending; empty rows may be left out. At most STEG_ORIGINAL_COLUMNS cells. Nonzero stops. */
  int (*row)(void *context, uint32_t row, const steg_original_cell *cells, size_t count);
  void *context;
} steg_original_reader;

/* 0 when all was read; 1 when the file has no cells that could be told apart (encoding, delimiter or kind of file not found
 * out); what a function of `reader` returned; -1 when the file can't be read, or is no longer the one that was imported. */
int steg_original_read(const steg_import *import, const steg_original_reader *reader, steg_error *err);

/* Whether a finding is about the sheet that steg_original_read called `name`. */
bool steg_original_is_in(const steg_import *import, const steg_finding *finding, const char *name);

#endif
