/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows - typed rows on their way from a file into the store: what intake fills and commit writes.
 *
 * Answers are slots as `layout.h` says, an int32 each, with side arrays for numbers and texts; a file that asks a third of a form's
 * questions need not carry the others. Everything a row
 * refers to (initiative, person, attributes) is an index into an array of the set, so a row is small.
 */
#ifndef STEG_STORE_ROWS_H
#define STEG_STORE_ROWS_H

#include "base/date.h"
#include "instrument/registry.h"
#include <stdint.h>

typedef enum steg_key_kind {
  STEG_KEY_NATIONAL = 1, /* personnummer or samordningsnummer: twelve digits */
  STEG_KEY_CODE = 2      /* the federation's own participant code, NFC, trimmed, as written */
} steg_key_kind;

typedef struct steg_person_key {
  steg_key_kind kind;
  const char *text; /* personal: never in a message */
} steg_person_key;

typedef enum steg_sex { STEG_SEX_WOMAN = 1, STEG_SEX_MAN = 2, STEG_SEX_OTHER = 3, STEG_SEX_UNKNOWN = 4 } steg_sex;
typedef enum steg_area { STEG_AREA_URBAN = 1, STEG_AREA_RURAL = 2 } steg_area; /* in or outside a tätort */

/* Of a participation. What the file did not say is 0, STEG_DATE_NONE or NULL, and leaves the stored value alone. */
typedef struct steg_attributes {
  steg_date start;
  steg_date end;
  int32_t birth_year;   /* 0 = not said */
  int32_t municipality; /* kommunkod as a number: 643 is "0643" */
  steg_sex sex;         /* 0 = not said */
  steg_area area;       /* 0 = not said */
  const char *coach;
  const char *referrer;
  const char *team;
  const char *priority;
  const char *source; /* source system: "SUS", "Uppföljning Finsam", "lokal" */
} steg_attributes;

typedef struct steg_row_initiative {
  const char *id;
  const char *federation; /* scope of own codes and personnummer */
} steg_row_initiative;

enum { STEG_ROW_NOBODY = -1 }; /* a row without a person: no consent, protected identity, an anonymous instrument, an
                                  * event of the initiative itself, an aggregate */

typedef struct steg_row {
  uint32_t line;      /* row in the file, 1-based; where several sheets are read: steg_row_line */
  int32_t initiative; /* index into initiatives */
  int32_t person;     /* index into people, or STEG_ROW_NOBODY */
  steg_date date;     /* of the response; REGISTER: STEG_DATE_NONE; AGGREGATE: last day of its period */
  steg_date first;    /* AGGREGATE: first day of its period; else not looked at */
  int16_t role;       /* index into the instrument's roles, -1 = none */
  int16_t occasion;   /* enum steg_occasion, 0 = not said */
  int32_t attributes; /* index into attributes, -1 = none */
} steg_row;

/* One number for a row of one of several sheets of a workbook (which have at most 2^20 rows), so that a row is named by a number
 * whatever it came from: the sheet from 1 in the upper eight bits. */
enum { STEG_ROW_LINE_BITS = 24 };
static inline uint32_t steg_row_line(uint32_t sheet, uint32_t row) {
  return sheet << STEG_ROW_LINE_BITS | row;
}
static inline uint32_t steg_row_line_sheet(uint32_t line) {
  return line >> STEG_ROW_LINE_BITS;
}
static inline uint32_t steg_row_line_row(uint32_t line) {
  return line & ((UINT32_C(1) << STEG_ROW_LINE_BITS) - 1);
}

typedef struct steg_row_set {
  const steg_registry_entry *entry;
  steg_row *rows;
  size_t row_count;
  int32_t *slots;          /* row_count * steg_rows_width */
  const uint32_t *columns; /* which slots those are, ascending; NULL: all of the layout */
  uint32_t column_count;
  const double *numbers;
  size_t number_count;
  const char *const *texts;
  size_t text_count;
  const steg_person_key *people;
  size_t person_count;
  const steg_row_initiative *initiatives;
  size_t initiative_count;
  const steg_attributes *attributes;
  size_t attribute_count;
} steg_row_set;

/* Slots that each row of the set carries. */
static inline uint32_t steg_rows_width(const steg_row_set *set) {
  return set->columns ? set->column_count : set->entry->layout->slot_count;
}

/* The slot of the layout that stands in column `column` of the set's slots. */
static inline uint32_t steg_rows_slot(const steg_row_set *set, uint32_t column) {
  return set->columns ? set->columns[column] : column;
}

/* A row's value in a slot of the layout; STEG_SLOT_NONE where the set has none. */
static inline int32_t steg_rows_value(const steg_row_set *set, size_t row, uint32_t slot) {
  uint32_t width = steg_rows_width(set);
  for (uint32_t i = 0; i < width; i++)
    if (steg_rows_slot(set, i) == slot)
      return set->slots[row * width + i];
  return STEG_SLOT_NONE;
}

#endif
