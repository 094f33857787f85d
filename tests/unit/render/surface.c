/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surface - numbers and text in SVG, and the elements that the back end writes. Expected texts by hand, from the SVG
 * and XML specifications. */
#include "render/surface.h"
#include "render/svg.h"
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
/* after the three above, which it needs */
#include <cmocka.h>

static void test_numbers(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *text;
  } rows[] = {{0, "0"},
              {-0.0, "0"},
              {1, "1"},
              {12.5, "12.5"},
              {12.25, "12.25"},
              {0.05, "0.05"},
              {-0.05, "-0.05"},
              {0.004, "0"},
              {-0.004, "0"},
              {0.125, "0.13"},
              {-0.125, "-0.13"},
              {99.999, "100"},
              {1234567.8, "1234567.8"},
              {NAN, "0"},
              {INFINITY, "0"},
              {-INFINITY, "0"},
              {1e300, "0"}};
  steg_buffer out;
  steg_buffer_init(&out, 100);
  const char *const locales[] = {"C", "sv_SE.UTF-8", "de_DE.UTF-8"};
  for (size_t j = 0; j < 3; j++) {
    setlocale(LC_ALL, locales[j]); /* stays C where the machine lacks it */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
      steg_buffer_clear(&out);
      steg_svg_write_number(&out, rows[i].value);
      assert_string_equal(out.bytes, rows[i].text);
    }
  }
  setlocale(LC_ALL, "C");
  steg_buffer_release(&out);
}

static void test_text(void **state) {
  (void)state;
  static const struct {
    const char *text, *written;
  } rows[] = {
      {NULL, ""},
      {"åäö – 1", "åäö – 1"},
      {"<b>&\"'</b>", "&lt;b&gt;&amp;&quot;'&lt;/b&gt;"},
      {"&amp;", "&amp;amp;"},
      {"]]>", "]]&gt;"},
      {"a\x01\x08\x0B\x1F\x7Fz", "az"},
      {"a\tb\nc\rd", "a b c d"},
      {"\xC2\x80\xC2\x9Fx", "x"},
      {"x\xEF\xBF\xBE\xEF\xBF\xBFy", "xy"},
      {"a\xFFz", "a\uFFFDz"},
      {"\U0001F600", "\U0001F600"},
  };
  steg_buffer out;
  steg_buffer_init(&out, 200);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_svg_write_text(&out, rows[i].text);
    assert_string_equal(out.bytes, rows[i].written);
  }
  steg_buffer_release(&out);
}

static void test_id(void **state) {
  (void)state;
  static const struct {
    const char *id, *written;
  } rows[] = {{"diagram-1", "diagram-1"}, {"a b\"<", "a-b--"}, {"å", "--"}, {NULL, "chart"}, {"A_9", "A_9"}};
  steg_buffer out;
  steg_buffer_init(&out, 200);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer_clear(&out);
    steg_svg_write_id(&out, rows[i].id);
    assert_string_equal(out.bytes, rows[i].written);
  }
  steg_buffer_release(&out);
}

/* Texts of one style share a <g>, also with shapes between them; a new style begins a new one. */
static void test_elements(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_buffer out;
  steg_buffer_init(&out, SIZE_MAX);
  steg_surface *surface = steg_surface_svg(NULL, &out, arena);
  surface->rect(surface, 1, 2.555, 3, 4, 0x1B5A87);
  surface->rect(surface, 1, 2, 0, 4, 0);
  surface->rect(surface, 1, 2, NAN, 4, 0);
  surface->line(surface, 1, 2, 1, 9, 0.9, 0xE2E2E2, 0);
  surface->line(surface, 1, 2, 8, 2, 1, 0xE2E2E2, 2.5);
  surface->line(surface, 1, 2, 8, 9, 1, 0xE2E2E2, 0);
  surface->circle(surface, 5, 6, 4.2, 0xFFFFFF, 0x6B6B6B, 1.6);
  surface->circle(surface, 5, 6, 4.2, 0x1B5A87, STEG_NO_COLOR, 0);
  surface->circle(surface, 5, 6, 4.2, STEG_NO_COLOR, 0x1B5A87, 1);
  surface->text(surface, 1, 2, STEG_FACE_SANS, 9.5, STEG_ANCHOR_START, 0x1B1B1B, "a<b");
  surface->rect(surface, 0, 0, 1, 1, 0);
  surface->text(surface, 3, 4, STEG_FACE_SANS, 9.5, STEG_ANCHOR_START, 0x1B1B1B, "c");
  surface->text(surface, 3, 4, STEG_FACE_SANS, 9.5, STEG_ANCHOR_START, 0x1B1B1B, "");
  surface->text(surface, 3, 4, STEG_FACE_SANS, 9.5, STEG_ANCHOR_START, 0x1B1B1B, NULL);
  surface->text(surface, 5, 6, STEG_FACE_SANS_SEMIBOLD, 9.5, STEG_ANCHOR_END, 0x1B1B1B, "d");
  surface->text(surface, 5, 6, STEG_FACE_SERIF_ITALIC, 9.5, STEG_ANCHOR_MIDDLE, 0xFFFFFF, "e");
  steg_surface_svg_end(surface);
  steg_surface_svg_end(surface);
  assert_string_equal(
      out.bytes,
      "<rect x=\"1\" y=\"2.56\" width=\"3\" height=\"4\" fill=\"#1b5a87\"/>\n"
      "<path d=\"M1 2V9\" stroke=\"#e2e2e2\" stroke-width=\"0.9\"/>\n"
      "<path d=\"M1 2H8\" stroke=\"#e2e2e2\" stroke-width=\"1\" stroke-dasharray=\"2.5\"/>\n"
      "<path d=\"M1 2L8 9\" stroke=\"#e2e2e2\" stroke-width=\"1\"/>\n"
      "<circle cx=\"5\" cy=\"6\" r=\"4.2\" fill=\"#ffffff\" stroke=\"#6b6b6b\" stroke-width=\"1.6\"/>\n"
      "<circle cx=\"5\" cy=\"6\" r=\"4.2\" fill=\"#1b5a87\"/>\n"
      "<circle cx=\"5\" cy=\"6\" r=\"4.2\" fill=\"none\" stroke=\"#1b5a87\" stroke-width=\"1\"/>\n"
      "<g font-size=\"9.5\" fill=\"#1b1b1b\">\n<text x=\"1\" y=\"2\">a&lt;b</text>\n"
      "<rect x=\"0\" y=\"0\" width=\"1\" height=\"1\" fill=\"#000000\"/>\n<text x=\"3\" y=\"4\">c</text>\n</g>\n"
      "<g font-size=\"9.5\" font-weight=\"600\" text-anchor=\"end\" fill=\"#1b1b1b\">\n<text x=\"5\" "
      "y=\"6\">d</text>\n</g>\n"
      "<g font-size=\"9.5\" font-family=\"'Source Serif 4',serif\" font-style=\"italic\" text-anchor=\"middle\" "
      "fill=\"#ffffff\">\n<text x=\"5\" y=\"6\">e</text>\n</g>\n");
  steg_buffer_release(&out);
  steg_arena_free(arena);
}

static void test_none(void **state) {
  (void)state;
  steg_surface surface = steg_surface_none(NULL);
  surface.rect(&surface, 1, 2, 3, 4, 5);
  surface.line(&surface, 1, 2, 3, 4, 5, 6, 7);
  surface.circle(&surface, 1, 2, 3, 4, 5, 6);
  surface.text(&surface, 1, 2, STEG_FACE_SANS, 4, STEG_ANCHOR_END, 6, "text");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers), cmocka_unit_test(test_text),
                                     cmocka_unit_test(test_id), cmocka_unit_test(test_elements),
                                     cmocka_unit_test(test_none)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
