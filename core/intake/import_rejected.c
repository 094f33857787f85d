/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a workbook that were not taken, copied out as CSV. */
#include "intake/import_part.h"

#include "base/file.h"
#include "intake/sheet.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REJECTED_MAX = 1024 * 1024 * 1024 };

static char decimal_mark(const steg_import *import) {
  return import->options.decimal_mark == '.' ? '.' : ',';
}

typedef struct rejected_rows {
  const steg_import *import;
  const steg_mapping *mapping;
  uint32_t number; /* of the sheet, 0 = the only one */
  steg_buffer out;
  size_t next;
} rejected_rows;

static void write_cell(steg_buffer *out, steg_field cell) {
  bool quote = false;
  for (size_t i = 0; i < cell.size; i++)
    quote = quote || strchr(";\"\r\n", cell.bytes[i]);
  steg_buffer_text(out, quote ? "\"" : "");
  for (size_t i = 0; i < cell.size; i++) {
    steg_buffer_char(out, cell.bytes[i]);
    if (cell.bytes[i] == '"')
      steg_buffer_char(out, '"');
  }
  steg_buffer_text(out, quote ? "\"" : "");
}

static int copy_line(void *context, const steg_line *line) {
  rejected_rows *rows = context;
  const steg_import_result *result = &rows->import->result;
  uint32_t row = steg_row_line(rows->number, line->row);
  while (rows->next < result->rejected && result->rejected_lines[rows->next] < row)
    rows->next++;
  bool wanted = rows->next < result->rejected && result->rejected_lines[rows->next] == row;
  if (!wanted && line->row != rows->mapping->row)
    return 0;
  for (size_t i = 0; i < line->count && i < STEG_COLUMNS_MAX; i++) {
    if (i)
      steg_buffer_char(&rows->out, ';');
    write_cell(&rows->out, line->cells[i]);
  }
  steg_buffer_text(&rows->out, "\r\n");
  return 0;
}

/* The refused rows of one sheet of an open workbook. */
static int write_rows(const steg_import *import, steg_workbook *workbook, size_t sheet, uint32_t number,
                      const steg_mapping *mapping, const char *path, steg_error *err) {
  rejected_rows rows = {.import = import, .mapping = mapping, .number = number};
  uint32_t row = 0;
  int result = -1;
  steg_buffer_init(&rows.out, REJECTED_MAX);
  steg_buffer_text(&rows.out, "\xEF\xBB\xBF");
  if (sheet >= workbook->sheet_count || steg_sheet_read(workbook, sheet, decimal_mark(import), copy_line, &rows, &row))
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the file has changed since it was read");
  else if (steg_buffer_failed(&rows.out))
    steg_error_memory(err);
  else
    result = steg_file_write(path, rows.out.bytes, rows.out.size, 0600, err);
  steg_buffer_release(&rows.out);
  return result;
}

static bool has_rejected(const steg_import_result *result, uint32_t number) {
  for (size_t i = 0; i < result->rejected; i++)
    if (steg_row_line_sheet(result->rejected_lines[i]) == number)
      return true;
  return false;
}

/* Each sheet's to a file of its own: their columns may stand in another order. */
static int write_all(const steg_import *import, steg_workbook *workbook, const char *path, steg_error *err) {
  for (size_t i = 0; i < import->sheet_count; i++) {
    const steg_import_part_sheet *sheet = &import->sheets[i];
    steg_buffer target;
    if (!has_rejected(&import->result, (uint32_t)i + 1))
      continue;
    steg_buffer_init(&target, 8192);
    steg_buffer_printf(&target, "%s.%zu.rejected.csv", path, sheet->place + 1);
    int result = steg_buffer_failed(&target)
                     ? steg_error_memory(err)
                     : write_rows(import, workbook, sheet->place, (uint32_t)i + 1, sheet->mapping, target.bytes, err);
    steg_buffer_release(&target);
    if (result < 0)
      return -1;
  }
  return 0;
}

static size_t place_of(const steg_workbook *workbook, const char *name) {
  size_t sheet = 0;
  while (sheet < workbook->sheet_count && strcmp(workbook->sheets[sheet].name, name) != 0)
    sheet++;
  return sheet;
}

int steg_import_write_sheet_rows(const steg_import *import, const char *path, steg_error *err) {
  steg_workbook *workbook = calloc(1, sizeof *workbook);
  const char *kind = NULL;
  int fd = -1, result = -1;
  char *target = steg_arena_printf(import->arena, "%s.rejected.csv", path);
  if (!workbook || !target) {
    steg_error_memory(err);
    goto done;
  }
  fd = open(import->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    steg_error_system(err, errno, "the file can't be read again");
    goto done;
  }
  if (steg_workbook_open(fd, workbook, &kind))
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the file has changed since it was read");
  else if (import->sheets)
    result = write_all(import, workbook, path, err);
  else
    result = write_rows(import, workbook, place_of(workbook, import->sheet), 0, import->mapping, target, err);
done:
  if (fd >= 0)
    close(fd);
  if (workbook)
    steg_workbook_release(workbook);
  free(workbook);
  return result;
}
