/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typing - a line of cells made into typed rows of the instrument, with everything that is wrong in it reported.
 */
#ifndef STEG_INTAKE_TYPING_H
#define STEG_INTAKE_TYPING_H

#include "base/error.h"
#include "intake/header.h"

typedef struct steg_typing steg_typing;

typedef struct steg_typing_counts {
  size_t rows;     /* data rows read */
  size_t accepted; /* of them, those with rows in the set */
  size_t rejected;
} steg_typing_counts;

/* NULL when memory is out. Everything given must outlive it. */
steg_typing *steg_typing_new(const steg_registry_entry *entry, const steg_import_options *options,
                             const steg_mapping *mapping, steg_findings_book *book);
/* The lines that follow are of another sheet with its own columns. `coach`: who they are of where no column says so; NULL = nobody.
 * -1 when memory is out. */
int steg_typing_turn(steg_typing *typing, const steg_mapping *mapping, const char *coach);
void steg_typing_free(steg_typing *typing);

typedef enum steg_typing_outcome {
  STEG_TYPING_GO_ON = 0,
  STEG_TYPING_STOP = 1, /* the file can't be taken: reported */
  STEG_TYPING_MEMORY = 2
} steg_typing_outcome;
/* A line below the header row. */
steg_typing_outcome steg_typing_line(steg_typing *typing, const steg_line *line);

/* When all lines are in: the rows (owned by `typing`), their counts, the refused lines (sorted) and the latest date. */
int steg_typing_finish(steg_typing *typing, steg_row_set *ret_set, steg_typing_counts *ret_counts,
                       const uint32_t **ret_rejected, steg_date *ret_last_date);

/* First cell with letters beyond ASCII in a column that is not personal, to judge a guessed encoding by; NULL = none. */
const char *steg_typing_sample(const steg_typing *typing);

#endif
