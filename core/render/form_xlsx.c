/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The empty table as a workbook, by libxlsxwriter: a sheet to fill in, the codebook, and the lists behind the drop-downs (a list
 * of its own sheet may be longer than the 255 characters that a list in a cell's rule may have). Only here xlsxwriter.h.
 *
 * The library writes to a file: one in a folder of our own, read back and removed. Tables with rows begun hold own codes: the folder
 * and what is in it are for their owner alone.
 */
#include "render/form_part.h"

#include "base/file.h"
#include "instrument/model.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { ROWS = 5000, FILE_MAX = 64 << 20, PATH_ROOM = 4096, CELL_MAX = 32000, PAPER_A4 = 9 };
/* Widths in characters. */
enum { NARROW = 12, WIDE = 38, BOOK_NARROW = 22, BOOK_WIDE = 60 };
/* The day that the file says it was made: the same for the same definition. */
enum { MADE_AT = 1577880000 }; /* 2020-01-01 12:00 UTC */

typedef struct workbook {
  lxw_workbook *book;
  lxw_worksheet *data, *codebook, *lists;
  lxw_format *head, *must, *date, *number, *text, *wrapped, *title;
  const steg_form_context *context;
  const steg_sheet *sheet;
  lxw_col_t lists_used; /* columns of the sheet of lists that earlier tables have taken */
  steg_arena *arena;
  bool failed;
} workbook;

static void check(workbook *made, lxw_error status) {
  if (status != LXW_NO_ERROR)
    made->failed = true;
}

static const char *say(const workbook *made, steg_form_word id) {
  return steg_form_part_word(made->context->lang, id);
}

static void put(workbook *made, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                lxw_format *format) {
  if (text && *text)
    check(made, worksheet_write_string(sheet, row, column, text, format));
}

static void formats(workbook *made) {
  const steg_theme *theme = made->context->theme;
  made->head = workbook_add_format(made->book);
  made->must = workbook_add_format(made->book);
  made->date = workbook_add_format(made->book);
  made->number = workbook_add_format(made->book);
  made->text = workbook_add_format(made->book);
  made->wrapped = workbook_add_format(made->book);
  made->title = workbook_add_format(made->book);
  lxw_format *heads[] = {made->head, made->must};
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    format_set_bold(heads[i]);
    format_set_text_wrap(heads[i]);
    format_set_align(heads[i], LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(heads[i], LXW_BORDER_MEDIUM);
    format_set_bg_color(heads[i], theme->callout ? theme->callout : 0xF2F2F2);
    format_set_font_color(heads[i], theme->ink);
  }
  format_set_underline(made->must, LXW_UNDERLINE_SINGLE); /* a column that a file must have */
  format_set_num_format(made->date, "yyyy-mm-dd");
  format_set_align(made->date, LXW_ALIGN_LEFT);
  format_set_num_format(made->number, "General");
  format_set_num_format(made->text, "@"); /* codes keep their zeros */
  format_set_text_wrap(made->wrapped);
  format_set_align(made->wrapped, LXW_ALIGN_VERTICAL_TOP);
  format_set_bold(made->title);
  format_set_font_size(made->title, 14);
}

/* ---- rules of cells */

/* The library takes what it copies as char *. */
static char *copy(workbook *made, const char *text) {
  char *copied = steg_arena_text(made->arena, text);
  made->failed = made->failed || !copied;
  return copied;
}

/* libxlsxwriter 1.1.4 copies the formula of a list twice and frees it once: a few bytes a column, in a run that ends soon. */
#ifdef STEGVIS_SANITIZED
#include <sanitizer/lsan_interface.h>
static void leak_begins(void) {
  __lsan_disable();
}
static void leak_ends(void) {
  __lsan_enable();
}
#else
static void leak_begins(void) {
}
static void leak_ends(void) {
}
#endif

static void rule_of_words(workbook *made, const steg_sheet_column *column, lxw_col_t at) {
  char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
  lxw_col_t list = (lxw_col_t)(made->lists_used + at);
  for (uint32_t i = 0; i < column->word_count; i++)
    put(made, made->lists, i, list, column->words[i], NULL);
  lxw_rowcol_to_cell_abs(first, 0, list, 1, 1);
  lxw_rowcol_to_cell_abs(last, column->word_count - 1, list, 1, 1);
  lxw_data_validation rule;
  memset(&rule, 0, sizeof rule);
  rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  rule.value_formula = steg_arena_printf(made->arena, "=%s!%s:%s", say(made, STEG_FORM_WORD_sheet_lists), first, last);
  rule.ignore_blank = LXW_VALIDATION_ON;
  rule.error_title = copy(made, say(made, STEG_FORM_WORD_choose_title));
  rule.error_message = copy(made, say(made, STEG_FORM_WORD_choose_text));
  /* Several words in one cell are no word of the list: then the rule only helps. */
  rule.error_type =
      column->kind == STEG_SHEET_SEVERAL ? LXW_VALIDATION_ERROR_TYPE_INFORMATION : LXW_VALIDATION_ERROR_TYPE_STOP;
  if (column->kind == STEG_SHEET_SEVERAL)
    rule.show_error = LXW_VALIDATION_OFF;
  leak_begins();
  check(made, worksheet_data_validation_range(made->data, 1, at, ROWS, at, &rule));
  leak_ends();
}

static void rule_of_dates(workbook *made, lxw_col_t at) {
  lxw_data_validation rule;
  memset(&rule, 0, sizeof rule);
  rule.validate = LXW_VALIDATION_TYPE_DATE;
  rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule.minimum_datetime = (lxw_datetime){.year = 1900, .month = 1, .day = 1};
  rule.maximum_datetime = (lxw_datetime){.year = 2100, .month = 12, .day = 31};
  rule.ignore_blank = LXW_VALIDATION_ON;
  rule.error_title = copy(made, say(made, STEG_FORM_WORD_date_title));
  rule.error_message = copy(made, say(made, STEG_FORM_WORD_date_text));
  check(made, worksheet_data_validation_range(made->data, 1, at, ROWS, at, &rule));
}

static void rule_of_numbers(workbook *made, const steg_sheet_column *column, lxw_col_t at) {
  if (column->low == 0 && column->high == 0)
    return;
  steg_lang lang = made->context->lang;
  lxw_data_validation rule;
  memset(&rule, 0, sizeof rule);
  rule.validate = column->kind == STEG_SHEET_WHOLE ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
  rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
  rule.minimum_number = column->low;
  rule.maximum_number = column->high;
  rule.ignore_blank = LXW_VALIDATION_ON;
  rule.error_title = copy(made, say(made, STEG_FORM_WORD_number_title));
  rule.error_message = copy(made, steg_form_part_fill(made->arena, lang, STEG_FORM_WORD_number_text,
                                                      steg_form_part_number(made->arena, lang, column->low),
                                                      steg_form_part_number(made->arena, lang, column->high)));
  check(made, worksheet_data_validation_range(made->data, 1, at, ROWS, at, &rule));
}

/* ---- the sheets */

/* What a begun row says in a column; NULL where it is to be filled in. */
static const char *known_of(const workbook *made, const steg_form_fill *row, const steg_column *column) {
  steg_lang lang = made->context->lang;
  const steg_instrument *form = made->sheet->instrument;
  if (column->target == STEG_COLUMN_PERSON)
    return row->person;
  if (column->target == STEG_COLUMN_INITIATIVE)
    return row->initiative;
  if (column->target == STEG_COLUMN_OCCASION)
    return row->occasion ? steg_sheet_occasion(lang, row->occasion) : NULL;
  if (column->target == STEG_COLUMN_ROLE && row->role >= 0 && row->role < (int32_t)form->roles.count)
    return steg_text_pick(lang, form->roles.rows[row->role].label_sv, form->roles.rows[row->role].label_en);
  if (column->target == STEG_COLUMN_ATTRIBUTE && column->attribute == STEG_ATTRIBUTE_COACH)
    return row->coach;
  return NULL;
}

static double width_of(const workbook *made, const steg_form_table *table, const steg_sheet_column *column) {
  size_t width = steg_text_width(column->column->header) + 2;
  for (uint32_t i = 0; i < column->word_count; i++) {
    size_t word = steg_text_width(column->words[i]) + 4; /* room for the arrow of the list */
    width = word > width ? word : width;
  }
  for (size_t i = 0; i < table->row_count; i++) {
    const char *known = known_of(made, &table->rows[i], column->column);
    size_t filled = known ? steg_text_width(known) + 1 : 0;
    width = filled > width ? filled : width;
  }
  return (double)(width < NARROW ? NARROW : width > WIDE ? WIDE : width);
}

static void data_sheet(workbook *made, const steg_form_table *table) {
  for (uint32_t i = 0; i < made->sheet->column_count; i++) {
    const steg_sheet_column *column = &made->sheet->columns[i];
    lxw_col_t at = (lxw_col_t)i;
    bool number = column->kind == STEG_SHEET_NUMBER || column->kind == STEG_SHEET_WHOLE;
    lxw_format *format = column->kind == STEG_SHEET_DATE ? made->date : number ? made->number : made->text;
    /* A text format would keep a typed 4 from being the number 4, which some lists hold: only free text has it. */
    if (column->kind == STEG_SHEET_WORDS || column->kind == STEG_SHEET_SEVERAL)
      format = made->number;
    check(made, worksheet_set_column(made->data, at, at, width_of(made, table, column), format));
    put(made, made->data, 0, at, column->column->header, column->column->required ? made->must : made->head);
    if (column->word_count)
      rule_of_words(made, column, at);
    else if (column->kind == STEG_SHEET_DATE)
      rule_of_dates(made, at);
    else if (number)
      rule_of_numbers(made, column, at);
  }
  check(made, worksheet_set_row(made->data, 0, 32, NULL));
  /* The first column says whose the row is: it stays in sight, on paper too. */
  worksheet_freeze_panes(made->data, 1, 1);
  worksheet_set_landscape(made->data);
  worksheet_set_paper(made->data, PAPER_A4);
  worksheet_repeat_rows(made->data, 0, 0);
  worksheet_repeat_columns(made->data, 0, 0);
}

/* ---- rows that are begun */

static void begin_row(workbook *made, lxw_row_t at, const steg_form_fill *row) {
  for (uint32_t i = 0; i < made->sheet->column_count; i++) {
    const steg_column *column = made->sheet->columns[i].column;
    if (column->target == STEG_COLUMN_ATTRIBUTE && column->attribute == STEG_ATTRIBUTE_START &&
        row->start != STEG_DATE_NONE) {
      lxw_datetime day = {.hour = 0};
      steg_date_split(row->start, &day.year, &day.month, &day.day);
      check(made, worksheet_write_datetime(made->data, at, (lxw_col_t)i, &day, made->date));
    } else {
      put(made, made->data, at, (lxw_col_t)i, known_of(made, row, column), made->text);
    }
  }
}

static const char *values_of(workbook *made, const steg_sheet_column *column) {
  steg_buffer text;
  steg_buffer_init(&text, CELL_MAX);
  for (uint32_t i = 0; i < column->word_count; i++) {
    steg_buffer_text(&text, i ? "\n" : "");
    steg_buffer_text(&text, column->words[i]);
  }
  if (!column->word_count && (column->low != 0 || column->high != 0))
    steg_buffer_text(&text, steg_form_part_fill(made->arena, made->context->lang, STEG_FORM_WORD_range_hint,
                                                steg_form_part_number(made->arena, made->context->lang, column->low),
                                                steg_form_part_number(made->arena, made->context->lang, column->high)));
  const char *kept = steg_arena_text_n(made->arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

static const char *names_of(workbook *made, const steg_column *column) {
  const char *list = "";
  size_t size = 0;
  for (const char *cursor = column->aliases, *word; list && (word = steg_model_next_word(&cursor, '|', &size));)
    list = steg_arena_printf(made->arena, "%s%s%.*s", list, *list ? "; " : "", (int)size, word);
  return list;
}

static void codebook_sheet(workbook *made) {
  static const steg_form_word types[] = {0,
                                         STEG_FORM_WORD_type_text,
                                         STEG_FORM_WORD_type_words,
                                         STEG_FORM_WORD_type_several,
                                         STEG_FORM_WORD_type_date,
                                         STEG_FORM_WORD_type_number,
                                         STEG_FORM_WORD_type_whole};
  static const struct {
    steg_form_word word;
    double width;
  } heads[] = {{STEG_FORM_WORD_book_column, BOOK_NARROW}, {STEG_FORM_WORD_book_question, BOOK_WIDE},
               {STEG_FORM_WORD_book_type, BOOK_NARROW},   {STEG_FORM_WORD_book_values, WIDE},
               {STEG_FORM_WORD_book_required, NARROW},    {STEG_FORM_WORD_book_other_names, BOOK_WIDE}};
  const steg_instrument *form = made->sheet->instrument;
  steg_lang lang = made->context->lang;
  lxw_worksheet *sheet = made->codebook;
  lxw_row_t row = 0;
  put(made, sheet, row++, 0, steg_text_pick(lang, form->title_sv, form->title_en), made->title);
  const struct {
    steg_form_word word;
    const char *text;
  } facts[] = {{STEG_FORM_WORD_version, form->version},
               {STEG_FORM_WORD_owner, form->owner},
               {STEG_FORM_WORD_licence, form->licence}};
  for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++, row++) {
    put(made, sheet, row, 0, say(made, facts[i].word), NULL);
    put(made, sheet, row, 1, facts[i].text, NULL);
  }
  row++;
  for (lxw_col_t i = 0; i < (lxw_col_t)(sizeof heads / sizeof heads[0]); i++) {
    check(made, worksheet_set_column(sheet, i, i, heads[i].width, NULL));
    put(made, sheet, row, i, say(made, heads[i].word), made->head);
  }
  worksheet_freeze_panes(sheet, row + 1, 1);
  row++;
  for (uint32_t i = 0; i < made->sheet->column_count; i++, row++) {
    const steg_sheet_column *column = &made->sheet->columns[i];
    bool must = column->column->required || (column->item && column->item->required);
    put(made, sheet, row, 0, column->column->header, made->wrapped);
    put(made, sheet, row, 1, column->item ? steg_text_pick(lang, column->item->text_sv, column->item->text_en) : NULL,
        made->wrapped);
    put(made, sheet, row, 2, say(made, types[column->kind]), made->wrapped);
    put(made, sheet, row, 3, values_of(made, column), made->wrapped);
    put(made, sheet, row, 4, say(made, must ? STEG_FORM_WORD_yes : STEG_FORM_WORD_no), made->wrapped);
    put(made, sheet, row, 5, names_of(made, column->column), made->wrapped);
  }
}

/* One table's sheet; the codebook beside it when it stands alone. */
static int add_table(workbook *made, const steg_form_table *table) {
  steg_sheet sheet;
  if (steg_sheet_make(table->instrument, made->context->lang, made->arena, &sheet) < 0)
    return -1;
  made->sheet = &sheet;
  data_sheet(made, table);
  for (size_t i = 0; i < table->row_count; i++)
    begin_row(made, (lxw_row_t)(i + 1), &table->rows[i]);
  if (made->codebook)
    codebook_sheet(made);
  made->lists_used = (lxw_col_t)(made->lists_used + sheet.column_count);
  made->sheet = NULL;
  return 0;
}

/* A sheet per table in their order, then the codebook, then the lists. */
static int fill_book(workbook *made, const steg_form_table *tables, size_t table_count, bool with_codebook) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  lxw_worksheet **sheets = steg_arena_array(made->arena, table_count, sizeof *sheets);
  for (size_t i = 0; sheets && i < table_count; i++)
    if (!(sheets[i] = workbook_add_worksheet(made->book, tables[i].sheet)))
      return -1;
  if (with_codebook)
    made->codebook = workbook_add_worksheet(made->book, say(made, STEG_FORM_WORD_sheet_codebook));
  made->lists = workbook_add_worksheet(made->book, say(made, STEG_FORM_WORD_sheet_lists));
  if (!sheets || !made->lists || (with_codebook && !made->codebook))
    return -1;
  formats(made);
  for (size_t i = 0; i < table_count; i++) {
    made->data = sheets[i];
    if (add_table(made, &tables[i]) < 0)
      return -1;
  }
  worksheet_hide(made->lists);
  if (table_count)
    worksheet_activate(sheets[0]);
  return 0;
}

/* Fills the workbook and closes it, whatever happened. */
static int write_book(workbook *made, const steg_form_table *tables, size_t table_count, const char *title,
                      bool with_codebook, const char *path, const char *folder, steg_error *err) {
  char *temporary = copy(made, folder);
  lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = temporary};
  made->book = workbook_new_opt(path, &options);
  if (!made->book || !temporary) {
    if (made->book)
      lxw_workbook_free(made->book);
    return steg_error_memory(err);
  }
  lxw_doc_properties properties;
  memset(&properties, 0, sizeof properties);
  properties.title = copy(made, title);
  properties.author = copy(made, made->context->program ? made->context->program : "Stegvis");
  properties.created = MADE_AT;
  check(made, workbook_set_properties(made->book, &properties));
  if (fill_book(made, tables, table_count, with_codebook) < 0) {
    lxw_workbook_free(made->book);
    return steg_error_memory(err);
  }
  lxw_error status = workbook_close(made->book);
  if (status != LXW_NO_ERROR)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the workbook can't be written: %s", lxw_strerror(status));
  if (made->failed || steg_arena_failed(made->arena))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "the table doesn't fit in a workbook: a text is too long, or there are too many columns");
  return 0;
}

static int make_book(const steg_form_table *tables, size_t table_count, const char *title, bool with_codebook,
                     const steg_form_context *context, steg_buffer *out, steg_error *err) {
  char folder[PATH_ROOM], path[PATH_ROOM];
  const char *place = getenv("TMPDIR");
  if (steg_file_join(folder, sizeof folder, place && place[0] == '/' ? place : "/tmp", "stegvis-XXXXXX", err) < 0)
    return -1;
  if (!mkdtemp(folder))
    return steg_error_system(err, errno, "%s", folder);
  steg_arena *arena = steg_arena_new(0);
  workbook made = {.context = context, .arena = arena};
  int status = arena ? steg_file_join(path, sizeof path, folder, "form.xlsx", err) : steg_error_memory(err);
  if (status == 0) {
    status = write_book(&made, tables, table_count, title, with_codebook, path, folder, err);
    if (status == 0)
      status = steg_file_read(path, FILE_MAX, out, err);
    unlink(path);
  }
  rmdir(folder);
  steg_arena_free(arena);
  return status;
}

int steg_form_xlsx(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                   steg_error *err) {
  const steg_form_table table = {.instrument = instrument,
                                 .sheet = steg_form_part_word(context->lang, STEG_FORM_WORD_sheet_data)};
  return make_book(&table, 1, steg_text_pick(context->lang, instrument->title_sv, instrument->title_en), true, context,
                   out, err);
}

int steg_form_book(const steg_form_table *tables, size_t table_count, const char *title,
                   const steg_form_context *context, steg_buffer *out, steg_error *err) {
  return make_book(tables, table_count, title, false, context, out, err);
}
