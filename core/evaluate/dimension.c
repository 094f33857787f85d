/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/dimension.h"

#include "base/collate.h"
#include "base/municipality.h"
#include "document/words.h"
#include "evaluate/tally.h"
#include "instrument/model.h"
#include <stdlib.h>
#include <string.h>

enum { NOT_KNOWN = -1 };

/* ---- a list of values that grows */

typedef struct value_list {
  steg_arena *arena;
  const char **ids;
  const char **labels;
  size_t count, capacity;
} value_list;

static int list_add(value_list *list, const char *id, const char *label) {
  if (list->count == list->capacity) {
    size_t wanted = list->capacity ? 2 * list->capacity : 8;
    const char **ids = steg_arena_array(list->arena, wanted, sizeof *ids);
    const char **labels = steg_arena_array(list->arena, wanted, sizeof *labels);
    if (!ids || !labels)
      return -1;
    if (list->count > 0) {
      memcpy(ids, list->ids, list->count * sizeof *ids);
      memcpy(labels, list->labels, list->count * sizeof *labels);
    }
    list->ids = ids;
    list->labels = labels;
    list->capacity = wanted;
  }
  const char *own_id = steg_arena_text(list->arena, id), *own_label = steg_arena_text(list->arena, label);
  list->ids[list->count] = own_id;
  list->labels[list->count] = own_label;
  list->count += own_id && own_label;
  return own_id && own_label ? 0 : -1;
}

/* Names are compared folded: a team that the initiative calls "Team Nord" is the "team nord" of the file. */
static int32_t list_find(const value_list *list, const char *id) {
  for (size_t i = 0; i < list->count; i++)
    if (list->ids[i] == id || !strcmp(list->ids[i], id) || steg_text_same(list->ids[i], id))
      return (int32_t)i;
  return NOT_KNOWN;
}

static int by_collation(const void *a, const void *b) {
  return steg_collate_compare(*(const char *const *)a, *(const char *const *)b);
}

/* ---- finishing */

/* Gives members without a value the last value, which is added only then. */
static int add_unknown(const steg_evaluation *evaluation, value_list *list, const steg_members *members,
                       int32_t *values, const char *id, steg_word label) {
  bool added = false;
  for (size_t i = 0; i < members->count; i++)
    if (values[i] == NOT_KNOWN) {
      if (!added && list_add(list, id, steg_words_get(evaluation->context->lang, label)) < 0)
        return -1;
      added = true;
      values[i] = (int32_t)list->count - 1;
    }
  return 0;
}

static steg_split finish(const value_list *list, int32_t *values, const char *id, const char *label,
                         steg_sensitivity sensitivity) {
  return (steg_split){.dimension = {.id = id,
                                    .label = label,
                                    .value_ids = list->ids,
                                    .value_labels = list->labels,
                                    .value_count = list->count,
                                    .sensitivity = sensitivity},
                      .values = values,
                      .found_first = list->count,
                      .found_end = list->count};
}

/* ---- closed dimensions */

static int split_sex(const steg_evaluation *evaluation, const steg_members *members, value_list *list,
                     int32_t *values) {
  static const struct {
    const char *id;
    steg_word label;
  } rows[] = {{"kvinna", STEG_WORD_sex_kvinna},
              {"man", STEG_WORD_sex_man},
              {"annat", STEG_WORD_sex_annat},
              {"okant", STEG_WORD_sex_okant}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (list_add(list, rows[i].id, steg_words_get(evaluation->context->lang, rows[i].label)) < 0)
      return -1;
  for (size_t i = 0; i < members->count; i++) {
    steg_sex sex = members->rows[i].participation->attributes.sex;
    values[i] = (sex >= STEG_SEX_WOMAN && sex <= STEG_SEX_UNKNOWN ? (int32_t)sex : STEG_SEX_UNKNOWN) - 1;
  }
  return 0;
}

static int split_age_band(const steg_evaluation *evaluation, const steg_members *members, value_list *list,
                          int32_t *values) {
  const steg_evaluate_context *context = evaluation->context;
  for (size_t b = 0; b < context->age_band_count; b++)
    if (list_add(list, context->age_bands[b].id, context->age_bands[b].label) < 0)
      return -1;
  for (size_t i = 0; i < members->count; i++) {
    const steg_attributes *attributes = &members->rows[i].participation->attributes;
    values[i] = NOT_KNOWN;
    if (attributes->birth_year == 0 || attributes->start == STEG_DATE_NONE)
      continue;
    int age = steg_date_year(attributes->start) - attributes->birth_year;
    for (size_t b = 0; b < context->age_band_count && values[i] == NOT_KNOWN; b++) {
      const steg_age_band *band = &context->age_bands[b];
      if ((band->low == 0 || age >= band->low) && (band->high == 0 || age <= band->high))
        values[i] = (int32_t)b;
    }
  }
  return add_unknown(evaluation, list, members, values, "okand", STEG_WORD_age_unknown);
}

static int split_area(const steg_evaluation *evaluation, const steg_members *members, value_list *list,
                      int32_t *values) {
  steg_lang lang = evaluation->context->lang;
  if (list_add(list, "tatort", steg_words_get(lang, STEG_WORD_area_tatort)) < 0 ||
      list_add(list, "landsbygd", steg_words_get(lang, STEG_WORD_area_landsbygd)) < 0)
    return -1;
  for (size_t i = 0; i < members->count; i++) {
    steg_area area = members->rows[i].participation->attributes.area;
    values[i] = area == STEG_AREA_URBAN || area == STEG_AREA_RURAL ? (int32_t)area - 1 : NOT_KNOWN;
  }
  return add_unknown(evaluation, list, members, values, "saknas", STEG_WORD_value_unknown);
}

static int split_initiative(const steg_evaluation *evaluation, const steg_members *members, value_list *list,
                            int32_t *values) {
  for (size_t n = 0; n < members->initiative_count; n++) {
    const steg_source_initiative *initiative = members->initiatives[n];
    const steg_initiative *definition = initiative->definition;
    const char *title = definition
                            ? steg_text_pick(evaluation->context->lang, definition->title_sv, definition->title_en)
                            : initiative->id;
    if (list_add(list, initiative->id, title) < 0)
      return -1;
  }
  for (size_t i = 0; i < members->count; i++)
    values[i] = (int32_t)members->rows[i].place;
  return 0;
}

/* ---- open dimensions */

static const char *kommunkod(steg_arena *arena, int32_t municipality) {
  return steg_arena_printf(arena, "%04d", (int)municipality);
}

/* Value of an open dimension; NULL = not known. */
static const char *open_text(const steg_evaluation *evaluation, const char *id, const steg_attributes *attributes) {
  const char *text = NULL;
  if (!strcmp(id, "municipality"))
    return attributes->municipality ? kommunkod(evaluation->scratch, attributes->municipality) : NULL;
  if (!strcmp(id, "priority"))
    text = attributes->priority;
  else if (!strcmp(id, "referrer"))
    text = attributes->referrer;
  else
    text = attributes->team;
  return text && *text ? text : NULL;
}

/* What a value of an open dimension is called: a kommunkod by the name of its municipality. */
static const char *label_of(const char *dimension, const char *id) {
  const char *name = strcmp(dimension, "municipality") ? NULL : steg_municipality_name((int32_t)strtol(id, NULL, 10));
  return name ? name : id;
}

static int by_name(const void *a, const void *b) {
  return steg_collate_compare(label_of("municipality", *(const char *const *)a),
                              label_of("municipality", *(const char *const *)b));
}

static int add_declared_texts(value_list *list, const char *const *texts) {
  for (; texts && *texts; texts++)
    if (list_find(list, *texts) == NOT_KNOWN && list_add(list, *texts, *texts) < 0)
      return -1;
  return 0;
}

static int add_declared(const steg_evaluation *evaluation, const char *id, const steg_initiative *definition,
                        value_list *list) {
  if (!strcmp(id, "priority"))
    return add_declared_texts(list, definition->priority_groups);
  if (!strcmp(id, "team"))
    return add_declared_texts(list, definition->teams);
  for (size_t i = 0; !strcmp(id, "municipality") && i < definition->municipality_count; i++) {
    const char *code = kommunkod(evaluation->scratch, definition->municipalities[i]);
    if (!code || (list_find(list, code) == NOT_KNOWN && list_add(list, code, label_of(id, code)) < 0))
      return -1;
  }
  return 0;
}

/* Adds the values that are found but not declared, sorted. */
static int add_found(steg_evaluation *evaluation, const steg_members *members, const char *id, value_list *list) {
  value_list found = {.arena = evaluation->scratch};
  for (size_t i = 0; i < members->count; i++) {
    const char *text = open_text(evaluation, id, &members->rows[i].participation->attributes);
    if (text && list_find(list, text) == NOT_KNOWN && list_find(&found, text) == NOT_KNOWN &&
        list_add(&found, text, text) < 0)
      return -1;
  }
  if (found.count > 1)
    qsort(found.ids, found.count, sizeof *found.ids, strcmp(id, "municipality") ? by_collation : by_name);
  for (size_t i = 0; i < found.count; i++)
    if (list_add(list, found.ids[i], label_of(id, found.ids[i])) < 0)
      return -1;
  return 0;
}

static int split_open(steg_evaluation *evaluation, const char *id, steg_word label, const steg_members *members,
                      int32_t *values, steg_split *ret_split) {
  value_list list = {.arena = evaluation->arena};
  for (size_t n = 0; n < members->initiative_count; n++)
    if (members->initiatives[n]->definition &&
        add_declared(evaluation, id, members->initiatives[n]->definition, &list) < 0)
      return -1;
  size_t declared = list.count;
  if (add_found(evaluation, members, id, &list) < 0)
    return -1;
  size_t found_end = list.count;
  for (size_t i = 0; i < members->count; i++) {
    const char *text = open_text(evaluation, id, &members->rows[i].participation->attributes);
    values[i] = text ? list_find(&list, text) : NOT_KNOWN;
  }
  if (add_unknown(evaluation, &list, members, values, "saknas", STEG_WORD_value_unknown) < 0)
    return -1;
  *ret_split = finish(&list, values, id, steg_words_get(evaluation->context->lang, label), STEG_NEUTRAL);
  ret_split->found_first = declared;
  ret_split->found_end = found_end;
  return 0;
}

/* ---- dimensions that are an item */

static int32_t first_role(const steg_instrument *instrument, const steg_item *item) {
  for (uint32_t r = 0; r < instrument->roles.count; r++)
    if (steg_model_role_answers(instrument, item, (int32_t)r))
      return (int32_t)r;
  return -1;
}

static int item_values(steg_evaluation *evaluation, const steg_registry_entry *entry, int32_t item,
                       const steg_scale *scale, const steg_members *members, int32_t *values, steg_error *err) {
  const steg_instrument *instrument = entry->instrument;
  int32_t role = first_role(instrument, &instrument->items.rows[item]);
  uint32_t slot = entry->layout->first_slot[item];
  const steg_readings **answers = NULL;
  if (steg_cohort_readings(evaluation, members, instrument->id, &answers, err) < 0)
    return -1;
  for (size_t i = 0; i < members->count; i++) {
    const steg_member *member = &members->rows[i];
    const steg_pairing *pairing = steg_readings_pairing(answers[member->place], member->row, role);
    const int32_t *slots = steg_readings_slots(answers[member->place], pairing->first);
    values[i] = slots ? steg_model_level_of_value(scale, slots[slot]) : NOT_KNOWN;
  }
  return 0;
}

static int split_item(steg_evaluation *evaluation, const char *id, const steg_members *members, int32_t *values,
                      steg_split *ret_split, steg_error *err) {
  const char *dot = strchr(id, '.');
  const char *instrument_id = dot ? steg_arena_text_n(evaluation->scratch, id, (size_t)(dot - id)) : NULL;
  const steg_registry_entry *entry =
      instrument_id ? steg_registry_find(evaluation->context->registry, instrument_id) : NULL;
  int32_t item = entry ? steg_model_item_index(entry->instrument, dot + 1) : -1;
  if (item < 0)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is nothing called \"%s\" to split by", id);
  const steg_item *row = &entry->instrument->items.rows[item];
  const steg_scale *scale = steg_model_item_scale(entry->instrument, row);
  if (!scale || row->type == STEG_ITEM_MULTI || entry->instrument->kind == STEG_KIND_ANONYMOUS ||
      entry->instrument->kind == STEG_KIND_EVENT || entry->instrument->kind == STEG_KIND_AGGREGATE)
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "people can't be split by %s: only a scale or choice item that is linked to a person will do",
                          id);
  value_list list = {.arena = evaluation->arena};
  for (uint32_t l = 0; l < scale->levels.count; l++) {
    const steg_level *level = &scale->levels.rows[l];
    if (list_add(&list, level->code, steg_text_pick(evaluation->context->lang, level->label_sv, level->label_en)) < 0)
      return steg_error_memory(err);
  }
  if (item_values(evaluation, entry, item, scale, members, values, err) < 0)
    return -1;
  if (add_unknown(evaluation, &list, members, values, "saknas", STEG_WORD_value_unknown) < 0)
    return steg_error_memory(err);
  *ret_split = finish(&list, values, id, steg_model_item_label(row, evaluation->context->lang), row->sensitivity);
  return 0;
}

/* ---- the table of them */

typedef int (*closed_fn)(const steg_evaluation *evaluation, const steg_members *members, value_list *list,
                         int32_t *values);

static const struct {
  const char *id;
  steg_word label;
  closed_fn closed; /* NULL = open */
} dimensions[] = {
    {"sex", STEG_WORD_dimension_sex, split_sex},
    {"age_band", STEG_WORD_dimension_age_band, split_age_band},
    {"area", STEG_WORD_dimension_area, split_area},
    {"initiative", STEG_WORD_dimension_initiative, split_initiative},
    {"municipality", STEG_WORD_dimension_municipality, NULL},
    {"priority", STEG_WORD_dimension_priority, NULL},
    {"referrer", STEG_WORD_dimension_referrer, NULL},
    {"team", STEG_WORD_dimension_team, NULL},
};

int steg_dimension_split(steg_evaluation *evaluation, const char *id, const steg_members *members,
                         steg_split *ret_split, steg_error *err) {
  int32_t *values = steg_arena_array(evaluation->scratch, members->count, sizeof *values);
  if (!values)
    return steg_error_memory(err);
  for (size_t d = 0; d < sizeof dimensions / sizeof dimensions[0]; d++) {
    if (strcmp(dimensions[d].id, id) != 0)
      continue;
    if (!dimensions[d].closed)
      return split_open(evaluation, dimensions[d].id, dimensions[d].label, members, values, ret_split) < 0
                 ? steg_error_memory(err)
                 : 0;
    value_list list = {.arena = evaluation->arena};
    if (dimensions[d].closed(evaluation, members, &list, values) < 0)
      return steg_error_memory(err);
    *ret_split = finish(&list, values, dimensions[d].id, steg_words_get(evaluation->context->lang, dimensions[d].label),
                        STEG_NEUTRAL);
    return 0;
  }
  return split_item(evaluation, id, members, values, ret_split, err);
}

/* ---- small found groups */

static int count_persons(const steg_evaluation *evaluation, const steg_members *members, const steg_split *split,
                         steg_tally **ret_tallies) {
  steg_tally *tallies = steg_arena_array(evaluation->scratch, split->dimension.value_count, sizeof *tallies);
  if (!tallies)
    return -1;
  for (size_t i = 0; i < members->count; i++)
    steg_tally_add(&tallies[split->values[i]], members->rows[i].person);
  *ret_tallies = tallies;
  return 0;
}

int steg_dimension_merge(const steg_evaluation *evaluation, const steg_members *members, steg_split *split,
                         steg_error *err) {
  steg_tally *tallies = NULL;
  size_t value_count = split->dimension.value_count;
  int32_t *moved = steg_arena_array(evaluation->scratch, value_count, sizeof *moved);
  value_list list = {.arena = evaluation->arena};
  if (!moved || count_persons(evaluation, members, split, &tallies) < 0)
    return steg_error_memory(err);
  bool any = false;
  for (size_t v = 0; v <= value_count; v++) {
    if (v == split->found_end && any) {
      for (size_t f = split->found_first; f < split->found_end; f++)
        if (moved[f] == NOT_KNOWN)
          moved[f] = (int32_t)list.count;
      if (list_add(&list, "ovriga", steg_words_get(evaluation->context->lang, STEG_WORD_value_others)) < 0)
        return steg_error_memory(err);
    }
    if (v == value_count)
      break;
    bool small = v >= split->found_first && v < split->found_end && tallies[v].persons < evaluation->merge_below;
    any = any || small;
    moved[v] = small ? NOT_KNOWN : (int32_t)list.count;
    if (!small && list_add(&list, split->dimension.value_ids[v], split->dimension.value_labels[v]) < 0)
      return steg_error_memory(err);
  }
  if (!any)
    return 0;
  for (size_t i = 0; i < members->count; i++)
    split->values[i] = moved[split->values[i]];
  split->dimension.value_ids = list.ids;
  split->dimension.value_labels = list.labels;
  split->dimension.value_count = list.count;
  split->found_end = list.count;
  return 0;
}
