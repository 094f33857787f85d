/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * surface - where charts are drawn: one set of calls, one back end per format. Coordinates are in points (1/72 inch),
 * y downwards, and are rounded to 1/100 when written. Text is measured with HarfBuzz on the shipped fonts, so that every format agrees.
 */
#ifndef STEG_RENDER_SURFACE_H
#define STEG_RENDER_SURFACE_H

#include "base/buffer.h"
#include "render/font.h"
#include <stdint.h>

typedef enum steg_anchor { STEG_ANCHOR_START = 1, STEG_ANCHOR_MIDDLE = 2, STEG_ANCHOR_END = 3 } steg_anchor;
enum { STEG_NO_COLOR = -1 };

typedef struct steg_surface steg_surface;
/* The back end's calls; `steg_surface_svg` makes one that writes SVG. */
struct steg_surface {
  const steg_fonts *fonts;
  void *state;
  void (*rect)(steg_surface *, double x, double y, double width, double height, uint32_t fill);
  void (*line)(steg_surface *, double x1, double y1, double x2, double y2, double width, uint32_t color, double dash);
  void (*circle)(steg_surface *, double x, double y, double radius, int64_t fill, int64_t stroke, double stroke_width);
  void (*text)(steg_surface *, double x, double baseline, steg_face face, double size, steg_anchor anchor, uint32_t color,
               const char *text);
};

#endif
