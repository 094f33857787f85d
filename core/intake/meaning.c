/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/meaning.h"

#include "instrument/model.h"
#include "intake/attribute.h"
#include "intake/compound.h"
#include <string.h>

int steg_meaning_start(const steg_instrument *instrument, const steg_import_options *options, steg_arena *arena,
                       steg_meaning *ret_meaning) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < instrument->scales.count; i++)
    most = instrument->scales.rows[i].levels.count > most ? instrument->scales.rows[i].levels.count : most;
  steg_meaning meaning = {
      .instrument = instrument,
      .options = options,
      .arena = arena,
      .rules = {.decimal_mark = options->decimal_mark == '.' ? '.' : ',',
                .thousands_dot = options->thousands_dot,
                .today = options->today,
                .lang = options->lang == STEG_LANG_EN ? STEG_LANG_EN : STEG_LANG_SV},
      .choices = steg_arena_array(arena, most, sizeof(int32_t)),
  };
  if (!meaning.choices)
    return -1;
  *ret_meaning = meaning;
  return 0;
}

static const steg_item *item_of(const steg_meaning *meaning, const steg_header_target *target) {
  return target->item >= 0 ? &meaning->instrument->items.rows[target->item] : NULL;
}

static steg_column_target kind_of(const steg_header_target *target) {
  return target->column ? target->column->target : STEG_COLUMN_ITEM;
}

const steg_scale *steg_meaning_scale(const steg_meaning *meaning, const steg_header_target *target) {
  const steg_item *item = kind_of(target) == STEG_COLUMN_ITEM ? item_of(meaning, target) : NULL;
  return item ? steg_model_item_scale(meaning->instrument, item) : NULL;
}

static steg_reading value_of(int32_t whole) {
  return (steg_reading){.kind = STEG_READING_VALUE, .whole = whole};
}

static steg_reading refused(steg_finding_id id, const char *a) {
  return (steg_reading){.kind = STEG_READING_REFUSED, .finding = id, .a = a};
}

static steg_reading read_initiative(const steg_meaning *meaning, const char *text) {
  const steg_import_options *options = meaning->options;
  const char **titles = steg_arena_array(meaning->arena, options->initiative_count, sizeof *titles);
  for (size_t i = 0; titles && i < options->initiative_count; i++) {
    const steg_import_initiative *initiative = &options->initiatives[i];
    titles[i] = initiative->title ? initiative->title : initiative->id;
    if (steg_text_same(initiative->id, text) || steg_text_same(titles[i], text))
      return value_of((int32_t)i);
    for (size_t k = 0; initiative->aliases && initiative->aliases[k]; k++)
      if (steg_text_same(initiative->aliases[k], text))
        return value_of((int32_t)i);
  }
  return refused(STEG_FINDING_INITIATIVE, titles ? steg_text_nearest(text, titles, options->initiative_count) : NULL);
}

static steg_reading read_role(const steg_meaning *meaning, const char *text) {
  int32_t role = steg_model_role_index(meaning->instrument, text);
  const char *labels[32];
  size_t count = 0;
  for (uint32_t i = 0; i < meaning->instrument->roles.count && count < 32; i++)
    labels[count++] = meaning->instrument->roles.rows[i].label_sv;
  return role >= 0 ? value_of(role) : refused(STEG_FINDING_ROLE, steg_text_nearest(text, labels, count));
}

static steg_reading read_attribute(const steg_meaning *meaning, steg_attribute attribute, const char *text) {
  switch (attribute) {
  case STEG_ATTRIBUTE_SEX:
    return steg_attribute_read_sex(text);
  case STEG_ATTRIBUTE_MUNICIPALITY:
    return steg_attribute_read_municipality(text, meaning->arena);
  case STEG_ATTRIBUTE_AREA:
    return steg_attribute_read_area(text);
  case STEG_ATTRIBUTE_START:
  case STEG_ATTRIBUTE_END:
    return steg_value_read_date(text, strlen(text), &meaning->rules, meaning->arena);
  case STEG_ATTRIBUTE_CONSENT:
  case STEG_ATTRIBUTE_PROTECTED:
    return steg_value_read_flag(text);
  default:
    return (steg_reading){.kind = STEG_READING_EMPTY};
  }
}

steg_reading steg_meaning_read(const steg_meaning *meaning, const steg_header_target *target, const char *text) {
  const steg_item *item = item_of(meaning, target);
  size_t size = strlen(text);
  steg_reading empty = steg_value_read_absence(text, size);
  switch (kind_of(target)) {
  case STEG_COLUMN_INITIATIVE:
    return empty.kind ? empty : read_initiative(meaning, text);
  case STEG_COLUMN_DATE:
    return steg_value_read_date(text, size, &meaning->rules, meaning->arena);
  case STEG_COLUMN_OCCASION:
    return steg_attribute_read_occasion(text);
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    return empty.kind ? empty : read_role(meaning, text);
  case STEG_COLUMN_ATTRIBUTE:
    return read_attribute(meaning, target->column->attribute, text);
  case STEG_COLUMN_ITEM:
    if (!item)
      return (steg_reading){.kind = STEG_READING_EMPTY};
    if (item->type == STEG_ITEM_MULTI)
      return steg_compound_read(text, size, steg_model_item_scale(meaning->instrument, item), &meaning->rules,
                                meaning->arena, meaning->choices);
    return steg_value_read(text, size, item, steg_model_item_scale(meaning->instrument, item), &meaning->rules,
                           meaning->arena);
  default:
    return (steg_reading){.kind = STEG_READING_EMPTY};
  }
}

bool steg_meaning_is_date(const steg_meaning *meaning, const steg_header_target *target) {
  const steg_item *item = item_of(meaning, target);
  steg_column_target kind = kind_of(target);
  if (kind == STEG_COLUMN_ATTRIBUTE)
    return target->column->attribute == STEG_ATTRIBUTE_START || target->column->attribute == STEG_ATTRIBUTE_END;
  return kind == STEG_COLUMN_DATE || (kind == STEG_COLUMN_ITEM && item && item->type == STEG_ITEM_DATE);
}

bool steg_meaning_has_values(const steg_meaning *meaning, const steg_header_target *target) {
  const steg_item *item = item_of(meaning, target);
  switch (kind_of(target)) {
  case STEG_COLUMN_INITIATIVE:
  case STEG_COLUMN_OCCASION:
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    return true;
  case STEG_COLUMN_ATTRIBUTE:
    return target->column->attribute == STEG_ATTRIBUTE_SEX ||
           target->column->attribute == STEG_ATTRIBUTE_MUNICIPALITY ||
           target->column->attribute == STEG_ATTRIBUTE_AREA || target->column->attribute == STEG_ATTRIBUTE_CONSENT ||
           target->column->attribute == STEG_ATTRIBUTE_PROTECTED;
  case STEG_COLUMN_ITEM:
    return item && (item->type == STEG_ITEM_SCALE || item->type == STEG_ITEM_CHOICE || item->type == STEG_ITEM_MULTI ||
                    item->type == STEG_ITEM_FLAG);
  default:
    return false;
  }
}
