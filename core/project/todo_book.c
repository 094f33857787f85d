/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/todo_book.h"

#include "base/collate.h"
#include "render/form.h"
#include <stdlib.h>
#include <string.h>

enum { SHEET_NAME_MAX = 31, SLUG_MAX = 60 };

static bool same_coach(const char *a, const char *b) {
  return a && b ? !strcmp(a, b) : !a && !b;
}

/* ---- which workbooks */

/* "Anna Öberg" -> "anna_oberg": the letters that file systems and mail agree on. */
static const char *slug_of(steg_arena *arena, const char *text) {
  char slug[SLUG_MAX + 1];
  size_t size = 0;
  const char *at = text, *end = text + strlen(text);
  while (at < end && size < SLUG_MAX) {
    uint32_t c = steg_text_next(&at, end);
    char plain = c < 128 ? (char)c : '_';
    if (c >= 'A' && c <= 'Z')
      plain = (char)(c + 32);
    else if (c == 0xE5 || c == 0xC5 || c == 0xE4 || c == 0xC4) /* å ä */
      plain = 'a';
    else if (c == 0xF6 || c == 0xD6) /* ö */
      plain = 'o';
    else if (c == 0xE9 || c == 0xC9) /* é */
      plain = 'e';
    bool letter = (plain >= 'a' && plain <= 'z') || (plain >= '0' && plain <= '9') || plain == '-';
    if (letter)
      slug[size++] = plain;
    else if (size && slug[size - 1] != '_')
      slug[size++] = '_';
  }
  while (size && slug[size - 1] == '_')
    size--;
  slug[size] = '\0';
  return steg_arena_text(arena, size ? slug : "coach");
}

static const char *name_of(const steg_project *project, const steg_todo_book *books, size_t count, const char *coach,
                           steg_lang lang) {
  steg_arena *arena = project->arena;
  const char *slug = coach ? slug_of(arena, coach) : steg_text_pick(lang, "utan_coach", "no_coach");
  const char *name = slug ? steg_arena_printf(arena, "todo-%s.xlsx", slug) : NULL;
  for (int number = 2; name; number++) {
    bool taken = false;
    for (size_t i = 0; i < count; i++)
      taken = taken || !strcmp(books[i].name, name);
    if (!taken)
      return name;
    name = steg_arena_printf(arena, "todo-%s-%d.xlsx", slug, number);
  }
  return NULL;
}

static int by_coach(const void *a, const void *b) {
  const steg_todo_book *x = a, *y = b;
  if (!x->coach || !y->coach)
    return (x->coach == NULL) - (y->coach == NULL);
  return steg_collate_compare(x->coach, y->coach);
}

int steg_todo_books(const steg_project *project, const steg_todo *todo, steg_lang lang, steg_todo_book **ret_books,
                    size_t *ret_count, steg_error *err) {
  steg_todo_book *books = steg_arena_array(project->arena, todo->count + 1, sizeof *books);
  size_t count = 0;
  if (!books)
    return steg_error_memory(err);
  for (size_t i = 0; i < todo->count; i++) {
    const steg_todo_row *row = &todo->rows[i];
    size_t at = 0;
    while (at < count && !same_coach(books[at].coach, row->coach))
      at++;
    if (at == count)
      books[count++] = (steg_todo_book){.coach = row->coach, .todo = todo};
    books[at].rows += row->code && row->instrument;
    books[at].without_code += !row->code;
  }
  if (count)
    qsort(books, count, sizeof *books, by_coach);
  for (size_t i = 0; i < count; i++)
    if (!(books[i].name = name_of(project, books, i, books[i].coach, lang)))
      return steg_error_memory(err);
  *ret_books = books;
  *ret_count = count;
  return 0;
}

/* ---- one workbook */

static bool is_taken(const steg_form_table *tables, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (steg_text_same(tables[i].sheet, name))
      return true;
  return false;
}

/* A sheet's name: the instrument's title up to a comma ("BIP, stegförflyttning mot arbete" is BIP) where it fits and no other sheet
 * has it, else its id. */
static const char *sheet_name(steg_arena *arena, const steg_instrument *instrument, steg_lang lang,
                              const steg_form_table *tables, size_t count) {
  const char *whole = steg_text_pick(lang, instrument->title_sv, instrument->title_en);
  const char *title = steg_arena_text_n(arena, whole, strcspn(whole, ",:("));
  if (title && *title && steg_text_width(title) <= SHEET_NAME_MAX && !strpbrk(title, "[]:*?/\\'") &&
      !is_taken(tables, count, title) && !steg_text_same(title, "Listor") && !steg_text_same(title, "Lists"))
    return title;
  return steg_arena_printf(arena, "%.*s", SHEET_NAME_MAX, instrument->id);
}

static steg_form_fill fill_of(const steg_todo_row *row, steg_lang lang) {
  static const steg_occasion occasions[] = {[STEG_TODO_START] = STEG_OCCASION_START,
                                            [STEG_TODO_ONGOING] = STEG_OCCASION_ONGOING,
                                            [STEG_TODO_END] = STEG_OCCASION_END,
                                            [STEG_TODO_EXIT] = 0,
                                            [STEG_TODO_PLAN] = 0};
  return (steg_form_fill){.person = row->code,
                          .initiative = steg_text_pick(lang, row->initiative->title_sv, row->initiative->title_en),
                          .coach = row->coach,
                          .start = row->kind == STEG_TODO_EXIT ? row->start : STEG_DATE_NONE,
                          .occasion = occasions[row->kind],
                          .role = row->role};
}

static int tables_of(const steg_todo_book *book, steg_arena *arena, steg_lang lang, steg_form_table *tables,
                     size_t *ret_count) {
  /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
  steg_form_fill **fills = steg_arena_array(arena, book->rows, sizeof *fills);
  size_t count = 0;
  for (size_t i = 0; fills && i < book->todo->count; i++) {
    const steg_todo_row *row = &book->todo->rows[i];
    size_t at = 0;
    if (!row->code || !row->instrument || !same_coach(book->coach, row->coach))
      continue;
    while (at < count && tables[at].instrument != row->instrument)
      at++;
    if (at == count) {
      fills[at] = steg_arena_array(arena, book->rows, sizeof **fills);
      tables[count] = (steg_form_table){.instrument = row->instrument,
                                        .sheet = sheet_name(arena, row->instrument, lang, tables, count),
                                        .rows = fills[at]};
      count++;
      if (!fills[at] || !tables[at].sheet)
        return -1;
    }
    fills[at][tables[at].row_count++] = fill_of(row, lang);
  }
  *ret_count = count;
  return fills ? 0 : -1;
}

int steg_todo_book_write(const steg_project *project, const steg_todo_book *book, steg_lang lang, const char *program,
                         steg_buffer *out, steg_error *err) {
  const steg_form_context context = {.theme = &project->settings.theme,
                                     .font_folder = project->places.fonts,
                                     .lang = lang,
                                     .role = -1,
                                     .program = program};
  if (!book->rows)
    return 0;
  steg_arena *arena = steg_arena_new(0);
  steg_form_table *tables = steg_arena_array(arena, book->rows, sizeof *tables);
  size_t count = 0;
  int status = tables && tables_of(book, arena, lang, tables, &count) == 0
                   ? steg_form_book(tables, count, book->name, &context, out, err)
                   : steg_error_memory(err);
  steg_arena_free(arena);
  return status;
}
