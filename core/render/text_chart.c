/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart on a terminal: its texts, and per row a small mark beside the numbers. A hidden value has no mark. */
#include "base/text.h"
#include "render/text_part.h"
#include <math.h>
#include <string.h>

enum { MARKS_MOST = 24, MARKS_LEAST = 6, LABEL_MOST = 34 };

/* Where things stand: the labels' column (0 = on a line of their own) and the marks'; 0 marks = there is no room for
 * any. */
typedef struct columns {
  size_t label, marks;
} columns;

static size_t scaled(const steg_chart *chart, const steg_chart_value *value, size_t room) {
  double span = chart->axis_high - chart->axis_low;
  double part = span > 0 ? (value->value - chart->axis_low) / span : 0;
  if (value->hidden || !isfinite(part) || part <= 0)
    return 0;
  return (size_t)lround(fmin(part, 1) * (double)room);
}

static void repeat(steg_text_page *page, const char *mark, size_t count) {
  while (count--)
    steg_buffer_text(page->out, mark);
}

static void write_value(steg_text_page *page, const steg_chart *chart, const steg_chart_value *value) {
  steg_buffer_text(page->out, steg_text_part_clean(page, value->text));
  if (!value->hidden && chart->axis_unit && *chart->axis_unit)
    steg_buffer_printf(page->out, "\xC2\xA0%s", chart->axis_unit);
}

static void write_bars(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row, const columns *at) {
  for (size_t s = 0; s < chart->series_count; s++) {
    if (s > 0) {
      steg_buffer_char(page->out, '\n');
      steg_text_part_spaces(page, at->label + 2);
    }
    size_t length = scaled(chart, &row->values[s], at->marks);
    repeat(page, "\xE2\x96\x88", length);
    steg_text_part_spaces(page, length ? 1 : 0);
    write_value(page, chart, &row->values[s]);
    if (chart->series_count > 1)
      steg_buffer_printf(page->out, " %s", steg_text_part_clean(page, chart->series[s].label));
  }
}

/* ○──────● 14 → 41 % */
static void write_dumbbell(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row,
                           const columns *at) {
  size_t places[2] = {0};
  bool drawn[2] = {false};
  for (int i = 0; i < 2; i++) {
    places[i] = scaled(chart, &row->values[i], at->marks ? at->marks - 1 : 0);
    drawn[i] = !row->values[i].hidden;
  }
  size_t low = places[0] < places[1] ? places[0] : places[1], high = places[0] < places[1] ? places[1] : places[0];
  for (size_t i = 0; i < at->marks; i++) {
    if (drawn[1] && i == places[1])
      steg_buffer_text(page->out, "\xE2\x97\x8F");
    else if (drawn[0] && i == places[0])
      steg_buffer_text(page->out, "\xE2\x97\x8B");
    else
      steg_buffer_text(page->out, drawn[0] && drawn[1] && i > low && i < high ? "\xE2\x94\x80" : " ");
  }
  steg_text_part_spaces(page, at->marks ? 1 : 0);
  write_value(page, chart, &row->values[0]);
  steg_buffer_text(page->out, " \xE2\x86\x92 ");
  write_value(page, chart, &row->values[1]);
  if (row->change_text)
    steg_buffer_printf(page->out, "  %s", steg_text_part_clean(page, row->change_text));
}

/* Negative, neutral and positive parts after each other: ░░░··████ */
static void write_likert(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row, const columns *at) {
  static const char *const marks[] = {
      [STEG_SIDE_NEGATIVE] = "\xE2\x96\x91", [STEG_SIDE_NEUTRAL] = "\xC2\xB7", [STEG_SIDE_POSITIVE] = "\xE2\x96\x88"};
  bool known = row->negative_text && row->positive_text;
  double sum = 0;
  size_t used = 0;
  for (size_t s = 0; known && s < chart->series_count; s++) {
    sum += row->values[s].hidden ? 0 : row->values[s].value;
    size_t until = (size_t)lround(fmin(sum, 100) / 100 * (double)at->marks);
    if (until > used && chart->series[s].side)
      repeat(page, marks[chart->series[s].side], until - used);
    used = until > used ? until : used;
  }
  steg_text_part_spaces(page, known && at->marks ? at->marks - used + 1 : 0);
  steg_buffer_printf(page->out, "\xE2\x88\x92 %s%s  + %s%s", row->negative_text ? row->negative_text : "..",
                     row->negative_text ? "\xC2\xA0%" : "", row->positive_text ? row->positive_text : "..",
                     row->positive_text ? "\xC2\xA0%" : "");
}

static void write_label(steg_text_page *page, const steg_chart_row *row, const columns *at) {
  const char **lines = NULL;
  size_t count = steg_text_part_wrap(page, row->label, at->label ? at->label : page->width, &lines);
  for (size_t i = 0; i < count; i++) {
    bool last = i + 1 == count;
    if (row->highlight)
      steg_text_part_style(page, STEG_TEXT_BOLD);
    steg_text_part_pad(page, lines[i], last ? at->label : 0, false);
    if (row->highlight)
      steg_text_part_style(page, STEG_TEXT_PLAIN);
    if (!last || !at->label)
      steg_buffer_char(page->out, '\n');
  }
  if (count == 0)
    steg_text_part_spaces(page, at->label);
  steg_text_part_spaces(page, 2);
}

static void write_row(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row, const columns *at) {
  write_label(page, row, at);
  if (chart->kind == STEG_CHART_DUMBBELL)
    write_dumbbell(page, chart, row, at);
  else if (chart->kind == STEG_CHART_LIKERT)
    write_likert(page, chart, row, at);
  else
    write_bars(page, chart, row, at);
  if (row->base_text) {
    steg_text_part_style(page, STEG_TEXT_DIM);
    steg_buffer_printf(page->out, "  %s", steg_text_part_clean(page, row->base_text));
    steg_text_part_style(page, STEG_TEXT_PLAIN);
  }
  steg_buffer_char(page->out, '\n');
}

/* Labels beside the marks while both fit with the numbers after them, whose width hangs on the kind. */
static columns lay_out(steg_text_page *page, const steg_chart *chart) {
  size_t tail = chart->kind == STEG_CHART_DUMBBELL ? 36 : chart->kind == STEG_CHART_LIKERT ? 26 : 20;
  columns at = {0};
  for (size_t r = 0; r < chart->row_count; r++) {
    size_t width = steg_text_width(steg_text_part_clean(page, chart->rows[r].label));
    at.label = width > at.label ? width : at.label;
  }
  at.label = at.label < LABEL_MOST ? at.label : LABEL_MOST;
  if (at.label + 2 + MARKS_LEAST + tail > page->width)
    at.label = 0;
  size_t used = at.label + 2 + tail;
  at.marks = page->width > used ? page->width - used : 0;
  at.marks = at.marks < MARKS_LEAST ? 0 : at.marks < MARKS_MOST ? at.marks : MARKS_MOST;
  return at;
}

void steg_text_part_chart(steg_text_page *page, const steg_chart *chart) {
  columns at = lay_out(page, chart);
  steg_text_part_line(page);
  steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_BOLD, chart->title);
  steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_PLAIN, chart->subtitle);
  steg_buffer_char(page->out, '\n');
  for (size_t r = 0; r < chart->row_count; r++) {
    if (chart->rows[r].gap_before && r > 0)
      steg_buffer_char(page->out, '\n');
    write_row(page, chart, &chart->rows[r], &at);
  }
  if (chart->note) {
    steg_buffer_char(page->out, '\n');
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_DIM, chart->note);
  }
  steg_text_part_line(page);
}
