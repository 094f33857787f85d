/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * findings - collects what is reported about a file: the same finding on many rows is one group with its first rows, and
 * memory is bounded whatever the file holds.
 *
 * Groups: same kind, sheet, column, value and fillings; a number or date written another way is one group a column, with its
 * first cell as the example. Beyond STEG_FINDINGS_GROUPS of them values are left out, so that a column
 * of a million different faults is one group.
 */
#ifndef STEG_INTAKE_FINDINGS_H
#define STEG_INTAKE_FINDINGS_H

#include "intake/field.h"
#include "intake/finding_kinds.h"

enum {
  STEG_FINDINGS_GROUPS = 1000,
  STEG_FINDINGS_MOST = 4000,
  STEG_FINDINGS_VALUE = 40,
  STEG_FINDINGS_MARKS = 100000 /* rows remembered of all groups together, for the annotated copy */
};

typedef struct steg_findings_book steg_findings_book;

/* One report. What is not said is 0 or NULL; texts are copied. */
typedef struct steg_findings_report {
  steg_finding_id id;
  uint32_t row, column; /* row: where several sheets are read as steg_row_line makes it, else of the sheet turned to */
  steg_field value; /* of a column that is not personal; anything like a personnummer is left out here */
  const char *a, *b;
  /* From an instrument's own check: its code and sentences instead of the kind's. */
  const char *code, *message_sv, *message_en;
} steg_findings_report;

steg_findings_book *steg_findings_new(void);
void steg_findings_free(steg_findings_book *book);

/* The group's number, to report the same again cheaply; -1 when memory is out (remembered by the book). */
int32_t steg_findings_add(steg_findings_book *book, const steg_findings_report *report);
void steg_findings_again(steg_findings_book *book, int32_t group, uint32_t row);
/* What follows is of this sheet of a workbook (its name, masked where it reads as a personnummer): its number from 1, as for
 * steg_row_line; 0 when memory is out (remembered). Before the first turn everything is of the file. */
uint32_t steg_findings_turn(steg_findings_book *book, const char *sheet);
/* Back to the file as a whole. */
void steg_findings_turn_back(steg_findings_book *book);
/* A line as a finding's sentence names it: "5", or "5 (Anna)" where several sheets are read. In the arena of the book. */
const char *steg_findings_line(steg_findings_book *book, uint32_t line);
/* Header of a column, as findings show it; NULL to keep it to oneself. Copied. */
void steg_findings_name_column(steg_findings_book *book, uint32_t column, const char *header);

bool steg_findings_failed(const steg_findings_book *book);    /* memory was out */
size_t steg_findings_errors(const steg_findings_book *book);  /* reports of severity ERROR so far */
bool steg_findings_stop_file(const steg_findings_book *book); /* an error whose reach is the file */

/* All groups as findings in a language, in the order of the file: the file's own first, then by row and column. Lives in the
 * arena. 0, or -1 when memory is out. */
int steg_findings_write(const steg_findings_book *book, steg_lang lang, steg_arena *arena, steg_findings *ret_findings);

#endif
