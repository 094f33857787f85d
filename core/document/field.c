/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/field.h"
#include "base/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- faults */

const char *steg_field_path(const steg_field_place *place, const char *path, const char *key) {
  const char *joined = !key ? path : !*path ? key : steg_arena_printf(place->arena, "%s.%s", path, key);
  return joined ? joined : "...";
}

const char *steg_field_path_at(const steg_field_place *place, const char *path, const char *key, size_t index) {
  const char *joined =
      steg_arena_printf(place->arena, "%s%s%s[%zu]", path, *path && key ? "." : "", key ? key : "", index + 1);
  return joined ? joined : "...";
}

/* Words of the tree stand in the sentence, cut by bytes: what is left of a cut character goes, and what could steer a
 * terminal becomes a space. In place: no character gets longer. */
static void clean(char *text) {
  const char *at = text, *end = text + strlen(text);
  char *out = text;
  while (at < end) {
    uint32_t c = steg_text_next(&at, end);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
      *out++ = ' ';
    else if (c != 0xFFFD)
      out += steg_text_encode(c, out);
  }
  *out = '\0';
}

/* "file:line: path.key: " before the sentence that is there. */
static int put_place(const steg_field_place *place, const char *path, const char *key) {
  const char *field = steg_field_path(place, path, key);
  if (*field)
    steg_error_prefix(place->err, "%.200s", field);
  if (place->err) {
    clean(place->err->text);
    clean(place->err->text_sv);
  }
  if (place->file && place->line)
    return steg_error_prefix(place->err, "%s:%u", place->file, place->line);
  return place->file ? steg_error_prefix(place->err, "%s", place->file) : -1;
}

int steg_field_fault(const steg_field_place *place, const char *path, const char *key, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  steg_error_vset(place->err, STEG_ERROR_SCRIPT, format, arguments);
  va_end(arguments);
  return put_place(place, path, key);
}

int steg_field_unknown(const steg_field_place *place, const char *path, const char *key, const char *word,
                       const char *const *names, size_t name_count) {
  const char *near = steg_text_nearest(word, names, name_count);
  if (near)
    return steg_field_fault(place, path, key, "\"%.60s\" is not known; did you mean \"%s\"?", word, near);
  char list[300] = "";
  size_t size = 0;
  for (size_t i = 0; i < name_count && size < sizeof list; i++)
    size += (size_t)snprintf(list + size, sizeof list - size, "%s%s", i ? ", " : "", names[i]);
  return steg_field_fault(place, path, key, "\"%.60s\" is not known; known are: %s", word, list);
}

static const char *found(const steg_tree *node) {
  switch (steg_tree_kind_of(node)) {
  case STEG_TREE_NULL:
    return "found nothing";
  case STEG_TREE_BOOL:
    return "found true or false";
  case STEG_TREE_INTEGER:
    return "found a whole number";
  case STEG_TREE_REAL:
    return "found a number";
  case STEG_TREE_TEXT:
    return "found a text";
  case STEG_TREE_LIST:
    return "found a list";
  case STEG_TREE_MAP:
    return "found a table with named fields";
  }
  return "found nothing";
}

/* `expected`: a sentence of the catalogue, without conversions. */
static int wrong_kind(const steg_field_place *place, const char *path, const char *key, const char *expected,
                      const steg_tree *node) {
  steg_error_say(place->err, STEG_ERROR_SCRIPT, found(node));
  steg_error_context(place->err, expected);
  return put_place(place, path, key);
}

/* The field's node, NULL when it is not there or null; -1 when it is required then. */
static int get(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
               steg_presence presence, const steg_tree **ret_node) {
  const steg_tree *node = steg_tree_get(map, key);
  if (steg_tree_kind_of(node) == STEG_TREE_NULL)
    node = NULL;
  if (!node && presence == STEG_FIELD_REQUIRED)
    return steg_field_fault(place, path, key, "is missing");
  *ret_node = node;
  return 0;
}

/* ---- kinds */

int steg_field_map(const steg_field_place *place, const steg_tree *node, const char *path, const char *const *names,
                   size_t name_count) {
  if (steg_tree_kind_of(node) == STEG_TREE_LIST && steg_tree_size(node) == 0)
    return 0;
  if (steg_tree_kind_of(node) != STEG_TREE_MAP)
    return wrong_kind(place, path, NULL, "expected a table with named fields", node);
  for (size_t i = 0; i < steg_tree_size(node); i++) {
    const char *key = steg_tree_key_at(node, i);
    bool known = false;
    for (size_t j = 0; !known && j < name_count; j++)
      known = strcmp(names[j], key) == 0;
    if (!known)
      return steg_field_unknown(place, path, NULL, key, names, name_count);
  }
  return 0;
}

int steg_field_text(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const char **ret_text) {
  const steg_tree *node = NULL;
  if (get(place, map, path, key, presence, &node) != 0)
    return -1;
  if (node && steg_tree_kind_of(node) != STEG_TREE_TEXT)
    return wrong_kind(place, path, key, "expected text", node);
  *ret_text = steg_tree_get_text(node);
  return 0;
}

int steg_field_id(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                  steg_presence presence, const char **ret_id) {
  const char *text = NULL;
  if (steg_field_text(place, map, path, key, presence, &text) != 0)
    return -1;
  if (text && !steg_text_is_id(text))
    return steg_field_fault(place, path, key,
                            "\"%.60s\" is no id: a to z first, then a to z, 0 to 9 or _, at most 40 characters", text);
  *ret_id = text;
  return 0;
}

int steg_field_word(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const char *const *names, size_t name_count, int *ret_index) {
  const char *text = NULL;
  if (steg_field_text(place, map, path, key, presence, &text) != 0)
    return -1;
  int index = -1;
  for (size_t i = 0; text && i < name_count; i++)
    if (strcmp(names[i], text) == 0)
      index = (int)i;
  if (text && index < 0)
    return steg_field_unknown(place, path, key, text, names, name_count);
  *ret_index = index;
  return 0;
}

int steg_field_both(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const char **ret_sv, const char **ret_en) {
  static const char *const languages[] = {"sv", "en"};
  const steg_tree *node = NULL;
  if (get(place, map, path, key, presence, &node) != 0)
    return -1;
  const char *sv = steg_tree_get_text(node), *en = NULL;
  if (node && !sv) {
    const char *inner = steg_field_path(place, path, key);
    if (steg_tree_kind_of(node) != STEG_TREE_MAP)
      return wrong_kind(place, path, key, "expected text, or {sv = \"...\", en = \"...\"}", node);
    if (steg_field_map(place, node, inner, languages, 2) != 0 ||
        steg_field_text(place, node, inner, "sv", STEG_FIELD_REQUIRED, &sv) != 0 ||
        steg_field_text(place, node, inner, "en", STEG_FIELD_OPTIONAL, &en) != 0)
      return -1;
  }
  *ret_sv = sv;
  *ret_en = en;
  return 0;
}

int steg_field_integer(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                       steg_presence presence, int64_t low, int64_t high, int64_t otherwise, int64_t *ret_value) {
  const steg_tree *node = NULL;
  if (get(place, map, path, key, presence, &node) != 0)
    return -1;
  int64_t value = otherwise;
  if (node) {
    /* Two defaults that can't both be true tell a whole number from anything else. */
    value = steg_tree_get_integer(node, 0);
    if (value != steg_tree_get_integer(node, 1))
      return wrong_kind(place, path, key, "expected a whole number", node);
    if (value < low || value > high)
      return steg_field_fault(place, path, key, "%lld is outside %lld to %lld", (long long)value, (long long)low,
                              (long long)high);
  }
  *ret_value = value;
  return 0;
}

int steg_field_real(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, double *ret_value) {
  const steg_tree *node = NULL;
  if (get(place, map, path, key, presence, &node) != 0)
    return -1;
  if (node && steg_tree_kind_of(node) != STEG_TREE_INTEGER && steg_tree_kind_of(node) != STEG_TREE_REAL)
    return wrong_kind(place, path, key, "expected a number", node);
  *ret_value = steg_tree_get_real(node, NAN);
  return 0;
}

int steg_field_bool(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    bool *ret_value) {
  const steg_tree *node = NULL;
  if (get(place, map, path, key, STEG_FIELD_OPTIONAL, &node) != 0)
    return -1;
  if (node && steg_tree_kind_of(node) != STEG_TREE_BOOL)
    return wrong_kind(place, path, key, "expected true or false", node);
  *ret_value = steg_tree_get_bool(node, false);
  return 0;
}

int steg_field_list(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, size_t most, const steg_tree **ret_list) {
  const steg_tree *node = NULL;
  if (get(place, map, path, key, presence, &node) != 0)
    return -1;
  if (node && steg_tree_kind_of(node) != STEG_TREE_LIST)
    return wrong_kind(place, path, key, "expected a list", node);
  if (steg_tree_size(node) > most)
    return steg_field_fault(place, path, key, "has %zu rows; at most %zu are taken", steg_tree_size(node), most);
  *ret_list = node;
  return 0;
}

int steg_field_texts(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                     size_t most, const char *const **ret_texts, size_t *ret_count) {
  const steg_tree *list = NULL;
  if (steg_field_list(place, map, path, key, STEG_FIELD_OPTIONAL, most, &list) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  const char **texts = steg_arena_array(place->arena, count + 1, sizeof *texts);
  if (!texts)
    return steg_error_memory(place->err);
  for (size_t i = 0; i < count; i++) {
    texts[i] = steg_tree_get_text(steg_tree_at(list, i));
    if (!texts[i])
      return wrong_kind(place, steg_field_path_at(place, path, key, i), NULL, "expected text", steg_tree_at(list, i));
  }
  *ret_texts = texts;
  if (ret_count)
    *ret_count = count;
  return 0;
}

/* ---- periods */

static int read_date(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                     steg_date *ret_date) {
  const char *text = NULL;
  if (steg_field_text(place, map, path, key, STEG_FIELD_OPTIONAL, &text) != 0)
    return -1;
  steg_date date = text ? steg_date_parse_iso(text) : STEG_DATE_NONE;
  if (text && date == STEG_DATE_NONE)
    return steg_field_fault(place, path, key, "\"%.40s\" is no date; write it as 2024-03-01", text);
  *ret_date = date;
  return 0;
}

int steg_field_period(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                      steg_presence presence, steg_period *ret_period) {
  static const char *const names[] = {"first", "last"};
  const steg_tree *node = NULL;
  if (get(place, map, path, key, presence, &node) != 0)
    return -1;
  steg_period period = {STEG_DATE_NONE, STEG_DATE_NONE};
  const char *text = steg_tree_get_text(node);
  steg_tree_kind kind = steg_tree_kind_of(node);
  if (kind == STEG_TREE_MAP) {
    const char *inner = steg_field_path(place, path, key);
    if (steg_field_map(place, node, inner, names, 2) != 0 ||
        read_date(place, node, inner, "first", &period.first) != 0 ||
        read_date(place, node, inner, "last", &period.last) != 0)
      return -1;
  } else if (kind == STEG_TREE_INTEGER || kind == STEG_TREE_REAL) {
    int64_t year = steg_tree_get_integer(node, 0);
    if (year < 1900 || year > 2200)
      return steg_field_fault(place, path, key, "expected a year between 1900 and 2200");
    period.first = steg_date_make((int)year, 1, 1);
    period.last = steg_date_make((int)year, 12, 31);
  } else if (node && (!text || steg_period_parse(text, &period) != 0)) {
    return steg_field_fault(place, path, key,
                            "\"%.40s\" is no period; write 2024, 2024-H1, 2024-Q3, 2024-05 or 2024-01-01..2024-06-30",
                            text ? text : "...");
  }
  if (period.first != STEG_DATE_NONE && period.last != STEG_DATE_NONE && period.first > period.last)
    return steg_field_fault(place, path, key, "ends before it begins");
  *ret_period = period;
  return 0;
}
