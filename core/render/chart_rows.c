/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_frame.h"
#include <math.h>

enum { MOST_LINES = 3 };

/* Largest widths of the columns beside the marks, as parts of the whole: hostile texts must leave room for marks. */
static const double base_part = 0.14, side_part = 0.18;
static const double column_gap = 9;

static steg_face label_face(const steg_chart_row *row) {
  return row->highlight ? STEG_FACE_SANS_SEMIBOLD : STEG_FACE_SANS;
}

static size_t wrap_label(const steg_chart_frame *frame, const steg_chart_row *row, double width,
                         const char ***ret_lines) {
  return steg_chart_frame_wrap(frame, label_face(row), frame->label_size, width, row->label, MOST_LINES, ret_lines);
}

static double larger(double a, double b) {
  return a > b ? a : b;
}

static double smaller(double a, double b) {
  return a < b ? a : b;
}

void steg_chart_rows_measure(const steg_chart_frame *frame, steg_chart_rows *rows) {
  const steg_chart *chart = frame->chart;
  rows->left = 0;
  rows->right = frame->width;
  rows->label_width = rows->base_width = rows->side_width = 0;
  for (size_t i = 0; i < chart->row_count; i++) {
    const steg_chart_row *row = &chart->rows[i];
    const char **lines;
    size_t count = wrap_label(frame, row, rows->label_limit, &lines);
    for (size_t j = 0; j < count; j++)
      rows->label_width =
          larger(rows->label_width, steg_chart_frame_measure(frame, label_face(row), frame->label_size, lines[j]));
    rows->base_width =
        larger(rows->base_width, steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, row->base_text));
    if (rows->side)
      rows->side_width = larger(
          rows->side_width, steg_chart_frame_measure(frame, STEG_FACE_SANS_SEMIBOLD, frame->label_size, rows->side[i]));
  }
  rows->side_width =
      larger(rows->side_width, steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, rows->side_label));
  rows->side_width =
      smaller(rows->side_width, side_part * frame->width * (frame->layout == STEG_LAYOUT_NARROW ? 2 : 1));
  if (frame->layout == STEG_LAYOUT_NARROW)
    return;
  rows->base_width = smaller(rows->base_width, base_part * frame->width);
  rows->left = rows->label_width + (rows->label_width > 0 ? column_gap : 0) + rows->base_width +
               (rows->base_width > 0 ? column_gap : 0);
  if (rows->side_width > 0)
    rows->right -= rows->side_width + column_gap;
}

static void draw_side(const steg_chart_frame *frame, const steg_chart_rows *rows, size_t i, double baseline) {
  if (!rows->side || !rows->side[i])
    return;
  const char *text =
      steg_chart_frame_fit(frame, STEG_FACE_SANS_SEMIBOLD, frame->label_size, rows->side_width, rows->side[i]);
  steg_chart_frame_text(frame, frame->width, baseline, STEG_FACE_SANS_SEMIBOLD, frame->label_size, STEG_ANCHOR_END,
                        frame->theme->ink, text);
}

/* Label, n and side text stand beside the mark, centred on it. */
static void draw_wide(const steg_chart_frame *frame, steg_chart_rows *rows, double y) {
  const steg_chart *chart = frame->chart;
  double size = frame->label_size, line = STEG_CHART_LINE * size;
  for (size_t i = 0; i < chart->row_count; i++) {
    const steg_chart_row *row = &chart->rows[i];
    const char **lines;
    size_t count = wrap_label(frame, row, rows->label_limit, &lines);
    double height = larger(rows->mark_height[i] + rows->row_pad, (double)count * line + 4);
    if (row->gap_before && i > 0)
      y += frame->gap;
    rows->center[i] = y + height / 2;
    double baseline = rows->center[i] + STEG_CHART_MIDDLE * size - ((double)count - 1) / 2 * line;
    for (size_t j = 0; j < count; j++)
      steg_chart_frame_text(frame, 0, baseline + (double)j * line, label_face(row), size, STEG_ANCHOR_START,
                            frame->theme->ink, lines[j]);
    y += height;
  }
  rows->bottom = y;
  for (size_t i = 0; i < chart->row_count; i++) {
    const char *text =
        steg_chart_frame_fit(frame, STEG_FACE_SANS, frame->small_size, rows->base_width, chart->rows[i].base_text);
    steg_chart_frame_text(frame, rows->left - column_gap, rows->center[i] + STEG_CHART_MIDDLE * frame->small_size,
                          STEG_FACE_SANS, frame->small_size, STEG_ANCHOR_END, frame->theme->muted, text);
  }
  for (size_t i = 0; i < chart->row_count; i++)
    draw_side(frame, rows, i, rows->center[i] + STEG_CHART_MIDDLE * size);
}

/* The side text stands at the right of the label's first line, n after its last line or below it. Returns the height.
 */
static double draw_head(const steg_chart_frame *frame, const steg_chart_rows *rows, size_t i, double y) {
  const steg_chart_row *row = &frame->chart->rows[i];
  double size = frame->label_size, line = STEG_CHART_LINE * size;
  double side = rows->side_width > 0 ? rows->side_width + column_gap : 0;
  const char **lines;
  size_t count = wrap_label(frame, row, frame->width - side, &lines);
  double baseline = y + STEG_CHART_ASCENT * size;
  for (size_t j = 0; j < count; j++)
    steg_chart_frame_text(frame, 0, baseline + (double)j * line, label_face(row), size, STEG_ANCHOR_START,
                          frame->theme->ink, lines[j]);
  size_t height_lines = count;
  if (row->base_text) {
    const char *text =
        steg_chart_frame_fit(frame, STEG_FACE_SANS, frame->small_size, frame->width - side, row->base_text);
    double after = count ? steg_chart_frame_measure(frame, label_face(row), size, lines[count - 1]) + 8 : 0;
    if (after + steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, text) > frame->width - side) {
      after = 0;
      height_lines++;
    }
    double last = height_lines > 0 ? (double)height_lines - 1 : 0;
    steg_chart_frame_text(frame, after, baseline + last * line, STEG_FACE_SANS, frame->small_size, STEG_ANCHOR_START,
                          frame->theme->muted, text);
    height_lines = height_lines ? height_lines : 1;
  }
  draw_side(frame, rows, i, baseline);
  if (height_lines == 0 && rows->side && rows->side[i])
    height_lines = 1;
  return (double)height_lines * line;
}

static void draw_narrow(const steg_chart_frame *frame, steg_chart_rows *rows, double y) {
  const double below_head = 3, below_mark = 11;
  for (size_t i = 0; i < frame->chart->row_count; i++) {
    if (frame->chart->rows[i].gap_before && i > 0)
      y += frame->gap;
    y += draw_head(frame, rows, i, y) + below_head;
    rows->center[i] = y + rows->mark_height[i] / 2;
    y += rows->mark_height[i] + below_mark;
  }
  rows->bottom = y - (frame->chart->row_count ? below_mark : 0);
}

void steg_chart_rows_draw(const steg_chart_frame *frame, steg_chart_rows *rows, double y) {
  rows->top = rows->bottom = y;
  rows->center = steg_arena_array(frame->arena, frame->chart->row_count, sizeof *rows->center);
  if (!rows->center)
    return;
  if (frame->layout == STEG_LAYOUT_NARROW)
    draw_narrow(frame, rows, y);
  else
    draw_wide(frame, rows, y);
}
