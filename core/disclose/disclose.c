/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclose/disclose.h"

#include "disclose/judge.h"
#include "disclose/rows.h"
#include <math.h>
#include <string.h>

enum { BOARD_K = 3, PUBLIC_K_MIN = 5, PUBLIC_K_MAX = 10 };

unsigned steg_disclose_threshold(steg_profile profile, unsigned public_k) {
  switch (profile) {
  case STEG_PROFILE_WORKING:
    return 0;
  case STEG_PROFILE_BOARD:
    return BOARD_K;
  case STEG_PROFILE_PUBLIC:
    break;
  }
  return public_k < PUBLIC_K_MIN ? PUBLIC_K_MIN : public_k > PUBLIC_K_MAX ? PUBLIC_K_MAX : public_k;
}

/* ---- results of a measure */

static bool has_nearly_all(const steg_figure *figure) {
  return figure && figure->sensitivity == STEG_SENSITIVE && figure->count > 0 &&
         figure->persons >= figure->base_persons - 1;
}

static void mark_square(steg_line *line) {
  for (size_t c = 0; line->matrix && c < line->level_count * line->level_count; c++)
    steg_judge_mark(&line->matrix[c]);
}

/* E3 on the sources of one group of people: what nearly everybody lives on hides all sources of that time, and the square. */
static void judge_sources(steg_line *lines, size_t count) {
  static const char *const names[] = {"before", "after"};
  bool any = false;
  for (size_t n = 0; n < 2; n++) {
    bool nearly_all = false;
    for (size_t l = 0; l < count; l++)
      nearly_all = nearly_all || has_nearly_all(steg_judge_named(&lines[l], names[n]));
    for (size_t l = 0; nearly_all && l < count; l++)
      steg_judge_mark(steg_judge_named(&lines[l], names[n]));
    any = any || nearly_all;
  }
  for (size_t l = 0; l < count; l++) {
    for (size_t c = 0; lines[l].matrix && c < lines[l].level_count * lines[l].level_count; c++)
      any = any || has_nearly_all(&lines[l].matrix[c]);
    if (any)
      mark_square(&lines[l]);
  }
}

static void judge_incomes(steg_result *result) {
  size_t groups = 1;
  for (size_t d = 0; d < result->by_count; d++)
    groups *= result->by[d].value_count + 1;
  size_t per_group = result->line_count / groups;
  for (size_t g = 0; g < groups; g++)
    judge_sources(&result->lines[g * per_group], per_group);
}

static int judge_result(steg_result *result, unsigned k, steg_arena *arena, steg_error *err) {
  steg_figure *const population[] = {&result->registered, &result->measured, &result->paired};
  for (size_t i = 0; i < 3; i++)
    steg_judge_figure(population[i], result->measure, "count", k, NAN, NAN);
  /* The reasons for not being counted have no figures to hide; where the cohort itself is cut out by a sensitive fact, they go. */
  if (result->registered.sensitivity == STEG_SENSITIVE)
    result->how.exclusion_count = 0;
  for (size_t l = 0; l < result->line_count; l++)
    steg_judge_line(result, &result->lines[l], k);
  if (result->measure->kind == STEG_MEASURE_INCOME)
    judge_incomes(result);
  for (bool again = true; again;) {
    again = false;
    for (size_t l = 0; l < result->line_count; l++)
      again = steg_judge_follow(result, &result->lines[l]) || again;
    int closed = steg_rows_close(result, k, arena, err);
    if (closed < 0)
      return -1;
    again = closed > 0 || again;
  }
  return 0;
}

/* ---- derived figures */

static const steg_figure *operand_figure(const steg_document *document, const steg_selector *operand) {
  const steg_request *request =
      operand->request < document->request_count ? &document->requests[operand->request] : NULL;
  const steg_result *result = request ? request->result : NULL;
  if (!result)
    return NULL;
  const char *field = operand->field ? operand->field : steg_request_main_field(request);
  const steg_figure *figure =
      steg_figure_named(steg_figure_line(result, operand->item, operand->role, operand->key, operand->group), field);
  return figure                         ? figure
         : !strcmp(field, "registered") ? &result->registered
         : !strcmp(field, "measured")   ? &result->measured
         : !strcmp(field, "paired")     ? &result->paired
                                        : NULL;
}

static void judge_derived(const steg_document *document, const steg_request *request, unsigned k) {
  bool hidden = false;
  for (size_t i = 0; i < request->operand_count; i++)
    hidden = hidden || steg_judge_is_hidden(operand_figure(document, &request->operands[i]));
  for (size_t l = 0; l < request->result->line_count; l++) {
    steg_line *line = &request->result->lines[l];
    for (size_t f = 0; f < line->figure_count; f++)
      if (hidden)
        steg_judge_mark(&line->figures[f].figure);
      else
        steg_judge_figure(&line->figures[f].figure, NULL, line->figures[f].name, k, NAN, NAN);
  }
}

/* ---- the document */

/* E6: what is hidden is gone, not covered. */
static void wipe(void *context, steg_line *line, steg_figure *figure) {
  (void)context;
  (void)line;
  if (steg_judge_is_hidden(figure))
    steg_figure_hide(figure);
}

int steg_disclose_document(steg_document *document, unsigned public_k, steg_arena *arena, steg_error *err) {
  document->k = steg_disclose_threshold(document->profile, public_k);
  if (document->k == 0)
    return 0;
  for (size_t r = 0; r < document->request_count; r++) {
    steg_request *request = &document->requests[r];
    if (!request->result)
      continue;
    if (request->kind != STEG_REQUEST_MEASURE)
      judge_derived(document, request, document->k);
    else if (judge_result(request->result, document->k, arena, err) < 0)
      return -1;
  }
  for (size_t r = 0; r < document->request_count; r++)
    if (document->requests[r].result)
      steg_figure_each(document->requests[r].result, wipe, NULL);
  return 0;
}
