/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typing_part - what the files of `typing` share: the state, and who calls whom.
 *
 * typing.c takes a line, judges its shape and asks typing_person.c who it is of, typing_cell.c what each cell means, and
 * typing_row.c to make the rows.
 */
#ifndef STEG_INTAKE_TYPING_PART_H
#define STEG_INTAKE_TYPING_PART_H

#include "intake/attribute.h"
#include "intake/checks.h"
#include "intake/initiative_names.h"
#include "intake/person.h"
#include "intake/spelling.h"
#include "intake/typing.h"

enum { STEG_TYPING_OCCASIONS = 5 };

/* A column of the file while it is read. */
typedef struct steg_typing_column {
  const steg_mapped *mapped;
  const steg_item *item;
  const steg_scale *scale;
  uint32_t first_slot;
  uint32_t place; /* 1-based */
  steg_spelling *spellings; /* NULL: cells of this column are read each time */
  size_t spelling_count;    /* a power of two */
} steg_typing_column;

/* A row in the making: of the whole line, or of one group of a wide sheet. */
typedef struct steg_typing_draft {
  int32_t role, occasion;
  steg_date date;
  steg_date first; /* AGGREGATE: first day of its period, `date` being the last */
  int32_t *slots;
  bool answered;
} steg_typing_draft;

/* One object, its members in the order of what they are for. */
struct steg_typing { // NOLINT(clang-analyzer-optin.performance.Padding)
  const steg_registry_entry *entry;
  const steg_instrument *instrument;
  const steg_import_options *options;
  const steg_mapping *mapping;
  steg_findings_book *book;
  steg_arena *arena; /* columns, texts */
  steg_value_rules rules;
  steg_harvest harvest;
  steg_checks *checks;
  steg_typing_column *columns;
  size_t column_count;
  const char *coach; /* of the sheet's rows that have none of their own; NULL = not said */
  int32_t person_column, consent_column, protected_column; /* index into columns, -1 = none */
  bool has_start;                                          /* the file has a column for the participation's start */
  uint32_t *column_of_item;
  bool *asked;               /* [role + 1][occasion][item] */
  steg_buffer text;          /* the cell being read */
  steg_typing_draft line;    /* what holds for the whole line */
  steg_typing_draft *groups; /* of a wide sheet */
  steg_typing_draft *made;   /* the rows of the line: one, or one for each role and occasion of a wide sheet */
  size_t made_count;
  int32_t *role_of_item;  /* the only role that answers it, -1 = several */
  bool several_occasions; /* a wide sheet with more than one: a date of the line belongs to neither */
  int32_t *extents;       /* by item: from an EXTENT column, 0 = none */
  int32_t *choices;       /* levels of a compound cell */
  steg_attributes attributes;
  bool has_attributes, stated_birth;
  bool is_total; /* AGGREGATE: a category says that the line is a sum */
  int32_t age;
  int32_t initiative; /* index into options->initiatives, -1 = none yet */
  int32_t default_initiative;
  const steg_initiative_names *initiative_names;
  int32_t *initiative_rows; /* by options' initiative: index into row_initiatives, -1 = not used yet */
  steg_row_initiative *row_initiatives;
  size_t row_initiative_count;
  uint32_t row;
  size_t errors_before;
  bool memory_is_out;
  /* results */
  steg_typing_counts counts;
  uint32_t *rejected;
  size_t rejected_count, rejected_capacity;
  steg_date last_date;
  char *sample;
  /* the person of the row before: rows of one person follow each other in most files */
  char last_key[64];
  size_t last_key_size;
  steg_person last_person;
  int32_t last_person_index;
};

/* ---- typing_meaning.c */

/* The cell in `typing->text`: as it stands, or as the source's mapping says it is meant. Nothing is reported. */
steg_reading steg_typing_interpret(steg_typing *typing, const steg_typing_column *column);

/* ---- typing_cell.c */

/* Reports something on the line being read; `value` is shown unless the column is personal. The group, for `again`. */
int32_t steg_typing_report(steg_typing *typing, steg_finding_id id, const steg_typing_column *column, steg_field value,
                           const char *a);
void steg_typing_report_oddities(steg_typing *typing, const steg_typing_column *column, int oddities);
/* What a cell means, reported; from the column's spellings when it was seen before. */
steg_reading steg_typing_read_cell(steg_typing *typing, const steg_typing_column *column, steg_field cell);
/* Reads all columns but the person's into the drafts. */
typedef enum steg_typing_scope { STEG_TYPING_ALL = 1, STEG_TYPING_ANONYMOUS = 2 } steg_typing_scope;
void steg_typing_read_columns(steg_typing *typing, const steg_line *line, steg_typing_scope scope);
steg_field steg_typing_cell_of(const steg_line *line, const steg_typing_column *column);
/* Of the line, or of the group that the column belongs to in a wide sheet. */
steg_typing_draft *steg_typing_draft_of(steg_typing *typing, const steg_typing_column *column);

/* ---- typing_person.c */

/* Index into people; STEG_ROW_NOBODY with *ret_reason why; -2 when it was refused (and reported). */
int32_t steg_typing_read_person(steg_typing *typing, const steg_line *line, steg_finding_id *ret_reason);
/* What a personnummer says by itself, against what the row says; and age and birth year without one. */
void steg_typing_complete(steg_typing *typing, int32_t person);

/* ---- typing_row.c */

void steg_typing_clear(steg_typing *typing);
/* Makes the line's rows, checks them and adds them to the harvest unless something was wrong with the line. */
void steg_typing_emit(steg_typing *typing, int32_t person);
void steg_typing_emit_anonymous(steg_typing *typing, steg_finding_id reason);
/* Index in the row set of the line's initiative; -1 when it has none (reported). */
int32_t steg_typing_row_initiative(steg_typing *typing);
/* What was asked and what the instrument's own checks say; then into the harvest, unless something was wrong with the line. */
void steg_typing_settle(steg_typing *typing, steg_row row, int32_t *slots);
bool steg_typing_is_clean(const steg_typing *typing); /* no error on the line so far */

/* ---- typing_aggregate.c */

/* A cell of a TEXT item: a category, which is nobody's; or the word that makes the line a total. */
void steg_typing_read_category(steg_typing *typing, const steg_typing_column *column, steg_field cell);
/* As steg_typing_emit, for numbers of periods. */
void steg_typing_emit_aggregate(steg_typing *typing);

#endif
