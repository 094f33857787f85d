/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/html_part.h"

static const struct {
  steg_face face;
  const char *family, *weight, *style;
} rows[] = {
    {STEG_FACE_SANS, "Source Sans 3", "400", "normal"},
    {STEG_FACE_SANS_SEMIBOLD, "Source Sans 3", "600", "normal"},
    {STEG_FACE_SANS_BOLD, "Source Sans 3", "700", "normal"},
    {STEG_FACE_SANS_ITALIC, "Source Sans 3", "400", "italic"},
    {STEG_FACE_SERIF, "Source Serif 4", "400", "normal"},
    {STEG_FACE_SERIF_ITALIC, "Source Serif 4", "400", "italic"},
    {STEG_FACE_SERIF_BOLD, "Source Serif 4", "700", "normal"},
};

enum { FACE_MAX = 4 << 20 };

/* RFC 4648, section 4. */
static void write_base64(steg_buffer *out, const unsigned char *bytes, size_t size) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < size; i += 3) {
    unsigned rest = size - i < 3 ? (unsigned)(size - i) : 3;
    unsigned three =
        (unsigned)bytes[i] << 16 | (rest > 1 ? (unsigned)bytes[i + 1] << 8 : 0) | (rest > 2 ? bytes[i + 2] : 0);
    char four[4] = {digits[three >> 18], digits[three >> 12 & 63], rest > 1 ? digits[three >> 6 & 63] : '=',
                    rest > 2 ? digits[three & 63] : '='};
    steg_buffer_append(out, four, sizeof four);
  }
}

int steg_html_part_fonts(steg_html_page *page, steg_buffer *out, steg_error *err) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const steg_buffer *characters = &page->faces[rows[i].face];
    if (characters->size == 0)
      continue;
    steg_buffer woff;
    steg_buffer_init(&woff, FACE_MAX);
    if (steg_fonts_subset_woff(page->fonts, rows[i].face, characters->bytes, characters->size, &woff, err) < 0) {
      steg_buffer_release(&woff);
      return -1;
    }
    steg_buffer_printf(out, "@font-face{font-family:\"%s\";font-weight:%s;font-style:%s;src:url(data:font/woff;base64,",
                       rows[i].family, rows[i].weight, rows[i].style);
    write_base64(out, (const unsigned char *)woff.bytes, woff.size);
    steg_buffer_text(out, ") format(\"woff\")}\n");
    steg_buffer_release(&woff);
  }
  return 0;
}
