/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/chart_frame.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

const char *const steg_chart_frame_hidden = "..";
const char *const steg_chart_frame_nothing = "–";

steg_chart_frame steg_chart_frame_make(const steg_chart *chart, const steg_theme *theme, steg_surface *surface,
                                       steg_chart_layout layout, double width, steg_arena *arena) {
  bool narrow = layout == STEG_LAYOUT_NARROW;
  /* Wide is shown at about 1.5 px a point (680 px of text column), narrow at about 1: both give 13 to 14 px for labels.
   */
  return (steg_chart_frame){.chart = chart,
                            .theme = theme,
                            .surface = surface,
                            .arena = arena,
                            .layout = layout,
                            .width = width,
                            .label_size = narrow ? 13.5 : 9.5,
                            .small_size = narrow ? 12 : 8.5,
                            .gap = narrow ? 10 : 9};
}

double steg_chart_frame_measure(const steg_chart_frame *frame, steg_face face, double size, const char *text) {
  return (double)steg_fonts_width(frame->surface->fonts, face, text) * size / 1000;
}

/* `text` cut where it and the ellipsis fit; at least the ellipsis. */
static const char *cut(const steg_chart_frame *frame, steg_face face, double size, double width, const char *text) {
  const char *best = "…";
  const char *end = text + strlen(text);
  for (const char *cursor = text; cursor < end;) {
    steg_text_next(&cursor, end);
    size_t kept = (size_t)(cursor - text);
    while (kept > 0 && text[kept - 1] == ' ')
      kept--;
    const char *shorter = steg_arena_printf(frame->arena, "%.*s…", (int)kept, text);
    if (!shorter || steg_chart_frame_measure(frame, face, size, shorter) > width)
      break;
    best = shorter;
  }
  return best;
}

const char *steg_chart_frame_fit(const steg_chart_frame *frame, steg_face face, double size, double width,
                                 const char *text) {
  if (!text)
    return "";
  return steg_chart_frame_measure(frame, face, size, text) <= width ? text : cut(frame, face, size, width, text);
}

size_t steg_chart_frame_wrap(const steg_chart_frame *frame, steg_face face, double size, double width, const char *text,
                             size_t max_lines, const char ***ret_lines) {
  size_t count = steg_fonts_wrap(frame->surface->fonts, face, size, width, text, frame->arena, ret_lines);
  if (count <= max_lines)
    return count;
  const char **last = &(*ret_lines)[max_lines - 1];
  const char *marked = steg_arena_printf(frame->arena, "%s…", *last);
  *last = marked && steg_chart_frame_measure(frame, face, size, marked) <= width ? marked
                                                                                 : cut(frame, face, size, width, *last);
  return max_lines;
}

void steg_chart_frame_text(const steg_chart_frame *frame, double x, double baseline, steg_face face, double size,
                           steg_anchor anchor, uint32_t color, const char *text) {
  frame->surface->text(frame->surface, x, baseline, face, size, anchor, color, text);
}

void steg_chart_frame_plate(const steg_chart_frame *frame, double x, double baseline, steg_face face, double size,
                            steg_anchor anchor, const char *text) {
  double width = steg_chart_frame_measure(frame, face, size, text);
  if (width <= 0)
    return;
  double left = anchor == STEG_ANCHOR_START ? x : anchor == STEG_ANCHOR_MIDDLE ? x - width / 2 : x - width;
  double middle = baseline - STEG_CHART_MIDDLE * size;
  frame->surface->rect(frame->surface, left - 1.5, middle - size / 2, width + 3, size, frame->theme->paper);
}

const char *steg_chart_frame_value_text(const steg_chart_value *value) {
  if (value->hidden) /* whatever else the text says by mistake */
    return value->text && strcmp(value->text, steg_chart_frame_nothing) == 0 ? steg_chart_frame_nothing
                                                                             : steg_chart_frame_hidden;
  return value->text ? value->text : "";
}

const char *steg_chart_frame_row_sign(const steg_chart_frame *frame, const steg_chart_row *row) {
  bool unknown = true;
  for (size_t i = 0; i < frame->chart->series_count; i++) {
    if (!row->values[i].hidden)
      return NULL;
    unknown = unknown && steg_chart_frame_value_text(&row->values[i]) == steg_chart_frame_nothing;
  }
  return unknown ? steg_chart_frame_nothing : steg_chart_frame_hidden;
}

bool steg_chart_frame_is_drawn(const steg_chart_value *value) {
  return !value->hidden && isfinite(value->value);
}

uint32_t steg_chart_frame_mix(uint32_t a, uint32_t b, double part) {
  uint32_t mixed = 0;
  for (int shift = 16; shift >= 0; shift -= 8) {
    double from = (a >> shift) & 0xFF, to = (b >> shift) & 0xFF;
    mixed |= (uint32_t)lround(from + (to - from) * part) << shift;
  }
  return mixed;
}

uint32_t steg_chart_frame_ink_on(const steg_theme *theme, uint32_t ground) {
  double paper = steg_theme_contrast(theme->paper, ground), ink = steg_theme_contrast(theme->ink, ground);
  if (paper < 4.5 && ink < 4.5)
    return 0x000000;
  return paper > ink ? theme->paper : theme->ink;
}
