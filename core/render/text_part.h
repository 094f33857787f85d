/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text_part - what text*.c share: lines of at most `width` columns.
 */
#ifndef STEG_RENDER_TEXT_PART_H
#define STEG_RENDER_TEXT_PART_H

#include "base/arena.h"
#include "document/words.h"
#include "render/renderer.h"

typedef enum steg_text_style { STEG_TEXT_PLAIN = 0, STEG_TEXT_BOLD = 1, STEG_TEXT_DIM = 2 } steg_text_style;

typedef struct steg_text_page {
  const steg_document *document;
  steg_buffer *out;
  steg_arena *arena;
  steg_lang lang;
  size_t width;
  bool color;
  unsigned depth;   /* of sections */
  const char *rail; /* stands before every line, such as a callout's; NULL = none */
  bool failed;
  steg_error *err;
} steg_text_page;

/* The text as it may be sent to a terminal: control characters and direction marks as U+FFFD, line ends and tabs as
 * spaces. */
const char *steg_text_part_clean(steg_text_page *page, const char *text);
/* Cleaned, broken at spaces into lines that fit, each after `indent` spaces; the first ends its indent with `lead`. A
 * word that is wider than a line is broken. */
void steg_text_part_paragraph(steg_text_page *page, size_t indent, const char *lead, steg_text_style style,
                              const char *text);
/* Lines of at most `width` columns. Returns their count, 0 for an empty text. */
size_t steg_text_part_wrap(steg_text_page *page, const char *text, size_t width, const char ***ret_lines);
void steg_text_part_style(steg_text_page *page, steg_text_style style); /* begins it; PLAIN ends it */
void steg_text_part_spaces(steg_text_page *page, size_t count);
/* The text in `width` columns, padded after it, or before it when `right`. */
void steg_text_part_pad(steg_text_page *page, const char *text, size_t width, bool right);
void steg_text_part_line(steg_text_page *page); /* an empty line, never two */

/* Markdown. An empty line follows each paragraph, but not an item's only one. */
void steg_text_part_prose(steg_text_page *page, const char *markdown);
void steg_text_part_item(steg_text_page *page, const char *markdown); /* with a bullet */
void steg_text_part_table(steg_text_page *page, const steg_table *table);
void steg_text_part_chart(steg_text_page *page, const steg_chart *chart);

#endif
