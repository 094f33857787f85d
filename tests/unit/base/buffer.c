/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buffer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_buffer_is_an_empty_text(void **state) {
  (void)state;
  steg_buffer buffer;
  steg_buffer_init(&buffer, 10);
  assert_string_equal(buffer.bytes, "");
  assert_int_equal(buffer.size, 0);
  steg_buffer_text(&buffer, NULL);
  steg_buffer_text(&buffer, "");
  steg_buffer_append(&buffer, NULL, 0);
  steg_buffer_printf(&buffer, "%s", "");
  steg_buffer_clear(&buffer);
  assert_string_equal(buffer.bytes, "");
  assert_false(steg_buffer_failed(&buffer));
  steg_buffer_release(&buffer);
  assert_string_equal(buffer.bytes, "");
}

static void appends_follow_each_other(void **state) {
  (void)state;
  steg_buffer buffer;
  steg_buffer_init(&buffer, SIZE_MAX);
  steg_buffer_text(&buffer, "ab");
  steg_buffer_char(&buffer, 'c');
  steg_buffer_append(&buffer, "d\0e", 3);
  steg_buffer_printf(&buffer, "%d|%s", 42, "x");
  assert_int_equal(buffer.size, 10);
  assert_memory_equal(buffer.bytes, "abcd\0e42|x", 11); /* with the NUL that does not count */
  steg_buffer_clear(&buffer);
  assert_int_equal(buffer.size, 0);
  assert_string_equal(buffer.bytes, "");
  for (int i = 0; i < 10000; i++)
    steg_buffer_printf(&buffer, "%04d", i);
  assert_int_equal(buffer.size, 40000);
  assert_memory_equal(buffer.bytes + 4 * 1234, "1234", 4);
  assert_int_equal(buffer.bytes[40000], 0);
  assert_false(steg_buffer_failed(&buffer));
  steg_buffer_release(&buffer);
}

typedef enum way { APPEND, TEXT, CHAR, PRINTF } way;

static void put(steg_buffer *buffer, way how, const char *text) {
  switch (how) {
  case APPEND:
    steg_buffer_append(buffer, text, strlen(text));
    break;
  case TEXT:
    steg_buffer_text(buffer, text);
    break;
  case CHAR:
    for (; *text; text++)
      steg_buffer_char(buffer, *text);
    break;
  case PRINTF:
    steg_buffer_printf(buffer, "%s", text);
    break;
  }
}

static void the_maximum_is_exact_and_failure_stays(void **state) {
  (void)state;
  static const struct {
    size_t max_size;
    const char *first;
    const char *second;
    const char *expected; /* for all ways but CHAR, which fills up */
    bool failed;
  } rows[] = {
      {0, "", "", "", false},
      {0, "a", "", "", true},
      {3, "abc", "", "abc", false},
      {3, "abc", "d", "abc", true},
      {3, "ab", "cd", "ab", true},
      {3, "abcd", "e", "", true}, /* the small one comes after the failure */
      {100, "abc", "def", "abcdef", false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (way how = APPEND; how <= PRINTF; how++) {
      steg_buffer buffer;
      steg_buffer_init(&buffer, rows[i].max_size);
      put(&buffer, how, rows[i].first);
      put(&buffer, how, rows[i].second);
      assert_int_equal(steg_buffer_failed(&buffer), rows[i].failed);
      if (how != CHAR)
        assert_string_equal(buffer.bytes, rows[i].expected);
      assert_true(buffer.size <= rows[i].max_size);
      assert_int_equal(strlen(buffer.bytes), buffer.size);
      steg_buffer_clear(&buffer);
      assert_false(steg_buffer_failed(&buffer));
      steg_buffer_release(&buffer);
    }
}

/* AddressSanitizer ends the program at an allocation that can't be, unless told to say NULL as malloc does. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) {
  return "allocator_may_return_null=1";
}

static void sizes_that_overflow_fail(void **state) {
  (void)state;
  steg_buffer buffer;
  steg_buffer_init(&buffer, SIZE_MAX);
  steg_buffer_append(&buffer, "x", SIZE_MAX);
  assert_true(steg_buffer_failed(&buffer));
  steg_buffer_clear(&buffer);
  steg_buffer_append(&buffer, "x", SIZE_MAX / 2); /* more than there is memory */
  assert_true(steg_buffer_failed(&buffer));
  assert_int_equal(buffer.size, 0);
  steg_buffer_release(&buffer);
}

static void release_takes_anything(void **state) {
  (void)state;
  steg_buffer_release(NULL);
  steg_buffer zeroed = {0};
  steg_buffer_release(&zeroed);
  steg_buffer buffer;
  steg_buffer_init(&buffer, 10);
  steg_buffer_text(&buffer, "abc");
  steg_buffer_release(&buffer);
  steg_buffer_release(&buffer);
  steg_buffer_text(&buffer, "abc"); /* a released buffer has room for nothing */
  assert_true(steg_buffer_failed(&buffer));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_buffer_is_an_empty_text),
      cmocka_unit_test(appends_follow_each_other),
      cmocka_unit_test(the_maximum_is_exact_and_failure_stays),
      cmocka_unit_test(sizes_that_overflow_fail),
      cmocka_unit_test(release_takes_anything),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
