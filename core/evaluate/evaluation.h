/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluation - what every measure of the room gets: the context, where results go, and what was read so far.
 */
#ifndef STEG_EVALUATE_EVALUATION_H
#define STEG_EVALUATE_EVALUATION_H

#include "evaluate/source.h"

typedef struct steg_cohort_memory steg_cohort_memory;

typedef struct steg_evaluation {
  const steg_evaluate_context *context;
  const steg_document *document;
  steg_source *source;
  steg_arena *arena;           /* of the results */
  steg_arena *kept;            /* of the whole document */
  steg_arena *scratch;         /* of one request */
  steg_cohort_memory *cohorts; /* those gathered so far, in `kept`: reports ask about few, many times */
  int64_t merge_below;         /* found groups with fewer persons become "others"; 0 under arbetsmaterial */
} steg_evaluation;

/* One file per measure. `result` has measure and period; everything else is the measure's to fill. */
#define STEG_MEASURE(constant, id, instrument, sv, en)                                                                 \
  int steg_##id##_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,              \
                           steg_error *err);
#include "document/measures.def"
#undef STEG_MEASURE

/* SHARE, MINUS, RATIO, SUM of results that are filled already. */
int steg_derived_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                          steg_error *err);

#endif
