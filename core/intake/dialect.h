/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dialect - which character parts the cells, and on which row the headers stand.
 *
 * Each candidate (; , tab |) is tried on the opening of the file. The one that lets a row show the most of the instrument's
 * column names is it, and that row is the header row. Excel's "sep=;" on the first line settles it. Where another candidate
 * parts the data rows just as evenly (decimal commas in every row), nobody is asked to trust a guess: it is a tie.
 */
#ifndef STEG_INTAKE_DIALECT_H
#define STEG_INTAKE_DIALECT_H

#include "intake/header.h"

typedef struct steg_dialect {
  char delimiter;
  uint32_t header_row; /* 0 = none found */
  bool said;           /* by a sep= line */
} steg_dialect;

/* `text` is the decoded opening of the file; `whole` = it is all of it. What can't be told goes to the book, and the result
 * is then 1; 0 when it is settled; -1 when memory is out. */
typedef enum steg_dialect_extent { STEG_DIALECT_OPENING = 1, STEG_DIALECT_WHOLE = 2 } steg_dialect_extent;
int steg_dialect_find(const char *text, size_t size, steg_dialect_extent extent, char given,
                      const steg_header_names *names, steg_findings_book *book, steg_dialect *ret_dialect);

/* "';'", "','", "tab" for a sentence. */
const char *steg_dialect_name(char delimiter);

#endif
