/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that judge and combine answers: checks, indexes, crosswalk. */
#include "instrument/checker_part.h"

#include "instrument/crosswalk.h"
#include "instrument/model.h"
#include <stdlib.h>
#include <string.h>

static bool limits(steg_checker *checker, const char *place, double low, double high) {
  bool low_good = steg_checker_real(checker, place, "low", low);
  if (!steg_checker_real(checker, place, "high", high) || !low_good)
    return false;
  if (low < high)
    return true;
  steg_checker_report(checker, "D_RANGE", STEG_SEVERITY_ERROR, place, "let low be below high",
                      "The range is empty: low is not below high.");
  return false;
}

static bool has_number(steg_item_type type) {
  return type == STEG_ITEM_SCALE || type == STEG_ITEM_NUMBER || type == STEG_ITEM_PERCENT || type == STEG_ITEM_FLAG;
}

static void wrong_type(steg_checker *checker, const char *place, const char *what) {
  steg_checker_report(checker, "D_CHECK_TYPE", STEG_SEVERITY_ERROR, place, "name an item of that type",
                      "The check needs %s.", what);
}

static void required_if(steg_checker *checker, const char *place, const steg_check *check) {
  const steg_item *other = steg_checker_item_named(checker, place, "other", check->other);
  if (!other)
    return;
  const steg_scale *scale = steg_checker_scale_of(checker, other);
  if (!scale) {
    if (!other->scale) /* else the item's own finding says it */
      wrong_type(checker, place, "an item with a scale in `other`");
    return;
  }
  if (!check->text || steg_checker_find_level(scale, check->text, strlen(check->text)) < 0)
    steg_checker_report(checker, "D_CHECK_LEVEL", STEG_SEVERITY_ERROR, place, "write the code of one of its levels",
                        "The item %s has no level with the code %s.", check->other,
                        steg_checker_quote(checker, check->text));
}

static void straight_line(steg_checker *checker, const char *place, const steg_check *check) {
  const char *scale = NULL;
  unsigned count = 0;
  bool same = true;
  size_t size = 0;
  for (const char *cursor = check->text, *word; (word = steg_model_next_word(&cursor, ' ', &size)); count++) {
    const char *name = steg_arena_text_n(checker->arena, word, size);
    const steg_item *item = steg_checker_item_named(checker, place, "text", name);
    if (!item)
      continue;
    if (item->type != STEG_ITEM_SCALE || !item->scale) {
      wrong_type(checker, place, "items of type SCALE in `text`");
      return;
    }
    same = same && (!scale || !strcmp(scale, item->scale));
    scale = item->scale;
  }
  if (count < 3 || !same)
    steg_checker_report(checker, "D_CHECK_LINE", STEG_SEVERITY_ERROR, place, "list three items or more of one scale",
                        "The same answer on all means something only for three items or more of the same scale.");
}

static void check_item(steg_checker *checker, const char *place, const steg_check *check) {
  const steg_item *item = steg_checker_item_named(checker, place, "item", check->item);
  if (!item)
    return;
  switch (check->kind) {
  case STEG_CHECK_RANGE:
  case STEG_CHECK_IMPLAUSIBLE:
    if (!has_number(item->type))
      wrong_type(checker, place, "an item whose answer is a number");
    limits(checker, place, check->low, check->high);
    break;
  case STEG_CHECK_DATE_ORDER: {
    const steg_item *other = steg_checker_item_named(checker, place, "other", check->other);
    if (item->type != STEG_ITEM_DATE || (other && other->type != STEG_ITEM_DATE))
      wrong_type(checker, place, "two items of type DATE");
    break;
  }
  case STEG_CHECK_REQUIRED_IF:
    required_if(checker, place, check);
    break;
  case STEG_CHECK_SUM_100:
    if (item->type != STEG_ITEM_MULTI || !item->extent)
      wrong_type(checker, place, "an item of type MULTI with extents");
    break;
  case STEG_CHECK_STRAIGHT_LINE:
    break;
  }
}

void steg_checker_checks(steg_checker *checker) {
  for (uint32_t i = 0; i < checker->instrument->checks.count; i++) {
    const steg_check *check = &checker->instrument->checks.rows[i];
    const char *place = steg_checker_place(checker, NULL, "checks", i, check->id);
    if (steg_checker_id(checker, place, "id", check->id))
      steg_checker_twice(checker, place, &checker->instrument->checks.rows[0].id, sizeof *check, i);
    steg_checker_enum(checker, place, "severity", check->severity, STEG_SEVERITY_ERROR);
    steg_checker_texts(checker, place, "message_sv", check->message_sv, "message_en", check->message_en);
    if (!steg_checker_enum(checker, place, "kind", check->kind, STEG_CHECK_STRAIGHT_LINE))
      continue;
    if (check->kind == STEG_CHECK_STRAIGHT_LINE)
      straight_line(checker, place, check);
    else
      check_item(checker, place, check);
  }
}

/* Smallest and largest index that the items' scales allow; false when an item has no such limits. */
static bool index_reach(steg_checker *checker, const steg_index *index, double *ret_low, double *ret_high) {
  double low = 0, high = 0;
  unsigned count = 0;
  size_t size = 0;
  for (const char *cursor = index->items, *word; (word = steg_model_next_word(&cursor, ' ', &size)); count++) {
    int32_t found = steg_checker_find_item(checker, word, size);
    const steg_item *item = found < 0 ? NULL : &checker->instrument->items.rows[found];
    const steg_scale *scale = item && item->type == STEG_ITEM_SCALE ? steg_checker_scale_of(checker, item) : NULL;
    if (!scale || steg_model_step_count(scale) < 2)
      return false;
    low += scale->levels.rows[steg_model_step(scale, 0)].value;
    high += scale->levels.rows[steg_model_step(scale, steg_model_step_count(scale) - 1)].value;
  }
  if (!count)
    return false;
  double factor = index->multiplier > 0 ? index->multiplier : 1;
  double divisor = index->kind == STEG_INDEX_MEAN ? count : 1;
  *ret_low = low * factor / divisor;
  *ret_high = high * factor / divisor;
  return true;
}

static void index_items(steg_checker *checker, const char *place, const steg_index *index) {
  uint32_t count = 0;
  size_t size = 0;
  for (const char *cursor = index->items, *word; (word = steg_model_next_word(&cursor, ' ', &size)); count++) {
    const steg_item *item =
        steg_checker_item_named(checker, place, "items", steg_arena_text_n(checker->arena, word, size));
    if (item && index->kind != STEG_INDEX_CUSTOM && !has_number(item->type))
      steg_checker_report(checker, "D_INDEX_TYPE", STEG_SEVERITY_ERROR, place, "leave it out, or use the kind CUSTOM",
                          "The item %s has no number that could be added up.", steg_checker_quote(checker, item->id));
  }
  if (!count && index->kind != STEG_INDEX_CUSTOM)
    steg_checker_report(checker, "D_INDEX_EMPTY", STEG_SEVERITY_ERROR, place, "list its items, parted by spaces",
                        "The index has no items.");
  else if (index->kind != STEG_INDEX_CUSTOM && (!index->minimum_answered || index->minimum_answered > count))
    steg_checker_report(checker, "D_INDEX_MINIMUM", STEG_SEVERITY_ERROR, place,
                        "write a number from 1 to the items' count", "It needs %u answered items of %u.",
                        index->minimum_answered, count);
  double low = 0, high = 0;
  if (index->kind != STEG_INDEX_CUSTOM && limits(checker, place, index->low, index->high) &&
      index_reach(checker, index, &low, &high) && (low < index->low - 1e-9 || high > index->high + 1e-9))
    steg_checker_report(checker, "D_INDEX_RANGE", STEG_SEVERITY_ERROR, place,
                        "mend low and high, the multiplier or the items",
                        "The items' scales reach outside the range that the index says it has.");
}

void steg_checker_indexes(steg_checker *checker) {
  for (uint32_t i = 0; i < checker->instrument->indexes.count; i++) {
    const steg_index *index = &checker->instrument->indexes.rows[i];
    const char *place = steg_checker_place(checker, NULL, "indexes", i, index->id);
    if (steg_checker_id(checker, place, "id", index->id)) {
      steg_checker_twice(checker, place, &checker->instrument->indexes.rows[0].id, sizeof *index, i);
      if (steg_checker_find_item(checker, index->id, strlen(index->id)) >= 0)
        steg_checker_report(checker, "D_ID_TWICE", STEG_SEVERITY_ERROR, place, "give one of them another id",
                            "The id %s is also that of an item.", index->id);
    }
    steg_checker_texts(checker, place, "label_sv", index->label_sv, "label_en", index->label_en);
    steg_checker_enum(checker, place, "better", index->better, STEG_BETTER_NONE);
    steg_checker_real(checker, place, "multiplier", index->multiplier);
    steg_checker_real(checker, place, "meaningful_change", index->meaningful_change);
    if (index->multiplier < 0 || index->meaningful_change < 0)
      steg_checker_report(checker, "D_INDEX_SIGN", STEG_SEVERITY_ERROR, place,
                          "write 0 or more; a scale that runs downwards says so by `better` or `reversed`",
                          "The multiplier or the meaningful change is below 0.");
    if (!steg_checker_enum(checker, place, "kind", index->kind, STEG_INDEX_CUSTOM))
      continue;
    index_items(checker, place, index);
    if (index->kind == STEG_INDEX_CUSTOM && !checker->instrument->score)
      steg_checker_report(checker, "D_SCORE_MISSING", STEG_SEVERITY_ERROR, place,
                          "give the plugin a score function (a definition file can't have one), or use MEAN or SUM",
                          "The index is CUSTOM, but there is no score callback to compute it.");
  }
}

/* The latest version that rows lead from: those alone lead to this version (crosswalk.h). */
static const char *latest_from(const steg_instrument *instrument) {
  const char *latest = NULL;
  for (uint32_t i = 0; i < instrument->crosswalk.count; i++) {
    const char *version = instrument->crosswalk.rows[i].from_version;
    if (version && (!latest || steg_crosswalk_compare(version, latest) > 0))
      latest = version;
  }
  return latest;
}

/* Whether a later step of the crosswalk leads on from the item: then it need not be one of this version's. */
static bool led_on(const steg_instrument *instrument, const steg_crosswalk *row) {
  for (uint32_t i = 0; row->item && row->from_version && i < instrument->crosswalk.count; i++) {
    const steg_crosswalk *later = &instrument->crosswalk.rows[i];
    if (later->from_item && later->from_version && !strcmp(later->from_item, row->item) &&
        steg_crosswalk_compare(later->from_version, row->from_version) > 0)
      return true;
  }
  return false;
}

/* "old=new old=new", whole numbers, each new value a level of the item's scale. */
static bool recode_good(const steg_scale *scale, const char *recode) {
  size_t size = 0;
  unsigned pairs = 0;
  for (const char *cursor = recode, *word; (word = steg_model_next_word(&cursor, ' ', &size)); pairs++) {
    char *end = NULL;
    strtol(word, &end, 10);
    if (end == word || *end != '=')
      return false;
    const char *second = end + 1;
    long to = strtol(second, &end, 10);
    if (end == second || end != word + size || to < INT32_MIN || to > INT32_MAX ||
        (scale && scale->levels.count && steg_model_level_of_value(scale, (int32_t)to) < 0))
      return false;
  }
  return pairs > 0;
}

void steg_checker_crosswalk(steg_checker *checker) {
  const steg_instrument *instrument = checker->instrument;
  const char *latest = latest_from(instrument);
  for (uint32_t i = 0; i < instrument->crosswalk.count; i++) {
    const steg_crosswalk *row = &instrument->crosswalk.rows[i];
    const char *place = steg_checker_place(checker, NULL, "crosswalk", i, row->item);
    if (steg_checker_required_text(checker, place, "from_version", row->from_version) && instrument->version &&
        !strcmp(row->from_version, instrument->version))
      steg_checker_report(checker, "D_CROSSWALK_VERSION", STEG_SEVERITY_ERROR, place, "name an earlier version",
                          "The row leads from the instrument's own version.");
    bool last = row->from_version && latest && !strcmp(row->from_version, latest);
    const steg_item *item = led_on(instrument, row) ? NULL : steg_checker_item_named(checker, place, "item", row->item);
    if (row->from_item)
      steg_checker_id(checker, place, "from_item", row->from_item);
    for (uint32_t j = 0; j < i; j++)
      if (row->item && row->from_version && instrument->crosswalk.rows[j].item &&
          instrument->crosswalk.rows[j].from_version && !strcmp(row->item, instrument->crosswalk.rows[j].item) &&
          !strcmp(row->from_version, instrument->crosswalk.rows[j].from_version))
        steg_checker_report(checker, "D_CROSSWALK_TWICE", STEG_SEVERITY_ERROR, place, "keep one of the two",
                            "The same item and earlier version stand in row %u.", j);
    if (!steg_checker_enum(checker, place, "kind", row->kind, STEG_CROSSWALK_BROKEN))
      continue;
    if (row->kind != STEG_CROSSWALK_RECODED && row->recode)
      steg_checker_report(checker, "D_CROSSWALK_RECODE", STEG_SEVERITY_ERROR, place, "write NULL, or use RECODED",
                          "Only a RECODED item has a recode list.");
    if (row->kind == STEG_CROSSWALK_RECODED && item &&
        !(row->recode && recode_good(last ? steg_checker_scale_of(checker, item) : NULL, row->recode)))
      steg_checker_report(checker, "D_CROSSWALK_RECODE", STEG_SEVERITY_ERROR, place,
                          "write pairs such as \"1=1 2=1 3=2\", old value first, new values from the scale",
                          "The recode list is missing or can't be read.");
    if (row->kind == STEG_CROSSWALK_RECODED && item && item->type > STEG_ITEM_MULTI && item->type != STEG_ITEM_FLAG)
      steg_checker_report(checker, "D_CROSSWALK_RECODE", STEG_SEVERITY_ERROR, place,
                          "write SAME or BROKEN; only levels can be recoded", "The item has no levels.");
  }
}
