/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree - the one typed tree: null, bool, integer, real, text, list, map.
 *
 * It is the only wire format to and from the script worker, and what JSON is
 * written from. Nodes live in an arena and are const once built. A map keeps the
 * order its keys were put in; keys are unique.
 *
 * Wire form: a 4-byte mark "STT1", then one node. A node is a kind byte, then
 *   bool: 1 byte 0/1 · integer, real: 8 bytes little-endian · text: u32 size +
 *   UTF-8 bytes · list: u32 count + nodes · map: u32 count + (u32 size + key
 *   bytes, node) pairs.
 * The reader takes nothing beyond its limits and nothing that is not exactly so:
 * UTF-8 without U+0000 (it would hide what follows from whoever takes a C string),
 * finite reals, no key twice, no byte after the end.
 */
#ifndef STEG_BASE_TREE_H
#define STEG_BASE_TREE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include <stdbool.h>
#include <stdint.h>

typedef enum steg_tree_kind {
  STEG_TREE_NULL = 1,
  STEG_TREE_BOOL = 2,
  STEG_TREE_INTEGER = 3,
  STEG_TREE_REAL = 4,
  STEG_TREE_TEXT = 5,
  STEG_TREE_LIST = 6,
  STEG_TREE_MAP = 7
} steg_tree_kind;

typedef struct steg_tree steg_tree;

/* ---- building; NULL when memory is out (and every put into NULL, or of NULL, is a no-op returning -1) */
steg_tree *steg_tree_null(steg_arena *arena);
steg_tree *steg_tree_bool(steg_arena *arena, bool value);
steg_tree *steg_tree_integer(steg_arena *arena, int64_t value);
steg_tree *steg_tree_real(steg_arena *arena, double value);     /* NaN and infinities become null */
steg_tree *steg_tree_text(steg_arena *arena, const char *text); /* NULL becomes null */
steg_tree *steg_tree_text_n(steg_arena *arena, const char *text, size_t size);
steg_tree *steg_tree_list(steg_arena *arena);
steg_tree *steg_tree_map(steg_arena *arena);
int steg_tree_append(steg_arena *arena, steg_tree *list, steg_tree *node);
/* Replaces an earlier value of the key. */
int steg_tree_put(steg_arena *arena, steg_tree *map, const char *key, steg_tree *node);

/* ---- reading; every function takes NULL as a null node */
steg_tree_kind steg_tree_kind_of(const steg_tree *node);
const char *steg_tree_kind_name(steg_tree_kind kind); /* "text", "list" ... */
bool steg_tree_get_bool(const steg_tree *node, bool otherwise);
int64_t steg_tree_get_integer(const steg_tree *node, int64_t otherwise); /* a real without fraction counts */
double steg_tree_get_real(const steg_tree *node, double otherwise);      /* an integer counts */
const char *steg_tree_get_text(const steg_tree *node);                   /* NULL when it is no text */
size_t steg_tree_size(const steg_tree *node); /* children of a list or map, bytes of a text, else 0 */
const steg_tree *steg_tree_at(const steg_tree *node, size_t index); /* child of a list or map; NULL beyond */
const char *steg_tree_key_at(const steg_tree *map, size_t index);
const steg_tree *steg_tree_get(const steg_tree *map, const char *key); /* NULL when not there */

/* ---- wire */
typedef struct steg_tree_limits {
  size_t max_bytes; /* of the whole message */
  size_t max_nodes;
  unsigned max_depth;
  size_t max_text; /* bytes of one text or key */
} steg_tree_limits;
/* The root has depth 1. */
extern const steg_tree_limits steg_tree_default_limits; /* 16 MiB, 200 000 nodes, depth 64, 1 MiB */

/* Writers mark the buffer as failed when a tree is deeper than 512 (built into a ring) or a size passes 32 bits. */
void steg_tree_write(steg_buffer *out, const steg_tree *root);
/* limits NULL = the default ones. Every refusal is an environment error that names the byte. */
int steg_tree_read(const void *bytes, size_t size, const steg_tree_limits *limits, steg_arena *arena,
                   const steg_tree **ret_root, steg_error *err);

/* ---- JSON (RFC 8259): keys in their order, two-space indent, reals in shortest exact form, a newline at the end.
 * Bytes that are not UTF-8 become U+FFFD. */
void steg_tree_write_json(steg_buffer *out, const steg_tree *root);

#endif
