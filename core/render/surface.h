/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * surface - where charts are drawn: one set of calls, one back end per format. Coordinates are in points (1/72 inch),
 * y downwards, and are rounded to 1/100 when written. Text is measured with HarfBuzz on the shipped fonts, so that
 * every format agrees.
 */
#ifndef STEG_RENDER_SURFACE_H
#define STEG_RENDER_SURFACE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "render/font.h"
#include <stdint.h>

typedef enum steg_anchor { STEG_ANCHOR_START = 1, STEG_ANCHOR_MIDDLE = 2, STEG_ANCHOR_END = 3 } steg_anchor;
enum { STEG_NO_COLOR = -1 };

typedef struct steg_surface steg_surface;
/* The back end's calls. `fonts` is not const: measuring fills its cache. */
struct steg_surface {
  steg_fonts *fonts;
  void *state;
  void (*rect)(steg_surface *, double x, double y, double width, double height, uint32_t fill);
  void (*line)(steg_surface *, double x1, double y1, double x2, double y2, double width, uint32_t color, double dash);
  void (*circle)(steg_surface *, double x, double y, double radius, int64_t fill, int64_t stroke, double stroke_width);
  /* One line. Control characters are dropped, line ends and tabs are spaces. */
  void (*text)(steg_surface *, double x, double baseline, steg_face face, double size, steg_anchor anchor,
               uint32_t color, const char *text);
};

/* Draws nothing: for a caller that only wants the height of a chart. */
steg_surface steg_surface_none(steg_fonts *fonts);

/* Writes SVG elements to `out` (svg.h), without the <svg> around them. Texts of one style that come after each other
 * share a <g>; so draw texts by style, not row by row. steg_surface_svg_end closes the last <g>. NULL when memory is
 * out. */
steg_surface *steg_surface_svg(steg_fonts *fonts, steg_buffer *out, steg_arena *arena);
void steg_surface_svg_end(steg_surface *surface);

#endif
