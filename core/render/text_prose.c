/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown on a terminal: blocks are collected as plain words and broken at the width; a link's address stands after
 * its words. */
#include "render/markdown.h"
#include "render/text_part.h"
#include <stdio.h>

enum { PARAGRAPH_MAX = 1 << 20, LIST_DEPTH_MAX = 8, BULLET_COLUMNS = 2 };

typedef struct prose {
  steg_text_page *page;
  steg_buffer words;
  size_t indent;
  const char *lead; /* of the next paragraph: a bullet or number */
  bool item;        /* the whole is one item of a list block */
  unsigned lists;   /* open ones */
  int numbers[LIST_DEPTH_MAX];
  bool ordered[LIST_DEPTH_MAX];
  char marker[16];
} prose;

static void flush(prose *state, steg_text_style style) {
  if (state->words.size == 0)
    return;
  steg_text_part_paragraph(state->page, state->indent, state->lead, style, state->words.bytes);
  steg_buffer_clear(&state->words);
  state->lead = NULL;
}

static void begin_item(prose *state) {
  unsigned depth = state->lists ? state->lists - 1 : 0;
  if (depth >= LIST_DEPTH_MAX)
    depth = LIST_DEPTH_MAX - 1;
  if (state->ordered[depth])
    snprintf(state->marker, sizeof state->marker, "%d. ", state->numbers[depth]++);
  else
    snprintf(state->marker, sizeof state->marker, "\xE2\x80\xA2 ");
  state->lead = state->marker;
}

static void enter(void *context, const steg_markdown_node *node) {
  prose *state = context;
  switch (node->kind) {
  case STEG_MARKDOWN_LIST:
    flush(state, STEG_TEXT_PLAIN); /* what an item says before its own list */
    if (state->lists < LIST_DEPTH_MAX) {
      state->ordered[state->lists] = node->ordered;
      state->numbers[state->lists] = node->start;
    }
    state->lists++;
    state->indent += BULLET_COLUMNS + (node->ordered ? 2 : 0);
    break;
  case STEG_MARKDOWN_ITEM:
    begin_item(state);
    break;
  case STEG_MARKDOWN_QUOTE:
    state->indent += BULLET_COLUMNS;
    break;
  case STEG_MARKDOWN_TEXT:
  case STEG_MARKDOWN_CODE:
  case STEG_MARKDOWN_CODE_BLOCK:
    steg_buffer_text(&state->words, node->text);
    if (node->kind == STEG_MARKDOWN_CODE_BLOCK)
      flush(state, STEG_TEXT_PLAIN);
    break;
  case STEG_MARKDOWN_BREAK:
    flush(state, STEG_TEXT_PLAIN);
    break;
  case STEG_MARKDOWN_SPACE:
    steg_buffer_char(&state->words, ' ');
    break;
  default:
    break;
  }
}

static void leave(void *context, const steg_markdown_node *node) {
  prose *state = context;
  switch (node->kind) {
  case STEG_MARKDOWN_PARAGRAPH:
    flush(state, STEG_TEXT_PLAIN);
    if (!node->tight && !state->item)
      steg_text_part_line(state->page);
    break;
  case STEG_MARKDOWN_HEADING:
    flush(state, STEG_TEXT_BOLD);
    steg_text_part_line(state->page);
    break;
  case STEG_MARKDOWN_LIST:
    flush(state, STEG_TEXT_PLAIN);
    state->lists--;
    state->indent -= BULLET_COLUMNS + (node->ordered ? 2 : 0);
    if (state->lists == 0)
      steg_text_part_line(state->page);
    break;
  case STEG_MARKDOWN_QUOTE:
    state->indent -= BULLET_COLUMNS;
    break;
  case STEG_MARKDOWN_LINK:
    if (node->url)
      steg_buffer_printf(&state->words, " <%s>", node->url);
    break;
  default:
    break;
  }
}

static void write_prose(const char *markdown, prose *state) {
  steg_text_page *page = state->page;
  if (!markdown || page->failed)
    return;
  steg_buffer_init(&state->words, PARAGRAPH_MAX);
  const steg_markdown_visitor visitor = {.state = state, .enter = enter, .leave = leave};
  page->failed = steg_markdown_visit(markdown, &visitor, page->err) < 0;
  if (steg_buffer_failed(&state->words))
    page->failed = steg_error_memory(page->err) < 0;
  flush(state, STEG_TEXT_PLAIN);
  steg_buffer_release(&state->words);
}

void steg_text_part_prose(steg_text_page *page, const char *markdown) {
  write_prose(markdown, &(prose){.page = page});
}

void steg_text_part_item(steg_text_page *page, const char *markdown) {
  write_prose(markdown, &(prose){.page = page, .item = true, .indent = BULLET_COLUMNS, .lead = "\xE2\x80\xA2 "});
}
