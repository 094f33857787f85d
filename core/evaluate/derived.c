/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * derived - share, minus, ratio and sum of figures that are filled already. One line with the one figure "value".
 *
 *   share   count of a in count of b, with Wilson's interval when a is not larger than b
 *   minus   a - b: counts give a count; shares give percentage points, with Newcombe's interval for groups that do not overlap when
 *           the two are the same figure of two different values of one breakdown; other numbers give their own unit
 *   ratio   a / b as a number
 *   sum     counts: their sum, whose persons are the sum of the operands' (they may overlap: so never fewer than there are)
 * An operand that is missing makes the value missing; nothing else does but a division by zero. SENSITIVE when an operand is.
 */
#include "evaluate/evaluation.h"
#include "evaluate/tally.h"
#include <math.h>
#include <string.h>

static const steg_result *operand_result(const steg_evaluation *evaluation, const steg_selector *operand) {
  return operand->request < evaluation->document->request_count
             ? evaluation->document->requests[operand->request].result
             : NULL;
}

/* The result's own population figures can be named too. */
static const steg_figure *population_figure(const steg_result *result, const char *field) {
  return !strcmp(field, "registered") ? &result->registered
         : !strcmp(field, "measured") ? &result->measured
         : !strcmp(field, "paired")   ? &result->paired
                                      : NULL;
}

static int find_operand(const steg_evaluation *evaluation, const steg_selector *operand, const steg_figure **ret_figure,
                        steg_error *err) {
  const steg_result *result = operand_result(evaluation, operand);
  if (!result)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "an operand names a request that is not filled before it");
  const char *field =
      operand->field ? operand->field : steg_request_main_field(&evaluation->document->requests[operand->request]);
  const steg_line *line = steg_figure_line(result, operand->item, operand->role, operand->key, operand->group);
  const steg_figure *figure = steg_figure_named(line, field);
  bool whole = !operand->item && !operand->role && !operand->key && !operand->group[0] && !operand->group[1] &&
               !operand->group[2];
  if (!figure && whole)
    figure = population_figure(result, field);
  *ret_figure = figure; /* NULL: a group that nobody is in gives no figure, which is no error */
  return 0;
}

static bool is_count(const steg_figure *figure) {
  return figure->unit == STEG_UNIT_COUNT || figure->unit == STEG_UNIT_SHARE;
}

static steg_figure missing_value(steg_figure_unit unit, steg_sensitivity sensitivity) {
  steg_figure figure = steg_tally_not_applicable(unit);
  figure.kind = STEG_FIGURE_MISSING;
  figure.sensitivity = sensitivity;
  return figure;
}

/* ---- the four */

static steg_figure share_of(const steg_figure *a, const steg_figure *b, steg_sensitivity sensitivity) {
  if (!is_count(a) || !is_count(b) || b->count <= 0 || a->count < 0)
    return missing_value(STEG_UNIT_SHARE, sensitivity);
  const steg_tally part = {.count = a->count, .persons = a->persons},
                   whole = {.count = b->count, .persons = b->persons};
  if (a->count <= b->count)
    return steg_tally_share(&part, &whole, 0, sensitivity);
  steg_figure figure = steg_tally_count(&part, &whole, 0, sensitivity);
  figure.unit = STEG_UNIT_SHARE;
  figure.value = (double)a->count / (double)b->count;
  return figure;
}

/* Whether two selectors name the same figure of two groups that share nobody. */
static bool are_apart(const steg_selector *a, const steg_selector *b) {
  const char *const left[] = {a->field, a->item, a->role, a->key}, *const right[] = {b->field, b->item, b->role,
                                                                                     b->key};
  bool apart = false;
  for (size_t i = 0; i < 4; i++)
    if (left[i] != right[i] && (!left[i] || !right[i] || strcmp(left[i], right[i]) != 0))
      return false;
  for (size_t d = 0; d < STEG_BY_MAX; d++)
    apart = apart || (a->group[d] && b->group[d] && strcmp(a->group[d], b->group[d]) != 0);
  return apart && a->request == b->request;
}

static steg_figure share_difference(const steg_figure *a, const steg_figure *b, bool apart,
                                    steg_sensitivity sensitivity) {
  steg_interval difference = {a->value - b->value, NAN, NAN};
  if (apart && a->base > 0 && b->base > 0)
    difference = steg_interval_independent(a->count, a->base, b->count, b->base);
  const steg_tally both = {.count = a->base + b->base, .persons = a->base_persons + b->base_persons};
  const steg_interval points = {100 * difference.value, 100 * difference.low, 100 * difference.high};
  return steg_tally_value(STEG_UNIT_POINTS, points, &both, 0, sensitivity);
}

static steg_figure minus(const steg_figure *a, const steg_figure *b, bool apart, steg_sensitivity sensitivity) {
  if (a->unit != b->unit)
    return missing_value(STEG_UNIT_NUMBER, sensitivity);
  if (a->unit == STEG_UNIT_SHARE)
    return share_difference(a, b, apart, sensitivity);
  steg_figure figure = *a;
  figure.sensitivity = sensitivity;
  figure.low = figure.high = NAN;
  figure.count = a->count - b->count;
  figure.value = a->unit == STEG_UNIT_COUNT ? (double)figure.count : a->value - b->value;
  if (a->unit == STEG_UNIT_COUNT) {
    figure.persons = a->persons > b->persons ? a->persons - b->persons : b->persons - a->persons;
    figure.base = -1;
    figure.base_persons = 0;
  } else if (b->base_persons < a->base_persons) {
    figure.base = b->base;
    figure.base_persons = b->base_persons;
  }
  return figure;
}

static steg_figure ratio(const steg_figure *a, const steg_figure *b, steg_sensitivity sensitivity) {
  double over = a->unit == STEG_UNIT_COUNT ? (double)a->count : a->value;
  double under = b->unit == STEG_UNIT_COUNT ? (double)b->count : b->value;
  bool counts = a->unit == STEG_UNIT_COUNT && b->unit == STEG_UNIT_COUNT;
  int64_t persons = counts ? (a->persons < b->persons ? a->persons : b->persons)
                           : (a->base_persons < b->base_persons ? a->base_persons : b->base_persons);
  if (under == 0 || isnan(over / under))
    return missing_value(STEG_UNIT_NUMBER, sensitivity);
  const steg_tally base = {.count = counts ? b->count : b->base, .persons = persons};
  return steg_tally_plain(over / under, &base, 0, sensitivity);
}

static steg_figure sum(const steg_figure *const *operands, size_t count, steg_sensitivity sensitivity) {
  steg_tally all = {0};
  for (size_t i = 0; i < count; i++) {
    if (operands[i]->unit != STEG_UNIT_COUNT && operands[i]->unit != STEG_UNIT_SHARE)
      return missing_value(STEG_UNIT_COUNT, sensitivity);
    all.count += operands[i]->count;
    all.persons += operands[i]->persons;
  }
  return steg_tally_count(&all, NULL, 0, sensitivity);
}

/* ---- the request */

static steg_figure derive(const steg_request *request, const steg_figure *const *operands) {
  static const steg_figure_unit units[] = {[STEG_REQUEST_SHARE] = STEG_UNIT_SHARE,
                                           [STEG_REQUEST_MINUS] = STEG_UNIT_NUMBER,
                                           [STEG_REQUEST_RATIO] = STEG_UNIT_NUMBER,
                                           [STEG_REQUEST_SUM] = STEG_UNIT_COUNT};
  steg_sensitivity sensitivity = STEG_NEUTRAL;
  bool known = true;
  for (size_t i = 0; i < request->operand_count; i++) {
    known = known && operands[i] && operands[i]->kind == STEG_FIGURE_NUMBER;
    if (operands[i] && operands[i]->sensitivity == STEG_SENSITIVE)
      sensitivity = STEG_SENSITIVE;
  }
  if (!known)
    return missing_value(units[request->kind], sensitivity);
  switch (request->kind) {
  case STEG_REQUEST_SHARE:
    return share_of(operands[0], operands[1], sensitivity);
  case STEG_REQUEST_MINUS:
    return minus(operands[0], operands[1], are_apart(&request->operands[0], &request->operands[1]), sensitivity);
  case STEG_REQUEST_RATIO:
    return ratio(operands[0], operands[1], sensitivity);
  case STEG_REQUEST_SUM:
    return sum(operands, request->operand_count, sensitivity);
  case STEG_REQUEST_MEASURE:
    break;
  }
  return missing_value(STEG_UNIT_NUMBER, sensitivity);
}

int steg_derived_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                          steg_error *err) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  const steg_figure **operands = steg_arena_array(evaluation->scratch, request->operand_count, sizeof *operands);
  steg_line *line = steg_arena_alloc(evaluation->arena, sizeof *line);
  steg_named_figure *figure = steg_arena_alloc(evaluation->arena, sizeof *figure);
  if (!operands || !line || !figure)
    return steg_error_memory(err);
  const steg_result *first = request->operand_count > 0 ? operand_result(evaluation, &request->operands[0]) : NULL;
  if (!first)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "a computed figure has no operands, or one that is not filled yet");
  for (size_t i = 0; i < request->operand_count; i++)
    if (find_operand(evaluation, &request->operands[i], &operands[i], err) < 0)
      return -1;
  *figure = (steg_named_figure){.name = "value", .figure = derive(request, operands)};
  *line = (steg_line){.group = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL},
                      .item = -1,
                      .role = -1,
                      .figures = figure,
                      .figure_count = 1};
  result->period = first->period;
  result->how = first->how;
  result->registered = first->registered;
  result->measured = first->measured;
  result->paired = first->paired;
  result->lines = line;
  result->line_count = 1;
  return 0;
}
