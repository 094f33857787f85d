/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/wording.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

enum { PHRASE_MAX = 65536 };

const char *steg_wording_get(const steg_resolve_context *context, steg_word word) {
  return steg_words_get(context->lang, word);
}

const char *steg_wording_fill(const steg_resolve_context *context, steg_word word, const char *first,
                              const char *second) {
  return steg_words_fill(context->arena, context->lang, word, first, second);
}

/* The buffer's bytes as an arena text; releases the buffer. */
static const char *keep(const steg_resolve_context *context, steg_buffer *buffer) {
  const char *text = steg_buffer_failed(buffer) ? NULL : steg_arena_text_n(context->arena, buffer->bytes, buffer->size);
  steg_buffer_release(buffer);
  return text;
}

const char *steg_wording_integer(const steg_resolve_context *context, int64_t value) {
  steg_buffer buffer;
  steg_buffer_init(&buffer, PHRASE_MAX);
  steg_number_write_integer(&buffer, context->lang, value);
  return keep(context, &buffer);
}

const char *steg_wording_real(const steg_resolve_context *context, double value, int decimals) {
  steg_buffer buffer;
  steg_buffer_init(&buffer, PHRASE_MAX);
  steg_number_write_real(&buffer, context->lang, value, decimals);
  return keep(context, &buffer);
}

/* Whether the printed digits are all noughts. */
static bool prints_nought(const char *text) {
  return text[strcspn(text, "123456789")] == '\0';
}

const char *steg_wording_signed(const steg_resolve_context *context, double value, int decimals) {
  const char *text = steg_wording_real(context, value, decimals);
  return text && value > 0 && !prints_nought(text) ? steg_arena_printf(context->arena, "+%s", text) : text;
}

const char *steg_wording_percent(const steg_resolve_context *context, int64_t count, int64_t base) {
  if (base <= 0)
    return STEG_SIGN_MISSING;
  steg_buffer buffer;
  steg_buffer_init(&buffer, PHRASE_MAX);
  steg_number_write_percent(&buffer, context->lang, count, base);
  return keep(context, &buffer);
}

const char *steg_wording_of(const steg_resolve_context *context, int64_t count, int64_t base) {
  const char *first = steg_wording_integer(context, count), *second = steg_wording_integer(context, base);
  return steg_wording_fill(context, STEG_WORD_of, first, second);
}

const char *steg_wording_join(const steg_resolve_context *context, const char *const *names, size_t count) {
  steg_buffer buffer;
  steg_buffer_init(&buffer, PHRASE_MAX);
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && i + 1 == count)
      steg_buffer_printf(&buffer, " %s ", steg_wording_get(context, STEG_WORD_and_word));
    else if (i > 0)
      steg_buffer_text(&buffer, ", ");
    steg_buffer_text(&buffer, names[i]);
  }
  return keep(context, &buffer);
}

const char *steg_wording_lower(const steg_resolve_context *context, const char *text) {
  const char *cursor = text, *end = text + strlen(text);
  uint32_t first = steg_text_next(&cursor, end), second = cursor < end ? (unsigned char)*cursor : 0;
  bool capital = (first >= 'A' && first <= 'Z') || (first >= 0xC0 && first <= 0xDE && first != 0xD7);
  if (!capital || (second >= 'A' && second <= 'Z') || second == 0)
    return text;
  char small[5] = "";
  steg_text_encode(first + 0x20, small); /* Latin-1's capitals lie 32 below their small letters */
  return steg_arena_printf(context->arena, "%s%s", small, cursor);
}

const char *steg_wording_quote(const steg_resolve_context *context, const char *text) {
  return steg_wording_fill(context, STEG_WORD_quoted, text, NULL);
}

const char *steg_wording_sentences(const steg_resolve_context *context, const char *first, const char *second) {
  if (!first || !*first)
    return second;
  return second && *second ? steg_arena_printf(context->arena, "%s %s", first, second) : first;
}

/* Decimals of a number that is none of the other units: none for whole ones, two where one would tell little. */
static int plain_decimals(double value) {
  if (value == floor(value))
    return 0;
  return fabs(value) < 1 ? 2 : 1;
}

const char *steg_wording_number(const steg_resolve_context *context, const steg_figure *figure) {
  switch (figure->unit) {
  case STEG_UNIT_COUNT:
    return steg_wording_integer(context, figure->count);
  case STEG_UNIT_SHARE:
    return steg_wording_percent(context, figure->count, figure->base);
  case STEG_UNIT_LEVEL:
    return steg_wording_real(context, figure->value, 1);
  case STEG_UNIT_POINTS:
  case STEG_UNIT_DAYS:
  case STEG_UNIT_KRONOR:
    return steg_wording_real(context, figure->value, 0);
  case STEG_UNIT_NUMBER:
    return steg_wording_real(context, figure->value, plain_decimals(figure->value));
  }
  return "";
}

/* The sign that stands instead of a value; NULL when there is a value. */
static const char *sign_of(const steg_figure *figure) {
  if (!figure || figure->kind == STEG_FIGURE_NOT_APPLICABLE)
    return "";
  if (figure->kind == STEG_FIGURE_HIDDEN)
    return STEG_SIGN_HIDDEN;
  if (figure->kind == STEG_FIGURE_MISSING || (figure->unit == STEG_UNIT_SHARE && figure->base <= 0))
    return STEG_SIGN_MISSING;
  return NULL;
}

const char *steg_wording_median(const steg_resolve_context *context, const steg_figure *figure) {
  const char *sign = sign_of(figure);
  if (sign)
    return sign;
  double low = isnan(figure->low) ? figure->value : figure->low;
  double high = isnan(figure->high) ? figure->value : figure->high;
  const char *first = steg_wording_real(context, low, low == floor(low) ? 0 : 1);
  if (low == high)
    return first;
  return steg_wording_fill(context, STEG_WORD_range, first,
                           steg_wording_real(context, high, high == floor(high) ? 0 : 1));
}

const char *steg_wording_interval(const steg_resolve_context *context, const steg_figure *figure) {
  const char *sign = sign_of(figure);
  if (sign)
    return sign;
  if (isnan(figure->low) || isnan(figure->high))
    return STEG_SIGN_MISSING;
  if (figure->unit == STEG_UNIT_SHARE) {
    const char *low = steg_wording_real(context, figure->low * 100, 0);
    const char *high = steg_wording_real(context, figure->high * 100, 0);
    return steg_arena_printf(context->arena, "%s" STEG_SIGN_MISSING "%s" NO_BREAK_SPACE "%%", low ? low : "",
                             high ? high : "");
  }
  /* Two signed numbers with a dash between could be read as a third minus sign. */
  return steg_wording_fill(context, STEG_WORD_from_to, steg_wording_signed(context, figure->low, 1),
                           steg_wording_signed(context, figure->high, 1));
}

const char *steg_wording_cell(const steg_resolve_context *context, const steg_figure *figure, steg_cell_form form) {
  const char *sign = sign_of(figure);
  if (sign)
    return sign;
  switch (form) {
  case STEG_CELL_TEXT:
    return steg_wording_number(context, figure);
  case STEG_CELL_COUNT:
    return steg_wording_integer(context, figure->count);
  case STEG_CELL_PERCENT:
    return steg_wording_percent(context, figure->count, figure->base);
  case STEG_CELL_SHARE: {
    const char *percent = steg_wording_percent(context, figure->count, figure->base);
    const char *counts = steg_wording_of(context, figure->count, figure->base);
    return steg_arena_printf(context->arena, "%s (%s)", percent ? percent : "", counts ? counts : "");
  }
  case STEG_CELL_REAL1:
    return steg_wording_real(context, figure->value, 1);
  case STEG_CELL_SIGNED1:
    return steg_wording_signed(context, figure->value, 1);
  case STEG_CELL_SIGNED:
    return steg_wording_signed(context, figure->value, 0);
  case STEG_CELL_KRONOR:
    return steg_wording_fill(context, STEG_WORD_kronor, steg_wording_real(context, figure->value, 0), NULL);
  }
  return "";
}

const char *steg_wording_prose(const steg_resolve_context *context, const char *field, const steg_figure *figure) {
  const char *sign = sign_of(figure);
  if (sign)
    return sign;
  if (figure->unit == STEG_UNIT_SHARE)
    return figure->base < STEG_SMALL_BASE ? steg_wording_of(context, figure->count, figure->base)
                                          : steg_wording_cell(context, figure, STEG_CELL_SHARE);
  if (figure->unit == STEG_UNIT_LEVEL && field && !strncmp(field, "median", strlen("median")))
    return steg_wording_median(context, figure);
  const char *number = steg_wording_number(context, figure);
  if (figure->unit == STEG_UNIT_KRONOR)
    return steg_wording_fill(context, STEG_WORD_kronor, number, NULL);
  if (figure->unit == STEG_UNIT_DAYS)
    return steg_wording_fill(context, STEG_WORD_days, number, NULL);
  if (figure->unit == STEG_UNIT_POINTS) {
    bool one = fabs(steg_wording_printed_value(context, figure)) == 1;
    return steg_wording_fill(context, one ? STEG_WORD_points_one : STEG_WORD_points, number, NULL);
  }
  return number;
}

/* Reads back a number that this engine printed: digits, group spaces or commas, a decimal mark of the language, U+2212.
 */
static double read_printed(steg_lang lang, const char *text) {
  char decimal = lang == STEG_LANG_EN ? '.' : ',';
  double value = 0, place = 0;
  bool negative = !strncmp(text, "\xE2\x88\x92", 3);
  for (; *text; text++)
    if (*text == decimal) {
      place = 1;
    } else if (*text >= '0' && *text <= '9') {
      value = value * 10 + (*text - '0');
      place *= 10;
    }
  if (place > 1)
    value /= place; /* one division of two whole numbers: the nearest double to the decimal text */
  return negative ? -value : value;
}

double steg_wording_printed_value(const steg_resolve_context *context, const steg_figure *figure) {
  if (!figure || sign_of(figure))
    return NAN;
  const char *text = steg_wording_number(context, figure);
  if (!text)
    return NAN;
  double value = read_printed(context->lang, text);
  return figure->unit == STEG_UNIT_SHARE ? value / 100 : value;
}

const char *steg_wording_escape(const steg_resolve_context *context, const char *text) {
  steg_buffer buffer;
  steg_buffer_init(&buffer, PHRASE_MAX);
  for (const char *c = text ? text : ""; *c; c++) {
    /* A line break would begin a new block, and a name has none. */
    if (*c == '\n' || *c == '\r' || *c == '\t') {
      steg_buffer_char(&buffer, ' ');
      continue;
    }
    if (strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", *c))
      steg_buffer_char(&buffer, '\\');
    steg_buffer_char(&buffer, *c);
  }
  return keep(context, &buffer);
}
