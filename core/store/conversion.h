/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conversion - private to the room: how the rows of one earlier version of an instrument are read as rows of the current one: from which
 * stored columns, and to which values (crosswalk.h). Which rows those are, versions.h says.
 */
#ifndef STEG_STORE_CONVERSION_H
#define STEG_STORE_CONVERSION_H

#include "store/versions.h"

typedef struct steg_conversion_plan {
  steg_arena *arena;
  const char **table; /* names of the answers table's columns */
  size_t table_count;
  const char **columns; /* of the versions, as many as there are so far */
  size_t column_count;
} steg_conversion_plan;

/* The sources of one conversion whose crossings are there; the columns they read are added to the plan's. -1: memory is out. */
int steg_conversion_plan_make(steg_conversion_plan *plan, const steg_registry_entry *entry,
                              steg_conversion *conversion);

/* cells: by index of versions->columns, as stored. ret_cells: by slot, what they are now (NULL where nothing is comparable);
 * ret_kinds: by item, how the answer was read: BROKEN only where there is an answer that can't be compared. */
void steg_conversion_apply(const steg_versions *versions, const steg_conversion *conversion, const steg_cell *cells,
                           steg_cell *ret_cells, uint8_t *ret_kinds);

#endif
