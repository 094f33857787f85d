/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number - numbers as they stand in a cell: decimal comma, thousands in groups of three, a unit only where it is allowed.
 *
 * The C library's readers are not used: they know 0x1F, 1e999, nan, and the locale. (base/number.h writes, this one reads.)
 */
#ifndef STEG_INTAKE_NUMBER_H
#define STEG_INTAKE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum steg_number_verdict {
  STEG_NUMBER_EXACT = 1,
  STEG_NUMBER_SPELLED = 2,   /* the other decimal mark, or a unit, where that can mean one number only */
  STEG_NUMBER_NONE = 3,      /* no number */
  STEG_NUMBER_AMBIGUOUS = 4, /* 1.234: thousands or decimals? */
  STEG_NUMBER_TOO_LARGE = 5, /* more than 15 digits before the decimals: not exact as a number */
  STEG_NUMBER_UNIT = 6,      /* a number with a unit that is not allowed here */
  STEG_NUMBER_EXPONENT = 7   /* 1,2E+05: a spreadsheet has rounded it */
} steg_number_verdict;

typedef struct steg_number_rules {
  char decimal_mark;  /* ',' or '.' */
  bool thousands_dot; /* 1.234 is 1234 (only with the decimal comma) */
  const char *unit;   /* NULL, "kr", "%", "dagar" ...: may follow the number */
} steg_number_rules;

/* `text` is trimmed and need not be terminated. *ret_value is set for EXACT and SPELLED; -0 is 0. */
steg_number_verdict steg_number_read(const char *text, size_t size, const steg_number_rules *rules, double *ret_value);

#endif
