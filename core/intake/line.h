/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * line - the cells of one line put together by a reader, bounded, in memory that is used again for the next.
 */
#ifndef STEG_INTAKE_LINE_H
#define STEG_INTAKE_LINE_H

#include "intake/field.h"

typedef struct steg_line_builder {
  char *text; /* the line's cells, one after another */
  size_t text_size, text_capacity;
  size_t starts[STEG_COLUMNS_MAX];
  size_t sizes[STEG_COLUMNS_MAX];
  steg_field cells[STEG_COLUMNS_MAX];
  size_t count; /* cells so far, those beyond STEG_COLUMNS_MAX too */
  uint32_t faults, fault_column;
} steg_line_builder;

/* -1 when memory is out. A line that grows beyond STEG_LINE_MAX gets the fault, and empty cells from there. */
int steg_line_add(steg_line_builder *line, const void *bytes, size_t size);
/* A fault in the cell that comes next. The column of a worse one takes the place of a literal quote's. */
void steg_line_note(steg_line_builder *line, uint32_t faults);
/* The line as a reader gives it away; the builder is emptied by steg_line_clear. */
steg_line steg_line_of(steg_line_builder *line, uint32_t row);
void steg_line_clear(steg_line_builder *line);
void steg_line_release(steg_line_builder *line);

#endif
