/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/figure.h"
#include <math.h>
#include <string.h>

const steg_figure *steg_figure_named(const steg_line *line, const char *name) {
  for (size_t i = 0; line && name && i < line->figure_count; i++)
    if (strcmp(line->figures[i].name, name) == 0)
      return &line->figures[i].figure;
  return NULL;
}

/* Index of the value in the dimension; STEG_GROUP_ALL for NULL, -2 when the dimension has no such value. */
static int32_t group_index(const steg_result *result, size_t dimension, const char *value) {
  if (!value)
    return STEG_GROUP_ALL;
  if (dimension < result->by_count)
    for (size_t i = 0; i < result->by[dimension].value_count; i++)
      if (strcmp(result->by[dimension].value_ids[i], value) == 0)
        return (int32_t)i;
  return -2;
}

static bool same_id(const char *wanted, const char *found) {
  return !wanted || (found && strcmp(wanted, found) == 0);
}

static const char *item_id(const steg_instrument *instrument, int32_t item) {
  return instrument && item >= 0 && (uint32_t)item < instrument->items.count ? instrument->items.rows[item].id : NULL;
}

static const char *role_id(const steg_instrument *instrument, int32_t role) {
  return instrument && role >= 0 && (uint32_t)role < instrument->roles.count ? instrument->roles.rows[role].id : NULL;
}

const steg_line *steg_figure_line(const steg_result *result, const char *item, const char *role, const char *key,
                                  const char *const group[STEG_BY_MAX]) {
  if (!result)
    return NULL;
  int32_t wanted[STEG_BY_MAX];
  for (size_t d = 0; d < STEG_BY_MAX; d++)
    wanted[d] = group_index(result, d, group ? group[d] : NULL);
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_line *line = &result->lines[i];
    bool fits = same_id(item, item_id(result->instrument, line->item)) &&
                same_id(role, role_id(result->instrument, line->role)) && same_id(key, line->key);
    for (size_t d = 0; fits && d < STEG_BY_MAX; d++)
      fits = d < result->by_count ? line->group[d] == wanted[d] : wanted[d] == STEG_GROUP_ALL;
    if (fits)
      return line;
  }
  return NULL;
}

void steg_figure_hide(steg_figure *figure) {
  *figure = (steg_figure){.kind = STEG_FIGURE_HIDDEN,
                          .unit = figure->unit,
                          .sensitivity = figure->sensitivity,
                          .value = NAN,
                          .low = NAN,
                          .high = NAN};
}

void steg_figure_each(steg_result *result, void (*visit)(void *context, steg_line *line, steg_figure *figure),
                      void *context) {
  visit(context, NULL, &result->registered);
  visit(context, NULL, &result->measured);
  visit(context, NULL, &result->paired);
  for (size_t i = 0; i < result->line_count; i++) {
    steg_line *line = &result->lines[i];
    for (size_t j = 0; j < line->figure_count; j++)
      visit(context, line, &line->figures[j].figure);
    for (size_t j = 0; line->levels && j < line->level_count; j++)
      visit(context, line, &line->levels[j]);
    for (size_t j = 0; line->matrix && j < line->level_count * line->level_count; j++)
      visit(context, line, &line->matrix[j]);
  }
}
