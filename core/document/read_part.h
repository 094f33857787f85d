/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read_part - what the files that read a document's tree share. For read*.c alone.
 *
 * Requests are read before blocks, so that every reference can be checked when it is met. A reference is a position from 1
 * in the tree (as Lua counts) and an index from 0 in the document.
 */
#ifndef STEG_DOCUMENT_READ_PART_H
#define STEG_DOCUMENT_READ_PART_H

#include "document/document.h"
#include "document/field.h"
#include "instrument/registry.h"

typedef struct steg_reading {
  steg_field_place place;
  const steg_registry *registry;
  const steg_initiative *initiatives; /* NULL = ids are not checked */
  size_t initiative_count;
  const steg_request *requests; /* those read so far */
  size_t request_count;
  size_t blocks_left; /* how many more blocks are taken */
} steg_reading;

enum {
  STEG_READ_REQUESTS_MAX = 2000,
  STEG_READ_BLOCKS_MAX = 5000,
  STEG_READ_LIST_MAX = 500,
  STEG_READ_PROSE_MAX = 20000
};

/* The map's `line` into reading->place.line, where later faults take it from. */
int steg_read_line(steg_reading *reading, const steg_tree *map, const char *path);
int steg_read_request_part(steg_reading *reading, const steg_tree *node, const char *path, steg_request *ret_request);
/* `map` may have the selector's fields beside others; its field names are checked by the caller (STEG_READ_SELECTOR_FIELDS). */
int steg_read_selector(steg_reading *reading, const steg_tree *map, const char *path, steg_selector *ret_selector);
#define STEG_READ_SELECTOR_FIELDS "request", "field", "item", "role", "key", "group"
/* `first`: a place the caller has made itself, which stands at index 0; NULL = none. An absent optional prose is zeroed. */
int steg_read_prose(steg_reading *reading, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const steg_place *first, steg_prose *ret_prose);
int steg_read_blocks(steg_reading *reading, const steg_tree *map, const char *path, const char *key,
                     steg_block **ret_blocks, size_t *ret_count);

#endif
