/* SPDX-License-Identifier: GPL-3.0-or-later */
// rooms: base
/*
 * The reader of the tree's wire form, on any bytes: what it takes must write the same bytes again, be found by key, make
 * JSON that is UTF-8, and cost no more memory than the message's size allows for; what it refuses must say why.
 */
#include "base/text.h"
#include "base/tree.h"
#include <stdlib.h>
#include <string.h>

static void require(bool holds) {
  if (!holds)
    abort();
}

static void look_up(const steg_tree *node) {
  for (size_t i = 0; steg_tree_at(node, i); i++) {
    const char *key = steg_tree_key_at(node, i);
    require(!key || steg_tree_get(node, key) == steg_tree_at(node, i));
    look_up(steg_tree_at(node, i));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *root = NULL;
  steg_error err = {0};
  if (steg_tree_read(bytes, size, NULL, arena, &root, &err) != 0) {
    require(root == NULL && err.kind == STEG_ERROR_ENVIRONMENT && err.text[0] != '\0');
  } else {
    steg_buffer wire, json;
    steg_buffer_init(&wire, size);
    steg_tree_write(&wire, root);
    require(!steg_buffer_failed(&wire) && wire.size == size && memcmp(wire.bytes, bytes, size) == 0);
    steg_buffer_init(&json, 512 * size + 64);
    steg_tree_write_json(&json, root);
    require(!steg_buffer_failed(&json) && steg_text_valid(json.bytes, json.size) == json.size);
    look_up(root);
    steg_buffer_release(&wire);
    steg_buffer_release(&json);
  }
  require(steg_arena_used(arena) <= 64 * size + 256);
  steg_arena_free(arena);
  return 0;
}
