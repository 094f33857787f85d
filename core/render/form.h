/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form - what an instrument looks like before anybody has answered: the blank form to print or fill in, and the empty table.
 * One row and one file per format.
 */
#ifndef STEG_RENDER_FORM_H
#define STEG_RENDER_FORM_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "document/theme.h"
#include "instrument/sheet.h"

typedef struct steg_form_context {
  const steg_theme *theme;
  const char *font_folder; /* HTML */
  steg_lang lang;
  int32_t role;        /* the form of one role alone; -1 = all, one after the other */
  const char *program; /* "Stegvis 0.1.0" */
} steg_form_context;

typedef struct steg_form_format {
  const char *id;     /* "html" */
  const char *suffix; /* "-formular.html": what the file's name ends with */
  int (*write)(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out, steg_error *err);
} steg_form_format;

const steg_form_format *steg_form_find(const char *id); /* NULL when there is none */

/* One page without script or request: fieldset and legend per item, inputs with labels; prints on A4. */
int steg_form_html(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                   steg_error *err);
/* The header row alone, as Excel in Swedish reads and writes it: UTF-8 with mark, semicolons, CR LF. */
int steg_form_csv(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                  steg_error *err);
/* The same table with drop-down lists, formats of dates and numbers, and a codebook beside it. */
int steg_form_xlsx(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                   steg_error *err);

/* What is known of a row before it is filled in. NULL, STEG_DATE_NONE, 0 and -1: left empty. */
typedef struct steg_form_fill {
  const char *person; /* own code */
  const char *initiative;
  const char *coach;
  steg_date start; /* of the participation */
  steg_occasion occasion;
  int32_t role;
} steg_form_fill;

typedef struct steg_form_table {
  const steg_instrument *instrument;
  const char *sheet; /* its name: at most 31 characters, none of []:*?/\ */
  const steg_form_fill *rows;
  size_t row_count;
} steg_form_table;

/* Tables of several instruments in one workbook, a sheet each, with rows begun: lists and formats as steg_form_xlsx has them. Rows that
 * nobody fills in are passed over on import. */
int steg_form_book(const steg_form_table *tables, size_t table_count, const char *title,
                   const steg_form_context *context, steg_buffer *out, steg_error *err);

#endif
