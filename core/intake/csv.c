/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/csv.h"

#include "intake/grow.h"
#include <csv.h>
#include <string.h>

struct steg_csv {
  struct csv_parser parser;
  steg_line_fn line;
  void *context;
  char *text; /* the line's cells, one after another */
  size_t text_size, text_capacity;
  size_t dropped; /* bytes of this line's overlong cells */
  size_t starts[STEG_COLUMNS_MAX];
  size_t sizes[STEG_COLUMNS_MAX];
  steg_field cells[STEG_COLUMNS_MAX];
  size_t count;
  uint32_t row;
  uint32_t faults, fault_column;
  int last_end; /* the character that ended the last line, 0 = none yet */
  uint32_t line_ends;
  int stopped; /* what `line` returned */
  bool memory_is_out;
};

/* libcsv's hook has no context, so the bound is a constant. A refusal within the bound means that memory is out. */
static void *bounded_realloc(void *bytes, size_t size) {
  return size > STEG_FIELD_MAX ? NULL : realloc(bytes, size);
}

static void note_fault(steg_csv *csv, steg_line_fault fault) {
  if (!csv->fault_column || fault != STEG_LINE_QUOTE_LITERAL)
    csv->fault_column = (uint32_t)csv->count + 1;
  csv->faults |= fault;
}

static void take_cell(void *bytes, size_t size, void *context) {
  steg_csv *csv = context;
  size_t index = csv->count++;
  if (index >= STEG_COLUMNS_MAX || csv->stopped || csv->memory_is_out)
    return;
  if (csv->text_size + size > STEG_LINE_MAX) {
    note_fault(csv, STEG_LINE_TOO_LONG);
    size = 0;
  }
  if (steg_grow(&csv->text, &csv->text_capacity, csv->text_size + size, 1)) {
    csv->memory_is_out = true;
    return;
  }
  csv->starts[index] = csv->text_size;
  csv->sizes[index] = size;
  if (size)
    memcpy(csv->text + csv->text_size, bytes, size);
  csv->text_size += size;
}

static void give_line(steg_csv *csv) {
  size_t stored = csv->count < STEG_COLUMNS_MAX ? csv->count : STEG_COLUMNS_MAX;
  for (size_t i = 0; i < stored; i++)
    csv->cells[i] = (steg_field){csv->text ? csv->text + csv->starts[i] : "", csv->sizes[i]};
  steg_line line = {.row = csv->row,
                    .count = csv->count,
                    .cells = csv->cells,
                    .faults = csv->faults,
                    .fault_column = csv->fault_column};
  csv->stopped = csv->line(csv->context, &line);
  csv->count = 0;
  csv->text_size = csv->dropped = 0;
  csv->faults = csv->fault_column = 0;
}

/* libcsv calls this for every line end, also of empty lines, with its character; -1 at the end of a file without one. */
static void take_line(int end, void *context) {
  steg_csv *csv = context;
  bool second_half = end == '\n' && csv->last_end == '\r' && !csv->count;
  if (csv->last_end == '\r')
    csv->line_ends |= second_half ? STEG_CSV_CRLF : STEG_CSV_CR;
  if (end == '\n' && !second_half)
    csv->line_ends |= STEG_CSV_LF;
  csv->last_end = second_half ? 0 : end;
  if (second_half || csv->stopped || csv->memory_is_out)
    return;
  if (csv->count || csv->faults) {
    if (end == -1)
      csv->faults |= STEG_LINE_NO_END;
    give_line(csv);
  }
  csv->row++;
}

steg_csv *steg_csv_new(char delimiter, steg_line_fn line, void *context) {
  steg_csv *csv = calloc(1, sizeof *csv);
  if (!csv || csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL)) {
    free(csv);
    return NULL;
  }
  csv_set_delim(&csv->parser, (unsigned char)delimiter);
  csv_set_realloc_func(&csv->parser, bounded_realloc);
  csv_set_blk_size(&csv->parser, 1024);
  csv->line = line;
  csv->context = context;
  csv->row = 1;
  return csv;
}

void steg_csv_free(steg_csv *csv) {
  if (!csv)
    return;
  csv_free(&csv->parser);
  free(csv->text);
  free(csv);
}

uint32_t steg_csv_line_ends(const steg_csv *csv) {
  return csv->line_ends | (csv->last_end == '\r' ? STEG_CSV_CR : 0u);
}

uint32_t steg_csv_row(const steg_csv *csv) {
  return csv->row;
}

static bool cell_has_line_end(const steg_csv *csv) {
  const char *bytes = (const char *)csv->parser.entry_buf;
  return bytes && (memchr(bytes, '\n', csv->parser.entry_pos) || memchr(bytes, '\r', csv->parser.entry_pos));
}

/* A quote where none may stand. In a quoted cell the rest is read as unquoted, so that one slip costs one line. */
static void pass_quote(steg_csv *csv, const char *byte) {
  if (csv->parser.quoted) {
    note_fault(csv, cell_has_line_end(csv) ? STEG_LINE_QUOTE_BROKEN | STEG_LINE_QUOTE_RUNAWAY : STEG_LINE_QUOTE_BROKEN);
    csv->parser.quoted = 0;
  } else {
    note_fault(csv, STEG_LINE_QUOTE_LITERAL);
  }
  csv_set_opts(&csv->parser, CSV_STRICT_FINI | CSV_REPALL_NL);
  csv_parse(&csv->parser, byte, 1, take_cell, take_line, csv);
  csv_set_opts(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
}

/* The cell has reached its bound: what it holds is dropped and reading goes on. One byte stays, because libcsv takes
 * the closing quote back from the cell's end. */
static void drop_cell(steg_csv *csv) {
  bool runaway = csv->parser.quoted && cell_has_line_end(csv);
  note_fault(csv, runaway ? STEG_LINE_CELL_TOO_LONG | STEG_LINE_QUOTE_RUNAWAY : STEG_LINE_CELL_TOO_LONG);
  csv->parser.spaces = 0;
  csv->parser.entry_pos = 1;
  csv->dropped += STEG_FIELD_MAX;
  if (csv->dropped > STEG_LINE_MAX) {
    note_fault(csv, STEG_LINE_TOO_LONG);
    give_line(csv);
  }
}

int steg_csv_feed(steg_csv *csv, const char *bytes, size_t size, steg_error *err) {
  size_t at = 0;
  while (at < size && !csv->stopped && !csv->memory_is_out) {
    at += csv_parse(&csv->parser, bytes + at, size - at, take_cell, take_line, csv);
    if (at >= size)
      break;
    if (csv_error(&csv->parser) == CSV_EPARSE)
      pass_quote(csv, bytes + at++);
    else if (csv_error(&csv->parser) == CSV_ENOMEM && csv->parser.entry_size >= STEG_FIELD_MAX)
      drop_cell(csv);
    else
      csv->memory_is_out = true;
  }
  if (csv->memory_is_out)
    return steg_error_memory(err);
  return csv->stopped;
}

int steg_csv_end(steg_csv *csv, steg_error *err) {
  if (csv->stopped)
    return csv->stopped;
  if (csv_fini(&csv->parser, take_cell, take_line, csv)) {
    note_fault(csv, STEG_LINE_QUOTE_OPEN);
    take_line(-1, csv);
  }
  if (csv->memory_is_out)
    return steg_error_memory(err);
  return csv->stopped;
}
