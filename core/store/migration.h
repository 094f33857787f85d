/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * migration - private to the room: the one ordered list of steps that makes the schema of both files.
 *
 * A new store runs the whole list, an older one the rest of it; `user_version` is the number of steps done. There is no
 * second description of the schema that could drift from this one. Never change a step that has been released: append one.
 */
#ifndef STEG_STORE_MIGRATION_H
#define STEG_STORE_MIGRATION_H

#include "store/connection.h"

/* application_id of the two files: "STEG" and "STEI". */
enum { STEG_MIGRATION_STORE = 0x53544547, STEG_MIGRATION_IDENTITY = 0x53544549 };

int steg_migration_latest(void); /* user_version of a store of this program */
/* Runs steps from + 1 .. to on main and identity, sets application_id and user_version. Inside the caller's transaction. */
int steg_migration_run(sqlite3 *db, int from, int to, steg_error *err);
/* SHA-256 over every object of a schema ("main", "identity"), sorted: tells that another program changed it. */
int steg_migration_schema_hash(sqlite3 *db, const char *schema, char ret_text[STEG_HASH_TEXT], steg_error *err);
/* Writes both to the metas, after the schema was changed; inside the caller's transaction. */
int steg_migration_seal(sqlite3 *db, steg_error *err);

#endif
