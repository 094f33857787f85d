/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decoding - bytes of a file into UTF-8, streaming, by own tables.
 */
#ifndef STEG_INTAKE_DECODING_H
#define STEG_INTAKE_DECODING_H

#include "base/buffer.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum steg_encoding {
  STEG_ENCODING_UTF8 = 1,
  STEG_ENCODING_UTF16LE = 2,
  STEG_ENCODING_UTF16BE = 3,
  STEG_ENCODING_WINDOWS_1252 = 4,
  STEG_ENCODING_LATIN1 = 5,
  STEG_ENCODING_CP850 = 6,
  STEG_ENCODING_MACROMAN = 7
} steg_encoding;

/* "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin1", "cp850", "macroman". */
const char *steg_decoding_name(steg_encoding encoding);
/* By that name or a usual other one ("UTF8", "cp1252", "ISO-8859-1"), case apart; 0 when it is none. */
steg_encoding steg_decoding_find(const char *name);

/* Character of a byte in a one-byte encoding; 0 when the byte stands for none. */
uint32_t steg_decoding_character(steg_encoding encoding, unsigned char byte);
/* The byte of a character in Windows-1252 (undefined bytes stand for the control characters of Latin-1, as browsers
 * have it), -1 when it has none. */
int steg_decoding_byte_of(steg_encoding encoding, uint32_t c);

typedef enum steg_decoding_fault {
  STEG_DECODING_FINE = 0,
  STEG_DECODING_UNDEFINED = 1, /* a byte that stands for nothing */
  STEG_DECODING_SURROGATE = 2, /* UTF-16: a surrogate without its other half */
  STEG_DECODING_CUT = 3,       /* UTF-16: half a character at the end */
  STEG_DECODING_MEMORY = 4
} steg_decoding_fault;

/* State between pieces: UTF-16 may be cut anywhere. Start zeroed, with `encoding` set. */
typedef struct steg_decoder {
  steg_encoding encoding;
  unsigned char half; /* UTF-16: first byte of a unit */
  bool has_half;
  uint16_t high; /* UTF-16: high surrogate waiting for its low one, 0 = none */
} steg_decoder;

/* Appends the decoded bytes to `out`. Stops at the first fault; what came before it is in `out`. UTF-8 is copied as it is:
 * the survey has judged it. */
steg_decoding_fault steg_decoder_feed(steg_decoder *decoder, const unsigned char *bytes, size_t size, steg_buffer *out);
/* At the end of the file. */
steg_decoding_fault steg_decoder_end(const steg_decoder *decoder);

#endif
