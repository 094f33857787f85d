/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/evaluate.h"

#include "evaluate/evaluation.h"

typedef int (*measure_fn)(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                          steg_error *err);

static const measure_fn measures[STEG_MEASURE_END] = {
#define STEG_MEASURE(constant, id, instrument, sv, en) [STEG_MEASURE_##constant] = steg_##id##_evaluate,
#include "document/measures.def"
#undef STEG_MEASURE
};

/* Thresholds of the profiles: disclosure.md of the house, and disclose/README.md. Found groups are merged here, since their very
 * names tell of few people and disclose can hide figures only. */
static int64_t merge_below(const steg_document *document) {
  switch (document->profile) {
  case STEG_PROFILE_BOARD:
    return 3;
  case STEG_PROFILE_PUBLIC:
    return document->k > 5 ? document->k : 5;
  case STEG_PROFILE_WORKING:
    break;
  }
  return 0;
}

static int fill(steg_evaluation *evaluation, steg_request *request, steg_error *err) {
  steg_result *result = steg_arena_alloc(evaluation->arena, sizeof *result);
  if (!result)
    return steg_error_memory(err);
  result->measure = request->kind == STEG_REQUEST_MEASURE ? request->measure : NULL;
  result->period = request->cohort.period;
  int status;
  if (request->kind != STEG_REQUEST_MEASURE)
    status = steg_derived_evaluate(evaluation, request, result, err);
  else
    status = measures[request->measure->kind](evaluation, request, result, err);
  if (status == 0)
    request->result = result;
  else if (request->line > 0 && evaluation->document->script)
    steg_error_prefix(err, "%s:%u", evaluation->document->script, request->line);
  return status;
}

int steg_evaluate_document(steg_document *document, const steg_evaluate_context *context, steg_arena *arena,
                           steg_error *err) {
  steg_evaluation evaluation = {
      .context = context, .document = document, .arena = arena, .merge_below = merge_below(document)};
  int status = 0;
  evaluation.source = steg_source_new(context);
  evaluation.kept = steg_arena_new(0);
  if (!evaluation.source || !evaluation.kept)
    status = steg_error_memory(err);
  for (size_t r = 0; r < document->request_count && status == 0; r++) {
    evaluation.scratch = steg_arena_new(0);
    status = evaluation.scratch ? fill(&evaluation, &document->requests[r], err) : steg_error_memory(err);
    steg_arena_free(evaluation.scratch);
  }
  steg_arena_free(evaluation.kept);
  steg_source_free(evaluation.source);
  return status;
}
