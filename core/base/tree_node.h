/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree_node - what a node is made of. For tree.c, tree_wire.c and tree_json.c alone; all others go through tree.h.
 */
#ifndef STEG_BASE_TREE_NODE_H
#define STEG_BASE_TREE_NODE_H

#include "base/tree.h"

typedef struct steg_tree_entry {
  const char *key;
  steg_tree *node;
} steg_tree_entry;

struct steg_tree {
  steg_tree_kind kind;
  size_t count;    /* children of a list or map, bytes of a text */
  size_t capacity; /* rows that items or entries have room for */
  union {
    bool truth;
    int64_t integer;
    double real;
    const char *text; /* terminated */
    steg_tree **items;
    steg_tree_entry *entries;
  };
  const steg_tree_entry **sorted; /* a larger map that was read: its entries by key, for lookup; else NULL */
};

/* Deeper than any limit of a reader: stops the writers if a tree was built into a ring. */
enum { STEG_TREE_WRITE_DEPTH = 512 };

#endif
