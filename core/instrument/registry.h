/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * registry - the instruments that are there, and those that were refused with the reason.
 *
 * Plugins are trusted code: they come from folders that the caller names (beside the program, the installed folder, one the
 * user gave), never from the working directory. A folder or file that others may write is refused (the owner's private group
 * is fine). Files are taken sorted by name; a second plugin with a taken id is refused, both named. The plugin's rows are
 * copied into the engine's current rows, so the rest of the engine sees one row size. A plugin stays loaded to the end.
 */
#ifndef STEG_INSTRUMENT_REGISTRY_H
#define STEG_INSTRUMENT_REGISTRY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "instrument/checker.h"
#include "instrument/layout.h"

typedef enum steg_door { STEG_DOOR_PLUGIN = 1, STEG_DOOR_DEFINITION = 2, STEG_DOOR_OVERLAY = 3 } steg_door;

typedef struct steg_registry_entry {
  const steg_instrument *instrument; /* normalised copy */
  const steg_layout *layout;
  steg_door door;
  const char *path;                 /* the file it came from */
  char fingerprint[STEG_HASH_TEXT]; /* of the content */
  /* OVERLAY, by item index: the wording is not that of the instrument it is laid over. False for items that are new, and for those
   * that were placeholders, which had no wording to change. NULL = no item is. */
  const bool *reworded;
} steg_registry_entry;

typedef struct steg_refusal {
  const char *path;
  const char *reason; /* one sentence, in English */
  const char *reason_sv;
  steg_defects defects; /* when the checker refused it; else empty */
} steg_refusal;

typedef struct steg_registry steg_registry;

steg_registry *steg_registry_new(void); /* NULL when memory is out */
void steg_registry_free(steg_registry *registry);

/* Loads every *.so of the folder. A folder that is not there is no error. Refusals are kept, not returned. -1 only when memory is out. */
int steg_registry_load_folder(steg_registry *registry, const char *folder, steg_error *err);
/* Loads one plugin file; -1 with the reason when it is refused. */
int steg_registry_load_file(steg_registry *registry, const char *path, steg_error *err);
/* Takes an instrument made elsewhere (a definition); it is copied. -1 with the reason when its id is taken or the checker
 * refuses it. An OVERLAY with a taken id takes the entry's place, if it still has everything that could have been answered
 * (pointers to the former entry's instrument stay valid). */
int steg_registry_add(steg_registry *registry, const steg_instrument *instrument, steg_door door, const char *path,
                      steg_error *err);

size_t steg_registry_count(const steg_registry *registry);
const steg_registry_entry *steg_registry_at(const steg_registry *registry, size_t index); /* sorted by id */
const steg_registry_entry *steg_registry_find(const steg_registry *registry, const char *id);
size_t steg_registry_refusal_count(const steg_registry *registry);
const steg_refusal *steg_registry_refusal_at(const steg_registry *registry, size_t index);

#endif
