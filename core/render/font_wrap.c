/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "render/font_part.h"
#include <string.h>

typedef struct wrapper {
  steg_fonts *fonts;
  steg_face face;
  int64_t limit; /* 1/1000 em */
  steg_arena *arena;
  const char **lines;
  size_t count, capacity;
} wrapper;

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Words with one space between them. */
static char *squeeze(steg_arena *arena, const char *text) {
  char *squeezed = steg_arena_text(arena, text);
  if (!squeezed)
    return NULL;
  char *out = squeezed;
  for (const char *c = text; *c; c++) {
    if (!is_space(*c))
      *out++ = *c;
    else if (out > squeezed && out[-1] != ' ')
      *out++ = ' ';
  }
  if (out > squeezed && out[-1] == ' ')
    out--;
  *out = '\0';
  return squeezed;
}

static void add_line(wrapper *wrap, const char *start, size_t size, const char *suffix) {
  if (wrap->count == wrap->capacity) {
    size_t capacity = wrap->capacity ? wrap->capacity * 2 : 4;
    const char **lines = steg_arena_array(wrap->arena, capacity, sizeof *lines);
    if (!lines)
      return;
    if (wrap->count)
      memcpy(lines, wrap->lines, wrap->count * sizeof *lines);
    wrap->lines = lines;
    wrap->capacity = capacity;
  }
  const char *line = steg_arena_printf(wrap->arena, "%.*s%s", (int)size, start, suffix);
  if (line)
    wrap->lines[wrap->count++] = line;
}

static bool fits(const wrapper *wrap, const char *start, const char *end) {
  return steg_font_part_width(wrap->fonts, wrap->face, start, (size_t)(end - start)) <= wrap->limit;
}

static bool is_mark(uint32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D;
}

static bool may_break_after(uint32_t c) {
  return c == '-' || c == '/' || c == 0x2013 || c == '.' || c == '_' || c == '@';
}

static bool fits_with_hyphen(const wrapper *wrap, const char *start, const char *end) {
  const char *text = steg_arena_printf(wrap->arena, "%.*s-", (int)(end - start), start);
  return text && fits(wrap, text, text + strlen(text));
}

/* Adds the part of a too wide word that fits, and returns where the rest begins. */
static const char *break_word(wrapper *wrap, const char *word, const char *end) {
  const char *natural = NULL, *forced = NULL;
  const char *cursor = word;
  uint32_t c = steg_text_next(&cursor, end);
  while (cursor < end) {
    const char *here = cursor; /* between `before` and `c` */
    uint32_t before = c;
    c = steg_text_next(&cursor, end);
    if (is_mark(c))
      continue;
    bool fitting = fits(wrap, word, here);
    if (!fitting && forced)
      break;
    if (fitting && may_break_after(before))
      natural = here;
    if (!forced || fits_with_hyphen(wrap, word, here)) /* at least one letter */
      forced = here;
  }
  if (natural) {
    add_line(wrap, word, (size_t)(natural - word), "");
    return natural;
  }
  if (!forced)
    forced = end;
  add_line(wrap, word, (size_t)(forced - word), forced < end ? "-" : "");
  return forced;
}

static const char *word_end(const char *text) {
  while (*text && *text != ' ')
    text++;
  return text;
}

size_t steg_fonts_wrap(steg_fonts *fonts, steg_face face, double size, double width, const char *text,
                       steg_arena *arena, const char ***ret_lines) {
  double limit = size > 0 && width > 0 ? width / size * 1000 : 0;
  wrapper wrap = {.fonts = fonts, .face = face, .arena = arena};
  wrap.limit = limit < 1e15 ? (int64_t)limit : (int64_t)1e15;
  const char *start = text ? squeeze(arena, text) : "";
  while (start && *start) {
    const char *end = word_end(start);
    if (!fits(&wrap, start, end)) {
      start = break_word(&wrap, start, end);
      if (*start == ' ')
        start++;
      continue;
    }
    /* The line is measured as a whole, word by word: letters kern across the space. */
    while (*end) {
      const char *next = word_end(end + 1);
      if (!fits(&wrap, start, next))
        break;
      end = next;
    }
    add_line(&wrap, start, (size_t)(end - start), "");
    start = *end ? end + 1 : end;
  }
  *ret_lines = wrap.lines;
  return wrap.count;
}
