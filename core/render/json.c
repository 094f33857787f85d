/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/json.h"
#include "render/json_part.h"
#include <string.h>

static void put_text(steg_arena *arena, steg_tree *map, const char *key, const char *text) {
  steg_json_part_put(arena, map, key, steg_tree_text(arena, text));
}

static steg_tree *cell_node(steg_arena *arena, const steg_cell *cell) {
  steg_tree *map = steg_tree_map(arena);
  put_text(arena, map, "text", cell->text);
  if (cell->figure) {
    steg_json_part_put(arena, map, "value", steg_json_part_value(arena, cell->figure));
    if (cell->figure->kind == STEG_FIGURE_NUMBER && cell->figure->unit == STEG_UNIT_SHARE) {
      steg_json_part_put(arena, map, "count", steg_tree_integer(arena, cell->figure->count));
      steg_json_part_put(arena, map, "base", steg_tree_integer(arena, cell->figure->base));
    }
  }
  return map;
}

static steg_tree *table_node(steg_arena *arena, const steg_table *table) {
  if (!table)
    return steg_tree_null(arena);
  steg_tree *map = steg_tree_map(arena), *columns = steg_tree_list(arena), *rows = steg_tree_list(arena);
  put_text(arena, map, "caption", table->caption);
  put_text(arena, map, "note", table->note);
  for (size_t c = 0; c < table->column_count; c++) {
    steg_tree *column = steg_tree_map(arena);
    put_text(arena, column, "label", table->columns[c].label);
    steg_json_part_put(arena, column, "numeric", steg_tree_bool(arena, table->columns[c].numeric));
    (void)steg_tree_append(arena, columns, column);
  }
  for (size_t r = 0; r < table->row_count; r++) {
    steg_tree *row = steg_tree_map(arena), *cells = steg_tree_list(arena);
    for (size_t c = 0; c < table->column_count; c++)
      (void)steg_tree_append(arena, cells, cell_node(arena, &table->rows[r].cells[c]));
    steg_json_part_put(arena, row, "total", steg_tree_bool(arena, table->rows[r].total));
    steg_json_part_put(arena, row, "indent", steg_tree_integer(arena, table->rows[r].indent));
    steg_json_part_put(arena, row, "cells", cells);
    (void)steg_tree_append(arena, rows, row);
  }
  steg_json_part_put(arena, map, "columns", columns);
  steg_json_part_put(arena, map, "rows", rows);
  return map;
}

static steg_tree *chart_row_node(steg_arena *arena, const steg_chart *chart, const steg_chart_row *row) {
  steg_tree *map = steg_tree_map(arena), *values = steg_tree_list(arena);
  put_text(arena, map, "label", row->label);
  put_text(arena, map, "base", row->base_text);
  for (size_t s = 0; s < chart->series_count; s++) {
    const steg_chart_value *value = &row->values[s];
    bool dots = value->text && !strcmp(value->text, "..");
    (void)steg_tree_append(arena, values,
                           !value->hidden ? steg_tree_real(arena, value->value)
                           : dots         ? steg_json_part_hidden(arena)
                                          : steg_tree_null(arena));
  }
  steg_json_part_put(arena, map, "values", values);
  put_text(arena, map, "change", row->change_text);
  steg_json_part_put(arena, map, "highlight", steg_tree_bool(arena, row->highlight));
  return map;
}

static steg_tree *chart_node(steg_arena *arena, const steg_chart *chart) {
  if (!chart)
    return steg_tree_null(arena);
  steg_tree *map = steg_tree_map(arena), *series = steg_tree_list(arena), *rows = steg_tree_list(arena);
  put_text(arena, map, "kind", steg_chart_kind_id(chart->kind));
  put_text(arena, map, "id", chart->id);
  put_text(arena, map, "title", chart->title);
  put_text(arena, map, "subtitle", chart->subtitle);
  put_text(arena, map, "note", chart->note);
  put_text(arena, map, "alt", chart->alt);
  put_text(arena, map, "unit", chart->axis_unit);
  for (size_t s = 0; s < chart->series_count; s++)
    (void)steg_tree_append(arena, series, steg_tree_text(arena, chart->series[s].label));
  for (size_t r = 0; r < chart->row_count; r++)
    (void)steg_tree_append(arena, rows, chart_row_node(arena, chart, &chart->rows[r]));
  steg_json_part_put(arena, map, "series", series);
  steg_json_part_put(arena, map, "rows", rows);
  steg_json_part_put(arena, map, "table", table_node(arena, chart->table));
  return map;
}

static const char *kind_name(steg_block_kind kind) {
  static const char *const names[] = {
      [STEG_BLOCK_SECTION] = "section",
      [STEG_BLOCK_TEXT] = "text",
      [STEG_BLOCK_LIST] = "list",
      [STEG_BLOCK_KEY_FIGURES] = "key_figures",
      [STEG_BLOCK_KEY_FIGURE] = "key_figure",
      [STEG_BLOCK_TABLE] = "table",
      [STEG_BLOCK_CHART] = "chart",
      [STEG_BLOCK_GOALS] = "goals",
      [STEG_BLOCK_BUDGET] = "budget",
      [STEG_BLOCK_CALLOUT] = "callout",
      [STEG_BLOCK_NOTE] = "note",
      [STEG_BLOCK_METHOD] = "method",
      [STEG_BLOCK_PAGE_BREAK] = "page_break",
      [STEG_BLOCK_WHEN] = "when",
  };
  return (size_t)kind < sizeof names / sizeof names[0] ? names[kind] : NULL;
}

static void append_blocks(steg_arena *arena, steg_tree *list, const steg_block *blocks, size_t count);

static steg_tree *block_node(steg_arena *arena, const steg_block *block) {
  steg_tree *map = steg_tree_map(arena);
  put_text(arena, map, "kind", kind_name(block->kind));
  if (block->text)
    put_text(arena, map, "text", block->text);
  if (block->kind == STEG_BLOCK_KEY_FIGURE) {
    put_text(arena, map, "figure", block->figure_text);
    put_text(arena, map, "detail", block->figure_detail);
  }
  if (block->table)
    steg_json_part_put(arena, map, "table", table_node(arena, block->table));
  if (block->chart)
    steg_json_part_put(arena, map, "chart", chart_node(arena, block->chart));
  if (block->child_count) {
    steg_tree *children = steg_tree_list(arena);
    append_blocks(arena, children, block->children, block->child_count);
    steg_json_part_put(arena, map, "children", children);
  }
  return map;
}

/* A branch stands in the place of the choice: a reader of the document does not meet what was not taken. */
static void append_blocks(steg_arena *arena, steg_tree *list, const steg_block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].omitted)
      continue;
    if (blocks[i].kind == STEG_BLOCK_WHEN) {
      append_blocks(arena, list, blocks[i].children, blocks[i].child_count);
      append_blocks(arena, list, blocks[i].otherwise, blocks[i].otherwise_count);
    } else {
      (void)steg_tree_append(arena, list, block_node(arena, &blocks[i]));
    }
  }
}

static steg_tree *document_node(steg_arena *arena, const steg_document *document) {
  steg_tree *map = steg_tree_map(arena), *blocks = steg_tree_list(arena), *results = steg_tree_list(arena);
  put_text(arena, map, "report", document->report);
  put_text(arena, map, "title", document->title_text);
  put_text(arena, map, "subtitle", document->subtitle);
  put_text(arena, map, "receiver", document->receiver_text);
  put_text(arena, map, "federation", document->federation);
  put_text(arena, map, "lang", document->lang == STEG_LANG_EN ? "en" : "sv");
  put_text(arena, map, "profile", steg_profile_id(document->profile));
  put_text(arena, map, "marking", document->marking);
  steg_json_part_put(arena, map, "as_of", steg_json_part_date(arena, document->as_of));
  steg_json_part_put(arena, map, "data_date", steg_json_part_date(arena, document->data_date));
  put_text(arena, map, "program", document->program);
  append_blocks(arena, blocks, document->blocks, document->block_count);
  steg_json_part_put(arena, map, "blocks", blocks);
  for (size_t i = 0; i < document->request_count; i++)
    (void)steg_tree_append(arena, results,
                           document->requests[i].result ? steg_json_part_result(arena, document->requests[i].result)
                                                        : steg_tree_null(arena));
  steg_json_part_put(arena, map, "results", results);
  return map;
}

int steg_json_write(const steg_document *document, const steg_render_context *context, steg_buffer *out,
                    steg_error *err) {
  (void)context;
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return steg_error_memory(err);
  steg_tree *root = document_node(arena, document);
  if (root && !steg_arena_failed(arena))
    steg_tree_write_json(out, root);
  bool failed = !root || steg_arena_failed(arena) || steg_buffer_failed(out);
  steg_arena_free(arena);
  return failed ? steg_error_memory(err) : 0;
}
