/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, cells, rows and faults; and which delimiter a file has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "intake/csv.h"
#include "intake/dialect.h"
#include "small_instrument.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int write_line(void *context, const steg_line *line) {
  steg_buffer *out = context;
  steg_buffer_printf(out, "%u:", line->row);
  for (size_t i = 0; i < line->count && i < STEG_COLUMNS_MAX; i++) {
    steg_buffer_char(out, '[');
    steg_buffer_append(out, line->cells[i].bytes, line->cells[i].size > 20 ? 20 : line->cells[i].size);
    steg_buffer_char(out, ']');
  }
  if (line->faults)
    steg_buffer_printf(out, "!%u@%u", line->faults, line->fault_column);
  steg_buffer_char(out, ' ');
  return 0;
}

static void read_text(const char *text, size_t size, size_t piece, steg_buffer *out) {
  steg_error err;
  steg_csv *csv = steg_csv_new(';', write_line, out);
  assert_non_null(csv);
  for (size_t at = 0; at < size; at += piece)
    assert_int_equal(steg_csv_feed(csv, text + at, at + piece > size ? size - at : piece, &err), 0);
  assert_int_equal(steg_csv_end(csv, &err), 0);
  steg_csv_free(csv);
}

static void reads_lines(void **state) {
  (void)state;
  static const struct {
    const char *text, *lines;
  } rows[] = {
      {"a;b\r\nc;d\r\n", "1:[a][b] 2:[c][d] "},
      {"a;b\nc;d", "1:[a][b] 2:[c][d]!64@0 "},
      {"a;b\rc;d\r", "1:[a][b] 2:[c][d] "},
      {"a\n\nb\n", "1:[a] 3:[b] "},
      {"a\r\n\r\n\r\nb\r\n", "1:[a] 4:[b] "},
      {"a\r\rb\r", "1:[a] 3:[b] "},
      {"a\n\r\nb\r", "1:[a] 3:[b] "},
      {"\r\n\r\na\r\n", "3:[a] "},
      {";;\r\n", "1:[][][] "},
      {"a;\"b;c\"\r\n", "1:[a][b;c] "},
      {"a;\"b\r\nc\"\r\nd\r\n", "1:[a][b\r\nc] 2:[d] "}, /* a line end inside quotes is no new row */
      {"\"say \"\"yes\"\"\"\r\n", "1:[say \"yes\"] "},
      {"\"\";\"\"\r\n", "1:[][] "},
      {" a ; b\r\n", "1:[a][b] "},
      {"\" a \" ;b\r\n", "1:[ a ][b] "},
      {"5\" disc;x\r\n", "1:[5\" disc][x]!1@1 "},
      {"x;5\" disc\r\ny\r\n", "1:[x][5\" disc]!1@2 2:[y] "},
      {"\"a\\\"b\";c\r\nd\r\n", "1:[a\\\"b\"][c]!3@1 2:[d] "}, /* MySQL's backslash: broken, and only this line */
      {"\"ab\"cd;e\r\nf\r\n", "1:[ab\"cd][e]!2@1 2:[f] "},
      {"a\r\nb;\"open\r\nc;d\r\n", "1:[a] 2:[b]!72@2 "},
      {"a\r\nb;\"open\r\nc;\"d\"\r\n", "1:[a] 2:[b][open\r\nc;\"d\"]!7@2 "}, /* another quote later shows it */
      {"", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (size_t piece = 1; piece < 12; piece++) {
      steg_buffer out;
      steg_buffer_init(&out, 10000);
      read_text(rows[i].text, strlen(rows[i].text), piece, &out);
      if (strcmp(out.bytes, rows[i].lines) != 0)
        fail_msg("row %zu in pieces of %zu: %s\nexpected %s", i, piece, out.bytes, rows[i].lines);
      steg_buffer_release(&out);
    }
}

static void bounds_cells_and_lines(void **state) {
  (void)state;
  static const struct {
    size_t size;
    const char *before, *after;
    uint32_t faults;
  } rows[] = {{STEG_FIELD_MAX - 1, "", "\n", 0},
              {STEG_FIELD_MAX + 1, "", "\n", STEG_LINE_CELL_TOO_LONG},
              {STEG_FIELD_MAX + 1, "a;", ";b\n", STEG_LINE_CELL_TOO_LONG},
              {STEG_FIELD_MAX + 1, "\"", "\"\n", STEG_LINE_CELL_TOO_LONG},
              {STEG_FIELD_MAX * 2, "\"\n", "\"\n", STEG_LINE_CELL_TOO_LONG | STEG_LINE_QUOTE_RUNAWAY},
              {STEG_LINE_MAX + STEG_FIELD_MAX * 2, "", "\n", STEG_LINE_CELL_TOO_LONG | STEG_LINE_TOO_LONG}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_buffer text, out;
    char expected[32];
    steg_buffer_init(&text, 1 << 24);
    steg_buffer_init(&out, 1 << 20);
    steg_buffer_text(&text, rows[i].before);
    for (size_t k = 0; k < rows[i].size; k++)
      steg_buffer_char(&text, k % 100 == 99 ? ' ' : 'x');
    steg_buffer_text(&text, rows[i].after);
    steg_buffer_text(&text, "next\n");
    read_text(text.bytes, text.size, 4096, &out);
    snprintf(expected, sizeof expected, "!%u@", rows[i].faults);
    if (rows[i].faults && !strstr(out.bytes, expected))
      fail_msg("row %zu: %s, expected %s", i, out.bytes, expected);
    if (!rows[i].faults)
      assert_null(strchr(out.bytes, '!'));
    assert_non_null(strstr(out.bytes, "2:[next]"));
    steg_buffer_release(&text);
    steg_buffer_release(&out);
  }
}

static void counts_columns_beyond_the_limit(void **state) {
  (void)state;
  steg_buffer text, out;
  steg_buffer_init(&text, 1 << 20);
  steg_buffer_init(&out, 1 << 20);
  for (int i = 0; i < 3000; i++)
    steg_buffer_text(&text, "k;");
  steg_buffer_text(&text, "\nnext\n");
  read_text(text.bytes, text.size, 777, &out);
  assert_non_null(strstr(out.bytes, "2:[next]"));
  steg_buffer_release(&text);
  steg_buffer_release(&out);
}

static void tells_line_ends(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint32_t ends;
  } rows[] = {{"a\r\nb\r\n", STEG_CSV_CRLF},
              {"a\nb\n", STEG_CSV_LF},
              {"a\rb\r", STEG_CSV_CR},
              {"a\r\nb\nc\r", STEG_CSV_CRLF | STEG_CSV_LF | STEG_CSV_CR},
              {"a;\"x\ny\"\r\nb\r\n", STEG_CSV_CRLF}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (size_t piece = 1; piece < 6; piece++) {
      steg_error err;
      steg_buffer out;
      steg_buffer_init(&out, 1000);
      steg_csv *csv = steg_csv_new(';', write_line, &out);
      for (size_t at = 0; at < strlen(rows[i].text); at += piece)
        steg_csv_feed(csv, rows[i].text + at, strnlen(rows[i].text + at, piece), &err);
      steg_csv_end(csv, &err);
      assert_int_equal(steg_csv_line_ends(csv), rows[i].ends);
      steg_csv_free(csv);
      steg_buffer_release(&out);
    }
}

static void finds_the_delimiter(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char given;
    int result;
    char delimiter;
    uint32_t header_row;
    const char *code;
  } rows[] = {
      {"deltagar_id;insats\na;b\n", 0, 0, ';', 1, NULL},
      {"deltagar_id,insats\na,b\n", 0, 0, ',', 1, NULL},
      {"deltagar_id\tinsats\na\tb\n", 0, 0, '\t', 1, NULL},
      {"deltagar_id|insats\na|b\n", 0, 0, '|', 1, NULL},
      {"sep=,\ndeltagar_id,insats\na,b\n", 0, 0, ',', 2, NULL},
      {"SEP=;\r\ndeltagar_id;insats\r\n", 0, 0, ';', 2, NULL},
      {"Rubrik, med komma\n\ndeltagar_id;insats\na;b\n", 0, 0, ';', 3, NULL},
      {"deltagar_id;halsa;belopp_kr\n1;4,5;3,5\n2;4,5;1,5\n", 0, 1, 0, 0, "E_DELIM_TIE"}, /* both part every row */
      {"deltagar_id;halsa;belopp_kr\n1;4,5;3,5\n2;4,5;1,5\n", ';', 0, ';', 1, NULL},
      {"deltagar_id;halsa;belopp_kr\n1;4,5;3,5\n2;4;1,5\n", 0, 0, ';', 1, NULL}, /* commas come and go: decimals */
      {"deltagar_id insats\na b\n", 0, 1, 0, 0, "E_DELIM"},
      {"a;b;c\n1;2;3\n", 0, 0, ';', 0, NULL}, /* a delimiter, but no header row */
      {"deltagar_id;insats\na;b\n", '|', 1, 0, 0, "E_DELIM"},
  };
  steg_arena *arena = steg_arena_new(0);
  steg_import_options options = small_options();
  steg_header_names *names = steg_header_names_make(&small_instrument, &options, arena);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    steg_findings_book *book = steg_findings_new();
    steg_dialect dialect = {0};
    steg_findings findings = {0};
    int result =
        steg_dialect_find(rows[i].text, strlen(rows[i].text), STEG_DIALECT_WHOLE, rows[i].given, names, book, &dialect);
    assert_int_equal(steg_findings_write(book, STEG_LANG_SV, arena, &findings), 0);
    const char *code = findings.count ? findings.rows[0].code : NULL;
    if (result != rows[i].result || dialect.delimiter != rows[i].delimiter ||
        dialect.header_row != rows[i].header_row || (code == NULL) != (rows[i].code == NULL) ||
        (code && strcmp(code, rows[i].code) != 0))
      fail_msg("row %zu: %d '%c' row %u %s", i, result, dialect.delimiter, dialect.header_row, code ? code : "");
    steg_findings_free(book);
  }
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_lines), cmocka_unit_test(bounds_cells_and_lines),
                                     cmocka_unit_test(counts_columns_beyond_the_limit),
                                     cmocka_unit_test(tells_line_ends), cmocka_unit_test(finds_the_delimiter)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
