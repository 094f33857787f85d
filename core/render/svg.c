/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/svg.h"
#include "base/text.h"
#include "render/font.h"
#include <math.h>
#include <string.h>

void steg_svg_write_number(steg_buffer *out, double value) {
  /* Beyond 10^13 hundredths can't be told apart in a double, and no chart is that wide. */
  if (!isfinite(value) || fabs(value) > 1e13)
    value = 0;
  int64_t hundredths = llround(value * 100);
  uint64_t size = (uint64_t)(hundredths < 0 ? -hundredths : hundredths);
  unsigned fraction = (unsigned)(size % 100);
  steg_buffer_printf(out, "%s%llu", hundredths < 0 ? "-" : "", (unsigned long long)(size / 100));
  if (fraction % 10)
    steg_buffer_printf(out, ".%02u", fraction);
  else if (fraction)
    steg_buffer_printf(out, ".%u", fraction / 10);
}

void steg_svg_write_color(steg_buffer *out, uint32_t color) {
  steg_buffer_printf(out, "#%06x", (unsigned)(color & 0xFFFFFF));
}

void steg_svg_write_text(steg_buffer *out, const char *text) {
  if (!text)
    return;
  const char *end = text + strlen(text);
  while (text < end) {
    uint32_t c = steg_fonts_character(steg_text_next(&text, end));
    char bytes[4];
    switch (c) {
    case 0:
      break;
    case '&':
      steg_buffer_text(out, "&amp;");
      break;
    case '<':
      steg_buffer_text(out, "&lt;");
      break;
    case '>':
      steg_buffer_text(out, "&gt;");
      break;
    case '"':
      steg_buffer_text(out, "&quot;");
      break;
    default:
      steg_buffer_append(out, bytes, steg_text_encode(c, bytes));
    }
  }
}

void steg_svg_write_id(steg_buffer *out, const char *id) {
  for (const char *c = id ? id : "chart"; *c; c++) {
    bool kept = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_';
    steg_buffer_char(out, kept ? *c : '-');
  }
}
