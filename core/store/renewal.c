/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/renewal.h"

int steg_renewal_run(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, steg_renewal_content content,
                     steg_arena *arena, steg_error *err) {
  int64_t batch_count = 0;
  steg_digest *sums = NULL;
  sqlite3_stmt *update = NULL;
  if (steg_connection_integer(db, "SELECT max(id) FROM main.batches", 0, &batch_count, err) < 0 ||
      steg_ledger_sums(db, tables, table_count, batch_count, arena, &sums, err) < 0 ||
      steg_connection_prepare(db, &update, err,
                              "UPDATE main.batches SET stored_rows = ?1, stored_hash = ?2,"
                              " rows_hash = iif(?4 AND stored_hash <> ?2, '', rows_hash)"
                              " WHERE id = ?3 AND undone = 0") < 0)
    return -1;
  sqlite3_bind_int(update, 4, content == STEG_RENEWAL_UNKNOWN);
  int result = 0;
  for (int64_t batch = 1; batch <= batch_count && result == 0; batch++) {
    char hash[STEG_HASH_TEXT];
    steg_digest_text(&sums[batch], hash);
    sqlite3_bind_int64(update, 1, sums[batch].rows);
    sqlite3_bind_text(update, 2, hash, -1, SQLITE_STATIC);
    sqlite3_bind_int64(update, 3, batch);
    result = steg_connection_finish(db, update, err);
  }
  sqlite3_finalize(update);
  return result;
}
