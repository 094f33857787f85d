/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before and after on one line for each group: before a hollow grey ring, after a filled dot, the change in words at
 * the right. Figures stand outside the two dots, so they can't meet, whichever way the change goes. */
#include "base/number.h"
#include "render/chart_frame.h"
#include <math.h>

enum { BEFORE = 0, AFTER = 1 };
static const double largest_value = 1e12;

typedef struct dumbbell {
  const steg_chart_frame *frame;
  steg_chart_rows rows;
  double radius;    /* of the filled dot */
  double low, high; /* of the axis, in its unit */
  double from, to;  /* x of low and high */
} dumbbell;

static double larger(double a, double b) {
  return a > b ? a : b;
}

static bool has_dot(const steg_chart_row *row, int which) {
  return steg_chart_frame_is_drawn(&row->values[which]) && fabs(row->values[which].value) <= largest_value;
}

/* The smallest whole step of 1, 2 or 5 times a power of ten that divides the range in six or fewer, and stands at least
 * `apart` points from the next on `length` points. */
static double nice_step(double range, double length, double apart) {
  static const double factors[] = {1, 2, 5};
  double power = 1;
  for (int exponent = 0; exponent <= 13; exponent++, power *= 10) /* past largest_value */
    for (int i = 0; i < 3; i++) {
      double step = factors[i] * power;
      if (range / step <= 6 && length * step / range >= apart)
        return step;
    }
  return range;
}

/* The axis as given, widened to hold the data; from the data, to whole steps, when none is given. A mark outside its
 * axis would lie. */
static void set_axis(dumbbell *plot) {
  const steg_chart *chart = plot->frame->chart;
  bool given = isfinite(chart->axis_low) && isfinite(chart->axis_high) && chart->axis_high > chart->axis_low &&
               fabs(chart->axis_low) <= largest_value && fabs(chart->axis_high) <= largest_value;
  double low = given ? chart->axis_low : 0, high = given ? chart->axis_high : 0;
  for (size_t i = 0; i < chart->row_count; i++)
    for (int which = BEFORE; which <= AFTER; which++)
      if (has_dot(&chart->rows[i], which)) {
        double value = chart->rows[i].values[which].value;
        low = value < low ? floor(value) : low;
        high = value > high ? ceil(value) : high;
      }
  if (high <= low)
    high = low + 1;
  if (!given) {
    double step = nice_step(high - low, 1, 0);
    low = floor(low / step) * step;
    high = ceil(high / step) * step;
  }
  plot->low = low;
  plot->high = high;
}

static double x_of(const dumbbell *plot, double value) {
  return plot->from + (value - plot->low) / (plot->high - plot->low) * (plot->to - plot->from);
}

static const char *value_text(const dumbbell *plot, const steg_chart_row *row, int which) {
  return steg_chart_frame_fit(plot->frame, STEG_FACE_SANS_SEMIBOLD, plot->frame->label_size,
                              (plot->rows.right - plot->rows.left) / 5,
                              steg_chart_frame_value_text(&row->values[which]));
}

static const char *tick_text(const dumbbell *plot, double value, bool last) {
  steg_buffer text;
  steg_buffer_init(&text, 64);
  /* Thousands by no-break space in both languages; ticks are whole, so no decimal sign is needed. */
  steg_number_write_integer(&text, STEG_LANG_SV, (int64_t)llround(value));
  const char *unit = steg_chart_frame_fit(plot->frame, STEG_FACE_SANS, plot->frame->small_size,
                                          3 * plot->frame->small_size, plot->frame->chart->axis_unit);
  const char *made = last && *unit ? steg_arena_printf(plot->frame->arena, "%s\xC2\xA0%s", text.bytes, unit)
                                   : steg_arena_text(plot->frame->arena, text.bytes);
  steg_buffer_release(&text);
  return made ? made : "";
}

/* Dots, figures and half a tick's text stand inside the room for marks, also at the ends of the axis. */
static void set_scale(dumbbell *plot) {
  const steg_chart_frame *frame = plot->frame;
  double figure = 0;
  for (size_t i = 0; i < frame->chart->row_count; i++)
    for (int which = BEFORE; which <= AFTER; which++)
      figure = larger(figure, steg_chart_frame_measure(frame, STEG_FACE_SANS_SEMIBOLD, frame->label_size,
                                                       value_text(plot, &frame->chart->rows[i], which)));
  double tick =
      larger(steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, tick_text(plot, plot->low, false)),
             steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, tick_text(plot, plot->high, true)));
  double most = (plot->rows.right - plot->rows.left) / 2 - 10;
  double margin = larger(plot->radius + 6 + figure, tick / 2);
  margin = margin < most ? margin : most;
  plot->from = plot->rows.left + margin;
  plot->to = plot->rows.right - margin;
}

static double tick_step(const dumbbell *plot) {
  const steg_chart_frame *frame = plot->frame;
  double low = steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, tick_text(plot, plot->low, true));
  double high = steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, tick_text(plot, plot->high, true));
  return nice_step(plot->high - plot->low, plot->to - plot->from, larger(low, high) + 8);
}

static void draw_grid_line(const dumbbell *plot, double x, bool base) {
  const steg_chart_frame *frame = plot->frame;
  uint32_t color = base ? frame->theme->axis : frame->theme->grid;
  double thickness = base ? 0.9 : 0.6;
  if (frame->layout == STEG_LAYOUT_WIDE) {
    frame->surface->line(frame->surface, x, plot->rows.top, x, plot->rows.bottom, thickness, color, 0);
    return;
  }
  for (size_t i = 0; i < frame->chart->row_count; i++)
    frame->surface->line(frame->surface, x, plot->rows.center[i] - plot->radius - 3, x,
                         plot->rows.center[i] + plot->radius + 3, thickness, color, 0);
}

/* Grid and axis; returns the y below its texts. */
static double draw_axis(const dumbbell *plot) {
  const steg_chart_frame *frame = plot->frame;
  double step = tick_step(plot), first = ceil(plot->low / step) * step;
  int count = (int)floor((plot->high - first) / step + 1e-9) + 1;
  double baseline = plot->rows.bottom + 4 + STEG_CHART_ASCENT * frame->small_size;
  for (int i = 0; i < count; i++) {
    double value = first + i * step;
    draw_grid_line(plot, x_of(plot, value), value == 0 || (value == plot->low && plot->low > 0));
  }
  for (int i = 0; i < count; i++)
    steg_chart_frame_text(frame, x_of(plot, first + i * step), baseline, STEG_FACE_SANS, frame->small_size,
                          STEG_ANCHOR_MIDDLE, frame->theme->muted, tick_text(plot, first + i * step, i == count - 1));
  return baseline + STEG_CHART_DESCENT * frame->small_size;
}

/* The figures' places: left and right of what is drawn. `which` is the one that stands at the left. */
static int leftmost(const steg_chart_row *row) {
  return has_dot(row, BEFORE) && has_dot(row, AFTER) && row->values[AFTER].value < row->values[BEFORE].value ? AFTER
                                                                                                             : BEFORE;
}

static void dot_span(const dumbbell *plot, const steg_chart_row *row, double *ret_left, double *ret_right) {
  *ret_left = INFINITY;
  *ret_right = -INFINITY;
  for (int which = BEFORE; which <= AFTER; which++)
    if (has_dot(row, which)) {
      double x = x_of(plot, row->values[which].value);
      *ret_left = x < *ret_left ? x : *ret_left;
      *ret_right = x > *ret_right ? x : *ret_right;
    }
}

static void draw_marks(const dumbbell *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_theme *theme = frame->theme;
  steg_surface *surface = frame->surface;
  uint32_t before = theme->category[2], after = theme->highlight;
  for (size_t i = 0; i < frame->chart->row_count; i++) {
    const steg_chart_row *row = &frame->chart->rows[i];
    double y = plot->rows.center[i], left, right;
    dot_span(plot, row, &left, &right);
    double edge = 0.16 * plot->radius * 2, ring = plot->radius - edge / 2;
    bool close = right - left < plot->radius / 2; /* one dot would hide the other: the ring goes around */
    if (right - left > 2 * plot->radius)
      surface->line(surface, left + plot->radius, y, right - plot->radius, y, 0.6 * plot->radius,
                    steg_chart_frame_mix(after, theme->paper, 0.69), 0);
    if (has_dot(row, BEFORE))
      surface->circle(surface, x_of(plot, row->values[BEFORE].value), y,
                      close && has_dot(row, AFTER) ? ring + 1.6 : ring, theme->paper, before, edge);
    if (has_dot(row, AFTER))
      surface->circle(surface, x_of(plot, row->values[AFTER].value), y,
                      close && has_dot(row, BEFORE) ? plot->radius * 0.62 : plot->radius, after, STEG_NO_COLOR, 0);
  }
}

/* Figures of one kind for all rows. A hidden one stands as ".." where it would have stood, beside the dot that is
 * known. */
static void draw_figures(const dumbbell *plot, int which) {
  const steg_chart_frame *frame = plot->frame;
  steg_face face = which == AFTER ? STEG_FACE_SANS_SEMIBOLD : STEG_FACE_SANS;
  uint32_t color = which == AFTER ? frame->theme->highlight : frame->theme->muted;
  double size = frame->label_size, gap = plot->radius + 4;
  for (size_t i = 0; i < frame->chart->row_count; i++) {
    const steg_chart_row *row = &frame->chart->rows[i];
    const char *text = value_text(plot, row, which);
    double left, right, baseline = plot->rows.center[i] + STEG_CHART_MIDDLE * size;
    dot_span(plot, row, &left, &right);
    bool at_left = leftmost(row) == which;
    steg_face used = row->values[which].hidden ? STEG_FACE_SANS : face;
    if (left > right) { /* no dot at all: one sign, at the beginning of the axis */
      const char *sign = which == BEFORE ? steg_chart_frame_row_sign(frame, row) : NULL;
      if (sign)
        steg_chart_frame_text(frame, plot->from + 3, baseline, STEG_FACE_SANS, size, STEG_ANCHOR_START,
                              frame->theme->muted, sign);
      continue;
    }
    steg_anchor anchor = at_left ? STEG_ANCHOR_END : STEG_ANCHOR_START;
    double x = at_left ? left - gap : right + gap;
    steg_chart_frame_plate(frame, x, baseline, used, size, anchor, text);
    steg_chart_frame_text(frame, x, baseline, used, size, anchor,
                          row->values[which].hidden ? frame->theme->muted : color, text);
  }
}

static const char *series_label(const steg_chart_frame *frame, int which) {
  return frame->chart->series[which].label ? frame->chart->series[which].label : "";
}

/* The names of the two, over the first row's dots, moved apart and inward so that they neither meet nor leave the room.
 */
static void draw_direct(const dumbbell *plot, double baseline) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart_row *row = &frame->chart->rows[0];
  const double apart = 8;
  double size = frame->small_size, most = (plot->rows.right - plot->rows.left - apart) / 2;
  int first = leftmost(row);
  const char *text[2];
  double width[2], x[2]; /* left edges; index 0 is the one at the left */
  for (int i = 0; i < 2; i++) {
    int which = i == 0 ? first : 1 - first;
    text[i] = steg_chart_frame_fit(frame, STEG_FACE_SANS_SEMIBOLD, size, most, series_label(frame, which));
    width[i] = steg_chart_frame_measure(frame, STEG_FACE_SANS_SEMIBOLD, size, text[i]);
    x[i] = x_of(plot, row->values[which].value) - width[i] / 2;
  }
  double overlap = x[0] + width[0] + apart - x[1];
  if (overlap > 0) {
    x[0] -= overlap / 2;
    x[1] += overlap / 2;
  }
  x[0] = larger(x[0], plot->rows.left);
  x[1] = larger(x[1], x[0] + width[0] + apart);
  if (x[1] + width[1] > plot->rows.right)
    x[1] = plot->rows.right - width[1];
  if (x[0] + width[0] + apart > x[1])
    x[0] = x[1] - apart - width[0];
  for (int i = 0; i < 2; i++) {
    bool after = (i == 0 ? first : 1 - first) == AFTER;
    steg_chart_frame_text(frame, x[i], baseline, STEG_FACE_SANS_SEMIBOLD, size, STEG_ANCHOR_START,
                          after ? frame->theme->highlight : frame->theme->category[2], text[i]);
  }
}

/* The line above the rows: the head of the change column, and the names of the two: over the first row's dots when the
 * layout is wide and both are there, else as a legend with their shapes. Returns its height. */
static double draw_head(const dumbbell *plot) {
  const steg_chart_frame *frame = plot->frame;
  const steg_chart_row *row = &frame->chart->rows[0];
  double size = frame->small_size, line = STEG_CHART_LINE * 1.15 * size;
  double baseline = line / 2 + STEG_CHART_MIDDLE * size;
  const char *side =
      steg_chart_frame_fit(frame, STEG_FACE_SANS, size, plot->rows.side_width, frame->chart->change_label);
  double side_width = steg_chart_frame_measure(frame, STEG_FACE_SANS, size, side);
  steg_chart_frame_text(frame, frame->width, baseline, STEG_FACE_SANS, size, STEG_ANCHOR_END, frame->theme->muted,
                        side);
  if (frame->layout == STEG_LAYOUT_WIDE && has_dot(row, BEFORE) && has_dot(row, AFTER)) {
    draw_direct(plot, baseline);
    return line;
  }
  steg_legend_item items[2] = {{STEG_LEGEND_HOLLOW_DOT, frame->theme->category[2], series_label(frame, BEFORE)},
                               {STEG_LEGEND_DOT, frame->theme->highlight, series_label(frame, AFTER)}};
  double x = frame->layout == STEG_LAYOUT_WIDE ? plot->rows.left : 0;
  return larger(line, steg_chart_legend_draw(frame, items, 2, x, 0, frame->width - x - side_width - 10));
}

double steg_chart_draw_dumbbell(const steg_chart_frame *frame) {
  const steg_chart *chart = frame->chart;
  bool narrow = frame->layout == STEG_LAYOUT_NARROW;
  dumbbell plot = {.frame = frame, .radius = narrow ? 6.5 : 5};
  double *heights = steg_arena_array(frame->arena, chart->row_count, sizeof *heights);
  const char **changes = steg_arena_array(frame->arena, chart->row_count, sizeof *changes);
  if (!heights || !changes || chart->series_count < 2)
    return 0;
  for (size_t i = 0; i < chart->row_count; i++) {
    heights[i] = narrow ? 19 : 13;
    changes[i] = chart->rows[i].change_text;
  }
  plot.rows = (steg_chart_rows){.label_limit = frame->width * 0.3,
                                .mark_height = heights,
                                .row_pad = 8,
                                .side = changes,
                                .side_label = chart->change_label};
  steg_chart_rows_measure(frame, &plot.rows);
  set_axis(&plot);
  set_scale(&plot);
  double head = draw_head(&plot);
  steg_chart_rows_draw(frame, &plot.rows, head + (narrow ? 8 : 1));
  if (!plot.rows.center)
    return 0;
  double bottom = draw_axis(&plot);
  draw_marks(&plot);
  draw_figures(&plot, BEFORE);
  draw_figures(&plot, AFTER);
  return bottom;
}
