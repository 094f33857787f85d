/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * buffer - bytes that grow, up to a maximum they were born with.
 *
 * Failure is sticky: after the first append that did not fit, the others do
 * nothing and steg_buffer_failed says so. Check once, at the end. The bytes are
 * always followed by a NUL that does not count.
 */
#ifndef STEG_BASE_BUFFER_H
#define STEG_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct steg_buffer {
  char *bytes; /* never NULL after init */
  size_t size;
  size_t capacity;
  size_t max_size;
  bool failed;
} steg_buffer;

void steg_buffer_init(steg_buffer *buffer, size_t max_size);
void steg_buffer_release(steg_buffer *buffer); /* frees the bytes; takes NULL and a zeroed buffer */
void steg_buffer_clear(steg_buffer *buffer);   /* size 0, failure forgotten, memory kept */

void steg_buffer_append(steg_buffer *buffer, const void *bytes, size_t size);
void steg_buffer_text(steg_buffer *buffer, const char *text); /* NULL appends nothing */
void steg_buffer_char(steg_buffer *buffer, char c);
void steg_buffer_printf(steg_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* integers and text only: reals go through number.h */
bool steg_buffer_failed(const steg_buffer *buffer);

#endif
