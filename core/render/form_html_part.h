/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form_html_part - what form_html*.c share: the page in the making, and the ways of answering.
 */
#ifndef STEG_RENDER_FORM_HTML_PART_H
#define STEG_RENDER_FORM_HTML_PART_H

#include "render/form_part.h"
#include "render/html_part.h"

/* Where in the form we are. */
typedef struct steg_form_page {
  steg_html_page *page;
  const steg_instrument *instrument;
  const steg_form_context *context;
  steg_sheet sheet;
  int32_t role;
  unsigned number; /* of the question, in this role's form */
} steg_form_page;

/* Rules of the style sheet that a form adds to the report's. */
extern const char steg_form_html_style[];

/* Markup as it stands; text of the page, escaped and noted for its face; name="value". */
void steg_form_html_raw(steg_form_page *form, const char *markup);
void steg_form_html_text(steg_form_page *form, steg_face face, const char *words);
void steg_form_html_word(steg_form_page *form, steg_face face, steg_form_word id);
void steg_form_html_attribute(steg_form_page *form, const char *name, const char *value);
/* An id or name of the page: of the role's form and the thing in it. */
const char *steg_form_html_name(steg_form_page *form, const char *thing);
/* A line of smaller text; nothing for NULL. */
void steg_form_html_hint(steg_form_page *form, const char *words);

/* One radio button or checkbox with its words, inside a label that the caller has opened. */
void steg_form_html_choice(steg_form_page *form, const char *type, const char *name, const char *value,
                           const char *words);
/* A line to write on, with its label and, after it, the unit. `mode`: of the keyboard, NULL = letters. */
void steg_form_html_line(steg_form_page *form, const char *label, const char *name, const char *mode, const char *unit,
                         const char *help);
/* The answers of an item, by its type. */
void steg_form_html_answer(steg_form_page *form, const steg_item *item, const char *name);

#endif
