/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/import_part.h"

#include "base/file.h"
#include "intake/national.h"
#include "intake/rejected.h"
#include "intake/signature.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ---- what both readers share */

void steg_import_add(steg_import *import, steg_finding_id id, uint32_t row, const char *a, const char *b) {
  steg_findings_add(import->book, &(steg_findings_report){.id = id, .row = row, .a = a, .b = b});
}

int steg_import_progress(steg_import *import, uint64_t done) {
  const steg_import_options *options = &import->options;
  return options->progress ? options->progress(options->progress_context, done, import->total) : 0;
}

static int report_survey(void *context, uint64_t done) {
  return steg_import_progress(context, done);
}

void steg_import_note_above(steg_import *import, const steg_line *line) {
  const char *last = NULL;
  if (line->row + 1 != import->dialect.header_row)
    return;
  for (size_t i = 0; i < STEG_COLUMNS_MAX; i++) {
    if (i < steg_line_stored(line) && line->cells[i].size && !steg_field_is_blank(line->cells[i]))
      last = line->cells[i].size < 200 ? steg_arena_text_n(import->arena, line->cells[i].bytes, line->cells[i].size)
                                       : NULL;
    import->above[i] = last;
  }
}

int steg_import_map(steg_import *import, const steg_line *line) {
  char count[24];
  if (line->count > STEG_COLUMNS_MAX) {
    char limit[24];
    snprintf(count, sizeof count, "%zu", line->count);
    snprintf(limit, sizeof limit, "%d", STEG_COLUMNS_MAX);
    steg_import_add(import, STEG_FINDING_COLS_MAX, line->row, count, limit);
    return 1;
  }
  if (!import->dialect.header_row)
    return 0;
  if (line->faults & STEG_LINE_CELL_TOO_LONG) {
    snprintf(count, sizeof count, "%d", STEG_FIELD_MAX);
    steg_import_add(import, STEG_FINDING_HDR_LONG, line->row, count, NULL);
    return 1;
  }
  if (line->faults & (STEG_LINE_QUOTE_OPEN | STEG_LINE_QUOTE_RUNAWAY)) {
    steg_import_add(import, STEG_FINDING_QUOTE_OPEN, line->row, NULL, NULL);
    return 1;
  }
  if (steg_header_map(import->names, line, import->above, import->arena, import->book, import->mapping))
    return -1;
  if (import->mapping->source)
    import->result.mapping = import->mapping->source->name;
  if (line->row > (import->dialect.said ? 2 : 1)) {
    snprintf(count, sizeof count, "%u", line->row);
    steg_import_add(import, STEG_FINDING_HDR_ROW, 0, count, NULL);
  }
  if (import->mapping->surplus) {
    snprintf(count, sizeof count, "%zu", import->mapping->surplus);
    steg_import_add(import, STEG_FINDING_EMPTY_COLS, 0, count, NULL);
  }
  return steg_findings_stop_file(import->book);
}

int steg_import_take_line(void *context, const steg_line *line) {
  steg_import *import = context;
  if (line->row <= import->mapping->row)
    return 0;
  import->outcome = steg_typing_line(import->typing, line);
  return import->outcome;
}

bool steg_import_has_changed(const steg_import *import, const steg_check_sum *sum) {
  struct stat status;
  const steg_survey *survey = &import->survey;
  if (fstat(import->fd, &status))
    return true;
  return (uint64_t)status.st_size != survey->size || status.st_mtim.tv_sec != survey->changed.tv_sec ||
         status.st_mtim.tv_nsec != survey->changed.tv_nsec ||
         (sum && sum->size == survey->size && (sum->value ^ sum->word) != survey->check_sum);
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

/* A workbook that calls itself text was renamed, not saved: whoever did it is told. */
static bool is_named_text(const char *path) {
  const char *dot = strrchr(steg_file_name(path), '.');
  return dot && (!strcasecmp(dot, ".csv") || !strcasecmp(dot, ".txt") || !strcasecmp(dot, ".tsv"));
}

/* Returns 1 when the file is refused. */
static int judge_kind(steg_import *import, bool *ret_workbook) {
  const steg_survey *survey = &import->survey;
  if (is_blank_sample(survey)) {
    steg_import_add(import, STEG_FINDING_EMPTY, 0, NULL, NULL);
    return 1;
  }
  const char *kind = steg_signature_of(survey->sample, survey->sample_size);
  *ret_workbook = kind && !strcmp(kind, "xlsx") && !is_named_text(import->path);
  if (kind && !*ret_workbook) {
    bool locked = !strcmp(kind, "xls") && steg_signature_is_locked(survey->sample, survey->sample_size);
    steg_import_add(import, locked ? STEG_FINDING_TYPE_LOCKED : STEG_FINDING_TYPE, 0, kind, NULL);
    return 1;
  }
  if (!*ret_workbook && import->options.sheets == STEG_IMPORT_ALL_SHEETS) {
    steg_import_add(import, STEG_FINDING_SHEETS_TEXT, 0, NULL, NULL);
    return 1;
  }
  return 0;
}

/* ---- the result */

int steg_import_write_findings(steg_import *import, steg_error *err) {
  steg_lang lang = import->options.lang == STEG_LANG_EN ? STEG_LANG_EN : STEG_LANG_SV;
  if (steg_findings_failed(import->book) ||
      steg_findings_write(import->book, lang, import->arena, &import->result.findings))
    return steg_error_memory(err);
  return 0;
}

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
      steg_import_add(import, STEG_FINDING_NO_ROWS, 0, NULL, NULL);
    const char *sample = steg_typing_sample(import->typing);
    if (import->encoding.note == STEG_FINDING_ENC)
      steg_findings_add(import->book, &(steg_findings_report){.id = STEG_FINDING_ENC,
                                                              .value = {sample, sample ? strlen(sample) : 0},
                                                              .a = result->encoding});
    if (import->survey.ends_in_ctrl_z)
      steg_import_add(import, STEG_FINDING_CTRL_Z, 0, NULL, NULL);
  }
  import->typed_rows = set.row_count;
  bool refused = steg_findings_stop_file(import->book) ||
                 (steg_findings_errors(import->book) && import->options.keep != STEG_IMPORT_KEEP_VALID);
  if (refused) {
    set.row_count = 0;
    counts.accepted = 0;
  }
  result->set = set;
  result->sheet = import->sheet;
  result->rows = counts.rows;
  result->accepted = counts.accepted;
  result->rejected = counts.rejected;
  result->rejected_lines = rejected;
  result->last_date = refused ? STEG_DATE_NONE : last_date;
  memcpy(result->file_hash, import->survey.file_hash, sizeof result->file_hash);
  return steg_import_write_findings(import, err);
}

static int read_file(steg_import *import, steg_error *err) {
  bool workbook = false;
  if (open_file(import, err) ||
      steg_survey_read(import->fd, import->options.read_size, report_survey, import, &import->survey, err))
    return -1;
  const char *name = steg_file_name(import->path);
  if (steg_national_like_in_text(name, strlen(name)))
    steg_import_add(import, STEG_FINDING_PII_NAME, 0, NULL, NULL);
  import->names = steg_header_names_make(import->entry->instrument, &import->options, import->arena);
  import->mapping = steg_arena_alloc(import->arena, sizeof *import->mapping);
  if (!import->names || !import->mapping)
    return steg_error_memory(err);
  int result = judge_kind(import, &workbook);
  if (result == 0)
    result = workbook ? steg_import_read_sheet(import, err) : steg_import_read_text(import, err);
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
  steg_review_plan_free(import->plan);
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
  if (import->sheet || import->sheets)
    return steg_import_write_sheet_rows(import, path, err);
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
