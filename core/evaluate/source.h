/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source - what was read from the store for a document: participations and answers by initiative.
 *
 * An initiative, and an instrument's answers in it, are read once per document. Everything lives in the source's arena; the
 * pointers that are handed out stay valid as long as the source.
 */
#ifndef STEG_EVALUATE_SOURCE_H
#define STEG_EVALUATE_SOURCE_H

#include "evaluate/readings.h"

typedef struct steg_source steg_source;

typedef struct steg_source_initiative {
  const char *id;
  const steg_initiative *definition; /* NULL when the project has none */
  int32_t number;                    /* the store's; 0 = nothing stored */
  const steg_participation *rows;
  size_t count;
  const bool *mistaken; /* by row: felregistrering, out of every count; NULL = none is */
  size_t mistaken_count;
} steg_source_initiative;

steg_source *steg_source_new(const steg_evaluate_context *context); /* NULL when memory is out */
void steg_source_free(steg_source *source);                         /* takes NULL */

/* An initiative that nothing is stored of has no rows, which is no error. */
int steg_source_load(steg_source *source, const char *initiative, const steg_source_initiative **ret_initiative,
                     steg_error *err);
/* Error when there is no such instrument. */
int steg_source_readings(steg_source *source, const steg_source_initiative *initiative, const char *instrument,
                         const steg_readings **ret_answers, steg_error *err);

#endif
