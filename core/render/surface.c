/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/surface.h"
#include "render/svg.h"

/* ---- the one that draws nothing */

static void no_rect(steg_surface *surface, double x, double y, double width, double height, uint32_t fill) {
  (void)surface, (void)x, (void)y, (void)width, (void)height, (void)fill;
}

static void no_line(steg_surface *surface, double x1, double y1, double x2, double y2, double width, uint32_t color,
                    double dash) {
  (void)surface, (void)x1, (void)y1, (void)x2, (void)y2, (void)width, (void)color, (void)dash;
}

static void no_circle(steg_surface *surface, double x, double y, double radius, int64_t fill, int64_t stroke,
                      double stroke_width) {
  (void)surface, (void)x, (void)y, (void)radius, (void)fill, (void)stroke, (void)stroke_width;
}

static void no_text(steg_surface *surface, double x, double baseline, steg_face face, double size, steg_anchor anchor,
                    uint32_t color, const char *text) {
  (void)surface, (void)x, (void)baseline, (void)face, (void)size, (void)anchor, (void)color, (void)text;
}

steg_surface steg_surface_none(steg_fonts *fonts) {
  return (steg_surface){.fonts = fonts, .rect = no_rect, .line = no_line, .circle = no_circle, .text = no_text};
}

/* ---- SVG */

typedef struct text_style {
  steg_face face;
  double size;
  steg_anchor anchor;
  uint32_t color;
} text_style;

typedef struct svg_surface {
  steg_surface surface;
  steg_buffer *out;
  text_style style; /* of the <g> that is open; face 0 = none is */
} svg_surface;

static steg_buffer *out_of(steg_surface *surface) {
  return ((svg_surface *)surface->state)->out;
}

static void attribute(steg_buffer *out, const char *name, double value) {
  steg_buffer_printf(out, " %s=\"", name);
  steg_svg_write_number(out, value);
  steg_buffer_char(out, '"');
}

static void color_attribute(steg_buffer *out, const char *name, int64_t color) {
  steg_buffer_printf(out, " %s=\"", name);
  if (color == STEG_NO_COLOR)
    steg_buffer_text(out, "none");
  else
    steg_svg_write_color(out, (uint32_t)color);
  steg_buffer_char(out, '"');
}

static void svg_rect(steg_surface *surface, double x, double y, double width, double height, uint32_t fill) {
  if (!(width > 0) || !(height > 0))
    return;
  steg_buffer *out = out_of(surface);
  steg_buffer_text(out, "<rect");
  attribute(out, "x", x);
  attribute(out, "y", y);
  attribute(out, "width", width);
  attribute(out, "height", height);
  color_attribute(out, "fill", fill);
  steg_buffer_text(out, "/>\n");
}

static void svg_line(steg_surface *surface, double x1, double y1, double x2, double y2, double width, uint32_t color,
                     double dash) {
  steg_buffer *out = out_of(surface);
  steg_buffer_text(out, "<path d=\"M");
  steg_svg_write_number(out, x1);
  steg_buffer_char(out, ' ');
  steg_svg_write_number(out, y1);
  if (x1 == x2) {
    steg_buffer_char(out, 'V');
    steg_svg_write_number(out, y2);
  } else if (y1 == y2) {
    steg_buffer_char(out, 'H');
    steg_svg_write_number(out, x2);
  } else {
    steg_buffer_char(out, 'L');
    steg_svg_write_number(out, x2);
    steg_buffer_char(out, ' ');
    steg_svg_write_number(out, y2);
  }
  steg_buffer_char(out, '"');
  color_attribute(out, "stroke", color);
  attribute(out, "stroke-width", width);
  if (dash > 0)
    attribute(out, "stroke-dasharray", dash);
  steg_buffer_text(out, "/>\n");
}

static void svg_circle(steg_surface *surface, double x, double y, double radius, int64_t fill, int64_t stroke,
                       double stroke_width) {
  steg_buffer *out = out_of(surface);
  steg_buffer_text(out, "<circle");
  attribute(out, "cx", x);
  attribute(out, "cy", y);
  attribute(out, "r", radius);
  color_attribute(out, "fill", fill);
  if (stroke != STEG_NO_COLOR) {
    color_attribute(out, "stroke", stroke);
    attribute(out, "stroke-width", stroke_width);
  }
  steg_buffer_text(out, "/>\n");
}

void steg_surface_svg_end(steg_surface *surface) {
  svg_surface *svg = surface->state;
  if (svg->style.face)
    steg_buffer_text(svg->out, "</g>\n");
  svg->style = (text_style){0};
}

/* Shapes may stand inside such a <g>: they say their own fill and stroke, and nothing else of it concerns them. */
static void begin_style(svg_surface *svg, const text_style *style) {
  static const char *const faces[STEG_FACE_END] = {
      [STEG_FACE_SANS_SEMIBOLD] = " font-weight=\"600\"",
      [STEG_FACE_SANS_BOLD] = " font-weight=\"700\"",
      [STEG_FACE_SANS_ITALIC] = " font-style=\"italic\"",
      [STEG_FACE_SERIF] = " font-family=\"'Source Serif 4',serif\"",
      [STEG_FACE_SERIF_ITALIC] = " font-family=\"'Source Serif 4',serif\" font-style=\"italic\"",
      [STEG_FACE_SERIF_BOLD] = " font-family=\"'Source Serif 4',serif\" font-weight=\"700\"",
  };
  const text_style *now = &svg->style;
  if (now->face == style->face && now->size == style->size && now->anchor == style->anchor &&
      now->color == style->color)
    return;
  steg_surface_svg_end(&svg->surface);
  steg_buffer_text(svg->out, "<g");
  attribute(svg->out, "font-size", style->size);
  steg_buffer_text(svg->out, faces[style->face]);
  if (style->anchor == STEG_ANCHOR_MIDDLE)
    steg_buffer_text(svg->out, " text-anchor=\"middle\"");
  else if (style->anchor == STEG_ANCHOR_END)
    steg_buffer_text(svg->out, " text-anchor=\"end\"");
  color_attribute(svg->out, "fill", style->color);
  steg_buffer_text(svg->out, ">\n");
  svg->style = *style;
}

static void svg_text(steg_surface *surface, double x, double baseline, steg_face face, double size, steg_anchor anchor,
                     uint32_t color, const char *text) {
  if (!text || !*text || face <= 0 || face >= STEG_FACE_END)
    return;
  svg_surface *svg = surface->state;
  begin_style(svg, &(text_style){face, size, anchor, color});
  steg_buffer_text(svg->out, "<text");
  attribute(svg->out, "x", x);
  attribute(svg->out, "y", baseline);
  steg_buffer_char(svg->out, '>');
  steg_svg_write_text(svg->out, text);
  steg_buffer_text(svg->out, "</text>\n");
}

steg_surface *steg_surface_svg(steg_fonts *fonts, steg_buffer *out, steg_arena *arena) {
  svg_surface *svg = steg_arena_alloc(arena, sizeof *svg);
  if (!svg)
    return NULL;
  svg->out = out;
  svg->surface = (steg_surface){
      .fonts = fonts, .state = svg, .rect = svg_rect, .line = svg_line, .circle = svg_circle, .text = svg_text};
  return &svg->surface;
}
