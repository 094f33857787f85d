/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/checker_part.h"

#include "instrument/model.h"
#include <stdio.h>
#include <string.h>

enum { OFF_SCALE_LOW = -99, OFF_SCALE_HIGH = -1 };

static void groups(steg_checker *checker, const char *inside, const steg_scale *scale) {
  for (uint32_t i = 0; i < scale->groups.count; i++) {
    const steg_level_group *group = &scale->groups.rows[i];
    const char *place = steg_checker_place(checker, inside, "groups", i, group->id);
    if (steg_checker_id(checker, place, "id", group->id))
      steg_checker_twice(checker, place, &scale->groups.rows[0].id, sizeof *group, i);
    steg_checker_texts(checker, place, "label_sv", group->label_sv, "label_en", group->label_en);
  }
}

static void value(steg_checker *checker, const char *place, const steg_scale *scale, uint32_t index) {
  const steg_level *level = &scale->levels.rows[index];
  if (level->kind == STEG_LEVEL_OFF_SCALE && (level->value < OFF_SCALE_LOW || level->value > OFF_SCALE_HIGH))
    steg_checker_report(checker, "D_LEVEL_OFF_SCALE", STEG_SEVERITY_ERROR, place, "give it a value from -99 to -1",
                        "The level is off the scale, but its value %d is not in -99..-1.", level->value);
  if ((level->kind == STEG_LEVEL_STEP || level->kind == STEG_LEVEL_NEUTRAL) && level->value < 0)
    steg_checker_report(checker, "D_LEVEL_VALUE", STEG_SEVERITY_ERROR, place,
                        "give it a value from 0 up, or the kind STEG_LEVEL_OFF_SCALE",
                        "The level is a step, but its value %d is below 0.", level->value);
  if (level->kind == STEG_LEVEL_OFF_SCALE && level->positive)
    steg_checker_report(checker, "D_LEVEL_POSITIVE", STEG_SEVERITY_ERROR, place, "set positive to 0",
                        "The level is off the scale, so it can't count as positive.");
  for (uint32_t i = 0; i < index; i++)
    if (scale->levels.rows[i].value == level->value) {
      steg_checker_report(checker, "D_LEVEL_TWICE", STEG_SEVERITY_ERROR, place, "give each level its own value",
                          "The value %d is already that of level %u.", level->value, i);
      return;
    }
}

/* Names that a file may use for the level; two levels with one name could not be told apart on import. */
static void spellings(steg_checker *checker, const char *place, const steg_scale *scale, uint32_t index,
                      steg_spellings *taken) {
  const steg_level *level = &scale->levels.rows[index];
  char number[16];
  snprintf(number, sizeof number, "%d", level->value);
  const char *lists[] = {level->code, level->label_sv, level->label_en, level->aliases,
                         level->value < 0 ? NULL : number};
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    size_t size = 0;
    for (const char *cursor = lists[i], *word; (word = steg_model_next_word(&cursor, '|', &size));) {
      int64_t owner = steg_checker_spelling(checker, taken, word, size, index);
      if (owner < 0 || (lists[i] == number && scale->levels.rows[owner].value == level->value))
        continue; /* two levels of one value have been reported as such */
      const char *spelling = steg_arena_text_n(checker->arena, word, size);
      steg_checker_report(checker, "D_LEVEL_SPELLING", STEG_SEVERITY_ERROR, place,
                          "let each spelling belong to one level (case, space and punctuation don't tell them apart)",
                          "The spelling %s also belongs to level %u.", steg_checker_quote(checker, spelling),
                          (unsigned)owner);
    }
  }
}

static void check_level(steg_checker *checker, const char *inside, const steg_scale *scale, uint32_t index) {
  const steg_level *row = &scale->levels.rows[index];
  const char *place = steg_checker_place(checker, inside, "levels", index, row->code);
  if (steg_checker_id(checker, place, "code", row->code))
    steg_checker_twice(checker, place, &scale->levels.rows[0].code, sizeof *row, index);
  steg_checker_texts(checker, place, "label_sv", row->label_sv, "label_en", row->label_en);
  steg_checker_text(checker, place, "aliases", row->aliases);
  steg_checker_enum(checker, place, "kind", row->kind, STEG_LEVEL_OFF_SCALE);
  steg_checker_flag(checker, place, "positive", row->positive);
  value(checker, place, scale, index);
  if (!row->group)
    return;
  for (uint32_t i = 0; i < scale->groups.count; i++)
    if (scale->groups.rows[i].id && !strcmp(scale->groups.rows[i].id, row->group))
      return;
  steg_checker_report(
      checker, "D_GROUP_UNKNOWN", STEG_SEVERITY_ERROR, place, "add the group to the scale's groups, or write NULL",
      "The level belongs to the group %s, which the scale does not have.", steg_checker_quote(checker, row->group));
}

static void missing_words(steg_checker *checker, const char *place, const steg_scale *scale, steg_spellings *taken) {
  size_t size = 0;
  if (!steg_checker_text(checker, place, "missing", scale->missing))
    return;
  for (const char *cursor = scale->missing, *word; (word = steg_model_next_word(&cursor, '|', &size));)
    if (steg_checker_spelling(checker, taken, word, size, scale->levels.count) >= 0)
      steg_checker_report(checker, "D_SCALE_MISSING", STEG_SEVERITY_ERROR, place,
                          "take it away from the list of missing words or from the level",
                          "A word for \"no answer\" is also the spelling of a level: %s.",
                          steg_checker_quote(checker, steg_arena_text_n(checker->arena, word, size)));
}

static bool used(const steg_checker *checker, const steg_scale *scale) {
  for (uint32_t i = 0; i < checker->instrument->items.count; i++)
    if (steg_checker_scale_of(checker, &checker->instrument->items.rows[i]) == scale)
      return true;
  return false;
}

static void order(steg_checker *checker, const char *place, const steg_scale *scale) {
  uint32_t steps = 0, neutral = 0;
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    steps += scale->levels.rows[i].kind != STEG_LEVEL_OFF_SCALE;
    neutral += scale->levels.rows[i].kind == STEG_LEVEL_NEUTRAL;
  }
  if (!scale->levels.count)
    steg_checker_report(checker, "D_SCALE_EMPTY", STEG_SEVERITY_ERROR, place, "add its levels",
                        "The scale has no levels.");
  else if (steps < 2)
    steg_checker_report(checker, "D_SCALE_SHORT", STEG_SEVERITY_ERROR, place, "add steps, or use a flag item",
                        "The scale has %u step%s; it needs two.", steps, steps == 1 ? "" : "s");
  if (neutral > 1)
    steg_checker_report(checker, "D_SCALE_NEUTRAL", STEG_SEVERITY_ERROR, place, "keep one neutral level",
                        "The scale has %u neutral levels; a chart has one middle.", neutral);
  if (!scale->ordered && (scale->better == STEG_BETTER_UP || scale->better == STEG_BETTER_DOWN))
    steg_checker_report(checker, "D_SCALE_BETTER", STEG_SEVERITY_ERROR, place,
                        "set ordered to 1, or better to STEG_BETTER_NONE",
                        "The scale has no order, so no direction of it can be better.");
}

void steg_checker_scales(steg_checker *checker) {
  for (uint32_t i = 0; i < checker->instrument->scales.count; i++) {
    const steg_scale *scale = &checker->instrument->scales.rows[i];
    const char *place = steg_checker_place(checker, NULL, "scales", i, scale->id);
    if (steg_checker_id(checker, place, "id", scale->id)) {
      steg_checker_twice(checker, place, &checker->instrument->scales.rows[0].id, sizeof *scale, i);
      if (!used(checker, scale))
        steg_checker_report(checker, "D_SCALE_UNUSED", STEG_SEVERITY_WARNING, place, "take it away, or use it",
                            "No item uses the scale.");
    }
    steg_checker_flag(checker, place, "ordered", scale->ordered);
    steg_checker_enum(checker, place, "better", scale->better, STEG_BETTER_NONE);
    order(checker, place, scale);
    groups(checker, place, scale);
    steg_spellings taken = {0};
    for (uint32_t l = 0; l < scale->levels.count; l++) {
      check_level(checker, place, scale, l);
      spellings(checker, steg_checker_place(checker, place, "levels", l, scale->levels.rows[l].code), scale, l, &taken);
    }
    missing_words(checker, place, scale, &taken);
  }
}
