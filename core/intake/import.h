/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import - a file read, understood and checked: rows for the store, or the findings that stop it. Nothing is written here.
 *
 * bytes -> decoding -> dialect -> cells -> header mapping -> values -> findings and rows. All findings of a file in one pass.
 */
#ifndef STEG_INTAKE_IMPORT_H
#define STEG_INTAKE_IMPORT_H

#include "intake/finding.h"
#include "intake/lexicon.h"
#include "store/rows.h"
#include <stdbool.h>

/* What intake must know of an initiative. */
typedef struct steg_import_initiative {
  const char *id;
  const char *title;
  const char *const *aliases; /* NULL-terminated, or NULL */
  const char *federation;
  int age_low, age_high; /* whom it is for; 0 = not said */
} steg_import_initiative;

typedef struct steg_import_column {
  const char *target; /* item id, attribute or column header of the instrument */
  const char *header; /* in the file */
} steg_import_column;

/* Of a workbook: the one sheet that has the headers, or every sheet that has. */
typedef enum steg_import_sheets { STEG_IMPORT_ONE_SHEET = 0, STEG_IMPORT_ALL_SHEETS = 1 } steg_import_sheets;

typedef enum steg_import_keep { STEG_IMPORT_ALL_OR_NOTHING = 1, STEG_IMPORT_KEEP_VALID = 2 } steg_import_keep;

typedef struct steg_import_options {
  const char *initiative; /* for files without such a column, else NULL */
  const char *encoding;   /* NULL = found out: "utf-8", "windows-1252", "utf-16le", "utf-16be", "cp850", "latin1" */
  char delimiter;         /* 0 = found out */
  const char *sheet;      /* XLSX: name or number from 1; NULL = the one with the instrument's headers */
  steg_import_sheets sheets; /* ALL: into one set; lines are then steg_row_line's, and `sheet` is not looked at */
  const steg_import_column *columns;
  size_t column_count;
  const steg_lexicon *sources; /* mappings learned of the instrument, sound ones; the one that fits the header row is used */
  size_t source_count;
  const char *mapping; /* --mapping: name of the one in `sources` to be used whatever the headers; NULL = the one that fits */
  const steg_import_initiative *initiatives; /* all of the project */
  size_t initiative_count;
  const char *federation; /* whose files may come in; NULL = any of the project */
  steg_import_keep keep;
  bool century_by_sign; /* setting century = "sign": ten digits take their century from - or + and `today` */
  char decimal_mark;    /* 0 or ',': Swedish; '.' */
  bool thousands_dot;   /* setting: 1.234 is one thousand two hundred thirty-four */
  steg_date today;      /* for "born in the future"; given by the caller: no clock here */
  steg_lang lang;
  size_t read_size; /* bytes read at a time; 0 = 64 KiB */
  /* Called with bytes done and in all; nonzero cancels. May be NULL. */
  int (*progress)(void *context, uint64_t done, uint64_t total);
  void *progress_context;
} steg_import_options;

typedef struct steg_import_result {
  const char *encoding; /* as used; "xlsx" for a workbook; NULL when it was not found out */
  char delimiter;       /* 0 for XLSX */
  const char *sheet;    /* XLSX: name of the sheet; NULL when several were read, and for text */
  const char *mapping;  /* name of the mapping that was used; NULL = none */
  size_t rows;          /* data rows read */
  size_t accepted;
  size_t rejected;
  steg_findings findings;
  steg_row_set set; /* the accepted rows: empty when the file is refused */
  char file_hash[STEG_HASH_TEXT];
  steg_date last_date;
  const uint32_t *rejected_lines; /* file rows not accepted, sorted */
} steg_import_result;

typedef struct steg_import steg_import; /* owns everything in the result */

/* 0 also when there are findings: look at findings.errors. -1 when the file can't be read at all (missing, no permission,
 * memory, cancelled). */
int steg_import_read(const char *path, const steg_registry_entry *entry, const steg_import_options *options,
                     steg_import **ret_import, steg_error *err);
const steg_import_result *steg_import_result_of(const steg_import *import);
void steg_import_free(steg_import *import); /* takes NULL */

/* The file's name without folders, with anything that reads as a personnummer masked: fit to print and to store. */
const char *steg_import_file_name(const steg_import *import);
/* KEEP_VALID: writes the header row and the refused rows, as they stand in the file (its own bytes), to <path>.rejected.csv; where
 * several sheets were read, those of each to <path>.<sheet's place in the workbook>.rejected.csv. */
int steg_import_write_rejected(const steg_import *import, const char *path, steg_error *err);

#endif
