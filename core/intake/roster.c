/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/roster.h"

#include "intake/grow.h"
#include <string.h>

enum { FIRST_SLOTS = 1024 };

uint64_t steg_roster_hash(const char *text, size_t size) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ size;
  while (size) {
    uint64_t word = 0;
    size_t part = size < 8 ? size : 8;
    memcpy(&word, text, part);
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
    text += part;
    size -= part;
  }
  hash *= 0xC4CEB9FE1A85EC53u;
  return hash ^ hash >> 29;
}

static int rehash(steg_roster *people) {
  size_t slot_count = people->slot_count ? people->slot_count * 2 : FIRST_SLOTS;
  uint32_t *slots = calloc(slot_count, sizeof *slots);
  if (!slots)
    return -1;
  for (size_t i = 0; i < people->count; i++) {
    const char *text = people->rows[i].text;
    size_t slot = steg_roster_hash(text, strlen(text)) & (slot_count - 1);
    while (slots[slot])
      slot = (slot + 1) & (slot_count - 1);
    slots[slot] = (uint32_t)i + 1;
  }
  free(people->slots);
  people->slots = slots;
  people->slot_count = slot_count;
  return 0;
}

/* Index of the key, or -1 with the slot where it would stand. */
static int32_t seek(const steg_roster *people, steg_key_kind kind, const char *text, size_t size, size_t *ret_slot) {
  size_t slot = steg_roster_hash(text, size) & (people->slot_count - 1);
  for (; people->slots[slot]; slot = (slot + 1) & (people->slot_count - 1)) {
    const steg_person_key *key = &people->rows[people->slots[slot] - 1];
    if (key->kind == kind && !strncmp(key->text, text, size) && !key->text[size])
      return (int32_t)people->slots[slot] - 1;
  }
  *ret_slot = slot;
  return -1;
}

int32_t steg_roster_known(const steg_roster *people, steg_key_kind kind, const char *text, size_t size) {
  size_t slot = 0;
  return people->slot_count ? seek(people, kind, text, size, &slot) : -1;
}

int32_t steg_roster_find(steg_roster *people, steg_key_kind kind, const char *text, size_t size) {
  size_t slot = 0;
  if (2 * (people->count + 1) > people->slot_count && rehash(people))
    return -1;
  int32_t index = seek(people, kind, text, size, &slot);
  if (index >= 0)
    return index;
  char *copy = steg_arena_text_n(people->arena, text, size);
  if (!copy || people->count >= INT32_MAX ||
      steg_grow(&people->rows, &people->capacity, people->count + 1, sizeof *people->rows))
    return -1;
  people->rows[people->count] = (steg_person_key){kind, copy};
  people->slots[slot] = (uint32_t)++people->count;
  return (int32_t)people->count - 1;
}

void steg_roster_release(steg_roster *people) {
  free(people->rows);
  free(people->slots);
  *people = (steg_roster){0};
}
