/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buffer.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What `bytes` points at before anything was allocated (capacity 0): only ever read. */
static const char EMPTY[1] = "";

void steg_buffer_init(steg_buffer *buffer, size_t max_size) {
  /* One byte below SIZE_MAX, so that the terminator always fits the arithmetic. */
  size_t limit = max_size < SIZE_MAX ? max_size : SIZE_MAX - 1;
  *buffer = (steg_buffer){.bytes = (char *)EMPTY, .max_size = limit};
}

void steg_buffer_release(steg_buffer *buffer) {
  if (!buffer)
    return;
  if (buffer->capacity)
    free(buffer->bytes);
  *buffer = (steg_buffer){.bytes = (char *)EMPTY};
}

void steg_buffer_clear(steg_buffer *buffer) {
  buffer->size = 0;
  buffer->failed = false;
  if (buffer->capacity)
    buffer->bytes[0] = '\0';
}

/* Room for `more` bytes and the terminator. capacity counts the terminator; 0 means nothing is allocated. */
static bool reserve(steg_buffer *buffer, size_t more) {
  if (buffer->failed)
    return false;
  if (more > buffer->max_size - buffer->size) {
    buffer->failed = true;
    return false;
  }
  size_t needed = buffer->size + more + 1;
  if (needed <= buffer->capacity)
    return true;
  size_t capacity = buffer->capacity < SIZE_MAX / 2 ? buffer->capacity * 2 : SIZE_MAX;
  if (capacity < 64)
    capacity = 64;
  if (capacity > buffer->max_size + 1)
    capacity = buffer->max_size + 1;
  if (capacity < needed)
    capacity = needed;
  char *bytes = realloc(buffer->capacity ? buffer->bytes : NULL, capacity);
  if (!bytes) {
    buffer->failed = true;
    return false;
  }
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

void steg_buffer_append(steg_buffer *buffer, const void *bytes, size_t size) {
  if (size == 0 || !reserve(buffer, size))
    return;
  memcpy(buffer->bytes + buffer->size, bytes, size);
  buffer->size += size;
  buffer->bytes[buffer->size] = '\0';
}

void steg_buffer_text(steg_buffer *buffer, const char *text) {
  if (text)
    steg_buffer_append(buffer, text, strlen(text));
}

void steg_buffer_char(steg_buffer *buffer, char c) {
  steg_buffer_append(buffer, &c, 1);
}

void steg_buffer_printf(steg_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0) {
    buffer->failed = true;
    return;
  }
  if (length == 0 || !reserve(buffer, (size_t)length))
    return;
  va_start(arguments, format);
  vsnprintf(buffer->bytes + buffer->size, (size_t)length + 1, format, arguments);
  va_end(arguments);
  buffer->size += (size_t)length;
}

bool steg_buffer_failed(const steg_buffer *buffer) {
  return buffer->failed;
}
