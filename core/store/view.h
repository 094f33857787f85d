/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view - private to the room: view_<instrument>, the answers as a person with any SQLite tool wants to see them.
 *
 * Levels, roles and flags as their Swedish labels, dates as YYYY-MM-DD, the initiative by its id, and the participation's own
 * attributes beside. Made from the definition; made anew when its labels change.
 */
#ifndef STEG_STORE_VIEW_H
#define STEG_STORE_VIEW_H

#include "base/buffer.h"
#include "store/table.h"

/* The CREATE VIEW statement, as SQLite will keep it. */
void steg_view_write(steg_buffer *out, const steg_registry_entry *entry, const steg_table *table);
/* 1 when the store has the view with exactly this statement, 0 when not, -1 on error. */
int steg_view_same(sqlite3 *db, const char *view, const char *sql, steg_error *err);

#endif
