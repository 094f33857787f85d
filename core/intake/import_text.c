/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/import_part.h"

#include "intake/csv.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_READ = 64 * 1024, TEXT_PIECE_MAX = 64 * 1024 * 1024 };

/* ---- encoding */

/* Returns 1 when the file is refused. */
static int judge_encoding(steg_import *import) {
  const steg_survey *survey = &import->survey;
  steg_encoding given = steg_decoding_find(import->options.encoding);
  if (import->options.encoding && !given) {
    steg_import_add(import, STEG_FINDING_ENC_NAME, 0, import->options.encoding, NULL);
    return 1;
  }
  import->encoding = steg_survey_judge(survey, given);
  const char *name = steg_decoding_name(import->encoding.encoding);
  if (import->encoding.refusal) {
    char row[16], data_row[16];
    uint32_t at = import->encoding.row;
    snprintf(row, sizeof row, "%u", at);
    snprintf(data_row, sizeof data_row, "%u", at ? at - 1 : 0);
    bool mixed = import->encoding.refusal == STEG_FINDING_ENC_MIXED;
    bool other = import->encoding.refusal == STEG_FINDING_ENC_GIVEN;
    steg_import_add(import, import->encoding.refusal, at,
                    mixed   ? row
                    : other ? import->options.encoding
                            : name,
                    data_row);
    return 1;
  }
  import->result.encoding = name;
  if (import->encoding.note == STEG_FINDING_ENC_WIDE)
    steg_import_add(import, STEG_FINDING_ENC_WIDE, 0, name, NULL);
  return 0;
}

static int report_decoding(steg_import *import, steg_decoding_fault fault, uint32_t row, steg_error *err) {
  if (fault == STEG_DECODING_MEMORY)
    return steg_error_memory(err);
  steg_finding_id id = fault == STEG_DECODING_SURROGATE ? STEG_FINDING_ENC_LONE
                       : fault == STEG_DECODING_CUT     ? STEG_FINDING_ENC_TRUNC
                                                        : STEG_FINDING_ENC_GIVEN;
  steg_import_add(import, id, row, import->result.encoding, NULL);
  return 1;
}

/* ---- dialect and headers */

typedef struct header_search {
  steg_import *import;
  int result; /* 1 = mapped or refused, -1 = memory */
} header_search;

static int take_header(void *context, const steg_line *line) {
  header_search *search = context;
  if (line->row < search->import->dialect.header_row) {
    steg_import_note_above(search->import, line);
    return 0;
  }
  search->result = steg_import_map(search->import, line);
  search->result = search->result ? search->result : 1;
  return search->result;
}

static int map_headers(steg_import *import, const char *text, size_t size, steg_error *err) {
  header_search search = {.import = import};
  steg_csv *csv = steg_csv_new(import->dialect.delimiter, take_header, &search);
  if (!csv)
    return steg_error_memory(err);
  int result = steg_csv_feed_until(csv, text, size, err);
  if (result == 0)
    result = steg_csv_end(csv, err);
  steg_csv_free(csv);
  if (result < 0 || search.result < 0)
    return steg_error_memory(err);
  if (!import->dialect.header_row && !steg_findings_stop_file(import->book))
    steg_header_report_none(import->names, import->book);
  return steg_findings_stop_file(import->book);
}

static void note_dialect(steg_import *import) {
  char delimiter = import->dialect.delimiter;
  import->result.delimiter = delimiter;
  if (delimiter != ';' && !import->dialect.said && !import->options.delimiter)
    steg_import_add(import, STEG_FINDING_DELIM_USED, 0, steg_dialect_name(delimiter), NULL);
}

/* Returns 1 when the file is refused, -1 on memory. */
static int find_structure(steg_import *import, steg_error *err) {
  const steg_survey *survey = &import->survey;
  steg_decoder decoder = {.encoding = import->encoding.encoding};
  steg_buffer text;
  int result = -1;
  steg_buffer_init(&text, TEXT_PIECE_MAX);
  size_t bom = import->encoding.bom;
  steg_decoding_fault fault = steg_decoder_feed(&decoder, survey->sample + bom, survey->sample_size - bom, &text);
  if (fault) {
    result = report_decoding(import, fault, 0, err);
    goto done;
  }
  bool whole = survey->size == survey->sample_size;
  /* Nothing but white space, delimiters and quotes: an empty sheet saved. */
  if (whole && text.size && strspn(text.bytes, " \t\r\n;,|\"") == text.size) {
    steg_import_add(import, STEG_FINDING_EMPTY, 0, NULL, NULL);
    result = 1;
    goto done;
  }
  if (!whole && !memchr(text.bytes, '\n', text.size) && !memchr(text.bytes, '\r', text.size)) {
    char limit[24];
    snprintf(limit, sizeof limit, "%zu", survey->sample_size);
    steg_import_add(import, STEG_FINDING_LINE_MAX, 1, limit, NULL);
    result = 1;
    goto done;
  }
  result = steg_dialect_find(text.bytes, text.size, whole ? STEG_DIALECT_WHOLE : STEG_DIALECT_OPENING,
                             import->options.delimiter, import->names, import->book, &import->dialect);
  if (result == 0)
    result = map_headers(import, text.bytes, text.size, err);
  else if (result < 0)
    steg_error_memory(err);
  if (result == 0)
    note_dialect(import);
done:
  steg_buffer_release(&text);
  return result;
}

/* ---- the lines */

/* One piece of the file into lines. Returns 0, 1 when the rest is not to be read, -1. */
static int read_piece(steg_import *import, steg_csv *csv, steg_decoder *decoder, const unsigned char *bytes,
                      size_t size, steg_buffer *text, steg_error *err) {
  if (import->encoding.encoding == STEG_ENCODING_UTF8)
    return steg_csv_feed(csv, (const char *)bytes, size, err);
  steg_buffer_clear(text);
  steg_decoding_fault fault = steg_decoder_feed(decoder, bytes, size, text);
  int result = steg_csv_feed(csv, text->bytes, text->size, err);
  if (result == 0 && fault)
    result = report_decoding(import, fault, steg_csv_row(csv), err);
  return result;
}

static int read_pieces(steg_import *import, steg_csv *csv, unsigned char *piece, size_t piece_size, steg_buffer *text,
                       steg_check_sum *sum, steg_error *err) {
  steg_decoder decoder = {.encoding = import->encoding.encoding};
  size_t skip = import->encoding.bom;
  int result = 0;
  while (result == 0) {
    ssize_t got = read(import->fd, piece, piece_size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return steg_error_system(err, errno, "the file can't be read");
    if (got == 0)
      break;
    size_t size = (size_t)got, start = skip < size ? skip : size;
    steg_check_sum_add(sum, piece, size);
    import->done += size;
    skip -= start;
    if (import->survey.ends_in_ctrl_z && import->done == import->survey.size && size > start)
      size--;
    result = read_piece(import, csv, &decoder, piece + start, size - start, text, err);
    if (result == 0 && steg_import_progress(import, import->survey.size + import->done))
      return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was stored");
  }
  if (result == 0 && steg_decoder_end(&decoder))
    result = report_decoding(import, steg_decoder_end(&decoder), steg_csv_row(csv), err);
  return result ? result : steg_csv_end(csv, err);
}

static int read_lines(steg_import *import, steg_error *err) {
  size_t piece_size = import->options.read_size ? import->options.read_size : DEFAULT_READ;
  steg_check_sum sum = {0};
  steg_buffer text;
  int result = -1;
  steg_buffer_init(&text, TEXT_PIECE_MAX);
  unsigned char *piece = malloc(piece_size);
  steg_csv *csv = steg_csv_new(import->dialect.delimiter, steg_import_take_line, import);
  import->typing = steg_typing_new(import->entry, &import->options, import->mapping, import->book);
  if (!piece || !csv || !import->typing || lseek(import->fd, 0, SEEK_SET)) {
    steg_error_memory(err);
    goto done;
  }
  result = read_pieces(import, csv, piece, piece_size, &text, &sum, err);
  if (result >= 0 && steg_import_has_changed(import, &sum))
    steg_import_add(import, STEG_FINDING_CHANGED, 0, NULL, NULL);
  uint32_t ends = steg_csv_line_ends(csv);
  if (result == 0 && (ends & (ends - 1)))
    steg_import_add(import, STEG_FINDING_LINE_ENDS, 0, NULL, NULL);
  if (import->outcome == STEG_TYPING_MEMORY) {
    steg_error_memory(err);
    result = -1;
  }
done:
  steg_csv_free(csv);
  free(piece);
  steg_buffer_release(&text);
  return result < 0 ? -1 : 0;
}

int steg_import_read_text(steg_import *import, steg_error *err) {
  int result = judge_encoding(import);
  if (result == 0)
    result = find_structure(import, err);
  return result ? result : read_lines(import, err);
}
