/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire bytes are spelled out by hand from tree.h; the JSON from RFC 8259. */
#include "base/tree.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* {"a": [null, true, -2, 1.5, "å"], "": {}} */
static const unsigned char sample[] = {
    'S', 'T',  'T',  '1',  7,    2,    0,    0,    0,    /* map of two */
    1,   0,    0,    0,    'a',                          /* "a" */
    6,   5,    0,    0,    0,                            /* list of five */
    1,                                                   /* null */
    2,   1,                                              /* true */
    3,   0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, /* -2 */
    4,   0,    0,    0,    0,    0,    0,    0xF8, 0x3F, /* 1.5 */
    5,   2,    0,    0,    0,    0xC3, 0xA5,             /* "å" */
    0,   0,    0,    0,                                  /* "" */
    7,   0,    0,    0,    0,                            /* map of none */
};

static steg_tree *build_sample(steg_arena *arena) {
  steg_tree *root = steg_tree_map(arena);
  steg_tree *list = steg_tree_list(arena);
  steg_tree_append(arena, list, steg_tree_null(arena));
  steg_tree_append(arena, list, steg_tree_bool(arena, true));
  steg_tree_append(arena, list, steg_tree_integer(arena, -2));
  steg_tree_append(arena, list, steg_tree_real(arena, 1.5));
  steg_tree_append(arena, list, steg_tree_text(arena, "\xC3\xA5"));
  steg_tree_put(arena, root, "a", list);
  steg_tree_put(arena, root, "", steg_tree_map(arena));
  return root;
}

/* ---- building and reading */

static void a_sample_is_built_and_read(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *root = build_sample(arena);
  assert_int_equal(steg_tree_kind_of(root), STEG_TREE_MAP);
  assert_int_equal(steg_tree_size(root), 2);
  assert_string_equal(steg_tree_key_at(root, 0), "a");
  assert_string_equal(steg_tree_key_at(root, 1), "");
  assert_null(steg_tree_key_at(root, 2));
  const steg_tree *list = steg_tree_get(root, "a");
  assert_ptr_equal(list, steg_tree_at(root, 0));
  assert_int_equal(steg_tree_size(list), 5);
  assert_null(steg_tree_at(list, 5));
  assert_null(steg_tree_key_at(list, 0));
  assert_null(steg_tree_get(list, "a"));
  assert_true(steg_tree_get_bool(steg_tree_at(list, 1), false));
  assert_int_equal(steg_tree_get_integer(steg_tree_at(list, 2), 0), -2);
  assert_true(steg_tree_get_real(steg_tree_at(list, 3), 0) == 1.5);
  assert_string_equal(steg_tree_get_text(steg_tree_at(list, 4)), "\xC3\xA5");
  assert_int_equal(steg_tree_size(steg_tree_at(list, 4)), 2);
  assert_null(steg_tree_get(root, "b"));
  assert_null(steg_tree_get(root, NULL));
  steg_arena_free(arena);
}

static void nothing_reads_as_null(void **state) {
  (void)state;
  assert_int_equal(steg_tree_kind_of(NULL), STEG_TREE_NULL);
  assert_int_equal(steg_tree_size(NULL), 0);
  assert_null(steg_tree_at(NULL, 0));
  assert_null(steg_tree_get(NULL, "a"));
  assert_null(steg_tree_key_at(NULL, 0));
  assert_null(steg_tree_get_text(NULL));
  assert_true(steg_tree_get_bool(NULL, true));
  assert_int_equal(steg_tree_get_integer(NULL, 7), 7);
  assert_true(steg_tree_get_real(NULL, 7) == 7);
}

static void numbers_convert_when_nothing_is_lost(void **state) {
  (void)state;
  static const struct {
    double real;
    int64_t expected; /* 99: otherwise */
  } rows[] = {
      {3, 3},       {-3, -3},    {3.5, 99},    {-0.0, 0}, {0x1p62, INT64_C(1) << 62}, {-0x1p63, INT64_MIN},
      {0x1p63, 99}, {1e300, 99}, {-1e300, 99}, {0.1, 99},
  };
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(steg_tree_get_integer(steg_tree_real(arena, rows[i].real), 99), rows[i].expected);
  assert_true(steg_tree_get_real(steg_tree_integer(arena, 3), 0) == 3);
  assert_int_equal(steg_tree_get_integer(steg_tree_text(arena, "3"), 99), 99);
  assert_int_equal(steg_tree_get_integer(steg_tree_bool(arena, true), 99), 99);
  assert_true(steg_tree_get_real(steg_tree_bool(arena, true), 99) == 99);
  assert_false(steg_tree_get_bool(steg_tree_integer(arena, 1), false));
  assert_int_equal(steg_tree_kind_of(steg_tree_real(arena, NAN)), STEG_TREE_NULL);
  assert_int_equal(steg_tree_kind_of(steg_tree_real(arena, INFINITY)), STEG_TREE_NULL);
  assert_int_equal(steg_tree_kind_of(steg_tree_text(arena, NULL)), STEG_TREE_NULL);
  assert_int_equal(steg_tree_kind_of(steg_tree_text_n(arena, NULL, 0)), STEG_TREE_NULL);
  steg_arena_free(arena);
}

static void keys_keep_their_order_and_are_unique(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_tree *map = steg_tree_map(arena);
  char key[16];
  for (int i = 0; i < 300; i++) {
    snprintf(key, sizeof key, "k%d", (i * 7919) % 300);
    assert_int_equal(steg_tree_put(arena, map, key, steg_tree_integer(arena, i)), 0);
  }
  assert_int_equal(steg_tree_size(map), 300);
  for (int i = 0; i < 300; i++) {
    snprintf(key, sizeof key, "k%d", (i * 7919) % 300);
    assert_string_equal(steg_tree_key_at(map, (size_t)i), key);
    assert_int_equal(steg_tree_get_integer(steg_tree_get(map, key), -1), i);
  }
  assert_int_equal(steg_tree_put(arena, map, "k5", steg_tree_text(arena, "new")), 0);
  assert_int_equal(steg_tree_size(map), 300);
  assert_string_equal(steg_tree_get_text(steg_tree_get(map, "k5")), "new");
  steg_arena_free(arena);
}

static void puts_that_make_no_sense_do_nothing(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_tree *list = steg_tree_list(arena);
  steg_tree *map = steg_tree_map(arena);
  steg_tree *one = steg_tree_integer(arena, 1);
  assert_int_equal(steg_tree_append(arena, NULL, one), -1);
  assert_int_equal(steg_tree_append(arena, list, NULL), -1);
  assert_int_equal(steg_tree_append(arena, list, list), -1);
  assert_int_equal(steg_tree_append(arena, map, one), -1);
  assert_int_equal(steg_tree_append(arena, one, one), -1);
  assert_int_equal(steg_tree_put(arena, NULL, "a", one), -1);
  assert_int_equal(steg_tree_put(arena, map, "a", NULL), -1);
  assert_int_equal(steg_tree_put(arena, map, NULL, one), -1);
  assert_int_equal(steg_tree_put(arena, map, "a", map), -1);
  assert_int_equal(steg_tree_put(arena, list, "a", one), -1);
  assert_int_equal(steg_tree_size(list), 0);
  assert_int_equal(steg_tree_size(map), 0);
  steg_arena_free(arena);
}

/* Whatever the arena's maximum, building ends whole or with a failed arena, and never writes beyond (AddressSanitizer). */
static void building_survives_lack_of_memory(void **state) {
  (void)state;
  bool whole = false;
  for (size_t max_bytes = 1; max_bytes < 4096; max_bytes += 8) {
    steg_arena *arena = steg_arena_new(max_bytes);
    steg_tree *root = build_sample(arena);
    steg_buffer out;
    steg_buffer_init(&out, 1000);
    steg_tree_write(&out, root);
    whole = out.size == sizeof sample && memcmp(out.bytes, sample, sizeof sample) == 0;
    assert_int_equal(whole, !steg_arena_failed(arena));
    steg_buffer_release(&out);
    steg_arena_free(arena);
  }
  assert_true(whole);
}

static void kinds_have_names(void **state) {
  (void)state;
  static const char *const names[] = {"unknown", "null", "bool", "integer", "real", "text", "list", "map", "unknown"};
  for (int kind = 0; kind <= 8; kind++)
    assert_string_equal(steg_tree_kind_name((steg_tree_kind)kind), names[kind]);
}

/* ---- wire */

static int read_bytes(const void *bytes, size_t size, const steg_tree_limits *limits, steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  /* A copy of just that size, so that AddressSanitizer sees a read beyond it. */
  unsigned char *copy = malloc(size ? size : 1);
  if (size)
    memcpy(copy, bytes, size);
  const steg_tree *untouched = (const steg_tree *)(const void *)&untouched;
  const steg_tree *root = untouched;
  *err = (steg_error){0};
  int result = steg_tree_read(copy, size, limits, arena, &root, err);
  if (result == 0) {
    assert_ptr_not_equal(root, untouched);
    assert_int_equal(err->kind, STEG_ERROR_NONE);
  } else {
    assert_int_equal(result, -1);
    assert_ptr_equal(root, untouched);
    assert_int_equal(err->kind, STEG_ERROR_ENVIRONMENT);
    assert_true(strlen(err->text) > 0);
  }
  free(copy);
  steg_arena_free(arena);
  return result;
}

static void the_wire_form_is_as_written(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_buffer out;
  steg_buffer_init(&out, 1000);
  steg_tree_write(&out, build_sample(arena));
  assert_int_equal(out.size, sizeof sample);
  assert_memory_equal(out.bytes, sample, sizeof sample);
  const steg_tree *root = NULL;
  steg_error err = {0};
  assert_int_equal(steg_tree_read(sample, sizeof sample, NULL, arena, &root, &err), 0);
  steg_buffer again;
  steg_buffer_init(&again, 1000);
  steg_tree_write(&again, root);
  assert_int_equal(again.size, sizeof sample);
  assert_memory_equal(again.bytes, sample, sizeof sample);
  steg_buffer_clear(&out);
  steg_tree_write(&out, NULL);
  assert_memory_equal(out.bytes, "STT1\1", 5);
  steg_buffer_release(&out);
  steg_buffer_release(&again);
  steg_arena_free(arena);
}

static void every_truncation_is_refused(void **state) {
  (void)state;
  steg_error err;
  for (size_t size = 0; size < sizeof sample; size++)
    assert_int_equal(read_bytes(sample, size, NULL, &err), -1);
  assert_int_equal(read_bytes(sample, sizeof sample, NULL, &err), 0);
  unsigned char longer[sizeof sample + 1];
  memcpy(longer, sample, sizeof sample);
  longer[sizeof sample] = 1;
  assert_int_equal(read_bytes(longer, sizeof longer, NULL, &err), -1);
  assert_non_null(strstr(err.text, "bytes follow the end"));
}

/* Any one byte changed to anything: refused, or read to what writes the same bytes again. */
static void every_changed_byte_is_refused_or_means_itself(void **state) {
  (void)state;
  for (size_t at = 0; at < sizeof sample; at++)
    for (int value = 0; value < 256; value++) {
      unsigned char bytes[sizeof sample];
      memcpy(bytes, sample, sizeof sample);
      bytes[at] = (unsigned char)value;
      steg_arena *arena = steg_arena_new(0);
      const steg_tree *root = NULL;
      steg_error err = {0};
      if (steg_tree_read(bytes, sizeof bytes, NULL, arena, &root, &err) == 0) {
        steg_buffer out;
        steg_buffer_init(&out, 1000);
        steg_tree_write(&out, root);
        assert_int_equal(out.size, sizeof bytes);
        assert_memory_equal(out.bytes, bytes, sizeof bytes);
        steg_buffer_release(&out);
      }
      steg_arena_free(arena);
    }
}

#define BYTES(text) text, sizeof(text) - 1

static void malformed_messages_are_refused_with_their_reason(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    const char *reason; /* NULL: well formed */
  } rows[] = {
      {BYTES("STT1\1"), NULL},
      {BYTES(""), "begin with its mark"},
      {BYTES("STT2\1"), "begin with its mark"},
      {BYTES("STT"), "begin with its mark"},
      {BYTES("STT1"), "ends too early"},
      {BYTES("STT1\0"), "no known kind"},
      {BYTES("STT1\10"), "no known kind"},
      {BYTES("STT1\377"), "no known kind"},
      {BYTES("STT1\1\1"), "bytes follow the end"},
      {BYTES("STT1\2"), "ends too early"},
      {BYTES("STT1\2\2"), "neither 0 nor 1"},
      {BYTES("STT1\2\377"), "neither 0 nor 1"},
      {BYTES("STT1\3\0\0\0\0\0\0\0"), "ends too early"},
      {BYTES("STT1\4\0\0\0\0\0\0\360\177"), "not a finite number"}, /* infinity */
      {BYTES("STT1\4\0\0\0\0\0\0\370\177"), "not a finite number"}, /* NaN */
      {BYTES("STT1\4\0\0\0\0\0\0\360\377"), "not a finite number"}, /* -infinity */
      {BYTES("STT1\4\0\0\0\0\0\0\0\200"), NULL},                    /* -0 */
      {BYTES("STT1\5\0\0\0\0"), NULL},
      {BYTES("STT1\5\1\0\0"), "ends too early"},
      {BYTES("STT1\5\2\0\0\0a"), "ends too early"},
      {BYTES("STT1\5\1\0\0\0ab"), "bytes follow the end"},
      {BYTES("STT1\5\377\377\377\377a"), "longer than allowed"},
      {BYTES("STT1\5\0\0\20\0a"), "ends too early"},      /* 1 MiB: within the limit, but not there */
      {BYTES("STT1\5\1\0\20\0a"), "longer than allowed"}, /* one byte more */
      {BYTES("STT1\5\1\0\0\0\377"), "not UTF-8"},
      {BYTES("STT1\5\1\0\0\0\303"), "not UTF-8"},
      {BYTES("STT1\5\2\0\0\0\300\200"), "not UTF-8"},
      {BYTES("STT1\5\3\0\0\0\355\240\200"), "not UTF-8"},
      {BYTES("STT1\5\3\0\0\0a\0b"), "zero byte"},
      {BYTES("STT1\6\0\0\0\0"), NULL},
      {BYTES("STT1\6\1\0\0\0"), "more children"},
      {BYTES("STT1\6\2\0\0\0\1"), "more children"},
      {BYTES("STT1\6\1\0\0\0\1\1"), "bytes follow the end"},
      {BYTES("STT1\6\377\377\377\377\1\1\1"), "more children"},
      {BYTES("STT1\6\2\0\0\0\2\1"), "ends too early"},
      {BYTES("STT1\7\0\0\0\0"), NULL},
      {BYTES("STT1\7\1\0\0\0\0\0\0\0\1"), NULL},
      {BYTES("STT1\7\1\0\0\0\0\0\0\0"), "more children"},
      {BYTES("STT1\7\377\377\377\377\0\0\0\0\1"), "more children"},
      {BYTES("STT1\7\2\0\0\0\1\0\0\0a\1\1\0\0\0a\1"), "a key twice"},
      {BYTES("STT1\7\2\0\0\0\0\0\0\0\1\0\0\0\0\1"), "a key twice"},
      {BYTES("STT1\7\3\0\0\0\1\0\0\0a\1\1\0\0\0b\1\1\0\0\0a\1"), "a key twice"},
      {BYTES("STT1\7\2\0\0\0\1\0\0\0a\1\1\0\0\0b\1"), NULL},
      {BYTES("STT1\7\1\0\0\0\1\0\0\0\377\1"), "not UTF-8"},
      {BYTES("STT1\7\1\0\0\0\1\0\0\0\0\1"), "zero byte"},
      {BYTES("STT1\7\1\0\0\0\377\0\0\0a\1"), "ends too early"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_error err;
    int result = read_bytes(rows[i].bytes, rows[i].size, NULL, &err);
    if (result != (rows[i].reason ? -1 : 0))
      fail_msg("row %zu: %d '%s'", i, result, err.text);
    if (rows[i].reason && !strstr(err.text, rows[i].reason))
      fail_msg("row %zu: '%s' is not about '%s'", i, err.text, rows[i].reason);
  }
}

/* `depth` lists in each other around a null. */
static size_t nest(unsigned char *bytes, unsigned depth) {
  size_t size = 4;
  memcpy(bytes, "STT1", 4);
  for (unsigned i = 1; i < depth; i++) {
    memcpy(bytes + size, "\6\1\0\0\0", 5);
    size += 5;
  }
  bytes[size] = 1;
  return size + 1;
}

static void limits_hold_to_the_unit(void **state) {
  (void)state;
  static unsigned char bytes[2000000];
  steg_error err;
  assert_int_equal(read_bytes(bytes, nest(bytes, 64), NULL, &err), 0);
  assert_int_equal(read_bytes(bytes, nest(bytes, 65), NULL, &err), -1);
  assert_non_null(strstr(err.text, "nested deeper"));
  assert_int_equal(read_bytes(bytes, nest(bytes, 100000), NULL, &err), -1); /* does not eat the stack */

  /* the sample: 88 bytes, 8 nodes, depth 3, longest text 2 */
  static const struct {
    steg_tree_limits limits;
    const char *reason;
  } rows[] = {
      {{sizeof sample, 8, 3, 2}, NULL},
      {{sizeof sample - 1, 8, 3, 2}, "bytes are more than"},
      {{sizeof sample, 7, 3, 2}, "more nodes"},
      {{sizeof sample, 4, 3, 2}, "more nodes"},
      {{sizeof sample, 0, 3, 2}, "more nodes"},
      {{sizeof sample, 8, 2, 2}, "nested deeper"},
      {{sizeof sample, 8, 0, 2}, "nested deeper"},
      {{sizeof sample, 8, 3, 1}, "longer than allowed"},
      {{sizeof sample, 8, 3, 0}, "longer than allowed"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(read_bytes(sample, sizeof sample, &rows[i].limits, &err), rows[i].reason ? -1 : 0);
    if (rows[i].reason)
      assert_non_null(strstr(err.text, rows[i].reason));
  }

  /* a list of nulls: the default is 200 000 nodes, the list among them */
  memcpy(bytes, "STT1\6", 5);
  for (uint32_t count = 199998; count <= 200000; count++) {
    for (int i = 0; i < 4; i++)
      bytes[5 + i] = (unsigned char)(count >> (8 * i));
    memset(bytes + 9, 1, count);
    assert_int_equal(read_bytes(bytes, 9 + count, NULL, &err), count < 200000 ? 0 : -1);
  }
  /* text of 1 MiB and one byte more */
  for (uint32_t size = 1 << 20; size <= (1 << 20) + 1; size++) {
    bytes[4] = 5;
    for (int i = 0; i < 4; i++)
      bytes[5 + i] = (unsigned char)(size >> (8 * i));
    memset(bytes + 9, 'a', size);
    assert_int_equal(read_bytes(bytes, 9 + size, NULL, &err), size == 1 << 20 ? 0 : -1);
  }
}

/* A count within the bytes but beyond the nodes allowed is refused before memory is asked for. */
static void a_count_beyond_the_limit_costs_nothing(void **state) {
  (void)state;
  static const steg_tree_limits few = {.max_bytes = 1 << 20, .max_nodes = 10, .max_depth = 64, .max_text = 100};
  enum { COUNT = 100000 };
  static unsigned char bytes[9 + COUNT] = {'S', 'T', 'T', '1', 6, COUNT & 0xFF, COUNT >> 8 & 0xFF, COUNT >> 16, 0};
  memset(bytes + 9, 1, COUNT);
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *root = NULL;
  steg_error err = {0};
  assert_int_equal(steg_tree_read(bytes, sizeof bytes, &few, arena, &root, &err), -1);
  assert_string_equal(err.text, "tree message, byte 9: it has more nodes than allowed");
  assert_string_equal(err.text_sv, "trädmeddelandet, byte 9: det har fler noder än tillåtet");
  assert_true(steg_arena_used(arena) < 200);
  steg_arena_free(arena);
}

static void reading_survives_lack_of_memory(void **state) {
  (void)state;
  int failures = 0;
  for (size_t max_bytes = 1; max_bytes < 2048; max_bytes += 8) {
    steg_arena *arena = steg_arena_new(max_bytes);
    const steg_tree *root = NULL;
    steg_error err = {0};
    if (steg_tree_read(sample, sizeof sample, NULL, arena, &root, &err) != 0) {
      assert_string_equal(err.text, "out of memory");
      assert_null(root);
      failures++;
    }
    steg_arena_free(arena);
  }
  assert_in_range(failures, 10, 200);
}

/* ---- round trip of trees drawn at random */

static uint64_t next_random(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return *seed;
}

static steg_tree *draw(steg_arena *arena, uint64_t *seed, int depth) {
  static const char *const texts[] = {"",          "a",   "\xC3\xA5", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                      "a \"b\"\n", "key", "k2"};
  uint64_t bits = next_random(seed);
  double real;
  switch (next_random(seed) % (depth > 5 ? 5 : 7)) {
  case 0:
    return steg_tree_null(arena);
  case 1:
    return steg_tree_bool(arena, bits & 1);
  case 2:
    return steg_tree_integer(arena, (int64_t)bits);
  case 3:
    memcpy(&real, &bits, sizeof real);
    return steg_tree_real(arena, real);
  case 4:
    return steg_tree_text(arena, texts[bits % 8]);
  case 5: {
    steg_tree *list = steg_tree_list(arena);
    for (uint64_t i = bits % 9; i > 0; i--)
      assert_int_equal(steg_tree_append(arena, list, draw(arena, seed, depth + 1)), 0);
    return list;
  }
  default: {
    steg_tree *map = steg_tree_map(arena);
    for (uint64_t i = bits % 9; i > 0; i--) {
      const char *key = steg_arena_printf(arena, "%s%d", texts[next_random(seed) % 8], (int)(next_random(seed) % 6));
      assert_int_equal(steg_tree_put(arena, map, key, draw(arena, seed, depth + 1)), 0);
    }
    return map;
  }
  }
}

static void assert_same(const steg_tree *a, const steg_tree *b) {
  assert_int_equal(steg_tree_kind_of(a), steg_tree_kind_of(b));
  assert_int_equal(steg_tree_size(a), steg_tree_size(b));
  double x = steg_tree_get_real(a, 0);
  double y = steg_tree_get_real(b, 0);
  assert_memory_equal(&x, &y, sizeof x);
  assert_int_equal(steg_tree_get_integer(a, 0), steg_tree_get_integer(b, 0));
  assert_int_equal(steg_tree_get_bool(a, false), steg_tree_get_bool(b, false));
  if (steg_tree_get_text(a)) {
    assert_string_equal(steg_tree_get_text(a), steg_tree_get_text(b));
    return;
  }
  for (size_t i = 0; i < steg_tree_size(a); i++) {
    const char *key = steg_tree_key_at(a, i);
    if (key) {
      assert_string_equal(key, steg_tree_key_at(b, i));
      assert_ptr_equal(steg_tree_get(b, key), steg_tree_at(b, i)); /* looked up by key: the same node */
    }
    assert_same(steg_tree_at(a, i), steg_tree_at(b, i));
  }
}

static void drawn_trees_go_round(void **state) {
  (void)state;
  uint64_t seed = 99;
  for (int i = 0; i < 3000; i++) {
    steg_arena *arena = steg_arena_new(0);
    const steg_tree *tree = draw(arena, &seed, 0);
    steg_buffer out;
    steg_buffer_init(&out, 1 << 24);
    steg_tree_write(&out, tree);
    assert_false(steg_buffer_failed(&out));
    const steg_tree *back = NULL;
    steg_error err = {0};
    if (steg_tree_read(out.bytes, out.size, NULL, arena, &back, &err) != 0)
      fail_msg("%s", err.text);
    assert_same(tree, back);
    steg_buffer_release(&out);
    steg_arena_free(arena);
  }
}

/* Large enough that a lookup by scanning would show: keys in an order of their own, each found. */
static void a_map_that_was_read_can_be_looked_up(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_tree *map = steg_tree_map(arena);
  char key[16];
  for (int i = 0; i < 5000; i++) {
    snprintf(key, sizeof key, "%d", (i * 4999) % 5000);
    steg_tree_put(arena, map, key, steg_tree_integer(arena, i));
  }
  steg_buffer out;
  steg_buffer_init(&out, 1 << 24);
  steg_tree_write(&out, map);
  const steg_tree *back = NULL;
  steg_error err = {0};
  assert_int_equal(steg_tree_read(out.bytes, out.size, NULL, arena, &back, &err), 0);
  for (int i = 0; i < 5000; i++) {
    snprintf(key, sizeof key, "%d", (i * 4999) % 5000);
    assert_string_equal(steg_tree_key_at(back, (size_t)i), key);
    assert_int_equal(steg_tree_get_integer(steg_tree_get(back, key), -1), i);
  }
  assert_null(steg_tree_get(back, "5000"));
  steg_buffer_release(&out);
  steg_arena_free(arena);
}

/* ---- JSON */

static void json_is_as_the_rfc_says(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_tree *list = steg_tree_list(arena);
  steg_tree *map = steg_tree_map(arena);
  steg_tree *inner = steg_tree_list(arena);
  steg_tree_append(arena, inner, steg_tree_integer(arena, INT64_MIN));
  steg_tree_append(arena, inner, steg_tree_map(arena));
  steg_tree_append(arena, list, steg_tree_real(arena, 0.1));
  steg_tree_append(arena, list, inner);
  steg_tree_put(arena, map, "b", list);
  steg_tree_put(arena, map, "a\"", steg_tree_bool(arena, false));
  const struct {
    const steg_tree *tree;
    const char *expected;
  } rows[] = {
      {NULL, "null\n"},
      {steg_tree_bool(arena, true), "true\n"},
      {steg_tree_integer(arena, INT64_MAX), "9223372036854775807\n"},
      {steg_tree_real(arena, 3), "3\n"},
      {steg_tree_real(arena, 1e300), "1e+300\n"},
      {steg_tree_real(arena, 0.1 + 0.2), "0.30000000000000004\n"},
      {steg_tree_text(arena, ""), "\"\"\n"},
      {steg_tree_text(arena, "\xC3\xA5\xE2\x82\xAC"), "\"\xC3\xA5\xE2\x82\xAC\"\n"},
      {steg_tree_text(arena, "a\"b\\c/d\b\f\n\r\t\x01\x1F\x7F"),
       "\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\"\n"},
      {steg_tree_text_n(arena, "a\0b", 3), "\"a\\u0000b\"\n"},
      {steg_tree_text(arena, "a\xFF\xC3"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"\n"},
      {steg_tree_list(arena), "[]\n"},
      {steg_tree_map(arena), "{}\n"},
      {map,
       "{\n  \"b\": [\n    0.1,\n    [\n      -9223372036854775808,\n      {}\n    ]\n  ],\n  \"a\\\"\": false\n}\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer out;
    steg_buffer_init(&out, 1000);
    steg_tree_write_json(&out, rows[i].tree);
    assert_string_equal(out.bytes, rows[i].expected);
    steg_buffer_release(&out);
  }
  steg_arena_free(arena);
}

static void a_ring_ends_in_a_failed_buffer(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_tree *a = steg_tree_list(arena);
  steg_tree *b = steg_tree_list(arena);
  steg_tree_append(arena, a, b);
  steg_tree_append(arena, b, a);
  steg_buffer out;
  steg_buffer_init(&out, 1 << 24);
  steg_tree_write(&out, a);
  assert_true(steg_buffer_failed(&out));
  steg_buffer_clear(&out);
  steg_tree_write_json(&out, a);
  assert_true(steg_buffer_failed(&out));
  /* a straight tree is written down to 512 nodes deep */
  for (int depth = 511; depth <= 513; depth++) {
    steg_tree *tree = steg_tree_null(arena);
    for (int i = 1; i < depth; i++) {
      steg_tree *list = steg_tree_list(arena);
      steg_tree_append(arena, list, tree);
      tree = list;
    }
    steg_buffer_clear(&out);
    steg_tree_write(&out, tree);
    assert_int_equal(steg_buffer_failed(&out), depth > 512);
    steg_buffer_clear(&out);
    steg_tree_write_json(&out, tree);
    assert_int_equal(steg_buffer_failed(&out), depth > 512);
  }
  steg_buffer_release(&out);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sample_is_built_and_read),
      cmocka_unit_test(nothing_reads_as_null),
      cmocka_unit_test(numbers_convert_when_nothing_is_lost),
      cmocka_unit_test(keys_keep_their_order_and_are_unique),
      cmocka_unit_test(puts_that_make_no_sense_do_nothing),
      cmocka_unit_test(building_survives_lack_of_memory),
      cmocka_unit_test(kinds_have_names),
      cmocka_unit_test(the_wire_form_is_as_written),
      cmocka_unit_test(every_truncation_is_refused),
      cmocka_unit_test(every_changed_byte_is_refused_or_means_itself),
      cmocka_unit_test(malformed_messages_are_refused_with_their_reason),
      cmocka_unit_test(limits_hold_to_the_unit),
      cmocka_unit_test(a_count_beyond_the_limit_costs_nothing),
      cmocka_unit_test(reading_survives_lack_of_memory),
      cmocka_unit_test(drawn_trees_go_round),
      cmocka_unit_test(a_map_that_was_read_can_be_looked_up),
      cmocka_unit_test(json_is_as_the_rfc_says),
      cmocka_unit_test(a_ring_ends_in_a_failed_buffer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
