/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value - one cell as an answer to an item: level, number, date, flag, text, or several levels with their extents.
 */
#ifndef STEG_INTAKE_VALUE_H
#define STEG_INTAKE_VALUE_H

#include "base/date.h"
#include "intake/finding_kinds.h"
#include "intake/number.h"
#include "stegvis/instrument.h"
#include <stdbool.h>

typedef enum steg_reading_kind {
  STEG_READING_EMPTY = 1, /* nothing was answered */
  STEG_READING_VALUE = 2,
  STEG_READING_REFUSED = 3 /* `finding` says why */
} steg_reading_kind;

/* How a cell was understood. */
typedef struct steg_reading {
  steg_reading_kind kind;
  steg_finding_id finding; /* REFUSED: why; else what was normalised, 0 = nothing */
  int32_t whole;           /* level value, flag, date, index, code: by what was asked */
  double number;
  const char *a; /* filling of the finding; lives in the arena given or for ever */
  const char *b;
} steg_reading;

/* What 03/02/2024 is, and 45000, where a source's mapping says it. */
typedef enum steg_date_order {
  STEG_DATE_DAY_FIRST = 1,
  STEG_DATE_MONTH_FIRST = 2,
  STEG_DATE_SERIAL = 3 /* Excel's day numbers are dates */
} steg_date_order;

typedef struct steg_value_rules {
  char decimal_mark; /* ',' or '.' */
  bool thousands_dot;
  steg_date today;       /* STEG_DATE_NONE = not known */
  steg_date_order dates; /* 0 = not said: such a date is asked for */
  steg_lang lang;
} steg_value_rules;

/* `text` is cleaned and terminated; nearest values and dates that findings show go to the arena. */

/* SCALE, CHOICE, FLAG, DATE, NUMBER, PERCENT. `scale` is NULL for the last four. */
steg_reading steg_value_read(const char *text, size_t size, const steg_item *item, const steg_scale *scale,
                             const steg_value_rules *rules, steg_arena *arena);
/* A date that something happened on. */
steg_reading steg_value_read_date(const char *text, size_t size, const steg_value_rules *rules, steg_arena *arena);
/* ja, nej, j, n, 1, 0, x, sant, falskt ... */
steg_reading steg_value_read_flag(const char *text);

/* "", "-", "i.u.", "saknas", "N/A" ...: no answer, whatever the item. */
typedef enum steg_value_absence {
  STEG_VALUE_PRESENT = 0,
  STEG_VALUE_BLANK = 1,
  STEG_VALUE_SAID_MISSING = 2
} steg_value_absence;
steg_value_absence steg_value_absence_of(const char *text, size_t size);
/* The same as a reading: EMPTY with its note, or a kind of 0 when there is an answer. */
steg_reading steg_value_read_absence(const char *text, size_t size);
/* One of the scale's own codes for "no answer". */
bool steg_value_is_missing_code(const steg_scale *scale, const char *text);
/* The label nearest to a wrong spelling; NULL when none is near. */
const char *steg_value_nearest_level(const steg_scale *scale, const char *text, steg_lang lang, steg_arena *arena);
/* "#N/A", "#REF!", "####" */
bool steg_value_is_spreadsheet_error(const char *text);
/* What the sheet reader writes for a formula whose value was never saved; it is such an error too, with a finding of its own. */
#define STEG_VALUE_NOT_COMPUTED "#EJ_UTRÄKNAD!"
steg_finding_id steg_value_spreadsheet_fault(const char *text);

#endif
