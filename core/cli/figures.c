/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figures.h"

#include "base/number.h"
#include "cli/listing.h"
#include "instrument/model.h"
#include <math.h>

const char *steg_figures_period(const steg_session *session, steg_period period) {
  steg_buffer out;
  steg_buffer_init(&out, 256);
  steg_period_write(&out, session->lang, period);
  const char *text = steg_arena_text(session->project->arena, out.bytes);
  steg_buffer_release(&out);
  return text;
}

const char *steg_figures_number(const steg_session *session, double value) {
  steg_buffer out;
  int decimals = 0;
  steg_buffer_init(&out, 64);
  while (decimals < 2 && fabs(value * pow(10, decimals) - round(value * pow(10, decimals))) > 1e-6)
    decimals++;
  if (isnan(value))
    steg_buffer_text(&out, "–");
  else
    steg_number_write_real(&out, session->lang, value, decimals);
  const char *text = steg_arena_text(session->project->arena, out.bytes);
  steg_buffer_release(&out);
  return text;
}

static const char *role_name(const steg_session *session, const steg_instrument *form, int32_t role) {
  return role < 0 ? NULL
                  : steg_text_pick(session->lang, form->roles.rows[role].label_sv, form->roles.rows[role].label_en);
}

/* ---- as a tree */

static steg_tree *date_tree(steg_arena *arena, steg_date date) {
  steg_buffer out;
  steg_buffer_init(&out, 32);
  steg_date_write_iso(&out, date);
  steg_tree *node = steg_tree_text(arena, out.bytes);
  steg_buffer_release(&out);
  return node;
}

steg_tree *steg_figures_period_tree(const steg_session *session, steg_period period) {
  steg_arena *arena = session->project->arena;
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "first", date_tree(arena, period.first));
  steg_tree_put(arena, node, "last", date_tree(arena, period.last));
  return node;
}

static steg_tree *dimensions_tree(const steg_session *session, const steg_instrument *form, const steg_aggregate *row) {
  steg_arena *arena = session->project->arena;
  steg_tree *node = steg_tree_map(arena);
  for (uint32_t i = 0; i < form->items.count; i++)
    if (!steg_model_is_value(&form->items.rows[i]))
      steg_tree_put(arena, node, form->items.rows[i].id,
                    steg_tree_text(arena, steg_aggregates_text(form, row, i, session->lang, arena)));
  return node;
}

steg_tree *steg_figures_rows_tree(const steg_session *session, const steg_aggregates *aggregates) {
  steg_arena *arena = session->project->arena;
  const steg_instrument *form = aggregates->entry->instrument;
  steg_tree *list = steg_tree_list(arena);
  for (size_t k = 0; k < aggregates->count; k++) {
    const steg_aggregate *row = &aggregates->rows[k];
    steg_tree *node = steg_tree_map(arena), *values = steg_tree_map(arena);
    steg_tree_put(arena, node, "initiative", steg_tree_text(arena, row->initiative));
    steg_tree_put(arena, node, "period", steg_figures_period_tree(session, row->period));
    steg_tree_put(arena, node, "role", steg_tree_text(arena, row->role < 0 ? NULL : form->roles.rows[row->role].id));
    steg_tree_put(arena, node, "dimensions", dimensions_tree(session, form, row));
    for (uint32_t i = 0; i < form->items.count; i++)
      if (steg_model_is_value(&form->items.rows[i]))
        steg_tree_put(arena, values, form->items.rows[i].id, steg_tree_real(arena, row->numbers[i]));
    steg_tree_put(arena, node, "values", values);
    steg_tree_append(arena, list, node);
  }
  return list;
}

steg_tree *steg_figures_stated_tree(const steg_session *session, const steg_aggregates *aggregates) {
  steg_arena *arena = session->project->arena;
  const steg_instrument *form = aggregates->entry->instrument;
  steg_tree *list = steg_tree_list(arena);
  for (size_t k = 0; k < aggregates->figure_count; k++) {
    const steg_sums_figure *figure = &aggregates->figures[k];
    const steg_aggregate *row = &aggregates->rows[figure->row];
    steg_tree *node = steg_tree_map(arena);
    steg_tree_put(arena, node, "initiative", steg_tree_text(arena, row->initiative));
    steg_tree_put(arena, node, "period", steg_figures_period_tree(session, row->period));
    steg_tree_put(arena, node, "dimensions", dimensions_tree(session, form, row));
    steg_tree_put(arena, node, "item", steg_tree_text(arena, form->items.rows[figure->item].id));
    steg_tree_put(arena, node, "stated", steg_tree_real(arena, figure->stated));
    steg_tree_put(arena, node, "computed",
                  figure->parts ? steg_tree_real(arena, figure->computed) : steg_tree_null(arena));
    steg_tree_put(arena, node, "parts", steg_tree_integer(arena, (int64_t)figure->parts));
    steg_tree_put(arena, node, "differs", steg_tree_bool(arena, figure->differs));
    steg_tree_append(arena, list, node);
  }
  return list;
}

/* ---- as text */

static bool is_used(const steg_aggregates *aggregates, uint32_t item) {
  bool value = steg_model_is_value(&aggregates->entry->instrument->items.rows[item]);
  for (size_t k = 0; k < aggregates->count; k++) {
    const steg_aggregate *row = &aggregates->rows[k];
    if (value ? !isnan(row->numbers[item]) : row->texts[item] || row->codes[item] != STEG_SLOT_NONE)
      return true;
  }
  return false;
}

/* The items that have a column, dimensions first. */
static size_t shown_items(const steg_aggregates *aggregates, size_t room, uint32_t *ret_items) {
  const steg_instrument *form = aggregates->entry->instrument;
  size_t count = 0;
  for (int values = 0; values < 2; values++)
    for (uint32_t i = 0; i < form->items.count && count < room; i++)
      if (steg_model_is_value(&form->items.rows[i]) == (values == 1) && is_used(aggregates, i))
        ret_items[count++] = i;
  return count;
}

int steg_figures_print_rows(const steg_session *session, const steg_aggregates *aggregates, steg_error *err) {
  const steg_instrument *form = aggregates->entry->instrument;
  steg_arena *arena = session->project->arena;
  const char *cells[STEG_LISTING_COLUMNS];
  uint32_t items[STEG_LISTING_COLUMNS];
  size_t head = 0;
  steg_listing listing;
  cells[head++] = steg_session_pick(session, "insats", "initiative");
  cells[head++] = steg_session_pick(session, "period", "period");
  if (form->roles.count)
    cells[head++] = steg_session_pick(session, "vad", "what");
  size_t count = shown_items(aggregates, STEG_LISTING_COLUMNS - head, items);
  for (size_t i = 0; i < count; i++)
    cells[head + i] = steg_model_item_label(&form->items.rows[items[i]], session->lang);
  steg_listing_start(&listing, arena, cells, head + count);
  for (size_t k = 0; k < aggregates->count; k++) {
    const steg_aggregate *row = &aggregates->rows[k];
    size_t at = 0;
    cells[at++] = row->initiative;
    cells[at++] = steg_figures_period(session, row->period);
    if (form->roles.count)
      cells[at++] = role_name(session, form, row->role);
    for (size_t i = 0; i < count; i++)
      cells[at++] = steg_model_is_value(&form->items.rows[items[i]])
                        ? steg_figures_number(session, row->numbers[items[i]])
                        : steg_aggregates_text(form, row, items[i], session->lang, arena);
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

/* "JobbSam, 2020, lokaler" */
static void put_place(const steg_session *session, steg_buffer *out, const steg_instrument *form,
                      const steg_aggregate *row) {
  char clean[400];
  steg_buffer_printf(out, "%s, %s", row->initiative, steg_figures_period(session, row->period));
  for (uint32_t i = 0; i < form->items.count; i++) {
    const char *text = steg_model_is_value(&form->items.rows[i])
                           ? NULL
                           : steg_aggregates_text(form, row, i, session->lang, session->project->arena);
    if (text)
      steg_buffer_printf(out, ", %s", steg_session_clean(text, clean, sizeof clean));
  }
}

int steg_figures_print_stated(const steg_session *session, const steg_aggregates *aggregates, steg_error *err) {
  const steg_instrument *form = aggregates->entry->instrument;
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 24);
  for (size_t k = 0; k < aggregates->figure_count; k++) {
    const steg_sums_figure *figure = &aggregates->figures[k];
    if (!figure->differs)
      continue;
    put_place(session, &out, form, &aggregates->rows[figure->row]);
    const char *item = steg_model_item_label(&form->items.rows[figure->item], session->lang);
    const char *stated = steg_figures_number(session, figure->stated);
    const char *computed = steg_figures_number(session, figure->computed);
    const char *difference = steg_figures_number(session, figure->stated - figure->computed);
    if (session->lang == STEG_LANG_EN)
      steg_buffer_printf(&out, ": %s is stated as %s but makes %s (difference %s)\n", item, stated, computed,
                         difference);
    else
      steg_buffer_printf(&out, ": %s är angiven till %s men blir %s (skillnad %s)\n", item, stated, computed,
                         difference);
  }
  int status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  return status;
}
