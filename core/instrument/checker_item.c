/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/checker_part.h"

#include "base/text.h"
#include "instrument/model.h"
#include <string.h>

static void id(steg_checker *checker, const char *place, uint32_t index) {
  const steg_item *item = &checker->instrument->items.rows[index];
  if (!steg_checker_id(checker, place, "id", item->id))
    return;
  steg_checker_twice(checker, place, &checker->instrument->items.rows[0].id, sizeof *item, index);
  if (strstr(item->id, "__"))
    steg_checker_report(checker, "D_ITEM_ID", STEG_SEVERITY_ERROR, place, "use a single underscore",
                        "The id has \"__\" in it, which parts item and level in the store's column names.");
}

static void scale(steg_checker *checker, const char *place, const steg_item *item) {
  bool wants = item->type == STEG_ITEM_SCALE || item->type == STEG_ITEM_CHOICE || item->type == STEG_ITEM_MULTI;
  if (!wants) {
    if (item->scale)
      steg_checker_report(checker, "D_ITEM_SCALE", STEG_SEVERITY_ERROR, place, "write NULL, or use another type",
                          "An item of this type has no scale, but it names %s.",
                          steg_checker_quote(checker, item->scale));
    return;
  }
  const steg_scale *found = steg_checker_find_scale(checker, item->scale);
  if (!found) {
    steg_checker_report(checker, "D_ITEM_SCALE", STEG_SEVERITY_ERROR, place, "write the id of one of the scales",
                        "The item's scale %s is not there.", steg_checker_quote(checker, item->scale));
    return;
  }
  if (item->type == STEG_ITEM_SCALE && !found->ordered)
    steg_checker_report(checker, "D_ITEM_ORDER", STEG_SEVERITY_ERROR, place,
                        "use the type CHOICE, or set the scale's ordered to 1",
                        "The item is of type SCALE, but its scale has no order.");
  if (item->type == STEG_ITEM_MULTI)
    for (uint32_t i = 0; i < found->levels.count; i++)
      if (found->levels.rows[i].kind == STEG_LEVEL_OFF_SCALE)
        steg_checker_report(checker, "D_ITEM_MULTI", STEG_SEVERITY_ERROR, place,
                            "make the level a step, or leave it out: an empty cell is no answer",
                            "Several levels can be chosen at once, so a level off the scale (%s) makes no sense.",
                            steg_checker_quote(checker, found->levels.rows[i].code));
}

static void words(steg_checker *checker, const char *place, const steg_item *item) {
  size_t size = 0;
  for (const char *cursor = item->roles, *word; (word = steg_model_next_word(&cursor, ' ', &size));)
    if (steg_checker_find_role(checker, word, size) < 0)
      steg_checker_report(checker, "D_ROLE_UNKNOWN", STEG_SEVERITY_ERROR, place, "write ids of roles, parted by spaces",
                          "The item is answered by the role %s, which is not there.",
                          steg_checker_quote(checker, steg_arena_text_n(checker->arena, word, size)));
  for (const char *cursor = item->occasions, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
    bool known = false;
    for (steg_occasion o = STEG_OCCASION_START; o <= STEG_OCCASION_FOLLOW_UP; o++) {
      const char *name = steg_model_occasion_name(o);
      known = known || (strlen(name) == size && !memcmp(name, word, size));
    }
    if (!known)
      steg_checker_report(checker, "D_ITEM_OCCASION", STEG_SEVERITY_ERROR, place,
                          "use the words start, ongoing, end and follow_up",
                          "The item is asked at the occasion %s, which is not known.",
                          steg_checker_quote(checker, steg_arena_text_n(checker->arena, word, size)));
  }
  if (item->positive && !item->scale)
    steg_checker_report(checker, "D_ITEM_POSITIVE", STEG_SEVERITY_ERROR, place, "write NULL",
                        "The item has no scale, so it has no positive steps.");
  const steg_scale *of = steg_checker_scale_of(checker, item);
  if (!of || !of->levels.count) /* an empty scale is reported as such */
    return;
  for (const char *cursor = item->positive, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
    int32_t level = steg_checker_find_level(of, word, size);
    if (level < 0 || of->levels.rows[level].kind == STEG_LEVEL_OFF_SCALE)
      steg_checker_report(checker, "D_ITEM_POSITIVE", STEG_SEVERITY_ERROR, place, "write codes of steps of the scale",
                          "The positive step %s is no step of the scale.",
                          steg_checker_quote(checker, steg_arena_text_n(checker->arena, word, size)));
  }
}

/* mirrors, after and goal_of: the other item must answer on the same scale, or the two can't be set against each other. */
static void partner(steg_checker *checker, const char *place, const steg_item *item, const char *field,
                    const char *name) {
  const steg_item *other = name ? steg_checker_item_named(checker, place, field, name) : NULL;
  if (!other)
    return;
  if (other == item) {
    steg_checker_report(checker, "D_ITEM_SELF", STEG_SEVERITY_ERROR, place, "name the other item, or write NULL",
                        "%s names the item itself.", field);
    return;
  }
  bool same_scale =
      (!other->scale && !item->scale) || (other->scale && item->scale && !strcmp(other->scale, item->scale));
  if (other->type != item->type || !same_scale)
    steg_checker_report(checker, "D_ITEM_PARTNER", STEG_SEVERITY_ERROR, place, "give both the same type and scale",
                        "%s names %s, which has another type or scale: the answers can't be compared.", field,
                        steg_checker_quote(checker, name));
}

static void number(steg_checker *checker, const char *place, const steg_item *item) {
  bool low = steg_checker_real(checker, place, "low", item->low);
  bool finite = steg_checker_real(checker, place, "high", item->high) && low;
  bool limits = item->low < 0 || item->low > 0 || item->high < 0 || item->high > 0;
  if (item->type != STEG_ITEM_NUMBER && ((finite && limits) || item->unit))
    steg_checker_report(checker, "D_ITEM_NUMBER", STEG_SEVERITY_ERROR, place, "leave them out, or use the type NUMBER",
                        "low, high and unit belong to items of type NUMBER.");
  else if (finite && limits && item->low >= item->high)
    steg_checker_report(checker, "D_ITEM_RANGE", STEG_SEVERITY_ERROR, place, "let low be below high, or both 0",
                        "The smallest accepted value is not below the largest.");
  steg_checker_text(checker, place, "unit", item->unit);
}

static void marks(steg_checker *checker, const char *place, const steg_item *item) {
  steg_checker_flag(checker, place, "required", item->required);
  steg_checker_flag(checker, place, "placeholder", item->placeholder);
  steg_checker_flag(checker, place, "reversed", item->reversed);
  steg_checker_flag(checker, place, "retrospective", item->retrospective);
  steg_checker_flag(checker, place, "extent", item->extent);
  if (item->extent && item->type != STEG_ITEM_MULTI)
    steg_checker_report(checker, "D_ITEM_EXTENT", STEG_SEVERITY_ERROR, place, "set extent to 0, or use the type MULTI",
                        "Only an item of type MULTI can carry extents.");
  if (item->reversed && item->type != STEG_ITEM_SCALE)
    steg_checker_report(checker, "D_ITEM_REVERSED", STEG_SEVERITY_ERROR, place, "set reversed to 0",
                        "Only an item of type SCALE can be reversed.");
  if (item->after && checker->instrument->kind != STEG_KIND_REGISTER)
    steg_checker_report(checker, "D_ITEM_AFTER", STEG_SEVERITY_ERROR, place,
                        "write NULL: other kinds ask the same item again",
                        "Only a register has a second item for the same fact at the end.");
  if (item->goal_of && checker->instrument->kind == STEG_KIND_ANONYMOUS)
    steg_checker_report(checker, "D_ITEM_GOAL", STEG_SEVERITY_ERROR, place, "write NULL",
                        "An anonymous form has no person whose own goal it could be.");
}

/* An item that no column fills can't be imported: allowed, since an overlay may add the column, but seldom meant. */
static void column(steg_checker *checker, const char *place, const steg_item *item) {
  if (!steg_checker_usable(item->id))
    return;
  for (uint32_t i = 0; i < checker->instrument->columns.count; i++) {
    const steg_column *row = &checker->instrument->columns.rows[i];
    bool fills = row->target == STEG_COLUMN_ITEM || steg_model_is_municipality(checker->instrument, row);
    if (fills && row->item && !strcmp(row->item, item->id))
      return;
  }
  steg_checker_report(checker, "D_ITEM_COLUMN", STEG_SEVERITY_WARNING, place, "add a column for it",
                      "No column fills the item, so no file can bring an answer to it.");
}

void steg_checker_items(steg_checker *checker) {
  for (uint32_t i = 0; i < checker->instrument->items.count; i++) {
    const steg_item *item = &checker->instrument->items.rows[i];
    const char *place = steg_checker_place(checker, NULL, "items", i, item->id);
    id(checker, place, i);
    steg_checker_texts(checker, place, "text_sv", item->text_sv, "text_en", item->text_en);
    steg_checker_text(checker, place, "label_sv", item->label_sv);
    steg_checker_text(checker, place, "label_en", item->label_en);
    if (item->topic)
      steg_checker_id(checker, place, "topic", item->topic);
    steg_checker_enum(checker, place, "sensitivity", item->sensitivity, STEG_SENSITIVE);
    if (steg_checker_enum(checker, place, "type", item->type, STEG_ITEM_FLAG))
      scale(checker, place, item);
    words(checker, place, item);
    marks(checker, place, item);
    number(checker, place, item);
    partner(checker, place, item, "mirrors", item->mirrors);
    partner(checker, place, item, "after", item->after);
    partner(checker, place, item, "goal_of", item->goal_of);
    column(checker, place, item);
  }
}
