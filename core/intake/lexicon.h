/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lexicon - what is known of one source's files: which header is which column of the instrument, which spelling is which value,
 * and how its dates are written. Kept as a file that one can edit in a spreadsheet program.
 *
 * The file: UTF-8 with a byte order mark, `;`, CRLF, a header row and five columns (README "Mappings"):
 *   Kolumn i filen;Betyder;Värde i filen;Betyder värde;Säkerhet
 *   (instrument);bip;;;                       of which instrument; (blad) names the sheet of a workbook
 *   Hur mår du?;Fråga 1;;;föreslagen          a header and the instrument's column it is; empty = not known yet, as if not there
 *   Anteckning;(används inte);;;egen          known, and not read
 *   Hur mår du?;;Ganska bra;4;föreslagen      a value of that column; empty = not known yet; (inget svar) = no answer
 *   Datum;;(datum);dag först;säker            03/02/2024 is 3 February; månad först; dagnummer: 45000 is a day
 * What a value means is what one would write in a file of the instrument's own: it is read by the same rules.
 */
#ifndef STEG_INTAKE_LEXICON_H
#define STEG_INTAKE_LEXICON_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "intake/value.h"

typedef enum steg_certainty {
  STEG_CERTAINTY_SURE = 1,     /* the header is a name of the column; the value reads as it stands */
  STEG_CERTAINTY_PROPOSED = 2, /* near, or told by the values: to be looked at */
  STEG_CERTAINTY_UNKNOWN = 3,  /* for the user to fill in */
  STEG_CERTAINTY_OWN = 4       /* written by the user */
} steg_certainty;

typedef struct steg_lexicon_value {
  const char *spelling;
  const char *meaning; /* "" = not known */
  const char *nearest; /* of the values there are, as a hint; NULL. Not kept in the file. */
  steg_certainty certainty;
  uint32_t count; /* cells when it was learned; 0 = from the file */
  uint32_t line;  /* in the file; 0 = not from it */
} steg_lexicon_value;

typedef struct steg_lexicon_column {
  const char *header;
  const char *meaning; /* column of the instrument; "" = not known; STEG_SOURCE_UNUSED */
  steg_certainty certainty;
  steg_date_order dates;         /* 0 = not said */
  steg_certainty date_certainty; /* 0 when `dates` is */
  const steg_lexicon_value *values;
  size_t value_count;
  uint32_t line;  /* in the file; 0 = not from it */
  uint32_t place; /* when learned: column from 1; 0 = from the file alone */
  bool personal;  /* when learned: its values were not looked at */
} steg_lexicon_column;

typedef struct steg_lexicon {
  const char *name;       /* of the mapping: file name without ".csv" */
  const char *instrument; /* id; NULL = not said */
  const char *sheet;      /* NULL = found by its headers */
  const steg_lexicon_column *columns;
  size_t column_count;
} steg_lexicon;

/* What stands in the file for a column that is not read, and for a value that means no answer. */
extern const char steg_lexicon_unused[];
extern const char steg_lexicon_no_answer[];
const char *steg_certainty_word(steg_certainty certainty, steg_lang lang);
const char *steg_date_order_word(steg_date_order order, steg_lang lang);
const char *steg_certainty_id(steg_certainty certainty); /* "sure", "proposed", "unknown", "own" */

/* A fault in the file: its line, and a sentence with the cause and the mend. */
typedef void (*steg_lexicon_told_fn)(void *context, uint32_t line, const char *sv, const char *en);

/* From the bytes of a mapping file; lives in the arena. What is no mapping at all, or says a header twice, is told (and left out);
 * whether the meanings exist is steg_lexicon_check's. -1 when memory is out. */
int steg_lexicon_read(const char *bytes, size_t size, const char *name, steg_arena *arena, steg_lexicon_told_fn told,
                     void *context, steg_lexicon *ret_source, steg_error *err);
void steg_lexicon_write(const steg_lexicon *source, steg_buffer *out);

/* By folded header; NULL. */
const steg_lexicon_column *steg_lexicon_column_of(const steg_lexicon *source, const char *header);
/* By folded spelling; NULL. */
const steg_lexicon_value *steg_lexicon_value_of(const steg_lexicon_column *column, const char *spelling);
/* Whether the column says what it means and is read. */
bool steg_lexicon_is_meant(const steg_lexicon_column *column);

#endif
