/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/grid.h"

#include "base/file.h"
#include "base/text.h"
#include "intake/csv.h"
#include "intake/sheet.h"
#include "intake/signature.h"
#include "intake/survey.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 64 << 20, TEXT_MAX = 128 << 20, READ_SIZE = 64 * 1024, ROWS_WEIGHED = 200, HEADER_SEARCH = 40 };
enum { CELLS_WEIGHED = 1000000 }; /* a sheet with as many is full enough */

/* ---- bytes to UTF-8 */

static int decode(const char *path, const steg_buffer *bytes, const steg_survey *survey, steg_buffer *out,
                  steg_error *err) {
  const char *name = steg_file_name(path);
  const char *kind = steg_signature_of((const unsigned char *)bytes->bytes, bytes->size);
  if (kind)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is a %s file: save it as CSV first", name, kind);
  steg_survey_verdict verdict = steg_survey_judge(survey, 0);
  if (verdict.refusal || !verdict.encoding)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "%s: the character encoding can't be told; save it as CSV UTF-8 first", name);
  steg_decoder decoder = {.encoding = verdict.encoding};
  size_t start = verdict.bom < bytes->size ? verdict.bom : bytes->size;
  if (steg_decoder_feed(&decoder, (const unsigned char *)bytes->bytes + start, bytes->size - start, out) ||
      steg_decoder_end(&decoder))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: the characters can't be read; save it as CSV UTF-8 first",
                          name);
  return steg_buffer_failed(out) ? steg_error_memory(err) : 0;
}

static int read_text(const char *path, steg_buffer *out, steg_error *err) {
  steg_buffer bytes;
  steg_survey survey;
  steg_buffer_init(&bytes, FILE_MAX);
  int status = steg_file_read(path, FILE_MAX, &bytes, err);
  int fd = status == 0 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (status == 0 && fd < 0)
    status = steg_error_system(err, errno, "%s", steg_file_name(path));
  if (status == 0)
    status = steg_survey_read(fd, READ_SIZE, NULL, NULL, &survey, err);
  if (status == 0) {
    status = decode(path, &bytes, &survey, out, err);
    steg_survey_release(&survey);
  }
  if (fd >= 0)
    close(fd);
  steg_buffer_release(&bytes);
  return status;
}

/* ---- the delimiter */

typedef struct weighing {
  size_t counts[ROWS_WEIGHED];
  size_t rows;
} weighing;

static int weigh_line(void *context, const steg_line *line) {
  weighing *weighed = context;
  weighed->counts[weighed->rows++] = line->count;
  return weighed->rows == ROWS_WEIGHED;
}

/* Rows that have the most usual number of cells, times those cells; 0 when most rows are one cell. */
static size_t weight(const char *text, size_t size, char delimiter) {
  weighing weighed = {.rows = 0};
  steg_error err = {.kind = STEG_ERROR_NONE};
  steg_csv *csv = steg_csv_new(delimiter, weigh_line, &weighed);
  if (!csv)
    return 0;
  if (steg_csv_feed(csv, text, size, &err) == 0)
    (void)steg_csv_end(csv, &err);
  steg_csv_free(csv);
  size_t best = 0;
  for (size_t i = 0; i < weighed.rows; i++) {
    size_t same = 0;
    for (size_t j = 0; j < weighed.rows; j++)
      same += weighed.counts[j] == weighed.counts[i];
    if (weighed.counts[i] > 1 && same * weighed.counts[i] > best)
      best = same * weighed.counts[i];
  }
  return best;
}

static char delimiter_of(const char *text, size_t size) {
  static const char candidates[] = {';', '\t', ',', '|'}; /* the first wins a tie: a comma may be a decimal's */
  char found = ';';
  size_t best = 0;
  for (size_t i = 0; i < sizeof candidates; i++) {
    size_t heavy = weight(text, size, candidates[i]);
    if (heavy > best) {
      best = heavy;
      found = candidates[i];
    }
  }
  return found;
}

/* ---- lines to cells */

typedef struct reading {
  steg_arena *arena;
  steg_buffer cell;
  const char ***lines; /* each `widths[i]` cells */
  size_t *widths;
  uint32_t *rows; /* of the file */
  size_t count, room;
  bool failed;
} reading;

static const char **make_room(reading *all, size_t width) {
  if (all->count == all->room) {
    size_t room = all->room ? all->room * 2 : 256;
    const char ***lines = steg_arena_array(all->arena, room, sizeof *lines);
    size_t *widths = steg_arena_array(all->arena, room, sizeof *widths);
    uint32_t *rows = steg_arena_array(all->arena, room, sizeof *rows);
    if (!lines || !widths || !rows)
      return NULL;
    if (all->count) {
      memcpy(lines, all->lines, all->count * sizeof *lines);
      memcpy(widths, all->widths, all->count * sizeof *widths);
      memcpy(rows, all->rows, all->count * sizeof *rows);
    }
    all->lines = lines;
    all->widths = widths;
    all->rows = rows;
    all->room = room;
  }
  return steg_arena_array(all->arena, width ? width : 1, sizeof(const char *));
}

static int take_line(void *context, const steg_line *line) {
  reading *all = context;
  size_t width = line->count < STEG_COLUMNS_MAX ? line->count : STEG_COLUMNS_MAX;
  const char **cells = make_room(all, width);
  bool blank = true;
  for (size_t i = 0; cells && i < width; i++) {
    if (steg_field_clean(line->cells[i], STEG_FIELD_TRIM, &all->cell) < 0 ||
        !(cells[i] = steg_arena_text_n(all->arena, all->cell.bytes, all->cell.size))) {
      cells = NULL;
      break;
    }
    blank = blank && !cells[i][0];
  }
  if (!cells) {
    all->failed = true;
    return 1;
  }
  if (blank)
    return 0;
  all->lines[all->count] = cells;
  all->rows[all->count] = line->row;
  all->widths[all->count++] = width;
  return 0;
}

static size_t filled(const char *const *cells, size_t width) {
  size_t count = 0;
  for (size_t i = 0; i < width; i++)
    count += cells[i][0] != '\0';
  return count;
}

/* The first row that fills all but a tenth of the usual width. */
static size_t header_row(const reading *all) {
  size_t most = 0;
  for (size_t i = 0; i < all->count && i < HEADER_SEARCH; i++) {
    size_t count = filled(all->lines[i], all->widths[i]);
    most = count > most ? count : most;
  }
  for (size_t i = 0; i < all->count && i < HEADER_SEARCH; i++)
    if (filled(all->lines[i], all->widths[i]) * 10 >= most * 9)
      return i;
  return 0;
}

static int lay_out(const reading *all, steg_grid *ret_grid, steg_error *err) {
  size_t first = header_row(all);
  steg_grid grid = {.headers = all->lines[first],
                    .column_count = all->widths[first],
                    .header_line = all->rows[first],
                    .lines = all->rows + first + 1};
  while (grid.column_count && !grid.headers[grid.column_count - 1][0])
    grid.column_count--;
  grid.row_count = all->count - first - 1;
  grid.cells = steg_arena_array(all->arena, grid.row_count * grid.column_count + 1, sizeof *grid.cells);
  if (!grid.cells)
    return steg_error_memory(err);
  for (size_t row = 0; row < grid.row_count; row++)
    for (size_t column = 0; column < grid.column_count; column++)
      grid.cells[row * grid.column_count + column] =
          column < all->widths[first + 1 + row] ? all->lines[first + 1 + row][column] : "";
  *ret_grid = grid;
  return 0;
}

static int too_long(const char *path, steg_error *err) {
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: a cell is too long, or memory is out", steg_file_name(path));
}

static int read_columns(const char *path, reading *all, steg_error *err) {
  steg_buffer text;
  steg_buffer_init(&text, TEXT_MAX);
  int status = read_text(path, &text, err);
  if (status == 0) {
    steg_csv *csv = steg_csv_new(delimiter_of(text.bytes, text.size), take_line, all);
    status = csv ? steg_csv_feed(csv, text.bytes, text.size, err) : steg_error_memory(err);
    if (status == 0)
      status = steg_csv_end(csv, err);
    steg_csv_free(csv);
    if (all->failed)
      status = too_long(path, err);
  }
  steg_buffer_release(&text);
  return status;
}

/* ---- a workbook */

static int weigh_cells(void *context, const steg_line *line) {
  size_t *weight_so_far = context;
  for (size_t i = 0; i < steg_line_stored(line); i++)
    *weight_so_far += !steg_field_is_blank(line->cells[i]);
  return *weight_so_far > CELLS_WEIGHED;
}

static steg_finding_id fullest(steg_workbook *workbook, size_t *ret_sheet) {
  size_t most = 0;
  uint32_t row = 0;
  *ret_sheet = 0;
  for (size_t i = 0; i < workbook->sheet_count; i++) {
    size_t cells = 0;
    if (workbook->sheets[i].hidden)
      continue;
    steg_finding_id fault = steg_sheet_read(workbook, i, ',', weigh_cells, &cells, &row);
    if (fault)
      return fault;
    if (cells > most) {
      most = cells;
      *ret_sheet = i;
    }
  }
  return 0;
}

static bool find_sheet(const steg_workbook *workbook, const char *name, size_t *ret_sheet) {
  char *end = NULL;
  for (size_t i = 0; i < workbook->sheet_count; i++)
    if (steg_text_same(workbook->sheets[i].name, name)) {
      *ret_sheet = i;
      return true;
    }
  unsigned long number = strtoul(name, &end, 10);
  *ret_sheet = number - 1;
  return !*end && number && number <= workbook->sheet_count;
}

static int read_workbook(int fd, const char *path, const char *sheet, reading *all, steg_error *err) {
  const char *kind = NULL, *name = steg_file_name(path);
  uint32_t row = 0;
  size_t chosen = 0;
  steg_workbook *workbook = calloc(1, sizeof *workbook);
  if (!workbook)
    return steg_error_memory(err);
  int status = 0;
  steg_finding_id fault = steg_workbook_open(fd, workbook, &kind);
  if (!fault && sheet && !find_sheet(workbook, sheet, &chosen))
    status = steg_error_set(err, STEG_ERROR_USAGE, "%s has no sheet \"%s\"", name, sheet);
  if (!fault && !sheet)
    fault = fullest(workbook, &chosen);
  if (!fault && status == 0)
    fault = steg_sheet_read(workbook, chosen, ',', take_line, all, &row);
  if (fault == STEG_FINDING_COUNT || (!fault && status == 0 && all->failed))
    status = too_long(path, err);
  else if (fault)
    status =
        steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s can't be read as a workbook; `stegvis explain %s` says why",
                       name, steg_finding_kind_of(fault)->code);
  steg_workbook_release(workbook);
  free(workbook);
  return status;
}

/* Whether the file is a workbook by its first bytes, whatever it is called. */
static bool is_workbook(int fd) {
  enum { OPENING = 4096 };
  unsigned char opening[OPENING];
  ssize_t got = pread(fd, opening, sizeof opening, 0);
  const char *kind = got > 0 ? steg_signature_of(opening, (size_t)got) : NULL;
  return kind && !strcmp(kind, "xlsx");
}

int steg_grid_read(const char *path, const char *sheet, steg_arena *arena, steg_grid *ret_grid, steg_error *err) {
  const char *name = steg_file_name(path);
  reading all = {.arena = arena};
  struct stat file;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0 || fstat(fd, &file)) {
    int status = steg_error_system(err, errno, "%s", name);
    if (fd >= 0)
      close(fd);
    return status;
  }
  steg_buffer_init(&all.cell, STEG_FIELD_MAX + 1);
  int status = 0;
  if (S_ISREG(file.st_mode) && is_workbook(fd))
    status = file.st_size > FILE_MAX ? too_long(path, err) : read_workbook(fd, path, sheet, &all, err);
  else if (sheet)
    status = steg_error_set(err, STEG_ERROR_USAGE, "--sheet: %s has no sheets", name);
  else
    status = read_columns(path, &all, err);
  close(fd);
  if (status == 0 && all.count < 1)
    status = steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: there are no rows in it", name);
  if (status == 0)
    status = lay_out(&all, ret_grid, err);
  steg_buffer_release(&all.cell);
  return status;
}
