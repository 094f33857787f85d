/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/csv.h"

#include "intake/line.h"
#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL_PIECE = 4096 };

struct steg_csv {
  struct csv_parser parser;
  steg_line_fn give;
  void *context;
  steg_line_builder line;
  size_t dropped; /* bytes of this line's overlong cells */
  uint32_t row;
  int last_end; /* the character that ended the last line, 0 = none yet */
  uint32_t line_ends;
  int stopped; /* what `give` returned */
  bool memory_is_out;
};

/* libcsv's hook has no context, so the bound is a constant. A refusal within the bound means that memory is out. */
static void *bounded_realloc(void *bytes, size_t size) {
  return size > STEG_FIELD_MAX ? NULL : realloc(bytes, size);
}

static void take_cell(void *bytes, size_t size, void *context) {
  steg_csv *csv = context;
  if (!csv->stopped && !csv->memory_is_out && steg_line_add(&csv->line, bytes, size))
    csv->memory_is_out = true;
}

static void give_line(steg_csv *csv) {
  steg_line line = steg_line_of(&csv->line, csv->row);
  csv->stopped = csv->give(csv->context, &line);
  steg_line_clear(&csv->line);
  csv->dropped = 0;
}

/* libcsv calls this for every line end, also of empty lines, with its character; -1 at the end of a file without one. */
static void take_line(int end, void *context) {
  steg_csv *csv = context;
  bool second_half = end == '\n' && csv->last_end == '\r' && !csv->line.count;
  if (csv->last_end == '\r')
    csv->line_ends |= second_half ? STEG_CSV_CRLF : STEG_CSV_CR;
  if (end == '\n' && !second_half)
    csv->line_ends |= STEG_CSV_LF;
  csv->last_end = second_half ? 0 : end;
  if (second_half || csv->stopped || csv->memory_is_out)
    return;
  if (csv->line.count || csv->line.faults) {
    if (end == -1)
      csv->line.faults |= STEG_LINE_NO_END;
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
  csv->give = line;
  csv->context = context;
  csv->row = 1;
  return csv;
}

void steg_csv_free(steg_csv *csv) {
  if (!csv)
    return;
  csv_free(&csv->parser);
  steg_line_release(&csv->line);
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
    steg_line_note(&csv->line,
                   cell_has_line_end(csv) ? STEG_LINE_QUOTE_BROKEN | STEG_LINE_QUOTE_RUNAWAY : STEG_LINE_QUOTE_BROKEN);
    csv->parser.quoted = 0;
  } else {
    steg_line_note(&csv->line, STEG_LINE_QUOTE_LITERAL);
  }
  csv_set_opts(&csv->parser, CSV_STRICT_FINI | CSV_REPALL_NL);
  csv_parse(&csv->parser, byte, 1, take_cell, take_line, csv);
  csv_set_opts(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
}

/* The cell has reached its bound: what it holds is dropped and reading goes on. One byte stays, because libcsv takes
 * the closing quote back from the cell's end. */
static void drop_cell(steg_csv *csv) {
  bool runaway = csv->parser.quoted && cell_has_line_end(csv);
  steg_line_note(&csv->line, runaway ? STEG_LINE_CELL_TOO_LONG | STEG_LINE_QUOTE_RUNAWAY : STEG_LINE_CELL_TOO_LONG);
  csv->parser.spaces = 0;
  csv->parser.entry_pos = 1;
  csv->dropped += STEG_FIELD_MAX;
  if (csv->dropped > STEG_LINE_MAX) {
    steg_line_note(&csv->line, STEG_LINE_TOO_LONG);
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

int steg_csv_feed_until(steg_csv *csv, const char *bytes, size_t size, steg_error *err) {
  int result = 0;
  for (size_t at = 0; result == 0 && at < size; at += SMALL_PIECE)
    result = steg_csv_feed(csv, bytes + at, size - at < SMALL_PIECE ? size - at : SMALL_PIECE, err);
  return result;
}

int steg_csv_end(steg_csv *csv, steg_error *err) {
  if (csv->stopped)
    return csv->stopped;
  if (csv_fini(&csv->parser, take_cell, take_line, csv)) {
    steg_line_note(&csv->line, STEG_LINE_QUOTE_OPEN);
    take_line(-1, csv);
  }
  if (csv->memory_is_out)
    return steg_error_memory(err);
  return csv->stopped;
}
