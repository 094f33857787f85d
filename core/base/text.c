/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Below it no character combines with another and every text is in NFC. */
enum { FIRST_COMBINING = 0x300, REPLACEMENT = 0xFFFD };

const char *steg_text_pick(steg_lang lang, const char *sv, const char *en) {
  return lang == STEG_LANG_EN && en ? en : sv;
}

/* Decodes one character; returns its size, or 0 when the bytes are no character. RFC 3629, table 3-7 of Unicode. */
static size_t decode(const unsigned char *bytes, size_t size, uint32_t *ret_c) {
  if (size == 0)
    return 0;
  unsigned char lead = bytes[0];
  if (lead < 0x80) {
    *ret_c = lead;
    return 1;
  }
  size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || size < length)
    return 0;
  uint32_t c = lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++) {
    if ((bytes[i] & 0xC0) != 0x80)
      return 0;
    c = c << 6 | (bytes[i] & 0x3Fu);
  }
  if ((length == 3 && c < 0x800) || (length == 4 && c < 0x10000) || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
    return 0;
  *ret_c = c;
  return length;
}

size_t steg_text_valid(const char *text, size_t size) {
  const unsigned char *bytes = (const unsigned char *)text;
  size_t at = 0;
  while (at < size) {
    uint32_t c;
    size_t length = decode(bytes + at, size - at, &c);
    if (length == 0)
      return at;
    at += length;
  }
  return size;
}

uint32_t steg_text_next(const char **cursor, const char *end) {
  if (*cursor >= end)
    return 0;
  uint32_t c;
  size_t length = decode((const unsigned char *)*cursor, (size_t)(end - *cursor), &c);
  *cursor += length ? length : 1;
  return length ? c : REPLACEMENT;
}

size_t steg_text_encode(uint32_t c, char out[4]) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
    c = REPLACEMENT;
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3F));
  out[2] = (char)(0x80 | (c >> 6 & 0x3F));
  out[3] = (char)(0x80 | (c & 0x3F));
  return 4;
}

/* Whether every character stands below FIRST_COMBINING: lead bytes up to 0xCB. */
static bool is_plain(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)text[i] >= 0xCC)
      return false;
  return true;
}

const char *steg_text_compose(steg_arena *arena, const char *text) {
  if (!text)
    return NULL;
  size_t size = strlen(text);
  if (steg_text_valid(text, size) != size)
    return NULL;
  if (is_plain(text, size))
    return text;
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
  const utf8proc_option_t options = UTF8PROC_COMPOSE | UTF8PROC_STABLE;
  utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)size, NULL, 0, options);
  if (count < 0)
    return NULL;
  /* utf8proc_reencode writes the UTF-8 over the code points, and a terminator. */
  utf8proc_int32_t *points = steg_arena_array(arena, (size_t)count + 1, sizeof *points);
  if (!points)
    return NULL;
  if (utf8proc_decompose(bytes, (utf8proc_ssize_t)size, points, count, options) != count ||
      utf8proc_reencode(points, count, options) < 0)
    return NULL;
  return strcmp((const char *)points, text) == 0 ? text : (const char *)points;
}

/* White space and the punctuation that people leave out or put in at will. */
static bool is_dropped(uint32_t c) {
  if (c < 0x80)
    return strchr(" -_./():;,'\"\t\n\v\f\r", (int)c) != NULL;
  if (c == 0x85)
    return true;
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static uint32_t lower(uint32_t c) {
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/* The next character of the folded text, 0 at the end. */
static uint32_t next_folded(const char **cursor, const char *end) {
  while (*cursor < end) {
    uint32_t c = steg_text_next(cursor, end);
    if (c == 0) {
      *cursor = end; /* a NUL ends the name */
      return 0;
    }
    if (!is_dropped(c))
      return lower(c);
  }
  return 0;
}

char *steg_text_fold(steg_arena *arena, const char *text, size_t size) {
  size_t length = text ? strnlen(text, size) : 0;
  const char *composed = text;
  if (length && !is_plain(text, length)) {
    char *copy = steg_arena_text_n(arena, text, length);
    composed = copy ? steg_text_compose(arena, copy) : NULL;
    if (!composed && (!copy || steg_arena_failed(arena)))
      return NULL;
    if (!composed)
      composed = copy; /* invalid bytes: folded one by one, as U+FFFD */
    length = strlen(composed);
  }
  /* Lowering may need more bytes (U+023A: 2 to 3) and an invalid byte becomes three. */
  if (length > SIZE_MAX / 3 - 1)
    return NULL;
  char *folded = steg_arena_alloc(arena, length * 3 + 4);
  if (!folded)
    return NULL;
  size_t used = 0;
  const char *cursor = composed;
  for (uint32_t c; (c = next_folded(&cursor, composed + length)) != 0;)
    used += steg_text_encode(c, folded + used);
  folded[used] = '\0';
  /* What stood apart may now combine. NFC of a lower-case text is lower-case. */
  return (char *)steg_text_compose(arena, folded);
}

bool steg_text_same(const char *a, const char *b) {
  if (!a || !b)
    return a == b;
  size_t a_size = strlen(a);
  size_t b_size = strlen(b);
  if (is_plain(a, a_size) && is_plain(b, b_size)) {
    const char *left = a;
    const char *right = b;
    for (;;) {
      uint32_t x = next_folded(&left, a + a_size);
      uint32_t y = next_folded(&right, b + b_size);
      if (x != y)
        return false;
      if (x == 0)
        return true;
    }
  }
  steg_arena *arena = steg_arena_new(0);
  char *x = steg_text_fold(arena, a, a_size);
  char *y = steg_text_fold(arena, b, b_size);
  bool same = x && y && strcmp(x, y) == 0;
  steg_arena_free(arena);
  return same;
}

size_t steg_text_width(const char *text) {
  if (!text)
    return 0;
  const char *end = text + strlen(text);
  size_t width = 0;
  while (text < end) {
    uint32_t c = steg_text_next(&text, end);
    if (c < 0x7F) {
      width += c >= 0x20;
    } else {
      int columns = utf8proc_charwidth((utf8proc_int32_t)c);
      width += columns > 0 ? (size_t)columns : 0;
    }
  }
  return width;
}

bool steg_text_is_id(const char *id) {
  if (!id || id[0] < 'a' || id[0] > 'z')
    return false;
  size_t length = 1;
  for (; id[length]; length++) {
    char c = id[length];
    if (length == 40 || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
      return false;
  }
  return true;
}

bool steg_text_in_list(const char *words, char separator, const char *word) {
  if (!words || !word || !*word)
    return false;
  size_t size = strlen(word);
  for (const char *start = words;;) {
    const char *end = strchr(start, separator);
    size_t length = end ? (size_t)(end - start) : strlen(start);
    if (length == size && memcmp(start, word, size) == 0)
      return true;
    if (!end || separator == '\0')
      return false;
    start = end + 1;
  }
}

/* The code points of a folded name. NULL when memory is out. */
static uint32_t *folded_points(steg_arena *arena, const char *name, size_t *ret_count) {
  char *folded = steg_text_fold(arena, name, strlen(name));
  if (!folded)
    return NULL;
  const char *cursor = folded;
  const char *end = folded + strlen(folded);
  uint32_t *points = steg_arena_array(arena, (size_t)(end - folded) + 1, sizeof *points);
  if (!points)
    return NULL;
  size_t count = 0;
  for (uint32_t c; (c = steg_text_next(&cursor, end)) != 0;)
    points[count++] = c;
  *ret_count = count;
  return points;
}

/* Levenshtein distance; SIZE_MAX when memory is out. */
static size_t distance(steg_arena *arena, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count) {
  size_t *row = steg_arena_array(arena, b_count + 1, sizeof *row);
  if (!row)
    return SIZE_MAX;
  for (size_t j = 0; j <= b_count; j++)
    row[j] = j;
  for (size_t i = 1; i <= a_count; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b_count; j++) {
      size_t change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      size_t insert = (row[j - 1] < row[j] ? row[j - 1] : row[j]) + 1;
      row[j] = change < insert ? change : insert;
    }
  }
  return row[b_count];
}

size_t steg_text_distance(const char *a, const char *b) {
  enum { LONGEST = 200 };
  size_t a_count = 0, b_count = 0, away = SIZE_MAX;
  if (strnlen(a, LONGEST + 1) > LONGEST || strnlen(b, LONGEST + 1) > LONGEST)
    return SIZE_MAX;
  steg_arena *arena = steg_arena_new(0);
  const uint32_t *left = arena ? folded_points(arena, a, &a_count) : NULL;
  const uint32_t *right = left ? folded_points(arena, b, &b_count) : NULL;
  if (right)
    away = distance(arena, left, a_count, right, b_count);
  steg_arena_free(arena);
  return away;
}

const char *steg_text_nearest(const char *name, const char *const *names, size_t name_count) {
  /* The names of a project; a longer text is no misspelt name, and the table would grow with its square. */
  enum { LONGEST = 200 };
  const char *nearest = NULL;
  size_t count, best = SIZE_MAX;
  if (!name || strnlen(name, LONGEST + 1) > LONGEST)
    return NULL;
  steg_arena *arena = steg_arena_new(0);
  const uint32_t *points = arena ? folded_points(arena, name, &count) : NULL;
  for (size_t i = 0; points && i < name_count; i++) {
    size_t other_count;
    if (!names[i] || strnlen(names[i], LONGEST + 1) > LONGEST)
      continue;
    const uint32_t *other = folded_points(arena, names[i], &other_count);
    size_t away = other ? distance(arena, points, count, other, other_count) : SIZE_MAX;
    if (away < best && away <= count / 3 && count > 0) {
      best = away;
      nearest = names[i];
    }
  }
  steg_arena_free(arena);
  return nearest;
}
