/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/model.h"
#include "render/json.h"
#include "render/json_part.h"
#include <math.h>
#include <string.h>

/* ---- figures */

steg_tree *steg_json_part_hidden(steg_arena *arena) {
  steg_tree *map = steg_tree_map(arena);
  steg_json_part_put(arena, map, "hidden", steg_tree_bool(arena, true));
  return map;
}

/* The node that stands for a figure without a number; NULL when it has one. */
static steg_tree *absent(steg_arena *arena, const steg_figure *figure) {
  if (figure && figure->kind == STEG_FIGURE_HIDDEN)
    return steg_json_part_hidden(arena);
  return figure && figure->kind == STEG_FIGURE_NUMBER ? NULL : steg_tree_null(arena);
}

steg_tree *steg_json_part_count(steg_arena *arena, const steg_figure *figure) {
  steg_tree *none = absent(arena, figure);
  return none ? none : steg_tree_integer(arena, figure->count);
}

/* From the integers, so that no rounding on the way shows. */
static steg_tree *ratio(steg_arena *arena, const steg_figure *figure) {
  return figure->base > 0 ? steg_tree_real(arena, (double)figure->count / (double)figure->base) : steg_tree_null(arena);
}

steg_tree *steg_json_part_value(steg_arena *arena, const steg_figure *figure) {
  steg_tree *none = absent(arena, figure);
  if (none)
    return none;
  if (figure->unit == STEG_UNIT_COUNT)
    return steg_tree_integer(arena, figure->count);
  return figure->unit == STEG_UNIT_SHARE ? ratio(arena, figure) : steg_tree_real(arena, figure->value);
}

steg_tree *steg_json_part_share(steg_arena *arena, const steg_figure *figure) {
  steg_tree *none = absent(arena, figure);
  if (none)
    return none;
  steg_tree *map = steg_tree_map(arena);
  steg_json_part_put(arena, map, "count", steg_tree_integer(arena, figure->count));
  steg_json_part_put(arena, map, "base", steg_tree_integer(arena, figure->base));
  steg_json_part_put(arena, map, "share", ratio(arena, figure));
  steg_json_part_put(arena, map, "low", steg_tree_real(arena, figure->low));
  steg_json_part_put(arena, map, "high", steg_tree_real(arena, figure->high));
  return map;
}

steg_tree *steg_json_part_interval(steg_arena *arena, const steg_figure *figure) {
  steg_tree *none = absent(arena, figure);
  if (none)
    return none;
  steg_tree *map = steg_tree_map(arena);
  steg_json_part_put(arena, map, "value", steg_tree_real(arena, figure->value));
  steg_json_part_put(arena, map, "low", steg_tree_real(arena, figure->low));
  steg_json_part_put(arena, map, "high", steg_tree_real(arena, figure->high));
  return map;
}

steg_tree *steg_json_part_median(steg_arena *arena, const steg_figure *figure) {
  steg_tree *none = absent(arena, figure);
  if (none)
    return none;
  steg_tree *map = steg_tree_map(arena);
  steg_json_part_put(arena, map, "low", steg_tree_real(arena, isnan(figure->low) ? figure->value : figure->low));
  steg_json_part_put(arena, map, "high", steg_tree_real(arena, isnan(figure->high) ? figure->value : figure->high));
  return map;
}

steg_tree *steg_json_part_date(steg_arena *arena, steg_date date) {
  if (date == STEG_DATE_NONE)
    return steg_tree_null(arena);
  steg_buffer text;
  steg_buffer_init(&text, 32);
  steg_date_write_iso(&text, date);
  steg_tree *node = steg_tree_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return node;
}

steg_tree *steg_json_part_period(steg_arena *arena, steg_period period) {
  steg_tree *map = steg_tree_map(arena);
  steg_json_part_put(arena, map, "first", steg_json_part_date(arena, period.first));
  steg_json_part_put(arena, map, "last", steg_json_part_date(arena, period.last));
  return map;
}

/* ---- lines */

static steg_tree *figures(steg_arena *arena, const steg_figure *row, size_t count) {
  steg_tree *list = steg_tree_list(arena);
  for (size_t i = 0; i < count; i++)
    (void)steg_tree_append(arena, list, steg_json_part_count(arena, &row[i]));
  return list;
}

static steg_tree *matrix(steg_arena *arena, const steg_line *line) {
  if (!line || !line->matrix)
    return steg_tree_null(arena);
  steg_tree *list = steg_tree_list(arena);
  for (size_t i = 0; i < line->level_count; i++)
    (void)steg_tree_append(arena, list, figures(arena, line->matrix + i * line->level_count, line->level_count));
  return list;
}

/* Codes of the steps that counts and matrix stand for. */
static steg_tree *levels(steg_arena *arena, const steg_result *result, const steg_line *line) {
  steg_tree *list = steg_tree_list(arena);
  if (result->level_ids) {
    for (size_t i = 0; i < result->level_count; i++)
      (void)steg_tree_append(arena, list, steg_tree_text(arena, result->level_ids[i]));
    return list;
  }
  const steg_instrument *instrument = result->instrument;
  const steg_item *item = instrument && line && line->item >= 0 && (uint32_t)line->item < instrument->items.count
                              ? &instrument->items.rows[line->item]
                              : NULL;
  const steg_scale *scale = item ? steg_model_item_scale(instrument, item) : NULL;
  for (uint32_t i = 0; scale && i < steg_model_step_count(scale); i++)
    (void)steg_tree_append(arena, list, steg_tree_text(arena, scale->levels.rows[steg_model_step(scale, i)].code));
  return list;
}

static steg_tree *by(steg_arena *arena, const steg_result *result, const steg_line *line) {
  steg_tree *map = steg_tree_map(arena);
  for (size_t d = 0; d < result->by_count; d++) {
    int32_t value = line->group[d];
    bool known = value >= 0 && (size_t)value < result->by[d].value_count;
    steg_json_part_put(arena, map, result->by[d].id,
                       known ? steg_tree_text(arena, result->by[d].value_ids[value]) : NULL);
  }
  return map;
}

static steg_tree *line_head(steg_arena *arena, const steg_result *result, const steg_line *line) {
  steg_tree *map = steg_tree_map(arena);
  const steg_instrument *instrument = result->instrument;
  bool item = instrument && line->item >= 0 && (uint32_t)line->item < instrument->items.count;
  bool role = instrument && line->role >= 0 && (uint32_t)line->role < instrument->roles.count;
  steg_json_part_put(arena, map, "item", item ? steg_tree_text(arena, instrument->items.rows[line->item].id) : NULL);
  steg_json_part_put(arena, map, "role", role ? steg_tree_text(arena, instrument->roles.rows[line->role].id) : NULL);
  steg_json_part_put(arena, map, "by", by(arena, result, line));
  return map;
}

/* A named figure of the line as a value under `key` of the map; null when the measure does not give it yet. */
static void put_named(steg_arena *arena, steg_tree *map, const char *key, const steg_line *line, const char *name) {
  steg_json_part_put(arena, map, key, steg_json_part_value(arena, steg_figure_named(line, name)));
}

static steg_tree *sign(steg_arena *arena, const steg_line *line) {
  steg_tree *map = steg_tree_map(arena);
  put_named(arena, map, "p", line, "sign_p");
  return map;
}

static steg_tree *wilcoxon(steg_arena *arena, const steg_line *line) {
  steg_tree *map = steg_tree_map(arena);
  const steg_figure *exact = steg_figure_named(line, "wilcoxon_exact");
  put_named(arena, map, "v", line, "wilcoxon_v");
  put_named(arena, map, "p", line, "wilcoxon_p");
  steg_tree *none = absent(arena, exact);
  steg_json_part_put(arena, map, "method", none ? none : steg_tree_text(arena, exact->value > 0 ? "exact" : "normal"));
  return map;
}

static steg_tree *svensson(steg_arena *arena, const steg_line *line) {
  static const char *const names[] = {"rp", "rp_se", "rc", "rc_se", "rv", "rv_se", NULL};
  steg_tree *map = steg_tree_map(arena);
  for (size_t i = 0; names[i]; i++)
    put_named(arena, map, names[i], line, names[i]);
  return map;
}

static void write_change(steg_arena *arena, const steg_result *result, const steg_line *line, steg_tree *map) {
  steg_json_part_put(arena, map, "paired", steg_json_part_count(arena, steg_figure_named(line, "paired")));
  steg_json_part_put(arena, map, "matrix", matrix(arena, line));
  steg_json_part_put(arena, map, "levels", levels(arena, result, line));
  steg_json_part_put(arena, map, "better", steg_json_part_share(arena, steg_figure_named(line, "better")));
  steg_json_part_put(arena, map, "same", steg_json_part_share(arena, steg_figure_named(line, "same")));
  steg_json_part_put(arena, map, "worse", steg_json_part_share(arena, steg_figure_named(line, "worse")));
  steg_json_part_put(arena, map, "mean_change", steg_json_part_interval(arena, steg_figure_named(line, "mean_change")));
  steg_json_part_put(arena, map, "median_change",
                     steg_json_part_median(arena, steg_figure_named(line, "median_change")));
  steg_json_part_put(arena, map, "sign", sign(arena, line));
  steg_json_part_put(arena, map, "wilcoxon", wilcoxon(arena, line));
  steg_json_part_put(arena, map, "svensson", svensson(arena, line));
}

static void write_distribution(steg_arena *arena, const steg_result *result, const steg_line *line, steg_tree *map) {
  steg_json_part_put(arena, map, "counts",
                     line->levels ? figures(arena, line->levels, line->level_count) : steg_tree_null(arena));
  steg_json_part_put(arena, map, "levels", levels(arena, result, line));
  steg_json_part_put(arena, map, "cannot_answer",
                     steg_json_part_count(arena, steg_figure_named(line, "cannot_answer")));
  steg_json_part_put(arena, map, "missing", steg_json_part_count(arena, steg_figure_named(line, "missing")));
  steg_json_part_put(arena, map, "positive", steg_json_part_share(arena, steg_figure_named(line, "positive")));
  steg_json_part_put(arena, map, "median", steg_json_part_median(arena, steg_figure_named(line, "median")));
  steg_json_part_put(arena, map, "n", steg_json_part_count(arena, steg_figure_named(line, "n")));
}

static steg_tree *items(steg_arena *arena, const steg_result *result,
                        void (*write)(steg_arena *, const steg_result *, const steg_line *, steg_tree *)) {
  steg_tree *list = steg_tree_list(arena);
  for (size_t i = 0; i < result->line_count; i++) {
    steg_tree *map = line_head(arena, result, &result->lines[i]);
    write(arena, result, &result->lines[i], map);
    (void)steg_tree_append(arena, list, map);
  }
  return list;
}

/* ---- measures of another shape */

static bool same_group(const steg_result *result, const steg_line *a, const steg_line *b) {
  for (size_t d = 0; d < result->by_count; d++)
    if (a->group[d] != b->group[d])
      return false;
  return true;
}

static bool first_of_group(const steg_result *result, size_t index) {
  for (size_t i = 0; i < index; i++)
    if (same_group(result, &result->lines[i], &result->lines[index]))
      return false;
  return true;
}

/* before[] and after[] by level id, the square, and how many: once per group. */
static void put_income(steg_arena *arena, const steg_result *result, const steg_line *group, steg_tree *map) {
  steg_tree *before = steg_tree_list(arena), *after = steg_tree_list(arena), *ids = steg_tree_list(arena);
  const steg_line *square = NULL;
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_line *line = &result->lines[i];
    if (!same_group(result, line, group))
      continue;
    square = square ? square : line->matrix ? line : NULL;
    if (!line->key)
      continue;
    (void)steg_tree_append(arena, ids, steg_tree_text(arena, line->key));
    (void)steg_tree_append(arena, before, steg_json_part_share(arena, steg_figure_named(line, "before_share")));
    (void)steg_tree_append(arena, after, steg_json_part_share(arena, steg_figure_named(line, "after_share")));
  }
  steg_json_part_put(arena, map, "sources", ids);
  steg_json_part_put(arena, map, "before", before);
  steg_json_part_put(arena, map, "after", after);
  steg_json_part_put(arena, map, "levels", levels(arena, result, square));
  steg_json_part_put(arena, map, "matrix", matrix(arena, square));
  const steg_figure *n = steg_figure_named(square, "n");
  steg_json_part_put(arena, map, "n", steg_json_part_count(arena, n ? n : &result->paired));
}

/* Flat named numbers: the steps of a flow by their keys, a count as "count". */
static void put_flat(steg_arena *arena, const steg_result *result, const steg_line *group, steg_tree *map) {
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_line *line = &result->lines[i];
    if (!same_group(result, line, group))
      continue;
    for (size_t f = 0; f < line->figure_count; f++) {
      const char *name = line->figures[f].name;
      bool main = !strcmp(name, "count") && line->key;
      const char *key = main ? line->key : line->key ? steg_arena_printf(arena, "%s_%s", line->key, name) : name;
      steg_json_part_put(arena, map, key ? key : name, steg_json_part_value(arena, &line->figures[f].figure));
    }
  }
}

static void put_groups(steg_arena *arena, const steg_result *result, steg_tree *map,
                       void (*put)(steg_arena *, const steg_result *, const steg_line *, steg_tree *)) {
  if (result->line_count > 0)
    put(arena, result, &result->lines[0], map);
  if (result->by_count == 0)
    return;
  steg_tree *groups = steg_tree_list(arena);
  for (size_t i = 1; i < result->line_count; i++) {
    if (!first_of_group(result, i))
      continue;
    steg_tree *group = steg_tree_map(arena);
    steg_json_part_put(arena, group, "by", by(arena, result, &result->lines[i]));
    put(arena, result, &result->lines[i], group);
    (void)steg_tree_append(arena, groups, group);
  }
  steg_json_part_put(arena, map, "groups", groups);
}

/* ---- the whole */

static steg_tree *exclusions(steg_arena *arena, const steg_how *how) {
  steg_tree *map = steg_tree_map(arena);
  for (size_t i = 0; i < how->exclusion_count; i++)
    steg_json_part_put(arena, map, how->exclusions[i].reason, steg_tree_integer(arena, how->exclusions[i].count));
  return map;
}

static steg_tree *breaks(steg_arena *arena, const steg_how *how) {
  steg_tree *list = steg_tree_list(arena);
  for (size_t i = 0; i < how->break_count; i++) {
    const steg_break *row = &how->breaks[i];
    steg_tree *map = steg_tree_map(arena);
    bool version = row->kind == STEG_BREAK_VERSION;
    steg_json_part_put(arena, map, "kind", steg_tree_text(arena, version ? "version" : "source"));
    steg_json_part_put(arena, map, "from", steg_tree_text(arena, row->from));
    steg_json_part_put(arena, map, "to", steg_tree_text(arena, row->to));
    if (version) {
      steg_json_part_put(arena, map, "item", steg_tree_text(arena, row->item));
      steg_json_part_put(arena, map, "crossing", steg_tree_text(arena, row->recoded ? "recoded" : "broken"));
      steg_json_part_put(arena, map, "left_out", steg_tree_integer(arena, row->left_out));
    }
    steg_json_part_put(arena, map, "last", steg_json_part_date(arena, row->last));
    (void)steg_tree_append(arena, list, map);
  }
  return list;
}

static steg_tree *how_node(steg_arena *arena, const steg_how *how) {
  steg_tree *map = steg_tree_map(arena);
  steg_json_part_put(arena, map, "version", steg_tree_text(arena, how->version));
  steg_json_part_put(arena, map, "unit", steg_tree_text(arena, how->unit));
  steg_json_part_put(arena, map, "event", steg_tree_text(arena, how->event));
  steg_json_part_put(arena, map, "pairing", steg_tree_text(arena, how->pairing));
  steg_json_part_put(arena, map, "exclusions", exclusions(arena, how));
  steg_tree *batches = steg_tree_list(arena);
  for (size_t i = 0; i < how->batch_count; i++)
    (void)steg_tree_append(arena, batches, steg_tree_integer(arena, how->batches[i]));
  steg_json_part_put(arena, map, "batches", batches);
  steg_json_part_put(arena, map, "breaks", breaks(arena, how));
  steg_tree *reworded = steg_tree_list(arena);
  for (size_t i = 0; i < how->reworded_count; i++)
    (void)steg_tree_append(arena, reworded, steg_tree_text(arena, how->reworded[i]));
  steg_json_part_put(arena, map, "reworded", reworded);
  steg_json_part_put(arena, map, "as_of", steg_json_part_date(arena, how->as_of));
  return map;
}

steg_tree *steg_json_part_result(steg_arena *arena, const steg_result *result) {
  steg_tree *map = steg_tree_map(arena), *population = steg_tree_map(arena);
  steg_json_part_put(arena, map, "measure", steg_tree_text(arena, result->measure ? result->measure->id : "value"));
  steg_json_part_put(arena, map, "instrument", steg_tree_text(arena, result->how.instrument));
  steg_json_part_put(arena, map, "period", steg_json_part_period(arena, result->period));
  steg_json_part_put(arena, population, "registered", steg_json_part_count(arena, &result->registered));
  steg_json_part_put(arena, population, "measured", steg_json_part_count(arena, &result->measured));
  steg_json_part_put(arena, population, "paired", steg_json_part_count(arena, &result->paired));
  steg_json_part_put(arena, map, "population", population);
  switch (result->measure ? result->measure->kind : STEG_MEASURE_NONE) {
  case STEG_MEASURE_CHANGE:
    steg_json_part_put(arena, map, "items", items(arena, result, write_change));
    break;
  case STEG_MEASURE_DISTRIBUTION:
    steg_json_part_put(arena, map, "items", items(arena, result, write_distribution));
    break;
  case STEG_MEASURE_INCOME:
    put_groups(arena, result, map, put_income);
    break;
  default:
    put_groups(arena, result, map, put_flat);
  }
  steg_json_part_put(arena, map, "how", how_node(arena, &result->how));
  return map;
}

int steg_json_result(const steg_result *result, const steg_document *document, steg_buffer *out, steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return steg_error_memory(err);
  steg_tree *root = steg_json_part_result(arena, result);
  steg_json_part_put(arena, root, "profile", steg_tree_text(arena, steg_profile_id(document->profile)));
  steg_json_part_put(arena, root, "marking", steg_tree_text(arena, document->marking));
  if (root && !steg_arena_failed(arena))
    steg_tree_write_json(out, root);
  bool failed = !root || steg_arena_failed(arena) || steg_buffer_failed(out);
  steg_arena_free(arena);
  return failed ? steg_error_memory(err) : 0;
}
