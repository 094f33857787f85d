/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * national - personnummer and samordningsnummer: form, date, century and check digit.
 *
 * YYYYMMDD-NNNK or YYMMDD-NNNK; the separator is + from the year the person turns 100. A samordningsnummer has 60 added to the
 * day. K makes the sum of the ten digits, every other one doubled from the first and its digits added, end in 0 (modulus 10).
 * The ninth of the ten digits is odd for men, even for women (folkbokföringslagen 1991:481, 18 §).
 */
#ifndef STEG_INTAKE_NATIONAL_H
#define STEG_INTAKE_NATIONAL_H

#include "base/date.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum steg_national_verdict {
  STEG_NATIONAL_EXACT = 1,      /* with century, usual form */
  STEG_NATIONAL_SPELLED = 2,    /* spaces, another dash: taken */
  STEG_NATIONAL_BY_SIGN = 3,    /* the century was told by + or, where that is allowed, - */
  STEG_NATIONAL_NOT_ONE = 4,    /* does not look like one: may be an own code */
  STEG_NATIONAL_NO_CENTURY = 5, /* ten digits, and the century may not be told by the sign */
  STEG_NATIONAL_CHECK_DIGIT = 6,
  STEG_NATIONAL_NO_SUCH_DATE = 7,
  STEG_NATIONAL_FUTURE = 8,
  STEG_NATIONAL_TOO_OLD = 9,  /* born before 1850 */
  STEG_NATIONAL_INTERIM = 10, /* a letter among the last four: interim or reserve number */
  STEG_NATIONAL_DUMMY = 11,   /* one digit all over */
  STEG_NATIONAL_DIGITS = 12,  /* too few or too many digits */
  STEG_NATIONAL_ROUNDED = 13, /* 1,89001E+11: a spreadsheet has destroyed it */
  STEG_NATIONAL_DAMAGED = 14  /* 1890.01.01-9802, 189OO1O1-98O2, 18900101-XXXX: no own code, and not to be read */
} steg_national_verdict;

typedef struct steg_national {
  char digits[13];   /* twelve digits, terminated */
  bool coordination; /* samordningsnummer */
  bool is_man;
  int birth_year;
  bool is_test_person; /* Tolvan Tolvansson, 19121212-1212, known from every sample file */
} steg_national;

typedef enum steg_national_century {
  STEG_NATIONAL_STATED = 1, /* ten digits need a + to have a century */
  STEG_NATIONAL_SIGN = 2    /* ten digits take it from - or + and the day given */
} steg_national_century;

/* *ret is set for the first three verdicts. `today`: for the future and for the sign. `text` need not be terminated. */
steg_national_verdict steg_national_read(const char *text, size_t size, steg_national_century century, steg_date today,
                                         steg_national *ret);

/* Whether a valid number (date and check digit; 10 or 12 digits, with or without separator) stands somewhere in the text. */
bool steg_national_in_text(const char *text, size_t size);
/* Whether something that looks like one stands there, right or wrong: used before a text is shown to anybody. */
bool steg_national_like_in_text(const char *text, size_t size);
/* Writes x over the digits of everything that looks like one, in place; also of a word that is one with points, the letter O, hidden
 * digits or a digit too many. */
void steg_national_mask(char *text);

#endif
