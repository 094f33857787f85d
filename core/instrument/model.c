/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/model.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {NULL, "register", "repeated", "anonymous", "event", "aggregate"};
static const char *const type_names[] = {NULL, "scale", "choice", "multi", "number", "percent", "date", "text", "flag"};
static const char *const occasion_names[] = {NULL, "start", "ongoing", "end", "follow_up"};

const char *steg_model_next_word(const char **cursor, char separator, size_t *ret_size) {
  const char *at = *cursor;
  if (!at)
    return NULL;
  while (*at == separator)
    at++;
  if (!*at) {
    *cursor = NULL;
    return NULL;
  }
  const char *end = strchr(at, separator);
  size_t size = end ? (size_t)(end - at) : strlen(at);
  *cursor = end ? end + 1 : NULL;
  *ret_size = size;
  return at;
}

int32_t steg_model_item_index(const steg_instrument *instrument, const char *id) {
  if (!id)
    return -1;
  for (uint32_t i = 0; i < instrument->items.count; i++)
    if (!strcmp(instrument->items.rows[i].id, id))
      return (int32_t)i;
  return -1;
}

const steg_item *steg_model_item(const steg_instrument *instrument, const char *id) {
  int32_t index = steg_model_item_index(instrument, id);
  return index < 0 ? NULL : &instrument->items.rows[index];
}

const steg_scale *steg_model_scale(const steg_instrument *instrument, const char *id) {
  if (!id)
    return NULL;
  for (uint32_t i = 0; i < instrument->scales.count; i++)
    if (!strcmp(instrument->scales.rows[i].id, id))
      return &instrument->scales.rows[i];
  return NULL;
}

const steg_scale *steg_model_item_scale(const steg_instrument *instrument, const steg_item *item) {
  if (item->type != STEG_ITEM_SCALE && item->type != STEG_ITEM_CHOICE && item->type != STEG_ITEM_MULTI)
    return NULL;
  return steg_model_scale(instrument, item->scale);
}

/* One spelling of a list against a text. The piece is copied to the stack because the folding comparison wants an end;
 * a piece too long for the stack can't be a name anybody types and counts as different. */
static bool spelling_in(const char *list, const char *text) {
  char piece[512];
  size_t size = 0;
  for (const char *cursor = list, *word; (word = steg_model_next_word(&cursor, '|', &size));) {
    if (size >= sizeof piece)
      continue;
    memcpy(piece, word, size);
    piece[size] = '\0';
    if (steg_text_same(piece, text))
      return true;
  }
  return false;
}

static bool named(const char *name, const char *text) {
  return name && steg_text_same(name, text);
}

int32_t steg_model_role_index(const steg_instrument *instrument, const char *id_or_alias) {
  if (!id_or_alias || !*id_or_alias)
    return -1;
  for (uint32_t i = 0; i < instrument->roles.count; i++) {
    const steg_role *role = &instrument->roles.rows[i];
    if (named(role->id, id_or_alias) || named(role->label_sv, id_or_alias) || named(role->label_en, id_or_alias) ||
        spelling_in(role->aliases, id_or_alias))
      return (int32_t)i;
  }
  return -1;
}

bool steg_model_role_answers(const steg_instrument *instrument, const steg_item *item, int32_t role) {
  if (!item->roles || role < 0)
    return true;
  if ((uint32_t)role >= instrument->roles.count)
    return false;
  return steg_text_in_list(item->roles, ' ', instrument->roles.rows[role].id);
}

bool steg_model_occasion_asks(const steg_item *item, steg_occasion occasion) {
  const char *name = steg_model_occasion_name(occasion);
  return !item->occasions || !name || steg_text_in_list(item->occasions, ' ', name);
}

int32_t steg_model_level_of_value(const steg_scale *scale, int32_t value) {
  for (uint32_t i = 0; i < scale->levels.count; i++)
    if (scale->levels.rows[i].value == value)
      return (int32_t)i;
  return -1;
}

int32_t steg_model_level_of_code(const steg_scale *scale, const char *code) {
  if (!code)
    return -1;
  for (uint32_t i = 0; i < scale->levels.count; i++)
    if (!strcmp(scale->levels.rows[i].code, code))
      return (int32_t)i;
  return -1;
}

/* A whole number as people type it in a cell: digits with an optional sign, spaces around. */
static bool whole_number(const char *text, int32_t *ret_value) {
  while (*text == ' ')
    text++;
  const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
  size_t size = strspn(digits, "0123456789");
  if (!size || size > 9 || digits[size + strspn(digits + size, " ")])
    return false;
  *ret_value = (int32_t)strtol(text, NULL, 10);
  return true;
}

int32_t steg_model_level_of_spelling(const steg_scale *scale, const char *text) {
  int32_t value = 0;
  if (!text || !*text)
    return -1;
  if (whole_number(text, &value)) {
    int32_t index = steg_model_level_of_value(scale, value);
    if (index >= 0)
      return index;
  }
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    if (named(level->code, text) || named(level->label_sv, text) || named(level->label_en, text) ||
        spelling_in(level->aliases, text))
      return (int32_t)i;
  }
  return -1;
}

uint32_t steg_model_step_count(const steg_scale *scale) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < scale->levels.count; i++)
    count += scale->levels.rows[i].kind != STEG_LEVEL_OFF_SCALE;
  return count;
}

int32_t steg_model_step(const steg_scale *scale, uint32_t nth) {
  /* An ordered scale may be printed from the best step down; its order is that of the values. Equal values
   * (which the checker refuses, after it has asked here) go by place, so that there is an n-th step for every n. */
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    if (level->kind == STEG_LEVEL_OFF_SCALE)
      continue;
    uint32_t before = 0;
    for (uint32_t j = 0; j < scale->levels.count; j++) {
      const steg_level *other = &scale->levels.rows[j];
      bool earlier = scale->ordered ? other->value < level->value || (other->value == level->value && j < i) : j < i;
      if (other->kind != STEG_LEVEL_OFF_SCALE && earlier)
        before++;
    }
    if (before == nth)
      return (int32_t)i;
  }
  return -1;
}

bool steg_model_is_positive(const steg_item *item, const steg_level *level) {
  if (level->kind == STEG_LEVEL_OFF_SCALE)
    return false;
  return item->positive ? steg_text_in_list(item->positive, ' ', level->code) : level->positive != 0;
}

bool steg_model_is_value(const steg_item *item) {
  return item->type == STEG_ITEM_NUMBER || item->type == STEG_ITEM_PERCENT;
}

bool steg_model_is_municipality(const steg_instrument *instrument, const steg_column *column) {
  return instrument->kind == STEG_KIND_AGGREGATE && column->target == STEG_COLUMN_ATTRIBUTE &&
         column->attribute == STEG_ATTRIBUTE_MUNICIPALITY && column->item;
}

const steg_sum *steg_model_total(const steg_instrument *instrument) {
  for (uint32_t i = 0; i < instrument->sums.count; i++)
    if (instrument->sums.rows[i].kind == STEG_SUM_TOTAL)
      return &instrument->sums.rows[i];
  return NULL;
}

const char *steg_model_item_label(const steg_item *item, steg_lang lang) {
  if (item->label_sv)
    return steg_text_pick(lang, item->label_sv, item->label_en);
  return steg_text_pick(lang, item->text_sv, item->label_en ? item->label_en : item->text_en);
}

const char *steg_model_occasion_name(steg_occasion occasion) {
  return occasion >= STEG_OCCASION_START && occasion <= STEG_OCCASION_FOLLOW_UP ? occasion_names[occasion] : NULL;
}

const char *steg_model_kind_name(steg_kind kind) {
  return kind >= STEG_KIND_REGISTER && kind <= STEG_KIND_AGGREGATE ? kind_names[kind] : NULL;
}

const char *steg_model_item_type_name(steg_item_type type) {
  return type >= STEG_ITEM_SCALE && type <= STEG_ITEM_FLAG ? type_names[type] : NULL;
}
