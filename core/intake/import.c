/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/import.h"

#include "base/file.h"
#include "intake/csv.h"
#include "intake/dialect.h"
#include "intake/header.h"
#include "intake/national.h"
#include "intake/rejected.h"
#include "intake/signature.h"
#include "intake/survey.h"
#include "intake/typing.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_READ = 64 * 1024, TEXT_PIECE_MAX = 64 * 1024 * 1024 };

struct steg_import {
  steg_import_result result;
  steg_import_options options; /* the caller's; its pointers live as long as the call */
  const steg_registry_entry *entry;
  steg_arena *arena; /* names, mapping, findings */
  steg_findings_book *book;
  steg_typing *typing; /* owns the rows */
  steg_mapping *mapping;
  const char *path;
  int fd;
  steg_survey survey;
  steg_survey_verdict encoding;
  steg_dialect dialect;
  const steg_header_names *names;
  uint64_t done, total;
  steg_typing_outcome outcome;
};

static void add(steg_import *import, steg_finding_id id, uint32_t row, const char *a, const char *b) {
  steg_findings_add(import->book, &(steg_findings_report){.id = id, .row = row, .a = a, .b = b});
}

static int report_progress(void *context, uint64_t done) {
  steg_import *import = context;
  const steg_import_options *options = &import->options;
  return options->progress ? options->progress(options->progress_context, done, import->total) : 0;
}

/* ---- what the file is */

static int open_file(steg_import *import, steg_error *err) {
  struct stat status;
  import->fd = open(import->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (import->fd < 0)
    return steg_error_system(err, errno, "%s", steg_import_file_name(import));
  if (fstat(import->fd, &status))
    return steg_error_system(err, errno, "%s", steg_import_file_name(import));
  if (!S_ISREG(status.st_mode))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s is not a regular file", steg_import_file_name(import));
  import->total = 2 * (uint64_t)status.st_size; /* it is read twice */
  return 0;
}

static bool is_blank_sample(const steg_survey *survey) {
  if (survey->size > survey->sample_size)
    return false;
  for (size_t i = 0; i < survey->sample_size; i++)
    if (!survey->sample[i] || !strchr(" \t\r\n", survey->sample[i]))
      return false;
  return true;
}

/* Returns 1 when the file is refused. */
static int judge_bytes(steg_import *import) {
  const steg_survey *survey = &import->survey;
  char row[16], data_row[16];
  if (is_blank_sample(survey)) {
    add(import, STEG_FINDING_EMPTY, 0, NULL, NULL);
    return 1;
  }
  const char *kind = steg_signature_of(survey->sample, survey->sample_size);
  if (kind) {
    add(import, STEG_FINDING_TYPE, 0, kind, NULL);
    return 1;
  }
  steg_encoding given = steg_decoding_find(import->options.encoding);
  if (import->options.encoding && !given) {
    add(import, STEG_FINDING_ENC_NAME, 0, import->options.encoding, NULL);
    return 1;
  }
  import->encoding = steg_survey_judge(survey, given);
  const char *name = steg_decoding_name(import->encoding.encoding);
  if (import->encoding.refusal) {
    uint32_t at = import->encoding.row;
    snprintf(row, sizeof row, "%u", at);
    snprintf(data_row, sizeof data_row, "%u", at ? at - 1 : 0);
    bool mixed = import->encoding.refusal == STEG_FINDING_ENC_MIXED;
    bool other = import->encoding.refusal == STEG_FINDING_ENC_GIVEN;
    add(import, import->encoding.refusal, at, mixed ? row : other ? import->options.encoding : name, data_row);
    return 1;
  }
  import->result.encoding = name;
  if (import->encoding.note == STEG_FINDING_ENC_WIDE)
    add(import, STEG_FINDING_ENC_WIDE, 0, name, NULL);
  return 0;
}

static int report_decoding(steg_import *import, steg_decoding_fault fault, uint32_t row, steg_error *err) {
  if (fault == STEG_DECODING_MEMORY)
    return steg_error_memory(err);
  steg_finding_id id = fault == STEG_DECODING_SURROGATE ? STEG_FINDING_ENC_LONE
                       : fault == STEG_DECODING_CUT     ? STEG_FINDING_ENC_TRUNC
                                                        : STEG_FINDING_ENC_GIVEN;
  add(import, id, row, import->result.encoding, NULL);
  return 1;
}

/* ---- dialect and headers */

typedef struct header_search {
  steg_import *import;
  int result; /* 1 = mapped or refused, -1 = memory */
} header_search;

static int take_header(void *context, const steg_line *line) {
  header_search *search = context;
  steg_import *import = search->import;
  char count[24], limit[24];
  if (line->row < import->dialect.header_row)
    return 0;
  search->result = 1;
  if (line->count > STEG_COLUMNS_MAX) {
    snprintf(count, sizeof count, "%zu", line->count);
    snprintf(limit, sizeof limit, "%d", STEG_COLUMNS_MAX);
    add(import, STEG_FINDING_COLS_MAX, line->row, count, limit);
  } else if (import->dialect.header_row) {
    if (steg_header_map(import->names, line, import->arena, import->book, import->mapping))
      search->result = -1;
  }
  return search->result;
}

static int map_headers(steg_import *import, const char *text, size_t size, steg_error *err) {
  header_search search = {.import = import};
  steg_csv *csv = steg_csv_new(import->dialect.delimiter, take_header, &search);
  if (!csv)
    return steg_error_memory(err);
  int result = steg_csv_feed(csv, text, size, err);
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
  char number[24];
  char delimiter = import->dialect.delimiter;
  import->result.delimiter = delimiter;
  if (delimiter != ';' && !import->dialect.said && !import->options.delimiter)
    add(import, STEG_FINDING_DELIM_USED, 0, steg_dialect_name(delimiter), NULL);
  uint32_t first = import->dialect.said ? 2 : 1;
  if (import->mapping->row > first) {
    snprintf(number, sizeof number, "%u", import->mapping->row);
    add(import, STEG_FINDING_HDR_ROW, 0, number, NULL);
  }
  if (import->mapping->surplus) {
    snprintf(number, sizeof number, "%zu", import->mapping->surplus);
    add(import, STEG_FINDING_EMPTY_COLS, 0, number, NULL);
  }
}

/* Returns 1 when the file is refused, -1 on memory. */
static int find_structure(steg_import *import, steg_error *err) {
  const steg_survey *survey = &import->survey;
  steg_decoder decoder = {.encoding = import->encoding.encoding};
  steg_buffer text;
  int result = -1;
  steg_buffer_init(&text, TEXT_PIECE_MAX);
  import->names = steg_header_names_make(import->entry->instrument, &import->options, import->arena);
  import->mapping = steg_arena_alloc(import->arena, sizeof *import->mapping);
  if (!import->names || !import->mapping) {
    steg_error_memory(err);
    goto done;
  }
  size_t bom = import->encoding.bom;
  steg_decoding_fault fault = steg_decoder_feed(&decoder, survey->sample + bom, survey->sample_size - bom, &text);
  if (fault) {
    result = report_decoding(import, fault, 0, err);
    goto done;
  }
  bool whole = survey->size == survey->sample_size;
  if (!whole && !memchr(text.bytes, '\n', text.size) && !memchr(text.bytes, '\r', text.size)) {
    char limit[24];
    snprintf(limit, sizeof limit, "%zu", survey->sample_size);
    add(import, STEG_FINDING_LINE_MAX, 1, limit, NULL);
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

static int take_line(void *context, const steg_line *line) {
  steg_import *import = context;
  if (line->row <= import->mapping->row)
    return 0;
  import->outcome = steg_typing_line(import->typing, line);
  return import->outcome;
}

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
    if (result == 0 && report_progress(import, import->survey.size + import->done))
      return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted");
  }
  if (result == 0 && steg_decoder_end(&decoder))
    result = report_decoding(import, steg_decoder_end(&decoder), steg_csv_row(csv), err);
  return result ? result : steg_csv_end(csv, err);
}

/* Whether the file is still the one that was surveyed. */
static bool has_changed(const steg_import *import, const steg_check_sum *sum) {
  struct stat status;
  const steg_survey *survey = &import->survey;
  if (fstat(import->fd, &status))
    return true;
  return (uint64_t)status.st_size != survey->size || status.st_mtim.tv_sec != survey->changed.tv_sec ||
         status.st_mtim.tv_nsec != survey->changed.tv_nsec ||
         (sum->size == survey->size && (sum->value ^ sum->word) != survey->check_sum);
}

static int read_lines(steg_import *import, steg_error *err) {
  size_t piece_size = import->options.read_size ? import->options.read_size : DEFAULT_READ;
  steg_check_sum sum = {0};
  steg_buffer text;
  int result = -1;
  steg_buffer_init(&text, TEXT_PIECE_MAX);
  unsigned char *piece = malloc(piece_size);
  steg_csv *csv = steg_csv_new(import->dialect.delimiter, take_line, import);
  import->typing = steg_typing_new(import->entry, &import->options, import->mapping, import->book);
  if (!piece || !csv || !import->typing || lseek(import->fd, 0, SEEK_SET)) {
    steg_error_memory(err);
    goto done;
  }
  result = read_pieces(import, csv, piece, piece_size, &text, &sum, err);
  if (result >= 0 && has_changed(import, &sum))
    add(import, STEG_FINDING_CHANGED, 0, NULL, NULL);
  uint32_t ends = steg_csv_line_ends(csv);
  if (result == 0 && (ends & (ends - 1)))
    add(import, STEG_FINDING_LINE_ENDS, 0, NULL, NULL);
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

/* ---- the result */

static int finish(steg_import *import, steg_error *err) {
  steg_import_result *result = &import->result;
  steg_typing_counts counts = {0};
  steg_row_set set = {.entry = import->entry};
  const uint32_t *rejected = NULL;
  steg_date last_date = STEG_DATE_NONE;
  if (import->typing) {
    if (steg_typing_finish(import->typing, &set, &counts, &rejected, &last_date))
      return steg_error_memory(err);
    if (!counts.rows && !steg_findings_stop_file(import->book))
      add(import, STEG_FINDING_NO_ROWS, 0, NULL, NULL);
    const char *sample = steg_typing_sample(import->typing);
    if (import->encoding.note == STEG_FINDING_ENC)
      steg_findings_add(import->book, &(steg_findings_report){.id = STEG_FINDING_ENC,
                                                              .value = {sample, sample ? strlen(sample) : 0},
                                                              .a = result->encoding});
    if (import->survey.ends_in_ctrl_z)
      add(import, STEG_FINDING_CTRL_Z, 0, NULL, NULL);
  }
  bool refused = steg_findings_stop_file(import->book) ||
                 (steg_findings_errors(import->book) && import->options.keep != STEG_IMPORT_KEEP_VALID);
  if (refused) {
    set.row_count = 0;
    counts.accepted = 0;
  }
  result->set = set;
  result->rows = counts.rows;
  result->accepted = counts.accepted;
  result->rejected = counts.rejected;
  result->rejected_lines = rejected;
  result->last_date = refused ? STEG_DATE_NONE : last_date;
  memcpy(result->file_hash, import->survey.file_hash, sizeof result->file_hash);
  steg_lang lang = import->options.lang == STEG_LANG_EN ? STEG_LANG_EN : STEG_LANG_SV;
  if (steg_findings_failed(import->book) || steg_findings_write(import->book, lang, import->arena, &result->findings))
    return steg_error_memory(err);
  return 0;
}

static int read_file(steg_import *import, steg_error *err) {
  if (open_file(import, err) ||
      steg_survey_read(import->fd, import->options.read_size, report_progress, import, &import->survey, err))
    return -1;
  const char *name = steg_file_name(import->path);
  if (steg_national_like_in_text(name, strlen(name)))
    add(import, STEG_FINDING_PII_NAME, 0, NULL, NULL);
  int result = judge_bytes(import);
  if (result == 0)
    result = find_structure(import, err);
  if (result == 0)
    result = read_lines(import, err);
  return result < 0 ? -1 : finish(import, err);
}

int steg_import_read(const char *path, const steg_registry_entry *entry, const steg_import_options *options,
                     steg_import **ret_import, steg_error *err) {
  steg_import *import = calloc(1, sizeof *import);
  if (!import)
    return steg_error_memory(err);
  import->fd = -1;
  import->entry = entry;
  import->options = *options;
  import->result.encoding = "";
  import->result.last_date = STEG_DATE_NONE;
  import->arena = steg_arena_new(0);
  import->book = steg_findings_new();
  import->path = import->arena ? steg_arena_text(import->arena, path) : NULL;
  if (!import->book || !import->path) {
    steg_error_memory(err);
    goto fail;
  }
  if (read_file(import, err))
    goto fail;
  close(import->fd);
  import->fd = -1;
  steg_survey_release(&import->survey);
  *ret_import = import;
  return 0;
fail:
  steg_import_free(import);
  return -1;
}

const steg_import_result *steg_import_result_of(const steg_import *import) {
  return &import->result;
}

void steg_import_free(steg_import *import) {
  if (!import)
    return;
  if (import->fd >= 0)
    close(import->fd);
  steg_survey_release(&import->survey);
  steg_typing_free(import->typing);
  steg_findings_free(import->book);
  steg_arena_free(import->arena);
  free(import);
}

const char *steg_import_file_name(const steg_import *import) {
  const char *name = steg_file_name(import->path);
  char *masked = steg_arena_text(import->arena, name);
  if (!masked)
    return "";
  steg_national_mask(masked);
  return masked;
}

int steg_import_write_rejected(const steg_import *import, const char *path, steg_error *err) {
  steg_buffer target;
  steg_buffer_init(&target, 8192);
  steg_buffer_printf(&target, "%s.rejected.csv", path);
  steg_rejected_source source = {.path = import->path,
                                 .encoding = import->encoding.encoding,
                                 .bom = import->encoding.bom,
                                 .delimiter = import->dialect.delimiter,
                                 .header_row = import->mapping ? import->mapping->row : 0,
                                 .rows = import->result.rejected_lines,
                                 .row_count = import->result.rejected};
  int result = steg_buffer_failed(&target) ? steg_error_memory(err) : steg_rejected_write(&source, target.bytes, err);
  steg_buffer_release(&target);
  return result;
}
