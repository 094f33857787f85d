/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/move.h"

#include "store/connection.h"
#include "store/stored.h"
#include <stdio.h>

/* The three statements that move a response of one instrument; parameters 1..4 the key, 5 the new participation, 6 the batch. */
typedef struct steg_mover {
  sqlite3_stmt *keep;
  sqlite3_stmt *change;
  sqlite3_stmt *read;
  sqlite3_stmt *note; /* which batch had read the row: its version of the instrument stays that batch's */
  steg_stored stored;
} steg_mover;

static void release_mover(steg_mover *mover) {
  steg_stored_release(&mover->stored);
  sqlite3_finalize(mover->keep);
  sqlite3_finalize(mover->change);
  sqlite3_finalize(mover->read);
  sqlite3_finalize(mover->note);
  *mover = (steg_mover){0};
}

#define KEY_WHERE " WHERE _initiative = ?1 AND _participation = ?2 AND _date = ?3 AND _role = ?4"

static int start_mover(sqlite3 *db, const char *id, steg_mover *mover, steg_error *err) {
  char table[64];
  snprintf(table, sizeof table, "answers_%s", id);
  if (steg_connection_prepare_format(db, &mover->keep, err,
                                     "INSERT INTO main.\"replaced_%w\" SELECT ?6, * FROM main.\"%w\"" KEY_WHERE, id,
                                     table) < 0 ||
      steg_connection_prepare_format(db, &mover->change, err,
                                     "UPDATE main.\"%w\" SET _participation = ?5, _batch = ?6" KEY_WHERE, table) < 0 ||
      steg_connection_prepare_format(db, &mover->read, err, "SELECT * FROM main.\"%w\"" KEY_WHERE, table) < 0 ||
      steg_connection_prepare_format(
          db, &mover->note, err,
          "INSERT OR REPLACE INTO main.moved(batch, instrument, initiative, participation, date, role, read_by)"
          " SELECT ?6, %Q, ?1, ?5, ?3, ?4, coalesce((SELECT read_by FROM main.moved WHERE instrument = %Q AND"
          " initiative = ?1 AND participation = ?2 AND date = ?3 AND role = ?4 AND batch = a._batch), a._batch)"
          " FROM main.\"%w\" a WHERE a._initiative = ?1 AND a._participation = ?2 AND a._date = ?3 AND a._role = ?4",
          id, id, table) < 0)
    return -1;
  return steg_stored_start(mover->read, table, "_batch", "_replaced_by", &mover->stored, err);
}

static void bind_key(sqlite3_stmt *statement, const steg_place *place, const steg_move *move) {
  sqlite3_bind_int(statement, 1, place->initiative);
  sqlite3_bind_int(statement, 2, place->id);
  sqlite3_bind_int(statement, 3, move->date);
  sqlite3_bind_int(statement, 4, move->role);
}

/* The row as it was is kept, its key changes, and as it stands then it is part of this batch. */
static int write_move(sqlite3 *db, steg_mover *mover, const steg_places *places, const steg_move *move, int64_t batch,
                      steg_digest *digest, steg_error *err) {
  bind_key(mover->keep, &places->rows[move->from], move);
  sqlite3_bind_int64(mover->keep, 6, batch);
  bind_key(mover->change, &places->rows[move->from], move);
  sqlite3_bind_int(mover->change, 5, places->rows[move->to].id);
  sqlite3_bind_int64(mover->change, 6, batch);
  bind_key(mover->note, &places->rows[move->from], move);
  sqlite3_bind_int(mover->note, 5, places->rows[move->to].id);
  sqlite3_bind_int64(mover->note, 6, batch);
  bind_key(mover->read, &places->rows[move->to], move);
  if (steg_connection_finish(db, mover->note, err) < 0 || steg_connection_finish(db, mover->keep, err) < 0 ||
      steg_connection_finish(db, mover->change, err) < 0)
    return -1;
  int row = steg_connection_step(db, mover->read, err);
  if (row == 1)
    steg_stored_add(&mover->stored, digest);
  sqlite3_reset(mover->read);
  return row < 0 ? -1 : 0;
}

int steg_move_write(sqlite3 *db, const char *instrument, const steg_move *moves, size_t move_count, uint32_t table,
                    const steg_places *places, int64_t batch, steg_digest *digest, steg_error *err) {
  steg_mover mover = {0};
  int result = 0;
  for (size_t i = 0; i < move_count && result == 0; i++) {
    if (moves[i].table != table)
      continue;
    if (!mover.keep)
      result = start_mover(db, instrument, &mover, err);
    if (result == 0)
      result = write_move(db, &mover, places, &moves[i], batch, digest, err);
  }
  release_mover(&mover);
  return result;
}
