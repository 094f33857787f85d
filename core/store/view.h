/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view - private to the room: view_<instrument>, the answers as a person with any SQLite tool wants to see them.
 *
 * Levels, roles and flags as their Swedish labels, dates as YYYY-MM-DD, the initiative by its id, the participation's own
 * attributes beside, and `_version`: by which version of the instrument the row was read (NULL = it can't be told). A row of an earlier version
 * shows what steg_conversion_apply makes of it, so the view counts as the figures do: same and recoded answers in today's
 * labels, from the columns where they lie; an answer that can't be compared is empty here, and stands in answers_<instrument>.
 * Made from the definition and the versions that the store holds; made anew when either changes.
 */
#ifndef STEG_STORE_VIEW_H
#define STEG_STORE_VIEW_H

#include "base/buffer.h"
#include "store/table.h"
#include "store/versions.h"

/* The CREATE VIEW statement, as SQLite will keep it. */
void steg_view_write(steg_buffer *out, const steg_registry_entry *entry, const steg_table *table,
                     const steg_versions *versions);
/* 1 when the store has the view with exactly this statement, 0 when not, -1 on error. */
int steg_view_same(sqlite3 *db, const char *view, const char *sql, steg_error *err);

#endif
