/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: the case files by their manifest, and small ones put together here (stored parts, by hand). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/file.h"
#include "small_instrument.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define CASES STEGVIS_SOURCE "/tests/data/cases/xlsx/"

static char folder[] = "/tmp/stegvis-sheet-XXXXXX";
static steg_arena *arena;

/* ---- a ZIP with stored parts */

typedef struct part {
  const char *name, *text;
} book_part;

static void put16(steg_buffer *out, unsigned value) {
  steg_buffer_char(out, (char)(value & 0xFF));
  steg_buffer_char(out, (char)(value >> 8 & 0xFF));
}

static void put32(steg_buffer *out, unsigned long value) {
  put16(out, (unsigned)(value & 0xFFFF));
  put16(out, (unsigned)(value >> 16 & 0xFFFF));
}

static void put_entry(steg_buffer *out, const book_part *part) {
  size_t size = strlen(part->text);
  put16(out, 20);
  put16(out, 0);
  put16(out, 0); /* stored */
  put32(out, 0); /* time */
  put32(out, crc32(0, (const unsigned char *)part->text, (unsigned)size));
  put32(out, size);
  put32(out, size);
  put16(out, (unsigned)strlen(part->name));
  put16(out, 0);
}

static void write_zip(const char *path, const book_part *parts, size_t count) {
  steg_buffer out, directory;
  steg_error err;
  steg_buffer_init(&out, 1 << 26);
  steg_buffer_init(&directory, 1 << 20);
  for (size_t i = 0; i < count; i++) {
    size_t offset = out.size;
    put32(&out, 0x04034b50);
    put_entry(&out, &parts[i]);
    steg_buffer_text(&out, parts[i].name);
    steg_buffer_text(&out, parts[i].text);
    put32(&directory, 0x02014b50);
    put16(&directory, 20);
    put_entry(&directory, &parts[i]);
    put16(&directory, 0);
    put16(&directory, 0);
    put16(&directory, 0);
    put32(&directory, 0);
    put32(&directory, offset);
    steg_buffer_text(&directory, parts[i].name);
  }
  size_t start = out.size;
  steg_buffer_append(&out, directory.bytes, directory.size);
  put32(&out, 0x06054b50);
  put32(&out, 0);
  put16(&out, (unsigned)count);
  put16(&out, (unsigned)count);
  put32(&out, directory.size);
  put32(&out, start);
  put16(&out, 0);
  assert_int_equal(steg_file_write(path, out.bytes, out.size, 0600, &err), 0);
  steg_buffer_release(&out);
  steg_buffer_release(&directory);
}

#define BOOK(sheets, more)                                                                                             \
  "<?xml version=\"1.0\"?><workbook xmlns:r=\"r\">" more "<sheets>" sheets "</sheets></workbook>"
#define SHEET(name, id) "<sheet name=\"" name "\" sheetId=\"" id "\" r:id=\"rId" id "\"/>"
#define RELATION(id, kind, target) "<Relationship Id=\"" id "\" Type=\"http://x/" kind "\" Target=\"" target "\"/>"
#define ROWS(rows) "<?xml version=\"1.0\"?><worksheet><sheetData>" rows "</sheetData></worksheet>"
#define TEXT(at, text) "<c r=\"" at "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(at, style, value) "<c r=\"" at "\" s=\"" style "\"><v>" value "</v></c>"

#define HEADERS                                                                                                        \
  "<row r=\"1\">" TEXT("A1", "deltagar_id") TEXT("B1", "insats") TEXT("C1", "inskriven") TEXT("D1", "halsa")           \
      TEXT("E1", "belopp_kr") TEXT("F1", "fritext") "</row>"

/* Styles: 0 general, 1 a date (built in), 2 a date of one's own, 3 percent, 4 text in quotes that is no date. */
#define STYLES                                                                                                         \
  "<?xml version=\"1.0\"?><styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"               \
  "<numFmt numFmtId=\"165\" formatCode=\"0 &quot;dagar&quot;\"/></numFmts>"                                            \
  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"               \
  "<xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"

static void write_book(const char *path, const char *rows, const char *more) {
  char book[512];
  snprintf(book, sizeof book, BOOK(SHEET("Blad1", "1"), "%s"), more);
  book_part parts[] = {{"xl/workbook.xml", book},
                       {"xl/_rels/workbook.xml.rels",
                        "<Relationships>" RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
                            RELATION("rId2", "styles", "/xl/styles.xml")
                                RELATION("rId3", "sharedStrings", "sharedStrings.xml") "</Relationships>"},
                       {"xl/styles.xml", STYLES},
                       {"xl/sharedStrings.xml",
                        "<sst><si><t>liten</t></si><si><r><t>Lit</t></r><r><t>en insats</t></r><rPh><t>x</t></rPh></si>"
                        "<si><t>rad_x000A_två</t></si></sst>"},
                       {"xl/worksheets/sheet1.xml", rows}};
  write_zip(path, parts, sizeof parts / sizeof *parts);
}

static steg_import *read_book(const char *path, const steg_instrument *instrument, const char *sheet) {
  steg_registry_entry *entry = steg_arena_alloc(arena, sizeof *entry);
  *entry = (steg_registry_entry){.instrument = instrument, .layout = steg_layout_make(instrument, arena), .path = ""};
  steg_import_options options = small_options();
  steg_import *import = NULL;
  steg_error err = {0};
  options.sheet = sheet;
  if (instrument != &small_instrument)
    options.initiative = "liten";
  if (steg_import_read(path, entry, &options, &import, &err))
    fail_msg("%s: %s", path, err.text);
  return import;
}

static void write_codes(const steg_import *import, steg_buffer *out) {
  const steg_findings *findings = &steg_import_result_of(import)->findings;
  steg_buffer_clear(out);
  for (size_t i = 0; i < findings->count; i++)
    steg_buffer_printf(out, "%s%s", i ? " " : "", findings->rows[i].code);
}

/* ---- the case files: one column, one person */

static const steg_column one_column[] = {{.header = "deltagar_id", .target = STEG_COLUMN_PERSON, .required = 1}};
static const steg_instrument one_instrument = {.head = STEG_HEAD,
                                               .id = "ett",
                                               .version = "1",
                                               .title_sv = "Ett",
                                               .owner = "p",
                                               .licence = "p",
                                               .source = "p",
                                               .provenance = "p",
                                               .kind = STEG_KIND_REGISTER,
                                               .scales = STEG_ROWS(small_scales),
                                               .roles = STEG_NO_ROWS,
                                               .items = STEG_ROWS(small_items),
                                               .columns = STEG_ROWS(one_column),
                                               .checks = STEG_NO_ROWS,
                                               .indexes = STEG_NO_ROWS,
                                               .crosswalk = STEG_NO_ROWS};

static void every_case(void **state) {
  (void)state;
  steg_buffer manifest, codes;
  steg_error err;
  size_t count = 0, failed = 0;
  steg_buffer_init(&manifest, 1 << 20);
  steg_buffer_init(&codes, 1 << 16);
  assert_int_equal(steg_file_read(CASES "manifest.tsv", 1 << 20, &manifest, &err), 0);
  char *cursor = manifest.bytes;
  for (char *line; (line = strsep(&cursor, "\n")) && *line;) {
    char *file = strsep(&line, "\t"), *expected = strsep(&line, "\t"), path[512];
    snprintf(path, sizeof path, CASES "%s", file);
    steg_import *import = read_book(path, &one_instrument, NULL);
    const steg_import_result *result = steg_import_result_of(import);
    write_codes(import, &codes);
    char word[8] = "", code[32] = "", detail[32] = "";
    sscanf(expected, "%7s %31s %31s", word, code, detail);
    bool taken = result->set.row_count == 1 && !result->findings.errors;
    bool fine = !strcmp(expected, "OK")        ? taken && !result->findings.count
                : !strcmp(expected, "OK note") ? taken && result->findings.notes
                : !strcmp(word, "WARN")        ? taken && strstr(codes.bytes, code)
                                               : !taken && !result->set.row_count && !strcmp(codes.bytes, code) &&
                                              strstr(result->findings.rows[0].message, detail);
    if (!fine) {
      print_message("%s: expected %s, got %s (%zu rows)\n", file, expected, codes.bytes, result->set.row_count);
      failed++;
    }
    count++;
    steg_import_free(import);
  }
  steg_buffer_release(&manifest);
  steg_buffer_release(&codes);
  print_message("%zu of %zu cases as expected\n", count - failed, count);
  assert_int_equal(count, 15);
  assert_int_equal(failed, 0);
}

/* ---- books put together here */

static const char *path_of(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void reads_values(void **state) {
  (void)state;
  static const struct {
    const char *cells; /* C to F of row 2 */
    const char *more;  /* in the workbook */
    const char *start;
    double halsa, belopp; /* -1 = none */
    const char *text, *codes;
  } rows[] = {
      {NUMBER("C2", "1", "45306") NUMBER("D2", "0", "45") NUMBER("E2", "0", "1234.5") TEXT("F2", "x"), "", "2024-01-15",
       45, 1234.5, "x", ""},
      {NUMBER("C2", "2", "45306") NUMBER("D2", "4", "45"), "", "2024-01-15", 45, -1, NULL, ""},
      {NUMBER("C2", "2", "45306.5") NUMBER("D2", "0", "4.5E1"), "", "2024-01-15", 45, -1, NULL, "N_DATE_TIME"},
      {NUMBER("C2", "1", "43844"), "<workbookPr date1904=\"1\"/>", "2024-01-15", -1, -1, NULL, "N_DATE1904"},
      {NUMBER("C2", "0", "45306"), "", NULL, -1, -1, NULL, "E_DATE_SERIAL"}, /* a number without a date's style */
      {TEXT("C2", "2024-01-15") NUMBER("E2", "0", "1.234"), "", "2024-01-15", -1, 1.234, NULL,
       ""}, /* typed: not ambiguous */
      {TEXT("C2", "2024-01-15") NUMBER("E2", "0", "0.1"), "", "2024-01-15", -1, 0.1, NULL, ""},
      {TEXT("C2", "2024-01-15") NUMBER("D2", "3", "0.5"), "", NULL, -1, -1, NULL,
       "E_NUM"}, /* "50 %" in a column of 0-100 */
      {TEXT("C2", "2024-01-15") "<c r=\"D2\" t=\"b\"><v>1</v></c>", "", NULL, -1, -1, NULL, "E_NUM"}, /* TRUE is no 1 */
      {TEXT("C2", "2024-01-15") "<c r=\"D2\" t=\"e\"><v>#N/A</v></c>", "", NULL, -1, -1, NULL, "E_EXCEL_ERR"},
      {"<c r=\"C2\" t=\"d\"><v>2024-01-15</v></c>", "", "2024-01-15", -1, -1, NULL, ""},
      {TEXT("C2", "2024-01-15") "<c r=\"D2\"><f>40+2</f><v>42</v></c>", "", "2024-01-15", 42, -1, NULL, ""},
      {TEXT("C2", "2024-01-15") "<c r=\"F2\" t=\"str\"><f>A1</f><v>=1+1</v></c>", "", "2024-01-15", -1, -1, "=1+1", ""},
      {TEXT("C2", "2024-01-15") "<c r=\"D2\"><f>[1]Blad1!A1</f><v>7</v></c>", "", "2024-01-15", 7, -1, NULL,
       "W_XLSX_EXT"},
      {TEXT("C2", "2024-01-15") "<c r=\"F2\" t=\"s\"><v>2</v></c>", "", "2024-01-15", -1, -1, "rad två", ""},
      {TEXT("C2", "2024-01-15") "<c r=\"F2\" t=\"s\"><v>9</v></c>", "", NULL, -1, -1, NULL, "E_XLSX_REF"},
      {TEXT("C2", "2024-01-15") "<c r=\"C2\"><v>1</v></c>", "", NULL, -1, -1, NULL,
       "E_XLSX_REF"}, /* twice the same cell */
      {TEXT("C2", "2024-01-15") "<c r=\"D3\"><v>1</v></c>", "", NULL, -1, -1, NULL, "E_XLSX_REF"}, /* of another row */
      {TEXT("C2", "2024-01-15") "<c r=\"XFE2\"><v>1</v></c>", "", NULL, -1, -1, NULL, "E_XLSX_REF"},
      {"<c t=\"inlineStr\"><is><t>2024-01-15</t></is></c><c><v>8</v></c>", "", "2024-01-15", 8, -1, NULL,
       ""}, /* no refs */
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char sheet[8192];
    steg_buffer codes;
    steg_buffer_init(&codes, 10000);
    snprintf(sheet, sizeof sheet,
             ROWS(HEADERS "<row r=\"2\">" TEXT("A2", "P1") "<c r=\"B2\" t=\"s\"><v>1</v></c>%s</row>"), rows[i].cells);
    write_book(path_of("book.xlsx"), sheet, rows[i].more);
    steg_import *import = read_book(path_of("book.xlsx"), &small_instrument, NULL);
    const steg_row_set *set = &steg_import_result_of(import)->set;
    write_codes(import, &codes);
    if (strcmp(codes.bytes, rows[i].codes) != 0 || (set->row_count == 1) != (rows[i].start != NULL))
      fail_msg("row %zu: %s, %zu rows", i, codes.bytes, set->row_count);
    if (rows[i].start) {
      const int32_t slots[] = {0, 0, steg_rows_value(set, 0, 2), steg_rows_value(set, 0, 3),
                               steg_rows_value(set, 0, 4)};
      assert_int_equal(set->attributes[set->rows[0].attributes].start, steg_date_parse_iso(rows[i].start));
      assert_string_equal(set->initiatives[0].id, "liten");
      assert_true((slots[2] == STEG_SLOT_NONE ? -1 : set->numbers[slots[2]]) == rows[i].halsa);
      assert_true((slots[3] == STEG_SLOT_NONE ? -1 : set->numbers[slots[3]]) == rows[i].belopp);
      assert_true((slots[4] == STEG_SLOT_NONE) == (rows[i].text == NULL));
      if (rows[i].text)
        assert_string_equal(set->texts[slots[4]], rows[i].text);
    }
    steg_import_free(import);
    steg_buffer_release(&codes);
  }
}

/* Gaps in rows and columns keep their places; the row is the sheet's own. */
static void keeps_places(void **state) {
  (void)state;
  write_book(path_of("book.xlsx"),
             ROWS("<row r=\"3\">" TEXT("B3", "deltagar_id") TEXT("D3", "insats") TEXT("E3", "inskriven")
                      TEXT("G3", "halsa") "</row>"
                                          "<row r=\"7\">" TEXT("B7", "P1") TEXT("D7", "liten") TEXT("E7", "2024-01-15")
                                              TEXT("G7", "x") "</row>"),
             "");
  steg_import *import = read_book(path_of("book.xlsx"), &small_instrument, NULL);
  const steg_finding *finding = NULL;
  for (size_t i = 0; i < steg_import_result_of(import)->findings.count; i++)
    if (!strcmp(steg_import_result_of(import)->findings.rows[i].code, "E_NUM"))
      finding = &steg_import_result_of(import)->findings.rows[i];
  assert_non_null(finding);
  assert_int_equal(finding->row, 7);
  assert_int_equal(finding->column, 7);
  assert_string_equal(finding->header, "halsa");
  steg_import_free(import);
}

#define PEOPLE(id) ROWS(HEADERS "<row r=\"2\">" TEXT("A2", id) TEXT("B2", "liten") TEXT("C2", "2024-01-15") "</row>")

static void write_sheets(const char *second) {
  book_part parts[] = {
      {"xl/workbook.xml",
       BOOK(SHEET("Läs mig", "1")
                SHEET("Deltagare",
                      "2") "<sheet name=\"Dold\" sheetId=\"3\" state=\"hidden\" r:id=\"rId3\"/>" SHEET("Mer", "4"),
            "")},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
           RELATION("rId2", "worksheet", "worksheets/sheet2.xml") RELATION("rId3", "worksheet", "worksheets/sheet3.xml")
               RELATION("rId4", "worksheet", "worksheets/sheet4.xml") "</Relationships>"},
      {"xl/worksheets/sheet1.xml", ROWS("<row r=\"1\">" TEXT("A1", "Hej") "</row>")},
      {"xl/worksheets/sheet2.xml", PEOPLE("P1")},
      {"xl/worksheets/sheet3.xml", PEOPLE("P2")},
      {"xl/worksheets/sheet4.xml", second}};
  write_zip(path_of("sheets.xlsx"), parts, sizeof parts / sizeof *parts);
}

static void chooses_the_sheet(void **state) {
  (void)state;
  static const struct {
    const char *second, *given, *person, *code;
  } rows[] = {{ROWS(""), NULL, "P1", "N_SHEET"},
              {PEOPLE("P3"), NULL, NULL, "E_SHEET"}, /* two alike: a question */
              {PEOPLE("P3"), "Mer", "P3", ""},
              {PEOPLE("P3"), "mer", "P3", ""},
              {PEOPLE("P3"), "2", "P1", ""},
              {PEOPLE("P3"), "Dold", "P2", ""},
              {PEOPLE("P3"), "Blad9", NULL, "E_SHEET"},
              {PEOPLE("P3"), "1", NULL, "E_HDR_MISSING"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_buffer codes;
    steg_buffer_init(&codes, 10000);
    write_sheets(rows[i].second);
    steg_import *import = read_book(path_of("sheets.xlsx"), &small_instrument, rows[i].given);
    const steg_import_result *result = steg_import_result_of(import);
    write_codes(import, &codes);
    if (strcmp(codes.bytes, rows[i].code) != 0 || (result->set.row_count == 1) != (rows[i].person != NULL))
      fail_msg("row %zu: %s, %zu rows", i, codes.bytes, result->set.row_count);
    if (rows[i].person)
      assert_string_equal(result->set.people[0].text, rows[i].person);
    if (!strcmp(rows[i].code, "E_SHEET"))
      assert_non_null(strstr(result->findings.rows[0].message, "Deltagare, "));
    steg_import_free(import);
    steg_buffer_release(&codes);
  }
}

static void refuses_what_leads_outside(void **state) {
  (void)state;
  static const struct {
    const char *target, *code;
  } rows[] = {{"worksheets/sheet1.xml", ""},
              {"/xl/worksheets/sheet1.xml", ""},
              {"/etc/passwd", "E_XLSX_REL"},
              {"../../etc/passwd", "E_XLSX_REL"},
              {"http://x/y.xml", "E_XLSX_REL"},
              {"file:///etc/passwd", "E_XLSX_REL"},
              {"worksheets\\sheet1.xml", "E_XLSX_REL"},
              {"worksheets/gone.xml", "E_XLSX_REL"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char relations[512];
    steg_buffer codes;
    steg_buffer_init(&codes, 10000);
    snprintf(relations, sizeof relations, "<Relationships>" RELATION("rId1", "worksheet", "%s") "</Relationships>",
             rows[i].target);
    book_part parts[] = {{"xl/workbook.xml", BOOK(SHEET("Blad1", "1"), "")},
                         {"xl/_rels/workbook.xml.rels", relations},
                         {"xl/worksheets/sheet1.xml", PEOPLE("P1")}};
    write_zip(path_of("book.xlsx"), parts, 3);
    steg_import *import = read_book(path_of("book.xlsx"), &small_instrument, NULL);
    write_codes(import, &codes);
    assert_string_equal(codes.bytes, rows[i].code);
    steg_import_free(import);
    steg_buffer_release(&codes);
  }
}

/* Every file cut anywhere, and every byte turned, is read or refused, and never more than that. */
static void survives_damage(void **state) {
  (void)state;
  steg_buffer whole;
  steg_error err;
  steg_buffer_init(&whole, 1 << 20);
  write_sheets(ROWS(""));
  assert_int_equal(steg_file_read(path_of("sheets.xlsx"), 1 << 20, &whole, &err), 0);
  for (size_t i = 0; i < whole.size; i += 1 + whole.size / 400) {
    char kept = whole.bytes[i];
    for (int how = 0; how < 2; how++) {
      whole.bytes[i] = how ? kept : (char)(kept ^ 0x55);
      assert_int_equal(steg_file_write(path_of("hurt.xlsx"), whole.bytes, how ? i : whole.size, 0600, &err), 0);
      steg_import *import = read_book(path_of("hurt.xlsx"), &small_instrument, NULL);
      const steg_import_result *result = steg_import_result_of(import);
      assert_true(result->findings.count > 0 || result->set.row_count == 1);
      assert_true(!result->findings.errors || !result->set.row_count);
      steg_import_free(import);
    }
    whole.bytes[i] = kept;
  }
  steg_buffer_release(&whole);
}

/* One letter of a cell changed, the headers left alone: only the check sum over what was inflated can tell. */
static void notices_changed_data(void **state) {
  (void)state;
  steg_buffer whole, codes;
  steg_error err;
  steg_buffer_init(&whole, 1 << 20);
  steg_buffer_init(&codes, 1000);
  write_book(path_of("book.xlsx"), PEOPLE("P1"), "");
  assert_int_equal(steg_file_read(path_of("book.xlsx"), 1 << 20, &whole, &err), 0);
  char *date = memmem(whole.bytes, whole.size, "2024-01-15", 10);
  assert_non_null(date);
  date[9] = '6';
  assert_int_equal(steg_file_write(path_of("book.xlsx"), whole.bytes, whole.size, 0600, &err), 0);
  steg_import *import = read_book(path_of("book.xlsx"), &small_instrument, NULL);
  write_codes(import, &codes);
  assert_string_equal(codes.bytes, "E_ZIP_CRC");
  steg_import_free(import);
  steg_buffer_release(&whole);
  steg_buffer_release(&codes);
}

static void hands_back_rejected_rows(void **state) {
  (void)state;
  steg_buffer written;
  steg_error err;
  steg_import *import = NULL;
  steg_buffer_init(&written, 10000);
  write_book(path_of("book.xlsx"),
             ROWS(HEADERS "<row r=\"2\">" TEXT("A2", "P1") TEXT("B2", "liten")
                      TEXT("C2", "2024-01-15") "</row><row r=\"3\">" TEXT("A3", "P2") TEXT("B3", "liten")
                          TEXT("C3", "i &quot;går&quot;; nej") NUMBER("D3", "0", "4.5") "</row>"),
             "");
  steg_registry_entry entry = {
      .instrument = &small_instrument, .layout = steg_layout_make(&small_instrument, arena), .path = ""};
  steg_import_options options = small_options();
  options.keep = STEG_IMPORT_KEEP_VALID;
  assert_int_equal(steg_import_read(path_of("book.xlsx"), &entry, &options, &import, &err), 0);
  assert_int_equal(steg_import_result_of(import)->accepted, 1);
  assert_string_equal(steg_import_result_of(import)->sheet, "Blad1");
  assert_int_equal(steg_import_write_rejected(import, path_of("book.xlsx"), &err), 0);
  assert_int_equal(steg_file_read(path_of("book.xlsx.rejected.csv"), 10000, &written, &err), 0);
  assert_string_equal(written.bytes, "\xEF\xBB\xBF"
                                     "deltagar_id;insats;inskriven;halsa;belopp_kr;fritext\r\n"
                                     "P2;liten;\"i \"\"går\"\"; nej\";4,5\r\n");
  steg_import_free(import);
  steg_buffer_release(&written);
}

static int set_up(void **state) {
  (void)state;
  arena = steg_arena_new(0);
  return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  char command[300];
  steg_arena_free(arena);
  snprintf(command, sizeof command, "rm -r '%s'", folder);
  return system(command);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_case),
                                     cmocka_unit_test(reads_values),
                                     cmocka_unit_test(keeps_places),
                                     cmocka_unit_test(chooses_the_sheet),
                                     cmocka_unit_test(refuses_what_leads_outside),
                                     cmocka_unit_test(survives_damage),
                                     cmocka_unit_test(notices_changed_data),
                                     cmocka_unit_test(hands_back_rejected_rows)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
