/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclose/rows.h"

#include "disclose/class.h"
#include "disclose/judge.h"
#include "instrument/model.h"
#include <string.h>

enum { MEAN_PERSONS_MIN = 10 };

/* The cells of a row, and how many persons stand behind each. */
typedef struct cell_row {
  steg_figure **cells;
  size_t count;
  int64_t enough; /* persons that the hidden ones must hold together */
} cell_row;

static int64_t size_of(const steg_figure *cell) {
  return cell->kind == STEG_FIGURE_NOT_APPLICABLE ? 0 : cell->persons; /* of a mean: those of its base */
}

static bool close_row(const cell_row *row) {
  bool marked = false;
  for (;;) {
    size_t hidden = 0, smallest = row->count;
    int64_t persons = 0;
    bool any = false;
    for (size_t i = 0; i < row->count; i++) {
      const steg_figure *cell = row->cells[i];
      int64_t size = size_of(cell);
      if (steg_judge_is_hidden(cell)) {
        any = true;
        hidden += size > 0;
        persons += size;
      } else if (cell->kind == STEG_FIGURE_NUMBER && size > 0 &&
                 (smallest == row->count || size < size_of(row->cells[smallest]))) {
        smallest = i;
      }
    }
    if (!any || (hidden >= 2 && persons >= row->enough))
      return marked;
    if (smallest == row->count) {
      for (size_t i = 0; i < row->count; i++)
        marked = steg_judge_mark(row->cells[i]) || marked;
      return marked;
    }
    marked = steg_judge_mark(row->cells[smallest]) || marked;
  }
}

/* ---- rows within a line */

static const steg_item *item_of(const steg_result *result, const steg_line *line) {
  return result->instrument && line->item >= 0 ? &result->instrument->items.rows[line->item] : NULL;
}

/* With the positive share shown, its levels and the others are each a row of known sum; else all are one. */
static bool close_levels(const steg_result *result, steg_line *line, cell_row *row) {
  const steg_item *item = item_of(result, line);
  const steg_scale *scale = item ? steg_model_item_scale(result->instrument, item) : NULL;
  const steg_figure *positive = steg_figure_named(line, "positive");
  bool split = scale && positive && positive->kind == STEG_FIGURE_NUMBER;
  bool marked = false;
  for (int side = 0; side < (split ? 2 : 1); side++) {
    row->count = 0;
    for (size_t s = 0; s < line->level_count; s++) {
      bool is_positive =
          split && steg_model_is_positive(item, &scale->levels.rows[steg_model_step(scale, (uint32_t)s)]);
      if (!split || is_positive == (side == 0))
        row->cells[row->count++] = &line->levels[s];
    }
    marked = close_row(row) || marked;
  }
  return marked;
}

/* Better, same and worse; without a direction same and changed. */
static bool close_movement(steg_line *line, cell_row *row) {
  static const char *const names[] = {"better", "same", "worse"};
  const steg_figure *better = steg_judge_named(line, "better");
  bool directed = better && better->kind != STEG_FIGURE_NOT_APPLICABLE;
  row->count = 0;
  for (size_t i = 0; i < 3; i++) {
    steg_figure *figure = steg_judge_named(line, directed || i == 1 ? names[i] : i == 0 ? "changed" : "");
    if (figure)
      row->cells[row->count++] = figure;
  }
  return close_row(row);
}

static bool close_square(steg_line *line, cell_row *row) {
  size_t m = line->level_count;
  bool marked = false;
  for (size_t turn = 0; turn < 2; turn++)
    for (size_t i = 0; i < m; i++) {
      row->count = 0;
      for (size_t j = 0; j < m; j++)
        row->cells[row->count++] = &line->matrix[turn ? j * m + i : i * m + j];
      marked = close_row(row) || marked;
    }
  return marked;
}

static bool close_line(const steg_result *result, steg_line *line, cell_row *row) {
  bool marked = false;
  if (line->levels)
    marked = close_levels(result, line, row) || marked;
  if (result->measure->kind == STEG_MEASURE_CHANGE)
    marked = close_movement(line, row) || marked;
  if (result->measure->kind == STEG_MEASURE_INCOME && line->matrix)
    marked = close_square(line, row) || marked;
  return marked;
}

/* ---- rows over the income sources of one group of people */

static bool is_source_of(const steg_scale *scale, const steg_line *line, const char *group) {
  int32_t level = steg_model_level_of_code(scale, line->key);
  if (level < 0)
    return false;
  const char *of = scale->levels.rows[level].group;
  return !group || (of && !strcmp(of, group));
}

static steg_figure *group_figure(steg_line *lines, size_t count, const char *group, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (lines[i].key && !strcmp(lines[i].key, group))
      return steg_judge_named(&lines[i], name);
  return NULL;
}

/* All sources; then those of each group of sources whose own count is shown. Several sources at once make the sources' sum larger
 * than the known one, so subtraction tells less than it would of a true partition: what is hidden here is enough. */
static bool close_sources(const steg_result *result, steg_line *lines, size_t count, const char *name, cell_row *row) {
  const steg_item *item = item_of(result, lines);
  const steg_scale *scale = item ? steg_model_item_scale(result->instrument, item) : NULL;
  bool marked = false;
  for (size_t g = 0; scale && g <= scale->groups.count; g++) {
    const char *group = g < scale->groups.count ? scale->groups.rows[g].id : NULL;
    const steg_figure *sum = group ? group_figure(lines, count, group, name) : NULL;
    if (group && (!sum || sum->kind != STEG_FIGURE_NUMBER))
      continue;
    row->count = 0;
    for (size_t i = 0; i < count; i++) {
      steg_figure *figure = is_source_of(scale, &lines[i], group) ? steg_judge_named(&lines[i], name) : NULL;
      if (figure)
        row->cells[row->count++] = figure;
    }
    marked = close_row(row) || marked;
  }
  return marked;
}

/* ---- rows over the groups of a breakdown */

/* Where the lines of the groups lie: group * per_group + n, the last breakdown running fastest (evaluate's order). */
typedef struct group_grid {
  size_t group_count, per_group;
  size_t stride[STEG_BY_MAX], values[STEG_BY_MAX]; /* groups between neighbours; values + 1 for "all" */
} group_grid;

static int make_grid(const steg_result *result, group_grid *ret_grid, steg_error *err) {
  group_grid grid = {.group_count = 1};
  for (size_t d = result->by_count; d-- > 0;) {
    grid.stride[d] = grid.group_count;
    grid.values[d] = result->by[d].value_count + 1;
    grid.group_count *= grid.values[d];
  }
  if (result->line_count % grid.group_count != 0)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "a result of %s is not whole: it can't be judged",
                          result->measure->id);
  grid.per_group = result->line_count / grid.group_count;
  *ret_grid = grid;
  return 0;
}

typedef enum slot_kind { SLOT_FIGURE, SLOT_LEVEL, SLOT_CELL } slot_kind;

/* The figure at the same place of a line; NULL when the line has none. */
static steg_figure *slot_at(steg_line *line, slot_kind kind, size_t nth) {
  switch (kind) {
  case SLOT_FIGURE:
    return nth < line->figure_count ? &line->figures[nth].figure : NULL;
  case SLOT_LEVEL:
    return line->levels && nth < line->level_count ? &line->levels[nth] : NULL;
  case SLOT_CELL:
    return line->matrix && nth < line->level_count * line->level_count ? &line->matrix[nth] : NULL;
  }
  return NULL;
}

/* Whether the groups' figures add up to that of all: counts do, and means weighted with their bases. */
static bool adds_up(const steg_measure *measure, const steg_line *line, slot_kind kind, size_t nth,
                    const steg_figure *figure, bool *ret_mean) {
  *ret_mean = false;
  if (kind != SLOT_FIGURE)
    return true;
  steg_class class = steg_class_of(measure, line->figures[nth].name, figure);
  *ret_mean = class == STEG_CLASS_MEAN;
  return *ret_mean || class == STEG_CLASS_CATEGORY || class == STEG_CLASS_DICHOTOMY;
}

/* E3 and E4 on a breakdown that is sensitive itself: a group that holds nearly everybody, or too few to be split. */
static bool is_unsplittable(const steg_figure *whole, const cell_row *row, unsigned k) {
  bool any = whole->persons < 2 * (int64_t)k;
  for (size_t i = 0; i < row->count; i++)
    any = any || (row->cells[i]->count > 0 && row->cells[i]->persons >= whole->persons - 1);
  return any;
}

static bool close_along(steg_result *result, const group_grid *grid, size_t dimension, size_t group, size_t nth,
                        slot_kind kind, size_t slot, cell_row *row, unsigned k) {
  steg_line *whole_line = &result->lines[group * grid->per_group + nth];
  steg_figure *whole = slot_at(whole_line, kind, slot);
  bool mean = false, marked = false;
  if (!whole || whole->kind != STEG_FIGURE_NUMBER || !adds_up(result->measure, whole_line, kind, slot, whole, &mean))
    return false;
  row->count = 0;
  bool sensitive = false;
  for (size_t v = 1; v < grid->values[dimension]; v++) {
    steg_line *line = &result->lines[(group + v * grid->stride[dimension]) * grid->per_group + nth];
    steg_figure *cell = slot_at(line, kind, slot);
    if (!cell)
      return false;
    sensitive = sensitive || cell->sensitivity == STEG_SENSITIVE;
    row->cells[row->count++] = cell;
  }
  if (!sensitive)
    return false;
  bool of_heads = result->measure->kind == STEG_MEASURE_COUNT || result->measure->kind == STEG_MEASURE_FLOW ||
                  result->measure->kind == STEG_MEASURE_EVENTS;
  if (of_heads && result->by[dimension].sensitivity == STEG_SENSITIVE && is_unsplittable(whole, row, k))
    for (size_t i = 0; i < row->count; i++)
      marked = steg_judge_mark(row->cells[i]) || marked;
  row->enough = mean && k < MEAN_PERSONS_MIN ? MEAN_PERSONS_MIN : k;
  marked = close_row(row) || marked;
  row->enough = k;
  return marked;
}

static size_t slot_count(const steg_line *line, slot_kind kind) {
  return kind == SLOT_FIGURE  ? line->figure_count
         : kind == SLOT_LEVEL ? (line->levels ? line->level_count : 0)
                              : (line->matrix ? line->level_count * line->level_count : 0);
}

static bool close_breakdowns(steg_result *result, const group_grid *grid, cell_row *row, unsigned k) {
  bool marked = false;
  for (size_t d = 0; d < result->by_count; d++)
    for (size_t group = 0; group < grid->group_count; group++) {
      if (group / grid->stride[d] % grid->values[d] != 0)
        continue; /* not an "all" of this breakdown */
      for (size_t n = 0; n < grid->per_group; n++)
        for (int kind = SLOT_FIGURE; kind <= SLOT_CELL; kind++) {
          size_t count = slot_count(&result->lines[group * grid->per_group + n], (slot_kind)kind);
          for (size_t slot = 0; slot < count; slot++)
            marked = close_along(result, grid, d, group, n, (slot_kind)kind, slot, row, k) || marked;
        }
    }
  return marked;
}

/* ---- the result */

static size_t longest_row(const steg_result *result) {
  size_t longest = 3;
  for (size_t l = 0; l < result->line_count; l++)
    if (result->lines[l].level_count > longest)
      longest = result->lines[l].level_count;
  for (size_t d = 0; d < result->by_count; d++)
    if (result->by[d].value_count > longest)
      longest = result->by[d].value_count;
  return longest > result->line_count ? longest : result->line_count;
}

int steg_rows_close(steg_result *result, unsigned k, steg_arena *scratch, steg_error *err) {
  group_grid grid = {0};
  if (make_grid(result, &grid, err) < 0)
    return -1;
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  cell_row row = {.cells = steg_arena_array(scratch, longest_row(result), sizeof *row.cells), .enough = k};
  if (!row.cells)
    return steg_error_memory(err);
  bool marked = false;
  for (size_t l = 0; l < result->line_count; l++)
    marked = close_line(result, &result->lines[l], &row) || marked;
  if (result->measure->kind == STEG_MEASURE_INCOME)
    for (size_t g = 0; g < grid.group_count; g++) {
      steg_line *lines = &result->lines[g * grid.per_group];
      marked = close_sources(result, lines, grid.per_group, "before", &row) || marked;
      marked = close_sources(result, lines, grid.per_group, "after", &row) || marked;
    }
  marked = close_breakdowns(result, &grid, &row, k) || marked;
  return marked;
}
