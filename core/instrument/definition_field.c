/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/definition_part.h"

#include "base/text.h"
#include "instrument/model.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_WORDS = 64, MAX_COUNT = 100000 };

const char *steg_definition_path(steg_definition *definition, const char *inside, const char *key, size_t index) {
  const char *path = steg_arena_printf(definition->arena, "%s%s%s[%zu]", inside, *inside ? "." : "", key, index + 1);
  return path ? path : key;
}

void steg_definition_fault(steg_definition *definition, const char *path, const char *key, const char *code,
                           const char *mend, const char *found, ...) {
  char sentence[500];
  va_list arguments;
  va_start(arguments, found);
  vsnprintf(sentence, sizeof sentence, found, arguments);
  va_end(arguments);
  const char *place = !key ? path : !*path ? key : steg_arena_printf(definition->arena, "%s.%s", path, key);
  steg_checker_report(&definition->checker, code, STEG_SEVERITY_ERROR, place && *place ? place : "definition", mend,
                      "%s", sentence);
}

static const steg_tree *field(const steg_tree *map, const char *key) {
  const steg_tree *node = steg_tree_get(map, key);
  return node && steg_tree_kind_of(node) != STEG_TREE_NULL ? node : NULL;
}

static void wrong_kind(steg_definition *definition, const char *path, const char *key, const steg_tree *node,
                       const char *expected) {
  steg_definition_fault(definition, path, key, "D_DEF_KIND", "write it as expected", "It is a %s; expected is %s.",
                        steg_tree_kind_name(steg_tree_kind_of(node)), expected);
}

/* An empty Lua table is neither list nor map. */
static bool is_empty(const steg_tree *node) {
  steg_tree_kind kind = steg_tree_kind_of(node);
  return (kind == STEG_TREE_MAP || kind == STEG_TREE_LIST) && !steg_tree_size(node);
}

bool steg_definition_is_map(steg_definition *definition, const steg_tree *node, const char *path) {
  if (steg_tree_kind_of(node) == STEG_TREE_MAP || is_empty(node))
    return true;
  wrong_kind(definition, path, NULL, node, "a table of named fields, { id = ..., ... }");
  return false;
}

void steg_definition_keys(steg_definition *definition, const steg_tree *map, const char *path, const char *keys) {
  const char *names[MAX_WORDS];
  size_t count = 0, size = 0;
  for (const char *cursor = keys, *word; count < MAX_WORDS && (word = steg_model_next_word(&cursor, ' ', &size));)
    names[count++] = steg_arena_text_n(definition->arena, word, size);
  for (size_t i = 0; i < steg_tree_size(map); i++) {
    const char *key = steg_tree_key_at(map, i);
    if (!key || steg_text_in_list(keys, ' ', key))
      continue;
    const char *nearest = steg_arena_failed(definition->arena) ? NULL : steg_text_nearest(key, names, count);
    steg_definition_fault(definition, path, NULL, "D_DEF_KEY", "take it away, or write a known field",
                          "The field %s is not known%s%s.", steg_checker_quote(&definition->checker, key),
                          nearest ? "; the nearest is " : "", nearest ? nearest : "");
  }
}

const steg_tree *steg_definition_list(steg_definition *definition, const steg_tree *map, const char *path,
                                      const char *key) {
  const steg_tree *node = field(map, key);
  if (!node || is_empty(node))
    return NULL;
  if (steg_tree_kind_of(node) != STEG_TREE_LIST) {
    wrong_kind(definition, path, key, node, "a list, { ..., ... }");
    return NULL;
  }
  if (steg_tree_size(node) > STEG_DEFINITION_ROWS) {
    steg_definition_fault(definition, path, key, "D_DEF_LONG", "divide it", "It has %zu rows; at most %d are taken.",
                          steg_tree_size(node), STEG_DEFINITION_ROWS);
    return NULL;
  }
  return node;
}

void steg_definition_text(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          const char **target) {
  const steg_tree *node = field(map, key);
  if (!node)
    return;
  const char *text = steg_tree_get_text(node);
  if (text)
    *target = text;
  else
    wrong_kind(definition, path, key, node, "a text");
}

void steg_definition_id(steg_definition *definition, const steg_tree *map, const char *path, const char **target) {
  steg_definition_text(definition, map, path, "id", target);
  if (!*target && !field(map, "id"))
    steg_definition_fault(definition, path, "id", "D_DEF_MISSING", "write id = \"...\", letters a-z, digits and '_'",
                          "There is no id, so nothing could refer to it.");
}

void steg_definition_both(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          const char **sv, const char **en) {
  const steg_tree *node = field(map, key);
  if (!node)
    return;
  if (steg_tree_get_text(node)) {
    /* An English text that belongs to the former Swedish one would no longer be its translation. */
    *sv = steg_tree_get_text(node);
    *en = NULL;
    return;
  }
  if (steg_tree_kind_of(node) != STEG_TREE_MAP) {
    wrong_kind(definition, path, key, node, "a text, or { sv = \"...\", en = \"...\" }");
    return;
  }
  const char *inside = *path ? steg_arena_printf(definition->arena, "%s.%s", path, key) : key;
  inside = inside ? inside : key;
  steg_definition_keys(definition, node, inside, "sv en");
  steg_definition_text(definition, node, inside, "sv", sv);
  steg_definition_text(definition, node, inside, "en", en);
}

void steg_definition_words(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                           char separator, const char **target) {
  const steg_tree *node = field(map, key);
  if (!node)
    return;
  if (steg_tree_get_text(node)) {
    *target = steg_tree_get_text(node);
    return;
  }
  const steg_tree *list = steg_definition_list(definition, map, path, key);
  steg_buffer joined;
  steg_buffer_init(&joined, 64 * 1024);
  for (size_t i = 0; i < steg_tree_size(list); i++) {
    const char *word = steg_tree_get_text(steg_tree_at(list, i));
    if (!word) {
      wrong_kind(definition, steg_definition_path(definition, path, key, i), NULL, steg_tree_at(list, i), "a text");
      continue;
    }
    if (separator == '|' && strchr(word, '|'))
      steg_definition_fault(definition, steg_definition_path(definition, path, key, i), NULL, "D_DEF_BAR",
                            "leave the bar out, or make it two words", "It has a bar (|) in it, which parts words.");
    if (i)
      steg_buffer_char(&joined, separator);
    steg_buffer_text(&joined, word);
  }
  if (steg_buffer_failed(&joined))
    steg_definition_fault(definition, path, key, "D_DEF_LONG", "shorten it", "The list is too long.");
  else if (list)
    *target = steg_arena_text(definition->arena, joined.bytes);
  else if (is_empty(node))
    *target = NULL;
  steg_buffer_release(&joined);
}

void steg_definition_flag(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          uint32_t *target) {
  const steg_tree *node = field(map, key);
  if (!node)
    return;
  if (steg_tree_kind_of(node) == STEG_TREE_BOOL)
    *target = steg_tree_get_bool(node, false);
  else
    wrong_kind(definition, path, key, node, "true or false");
}

static bool whole(const steg_tree *node, int64_t low, int64_t high, int64_t *ret_value) {
  int64_t value = steg_tree_get_integer(node, INT64_MIN);
  if (value < low || value > high)
    return false;
  *ret_value = value;
  return true;
}

void steg_definition_count(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                           uint32_t *target) {
  const steg_tree *node = field(map, key);
  int64_t value = 0;
  if (!node)
    return;
  if (whole(node, 0, MAX_COUNT, &value))
    *target = (uint32_t)value;
  else
    wrong_kind(definition, path, key, node, "a whole number from 0 to 100000");
}

void steg_definition_integer(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                             int32_t *target) {
  const steg_tree *node = field(map, key);
  int64_t value = 0;
  if (!node)
    return;
  if (whole(node, -MAX_COUNT, MAX_COUNT, &value))
    *target = (int32_t)value;
  else
    wrong_kind(definition, path, key, node, "a whole number from -100000 to 100000");
}

void steg_definition_real(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                          double *target) {
  const steg_tree *node = field(map, key);
  if (!node)
    return;
  double value = steg_tree_get_real(node, (double)NAN);
  if (isfinite(value))
    *target = value;
  else
    wrong_kind(definition, path, key, node, "a number");
}

int steg_definition_word(steg_definition *definition, const steg_tree *map, const char *path, const char *key,
                         const char *words, int otherwise) {
  const steg_tree *node = field(map, key);
  if (!node)
    return otherwise;
  const char *text = steg_tree_get_text(node);
  int place = 1;
  size_t size = 0;
  for (const char *cursor = words, *word; text && (word = steg_model_next_word(&cursor, ' ', &size)); place++)
    if (strlen(text) == size && !memcmp(text, word, size))
      return place;
  steg_definition_fault(
      definition, path, key, "D_DEF_WORD", "write one of them", "It is %s; known are: %s.",
      text ? steg_checker_quote(&definition->checker, text) : steg_tree_kind_name(steg_tree_kind_of(node)), words);
  return otherwise;
}

void *steg_definition_rows(steg_definition *definition, const void *rows, uint32_t count, size_t row_size,
                           size_t extra) {
  unsigned char *room = steg_arena_array(definition->arena, count + extra, row_size);
  if (!room)
    definition->checker.failed = true;
  else if (count)
    memcpy(room, rows, count * row_size);
  return room;
}
