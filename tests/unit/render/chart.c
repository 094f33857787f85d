/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart - the charts read back from their SVG: where marks stand, what is never shown, that texts keep apart and
 * inside, over samples and over random hostile data; and goldens. STEG_GOLDEN=write in the environment writes the
 * goldens anew: look at them (gallery.c) before keeping them.
 */
#include "base/file.h"
#include "base/text.h"
#include "samples.h"
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
/* after the three above, which it needs */
#include <cmocka.h>
/* uses cmocka */
#include "svg_reading.h"

static steg_fonts *fonts;
static steg_arena *arena;
static drawing *page;

static int set_up(void **state) {
  (void)state;
  steg_error err = {0};
  page = malloc(sizeof *page);
  return !page || steg_fonts_open(STEGVIS_SOURCE "/core/render/fonts", &fonts, &err) ? -1 : 0;
}

static int tear_down(void **state) {
  (void)state;
  steg_fonts_close(fonts);
  free(page);
  return 0;
}

static int new_arena(void **state) {
  (void)state;
  arena = steg_arena_new(0);
  return arena ? 0 : -1;
}

static int free_arena(void **state) {
  (void)state;
  steg_arena_free(arena);
  return 0;
}

static const char *svg_of(const steg_chart *chart, steg_chart_layout layout) {
  steg_error err = {0};
  steg_buffer out;
  steg_buffer_init(&out, SIZE_MAX);
  assert_int_equal(steg_chart_svg(chart, &steg_theme_default, fonts, layout, arena, &out, &err), 0);
  const char *svg = steg_arena_text_n(arena, out.bytes, out.size);
  steg_buffer_release(&out);
  assert_int_equal(steg_text_valid(svg, strlen(svg)), strlen(svg));
  return svg;
}

static const drawing *draw(const steg_chart *chart, steg_chart_layout layout) {
  reading_read(svg_of(chart, layout), fonts, page);
  return page;
}

static const drawing *draw_sample(const char *name, steg_chart_layout layout) {
  for (size_t i = 0; i < SAMPLE_COUNT; i++)
    if (strcmp(samples[i].name, name) == 0)
      return draw(sample_make(&samples[i], arena), layout);
  fail();
  return NULL;
}

/* ---- the rules that hold for every chart */

/* Half a hundredth of rounding at each end, and the float around it. */
static const double slack = 0.02;

static void check_mark_inside(const drawing *out, const drawn *mark) {
  if (mark->left < -slack || mark->top < -slack || mark->right > out->width + slack ||
      mark->bottom > out->height + slack) {
    print_error("outside %g x %g: kind %d \"%.60s\" %g %g %g %g\n", out->width, out->height, (int)mark->kind,
                mark->text, mark->left, mark->top, mark->right, mark->bottom);
    fail();
  }
}

static bool overlap(const drawn *a, const drawn *b) {
  return a->left < b->right - slack && b->left < a->right - slack && a->top < b->bottom - slack &&
         b->top < a->bottom - slack;
}

/* What a text stands on: the last filled shape before it that holds its middle; white when there is none. */
static uint32_t ground_of(const drawing *out, size_t text) {
  double x = (out->marks[text].left + out->marks[text].right) / 2;
  double y = out->marks[text].y - 0.33 * out->marks[text].size;
  for (size_t i = text; i-- > 0;) {
    const drawn *mark = &out->marks[i];
    if ((mark->kind == DRAWN_RECT || mark->kind == DRAWN_CIRCLE) && mark->filled && mark->left <= x &&
        x <= mark->right && mark->top <= y && y <= mark->bottom)
      return mark->color;
  }
  return 0xFFFFFF;
}

static void check_rules(const drawing *out) {
  for (size_t i = 0; i < out->count; i++) {
    const drawn *mark = &out->marks[i];
    check_mark_inside(out, mark);
    if (mark->kind != DRAWN_TEXT)
      continue;
    assert_true(steg_theme_contrast(mark->color, ground_of(out, i)) >= 4.5);
    for (size_t j = 0; j < i; j++)
      if (out->marks[j].kind == DRAWN_TEXT && overlap(mark, &out->marks[j])) {
        print_error("\"%.60s\" meets \"%.60s\" at %g %g\n", mark->text, out->marks[j].text, mark->x, mark->y);
        fail();
      }
  }
}

static const steg_chart_layout layouts[] = {STEG_LAYOUT_WIDE, STEG_LAYOUT_NARROW};

static void test_samples_keep_the_rules(void **state) {
  (void)state;
  for (size_t i = 0; i < SAMPLE_COUNT; i++)
    for (size_t j = 0; j < 2; j++) {
      const drawing *out = draw(sample_make(&samples[i], arena), layouts[j]);
      check_rules(out);
      assert_true(out->width == (j ? 320 : 455));
      for (size_t k = 0; j && k < out->count; k++) /* on a phone of 360 px a point is about a pixel */
        assert_true(out->marks[k].kind != DRAWN_TEXT || out->marks[k].size >= 12);
    }
}

/* ---- random data */

static uint64_t seed;

static unsigned roll(unsigned sides) { /* xorshift64*: 0 .. sides - 1 */
  seed ^= seed >> 12;
  seed ^= seed << 25;
  seed ^= seed >> 27;
  return (unsigned)((seed * 2685821657736338717u) >> 33) % sides;
}

static const char *random_text(unsigned most_words) {
  static const char *const pieces[] = {"a",  "e",  "n", "s", "t",       "r",  "ö",      "Å",    "W",
                                       "i",  "fi", "-", "/", "0",       "7",  "&",      "<",    ">",
                                       "\"", "'",  ",", ".", "e\u0301", "漢", "\u00A0", "\x01", "\t"};
  char text[2000];
  size_t size = 0;
  unsigned words = roll(most_words + 1);
  for (unsigned i = 0; i < words; i++) {
    unsigned letters = roll(8) ? 1 + roll(12) : 40;
    for (unsigned j = 0; j < letters && size < sizeof text - 50; j++)
      size += (size_t)snprintf(text + size, sizeof text - size, "%s",
                               pieces[roll(roll(4) ? 11 : sizeof pieces / sizeof pieces[0])]);
    size += (size_t)snprintf(text + size, sizeof text - size, " ");
  }
  return steg_arena_text_n(arena, text, size);
}

static double random_number(void) {
  static const double odd[] = {0, 100, 1e-9, 1e9, 1e300, -5, 0.5, NAN, INFINITY, -INFINITY, 50, -1e15, 99.999, 3, 1};
  return roll(6) ? roll(101) : odd[roll(sizeof odd / sizeof odd[0])];
}

static const char *random_short(const char *usual) {
  return roll(12) ? usual : roll(2) ? NULL : random_text(6);
}

static steg_chart *random_chart(steg_chart_kind kind) {
  steg_chart *chart = steg_arena_alloc(arena, sizeof *chart);
  *chart = (steg_chart){.kind = kind,
                        .id = random_short("diagram-1"),
                        .title = random_short("En rubrik"),
                        .alt = random_text(30),
                        .axis_unit = random_short("%"),
                        .change_label = random_short("Förändring"),
                        .series_count = roll(20) ? kind == STEG_CHART_LIKERT ? 2 + roll(6) : 1 + roll(2) : roll(8),
                        .row_count = roll(3) ? 1 + roll(8) : roll(31)};
  if (roll(3)) {
    chart->axis_low = roll(2) ? 0 : random_number();
    chart->axis_high = roll(2) ? 100 : random_number();
  }
  chart->series = steg_arena_array(arena, chart->series_count, sizeof *chart->series);
  for (size_t i = 0; i < chart->series_count; i++) {
    chart->series[i].label = random_short("I hög grad");
    chart->series[i].side = i < chart->series_count / 2    ? STEG_SIDE_NEGATIVE
                            : chart->series_count % 2 == 0 ? STEG_SIDE_POSITIVE
                            : i == chart->series_count / 2 ? STEG_SIDE_NEUTRAL
                                                           : STEG_SIDE_POSITIVE;
    if (roll(15) == 0)
      chart->series[i].side = (steg_chart_side)roll(5);
  }
  chart->rows = steg_arena_array(arena, chart->row_count, sizeof *chart->rows);
  bool short_labels = roll(2), highlight = roll(2), bases = roll(2);
  for (size_t i = 0; i < chart->row_count; i++) {
    steg_chart_row *row = &chart->rows[i];
    *row = (steg_chart_row){.label = short_labels ? random_short("Kvinnor") : random_text(20),
                            .base_text = bases ? random_short("n = 1") : NULL,
                            .negative_text = random_short("33\u00A0%"),
                            .positive_text = random_short("100\u00A0%"),
                            .change_text = random_short("+27 p.e."),
                            .highlight = highlight && roll(3) == 0,
                            .gap_before = roll(4) == 0};
    row->values = steg_arena_array(arena, chart->series_count, sizeof *row->values);
    for (size_t j = 0; j < chart->series_count; j++) {
      double value = random_number();
      bool whole = isfinite(value) && fabs(value) < 1e10;
      row->values[j] =
          (steg_chart_value){.hidden = roll(8) == 0,
                             .value = value,
                             .text = random_short(whole ? steg_arena_printf(arena, "%ld\u00A0%%", (long)value) : "–")};
    }
  }
  return chart;
}

static void test_any_data_keeps_the_rules(void **state) {
  (void)state;
  for (uint64_t round = 1; round <= 900; round++) {
    seed = round * 0x9E3779B97F4A7C15u;
    free_arena(NULL);
    new_arena(NULL);
    const steg_chart *chart = random_chart(STEG_CHART_LIKERT + round % 3);
    for (size_t j = 0; j < 2; j++) {
      const drawing *out = draw(chart, layouts[j]);
      check_rules(out);
      assert_true(out->height > 0);
      steg_surface none = steg_surface_none(fonts);
      double height = steg_chart_draw(chart, &steg_theme_default, &none, layouts[j], out->width, arena);
      assert_true(fabs(height - out->height) <= 0.02);
    }
  }
}

static void test_other_widths(void **state) {
  (void)state;
  for (uint64_t round = 1; round <= 60; round++) {
    seed = round * 0xD1B54A32D192ED03u;
    const steg_chart *chart = random_chart(STEG_CHART_LIKERT + round % 3);
    for (double width = 280; width <= 360; width += 20) {
      steg_surface none = steg_surface_none(fonts);
      assert_true(steg_chart_draw(chart, &steg_theme_default, &none, STEG_LAYOUT_NARROW, width, arena) > 0);
    }
  }
}

/* ---- small charts by hand */

static steg_chart *plain_chart(steg_chart_kind kind, size_t series_count, size_t row_count, const double *values) {
  steg_chart *chart = steg_arena_alloc(arena, sizeof *chart);
  *chart = (steg_chart){.kind = kind, .id = "c", .series_count = series_count, .row_count = row_count};
  chart->series = steg_arena_array(arena, series_count, sizeof *chart->series);
  for (size_t i = 0; i < series_count; i++)
    chart->series[i].label = steg_arena_printf(arena, "S%zu", i);
  chart->rows = steg_arena_array(arena, row_count, sizeof *chart->rows);
  for (size_t i = 0; i < row_count; i++) {
    chart->rows[i].label = steg_arena_printf(arena, "R%zu", i);
    chart->rows[i].values = steg_arena_array(arena, series_count, sizeof *chart->rows[i].values);
    for (size_t j = 0; j < series_count; j++) {
      double value = values[i * series_count + j];
      chart->rows[i].values[j] =
          (steg_chart_value){.value = value, .text = steg_arena_printf(arena, "v%ld", (long)value)};
    }
  }
  return chart;
}

/* The marks of a kind and colour, in the order drawn. */
static size_t pick(const drawing *out, drawn_kind kind, uint32_t color, const drawn **ret_marks) {
  size_t count = 0;
  for (size_t i = 0; i < out->count; i++)
    if (out->marks[i].kind == kind && out->marks[i].color == color)
      ret_marks[count++] = &out->marks[i];
  return count;
}

static void assert_near(double a, double b, double within) {
  if (fabs(a - b) > within) {
    print_error("%g is not %g\n", a, b);
    fail();
  }
}

static double width_of(const drawn *mark) {
  return mark->right - mark->left;
}

/* Legends come first with a square in the same colour: the bar is the second of its colour. */
static void test_likert_sides(void **state) {
  (void)state;
  for (size_t j = 0; j < 2; j++) {
    steg_chart *chart = plain_chart(STEG_CHART_LIKERT, 5, 1, (double[]){10, 20, 15, 30, 25});
    for (size_t i = 0; i < 5; i++)
      chart->series[i].side = i < 2 ? STEG_SIDE_NEGATIVE : i == 2 ? STEG_SIDE_NEUTRAL : STEG_SIDE_POSITIVE;
    chart->rows[0].negative_text = "30\u00A0%";
    chart->rows[0].positive_text = "55\u00A0%";
    const drawing *out = draw(chart, layouts[j]);
    const uint32_t *colors = steg_theme_default.likert;
    const drawn *bar[5], *found[9];
    for (size_t i = 0; i < 5; i++) {
      size_t count = pick(out, DRAWN_RECT, colors[i], found);
      assert_true(count >= 1);
      bar[i] = found[count - 1];
    }
    double zero = 0;
    for (size_t i = 0; i < out->count; i++)
      if (out->marks[i].kind == DRAWN_LINE && out->marks[i].stroke == steg_theme_default.ink)
        zero = (out->marks[i].left + out->marks[i].right) / 2;
    assert_near(bar[1]->right, zero,
                0.02); /* the weaker ones touch the line, the strong ones lie outside, a gap away */
    assert_near(bar[3]->left, zero, 0.02);
    assert_near(bar[1]->left - bar[0]->right, 0.8, 0.02);
    assert_near(bar[4]->left - bar[3]->right, 0.8, 0.02);
    double unit = width_of(bar[3]) / 30;
    assert_near(width_of(bar[1]), 20 * unit, 0.02);
    assert_near(width_of(bar[2]), 15 * unit, 0.02);
    assert_near(width_of(bar[0]) + 0.8, 10 * unit, 0.02);
    assert_near(width_of(bar[4]) + 0.8, 25 * unit, 0.02);
    assert_true(bar[2]->left > bar[4]->right + 20); /* apart, beyond the sum */
    const drawn *negative = reading_find(out, "30\u00A0%"), *positive = reading_find(out, "55\u00A0%");
    assert_true(negative && positive);
    assert_near(negative->right, bar[0]->left - 4, 0.02);
    assert_near(positive->left, bar[4]->right + 4, 0.02);
    double order[5];
    for (size_t i = 0; i < 5; i++)
      order[i] = reading_find(out, chart->series[i].label)->y * 1000 + reading_find(out, chart->series[i].label)->left;
    assert_true(order[0] < order[1] && order[1] < order[3] && order[3] < order[4] && order[4] < order[2]);
  }
}

/* A side with one step has its figure outside, as the sum, and not inside as well. */
static void test_likert_single_steps(void **state) {
  (void)state;
  for (size_t j = 0; j < 2; j++) {
    steg_chart *chart = plain_chart(STEG_CHART_LIKERT, 3, 1, (double[]){40, 35, 25});
    chart->series[0].side = STEG_SIDE_NEGATIVE;
    chart->series[1].side = chart->series[2].side = STEG_SIDE_POSITIVE;
    chart->rows[0].negative_text = "40 %";
    chart->rows[0].positive_text = "60 %";
    const drawing *out = draw(chart, layouts[j]);
    assert_null(reading_find(out, "v40"));
    assert_true(reading_find(out, "40 %") && reading_find(out, "v35") && reading_find(out, "v25"));
  }
}

/* 2 to 7 steps: as many bars in as many colours, and figures that can be read on them. */
static void test_likert_steps(void **state) {
  (void)state;
  for (size_t steps = 2; steps <= 7; steps++)
    for (size_t j = 0; j < 2; j++) {
      double values[7];
      for (size_t i = 0; i < steps; i++)
        values[i] = 100.0 / (double)steps;
      steg_chart *chart = plain_chart(STEG_CHART_LIKERT, steps, 1, values);
      for (size_t i = 0; i < steps; i++)
        chart->series[i].side = 2 * i + 1 == steps ? STEG_SIDE_NEUTRAL
                                : i < steps / 2    ? STEG_SIDE_NEGATIVE
                                                   : STEG_SIDE_POSITIVE;
      chart->rows[0].negative_text = chart->rows[0].positive_text = "50 %";
      const drawing *out = draw(chart, layouts[j]);
      check_rules(out);
      uint32_t colors[7];
      size_t count = 0;
      for (size_t i = 0; i < out->count; i++) {
        const drawn *mark = &out->marks[i];
        if (mark->kind != DRAWN_RECT || mark->bottom - mark->top < 15)
          continue;
        for (size_t k = 0; k < count; k++)
          assert_int_not_equal(colors[k], mark->color);
        assert_true(count < steps);
        colors[count++] = mark->color;
      }
      assert_int_equal(count, steps);
      assert_int_equal(colors[0], steg_theme_default.likert[0]);
      if (steps == 6) /* halfway between two shades: 9A4A0C and E5AE72, 1B5A87 and 9CC4DE, rounded by hand */
        assert_true(colors[1] == 0xC07C3F && colors[4] == 0x5C8FB3);
    }
}

static void test_dumbbell_places(void **state) {
  (void)state;
  static const double values[] = {0, 100, 50, 25, 75, 75, 40, 41};
  for (size_t j = 0; j < 2; j++) {
    steg_chart *chart = plain_chart(STEG_CHART_DUMBBELL, 2, 4, values);
    chart->axis_high = 100;
    chart->axis_unit = "%";
    chart->rows[0].change_text = "+100 p.e.";
    const drawing *out = draw(chart, layouts[j]);
    check_rules(out);
    const drawn *before[9], *after[9];
    size_t legend = j; /* narrow has a legend with both shapes first */
    assert_int_equal(pick(out, DRAWN_CIRCLE, 0xFFFFFF, before), 4 + legend);
    assert_int_equal(pick(out, DRAWN_CIRCLE, steg_theme_default.highlight, after), 4 + legend);
    double from = before[legend]->x, to = after[legend]->x;
    assert_true(to - from > 100);
    for (size_t i = 0; i < 4; i++) {
      assert_near(before[legend + i]->x, from + values[2 * i] / 100 * (to - from), 0.02);
      assert_near(after[legend + i]->x, from + values[2 * i + 1] / 100 * (to - from), 0.02);
      assert_near(before[legend + i]->y, after[legend + i]->y, 0.001);
    }
    const drawn *tick = reading_find(out, "100\u00A0%"); /* ticks stand under their values */
    assert_non_null(tick);
    assert_near((tick->left + tick->right) / 2, to, 0.02);
    assert_near((reading_find(out, "20")->left + reading_find(out, "20")->right) / 2, from + 0.2 * (to - from), 0.02);
    /* Figures stand outside their dots; when the change goes down they swap. */
    assert_true(reading_find(out, "v0")->right < before[legend]->left);
    assert_true(reading_find(out, "v100")->left > after[legend]->right);
    assert_true(reading_find(out, "v50")->left > before[legend + 1]->right);
    assert_true(reading_find(out, "v25")->right < after[legend + 1]->left);
    /* Equal: the filled dot lies within the ring, and the ring is seen all around. */
    assert_true(after[legend + 2]->left - before[legend + 2]->left > before[legend + 2]->size + 0.5);
    assert_true(before[legend + 2]->left < after[legend + 2]->left &&
                before[legend + 2]->right > after[legend + 2]->right);
  }
}

/* The names over the first row's dots, wherever those are. */
static void test_dumbbell_names(void **state) {
  (void)state;
  static const double rows[][2] = {{0, 100}, {100, 0},   {50, 50},  {50, 51}, {51, 50},
                                   {0, 0},   {100, 100}, {99, 100}, {0, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_chart *chart = plain_chart(STEG_CHART_DUMBBELL, 2, 1, rows[i]);
    chart->axis_high = 100;
    chart->series[0].label = "Före insatsens början";
    chart->series[1].label = "Efter insatsens slut";
    chart->change_label = "Förändring";
    chart->rows[0].change_text = "+1 p.e.";
    const drawing *out = draw(chart, STEG_LAYOUT_WIDE);
    check_rules(out);
    const drawn *before = reading_find(out, chart->series[0].label), *after = reading_find(out, chart->series[1].label);
    assert_true(before && after);
    assert_near(before->y, reading_find(out, "Förändring")->y, 0.001);
    if (rows[i][0] > rows[i][1])
      assert_true(after->right < before->left);
    else
      assert_true(before->right < after->left);
    const drawn *dots[3];
    if (i == 2 && pick(out, DRAWN_CIRCLE, steg_theme_default.highlight, dots)) /* in the middle: as far to both sides */
      assert_near((before->right + after->left) / 2, dots[0]->x, (after->right - before->left) / 8);
  }
}

static void test_axis_ticks(void **state) {
  (void)state;
  static const struct {
    double low, high, first, last; /* of the axis; values */
    const char *ticks;             /* all of them, with spaces */
  } rows[] = {
      {0, 100, 10, 20, "0 20 40 60 80 100\u00A0%"},
      {0, 40, 10, 20, "0 10 20 30 40\u00A0%"},
      {1, 5, 2, 3, "1 2 3 4 5\u00A0%"},
      {0, 0, 7, 18, "0 5 10 15 20\u00A0%"}, /* none given: made from the data */
      {0, 0, -3, 58, "−20 0 20 40 60\u00A0%"},
      {0, 10, 5, 30, "0 5 10 15 20 25 30\u00A0%"}, /* too short: widened, never a mark outside */
      {1, 5, 0.4, 3, "0 1 2 3 4 5\u00A0%"},
      {-10, 10, 0, 5, "−10 −5 0 5 10\u00A0%"},
      {0, 0, 0, 0, "0 1\u00A0%"},
      {0, 20000, 1, 2, "0 5\u00A0000 10\u00A0000 15\u00A0000 20\u00A0000\u00A0%"},
      {NAN, INFINITY, 1, 3, "0 1 2 3\u00A0%"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_chart *chart = plain_chart(STEG_CHART_DUMBBELL, 2, 1, (double[]){rows[i].first, rows[i].last});
    chart->axis_low = rows[i].low;
    chart->axis_high = rows[i].high;
    chart->axis_unit = "%";
    const drawing *out = draw(chart, STEG_LAYOUT_WIDE);
    char ticks[200] = "";
    double below = 0;
    for (size_t k = 0; k < out->count; k++)
      if (out->marks[k].kind == DRAWN_CIRCLE)
        below = out->marks[k].bottom;
    for (size_t k = 0; k < out->count; k++)
      if (out->marks[k].kind == DRAWN_TEXT && out->marks[k].top > below) {
        strcat(ticks, *ticks ? " " : "");
        strcat(ticks, out->marks[k].text);
      }
    assert_string_equal(ticks, rows[i].ticks);
  }
}

static void test_bars_lengths(void **state) {
  (void)state;
  for (size_t j = 0; j < 2; j++) {
    const double values[] = {40, 10, 0, 80};
    steg_chart *chart = plain_chart(STEG_CHART_BARS, 1, 4, values);
    const drawing *out = draw(chart, layouts[j]);
    const drawn *bars[9];
    assert_int_equal(pick(out, DRAWN_RECT, steg_theme_default.highlight, bars), 3); /* nothing for 0 */
    assert_near(width_of(bars[0]), 4 * width_of(bars[1]), 0.05);
    assert_near(width_of(bars[2]), 2 * width_of(bars[0]), 0.05);
    assert_near(bars[0]->left, bars[1]->left, 0.001);
    assert_near(reading_find(out, "v40")->left, bars[0]->right + 4, 0.02);
    assert_near(reading_find(out, "v0")->left, bars[0]->left + 4, 0.02);
    /* Against an axis to 100, 80 is four fifths of the way. */
    double unscaled = width_of(bars[2]);
    chart->axis_high = 100;
    out = draw(chart, layouts[j]);
    pick(out, DRAWN_RECT, steg_theme_default.highlight, bars);
    assert_near(width_of(bars[2]), 0.8 * unscaled, 0.02);
    /* One lifted out: the rest are grey. */
    chart->rows[1].highlight = true;
    out = draw(chart, layouts[j]);
    assert_int_equal(pick(out, DRAWN_RECT, steg_theme_default.highlight, bars), 1);
    assert_int_equal(pick(out, DRAWN_RECT, steg_theme_default.rest, bars), 2);
    assert_int_equal(reading_find(out, "R1")->face, STEG_FACE_SANS_SEMIBOLD);
    assert_int_equal(reading_find(out, "R0")->face, STEG_FACE_SANS);
  }
}

static void test_bars_negative(void **state) {
  (void)state;
  for (size_t j = 0; j < 2; j++) {
    const drawing *out = draw(plain_chart(STEG_CHART_BARS, 1, 2, (double[]){-30, 60}), layouts[j]);
    check_rules(out);
    const drawn *bars[9];
    assert_int_equal(pick(out, DRAWN_RECT, steg_theme_default.highlight, bars), 2);
    assert_near(bars[0]->right, bars[1]->left, 0.02); /* both from zero */
    assert_near(2 * width_of(bars[0]), width_of(bars[1]), 0.05);
    assert_near(reading_find(out, "v-30")->right, bars[0]->left - 4, 0.02);
  }
}

static void test_bars_pair(void **state) {
  (void)state;
  for (size_t j = 0; j < 2; j++) {
    const drawing *out = draw(plain_chart(STEG_CHART_BARS, 2, 1, (double[]){20, 50}), layouts[j]);
    check_rules(out);
    const drawn *hollow[9], *filled[9]; /* the legend's squares come first */
    assert_int_equal(pick(out, DRAWN_RECT, steg_theme_default.category[2], hollow), 2);
    assert_int_equal(pick(out, DRAWN_RECT, steg_theme_default.highlight, filled), 2);
    assert_near(width_of(hollow[1]) / width_of(filled[1]), 0.4, 0.001);
    assert_true(hollow[1]->bottom < filled[1]->top);
  }
}

/* ---- hidden values: the value may stand in memory by mistake, but neither it nor its length is drawn */

static void test_hidden(void **state) {
  (void)state;
  static const steg_chart_kind kinds[] = {STEG_CHART_LIKERT, STEG_CHART_DUMBBELL, STEG_CHART_BARS};
  for (size_t k = 0; k < 3; k++)
    for (size_t j = 0; j < 2; j++) {
      steg_chart *chart = plain_chart(kinds[k], 2, 3, (double[]){40, 60, 37, 63, 20, 80});
      chart->series[0].side = STEG_SIDE_NEGATIVE;
      chart->series[1].side = STEG_SIDE_POSITIVE;
      chart->axis_high = 100;
      chart->rows[1].values[0].hidden = chart->rows[1].values[1].hidden = true;
      const drawing *out = draw(chart, layouts[j]);
      check_rules(out);
      assert_null(reading_find(out, "v37"));
      assert_null(reading_find(out, "v63"));
      const drawn *sign = NULL;
      double above = reading_find(out, "R0")->y, below = reading_find(out, "R2")->y;
      double next = reading_find(out, "R1")->y;
      for (size_t i = 0; i < out->count; i++) {
        const drawn *mark = &out->marks[i];
        bool of_row = j ? mark->top > next && mark->bottom < below : mark->top > above && mark->bottom < below;
        if (mark->kind == DRAWN_TEXT && of_row && strcmp(mark->text, "..") == 0)
          sign = mark;
        if (mark->kind == DRAWN_RECT || mark->kind == DRAWN_CIRCLE)
          assert_false(mark->top < next && mark->bottom > next && !j);
        if ((mark->kind == DRAWN_RECT || mark->kind == DRAWN_CIRCLE) && j)
          assert_false(of_row);
      }
      assert_non_null(sign);
      /* The scale does not tell it either: another hidden value gives the same bytes. */
      const char *first = svg_of(chart, layouts[j]);
      chart->rows[1].values[0].value = 99;
      chart->rows[1].values[1].value = 1;
      chart->rows[1].values[0].text = chart->rows[1].values[1].text = "v99";
      assert_string_equal(first, svg_of(chart, layouts[j]));
    }
}

/* What can't be known is hidden as well, with the sign of the missing. Any other text of a hidden value is not trusted.
 */
static void test_missing(void **state) {
  (void)state;
  static const struct {
    const char *first, *second, *sign;
  } rows[] = {{"–", "–", "–"}, {"..", "..", ".."}, {"–", "..", ".."}, {"37", "63", ".."}, {NULL, NULL, ".."}};
  static const steg_chart_kind kinds[] = {STEG_CHART_LIKERT, STEG_CHART_DUMBBELL, STEG_CHART_BARS};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (size_t k = 0; k < 3; k++)
      for (size_t j = 0; j < 2; j++) {
        steg_chart *chart = plain_chart(kinds[k], 2, 1, (double[]){37, 63});
        chart->series[0].side = STEG_SIDE_NEGATIVE;
        chart->series[1].side = STEG_SIDE_POSITIVE;
        chart->rows[0].values[0] = (steg_chart_value){.hidden = true, .value = 37, .text = rows[i].first};
        chart->rows[0].values[1] = (steg_chart_value){.hidden = true, .value = 63, .text = rows[i].second};
        const drawing *out = draw(chart, layouts[j]);
        check_rules(out);
        assert_non_null(reading_find(out, rows[i].sign));
        assert_null(reading_find(out, "37"));
        assert_null(reading_find(out, "63"));
        if (strcmp(rows[i].sign, "–") == 0)
          assert_null(reading_find(out, ".."));
      }
}

static void test_partly_hidden(void **state) {
  (void)state;
  for (size_t j = 0; j < 2; j++) {
    steg_chart *chart = plain_chart(STEG_CHART_DUMBBELL, 2, 1, (double[]){40, 60});
    chart->axis_high = 100;
    chart->rows[0].values[0].hidden = true;
    const drawing *out = draw(chart, layouts[j]);
    check_rules(out);
    const drawn *dots[9];
    assert_int_equal(pick(out, DRAWN_CIRCLE, 0xFFFFFF, dots), 1); /* the legend's alone */
    assert_int_equal(pick(out, DRAWN_CIRCLE, steg_theme_default.highlight, dots), 2);
    assert_true(reading_find(out, "..")->right < dots[1]->left);
    assert_true(reading_find(out, "v60")->left > dots[1]->right);

    chart = plain_chart(STEG_CHART_LIKERT, 2, 1, (double[]){40, 60});
    chart->series[0].side = STEG_SIDE_NEGATIVE;
    chart->series[1].side = STEG_SIDE_POSITIVE;
    chart->rows[0].values[0].hidden = true;
    chart->rows[0].positive_text = "60 %";
    out = draw(chart, layouts[j]);
    check_rules(out);
    assert_true(reading_find(out, "..")->right < reading_find(out, "60 %")->left);
  }
}

/* ---- the element */

static void test_title_and_description(void **state) {
  (void)state;
  steg_chart *chart = plain_chart(STEG_CHART_BARS, 1, 1, (double[]){1});
  chart->id = "d 1\"<";
  chart->title = "A & B <c> \"d\"\x02";
  chart->alt = "a > b\nc";
  chart->rows[0].label = "<script>&";
  const char *svg = svg_of(chart, STEG_LAYOUT_NARROW);
  assert_non_null(strstr(svg, " role=\"img\" aria-labelledby=\"d-1---narrow-title d-1---narrow-desc\""));
  assert_non_null(strstr(svg, "<title id=\"d-1---narrow-title\">A &amp; B &lt;c&gt; &quot;d&quot;</title>"));
  assert_non_null(strstr(svg, "<desc id=\"d-1---narrow-desc\">a &gt; b c</desc>"));
  assert_non_null(strstr(svg, "font-family=\"'Source Sans 3',"));
  assert_non_null(strstr(svg, ">&lt;script&gt;&amp;</text>"));
  assert_non_null(strstr(svg_of(chart, STEG_LAYOUT_WIDE), "d-1---wide-title"));
}

static void test_empty(void **state) {
  (void)state;
  static const struct {
    steg_chart_kind kind;
    size_t series, rows;
  } rows[] = {{STEG_CHART_LIKERT, 5, 0}, {STEG_CHART_DUMBBELL, 2, 0}, {STEG_CHART_BARS, 1, 0},
              {STEG_CHART_BARS, 0, 2},   {STEG_CHART_DUMBBELL, 1, 2}, {STEG_CHART_NONE, 1, 1},
              {STEG_CHART_END, 1, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (size_t j = 0; j < 2; j++) {
      const drawing *out = draw(plain_chart(rows[i].kind, rows[i].series, rows[i].rows, (double[10]){0}), layouts[j]);
      check_rules(out);
      assert_int_equal(out->count, 1);
      assert_string_equal(out->marks[0].text, "–");
    }
}

static void test_long_label(void **state) {
  (void)state;
  steg_chart *chart = plain_chart(STEG_CHART_BARS, 1, 2, (double[]){1, 2});
  chart->rows[0].label =
      "En mycket lång fråga som inte ryms på tre rader, hur man än bär sig åt, eftersom den som skrev "
      "den ville ha med allt som kunde vara av vikt för den som svarar, och lite till, och ännu mer, och "
      "dessutom en hel del som ingen hade frågat efter när enkäten gjordes";
  for (size_t j = 0; j < 2; j++) {
    const drawing *out = draw(chart, layouts[j]);
    check_rules(out);
    size_t lines = 0, cut = 0;
    for (size_t i = 0; i < out->count && strcmp(out->marks[i].text, "R1") != 0; i++)
      if (out->marks[i].kind == DRAWN_TEXT && out->marks[i].left == 0) {
        lines++;
        cut += strstr(out->marks[i].text, "…") != NULL;
      }
    assert_int_equal(lines, 3);
    assert_int_equal(cut, 1);
  }
}

/* With little memory: an error and nothing written, at whichever allocation it ends. */
static void test_memory(void **state) {
  (void)state;
  int failures = 0, successes = 0;
  for (size_t i = 0; i < SAMPLE_COUNT; i++) {
    const steg_chart *chart = sample_make(&samples[i], arena);
    for (size_t bytes = 64; bytes < 400000; bytes = bytes * 5 / 4) {
      steg_arena *small = steg_arena_new(bytes);
      steg_error err = {0};
      steg_buffer out;
      steg_buffer_init(&out, SIZE_MAX);
      if (steg_chart_svg(chart, &steg_theme_default, fonts, layouts[i % 2], small, &out, &err)) {
        failures++;
        assert_int_equal(out.size, 0);
        assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
      } else {
        successes++;
        assert_string_equal(out.bytes, svg_of(chart, layouts[i % 2]));
      }
      steg_buffer_release(&out);
      steg_arena_free(small);
    }
  }
  assert_true(failures > 0 && successes > 0);
}

/* ---- goldens */

static void check_golden(const char *name, const char *svg) {
  char path[500];
  steg_error err = {0};
  snprintf(path, sizeof path, "%s/tests/golden/%s.svg", STEGVIS_SOURCE, name);
  const char *mode = getenv("STEG_GOLDEN");
  if (mode && strcmp(mode, "write") == 0)
    assert_int_equal(steg_file_write(path, svg, strlen(svg), 0644, &err), 0);
  steg_buffer golden;
  steg_buffer_init(&golden, SIZE_MAX);
  if (steg_file_read(path, 1 << 20, &golden, &err))
    print_error("%s\n", err.text);
  bool same = strcmp(golden.bytes, svg) == 0;
  if (!same)
    print_error("%s differs\n", path);
  steg_buffer_release(&golden);
  assert_true(same);
}

static void test_goldens(void **state) {
  (void)state;
  const char *const locales[] = {"C", "sv_SE.UTF-8"};
  for (size_t k = 0; k < 2; k++) {
    setlocale(LC_ALL, locales[k]);
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
      for (size_t j = 0; j < 2; j++)
        check_golden(steg_arena_printf(arena, "chart-%s-%s", samples[i].name, j ? "narrow" : "wide"),
                     svg_of(sample_make(&samples[i], arena), layouts[j]));
  }
  setlocale(LC_ALL, "C");
}

/* What the samples are made to show, so that a golden can't drift into showing less. */
static void test_samples_show(void **state) {
  (void)state;
  const drawing *out = draw_sample("likert", STEG_LAYOUT_WIDE);
  assert_non_null(reading_find(out, ".."));
  assert_non_null(reading_find(out, "n = 112"));
  assert_non_null(reading_find(out, "83\u00A0%"));
  assert_non_null(reading_find(out, "33"));
  assert_null(reading_find(out, "3")); /* too narrow a bar */
  out = draw_sample("dumbbell", STEG_LAYOUT_NARROW);
  assert_non_null(reading_find(out, "+27 p.e."));
  assert_non_null(reading_find(out, "Förändring"));
  assert_non_null(reading_find(out, "60\u00A0%"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, new_arena, free_arena)
  const struct CMUnitTest tests[] = {
      TEST(test_samples_keep_the_rules),
      TEST(test_any_data_keeps_the_rules),
      TEST(test_other_widths),
      TEST(test_likert_sides),
      TEST(test_likert_steps),
      TEST(test_likert_single_steps),
      TEST(test_dumbbell_places),
      TEST(test_dumbbell_names),
      TEST(test_axis_ticks),
      TEST(test_bars_lengths),
      TEST(test_bars_negative),
      TEST(test_bars_pair),
      TEST(test_hidden),
      TEST(test_missing),
      TEST(test_partly_hidden),
      TEST(test_title_and_description),
      TEST(test_empty),
      TEST(test_long_label),
      TEST(test_memory),
      TEST(test_samples_show),
      TEST(test_goldens),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
