/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/swedish.h"
#include <string.h>

enum { CAPTURES_MAX = 8, CONVERSION = 2 /* "%s": rows have no longer ones */ };

static const struct {
  const char *en;
  const char *sv;
} rows[] = {
#define STEG_SENTENCE(en, sv) {en, sv},
#include "script/sentences.def"
#undef STEG_SENTENCE
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

typedef struct piece {
  const char *text;
  size_t size;
} piece;

/* How much of the format stands before its next conversion. */
static size_t literal_size(const char *format) {
  return strcspn(format, "%");
}

/* Where the literal stands first in the text; NULL when nowhere. The last literal of a format must end the text. */
static const char *find(piece text, const char *literal, size_t size, bool last) {
  if (size > text.size)
    return NULL;
  if (last) {
    const char *at = text.text + text.size - size;
    return memcmp(at, literal, size) == 0 ? at : NULL;
  }
  return memmem(text.text, text.size, literal, size);
}

/* Whether the whole text is the format with something in each conversion's place; those in captures. */
static bool match(piece text, const char *format, piece captures[CAPTURES_MAX]) {
  size_t size = literal_size(format), count = 0;
  if (size > text.size || memcmp(text.text, format, size) != 0 || (!format[size] && size != text.size))
    return false;
  text = (piece){text.text + size, text.size - size};
  format += size;
  while (*format && count < CAPTURES_MAX) {
    format += CONVERSION;
    size = literal_size(format);
    const char *at = find(text, format, size, !format[size]);
    if (!at)
      return false;
    captures[count] = (piece){text.text, (size_t)(at - text.text)};
    /* Else a row would reach over pieces that have rows of their own. */
    if (memmem(text.text, captures[count++].size, ": ", 2))
      return false;
    text.size -= (size_t)(at - text.text) + size;
    text.text = at + size;
    format += size;
  }
  return !*format;
}

/* Whether a row says the whole text; it is put then. What stands in a conversion's place is shorter than the text. */
static bool put_row(steg_buffer *out, piece text) {
  piece captures[CAPTURES_MAX] = {{0}};
  if (!text.text) /* a conversion that the row did not capture */
    return false;
  for (size_t i = 0; i < ROW_COUNT; i++) {
    if (!match(text, rows[i].en, captures))
      continue;
    const char *format = rows[i].sv;
    for (size_t c = 0; *format; c++) {
      size_t size = literal_size(format);
      steg_buffer_append(out, format, size);
      format += size;
      if (!*format)
        break;
      if (!put_row(out, captures[c]))
        steg_buffer_append(out, captures[c].text, captures[c].size);
      format += CONVERSION;
    }
    return true;
  }
  return false;
}

/* "name.lua:12: " at the beginning; 0 when there is none. */
static size_t place_size(const char *text) {
  const char *colon = strchr(text, ':');
  size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
  bool is_place = digits > 0 && strncmp(colon + 1 + digits, ": ", 2) == 0 && !memchr(text, ' ', (size_t)(colon - text));
  return is_place ? (size_t)(colon - text) + digits + 3 : 0;
}

void steg_swedish_put(steg_buffer *out, const char *english) {
  static const char called[] = " (called from ";
  size_t place = place_size(english), size = strlen(english);
  const char *callers = NULL;
  for (const char *at = english; (at = strstr(at, called)) != NULL; at++)
    callers = at;
  steg_buffer_append(out, english, place);
  piece rest = {english + place, (callers ? (size_t)(callers - english) : size) - place};
  while (!put_row(out, rest)) {
    const char *colon = memmem(rest.text, rest.size, ": ", 2);
    piece first = {rest.text, colon ? (size_t)(colon - rest.text) : rest.size};
    if (!put_row(out, first))
      steg_buffer_append(out, first.text, first.size);
    if (!colon)
      break;
    steg_buffer_text(out, ": ");
    rest = (piece){colon + 2, rest.size - first.size - 2};
  }
  if (callers) {
    steg_buffer_text(out, " (anropad från ");
    steg_buffer_text(out, callers + sizeof called - 1);
  }
}
