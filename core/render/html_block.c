/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "render/chart.h"
#include "render/html_part.h"
#include <stdio.h>
#include <string.h>

enum { HEADING_LEVEL_MAX = 6, DRAWING_MAX = 8 << 20 };

/* ---- sections */

void steg_html_part_enter(steg_html_numbering *sections, char ret_id[STEG_HTML_ID_MAX]) {
  if (sections->depth < STEG_HTML_DEPTH_MAX)
    sections->counts[sections->depth]++;
  sections->depth++;
  int size = snprintf(ret_id, STEG_HTML_ID_MAX, "avsnitt");
  for (unsigned d = 0; d < sections->depth && d < STEG_HTML_DEPTH_MAX; d++)
    size += snprintf(ret_id + size, STEG_HTML_ID_MAX - (size_t)size, "-%u", sections->counts[d]);
  for (unsigned d = sections->depth; d < STEG_HTML_DEPTH_MAX; d++)
    sections->counts[d] = 0;
}

void steg_html_part_leave(steg_html_numbering *sections) {
  sections->depth--;
}

unsigned steg_html_part_level(const steg_html_numbering *sections) {
  unsigned level = sections->depth + 1;
  return level > HEADING_LEVEL_MAX ? HEADING_LEVEL_MAX : level;
}

static void write_section(steg_html_page *page, const steg_block *block) {
  char id[STEG_HTML_ID_MAX];
  steg_html_part_enter(&page->sections, id);
  unsigned level = steg_html_part_level(&page->sections);
  steg_buffer_printf(&page->body, "<section aria-labelledby=\"%s\">\n<h%u id=\"%s\">", id, level, id);
  steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, block->text);
  steg_buffer_printf(&page->body, "</h%u>\n", level);
  steg_html_part_blocks(page, block->children, block->child_count);
  steg_buffer_text(&page->body, "</section>\n");
  steg_html_part_leave(&page->sections);
}

/* ---- charts */

static const char *layout_class(steg_chart_layout layout) {
  return layout == STEG_LAYOUT_WIDE ? "wide" : "narrow";
}

/* The face that a <g> of the drawing sets: its weight is what svg.h writes. */
static steg_face group_face(const char *tag, size_t size) {
  if (memmem(tag, size, "font-style", strlen("font-style")))
    return STEG_FACE_SANS_ITALIC;
  if (memmem(tag, size, "\"700\"", 5))
    return STEG_FACE_SANS_BOLD;
  return memmem(tag, size, "\"600\"", 5) ? STEG_FACE_SANS_SEMIBOLD : STEG_FACE_SANS;
}

/* Notes the characters between the drawing's tags for the faces they are set in. Entities add a letter or two too many.
 */
static void note_characters(steg_html_page *page, const char *svg, size_t size) {
  steg_face face = STEG_FACE_SANS;
  for (const char *end = svg + size; svg < end;) {
    const char *tag = memchr(svg, '<', (size_t)(end - svg));
    const char *close = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;
    steg_buffer_append(&page->faces[face], svg, (size_t)((tag ? tag : end) - svg));
    if (!close)
      return;
    if (!strncmp(tag, "<g", 2))
      face = group_face(tag, (size_t)(close - tag));
    else if (!strncmp(tag, "</g", 3))
      face = STEG_FACE_SANS;
    svg = close + 1;
  }
}

/* The drawing's writer escapes for XML; what may turn text round on a page is replaced here as everywhere else. */
static void append_drawing(steg_html_page *page, const steg_buffer *svg) {
  const char *cursor = svg->bytes, *end = svg->bytes + svg->size;
  while (cursor < end) {
    const char *before = cursor;
    uint32_t c = steg_text_next(&cursor, end), shown = steg_html_escape_character(c);
    if (shown == c) {
      steg_buffer_append(&page->body, before, (size_t)(cursor - before));
    } else {
      char bytes[4];
      steg_buffer_append(&page->body, bytes, steg_text_encode(shown, bytes));
    }
  }
}

static void write_drawing(steg_html_page *page, const steg_chart *chart, steg_chart_layout layout) {
  steg_buffer svg;
  steg_buffer_init(&svg, DRAWING_MAX);
  steg_buffer_printf(&page->body, "<div class=\"%s\">\n", layout_class(layout));
  if (!page->failed)
    page->failed = steg_chart_svg(chart, page->context->theme, page->fonts, layout, page->arena, &svg, page->err) < 0;
  if (!page->failed) {
    append_drawing(page, &svg);
    note_characters(page, svg.bytes, svg.size);
  }
  steg_buffer_text(&page->body, "</div>\n");
  steg_buffer_release(&svg);
}

static void write_chart(steg_html_page *page, const steg_chart *chart) {
  steg_buffer *out = &page->body;
  steg_buffer_text(out, "<figure class=\"chart\" id=\"");
  steg_html_escape_id(out, chart->id);
  steg_buffer_text(out, "\">\n<figcaption>\n<p class=\"finding\">");
  steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, chart->title);
  steg_buffer_text(out, "</p>\n<p class=\"shown\">");
  steg_html_part_text(page, STEG_FACE_SANS, chart->subtitle);
  steg_buffer_text(out, "</p>\n</figcaption>\n");
  write_drawing(page, chart, STEG_LAYOUT_WIDE);
  write_drawing(page, chart, STEG_LAYOUT_NARROW);
  if (chart->note) {
    steg_buffer_text(out, "<p class=\"small\">");
    steg_html_part_text(page, STEG_FACE_SANS, chart->note);
    steg_buffer_text(out, "</p>\n");
  }
  if (chart->table) {
    char *id = steg_arena_printf(page->arena, "%s-data", chart->id);
    steg_buffer_text(out, "<details>\n<summary>");
    steg_html_part_text(page, STEG_FACE_SANS, steg_html_part_word(page, STEG_WORD_chart_data));
    steg_buffer_text(out, "</summary>\n");
    steg_html_part_table(page, chart->table, id ? id : "");
    steg_buffer_text(out, "</details>\n");
  }
  steg_buffer_text(out, "</figure>\n");
}

/* ---- the smaller ones */

static void write_table(steg_html_page *page, const steg_table *table) {
  char *id = steg_arena_printf(page->arena, "tabell-%zu", ++page->table_count);
  steg_buffer_text(&page->body, "<div class=\"table\">\n");
  steg_html_part_table(page, table, id ? id : "");
  steg_buffer_text(&page->body, "</div>\n");
}

/* Columns of a row of cards where there is room: one row of up to four, else rows of three or four that come out even.
 */
static unsigned key_columns(size_t count) {
  return count <= 4 ? (unsigned)(count ? count : 1) : count % 4 == 0 || count % 4 == 3 ? 4 : 3;
}

static void write_key_figures(steg_html_page *page, const steg_block *block) {
  steg_buffer *out = &page->body;
  size_t shown = 0;
  for (size_t i = 0; i < block->child_count; i++)
    shown += !block->children[i].omitted;
  steg_buffer_printf(out, "<dl class=\"keys keys-%u\">\n", key_columns(shown));
  for (size_t i = 0; i < block->child_count; i++) {
    const steg_block *key = &block->children[i];
    if (key->omitted)
      continue;
    steg_buffer_text(out, "<div><dt>");
    steg_html_part_text(page, STEG_FACE_SANS, key->text);
    steg_buffer_text(out, "</dt><dd><strong>");
    steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, key->figure_text);
    steg_buffer_text(out, "</strong>");
    if (key->figure_detail) {
      steg_buffer_text(out, " <span>");
      steg_html_part_text(page, STEG_FACE_SANS, key->figure_detail);
      steg_buffer_text(out, "</span>");
    }
    steg_buffer_text(out, "</dd></div>\n");
  }
  steg_buffer_text(out, "</dl>\n");
}

static void write_list(steg_html_page *page, const steg_block *block) {
  steg_buffer_text(&page->body, "<ul>\n");
  for (size_t i = 0; i < block->child_count; i++) {
    if (block->children[i].omitted)
      continue;
    steg_buffer_text(&page->body, "<li>");
    steg_html_part_prose(page, block->children[i].text, STEG_FACE_SERIF, true);
    steg_buffer_text(&page->body, "</li>\n");
  }
  steg_buffer_text(&page->body, "</ul>\n");
}

static void write_box(steg_html_page *page, const steg_block *block, const char *class_name, steg_face face) {
  steg_buffer_printf(&page->body, "<div class=\"%s\">\n", class_name);
  steg_html_part_prose(page, block->text, face, false);
  steg_buffer_text(&page->body, "</div>\n");
}

static void write_block(steg_html_page *page, const steg_block *block) {
  switch (block->kind) {
  case STEG_BLOCK_SECTION:
    write_section(page, block);
    break;
  case STEG_BLOCK_TEXT:
    steg_html_part_prose(page, block->text, STEG_FACE_SERIF, false);
    break;
  case STEG_BLOCK_LIST:
    write_list(page, block);
    break;
  case STEG_BLOCK_KEY_FIGURES:
    write_key_figures(page, block);
    break;
  case STEG_BLOCK_CALLOUT:
    write_box(page, block, "callout", STEG_FACE_SERIF);
    break;
  case STEG_BLOCK_NOTE:
    write_box(page, block, "note", STEG_FACE_SANS);
    break;
  case STEG_BLOCK_PAGE_BREAK:
    steg_buffer_text(&page->body, "<div class=\"page-break\"></div>\n");
    break;
  case STEG_BLOCK_WHEN:
    steg_html_part_blocks(page, block->children, block->child_count);
    steg_html_part_blocks(page, block->otherwise, block->otherwise_count);
    break;
  case STEG_BLOCK_TABLE:
  case STEG_BLOCK_CHART:
  case STEG_BLOCK_GOALS:
  case STEG_BLOCK_BUDGET:
  case STEG_BLOCK_METHOD:
    steg_html_part_prose(page, block->text, STEG_FACE_SERIF, false);
    if (block->chart)
      write_chart(page, block->chart);
    if (block->table)
      write_table(page, block->table);
    break;
  case STEG_BLOCK_KEY_FIGURE: /* written by its parent */
    break;
  }
}

void steg_html_part_blocks(steg_html_page *page, const steg_block *blocks, size_t count) {
  for (size_t i = 0; i < count && !page->failed; i++)
    if (!blocks[i].omitted)
      write_block(page, &blocks[i]);
}
