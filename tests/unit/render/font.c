/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * font - widths against the fonts' own tables, lines, and subsets taken apart again.
 *
 * The widths were read from hmtx and GPOS kern by fontTools and measured by a browser at 1000 px: both gave the same,
 * but that the browser's canvas measures word by word and so misses what Source Serif kerns across spaces. The WOFF
 * files are unpacked here by the specification, and the font inside is shaped anew.
 */
#include "render/font.h"
#include "base/text.h"
#include <hb-ot.h>
#include <hb.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
/* after the three above, which it needs */
#include <cmocka.h>

#define FOLDER STEGVIS_SOURCE "/core/render/fonts"

static steg_fonts *fonts;

static int open_fonts(void **state) {
  (void)state;
  steg_error err = {0};
  return steg_fonts_open(FOLDER, &fonts, &err);
}

static int close_fonts(void **state) {
  (void)state;
  steg_fonts_close(fonts);
  return 0;
}

/* ---- widths */

static void test_widths(void **state) {
  (void)state;
  static const char *const texts[] = {"AVATAR",  "Försörjningsstöd", "fi fl ff ffi", "0123456789",
                                      "n = 112", "+27 p.e.",         "To. Ty, LT",   "å",
                                      "a\u030A", "a\u00A0b",         "– −",          "Å"};
  static const int64_t expected[][sizeof texts / sizeof texts[0]] = {
      [STEG_FACE_SANS] = {3129, 7003, 3085, 4970, 2935, 3219, 3737, 504, 504, 1257, 1177, 544},
      [STEG_FACE_SANS_SEMIBOLD] = {3212, 7228, 3265, 5130, 3012, 3339, 3857, 516, 516, 1279, 1193, 558},
      [STEG_FACE_SANS_BOLD] = {3295, 7438, 3434, 5280, 3084, 3455, 3972, 527, 527, 1300, 1208, 573},
      [STEG_FACE_SANS_ITALIC] = {2863, 6788, 2984, 4800, 2845, 3119, 3560, 537, 537, 1273, 1143, 510},
      [STEG_FACE_SERIF] = {3541, 7520, 3487, 5000, 3102, 3386, 4214, 509, 509, 1319, 1275, 664},
      [STEG_FACE_SERIF_ITALIC] = {3568, 6848, 3222, 5110, 3094, 3265, 4137, 522, 522, 1250, 1275, 676},
      [STEG_FACE_SERIF_BOLD] = {3623, 7859, 3528, 5420, 3214, 3525, 4275, 531, 531, 1355, 1297, 675},
  };
  for (steg_face face = STEG_FACE_SANS; face < STEG_FACE_END; face++)
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
      for (int again = 0; again < 2; again++) /* the second time from the cache */
        assert_int_equal(steg_fonts_width(fonts, face, texts[i]), expected[face][i]);
}

static void test_odd_texts(void **state) {
  (void)state;
  static const struct {
    const char *text, *same_as;
  } rows[] = {
      {"", ""}, {"a\tb", "a b"}, {"a\nb", "a b"}, {"\x01ny\x7F", "ny"}, {"\xC2\x85x", "x"}, {"\xEF\xBF\xBEx", "x"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(steg_fonts_width(fonts, STEG_FACE_SANS, rows[i].text),
                     steg_fonts_width(fonts, STEG_FACE_SANS, rows[i].same_as));
  assert_int_equal(steg_fonts_width(fonts, STEG_FACE_SANS, NULL), 0);
  assert_int_equal(steg_fonts_width(fonts, STEG_FACE_SANS, ""), 0);
  assert_int_equal(steg_fonts_width(fonts, STEG_FACE_SANS, "漢字"), 2000); /* not in the face: an em each */
  assert_int_equal(steg_fonts_width(fonts, STEG_FACE_SANS, "a漢"), 1504);
  assert_int_equal(steg_fonts_width(fonts, STEG_FACE_END, "a"), 0);
}

/* More texts than the cache's first slots, each measured twice; digits are 497 wide and do not kern. */
static void test_cache_grows(void **state) {
  (void)state;
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 5000; i++) {
      char text[16];
      int size = snprintf(text, sizeof text, "%d", i);
      assert_int_equal(steg_fonts_width(fonts, STEG_FACE_SANS, text), 497 * size);
    }
}

static void test_locale_plays_no_part(void **state) {
  (void)state;
  int64_t before = steg_fonts_width(fonts, STEG_FACE_SERIF, "Åtgärd 1");
  if (!setlocale(LC_ALL, "tr_TR.UTF-8") && !setlocale(LC_ALL, "C.UTF-8"))
    skip();
  steg_fonts *other = NULL;
  assert_int_equal(steg_fonts_open(FOLDER, &other, NULL), 0);
  assert_int_equal(steg_fonts_width(other, STEG_FACE_SERIF, "Åtgärd 1"), before);
  steg_fonts_close(other);
  setlocale(LC_ALL, "C");
}

/* ---- lines */

static void test_wrap(void **state) {
  (void)state;
  /* Widths in 1/1000 em at size 1000: "aa" is 1008, a space 200, "-" 311. */
  static const struct {
    const char *text;
    double width;
    const char *lines[5];
  } rows[] = {
      {"", 5000, {0}},
      {"   ", 5000, {0}},
      {"aa", 5000, {"aa"}},
      {"aa aa", 2216, {"aa aa"}},
      {"aa aa", 2215, {"aa", "aa"}},
      {"  aa \t aa\naa ", 2300, {"aa aa", "aa"}},
      {"aa\u00A0aa aa", 2300, {"aa\u00A0aa", "aa"}},
      {"aaaaaa", 2000, {"aaa-", "aaa"}},
      {"aa aaaaaa aa", 2000, {"aa", "aaa-", "aaa", "aa"}},
      {"aaa-aaa", 2000, {"aaa-", "aaa"}},
      {"aa/aaaa", 2000, {"aa/", "aaa-", "a"}},
      {"å\u030Aå\u030A", 600, {"å\u030A-", "å\u030A"}},
      {"åå", 0, {"å-", "å"}},
      {"å", 0, {"å"}},
  };
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char **lines = NULL;
    size_t count = steg_fonts_wrap(fonts, STEG_FACE_SANS, 1000, rows[i].width, rows[i].text, arena, &lines);
    for (size_t j = 0; j < count; j++) {
      assert_true(j < 5);
      assert_non_null(rows[i].lines[j]);
      assert_string_equal(lines[j], rows[i].lines[j]);
    }
    assert_true(count == 5 || !rows[i].lines[count]);
  }
  const char **lines;
  assert_int_equal(steg_fonts_wrap(fonts, STEG_FACE_SANS, 0, 100, "aa", arena, &lines), 2);
  assert_int_equal(steg_fonts_wrap(fonts, STEG_FACE_SANS, 10, 100, NULL, arena, &lines), 0);
  steg_arena_free(arena);
}

/* Every line fits, nothing is lost but spaces, and no line could have taken the next word as well. */
static void test_wrap_any_text(void **state) {
  (void)state;
  uint32_t seed = 12345;
  steg_arena *arena = steg_arena_new(0);
  for (int round = 0; round < 400; round++) {
    char text[400];
    size_t size = 0, wanted = (seed = seed * 1664525 + 1013904223) >> 8 & 255;
    while (size < wanted) {
      seed = seed * 1664525 + 1013904223;
      const char *piece = (const char *[]){"a", "ö", " ", "W", "i", "tion", "av", ",", " ", "T"}[(seed >> 16) % 10];
      size += (size_t)snprintf(text + size, sizeof text - size, "%s", piece);
    }
    text[size] = '\0';
    double width = 40 + (seed >> 10) % 300;
    const char **lines;
    size_t count = steg_fonts_wrap(fonts, STEG_FACE_SANS, 10, width, text, arena, &lines);
    char all[800] = "", letters[400] = "";
    size_t letter_count = 0;
    for (size_t i = 0; i < size; i++)
      if (text[i] != ' ')
        letters[letter_count++] = text[i];
    for (size_t i = 0; i < count; i++) {
      assert_true((double)steg_fonts_width(fonts, STEG_FACE_SANS, lines[i]) / 100 <= width);
      assert_true(lines[i][0] && lines[i][0] != ' ' && lines[i][strlen(lines[i]) - 1] != ' ');
      for (const char *c = lines[i]; *c; c++)
        if (*c != ' ' && *c != '-')
          strncat(all, c, 1);
      if (i + 1 < count && !strchr(lines[i], '-')) {
        char joined[800];
        snprintf(joined, sizeof joined, "%s %.*s", lines[i], (int)strcspn(lines[i + 1], " "), lines[i + 1]);
        assert_true(strchr(joined, '-') || (double)steg_fonts_width(fonts, STEG_FACE_SANS, joined) / 100 > width);
      }
    }
    assert_string_equal(all, letters);
  }
  steg_arena_free(arena);
}

/* ---- opening */

static void test_refusals(void **state) {
  (void)state;
  steg_error err = {0};
  steg_fonts *none = NULL;
  assert_int_equal(steg_fonts_open("/nowhere/at/all", &none, &err), -1);
  assert_null(none);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_non_null(strstr(err.text, "SourceSans3-Regular.ttf"));
  steg_fonts_close(NULL);
}

/* Files that are there but are no fonts: measuring goes on with an estimate, a subset is refused. */
static void test_damaged(void **state) {
  (void)state;
  static const char *const names[] = {"SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf",
                                      "SourceSans3-It.ttf",      "SourceSerif4-Regular.ttf", "SourceSerif4-It.ttf",
                                      "SourceSerif4-Bold.ttf"};
  char folder[] = "/tmp/steg-font-XXXXXX", path[200];
  assert_non_null(mkdtemp(folder));
  for (size_t i = 0; i < 7; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(i ? "not a font" : "", file);
    fclose(file);
  }
  steg_error err = {0};
  steg_fonts *damaged = NULL;
  steg_buffer out;
  steg_buffer_init(&out, SIZE_MAX);
  assert_int_equal(steg_fonts_open(folder, &damaged, &err), 0);
  for (steg_face face = STEG_FACE_SANS; face < STEG_FACE_END; face++) {
    assert_int_equal(steg_fonts_width(damaged, face, "åå"), 1100);
    err = (steg_error){0};
    assert_int_equal(steg_fonts_subset_woff(damaged, face, "a", 1, &out, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
    assert_non_null(strstr(err.text, names[face - 1]));
  }
  assert_int_equal(out.size, 0);
  steg_fonts_close(damaged);
  steg_buffer_release(&out);
  for (size_t i = 0; i < 7; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
}

/* ---- subsets */

static uint32_t u32(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void put_u32(unsigned char *bytes, uint32_t value) {
  for (int i = 0; i < 4; i++)
    bytes[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* The TrueType checksum: the sum of the table's 32-bit words; of `head` without its adjustment. */
static uint32_t checksum(const unsigned char *bytes, size_t size, bool head) {
  uint32_t sum = 0;
  for (size_t i = 0; i < size; i += 4) {
    unsigned char word[4] = {0};
    memcpy(word, bytes + i, size - i < 4 ? size - i : 4);
    if (!(head && i == 8))
      sum += u32(word);
  }
  return sum;
}

/* WOFF 1 to sfnt by the specification; asserts everything that it demands of header and directory. */
static unsigned char *unpack(const steg_buffer *woff, size_t *ret_size) {
  const unsigned char *bytes = (const unsigned char *)woff->bytes;
  assert_true(woff->size > 44);
  assert_memory_equal(bytes, "wOFF", 4);
  assert_int_equal(u32(bytes + 4), 0x00010000);
  assert_int_equal(u32(bytes + 8), woff->size);
  unsigned count = (unsigned)bytes[12] << 8 | bytes[13];
  assert_int_equal(bytes[14] << 8 | bytes[15], 0);
  size_t total = u32(bytes + 16), place = 12 + 16 * (size_t)count, next = 44 + 20 * (size_t)count;
  for (int i = 24; i < 44; i++)
    assert_int_equal(bytes[i], 0);
  unsigned char *sfnt = calloc(1, total);
  memcpy(sfnt, bytes + 4, 4);
  sfnt[4] = (unsigned char)(count >> 8);
  sfnt[5] = (unsigned char)count;
  for (unsigned i = 0; i < count; i++) {
    const unsigned char *entry = bytes + 44 + 20 * (size_t)i;
    size_t offset = u32(entry + 4), packed = u32(entry + 8), length = u32(entry + 12);
    if (i)
      assert_true(memcmp(entry - 20, entry, 4) < 0); /* sorted by tag */
    assert_int_equal(offset, next);                  /* no gaps but padding */
    assert_int_equal(offset % 4, 0);
    assert_true(packed <= length && offset + packed <= woff->size);
    assert_true(place + length <= total);
    if (packed < length) {
      uLongf got = length;
      assert_int_equal(uncompress(sfnt + place, &got, bytes + offset, packed), Z_OK);
      assert_int_equal(got, length);
    } else {
      memcpy(sfnt + place, bytes + offset, length);
    }
    assert_int_equal(checksum(sfnt + place, length, memcmp(entry, "head", 4) == 0), u32(entry + 16));
    unsigned char *row = sfnt + 12 + 16 * (size_t)i;
    memcpy(row, entry, 4);
    put_u32(row + 4, u32(entry + 16));
    put_u32(row + 8, (uint32_t)place);
    put_u32(row + 12, (uint32_t)length);
    place += (length + 3) & ~(size_t)3;
    next = offset + ((packed + 3) & ~(size_t)3);
  }
  assert_int_equal(place, total);
  assert_int_equal(next, woff->size);
  *ret_size = total;
  return sfnt;
}

static hb_position_t shaped_width(hb_face_t *face, const char *text) {
  hb_font_t *font = hb_font_create(face);
  hb_buffer_t *buffer = hb_buffer_create();
  hb_buffer_add_utf8(buffer, text, -1, 0, -1);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(font, buffer, NULL, 0);
  unsigned count;
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
  hb_position_t width = 0;
  for (unsigned i = 0; i < count; i++)
    width += positions[i].x_advance;
  hb_buffer_destroy(buffer);
  hb_font_destroy(font);
  return width;
}

/* What a Swedish report is written with. */
static const char report_text[] =
    " !\"#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|§«°±²·»ÄÅÉÖÜàäåéèëöü"
    "–—’“”„•…€−→≤≥";

static void test_subset(void **state) {
  (void)state;
  static const char *const texts[] = {"AVATAR", "Försörjningsstöd", "fi fl ff ffi", "To. Ty, LT", "1 234 kr"};
  for (steg_face face = STEG_FACE_SANS; face < STEG_FACE_END; face++) {
    steg_error err = {0};
    steg_buffer woff;
    steg_buffer_init(&woff, SIZE_MAX);
    assert_int_equal(steg_fonts_subset_woff(fonts, face, report_text, strlen(report_text), &woff, &err), 0);
    assert_true(woff.size <= 25 * 1024);
    size_t size;
    unsigned char *sfnt = unpack(&woff, &size);
    hb_blob_t *blob = hb_blob_create((const char *)sfnt, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *cut = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(cut);
    hb_codepoint_t glyph;
    const char *end = report_text + strlen(report_text);
    for (const char *cursor = report_text; cursor < end;) {
      uint32_t c = steg_text_next(&cursor, end);
      assert_true(hb_font_get_nominal_glyph(font, c, &glyph));
    }
    static const uint32_t added[] = {0xA0, '-'}, absent[] = {0x178, 0x3B1, 0x416, 0x2190};
    for (size_t i = 0; i < 2; i++)
      assert_true(hb_font_get_nominal_glyph(font, added[i], &glyph));
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
      assert_false(hb_font_get_nominal_glyph(font, absent[i], &glyph));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) /* kerning and ligatures are still there */
      assert_int_equal(shaped_width(cut, texts[i]), steg_fonts_width(fonts, face, texts[i]));
    hb_font_destroy(font);
    hb_face_destroy(cut);
    hb_blob_destroy(blob);
    free(sfnt);
    steg_buffer_release(&woff);
  }
}

static bool has_feature(hb_face_t *face, hb_tag_t table, hb_tag_t wanted) {
  hb_tag_t tags[32];
  unsigned count = 32;
  hb_ot_layout_table_get_feature_tags(face, table, 0, &count, tags);
  for (unsigned i = 0; i < count; i++)
    if (tags[i] == wanted)
      return true;
  return false;
}

static void test_subset_features(void **state) {
  (void)state;
  steg_buffer woff;
  steg_buffer_init(&woff, SIZE_MAX);
  assert_int_equal(steg_fonts_subset_woff(fonts, STEG_FACE_SERIF, report_text, strlen(report_text), &woff, NULL), 0);
  size_t size;
  unsigned char *sfnt = unpack(&woff, &size);
  hb_blob_t *blob = hb_blob_create((const char *)sfnt, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *cut = hb_face_create(blob, 0);
  assert_true(has_feature(cut, HB_OT_TAG_GPOS, HB_TAG('k', 'e', 'r', 'n')));
  assert_false(has_feature(cut, HB_OT_TAG_GSUB, HB_TAG('o', 'n', 'u', 'm')));
  assert_false(has_feature(cut, HB_OT_TAG_GSUB, HB_TAG('s', 'm', 'c', 'p')));
  /* Figures are tabular by default: tnum has nothing left to do in a subset without the proportional ones. */
  for (char digit = '1'; digit <= '9'; digit++)
    assert_int_equal(shaped_width(cut, (char[]){digit, '\0'}), shaped_width(cut, "0"));
  hb_face_destroy(cut);
  hb_blob_destroy(blob);
  free(sfnt);
  steg_buffer_release(&woff);
}

/* Order and repeats play no part, another character does; a decomposed letter brings its composed form. */
static void test_subset_bytes(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool same;
  } rows[] = {{"abcå", true}, {"åcba", true}, {"aaabbbcccååå", true}, {"abc\u030Aåa\u030A", false}, {"abcd", false}};
  steg_buffer first, other;
  steg_buffer_init(&first, SIZE_MAX);
  steg_buffer_init(&other, SIZE_MAX);
  assert_int_equal(steg_fonts_subset_woff(fonts, STEG_FACE_SANS, "abcå", strlen("abcå"), &first, NULL), 0);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_fonts *fresh = NULL;
    assert_int_equal(steg_fonts_open(FOLDER, &fresh, NULL), 0);
    steg_buffer_clear(&other);
    assert_int_equal(steg_fonts_subset_woff(fresh, STEG_FACE_SANS, rows[i].text, strlen(rows[i].text), &other, NULL),
                     0);
    assert_int_equal(other.size == first.size && memcmp(other.bytes, first.bytes, first.size) == 0, rows[i].same);
    steg_fonts_close(fresh);
  }
  steg_buffer_clear(&other);
  assert_int_equal(steg_fonts_subset_woff(fonts, STEG_FACE_SANS, "a\u030A", 3, &other, NULL), 0);
  size_t size;
  unsigned char *sfnt = unpack(&other, &size);
  hb_blob_t *blob = hb_blob_create((const char *)sfnt, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *cut = hb_face_create(blob, 0);
  hb_font_t *font = hb_font_create(cut);
  hb_codepoint_t glyph;
  assert_true(hb_font_get_nominal_glyph(font, 0xE5, &glyph));
  hb_font_destroy(font);
  hb_face_destroy(cut);
  hb_blob_destroy(blob);
  free(sfnt);
  steg_buffer_release(&first);
  steg_buffer_release(&other);
}

static void test_subset_odd_input(void **state) {
  (void)state;
  steg_error err = {0};
  steg_buffer out;
  steg_buffer_init(&out, SIZE_MAX);
  assert_int_equal(steg_fonts_subset_woff(fonts, STEG_FACE_SANS, "", 0, &out, &err), 0);
  assert_true(out.size > 44);
  steg_buffer_clear(&out);
  assert_int_equal(steg_fonts_subset_woff(fonts, STEG_FACE_SANS, "a\0b\xFF", 4, &out, &err), 0);
  size_t size;
  free(unpack(&out, &size));
  steg_buffer_release(&out);
  steg_buffer_init(&out, 100); /* too little room */
  assert_int_equal(steg_fonts_subset_woff(fonts, STEG_FACE_SANS, "a", 1, &out, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  steg_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_widths),       cmocka_unit_test(test_odd_texts),
      cmocka_unit_test(test_cache_grows),  cmocka_unit_test(test_locale_plays_no_part),
      cmocka_unit_test(test_wrap),         cmocka_unit_test(test_wrap_any_text),
      cmocka_unit_test(test_refusals),     cmocka_unit_test(test_damaged),
      cmocka_unit_test(test_subset),       cmocka_unit_test(test_subset_features),
      cmocka_unit_test(test_subset_bytes), cmocka_unit_test(test_subset_odd_input),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
