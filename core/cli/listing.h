/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * listing - aligned columns on standard output, for the verbs that list things.
 */
#ifndef STEG_CLI_LISTING_H
#define STEG_CLI_LISTING_H

#include "base/arena.h"
#include "base/error.h"
#include <stddef.h>

enum { STEG_LISTING_COLUMNS = 12 };

typedef struct steg_listing {
  steg_arena *arena;
  size_t column_count;
  size_t widths[STEG_LISTING_COLUMNS];
  const char **cells; /* row after row */
  size_t cell_count, cell_room;
} steg_listing;

void steg_listing_start(steg_listing *listing, steg_arena *arena, const char *const *headers, size_t column_count);
/* A NULL cell is empty. Control characters become spaces. */
void steg_listing_row(steg_listing *listing, const char *const *cells);
int steg_listing_print(const steg_listing *listing, steg_error *err);

#endif
