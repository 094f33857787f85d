/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/line.h"

#include "intake/grow.h"
#include <string.h>

void steg_line_note(steg_line_builder *line, uint32_t faults) {
  if (!line->fault_column || faults != STEG_LINE_QUOTE_LITERAL)
    line->fault_column = (uint32_t)line->count + 1;
  line->faults |= faults;
}

int steg_line_add(steg_line_builder *line, const void *bytes, size_t size) {
  if (line->count >= STEG_COLUMNS_MAX) {
    line->count++;
    return 0;
  }
  if (line->text_size + size > STEG_LINE_MAX) {
    steg_line_note(line, STEG_LINE_TOO_LONG);
    size = 0;
  }
  if (steg_grow(&line->text, &line->text_capacity, line->text_size + size, 1))
    return -1;
  line->starts[line->count] = line->text_size;
  line->sizes[line->count] = size;
  if (size)
    memcpy(line->text + line->text_size, bytes, size);
  line->text_size += size;
  line->count++;
  return 0;
}

steg_line steg_line_of(steg_line_builder *line, uint32_t row) {
  for (size_t i = 0; i < line->count && i < STEG_COLUMNS_MAX; i++)
    line->cells[i] = (steg_field){line->text ? line->text + line->starts[i] : "", line->sizes[i]};
  return (steg_line){.row = row,
                     .count = line->count,
                     .cells = line->cells,
                     .faults = line->faults,
                     .fault_column = line->fault_column};
}

void steg_line_clear(steg_line_builder *line) {
  line->count = line->text_size = 0;
  line->faults = line->fault_column = 0;
}

void steg_line_release(steg_line_builder *line) {
  free(line->text);
  *line = (steg_line_builder){0};
}
