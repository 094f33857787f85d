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

/* How a label begins: the size of a code that stands in it whole; a national number's first digit; a key too long for it. */
enum { LABEL_NATIONAL = 0x80, LABEL_LONG = 0x40, NATIONAL_DIGITS = 12 };

/* Two keys with one label are one key, but for long ones, of which it holds the hash. */
static void make_label(steg_key_kind kind, const char *text, size_t size, uint64_t hash,
                       char label[STEG_ROSTER_LABEL]) {
  memset(label, 0, STEG_ROSTER_LABEL);
  if (kind == STEG_KEY_NATIONAL && size == NATIONAL_DIGITS) {
    label[0] = (char)(LABEL_NATIONAL | (text[0] & 0x0f));
    memcpy(label + 1, text + 1, STEG_ROSTER_LABEL - 1);
  } else if (kind == STEG_KEY_CODE && size < STEG_ROSTER_LABEL) {
    label[0] = (char)size;
    memcpy(label + 1, text, size);
  } else {
    label[0] = (char)(LABEL_LONG | (char)kind);
    memcpy(label + 1, &hash, sizeof hash);
  }
}

static int rehash(steg_roster *people) {
  size_t slot_count = people->slot_count ? people->slot_count * 2 : FIRST_SLOTS;
  steg_roster_slot *slots = calloc(slot_count, sizeof *slots);
  if (!slots)
    return -1;
  for (size_t i = 0; i < people->count; i++) {
    const char *text = people->rows[i].text;
    size_t size = strlen(text);
    uint64_t hash = steg_roster_hash(text, size);
    size_t slot = hash & (slot_count - 1);
    while (slots[slot].index_plus_one)
      slot = (slot + 1) & (slot_count - 1);
    slots[slot].index_plus_one = (uint32_t)i + 1;
    make_label(people->rows[i].kind, text, size, hash, slots[slot].label);
  }
  free(people->slots);
  people->slots = slots;
  people->slot_count = slot_count;
  return 0;
}

static bool is_key(const steg_roster *people, const steg_roster_slot *slot, const char *text, size_t size) {
  const steg_person_key *key = &people->rows[slot->index_plus_one - 1];
  return !strncmp(key->text, text, size) && !key->text[size];
}

/* The slot of the key, or the free one where it would stand, labelled for it in *ret_label. */
static steg_roster_slot *seek(const steg_roster *people, steg_key_kind kind, const char *text, size_t size,
                              char ret_label[STEG_ROSTER_LABEL]) {
  uint64_t hash = steg_roster_hash(text, size);
  make_label(kind, text, size, hash, ret_label);
  bool whole = !(ret_label[0] & LABEL_LONG);
  size_t at = hash & (people->slot_count - 1);
  for (; people->slots[at].index_plus_one; at = (at + 1) & (people->slot_count - 1)) {
    const steg_roster_slot *slot = &people->slots[at];
    if (!memcmp(slot->label, ret_label, STEG_ROSTER_LABEL) && (whole || is_key(people, slot, text, size)))
      break;
  }
  return &people->slots[at];
}

int32_t steg_roster_known(const steg_roster *people, steg_key_kind kind, const char *text, size_t size) {
  char label[STEG_ROSTER_LABEL];
  return people->slot_count ? (int32_t)seek(people, kind, text, size, label)->index_plus_one - 1 : -1;
}

int32_t steg_roster_find(steg_roster *people, steg_key_kind kind, const char *text, size_t size) {
  char label[STEG_ROSTER_LABEL];
  if (2 * (people->count + 1) > people->slot_count && rehash(people))
    return -1;
  steg_roster_slot *slot = seek(people, kind, text, size, label);
  if (slot->index_plus_one)
    return (int32_t)slot->index_plus_one - 1;
  char *copy = steg_arena_text_n(people->arena, text, size);
  if (!copy || people->count >= INT32_MAX ||
      steg_grow(&people->rows, &people->capacity, people->count + 1, sizeof *people->rows))
    return -1;
  people->rows[people->count] = (steg_person_key){kind, copy};
  slot->index_plus_one = (uint32_t)++people->count;
  memcpy(slot->label, label, STEG_ROSTER_LABEL);
  return (int32_t)people->count - 1;
}

void steg_roster_close(steg_roster *people) {
  free(people->slots);
  people->slots = NULL;
  people->slot_count = 0;
}

void steg_roster_release(steg_roster *people) {
  free(people->rows);
  free(people->slots);
  *people = (steg_roster){0};
}
