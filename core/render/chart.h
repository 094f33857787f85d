/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart - draws chart data on a surface. One file per kind: chart_<id>.c.
 */
#ifndef STEG_RENDER_CHART_H
#define STEG_RENDER_CHART_H

#include "document/chart.h"
#include "document/theme.h"
#include "render/surface.h"

typedef enum steg_chart_layout { STEG_LAYOUT_WIDE = 1, STEG_LAYOUT_NARROW = 2 } steg_chart_layout;

enum { STEG_CHART_WIDE_WIDTH = 455, STEG_CHART_NARROW_WIDTH = 320 }; /* points */

/* Draws marks, labels, legend and axis from (0, 0) to (width, the returned height), in points; every text keeps inside.
 * Title, subtitle and note are the format's to set, as text of its own. With steg_surface_none it only measures. Any
 * data is drawn: values that are hidden, negative where they can't be, or not finite get no mark. Narrow: labels above
 * the marks and larger text, for a width of 280..360. */
double steg_chart_draw(const steg_chart *chart, const steg_theme *theme, steg_surface *surface,
                       steg_chart_layout layout, double width, steg_arena *arena);

/* The chart as an SVG element: real text, <title> and <desc>, role img; ids are made unique by chart->id and layout. */
int steg_chart_svg(const steg_chart *chart, const steg_theme *theme, steg_fonts *fonts, steg_chart_layout layout,
                   steg_arena *arena, steg_buffer *out, steg_error *err);

#endif
