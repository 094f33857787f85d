/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart.h"
#include "render/chart_frame.h"
#include "render/svg.h"
#include <math.h>

typedef double (*draw_kind)(const steg_chart_frame *frame);

static const draw_kind kinds[STEG_CHART_END] = {
#define STEG_CHART(constant, id, sv, en) [STEG_CHART_##constant] = steg_chart_draw_##id,
#include "document/charts.def"
#undef STEG_CHART
};

double steg_chart_draw(const steg_chart *chart, const steg_theme *theme, steg_surface *surface,
                       steg_chart_layout layout, double width, steg_arena *arena) {
  steg_chart_frame frame = steg_chart_frame_make(chart, theme, surface, layout, width, arena);
  bool known = chart->kind > STEG_CHART_NONE && chart->kind < STEG_CHART_END && kinds[chart->kind];
  double height = known && chart->row_count > 0 && chart->series_count > 0 ? kinds[chart->kind](&frame) : 0;
  if (height > 0)
    return height;
  /* Nothing to show is shown as such, not as a hole in the page. */
  steg_chart_frame_text(&frame, 0, STEG_CHART_ASCENT * frame.label_size, STEG_FACE_SANS, frame.label_size,
                        STEG_ANCHOR_START, theme->muted, steg_chart_frame_nothing);
  return STEG_CHART_LINE * frame.label_size;
}

static void write_id(steg_buffer *out, const steg_chart *chart, steg_chart_layout layout, const char *part) {
  steg_svg_write_id(out, chart->id);
  steg_buffer_printf(out, "-%s-%s", layout == STEG_LAYOUT_NARROW ? "narrow" : "wide", part);
}

static void write_start(steg_buffer *out, const steg_chart *chart, steg_chart_layout layout, double width,
                        double height) {
  steg_buffer_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  steg_svg_write_number(out, width);
  steg_buffer_char(out, ' ');
  steg_svg_write_number(out, height);
  steg_buffer_text(out, "\" role=\"img\" aria-labelledby=\"");
  write_id(out, chart, layout, "title");
  steg_buffer_char(out, ' ');
  write_id(out, chart, layout, "desc");
  /* geometricPrecision: advances as measured, not rounded to the screen's pixels. */
  steg_buffer_text(
      out,
      "\" text-rendering=\"geometricPrecision\" font-family=\"'Source Sans 3',system-ui,sans-serif\">\n<title id=\"");
  write_id(out, chart, layout, "title");
  steg_buffer_text(out, "\">");
  steg_svg_write_text(out, chart->title);
  steg_buffer_text(out, "</title>\n<desc id=\"");
  write_id(out, chart, layout, "desc");
  steg_buffer_text(out, "\">");
  steg_svg_write_text(out, chart->alt);
  steg_buffer_text(out, "</desc>\n");
}

int steg_chart_svg(const steg_chart *chart, const steg_theme *theme, steg_fonts *fonts, steg_chart_layout layout,
                   steg_arena *arena, steg_buffer *out, steg_error *err) {
  double width = layout == STEG_LAYOUT_NARROW ? STEG_CHART_NARROW_WIDTH : STEG_CHART_WIDE_WIDTH;
  int result = -1;
  steg_buffer body, whole; /* the height is known when the body is drawn */
  steg_buffer_init(&body, SIZE_MAX);
  steg_buffer_init(&whole, SIZE_MAX);
  steg_surface *surface = steg_surface_svg(fonts, &body, arena);
  if (surface) {
    double height = steg_chart_draw(chart, theme, surface, layout, width, arena);
    steg_surface_svg_end(surface);
    write_start(&whole, chart, layout, width, ceil(height * 100) / 100);
    steg_buffer_append(&whole, body.bytes, body.size);
    steg_buffer_text(&whole, "</svg>\n");
  }
  if (surface && !steg_arena_failed(arena) && !steg_buffer_failed(&body) && !steg_buffer_failed(&whole)) {
    steg_buffer_append(out, whole.bytes, whole.size);
    result = 0;
  }
  steg_buffer_release(&body);
  steg_buffer_release(&whole);
  return result || steg_buffer_failed(out) ? steg_error_memory(err) : 0;
}
