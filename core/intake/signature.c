/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/signature.h"

#include <string.h>
#include <strings.h>

static const struct {
  const char *kind;
  size_t size;
  const char *bytes;
} marks[] = {
    {"gzip", 2, "\x1F\x8B"},
    {"pdf", 5, "%PDF-"},
    {"xls", 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}, /* OLE: the old Excel and Word */
    {"rtf", 5, "{\\rtf"},
    {"png", 8, "\x89PNG\r\n\x1A\n"},
    {"jpeg", 3, "\xFF\xD8\xFF"},
    {"gif", 4, "GIF8"},
    {"bzip2", 3, "BZh"},
    {"xz", 6,
     "\xFD"
     "7zXZ\0"},
    {"7z", 6, "7z\xBC\xAF\x27\x1C"},
    {"rar", 6, "Rar!\x1A\x07"},
    {"zstd", 4, "\x28\xB5\x2F\xFD"},
    {"sqlite", 16, "SQLite format 3\0"},
    {"parquet", 4, "PAR1"},
    {"sav", 4, "$FL2"}, /* SPSS */
    {"elf", 4,
     "\x7F"
     "ELF"},
};

/* Text that opens like this is markup or data of another kind; compared without case after white space. */
static const struct {
  const char *kind;
  const char *opening;
} openings[] = {
    {"html", "<!doctype html"},
    {"html", "<html"},
    {"html", "<head"},
    {"html", "<table"},
    {"html", "<body"},
    {"html", "<meta"},
    {"html", "<style"},
    {"xml", "<?xml"},
    {"json", "{\""},
    {"json", "[{"},
    {"html", "<!--"},
    {"html", "<div"},
    {"json", "{\n"},
    {"json", "{\r"},
    {"json", "[\n"},
    {"json", "[\r"},
    {"json", "{ \""},
    {"xml", "<workbook"},
};

/* Names that tell what a ZIP is, searched in its first bytes (local headers carry the names). */
static const struct {
  const char *kind;
  const char *name;
} zip_names[] = {
    {"xlsx", "xl/"}, {"docx", "word/"}, {"pptx", "ppt/"}, {"ods", "opendocument.spreadsheet"}, {"odt", "opendocument"},
};

static const char *zip_kind(const unsigned char *bytes, size_t size) {
  for (size_t i = 0; i < sizeof zip_names / sizeof *zip_names; i++)
    if (memmem(bytes, size, zip_names[i].name, strlen(zip_names[i].name)))
      return zip_names[i].kind;
  /* Excel's own files begin with this entry; a cut file may show no more. */
  return size < 2048 || memmem(bytes, size, "[Content_Types].xml", 19) ? "xlsx" : "zip";
}

const char *steg_signature_of(const unsigned char *bytes, size_t size) {
  if (size >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4)))
    return zip_kind(bytes, size);
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (size >= marks[i].size && !memcmp(bytes, marks[i].bytes, marks[i].size))
      return marks[i].kind;
  size_t at = size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (at < size && strchr(" \t\r\n", bytes[at]) && bytes[at])
    at++;
  for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
    size_t length = strlen(openings[i].opening);
    if (size - at >= length && !strncasecmp((const char *)bytes + at, openings[i].opening, length))
      return openings[i].kind;
  }
  return NULL;
}

bool steg_signature_is_locked(const unsigned char *bytes, size_t size) {
  /* "EncryptedPackage" in UTF-16LE (MS-OFFCRYPTO, 2.3.4.4). */
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  return memmem(bytes, size, name, sizeof name) != NULL;
}
