/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/html_escape.h"
#include "base/text.h"
#include <stdbool.h>
#include <string.h>

uint32_t steg_html_escape_character(uint32_t c) {
  bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
  bool nonchar = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  bool direction =
      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
  bool line_end = c == 0x2028 || c == 0x2029; /* line ends to some programs and not to others */
  return control || nonchar || direction ? 0xFFFD : line_end ? ' ' : c;
}

static void escape(steg_buffer *out, const char *text, bool attribute) {
  const char *end = text ? text + strlen(text) : NULL;
  for (const char *cursor = text; cursor < end;) {
    char bytes[4];
    uint32_t c = steg_html_escape_character(steg_text_next(&cursor, end));
    switch (c) {
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
      steg_buffer_text(out, attribute ? "&quot;" : "\"");
      break;
    case '\'':
      steg_buffer_text(out, attribute ? "&#39;" : "'");
      break;
    case '\t':
    case '\n':
    case '\r':
      steg_buffer_char(out, attribute || c != '\n' ? ' ' : '\n');
      break;
    default:
      steg_buffer_append(out, bytes, steg_text_encode(c, bytes));
    }
  }
}

void steg_html_escape_text(steg_buffer *out, const char *text) {
  escape(out, text, false);
}

void steg_html_escape_attribute(steg_buffer *out, const char *text) {
  escape(out, text, true);
}

void steg_html_escape_url(steg_buffer *out, const char *url) {
  static const char *const kept = "-._~:/?#[]@!$()*+,;=%";
  for (const char *c = url ? url : ""; *c; c++) {
    bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr(kept, *c);
    if (*c == '&')
      steg_buffer_text(out, "&amp;");
    else if (plain)
      steg_buffer_char(out, *c);
    else
      steg_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
  }
}

void steg_html_escape_id(steg_buffer *out, const char *text) {
  for (const char *c = text ? text : ""; *c; c++) {
    bool plain =
        (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '-' || *c == '_';
    steg_buffer_char(out, plain ? *c : '-');
  }
}
