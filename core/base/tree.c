/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/tree.h"
#include "base/tree_node.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static steg_tree *make(steg_arena *arena, steg_tree_kind kind) {
  steg_tree *node = steg_arena_alloc(arena, sizeof *node);
  if (node)
    node->kind = kind;
  return node;
}

steg_tree *steg_tree_null(steg_arena *arena) {
  return make(arena, STEG_TREE_NULL);
}

steg_tree *steg_tree_bool(steg_arena *arena, bool value) {
  steg_tree *node = make(arena, STEG_TREE_BOOL);
  if (node)
    node->truth = value;
  return node;
}

steg_tree *steg_tree_integer(steg_arena *arena, int64_t value) {
  steg_tree *node = make(arena, STEG_TREE_INTEGER);
  if (node)
    node->integer = value;
  return node;
}

steg_tree *steg_tree_real(steg_arena *arena, double value) {
  if (!isfinite(value))
    return steg_tree_null(arena);
  steg_tree *node = make(arena, STEG_TREE_REAL);
  if (node)
    node->real = value;
  return node;
}

steg_tree *steg_tree_text(steg_arena *arena, const char *text) {
  return text ? steg_tree_text_n(arena, text, strlen(text)) : steg_tree_null(arena);
}

steg_tree *steg_tree_text_n(steg_arena *arena, const char *text, size_t size) {
  if (!text)
    return steg_tree_null(arena);
  steg_tree *node = make(arena, STEG_TREE_TEXT);
  const char *copy = node ? steg_arena_text_n(arena, text, size) : NULL;
  if (!copy)
    return NULL;
  node->text = copy;
  node->count = size;
  return node;
}

steg_tree *steg_tree_list(steg_arena *arena) {
  return make(arena, STEG_TREE_LIST);
}

steg_tree *steg_tree_map(steg_arena *arena) {
  return make(arena, STEG_TREE_MAP);
}

/* Room for one more child; the arena can't give back the smaller array, so it doubles. */
static int make_room(steg_arena *arena, steg_tree *node, size_t row_size, void **rows) {
  if (node->count < node->capacity)
    return 0;
  size_t capacity = node->capacity ? node->capacity * 2 : 4;
  void *larger = steg_arena_array(arena, capacity, row_size);
  if (!larger)
    return -1;
  if (node->count)
    memcpy(larger, *rows, node->count * row_size);
  *rows = larger;
  node->capacity = capacity;
  return 0;
}

int steg_tree_append(steg_arena *arena, steg_tree *list, steg_tree *node) {
  if (!list || !node || list == node || list->kind != STEG_TREE_LIST)
    return -1;
  void *rows = list->items;
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  if (make_room(arena, list, sizeof *list->items, &rows) != 0)
    return -1;
  list->items = rows;
  list->items[list->count++] = node;
  return 0;
}

int steg_tree_put(steg_arena *arena, steg_tree *map, const char *key, steg_tree *node) {
  if (!map || !node || !key || map == node || map->kind != STEG_TREE_MAP)
    return -1;
  for (size_t i = 0; i < map->count; i++)
    if (strcmp(map->entries[i].key, key) == 0) {
      map->entries[i].node = node;
      return 0;
    }
  const char *copy = steg_arena_text(arena, key);
  void *rows = map->entries;
  if (!copy || make_room(arena, map, sizeof *map->entries, &rows) != 0)
    return -1;
  map->entries = rows;
  map->entries[map->count++] = (steg_tree_entry){copy, node};
  map->sorted = NULL; /* the entries have moved, and one is new */
  return 0;
}

steg_tree_kind steg_tree_kind_of(const steg_tree *node) {
  return node ? node->kind : STEG_TREE_NULL;
}

const char *steg_tree_kind_name(steg_tree_kind kind) {
  switch (kind) {
  case STEG_TREE_NULL:
    return "null";
  case STEG_TREE_BOOL:
    return "bool";
  case STEG_TREE_INTEGER:
    return "integer";
  case STEG_TREE_REAL:
    return "real";
  case STEG_TREE_TEXT:
    return "text";
  case STEG_TREE_LIST:
    return "list";
  case STEG_TREE_MAP:
    return "map";
  }
  return "unknown";
}

bool steg_tree_get_bool(const steg_tree *node, bool otherwise) {
  return steg_tree_kind_of(node) == STEG_TREE_BOOL ? node->truth : otherwise;
}

int64_t steg_tree_get_integer(const steg_tree *node, int64_t otherwise) {
  if (steg_tree_kind_of(node) == STEG_TREE_INTEGER)
    return node->integer;
  /* 2^63 is exact as a double; INT64_MAX is not. */
  if (steg_tree_kind_of(node) == STEG_TREE_REAL && node->real == floor(node->real) &&
      node->real >= -9223372036854775808.0 && node->real < 9223372036854775808.0)
    return (int64_t)node->real;
  return otherwise;
}

double steg_tree_get_real(const steg_tree *node, double otherwise) {
  switch (steg_tree_kind_of(node)) {
  case STEG_TREE_REAL:
    return node->real;
  case STEG_TREE_INTEGER:
    return (double)node->integer;
  default:
    return otherwise;
  }
}

const char *steg_tree_get_text(const steg_tree *node) {
  return steg_tree_kind_of(node) == STEG_TREE_TEXT ? node->text : NULL;
}

size_t steg_tree_size(const steg_tree *node) {
  return node ? node->count : 0;
}

const steg_tree *steg_tree_at(const steg_tree *node, size_t index) {
  if (!node || index >= node->count)
    return NULL;
  if (node->kind == STEG_TREE_LIST)
    return node->items[index];
  return node->kind == STEG_TREE_MAP ? node->entries[index].node : NULL;
}

const char *steg_tree_key_at(const steg_tree *map, size_t index) {
  return map && map->kind == STEG_TREE_MAP && index < map->count ? map->entries[index].key : NULL;
}

static int compare_key(const void *key, const void *row) {
  const steg_tree_entry *const *entry = row;
  return strcmp(key, (*entry)->key);
}

const steg_tree *steg_tree_get(const steg_tree *map, const char *key) {
  if (!map || !key || map->kind != STEG_TREE_MAP)
    return NULL;
  if (map->sorted) {
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    const steg_tree_entry *const *found = bsearch(key, map->sorted, map->count, sizeof *map->sorted, compare_key);
    return found ? (*found)->node : NULL;
  }
  for (size_t i = 0; i < map->count; i++)
    if (strcmp(map->entries[i].key, key) == 0)
      return map->entries[i].node;
  return NULL;
}
