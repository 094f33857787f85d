/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/comparability.h"
#include "instrument/model.h"
#include "resolve/lookup.h"
#include "resolve/wording.h"
#include <string.h>

/* ---- beside a table */

static int64_t left_out(const steg_how *how) {
  int64_t count = 0;
  for (size_t b = 0; b < how->break_count; b++)
    count += how->breaks[b].left_out;
  return count;
}

/* Beside figures from a register: what another form says, its own answers say. */
static bool any_source(const steg_result *result) {
  const steg_how *how = &result->how;
  if (result->instrument && result->instrument->kind != STEG_KIND_REGISTER)
    return false;
  for (size_t b = 0; b < how->break_count; b++)
    if (how->breaks[b].kind == STEG_BREAK_SOURCE)
      return true;
  return false;
}

static bool any_recoded(const steg_how *how) {
  for (size_t b = 0; b < how->break_count; b++)
    if (how->breaks[b].kind == STEG_BREAK_VERSION && how->breaks[b].recoded)
      return true;
  return false;
}

const char *steg_comparability_note(const steg_resolve_context *context, const steg_result *result) {
  const steg_how *how = &result->how;
  const char *note = NULL;
  int64_t count = left_out(how);
  bool pairs = result->measure && result->measure->kind == STEG_MEASURE_CHANGE;
  if (count == 1)
    note = steg_wording_get(context, pairs ? STEG_WORD_note_break_pair : STEG_WORD_note_break_one);
  else if (count > 1)
    note = steg_wording_fill(context, pairs ? STEG_WORD_note_break_pairs : STEG_WORD_note_break,
                             steg_wording_integer(context, count), NULL);
  if (any_recoded(how))
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_recoded));
  if (any_source(result))
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_source_break));
  if (how->reworded_count > 0)
    note = steg_wording_sentences(context, note, steg_wording_get(context, STEG_WORD_note_reworded));
  return note;
}

/* ---- in the method section */

static const steg_result *result_at(const steg_resolve_context *context, size_t index) {
  const steg_result *result = context->document->requests[index].result;
  return result && result->measure ? result : NULL;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

/* Whether two breaks are told by one sentence. */
static bool same_break(const steg_result *a, const steg_break *one, const steg_result *b, const steg_break *other) {
  return one->kind == other->kind && same_text(one->item, other->item) && same_text(one->from, other->from) &&
         same_text(one->to, other->to) &&
         (one->kind == STEG_BREAK_SOURCE || same_text(a->how.instrument, b->how.instrument));
}

/* The break as all results of the document know it: their latest day, and what is true of any. False when an earlier result has
 * told of it. */
static bool gather(const steg_resolve_context *context, size_t at, size_t nth, steg_break *ret_break) {
  const steg_result *result = result_at(context, at);
  steg_break whole = result->how.breaks[nth];
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *other = result_at(context, i);
    for (size_t b = 0; other && b < other->how.break_count; b++) {
      const steg_break *row = &other->how.breaks[b];
      if (!same_break(result, &result->how.breaks[nth], other, row))
        continue;
      if (i < at)
        return false;
      whole.recoded = whole.recoded || row->recoded;
      whole.left_out += i == at ? 0 : row->left_out;
      if (row->last != STEG_DATE_NONE && (whole.last == STEG_DATE_NONE || row->last > whole.last))
        whole.last = row->last;
    }
  }
  *ret_break = whole;
  return true;
}

/* "Brott: ..." with the day after it, where it is known. */
static void write_dated(const steg_resolve_context *context, steg_buffer *out, const char *sentence, steg_date last) {
  steg_buffer day;
  steg_buffer_init(&day, 64);
  steg_buffer_printf(out, "- %s", sentence);
  if (last != STEG_DATE_NONE) {
    steg_date_write_long(&day, context->lang, last);
    steg_buffer_printf(out, " %s", steg_wording_fill(context, STEG_WORD_method_break_last, day.bytes, NULL));
  }
  steg_buffer_text(out, "\n");
  steg_buffer_release(&day);
}

static void write_break(const steg_resolve_context *context, steg_buffer *out, const steg_result *result,
                        const steg_break *row) {
  const char *from =
      *row->from ? steg_wording_escape(context, row->from) : steg_wording_get(context, STEG_WORD_method_break_unknown);
  const char *to = steg_wording_escape(context, row->to);
  if (row->kind == STEG_BREAK_SOURCE) {
    write_dated(context, out, steg_wording_fill(context, STEG_WORD_method_break_source, from, to), row->last);
    return;
  }
  const steg_item *item = result->instrument ? steg_model_item(result->instrument, row->item) : NULL;
  const char *label = item ? steg_model_item_label(item, context->lang) : row->item;
  const char *name = steg_lookup_instrument_name(result->how.instrument, result->instrument, context->lang);
  steg_word word = !row->recoded       ? STEG_WORD_method_break_broken
                   : row->left_out > 0 ? STEG_WORD_method_break_partly
                                       : STEG_WORD_method_break_recoded;
  const char *sentence = steg_wording_fill(context, word, from, to);
  write_dated(context, out,
              steg_arena_printf(context->arena, "%s, %s: %s", steg_wording_escape(context, name),
                                steg_wording_escape(context, steg_wording_quote(context, label)), sentence),
              row->last);
}

/* Labels of the reworded items of one instrument over all results, each once, in its order. */
static const char *reworded_items(const steg_resolve_context *context, const steg_result *of) {
  const steg_instrument *instrument = of->instrument;
  const char **labels = steg_arena_array(context->arena, instrument->items.count + 1, sizeof *labels);
  size_t count = 0;
  for (uint32_t i = 0; labels && i < instrument->items.count; i++) {
    bool met = false;
    for (size_t r = 0; r < context->document->request_count && !met; r++) {
      const steg_result *result = result_at(context, r);
      for (size_t w = 0; result && result->instrument == instrument && w < result->how.reworded_count && !met; w++)
        met = !strcmp(result->how.reworded[w], instrument->items.rows[i].id);
    }
    if (met)
      labels[count++] = steg_wording_quote(context, steg_model_item_label(&instrument->items.rows[i], context->lang));
  }
  return steg_wording_join(context, labels, count);
}

static bool told_reworded(const steg_resolve_context *context, const steg_result *result, size_t at) {
  for (size_t i = 0; i < at; i++) {
    const steg_result *earlier = result_at(context, i);
    if (earlier && earlier->how.reworded_count > 0 && earlier->instrument == result->instrument)
      return true;
  }
  return false;
}

void steg_comparability_write(const steg_resolve_context *context, steg_buffer *out) {
  bool begun = false;
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    for (size_t b = 0; result && b < result->how.break_count; b++) {
      steg_break whole;
      if (!gather(context, i, b, &whole))
        continue;
      if (!begun)
        steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_breaks));
      begun = true;
      write_break(context, out, result, &whole);
    }
    if (!result || result->how.reworded_count == 0 || !result->instrument || told_reworded(context, result, i))
      continue;
    if (!begun)
      steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_breaks));
    begun = true;
    const char *name = steg_lookup_instrument_name(result->how.instrument, result->instrument, context->lang);
    steg_buffer_printf(out, "- %s\n",
                       steg_wording_fill(context, STEG_WORD_method_reworded, steg_wording_escape(context, name),
                                         steg_wording_escape(context, reworded_items(context, result))));
  }
  if (begun)
    steg_buffer_text(out, "\n");
}
