/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/lookup.h"
#include "instrument/model.h"
#include <stdio.h>
#include <string.h>

/* The three figures that belong to the whole result and not to a line. */
static const steg_figure *population_figure(const steg_result *result, const char *field) {
  if (!strcmp(field, "registered"))
    return &result->registered;
  if (!strcmp(field, "measured"))
    return &result->measured;
  return !strcmp(field, "paired") ? &result->paired : NULL;
}

static const steg_result *selected_result(const steg_document *document, const steg_selector *selector) {
  return selector->request < document->request_count ? document->requests[selector->request].result : NULL;
}

static const steg_figure *figure_of_field(const steg_document *document, const steg_selector *selector,
                                          const char *field) {
  const steg_result *result = selected_result(document, selector);
  if (!result)
    return NULL;
  const steg_line *line = steg_figure_line(result, selector->item, selector->role, selector->key, selector->group);
  const steg_figure *figure = steg_figure_named(line, field);
  bool whole = !selector->item && !selector->role && !selector->key;
  for (size_t d = 0; d < STEG_BY_MAX; d++)
    whole = whole && !selector->group[d];
  return figure || !whole ? figure : population_figure(result, field);
}

const char *steg_lookup_field(const steg_document *document, const steg_selector *selector) {
  if (selector->field)
    return selector->field;
  return selector->request < document->request_count ? steg_request_main_field(&document->requests[selector->request])
                                                     : "value";
}

const steg_figure *steg_lookup_figure(const steg_document *document, const steg_selector *selector) {
  return figure_of_field(document, selector, steg_lookup_field(document, selector));
}

const steg_figure *steg_lookup_direction(const steg_document *document, const steg_selector *selector) {
  const steg_result *result = selected_result(document, selector);
  if (!selector->field && result && result->measure && result->measure->kind == STEG_MEASURE_CHANGE)
    return figure_of_field(document, selector, "mean_change");
  if (!selector->field && result && result->measure && result->measure->kind == STEG_MEASURE_INCOME)
    return figure_of_field(document, selector, "change");
  return steg_lookup_figure(document, selector);
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

static bool same_subject(const steg_line *line, int32_t item, int32_t role, const char *key) {
  return line->item == item && line->role == role && same_text(line->key, key);
}

const steg_line *steg_lookup_line(const steg_result *result, int32_t item, int32_t role, const char *key,
                                  const int32_t group[STEG_BY_MAX]) {
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_line *line = &result->lines[i];
    bool fits = same_subject(line, item, role, key);
    for (size_t d = 0; fits && d < result->by_count; d++)
      fits = line->group[d] == group[d];
    if (fits)
      return line;
  }
  return NULL;
}

const steg_line *steg_lookup_group(const steg_result *result, const steg_subject *subject, size_t dimension,
                                   int32_t value) {
  int32_t group[STEG_BY_MAX] = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL};
  group[dimension] = value;
  return steg_lookup_line(result, subject->item, subject->role, subject->key, group);
}

const steg_item *steg_lookup_item(const steg_result *result, int32_t item) {
  return result->instrument && item >= 0 && (uint32_t)item < result->instrument->items.count
             ? &result->instrument->items.rows[item]
             : NULL;
}

const steg_scale *steg_lookup_scale(const steg_result *result, int32_t item) {
  const steg_item *row = steg_lookup_item(result, item);
  return row ? steg_model_item_scale(result->instrument, row) : NULL;
}

const char *steg_lookup_role_label(const steg_result *result, int32_t role, steg_lang lang) {
  if (!result->instrument || role < 0 || (uint32_t)role >= result->instrument->roles.count)
    return NULL;
  const steg_role *row = &result->instrument->roles.rows[role];
  return steg_text_pick(lang, row->label_sv, row->label_en);
}

/* Of a line that is shown when it counts anybody, the line of everybody decides, which stands first. */
static bool is_shown(const steg_result *result, const steg_line *line) {
  const int32_t everybody[STEG_BY_MAX] = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL};
  if (line->show != STEG_LINE_WHEN_ANY)
    return line->show == STEG_LINE_ALWAYS;
  const steg_line *all =
      result->by_count ? steg_lookup_line(result, line->item, line->role, line->key, everybody) : line;
  const steg_figure *count = all ? steg_figure_named(all, "count") : NULL;
  return steg_lookup_is_hidden(count) || (steg_lookup_is_number(count) && count->count > 0);
}

size_t steg_lookup_subjects(const steg_resolve_context *context, const steg_result *result,
                            steg_subject **ret_subjects) {
  steg_subject *subjects = steg_arena_array(context->arena, result->line_count + 1, sizeof *subjects);
  if (!subjects)
    return 0;
  size_t count = 0;
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_line *line = &result->lines[i];
    bool total = true, known = false;
    for (size_t d = 0; d < result->by_count; d++)
      total = total && line->group[d] == STEG_GROUP_ALL;
    for (size_t j = 0; j < count && !known; j++)
      known = same_subject(line, subjects[j].item, subjects[j].role, subjects[j].key);
    if (known || !is_shown(result, line))
      continue;
    const steg_item *item = steg_lookup_item(result, line->item);
    const char *label = line->label ? line->label : item ? steg_model_item_label(item, context->lang) : line->key;
    subjects[count++] = (steg_subject){.item = line->item,
                                       .role = line->role,
                                       .key = line->key,
                                       .label = label ? label : steg_words_get(context->lang, STEG_WORD_all),
                                       .total = total ? line : NULL};
  }
  *ret_subjects = subjects;
  return count;
}

bool steg_lookup_many_items(const steg_subject *subjects, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (subjects[i].item != subjects[0].item)
      return true;
  return false;
}

bool steg_lookup_many_roles(const steg_subject *subjects, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (subjects[i].role != subjects[0].role)
      return true;
  return false;
}

size_t steg_lookup_level_count(const steg_result *result, int32_t item) {
  if (result->level_count)
    return result->level_count;
  const steg_scale *scale = steg_lookup_scale(result, item);
  return scale ? steg_model_step_count(scale) : 0;
}

const char *steg_lookup_level_label(const steg_result *result, int32_t item, size_t nth, steg_lang lang) {
  if (result->level_labels)
    return nth < result->level_count ? result->level_labels[nth] : NULL;
  const steg_scale *scale = steg_lookup_scale(result, item);
  int32_t index = scale && nth < steg_model_step_count(scale) ? steg_model_step(scale, (uint32_t)nth) : -1;
  return index < 0 ? NULL
                   : steg_text_pick(lang, scale->levels.rows[index].label_sv, scale->levels.rows[index].label_en);
}

const char *steg_lookup_instrument_name(const char *id, const steg_instrument *instrument, steg_lang lang) {
  char word[64];
  const char *name = id ? id : instrument ? instrument->id : NULL;
  if (!name)
    return NULL;
  int size = snprintf(word, sizeof word, "instrument_%s", name);
  const char *known = size > 0 && (size_t)size < sizeof word ? steg_words_find(lang, word) : NULL;
  if (known)
    return known;
  return instrument ? steg_text_pick(lang, instrument->title_sv, instrument->title_en) : name;
}
