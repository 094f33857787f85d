/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/alt.h"
#include "resolve/wording.h"

enum { TOLD_ROWS_MAX = 12, ALT_MAX = 65536 };

static const char *kind_label(const steg_resolve_context *context, steg_chart_kind kind) {
  switch (kind) {
#define STEG_CHART(constant, id, sv, en)                                                                               \
  case STEG_CHART_##constant:                                                                                          \
    return steg_text_pick(context->lang, sv, en);
#include "document/charts.def"
#undef STEG_CHART
  case STEG_CHART_NONE:
  case STEG_CHART_END:
    break;
  }
  return "";
}

static const char *value_text(const steg_resolve_context *context, const steg_chart *chart,
                              const steg_chart_value *value) {
  if (value->hidden)
    return steg_wording_get(context, value->text && *value->text == '.' ? STEG_WORD_alt_hidden : STEG_WORD_alt_missing);
  return chart->axis_unit && *chart->axis_unit
             ? steg_arena_printf(context->arena, "%s\xC2\xA0%s", value->text, chart->axis_unit)
             : value->text;
}

static void tell_likert(const steg_resolve_context *context, const steg_chart *chart, const steg_chart_row *row,
                        steg_buffer *out) {
  const char *sides[2] = {row->negative_text, row->positive_text};
  for (int i = 0; i < 2; i++)
    sides[i] = sides[i] ? steg_arena_printf(context->arena, "%s\xC2\xA0%%", sides[i])
                        : steg_wording_get(context, STEG_WORD_alt_hidden);
  (void)chart;
  steg_buffer_text(out, steg_wording_fill(context, STEG_WORD_alt_likert_row, sides[0], sides[1]));
}

static void tell_row(const steg_resolve_context *context, const steg_chart *chart, const steg_chart_row *row,
                     steg_buffer *out) {
  steg_buffer_text(out, row->label);
  steg_buffer_text(out, ": ");
  if (chart->kind == STEG_CHART_LIKERT) {
    tell_likert(context, chart, row, out);
  } else if (chart->kind == STEG_CHART_DUMBBELL) {
    steg_buffer_text(out, steg_wording_fill(context, STEG_WORD_alt_from_to, value_text(context, chart, &row->values[0]),
                                            value_text(context, chart, &row->values[1])));
  } else {
    for (size_t s = 0; s < chart->series_count; s++) {
      if (s > 0)
        steg_buffer_text(out, ", ");
      if (chart->series_count > 1)
        steg_buffer_printf(out, "%s ", chart->series[s].label);
      steg_buffer_text(out, value_text(context, chart, &row->values[s]));
    }
  }
  if (row->base_text)
    steg_buffer_printf(out, " (%s)", row->base_text);
}

const char *steg_alt_text(const steg_resolve_context *context, const steg_chart *chart) {
  steg_buffer out;
  steg_buffer_init(&out, ALT_MAX);
  const char *label = kind_label(context, chart->kind);
  steg_buffer_text(&out, chart->row_count == 1
                             ? steg_wording_fill(context, STEG_WORD_alt_rows_one, label, NULL)
                             : steg_wording_fill(context, STEG_WORD_alt_rows, label,
                                                 steg_wording_integer(context, (int64_t)chart->row_count)));
  for (size_t r = 0; r < chart->row_count && r < TOLD_ROWS_MAX; r++) {
    steg_buffer_text(&out, r ? "; " : " ");
    tell_row(context, chart, &chart->rows[r], &out);
  }
  if (chart->row_count > 0)
    steg_buffer_text(&out, ".");
  if (chart->row_count > TOLD_ROWS_MAX)
    steg_buffer_printf(&out, " %s", steg_wording_get(context, STEG_WORD_alt_more));
  const char *text = steg_buffer_failed(&out) ? NULL : steg_arena_text_n(context->arena, out.bytes, out.size);
  steg_buffer_release(&out);
  return text;
}
