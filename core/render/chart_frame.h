/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart_frame - what the kinds of chart share: sizes, text that keeps inside a width, colours in between, legends, and
 * the rows with their labels. Only chart*.c includes it.
 *
 * Every text is measured and cut or wrapped before it is drawn, so a chart is laid out from widths that are known to
 * hold. When memory is out texts turn empty and row counts 0; the arena remembers, and the caller of steg_chart_draw
 * sees it.
 */
#ifndef STEG_RENDER_CHART_FRAME_H
#define STEG_RENDER_CHART_FRAME_H

#include "render/chart.h"

typedef struct steg_chart_frame {
  const steg_chart *chart;
  const steg_theme *theme;
  steg_surface *surface;
  steg_arena *arena;
  steg_chart_layout layout;
  double width;
  double label_size; /* labels of rows, sums, changes */
  double small_size; /* n, legend, axis, figures inside bars */
  double gap;        /* before a new group of rows */
} steg_chart_frame;

/* Text boxes are counted from ASCENT above to DESCENT below the baseline, in ems: from the ring of Å to the tail of j.
 * Lines stand LINE ems apart. MIDDLE: half the height of a capital or digit. */
#define STEG_CHART_ASCENT 0.90
#define STEG_CHART_DESCENT 0.23
#define STEG_CHART_LINE 1.2
#define STEG_CHART_MIDDLE 0.33

extern const char *const steg_chart_frame_hidden;  /* ".." */
extern const char *const steg_chart_frame_nothing; /* "–" */

steg_chart_frame steg_chart_frame_make(const steg_chart *chart, const steg_theme *theme, steg_surface *surface,
                                       steg_chart_layout layout, double width, steg_arena *arena);

/* ---- text */
double steg_chart_frame_measure(const steg_chart_frame *frame, steg_face face, double size, const char *text);
/* The text itself when it is at most `width` wide, else its beginning and "…"; "" for NULL. */
const char *steg_chart_frame_fit(const steg_chart_frame *frame, steg_face face, double size, double width,
                                 const char *text);
/* At most max_lines lines; when there are more, the last one ends with "…" (the whole text stands in the data table).
 */
size_t steg_chart_frame_wrap(const steg_chart_frame *frame, steg_face face, double size, double width, const char *text,
                             size_t max_lines, const char ***ret_lines);
void steg_chart_frame_text(const steg_chart_frame *frame, double x, double baseline, steg_face face, double size,
                           steg_anchor anchor, uint32_t color, const char *text);
/* Ground under a text that may lie on a grid line. */
void steg_chart_frame_plate(const steg_chart_frame *frame, double x, double baseline, steg_face face, double size,
                            steg_anchor anchor, const char *text);
/* What is printed beside a mark: of a value without one (hidden) the sign, "–" when that is its text and else "..". ""
 * for NULL. */
const char *steg_chart_frame_value_text(const steg_chart_value *value);
/* The one sign of a row without any known value: "–" when that is the sign of each, else "..". NULL when a value is
 * known. */
const char *steg_chart_frame_row_sign(const steg_chart_frame *frame, const steg_chart_row *row);
/* Whether there is a mark: known and finite. */
bool steg_chart_frame_is_drawn(const steg_chart_value *value);

/* ---- colour */
/* part 0 gives a, 1 gives b; channels in between rounded to whole. */
uint32_t steg_chart_frame_mix(uint32_t a, uint32_t b, double part);
/* Text colour on a ground: paper or ink, whichever has more contrast, black when neither has 4.5:1. */
uint32_t steg_chart_frame_ink_on(const steg_theme *theme, uint32_t ground);

/* ---- legend (chart_legend.c) */
typedef enum steg_legend_form {
  STEG_LEGEND_SQUARE = 1,
  STEG_LEGEND_HOLLOW_SQUARE = 2,
  STEG_LEGEND_DOT = 3,
  STEG_LEGEND_HOLLOW_DOT = 4
} steg_legend_form;

typedef struct steg_legend_item {
  steg_legend_form form;
  uint32_t color;
  const char *label;
} steg_legend_item;

/* On one line, without space after the last. */
double steg_chart_legend_width(const steg_chart_frame *frame, const steg_legend_item *items, size_t count);
/* Items one after the other from x, new lines where the next would pass x + width; returns the height (0 for no items).
 */
double steg_chart_legend_draw(const steg_chart_frame *frame, const steg_legend_item *items, size_t count, double x,
                              double y, double width);
/* A square without filling, as the bars of "before" are drawn. */
void steg_chart_legend_hollow(const steg_chart_frame *frame, double x, double y, double width, double height,
                              uint32_t color);

/* ---- rows (chart_rows.c) */
typedef struct steg_chart_rows {
  /* in */
  double label_limit;        /* wide: the widest the label column gets */
  const double *mark_height; /* one per row */
  double row_pad;            /* wide: at least this much between marks */
  const char *const *side;   /* one per row, set bold at the right; NULL = no such column */
  const char *side_label;    /* its head, drawn by the caller; may be NULL */
  /* out of measure */
  double left, right; /* room for marks */
  double side_width;
  /* out of draw */
  double *center;     /* middle of each row's mark */
  double top, bottom; /* of all rows */
  /* own */
  double label_width, base_width;
} steg_chart_rows;

/* Decides the columns. Wide: label, n, marks, side text. Narrow: the marks take the whole width below label, n and side
 * text. */
void steg_chart_rows_measure(const steg_chart_frame *frame, steg_chart_rows *rows);
/* Places the rows from y and draws their texts. center has row_count entries; NULL when memory is out. */
void steg_chart_rows_draw(const steg_chart_frame *frame, steg_chart_rows *rows, double y);

/* ---- the kinds: chart_<id>.c. The chart has at least one row and one series. Returns the height; 0 when it is not the
 * kind's data (too few series) or memory is out, with nothing drawn that matters. */
#define STEG_CHART(constant, id, sv, en) double steg_chart_draw_##id(const steg_chart_frame *frame);
#include "document/charts.def"
#undef STEG_CHART

#endif
