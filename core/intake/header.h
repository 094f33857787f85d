/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * header - which column of the file is which of the instrument's: by header, alias, item, or what the user said.
 *
 * Names are compared folded (case, space and punctuation apart). A name of an item (id, label, text) serves where no column
 * of the instrument has it. In a wide sheet a column carries an occasion or a role of its own: each pair of them is a group,
 * and a line gives one row for every group that has an answer.
 */
#ifndef STEG_INTAKE_HEADER_H
#define STEG_INTAKE_HEADER_H

#include "intake/field.h"
#include "intake/findings.h"
#include "intake/import.h"

enum { STEG_HEADER_SEARCH = 40, STEG_HEADER_GROUPS = 64 };

/* What a column of the file is. */
typedef struct steg_mapped {
  steg_column_target target; /* 0 = not the instrument's: never read */
  int32_t item;              /* ITEM, EXTENT: index; else -1 */
  int32_t group;             /* of a wide sheet; -1 = of the whole line */
  steg_attribute attribute;
  bool required;
  bool personal; /* its values are never shown */
  bool named;    /* has a header */
} steg_mapped;

typedef struct steg_header_group {
  int32_t role; /* index, -1 = not said */
  steg_occasion occasion;
} steg_header_group;

typedef struct steg_mapping {
  uint32_t row;   /* of the headers */
  size_t count;   /* columns up to the last one with a header */
  size_t surplus; /* columns without header after it */
  steg_mapped columns[STEG_COLUMNS_MAX];
  const char *folded[STEG_COLUMNS_MAX]; /* headers, to know the row when it comes again */
  steg_header_group groups[STEG_HEADER_GROUPS];
  size_t group_count; /* 0 = one row a line */
} steg_mapping;

typedef struct steg_header_names steg_header_names; /* every name that an instrument's columns go by */

/* In the arena; NULL when memory is out. */
steg_header_names *steg_header_names_make(const steg_instrument *instrument, const steg_import_options *options,
                                          steg_arena *arena);
/* How many cells of the line are such names: tells a header row, and a delimiter. */
size_t steg_header_score(const steg_header_names *names, const steg_line *line);
/* The mapping of a header row; what is missing, doubled or unknown goes to the book. -1 when memory is out. */
int steg_header_map(const steg_header_names *names, const steg_line *line, steg_arena *arena, steg_findings_book *book,
                    steg_mapping *ret_mapping);
/* Says that there is no header row. */
void steg_header_report_none(const steg_header_names *names, steg_findings_book *book);
/* Whether the line is the header row once more. */
bool steg_header_is_repeat(const steg_mapping *mapping, const steg_line *line);

#endif
