/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table - private to the room: an instrument's own table, made from its layout.
 *
 *   answers_<id>    one row per response, clustered by key, STRICT: a column per slot, typed as layout.h says
 *   replaced_<id>   rows that a later import changed, with the number of that batch in front: what `undo` puts back
 *   view_<id>       the same with words: labels, ISO dates, initiative and participation spelled out
 *
 * Our own columns begin with an underscore, which no item's id can; so no item's name is ever taken.
 *   register     key (_initiative, _participation)
 *   repeated     key (_initiative, _participation, _date, _role), then _occasion
 *   anonymous    key (_initiative, _date, _role, _content, _nth), then _occasion; _content is a hash of the answers
 *   event        as repeated; participation 0 is the initiative itself, which is why it has no foreign key to participations
 *   aggregate    key (_initiative, _first, _date, _role, _dimensions); _first and _date are the days of the period, and _dimensions is
 *                a hash of the items that are no number: an absent one adds nothing to it, so a new one may come with a version
 * then the slots, and last `_batch`, the batch that wrote the row.
 */
#ifndef STEG_STORE_TABLE_H
#define STEG_STORE_TABLE_H

#include "store/connection.h"
#include <stdbool.h>

typedef struct steg_table {
  const char *name;
  const char *replaced;
  const char *view;
  steg_kind kind;
  int key_count;
  int column_count; /* keys, occasion, slots; `_batch` stands after them */
  int first_slot;   /* index of slot 0 among the columns */
  const char *const *columns;
} steg_table;

/* Names only, no SQL. NULL when memory is out. */
const steg_table *steg_table_describe(const steg_registry_entry *entry, steg_arena *arena);
/* 1 when the store has the answers table, 0 when not, -1 on error. */
int steg_table_exists(sqlite3 *db, const char *table, steg_error *err);
/* steg_store_prepare inside the caller's transaction: 1 when something was made, 0 when all was there, -1. */
int steg_table_prepare(steg_store *store, const steg_registry_entry *entry, steg_error *err);
/* 1 when this version is recorded with this content, 0 when the version is new, -1 when its content was another. */
int steg_table_recorded(sqlite3 *db, const steg_registry_entry *entry, steg_error *err);
/* Marks, by column, what an answers table that is there lacks (an item that came with a later version). Returns how many, or -1
 * when the table can't hold the instrument. */
int steg_table_missing(sqlite3 *db, const steg_registry_entry *entry, const steg_table *table, bool *missing,
                       steg_error *err);
/* Numbers of the instrument's roles in the store, by role index; 0 where the store does not know the role. */
int steg_table_roles(sqlite3 *db, const steg_instrument *instrument, steg_arena *arena, int32_t **ret_numbers,
                     steg_error *err);
/* Whether rows of the kind are of participations (an event: may be). */
bool steg_table_has_participation(steg_kind kind);
/* Ids of the store's instruments that have a table of one of the kinds, sorted. kinds: bits, 1 << steg_kind; 0 = any. */
int steg_table_list(sqlite3 *db, unsigned kinds, steg_arena *arena, const char *const **ret_ids, size_t *ret_count,
                    steg_error *err);

#endif
