/* SPDX-License-Identifier: GPL-3.0-or-later */
/* STEG_GOLDEN=write writes the golden (tests/golden/page.txt) anew: read it before keeping it. */
#include "render/text.h"
#include "base/file.h"
#include "base/text.h"
#include "page.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after those above, which it needs */
#include <cmocka.h>

static void render(const char *hostile, size_t width, bool color, steg_buffer *out) {
  steg_arena *arena = steg_arena_new(0);
  steg_document document;
  page_make(hostile, arena, &document);
  const steg_render_context context = {.width = width, .color = color};
  steg_buffer_init(out, 1 << 22);
  assert_int_equal(steg_text_write(&document, &context, out, NULL), 0);
  steg_arena_free(arena);
}

/* Widths of a terminal by steg_text_width, which base's tests hold against Unicode's tables. */
static void check_lines(const steg_buffer *out, size_t width) {
  steg_arena *arena = steg_arena_new(0);
  for (const char *line = out->bytes; *line;) {
    size_t size = strcspn(line, "\n");
    const char *copy = steg_arena_text_n(arena, line, size);
    if (steg_text_width(copy) > width)
      fail_msg("%zu columns: %s", steg_text_width(copy), copy);
    if (size > 0 && line[size - 1] == ' ')
      fail_msg("ends with a space: %s", copy);
    line += size + (line[size] == '\n');
  }
  steg_arena_free(arena);
}

static void test_widths(void **state) {
  (void)state;
  static const size_t widths[] = {32, 60, 80, 132};
  for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
    steg_buffer out;
    render(NULL, widths[i], false, &out);
    check_lines(&out, widths[i]);
    assert_null(strstr(out.bytes, "\n\n\n"));
    assert_null(strchr(out.bytes, '\033'));
    assert_non_null(strstr(out.bytes, "INTERNT"));
    steg_buffer_release(&out);
  }
}

/* Nothing of the data reaches the terminal as more than letters. */
static void test_hostile(void **state) {
  (void)state;
  for (size_t i = 0; i < PAGE_HOSTILE_COUNT; i++)
    for (int color = 0; color < 2; color++) {
      steg_buffer out;
      render(page_hostile[i], 80, color, &out);
      assert_int_equal(steg_text_valid(out.bytes, out.size), out.size);
      for (const char *cursor = out.bytes, *end = out.bytes + out.size; cursor < end;) {
        const char *before = cursor;
        uint32_t c = steg_text_next(&cursor, end);
        if (c == 0x1B && color) { /* our own three */
          assert_true(!strncmp(before, "\033[0m", 4) || !strncmp(before, "\033[1m", 4) ||
                      !strncmp(before, "\033[2m", 4));
          continue;
        }
        assert_false((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0));
        assert_false((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
      }
      steg_buffer_release(&out);
    }
}

/* A line end in a name is a space: a name can't begin a line of its own. */
static void test_line_ends(void **state) {
  (void)state;
  steg_buffer out;
  render("rad 1\r\nrad 2", 132, false, &out);
  assert_null(strstr(out.bytes, "\nrad 2"));
  assert_non_null(strstr(out.bytes, "rad 1 rad 2\n"));
  steg_buffer_release(&out);
}

/* Every escape that begins something is ended on the same line or the block's last. */
static void test_color_ends(void **state) {
  (void)state;
  steg_buffer out;
  render(NULL, 80, true, &out);
  int open = 0;
  for (const char *found = out.bytes; (found = strchr(found, '\033')) != NULL; found += 4)
    open = found[2] == '0' ? 0 : 1;
  assert_int_equal(open, 0);
  assert_non_null(strstr(out.bytes, "\033[1mÅrsrapport 2024\033[0m\n"));
  steg_buffer_release(&out);
}

static void test_golden(void **state) {
  (void)state;
  static const char path[] = STEGVIS_SOURCE "/tests/golden/page.txt";
  steg_buffer out, golden;
  steg_error err = {0};
  render(NULL, 80, false, &out);
  const char *mode = getenv("STEG_GOLDEN");
  if (mode && !strcmp(mode, "write"))
    assert_int_equal(steg_file_write(path, out.bytes, out.size, 0644, &err), 0);
  steg_buffer_init(&golden, 1 << 22);
  if (steg_file_read(path, 1 << 22, &golden, &err) != 0)
    fail_msg("%s", err.text);
  assert_string_equal(out.bytes, golden.bytes);
  steg_buffer_release(&golden);
  steg_buffer_release(&out);
}

/* Written by hand: columns, alignment, a broken first column, the total set off, the narrow way out. */
static void test_table(void **state) {
  (void)state;
  static const struct {
    size_t width;
    const char *expected;
  } rows[] = {
      {60, "                        Par           Andel\n"
           "Fråga                   (n)  Bättre  bättre  Medelförändring\n"
           "────────────────────────────────────────────────────────────\n"
           "Jobbmål                  23      14    61\xC2\xA0%             +0,4\n"
           "  Tid i vardagen, som    21      ..      ..                –\n"
           "  är en lång rubrik\n"
           "────────────────────────────────────────────────────────────\n"
           "Alla                     44      14    32\xC2\xA0%             +0,2\n"},
      {32, "Jobbmål\n  Par (n): 23\n  Bättre: 14\n  Andel bättre: 61\xC2\xA0%\n  Medelförändring: +0,4\n\n"
           "  Tid i vardagen, som är en lång\n  rubrik\n    Par (n): 21\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer out;
    render(NULL, rows[i].width, false, &out);
    if (!strstr(out.bytes, rows[i].expected))
      fail_msg("at %zu columns: %s", rows[i].width, out.bytes);
    steg_buffer_release(&out);
  }
}

static void test_no_room(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_document document;
  page_make(NULL, arena, &document);
  steg_buffer out;
  steg_buffer_init(&out, 100);
  steg_error err = {0};
  assert_int_equal(steg_text_write(&document, &(steg_render_context){.width = 80}, &out, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  steg_buffer_release(&out);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_widths),    cmocka_unit_test(test_hostile),
                                     cmocka_unit_test(test_line_ends), cmocka_unit_test(test_color_ends),
                                     cmocka_unit_test(test_golden),    cmocka_unit_test(test_table),
                                     cmocka_unit_test(test_no_room)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
