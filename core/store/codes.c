/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/codes.h"

#include "store/connection.h"
#include <string.h>

int steg_codes_load(steg_store *store, steg_arena *arena, steg_code **ret_rows, size_t *ret_count, steg_error *err) {
  int64_t total = 0;
  sqlite3_stmt *select = NULL;
  if (store->mode != STEG_STORE_WRITE)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "own codes can't be read from a store that is opened for reading");
  if (steg_connection_integer(store->db, "SELECT count(DISTINCT person) FROM identity.keys WHERE code IS NOT NULL", 0,
                              &total, err) < 0 ||
      steg_connection_prepare(store->db, &select, err,
                              "SELECT person, min(code) FROM identity.keys WHERE code IS NOT NULL"
                              " GROUP BY person ORDER BY person") < 0)
    return -1;
  steg_code *rows = steg_arena_array(arena, (size_t)total, sizeof *rows);
  size_t count = 0;
  int row = rows ? 0 : steg_error_memory(err);
  while (rows && count < (size_t)total && (row = steg_connection_step(store->db, select, err)) == 1) {
    rows[count].person = sqlite3_column_int64(select, 0);
    rows[count].text = steg_arena_text(arena, (const char *)sqlite3_column_text(select, 1));
    if (!rows[count++].text) {
      row = steg_error_memory(err);
      break;
    }
  }
  sqlite3_finalize(select);
  if (row < 0)
    return -1;
  *ret_rows = rows;
  *ret_count = count;
  return 0;
}

const char *steg_codes_of(const steg_code *rows, size_t count, int64_t person) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rows[middle].person == person)
      return rows[middle].text;
    if (rows[middle].person < person)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}
