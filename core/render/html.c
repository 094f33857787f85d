/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/html.h"
#include "render/html_part.h"
#include <string.h>

enum { PAGE_MAX = 32 << 20, FACE_TEXT_MAX = 16 << 20 };

void steg_html_part_text(steg_html_page *page, steg_face face, const char *text) {
  if (!text)
    return;
  size_t before = page->body.size;
  steg_html_escape_text(&page->body, text);
  /* What was written, not what was given: the sign for a refused character must be in the face as well. */
  if (!steg_buffer_failed(&page->body))
    steg_buffer_append(&page->faces[face], page->body.bytes + before, page->body.size - before);
}

const char *steg_html_part_word(const steg_html_page *page, steg_word word) {
  return steg_words_get(page->lang, word);
}

static void write_fact(steg_html_page *page, steg_word label, const char *text) {
  if (!text || !*text)
    return;
  steg_buffer_text(&page->body, "<div><dt>");
  steg_html_part_text(page, STEG_FACE_SANS, steg_html_part_word(page, label));
  steg_buffer_text(&page->body, "</dt><dd>");
  steg_html_part_text(page, STEG_FACE_SANS, text);
  steg_buffer_text(&page->body, "</dd></div>\n");
}

static void write_date_fact(steg_html_page *page, steg_word label, steg_date date) {
  steg_buffer text;
  steg_buffer_init(&text, 64);
  if (date != STEG_DATE_NONE)
    steg_date_write_long(&text, page->lang, date);
  write_fact(page, label, text.bytes);
  steg_buffer_release(&text);
}

static const char *profile_text(const steg_html_page *page) {
  switch (page->document->profile) {
  case STEG_PROFILE_WORKING:
    return steg_html_part_word(page, STEG_WORD_profile_arbetsmaterial);
  case STEG_PROFILE_BOARD:
    return steg_html_part_word(page, STEG_WORD_profile_styrgrupp);
  case STEG_PROFILE_PUBLIC:
    return steg_html_part_word(page, STEG_WORD_profile_publicerad);
  }
  return NULL;
}

static void write_header(steg_html_page *page) {
  const steg_document *document = page->document;
  steg_buffer *out = &page->body;
  steg_buffer_text(out, "<header>\n");
  if (document->marking) {
    steg_buffer_text(out, "<p class=\"marking\">");
    steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, document->marking);
    steg_buffer_text(out, "</p>\n");
  }
  if (document->federation) {
    steg_buffer_text(out, "<p class=\"federation\">");
    steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, document->federation);
    steg_buffer_text(out, "</p>\n");
  }
  steg_buffer_text(out, "<h1>");
  steg_html_part_text(page, STEG_FACE_SANS_BOLD, document->title_text);
  steg_buffer_text(out, "</h1>\n");
  if (document->subtitle) {
    steg_buffer_text(out, "<p class=\"subtitle\">");
    steg_html_part_text(page, STEG_FACE_SANS, document->subtitle);
    steg_buffer_text(out, "</p>\n");
  }
  steg_buffer_text(out, "<dl class=\"facts\">\n");
  write_fact(page, STEG_WORD_receiver_label, document->receiver_text);
  write_date_fact(page, STEG_WORD_as_of_label, document->as_of);
  write_date_fact(page, STEG_WORD_data_date_label, document->data_date);
  write_fact(page, STEG_WORD_profile_label, profile_text(page));
  steg_buffer_text(out, "</dl>\n</header>\n");
}

static void write_body(steg_html_page *page) {
  const steg_document *document = page->document;
  steg_buffer *out = &page->body;
  steg_buffer_text(out, "<body>\n<a class=\"skip\" href=\"#content\">");
  steg_html_part_text(page, STEG_FACE_SANS, steg_html_part_word(page, STEG_WORD_skip_link));
  steg_buffer_text(out, "</a>\n<div class=\"page\">\n");
  write_header(page);
  steg_html_part_contents(page);
  steg_buffer_text(out, "<main id=\"content\">\n");
  steg_html_part_blocks(page, document->blocks, document->block_count);
  steg_buffer_text(out, "</main>\n<footer>\n<p>");
  if (document->program) {
    const char *made = steg_words_fill(page->arena, page->lang, STEG_WORD_made_with, document->program, NULL);
    steg_html_part_text(page, STEG_FACE_SANS, made);
  }
  if (document->marking) {
    steg_buffer_char(out, ' ');
    steg_html_part_text(page, STEG_FACE_SANS, document->marking);
    steg_buffer_char(out, '.');
  }
  steg_buffer_text(out, "</p>\n</footer>\n</div>\n</body>\n</html>\n");
}

static int write_head(steg_html_page *page, steg_buffer *out, steg_error *err) {
  const steg_document *document = page->document;
  steg_buffer_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                     page->lang == STEG_LANG_EN ? "en" : "sv");
  steg_buffer_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                        "'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"referrer\" content=\"no-referrer\">\n");
  if (document->program) {
    steg_buffer_text(out, "<meta name=\"generator\" content=\"");
    steg_html_escape_attribute(out, document->program);
    steg_buffer_text(out, "\">\n");
  }
  steg_buffer_text(out, "<title>");
  steg_html_escape_text(out, document->title_text);
  if (document->marking) {
    steg_buffer_text(out, " (");
    steg_html_escape_text(out, document->marking);
    steg_buffer_char(out, ')');
  }
  steg_buffer_text(out, "</title>\n<style>\n");
  if (steg_html_part_fonts(page, out, err) < 0)
    return -1;
  steg_html_part_style(page->context->theme, out);
  steg_buffer_text(out, "</style>\n</head>\n");
  return 0;
}

int steg_html_write(const steg_document *document, const steg_render_context *context, steg_buffer *out,
                    steg_error *err) {
  steg_html_page page = {.document = document, .context = context, .lang = document->lang, .err = err};
  int result = -1;
  steg_buffer_init(&page.body, PAGE_MAX);
  for (int face = 0; face < STEG_FACE_END; face++)
    steg_buffer_init(&page.faces[face], FACE_TEXT_MAX);
  page.arena = steg_arena_new(0);
  if (!page.arena) {
    steg_error_memory(err);
    goto done;
  }
  if (steg_fonts_open(context->font_folder, &page.fonts, err) < 0)
    goto done;
  write_body(&page);
  if (page.failed)
    goto done;
  if (write_head(&page, out, err) < 0)
    goto done;
  steg_buffer_append(out, page.body.bytes, page.body.size);
  result = 0;
  for (int face = 0; face < STEG_FACE_END; face++)
    if (steg_buffer_failed(&page.faces[face]))
      result = -1;
  if (result < 0 || steg_buffer_failed(&page.body) || steg_buffer_failed(out) || steg_arena_failed(page.arena))
    result = steg_error_memory(err);
done:
  steg_fonts_close(page.fonts);
  steg_arena_free(page.arena);
  for (int face = 0; face < STEG_FACE_END; face++)
    steg_buffer_release(&page.faces[face]);
  steg_buffer_release(&page.body);
  return result;
}
