/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/codebook.h"

#include "instrument/model.h"

static const char *const better_names[] = {NULL, "up", "down", "none"};
static const char *const level_kinds[] = {NULL, "step", "neutral", "off_scale"};
static const char *const target_names[] = {NULL,   "person", "initiative", "date",  "occasion", "role",
                                           "item", "extent", "attribute",  "group", "period",   "ignore"};
static const char *const attribute_names[] = {NULL,   "sex",      "birth_year", "age",     "municipality",
                                              "area", "start",    "end",        "coach",   "referrer",
                                              "team", "priority", "source",     "consent", "protected"};
static const char *const index_kinds[] = {NULL, "mean", "sum", "custom"};
static const char *const sum_kinds[] = {NULL, "total", "base", "share"};
static const char *const subjects[] = {NULL, "person", "initiative"};

static void put_text(steg_arena *arena, steg_tree *map, const char *key, const char *text) {
  steg_tree_put(arena, map, key, steg_tree_text(arena, text));
}

static void put_integer(steg_arena *arena, steg_tree *map, const char *key, int64_t value) {
  steg_tree_put(arena, map, key, steg_tree_integer(arena, value));
}

static void put_bool(steg_arena *arena, steg_tree *map, const char *key, uint32_t value) {
  steg_tree_put(arena, map, key, steg_tree_bool(arena, value != 0));
}

/* Both languages; English is null where the instrument has none, so that a reader can tell. */
static void put_both(steg_arena *arena, steg_tree *map, const char *key, const char *sv, const char *en) {
  if (!sv && !en) {
    steg_tree_put(arena, map, key, steg_tree_null(arena));
    return;
  }
  steg_tree *both = steg_tree_map(arena);
  put_text(arena, both, "sv", sv);
  put_text(arena, both, "en", en);
  steg_tree_put(arena, map, key, both);
}

static void put_words(steg_arena *arena, steg_tree *map, const char *key, const char *words, char separator) {
  steg_tree *list = steg_tree_list(arena);
  size_t size = 0;
  for (const char *cursor = words, *word; (word = steg_model_next_word(&cursor, separator, &size));)
    steg_tree_append(arena, list, steg_tree_text_n(arena, word, size));
  steg_tree_put(arena, map, key, list);
}

static steg_tree *scale_node(steg_arena *arena, const steg_scale *scale) {
  steg_tree *node = steg_tree_map(arena);
  put_text(arena, node, "id", scale->id);
  put_bool(arena, node, "ordered", scale->ordered);
  put_text(arena, node, "better", better_names[scale->better]);
  steg_tree *levels = steg_tree_list(arena);
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    steg_tree *row = steg_tree_map(arena);
    put_integer(arena, row, "value", level->value);
    put_text(arena, row, "code", level->code);
    put_both(arena, row, "label", level->label_sv, level->label_en);
    put_text(arena, row, "kind", level_kinds[level->kind]);
    put_bool(arena, row, "positive", level->positive);
    put_text(arena, row, "group", level->group);
    steg_tree_append(arena, levels, row);
  }
  steg_tree_put(arena, node, "levels", levels);
  steg_tree *groups = steg_tree_list(arena);
  for (uint32_t i = 0; i < scale->groups.count; i++) {
    const steg_level_group *group = &scale->groups.rows[i];
    steg_tree *row = steg_tree_map(arena);
    put_text(arena, row, "id", group->id);
    put_both(arena, row, "label", group->label_sv, group->label_en);
    steg_tree_append(arena, groups, row);
  }
  steg_tree_put(arena, node, "groups", groups);
  return node;
}

/* The roles that answer: all of them, by name, where the item says nothing. */
static void put_roles(steg_arena *arena, steg_tree *node, const steg_instrument *instrument, const steg_item *item) {
  if (item->roles) {
    put_words(arena, node, "roles", item->roles, ' ');
    return;
  }
  steg_tree *list = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->roles.count; i++)
    steg_tree_append(arena, list, steg_tree_text(arena, instrument->roles.rows[i].id));
  steg_tree_put(arena, node, "roles", list);
}

static void put_positive(steg_arena *arena, steg_tree *node, const steg_scale *scale, const steg_item *item) {
  steg_tree *list = steg_tree_list(arena);
  for (uint32_t i = 0; scale && i < scale->levels.count; i++)
    if (steg_model_is_positive(item, &scale->levels.rows[i]))
      steg_tree_append(arena, list, steg_tree_text(arena, scale->levels.rows[i].code));
  steg_tree_put(arena, node, "positive", list);
}

static steg_tree *item_node(steg_arena *arena, const steg_instrument *instrument, const steg_item *item) {
  steg_tree *node = steg_tree_map(arena);
  put_text(arena, node, "id", item->id);
  put_both(arena, node, "text", item->text_sv, item->text_en);
  put_both(arena, node, "label", item->label_sv, item->label_en);
  put_text(arena, node, "topic", item->topic);
  put_text(arena, node, "type", steg_model_item_type_name(item->type));
  put_text(arena, node, "scale", item->scale);
  put_roles(arena, node, instrument, item);
  put_words(arena, node, "occasions", item->occasions, ' ');
  put_bool(arena, node, "sensitive", item->sensitivity == STEG_SENSITIVE);
  put_bool(arena, node, "required", item->required);
  put_bool(arena, node, "placeholder", item->placeholder);
  put_bool(arena, node, "reversed", item->reversed);
  put_bool(arena, node, "retrospective", item->retrospective);
  put_bool(arena, node, "extent", item->extent);
  put_text(arena, node, "mirrors", item->mirrors);
  put_text(arena, node, "after", item->after);
  put_text(arena, node, "goal_of", item->goal_of);
  put_positive(arena, node, steg_model_item_scale(instrument, item), item);
  bool limits = item->type == STEG_ITEM_NUMBER && item->low < item->high;
  steg_tree_put(arena, node, "low", limits ? steg_tree_real(arena, item->low) : steg_tree_null(arena));
  steg_tree_put(arena, node, "high", limits ? steg_tree_real(arena, item->high) : steg_tree_null(arena));
  put_text(arena, node, "unit", item->unit);
  return node;
}

static steg_tree *column_node(steg_arena *arena, const steg_column *column) {
  steg_tree *node = steg_tree_map(arena);
  put_text(arena, node, "header", column->header);
  put_words(arena, node, "aliases", column->aliases, '|');
  put_text(arena, node, "target", target_names[column->target]);
  put_text(arena, node, "item", column->item);
  put_text(arena, node, "attribute", column->attribute ? attribute_names[column->attribute] : NULL);
  put_text(arena, node, "role", column->role);
  put_text(arena, node, "occasion", steg_model_occasion_name(column->occasion));
  put_bool(arena, node, "required", column->required);
  return node;
}

static steg_tree *index_node(steg_arena *arena, const steg_index *index) {
  steg_tree *node = steg_tree_map(arena);
  put_text(arena, node, "id", index->id);
  put_both(arena, node, "label", index->label_sv, index->label_en);
  put_text(arena, node, "kind", index_kinds[index->kind]);
  put_words(arena, node, "items", index->items, ' ');
  put_integer(arena, node, "minimum_answered", index->minimum_answered);
  steg_tree_put(arena, node, "multiplier", steg_tree_real(arena, index->multiplier > 0 ? index->multiplier : 1));
  steg_tree_put(arena, node, "low", steg_tree_real(arena, index->low));
  steg_tree_put(arena, node, "high", steg_tree_real(arena, index->high));
  steg_tree_put(arena, node, "meaningful_change",
                index->meaningful_change > 0 ? steg_tree_real(arena, index->meaningful_change) : steg_tree_null(arena));
  put_text(arena, node, "better", better_names[index->better]);
  return node;
}

static steg_tree *sum_node(steg_arena *arena, const steg_sum *sum) {
  steg_tree *node = steg_tree_map(arena);
  put_text(arena, node, "id", sum->id);
  put_text(arena, node, "kind", sum_kinds[sum->kind]);
  put_words(arena, node, "items", sum->items, ' ');
  put_words(arena, node, "over", sum->over, ' ');
  put_text(arena, node, "stated", sum->stated);
  put_text(arena, node, "base", sum->base);
  put_text(arena, node, "part", sum->part);
  put_text(arena, node, "total", sum->total);
  put_words(arena, node, "words", sum->words, '|');
  return node;
}

steg_tree *steg_codebook_make(const steg_instrument *instrument, steg_arena *arena) {
  steg_tree *root = steg_tree_map(arena);
  put_text(arena, root, "id", instrument->id);
  put_text(arena, root, "version", instrument->version);
  put_both(arena, root, "title", instrument->title_sv, instrument->title_en);
  put_text(arena, root, "kind", steg_model_kind_name(instrument->kind));
  put_text(arena, root, "owner", instrument->owner);
  put_text(arena, root, "licence", instrument->licence);
  put_text(arena, root, "source", instrument->source);
  put_text(arena, root, "provenance", instrument->provenance);
  put_integer(arena, root, "interval_months", instrument->interval_months);
  put_integer(arena, root, "retention_months", instrument->retention_months);

  steg_tree *scales = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->scales.count; i++)
    steg_tree_append(arena, scales, scale_node(arena, &instrument->scales.rows[i]));
  steg_tree_put(arena, root, "scales", scales);

  steg_tree *roles = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->roles.count; i++) {
    const steg_role *role = &instrument->roles.rows[i];
    steg_tree *row = steg_tree_map(arena);
    put_text(arena, row, "id", role->id);
    put_both(arena, row, "label", role->label_sv, role->label_en);
    put_text(arena, row, "subject", subjects[role->subject]);
    steg_tree_append(arena, roles, row);
  }
  steg_tree_put(arena, root, "roles", roles);

  steg_tree *items = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->items.count; i++)
    steg_tree_append(arena, items, item_node(arena, instrument, &instrument->items.rows[i]));
  steg_tree_put(arena, root, "items", items);

  steg_tree *columns = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->columns.count; i++)
    steg_tree_append(arena, columns, column_node(arena, &instrument->columns.rows[i]));
  steg_tree_put(arena, root, "columns", columns);

  steg_tree *indexes = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->indexes.count; i++)
    steg_tree_append(arena, indexes, index_node(arena, &instrument->indexes.rows[i]));
  steg_tree_put(arena, root, "indexes", indexes);

  steg_tree *sums = steg_tree_list(arena);
  for (uint32_t i = 0; i < instrument->sums.count; i++)
    steg_tree_append(arena, sums, sum_node(arena, &instrument->sums.rows[i]));
  steg_tree_put(arena, root, "sums", sums);
  return steg_arena_failed(arena) ? NULL : root;
}
