/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales with their levels and groups, and roles. */
#include "instrument/definition_part.h"

#include "base/text.h"
#include <string.h>

/* Index of the level that an overlay's row changes: by code, else by value; -1 for a new one. */
static int32_t level_of(const steg_scale *scale, const steg_tree *row) {
  const char *code = steg_tree_get_text(steg_tree_get(row, "code"));
  if (code)
    return steg_checker_find_level(scale, code, strlen(code));
  const steg_tree *value = steg_tree_get(row, "value");
  for (uint32_t i = 0; value && i < scale->levels.count; i++)
    if (scale->levels.rows[i].value == steg_tree_get_integer(value, INT64_MIN))
      return (int32_t)i;
  return -1;
}

/* What a level gets when only its label is said: steps count up from 1, off-scale answers down from -1. */
static void number_level(steg_definition *definition, const steg_scale *scale, const steg_level *rows, bool said,
                         steg_level *level) {
  bool off = level->kind == STEG_LEVEL_OFF_SCALE;
  if (!said) {
    level->value = off ? -1 : 1;
    for (uint32_t i = 0; i < scale->levels.count; i++) {
      if (off && rows[i].value <= level->value)
        level->value = rows[i].value - 1;
      if (!off && rows[i].value >= level->value)
        level->value = rows[i].value + 1;
    }
  }
  if (!level->code)
    level->code = off ? steg_arena_printf(definition->arena, "off%d", -level->value)
                      : steg_arena_printf(definition->arena, "s%d", level->value);
}

static void level(steg_definition *definition, const char *path, steg_scale *scale, steg_level *rows,
                  const steg_tree *node, bool is_new_scale) {
  steg_level fresh = {.kind = STEG_LEVEL_STEP};
  if (steg_tree_get_text(node)) { /* the label alone */
    if (!is_new_scale) {
      steg_definition_fault(definition, path, NULL, "D_DEF_LEVEL", "write { code = \"...\", label = \"...\" }",
                            "The scale is there already, so a level must say by its code which one it is.");
      return;
    }
    fresh.label_sv = steg_tree_get_text(node);
    number_level(definition, scale, rows, false, &fresh);
    rows[scale->levels.count++] = fresh;
    return;
  }
  if (!steg_definition_is_map(definition, node, path))
    return;
  steg_definition_keys(definition, node, path, "value code label kind positive group aliases");
  int32_t index = level_of(scale, node);
  steg_level *row = index < 0 ? &fresh : &rows[index];
  row->kind =
      (steg_level_kind)steg_definition_word(definition, node, path, "kind", "step neutral off_scale", (int)row->kind);
  steg_definition_text(definition, node, path, "code", &row->code);
  steg_definition_integer(definition, node, path, "value", &row->value);
  steg_definition_both(definition, node, path, "label", &row->label_sv, &row->label_en);
  steg_definition_flag(definition, node, path, "positive", &row->positive);
  steg_definition_text(definition, node, path, "group", &row->group);
  steg_definition_words(definition, node, path, "aliases", '|', &row->aliases);
  if (index < 0) {
    number_level(definition, scale, rows, steg_tree_get(node, "value") != NULL, row);
    rows[scale->levels.count++] = *row;
  }
}

static void group(steg_definition *definition, const char *path, steg_scale *scale, steg_level_group *rows,
                  const steg_tree *node) {
  if (!steg_definition_is_map(definition, node, path))
    return;
  steg_definition_keys(definition, node, path, "id label");
  steg_level_group fresh = {0};
  steg_level_group *row = &fresh;
  const char *id = steg_tree_get_text(steg_tree_get(node, "id"));
  for (uint32_t i = 0; id && i < scale->groups.count; i++)
    if (rows[i].id && !strcmp(rows[i].id, id))
      row = &rows[i];
  steg_definition_id(definition, node, path, &row->id);
  steg_definition_both(definition, node, path, "label", &row->label_sv, &row->label_en);
  if (row == &fresh)
    rows[scale->groups.count++] = fresh;
}

static void scale(steg_definition *definition, const char *path, steg_scale *row, const steg_tree *node, bool is_new) {
  steg_definition_keys(definition, node, path, "id ordered better levels groups missing");
  steg_definition_id(definition, node, path, &row->id);
  steg_definition_flag(definition, node, path, "ordered", &row->ordered);
  /* Which way is good is never guessed for steps that have an order. */
  int better = steg_definition_word(definition, node, path, "better", "up down none", (int)row->better);
  row->better = better || row->ordered ? (steg_better)better : STEG_BETTER_NONE;
  if (!row->better && !steg_tree_get(node, "better"))
    steg_definition_fault(definition, path, "better", "D_DEF_MISSING", "write better = \"up\", \"down\" or \"none\"",
                          "It is not said which way of the scale is good.");
  steg_definition_words(definition, node, path, "missing", '|', &row->missing);

  const steg_tree *list = steg_definition_list(definition, node, path, "levels");
  steg_level *levels =
      steg_definition_rows(definition, row->levels.rows, row->levels.count, sizeof *levels, steg_tree_size(list));
  row->levels.rows = levels;
  row->levels.row_size = sizeof *levels;
  if (!levels)
    row->levels.count = 0;
  for (size_t i = 0; levels && i < steg_tree_size(list); i++)
    level(definition, steg_definition_path(definition, path, "levels", i), row, levels, steg_tree_at(list, i), is_new);

  list = steg_definition_list(definition, node, path, "groups");
  steg_level_group *groups =
      steg_definition_rows(definition, row->groups.rows, row->groups.count, sizeof *groups, steg_tree_size(list));
  row->groups.rows = groups;
  row->groups.row_size = sizeof *groups;
  if (!groups)
    row->groups.count = 0;
  for (size_t i = 0; groups && i < steg_tree_size(list); i++)
    group(definition, steg_definition_path(definition, path, "groups", i), row, groups, steg_tree_at(list, i));
}

void steg_definition_scales(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "scales");
  steg_instrument *made = definition->made;
  uint32_t original = made->scales.count;
  steg_scale *rows =
      steg_definition_rows(definition, made->scales.rows, made->scales.count, sizeof *rows, steg_tree_size(list));
  made->scales.rows = rows;
  made->scales.row_size = sizeof *rows;
  if (!rows)
    made->scales.count = 0;
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "scales", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    const char *id = steg_tree_get_text(steg_tree_get(node, "id"));
    const steg_scale *there = steg_checker_find_scale(&definition->checker, id);
    if (there && (uint32_t)(there - rows) >= original)
      there = NULL; /* twice in one file: the checker's to find, not a change of the first */
    steg_scale fresh = {.ordered = 1, .levels = STEG_NO_ROWS, .groups = STEG_NO_ROWS};
    scale(definition, path, there ? &rows[there - rows] : &fresh, node, !there);
    if (!there)
      rows[made->scales.count++] = fresh;
  }
}

void steg_definition_roles(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "roles");
  steg_instrument *made = definition->made;
  uint32_t original = made->roles.count;
  steg_role *rows =
      steg_definition_rows(definition, made->roles.rows, made->roles.count, sizeof *rows, steg_tree_size(list));
  made->roles.rows = rows;
  made->roles.row_size = sizeof *rows;
  if (!rows)
    made->roles.count = 0;
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "roles", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    steg_definition_keys(definition, node, path, "id label aliases subject");
    const char *id = steg_tree_get_text(steg_tree_get(node, "id"));
    int32_t there = id ? steg_checker_find_role(&definition->checker, id, strlen(id)) : -1;
    if (there >= 0 && (uint32_t)there >= original)
      there = -1;
    steg_role fresh = {0};
    steg_role *row = there < 0 ? &fresh : &rows[there];
    steg_definition_id(definition, node, path, &row->id);
    steg_definition_both(definition, node, path, "label", &row->label_sv, &row->label_en);
    steg_definition_words(definition, node, path, "aliases", '|', &row->aliases);
    row->subject = (steg_event_subject)steg_definition_word(definition, node, path, "subject", "person initiative",
                                                            (int)row->subject);
    if (there < 0)
      rows[made->roles.count++] = fresh;
  }
}
