/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* A cut sentence must still be UTF-8: takes away the start of a character whose end did not fit. */
static void trim_to_character(char *text, size_t size) {
  size_t end = strnlen(text, size);
  size_t start = end;
  while (start > 0 && end - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
    start--;
  if (start == 0)
    return;
  unsigned char lead = (unsigned char)text[start - 1];
  size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (lead >= 0xC0 && end - (start - 1) < wanted)
    text[start - 1] = '\0';
}

static const struct {
  const char *en;
  const char *sv;
} sentences[] = {
#define STEG_SENTENCE(en, sv) {en, sv},
#include "base/sentences.def"
#undef STEG_SENTENCE
};

const char *steg_error_swedish(const char *english) {
  for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
    if (strcmp(sentences[i].en, english) == 0)
      return sentences[i].sv;
  return english;
}

static void store(char *out, size_t out_size, const char *text, size_t length) {
  size_t room = out_size - 1;
  size_t size = length < room ? length : room;
  memcpy(out, text, size);
  out[size] = '\0';
  if (length > room)
    trim_to_character(out, out_size);
}

/* Formats beside the error first, so that the error's own text may be among the arguments. */
static size_t format_text(char *out, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
static size_t format_text(char *out, size_t size, const char *format, va_list arguments) {
  int length = vsnprintf(out, size, format, arguments);
  if (length < 0) {
    out[0] = '\0';
    return 0;
  }
  if ((size_t)length >= size) {
    trim_to_character(out, size);
    return strlen(out);
  }
  return (size_t)length;
}

/* The sentence in both languages, from one set of arguments. */
static void format_both(steg_error *out, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
static void format_both(steg_error *out, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  format_text(out->text, sizeof out->text, format, arguments);
  format_text(out->text_sv, sizeof out->text_sv, steg_error_swedish(format), again);
  va_end(again);
}

int steg_error_vset(steg_error *err, steg_error_kind kind, const char *format, va_list arguments) {
  if (!err)
    return -1;
  steg_error made = {.kind = kind};
  format_both(&made, format, arguments);
  *err = made;
  return -1;
}

int steg_error_set(steg_error *err, steg_error_kind kind, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  steg_error_vset(err, kind, format, arguments);
  va_end(arguments);
  return -1;
}

int steg_error_say(steg_error *err, steg_error_kind kind, const char *sentence) {
  if (!err)
    return -1;
  steg_error made = {.kind = kind};
  store(made.text, sizeof made.text, sentence, strlen(sentence));
  const char *swedish = steg_error_swedish(sentence);
  store(made.text_sv, sizeof made.text_sv, swedish, strlen(swedish));
  *err = made;
  return -1;
}

static void put_before(char *text, size_t size, const char *prefix) {
  char joined[2 * sizeof((steg_error *)NULL)->text + 2];
  snprintf(joined, sizeof joined, "%s: %.*s", prefix, (int)size - 1, text);
  store(text, size, joined, strlen(joined));
}

int steg_error_prefix(steg_error *err, const char *format, ...) {
  if (!err)
    return -1;
  steg_error prefix;
  va_list arguments;
  va_start(arguments, format);
  format_both(&prefix, format, arguments);
  va_end(arguments);
  put_before(err->text, sizeof err->text, prefix.text);
  put_before(err->text_sv, sizeof err->text_sv, prefix.text_sv);
  return -1;
}

int steg_error_context(steg_error *err, const char *sentence) {
  if (!err)
    return -1;
  put_before(err->text, sizeof err->text, sentence);
  put_before(err->text_sv, sizeof err->text_sv, steg_error_swedish(sentence));
  return -1;
}

int steg_error_memory(steg_error *err) {
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "out of memory");
}

int steg_error_system(steg_error *err, int errno_value, const char *format, ...) {
  if (!err)
    return -1;
  /* strerrordesc_np knows no locale, unlike strerror. */
  const char *reason = strerrordesc_np(errno_value);
  if (!reason)
    reason = "unknown error";
  va_list arguments;
  va_start(arguments, format);
  steg_error made = {.kind = STEG_ERROR_ENVIRONMENT};
  steg_error cause = {.kind = STEG_ERROR_ENVIRONMENT};
  format_both(&made, format, arguments);
  va_end(arguments);
  store(cause.text, sizeof cause.text, reason, strlen(reason));
  const char *swedish = steg_error_swedish(reason);
  store(cause.text_sv, sizeof cause.text_sv, swedish, strlen(swedish));
  put_before(cause.text, sizeof cause.text, made.text);
  put_before(cause.text_sv, sizeof cause.text_sv, made.text_sv);
  *err = cause;
  return -1;
}
