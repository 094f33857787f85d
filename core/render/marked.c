/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By libxlsxwriter in its streaming mode (rows ascending, one row in memory), so that a large file costs its notes and no more. The
 * library writes to files: in a folder of our own beside the copy, removed when done.
 */
#include "render/marked.h"

#include "base/file.h"
#include "base/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { PATH_ROOM = 4096, FILE_MAX = 1 << 30, CELL_CHARACTERS = 32767, NOTE_MAX = 4000 };
/* Widths in characters; the note's in pixels. */
enum { TEXT_COLUMN = 46, LINE_HEIGHT = 15 };
enum { COLUMN_WIDTH = 16, NOTE_WIDTH = 320, NOTE_LINE = 18, NOTE_LINE_CHARACTERS = 46, NOTE_LINES_MOST = 20 };
enum { PAPER_A4 = 9, TEXT_FORMAT = 49 }; /* numbers that SpreadsheetML has for them */
enum { MADE_AT = 1577880000 };           /* 2020-01-01 12:00 UTC: the same for the same file */
enum { REVIEW_HEAD = 5 };                /* 0-based row of the headers */

typedef enum marked_word {
#define STEG_MARKED_WORD(id, sv, en) WORD_##id,
#include "render/marked_words.def"
#undef STEG_MARKED_WORD
  WORD_END
} marked_word;

struct steg_marked {
  steg_marked_context context;
  steg_arena *arena;
  char folder[PATH_ROOM], path[PATH_ROOM];
  bool has_folder;
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *plain, *head, *number, *kinds[STEG_SEVERITY_ERROR + 1], *wrapped, *title, *link, *review_head;
  const char *names[256]; /* of the sheets so far */
  size_t sheet_count;
  const steg_remark *remarks;
  const steg_mark *marks;
  size_t mark_count, next_mark;
  uint32_t header_row, last_row;
  size_t width; /* the most cells so far */
  size_t cut;
  steg_buffer text;
  bool failed;
};

static const char *say(const steg_marked *marked, marked_word word) {
  static const struct {
    const char *sv, *en;
  } words[] = {
#define STEG_MARKED_WORD(id, sv, en) {sv, en},
#include "render/marked_words.def"
#undef STEG_MARKED_WORD
  };
  return steg_text_pick(marked->context.lang, words[word].sv, words[word].en);
}

static void check(steg_marked *marked, lxw_error status) {
  marked->failed = marked->failed || status != LXW_NO_ERROR;
}

static char *copy(steg_marked *marked, const char *text) {
  char *copied = steg_arena_text(marked->arena, text);
  marked->failed = marked->failed || !copied;
  return copied;
}

/* ---- opening */

static lxw_format *format_of(steg_marked *marked, lxw_color_t fill, lxw_color_t ink) {
  lxw_format *format = workbook_add_format(marked->book);
  if (!format) {
    marked->failed = true;
    return NULL;
  }
  format_set_num_format_index(format, TEXT_FORMAT);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (fill) {
    format_set_bg_color(format, fill);
    format_set_font_color(format, ink);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, ink);
  }
  return format;
}

static void make_formats(steg_marked *marked) {
  const steg_theme *theme = marked->context.theme;
  lxw_color_t ground = theme->callout ? theme->callout : 0xF2F2F2;
  marked->plain = format_of(marked, 0, 0);
  marked->head = format_of(marked, 0, 0);
  marked->kinds[STEG_SEVERITY_ERROR] = format_of(marked, 0xFFC7CE, 0x8A0006);
  marked->kinds[STEG_SEVERITY_WARNING] = format_of(marked, 0xFFEB9C, 0x5C4300);
  marked->kinds[STEG_SEVERITY_NOTE] = format_of(marked, 0xDDEBF7, 0x1B3D5C);
  marked->wrapped = format_of(marked, 0, 0);
  marked->number = format_of(marked, 0, 0);
  marked->title = format_of(marked, 0, 0);
  marked->link = format_of(marked, 0, 0);
  marked->review_head = format_of(marked, 0, 0);
  if (marked->failed)
    return;
  lxw_format *heads[] = {marked->head, marked->review_head};
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    format_set_bold(heads[i]);
    format_set_bg_color(heads[i], ground);
    format_set_font_color(heads[i], theme->ink);
    format_set_bottom(heads[i], LXW_BORDER_MEDIUM);
    format_set_text_wrap(heads[i]);
  }
  format_set_bold(marked->kinds[STEG_SEVERITY_ERROR]);
  format_set_italic(marked->kinds[STEG_SEVERITY_WARNING]);
  format_set_text_wrap(marked->wrapped);
  format_set_num_format_index(marked->number, 0);
  format_set_bold(marked->title);
  format_set_font_size(marked->title, 14);
  format_set_font_color(marked->link, theme->link);
  format_set_underline(marked->link, LXW_UNDERLINE_SINGLE);
}

static int open_book(steg_marked *marked, steg_error *err) {
  if (steg_file_join(marked->folder, sizeof marked->folder, marked->context.folder, ".stegvis-XXXXXX", err) < 0)
    return -1;
  if (!mkdtemp(marked->folder))
    return steg_error_system(err, errno, "no temporary folder can be made beside the file");
  marked->has_folder = true;
  if (steg_file_join(marked->path, sizeof marked->path, marked->folder, "copy.xlsx", err) < 0)
    return -1;
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = marked->folder};
  marked->book = workbook_new_opt(marked->path, &options);
  if (!marked->book)
    return steg_error_memory(err);
  lxw_doc_properties properties;
  memset(&properties, 0, sizeof properties);
  properties.title = copy(marked, marked->context.title);
  properties.author = copy(marked, marked->context.program ? marked->context.program : "Stegvis");
  properties.created = MADE_AT;
  check(marked, workbook_set_properties(marked->book, &properties));
  make_formats(marked);
  return marked->failed ? steg_error_memory(err) : 0;
}

steg_marked *steg_marked_new(const steg_marked_context *context, steg_error *err) {
  steg_marked *marked = calloc(1, sizeof *marked);
  if (!marked) {
    steg_error_memory(err);
    return NULL;
  }
  marked->context = *context;
  marked->arena = steg_arena_new(0);
  steg_buffer_init(&marked->text, 1 << 20);
  if (!marked->arena)
    steg_error_memory(err);
  if (!marked->arena || open_book(marked, err) < 0) {
    steg_marked_free(marked);
    return NULL;
  }
  return marked;
}

void steg_marked_free(steg_marked *marked) {
  if (!marked)
    return;
  if (marked->book)
    lxw_workbook_free(marked->book);
  if (marked->has_folder) {
    unlink(marked->path);
    rmdir(marked->folder);
  }
  steg_buffer_release(&marked->text);
  steg_arena_free(marked->arena);
  free(marked);
}

/* ---- marks */

static const char *severity_word(const steg_marked *marked, steg_severity severity) {
  return say(marked, severity == STEG_SEVERITY_ERROR     ? WORD_error
                     : severity == STEG_SEVERITY_WARNING ? WORD_warning
                                                         : WORD_note);
}

/* One note for all marks of a cell: [from, to). */
static void put_note(steg_marked *marked, uint32_t row, uint32_t column, size_t from, size_t to) {
  steg_buffer *text = &marked->text;
  steg_buffer_clear(text);
  for (size_t i = from; i < to && text->size < NOTE_MAX; i++) {
    const steg_remark *remark = &marked->remarks[marked->marks[i].remark];
    if (i > from && marked->marks[i].remark == marked->marks[i - 1].remark)
      continue;
    steg_buffer_printf(text, "%s%s %s", text->size ? "\n\n" : "", severity_word(marked, remark->severity),
                       remark->code);
    if (!marked->marks[i].column)
      steg_buffer_printf(text, " (%s)", say(marked, WORD_whole_row));
    steg_buffer_printf(text, ": %s", remark->message);
    if (remark->hint)
      steg_buffer_printf(text, "\n→ %s", remark->hint);
  }
  int lines = 2;
  const char *at = text->bytes, *end = text->bytes + text->size;
  for (int in_line = 0; at < end;) {
    uint32_t c = steg_text_next(&at, end);
    in_line = c == '\n' ? 0 : in_line + 1;
    lines += c == '\n' || in_line % NOTE_LINE_CHARACTERS == 0;
  }
  lines = lines > NOTE_LINES_MOST ? NOTE_LINES_MOST : lines;
  lxw_comment_options options = {
      .author = copy(marked, "Stegvis"), .width = NOTE_WIDTH, .height = (uint16_t)(lines * NOTE_LINE), .font_size = 9};
  check(marked, worksheet_write_comment_opt(marked->sheet, row - 1, (lxw_col_t)(column - 1), text->bytes, &options));
}

/* ---- cells */

static void put_cell(steg_marked *marked, uint32_t row, size_t column, const steg_marked_cell *cell,
                     lxw_format *format) {
  steg_buffer *text = &marked->text;
  lxw_row_t at_row = row - 1;
  lxw_col_t at = (lxw_col_t)column;
  if (!cell || !cell->size) {
    if (format != marked->plain)
      check(marked, worksheet_write_blank(marked->sheet, at_row, at, format));
    return;
  }
  steg_buffer_clear(text);
  const char *next = cell->bytes, *end = cell->bytes + cell->size;
  for (int characters = 0; next < end; characters++) {
    char bytes[4];
    if (characters == CELL_CHARACTERS) {
      marked->cut++;
      break;
    }
    uint32_t c = steg_text_next(&next, end);
    /* What XML has no way of writing. */
    steg_buffer_append(text, bytes, steg_text_encode(c == 0 || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c, bytes));
  }
  check(marked, worksheet_write_string(marked->sheet, at_row, at, text->bytes, format));
}

static steg_severity stronger(steg_severity a, steg_severity b) {
  return a > b ? a : b;
}

/* Writes a row with its marks; `count` 0 for a row that is not there but has marks. */
static void write_row(steg_marked *marked, uint32_t row, const steg_marked_cell *cells, size_t count) {
  size_t first = marked->next_mark, last = first;
  steg_severity whole = 0;
  size_t reach = count;
  for (; last < marked->mark_count && marked->marks[last].row == row; last++) {
    const steg_mark *mark = &marked->marks[last];
    if (!mark->column)
      whole = stronger(whole, marked->remarks[mark->remark].severity);
    reach = mark->column > reach ? mark->column : reach;
  }
  marked->next_mark = last;
  reach = whole && marked->width > reach ? marked->width : reach;
  size_t at = first; /* the first mark of the cell to come */
  while (at < last && !marked->marks[at].column)
    at++;
  for (size_t column = 0; column < reach; column++) {
    steg_severity severity = whole;
    size_t end = at;
    for (; end < last && marked->marks[end].column == column + 1; end++)
      severity = stronger(severity, marked->remarks[marked->marks[end].remark].severity);
    lxw_format *format = severity ? marked->kinds[severity] : row == marked->header_row ? marked->head : marked->plain;
    put_cell(marked, row, column, column < count ? &cells[column] : NULL, format);
    size_t from = column == 0 ? first : at; /* what is said of the row stands on its first cell */
    if (end > from)
      put_note(marked, row, (uint32_t)column + 1, from, end);
    at = end;
  }
  if (!reach && last > first) {
    put_cell(marked, row, 0, NULL, marked->kinds[whole]);
    put_note(marked, row, 1, first, last);
  }
}

static void write_marks_before(steg_marked *marked, uint32_t row) {
  while (marked->next_mark < marked->mark_count && marked->marks[marked->next_mark].row < row)
    write_row(marked, marked->marks[marked->next_mark].row, NULL, 0);
}

int steg_marked_begin(steg_marked *marked, const char *name, uint32_t header_row, const steg_remark *remarks,
                      const steg_mark *marks, size_t mark_count, steg_error *err) {
  if (marked->sheet)
    write_marks_before(marked, UINT32_MAX);
  const char *title = copy(marked, name ? name : say(marked, WORD_data));
  if (marked->sheet_count + 1 == sizeof marked->names / sizeof marked->names[0] || !title ||
      !(marked->sheet = workbook_add_worksheet(marked->book, title)))
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the annotated copy can't have a sheet of that name");
  marked->names[marked->sheet_count++] = title;
  marked->remarks = remarks;
  marked->marks = marks;
  marked->mark_count = mark_count;
  marked->next_mark = 0;
  marked->header_row = header_row;
  marked->last_row = 0;
  marked->width = 0;
  check(marked, worksheet_set_column(marked->sheet, 0, 499, COLUMN_WIDTH, marked->plain));
  worksheet_set_landscape(marked->sheet);
  worksheet_set_paper(marked->sheet, PAPER_A4);
  worksheet_fit_to_pages(marked->sheet, 1, 0);
  if (header_row)
    worksheet_freeze_panes(marked->sheet, header_row, 0);
  /* "number stored as text" is meant here: without this every code has a green corner beside the marks. */
  check(marked, worksheet_ignore_errors(marked->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
  return marked->failed ? steg_error_memory(err) : 0;
}

int steg_marked_row(steg_marked *marked, uint32_t row, const steg_marked_cell *cells, size_t count, steg_error *err) {
  if (row > STEG_MARKED_ROWS || count > STEG_MARKED_COLUMNS)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "the file has more rows than a sheet of a workbook: no annotated copy can be made");
  if (row <= marked->last_row)
    return 0;
  marked->last_row = row;
  marked->width = count > marked->width ? count : marked->width;
  write_marks_before(marked, row);
  write_row(marked, row, cells, count);
  return marked->failed ? steg_error_memory(err) : 0;
}

/* ---- the sheet of remarks */

static void put(steg_marked *marked, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format) {
  if (text && *text)
    check(marked, worksheet_write_string(marked->sheet, row, column, text, format));
}

/* "internal:'Ann''s'!B17" */
static void put_place(steg_marked *marked, lxw_row_t row, const steg_remark *remark) {
  if (remark->sheet < 0 || (size_t)remark->sheet >= marked->sheet_count || !remark->row) {
    put(marked, row, 1, remark->place, marked->wrapped);
    return;
  }
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(cell, remark->row - 1, (lxw_col_t)(remark->column ? remark->column - 1 : 0));
  steg_buffer *text = &marked->text;
  steg_buffer_clear(text);
  steg_buffer_text(text, "internal:'");
  for (const char *at = marked->names[remark->sheet]; *at; at++) {
    if (*at == '\'')
      steg_buffer_char(text, '\'');
    steg_buffer_char(text, *at);
  }
  steg_buffer_printf(text, "'!%s", cell);
  check(marked, worksheet_write_url_opt(marked->sheet, row, 1, text->bytes, marked->link, remark->place, NULL));
}

static void put_heads(steg_marked *marked) {
  static const struct {
    marked_word word;
    double width;
  } heads[] = {{WORD_column_severity, 10},
               {WORD_column_place, 26},
               {WORD_column_code, 18},
               {WORD_column_value, 22},
               {WORD_column_message, TEXT_COLUMN + 4},
               {WORD_column_hint, TEXT_COLUMN + 4},
               {WORD_column_count, 12},
               {WORD_column_elsewhere, 30}};
  for (lxw_col_t i = 0; i < (lxw_col_t)(sizeof heads / sizeof heads[0]); i++) {
    check(marked, worksheet_set_column(marked->sheet, i, i, heads[i].width, NULL));
    put(marked, REVIEW_HEAD, i, say(marked, heads[i].word), marked->review_head);
  }
  worksheet_freeze_panes(marked->sheet, REVIEW_HEAD + 1, 0);
  worksheet_set_landscape(marked->sheet);
  worksheet_set_paper(marked->sheet, PAPER_A4);
  worksheet_fit_to_pages(marked->sheet, 1, 0);
}

/* Programs that do not measure wrapped texts themselves would let them lie over the row below. */
static double height_of(const steg_remark *remark) {
  size_t message = steg_text_width(remark->message), hint = remark->hint ? steg_text_width(remark->hint) : 0;
  size_t place = 2 * steg_text_width(remark->place), longest = message > hint ? message : hint;
  longest = place > longest ? place : longest;
  size_t lines = 1 + longest / TEXT_COLUMN;
  return LINE_HEIGHT * (double)lines;
}

static void put_remark(steg_marked *marked, lxw_row_t row, const steg_remark *remark) {
  check(marked, worksheet_set_row(marked->sheet, row, height_of(remark), NULL));
  put(marked, row, 0, severity_word(marked, remark->severity), marked->kinds[remark->severity]);
  put_place(marked, row, remark);
  put(marked, row, 2, remark->code, marked->wrapped);
  put(marked, row, 3, remark->value, marked->wrapped);
  put(marked, row, 4, remark->message, marked->wrapped);
  put(marked, row, 5, remark->hint, marked->wrapped);
  check(marked, worksheet_write_number(marked->sheet, row, 6, remark->count, marked->number));
  put(marked, row, 7, remark->elsewhere, marked->wrapped);
}

/* A name that no sheet has: a copy of a copy may have its own "Granskning". Names are compared without case, as Excel does. */
static const char *review_name(steg_marked *marked) {
  const char *name = say(marked, WORD_review);
  for (int number = 2; name; number++) {
    bool taken = false;
    for (size_t i = 0; i < marked->sheet_count; i++)
      taken = taken || steg_text_same(marked->names[i], name);
    if (!taken)
      return name;
    name = steg_arena_printf(marked->arena, "%s %d", say(marked, WORD_review), number);
  }
  return NULL;
}

static int write_review(steg_marked *marked, const steg_remark *remarks, size_t remark_count, size_t unmarked) {
  const char *name = review_name(marked);
  const char *quoted = name ? steg_arena_printf(marked->arena, "'%s'!stegvis_granskning", name) : NULL;
  const char *first = name ? steg_arena_printf(marked->arena, "='%s'!$A$1", name) : NULL;
  if (!quoted || !first || !(marked->sheet = workbook_add_worksheet(marked->book, name)))
    return -1;
  /* By this name the sheet is known when the copy is imported (intake/workbook.h). */
  check(marked, workbook_define_name(marked->book, quoted, first));
  const char *lines[] = {
      steg_arena_printf(marked->arena, "%s%s", say(marked, WORD_title), marked->context.title),
      steg_arena_printf(marked->arena, "%sstegvis import %s %s.granskad.xlsx", say(marked, WORD_how),
                        marked->context.instrument, marked->context.title),
      say(marked, WORD_legend),
      unmarked ? steg_arena_printf(marked->arena, "%s%zu", say(marked, WORD_unmarked), unmarked) : "",
      marked->cut ? steg_arena_printf(marked->arena, "%s%zu", say(marked, WORD_cut), marked->cut) : "",
  };
  _Static_assert(sizeof lines / sizeof lines[0] == REVIEW_HEAD, "the headers stand below the lines");
  for (lxw_row_t i = 0; i < REVIEW_HEAD; i++)
    put(marked, i, 0, lines[i], i ? marked->plain : marked->title);
  put_heads(marked);
  for (size_t i = 0; i < remark_count; i++)
    put_remark(marked, (lxw_row_t)(REVIEW_HEAD + 1 + i), &remarks[i]);
  if (remark_count)
    check(marked, worksheet_autofilter(marked->sheet, REVIEW_HEAD, 0, (lxw_row_t)(REVIEW_HEAD + remark_count), 7));
  return marked->failed || steg_arena_failed(marked->arena) ? -1 : 0;
}

int steg_marked_finish(steg_marked *marked, const steg_remark *remarks, size_t remark_count, size_t unmarked,
                       steg_buffer *out, steg_error *err) {
  if (marked->sheet)
    write_marks_before(marked, UINT32_MAX);
  if (write_review(marked, remarks, remark_count, unmarked) < 0)
    return steg_error_memory(err);
  lxw_error status = workbook_close(marked->book);
  marked->book = NULL; /* freed by closing, whatever came of it */
  if (status != LXW_NO_ERROR)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "the workbook can't be written: %s", lxw_strerror(status));
  return steg_file_read(marked->path, FILE_MAX, out, err);
}
