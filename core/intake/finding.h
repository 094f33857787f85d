/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding - what is odd or wrong in a file, so that a person can mend it in one pass.
 *
 * A finding has a stable code, a place, what is wrong and how to mend it, in both languages from one table of kinds
 * (intake/finding_kinds.def). It never holds a value from a personal column. The same finding on many rows is one group.
 */
#ifndef STEG_INTAKE_FINDING_H
#define STEG_INTAKE_FINDING_H

#include "base/arena.h"
#include "base/text.h"
#include <stddef.h>
#include <stdint.h>
#include <stegvis/instrument.h>

typedef enum steg_finding_reach { STEG_REACH_NOTE = 1, STEG_REACH_ROW = 2, STEG_REACH_FILE = 3 } steg_finding_reach;

typedef struct steg_finding {
  const char *code; /* "E_DATE", "W_HDR_UNKNOWN", "N_BOM" */
  steg_severity severity;
  steg_finding_reach reach; /* what it concerns: a note, one row, the whole file */
  const char *sheet;        /* where several sheets of a workbook are read: its name; else NULL */
  uint32_t row;             /* 1-based row of the file as a spreadsheet shows it, 0 = the file */
  uint32_t column;          /* 1-based, 0 = the row */
  const char *header;       /* of the column, NULL when none or when the header itself may be personal */
  const char *value;        /* as found, cut at 40 characters; NULL in personal columns */
  const char *message;      /* what is wrong, in the language asked for */
  const char *hint;         /* how to mend it, may name the nearest valid value */
  uint32_t count;           /* reports in this group, at least 1 */
  const uint32_t *rows;     /* the first rows of the group, rows[0] == row */
  uint32_t row_count;       /* in `rows`, at most STEG_FINDING_ROWS */
  const uint32_t *marks;    /* every row of the group in the order found, as far as STEG_FINDINGS_MARKS reaches */
  uint32_t mark_count;      /* fewer than `count` when the file has more, or when one row was reported twice */
} steg_finding;

enum { STEG_FINDING_ROWS = 8 };

typedef struct steg_findings {
  steg_finding *rows;
  size_t count;
  size_t errors, warnings, notes;
  size_t unmarked; /* reports beyond STEG_FINDINGS_MARKS, whose rows are in no group's marks */
} steg_findings;

#endif
