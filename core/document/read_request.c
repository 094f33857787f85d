/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/read_part.h"
#include "instrument/model.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kinds[] = {"measure", "share", "minus", "ratio", "sum"};
static const char *const measure_fields[] = {"kind", "measure",  "cohort", "instrument", "items",
                                             "role", "occasion", "by",     "line"};
static const char *const derived_fields[] = {"kind", "operands", "line"};
static const char *const cohort_fields[] = {"initiatives", "period", "event", "counted", "filters"};
static const char *const filter_fields[] = {"dimension", "values"};
static const char *const operand_fields[] = {STEG_READ_SELECTOR_FIELDS};
static const char *const events[] = {"active", "started", "ended"};
static const char *const counted[] = {"participations", "persons"};
static const char *const occasions[] = {"start", "end", "last"};
static const char *const dimensions[] = {"sex",      "age_band", "municipality", "area",
                                         "priority", "referrer", "team",         "initiative"};
/* Dimensions whose values are the engine's own words; the others' come from the data. */
static const char *const sexes[] = {"kvinna", "man", "annat", "okant"};
static const char *const areas[] = {"tatort", "landsbygd"};

/* ---- instruments, items, dimensions */

/* NULL with the error, which names the nearest instrument there is. */
static const steg_instrument *find_instrument(steg_reading *reading, const char *id, const char *path,
                                              const char *key) {
  const steg_registry_entry *entry = steg_registry_find(reading->registry, id);
  if (entry)
    return entry->instrument;
  size_t count = steg_registry_count(reading->registry);
  const char **names = steg_arena_array(reading->place.arena, count, sizeof *names);
  for (size_t i = 0; names && i < count; i++)
    names[i] = steg_registry_at(reading->registry, i)->instrument->id;
  if (!names)
    steg_error_memory(reading->place.err);
  else if (count)
    steg_field_unknown(&reading->place, path, key, id, names, count);
  else
    steg_field_fault(&reading->place, path, key, "\"%.60s\": no instrument is loaded", id);
  return NULL;
}

static int unknown_item(steg_reading *reading, const steg_instrument *instrument, const char *id, const char *path,
                        const char *key) {
  const char **names = steg_arena_array(reading->place.arena, instrument->items.count, sizeof *names);
  if (!names)
    return steg_error_memory(reading->place.err);
  for (uint32_t i = 0; i < instrument->items.count; i++)
    names[i] = instrument->items.rows[i].id;
  return steg_field_unknown(&reading->place, path, key, id, names, instrument->items.count);
}

static int check_role(steg_reading *reading, const steg_instrument *instrument, const char *id, const char *path) {
  const char **names = steg_arena_array(reading->place.arena, instrument->roles.count, sizeof *names);
  if (!names)
    return steg_error_memory(reading->place.err);
  for (uint32_t i = 0; i < instrument->roles.count; i++) {
    names[i] = instrument->roles.rows[i].id;
    if (strcmp(names[i], id) == 0)
      return 0;
  }
  return steg_field_unknown(&reading->place, path, "role", id, names, instrument->roles.count);
}

/* One of the fixed dimensions, or <instrument>.<item> for a scale or choice item. */
static int check_dimension(steg_reading *reading, const char *name, const char *path) {
  for (size_t i = 0; i < COUNT(dimensions); i++)
    if (strcmp(dimensions[i], name) == 0)
      return 0;
  const char *dot = strchr(name, '.');
  if (!dot)
    return steg_field_unknown(&reading->place, path, NULL, name, dimensions, COUNT(dimensions));
  const char *id = steg_arena_text_n(reading->place.arena, name, (size_t)(dot - name));
  if (!id)
    return steg_error_memory(reading->place.err);
  const steg_instrument *instrument = find_instrument(reading, id, path, NULL);
  if (!instrument)
    return -1;
  const steg_item *item = steg_model_item(instrument, dot + 1);
  if (!item)
    return unknown_item(reading, instrument, dot + 1, path, NULL);
  if (item->type != STEG_ITEM_SCALE && item->type != STEG_ITEM_CHOICE)
    return steg_field_fault(&reading->place, path, NULL, "%s is of type %s; only a scale or choice item makes groups",
                            name, steg_model_item_type_name(item->type));
  return 0;
}

static int check_value(steg_reading *reading, const char *dimension, const char *value, const char *path) {
  const char *const *names = NULL;
  size_t count = 0;
  if (strcmp(dimension, "sex") == 0) {
    names = sexes;
    count = COUNT(sexes);
  } else if (strcmp(dimension, "area") == 0) {
    names = areas;
    count = COUNT(areas);
  }
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], value) == 0)
      return 0;
  return count ? steg_field_unknown(&reading->place, path, NULL, value, names, count) : 0;
}

/* ---- cohort */

static int read_filter(steg_reading *reading, const steg_tree *node, const char *path, steg_filter *ret_filter) {
  steg_filter filter = {0};
  if (steg_field_map(&reading->place, node, path, filter_fields, COUNT(filter_fields)) != 0 ||
      steg_field_text(&reading->place, node, path, "dimension", STEG_FIELD_REQUIRED, &filter.dimension) != 0 ||
      check_dimension(reading, filter.dimension, steg_field_path(&reading->place, path, "dimension")) != 0 ||
      steg_field_texts(&reading->place, node, path, "values", STEG_READ_LIST_MAX, &filter.values,
                       &filter.value_count) != 0)
    return -1;
  if (filter.value_count == 0)
    return steg_field_fault(&reading->place, path, "values", "names no value to keep");
  for (size_t i = 0; i < filter.value_count; i++)
    if (check_value(reading, filter.dimension, filter.values[i],
                    steg_field_path_at(&reading->place, path, "values", i)) != 0)
      return -1;
  *ret_filter = filter;
  return 0;
}

static int check_initiatives(steg_reading *reading, const steg_cohort *cohort, const char *path) {
  if (!reading->initiatives)
    return 0;
  const char **names = steg_arena_array(reading->place.arena, reading->initiative_count, sizeof *names);
  if (!names)
    return steg_error_memory(reading->place.err);
  for (size_t i = 0; i < reading->initiative_count; i++)
    names[i] = reading->initiatives[i].id;
  for (size_t i = 0; i < cohort->initiative_count; i++) {
    bool known = false;
    for (size_t j = 0; !known && j < reading->initiative_count; j++)
      known = strcmp(names[j], cohort->initiatives[i]) == 0;
    if (!known)
      return steg_field_unknown(&reading->place, steg_field_path_at(&reading->place, path, "initiatives", i), NULL,
                                cohort->initiatives[i], names, reading->initiative_count);
  }
  return 0;
}

static int read_cohort(steg_reading *reading, const steg_tree *map, const char *outer, steg_cohort *ret_cohort) {
  const steg_field_place *place = &reading->place;
  const steg_tree *node = steg_tree_get(map, "cohort"), *list = NULL;
  const char *path = steg_field_path(place, outer, "cohort");
  steg_cohort cohort = {0};
  int event, unit;
  if (steg_tree_kind_of(node) == STEG_TREE_NULL)
    return steg_field_fault(place, path, NULL, "is missing");
  if (steg_field_map(place, node, path, cohort_fields, COUNT(cohort_fields)) != 0 ||
      steg_field_texts(place, node, path, "initiatives", STEG_READ_LIST_MAX, &cohort.initiatives,
                       &cohort.initiative_count) != 0)
    return -1;
  if (cohort.initiative_count == 0)
    return steg_field_fault(place, path, "initiatives", "names no initiative");
  if (check_initiatives(reading, &cohort, path) != 0 ||
      steg_field_period(place, node, path, "period", STEG_FIELD_OPTIONAL, &cohort.period) != 0 ||
      steg_field_word(place, node, path, "event", STEG_FIELD_OPTIONAL, events, COUNT(events), &event) != 0 ||
      steg_field_word(place, node, path, "counted", STEG_FIELD_OPTIONAL, counted, COUNT(counted), &unit) != 0 ||
      steg_field_list(place, node, path, "filters", STEG_FIELD_OPTIONAL, STEG_READ_LIST_MAX, &list) != 0)
    return -1;
  cohort.event = event < 0 ? STEG_EVENT_ACTIVE : (steg_event)(event + 1);
  cohort.counted = unit < 0 ? STEG_COUNTED_PARTICIPATIONS : (steg_counted)(unit + 1);
  cohort.filter_count = steg_tree_size(list);
  steg_filter *filters = steg_arena_array(place->arena, cohort.filter_count, sizeof *filters);
  if (!filters)
    return steg_error_memory(place->err);
  for (size_t i = 0; i < cohort.filter_count; i++)
    if (read_filter(reading, steg_tree_at(list, i), steg_field_path_at(place, path, "filters", i), &filters[i]) != 0)
      return -1;
  cohort.filters = filters;
  *ret_cohort = cohort;
  return 0;
}

/* ---- a measure */

static int read_instrument(steg_reading *reading, const steg_tree *node, const char *path, steg_request *request) {
  const steg_field_place *place = &reading->place;
  if (steg_field_text(place, node, path, "instrument",
                      request->measure->needs_instrument ? STEG_FIELD_REQUIRED : STEG_FIELD_OPTIONAL,
                      &request->instrument) != 0 ||
      steg_field_texts(place, node, path, "items", STEG_READ_LIST_MAX, &request->items, &request->item_count) != 0 ||
      steg_field_text(place, node, path, "role", STEG_FIELD_OPTIONAL, &request->role) != 0)
    return -1;
  if (!request->instrument && (request->item_count || request->role))
    return steg_field_fault(place, path, request->role ? "role" : "items", "says nothing without an instrument");
  if (!request->instrument)
    return 0;
  const steg_instrument *instrument = find_instrument(reading, request->instrument, path, "instrument");
  if (!instrument)
    return -1;
  for (size_t i = 0; i < request->item_count; i++)
    if (!steg_model_item(instrument, request->items[i]))
      return unknown_item(reading, instrument, request->items[i], steg_field_path_at(place, path, "items", i), NULL);
  return request->role ? check_role(reading, instrument, request->role, path) : 0;
}

static int read_by(steg_reading *reading, const steg_tree *node, const char *path, steg_request *request) {
  const char *const *names = NULL;
  if (steg_field_texts(&reading->place, node, path, "by", STEG_BY_MAX, &names, &request->by_count) != 0)
    return -1;
  for (size_t i = 0; i < request->by_count; i++) {
    const char *inner = steg_field_path_at(&reading->place, path, "by", i);
    if (check_dimension(reading, names[i], inner) != 0)
      return -1;
    for (size_t j = 0; j < i; j++)
      if (strcmp(names[i], names[j]) == 0)
        return steg_field_fault(&reading->place, inner, NULL, "\"%.60s\" is there twice", names[i]);
    request->by[i] = names[i];
  }
  return 0;
}

static int read_measure(steg_reading *reading, const steg_tree *node, const char *path, steg_request *request) {
  const steg_field_place *place = &reading->place;
  const char *names[STEG_MEASURE_END];
  for (size_t i = 0; i < steg_measure_count(); i++)
    names[i] = steg_measure_at(i)->id;
  int measure, occasion;
  if (steg_field_map(place, node, path, measure_fields, COUNT(measure_fields)) != 0 ||
      steg_field_word(place, node, path, "measure", STEG_FIELD_REQUIRED, names, steg_measure_count(), &measure) != 0)
    return -1;
  request->measure = steg_measure_at((size_t)measure);
  if (read_cohort(reading, node, path, &request->cohort) != 0 || read_instrument(reading, node, path, request) != 0 ||
      steg_field_word(place, node, path, "occasion", STEG_FIELD_OPTIONAL, occasions, COUNT(occasions), &occasion) !=
          0 ||
      read_by(reading, node, path, request) != 0)
    return -1;
  if (occasion >= 0 && request->measure->kind != STEG_MEASURE_DISTRIBUTION)
    return steg_field_fault(place, path, "occasion", "belongs to the measure distribution only");
  request->occasion = occasion < 0 ? NULL : occasions[occasion];
  return 0;
}

/* ---- selectors and derived requests */

/* {dimension = value}: put where the request's breakdowns stand. */
static int read_group(steg_reading *reading, const steg_tree *group, const char *path, const steg_request *request,
                      steg_selector *selector) {
  if (steg_tree_kind_of(group) != STEG_TREE_MAP && steg_tree_size(group) > 0)
    return steg_field_fault(&reading->place, path, NULL, "expected a table such as {sex = \"kvinna\"}");
  for (size_t i = 0; i < steg_tree_size(group); i++) {
    const char *key = steg_tree_key_at(group, i), *value = steg_tree_get_text(steg_tree_at(group, i));
    size_t index = 0;
    while (index < request->by_count && strcmp(request->by[index], key) != 0)
      index++;
    if (index == request->by_count)
      return request->by_count ? steg_field_unknown(&reading->place, path, NULL, key, request->by, request->by_count)
                               : steg_field_fault(&reading->place, path, NULL, "the request has no breakdown");
    if (!value)
      return steg_field_fault(&reading->place, path, key, "expected text");
    if (check_value(reading, key, value, steg_field_path(&reading->place, path, key)) != 0)
      return -1;
    selector->group[index] = value;
  }
  return 0;
}

/* A misspelt field would only show as a figure that nobody knows. A derived request has the one figure "value". */
static int check_field(steg_reading *reading, const steg_request *request, const char *field, const char *path) {
  static const char *const derived[] = {"value"};
  const char *const *names = derived;
  size_t count = request->measure ? steg_measure_fields(request->measure->kind, &names) : COUNT(derived);
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], field) == 0)
      return 0;
  return steg_field_unknown(&reading->place, path, "field", field, names, count);
}

int steg_read_selector(steg_reading *reading, const steg_tree *map, const char *path, steg_selector *ret_selector) {
  const steg_field_place *place = &reading->place;
  steg_selector selector = {0};
  int64_t position;
  if (steg_field_integer(place, map, path, "request", STEG_FIELD_REQUIRED, 1, (int64_t)reading->request_count, 0,
                         &position) != 0)
    return -1;
  selector.request = (size_t)position - 1;
  const steg_request *request = &reading->requests[selector.request];
  if (steg_field_id(place, map, path, "field", STEG_FIELD_OPTIONAL, &selector.field) != 0 ||
      steg_field_text(place, map, path, "item", STEG_FIELD_OPTIONAL, &selector.item) != 0 ||
      steg_field_text(place, map, path, "role", STEG_FIELD_OPTIONAL, &selector.role) != 0 ||
      steg_field_text(place, map, path, "key", STEG_FIELD_OPTIONAL, &selector.key) != 0)
    return -1;
  if (selector.field && check_field(reading, request, selector.field, path) != 0)
    return -1;
  if ((selector.item || selector.role) && !request->instrument)
    return steg_field_fault(place, path, selector.item ? "item" : "role", "the request has no instrument");
  if (selector.item || selector.role) {
    const steg_instrument *instrument = find_instrument(reading, request->instrument, path, NULL);
    if (!instrument)
      return -1;
    if (selector.item && !steg_model_item(instrument, selector.item))
      return unknown_item(reading, instrument, selector.item, path, "item");
    if (selector.role && check_role(reading, instrument, selector.role, path) != 0)
      return -1;
  }
  const steg_tree *group = steg_tree_get(map, "group");
  if (steg_tree_kind_of(group) != STEG_TREE_NULL &&
      read_group(reading, group, steg_field_path(place, path, "group"), request, &selector) != 0)
    return -1;
  *ret_selector = selector;
  return 0;
}

static int read_derived(steg_reading *reading, const steg_tree *node, const char *path, steg_request *request) {
  const steg_field_place *place = &reading->place;
  const steg_tree *list = NULL;
  if (steg_field_map(place, node, path, derived_fields, COUNT(derived_fields)) != 0 ||
      steg_field_list(place, node, path, "operands", STEG_FIELD_REQUIRED, STEG_READ_LIST_MAX, &list) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  if (request->kind == STEG_REQUEST_SUM ? count < 1 : count != 2)
    return request->kind == STEG_REQUEST_SUM
               ? steg_field_fault(place, path, "operands", "sum takes at least one, found %zu", count)
               : steg_field_fault(place, path, "operands", "%s takes two, found %zu", kinds[request->kind - 1], count);
  request->operands = steg_arena_array(place->arena, count, sizeof *request->operands);
  if (!request->operands)
    return steg_error_memory(place->err);
  for (size_t i = 0; i < count; i++) {
    const char *inner = steg_field_path_at(place, path, "operands", i);
    if (steg_field_map(place, steg_tree_at(list, i), inner, operand_fields, COUNT(operand_fields)) != 0 ||
        steg_read_selector(reading, steg_tree_at(list, i), inner, &request->operands[i]) != 0)
      return -1;
  }
  request->operand_count = count;
  return 0;
}

int steg_read_request_part(steg_reading *reading, const steg_tree *node, const char *path, steg_request *ret_request) {
  steg_request request = {0};
  int kind;
  if (steg_tree_kind_of(node) != STEG_TREE_MAP)
    return steg_field_fault(&reading->place, path, NULL, "expected a request");
  if (steg_read_line(reading, node, path) != 0 ||
      steg_field_word(&reading->place, node, path, "kind", STEG_FIELD_OPTIONAL, kinds, COUNT(kinds), &kind) != 0)
    return -1;
  request.kind = kind < 0 ? STEG_REQUEST_MEASURE : (steg_request_kind)(kind + 1);
  request.line = reading->place.line;
  int result = request.kind == STEG_REQUEST_MEASURE ? read_measure(reading, node, path, &request)
                                                    : read_derived(reading, node, path, &request);
  if (result == 0)
    *ret_request = request;
  return result;
}
