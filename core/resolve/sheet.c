/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/sheet.h"
#include "resolve/lookup.h"
#include <string.h>

void steg_sheet_start(steg_sheet *sheet, const steg_resolve_context *context) {
  memset(sheet, 0, sizeof *sheet);
  sheet->context = context;
}

size_t steg_sheet_add_column(steg_sheet *sheet, const char *label, bool numeric) {
  if (sheet->column_count == STEG_SHEET_COLUMNS_MAX)
    return STEG_SHEET_COLUMNS_MAX - 1;
  sheet->columns[sheet->column_count] = (steg_table_column){.label = label ? label : "", .numeric = numeric};
  return sheet->column_count++;
}

static bool make_room(steg_sheet *sheet) {
  if (sheet->row_count < sheet->row_capacity)
    return true;
  size_t capacity = sheet->row_capacity ? sheet->row_capacity * 2 : 16;
  steg_table_row *rows = steg_arena_array(sheet->context->arena, capacity, sizeof *rows);
  if (!rows)
    return false;
  if (sheet->row_count)
    memcpy(rows, sheet->rows, sheet->row_count * sizeof *rows);
  sheet->rows = rows;
  sheet->row_capacity = capacity;
  return true;
}

steg_table_row *steg_sheet_add_row(steg_sheet *sheet, const char *label) {
  steg_cell *cells = steg_arena_array(sheet->context->arena, sheet->column_count, sizeof *cells);
  if (!cells || !make_room(sheet))
    return NULL;
  for (size_t i = 0; i < sheet->column_count; i++)
    cells[i] = (steg_cell){.form = STEG_CELL_TEXT, .text = ""};
  cells[0].text = label ? label : "";
  sheet->rows[sheet->row_count] = (steg_table_row){.cells = cells};
  return &sheet->rows[sheet->row_count++];
}

void steg_sheet_set_text(steg_sheet *sheet, steg_table_row *row, size_t column, const char *text) {
  if (row && column < sheet->column_count)
    row->cells[column] = (steg_cell){.form = STEG_CELL_TEXT, .text = text ? text : ""};
}

static void remember(steg_sheet *sheet, const steg_figure *figure, const char *text) {
  sheet->hidden = sheet->hidden || steg_lookup_is_hidden(figure);
  sheet->missing = sheet->missing || (figure && text && !strcmp(text, STEG_SIGN_MISSING));
  sheet->small = sheet->small || (steg_lookup_is_number(figure) && figure->unit == STEG_UNIT_SHARE &&
                                  figure->base > 0 && figure->base < STEG_SMALL_BASE);
}

void steg_sheet_set_figure(steg_sheet *sheet, steg_table_row *row, size_t column, const steg_figure *figure,
                           steg_cell_form form) {
  const char *text = steg_wording_cell(sheet->context, figure, form);
  if (!row || column >= sheet->column_count)
    return;
  row->cells[column] = (steg_cell){.form = form, .text = text ? text : "", .figure = figure};
  remember(sheet, figure, text);
}

void steg_sheet_set_written(steg_sheet *sheet, steg_table_row *row, size_t column, const steg_figure *figure,
                            const char *text) {
  if (!row || column >= sheet->column_count)
    return;
  row->cells[column] = (steg_cell){.form = STEG_CELL_TEXT, .text = text ? text : "", .figure = figure};
  remember(sheet, figure, text);
}

const steg_table *steg_sheet_finish(steg_sheet *sheet, const char *caption, const char *note) {
  const steg_resolve_context *context = sheet->context;
  if (sheet->small)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_small));
  if (sheet->hidden)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_hidden));
  if (sheet->missing)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_missing));
  steg_table *table = steg_arena_alloc(context->arena, sizeof *table);
  steg_table_column *columns = steg_arena_array(context->arena, sheet->column_count, sizeof *columns);
  if (!table || !columns || steg_arena_failed(context->arena))
    return NULL;
  memcpy(columns, sheet->columns, sheet->column_count * sizeof *columns);
  *table = (steg_table){.caption = caption ? caption : "",
                        .note = note && *note ? note : NULL,
                        .columns = columns,
                        .column_count = sheet->column_count,
                        .rows = sheet->rows,
                        .row_count = sheet->row_count};
  return table;
}
