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

/* Draws without title and subtitle (the format sets those as text) or with them; returns the height used, in points. With a
 * surface whose calls are NULL-operations it only measures. width: 455 wide, 320 narrow. */
double steg_chart_draw(const steg_chart *chart, const steg_theme *theme, steg_surface *surface, steg_chart_layout layout,
                       double width, steg_arena *arena);

/* The chart as an SVG element: real text, <title> and <desc>, role img; ids are made unique by chart->id and layout. */
int steg_chart_svg(const steg_chart *chart, const steg_theme *theme, steg_fonts *fonts, steg_chart_layout layout,
                   steg_arena *arena, steg_buffer *out, steg_error *err);

#endif
