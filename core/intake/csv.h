/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv - UTF-8 text with a delimiter into lines of cells, streaming, on libcsv.
 *
 * libcsv is fed in pieces of any size and gives the same lines. Its cell buffer is bounded through its realloc hook, so a
 * quote that is never closed costs 64 KiB. It runs strict: where it stops at a misplaced quote the fault is noted on the
 * line and reading goes on. Rows are counted beside it, since it counts none.
 */
#ifndef STEG_INTAKE_CSV_H
#define STEG_INTAKE_CSV_H

#include "base/error.h"
#include "intake/field.h"

typedef struct steg_csv steg_csv;

/* NULL when memory is out. */
steg_csv *steg_csv_new(char delimiter, steg_line_fn line, void *context);
/* 0, what `line` returned, or -1 with *err when memory is out. */
int steg_csv_feed(steg_csv *csv, const char *bytes, size_t size, steg_error *err);
/* The same for a text of which only the beginning may be wanted: in small pieces, since libcsv itself can't be stopped. */
int steg_csv_feed_until(steg_csv *csv, const char *bytes, size_t size, steg_error *err);
/* The last line may lack its line end. */
int steg_csv_end(steg_csv *csv, steg_error *err);
/* Row that is being read. */
uint32_t steg_csv_row(const steg_csv *csv);
/* Which line ends the rows had; those inside quotes are text. */
typedef enum steg_csv_line_end { STEG_CSV_LF = 1, STEG_CSV_CR = 2, STEG_CSV_CRLF = 4 } steg_csv_line_end;
uint32_t steg_csv_line_ends(const steg_csv *csv);
void steg_csv_free(steg_csv *csv);

#endif
