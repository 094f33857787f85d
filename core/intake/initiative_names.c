/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/initiative_names.h"

#include "base/text.h"
#include "intake/roster.h"
#include <string.h>

/* An id to the letter goes before any folded spelling, and so does a title. */
typedef enum name_kind { NAME_ID = 1, NAME_TITLE = 2, NAME_OTHER = 3 } name_kind;

typedef struct name_slot {
  name_kind kind; /* 0 = free */
  int32_t initiative;
  const char *text; /* folded, but for an id */
} name_slot;

struct steg_initiative_names {
  name_slot *slots; /* open addressing */
  size_t mask;
};

/* The slot that holds the name, or the free one where it belongs. */
static name_slot *seek(const steg_initiative_names *names, name_kind kind, const char *text) {
  size_t at = (steg_roster_hash(text, strlen(text)) + (size_t)kind) & names->mask;
  while (names->slots[at].kind && (names->slots[at].kind != kind || strcmp(names->slots[at].text, text) != 0))
    at = (at + 1) & names->mask;
  return &names->slots[at];
}

/* Of two initiatives with one name the first keeps it. */
static void add(steg_initiative_names *names, name_kind kind, const char *text, size_t initiative) {
  name_slot *slot = text ? seek(names, kind, text) : NULL;
  if (slot && !slot->kind)
    *slot = (name_slot){.kind = kind, .initiative = (int32_t)initiative, .text = text};
}

static const char *fold(steg_arena *arena, const char *text) {
  return text ? steg_text_fold(arena, text, strlen(text)) : NULL;
}

steg_initiative_names *steg_initiative_names_make(const steg_import_options *options, steg_arena *arena) {
  size_t count = 0, capacity = 16;
  for (size_t i = 0; i < options->initiative_count; i++) {
    count += 3;
    for (size_t k = 0; options->initiatives[i].aliases && options->initiatives[i].aliases[k]; k++)
      count++;
  }
  while (capacity < 2 * count)
    capacity *= 2;
  steg_initiative_names *names = steg_arena_alloc(arena, sizeof *names);
  name_slot *slots = steg_arena_array(arena, capacity, sizeof *slots);
  if (!names || !slots)
    return NULL;
  *names = (steg_initiative_names){.slots = slots, .mask = capacity - 1};
  for (size_t i = 0; i < options->initiative_count; i++) {
    const steg_import_initiative *initiative = &options->initiatives[i];
    add(names, NAME_ID, initiative->id, i);
    add(names, NAME_TITLE, fold(arena, initiative->title), i);
    add(names, NAME_OTHER, fold(arena, initiative->id), i);
    for (size_t k = 0; initiative->aliases && initiative->aliases[k]; k++)
      add(names, NAME_OTHER, fold(arena, initiative->aliases[k]), i);
  }
  return steg_arena_failed(arena) ? NULL : names;
}

static int32_t find(const steg_initiative_names *names, name_kind kind, const char *text) {
  const name_slot *slot = text ? seek(names, kind, text) : NULL;
  return slot && slot->kind ? slot->initiative : -1;
}

int32_t steg_initiative_names_find(const steg_initiative_names *names, const char *text, bool *ret_exact) {
  steg_arena *arena = steg_arena_new(0);
  const char *folded = fold(arena, text);
  int32_t by_id = find(names, NAME_ID, text), by_title = find(names, NAME_TITLE, folded);
  int32_t found = by_id < 0 || (by_title >= 0 && by_title < by_id) ? by_title : by_id;
  *ret_exact = found >= 0;
  if (found < 0)
    found = find(names, NAME_OTHER, folded);
  steg_arena_free(arena);
  return found;
}
