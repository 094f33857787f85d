/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_frame.h"

/* Side of the swatch, and what stands between it and its word, and between two items; in ems. */
static const double swatch = 0.95, word_gap = 0.5, item_gap = 1.2;

static double item_width(const steg_chart_frame *frame, const steg_legend_item *item) {
  return (swatch + word_gap) * frame->small_size +
         steg_chart_frame_measure(frame, STEG_FACE_SANS, frame->small_size, item->label);
}

double steg_chart_legend_width(const steg_chart_frame *frame, const steg_legend_item *items, size_t count) {
  double width = 0;
  for (size_t i = 0; i < count; i++)
    width += item_width(frame, &items[i]) + (i ? item_gap * frame->small_size : 0);
  return width;
}

void steg_chart_legend_hollow(const steg_chart_frame *frame, double x, double y, double width, double height,
                              uint32_t color) {
  const double edge = 1.2;
  frame->surface->rect(frame->surface, x, y, width, height, color);
  if (width > 2 * edge && height > 2 * edge)
    frame->surface->rect(frame->surface, x + edge, y + edge, width - 2 * edge, height - 2 * edge, frame->theme->paper);
}

static void draw_swatch(const steg_chart_frame *frame, const steg_legend_item *item, double x, double middle) {
  steg_surface *surface = frame->surface;
  double side = swatch * frame->small_size, top = middle - side / 2;
  switch (item->form) {
  case STEG_LEGEND_SQUARE:
    surface->rect(surface, x, top, side, side, item->color);
    break;
  case STEG_LEGEND_HOLLOW_SQUARE:
    steg_chart_legend_hollow(frame, x, top, side, side, item->color);
    break;
  case STEG_LEGEND_DOT:
    surface->circle(surface, x + side / 2, middle, side / 2, item->color, STEG_NO_COLOR, 0);
    break;
  case STEG_LEGEND_HOLLOW_DOT:
    surface->circle(surface, x + side / 2, middle, side / 2 - 0.8, frame->theme->paper, item->color, 1.6);
    break;
  }
}

double steg_chart_legend_draw(const steg_chart_frame *frame, const steg_legend_item *items, size_t count, double x,
                              double y, double width) {
  double size = frame->small_size, line = STEG_CHART_LINE * size * 1.15;
  double at = x, bottom = y;
  for (size_t i = 0; i < count; i++) {
    steg_legend_item item = items[i];
    item.label = steg_chart_frame_fit(frame, STEG_FACE_SANS, size, width - (swatch + word_gap) * size, item.label);
    double needed = item_width(frame, &item);
    if (i == 0 || at + needed > x + width + 0.001) {
      at = x;
      bottom += line;
    }
    double middle = bottom - line / 2;
    draw_swatch(frame, &item, at, middle);
    steg_chart_frame_text(frame, at + (swatch + word_gap) * size, middle + STEG_CHART_MIDDLE * size, STEG_FACE_SANS,
                          size, STEG_ANCHOR_START, frame->theme->ink, item.label);
    at += needed + item_gap * size;
  }
  return bottom - y;
}
