/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg_reading - reads the SVG that the charts write back into marks, so that tests judge what is drawn, not how.
 * Understands just that SVG, and fails on anything else.
 */
#ifndef STEG_TEST_RENDER_SVG_READING_H
#define STEG_TEST_RENDER_SVG_READING_H

#include "render/font.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef enum drawn_kind { DRAWN_TEXT = 1, DRAWN_RECT, DRAWN_LINE, DRAWN_CIRCLE } drawn_kind;

typedef struct drawn {
  drawn_kind kind;
  double left, top, right, bottom; /* the box; of a text by its measured width, 0.90 em up, 0.23 em down */
  double x, y;                     /* TEXT: anchor and baseline. CIRCLE: centre */
  double size;                     /* TEXT: font size. LINE, CIRCLE: stroke width */
  steg_face face;
  uint32_t color, stroke;
  bool filled;
  char text[1024]; /* unescaped */
} drawn;

enum { DRAWN_MOST = 4000 };
typedef struct drawing {
  double width, height;
  drawn marks[DRAWN_MOST];
  size_t count;
  char title[1024], desc[1024];
} drawing;

static inline void reading_check(bool good, const char *what, const char *where) {
  if (!good) {
    print_error("%s: %.80s\n", what, where);
    fail();
  }
}

/* The value of name="..." in the tag at `tag`; false when it has none. */
static inline bool reading_attribute(const char *tag, const char *name, char *out, size_t size) {
  const char *end = strchr(tag, '>');
  char wanted[40];
  snprintf(wanted, sizeof wanted, " %s=\"", name);
  const char *at = strstr(tag, wanted);
  if (!at || at > end)
    return false;
  at += strlen(wanted);
  const char *stop = strchr(at, '"');
  reading_check((size_t)(stop - at) < size, "a long attribute", tag);
  memcpy(out, at, (size_t)(stop - at));
  out[stop - at] = '\0';
  return true;
}

static inline double reading_number(const char *tag, const char *name, double otherwise) {
  char value[64], *end;
  if (!reading_attribute(tag, name, value, sizeof value))
    return otherwise;
  double number = strtod(value, &end);
  reading_check(*value && !*end, "no number", tag);
  return number;
}

static inline uint32_t reading_color(const char *tag, const char *name, bool *ret_any) {
  char value[64];
  *ret_any = false;
  if (!reading_attribute(tag, name, value, sizeof value) || strcmp(value, "none") == 0)
    return 0;
  reading_check(value[0] == '#' && strlen(value) == 7, "no colour", tag);
  *ret_any = true;
  return (uint32_t)strtoul(value + 1, NULL, 16);
}

/* Content up to `stop`, its escapes undone. */
static inline const char *reading_content(const char *at, const char *stop, char *out, size_t size) {
  static const struct {
    const char *escape;
    char c;
  } escapes[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
  size_t used = 0;
  while (strncmp(at, stop, strlen(stop)) != 0) {
    char c = *at;
    reading_check(c && c != '<' && c != '>' && (unsigned char)c >= 0x20 && c != 0x7F, "a character unescaped", at);
    size_t step = 1;
    if (c == '&') {
      step = 0;
      for (size_t i = 0; i < 4; i++)
        if (strncmp(at, escapes[i].escape, strlen(escapes[i].escape)) == 0) {
          step = strlen(escapes[i].escape);
          c = escapes[i].c;
        }
      reading_check(step > 0, "an unknown escape", at);
    }
    reading_check(used + 1 < size, "a long text", at);
    out[used++] = c;
    at += step;
  }
  out[used] = '\0';
  return at + strlen(stop);
}

static inline const char *reading_text(const char *at, const char *group, steg_fonts *fonts, drawn *mark) {
  reading_check(group != NULL, "a text without style", at);
  char value[64];
  bool any;
  mark->kind = DRAWN_TEXT;
  mark->x = reading_number(at, "x", -1e9);
  mark->y = reading_number(at, "y", -1e9);
  mark->size = reading_number(group, "font-size", -1);
  mark->color = reading_color(group, "fill", &any);
  reading_check(any && mark->size > 0, "a text without size or colour", group);
  mark->face = STEG_FACE_SANS;
  if (reading_attribute(group, "font-weight", value, sizeof value))
    mark->face = strcmp(value, "600") == 0 ? STEG_FACE_SANS_SEMIBOLD : STEG_FACE_SANS_BOLD;
  at = reading_content(strchr(at, '>') + 1, "</text>\n", mark->text, sizeof mark->text);
  double width = (double)steg_fonts_width(fonts, mark->face, mark->text) * mark->size / 1000;
  mark->left = mark->x;
  if (reading_attribute(group, "text-anchor", value, sizeof value))
    mark->left -= strcmp(value, "middle") == 0 ? width / 2 : width;
  mark->right = mark->left + width;
  mark->top = mark->y - 0.90 * mark->size;
  mark->bottom = mark->y + 0.23 * mark->size;
  return at;
}

static inline void reading_shape(const char *at, drawn *mark) {
  bool any;
  mark->color = reading_color(at, "fill", &mark->filled);
  mark->stroke = reading_color(at, "stroke", &any);
  mark->size = any ? reading_number(at, "stroke-width", 1) : 0;
  if (strncmp(at, "<rect ", 6) == 0) {
    mark->kind = DRAWN_RECT;
    mark->left = reading_number(at, "x", -1e9);
    mark->top = reading_number(at, "y", -1e9);
    mark->right = mark->left + reading_number(at, "width", -1);
    mark->bottom = mark->top + reading_number(at, "height", -1);
    reading_check(mark->right >= mark->left && mark->bottom >= mark->top, "a rectangle inside out", at);
    return;
  }
  if (strncmp(at, "<circle ", 8) == 0) {
    double radius = reading_number(at, "r", -1);
    mark->kind = DRAWN_CIRCLE;
    mark->x = reading_number(at, "cx", -1e9);
    mark->y = reading_number(at, "cy", -1e9);
    reading_check(radius > 0, "a circle without radius", at);
    radius += mark->size / 2;
    mark->left = mark->x - radius;
    mark->right = mark->x + radius;
    mark->top = mark->y - radius;
    mark->bottom = mark->y + radius;
    return;
  }
  char path[200], *cursor;
  reading_check(strncmp(at, "<path ", 6) == 0 && reading_attribute(at, "d", path, sizeof path), "an unknown shape", at);
  mark->kind = DRAWN_LINE;
  double x1 = strtod(path + 1, &cursor), y1 = strtod(cursor, &cursor), x2 = x1, y2 = y1;
  char step = *cursor++;
  if (step == 'V')
    y2 = strtod(cursor, &cursor);
  else
    x2 = strtod(cursor, &cursor);
  if (step == 'L')
    y2 = strtod(cursor, &cursor);
  reading_check(path[0] == 'M' && !*cursor, "an unknown path", at);
  double across = x1 == x2 ? mark->size / 2 : 0, along = y1 == y2 ? mark->size / 2 : 0;
  mark->left = (x1 < x2 ? x1 : x2) - across;
  mark->right = (x1 < x2 ? x2 : x1) + across;
  mark->top = (y1 < y2 ? y1 : y2) - along;
  mark->bottom = (y1 < y2 ? y2 : y1) + along;
}

static inline void reading_read(const char *svg, steg_fonts *fonts, drawing *out) {
  char value[200], *cursor;
  const char *group = NULL, *at = svg;
  memset(out, 0, sizeof *out);
  reading_check(strncmp(at, "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 40) == 0, "no svg", at);
  reading_check(reading_attribute(at, "viewBox", value, sizeof value), "no viewBox", at);
  reading_check(strtod(value, &cursor) == 0 && strtod(cursor, &cursor) == 0, "an origin", at);
  out->width = strtod(cursor, &cursor);
  out->height = strtod(cursor, &cursor);
  reading_check(reading_attribute(at, "role", value, sizeof value) && strcmp(value, "img") == 0, "no role", at);
  at = strchr(at, '\n') + 1;
  reading_check(strncmp(at, "<title id=\"", 11) == 0, "no title", at);
  at = reading_content(strchr(at, '>') + 1, "</title>\n", out->title, sizeof out->title);
  reading_check(strncmp(at, "<desc id=\"", 10) == 0, "no desc", at);
  at = reading_content(strchr(at, '>') + 1, "</desc>\n", out->desc, sizeof out->desc);
  while (strncmp(at, "</svg>\n", 7) != 0) {
    if (strncmp(at, "<g ", 3) == 0) {
      reading_check(!group, "a style in a style", at);
      group = at;
      at = strchr(at, '\n') + 1;
    } else if (strncmp(at, "</g>\n", 5) == 0) {
      reading_check(group != NULL, "an end of no style", at);
      group = NULL;
      at += 5;
    } else {
      reading_check(out->count < DRAWN_MOST, "too many marks", at);
      drawn *mark = &out->marks[out->count++];
      if (strncmp(at, "<text ", 6) == 0) {
        at = reading_text(at, group, fonts, mark);
      } else {
        reading_shape(at, mark);
        at = strchr(at, '\n') + 1;
      }
    }
  }
  reading_check(!group && !at[7], "an open style or more after the end", at);
}

/* The first text that reads so; NULL when there is none. */
static inline const drawn *reading_find(const drawing *out, const char *text) {
  for (size_t i = 0; i < out->count; i++)
    if (out->marks[i].kind == DRAWN_TEXT && strcmp(out->marks[i].text, text) == 0)
      return &out->marks[i];
  return NULL;
}

#endif
