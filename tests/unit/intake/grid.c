/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "intake/grid.h"

static void test_files(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t columns, rows; /* 0 columns = refused */
    const char *header;   /* of the second column */
    const char *cell;     /* of the last row's second column */
  } rows[] = {
      {"a;b\n1;2\n3;4\n", 2, 2, "b", "4"},
      {"a,b\n1,2\n3,4\n", 2, 2, "b", "4"},
      {"a\tb\n1\t2,5\n3\t4,5\n", 2, 2, "b", "4,5"},
      {"a;b\n1;2,5\n3;4,5\n", 2, 2, "b", "4,5"},         /* a decimal comma is no delimiter */
      {"En rubrik\n\na;b;c\n1; 2 ;3\n", 3, 1, "b", "2"}, /* a title above, spaces about */
      {"\xEF\xBB\xBF"
       "a;\xC3\xA5\r\n1;\"x;y\"\r\n",
       2, 1, "å", "x;y"},                        /* UTF-8 with its mark */
      {"a;\xE5r\n1;p\xE5\n", 2, 1, "år", "på"},  /* Windows-1252 */
      {"a;b;;\n1;2;;\n;;;\n4\n", 2, 2, "b", ""}, /* empty rows and columns, a short row */
      {"a;b\n", 2, 0, "b", NULL},
      {"", 0, 0, NULL, NULL},
      {"%PDF-1.4\n", 0, 0, NULL, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char path[] = "/tmp/stegvis-grid-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, rows[i].bytes, strlen(rows[i].bytes)), (ssize_t)strlen(rows[i].bytes));
    close(fd);
    steg_arena *arena = steg_arena_new(0);
    steg_grid grid;
    steg_error err = {.kind = STEG_ERROR_NONE};
    int status = steg_grid_read(path, NULL, arena, &grid, &err);
    unlink(path);
    assert_int_equal(status, rows[i].columns ? 0 : -1);
    if (rows[i].columns) {
      assert_int_equal(grid.column_count, rows[i].columns);
      assert_int_equal(grid.row_count, rows[i].rows);
      assert_string_equal(grid.headers[1], rows[i].header);
      if (rows[i].cell)
        assert_string_equal(steg_grid_cell(&grid, grid.row_count - 1, 1), rows[i].cell);
    } else {
      assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
    }
    steg_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
