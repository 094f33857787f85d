/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include <stdarg.h>
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

static void store(steg_error *err, const char *text, size_t length) {
  size_t room = sizeof err->text - 1;
  size_t size = length < room ? length : room;
  memcpy(err->text, text, size);
  err->text[size] = '\0';
  if (length > room)
    trim_to_character(err->text, sizeof err->text);
}

/* Formats beside err->text first, so that the error's own text may be among the arguments. */
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

int steg_error_set(steg_error *err, steg_error_kind kind, const char *format, ...) {
  if (!err)
    return -1;
  char text[sizeof err->text];
  va_list arguments;
  va_start(arguments, format);
  size_t length = format_text(text, sizeof text, format, arguments);
  va_end(arguments);
  err->kind = kind;
  store(err, text, length);
  return -1;
}

int steg_error_prefix(steg_error *err, const char *format, ...) {
  if (!err)
    return -1;
  char text[2 * sizeof err->text + 2];
  va_list arguments;
  va_start(arguments, format);
  size_t length = format_text(text, sizeof err->text, format, arguments);
  va_end(arguments);
  size_t rest = strnlen(err->text, sizeof err->text - 1);
  memcpy(text + length, ": ", 2);
  memcpy(text + length + 2, err->text, rest);
  store(err, text, length + 2 + rest);
  return -1;
}

int steg_error_memory(steg_error *err) {
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "out of memory");
}

int steg_error_system(steg_error *err, int errno_value, const char *format, ...) {
  if (!err)
    return -1;
  char what[sizeof err->text];
  va_list arguments;
  va_start(arguments, format);
  format_text(what, sizeof what, format, arguments);
  va_end(arguments);
  /* strerrordesc_np knows no locale, unlike strerror. */
  const char *reason = strerrordesc_np(errno_value);
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: %s", what, reason ? reason : "unknown error");
}
