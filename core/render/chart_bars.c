/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Horizontal bars from zero with their figures at the end, so no axis is needed. One series: one colour, or one row
 * lifted out of grey. Two: before hollow, after filled. More: a colour each. */
#include "render/chart_frame.h"
#include <math.h>

static const double largest_value = 1e12;
static const double value_gap = 4;

typedef struct bars {
  const steg_chart_frame *frame;
  steg_chart_rows rows;
  double bar_height, bar_step; /* thickness, and from one bar of a row to the next */
  double value_size;
  double zero, unit; /* x of zero; points per unit of the axis */
  bool has_highlight;
} bars;

static double larger(double a, double b) {
  return a > b ? a : b;
}

static double value_of(const steg_chart_value *value) {
  if (!steg_chart_frame_is_drawn(value))
    return 0;
  return value->value > largest_value ? largest_value : value->value < -largest_value ? -largest_value : value->value;
}

static steg_face value_face(const bars *plot, const steg_chart_row *row, size_t series) {
  bool strong = plot->has_highlight && row->highlight && !row->values[series].hidden;
  return strong ? STEG_FACE_SANS_SEMIBOLD : STEG_FACE_SANS;
}

static const char *value_text(const bars *plot, const steg_chart_row *row, size_t series) {
  return steg_chart_frame_fit(plot->frame, value_face(plot, row, series), plot->value_size,
                              (plot->rows.right - plot->rows.left) / 4,
                              steg_chart_frame_value_text(&row->values[series]));
}

static double axis_end(double value) {
  return isfinite(value) && fabs(value) <= largest_value ? value : 0;
}

/* The scale holds zero, the axis and all values. Figures of negative bars stand at their left, so room is kept on both
 * sides. */
static void set_scale(bars *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  double low = 0, high = 0, left = 0, right = 0;
  if (axis_end(chart->axis_high) > axis_end(chart->axis_low)) {
    low = axis_end(chart->axis_low) < 0 ? axis_end(chart->axis_low) : 0;
    high = larger(axis_end(chart->axis_high), 0);
  }
  for (size_t i = 0; i < chart->row_count; i++)
    for (size_t j = 0; j < chart->series_count; j++) {
      double value = value_of(&chart->rows[i].values[j]);
      double width = value_gap + steg_chart_frame_measure(frame, value_face(plot, &chart->rows[i], j), plot->value_size,
                                                          value_text(plot, &chart->rows[i], j));
      low = value < low ? value : low;
      high = value > high ? value : high;
      if (value < 0)
        left = larger(left, width);
      else
        right = larger(right, width);
    }
  double room = plot->rows.right - plot->rows.left - left - right - 1;
  plot->unit = high > low ? room / (high - low) : 0;
  plot->zero = plot->rows.left + 0.5 + left - low * plot->unit;
}

static double bar_y(const bars *plot, size_t row, size_t series) {
  double all = plot->bar_step * (double)(plot->frame->chart->series_count - 1) + plot->bar_height;
  return plot->rows.center[row] - all / 2 + (double)series * plot->bar_step;
}

static uint32_t bar_color(const bars *plot, const steg_chart_row *row, size_t series) {
  const steg_chart_frame *frame = plot->frame;
  const steg_theme *theme = frame->theme;
  if (frame->chart->series_count == 1)
    return !plot->has_highlight || row->highlight ? theme->highlight : theme->rest;
  if (frame->chart->series_count == 2)
    return series == 0 ? theme->category[2] : theme->highlight;
  return theme->category[series % 6];
}

static bool is_hollow(const bars *plot, size_t series) {
  return plot->frame->chart->series_count == 2 && series == 0;
}

static void draw_bars(const bars *plot, size_t series) {
  const steg_chart_frame *frame = plot->frame;
  for (size_t i = 0; i < frame->chart->row_count; i++) {
    const steg_chart_row *row = &frame->chart->rows[i];
    double length = value_of(&row->values[series]) * plot->unit, width = fabs(length);
    double x = length < 0 ? plot->zero - width : plot->zero, y = bar_y(plot, i, series);
    if (width <= 0)
      continue;
    uint32_t color = bar_color(plot, row, series);
    if (is_hollow(plot, series))
      steg_chart_legend_hollow(frame, x, y, width, plot->bar_height, color);
    else
      frame->surface->rect(frame->surface, x, y, width, plot->bar_height, color);
  }
}

static void draw_values(const bars *plot, size_t series, steg_face face) {
  const steg_chart_frame *frame = plot->frame;
  for (size_t i = 0; i < frame->chart->row_count; i++) {
    const steg_chart_row *row = &frame->chart->rows[i];
    if (value_face(plot, row, series) != face)
      continue;
    double length = value_of(&row->values[series]) * plot->unit;
    double baseline = bar_y(plot, i, series) + plot->bar_height / 2 + STEG_CHART_MIDDLE * plot->value_size;
    steg_chart_frame_text(frame, plot->zero + length + (length < 0 ? -value_gap : value_gap), baseline, face,
                          plot->value_size, length < 0 ? STEG_ANCHOR_END : STEG_ANCHOR_START,
                          row->values[series].hidden ? frame->theme->muted : frame->theme->ink,
                          value_text(plot, row, series));
  }
}

static void draw_zero(const bars *plot) {
  const steg_chart_frame *frame = plot->frame;
  double thickness = 0.9;
  if (frame->layout == STEG_LAYOUT_WIDE) {
    frame->surface->line(frame->surface, plot->zero, plot->rows.top, plot->zero, plot->rows.bottom, thickness,
                         frame->theme->axis, 0);
    return;
  }
  for (size_t i = 0; i < frame->chart->row_count; i++) {
    double top = bar_y(plot, i, 0), bottom = bar_y(plot, i, frame->chart->series_count - 1) + plot->bar_height;
    frame->surface->line(frame->surface, plot->zero, top - 2, plot->zero, bottom + 2, thickness, frame->theme->axis, 0);
  }
}

static double draw_legend(const bars *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart *chart = frame->chart;
  if (chart->series_count < 2)
    return 0;
  steg_legend_item *items = steg_arena_array(frame->arena, chart->series_count, sizeof *items);
  if (!items)
    return 0;
  for (size_t i = 0; i < chart->series_count; i++)
    items[i] = (steg_legend_item){is_hollow(plot, i) ? STEG_LEGEND_HOLLOW_SQUARE : STEG_LEGEND_SQUARE,
                                  bar_color(plot, &chart->rows[0], i), chart->series[i].label};
  bool narrow = frame->layout == STEG_LAYOUT_NARROW;
  double x = narrow ? 0 : plot->zero;
  if (x + steg_chart_legend_width(frame, items, chart->series_count) > frame->width)
    x = 0;
  return steg_chart_legend_draw(frame, items, chart->series_count, x, 0, frame->width - x) + (narrow ? 8 : 5);
}

double steg_chart_draw_bars(const steg_chart_frame *frame) {
  const steg_chart *chart = frame->chart;
  bool narrow = frame->layout == STEG_LAYOUT_NARROW, single = chart->series_count == 1;
  bars plot = {.frame = frame};
  plot.value_size = single ? frame->label_size : frame->small_size;
  plot.bar_height = single ? (narrow ? 18 : 13) : narrow ? 14 : 9.5;
  plot.bar_step = plot.bar_height + 1.5;
  double *heights = steg_arena_array(frame->arena, chart->row_count, sizeof *heights);
  if (!heights)
    return 0;
  for (size_t i = 0; i < chart->row_count; i++) {
    heights[i] = plot.bar_height + plot.bar_step * (double)(chart->series_count - 1);
    plot.has_highlight |= single && chart->rows[i].highlight;
  }
  plot.rows = (steg_chart_rows){.label_limit = frame->width * 0.4, .mark_height = heights, .row_pad = single ? 7 : 8};
  steg_chart_rows_measure(frame, &plot.rows);
  set_scale(&plot);
  steg_chart_rows_draw(frame, &plot.rows, draw_legend(&plot));
  if (!plot.rows.center)
    return 0;
  for (size_t series = 0; series < chart->series_count; series++)
    draw_bars(&plot, series);
  draw_zero(&plot);
  for (size_t series = 0; series < chart->series_count; series++) {
    draw_values(&plot, series, STEG_FACE_SANS);
    draw_values(&plot, series, STEG_FACE_SANS_SEMIBOLD);
  }
  return plot.rows.bottom + 2;
}
