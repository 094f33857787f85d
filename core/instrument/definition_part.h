/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * definition_part - what the definition reader's files share: the instrument in the making, and fields read from a tree.
 *
 * A field that is not there (or null) leaves its target as it is: that is the default of a new row, and the original's value of a
 * row that an overlay changes. A field of the wrong kind is a finding with its path ("items[3].scale", counted from 1 as in
 * Lua), and leaves its target too, so that one pass finds everything.
 */
#ifndef STEG_INSTRUMENT_DEFINITION_PART_H
#define STEG_INSTRUMENT_DEFINITION_PART_H

#include "base/tree.h"
#include "instrument/checker_part.h"

enum { STEG_DEFINITION_ROWS = 500 }; /* of any list in a definition file */

typedef struct steg_definition {
  steg_checker checker; /* the sink of findings */
  steg_arena *arena;
  const steg_tree *root;
  const steg_instrument *original; /* of an overlay; else NULL */
  steg_instrument *made;
  steg_sensitivity sensitivity; /* of items that don't say theirs; 0 = not said */
} steg_definition;

void steg_definition_scales(steg_definition *definition);
void steg_definition_roles(steg_definition *definition);
void steg_definition_items(steg_definition *definition);
void steg_definition_without(steg_definition *definition); /* takes placeholders of the original away */
void steg_definition_columns(steg_definition *definition); /* those that are said, and those that go without saying */
void steg_definition_checks(steg_definition *definition);
void steg_definition_indexes(steg_definition *definition);
void steg_definition_crosswalk(steg_definition *definition);
void steg_definition_sums(steg_definition *definition);
/* Rows *same* for the items of an overlay with a version of its own that mean what they meant. */
void steg_definition_same_items(steg_definition *definition);

/* ---- places and findings */
const char *steg_definition_path(steg_definition *definition, const char *inside, const char *key, size_t index);
void steg_definition_fault(steg_definition *definition, const char *path, const char *key, const char *code,
                           const char *mend, const char *found, ...) __attribute__((format(printf, 6, 7)));

/* ---- fields; `map` is the row, `path` its path ("" for the whole definition) */
/* Whether the node is a map; else a finding. */
bool steg_definition_is_map(steg_definition *definition, const steg_tree *node, const char *path);
/* A finding for every key that is not in `keys` (parted by spaces). */
void steg_definition_keys(steg_definition *definition, const steg_tree *map, const char *path, const char *keys);
/* The list under the key; NULL when there is none or it is none. */
const steg_tree *steg_definition_list(steg_definition *definition, const steg_tree *map, const char *path,
                                      const char *key);
/* A text that refers to the row: as steg_definition_text, and a finding when the row has none in the end. */
void steg_definition_id(steg_definition *definition, const steg_tree *map, const char *path, const char **target);
void steg_definition_text(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          const char **target);
/* A text (Swedish), or {sv = "...", en = "..."}. */
void steg_definition_both(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          const char **sv, const char **en);
/* A text or a list of texts, joined by the separator. */
void steg_definition_words(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                           char separator, const char **target);
void steg_definition_flag(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          uint32_t *target);
void steg_definition_count(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                           uint32_t *target);
void steg_definition_integer(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                             int32_t *target);
void steg_definition_real(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          double *target);
/* One of the words (parted by spaces); ret: its place from 1 on, and `otherwise` when the field is not there or wrong. */
int steg_definition_word(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                         const char *words, int otherwise);

/* Room for the original's rows and `extra` more, the former copied. Never NULL unless memory is out (which is noted). */
void *steg_definition_rows(steg_definition *definition, const void *rows, uint32_t count, size_t row_size,
                           size_t extra);

#endif
