/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An aligned table. The first column gives way and its texts are broken; headings are broken at spaces. Where even that
 * is too wide, each row is told on its own: its header, then a line per column.
 */
#include "base/text.h"
#include "render/text_part.h"
#include <string.h>

enum { GAP = 2, FIRST_LEAST = 18, INDENT = 2, HEADING = 11, TEXT = 16 };

static const char *cell_text(steg_text_page *page, const steg_table *table, size_t row, size_t column) {
  return steg_text_part_clean(page, table->rows[row].cells[column].text);
}

static size_t longest_word(steg_text_page *page, const char *text) {
  size_t longest = 0;
  for (const char *word = text; *word;) {
    size_t size = strcspn(word, " ");
    const char *copy = steg_arena_text_n(page->arena, word, size);
    size_t width = copy ? steg_text_width(copy) : size;
    longest = width > longest ? width : longest;
    word += size + strspn(word + size, " ");
  }
  return longest;
}

/* Columns from the second on. Loose: as wide as their cells and their heading, which of numbers is broken beyond
 * HEADING columns. Tight: as narrow as words allow, texts not below TEXT columns. */
static size_t natural_width(steg_text_page *page, const steg_table *table, size_t column, bool tight) {
  const char *label = steg_text_part_clean(page, table->columns[column].label);
  bool numeric = table->columns[column].numeric;
  size_t whole = steg_text_width(label), least = longest_word(page, label);
  for (size_t r = 0; r < table->row_count; r++) {
    const char *text = cell_text(page, table, r, column);
    size_t cell = steg_text_width(text), word = numeric ? cell : longest_word(page, text);
    least = word > least ? word : least;
    whole = !numeric && cell > whole ? cell : whole;
  }
  if (tight)
    return numeric || whole <= least ? least : least > TEXT ? least : whole < TEXT ? whole : TEXT;
  if (!numeric || whole <= HEADING)
    return whole > least ? whole : least;
  return least > HEADING ? least : HEADING;
}

static size_t first_width(steg_text_page *page, const steg_table *table) {
  size_t width = steg_text_width(steg_text_part_clean(page, table->columns[0].label));
  for (size_t r = 0; r < table->row_count; r++) {
    size_t cell = steg_text_width(cell_text(page, table, r, 0)) + table->rows[r].indent * INDENT;
    width = cell > width ? cell : width;
  }
  return width;
}

static void rule(steg_text_page *page, const size_t *widths, size_t count) {
  size_t total = 0;
  for (size_t c = 0; c < count; c++)
    total += widths[c] + (c ? GAP : 0);
  while (total--)
    steg_buffer_text(page->out, "\xE2\x94\x80");
  steg_buffer_char(page->out, '\n');
}

/* One row of cells, each broken to its width; `bottom`: short cells stand at the last line, as headings do. */
static void write_cells(steg_text_page *page, const steg_table *table, const char *const *texts, const size_t *widths,
                        size_t indent, bool bottom) {
  size_t height = 0;
  const char ***lines = steg_arena_array(page->arena, table->column_count, sizeof *lines);
  size_t *counts = steg_arena_array(page->arena, table->column_count, sizeof *counts);
  if (!lines || !counts)
    return;
  for (size_t c = 0; c < table->column_count; c++) {
    counts[c] = steg_text_part_wrap(page, texts[c], c == 0 ? widths[0] - indent : widths[c], &lines[c]);
    height = counts[c] > height ? counts[c] : height;
  }
  for (size_t l = 0; l < height; l++) {
    size_t owed = 0; /* spaces that only the next text needs: no line ends with any */
    for (size_t c = 0; c < table->column_count; c++) {
      size_t skip = bottom ? height - counts[c] : 0;
      const char *text = l >= skip && l - skip < counts[c] ? lines[c][l - skip] : "";
      size_t left = c == 0 ? indent : GAP, room = c == 0 ? widths[0] - indent : widths[c];
      size_t used = steg_text_width(text), rest = used < room ? room - used : 0;
      owed += left + (table->columns[c].numeric ? rest : 0);
      if (*text) {
        steg_text_part_spaces(page, owed);
        steg_buffer_text(page->out, text);
        owed = 0;
      } else {
        owed += used;
      }
      owed += table->columns[c].numeric ? 0 : rest;
    }
    steg_buffer_char(page->out, '\n');
  }
}

/* Whether cells hold sentences, which run together without air between the rows. */
static bool of_texts(const steg_table *table) {
  for (size_t c = 1; c < table->column_count; c++)
    if (!table->columns[c].numeric)
      return true;
  return false;
}

static void write_aligned(steg_text_page *page, const steg_table *table, const size_t *widths) {
  const char **texts = steg_arena_array(page->arena, table->column_count, sizeof *texts);
  if (!texts)
    return;
  for (size_t c = 0; c < table->column_count; c++)
    texts[c] = table->columns[c].label;
  steg_text_part_style(page, STEG_TEXT_BOLD);
  write_cells(page, table, texts, widths, 0, true);
  steg_text_part_style(page, STEG_TEXT_PLAIN);
  rule(page, widths, table->column_count);
  for (size_t r = 0; r < table->row_count; r++) {
    for (size_t c = 0; c < table->column_count; c++)
      texts[c] = table->rows[r].cells[c].text;
    if (table->rows[r].total && r > 0)
      rule(page, widths, table->column_count);
    else if (r > 0 && of_texts(table))
      steg_buffer_char(page->out, '\n');
    write_cells(page, table, texts, widths, table->rows[r].indent * INDENT, false);
  }
}

static void write_stacked(steg_text_page *page, const steg_table *table) {
  for (size_t r = 0; r < table->row_count; r++) {
    size_t indent = table->rows[r].indent * INDENT;
    if (r > 0)
      steg_buffer_char(page->out, '\n');
    steg_text_part_paragraph(page, indent, NULL, STEG_TEXT_BOLD, table->rows[r].cells[0].text);
    for (size_t c = 1; c < table->column_count; c++) {
      const char *text = table->rows[r].cells[c].text;
      if (*text)
        steg_text_part_paragraph(page, indent + INDENT, NULL, STEG_TEXT_PLAIN,
                                 steg_arena_printf(page->arena, "%s: %s", table->columns[c].label, text));
    }
  }
}

void steg_text_part_table(steg_text_page *page, const steg_table *table) {
  size_t *widths = steg_arena_array(page->arena, table->column_count, sizeof *widths);
  if (!widths)
    return;
  steg_text_part_line(page);
  steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_BOLD, table->caption);
  size_t others = 0;
  widths[0] = first_width(page, table);
  for (int tight = 0; tight < 2; tight++) {
    others = 0;
    for (size_t c = 1; c < table->column_count; c++) {
      widths[c] = natural_width(page, table, c, tight);
      others += widths[c] + GAP;
    }
    if (widths[0] + others <= page->width)
      break;
  }
  if (widths[0] + others > page->width)
    widths[0] = others + FIRST_LEAST <= page->width ? page->width - others : 0;
  steg_buffer_char(page->out, '\n');
  if (widths[0])
    write_aligned(page, table, widths);
  else
    write_stacked(page, table);
  if (table->note) {
    steg_buffer_char(page->out, '\n');
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_DIM, table->note);
  }
  steg_text_part_line(page);
}
