/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/field.h"

#include "base/text.h"
#include "intake/decoding.h"
#include <string.h>

enum {
  NO_BREAK_SPACE = 0xA0,
  SOFT_HYPHEN = 0xAD,
  A_TILDE = 0xC3, /* what the first byte of å ä ö becomes when UTF-8 is taken for Windows-1252 */
  ZERO_WIDTH_SPACE = 0x200B,
  WORD_JOINER = 0x2060,
  BYTE_ORDER_MARK = 0xFEFF,
  REPLACEMENT = 0xFFFD /* what a program writes for a character that it could not read */
};

static bool is_space(uint32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == NO_BREAK_SPACE || c == 0x2007 || c == 0x2009 ||
         c == 0x202F || c == 0x3000;
}

static bool is_invisible(uint32_t c) {
  return c == ZERO_WIDTH_SPACE || c == BYTE_ORDER_MARK || c == WORD_JOINER || c == SOFT_HYPHEN;
}

/* Joiners make one picture of several emoji, so they stay in a text; in an answer they are only in the way. */
static bool is_joiner(uint32_t c) {
  return c == 0x200C || c == 0x200D;
}

/* Embeddings, overrides and isolates: Unicode's explicit direction characters (UAX 9), and the marks. */
static bool is_direction(uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

static bool is_control(uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\r' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

static bool is_plain(steg_field cell) {
  for (size_t i = 0; i < cell.size; i++)
    if ((unsigned char)cell.bytes[i] >= 0x7F || (unsigned char)cell.bytes[i] < 0x20)
      return false;
  return true;
}

bool steg_field_is_blank(steg_field cell) {
  const char *at = cell.bytes, *end = cell.bytes + cell.size;
  while (at < end) {
    uint32_t c = steg_text_next(&at, end);
    if (!is_space(c) && !is_invisible(c))
      return false;
  }
  return true;
}

/* Whether "Ã" stands before a character that Windows-1252 shows for a continuation byte. */
static bool has_double_encoding(const char *text, size_t size) {
  const char *at = text, *end = text + size;
  while (at < end) {
    if (steg_text_next(&at, end) != A_TILDE || at == end)
      continue;
    const char *next = at;
    int byte = steg_decoding_byte_of(STEG_ENCODING_WINDOWS_1252, steg_text_next(&next, end));
    if (byte >= 0x80 && byte <= 0xBF)
      return true;
  }
  return false;
}

/* Undoes the double encoding in place: each character back to its Windows-1252 byte. Left alone when that gives no UTF-8.
 * Returns whether it was undone. */
static bool undo_double_encoding(steg_buffer *text) {
  char *out = text->bytes;
  bool changed = false;
  const char *at = text->bytes, *end = text->bytes + text->size;
  steg_buffer undone;
  steg_buffer_init(&undone, STEG_FIELD_MAX);
  while (at < end) {
    int byte = steg_decoding_byte_of(STEG_ENCODING_WINDOWS_1252, steg_text_next(&at, end));
    if (byte < 0)
      goto done;
    steg_buffer_char(&undone, (char)byte);
  }
  if (!steg_buffer_failed(&undone) && steg_text_valid(undone.bytes, undone.size) == undone.size) {
    memcpy(out, undone.bytes, undone.size + 1);
    text->size = undone.size;
    changed = true;
  }
done:
  steg_buffer_release(&undone);
  return changed;
}

/* Composes in place: NFC is never longer than three times its input, and the buffer grows as needed. */
static int compose(steg_buffer *text) {
  steg_arena *arena = steg_arena_new(0);
  if (!arena)
    return -1;
  const char *composed = steg_text_compose(arena, text->bytes);
  if (composed && composed != text->bytes) {
    steg_buffer_clear(text);
    steg_buffer_text(text, composed);
  }
  steg_arena_free(arena);
  return steg_buffer_failed(text) ? -1 : 0;
}

/* Characters from U+0300 on may combine; below it all text is composed. Lead byte 0xCC. */
static bool may_combine(const steg_buffer *text) {
  for (size_t i = 0; i < text->size; i++)
    if ((unsigned char)text->bytes[i] >= 0xCC)
      return true;
  return false;
}

static steg_field trim(const char *bytes, size_t size) {
  const char *at = bytes, *end = bytes + size, *first = NULL, *last = bytes;
  while (at < end) {
    const char *here = at;
    if (is_space(steg_text_next(&at, end)))
      continue;
    first = first ? first : here;
    last = at;
  }
  return first ? (steg_field){first, (size_t)(last - first)} : (steg_field){bytes, 0};
}

/* Appends what is to be seen of the cell; what was not, and what is odd, is returned. */
static int put_visible(steg_field cell, steg_field_ends ends, steg_buffer *out) {
  int oddities = 0;
  const char *at = cell.bytes, *end = cell.bytes + cell.size;
  while (at < end) {
    const char *here = at;
    uint32_t c = steg_text_next(&at, end);
    if (is_invisible(c) || (ends == STEG_FIELD_TRIM && is_joiner(c))) {
      oddities |= STEG_FIELD_INVISIBLE;
    } else if (is_direction(c)) {
      oddities |= STEG_FIELD_BIDI;
    } else {
      oddities |= is_control(c) ? STEG_FIELD_CONTROL : c == REPLACEMENT ? STEG_FIELD_LOST : 0;
      steg_buffer_append(out, here, (size_t)(at - here));
    }
  }
  return oddities;
}

/* The same once more over what is there already: what was encoded twice may hold what is not to be seen. */
static int put_visible_again(steg_field_ends ends, steg_buffer *text) {
  steg_buffer before = *text;
  steg_buffer_init(text, before.max_size);
  int oddities = put_visible((steg_field){before.bytes, before.size}, ends, text);
  steg_buffer_release(&before);
  return oddities;
}

static void trim_in_place(steg_buffer *text) {
  steg_field inner = trim(text->bytes, text->size);
  memmove(text->bytes, inner.bytes, inner.size);
  text->bytes[inner.size] = '\0';
  text->size = inner.size;
}

/* A clean cell is clean: reading what was written gives the same. Each turn but the last makes the text shorter. */
static int clean_odd(steg_field cell, steg_field_ends ends, steg_buffer *out) {
  int oddities = put_visible(cell, ends, out);
  for (bool again = true; again && out->size;) {
    if (steg_buffer_failed(out) || (may_combine(out) && compose(out)))
      return -1;
    size_t size = out->size;
    bool twice = has_double_encoding(out->bytes, out->size);
    oddities |= twice ? STEG_FIELD_MOJIBAKE : 0;
    if (twice && undo_double_encoding(out)) {
      oddities |= put_visible_again(ends, out);
      continue;
    }
    if (ends == STEG_FIELD_TRIM) /* only now: "Ã" and a space that does not break may be one letter */
      trim_in_place(out);
    again = twice && out->size < size;
  }
  return steg_buffer_failed(out) ? -1 : oddities;
}

int steg_field_clean(steg_field cell, steg_field_ends ends, steg_buffer *out) {
  steg_buffer_clear(out);
  if (!is_plain(cell))
    return clean_odd(cell, ends, out);
  if (ends == STEG_FIELD_TRIM) {
    while (cell.size && cell.bytes[0] == ' ') {
      cell.bytes++;
      cell.size--;
    }
    while (cell.size && cell.bytes[cell.size - 1] == ' ')
      cell.size--;
  }
  steg_buffer_append(out, cell.bytes, cell.size);
  return steg_buffer_failed(out) ? -1 : 0;
}
