/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * todo_book - a workbook per coach with what is lacking, begun: a sheet per instrument with own code, initiative, role and occasion
 * filled in, to be completed and imported as it is.
 */
#ifndef STEG_PROJECT_TODO_BOOK_H
#define STEG_PROJECT_TODO_BOOK_H

#include "project/todo.h"

typedef struct steg_todo_book {
  const char *coach; /* NULL = rows without a coach */
  const char *name;  /* of the file: "todo-anna_berg.xlsx", of [a-z0-9_-] */
  size_t rows;
  size_t without_code; /* people who are known by personnummer alone: their rows can't be begun */
  const steg_todo *todo;
} steg_todo_book;

/* The coaches of the list, in Swedish order, those without one last. Names that look alike get a number. */
int steg_todo_books(const steg_project *project, const steg_todo *todo, steg_lang lang, steg_todo_book **ret_books,
                    size_t *ret_count, steg_error *err);
/* The workbook as bytes; nothing when it has no rows. */
int steg_todo_book_write(const steg_project *project, const steg_todo_book *book, steg_lang lang, const char *program,
                         steg_buffer *out, steg_error *err);

#endif
