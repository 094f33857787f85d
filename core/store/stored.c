/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/stored.h"

#include <stdlib.h>
#include <string.h>

int steg_stored_start(sqlite3_stmt *select, const char *table, const char *batch_column, const char *replaced_by_column,
                      steg_stored *ret_stored, steg_error *err) {
  int width = sqlite3_column_count(select);
  steg_stored stored = {.select = select, .batch = -1};
  const char **names = calloc((size_t)width + 1, sizeof *names);
  stored.columns = calloc((size_t)width + 1, sizeof *stored.columns);
  stored.cells = calloc((size_t)width + 1, sizeof *stored.cells);
  int count = 0;
  if (!names || !stored.columns || !stored.cells)
    goto memory;
  for (int i = 0; i < width; i++) {
    const char *name = sqlite3_column_name(select, i);
    if (!name)
      goto memory;
    if (strcmp(name, batch_column) == 0)
      stored.batch = i;
    else if (strcmp(name, replaced_by_column) != 0) {
      stored.columns[count] = i;
      names[count++] = name;
    }
  }
  if (steg_digest_plan_make(table, names, count, &stored.plan, err) < 0)
    goto fail;
  free(names);
  *ret_stored = stored;
  return 0;
memory:
  steg_error_memory(err);
fail:
  free(names);
  steg_stored_release(&stored);
  return -1;
}

void steg_stored_release(steg_stored *stored) {
  steg_digest_plan_release(&stored->plan);
  free(stored->columns);
  free(stored->cells);
  *stored = (steg_stored){0};
}

void steg_stored_add(steg_stored *stored, steg_digest *digest) {
  for (int i = 0; i < stored->plan.column_count; i++)
    stored->cells[i] = steg_cell_read(stored->select, stored->columns[i]);
  steg_digest_add(digest, &stored->plan, stored->cells);
}

int64_t steg_stored_batch(const steg_stored *stored) {
  return sqlite3_column_int64(stored->select, stored->batch);
}
