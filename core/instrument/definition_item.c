/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/definition_part.h"

#include "instrument/model.h"
#include <string.h>

static const char item_keys[] =
    "id text label topic type scale roles occasions sensitive required placeholder reversed "
    "retrospective extent mirrors after goal_of positive low high unit header aliases";

/* Neutral or sensitive is never guessed: on the item, or once for the whole form. */
static void sensitivity(steg_definition *definition, const steg_tree *node, const char *path, steg_item *row) {
  if (!row->sensitivity)
    row->sensitivity = definition->sensitivity;
  uint32_t sensitive = row->sensitivity == STEG_SENSITIVE;
  steg_definition_flag(definition, node, path, "sensitive", &sensitive);
  if (steg_tree_get(node, "sensitive"))
    row->sensitivity = sensitive ? STEG_SENSITIVE : STEG_NEUTRAL;
  else if (!row->sensitivity)
    steg_definition_fault(
        definition, path, "sensitive", "D_DEF_MISSING",
        "write sensitive = true (health, income, exit reason, progression) or false (plans, experience "
        "of the service), on the item or once for the whole form",
        "It is not said whether the answers are sensitive.");
}

/* The type follows from the scale where it is not said; and the scale, where there is only one. */
static void type(steg_definition *definition, const steg_tree *node, const char *path, steg_item *row) {
  static const char words[] = "scale choice multi number percent date text flag";
  const steg_instrument *made = definition->made;
  steg_definition_text(definition, node, path, "scale", &row->scale);
  row->type = (steg_item_type)steg_definition_word(definition, node, path, "type", words, (int)row->type);
  bool wants_scale = row->type <= STEG_ITEM_MULTI; /* or not said yet, which is 0 */
  if (!row->scale && wants_scale && made->scales.count == 1)
    row->scale = made->scales.rows[0].id;
  if (row->type)
    return;
  const steg_scale *scale = steg_checker_find_scale(&definition->checker, row->scale);
  if (scale)
    row->type = scale->ordered ? STEG_ITEM_SCALE : STEG_ITEM_CHOICE;
  else if (!steg_tree_get(node, "type"))
    steg_definition_fault(definition, path, "type", "D_DEF_MISSING",
                          "write scale = \"...\", the id of a scale, or type = \"number\", \"text\" ...",
                          "Neither the item's type nor a scale that is there is said.");
}

static void item(steg_definition *definition, const steg_tree *node, const char *path, steg_item *row) {
  steg_definition_keys(definition, node, path, item_keys);
  const char *former = row->text_sv;
  steg_definition_id(definition, node, path, &row->id);
  steg_definition_both(definition, node, path, "text", &row->text_sv, &row->text_en);
  if (former && row->text_sv != former)
    row->placeholder = 0; /* the wording has been filled in */
  steg_definition_both(definition, node, path, "label", &row->label_sv, &row->label_en);
  steg_definition_text(definition, node, path, "topic", &row->topic);
  type(definition, node, path, row);
  steg_definition_words(definition, node, path, "roles", ' ', &row->roles);
  steg_definition_words(definition, node, path, "occasions", ' ', &row->occasions);
  sensitivity(definition, node, path, row);
  steg_definition_flag(definition, node, path, "required", &row->required);
  steg_definition_flag(definition, node, path, "placeholder", &row->placeholder);
  steg_definition_flag(definition, node, path, "reversed", &row->reversed);
  steg_definition_flag(definition, node, path, "retrospective", &row->retrospective);
  steg_definition_flag(definition, node, path, "extent", &row->extent);
  steg_definition_text(definition, node, path, "mirrors", &row->mirrors);
  steg_definition_text(definition, node, path, "after", &row->after);
  steg_definition_text(definition, node, path, "goal_of", &row->goal_of);
  steg_definition_words(definition, node, path, "positive", ' ', &row->positive);
  steg_definition_real(definition, node, path, "low", &row->low);
  steg_definition_real(definition, node, path, "high", &row->high);
  steg_definition_text(definition, node, path, "unit", &row->unit);
}

void steg_definition_items(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "items");
  steg_instrument *made = definition->made;
  steg_item *rows =
      steg_definition_rows(definition, made->items.rows, made->items.count, sizeof *rows, steg_tree_size(list));
  made->items.rows = rows;
  made->items.row_size = sizeof *rows;
  if (!rows)
    made->items.count = 0;
  uint32_t original = made->items.count;
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "items", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    const char *id = steg_tree_get_text(steg_tree_get(node, "id"));
    int32_t there = id ? steg_checker_find_item(&definition->checker, id, strlen(id)) : -1;
    steg_item fresh = {0};
    /* Twice the same id in one file is the checker's to find, not a change of the first. */
    bool changes = there >= 0 && (uint32_t)there < original;
    item(definition, node, path, changes ? &rows[there] : &fresh);
    if (!changes)
      rows[made->items.count++] = fresh;
  }
}

static bool names(const char *list, const char *id) {
  return list && steg_text_in_list(list, ' ', id);
}

/* What hangs on the item goes with it; a row that only mentions it among others stays, and the checker tells of it. */
static void drop(steg_instrument *made, uint32_t index, steg_item *items, steg_column *columns, steg_check *checks) {
  const char *id = items[index].id;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < made->columns.count; i++)
    if (!columns[i].item || strcmp(columns[i].item, id) != 0)
      columns[kept++] = columns[i];
  made->columns.count = kept;
  kept = 0;
  for (uint32_t i = 0; i < made->checks.count; i++)
    if ((!checks[i].item || strcmp(checks[i].item, id) != 0) && (!checks[i].other || strcmp(checks[i].other, id) != 0))
      checks[kept++] = checks[i];
  made->checks.count = kept;
  memmove(&items[index], &items[index + 1], (made->items.count - index - 1) * sizeof *items);
  made->items.count--;
}

void steg_definition_without(steg_definition *definition) {
  const char *without = NULL;
  steg_definition_words(definition, definition->root, "", "without", ' ', &without);
  if (!without)
    return;
  if (!definition->original) {
    steg_definition_fault(definition, "", "without", "D_DEF_WITHOUT", "leave it out",
                          "There is no original to take items away from: the definition extends nothing.");
    return;
  }
  steg_instrument *made = definition->made;
  steg_item *items = steg_definition_rows(definition, made->items.rows, made->items.count, sizeof *items, 0);
  steg_column *columns = steg_definition_rows(definition, made->columns.rows, made->columns.count, sizeof *columns, 0);
  steg_check *checks = steg_definition_rows(definition, made->checks.rows, made->checks.count, sizeof *checks, 0);
  if (!items || !columns || !checks)
    return;
  made->items.rows = items;
  made->columns.rows = columns;
  made->checks.rows = checks;
  size_t size = 0;
  for (const char *cursor = without, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
    int32_t index = steg_checker_find_item(&definition->checker, word, size);
    if (index < 0 || !items[index].placeholder) {
      const char *id = steg_arena_text_n(definition->arena, word, size);
      steg_definition_fault(
          definition, "", "without", "D_DEF_WITHOUT",
          "name placeholders of the original; an item that is asked stays, since answers may be stored", "%s is %s.",
          steg_checker_quote(&definition->checker, id), index < 0 ? "no item of the original" : "no placeholder");
      continue;
    }
    drop(made, (uint32_t)index, items, columns, checks);
  }
  /* An item that mirrored one of them has nothing to mirror any more. */
  for (uint32_t i = 0; i < made->items.count; i++)
    if (items[i].mirrors && names(without, items[i].mirrors))
      items[i].mirrors = NULL;
}
