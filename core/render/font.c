/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "render/font_part.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  EM = 1000,
  DAMAGED_WIDTH = 550, /* of a character, about the mean of Swedish text, when a face can't be read */
  FIRST_SLOTS = 1024,  /* a report measures some thousand texts */
  LONGEST_CACHED = 256 /* bytes: longer texts are measured once or twice, words and labels often */
};

static const char *const file_names[STEG_FACE_END] = {
    [STEG_FACE_SANS] = "SourceSans3-Regular.ttf",    [STEG_FACE_SANS_SEMIBOLD] = "SourceSans3-Semibold.ttf",
    [STEG_FACE_SANS_BOLD] = "SourceSans3-Bold.ttf",  [STEG_FACE_SANS_ITALIC] = "SourceSans3-It.ttf",
    [STEG_FACE_SERIF] = "SourceSerif4-Regular.ttf",  [STEG_FACE_SERIF_ITALIC] = "SourceSerif4-It.ttf",
    [STEG_FACE_SERIF_BOLD] = "SourceSerif4-Bold.ttf"};

typedef struct opened_face {
  hb_face_t *face;
  hb_font_t *font;
  bool failed;
} opened_face;

typedef struct cached_width {
  const char *text; /* NULL = free slot */
  size_t size;
  uint64_t hash;
  int64_t width;
  steg_face face;
} cached_width;

struct steg_fonts {
  steg_arena *arena;
  char *paths[STEG_FACE_END];
  opened_face faces[STEG_FACE_END];
  hb_buffer_t *buffer;
  cached_width *slots; /* open addressing; slot_count is a power of two */
  size_t slot_count, slots_used;
};

int steg_fonts_open(const char *folder, steg_fonts **ret_fonts, steg_error *err) {
  steg_fonts *fonts = calloc(1, sizeof *fonts);
  if (!fonts)
    return steg_error_memory(err);
  fonts->arena = steg_arena_new(0);
  fonts->buffer = hb_buffer_create();
  fonts->slots = calloc(FIRST_SLOTS, sizeof *fonts->slots);
  fonts->slot_count = FIRST_SLOTS;
  if (!fonts->arena || !fonts->slots || !hb_buffer_allocation_successful(fonts->buffer)) {
    steg_error_memory(err);
    goto fail;
  }
  for (steg_face face = STEG_FACE_SANS; face < STEG_FACE_END; face++) {
    fonts->paths[face] = steg_arena_printf(fonts->arena, "%s/%s", folder, file_names[face]);
    if (!fonts->paths[face]) {
      steg_error_memory(err);
      goto fail;
    }
    if (access(fonts->paths[face], R_OK)) {
      steg_error_system(err, errno, "the font %s", fonts->paths[face]);
      goto fail;
    }
  }
  *ret_fonts = fonts;
  return 0;
fail:
  steg_fonts_close(fonts);
  return -1;
}

void steg_fonts_close(steg_fonts *fonts) {
  if (!fonts)
    return;
  for (steg_face face = STEG_FACE_SANS; face < STEG_FACE_END; face++) {
    hb_font_destroy(fonts->faces[face].font);
    hb_face_destroy(fonts->faces[face].face);
  }
  hb_buffer_destroy(fonts->buffer);
  steg_arena_free(fonts->arena);
  free(fonts->slots);
  free(fonts);
}

hb_face_t *steg_font_part_face(steg_fonts *fonts, steg_face face, steg_error *err) {
  opened_face *opened = &fonts->faces[face];
  if (opened->face)
    return opened->face;
  hb_blob_t *blob = opened->failed ? NULL : hb_blob_create_from_file_or_fail(fonts->paths[face]); /* maps the file */
  hb_face_t *made = blob ? hb_face_create(blob, 0) : NULL;
  hb_blob_destroy(blob);
  if (!made || hb_face_get_glyph_count(made) == 0) {
    hb_face_destroy(made);
    opened->failed = true;
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: this is no font that can be read", fonts->paths[face]);
    return NULL;
  }
  hb_face_make_immutable(made);
  opened->face = made;
  opened->font = hb_font_create(made);
  hb_font_set_scale(opened->font, EM, EM);
  return made;
}

uint32_t steg_fonts_character(uint32_t c) {
  if (c == '\t' || c == '\n' || c == '\r')
    return ' ';
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF)
    return 0;
  return c;
}

/* The script decides which lookups apply; direction and language are set, since the process's locale must play no part.
 */
static int64_t shape(steg_fonts *fonts, steg_face face, const char *text, size_t size) {
  const char *end = text + size;
  int64_t width = 0;
  if (!steg_font_part_face(fonts, face, NULL)) {
    while (text < end)
      width += steg_fonts_character(steg_text_next(&text, end)) ? DAMAGED_WIDTH : 0;
    return width;
  }
  hb_buffer_t *buffer = fonts->buffer;
  hb_buffer_clear_contents(buffer);
  for (unsigned cluster = 0; text < end; cluster++) {
    uint32_t c = steg_fonts_character(steg_text_next(&text, end));
    if (c)
      hb_buffer_add(buffer, c, cluster);
  }
  hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_buffer_set_language(buffer, hb_language_from_string("sv", 2));
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(fonts->faces[face].font, buffer, NULL, 0);
  unsigned count;
  const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
  for (unsigned i = 0; i < count; i++)
    width += glyphs[i].codepoint ? positions[i].x_advance : EM;
  return width;
}

/* FNV-1a, 64 bits. */
static uint64_t hash_text(steg_face face, const char *text, size_t size) {
  uint64_t hash = 14695981039346656037u ^ (uint64_t)face;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
  return hash;
}

static cached_width *find_slot(cached_width *slots, size_t slot_count, const cached_width *wanted) {
  size_t at = wanted->hash & (slot_count - 1);
  while (slots[at].text && (slots[at].hash != wanted->hash || slots[at].face != wanted->face ||
                            slots[at].size != wanted->size || memcmp(slots[at].text, wanted->text, wanted->size) != 0))
    at = (at + 1) & (slot_count - 1);
  return &slots[at];
}

/* Keeps at least a third of the slots free. Without memory for more nothing is added: the cache only saves time. */
static void remember(steg_fonts *fonts, cached_width entry) {
  if (fonts->slots_used >= fonts->slot_count / 3 * 2) {
    cached_width *slots = calloc(fonts->slot_count * 2, sizeof *slots);
    if (!slots)
      return;
    for (size_t i = 0; i < fonts->slot_count; i++)
      if (fonts->slots[i].text)
        *find_slot(slots, fonts->slot_count * 2, &fonts->slots[i]) = fonts->slots[i];
    free(fonts->slots);
    fonts->slots = slots;
    fonts->slot_count *= 2;
  }
  entry.text = steg_arena_text_n(fonts->arena, entry.text, entry.size);
  if (!entry.text)
    return;
  *find_slot(fonts->slots, fonts->slot_count, &entry) = entry;
  fonts->slots_used++;
}

int64_t steg_font_part_width(steg_fonts *fonts, steg_face face, const char *text, size_t size) {
  if (size == 0 || face <= 0 || face >= STEG_FACE_END)
    return 0;
  if (size > LONGEST_CACHED)
    return shape(fonts, face, text, size);
  cached_width wanted = {.text = text, .size = size, .hash = hash_text(face, text, size), .face = face};
  const cached_width *found = find_slot(fonts->slots, fonts->slot_count, &wanted);
  if (found->text)
    return found->width;
  wanted.width = shape(fonts, face, text, size);
  remember(fonts, wanted);
  return wanted.width;
}

int64_t steg_fonts_width(steg_fonts *fonts, steg_face face, const char *text) {
  return text ? steg_font_part_width(fonts, face, text, strlen(text)) : 0;
}
