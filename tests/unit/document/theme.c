/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrast against published pairs, and themes that may not be. */
#include "document/theme.h"
#include "lua_like.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Values of the WebAIM contrast checker, two decimals. */
static void contrast(void **test) {
  (void)test;
  static const struct {
    uint32_t a, b;
    double wanted;
  } rows[] = {
      {0x000000, 0xFFFFFF, 21.00}, {0xFFFFFF, 0xFFFFFF, 1.00}, {0x777777, 0xFFFFFF, 4.48}, {0x767676, 0xFFFFFF, 4.54},
      {0x595959, 0xFFFFFF, 7.00},  {0x0000FF, 0xFFFFFF, 8.59}, {0xFF0000, 0xFFFFFF, 4.00}, {0xFFFFFF, 0x008000, 5.14},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_true(fabs(steg_theme_contrast(rows[i].a, rows[i].b) - rows[i].wanted) < 0.006);
}

static void reads(void **test) {
  (void)test;
  static const struct {
    const char *tree, *wanted; /* NULL = taken */
  } rows[] = {
      {"{}", NULL},
      {"{ink = \"#000000\"}", NULL},
      {"{highlight = \"#abcdef\", category = {\"#000000\" \"#111111\" \"#222222\" \"#333333\" \"#444444\" "
       "\"#555555\"}}",
       NULL},
      {"{inc = \"#000000\"}", "inc: no such colour; did you mean ink?"},
      {"{colour = \"#000000\"}", "colour: no such colour"},
      {"{ink = \"000000\"}", "ink: a colour is written as text like \"#1B5A87\""},
      {"{ink = \"#00000\"}", "ink: a colour is written as text like \"#1B5A87\""},
      {"{ink = \"#0000000\"}", "ink: a colour is written as text like \"#1B5A87\""},
      {"{ink = \"#00000g\"}", "ink: a colour is written as text like \"#1B5A87\""},
      {"{ink = 5}", "ink: a colour is written as text like \"#1B5A87\""},
      {"{likert = {\"#000000\"}}", "likert: expected a list of 5 colours"},
      {"{category = \"#000000\"}", "category: expected a list of 6 colours"},
      {"{ink = \"#777777\"}", "ink: #777777 on paper #FFFFFF has a contrast of 4.4:1; text needs at least 4.5:1"},
      {"{link = \"#00AAFF\"}", "link: #00AAFF on paper #FFFFFF has a contrast of 2.5:1; text needs at least 4.5:1"},
      {"{callout = \"#404040\"}", "ink: #1B1B1B on callout #404040 has a contrast of 1.6:1; text needs at least 4.5:1"},
      {"{likert_ink = {\"#000000\" \"#1B1B1B\" \"#1B1B1B\" \"#1B1B1B\" \"#FFFFFF\"}}",
       "likert_ink: #000000 on likert #9A4A0C has a contrast of 3.3:1; text needs at least 4.5:1"},
      {"5", "expected a table of colours"},
  };
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_theme theme = steg_theme_default;
    steg_error err = {0};
    int result = steg_theme_read(lua_like(rows[i].tree, arena), &theme, &err);
    assert_int_equal(result, rows[i].wanted ? -1 : 0);
    if (rows[i].wanted) {
      assert_string_equal(err.text, rows[i].wanted);
      assert_memory_equal(&theme, &steg_theme_default, sizeof theme); /* untouched */
    }
  }
  steg_theme theme = steg_theme_default;
  assert_int_equal(
      steg_theme_read(
          lua_like("{paper = \"#FEFEFE\", likert = {\"#9A4A0C\" \"#E5AE72\" \"#DADADA\" \"#9CC4DE\" \"#1b5a88\"}}",
                   arena),
          &theme, NULL),
      0);
  assert_int_equal(theme.paper, 0xFEFEFE);
  assert_int_equal(theme.likert[4], 0x1B5A88);
  assert_int_equal(theme.ink, steg_theme_default.ink);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(contrast), cmocka_unit_test(reads)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
