/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grid - a whole file with columns, or a sheet of a workbook, as cells of text, without an instrument that says what they are: for whoever wants to look
 * at data before there is a definition. An import never comes this way.
 *
 * A sheet's numbers are what a person sees ("2024-03-01", "50 %", "3,5"); unless one is named, the visible sheet with the most
 * filled cells is read. Encoding of text as an import finds it. The delimiter is the one that parts the most rows equally; the header row is the first that
 * has a cell in nearly every column, so that titles above it are passed over.
 */
#ifndef STEG_INTAKE_GRID_H
#define STEG_INTAKE_GRID_H

#include "base/arena.h"
#include "base/error.h"
#include <stddef.h>
#include <stdint.h>

typedef struct steg_grid {
  const char **headers; /* trimmed; "" where there is none */
  size_t column_count;
  const char **cells;    /* row after row; trimmed, "" where a row is short */
  size_t row_count;      /* rows without any text are left out */
  uint32_t header_line;  /* row of the file or sheet, from 1, that the headers stand in */
  const uint32_t *lines; /* by row: the same of it */
} steg_grid;

/* All texts live in the arena. Refuses what has no columns, and more than 64 MiB. `sheet`: name or number from 1 of a sheet, NULL =
 * the fullest; refused for a file that has no sheets. */
int steg_grid_read(const char *path, const char *sheet, steg_arena *arena, steg_grid *ret_grid, steg_error *err);

static inline const char *steg_grid_cell(const steg_grid *grid, size_t row, size_t column) {
  return grid->cells[row * grid->column_count + column];
}

#endif
