/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/original.h"

#include "intake/csv.h"
#include "intake/import_part.h"
#include "intake/sheet.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, PIECE_MAX = 8 * PIECE };

static int has_changed(steg_error *err) {
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the file has changed since it was read");
}

static uint32_t header_row(const steg_import *import) {
  return import->mapping ? import->mapping->row : 0;
}

_Static_assert((int)STEG_ORIGINAL_COLUMNS == (int)STEG_COLUMNS_MAX, "as many cells as a line has");

/* A line of either reader on its way to the caller. */
typedef struct line_giver {
  const steg_original_reader *reader;
  steg_original_cell cells[STEG_COLUMNS_MAX];
  int result;
} line_giver;

static int give_line(void *context, const steg_line *line) {
  line_giver *giver = context;
  size_t count = steg_line_stored(line);
  for (size_t i = 0; i < count; i++)
    giver->cells[i] = (steg_original_cell){line->cells[i].bytes, line->cells[i].size};
  giver->result = giver->reader->row(giver->reader->context, line->row, giver->cells, count);
  return giver->result;
}

/* ---- text with columns */

static int feed(const steg_import *import, int fd, steg_csv *csv, unsigned char *piece, steg_buffer *text,
                steg_error *err) {
  steg_decoder decoder = {.encoding = import->encoding.encoding};
  size_t skip = import->encoding.bom;
  uint64_t done = 0;
  int result = 0;
  while (result == 0) {
    ssize_t got = read(fd, piece, PIECE);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return steg_error_system(err, errno, "the file can't be read again");
    if (got == 0)
      break;
    size_t size = (size_t)got, start = skip < size ? skip : size;
    skip -= start;
    done += size;
    if (import->survey.ends_in_ctrl_z && done == import->survey.size && size > start)
      size--;
    steg_buffer_clear(text);
    if (steg_decoder_feed(&decoder, piece + start, size - start, text))
      return has_changed(err);
    result = steg_csv_feed(csv, text->bytes, text->size, err);
  }
  return result ? result : steg_csv_end(csv, err);
}

static int read_text(const steg_import *import, int fd, const steg_original_reader *reader, steg_error *err) {
  if (!import->encoding.encoding || !import->dialect.delimiter)
    return 1;
  int result = reader->sheet(reader->context, NULL, header_row(import));
  if (result)
    return result;
  steg_buffer text;
  steg_buffer_init(&text, PIECE_MAX);
  unsigned char *piece = malloc(PIECE);
  line_giver giver = {.reader = reader};
  steg_csv *csv = steg_csv_new(import->dialect.delimiter, give_line, &giver);
  result = piece && csv ? feed(import, fd, csv, piece, &text, err) : steg_error_memory(err);
  steg_csv_free(csv);
  free(piece);
  steg_buffer_release(&text);
  return result;
}

/* ---- a workbook */

static int read_sheets(const steg_import *import, steg_workbook *workbook, const steg_original_reader *reader,
                       steg_error *err) {
  for (size_t i = 0; i < workbook->sheet_count; i++) {
    const char *name = workbook->sheets[i].name;
    bool used = import->sheet && !strcmp(name, import->sheet);
    uint32_t row = 0;
    if (workbook->sheets[i].review || (workbook->sheets[i].hidden && !used))
      continue;
    line_giver lines = {.reader = reader};
    lines.result = reader->sheet(reader->context, name, used || !import->sheet ? header_row(import) : 0);
    if (lines.result)
      return lines.result;
    steg_finding_id fault =
        steg_sheet_read(workbook, i, import->options.decimal_mark == '.' ? '.' : ',', give_line, &lines, &row);
    if (lines.result)
      return lines.result;
    if (fault)
      return fault == STEG_FINDING_COUNT ? steg_error_memory(err) : 1;
  }
  return 0;
}

static int read_workbook(const steg_import *import, int fd, const steg_original_reader *reader, steg_error *err) {
  const char *kind = NULL;
  steg_workbook *workbook = calloc(1, sizeof *workbook);
  if (!workbook)
    return steg_error_memory(err);
  steg_finding_id fault = steg_workbook_open(fd, workbook, &kind);
  int result = fault == STEG_FINDING_COUNT ? steg_error_memory(err)
               : fault                     ? 1
                                           : read_sheets(import, workbook, reader, err);
  steg_workbook_release(workbook);
  free(workbook);
  return result;
}

int steg_original_read(const steg_import *import, const steg_original_reader *reader, steg_error *err) {
  struct stat status;
  if (!import->result.encoding)
    return 1;
  int fd = open(import->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    return steg_error_system(err, errno, "the file can't be read again");
  const steg_survey *survey = &import->survey;
  bool same = !fstat(fd, &status) && S_ISREG(status.st_mode) && (uint64_t)status.st_size == survey->size &&
              status.st_mtim.tv_sec == survey->changed.tv_sec && status.st_mtim.tv_nsec == survey->changed.tv_nsec;
  int result = !same                                      ? has_changed(err)
               : !strcmp(import->result.encoding, "xlsx") ? read_workbook(import, fd, reader, err)
                                                          : read_text(import, fd, reader, err);
  close(fd);
  return result;
}

bool steg_original_is_in(const steg_import *import, const steg_finding *finding, const char *name) {
  const char *own = finding->sheet ? finding->sheet : import->sheet;
  return !name || (own && !strcmp(own, name));
}
