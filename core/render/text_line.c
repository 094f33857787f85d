/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "render/html_escape.h"
#include "render/text_part.h"
#include <string.h>

enum { CLEAN_MAX = 1 << 22 };

const char *steg_text_part_clean(steg_text_page *page, const char *text) {
  const char *end = text ? text + strlen(text) : NULL;
  steg_buffer buffer;
  steg_buffer_init(&buffer, CLEAN_MAX);
  for (const char *cursor = text; cursor < end;) {
    char bytes[4];
    uint32_t c = steg_html_escape_character(steg_text_next(&cursor, end));
    if (c == '\n' || c == '\r' || c == '\t')
      c = ' ';
    steg_buffer_append(&buffer, bytes, steg_text_encode(c, bytes));
  }
  const char *clean = steg_buffer_failed(&buffer) ? NULL : steg_arena_text_n(page->arena, buffer.bytes, buffer.size);
  steg_buffer_release(&buffer);
  return clean ? clean : "";
}

/* Bytes of `text` that fill at most `width` columns, at least one character. */
static size_t bytes_within(const char *text, size_t size, size_t width) {
  const char *cursor = text, *end = text + size;
  size_t used = 0, kept = 0;
  while (cursor < end) {
    char one[5] = "";
    const char *before = cursor;
    steg_text_next(&cursor, end);
    memcpy(one, before, (size_t)(cursor - before) < sizeof one ? (size_t)(cursor - before) : sizeof one - 1);
    used += steg_text_width(one);
    if (used > width && kept > 0)
      break;
    kept = (size_t)(cursor - text);
  }
  return kept;
}

static size_t width_of(steg_text_page *page, const char *text, size_t size) {
  const char *copy = steg_arena_text_n(page->arena, text, size);
  return copy ? steg_text_width(copy) : size;
}

size_t steg_text_part_wrap(steg_text_page *page, const char *text, size_t width, const char ***ret_lines) {
  const char *clean = steg_text_part_clean(page, text);
  size_t size = strlen(clean), count = 0;
  const char **lines = steg_arena_array(page->arena, size + 1, sizeof *lines);
  if (!lines)
    return 0;
  if (width == 0)
    width = 1;
  for (size_t at = 0; at < size;) {
    at += strspn(clean + at, " ");
    size_t end = at, taken = at;
    while (end < size) { /* as many words as fit */
      size_t next = end + strspn(clean + end, " ");
      next += strcspn(clean + next, " ");
      if (width_of(page, clean + at, next - at) > width)
        break;
      taken = end = next;
    }
    if (taken == at && at < size) /* not even one word */
      taken = at + bytes_within(clean + at, strcspn(clean + at, " "), width);
    if (taken > at)
      lines[count++] = steg_arena_text_n(page->arena, clean + at, taken - at);
    at = taken;
  }
  *ret_lines = lines;
  return steg_arena_failed(page->arena) ? 0 : count;
}

void steg_text_part_style(steg_text_page *page, steg_text_style style) {
  if (page->color)
    steg_buffer_text(page->out, style == STEG_TEXT_BOLD ? "\033[1m" : style == STEG_TEXT_DIM ? "\033[2m" : "\033[0m");
}

void steg_text_part_spaces(steg_text_page *page, size_t count) {
  while (count--)
    steg_buffer_char(page->out, ' ');
}

void steg_text_part_pad(steg_text_page *page, const char *text, size_t width, bool right) {
  size_t used = steg_text_width(text), rest = used < width ? width - used : 0;
  if (right)
    steg_text_part_spaces(page, rest);
  steg_buffer_text(page->out, text);
  if (!right)
    steg_text_part_spaces(page, rest);
}

void steg_text_part_line(steg_text_page *page) {
  const steg_buffer *out = page->out;
  if (out->size > 0 && !(out->size > 1 && out->bytes[out->size - 1] == '\n' && out->bytes[out->size - 2] == '\n'))
    steg_buffer_char(page->out, '\n');
}

void steg_text_part_paragraph(steg_text_page *page, size_t indent, const char *lead, steg_text_style style,
                              const char *text) {
  const char **lines = NULL;
  size_t rail = page->rail ? steg_text_width(page->rail) : 0;
  size_t room = page->width > indent + rail + 8 ? page->width - indent - rail : 8;
  size_t count = steg_text_part_wrap(page, text, room, &lines);
  for (size_t i = 0; i < count; i++) {
    steg_buffer_text(page->out, page->rail);
    steg_text_part_pad(page, i == 0 && lead ? lead : "", indent, true);
    if (style)
      steg_text_part_style(page, style);
    steg_buffer_text(page->out, lines[i]);
    if (style)
      steg_text_part_style(page, STEG_TEXT_PLAIN);
    steg_buffer_char(page->out, '\n');
  }
}
