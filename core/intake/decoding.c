/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/decoding.h"

#include "base/text.h"
#include <string.h>
#include <strings.h>

/* Characters of the bytes 0x80..0xFF; 0 = the byte stands for nothing. From Unicode's mapping files; a test compares them
 * with iconv. */
static const uint16_t windows_1252[128] = {
    0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178, 0x00A0, 0x00A1, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6,
    0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF, 0x00B0, 0x00B1, 0x00B2, 0x00B3,
    0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x00C0,
    0x00C1, 0x00C2, 0x00C3, 0x00C4, 0x00C5, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD,
    0x00CE, 0x00CF, 0x00D0, 0x00D1, 0x00D2, 0x00D3, 0x00D4, 0x00D5, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA,
    0x00DB, 0x00DC, 0x00DD, 0x00DE, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x00E4, 0x00E5, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x00F0, 0x00F1, 0x00F2, 0x00F3, 0x00F4,
    0x00F5, 0x00F6, 0x00F7, 0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x00FD, 0x00FE, 0x00FF,
};
static const uint16_t cp850[128] = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C,
    0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580, 0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE,
    0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD, 0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6,
    0x00A7, 0x00F7, 0x00B8, 0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0,
};
static const uint16_t macroman[128] = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3, 0x00E5,
    0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3, 0x00F2, 0x00F4,
    0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6,
    0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8, 0x221E, 0x00B1, 0x2264, 0x2265,
    0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF,
    0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB, 0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5,
    0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044,
    0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1,
    0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9,
    0x0131, 0x02C6, 0x02DC, 0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};

static const struct {
  const char *name;
  steg_encoding encoding;
} names[] = {
    {"utf-8", STEG_ENCODING_UTF8},
    {"utf8", STEG_ENCODING_UTF8},
    {"utf-16le", STEG_ENCODING_UTF16LE},
    {"utf-16be", STEG_ENCODING_UTF16BE},
    {"utf16le", STEG_ENCODING_UTF16LE},
    {"utf16be", STEG_ENCODING_UTF16BE},
    {"utf-16", STEG_ENCODING_UTF16LE},
    {"utf16", STEG_ENCODING_UTF16LE},
    {"windows-1252", STEG_ENCODING_WINDOWS_1252},
    {"cp1252", STEG_ENCODING_WINDOWS_1252},
    {"1252", STEG_ENCODING_WINDOWS_1252},
    {"ansi", STEG_ENCODING_WINDOWS_1252},
    {"latin1", STEG_ENCODING_LATIN1},
    {"latin-1", STEG_ENCODING_LATIN1},
    {"iso-8859-1", STEG_ENCODING_LATIN1},
    {"cp850", STEG_ENCODING_CP850},
    {"850", STEG_ENCODING_CP850},
    {"dos", STEG_ENCODING_CP850},
    {"macroman", STEG_ENCODING_MACROMAN},
    {"mac-roman", STEG_ENCODING_MACROMAN},
    {"macintosh", STEG_ENCODING_MACROMAN},
};

const char *steg_decoding_name(steg_encoding encoding) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].encoding == encoding)
      return names[i].name;
  return "";
}

steg_encoding steg_decoding_find(const char *name) {
  for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
    if (!strcasecmp(names[i].name, name))
      return names[i].encoding;
  return 0;
}

static const uint16_t *table_of(steg_encoding encoding) {
  switch (encoding) {
  case STEG_ENCODING_WINDOWS_1252:
    return windows_1252;
  case STEG_ENCODING_CP850:
    return cp850;
  case STEG_ENCODING_MACROMAN:
    return macroman;
  default:
    return NULL;
  }
}

uint32_t steg_decoding_character(steg_encoding encoding, unsigned char byte) {
  const uint16_t *table = table_of(encoding);
  return byte < 0x80 || !table ? byte : table[byte - 0x80];
}

int steg_decoding_byte_of(steg_encoding encoding, uint32_t c) {
  const uint16_t *table = table_of(encoding);
  if (c < 0x80)
    return (int)c;
  if (!table)
    return c < 0x100 ? (int)c : -1;
  for (int i = 0; i < 128; i++)
    if (table[i] == c)
      return 0x80 + i;
  return c < 0x100 && !table[c - 0x80] ? (int)c : -1;
}

static void put(steg_buffer *out, uint32_t c) {
  char text[4];
  steg_buffer_append(out, text, steg_text_encode(c, text));
}

static steg_decoding_fault feed_bytes(steg_encoding encoding, const unsigned char *bytes, size_t size,
                                      steg_buffer *out) {
  size_t start = 0;
  for (size_t i = 0; i < size; i++) {
    if (bytes[i] < 0x80)
      continue;
    steg_buffer_append(out, bytes + start, i - start);
    uint32_t c = steg_decoding_character(encoding, bytes[i]);
    if (!c)
      return STEG_DECODING_UNDEFINED;
    put(out, c);
    start = i + 1;
  }
  steg_buffer_append(out, bytes + start, size - start);
  return STEG_DECODING_FINE;
}

static steg_decoding_fault feed_unit(steg_decoder *decoder, uint16_t unit, steg_buffer *out) {
  bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (decoder->high) {
    if (!is_low)
      return STEG_DECODING_SURROGATE;
    put(out, 0x10000 + ((uint32_t)(decoder->high - 0xD800) << 10) + (uint32_t)(unit - 0xDC00));
    decoder->high = 0;
  } else if (is_low) {
    return STEG_DECODING_SURROGATE;
  } else if (unit >= 0xD800 && unit <= 0xDBFF) {
    decoder->high = unit;
  } else {
    put(out, unit);
  }
  return STEG_DECODING_FINE;
}

static steg_decoding_fault feed_utf16(steg_decoder *decoder, const unsigned char *bytes, size_t size,
                                      steg_buffer *out) {
  for (size_t i = 0; i < size; i++) {
    if (!decoder->has_half) {
      decoder->half = bytes[i];
      decoder->has_half = true;
      continue;
    }
    decoder->has_half = false;
    unsigned first = decoder->half, second = bytes[i];
    uint16_t unit = (uint16_t)(decoder->encoding == STEG_ENCODING_UTF16LE ? second << 8 | first : first << 8 | second);
    steg_decoding_fault fault = feed_unit(decoder, unit, out);
    if (fault)
      return fault;
  }
  return STEG_DECODING_FINE;
}

steg_decoding_fault steg_decoder_feed(steg_decoder *decoder, const unsigned char *bytes, size_t size,
                                      steg_buffer *out) {
  steg_decoding_fault fault = STEG_DECODING_FINE;
  if (decoder->encoding == STEG_ENCODING_UTF8)
    steg_buffer_append(out, bytes, size);
  else if (decoder->encoding == STEG_ENCODING_UTF16LE || decoder->encoding == STEG_ENCODING_UTF16BE)
    fault = feed_utf16(decoder, bytes, size, out);
  else
    fault = feed_bytes(decoder->encoding, bytes, size, out);
  return fault ? fault : steg_buffer_failed(out) ? STEG_DECODING_MEMORY : STEG_DECODING_FINE;
}

steg_decoding_fault steg_decoder_end(const steg_decoder *decoder) {
  if (decoder->has_half)
    return STEG_DECODING_CUT;
  return decoder->high ? STEG_DECODING_SURROGATE : STEG_DECODING_FINE;
}
