/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart - a chart as data: what is drawn, without where. Made by resolve from judged figures; a hidden value is a mark
 * without length, never a bar. The data table and the alt text belong to it.
 */
#ifndef STEG_DOCUMENT_CHART_H
#define STEG_DOCUMENT_CHART_H

#include "document/table.h"

typedef enum steg_chart_kind {
  STEG_CHART_NONE = 0,
#define STEG_CHART(constant, id, sv, en) STEG_CHART_##constant,
#include "document/charts.def"
#undef STEG_CHART
  STEG_CHART_END
} steg_chart_kind;

typedef enum steg_chart_side { STEG_SIDE_NEGATIVE = 1, STEG_SIDE_NEUTRAL = 2, STEG_SIDE_POSITIVE = 3 } steg_chart_side;

/* LIKERT: a step. DUMBBELL: [0] before, [1] after. BARS: a series. */
typedef struct steg_chart_series {
  const char *label;
  steg_chart_side side; /* LIKERT only */
} steg_chart_series;

typedef struct steg_chart_value {
  bool hidden;
  double value;     /* in the axis unit (percent 0..100, count, scale mean) */
  const char *text; /* as printed beside the mark */
} steg_chart_value;

typedef struct steg_chart_row {
  const char *label;
  const char *base_text;                     /* "n = 21"; NULL = none */
  steg_chart_value *values;                  /* series_count of them */
  const char *negative_text, *positive_text; /* LIKERT: sums outside the bar; NULL = hidden */
  const char *change_text;                   /* DUMBBELL: "+14 p.e." */
  bool highlight;
  bool gap_before; /* a new group begins */
} steg_chart_row;

typedef struct steg_chart {
  steg_chart_kind kind;
  const char *id;       /* unique in the document: "diagram-1" */
  const char *title;    /* the finding */
  const char *subtitle; /* what is shown, of whom, unit */
  const char *note;     /* source, n, what was left out */
  const char *alt;      /* the data told in a few sentences */
  steg_chart_series *series;
  size_t series_count;
  steg_chart_row *rows;
  size_t row_count;
  double axis_low, axis_high; /* DUMBBELL, BARS */
  const char *axis_unit;      /* "%", "" */
  const char *change_label;   /* DUMBBELL: header of the last column */
  const steg_table *table;    /* the same data */
} steg_chart;

const char *steg_chart_kind_id(steg_chart_kind kind);
steg_chart_kind steg_chart_kind_find(const char *id); /* NONE when there is none */

#endif
