/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/text.h"
#include "base/text.h"
#include "render/text_part.h"

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 24 };

static void write_blocks(steg_text_page *page, const steg_block *blocks, size_t count);

static void underline(steg_text_page *page, const char *text, const char *mark) {
  size_t width = steg_text_width(steg_text_part_clean(page, text));
  for (size_t i = 0; i < width && i < page->width; i++)
    steg_buffer_text(page->out, mark);
  steg_buffer_char(page->out, '\n');
}

static void write_section(steg_text_page *page, const steg_block *block) {
  page->depth++;
  steg_text_part_line(page);
  if (block->text) {
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_BOLD, block->text);
    if (page->depth == 1)
      underline(page, block->text, "\xE2\x94\x80");
    steg_text_part_line(page);
  }
  write_blocks(page, block->children, block->child_count);
  page->depth--;
}

/* Label after figure, the figures right-aligned under each other. */
static void write_key_figures(steg_text_page *page, const steg_block *block) {
  size_t figure_width = 0;
  for (size_t i = 0; i < block->child_count; i++) {
    size_t width = steg_text_width(steg_text_part_clean(page, block->children[i].figure_text));
    figure_width = width > figure_width ? width : figure_width;
  }
  for (size_t i = 0; i < block->child_count; i++) {
    const steg_block *key = &block->children[i];
    if (key->omitted)
      continue;
    const char *figure = steg_text_part_clean(page, key->figure_text);
    const char *text =
        key->figure_detail ? steg_arena_printf(page->arena, "%s (%s)", key->text, key->figure_detail) : key->text;
    steg_text_part_paragraph(page, figure_width + 4, steg_arena_printf(page->arena, "%s  ", figure), STEG_TEXT_PLAIN,
                             text);
  }
  steg_text_part_line(page);
}

static void write_list(steg_text_page *page, const steg_block *block) {
  for (size_t i = 0; i < block->child_count; i++)
    if (!block->children[i].omitted)
      steg_text_part_item(page, block->children[i].text);
  steg_text_part_line(page);
}

static void write_block(steg_text_page *page, const steg_block *block) {
  switch (block->kind) {
  case STEG_BLOCK_SECTION:
    write_section(page, block);
    break;
  case STEG_BLOCK_LIST:
    write_list(page, block);
    break;
  case STEG_BLOCK_KEY_FIGURES:
    write_key_figures(page, block);
    break;
  case STEG_BLOCK_CALLOUT:
    page->rail = "\xE2\x94\x82 ";
    steg_text_part_prose(page, block->text);
    page->rail = NULL;
    break;
  case STEG_BLOCK_WHEN:
    write_blocks(page, block->children, block->child_count);
    write_blocks(page, block->otherwise, block->otherwise_count);
    break;
  case STEG_BLOCK_PAGE_BREAK:
  case STEG_BLOCK_KEY_FIGURE: /* written by its parent */
    break;
  case STEG_BLOCK_TEXT:
  case STEG_BLOCK_NOTE:
  case STEG_BLOCK_TABLE:
  case STEG_BLOCK_CHART:
  case STEG_BLOCK_GOALS:
  case STEG_BLOCK_BUDGET:
  case STEG_BLOCK_METHOD:
    steg_text_part_prose(page, block->text);
    if (block->chart)
      steg_text_part_chart(page, block->chart);
    if (block->table)
      steg_text_part_table(page, block->table);
    break;
  }
}

static void write_blocks(steg_text_page *page, const steg_block *blocks, size_t count) {
  for (size_t i = 0; i < count && !page->failed; i++)
    if (!blocks[i].omitted)
      write_block(page, &blocks[i]);
}

static void write_fact(steg_text_page *page, steg_word label, const char *text) {
  if (text && *text)
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_PLAIN,
                             steg_arena_printf(page->arena, "%s: %s", steg_words_get(page->lang, label), text));
}

static void write_date_fact(steg_text_page *page, steg_word label, steg_date date) {
  steg_buffer text;
  steg_buffer_init(&text, 64);
  if (date != STEG_DATE_NONE)
    steg_date_write_long(&text, page->lang, date);
  write_fact(page, label, text.bytes);
  steg_buffer_release(&text);
}

static void write_head(steg_text_page *page) {
  const steg_document *document = page->document;
  if (document->marking) {
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_BOLD, document->marking);
    steg_text_part_line(page);
  }
  if (document->title_text) {
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_BOLD, document->title_text);
    underline(page, document->title_text, "\xE2\x95\x90");
  }
  if (document->federation)
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_PLAIN, document->federation);
  if (document->subtitle)
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_PLAIN, document->subtitle);
  write_fact(page, STEG_WORD_receiver_label, document->receiver_text);
  write_date_fact(page, STEG_WORD_as_of_label, document->as_of);
  write_date_fact(page, STEG_WORD_data_date_label, document->data_date);
  steg_text_part_line(page);
}

int steg_text_write(const steg_document *document, const steg_render_context *context, steg_buffer *out,
                    steg_error *err) {
  size_t width = context->width ? context->width : WIDTH_DEFAULT;
  steg_text_page page = {.document = document,
                         .out = out,
                         .arena = steg_arena_new(0),
                         .lang = document->lang,
                         .width = width < WIDTH_LEAST ? WIDTH_LEAST : width,
                         .color = context->color,
                         .err = err};
  if (!page.arena)
    return steg_error_memory(err);
  write_head(&page);
  write_blocks(&page, document->blocks, document->block_count);
  bool memory = steg_arena_failed(page.arena) || steg_buffer_failed(out);
  steg_arena_free(page.arena);
  if (memory)
    return steg_error_memory(err);
  return page.failed ? -1 : 0;
}
