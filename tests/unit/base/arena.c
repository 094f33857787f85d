/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void memory_is_zeroed_aligned_and_apart(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  unsigned char *blocks[500];
  for (size_t i = 0; i < 500; i++) {
    size_t size = i * 7;
    blocks[i] = steg_arena_alloc(arena, size);
    assert_non_null(blocks[i]);
    assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
    for (size_t k = 0; k < size; k++)
      assert_int_equal(blocks[i][k], 0);
    memset(blocks[i], (int)(i & 0xFF), size);
    steg_arena_text_n(arena, "x", 1); /* puts the next one off its alignment */
  }
  for (size_t i = 0; i < 500; i++)
    for (size_t k = 0; k < i * 7; k++)
      assert_int_equal(blocks[i][k], i & 0xFF);
  assert_false(steg_arena_failed(arena));
  steg_arena_free(arena);
}

static void size_zero_gives_pointers_of_their_own(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  void *a = steg_arena_alloc(arena, 0);
  void *b = steg_arena_alloc(arena, 0);
  void *c = steg_arena_array(arena, 0, 8);
  void *d = steg_arena_array(arena, 8, 0);
  assert_non_null(a);
  assert_ptr_not_equal(a, b);
  assert_ptr_not_equal(b, c);
  assert_ptr_not_equal(c, d);
  steg_arena_free(arena);
}

static void the_maximum_holds(void **state) {
  (void)state;
  static const struct {
    size_t max_bytes;
    size_t size;  /* of one allocation */
    size_t most;  /* allocations that must be refused after this many */
    size_t least; /* and must be granted this many; some is lost at the ends of blocks */
  } rows[] = {
      {100, 100, 1, 1},     {100, 101, 0, 0},        {4096, 4096, 1, 1},
      {4096, 16, 256, 256}, {100000, 1000, 100, 85}, {1, 1, 1, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(rows[i].max_bytes);
    size_t count = 0;
    while (count <= rows[i].most && steg_arena_alloc(arena, rows[i].size))
      count++;
    assert_in_range(count, rows[i].least, rows[i].most);
    assert_int_equal(steg_arena_used(arena), count * rows[i].size);
    assert_true(steg_arena_failed(arena));
    steg_arena_free(arena);
  }
}

static void a_failure_is_remembered(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(1000);
  assert_false(steg_arena_failed(arena));
  assert_null(steg_arena_alloc(arena, 1001));
  assert_true(steg_arena_failed(arena));
  assert_non_null(steg_arena_alloc(arena, 10)); /* a smaller one still fits */
  assert_true(steg_arena_failed(arena));
  steg_arena_free(arena);
}

static void sizes_that_overflow_fail(void **state) {
  (void)state;
  static const struct {
    size_t count;
    size_t size;
  } rows[] = {{SIZE_MAX, 2}, {2, SIZE_MAX},     {SIZE_MAX / 2 + 1, 2},
              {SIZE_MAX, 1}, {SIZE_MAX / 2, 2}, {SIZE_MAX - 15, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    assert_null(steg_arena_array(arena, rows[i].count, rows[i].size));
    assert_true(steg_arena_failed(arena));
    steg_arena_free(arena);
  }
  steg_arena *arena = steg_arena_new(0);
  assert_null(steg_arena_text_n(arena, "", SIZE_MAX));
  assert_true(steg_arena_failed(arena));
  steg_arena_free(arena);
}

static void texts_are_copied(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  char source[] = "Habo";
  char *copy = steg_arena_text(arena, source);
  source[0] = 'h';
  assert_string_equal(copy, "Habo");
  assert_null(steg_arena_text(arena, NULL));
  assert_false(steg_arena_failed(arena)); /* NULL in is no failure */
  assert_string_equal(steg_arena_text_n(arena, "abcdef", 3), "abc");
  assert_string_equal(steg_arena_text_n(arena, NULL, 0), "");
  const char *zero = steg_arena_text_n(arena, "a\0b", 3);
  assert_memory_equal(zero, "a\0b\0", 4);
  assert_string_equal(steg_arena_printf(arena, "%d %s", 7, "x"), "7 x");
  assert_string_equal(steg_arena_printf(arena, "%s", ""), "");
  char *large = steg_arena_printf(arena, "%0*d", 20000, 1);
  assert_int_equal(strlen(large), 20000);
  steg_arena_free(arena);
}

static void no_arena_is_a_failed_one(void **state) {
  (void)state;
  steg_arena_free(NULL);
  assert_null(steg_arena_alloc(NULL, 1));
  assert_null(steg_arena_array(NULL, SIZE_MAX, 2));
  assert_null(steg_arena_text(NULL, "x"));
  assert_null(steg_arena_text_n(NULL, "x", SIZE_MAX));
  assert_null(steg_arena_printf(NULL, "x"));
  assert_true(steg_arena_failed(NULL));
  assert_int_equal(steg_arena_used(NULL), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
      cmocka_unit_test(size_zero_gives_pointers_of_their_own),
      cmocka_unit_test(the_maximum_holds),
      cmocka_unit_test(a_failure_is_remembered),
      cmocka_unit_test(sizes_that_overflow_fail),
      cmocka_unit_test(texts_are_copied),
      cmocka_unit_test(no_arena_is_a_failed_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
