/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gallery - the sample charts on one page, in both layouts, with the subset fonts in it. `test_render_gallery
 * page.html` writes the page for a person (or tests/web/charts) to look at; without an argument it is a test that the
 * page can be made and holds every chart twice.
 */
#include "samples.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* after the three above, which it needs */
#include <cmocka.h>

static void write_base64(steg_buffer *out, const char *bytes, size_t size) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < size; i += 3) {
    uint32_t three = 0;
    for (size_t j = 0; j < 3; j++)
      three = three << 8 | (i + j < size ? (unsigned char)bytes[i + j] : 0);
    for (size_t j = 0; j < 4; j++)
      steg_buffer_char(out, i + j <= size ? digits[three >> (18 - 6 * j) & 63] : '=');
  }
}

static int write_face(steg_buffer *out, steg_fonts *fonts, steg_face face, const char *style, const steg_buffer *text,
                      steg_error *err) {
  steg_buffer woff;
  steg_buffer_init(&woff, SIZE_MAX);
  int result = steg_fonts_subset_woff(fonts, face, text->bytes, text->size, &woff, err);
  if (!result) {
    steg_buffer_printf(out, "@font-face{font-family:'Source Sans 3';%s;src:url(data:font/woff;base64,", style);
    write_base64(out, woff.bytes, woff.size);
    steg_buffer_text(out, ")}\n");
  }
  steg_buffer_release(&woff);
  return result;
}

static int write_body(steg_buffer *out, steg_fonts *fonts, steg_arena *arena, steg_error *err) {
  for (size_t i = 0; i < SAMPLE_COUNT; i++) {
    const steg_chart *chart = sample_make(&samples[i], arena);
    steg_buffer_printf(out, "<figure>\n<h2>%s</h2>\n<p>%s</p>\n<div class=\"wide\">", chart->title, chart->subtitle);
    if (steg_chart_svg(chart, &steg_theme_default, fonts, STEG_LAYOUT_WIDE, arena, out, err))
      return -1;
    steg_buffer_text(out, "</div>\n<div class=\"narrow\">");
    if (steg_chart_svg(chart, &steg_theme_default, fonts, STEG_LAYOUT_NARROW, arena, out, err))
      return -1;
    steg_buffer_printf(out, "</div>\n<p class=\"note\">%s</p>\n</figure>\n", chart->note ? chart->note : "");
  }
  return 0;
}

static int write_page(steg_buffer *out, steg_fonts *fonts, steg_arena *arena, steg_error *err) {
  static const char style[] =
      "body{font:18px/1.6 'Source Sans 3',sans-serif;color:#1b1b1b;max-width:680px;margin:32px auto;padding:0 16px}\n"
      "figure{margin:0 0 56px}h2{font-size:20px;line-height:1.3;margin:0}p{color:#595959;font-size:16px;margin:0 0 "
      "16px}\n.note{font-size:14px;margin-top:8px}svg{display:block;width:100%;height:auto}.narrow{display:none}\n"
      "@media(max-width:560px){.wide{display:none}.narrow{display:block}}\n";
  steg_buffer body;
  steg_buffer_init(&body, SIZE_MAX);
  int result = write_body(&body, fonts, arena, err);
  if (!result) {
    steg_buffer_text(out, "<!doctype html>\n<html lang=\"sv\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
                          "content=\"width=device-width\"><title>Charts</title>\n<style>\n");
    result = write_face(out, fonts, STEG_FACE_SANS, "font-weight:400", &body, err);
    if (!result)
      result = write_face(out, fonts, STEG_FACE_SANS_SEMIBOLD, "font-weight:600 700", &body, err);
    steg_buffer_text(out, style);
    steg_buffer_text(out, "</style>\n");
    steg_buffer_append(out, body.bytes, body.size);
    steg_buffer_text(out, "</html>\n");
  }
  steg_buffer_release(&body);
  return result;
}

static size_t count_text(const char *in, const char *what) {
  size_t count = 0;
  for (const char *at = strstr(in, what); at; at = strstr(at + 1, what))
    count++;
  return count;
}

static void test_page(void **state) {
  (void)state;
  steg_error err = {0};
  steg_fonts *fonts = NULL;
  steg_arena *arena = steg_arena_new(0);
  steg_buffer page;
  steg_buffer_init(&page, SIZE_MAX);
  assert_int_equal(steg_fonts_open(STEGVIS_SOURCE "/core/render/fonts", &fonts, &err), 0);
  assert_int_equal(write_page(&page, fonts, arena, &err), 0);
  assert_int_equal(count_text(page.bytes, "<svg "), 2 * SAMPLE_COUNT);
  assert_int_equal(count_text(page.bytes, "</svg>"), 2 * SAMPLE_COUNT);
  assert_int_equal(count_text(page.bytes, "@font-face"), 2);
  steg_buffer_release(&page);
  steg_arena_free(arena);
  steg_fonts_close(fonts);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
  }
  steg_error err = {0};
  steg_fonts *fonts = NULL;
  steg_arena *arena = steg_arena_new(0);
  steg_buffer page;
  steg_buffer_init(&page, SIZE_MAX);
  int result = steg_fonts_open(STEGVIS_SOURCE "/core/render/fonts", &fonts, &err);
  if (!result)
    result = write_page(&page, fonts, arena, &err);
  FILE *file = result ? NULL : fopen(argv[1], "wb");
  if (!file || fwrite(page.bytes, 1, page.size, file) != page.size || fclose(file)) {
    fprintf(stderr, "%s: %s\n", argv[1], err.text);
    result = -1;
  }
  steg_buffer_release(&page);
  steg_arena_free(arena);
  steg_fonts_close(fonts);
  return result ? 1 : 0;
}
