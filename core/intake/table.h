/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table - a whole file with columns as cells of text, without an instrument that says what they are: for whoever wants to look
 * at data before there is a definition. An import never comes this way.
 *
 * Encoding as an import finds it. The delimiter is the one that parts the most rows equally; the header row is the first that
 * has a cell in nearly every column, so that titles above it are passed over.
 */
#ifndef STEG_INTAKE_TABLE_H
#define STEG_INTAKE_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include <stddef.h>

typedef struct steg_table {
  const char **headers; /* trimmed; "" where there is none */
  size_t column_count;
  const char **cells; /* row after row; trimmed, "" where a row is short */
  size_t row_count;   /* rows without any text are left out */
} steg_table;

/* All texts live in the arena. Refuses what is no text with columns, and more than 64 MiB. */
int steg_table_read(const char *path, steg_arena *arena, steg_table *ret_table, steg_error *err);

static inline const char *steg_table_cell(const steg_table *table, size_t row, size_t column) {
  return table->cells[row * table->column_count + column];
}

#endif
