/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_part - what the files of `import` share: import.c opens, hashes and finishes; import_text.c reads text with columns;
 * import_sheet.c a sheet of a workbook. Both end in lines for `typing`.
 */
#ifndef STEG_INTAKE_IMPORT_PART_H
#define STEG_INTAKE_IMPORT_PART_H

#include "intake/dialect.h"
#include "intake/header.h"
#include "intake/import.h"
#include "intake/survey.h"
#include "intake/typing.h"
#include "store/review.h"

/* One of several sheets. */
typedef struct steg_import_part_sheet {
  size_t place; /* in the workbook, from 0 */
  steg_mapping *mapping;
} steg_import_part_sheet;

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
  const char *sheet; /* XLSX: its name; else NULL */
  const char *above[STEG_COLUMNS_MAX]; /* cells of the row right above the headers, each also for the empty ones after it */
  steg_import_part_sheet *sheets; /* ALL_SHEETS: those that were read; number n of the findings is n - 1 here */
  size_t sheet_count;
  uint64_t done, total;
  steg_typing_outcome outcome;
  steg_plan *plan;   /* where settling found the rows to belong; NULL: not settled */
  size_t typed_rows; /* rows of result.set, also when the file is refused and the result shows none */
};

void steg_import_add(steg_import *import, steg_finding_id id, uint32_t row, const char *a, const char *b);
/* The book's findings into the result. */
int steg_import_write_findings(steg_import *import, steg_error *err);
/* With the bytes done of `total`; nonzero cancels. */
int steg_import_progress(steg_import *import, uint64_t done);
/* A line above the header row: kept when it is the one right above. */
void steg_import_note_above(steg_import *import, const steg_line *line);
/* The header row, from whichever reader: into import->mapping. 1 when it was refused, -1 on memory. */
int steg_import_map(steg_import *import, const steg_line *line);
/* A line below the header row, as a steg_line_fn with the import as context. */
int steg_import_take_line(void *context, const steg_line *line);
/* Whether the file is still the one that was surveyed. `sum`: of what was read again, NULL when it was not read in full. */
bool steg_import_has_changed(const steg_import *import, const steg_check_sum *sum);

/* 0 when the lines were read, 1 when the file was refused, -1. */
int steg_import_read_text(steg_import *import, steg_error *err);
int steg_import_read_sheet(steg_import *import, steg_error *err);
/* The rows of import->result.rejected_lines with the header row, as CSV, to files named as steg_import_write_rejected says. */
int steg_import_write_sheet_rows(const steg_import *import, const char *path, steg_error *err);

#endif
