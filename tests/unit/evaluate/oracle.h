/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * oracle - rows of the tables that the R scripts in tests/data/oracle wrote.
 */
#ifndef STEG_TEST_EVALUATE_ORACLE_H
#define STEG_TEST_EVALUATE_ORACLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORACLE_COLUMNS = 32, ORACLE_LINE = 8192 };

typedef struct oracle_table {
  FILE *file;
  char header[ORACLE_LINE], line[ORACLE_LINE];
  char *names[ORACLE_COLUMNS], *cells[ORACLE_COLUMNS];
  int column_count;
} oracle_table;

static int oracle_split(char *line, char *cells[ORACLE_COLUMNS]) {
  int count = 0;
  line[strcspn(line, "\n")] = '\0';
  for (char *cell = line; cell && count < ORACLE_COLUMNS;) {
    char *tab = strchr(cell, '\t');
    cells[count++] = cell;
    if (tab)
      *tab = '\0';
    cell = tab ? tab + 1 : NULL;
  }
  return count;
}

static void oracle_open(oracle_table *oracle, const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/tests/data/oracle/%s", STEGVIS_SOURCE, name);
  oracle->file = fopen(path, "r");
  assert_non_null(oracle->file);
  assert_non_null(fgets(oracle->header, sizeof oracle->header, oracle->file));
  oracle->column_count = oracle_split(oracle->header, oracle->names);
}

static int oracle_next(oracle_table *oracle) {
  if (!fgets(oracle->line, sizeof oracle->line, oracle->file)) {
    fclose(oracle->file);
    return 0;
  }
  assert_int_equal(oracle_split(oracle->line, oracle->cells), oracle->column_count);
  return 1;
}

static const char *oracle_text(const oracle_table *oracle, const char *name) {
  for (int c = 0; c < oracle->column_count; c++)
    if (!strcmp(oracle->names[c], name))
      return oracle->cells[c];
  fail_msg("the oracle has no column %s", name);
  return NULL;
}

static double oracle_real(const oracle_table *oracle, const char *name) {
  const char *text = oracle_text(oracle, name);
  return strcmp(text, "NA") ? strtod(text, NULL) : NAN;
}

static int64_t oracle_integer(const oracle_table *oracle, const char *name) {
  return strtoll(oracle_text(oracle, name), NULL, 10);
}

/* To 1e-10, relative where the number is large; and relative where it is small, so that a tiny p is not "equal" to nought. */
static void assert_agrees(double found, double expected, const char *what) {
  if (isnan(expected) && isnan(found))
    return;
  double scale = fabs(expected) > 1e-300 ? fabs(expected) : 1;
  if (isnan(expected) || isnan(found) || (fabs(found - expected) > 1e-10 * scale && fabs(found - expected) > 1e-14))
    fail_msg("%s: found %.17g, expected %.17g", what, found, expected);
}

#endif
