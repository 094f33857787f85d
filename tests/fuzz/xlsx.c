/* SPDX-License-Identifier: GPL-3.0-or-later */
// rooms: base instrument store intake
/*
 * The reader of workbooks. Odd first byte: the input is the whole ZIP file. Even: the input is the text of the parts (sheet,
 * shared strings, styles, relationships, workbook), parted by zero bytes, and a sound ZIP is put around them, so that the XML
 * and what stands in it is reached. Whatever comes out must hold together.
 */
#include "../unit/intake/small_instrument.h"
#include "base/buffer.h"
#include "intake/national.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

enum { PARTS = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(int holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "%s\n", what);
  abort();
}

static void put16(steg_buffer *out, unsigned value) {
  steg_buffer_char(out, (char)(value & 0xFF));
  steg_buffer_char(out, (char)(value >> 8 & 0xFF));
}

static void put32(steg_buffer *out, unsigned long value) {
  put16(out, (unsigned)(value & 0xFFFF));
  put16(out, (unsigned)(value >> 16 & 0xFFFF));
}

static void put_entry(steg_buffer *out, const char *name, const uint8_t *text, size_t size) {
  put16(out, 20);
  put32(out, 0); /* flags, stored */
  put32(out, 0);
  put32(out, crc32(0, text, (unsigned)size));
  put32(out, size);
  put32(out, size);
  put16(out, (unsigned)strlen(name));
  put16(out, 0);
}

static void put_zip(steg_buffer *out, const uint8_t *bytes, size_t size) {
  static const char *const names[PARTS] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                                           "xl/_rels/workbook.xml.rels", "xl/workbook.xml"};
  static const char relations[] =
      "<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
      "<Relationship Id=\"b\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
      "<Relationship Id=\"c\" Type=\"/styles\" Target=\"styles.xml\"/></Relationships>";
  static const char workbook[] =
      "<workbook xmlns:r=\"r\"><sheets><sheet name=\"B\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
  static const char empty[] = "<x/>";
  steg_buffer directory;
  size_t at = 0;
  steg_buffer_init(&directory, 1 << 20);
  for (int i = 0; i < PARTS; i++) {
    const char *own = i == 3 ? relations : i == 4 ? workbook : empty;
    const uint8_t *zero = at < size ? memchr(bytes + at, 0, size - at) : NULL;
    size_t length = at < size ? (zero ? (size_t)(zero - (bytes + at)) : size - at) : 0;
    const uint8_t *text = length ? bytes + at : (const uint8_t *)own;
    size_t offset = out->size, text_size = length ? length : strlen(own);
    at += length + 1;
    put32(out, 0x04034b50);
    put_entry(out, names[i], text, text_size);
    steg_buffer_text(out, names[i]);
    steg_buffer_append(out, text, text_size);
    put32(&directory, 0x02014b50);
    put16(&directory, 20);
    put_entry(&directory, names[i], text, text_size);
    put32(&directory, 0);
    put16(&directory, 0);
    put32(&directory, 0);
    put32(&directory, offset);
    steg_buffer_text(&directory, names[i]);
  }
  size_t start = out->size;
  steg_buffer_append(out, directory.bytes, directory.size);
  put32(out, 0x06054b50);
  put32(out, 0);
  put16(out, PARTS);
  put16(out, PARTS);
  put32(out, directory.size);
  put32(out, start);
  put16(out, 0);
  steg_buffer_release(&directory);
}

static void check_result(const steg_import_result *result) {
  const steg_row_set *set = &result->set;
  require(!result->findings.errors || !set->row_count, "rows of a refused file");
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_row *row = &set->rows[i];
    require(row->initiative >= 0 && (size_t)row->initiative < set->initiative_count, "initiative");
    require(row->person >= STEG_ROW_NOBODY && row->person < (int64_t)set->person_count, "person");
    require(row->line > 0 && row->line <= 1048576, "row");
  }
  for (size_t i = 0; i < result->findings.count; i++) {
    const steg_finding *finding = &result->findings.rows[i];
    require(finding->code && finding->message && *finding->message && finding->count, "finding");
    require(!finding->value || !steg_national_in_text(finding->value, strlen(finding->value)), "a number is shown");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  char path[64];
  steg_error err;
  steg_import *import = NULL;
  steg_buffer file;
  if (size < 1)
    return 0;
  steg_buffer_init(&file, 1 << 24);
  if (bytes[0] & 1)
    steg_buffer_append(&file, bytes + 1, size - 1);
  else
    put_zip(&file, bytes + 1, size - 1);
  int fd = memfd_create("fuzz", MFD_CLOEXEC);
  if (fd < 0 || write(fd, file.bytes, file.size) != (ssize_t)file.size)
    abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  steg_arena *arena = steg_arena_new(0);
  steg_registry_entry entry = {
      .instrument = &small_instrument, .layout = steg_layout_make(&small_instrument, arena), .path = ""};
  steg_import_options options = small_options();
  if (steg_import_read(path, &entry, &options, &import, &err) == 0) {
    check_result(steg_import_result_of(import));
    steg_import_free(import);
  }
  steg_arena_free(arena);
  steg_buffer_release(&file);
  close(fd);
  return 0;
}
