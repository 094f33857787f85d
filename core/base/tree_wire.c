/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "base/tree_node.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char MARK[4] = {'S', 'T', 'T', '1'};

const steg_tree_limits steg_tree_default_limits = {
    .max_bytes = (size_t)16 << 20, .max_nodes = 200000, .max_depth = 64, .max_text = (size_t)1 << 20};

/* ---- writer */

static void write_number(steg_buffer *out, uint64_t value, int byte_count) {
  for (int i = 0; i < byte_count; i++)
    steg_buffer_char(out, (char)(value >> (8 * i)));
}

static void write_count(steg_buffer *out, size_t count) {
  if (count > UINT32_MAX)
    out->failed = true;
  write_number(out, count, 4);
}

static void write_node(steg_buffer *out, const steg_tree *node, unsigned depth) {
  steg_tree_kind kind = steg_tree_kind_of(node);
  if (depth > STEG_TREE_WRITE_DEPTH)
    out->failed = true;
  if (out->failed)
    return;
  steg_buffer_char(out, (char)kind);
  switch (kind) {
  case STEG_TREE_NULL:
    break;
  case STEG_TREE_BOOL:
    steg_buffer_char(out, node->truth ? 1 : 0);
    break;
  case STEG_TREE_INTEGER:
    write_number(out, (uint64_t)node->integer, 8);
    break;
  case STEG_TREE_REAL: {
    uint64_t bits;
    memcpy(&bits, &node->real, sizeof bits);
    write_number(out, bits, 8);
    break;
  }
  case STEG_TREE_TEXT:
    write_count(out, node->count);
    steg_buffer_append(out, node->text, node->count);
    break;
  case STEG_TREE_LIST:
    write_count(out, node->count);
    for (size_t i = 0; i < node->count; i++)
      write_node(out, node->items[i], depth + 1);
    break;
  case STEG_TREE_MAP:
    write_count(out, node->count);
    for (size_t i = 0; i < node->count; i++) {
      size_t size = strlen(node->entries[i].key);
      write_count(out, size);
      steg_buffer_append(out, node->entries[i].key, size);
      write_node(out, node->entries[i].node, depth + 1);
    }
    break;
  }
}

void steg_tree_write(steg_buffer *out, const steg_tree *root) {
  steg_buffer_append(out, MARK, sizeof MARK);
  write_node(out, root, 1);
}

/* ---- reader */

typedef struct reader {
  const unsigned char *bytes;
  size_t size;
  size_t at;
  size_t node_count;
  const steg_tree_limits *limits;
  steg_arena *arena;
  steg_error *err;
} reader;

/* Both return -1 where the compiler sees it, so that it knows what was read when they were not called. */
static int refuse(reader *in, const char *what) {
  steg_error_say(in->err, STEG_ERROR_ENVIRONMENT, what);
  steg_error_prefix(in->err, "tree message, byte %zu", in->at);
  return -1;
}

static int lack_memory(reader *in) {
  steg_error_memory(in->err);
  return -1;
}

static int read_number(reader *in, int byte_count, uint64_t *ret_value) {
  if (in->size - in->at < (size_t)byte_count)
    return refuse(in, "it ends too early");
  uint64_t value = 0;
  for (int i = 0; i < byte_count; i++)
    value |= (uint64_t)in->bytes[in->at + (size_t)i] << (8 * i);
  in->at += (size_t)byte_count;
  *ret_value = value;
  return 0;
}

/* A text or key: its size and bytes, copied to the arena. */
static int read_text(reader *in, const char **ret_text, size_t *ret_size) {
  uint64_t size;
  if (read_number(in, 4, &size) != 0)
    return -1;
  if (size > in->limits->max_text)
    return refuse(in, "a text is longer than allowed");
  if (size > in->size - in->at)
    return refuse(in, "it ends too early");
  const char *bytes = (const char *)in->bytes + in->at;
  if (steg_text_valid(bytes, size) != size)
    return refuse(in, "a text is not UTF-8");
  /* It would hide what follows it from everyone who takes the text as a C string. */
  if (size && memchr(bytes, '\0', size))
    return refuse(in, "a text holds a zero byte");
  const char *copy = steg_arena_text_n(in->arena, bytes, size);
  if (!copy)
    return lack_memory(in);
  in->at += size;
  *ret_text = copy;
  *ret_size = size;
  return 0;
}

/* The number of children. A count that can't be true is refused before memory is asked for. */
static int read_count(reader *in, size_t smallest_row, size_t *ret_count) {
  uint64_t count;
  if (read_number(in, 4, &count) != 0)
    return -1;
  if (count > (in->size - in->at) / smallest_row)
    return refuse(in, "it counts more children than it has bytes for");
  if (count > in->limits->max_nodes - in->node_count)
    return refuse(in, "it has more nodes than allowed");
  *ret_count = count;
  return 0;
}

static int compare_entries(const void *a, const void *b) {
  const steg_tree_entry *const *left = a;
  const steg_tree_entry *const *right = b;
  return strcmp((*left)->key, (*right)->key);
}

/* Refuses duplicate keys by sorting: the keys come from a script, so neither a scan nor a hash would be safe from one
 * that means harm. The order is kept for lookup. */
static int check_keys(reader *in, steg_tree *map) {
  if (map->count < 2)
    return 0;
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const steg_tree_entry **sorted = steg_arena_array(in->arena, map->count, sizeof *sorted);
  if (!sorted)
    return lack_memory(in);
  for (size_t i = 0; i < map->count; i++)
    sorted[i] = &map->entries[i];
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  qsort(sorted, map->count, sizeof *sorted, compare_entries);
  for (size_t i = 1; i < map->count; i++)
    if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
      return refuse(in, "a map has a key twice");
  map->sorted = sorted;
  return 0;
}

static int read_node(reader *in, unsigned depth, steg_tree **ret_node);

static int read_list(reader *in, unsigned depth, steg_tree *list) {
  size_t count;
  if (read_count(in, 1, &count) != 0)
    return -1;
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  list->items = steg_arena_array(in->arena, count, sizeof *list->items);
  if (!list->items)
    return lack_memory(in);
  list->capacity = count;
  for (; list->count < count; list->count++)
    if (read_node(in, depth + 1, &list->items[list->count]) != 0)
      return -1;
  return 0;
}

static int read_map(reader *in, unsigned depth, steg_tree *map) {
  size_t count;
  if (read_count(in, 5, &count) != 0)
    return -1;
  map->entries = steg_arena_array(in->arena, count, sizeof *map->entries);
  if (!map->entries)
    return lack_memory(in);
  map->capacity = count;
  for (; map->count < count; map->count++) {
    steg_tree_entry *entry = &map->entries[map->count];
    size_t size;
    if (read_text(in, &entry->key, &size) != 0 || read_node(in, depth + 1, &entry->node) != 0)
      return -1;
  }
  return check_keys(in, map);
}

static int read_node(reader *in, unsigned depth, steg_tree **ret_node) {
  if (depth > in->limits->max_depth)
    return refuse(in, "it is nested deeper than allowed");
  if (in->node_count >= in->limits->max_nodes)
    return refuse(in, "it has more nodes than allowed");
  in->node_count++;
  uint64_t kind, value;
  if (read_number(in, 1, &kind) != 0)
    return -1;
  if (kind < STEG_TREE_NULL || kind > STEG_TREE_MAP)
    return refuse(in, "a node is of no known kind");
  steg_tree *node = steg_arena_alloc(in->arena, sizeof *node);
  if (!node)
    return lack_memory(in);
  node->kind = (steg_tree_kind)kind;
  int result = 0;
  switch (node->kind) {
  case STEG_TREE_NULL:
    break;
  case STEG_TREE_BOOL:
    result = read_number(in, 1, &value);
    if (result == 0 && value > 1)
      result = refuse(in, "a bool is neither 0 nor 1");
    else if (result == 0)
      node->truth = value == 1;
    break;
  case STEG_TREE_INTEGER:
    result = read_number(in, 8, &value);
    if (result == 0)
      node->integer = (int64_t)value;
    break;
  case STEG_TREE_REAL:
    result = read_number(in, 8, &value);
    if (result == 0)
      memcpy(&node->real, &value, sizeof node->real);
    if (result == 0 && !isfinite(node->real))
      result = refuse(in, "a real is not a finite number");
    break;
  case STEG_TREE_TEXT:
    result = read_text(in, &node->text, &node->count);
    break;
  case STEG_TREE_LIST:
    result = read_list(in, depth, node);
    break;
  case STEG_TREE_MAP:
    result = read_map(in, depth, node);
    break;
  }
  if (result == 0)
    *ret_node = node;
  return result;
}

int steg_tree_read(const void *bytes, size_t size, const steg_tree_limits *limits, steg_arena *arena,
                   const steg_tree **ret_root, steg_error *err) {
  reader in = {
      .bytes = bytes, .size = size, .limits = limits ? limits : &steg_tree_default_limits, .arena = arena, .err = err};
  if (size > in.limits->max_bytes)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "tree message: %zu bytes are more than the %zu allowed", size,
                          in.limits->max_bytes);
  if (size < sizeof MARK || memcmp(bytes, MARK, sizeof MARK) != 0)
    return refuse(&in, "it does not begin with its mark");
  in.at = sizeof MARK;
  steg_tree *root;
  if (read_node(&in, 1, &root) != 0)
    return -1;
  if (in.at != size)
    return refuse(&in, "bytes follow the end");
  *ret_root = root;
  return 0;
}
