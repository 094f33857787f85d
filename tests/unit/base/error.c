/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/text.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void set_fills_kind_and_text(void **state) {
  (void)state;
  steg_error err = {0};
  assert_int_equal(steg_error_set(&err, STEG_ERROR_USAGE, "no verb %s, row %d", "repport", 3), -1);
  assert_int_equal(err.kind, STEG_ERROR_USAGE);
  assert_string_equal(err.text, "no verb repport, row 3");
}

/* A sentence of the catalogue, one that is not in it, and context of either kind. */
static void sentences_are_swedish_too(void **state) {
  (void)state;
  steg_error err = {0};
  steg_error_set(&err, STEG_ERROR_ENVIRONMENT, "%s: is larger than the %zu bytes that are allowed", "a.csv", (size_t)7);
  assert_string_equal(err.text, "a.csv: is larger than the 7 bytes that are allowed");
  assert_string_equal(err.text_sv, "a.csv: är större än de 7 byte som är tillåtna");
  steg_error_prefix(&err, "import");
  assert_string_equal(err.text_sv, "import: a.csv: är större än de 7 byte som är tillåtna");
  steg_error_system(&err, ENOSPC, "%s: can't be written", "a.csv");
  assert_string_equal(err.text, "a.csv: can't be written: No space left on device");
  assert_string_equal(err.text_sv, "a.csv: kan inte skrivas: disken är full");
  steg_error_memory(&err);
  assert_string_equal(err.text_sv, "minnet räcker inte");
  steg_error_set(&err, STEG_ERROR_USAGE, "no such thing in the catalogue: %d", 5);
  assert_string_equal(err.text_sv, "no such thing in the catalogue: 5");
  assert_int_equal(steg_error_say(&err, STEG_ERROR_SCRIPT, "a map has a key twice"), -1);
  assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
  assert_string_equal(err.text, "a map has a key twice");
  assert_string_equal(err.text_sv, "en tabell har en nyckel två gånger");
  steg_error_say(&err, STEG_ERROR_SCRIPT, "100 %s");
  assert_string_equal(err.text, "100 %s");
  assert_string_equal(steg_error_swedish("%s: can't be read"), "%s: kan inte läsas");
}

/* The conversions of a format, in order, as in "%s%zu". */
static void conversions(const char *format, char *out) {
  for (; *format; format++)
    if (*format == '%') {
      size_t size = strcspn(format + 1, "diouxXeEfgGcsp%") + 2;
      memcpy(out, format, size);
      out += size;
      format += size - 1;
    }
  *out = '\0';
}

/* Else a Swedish sentence would read arguments that are not there. */
static void both_languages_have_the_same_conversions(void **state) {
  (void)state;
  static const char *const rows[][2] = {
#define STEG_SENTENCE(en, sv) {en, sv},
#include "base/sentences.def"
#undef STEG_SENTENCE
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char en[1000], sv[1000];
    conversions(rows[i][0], en);
    conversions(rows[i][1], sv);
    if (strcmp(en, sv) != 0)
      fail_msg("'%s' has '%s', '%s' has '%s'", rows[i][0], en, rows[i][1], sv);
    assert_int_equal(steg_text_valid(rows[i][1], strlen(rows[i][1])), strlen(rows[i][1]));
    for (size_t j = 0; j < i; j++)
      assert_string_not_equal(rows[i][0], rows[j][0]);
  }
}

static void no_error_is_allowed(void **state) {
  (void)state;
  assert_int_equal(steg_error_set(NULL, STEG_ERROR_USAGE, "x"), -1);
  assert_int_equal(steg_error_prefix(NULL, "x"), -1);
  assert_int_equal(steg_error_memory(NULL), -1);
  assert_int_equal(steg_error_say(NULL, STEG_ERROR_USAGE, "x"), -1);
  assert_int_equal(steg_error_system(NULL, ENOENT, "x"), -1);
}

static void context_is_put_before(void **state) {
  (void)state;
  steg_error err = {0};
  steg_error_set(&err, STEG_ERROR_SCRIPT, "line 4: no such name");
  assert_int_equal(steg_error_prefix(&err, "%s.lua", "annual"), -1);
  assert_int_equal(steg_error_prefix(&err, "report"), -1);
  assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
  assert_string_equal(err.text, "report: annual.lua: line 4: no such name");
}

static void own_text_may_be_an_argument(void **state) {
  (void)state;
  steg_error err = {0};
  steg_error_set(&err, STEG_ERROR_SCRIPT, "disk full");
  steg_error_set(&err, STEG_ERROR_ENVIRONMENT, "backup: %s!", err.text);
  assert_string_equal(err.text, "backup: disk full!");
  steg_error_prefix(&err, "<%s>", err.text);
  assert_string_equal(err.text, "<backup: disk full!>: backup: disk full!");
}

static void system_errors_say_why(void **state) {
  (void)state;
  steg_error err = {0};
  assert_int_equal(steg_error_system(&err, ENOENT, "%s: can't be opened", "a.csv"), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_string_equal(err.text, "a.csv: can't be opened: No such file or directory");
  steg_error_system(&err, 99999, "x");
  assert_string_equal(err.text, "x: unknown error");
  steg_error_memory(&err);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_string_equal(err.text, "out of memory");
}

/* A text of a's and one many-byte character placed so that the cut falls at each of its bytes. */
static void long_texts_are_cut_at_a_character(void **state) {
  (void)state;
  static const char *const characters[] = {"\xC3\xA5", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
  for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++)
    for (size_t start = 760; start < 772; start++) {
      char text[1000];
      size_t size = strlen(characters[i]);
      memset(text, 'a', sizeof text);
      memcpy(text + start, characters[i], size);
      text[990] = '\0';
      steg_error err = {0};
      steg_error_set(&err, STEG_ERROR_USAGE, "%s", text);
      size_t expected = start < 767 && start + size > 767 ? start : 767;
      assert_int_equal(strlen(err.text), expected);
      assert_int_equal(steg_text_valid(err.text, expected), expected);
      assert_memory_equal(err.text, text, expected);
      /* the same cut when a prefix pushes the end out */
      steg_error_set(&err, STEG_ERROR_USAGE, "%.*s", 765, text);
      steg_error_prefix(&err, "%s", "12345");
      assert_int_equal(steg_text_valid(err.text, strlen(err.text)), strlen(err.text));
      assert_true(strlen(err.text) >= 764);
    }
}

static void a_long_prefix_leaves_itself(void **state) {
  (void)state;
  char prefix[2000];
  memset(prefix, 'p', sizeof prefix);
  prefix[1999] = '\0';
  steg_error err = {0};
  steg_error_set(&err, STEG_ERROR_USAGE, "rest");
  steg_error_prefix(&err, "%s", prefix);
  assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(set_fills_kind_and_text),
      cmocka_unit_test(sentences_are_swedish_too),
      cmocka_unit_test(both_languages_have_the_same_conversions),
      cmocka_unit_test(no_error_is_allowed),
      cmocka_unit_test(context_is_put_before),
      cmocka_unit_test(own_text_may_be_an_argument),
      cmocka_unit_test(system_errors_say_why),
      cmocka_unit_test(long_texts_are_cut_at_a_character),
      cmocka_unit_test(a_long_prefix_leaves_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
