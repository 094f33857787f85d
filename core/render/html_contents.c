/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/html_part.h"

enum { CONTENTS_DEPTH = 2, CONTENTS_LEAST = 3 };

static size_t count_sections(const steg_block *blocks, size_t count) {
  size_t sections = 0;
  for (size_t i = 0; i < count; i++) {
    const steg_block *block = &blocks[i];
    if (block->omitted)
      continue;
    if (block->kind == STEG_BLOCK_SECTION)
      sections += 1;
    else if (block->kind == STEG_BLOCK_WHEN)
      sections += count_sections(block->children, block->child_count) +
                  count_sections(block->otherwise, block->otherwise_count);
  }
  return sections;
}

static void write_entries(steg_html_page *page, steg_html_numbering *sections, const steg_block *blocks, size_t count);

static void write_entry(steg_html_page *page, steg_html_numbering *sections, const steg_block *block) {
  char id[STEG_HTML_ID_MAX];
  steg_html_part_enter(sections, id);
  steg_buffer_printf(&page->body, "<li><a href=\"#%s\">", id);
  steg_html_part_text(page, STEG_FACE_SANS, block->text);
  steg_buffer_text(&page->body, "</a>");
  if (sections->depth < CONTENTS_DEPTH && count_sections(block->children, block->child_count)) {
    steg_buffer_text(&page->body, "\n<ol>\n");
    write_entries(page, sections, block->children, block->child_count);
    steg_buffer_text(&page->body, "</ol>\n");
  }
  steg_buffer_text(&page->body, "</li>\n");
  steg_html_part_leave(sections);
}

static void write_entries(steg_html_page *page, steg_html_numbering *sections, const steg_block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const steg_block *block = &blocks[i];
    if (block->omitted)
      continue;
    if (block->kind == STEG_BLOCK_SECTION) {
      write_entry(page, sections, block);
    } else if (block->kind == STEG_BLOCK_WHEN) {
      write_entries(page, sections, block->children, block->child_count);
      write_entries(page, sections, block->otherwise, block->otherwise_count);
    }
  }
}

void steg_html_part_contents(steg_html_page *page) {
  const steg_document *document = page->document;
  if (count_sections(document->blocks, document->block_count) < CONTENTS_LEAST)
    return;
  steg_html_numbering sections = {0};
  steg_buffer_text(&page->body, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
  steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, steg_html_part_word(page, STEG_WORD_contents));
  steg_buffer_text(&page->body, "</h2>\n<ol>\n");
  write_entries(page, &sections, document->blocks, document->block_count);
  steg_buffer_text(&page->body, "</ol>\n</nav>\n");
}
