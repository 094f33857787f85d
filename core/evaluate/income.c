/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * income - what people lived on before and after: those of the members who have ended, with both known (n).
 *
 * A person may have several sources at once, each with an extent. One line per group and source in the scale's order, then one
 * per group of sources that the scale declares (a person is in it with any of its sources), each with
 *   before, after            those who have the source, of n
 *   before_share, after_share  the same as shares with Wilson's interval
 *   change                   after - before in percentage points, with Newcombe's interval for pairs; its `count` is the number
 *   change_count             after - before in number
 *   change_percent           that number of `before`; missing when nobody had the source before
 *   started_or_increased     share of n who got the source or more of it
 *   n, missing               ended with both known, ended with either unknown
 * The first line of each group of people holds `matrix`: main source before x main source after. The main source is the one with the
 * largest extent, on ties the first in the scale's order.
 */
#include "evaluate/answer.h"
#include "evaluate/breaks.h"
#include "instrument/model.h"
#include <math.h>
#include <string.h>

enum {
  BEFORE,
  AFTER,
  BEFORE_SHARE,
  AFTER_SHARE,
  CHANGE,
  CHANGE_COUNT,
  CHANGE_PERCENT,
  STARTED_OR_INCREASED,
  N,
  MISSING,
  FIELDS
};

static const char *const names[FIELDS] = {"before", "after",        "before_share",   "after_share",
                                          "change", "change_count", "change_percent", "started_or_increased",
                                          "n",      "missing"};

/* Per group of people: ENDED, KNOWN; then per source SOURCE_TALLIES; then m * m cells. */
enum { TALLY_ENDED, TALLY_KNOWN, TALLY_SOURCES };
enum { SOURCE_BEFORE, SOURCE_AFTER, SOURCE_BOTH, SOURCE_MORE, SOURCE_TALLIES };

/* A line's source: a step of the scale, or one of its groups. */
typedef struct income_source {
  const char *key, *label;
  uint64_t levels; /* bit per level of the scale */
} income_source;

typedef struct counting {
  steg_evaluation *evaluation;
  const steg_scope *scope;
  steg_breaks *breaks;
  steg_asked before, after;
  const steg_scale *scale; /* of both */
  size_t m;
  income_source *sources;
  size_t source_count;
  steg_tally *tallies; /* group * tally_count + tally */
  size_t tally_count;
} counting;

enum { LEVELS_MAX = 64 };

/* ---- which item */

/* The request's first item, else the register's first multiple choice with an `after` and declared groups of sources. */
static const steg_item *choose_item(const steg_request *request, const steg_instrument *instrument) {
  if (request->item_count > 0)
    return steg_model_item(instrument, request->items[0]);
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    const steg_scale *scale =
        item->type == STEG_ITEM_MULTI && item->after ? steg_model_item_scale(instrument, item) : NULL;
    if (scale && scale->groups.count > 0)
      return item;
  }
  return NULL;
}

static steg_asked asked_item(const steg_scope *scope, const steg_item *item) {
  const steg_instrument *instrument = scope->entry->instrument;
  int32_t index = steg_model_item_index(instrument, item->id);
  return (steg_asked){.item = index,
                      .role = -1,
                      .row = item,
                      .scale = steg_model_item_scale(instrument, item),
                      .slot = scope->entry->layout->first_slot[index]};
}

static int choose(counting *job, steg_error *err) {
  const steg_instrument *instrument = job->scope->entry->instrument;
  const steg_item *before = choose_item(job->scope->request, instrument);
  const steg_item *after = before && before->after ? steg_model_item(instrument, before->after) : NULL;
  const steg_scale *scale = before ? steg_model_item_scale(instrument, before) : NULL;
  bool fits = instrument->kind == STEG_KIND_REGISTER && after && scale && before->type == STEG_ITEM_MULTI &&
              after->type == STEG_ITEM_MULTI && steg_model_item_scale(instrument, after) == scale;
  if (!fits) {
    steg_error_set(err, STEG_ERROR_USAGE,
                   "%s has no income item: income needs a register's multiple choice that names its item after",
                   instrument->id);
    return -1;
  }
  job->before = asked_item(job->scope, before);
  job->after = asked_item(job->scope, after);
  job->scale = scale;
  if (scale->levels.count > LEVELS_MAX)
    return steg_error_set(err, STEG_ERROR_USAGE, "%s.%s has more than %d levels", instrument->id, before->id,
                          LEVELS_MAX);
  return 0;
}

/* ---- sources */

static bool is_step_code(const steg_scale *scale, const char *id) {
  return steg_model_level_of_code(scale, id) >= 0;
}

/* A group with the id of a step is left out: its key could not be told from the step's. */
static void list_sources(counting *job) {
  const steg_scale *scale = job->scale;
  steg_lang lang = job->evaluation->context->lang;
  for (uint32_t l = 0; l < scale->levels.count; l++)
    job->sources[job->source_count++] =
        (income_source){.key = scale->levels.rows[l].code,
                        .label = steg_text_pick(lang, scale->levels.rows[l].label_sv, scale->levels.rows[l].label_en),
                        .levels = UINT64_C(1) << l};
  for (uint32_t g = 0; g < scale->groups.count; g++) {
    const steg_level_group *group = &scale->groups.rows[g];
    income_source source = {.key = group->id, .label = steg_text_pick(lang, group->label_sv, group->label_en)};
    for (uint32_t l = 0; l < scale->levels.count; l++)
      if (scale->levels.rows[l].group && !strcmp(scale->levels.rows[l].group, group->id))
        source.levels |= UINT64_C(1) << l;
    if (!is_step_code(scale, group->id))
      job->sources[job->source_count++] = source;
  }
}

static int begin(counting *job) {
  const steg_scale *scale = job->scale;
  steg_arena *scratch = job->evaluation->scratch;
  job->m = scale->levels.count; /* a multiple choice has no level beside the scale */
  job->sources = steg_arena_array(scratch, scale->levels.count + scale->groups.count, sizeof *job->sources);
  if (!job->sources)
    return -1;
  list_sources(job);
  job->tally_count = TALLY_SOURCES + job->source_count * SOURCE_TALLIES + job->m * job->m;
  job->tallies = steg_arena_array(scratch, job->scope->grouping.group_count * job->tally_count, sizeof *job->tallies);
  return job->tallies ? 0 : -1;
}

/* ---- counting */

/* What a person has of a source: nothing, something of unknown extent, or so many percent. */
typedef struct share_of_income {
  bool has, extent_known;
  int32_t extent;
} share_of_income;

static share_of_income income_from(const income_source *source, const int32_t *slots, uint32_t level_count) {
  share_of_income share = {.extent_known = true};
  for (uint32_t l = 0; l < level_count; l++) {
    if (!(source->levels >> l & 1) || slots[l] == STEG_SLOT_NONE)
      continue;
    share.has = true;
    share.extent_known = share.extent_known && slots[l] > 0;
    share.extent += slots[l];
  }
  return share;
}

static bool is_more(const share_of_income *before, const share_of_income *after) {
  if (!before->has || !after->has)
    return after->has;
  return before->extent_known && after->extent_known && after->extent > before->extent;
}

static size_t main_source(const counting *job, const int32_t *slots) {
  size_t best = 0;
  int32_t best_extent = -1;
  for (size_t l = 0; l < job->m; l++)
    if (slots[l] != STEG_SLOT_NONE && slots[l] > best_extent) {
      best = l;
      best_extent = slots[l];
    }
  return best;
}

static void count_known(const counting *job, const int32_t *before, const int32_t *after, int32_t person,
                        steg_tally *tallies) {
  uint32_t level_count = job->scale->levels.count;
  for (size_t s = 0; s < job->source_count; s++) {
    steg_tally *source = tallies + TALLY_SOURCES + s * SOURCE_TALLIES;
    share_of_income was = income_from(&job->sources[s], before, level_count);
    share_of_income is = income_from(&job->sources[s], after, level_count);
    if (was.has)
      steg_tally_add(&source[SOURCE_BEFORE], person);
    if (is.has)
      steg_tally_add(&source[SOURCE_AFTER], person);
    if (was.has && is.has)
      steg_tally_add(&source[SOURCE_BOTH], person);
    if (is_more(&was, &is))
      steg_tally_add(&source[SOURCE_MORE], person);
  }
  size_t cell = main_source(job, before) * job->m + main_source(job, after);
  steg_tally_add(tallies + TALLY_SOURCES + job->source_count * SOURCE_TALLIES + cell, person);
}

static steg_answer read_sources(const counting *job, const steg_asked *asked, const steg_member *member) {
  const steg_readings *answers = job->scope->answers[member->place];
  return steg_answer_read(answers, asked, NULL, steg_readings_pairing(answers, member->row, -1)->latest);
}

/* Notes the two answers; whether they would both be known, had the question not changed. */
static bool lost_to_break(const counting *job, const steg_member *member, const steg_answer *before,
                          const steg_answer *after) {
  const steg_readings *answers = job->scope->answers[member->place];
  int32_t row = steg_readings_pairing(answers, member->row, -1)->latest;
  bool first = before->kind == STEG_ANSWER_BROKEN, last = after->kind == STEG_ANSWER_BROKEN;
  bool lost =
      (first || last) && (first || before->kind == STEG_ANSWER_VALUE) && (last || after->kind == STEG_ANSWER_VALUE);
  steg_breaks_note(job->evaluation, job->breaks, answers, row, job->before.item,
                   lost && first ? STEG_BREAKS_LEFT_OUT : STEG_BREAKS_COUNTED);
  steg_breaks_note(job->evaluation, job->breaks, answers, row, job->after.item,
                   lost && !first ? STEG_BREAKS_LEFT_OUT : STEG_BREAKS_COUNTED);
  return lost;
}

static void count_members(const counting *job, int64_t *ret_not_ended, int64_t *ret_unknown) {
  const steg_scope *scope = job->scope;
  int64_t not_ended = 0, unknown = 0;
  for (size_t i = 0; i < scope->members.count; i++) {
    const steg_member *member = &scope->members.rows[i];
    if (steg_cohort_is_anonymous(member))
      continue;
    if (!steg_cohort_has_ended(job->evaluation, member)) {
      not_ended++;
      continue;
    }
    steg_answer was = read_sources(job, &job->before, member), is = read_sources(job, &job->after, member);
    const int32_t *before = was.kind == STEG_ANSWER_VALUE ? was.slots : NULL;
    const int32_t *after = is.kind == STEG_ANSWER_VALUE ? is.slots : NULL;
    bool lost = lost_to_break(job, member, &was, &is);
    unknown += (!before || !after) && !lost;
    size_t groups[STEG_GROUPING_OF_MEMBER], count = steg_grouping_of(&scope->grouping, i, groups);
    for (size_t g = 0; g < count; g++) {
      steg_tally *tallies = job->tallies + groups[g] * job->tally_count;
      steg_tally_add(&tallies[TALLY_ENDED], member->person);
      if (!before || !after)
        continue;
      steg_tally_add(&tallies[TALLY_KNOWN], member->person);
      count_known(job, before, after, member->person, tallies);
    }
  }
  *ret_not_ended = not_ended;
  *ret_unknown = unknown;
}

/* ---- figures */

static steg_figure change_percent(const steg_tally *before, const steg_tally *after, steg_sensitivity sensitivity) {
  steg_figure figure = steg_tally_count(after, before, 0, sensitivity);
  figure.unit = STEG_UNIT_SHARE;
  figure.count = after->count - before->count;
  figure.value = before->count > 0 ? (double)figure.count / (double)before->count : NAN;
  figure.kind = before->count > 0 ? STEG_FIGURE_NUMBER : STEG_FIGURE_MISSING;
  return figure;
}

static void fill_line(const steg_tally *group, const steg_tally *source, steg_sensitivity headcount,
                      steg_sensitivity sensitivity, steg_named_figure *named) {
  const steg_tally *n = &group[TALLY_KNOWN], *before = &source[SOURCE_BEFORE], *after = &source[SOURCE_AFTER];
  int64_t missing = group[TALLY_ENDED].count - n->count, both = source[SOURCE_BOTH].count;
  steg_tally unknown = {.count = missing, .persons = missing};
  steg_interval points = {NAN, NAN, NAN};
  if (n->count > 0)
    points = steg_interval_paired(both, after->count - both, before->count - both, n->count);
  steg_figure figures[FIELDS];
  figures[BEFORE] = steg_tally_count(before, n, missing, sensitivity);
  figures[AFTER] = steg_tally_count(after, n, missing, sensitivity);
  figures[BEFORE_SHARE] = steg_tally_share(before, n, missing, sensitivity);
  figures[AFTER_SHARE] = steg_tally_share(after, n, missing, sensitivity);
  figures[CHANGE] = steg_tally_points(after, before, points, n, missing, sensitivity);
  figures[CHANGE_COUNT] = steg_tally_count(after, n, missing, sensitivity);
  figures[CHANGE_COUNT].count -= before->count;
  figures[CHANGE_COUNT].value = (double)figures[CHANGE_COUNT].count;
  figures[CHANGE_PERCENT] = change_percent(before, after, sensitivity);
  figures[STARTED_OR_INCREASED] = steg_tally_share(&source[SOURCE_MORE], n, missing, sensitivity);
  figures[N] = steg_tally_count(n, &group[TALLY_ENDED], missing, headcount);
  figures[MISSING] = steg_tally_count(&unknown, &group[TALLY_ENDED], 0, headcount);
  for (size_t f = 0; f < FIELDS; f++)
    named[f] = (steg_named_figure){.name = names[f], .figure = figures[f]};
}

static int fill_group(const counting *job, size_t group, steg_line *lines) {
  const steg_tally *tallies = job->tallies + group * job->tally_count;
  steg_sensitivity headcount = steg_grouping_sensitivity(&job->scope->grouping, group);
  steg_sensitivity sensitivity = steg_scope_sensitivity(job->scope, group, job->before.row);
  for (size_t s = 0; s < job->source_count; s++) {
    steg_line *line = &lines[s];
    line->item = job->before.item;
    line->key = job->sources[s].key;
    line->label = job->sources[s].label;
    line->figures = steg_arena_array(job->evaluation->arena, FIELDS, sizeof *line->figures);
    line->figure_count = FIELDS;
    if (!line->figures)
      return -1;
    fill_line(tallies, tallies + TALLY_SOURCES + s * SOURCE_TALLIES, headcount, sensitivity, line->figures);
  }
  if (job->source_count == 0)
    return 0;
  const steg_tally *cells = tallies + TALLY_SOURCES + job->source_count * SOURCE_TALLIES;
  int64_t missing = tallies[TALLY_ENDED].count - tallies[TALLY_KNOWN].count;
  lines[0].matrix = steg_arena_array(job->evaluation->arena, job->m * job->m, sizeof *lines[0].matrix);
  lines[0].level_count = job->m;
  if (!lines[0].matrix)
    return -1;
  for (size_t c = 0; c < job->m * job->m; c++)
    lines[0].matrix[c] = steg_tally_count(&cells[c], &tallies[TALLY_KNOWN], missing, sensitivity);
  return 0;
}

static int fill_levels(const counting *job, steg_result *result) {
  const char **ids = steg_arena_array(job->evaluation->arena, job->m, sizeof *ids);
  const char **labels = steg_arena_array(job->evaluation->arena, job->m, sizeof *labels);
  if (!ids || !labels)
    return -1;
  for (size_t s = 0; s < job->m; s++) { /* the levels are the first sources */
    ids[s] = job->sources[s].key;
    labels[s] = job->sources[s].label;
  }
  result->level_ids = ids;
  result->level_labels = labels;
  result->level_count = job->m;
  return 0;
}

int steg_income_evaluate(steg_evaluation *evaluation, const steg_request *request, steg_result *result,
                         steg_error *err) {
  const char *instrument = request->instrument ? request->instrument : evaluation->context->register_instrument;
  if (!instrument)
    return steg_error_set(err, STEG_ERROR_USAGE, "income needs the participant register, and the project names none");
  steg_scope scope;
  if (steg_scope_open(evaluation, request, instrument, &scope, result, err) < 0)
    return -1;
  steg_breaks breaks = {0};
  counting job = {.evaluation = evaluation, .scope = &scope, .breaks = &breaks};
  int64_t not_ended = 0, unknown = 0;
  if (choose(&job, err) < 0)
    return -1;
  if (begin(&job) < 0)
    return steg_error_memory(err);
  count_members(&job, &not_ended, &unknown);
  if (steg_scope_exclude(evaluation, result, "anonymous_not_followed", scope.members.anonymous, err) < 0 ||
      steg_scope_exclude(evaluation, result, "not_ended", not_ended, err) < 0 ||
      steg_scope_exclude(evaluation, result, "income_not_known", unknown, err) < 0 ||
      steg_scope_lines(evaluation, &scope, job.source_count, result, err) < 0)
    return -1;
  const steg_tally all = {.count = result->registered.count, .persons = result->registered.persons};
  result->measured = steg_tally_count(&job.tallies[TALLY_ENDED], &all, 0, scope.members.sensitivity);
  result->paired = steg_tally_count(&job.tallies[TALLY_KNOWN], &all, 0, scope.members.sensitivity);
  for (size_t g = 0; g < scope.grouping.group_count; g++)
    if (fill_group(&job, g, &result->lines[g * job.source_count]) < 0)
      return steg_error_memory(err);
  if (fill_levels(&job, result) < 0)
    return steg_error_memory(err);
  return steg_breaks_tell(evaluation, &scope, &breaks, result, err);
}
