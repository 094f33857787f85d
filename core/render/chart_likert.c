/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diverging stacked bars: negative steps to the left of a zero line, positive to the right, neutral ones in a column of
 * their own, all on one scale; so sides are compared along one line, and the neutral answers lend weight to neither.
 * Figures inside the bars drop "%" (two digits fit where "33 %" would not), sums outside keep it. */
#include "render/chart_frame.h"
#include <math.h>
#include <string.h>

/* Widest value that a scale is made for: more than 100 % comes only from faulty data, and must not swallow the rest. */
static const double largest_value = 1000;
static const double segment_gap = 0.8;
static const double sum_gap = 4;      /* between a bar and its sum */
static const double inside_pad = 2.2; /* a figure inside a bar needs this much more than its width */
static const double neutral_gap = 10;

typedef struct likert {
  const steg_chart_frame *frame;
  steg_chart_rows rows;
  double bar_height;
  double zero, unit; /* x of the zero line; points per percent */
  double neutral_x, neutral_width;
  double sum_width[STEG_SIDE_POSITIVE + 1]; /* widest sum of each side, with its gap */
} likert;

static size_t count_side(const steg_chart *chart, steg_chart_side side) {
  size_t count = 0;
  for (size_t i = 0; i < chart->series_count; i++)
    count += chart->series[i].side == side;
  return count;
}

/* Colour and text colour of a step. The theme has two shades a side; a side with one step takes the strong one, with
 * more than two the shades in between. */
static uint32_t step_color(const steg_chart_frame *frame, size_t step, uint32_t *ret_ink) {
  const steg_theme *theme = frame->theme;
  const steg_chart_series *series = frame->chart->series;
  steg_chart_side side = series[step].side;
  if (side == STEG_SIDE_NEUTRAL) {
    *ret_ink = theme->likert_ink[2];
    return theme->likert[2];
  }
  size_t count = count_side(frame->chart, side), before = 0;
  for (size_t i = 0; i < step; i++)
    before += series[i].side == side;
  size_t from_outside = side == STEG_SIDE_NEGATIVE ? before : count - 1 - before;
  size_t strong = side == STEG_SIDE_NEGATIVE ? 0 : 4, weak = side == STEG_SIDE_NEGATIVE ? 1 : 3;
  if (from_outside == 0) {
    *ret_ink = theme->likert_ink[strong];
    return theme->likert[strong];
  }
  if (from_outside == count - 1) {
    *ret_ink = theme->likert_ink[weak];
    return theme->likert[weak];
  }
  uint32_t color =
      steg_chart_frame_mix(theme->likert[strong], theme->likert[weak], (double)from_outside / (double)(count - 1));
  *ret_ink = steg_chart_frame_ink_on(theme, color);
  return color;
}

static double length_of(const steg_chart_value *value) {
  if (!steg_chart_frame_is_drawn(value) || value->value <= 0)
    return 0;
  return value->value < largest_value ? value->value : largest_value;
}

static double side_length(const steg_chart *chart, const steg_chart_row *row, steg_chart_side side) {
  double length = 0;
  for (size_t i = 0; i < chart->series_count; i++)
    if (chart->series[i].side == side)
      length += length_of(&row->values[i]);
  return length;
}

static double longest(const steg_chart *chart, steg_chart_side side) {
  double most = 0;
  for (size_t i = 0; i < chart->row_count; i++) {
    double length = side_length(chart, &chart->rows[i], side);
    most = length > most ? length : most;
  }
  return most;
}

/* Where a step's segment begins and how wide it is, for one row. Negative steps are listed from the outermost. */
static double segment_x(const likert *plot, const steg_chart_row *row, size_t step, double *ret_width) {
  const steg_chart *chart = plot->frame->chart;
  steg_chart_side side = chart->series[step].side;
  double inside = 0; /* what lies between the segment and its line */
  for (size_t i = 0; i < chart->series_count; i++)
    if (chart->series[i].side == side && (side == STEG_SIDE_NEGATIVE ? i > step : i < step))
      inside += length_of(&row->values[i]) * plot->unit;
  bool known = side >= STEG_SIDE_NEGATIVE && side <= STEG_SIDE_POSITIVE;
  double width = known ? length_of(&row->values[step]) * plot->unit : 0;
  bool gap = inside > 0 && width > 2 * segment_gap;
  *ret_width = gap ? width - segment_gap : width;
  if (side == STEG_SIDE_NEGATIVE)
    return plot->zero - inside - width;
  return (side == STEG_SIDE_NEUTRAL ? plot->neutral_x : plot->zero) + inside + (gap ? segment_gap : 0);
}

/* "33 %" without its unit. */
static const char *bare(const steg_chart_frame *frame, const char *text) {
  size_t size = strlen(text);
  if (size == 0 || text[size - 1] != '%')
    return text;
  size--;
  if (size >= 2 && memcmp(text + size - 2, "\xC2\xA0", 2) == 0)
    size -= 2;
  while (size > 0 && text[size - 1] == ' ')
    size--;
  const char *figure = steg_arena_text_n(frame->arena, text, size);
  return figure ? figure : "";
}

/* The text outside a side: its sum, ".." when that is hidden. A row that is hidden as a whole says so once, at the
 * right of the line. */
static const char *sum_text(const steg_chart_frame *frame, const steg_chart_row *row, steg_chart_side side) {
  const steg_chart *chart = frame->chart;
  bool positive = side == STEG_SIDE_POSITIVE;
  const char *sign = steg_chart_frame_row_sign(frame, row);
  if (sign)
    return positive ? sign : "";
  if (count_side(chart, side) == 0)
    return "";
  const char *text = positive ? row->positive_text : row->negative_text;
  return steg_chart_frame_fit(frame, STEG_FACE_SANS_SEMIBOLD, frame->label_size, 0.12 * frame->width,
                              text ? text : steg_chart_frame_hidden);
}

/* Widest figure of the neutral column, in ems: "100" and then some. */
static const double neutral_figure = 2.4;

static const char *neutral_text(const steg_chart_frame *frame, const steg_chart_row *row, size_t step) {
  return steg_chart_frame_fit(frame, STEG_FACE_SANS, frame->small_size, neutral_figure * frame->small_size,
                              bare(frame, steg_chart_frame_value_text(&row->values[step])));
}

/* The neutral column is as wide as its widest bar, but has room for a figure beside a bar that is just too short to
 * hold it, and, where the step's name stands above it, for that (on two lines if it is long). */
static double neutral_least(const steg_chart_frame *frame) {
  const steg_chart *chart = frame->chart;
  double figure = steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, steg_chart_frame_hidden);
  double head = 0, head_most = 0.12 * frame->width;
  for (size_t step = 0; step < chart->series_count; step++) {
    if (chart->series[step].side != STEG_SIDE_NEUTRAL)
      continue;
    double label = steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, chart->series[step].label);
    head = label > head ? label : head;
    for (size_t i = 0; i < chart->row_count; i++) {
      double width = steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size,
                                              neutral_text(frame, &chart->rows[i], step));
      figure = width > figure ? width : figure;
    }
  }
  head = frame->layout == STEG_LAYOUT_WIDE ? (head < head_most ? head : head_most) : 0;
  double least = 2 * figure + inside_pad + 4;
  return least > head ? least : head;
}

/* Solves the widths: sums and bars of both sides, and the neutral column, share the room on one unit. */
static void set_scale(likert *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  for (steg_chart_side side = STEG_SIDE_NEGATIVE; side <= STEG_SIDE_POSITIVE; side++) {
    plot->sum_width[side] = 0;
    for (size_t i = 0; side != STEG_SIDE_NEUTRAL && i < chart->row_count; i++) {
      double width = steg_chart_frame_measure(frame, STEG_FACE_SANS_SEMIBOLD, frame->label_size,
                                              sum_text(frame, &chart->rows[i], side));
      if (width > 0 && width + sum_gap > plot->sum_width[side])
        plot->sum_width[side] = width + sum_gap;
    }
  }
  double negative = longest(chart, STEG_SIDE_NEGATIVE), positive = longest(chart, STEG_SIDE_POSITIVE);
  double neutral = longest(chart, STEG_SIDE_NEUTRAL);
  bool has_neutral = count_side(chart, STEG_SIDE_NEUTRAL) > 0;
  double room = plot->rows.right - plot->rows.left - plot->sum_width[STEG_SIDE_NEGATIVE] -
                plot->sum_width[STEG_SIDE_POSITIVE] - (has_neutral ? neutral_gap : 0) - 1; /* 1: the line at zero */
  double values = negative + positive + neutral;
  /* Steps of one row sum to 100: less is on show only when much is hidden, and must not be blown up. */
  plot->unit = room / (values > 100 ? values : 100);
  plot->neutral_width = neutral * plot->unit;
  double least = has_neutral ? neutral_least(frame) : 0;
  if (plot->neutral_width < least) {
    plot->neutral_width = least;
    values = negative + positive;
    double unit = (room - least) / (values > 100 ? values : 100);
    plot->unit = unit < plot->unit ? unit : plot->unit;
  }
  plot->neutral_x = plot->rows.right - plot->neutral_width;
  /* What is left over stands on both sides of the bars. */
  double spare = room - plot->neutral_width - (negative + positive) * plot->unit;
  plot->zero = plot->rows.left + 0.5 + plot->sum_width[STEG_SIDE_NEGATIVE] + negative * plot->unit + spare / 2;
}

static void draw_segments(const likert *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  for (size_t step = 0; step < chart->series_count; step++)
    for (size_t i = 0; i < chart->row_count; i++) {
      uint32_t ink, color = step_color(frame, step, &ink);
      double width, x = segment_x(plot, &chart->rows[i], step, &width);
      if (width > 0)
        frame->surface->rect(frame->surface, x, plot->rows.center[i] - plot->bar_height / 2, width, plot->bar_height,
                             color);
    }
}

/* Figures in the segments that are wide enough. A side with one step has its figure outside, as the sum. */
static void draw_inside(const likert *plot, size_t step) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  uint32_t ink;
  step_color(frame, step, &ink);
  if (count_side(chart, chart->series[step].side) < 2)
    return;
  for (size_t i = 0; i < chart->row_count; i++) {
    double width, x = segment_x(plot, &chart->rows[i], step, &width);
    const char *text = bare(frame, steg_chart_frame_value_text(&chart->rows[i].values[step]));
    if (width >= steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, text) + inside_pad)
      steg_chart_frame_text(frame, x + width / 2, plot->rows.center[i] + STEG_CHART_MIDDLE * frame->small_size,
                            STEG_FACE_SANS, frame->small_size, STEG_ANCHOR_MIDDLE, ink, text);
  }
}

/* One figure per row beside or in its neutral bar. Several neutral steps are stacked, and their figures stand inside or
 * nowhere. */
static void draw_neutral(const likert *plot, size_t step) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  if (count_side(chart, STEG_SIDE_NEUTRAL) > 1) {
    draw_inside(plot, step);
    return;
  }
  for (size_t i = 0; i < chart->row_count; i++) {
    double width, x = segment_x(plot, &chart->rows[i], step, &width);
    if (steg_chart_frame_row_sign(frame, &chart->rows[i]))
      continue;
    const char *text = neutral_text(frame, &chart->rows[i], step);
    double baseline = plot->rows.center[i] + STEG_CHART_MIDDLE * frame->small_size;
    double needed = steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, text);
    bool inside = width >= needed + inside_pad;
    steg_chart_frame_text(frame, inside ? x + width / 2 : x + width + (width > 0 ? 3 : 0), baseline, STEG_FACE_SANS,
                          frame->small_size, inside ? STEG_ANCHOR_MIDDLE : STEG_ANCHOR_START,
                          inside ? frame->theme->likert_ink[2] : frame->theme->muted, text);
  }
}

/* Sums in the strong colour of their side; the theme has seen to it that it can be read on paper. */
static void draw_sums(const likert *plot, steg_chart_side side) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  double sign = side == STEG_SIDE_POSITIVE ? 1 : -1;
  for (size_t i = 0; i < chart->row_count; i++) {
    const char *text = sum_text(frame, &chart->rows[i], side);
    double x = plot->zero + sign * (side_length(chart, &chart->rows[i], side) * plot->unit + sum_gap);
    uint32_t color = side == STEG_SIDE_POSITIVE ? frame->theme->likert[4] : frame->theme->likert[0];
    bool unknown = strcmp(text, steg_chart_frame_hidden) == 0 || strcmp(text, steg_chart_frame_nothing) == 0;
    if (unknown || steg_theme_contrast(color, frame->theme->paper) < 4.5)
      color = frame->theme->muted;
    steg_chart_frame_text(frame, x, plot->rows.center[i] + STEG_CHART_MIDDLE * frame->label_size,
                          STEG_FACE_SANS_SEMIBOLD, frame->label_size,
                          side == STEG_SIDE_POSITIVE ? STEG_ANCHOR_START : STEG_ANCHOR_END, color, text);
  }
}

static void draw_zero(const likert *plot) {
  const steg_chart_frame *frame = plot->frame;
  const double over = 3, thickness = 1;
  if (frame->layout == STEG_LAYOUT_WIDE) {
    frame->surface->line(frame->surface, plot->zero, plot->rows.top, plot->zero, plot->rows.bottom, thickness,
                         frame->theme->ink, 0);
    return;
  }
  for (size_t i = 0; i < frame->chart->row_count; i++) /* labels stand between the bars: no line through them */
    frame->surface->line(frame->surface, plot->zero, plot->rows.center[i] - plot->bar_height / 2 - over, plot->zero,
                         plot->rows.center[i] + plot->bar_height / 2 + over, thickness, frame->theme->ink, 0);
}

/* Steps of a side as legend items, in their order. */
static size_t legend_items(const steg_chart_frame *frame, steg_chart_side side, steg_legend_item *items) {
  size_t count = 0;
  for (size_t i = 0; i < frame->chart->series_count; i++)
    if (frame->chart->series[i].side == side) {
      uint32_t ink;
      items[count++] =
          (steg_legend_item){STEG_LEGEND_SQUARE, step_color(frame, i, &ink), frame->chart->series[i].label};
    }
  return count;
}

/* Wide, when all fits on a line: items on the sides of the zero line, as the bars lie, and the neutral step's swatch and name over
 * its column. Else, and narrow, one running legend, neutral last as its column is. Returns the height. */
static double draw_legend(const likert *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  double size = frame->small_size, between = 2 * size;
  steg_legend_item *items = steg_arena_array(frame->arena, chart->series_count, sizeof *items);
  if (!items)
    return 0;
  size_t negative = legend_items(frame, STEG_SIDE_NEGATIVE, items);
  size_t positive = legend_items(frame, STEG_SIDE_POSITIVE, items + negative);
  size_t neutral = legend_items(frame, STEG_SIDE_NEUTRAL, items + negative + positive);
  double left = steg_chart_legend_width(frame, items, negative);
  double right = steg_chart_legend_width(frame, items + negative, positive);
  double room = neutral ? plot->neutral_x - 12 : frame->width;
  const char **lines = NULL;
  size_t line_count = 0;
  steg_legend_item swatch = neutral == 1 ? items[negative + positive] : (steg_legend_item){.label = ""};
  swatch.label = "";
  double indent = steg_chart_legend_width(frame, &swatch, 1);
  if (neutral == 1)
    line_count = steg_chart_frame_wrap(frame, STEG_FACE_SANS, size, plot->neutral_width - indent,
                                       items[negative + positive].label, 3, &lines);
  if (frame->layout == STEG_LAYOUT_NARROW || left + between + right > room || neutral > 1 || line_count > 2)
    return steg_chart_legend_draw(frame, items, negative + positive + neutral, 0, 0, frame->width);
  double x = plot->zero - between / 2 - left;
  if (x + left + between + right > room)
    x = room - left - between - right;
  x = x > 0 ? x : 0;
  double line = STEG_CHART_LINE * size, head = line_count > 1 ? line : 0, middle = 0;
  double height = steg_chart_legend_draw(frame, items, negative, x, head, left + 1);
  double other = steg_chart_legend_draw(frame, items + negative, positive, x + left + between, head, right + 1);
  height = height > other ? height : other;
  height = height > line ? height : line;
  middle = head + height / 2;
  if (line_count > 0)
    (void)steg_chart_legend_draw(frame, &swatch, 1, plot->neutral_x, head, indent + 1);
  for (size_t i = 0; i < line_count; i++)
    steg_chart_frame_text(frame, plot->neutral_x + indent,
                          middle + STEG_CHART_MIDDLE * size - (double)(line_count - 1 - i) * line, STEG_FACE_SANS, size,
                          STEG_ANCHOR_START, frame->theme->ink, lines[i]);
  return head + height;
}

double steg_chart_draw_likert(const steg_chart_frame *frame) {
  const steg_chart *chart = frame->chart;
  bool narrow = frame->layout == STEG_LAYOUT_NARROW;
  likert plot = {.frame = frame, .bar_height = narrow ? 22 : 17};
  double *heights = steg_arena_array(frame->arena, chart->row_count, sizeof *heights);
  if (!heights)
    return 0;
  for (size_t i = 0; i < chart->row_count; i++)
    heights[i] = plot.bar_height;
  plot.rows = (steg_chart_rows){.label_limit = frame->width / 3, .mark_height = heights, .row_pad = 8.5};
  steg_chart_rows_measure(frame, &plot.rows);
  set_scale(&plot);
  double legend = draw_legend(&plot);
  steg_chart_rows_draw(frame, &plot.rows, legend + (narrow ? 10 : 5));
  if (!plot.rows.center)
    return 0;
  draw_segments(&plot);
  for (size_t step = 0; step < chart->series_count; step++)
    if (chart->series[step].side == STEG_SIDE_NEUTRAL)
      draw_neutral(&plot, step);
    else
      draw_inside(&plot, step);
  draw_zero(&plot);
  draw_sums(&plot, STEG_SIDE_NEGATIVE);
  draw_sums(&plot, STEG_SIDE_POSITIVE);
  return plot.rows.bottom + (narrow ? 4 : 2);
}
