/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected digests: the examples of FIPS 180-4. */
#include "base/hash.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void digests_are_those_of_the_standard(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *expected;
  } rows[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[STEG_HASH_TEXT];
    steg_hash_of(rows[i].text, strlen(rows[i].text), text);
    assert_string_equal(text, rows[i].expected);
  }
  char text[STEG_HASH_TEXT];
  steg_hash_of(NULL, 0, text);
  assert_string_equal(text, rows[0].expected);
}

static void a_million_letters_in_pieces(void **state) {
  (void)state;
  char piece[997];
  memset(piece, 'a', sizeof piece);
  steg_hash hash;
  unsigned char digest[STEG_HASH_BYTES];
  char text[STEG_HASH_TEXT];
  steg_hash_start(&hash);
  for (size_t left = 1000000; left > 0;) {
    size_t size = left < sizeof piece ? left : sizeof piece;
    steg_hash_add(&hash, piece, size);
    left -= size;
  }
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, text);
  assert_string_equal(text, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void of_fields(const char *const *fields, size_t count, char ret_text[STEG_HASH_TEXT]) {
  steg_hash hash;
  unsigned char digest[STEG_HASH_BYTES];
  steg_hash_start(&hash);
  for (size_t i = 0; i < count; i++)
    steg_hash_add_field(&hash, fields[i], fields[i] ? strlen(fields[i]) : 0);
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, ret_text);
}

static void fields_can_not_run_together(void **state) {
  (void)state;
  static const struct {
    const char *fields[3];
    size_t count;
    const char *bytes; /* the same hash from the bytes spelled out */
    size_t size;
  } rows[] = {
      {{"ab", "c"}, 2, "\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c", 19},
      {{"a", "bc"}, 2, "\1\0\0\0\0\0\0\0a\2\0\0\0\0\0\0\0bc", 19},
      {{"abc"}, 1, "\3\0\0\0\0\0\0\0abc", 11},
      {{"", "abc"}, 2, "\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0abc", 19},
      {{NULL, "abc"}, 2, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\3\0\0\0\0\0\0\0abc", 19},
  };
  size_t count = sizeof rows / sizeof rows[0];
  char texts[sizeof rows / sizeof rows[0]][STEG_HASH_TEXT];
  for (size_t i = 0; i < count; i++) {
    char expected[STEG_HASH_TEXT];
    of_fields(rows[i].fields, rows[i].count, texts[i]);
    steg_hash_of(rows[i].bytes, rows[i].size, expected);
    assert_string_equal(texts[i], expected);
    for (size_t j = 0; j < i; j++)
      assert_string_not_equal(texts[i], texts[j]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(digests_are_those_of_the_standard),
      cmocka_unit_test(a_million_letters_in_pieces),
      cmocka_unit_test(fields_can_not_run_together),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
