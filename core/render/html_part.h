/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html_part - what html*.c share: the page under construction.
 *
 * The body is written first; on the way every text is noted with the face it will be set in, so that the subsets
 * embedded in the head hold exactly the characters that the page shows.
 */
#ifndef STEG_RENDER_HTML_PART_H
#define STEG_RENDER_HTML_PART_H

#include "document/words.h"
#include "render/font.h"
#include "render/html_escape.h"
#include "render/renderer.h"

enum { STEG_HTML_DEPTH_MAX = 8, STEG_HTML_ID_MAX = 96 };

/* Which section this is: counts of the sections so far, by depth. The contents and the body count alike, so that links
 * fit. */
typedef struct steg_html_numbering {
  unsigned counts[STEG_HTML_DEPTH_MAX];
  unsigned depth; /* 0 outside every section */
} steg_html_numbering;

typedef struct steg_html_page {
  const steg_document *document;
  const steg_render_context *context;
  steg_lang lang;
  steg_arena *arena;
  steg_fonts *fonts;
  steg_buffer body;
  steg_buffer faces[STEG_FACE_END]; /* the characters set in each */
  steg_html_numbering sections;
  size_t table_count; /* for ids */
  steg_error *err;
  bool failed;
} steg_html_page;

/* Enters the next section of the depth below and gives its id, "avsnitt-2-1". */
void steg_html_part_enter(steg_html_numbering *sections, char ret_id[STEG_HTML_ID_MAX]);
void steg_html_part_leave(steg_html_numbering *sections);
/* The heading of the section that was entered: 2 for the outermost, at most 6. */
unsigned steg_html_part_level(const steg_html_numbering *sections);

/* Text of the page, escaped, noted for its face. */
void steg_html_part_text(steg_html_page *page, steg_face face, const char *text);
const char *steg_html_part_word(const steg_html_page *page, steg_word word);

/* Markdown as HTML. `inline_only`: without a paragraph around a single one (list items, cells). */
void steg_html_part_prose(steg_html_page *page, const char *markdown, steg_face face, bool inline_only);
/* A table in a frame that scrolls sideways where it must; `id` of its caption. */
void steg_html_part_table(steg_html_page *page, const steg_table *table, const char *id);
/* The list of sections, two levels deep; nothing when there are fewer than three. */
void steg_html_part_contents(steg_html_page *page);
void steg_html_part_blocks(steg_html_page *page, const steg_block *blocks, size_t count);
/* The style sheet: theme colours, layout, print. */
void steg_html_part_style(const steg_theme *theme, steg_buffer *out);
/* @font-face rules with the subsets as data. */
int steg_html_part_fonts(steg_html_page *page, steg_buffer *out, steg_error *err);

#endif
