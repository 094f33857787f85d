/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks, indexes, crosswalk. */
#include "instrument/definition_part.h"

#include "instrument/fingerprint.h"
#include "instrument/model.h"
#include <string.h>

/* The row of that id among the original's, or the fresh one. */
#define ROW_OF(rows, original_count, wanted, fresh) row_of(rows, sizeof *(rows), original_count, wanted, fresh)

static void *row_of(void *rows, size_t row_size, uint32_t count, const char *id, void *fresh) {
  for (uint32_t i = 0; id && i < count; i++) {
    void *row = (char *)rows + i * row_size;
    const char *other = *(const char **)row; /* every such row begins with its id */
    if (other && !strcmp(other, id))
      return row;
  }
  return fresh;
}

static void check(steg_definition *definition, const steg_tree *node, const char *path, steg_check *row) {
  steg_definition_keys(definition, node, path, "id kind item other level items low high severity message");
  steg_definition_id(definition, node, path, &row->id);
  row->kind = (steg_check_kind)steg_definition_word(
      definition, node, path, "kind", "range date_order required_if sum_100 implausible straight_line", (int)row->kind);
  if (!row->kind && !steg_tree_get(node, "kind"))
    steg_definition_fault(definition, path, "kind", "D_DEF_MISSING", "write kind = \"range\", \"required_if\" ...",
                          "It is not said what is checked.");
  steg_definition_text(definition, node, path, "item", &row->item);
  steg_definition_text(definition, node, path, "other", &row->other);
  steg_definition_text(definition, node, path, "level", &row->text);
  steg_definition_words(definition, node, path, "items", ' ', &row->text);
  steg_definition_real(definition, node, path, "low", &row->low);
  steg_definition_real(definition, node, path, "high", &row->high);
  row->severity = (steg_severity)steg_definition_word(definition, node, path, "severity", "note warning error",
                                                      row->severity ? (int)row->severity : STEG_SEVERITY_WARNING);
  steg_definition_both(definition, node, path, "message", &row->message_sv, &row->message_en);
}

void steg_definition_checks(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "checks");
  steg_instrument *made = definition->made;
  uint32_t original = made->checks.count;
  steg_check *rows = steg_definition_rows(definition, made->checks.rows, original, sizeof *rows, steg_tree_size(list));
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "checks", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    steg_check fresh = {.id = steg_arena_printf(definition->arena, "check_%zu", i + 1)};
    steg_check *row = ROW_OF(rows, original, steg_tree_get_text(steg_tree_get(node, "id")), &fresh);
    check(definition, node, path, row);
    if (row == &fresh)
      rows[made->checks.count++] = fresh;
  }
  made->checks.rows = rows;
  made->checks.row_size = sizeof *rows;
  if (!rows)
    made->checks.count = 0;
}

/* How many items the list names; and the range of their mean or sum, where all have scales. False when one has none. */
static bool reach(const steg_instrument *form, const steg_index *index, uint32_t *ret_count, double *ret_low,
                  double *ret_high) {
  double low = 0, high = 0;
  uint32_t count = 0;
  size_t size = 0;
  bool all = true;
  const steg_checker look = {.instrument = form};
  for (const char *cursor = index->items, *word; (word = steg_model_next_word(&cursor, ' ', &size)); count++) {
    int32_t at = steg_checker_find_item(&look, word, size);
    const steg_scale *scale = at < 0 ? NULL : steg_checker_scale_of(&look, &form->items.rows[at]);
    if (!scale || !steg_model_step_count(scale)) {
      all = false;
      continue;
    }
    low += scale->levels.rows[steg_model_step(scale, 0)].value;
    high += scale->levels.rows[steg_model_step(scale, steg_model_step_count(scale) - 1)].value;
  }
  double factor = index->multiplier > 0 ? index->multiplier : 1;
  if (index->kind == STEG_INDEX_MEAN && count)
    factor /= count;
  *ret_count = count;
  *ret_low = low * factor;
  *ret_high = high * factor;
  return all && count;
}

static void index_row(steg_definition *definition, const steg_tree *node, const char *path, steg_index *row) {
  steg_definition_keys(definition, node, path,
                       "id label kind items minimum_answered multiplier low high meaningful_change better");
  steg_definition_id(definition, node, path, &row->id);
  steg_definition_both(definition, node, path, "label", &row->label_sv, &row->label_en);
  row->kind = (steg_index_kind)steg_definition_word(definition, node, path, "kind", "mean sum",
                                                    row->kind ? (int)row->kind : STEG_INDEX_MEAN);
  steg_definition_words(definition, node, path, "items", ' ', &row->items);
  steg_definition_real(definition, node, path, "multiplier", &row->multiplier);
  steg_definition_real(definition, node, path, "meaningful_change", &row->meaningful_change);
  row->better = (steg_better)steg_definition_word(definition, node, path, "better", "up down none", (int)row->better);
  if (!row->better && !steg_tree_get(node, "better"))
    steg_definition_fault(definition, path, "better", "D_DEF_MISSING", "write better = \"up\", \"down\" or \"none\"",
                          "It is not said which way of the index is good.");
  uint32_t count = 0;
  double low = 0, high = 0;
  if (reach(definition->made, row, &count, &low, &high) && !steg_tree_get(node, "low") &&
      !steg_tree_get(node, "high")) {
    row->low = low;
    row->high = high;
  }
  if (!row->minimum_answered)
    row->minimum_answered = count; /* all of them, unless fewer are said to do */
  steg_definition_count(definition, node, path, "minimum_answered", &row->minimum_answered);
  steg_definition_real(definition, node, path, "low", &row->low);
  steg_definition_real(definition, node, path, "high", &row->high);
}

void steg_definition_indexes(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "indexes");
  steg_instrument *made = definition->made;
  uint32_t original = made->indexes.count;
  steg_index *rows = steg_definition_rows(definition, made->indexes.rows, original, sizeof *rows, steg_tree_size(list));
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "indexes", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    steg_index fresh = {0};
    steg_index *row = ROW_OF(rows, original, steg_tree_get_text(steg_tree_get(node, "id")), &fresh);
    index_row(definition, node, path, row);
    if (row == &fresh)
      rows[made->indexes.count++] = fresh;
  }
  made->indexes.rows = rows;
  made->indexes.row_size = sizeof *rows;
  if (!rows)
    made->indexes.count = 0;
}

/* The original's row of the same step and item, which an overlay changes. */
static steg_crosswalk *known_step(steg_crosswalk *rows, uint32_t count, const steg_crosswalk *wanted) {
  for (uint32_t i = 0; wanted->from_version && wanted->item && i < count; i++)
    if (!strcmp(rows[i].from_version, wanted->from_version) && !strcmp(rows[i].item, wanted->item))
      return &rows[i];
  return NULL;
}

void steg_definition_crosswalk(steg_definition *definition) {
  const steg_tree *list = steg_definition_list(definition, definition->root, "", "crosswalk");
  steg_instrument *made = definition->made;
  /* Room also for one row *same* per item of the original. */
  uint32_t items = definition->original ? definition->original->items.count : 0;
  uint32_t inherited = made->crosswalk.count;
  steg_crosswalk *rows =
      steg_definition_rows(definition, made->crosswalk.rows, inherited, sizeof *rows, steg_tree_size(list) + items);
  for (size_t i = 0; rows && i < steg_tree_size(list); i++) {
    const char *path = steg_definition_path(definition, "", "crosswalk", i);
    const steg_tree *node = steg_tree_at(list, i);
    if (!steg_definition_is_map(definition, node, path))
      continue;
    steg_definition_keys(definition, node, path, "from_version item from_item kind recode");
    steg_crosswalk fresh = {0};
    steg_definition_text(definition, node, path, "from_version", &fresh.from_version);
    steg_definition_text(definition, node, path, "item", &fresh.item);
    steg_crosswalk *row = known_step(rows, inherited, &fresh);
    row = row ? row : &rows[made->crosswalk.count++];
    *row = fresh;
    steg_definition_text(definition, node, path, "from_item", &row->from_item);
    row->kind = (steg_crosswalk_kind)steg_definition_word(definition, node, path, "kind", "same recoded broken",
                                                          (int)row->kind);
    steg_definition_text(definition, node, path, "recode", &row->recode);
  }
  made->crosswalk.rows = rows;
  made->crosswalk.row_size = sizeof *rows;
  if (!rows)
    made->crosswalk.count = 0;
}

static bool has_walk(const steg_instrument *form, const char *from_version, const char *item) {
  for (uint32_t i = 0; i < form->crosswalk.count; i++) {
    const steg_crosswalk *row = &form->crosswalk.rows[i];
    if (row->item && row->from_version && !strcmp(row->item, item) && !strcmp(row->from_version, from_version))
      return true;
  }
  return false;
}

/* The scale with only the levels that the former one had, when it is a code list that has grown: a code that was added changes
 * nothing in the answers that were given without it. An ordered scale with another step is another scale. */
static bool without_new_levels(steg_definition *definition, const steg_scale *scale, const steg_scale *former,
                               steg_scale *ret_scale) {
  if (!scale || !former || scale->ordered || former->ordered || scale->levels.count <= former->levels.count)
    return false;
  steg_level *levels = steg_arena_array(definition->arena, scale->levels.count, sizeof *levels);
  if (!levels)
    return false;
  *ret_scale = *scale;
  ret_scale->levels.rows = levels;
  ret_scale->levels.count = 0;
  for (uint32_t i = 0; i < scale->levels.count; i++)
    if (steg_model_level_of_code(former, scale->levels.rows[i].code) >= 0)
      levels[ret_scale->levels.count++] = scale->levels.rows[i];
  return true;
}

/* The same question on the same steps: then an answer means what it meant. */
static bool means_the_same(steg_definition *definition, const steg_item *item, const steg_item *former) {
  const steg_instrument *form = definition->made, *original = definition->original;
  char now[STEG_HASH_TEXT], then[STEG_HASH_TEXT];
  steg_fingerprint_item(form, item, now);
  steg_fingerprint_item(original, former, then);
  if (!strcmp(now, then))
    return true;
  steg_scale scale;
  if (!without_new_levels(definition, steg_model_item_scale(form, item), steg_model_item_scale(original, former),
                          &scale))
    return false;
  steg_instrument before = *form; /* for the fingerprint: the form with that scale alone */
  before.scales.rows = &scale;
  before.scales.count = 1;
  steg_fingerprint_item(&before, item, now);
  return strcmp(now, then) == 0;
}

void steg_definition_same_items(steg_definition *definition) {
  const steg_instrument *original = definition->original;
  steg_instrument *made = definition->made;
  steg_crosswalk *rows = (steg_crosswalk *)(void *)made->crosswalk.rows; /* ours: steg_definition_crosswalk made room */
  if (!original || !rows || !made->version || !strcmp(made->version, original->version))
    return;
  for (uint32_t i = 0; i < original->items.count; i++) {
    const steg_item *former = &original->items.rows[i];
    int32_t index = steg_checker_find_item(&definition->checker, former->id, strlen(former->id));
    if (index < 0 || has_walk(made, original->version, former->id) ||
        !means_the_same(definition, &made->items.rows[index], former))
      continue;
    rows[made->crosswalk.count++] =
        (steg_crosswalk){.from_version = original->version, .item = former->id, .kind = STEG_CROSSWALK_SAME};
  }
}
