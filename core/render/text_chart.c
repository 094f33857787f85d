/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart on a terminal: its texts, and per row a small mark beside the numbers. A hidden value has no mark. */
#include "base/text.h"
#include "render/text_part.h"
#include <math.h>
#include <string.h>

enum { MARKS = 24, LABEL_MOST = 34 };

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

static void write_bars(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row, size_t label_width) {
  for (size_t s = 0; s < chart->series_count; s++) {
    if (s > 0) {
      steg_buffer_char(page->out, '\n');
      steg_text_part_spaces(page, label_width + 2);
    }
    size_t length = scaled(chart, &row->values[s], MARKS);
    repeat(page, "\xE2\x96\x88", length);
    steg_text_part_spaces(page, length ? 1 : 0);
    write_value(page, chart, &row->values[s]);
    if (chart->series_count > 1)
      steg_buffer_printf(page->out, " %s", steg_text_part_clean(page, chart->series[s].label));
  }
}

/* ○──────● 14 → 41 % */
static void write_dumbbell(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row) {
  size_t places[2];
  bool drawn[2];
  for (int i = 0; i < 2; i++) {
    places[i] = scaled(chart, &row->values[i], MARKS - 1);
    drawn[i] = !row->values[i].hidden;
  }
  size_t low = places[0] < places[1] ? places[0] : places[1], high = places[0] < places[1] ? places[1] : places[0];
  for (size_t i = 0; i < MARKS; i++) {
    if (drawn[1] && i == places[1])
      steg_buffer_text(page->out, "\xE2\x97\x8F");
    else if (drawn[0] && i == places[0])
      steg_buffer_text(page->out, "\xE2\x97\x8B");
    else
      steg_buffer_text(page->out, drawn[0] && drawn[1] && i > low && i < high ? "\xE2\x94\x80" : " ");
  }
  steg_buffer_char(page->out, ' ');
  write_value(page, chart, &row->values[0]);
  steg_buffer_text(page->out, " \xE2\x86\x92 ");
  write_value(page, chart, &row->values[1]);
  if (row->change_text)
    steg_buffer_printf(page->out, "  %s", steg_text_part_clean(page, row->change_text));
}

/* Negative, neutral and positive parts after each other: ░░░··████ */
static void write_likert(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row) {
  static const char *const marks[] = {
      [STEG_SIDE_NEGATIVE] = "\xE2\x96\x91", [STEG_SIDE_NEUTRAL] = "\xC2\xB7", [STEG_SIDE_POSITIVE] = "\xE2\x96\x88"};
  bool known = row->negative_text && row->positive_text;
  double sum = 0;
  size_t used = 0;
  for (size_t s = 0; known && s < chart->series_count; s++) {
    sum += row->values[s].hidden ? 0 : row->values[s].value;
    size_t until = (size_t)lround(fmin(sum, 100) / 100 * MARKS);
    if (until > used && chart->series[s].side)
      repeat(page, marks[chart->series[s].side], until - used);
    used = until > used ? until : used;
  }
  steg_text_part_spaces(page, known ? MARKS - used + 1 : 0);
  steg_buffer_printf(page->out, "\xE2\x88\x92 %s%s  + %s%s", row->negative_text ? row->negative_text : "..",
                     row->negative_text ? "\xC2\xA0%" : "", row->positive_text ? row->positive_text : "..",
                     row->positive_text ? "\xC2\xA0%" : "");
}

static void write_row(steg_text_page *page, const steg_chart *chart, const steg_chart_row *row, size_t label_width) {
  const char **lines = NULL;
  size_t count = steg_text_part_wrap(page, row->label, label_width, &lines);
  for (size_t i = 0; i + 1 < count; i++)
    steg_buffer_printf(page->out, "%s\n", lines[i]);
  if (row->highlight)
    steg_text_part_style(page, STEG_TEXT_BOLD);
  steg_text_part_pad(page, count ? lines[count - 1] : "", label_width, false);
  if (row->highlight)
    steg_text_part_style(page, STEG_TEXT_PLAIN);
  steg_text_part_spaces(page, 2);
  if (chart->kind == STEG_CHART_DUMBBELL)
    write_dumbbell(page, chart, row);
  else if (chart->kind == STEG_CHART_LIKERT)
    write_likert(page, chart, row);
  else
    write_bars(page, chart, row, label_width);
  if (row->base_text) {
    steg_text_part_style(page, STEG_TEXT_DIM);
    steg_buffer_printf(page->out, "  %s", steg_text_part_clean(page, row->base_text));
    steg_text_part_style(page, STEG_TEXT_PLAIN);
  }
  steg_buffer_char(page->out, '\n');
}

void steg_text_part_chart(steg_text_page *page, const steg_chart *chart) {
  size_t label_width = 0;
  for (size_t r = 0; r < chart->row_count; r++) {
    size_t width = steg_text_width(steg_text_part_clean(page, chart->rows[r].label));
    label_width = width > label_width ? width : label_width;
  }
  size_t most = page->width > MARKS + 48 ? LABEL_MOST : page->width / 3;
  label_width = label_width < most ? label_width : most;
  steg_text_part_line(page);
  steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_BOLD, chart->title);
  steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_PLAIN, chart->subtitle);
  steg_buffer_char(page->out, '\n');
  for (size_t r = 0; r < chart->row_count; r++) {
    if (chart->rows[r].gap_before && r > 0)
      steg_buffer_char(page->out, '\n');
    write_row(page, chart, &chart->rows[r], label_width);
  }
  if (chart->note) {
    steg_buffer_char(page->out, '\n');
    steg_text_part_paragraph(page, 0, NULL, STEG_TEXT_DIM, chart->note);
  }
  steg_text_part_line(page);
}
