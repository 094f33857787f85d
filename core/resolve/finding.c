/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/finding.h"
#include <math.h>
#include <stdlib.h>

enum { STANDS_OUT_POINTS = 5 };

/* What the rows' figures of one name allow to be said. */
typedef struct standing {
  ptrdiff_t leader; /* the row that stands out, -1 = none does */
  ptrdiff_t only;   /* the one row that can be judged, -1 = none or several */
  size_t judged;    /* rows with enough people */
  bool hidden;      /* a figure is hidden: comparisons cover only what is shown */
} standing;

static const steg_figure *row_figure(const steg_chart_draft *draft, size_t row, const char *field) {
  return steg_figure_named(draft->lines[row], field);
}

static bool tells(const steg_figure *figure) {
  return steg_lookup_is_number(figure) && figure->base >= STEG_SMALL_BASE;
}

static int64_t printed_percent(const steg_resolve_context *context, int64_t count, int64_t base) {
  const steg_figure share = {.kind = STEG_FIGURE_NUMBER, .unit = STEG_UNIT_SHARE, .count = count, .base = base};
  return (int64_t)llround(100 * steg_wording_printed_value(context, &share));
}

static standing judge(const steg_table_job *job, const steg_chart_draft *draft, const char *field) {
  standing found = {.leader = -1, .only = -1, .hidden = draft->not_drawn > 0};
  int64_t best = -1, second = -1;
  for (size_t r = 0; r < draft->chart.row_count; r++) {
    const steg_figure *figure = row_figure(draft, r, field);
    found.hidden = found.hidden || steg_lookup_is_hidden(figure);
    if (!tells(figure))
      continue;
    found.only = found.judged++ ? -1 : (ptrdiff_t)r;
    int64_t percent = printed_percent(job->context, figure->count, figure->base);
    if (percent > best) {
      second = best;
      best = percent;
      found.leader = (ptrdiff_t)r;
    } else if (percent > second) {
      second = percent;
    }
  }
  if (found.judged < 2 || best < second + STANDS_OUT_POINTS || best <= 0)
    found.leader = -1;
  return found;
}

static const char *few(const steg_resolve_context *context, const char *matter) {
  return steg_wording_fill(context, STEG_WORD_find_few, matter, NULL);
}

static const char *counts_of(const steg_resolve_context *context, const steg_figure *figure) {
  return steg_wording_of(context, figure->count, figure->base);
}

static const char *quoted_label(const steg_table_job *job, const steg_chart_draft *draft, ptrdiff_t row) {
  return steg_wording_quote(job->context, draft->chart.rows[row].label);
}

/* The figure of the lone subject's all: what a title over groups, or over one row, speaks of. */
static const steg_figure *whole_figure(const steg_table_job *job, const char *field) {
  steg_subject *subjects = NULL;
  return steg_lookup_subjects(job->context, job->result, &subjects) ? steg_figure_named(subjects[0].total, field)
                                                                    : NULL;
}

/* What a family of titles is about: who answered better, who is positive, or how the positive share moved. */
typedef enum title_kind { TITLE_BETTER, TITLE_POSITIVE, TITLE_MOVED } title_kind;

/* `most` and `most_shown` of MOVED: the largest increase; `less`: the largest decrease. */
typedef struct title_words {
  title_kind kind;
  const char *field;
  steg_word one, most, most_shown, less, less_shown, all, all_shown, tally, tally_shown, none, none_shown, plain,
      groups;
} title_words;

#define TITLE_TALLIES(family)                                                                                          \
  .all = STEG_WORD_find_##family##_all, .all_shown = STEG_WORD_find_##family##_all_shown,                              \
  .tally = STEG_WORD_find_##family##_tally, .tally_shown = STEG_WORD_find_##family##_tally_shown,                      \
  .none = STEG_WORD_find_##family##_none, .none_shown = STEG_WORD_find_##family##_none_shown

static const title_words better_words = {.kind = TITLE_BETTER,
                                         .field = "better",
                                         .one = STEG_WORD_find_change_one,
                                         .most = STEG_WORD_find_change_most,
                                         .most_shown = STEG_WORD_find_change_most_shown,
                                         TITLE_TALLIES(change),
                                         .plain = STEG_WORD_find_change_plain,
                                         .groups = STEG_WORD_find_change_groups};
static const title_words positive_words = {.kind = TITLE_POSITIVE,
                                           .field = "positive",
                                           .one = STEG_WORD_find_positive_one,
                                           .most = STEG_WORD_find_positive_most,
                                           .most_shown = STEG_WORD_find_positive_most_shown,
                                           TITLE_TALLIES(positive),
                                           .plain = STEG_WORD_find_positive_plain,
                                           .groups = STEG_WORD_find_positive_groups};
static const title_words moved_words = {.kind = TITLE_MOVED,
                                        .field = "after_positive",
                                        .one = STEG_WORD_find_moved_one,
                                        .most = STEG_WORD_find_moved_most,
                                        .most_shown = STEG_WORD_find_moved_most_shown,
                                        .less = STEG_WORD_find_moved_less,
                                        .less_shown = STEG_WORD_find_moved_less_shown,
                                        TITLE_TALLIES(moved),
                                        .plain = STEG_WORD_find_change_plain,
                                        .groups = STEG_WORD_find_change_groups};

/* Whether a row counts in the tally: more better than worse, more than half positive, or more positive than before.
 * -1 = can't be told. */
static int in_tally(const steg_chart_draft *draft, size_t row, const title_words *words) {
  const steg_figure *figure = row_figure(draft, row, words->field);
  if (!tells(figure))
    return -1;
  if (words->kind == TITLE_POSITIVE)
    return 2 * figure->count > figure->base;
  const steg_figure *other = row_figure(draft, row, words->kind == TITLE_BETTER ? "worse" : "before_positive");
  return steg_lookup_is_number(other) ? figure->count > other->count : -1;
}

/* "På 7 av 9 frågor har fler gått framåt än bakåt" */
static const char *tally_title(const steg_table_job *job, const steg_chart_draft *draft, const title_words *words,
                               bool hidden) {
  int64_t count = 0, base = 0;
  for (size_t r = 0; r < draft->chart.row_count; r++) {
    int told = in_tally(draft, r, words);
    base += told >= 0;
    count += told > 0;
    hidden = hidden || told < 0;
  }
  if (base == 0)
    return steg_wording_fill(job->context, words->plain, steg_chart_instrument(job), NULL);
  if (count == 0)
    return steg_wording_get(job->context, hidden ? words->none_shown : words->none);
  if (count == base && base > 1)
    return steg_wording_fill(job->context, hidden ? words->all_shown : words->all,
                             steg_wording_integer(job->context, base), NULL);
  return steg_wording_fill(job->context, hidden ? words->tally_shown : words->tally,
                           steg_wording_of(job->context, count, base), NULL);
}

static const char *item_title(const steg_table_job *job, const steg_chart_draft *draft, const title_words *words,
                              ptrdiff_t *ret_highlight) {
  const steg_resolve_context *context = job->context;
  const char *lone = steg_chart_lone_item(job);
  if (lone) {
    const steg_figure *whole = whole_figure(job, words->field);
    const char *matter = draft->groups ? steg_wording_fill(context, words->groups, lone, NULL)
                                       : steg_wording_fill(context, words->plain, lone, NULL);
    if (tells(whole))
      return steg_wording_fill(context, words->one, lone, counts_of(context, whole));
    return steg_lookup_is_number(whole) ? few(context, matter) : matter;
  }
  const char *matter = steg_wording_fill(context, words->plain, steg_chart_instrument(job), NULL);
  standing found = judge(job, draft, words->field);
  if (found.judged == 0)
    return found.hidden || draft->chart.row_count == 0 ? matter : few(context, matter);
  if (found.only >= 0)
    return steg_wording_fill(context, words->one, quoted_label(job, draft, found.only),
                             counts_of(context, row_figure(draft, (size_t)found.only, words->field)));
  if (found.leader >= 0) {
    const steg_figure *figure = row_figure(draft, (size_t)found.leader, words->field);
    const steg_figure *worse = row_figure(draft, (size_t)found.leader, "worse");
    /* "Most steps forward" would mislead where as many went back. */
    if (words->kind != TITLE_BETTER || (steg_lookup_is_number(worse) && figure->count > worse->count)) {
      *ret_highlight = found.leader;
      return steg_wording_fill(context, found.hidden ? words->most_shown : words->most,
                               quoted_label(job, draft, found.leader), counts_of(context, figure));
    }
  }
  return tally_title(job, draft, words, found.hidden);
}

/* Of rows with a share before and one after: the one that moved most, when it moved five printed points or more and
 * further than any other. */
typedef struct movement {
  ptrdiff_t leader; /* -1 = none stands out */
  bool up;
  bool hidden; /* a share is hidden: comparisons cover only what is shown */
  size_t judged;
  const char *text; /* "9 till 34 av 83" of the leader, or of the only judged row */
  ptrdiff_t only;
} movement;

static const char *moved_text(const steg_resolve_context *context, const steg_figure *before,
                              const steg_figure *after) {
  return before->base == after->base
             ? steg_wording_fill(context, STEG_WORD_from_to, steg_wording_integer(context, before->count),
                                 counts_of(context, after))
             : steg_wording_fill(context, STEG_WORD_from_to, counts_of(context, before), counts_of(context, after));
}

static movement judge_movement(const steg_table_job *job, const steg_chart_draft *draft, const char *before_field,
                               const char *after_field) {
  movement found = {.leader = -1, .only = -1, .hidden = draft->not_drawn > 0};
  long best = 0, second = 0; /* whole points, as they are printed: a tie to a reader is a tie */
  for (size_t r = 0; r < draft->chart.row_count; r++) {
    const steg_figure *before = row_figure(draft, r, before_field), *after = row_figure(draft, r, after_field);
    found.hidden = found.hidden || steg_lookup_is_hidden(before) || steg_lookup_is_hidden(after);
    if (!tells(before) || !tells(after))
      continue;
    found.only = found.judged++ ? -1 : (ptrdiff_t)r;
    long moved =
        lround(100.0 * ((double)after->count / (double)after->base - (double)before->count / (double)before->base));
    if (labs(moved) > labs(best)) {
      second = best;
      best = moved;
      found.leader = (ptrdiff_t)r;
    } else if (labs(moved) > labs(second)) {
      second = moved;
    }
  }
  if (labs(best) < STANDS_OUT_POINTS || labs(best) <= labs(second) || found.judged < 2)
    found.leader = -1;
  found.up = best > 0;
  ptrdiff_t told = found.leader >= 0 ? found.leader : found.only;
  if (told >= 0)
    found.text = moved_text(job->context, row_figure(draft, (size_t)told, before_field),
                            row_figure(draft, (size_t)told, after_field));
  return found;
}

static const char *income_title(const steg_table_job *job, const steg_chart_draft *draft, ptrdiff_t *ret_highlight) {
  const steg_resolve_context *context = job->context;
  const char *matter = steg_wording_get(context, STEG_WORD_find_income_plain);
  movement found = judge_movement(job, draft, "before", "after");
  if (found.judged == 0 && !found.hidden && draft->chart.row_count > 0)
    return few(context, matter);
  if (found.only >= 0)
    return steg_wording_fill(context, STEG_WORD_find_income_one, draft->chart.rows[found.only].label, found.text);
  if (found.leader < 0)
    return matter;
  *ret_highlight = found.leader;
  steg_word word = found.up ? (found.hidden ? STEG_WORD_find_income_up_shown : STEG_WORD_find_income_up)
                            : (found.hidden ? STEG_WORD_find_income_down_shown : STEG_WORD_find_income_down);
  return steg_wording_fill(context, word, steg_wording_lower(context, draft->chart.rows[found.leader].label),
                           found.text);
}

/* A title over a before/after drawing speaks of the shares that are drawn, not of how many stepped forward. */
static const char *moved_title(const steg_table_job *job, const steg_chart_draft *draft, ptrdiff_t *ret_highlight) {
  const steg_resolve_context *context = job->context;
  const title_words *words = &moved_words;
  const char *lone = steg_chart_lone_item(job);
  if (lone) {
    const steg_figure *before = whole_figure(job, "before_positive"), *after = whole_figure(job, "after_positive");
    const char *matter = steg_wording_fill(context, draft->groups ? words->groups : words->plain, lone, NULL);
    if (tells(before) && tells(after))
      return steg_wording_fill(context, words->one, lone, moved_text(context, before, after));
    return steg_lookup_is_number(before) && steg_lookup_is_number(after) ? few(context, matter) : matter;
  }
  const char *matter = steg_wording_fill(context, words->plain, steg_chart_instrument(job), NULL);
  movement found = judge_movement(job, draft, "before_positive", "after_positive");
  if (found.judged == 0)
    return found.hidden || draft->chart.row_count == 0 ? matter : few(context, matter);
  if (found.only >= 0)
    return steg_wording_fill(context, words->one, quoted_label(job, draft, found.only), found.text);
  if (found.leader < 0)
    return tally_title(job, draft, words, found.hidden);
  *ret_highlight = found.leader;
  steg_word word =
      found.up ? (found.hidden ? words->most_shown : words->most) : (found.hidden ? words->less_shown : words->less);
  return steg_wording_fill(context, word, quoted_label(job, draft, found.leader), found.text);
}

static const char *count_title(const steg_table_job *job, const steg_chart_draft *draft, ptrdiff_t *ret_highlight) {
  const steg_resolve_context *context = job->context;
  const char *matter = steg_table_by(
      job, steg_wording_get(context, steg_table_counts_persons(job) ? STEG_WORD_persons : STEG_WORD_participations));
  const int32_t all[STEG_BY_MAX] = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL};
  const steg_figure *total = steg_figure_named(steg_lookup_line(job->result, -1, -1, NULL, all), "count");
  int64_t best = -1, second = -1;
  ptrdiff_t leader = -1;
  for (size_t r = 0; r < draft->chart.row_count; r++) {
    const steg_figure *figure = row_figure(draft, r, "count");
    if (!steg_lookup_is_number(figure))
      return matter; /* the largest can't be named while one is hidden */
    if (figure->count > best) {
      second = best;
      best = figure->count;
      leader = (ptrdiff_t)r;
    } else if (figure->count > second) {
      second = figure->count;
    }
  }
  if (draft->chart.row_count < 2 || !steg_lookup_is_number(total) || total->count < STEG_SMALL_BASE ||
      printed_percent(context, best, total->count) < printed_percent(context, second, total->count) + STANDS_OUT_POINTS)
    return matter;
  if (draft->chart.series_count == 1)
    *ret_highlight = leader;
  return steg_wording_fill(context, STEG_WORD_find_count_most,
                           steg_wording_lower(context, draft->chart.rows[leader].label),
                           steg_wording_of(context, best, total->count));
}

/* Of those who can be followed, as the step's own share says. */
static const char *flow_title(const steg_table_job *job) {
  const char *const everyone[STEG_BY_MAX] = {NULL};
  const steg_line *line = steg_figure_line(job->result, NULL, NULL, "paired", everyone);
  const steg_figure *paired = line ? steg_figure_named(line, "share") : NULL;
  if (!steg_lookup_is_number(paired) || paired->base <= 0 || paired->count <= 0)
    return steg_wording_get(job->context, STEG_WORD_find_flow_plain);
  return steg_wording_fill(job->context, STEG_WORD_find_flow_paired,
                           steg_wording_of(job->context, paired->count, paired->base), NULL);
}

const char *steg_finding_title(const steg_table_job *job, const steg_chart_draft *draft, ptrdiff_t *ret_highlight) {
  switch (job->result->measure->kind) {
  case STEG_MEASURE_CHANGE:
    return draft->chart.kind == STEG_CHART_DUMBBELL ? moved_title(job, draft, ret_highlight)
                                                    : item_title(job, draft, &better_words, ret_highlight);
  case STEG_MEASURE_DISTRIBUTION:
    return item_title(job, draft, &positive_words, ret_highlight);
  case STEG_MEASURE_INCOME:
    return income_title(job, draft, ret_highlight);
  case STEG_MEASURE_FLOW:
    return flow_title(job);
  case STEG_MEASURE_COUNT:
    return count_title(job, draft, ret_highlight);
  case STEG_MEASURE_EVENTS: /* no chart is made of it */
  case STEG_MEASURE_NONE:
  case STEG_MEASURE_END:
    break;
  }
  return "";
}
