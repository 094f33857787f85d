/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figure - a value that is shown to people, with what it was counted from; and the results that hold figures.
 *
 * A hidden figure is a *kind*: no renderer can print its value by mistake, since disclose also wipes it.
 */
#ifndef STEG_DOCUMENT_FIGURE_H
#define STEG_DOCUMENT_FIGURE_H

#include "base/date.h"
#include "document/measure.h"
#include <stdbool.h>
#include <stdint.h>
#include <stegvis/instrument.h>

typedef enum steg_figure_kind {
  STEG_FIGURE_NUMBER = 1,
  STEG_FIGURE_HIDDEN = 2,        /* printed ".." */
  STEG_FIGURE_MISSING = 3,       /* can't be known: nobody answered, undefined; printed "–" */
  STEG_FIGURE_NOT_APPLICABLE = 4 /* makes no sense here; printed as nothing */
} steg_figure_kind;

typedef enum steg_figure_unit {
  STEG_UNIT_COUNT = 1,  /* `count` of `base`; base -1 when it is of nothing */
  STEG_UNIT_SHARE = 2,  /* count / base, low..high its interval */
  STEG_UNIT_LEVEL = 3,  /* a place on the item's scale, or a difference of such: mean, median (low..high) */
  STEG_UNIT_POINTS = 4, /* percentage points */
  STEG_UNIT_DAYS = 5,
  STEG_UNIT_KRONOR = 6,
  STEG_UNIT_NUMBER = 7 /* anything else */
} steg_figure_unit;

typedef struct steg_figure {
  steg_figure_kind kind;
  steg_figure_unit unit;
  steg_sensitivity sensitivity;
  int64_t count;        /* COUNT, SHARE */
  int64_t base;         /* those that could have been counted: n */
  int64_t missing;      /* in the population, but no value known */
  int64_t persons;      /* distinct persons among `count` (of base, for means); each anonymous row is one */
  int64_t base_persons; /* distinct persons among `base` */
  double value;         /* the number itself: share 0..1 */
  double low, high;     /* interval, NaN when there is none */
} steg_figure;

typedef struct steg_named_figure {
  const char *name; /* "better", "mean_change" ... */
  steg_figure figure;
} steg_named_figure;

/* One breakdown of a result: its levels in the order they are shown. */
typedef struct steg_dimension {
  const char *id;               /* "sex", "age_band", "sus.education" */
  const char *label;            /* in the document's language */
  const char *const *value_ids; /* "kvinna" ... */
  const char *const *value_labels;
  size_t value_count;
  steg_sensitivity sensitivity;
} steg_dimension;

enum { STEG_BY_MAX = 3, STEG_GROUP_ALL = -1 };

/* One line of a result: a group of people, an item and a role (where the measure has them), and its figures. */
/* Whether a line is a row of its measure's own table and chart. */
typedef enum steg_line_show {
  STEG_LINE_ALWAYS = 0,
  STEG_LINE_WHEN_ANY = 1, /* unless its count is known to be 0 */
  STEG_LINE_APART = 2     /* only of a table that asks for it by its key */
} steg_line_show;

typedef struct steg_line {
  int32_t group[STEG_BY_MAX]; /* value index per dimension, STEG_GROUP_ALL for all */
  int32_t item;               /* index into the instrument's items, -1 = none */
  int32_t role;               /* index into its roles, -1 = none */
  const char *key;            /* other row key, such as a step of the flow or an income source; NULL = none */
  const char *label;          /* what `key` is called, in the document's language */
  steg_line_show show;
  steg_named_figure *figures;
  size_t figure_count;
  steg_figure *levels; /* distribution, change: by step of the scale; else NULL */
  size_t level_count;
  steg_figure *matrix; /* change, income: row = before, column = after; level_count * level_count; else NULL */
} steg_line;

typedef struct steg_exclusion {
  const char *reason; /* word id: "no_end_measurement" ... (words.def) */
  int64_t count;
} steg_exclusion;

typedef enum steg_break_kind {
  STEG_BREAK_VERSION = 1, /* an item was asked in another way in an earlier version of its instrument */
  STEG_BREAK_SOURCE = 2   /* participations were registered in another source system */
} steg_break_kind;

/* A place in time over which answers or registrations do not mean quite the same: what a trend draws. */
/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): there are few, and the fields stand by what they are of */
typedef struct steg_break {
  steg_break_kind kind;
  const char *item; /* VERSION: its id; else NULL */
  const char *from; /* the earlier version ("" = it can't be told), or source system */
  const char *to;   /* the current version, or the next source system */
  bool recoded;     /* VERSION: earlier answers were turned into the current steps; false: none of them counts */
  int64_t left_out; /* VERSION: answers (change: pairs of answers) that do not count because of it */
  steg_date last;   /* of the earlier side: its last answer, or start of a participation; NONE = not known */
} steg_break;

/* How a result was counted: what `trace` prints, and what the method section lists. */
typedef struct steg_how {
  const char *instrument; /* id, NULL = none */
  const char *version;
  const char *unit;    /* "participations" or "persons" */
  const char *event;   /* "active", "started", "ended" */
  const char *pairing; /* the rule in words, NULL = none */
  const steg_exclusion *exclusions;
  size_t exclusion_count;
  const int64_t *batches;
  size_t batch_count;
  const steg_break *breaks;
  size_t break_count;
  const char *const
      *reworded; /* ids of items in it whose wording is not the instrument's own: kept out of comparisons */
  size_t reworded_count;
  steg_date as_of;
} steg_how;

typedef struct steg_result {
  const steg_measure *measure;
  const steg_instrument *instrument; /* NULL = none */
  steg_period period;
  steg_dimension by[STEG_BY_MAX];
  size_t by_count;
  /* Steps of the lines' levels and matrix when they are not an item's own scale (income sources): ids and labels. */
  const char *const *level_ids;
  const char *const *level_labels;
  size_t level_count;
  steg_figure registered, measured, paired; /* population of the whole result */
  steg_line *lines; /* totals (all groups) first, then groups in order; items in the instrument's order */
  size_t line_count;
  steg_how how;
} steg_result;

/* The named figure of a line; NULL when the measure has none of that name. */
const steg_figure *steg_figure_named(const steg_line *line, const char *name);
/* First line with this item (id, NULL = any), role (id, NULL = any), key (NULL = any) and group value ids (NULL = all of that dimension); NULL when none. */
const steg_line *steg_figure_line(const steg_result *result, const char *item, const char *role, const char *key,
                                  const char *const group[STEG_BY_MAX]);
/* Makes a figure hidden and wipes everything that tells its value. */
void steg_figure_hide(steg_figure *figure);
/* Calls `visit` for every figure of a result, in a fixed order: the three of the population (line NULL), then line by line the
 * named ones, levels and matrix. */
void steg_figure_each(steg_result *result, void (*visit)(void *context, steg_line *line, steg_figure *figure),
                      void *context);

#endif
