/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/rejected.h"

#include "base/file.h"
#include "intake/csv.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, OUT_MAX = 1024 * 1024 * 1024 };

/* The splitting of the file into rows, with the bytes of each. */
typedef struct row_copy {
  const uint32_t *rows; /* sorted; the header row first */
  size_t count, next;
  steg_buffer row; /* bytes of the row being read */
  steg_buffer *out;
} row_copy;

static int ignore_line(void *context, const steg_line *line) {
  (void)context;
  (void)line;
  return 0;
}

/* A row has ended: kept when it is wanted. */
static void end_row(row_copy *copy, uint32_t row) {
  while (copy->next < copy->count && copy->rows[copy->next] < row)
    copy->next++;
  if (copy->next < copy->count && copy->rows[copy->next] == row)
    steg_buffer_append(copy->out, copy->row.bytes, copy->row.size);
  steg_buffer_clear(&copy->row);
}

/* libcsv is given one byte at a time here, so that it is known which byte ended a row. The line feed of a CR LF stays with
 * its row. */
static int copy_text(row_copy *copy, steg_csv *csv, const char *bytes, size_t size, bool *after_cr, steg_error *err) {
  for (size_t i = 0; i < size; i++) {
    uint32_t row = steg_csv_row(csv);
    if (*after_cr && bytes[i] != '\n')
      end_row(copy, row - 1);
    bool second_half = *after_cr && bytes[i] == '\n';
    steg_buffer_append(&copy->row, bytes + i, 1);
    if (steg_csv_feed(csv, bytes + i, 1, err) < 0)
      return -1;
    bool ended = steg_csv_row(csv) != row;
    *after_cr = ended && bytes[i] == '\r';
    if (second_half || (ended && !*after_cr))
      end_row(copy, second_half ? row - 1 : row);
  }
  return 0;
}

static int copy_file(int fd, const steg_rejected_source *source, row_copy *copy, steg_csv *csv, steg_error *err) {
  unsigned char *piece = malloc(PIECE);
  steg_decoder decoder = {.encoding = source->encoding};
  bool wide = source->encoding == STEG_ENCODING_UTF16LE || source->encoding == STEG_ENCODING_UTF16BE;
  bool after_cr = false;
  size_t skip = source->bom;
  steg_buffer text;
  int result = 0;
  steg_buffer_init(&text, 8 * PIECE);
  if (!piece)
    return steg_error_memory(err);
  if (wide || source->bom)
    steg_buffer_text(copy->out, "\xEF\xBB\xBF");
  for (;;) {
    ssize_t got = read(fd, piece, PIECE);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0) {
      result = got < 0 ? steg_error_system(err, errno, "the file can't be read") : 0;
      break;
    }
    size_t start = skip < (size_t)got ? skip : (size_t)got;
    skip -= start;
    steg_buffer_clear(&text);
    if (wide && steg_decoder_feed(&decoder, piece + start, (size_t)got - start, &text)) {
      result = steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the file has changed since it was read");
      break;
    }
    const char *bytes = wide ? text.bytes : (const char *)piece + start;
    result = copy_text(copy, csv, bytes, wide ? text.size : (size_t)got - start, &after_cr, err);
    if (result)
      break;
  }
  if (result == 0)
    end_row(copy, after_cr ? steg_csv_row(csv) - 1 : steg_csv_row(csv));
  free(piece);
  steg_buffer_release(&text);
  return result;
}

int steg_rejected_write(const steg_rejected_source *source, const char *path, steg_error *err) {
  steg_buffer out;
  row_copy copy = {.out = &out};
  uint32_t *rows = malloc((source->row_count + 1) * sizeof *rows);
  steg_csv *csv = steg_csv_new(source->delimiter, ignore_line, NULL);
  int fd = open(source->path, O_RDONLY | O_CLOEXEC | O_NOCTTY), result = -1;
  steg_buffer_init(&out, OUT_MAX);
  steg_buffer_init(&copy.row, OUT_MAX);
  if (!rows || !csv) {
    steg_error_memory(err);
    goto done;
  }
  if (fd < 0) {
    steg_error_system(err, errno, "the file can't be read again");
    goto done;
  }
  rows[0] = source->header_row;
  memcpy(rows + 1, source->rows, source->row_count * sizeof *rows);
  copy.rows = rows;
  copy.count = source->row_count + 1;
  result = copy_file(fd, source, &copy, csv, err);
  if (result == 0 && (steg_buffer_failed(&out) || steg_buffer_failed(&copy.row)))
    result = steg_error_memory(err);
  if (result == 0)
    result = steg_file_write(path, out.bytes, out.size, 0600, err);
done:
  if (fd >= 0)
    close(fd);
  steg_csv_free(csv);
  free(rows);
  steg_buffer_release(&out);
  steg_buffer_release(&copy.row);
  return result;
}
