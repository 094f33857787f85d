/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workbook - what an XLSX file holds besides its sheets: their names and parts, shared strings, which styles are dates.
 *
 * ECMA-376 part 1, SpreadsheetML. Nothing outside the file is ever fetched, no formula evaluated, no macro opened.
 */
#ifndef STEG_INTAKE_WORKBOOK_H
#define STEG_INTAKE_WORKBOOK_H

#include "base/arena.h"
#include "intake/calendar.h"
#include "intake/zip.h"

enum { STEG_WORKBOOK_SHEETS_MAX = 200 };
/* The name that render/marked.c defines in the sheet with the findings. */
#define STEG_WORKBOOK_REVIEW "stegvis_granskning"

/* What a number of a style is shown as. */
typedef enum steg_number_look { STEG_LOOK_NUMBER = 0, STEG_LOOK_DATE = 1, STEG_LOOK_PERCENT = 2 } steg_number_look;

typedef struct steg_workbook_sheet {
  const char *name;
  const char *relation; /* id in the workbook's relationships */
  int part;             /* index in the ZIP, -1 = not there */
  bool hidden;          /* not to be tried for data */
  bool review;          /* the list of findings of an annotated copy: hidden in this sense, though everybody sees it */
} steg_workbook_sheet;

typedef struct steg_workbook {
  steg_zip *zip;
  steg_arena *arena;
  steg_workbook_sheet sheets[STEG_WORKBOOK_SHEETS_MAX];
  size_t sheet_count;
  const char **strings; /* shared strings */
  size_t string_count, string_capacity;
  uint8_t *looks; /* steg_number_look by style */
  size_t look_count, look_capacity;
  steg_calendar_epoch epoch;
  bool links_outside; /* another workbook or a web service is named */
  /* Of the sheet read last: rows with values that are hidden, and the first hidden column (0 = none). */
  uint32_t hidden_rows, hidden_column;
} steg_workbook;

/* 0, or why the file is refused; STEG_FINDING_COUNT = memory. *ret_kind: for TYPE, what the file is. Release it either way. */
steg_finding_id steg_workbook_open(int fd, steg_workbook *ret_workbook, const char **ret_kind);
void steg_workbook_release(steg_workbook *workbook);

#endif
