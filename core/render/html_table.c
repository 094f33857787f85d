/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "render/html_part.h"
#include <string.h>

/* From this many columns on, a table may be wider than a phone, and its frame takes the keyboard's focus to be
 * scrolled. */
enum { SCROLL_COLUMNS = 4, SHORT_CELL = 17 }; /* a cell so short stays on one line: "2021–2023" */

/* The two signs are spoken as what they mean: a screen reader passes over dots and dashes. */
static void write_cell_text(steg_html_page *page, steg_face face, const char *text) {
  bool hidden = !strcmp(text, ".."), missing = !strcmp(text, "\xE2\x80\x93");
  if (!hidden && !missing) {
    steg_html_part_text(page, face, text);
    return;
  }
  steg_buffer_text(&page->body, "<span aria-hidden=\"true\">");
  steg_html_part_text(page, face, text);
  steg_buffer_text(&page->body, "</span><span class=\"unseen\">");
  steg_html_escape_text(&page->body, steg_html_part_word(page, hidden ? STEG_WORD_alt_hidden : STEG_WORD_alt_missing));
  steg_buffer_text(&page->body, "</span>");
}

/* A heading; its words break apart, but not a range of numbers, nor the range from the word it counts: "16–29 år". */
static void write_heading(steg_html_page *page, const char *label) {
  for (const char *word = label; *word;) {
    size_t size = strcspn(word, " ");
    const char *copy = steg_arena_text_n(page->arena, word, size);
    bool range = copy && strstr(copy, "\xE2\x80\x93");
    if (range && word[size] == ' ') {
      size += 1 + strcspn(word + size + 1, " ");
      copy = steg_arena_text_n(page->arena, word, size);
    }
    steg_buffer_text(&page->body, range ? "<span class=\"short\">" : NULL);
    steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, copy);
    steg_buffer_text(&page->body, range ? "</span>" : NULL);
    word += size;
    if (*word == ' ') {
      steg_buffer_char(&page->body, ' ');
      word++;
    }
  }
}

static void write_head(steg_html_page *page, const steg_table *table) {
  steg_buffer *out = &page->body;
  steg_buffer_text(out, "<thead>\n<tr>");
  for (size_t c = 0; c < table->column_count; c++) {
    steg_buffer_text(out, table->columns[c].numeric ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
    write_heading(page, table->columns[c].label);
    steg_buffer_text(out, "</th>");
  }
  steg_buffer_text(out, "</tr>\n</thead>\n");
}

static void write_row(steg_html_page *page, const steg_table *table, const steg_table_row *row) {
  steg_buffer *out = &page->body;
  steg_face face = row->total ? STEG_FACE_SANS_SEMIBOLD : STEG_FACE_SANS;
  steg_buffer_text(out, row->total ? "<tr class=\"total\">" : "<tr>");
  for (size_t c = 0; c < table->column_count; c++) {
    const char *text = row->cells[c].text ? row->cells[c].text : "";
    if (c == 0 && row->indent)
      steg_buffer_printf(out, "<th scope=\"row\" class=\"indent-%u\">", row->indent > 2 ? 2 : row->indent);
    else if (c == 0)
      steg_buffer_text(out, "<th scope=\"row\">");
    else if (table->columns[c].numeric)
      steg_buffer_text(out, "<td class=\"number\">");
    else
      steg_buffer_text(out, steg_text_width(text) <= SHORT_CELL ? "<td class=\"short\">" : "<td>");
    write_cell_text(page, face, text);
    steg_buffer_text(out, c == 0 ? "</th>" : "</td>");
  }
  steg_buffer_text(out, "</tr>\n");
}

void steg_html_part_table(steg_html_page *page, const steg_table *table, const char *id) {
  steg_buffer *out = &page->body;
  if (table->column_count >= SCROLL_COLUMNS) {
    steg_buffer_text(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
    steg_html_escape_id(out, id);
    steg_buffer_text(out, "\">\n");
  } else {
    steg_buffer_text(out, "<div class=\"frame\">\n");
  }
  steg_buffer_text(out, "<table>\n<caption id=\"");
  steg_html_escape_id(out, id);
  steg_buffer_text(out, "\"><span>");
  steg_html_part_text(page, STEG_FACE_SANS_SEMIBOLD, table->caption);
  steg_buffer_text(out, "</span></caption>\n");
  write_head(page, table);
  steg_buffer_text(out, "<tbody>\n");
  for (size_t r = 0; r < table->row_count; r++)
    write_row(page, table, &table->rows[r]);
  steg_buffer_text(out, "</tbody>\n</table>\n</div>\n");
  if (table->note) {
    steg_buffer_text(out, "<p class=\"small\">");
    steg_html_part_text(page, STEG_FACE_SANS, table->note);
    steg_buffer_text(out, "</p>\n");
  }
}
