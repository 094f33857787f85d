/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the rows of an aggregate. */
#include "instrument/definition_part.h"

#include <string.h>

static void sum(steg_definition *definition, const steg_tree *node, const char *path, steg_sum *row) {
  steg_definition_keys(definition, node, path, "id kind items over stated base part total words");
  steg_definition_id(definition, node, path, &row->id);
  row->kind = (steg_sum_kind)steg_definition_word(definition, node, path, "kind", "total base share", (int)row->kind);
  if (!row->kind && !steg_tree_get(node, "kind"))
    steg_definition_fault(definition, path, "kind", "D_DEF_MISSING", "write kind = \"total\", \"base\" or \"share\"",
                          "It is not said what is stated.");
  steg_definition_words(definition, node, path, "items", ' ', &row->items);
  steg_definition_words(definition, node, path, "over", ' ', &row->over);
  steg_definition_text(definition, node, path, "stated", &row->stated);
  steg_definition_text(definition, node, path, "base", &row->base);
  steg_definition_text(definition, node, path, "part", &row->part);
  steg_definition_text(definition, node, path, "total", &row->total);
  steg_definition_words(definition, node, path, "words", '|', &row->words);
}

void steg_definition_sums(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "sums");
  steg_instrument *made = definition->made;
  uint32_t original = made->sums.count;
  steg_sum *rows = steg_definition_rows(definition, made->sums.rows, original, sizeof *rows, steg_tree_size(list));
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "sums", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    const char *id = steg_tree_get_text(steg_tree_get(node, "id"));
    steg_sum fresh = {.id = steg_arena_printf(definition->arena, "sum_%zu", i + 1)};
    steg_sum *row = &fresh;
    for (uint32_t k = 0; id && k < original; k++)
      if (rows[k].id && !strcmp(rows[k].id, id))
        row = &rows[k];
    sum(definition, node, path, row);
    if (row == &fresh)
      rows[made->sums.count++] = fresh;
  }
  made->sums.rows = rows;
  made->sums.row_size = sizeof *rows;
  if (!rows)
    made->sums.count = 0;
}
