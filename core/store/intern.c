/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/intern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct steg_intern_entry {
  const char *text;
  size_t size;
  uint64_t hash;
} steg_intern_entry;

struct steg_intern {
  steg_arena *arena;
  steg_intern_entry *entries; /* open addressing, capacity a power of two */
  size_t capacity;
  size_t count;
};

steg_intern *steg_intern_new(steg_arena *arena) {
  steg_intern *intern = calloc(1, sizeof *intern);
  if (!intern)
    return NULL;
  intern->arena = arena;
  intern->capacity = 64;
  intern->entries = calloc(intern->capacity, sizeof *intern->entries);
  if (!intern->entries) {
    free(intern);
    return NULL;
  }
  return intern;
}

void steg_intern_free(steg_intern *intern) {
  if (!intern)
    return;
  free(intern->entries);
  free(intern);
}

static uint64_t hash_of(const char *text, size_t size) {
  uint64_t hash = 14695981039346656037u; /* FNV-1a */
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
  return hash;
}

static steg_intern_entry *find(steg_intern_entry *entries, size_t capacity, const char *text, size_t size,
                               uint64_t hash) {
  size_t at = hash & (capacity - 1);
  while (entries[at].text &&
         (entries[at].hash != hash || entries[at].size != size || memcmp(entries[at].text, text, size) != 0))
    at = (at + 1) & (capacity - 1);
  return &entries[at];
}

static int grow(steg_intern *intern) {
  size_t capacity = intern->capacity * 2;
  steg_intern_entry *entries = calloc(capacity, sizeof *entries);
  if (!entries)
    return -1;
  for (size_t i = 0; i < intern->capacity; i++) {
    const steg_intern_entry *entry = &intern->entries[i];
    if (entry->text)
      *find(entries, capacity, entry->text, entry->size, entry->hash) = *entry;
  }
  free(intern->entries);
  intern->entries = entries;
  intern->capacity = capacity;
  return 0;
}

const char *steg_intern_text(steg_intern *intern, const char *text, size_t size) {
  uint64_t hash = hash_of(text, size);
  steg_intern_entry *entry = find(intern->entries, intern->capacity, text, size, hash);
  if (entry->text)
    return entry->text;
  if (intern->count * 2 >= intern->capacity) {
    if (grow(intern) < 0)
      return NULL;
    entry = find(intern->entries, intern->capacity, text, size, hash);
  }
  const char *copy = steg_arena_text_n(intern->arena, text, size);
  if (!copy)
    return NULL;
  *entry = (steg_intern_entry){.text = copy, .size = size, .hash = hash};
  intern->count++;
  return copy;
}
