/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * header - which column of the file is which of the instrument's: by header, alias, item, or what the user said.
 *
 * Names are compared folded (case, space and punctuation apart). A name of an item (id, label, text) serves where no column
 * of the instrument has it. In a wide sheet a column carries an occasion or a role of its own: each pair of them is a group,
 * and a line gives one row for every group that has an answer. In a sheet of an aggregate a header that no column has may be a
 * period, alone or beside the name of a number ("2024", "Q3", "Budget 2024"): it makes a group too.
 */
#ifndef STEG_INTAKE_HEADER_H
#define STEG_INTAKE_HEADER_H

#include "intake/field.h"
#include "intake/findings.h"
#include "intake/import.h"
#include "intake/span.h"

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
  const steg_lexicon_column *source; /* what the source's mapping says of it; NULL */
} steg_mapped;

typedef struct steg_header_group {
  int32_t role; /* index, -1 = not said */
  steg_occasion occasion;
  steg_span span; /* AGGREGATE: the period that the header says; first_month 0 = none */
} steg_header_group;

typedef struct steg_mapping {
  uint32_t row;   /* of the headers */
  size_t count;   /* columns up to the last one with a header */
  size_t surplus; /* columns without header after it */
  steg_mapped columns[STEG_COLUMNS_MAX];
  const char *folded[STEG_COLUMNS_MAX]; /* headers, to know the row when it comes again */
  steg_header_group groups[STEG_HEADER_GROUPS];
  size_t group_count;        /* 0 = one row a line */
  const steg_lexicon *source; /* the mapping that was used; NULL */
  bool has_spans;     /* some header is a period */
} steg_mapping;

typedef struct steg_header_names steg_header_names; /* every name that an instrument's columns go by */

/* In the arena; NULL when memory is out. */
steg_header_names *steg_header_names_make(const steg_instrument *instrument, const steg_import_options *options,
                                          steg_arena *arena);
/* How many cells of the line are such names: tells a header row, and a delimiter. */
size_t steg_header_score(const steg_header_names *names, const steg_line *line);
/* The mapping of a header row; what is missing, doubled or unknown goes to the book. `above`: STEG_COLUMNS_MAX texts of the row above
 * it, each reaching over the columns that it stands for, NULL where there is none: "Start" over "Fråga 1" is "Fråga 1 start". -1 when
 * memory is out. */
int steg_header_map(const steg_header_names *names, const steg_line *line, const char *const *above, steg_arena *arena,
                    steg_findings_book *book, steg_mapping *ret_mapping);

/* What a name means: a number for steg_header_target, the same for all names of one column; -1 when nothing has it. */
int32_t steg_header_find(const steg_header_names *names, const char *text);
typedef struct steg_header_target {
  const char *name; /* as the instrument writes it: what a mapping keeps */
  const steg_column *column; /* NULL: an item that no column names */
  int32_t item, role;
  bool personal;
} steg_header_target;
size_t steg_header_target_count(const steg_header_names *names);
steg_header_target steg_header_target_of(const steg_header_names *names, size_t target);
/* Every name, folded, with its target; NULL beyond the last. */
const char *steg_header_name_at(const steg_header_names *names, size_t index, size_t *ret_target);
/* Says that there is no header row. */
void steg_header_report_none(const steg_header_names *names, steg_findings_book *book);
/* Whether the line is the header row once more. */
bool steg_header_is_repeat(const steg_mapping *mapping, const steg_line *line);

#endif
