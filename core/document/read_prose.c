/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/read_part.h"
#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const prose_fields[] = {"sv", "en", "hidden", "places"};
static const char *const place_kinds[] = {"figure", "direction", "choice", "text"};
static const char *const figure_fields[] = {"kind", STEG_READ_SELECTOR_FIELDS};
static const char *const choice_fields[] = {"kind", "choices", "otherwise", STEG_READ_SELECTOR_FIELDS};
static const char *const text_fields[] = {"kind", "sv", "en"};
static const char *const row_fields[] = {"at_least", "below", "sv", "en"};

enum { PLACES_MAX = 100, CHOICES_MAX = 50 };

/* ---- places */

static int read_choice(steg_reading *reading, const steg_tree *node, const char *path, steg_choice *ret_choice) {
  const steg_field_place *place = &reading->place;
  steg_choice choice = {0};
  if (steg_field_map(place, node, path, row_fields, COUNT(row_fields)) != 0 ||
      steg_field_real(place, node, path, "at_least", STEG_FIELD_OPTIONAL, &choice.at_least) != 0 ||
      steg_field_real(place, node, path, "below", STEG_FIELD_OPTIONAL, &choice.below) != 0 ||
      steg_field_text(place, node, path, "sv", STEG_FIELD_REQUIRED, &choice.sv) != 0 ||
      steg_field_text(place, node, path, "en", STEG_FIELD_OPTIONAL, &choice.en) != 0)
    return -1;
  if (isnan(choice.at_least) && isnan(choice.below))
    return steg_field_fault(place, path, NULL, "has neither at_least nor below; what fits every value is `otherwise`");
  if (isnan(choice.at_least))
    choice.at_least = -INFINITY;
  if (isnan(choice.below))
    choice.below = INFINITY;
  if (choice.at_least >= choice.below)
    return steg_field_fault(place, path, NULL, "no value is at_least and below at once");
  *ret_choice = choice;
  return 0;
}

static int read_choices(steg_reading *reading, const steg_tree *node, const char *path, steg_place *ret_place) {
  const steg_tree *list = NULL;
  if (steg_field_map(&reading->place, node, path, choice_fields, COUNT(choice_fields)) != 0 ||
      steg_read_selector(reading, node, path, &ret_place->selector) != 0 ||
      steg_field_list(&reading->place, node, path, "choices", STEG_FIELD_REQUIRED, CHOICES_MAX, &list) != 0 ||
      steg_field_both(&reading->place, node, path, "otherwise", STEG_FIELD_OPTIONAL, &ret_place->otherwise_sv,
                      &ret_place->otherwise_en) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  steg_choice *choices = steg_arena_array(reading->place.arena, count, sizeof *choices);
  if (!choices)
    return steg_error_memory(reading->place.err);
  for (size_t i = 0; i < count; i++)
    if (read_choice(reading, steg_tree_at(list, i), steg_field_path_at(&reading->place, path, "choices", i),
                    &choices[i]) != 0)
      return -1;
  ret_place->choices = choices;
  ret_place->choice_count = count;
  return 0;
}

static int read_place(steg_reading *reading, const steg_tree *node, const char *path, steg_place *ret_place) {
  const steg_field_place *place = &reading->place;
  int kind;
  if (steg_tree_kind_of(node) != STEG_TREE_MAP)
    return steg_field_fault(place, path, NULL, "expected a place: a figure, a direction, a choice or a text");
  if (steg_field_word(place, node, path, "kind", STEG_FIELD_REQUIRED, place_kinds, COUNT(place_kinds), &kind) != 0)
    return -1;
  ret_place->kind = (steg_place_kind)(kind + 1);
  switch (ret_place->kind) {
  case STEG_PLACE_FIGURE:
  case STEG_PLACE_DIRECTION:
    return steg_field_map(place, node, path, figure_fields, COUNT(figure_fields)) != 0
               ? -1
               : steg_read_selector(reading, node, path, &ret_place->selector);
  case STEG_PLACE_CHOICE:
    return read_choices(reading, node, path, ret_place);
  case STEG_PLACE_TEXT:
    return steg_field_map(place, node, path, text_fields, COUNT(text_fields)) != 0 ||
                   steg_field_text(place, node, path, "sv", STEG_FIELD_REQUIRED, &ret_place->sv) != 0
               ? -1
               : steg_field_text(place, node, path, "en", STEG_FIELD_OPTIONAL, &ret_place->en);
  }
  return -1;
}

static int read_places(steg_reading *reading, const steg_tree *prose, const char *path, const steg_place *first,
                       steg_prose *ret_prose) {
  const steg_tree *map = steg_tree_get(prose, "places");
  const char *inner = steg_field_path(&reading->place, path, "places");
  if (steg_tree_kind_of(map) != STEG_TREE_NULL && steg_tree_kind_of(map) != STEG_TREE_MAP && steg_tree_size(map) > 0)
    return steg_field_fault(&reading->place, inner, NULL, "expected a table with one row for each place");
  size_t count = steg_tree_size(map), before = first ? 1 : 0;
  if (count > PLACES_MAX)
    return steg_field_fault(&reading->place, inner, NULL, "more than %d places", PLACES_MAX);
  steg_place *places = steg_arena_array(reading->place.arena, count + before, sizeof *places);
  if (!places)
    return steg_error_memory(reading->place.err);
  if (first)
    places[0] = *first;
  for (size_t i = 0; i < count; i++) {
    steg_place *place = &places[before + i];
    place->name = steg_tree_key_at(map, i);
    const char *here = steg_field_path(&reading->place, inner, place->name);
    if (!steg_text_is_id(place->name))
      return steg_field_fault(&reading->place, here, NULL, "a place's name is a to z, 0 to 9 and _");
    if (first && strcmp(place->name, first->name) == 0)
      return steg_field_fault(&reading->place, here, NULL, "is the name of the figure itself");
    if (read_place(reading, steg_tree_at(map, i), here, place) != 0)
      return -1;
  }
  ret_prose->places = places;
  ret_prose->place_count = count + before;
  return 0;
}

/* ---- {places} in texts */

static steg_place *find_place(const steg_prose *prose, const char *name, size_t size, size_t *ret_index) {
  for (size_t i = 0; i < prose->place_count; i++)
    if (strlen(prose->places[i].name) == size && memcmp(prose->places[i].name, name, size) == 0) {
      *ret_index = i;
      return &prose->places[i];
    }
  return NULL;
}

static int unknown_place(steg_reading *reading, const steg_prose *prose, const char *path, const char *key,
                         const char *name) {
  const char *names[PLACES_MAX + 1];
  for (size_t i = 0; i < prose->place_count; i++)
    names[i] = prose->places[i].name;
  if (prose->place_count == 0)
    return steg_field_fault(&reading->place, path, key, "{%.40s} stands in the text, but no place is given", name);
  return steg_field_unknown(&reading->place, path, key, name, names, prose->place_count);
}

/* Every { begins {name} or {name|one|many}, and every name is a place; {{ and }} are braces themselves. Marks in `used`. */
static int check_text(steg_reading *reading, const steg_prose *prose, const char *path, const char *key,
                      const char *text, bool used[PLACES_MAX + 1]) {
  if (!text)
    return 0;
  if (strlen(text) > STEG_READ_PROSE_MAX)
    return steg_field_fault(&reading->place, path, key, "is longer than %d bytes", STEG_READ_PROSE_MAX);
  for (const char *brace = strchr(text, '{'); brace; brace = strchr(brace + 1, '{')) {
    if (brace[1] == '{') {
      brace++;
      continue;
    }
    const char *end = strchr(brace, '}');
    size_t inside = end ? (size_t)(end - brace - 1) : 0;
    size_t name_size = end ? strcspn(brace + 1, "|}") : 0, index;
    if (!end || name_size == 0 || memchr(brace + 1, '{', inside))
      return steg_field_fault(&reading->place, path, key, "a { that begins no place such as {n}: \"%.30s\"", brace);
    const char *name = steg_arena_text_n(reading->place.arena, brace + 1, name_size);
    if (!name)
      return steg_error_memory(reading->place.err);
    const steg_place *place = find_place(prose, name, name_size, &index);
    if (!place)
      return unknown_place(reading, prose, path, key, name);
    used[index] = true;
    size_t bars = 0;
    for (const char *c = brace; c < end; c++)
      bars += *c == '|';
    if (bars != 0 && (bars != 2 || place->kind != STEG_PLACE_FIGURE))
      return steg_field_fault(&reading->place, path, key,
                              "{%.40s|...}: expected a figure and two words, {n|person|personer}", name);
  }
  return 0;
}

static int check_texts(steg_reading *reading, const steg_prose *prose, const char *path, bool first_is_apart) {
  bool used[PLACES_MAX + 1] = {first_is_apart};
  if (check_text(reading, prose, path, "sv", prose->sv, used) != 0 ||
      check_text(reading, prose, path, "en", prose->en, used) != 0 ||
      check_text(reading, prose, path, "hidden", prose->hidden_sv, used) != 0 ||
      check_text(reading, prose, path, "hidden", prose->hidden_en, used) != 0)
    return -1;
  for (size_t i = 0; i < prose->place_count; i++)
    if (!used[i])
      return steg_field_fault(&reading->place, path, "places", "{%.40s} stands in no text", prose->places[i].name);
  return 0;
}

int steg_read_prose(steg_reading *reading, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const steg_place *first, steg_prose *ret_prose) {
  const steg_field_place *place = &reading->place;
  const steg_tree *node = steg_tree_get(map, key);
  const char *inner = steg_field_path(place, path, key);
  steg_prose prose = {0};
  if (steg_tree_kind_of(node) == STEG_TREE_NULL) {
    if (presence == STEG_FIELD_REQUIRED)
      return steg_field_fault(place, inner, NULL, "is missing");
  } else if (steg_tree_kind_of(node) == STEG_TREE_TEXT) {
    prose.sv = steg_tree_get_text(node);
  } else if (steg_field_map(place, node, inner, prose_fields, COUNT(prose_fields)) != 0 ||
             steg_field_text(place, node, inner, "sv", STEG_FIELD_REQUIRED, &prose.sv) != 0 ||
             steg_field_text(place, node, inner, "en", STEG_FIELD_OPTIONAL, &prose.en) != 0 ||
             steg_field_both(place, node, inner, "hidden", STEG_FIELD_OPTIONAL, &prose.hidden_sv, &prose.hidden_en) !=
                 0) {
    return -1;
  }
  if (read_places(reading, steg_tree_kind_of(node) == STEG_TREE_MAP ? node : NULL, inner, first, &prose) != 0 ||
      check_texts(reading, &prose, inner, first != NULL) != 0)
    return -1;
  *ret_prose = prose;
  return 0;
}
