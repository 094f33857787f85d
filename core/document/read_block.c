/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/read_part.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a kind of block is called in the tree, and which fields it has beside `kind` and `line`. */
typedef struct block_row {
  const char *name;
  steg_block_kind kind;
  steg_presence prose; /* 0 = none */
  const char *fields[5];
} block_row;

static const block_row rows[] = {
    {"section", STEG_BLOCK_SECTION, STEG_FIELD_REQUIRED, {"prose", "children"}},
    {"text", STEG_BLOCK_TEXT, STEG_FIELD_REQUIRED, {"prose"}},
    {"list", STEG_BLOCK_LIST, 0, {"children"}},
    {"key_figures", STEG_BLOCK_KEY_FIGURES, 0, {"children"}},
    {"key_figure", STEG_BLOCK_KEY_FIGURE, STEG_FIELD_REQUIRED, {"prose", "figure"}},
    {"table", STEG_BLOCK_TABLE, STEG_FIELD_OPTIONAL, {"prose", "request", "table", "sort", "top"}},
    {"chart", STEG_BLOCK_CHART, STEG_FIELD_OPTIONAL, {"prose", "request", "chart", "sort", "top"}},
    {"goals", STEG_BLOCK_GOALS, 0, {"initiative"}},
    {"budget", STEG_BLOCK_BUDGET, 0, {"initiative", "year"}},
    {"callout", STEG_BLOCK_CALLOUT, STEG_FIELD_REQUIRED, {"prose"}},
    {"note", STEG_BLOCK_NOTE, STEG_FIELD_REQUIRED, {"prose"}},
    {"method", STEG_BLOCK_METHOD, 0, {NULL}},
    {"page_break", STEG_BLOCK_PAGE_BREAK, 0, {NULL}},
    {"when", STEG_BLOCK_WHEN, 0, {"request", "children", "otherwise"}},
};

static const char *const figure_fields[] = {STEG_READ_SELECTOR_FIELDS};
static const char *const table_kinds[] = {"intervals", "matrix", "responses"}; /* beside the measure's own, named as the measure */
static const char *const sorts[] = {"value"};

/* A key figure's own figure, as place 0 of its label. */
static int read_figure(steg_reading *reading, const steg_tree *node, const char *path, steg_place *ret_place) {
  const steg_tree *figure = steg_tree_get(node, "figure");
  const char *inner = steg_field_path(&reading->place, path, "figure");
  *ret_place = (steg_place){.name = "figure", .kind = STEG_PLACE_FIGURE};
  if (steg_tree_kind_of(figure) != STEG_TREE_MAP)
    return steg_field_fault(&reading->place, inner, NULL, "expected a figure");
  return steg_field_map(&reading->place, figure, inner, figure_fields, COUNT(figure_fields)) != 0
             ? -1
             : steg_read_selector(reading, figure, inner, &ret_place->selector);
}

static int read_request_fields(steg_reading *reading, const steg_tree *node, const char *path, steg_block *block) {
  const steg_field_place *place = &reading->place;
  int64_t position, top = 0;
  int sort = -1, table = -1;
  if (steg_field_integer(place, node, path, "request", STEG_FIELD_REQUIRED, 1, (int64_t)reading->request_count, 0,
                         &position) != 0)
    return -1;
  block->request = (size_t)position - 1;
  if (reading->requests[block->request].kind != STEG_REQUEST_MEASURE)
    return steg_field_fault(place, path, "request", "expected a measure; a derived figure stands in text");
  if (block->kind == STEG_BLOCK_WHEN) {
    if (!reading->requests[block->request].instrument)
      return steg_field_fault(place, path, "request", "expected one with an instrument");
    return 0;
  }
  if (steg_field_word(place, node, path, "sort", STEG_FIELD_OPTIONAL, sorts, COUNT(sorts), &sort) != 0 ||
      steg_field_integer(place, node, path, "top", STEG_FIELD_OPTIONAL, 1, 1000, 0, &top) != 0)
    return -1;
  const char *names[COUNT(table_kinds) + 1] = {reading->requests[block->request].measure->id};
  memcpy(names + 1, table_kinds, sizeof table_kinds);
  if (block->kind == STEG_BLOCK_TABLE &&
      steg_field_word(place, node, path, "table", STEG_FIELD_OPTIONAL, names, COUNT(names), &table) != 0)
    return -1;
  block->sort = sort < 0 ? NULL : sorts[sort];
  block->top = (size_t)top;
  block->table_kind = table <= 0 ? NULL : names[table];
  return 0;
}

static int read_chart_kind(steg_reading *reading, const steg_tree *node, const char *path, steg_block *block) {
  const char *names[STEG_CHART_END];
  for (int kind = STEG_CHART_NONE + 1; kind < STEG_CHART_END; kind++)
    names[kind - 1] = steg_chart_kind_id((steg_chart_kind)kind);
  int chart;
  if (steg_field_word(&reading->place, node, path, "chart", STEG_FIELD_REQUIRED, names, STEG_CHART_END - 1, &chart) !=
      0)
    return -1;
  block->chart_kind = (steg_chart_kind)(chart + 1);
  return 0;
}

static int read_initiative(steg_reading *reading, const steg_tree *node, const char *path, steg_block *block) {
  int64_t year = 0;
  if (block->kind == STEG_BLOCK_BUDGET &&
      steg_field_integer(&reading->place, node, path, "year", STEG_FIELD_OPTIONAL, 1990, 2200, 0, &year) != 0)
    return -1;
  block->year = (int)year;
  if (steg_field_id(&reading->place, node, path, "initiative", STEG_FIELD_REQUIRED, &block->initiative) != 0)
    return -1;
  for (size_t i = 0; i < reading->initiative_count; i++)
    if (strcmp(reading->initiatives[i].id, block->initiative) == 0)
      return 0;
  return steg_field_fault(&reading->place, path, "initiative", "there is no initiative \"%.60s\"", block->initiative);
}

/* Lists and rows of key figures hold one kind of block only. */
static int check_children(steg_reading *reading, const char *path, const steg_block *block) {
  steg_block_kind wanted = block->kind == STEG_BLOCK_LIST          ? STEG_BLOCK_TEXT
                           : block->kind == STEG_BLOCK_KEY_FIGURES ? STEG_BLOCK_KEY_FIGURE
                                                                   : 0;
  for (size_t i = 0; wanted && i < block->child_count; i++)
    if (block->children[i].kind != wanted)
      return steg_field_fault(&reading->place, steg_field_path_at(&reading->place, path, "children", i), "kind",
                              "expected the kind \"%s\"", wanted == STEG_BLOCK_TEXT ? "text" : "key_figure");
  return 0;
}

/* The row of the block's kind, when its fields are those of the kind; NULL with the error. */
static const block_row *read_kind(steg_reading *reading, const steg_tree *node, const char *path) {
  const char *names[COUNT(rows)], *fields[COUNT(rows[0].fields) + 2] = {"kind", "line"};
  for (size_t i = 0; i < COUNT(rows); i++)
    names[i] = rows[i].name;
  int index = -1;
  if (steg_tree_kind_of(node) != STEG_TREE_MAP) {
    steg_field_fault(&reading->place, path, NULL, "expected a block");
    return NULL;
  }
  if (steg_read_line(reading, node, path) != 0 ||
      steg_field_word(&reading->place, node, path, "kind", STEG_FIELD_REQUIRED, names, COUNT(names), &index) != 0)
    return NULL;
  size_t count = 2;
  for (size_t i = 0; i < COUNT(rows[index].fields) && rows[index].fields[i]; i++)
    fields[count++] = rows[index].fields[i];
  return steg_field_map(&reading->place, node, path, fields, count) == 0 ? &rows[index] : NULL;
}

static int read_block(steg_reading *reading, const steg_tree *node, const char *path, steg_block *ret_block) {
  const block_row *row = read_kind(reading, node, path);
  if (!row)
    return -1;
  steg_block block = {.kind = row->kind, .line = reading->place.line};
  steg_place figure;
  bool has_figure = block.kind == STEG_BLOCK_KEY_FIGURE;
  if (has_figure && read_figure(reading, node, path, &figure) != 0)
    return -1;
  if (row->prose &&
      steg_read_prose(reading, node, path, "prose", row->prose, has_figure ? &figure : NULL, &block.prose) != 0)
    return -1;
  bool has_request = block.kind == STEG_BLOCK_TABLE || block.kind == STEG_BLOCK_CHART || block.kind == STEG_BLOCK_WHEN;
  if ((has_request && read_request_fields(reading, node, path, &block) != 0) ||
      (block.kind == STEG_BLOCK_CHART && read_chart_kind(reading, node, path, &block) != 0) ||
      ((block.kind == STEG_BLOCK_GOALS || block.kind == STEG_BLOCK_BUDGET) &&
       read_initiative(reading, node, path, &block) != 0))
    return -1;
  /* Children last: they move the reading's line. */
  if (steg_read_blocks(reading, node, path, "children", &block.children, &block.child_count) != 0 ||
      steg_read_blocks(reading, node, path, "otherwise", &block.otherwise, &block.otherwise_count) != 0)
    return -1;
  reading->place.line = block.line;
  if (check_children(reading, path, &block) != 0)
    return -1;
  *ret_block = block;
  return 0;
}

int steg_read_blocks(steg_reading *reading, const steg_tree *map, const char *path, const char *key,
                     steg_block **ret_blocks, size_t *ret_count) {
  const steg_tree *list = NULL;
  if (steg_field_list(&reading->place, map, path, key, STEG_FIELD_OPTIONAL, STEG_READ_BLOCKS_MAX, &list) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  if (count > reading->blocks_left)
    return steg_field_fault(&reading->place, path, key, "the report has more than %d blocks", STEG_READ_BLOCKS_MAX);
  reading->blocks_left -= count;
  steg_block *blocks = count ? steg_arena_array(reading->place.arena, count, sizeof *blocks) : NULL;
  if (count && !blocks)
    return steg_error_memory(reading->place.err);
  for (size_t i = 0; i < count; i++)
    if (read_block(reading, steg_tree_at(list, i), steg_field_path_at(&reading->place, path, key, i), &blocks[i]) != 0)
      return -1;
  *ret_blocks = blocks;
  *ret_count = count;
  return 0;
}
