/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/sheet.h"

#include "base/number.h"
#include "intake/value.h"
#include "intake/xml.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SECONDS_A_DAY = 86400 };

typedef enum cell_type {
  CELL_NUMBER = 0,
  CELL_SHARED,  /* index of a shared string */
  CELL_INLINE,  /* text in the cell */
  CELL_FORMULA, /* text that a formula gave */
  CELL_BOOLEAN,
  CELL_ERROR,
  CELL_DATE /* ISO 8601 */
} cell_type;

typedef struct sheet_read {
  steg_xml xml;
  steg_workbook *workbook;
  steg_line_builder line;
  steg_line_fn give;
  void *context;
  char decimal_mark;
  uint32_t row;    /* of the row element being read */
  uint32_t column; /* of the cell being read, from 1 */
  cell_type type;
  size_t style;
  bool in_cell, in_value, in_formula, in_phonetic;
  bool has_formula, has_value; /* of the cell */
  bool hidden;                 /* the row */
  size_t filled;               /* cells of the row, up to the last one with something in it */
  bool too_long;
  steg_buffer text;    /* of the cell */
  steg_buffer shown;   /* the number as a person sees it */
  steg_buffer formula; /* its beginning */
} sheet_read;

/* "B17": letters to a column from 1, digits to a row. false when it is none or beyond a sheet's bounds. */
static bool read_reference(const char *text, uint32_t *ret_column, uint32_t *ret_row) {
  uint32_t column = 0, row = 0;
  while (*text >= 'A' && *text <= 'Z' && column <= STEG_SHEET_COLUMNS_MAX)
    column = column * 26 + (uint32_t)(*text++ - 'A' + 1);
  while (*text >= '0' && *text <= '9' && row <= STEG_SHEET_ROWS_MAX)
    row = row * 10 + (uint32_t)(*text++ - '0');
  *ret_column = column;
  *ret_row = row;
  return !*text && column && row && column <= STEG_SHEET_COLUMNS_MAX && row <= STEG_SHEET_ROWS_MAX;
}

static bool read_row_number(const char *text, uint32_t *ret_row) {
  uint32_t row = 0;
  while (*text >= '0' && *text <= '9' && row <= STEG_SHEET_ROWS_MAX)
    row = row * 10 + (uint32_t)(*text++ - '0');
  *ret_row = row;
  return !*text && row && row <= STEG_SHEET_ROWS_MAX;
}

static cell_type type_of(const char *text) {
  static const struct {
    const char *name;
    cell_type type;
  } types[] = {{"s", CELL_SHARED},  {"inlineStr", CELL_INLINE}, {"str", CELL_FORMULA},
               {"b", CELL_BOOLEAN}, {"e", CELL_ERROR},          {"d", CELL_DATE}};
  for (size_t i = 0; text && i < sizeof types / sizeof *types; i++)
    if (!strcmp(types[i].name, text))
      return types[i].type;
  return CELL_NUMBER;
}

static bool is_true(const char *text) {
  return text && (!strcmp(text, "1") || !strcmp(text, "true"));
}

static void start_row(sheet_read *read, const char **attributes) {
  const char *number = steg_xml_attribute(attributes, "r");
  uint32_t row = read->row + 1;
  if (number && (!read_row_number(number, &row) || row <= read->row)) {
    steg_xml_stop(&read->xml, STEG_FINDING_XLSX_REF);
    return;
  }
  read->row = row;
  read->column = 0;
  read->filled = 0;
  read->hidden = is_true(steg_xml_attribute(attributes, "hidden"));
  steg_line_clear(&read->line);
}

static void start_cell(sheet_read *read, const char **attributes) {
  const char *reference = steg_xml_attribute(attributes, "r"), *style = steg_xml_attribute(attributes, "s");
  uint32_t column = read->column + 1, row = read->row;
  if (reference && (!read_reference(reference, &column, &row) || row != read->row || column <= read->column)) {
    steg_xml_stop(&read->xml, STEG_FINDING_XLSX_REF);
    return;
  }
  /* Cells that are not written are empty. */
  while (read->line.count + 1 < column)
    if (steg_line_add(&read->line, "", 0)) {
      steg_xml_stop(&read->xml, STEG_FINDING_COUNT);
      return;
    }
  read->column = column;
  read->type = type_of(steg_xml_attribute(attributes, "t"));
  read->style = style ? strtoul(style, NULL, 10) : 0;
  read->in_cell = true;
  read->too_long = read->has_formula = read->has_value = false;
  steg_buffer_clear(&read->text);
  steg_buffer_clear(&read->formula);
}

/* Which columns are hidden: their widths stand before the rows. */
static void note_column(sheet_read *read, const char **attributes) {
  const char *first = steg_xml_attribute(attributes, "min");
  unsigned long column = first ? strtoul(first, NULL, 10) : 0;
  uint32_t *hidden = &read->workbook->hidden_column;
  if (is_true(steg_xml_attribute(attributes, "hidden")) && column && column <= STEG_SHEET_COLUMNS_MAX &&
      (!*hidden || column < *hidden))
    *hidden = (uint32_t)column;
}

static void sheet_start(void *context, const char *name, const char **attributes) {
  sheet_read *read = context;
  if (!strcmp(name, "row"))
    start_row(read, attributes);
  else if (!strcmp(name, "c"))
    start_cell(read, attributes);
  else if (!strcmp(name, "col"))
    note_column(read, attributes);
  else if (!read->in_cell)
    return;
  else if (!strcmp(name, "f"))
    read->in_formula = read->has_formula = true;
  else if (!strcmp(name, "rPh"))
    read->in_phonetic = true;
  else if (!strcmp(name, "v") || !strcmp(name, "t"))
    read->in_value = read->has_value = !read->in_phonetic;
}

static void sheet_text(void *context, const char *text, int size) {
  sheet_read *read = context;
  if (read->in_formula && read->formula.size < 4096)
    steg_buffer_append(&read->formula, text, (size_t)size);
  if (!read->in_value)
    return;
  if (read->text.size + (size_t)size > STEG_FIELD_MAX) {
    read->too_long = true;
    steg_buffer_clear(&read->text);
  } else if (!read->too_long) {
    steg_buffer_append(&read->text, text, (size_t)size);
  }
}

/* ---- values */

static void write_date(sheet_read *read, double serial) {
  double day = floor(serial);
  long seconds = lround((serial - day) * SECONDS_A_DAY);
  if (seconds == SECONDS_A_DAY) {
    day++;
    seconds = 0;
  }
  steg_date date = steg_calendar_of_serial((long)day, read->workbook->epoch);
  steg_date_write_iso(&read->shown, date);
  if (seconds)
    steg_buffer_printf(&read->shown, " %02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Digits of a double with the decimal mark asked for; whole numbers up to 15 digits without exponent. */
static void write_number(sheet_read *read, double value) {
  if (value == floor(value) && fabs(value) < 1e15) {
    steg_buffer_printf(&read->shown, "%lld", (long long)value);
    return;
  }
  steg_number_write_exact(&read->shown, value);
  char *point = strchr(read->shown.bytes, '.');
  if (point && read->decimal_mark != '.')
    *point = ',';
}

/* A percentage as it is shown, to at most six decimals: 0.5 is "50 %". */
static void write_percent(sheet_read *read, double value) {
  write_number(read, round(value * 100 * 1e6) / 1e6);
  steg_buffer_text(&read->shown, " %");
}

static void show_number(sheet_read *read) {
  char *end = NULL;
  double value = strtod(read->text.bytes, &end);
  steg_number_look look = read->style < read->workbook->look_count
                              ? (steg_number_look)read->workbook->looks[read->style]
                              : STEG_LOOK_NUMBER;
  /* What is no plain decimal number is left as it stands, and refused as no number further on. */
  if (!read->text.size || *end || !isfinite(value) || strpbrk(read->text.bytes, "xXnNiI")) {
    steg_buffer_append(&read->shown, read->text.bytes, read->text.size);
    return;
  }
  if (look == STEG_LOOK_DATE && value >= 1 && value < 2958466)
    write_date(read, value);
  else if (look == STEG_LOOK_PERCENT && fabs(value) < 1e9)
    write_percent(read, value);
  else
    write_number(read, value);
}

static int add_text(sheet_read *read, const char *text, size_t size) {
  if (size > STEG_FIELD_MAX) {
    steg_line_note(&read->line, STEG_LINE_CELL_TOO_LONG);
    read->filled = read->line.count + 1;
    size = 0;
  }
  if (size)
    read->filled = read->line.count + 1;
  return steg_line_add(&read->line, text, size);
}

static void end_cell(sheet_read *read) {
  steg_workbook *workbook = read->workbook;
  int result = 0;
  read->in_cell = read->in_value = false;
  steg_buffer_clear(&read->shown);
  if (read->formula.size && (strcasestr(read->formula.bytes, "WEBSERVICE(") || strstr(read->formula.bytes, "://") ||
                             read->formula.bytes[0] == '[' || strstr(read->formula.bytes, ".xlsx]")))
    workbook->links_outside = true;
  if (read->too_long) {
    steg_line_note(&read->line, STEG_LINE_CELL_TOO_LONG);
    read->filled = read->line.count + 1;
  }
  if (read->has_formula && !read->has_value) {
    result = add_text(read, STEG_VALUE_NOT_COMPUTED, strlen(STEG_VALUE_NOT_COMPUTED));
  } else if (read->type == CELL_BOOLEAN && read->text.size) {
    /* As the sheet shows it: TRUE is no 1, which could be a step of a scale. */
    const char *shown = strcmp(read->text.bytes, "0") != 0 ? "SANT" : "FALSKT";
    result = add_text(read, shown, strlen(shown));
  } else if (read->type == CELL_SHARED && read->text.size) {
    char *end = NULL;
    unsigned long index = strtoul(read->text.bytes, &end, 10);
    if (*end || index >= workbook->string_count) {
      steg_xml_stop(&read->xml, STEG_FINDING_XLSX_REF);
      return;
    }
    result = add_text(read, workbook->strings[index], strlen(workbook->strings[index]));
  } else if (read->type == CELL_NUMBER && read->text.size) {
    show_number(read);
    result = add_text(read, read->shown.bytes, read->shown.size);
  } else {
    if (read->type == CELL_INLINE || read->type == CELL_FORMULA)
      steg_xml_unescape(&read->text);
    result = add_text(read, read->text.bytes, read->text.size);
  }
  if (result || steg_buffer_failed(&read->text) || steg_buffer_failed(&read->shown))
    steg_xml_stop(&read->xml, STEG_FINDING_COUNT);
}

/* Cells that only have a style are none: a sheet may have them to its last column and row. */
static void end_row(sheet_read *read) {
  steg_line line = steg_line_of(&read->line, read->row);
  line.sparse = true;
  line.count = read->filled;
  read->workbook->hidden_rows += read->hidden && line.count;
  if (line.count && read->give(read->context, &line))
    steg_xml_stop(&read->xml, 0);
  steg_line_clear(&read->line);
}

static void sheet_end(void *context, const char *name) {
  sheet_read *read = context;
  if (!strcmp(name, "c"))
    end_cell(read);
  else if (!strcmp(name, "row"))
    end_row(read);
  else if (!strcmp(name, "f"))
    read->in_formula = false;
  else if (!strcmp(name, "rPh"))
    read->in_phonetic = false;
  else if (!strcmp(name, "v") || !strcmp(name, "t"))
    read->in_value = false;
}

steg_finding_id steg_sheet_read(steg_workbook *workbook, size_t sheet, char decimal_mark, steg_line_fn give,
                                void *context, uint32_t *ret_row) {
  static const steg_xml_handlers handlers = {sheet_start, sheet_end, sheet_text};
  sheet_read *read = calloc(1, sizeof *read); /* too large for the stack */
  if (!read)
    return STEG_FINDING_COUNT;
  read->workbook = workbook;
  read->give = give;
  read->context = context;
  read->decimal_mark = decimal_mark;
  workbook->hidden_rows = workbook->hidden_column = 0;
  steg_buffer_init(&read->text, 2 * STEG_FIELD_MAX);
  steg_buffer_init(&read->shown, 4096);
  steg_buffer_init(&read->formula, 1024 * 1024);
  steg_finding_id fault = workbook->sheets[sheet].part < 0
                              ? STEG_FINDING_XLSX
                              : steg_xml_read(&read->xml, workbook->zip, workbook->sheets[sheet].part, &handlers, read);
  *ret_row = read->row;
  steg_line_release(&read->line);
  steg_buffer_release(&read->text);
  steg_buffer_release(&read->shown);
  steg_buffer_release(&read->formula);
  free(read);
  return fault;
}
