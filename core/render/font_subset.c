/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subsets by hb-subset, and WOFF 1 around them as https://www.w3.org/TR/WOFF/ describes it: a header of 44 bytes, 20
 * bytes for each table, then the tables, each compressed with zlib when that makes it smaller. All numbers are
 * big-endian. */
#include "base/text.h"
#include "render/font_part.h"
#include <hb-subset.h>
#include <string.h>
#include <zlib.h>

enum {
  SFNT_HEADER = 12,
  SFNT_ENTRY = 16, /* tag, checksum, offset, length */
  WOFF_HEADER = 44,
  WOFF_ENTRY = 20, /* tag, offset, compressed length, length, checksum */
  MAX_TABLES = 64,
  LEVEL = 6 /* of zlib: 9 takes 60 % longer for 40 bytes a face */
};

static uint32_t read_u32(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void write_u32(unsigned char *bytes, uint32_t value) {
  bytes[0] = (unsigned char)(value >> 24);
  bytes[1] = (unsigned char)(value >> 16);
  bytes[2] = (unsigned char)(value >> 8);
  bytes[3] = (unsigned char)value;
}

static void add_characters(hb_set_t *set, const char *text, size_t size) {
  const char *end = text + size;
  while (text < end) {
    uint32_t c = steg_fonts_character(steg_text_next(&text, end));
    if (c)
      hb_set_add(set, c);
  }
}

/* A browser composes letters and marks before it looks for glyphs, so the composed forms belong to the face as well. */
static int add_composed(hb_set_t *set, const char *text, size_t size, steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  char *copy = steg_arena_text_n(arena, text, size);
  if (!copy) {
    steg_arena_free(arena);
    return steg_error_memory(err);
  }
  for (size_t i = 0; i < size; i++)
    if (!copy[i])
      copy[i] = ' ';
  const char *composed = steg_text_compose(arena, copy); /* NULL: not UTF-8; then there is nothing to compose */
  if (composed && composed != copy)
    add_characters(set, composed, strlen(composed));
  steg_arena_free(arena);
  return 0;
}

static hb_subset_input_t *make_input(const char *text, size_t size, steg_error *err) {
  static const hb_tag_t features[] = {HB_TAG('k', 'e', 'r', 'n'), HB_TAG('l', 'i', 'g', 'a'),
                                      HB_TAG('m', 'a', 'r', 'k'), HB_TAG('l', 'o', 'c', 'l'),
                                      HB_TAG('c', 'c', 'm', 'p'), HB_TAG('t', 'n', 'u', 'm')};
  static const hb_tag_t scripts[] = {HB_TAG('D', 'F', 'L', 'T'), HB_TAG('l', 'a', 't', 'n')};
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) {
    steg_error_memory(err);
    return NULL;
  }
  hb_set_t *characters = hb_subset_input_unicode_set(input);
  hb_set_add(characters, ' ');
  hb_set_add(characters, 0xA0);
  hb_set_add(characters, '-'); /* a browser that hyphenates */
  add_characters(characters, text, size);
  if (add_composed(characters, text, size, err)) {
    hb_subset_input_destroy(input);
    return NULL;
  }
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
  hb_set_t *tags = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
  hb_set_clear(tags);
  for (size_t i = 0; i < sizeof features / sizeof features[0]; i++)
    hb_set_add(tags, features[i]);
  tags = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_SCRIPT_TAG);
  hb_set_clear(tags);
  for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
    hb_set_add(tags, scripts[i]);
  return input;
}

/* Appends one table and fills its directory entry. `woff` collects header, directory and data. */
static int append_table(steg_buffer *woff, const unsigned char *sfnt, const unsigned char *entry, size_t entry_offset,
                        steg_error *err) {
  static const char padding[3] = {0};
  uint32_t offset = read_u32(entry + 8), length = read_u32(entry + 12);
  uLongf packed_size = compressBound(length);
  steg_arena *arena = steg_arena_new(0);
  unsigned char *packed = steg_arena_alloc(arena, packed_size);
  if (!packed || compress2(packed, &packed_size, sfnt + offset, length, LEVEL) != Z_OK) {
    steg_arena_free(arena);
    return steg_error_memory(err);
  }
  bool smaller = packed_size < length;
  uint32_t stored = smaller ? (uint32_t)packed_size : length;
  uint32_t place = (uint32_t)woff->size;
  steg_buffer_append(woff, smaller ? packed : sfnt + offset, stored);
  steg_buffer_append(woff, padding, (4 - stored % 4) % 4);
  steg_arena_free(arena);
  if (steg_buffer_failed(woff))
    return steg_error_memory(err);
  unsigned char *out = (unsigned char *)woff->bytes + entry_offset;
  memcpy(out, entry, 4);
  write_u32(out + 4, place);
  write_u32(out + 8, stored);
  write_u32(out + 12, length);
  memcpy(out + 16, entry + 4, 4);
  return 0;
}

static int wrap_woff(const unsigned char *sfnt, size_t sfnt_size, steg_buffer *woff, steg_error *err) {
  static const unsigned char blank[WOFF_HEADER + MAX_TABLES * WOFF_ENTRY] = {0};
  unsigned table_count = sfnt_size >= SFNT_HEADER ? (unsigned)sfnt[4] << 8 | sfnt[5] : 0;
  if (table_count == 0 || table_count > MAX_TABLES || sfnt_size < SFNT_HEADER + (size_t)table_count * SFNT_ENTRY)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the subset of a font has no table directory");
  uint32_t total = SFNT_HEADER + table_count * SFNT_ENTRY;
  steg_buffer_append(woff, blank, WOFF_HEADER + (size_t)table_count * WOFF_ENTRY);
  for (unsigned i = 0; i < table_count; i++) {
    const unsigned char *entry = sfnt + SFNT_HEADER + (size_t)i * SFNT_ENTRY;
    uint32_t offset = read_u32(entry + 8), length = read_u32(entry + 12);
    if (offset > sfnt_size || length > sfnt_size - offset)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the subset of a font has a table beyond its end");
    if (append_table(woff, sfnt, entry, WOFF_HEADER + (size_t)i * WOFF_ENTRY, err))
      return -1;
    total += (length + 3) & ~UINT32_C(3);
  }
  unsigned char *header = (unsigned char *)woff->bytes;
  write_u32(header, 0x774F4646); /* "wOFF" */
  memcpy(header + 4, sfnt, 4);   /* flavour */
  write_u32(header + 8, (uint32_t)woff->size);
  header[12] = (unsigned char)(table_count >> 8);
  header[13] = (unsigned char)table_count;
  write_u32(header + 16, total);
  header[21] = 1; /* version 1.0; no metadata, no private data */
  return 0;
}

int steg_fonts_subset_woff(steg_fonts *fonts, steg_face face, const char *text, size_t size, steg_buffer *out,
                           steg_error *err) {
  hb_face_t *whole = steg_font_part_face(fonts, face, err);
  if (!whole)
    return -1;
  hb_subset_input_t *input = make_input(text, size, err);
  if (!input)
    return -1;
  hb_face_t *cut = hb_subset_or_fail(whole, input);
  hb_subset_input_destroy(input);
  if (!cut)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "a font can't be cut down to the characters of the report");
  hb_blob_t *blob = hb_face_reference_blob(cut);
  unsigned sfnt_size;
  const unsigned char *sfnt = (const unsigned char *)hb_blob_get_data(blob, &sfnt_size);
  steg_buffer woff;
  steg_buffer_init(&woff, (size_t)1 << 24);
  int result = wrap_woff(sfnt, sfnt_size, &woff, err);
  if (!result) {
    steg_buffer_append(out, woff.bytes, woff.size);
    if (steg_buffer_failed(out))
      result = steg_error_memory(err);
  }
  steg_buffer_release(&woff);
  hb_blob_destroy(blob);
  hb_face_destroy(cut);
  return result;
}
