/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own tables against the C library's iconv; UTF-16 cut at every place; what a whole file's bytes are judged to be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "intake/decoding.h"
#include "intake/signature.h"
#include "intake/survey.h"
#include <cmocka.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint32_t by_iconv(const char *name, unsigned char byte) {
  iconv_t converter = iconv_open("UTF-32LE", name);
  if (converter == (iconv_t)-1)
    return UINT32_MAX;
  char in[1] = {(char)byte}, out[8];
  char *from = in, *to = out;
  size_t in_left = 1, out_left = sizeof out;
  size_t result = iconv(converter, &from, &in_left, &to, &out_left);
  iconv_close(converter);
  if (result == (size_t)-1)
    return 0;
  uint32_t c;
  memcpy(&c, out, 4);
  return c;
}

static void agrees_with_iconv(void **state) {
  (void)state;
  static const struct {
    steg_encoding encoding;
    const char *name;
  } rows[] = {{STEG_ENCODING_WINDOWS_1252, "CP1252"},
              {STEG_ENCODING_LATIN1, "ISO-8859-1"},
              {STEG_ENCODING_CP850, "CP850"},
              {STEG_ENCODING_MACROMAN, "MACINTOSH"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (int byte = 0; byte < 256; byte++) {
      uint32_t expected = by_iconv(rows[i].name, (unsigned char)byte);
      if (expected == UINT32_MAX)
        break; /* this C library does not have it */
      uint32_t found = steg_decoding_character(rows[i].encoding, (unsigned char)byte);
      /* Apple gave the currency sign's place to the euro in 1998; iconv keeps either. */
      if (rows[i].encoding == STEG_ENCODING_MACROMAN && byte == 0xDB)
        continue;
      if (rows[i].encoding == STEG_ENCODING_MACROMAN && (byte == 0xBD || byte == 0xC6 || byte == 0xF0))
        continue; /* Omega or ohm sign, increment or Delta, Apple's logo */
      if (found != expected)
        fail_msg("%s byte %02X: U+%04X, iconv says U+%04X", rows[i].name, byte, found, expected);
    }
}

static void knows_names(void **state) {
  (void)state;
  assert_int_equal(steg_decoding_find("UTF8"), STEG_ENCODING_UTF8);
  assert_int_equal(steg_decoding_find("Windows-1252"), STEG_ENCODING_WINDOWS_1252);
  assert_int_equal(steg_decoding_find("CP1252"), STEG_ENCODING_WINDOWS_1252);
  assert_int_equal(steg_decoding_find("ebcdic"), 0);
  assert_int_equal(steg_decoding_find(NULL), 0);
  for (steg_encoding encoding = STEG_ENCODING_UTF8; encoding <= STEG_ENCODING_MACROMAN; encoding++)
    assert_int_equal(steg_decoding_find(steg_decoding_name(encoding)), encoding);
}

static void utf16_may_be_cut_anywhere(void **state) {
  (void)state;
  /* "å€𝄞" */
  static const unsigned char little[] = {0xE5, 0x00, 0xAC, 0x20, 0x34, 0xD8, 0x1E, 0xDD};
  static const unsigned char big[] = {0x00, 0xE5, 0x20, 0xAC, 0xD8, 0x34, 0xDD, 0x1E};
  for (size_t cut = 0; cut <= sizeof little; cut++)
    for (int order = 0; order < 2; order++) {
      const unsigned char *bytes = order ? big : little;
      steg_decoder decoder = {.encoding = order ? STEG_ENCODING_UTF16BE : STEG_ENCODING_UTF16LE};
      steg_buffer out;
      steg_buffer_init(&out, 100);
      assert_int_equal(steg_decoder_feed(&decoder, bytes, cut, &out), STEG_DECODING_FINE);
      assert_int_equal(steg_decoder_feed(&decoder, bytes + cut, sizeof little - cut, &out), STEG_DECODING_FINE);
      assert_int_equal(steg_decoder_end(&decoder), STEG_DECODING_FINE);
      assert_string_equal(out.bytes, "å€𝄞");
      steg_buffer_release(&out);
    }
}

static void utf16_faults(void **state) {
  (void)state;
  static const struct {
    unsigned char bytes[6];
    size_t size;
    steg_decoding_fault feed, end;
  } rows[] = {{{0x34, 0xD8, 0x41, 0x00}, 4, STEG_DECODING_SURROGATE, 0},
              {{0x1E, 0xDD}, 2, STEG_DECODING_SURROGATE, 0},
              {{0x41, 0x00, 0x34, 0xD8}, 4, STEG_DECODING_FINE, STEG_DECODING_SURROGATE},
              {{0x41, 0x00, 0x41}, 3, STEG_DECODING_FINE, STEG_DECODING_CUT}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_decoder decoder = {.encoding = STEG_ENCODING_UTF16LE};
    steg_buffer out;
    steg_buffer_init(&out, 100);
    assert_int_equal(steg_decoder_feed(&decoder, rows[i].bytes, rows[i].size, &out), rows[i].feed);
    if (!rows[i].feed)
      assert_int_equal(steg_decoder_end(&decoder), rows[i].end);
    steg_buffer_release(&out);
  }
}

static steg_survey survey_of(const char *bytes, size_t size, size_t read_size) {
  char path[] = "/tmp/stegvis-survey-XXXXXX";
  int fd = mkstemp(path);
  steg_survey survey = {0};
  steg_error err;
  assert_true(fd >= 0);
  unlink(path);
  assert_int_equal(write(fd, bytes, size), (ssize_t)size);
  assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
  assert_int_equal(steg_survey_read(fd, read_size, NULL, NULL, &survey, &err), 0);
  close(fd);
  return survey;
}

static void judges_files(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    steg_encoding given, encoding;
    steg_finding_id refusal;
    uint32_t row;
  } rows[] = {
#define BYTES(text) text, sizeof text - 1
      {BYTES("abc\n"), 0, STEG_ENCODING_UTF8, 0, 0},
      {BYTES("å\n"), 0, STEG_ENCODING_UTF8, 0, 0},
      {BYTES("\xEF\xBB\xBF"
             "a\n"),
       0, STEG_ENCODING_UTF8, 0, 0},
      {BYTES("\xEF\xBB\xBF"), 0, 0, STEG_FINDING_EMPTY, 0},
      {BYTES("V\xE4gen\n"), 0, STEG_ENCODING_WINDOWS_1252, 0, 0},
      {BYTES("P\xE5 v\xE4g \x96 ja\n"), 0, STEG_ENCODING_WINDOWS_1252, 0, 0},
      {BYTES("V\xE4g"), 0, STEG_ENCODING_WINDOWS_1252, 0, 0},
      {BYTES("\xC5ldern \xC4r l\xE5g\xE4\n"), 0, STEG_ENCODING_WINDOWS_1252, 0, 0},
      {BYTES("vid\xE4"), 0, STEG_ENCODING_WINDOWS_1252, 0, 0}, /* not a cut character: nothing else is UTF-8 */
      {BYTES("V\x84gen bist\x86nd f\x94r\n"), 0, STEG_ENCODING_CP850, 0, 0},
      {BYTES("V\x8Agen bist\x8Cnd f\x9Ar\n"), 0, STEG_ENCODING_MACROMAN, 0, 0},
      {BYTES("\x81\x8D\x90\n"), 0, 0, STEG_FINDING_ENC_UNKNOWN, 1},
      {BYTES("V\x84gen \xE5t\n"), 0, 0, STEG_FINDING_ENC_UNKNOWN, 1}, /* ä of DOS beside å of Windows */
      {BYTES("V\xC3\xA4gen\nbist\xE5nd\n"), 0, 0, STEG_FINDING_ENC_MIXED, 2},
      {BYTES("bist\xE5nd\nV\xC3\xA4gen\n"), 0, 0, STEG_FINDING_ENC_MIXED, 1},
      {BYTES("V\xC3\xA4gen \xC3"), 0, 0, STEG_FINDING_ENC_TRUNC, 0},
      {BYTES("V\xC3\xA4gen \xED\xA0\x80\n"), 0, 0, STEG_FINDING_ENC_SURROGATE, 1},
      {BYTES("\xED\xA0\xBD\xED\xB8\x80\n"), 0, 0, STEG_FINDING_ENC_SURROGATE, 1},
      {BYTES("V\xC3\xA4gen\n\xF4\x90\x80\x80\n"), 0, 0, STEG_FINDING_ENC_ABOVE, 2},
      {BYTES("V\xC3\xA4gen \xC0\xAF\n"), 0, 0, STEG_FINDING_ENC_OVERLONG, 1},
      {BYTES("V\xC3\xA4gen \xE0\x80\xAF\n"), 0, 0, STEG_FINDING_ENC_OVERLONG, 1},
      {BYTES("a\0b\n"), 0, 0, STEG_FINDING_CTRL, 1},
      {BYTES("abcdef\nghij\0\n"), 0, 0, STEG_FINDING_CTRL, 2},
      {BYTES("a\0b\0c\0;\0d\0\n\0"), 0, STEG_ENCODING_UTF16LE, STEG_FINDING_ENC_UTF16, 0},
      {BYTES("\0a\0b\0c\0;\0d\0\n"), 0, STEG_ENCODING_UTF16BE, STEG_FINDING_ENC_UTF16, 0},
      {BYTES("a\0b\0c\0;\0d\0\n\0"), STEG_ENCODING_UTF16LE, STEG_ENCODING_UTF16LE, 0, 0},
      {BYTES("\xFF\xFE"
             "a\0\n\0"),
       0, STEG_ENCODING_UTF16LE, 0, 0},
      {BYTES("\xFE\xFF\0a\0\n"), 0, STEG_ENCODING_UTF16BE, 0, 0},
      {BYTES("\xFF\xFE\0\0a\0\0\0"), 0, 0, STEG_FINDING_ENC_UTF32, 0},
      {BYTES("\0\0\xFE\xFF\0\0\0a"), 0, 0, STEG_FINDING_ENC_UTF32, 0},
      {BYTES("a\0\0\0b\0\0\0c\0\0\0\n\0\0\0"), 0, 0, STEG_FINDING_ENC_UTF32, 0},
      {BYTES("V\xE4gen\n"), STEG_ENCODING_CP850, STEG_ENCODING_CP850, 0, 0},
      {BYTES("V\xE4gen\n"), STEG_ENCODING_UTF8, 0, STEG_FINDING_ENC_MIXED, 1},
      {BYTES("\xEF\xBB\xBF"
             "a\n"),
       STEG_ENCODING_CP850, 0, STEG_FINDING_ENC_GIVEN, 0},
#undef BYTES
  };
  static const size_t sizes[] = {0, 1, 3};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
      steg_survey survey = survey_of(rows[i].bytes, rows[i].size, sizes[k]);
      steg_survey_verdict verdict = steg_survey_judge(&survey, rows[i].given);
      if (verdict.encoding != rows[i].encoding || verdict.refusal != rows[i].refusal || verdict.row != rows[i].row)
        fail_msg("row %zu: encoding %d refusal %s row %u", i, verdict.encoding,
                 verdict.refusal ? steg_finding_kind_of(verdict.refusal)->code : "none", verdict.row);
      steg_survey_release(&survey);
    }
}

static void the_check_sum_does_not_hang_on_the_pieces(void **state) {
  (void)state;
  unsigned char bytes[1000];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (unsigned char)(i * 7 + i / 13);
  steg_check_sum whole = {0};
  steg_check_sum_add(&whole, bytes, sizeof bytes);
  for (size_t piece = 1; piece < 20; piece++) {
    steg_check_sum sum = {0};
    for (size_t at = 0; at < sizeof bytes; at += piece)
      steg_check_sum_add(&sum, bytes + at, at + piece > sizeof bytes ? sizeof bytes - at : piece);
    assert_true(sum.value == whole.value && sum.word == whole.word);
  }
  bytes[999] ^= 1;
  steg_check_sum other = {0};
  steg_check_sum_add(&other, bytes, sizeof bytes);
  assert_false(other.value == whole.value && other.word == whole.word);
}

static void knows_other_files(void **state) {
  (void)state;
  static const struct {
    const char *bytes, *kind;
  } rows[] = {{"<html><table>", "html"},
              {"  \n<!DOCTYPE HTML>", "html"},
              {"%PDF-1.7", "pdf"},
              {"{\\rtf1", "rtf"},
              {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "xls"},
              {"\x1F\x8B\x08", "gzip"},
              {"<?xml version", "xml"},
              {"\xEF\xBB\xBF<?xml version", "xml"},
              {"deltagar_id;insats", NULL},
              {"<5 år;3", NULL},
              {"", NULL}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *kind = steg_signature_of((const unsigned char *)rows[i].bytes, strlen(rows[i].bytes));
    if ((kind == NULL) != (rows[i].kind == NULL) || (kind && strcmp(kind, rows[i].kind) != 0))
      fail_msg("%s: %s", rows[i].bytes, kind ? kind : "nothing");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_iconv),
                                     cmocka_unit_test(knows_names),
                                     cmocka_unit_test(utf16_may_be_cut_anywhere),
                                     cmocka_unit_test(utf16_faults),
                                     cmocka_unit_test(judges_files),
                                     cmocka_unit_test(the_check_sum_does_not_hang_on_the_pieces),
                                     cmocka_unit_test(knows_other_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
