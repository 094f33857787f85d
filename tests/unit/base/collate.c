/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Swedish order: words from a dictionary's order by hand, then ICU's collator "sv" as oracle. */
#include "base/collate.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <cmocka.h>

static int sign(int value) {
  return (value > 0) - (value < 0);
}

/* Each word stands before all that follow it. */
static const char *const in_order[] = {
    "",
    " a",
    "_a",
    "-a",
    "1",
    "10",
    "2",
    "a",
    "A",
    "ab",
    "Alingsås",
    "andra",
    "Andrea",
    "arbetsmarknad",
    "Borås",
    "coach",
    "cooach",
    "Dals-Ed",
    "deltagare",
    "den",
    "d\xC3\xA9n",
    "e",
    "\xC3\xA9",
    "\xC3\x89",
    "\xC3\xA8",
    "f",
    "v",
    "Vara",
    "V\xC3\xA4nersborg",
    "w",
    "wa",
    "x",
    "y",
    "Y",
    "\xC3\xBC",
    "yb",
    "z",
    "Z",
    "\xC3\xA5",
    "\xC3\x85",
    "\xC3\xA5m\xC3\xA5l",
    "\xC3\xA4",
    "\xC3\xA6",
    "\xC3\x84lvsbyn",
    "\xC3\xB6",
    "\xC3\xB8",
    "\xC3\x96rebro",
    "\xCE\xB1",
    "\xD0\xB0",
};

static void words_stand_in_order(void **state) {
  (void)state;
  size_t count = sizeof in_order / sizeof in_order[0];
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++) {
      int got = sign(steg_collate_compare(in_order[i], in_order[j]));
      if (got != (i > j) - (i < j))
        fail_msg("'%s' and '%s': %d", in_order[i], in_order[j], got);
    }
}

typedef struct oracle {
  UCollator *collator;
  const UNormalizer2 *decompose;
} oracle;

static int open_icu(void **state) {
  static oracle icu;
  UErrorCode status = U_ZERO_ERROR;
  icu.collator = ucol_open("sv", &status);
  icu.decompose = unorm2_getNFDInstance(&status);
  *state = &icu;
  return U_SUCCESS(status) ? 0 : -1;
}

static int close_icu(void **state) {
  const oracle *icu = *state;
  ucol_close(icu->collator);
  return 0;
}

/* ICU is asked about the decomposed texts: of composed ones that hold a tailored letter in disguise (E with breve, then an
 * ogonek) it misses the letter, against its own canonical equivalence. Ours breaks ICU's ties by the bytes. */
static int icu_compare(const oracle *icu, const char *a, const char *b) {
  const char *const texts[2] = {a, b};
  UChar decomposed[2][400];
  int32_t sizes[2];
  UErrorCode status = U_ZERO_ERROR;
  for (int side = 0; side < 2; side++) {
    UChar wide[100];
    int32_t size = 0;
    u_strFromUTF8(wide, 100, &size, texts[side], -1, &status);
    sizes[side] = unorm2_normalize(icu->decompose, wide, size, decomposed[side], 400, &status);
  }
  assert_true(U_SUCCESS(status));
  int order = ucol_strcoll(icu->collator, decomposed[0], sizes[0], decomposed[1], sizes[1]);
  return order ? sign(order) : sign(strcmp(a, b));
}

static void check_pair(const oracle *icu, const char *a, const char *b) {
  int expected = icu_compare(icu, a, b);
  int got = sign(steg_collate_compare(a, b));
  if (got != expected)
    fail_msg("'%s' and '%s': ICU %d, got %d", a, b, expected, got);
  if (sign(steg_collate_compare(b, a)) != -expected)
    fail_msg("'%s' and '%s': not antisymmetric", a, b);
}

static uint32_t next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*seed >> 33);
}

typedef struct range {
  uint32_t first;
  uint32_t last;
} range;

/* What the header calls Latin text. */
static const range latin[] = {{0x01, 0x7F},     {0x80, 0xFF},     {0x100, 0x17F},  {0x180, 0x24F},
                              {0x250, 0x2FF},   {0x300, 0x343},   {0x345, 0x36F},  {0x1E00, 0x1EFF},
                              {0x2010, 0x2027}, {0x2030, 0x2044}, {0x20A0, 0x20BF}};

static uint32_t pick(uint64_t *seed, const range *ranges, size_t count) {
  range one = ranges[next_random(seed) % count];
  return one.first + next_random(seed) % (one.last - one.first + 1);
}

static void every_two_characters_agree_with_icu(void **state) {
  char texts[1400][8];
  size_t count = 0;
  for (size_t i = 0; i < sizeof latin / sizeof latin[0]; i++)
    for (uint32_t c = latin[i].first; c <= latin[i].last; c++) {
      assert_true(count < 1400);
      texts[count][steg_text_encode(c, texts[count])] = '\0';
      count++;
    }
  for (size_t i = 0; i < count; i++)
    for (size_t j = i; j < count; j++)
      check_pair(*state, texts[i], texts[j]);
}

/* Texts of a few letters that often share a beginning or differ in accent and case only. */
static void random_texts_agree_with_icu(void **state) {
  static const char *const pieces[] = {
      "a",        "A",        "b",         "d",         "D",        "e",        "E",           "l",        "L",
      "o",        "O",        "t",         "T",         "h",        "H",        "u",           "v",        "V",
      "w",        "W",        "y",         "z",         "Z",        "\xC3\xA5", "\xC3\x85",    "\xC3\xA4", "\xC3\x84",
      "\xC3\xB6", "\xC3\x96", "\xC3\xA9",  "\xC3\xA8",  "\xC3\x89", "\xC3\xBC", "\xC3\x9C",    "\xC3\xA6", "\xC3\x86",
      "\xC3\xB8", "\xC3\xBE", "\xC3\x9E",  "\xC4\x91",  "\xC3\xB0", "\xC3\x9F", "\xC5\x93",    "\xC4\x99", "\xC5\x91",
      "\xC3\xB4", "\xC2\xB7", "l\xC2\xB7", "L\xC2\xB7", "\xCC\x8A", "\xCC\x88", "\xCC\xA3",    "\xCC\x81", " ",
      "-",        "'",        "1",         "2",         "10",       "\xC2\xBD", "\xE2\x80\x93"};
  uint64_t seed = 20240501;
  for (int i = 0; i < 200000; i++) {
    char a[64] = "", b[64] = "";
    for (uint32_t k = 1 + next_random(&seed) % 5; k > 0; k--)
      strcat(a, pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])]);
    if (next_random(&seed) % 2)
      strcpy(b, a);
    for (uint32_t k = next_random(&seed) % 4; k > 0; k--)
      strcat(b, pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])]);
    check_pair(*state, a, b);
  }
}

static void random_latin_agrees_with_icu(void **state) {
  uint64_t seed = 7;
  for (int i = 0; i < 200000; i++) {
    char texts[2][64];
    for (int side = 0; side < 2; side++) {
      size_t size = 0;
      for (uint32_t k = next_random(&seed) % 6; k > 0; k--)
        size += steg_text_encode(next_random(&seed) % 3 ? 'a' + next_random(&seed) % 4
                                                        : pick(&seed, latin, sizeof latin / sizeof latin[0]),
                                 texts[side] + size);
      texts[side][size] = '\0';
    }
    check_pair(*state, texts[0], texts[1]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_stand_in_order),
      cmocka_unit_test(every_two_characters_agree_with_icu),
      cmocka_unit_test(random_texts_agree_with_icu),
      cmocka_unit_test(random_latin_agrees_with_icu),
  };
  return cmocka_run_group_tests(tests, open_icu, close_icu);
}
