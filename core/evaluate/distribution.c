/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * distribution - the answers at one occasion. One line per group, item and role:
 *   n              answers on the scale (of the group's members)
 *   positive       share of n in the positive steps, with Wilson's interval; FLAG: those who said yes
 *   median         of n, as low..high; ordered scales and numbers
 *   mean           of n, with t interval; numbers only
 *   cannot_answer  answers beside the scale
 *   missing        forms that leave the question open
 *   not_asked      forms of an occasion or version that has no such question, or asks it in a way that can't be compared
 *   no_response    members without a form at the occasion, the anonymous among them
 * Of an anonymous instrument the members are its forms, and a line counts those of its role (forms.h).
 * and `levels`: by step of the scale, of n. MULTI: those who chose the step, so they may sum to more than n.
 */
#include "evaluate/answer.h"
#include "evaluate/breaks.h"
#include "evaluate/forms.h"
#include "evaluate/ordinal.h"
#include "instrument/model.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N, POSITIVE, MEDIAN, MEAN, CANNOT_ANSWER, MISSING, NOT_ASKED, NO_RESPONSE, FIELDS };

static const char *const names[FIELDS] = {"n",       "positive",  "median",     "mean", "cannot_answer",
                                          "missing", "not_asked", "no_response"};

/* What is counted of one item and role in one group: tallies, then one per step. */
enum { TALLY_ALL, TALLY_N, TALLY_POSITIVE, TALLY_KIND, TALLY_LEVELS = TALLY_KIND + STEG_ANSWER_KINDS };

typedef struct counting {
  steg_evaluation *evaluation;
  const steg_scope *scope;
  const steg_asked *asked;
  steg_breaks *breaks;
  const int32_t *step_of_level;
  size_t step_count;
  const bool *positive; /* by step */
  steg_tally *tallies;  /* group * (TALLY_LEVELS + step_count) + tally */
  double **numbers;     /* by group: the values of a NUMBER item, n of them */
} counting;

static bool takes(const steg_instrument *instrument, const steg_item *item, bool chosen) {
  (void)instrument;
  bool possible = item->type != STEG_ITEM_TEXT && item->type != STEG_ITEM_DATE;
  return possible && (chosen || !item->goal_of);
}

static bool is_number(const steg_item *item) {
  return item->type == STEG_ITEM_NUMBER || item->type == STEG_ITEM_PERCENT;
}

static steg_tally *tallies_of(const counting *job, size_t group) {
  return job->tallies + group * (TALLY_LEVELS + job->step_count);
}

/* ---- counting */

static int begin(counting *job, size_t group_count) {
  const steg_asked *asked = job->asked;
  steg_arena *scratch = job->evaluation->scratch;
  bool *positive = NULL;
  if (asked->scale) {
    job->step_count = steg_model_step_count(asked->scale);
    job->step_of_level = steg_answer_steps(asked->scale, scratch);
    positive = steg_arena_array(scratch, job->step_count, sizeof *positive);
    for (size_t s = 0; positive && s < job->step_count; s++) {
      const steg_level *level = &asked->scale->levels.rows[steg_model_step(asked->scale, (uint32_t)s)];
      positive[s] = steg_model_is_positive(asked->row, level);
    }
  }
  job->positive = positive;
  job->tallies = steg_arena_array(scratch, group_count * (TALLY_LEVELS + job->step_count), sizeof *job->tallies);
  job->numbers = steg_arena_array(scratch, group_count, sizeof *job->numbers);
  return steg_arena_failed(scratch) ? -1 : 0;
}

static void count_steps(const counting *job, const steg_answer *answer, int32_t person, steg_tally *tallies) {
  bool is_positive = false;
  if (job->asked->row->type == STEG_ITEM_MULTI) {
    for (uint32_t l = 0; l < job->asked->scale->levels.count; l++)
      if (answer->slots[l] != STEG_SLOT_NONE) {
        steg_tally_add(&tallies[TALLY_LEVELS + job->step_of_level[l]], person);
        is_positive = is_positive || job->positive[job->step_of_level[l]];
      }
  } else if (job->asked->scale) {
    steg_tally_add(&tallies[TALLY_LEVELS + answer->step], person);
    is_positive = job->positive[answer->step];
  } else if (job->asked->row->type == STEG_ITEM_FLAG) {
    is_positive = answer->step == 1;
  }
  if (is_positive)
    steg_tally_add(&tallies[TALLY_POSITIVE], person);
}

static int keep_number(const counting *job, size_t group, double number) {
  int64_t used = tallies_of(job, group)[TALLY_N].count - 1;
  if (!job->numbers[group])
    job->numbers[group] = steg_arena_array(job->evaluation->scratch, job->scope->members.count, sizeof(double));
  if (!job->numbers[group])
    return -1;
  job->numbers[group][used] = number;
  return 0;
}

static int count_members(const counting *job, steg_moment moment) {
  const steg_scope *scope = job->scope;
  for (size_t i = 0; i < scope->members.count; i++) {
    const steg_member *member = &scope->members.rows[i];
    const steg_readings *answers = scope->answers[member->place];
    int32_t row = steg_cohort_is_anonymous(member) ? -1 : steg_scope_row(scope, member, job->asked->role, moment);
    steg_answer answer = steg_answer_read(answers, job->asked, job->step_of_level, row);
    bool broken = answer.kind == STEG_ANSWER_BROKEN;
    steg_breaks_note(job->evaluation, job->breaks, answers, row, job->asked->item,
                     broken ? STEG_BREAKS_LEFT_OUT : STEG_BREAKS_COUNTED);
    if (broken) /* what the version asks now, that form did not */
      answer.kind = STEG_ANSWER_NOT_ASKED;
    size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&scope->grouping, i, groups);
    for (size_t g = 0; g < count; g++) {
      steg_tally *tallies = tallies_of(job, groups[g]);
      steg_tally_add(&tallies[TALLY_ALL], member->person);
      steg_tally_add(&tallies[TALLY_KIND + answer.kind], member->person);
      if (answer.kind != STEG_ANSWER_VALUE)
        continue;
      steg_tally_add(&tallies[TALLY_N], member->person);
      count_steps(job, &answer, member->person, tallies);
      if (is_number(job->asked->row) && keep_number(job, groups[g], answer.number) < 0)
        return -1;
    }
  }
  return 0;
}

/* ---- figures */

static int ascending(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

static steg_interval median_of_numbers(double *numbers, int64_t n) {
  if (n == 0)
    return (steg_interval){NAN, NAN, NAN};
  qsort(numbers, (size_t)n, sizeof *numbers, ascending);
  double low = numbers[(n - 1) / 2], high = numbers[n / 2];
  return (steg_interval){.value = (low + high) / 2, .low = low, .high = high};
}

/* Sorted first, so that the sum does not hang on the order of the rows. */
static steg_interval mean_of_numbers(const double *sorted, int64_t n) {
  steg_interval mean = {NAN, NAN, NAN};
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < n; i++)
    sum += sorted[i];
  if (n == 0)
    return mean;
  mean.value = sum / (double)n;
  for (int64_t i = 0; i < n; i++)
    squares += (sorted[i] - mean.value) * (sorted[i] - mean.value);
  if (n > 1)
    steg_interval_around(&mean, squares, n);
  return mean;
}

static steg_interval median_of_steps(const counting *job, const steg_tally *tallies) {
  double *values = steg_arena_array(job->evaluation->scratch, job->step_count, sizeof *values);
  int64_t *counts = steg_arena_array(job->evaluation->scratch, job->step_count, sizeof *counts);
  if (!values || !counts)
    return (steg_interval){NAN, NAN, NAN};
  for (size_t s = 0; s < job->step_count; s++) {
    values[s] = job->asked->scale->levels.rows[steg_model_step(job->asked->scale, (uint32_t)s)].value;
    counts[s] = tallies[TALLY_LEVELS + s].count;
  }
  return steg_ordinal_median(values, counts, job->step_count);
}

static bool has_positive(const counting *job) {
  bool any = job->asked->row->type == STEG_ITEM_FLAG;
  for (size_t s = 0; s < job->step_count; s++)
    any = any || job->positive[s];
  return any;
}

static void fill_figures(const counting *job, size_t group, steg_line *line) {
  const steg_asked *asked = job->asked;
  const steg_tally *tallies = tallies_of(job, group), *all = &tallies[TALLY_ALL];
  const steg_tally *n = &tallies[TALLY_N];
  int64_t missing = all->count - n->count;
  steg_sensitivity headcount = steg_grouping_sensitivity(&job->scope->grouping, group);
  steg_sensitivity sensitivity = steg_scope_sensitivity(job->scope, group, asked->row);
  steg_figure figures[FIELDS];
  static const struct {
    int field;
    steg_answer_kind kind;
  } counts[] = {{CANNOT_ANSWER, STEG_ANSWER_CANNOT},
                {MISSING, STEG_ANSWER_MISSING},
                {NOT_ASKED, STEG_ANSWER_NOT_ASKED},
                {NO_RESPONSE, STEG_ANSWER_NO_RESPONSE}};
  figures[N] = steg_tally_count(n, all, missing, headcount);
  for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
    figures[counts[c].field] = steg_tally_count(&tallies[TALLY_KIND + counts[c].kind], all, 0, headcount);
  figures[POSITIVE] = has_positive(job) ? steg_tally_share(&tallies[TALLY_POSITIVE], n, missing, sensitivity)
                                        : steg_tally_not_applicable(STEG_UNIT_SHARE);
  figures[MEDIAN] = steg_tally_not_applicable(STEG_UNIT_LEVEL);
  figures[MEAN] = steg_tally_not_applicable(STEG_UNIT_NUMBER);
  if (is_number(asked->row)) {
    figures[MEDIAN] =
        steg_tally_value(STEG_UNIT_NUMBER, median_of_numbers(job->numbers[group], n->count), n, missing, sensitivity);
    figures[MEAN] =
        steg_tally_value(STEG_UNIT_NUMBER, mean_of_numbers(job->numbers[group], n->count), n, missing, sensitivity);
  } else if (asked->row->type == STEG_ITEM_SCALE) {
    figures[MEDIAN] = steg_tally_value(STEG_UNIT_LEVEL, median_of_steps(job, tallies), n, missing, sensitivity);
  }
  for (size_t f = 0; f < FIELDS; f++)
    line->figures[f] = (steg_named_figure){.name = names[f], .figure = figures[f]};
  for (size_t s = 0; s < line->level_count; s++)
    line->levels[s] = steg_tally_count(&tallies[TALLY_LEVELS + s], n, missing, sensitivity);
}

static int fill_lines(const counting *job, size_t nth, steg_result *result) {
  size_t per_group = job->scope->asked_count;
  for (size_t g = 0; g < job->scope->grouping.group_count; g++) {
    steg_line *line = &result->lines[g * per_group + nth];
    line->item = job->asked->item;
    line->role = job->asked->role;
    line->figures = steg_arena_array(job->evaluation->arena, FIELDS, sizeof *line->figures);
    line->figure_count = FIELDS;
    line->level_count = job->step_count;
    if (job->step_count > 0)
      line->levels = steg_arena_array(job->evaluation->arena, job->step_count, sizeof *line->levels);
    if (steg_arena_failed(job->evaluation->arena))
      return -1;
    fill_figures(job, g, line);
  }
  return steg_arena_failed(job->evaluation->scratch) ? -1 : 0;
}

static steg_moment moment_of(const steg_request *request, const steg_scope *scope) {
  if (scope->entry->instrument->kind == STEG_KIND_REGISTER || !request->occasion)
    return STEG_MOMENT_LAST;
  return !strcmp(request->occasion, "start") ? STEG_MOMENT_START
         : !strcmp(request->occasion, "end") ? STEG_MOMENT_END
                                             : STEG_MOMENT_LAST;
}

/* Members, items and what was measured: of participations, or of forms that belong to nobody. */
static int open_scope(steg_evaluation *evaluation, const steg_request *request, steg_scope *scope,
                      steg_moment *ret_moment, steg_result *result, steg_error *err) {
  const steg_registry_entry *entry = steg_registry_find(evaluation->context->registry, request->instrument);
  bool forms = entry && entry->instrument->kind == STEG_KIND_ANONYMOUS;
  int status = forms ? steg_forms_open(evaluation, request, entry, scope, result, err)
                     : steg_scope_open(evaluation, request, request->instrument, scope, result, err);
  if (status < 0 || steg_scope_ask(evaluation, scope, takes, err) < 0)
    return -1;
  *ret_moment = moment_of(request, scope);
  if (!forms)
    return steg_scope_count_measured(evaluation, scope, *ret_moment, result, err);
  steg_forms_count(scope, *ret_moment, result);
  return 0;
}

int steg_distribution_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                               steg_error *err) {
  steg_scope scope;
  steg_moment moment;
  steg_breaks breaks = {0};
  if (open_scope(evaluation, request, &scope, &moment, result, err) < 0 ||
      steg_scope_lines(evaluation, &scope, scope.asked_count, result, err) < 0)
    return -1;
  for (size_t a = 0; a < scope.asked_count; a++) {
    counting job = {.evaluation = evaluation, .scope = &scope, .asked = &scope.asked[a], .breaks = &breaks};
    if (begin(&job, scope.grouping.group_count) < 0 || count_members(&job, moment) < 0 ||
        fill_lines(&job, a, result) < 0)
      return steg_error_memory(err);
  }
  return steg_breaks_tell(evaluation, &scope, &breaks, result, err);
}
