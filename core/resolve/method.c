/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/method.h"
#include "resolve/comparability.h"
#include "resolve/lookup.h"
#include "resolve/sheet.h"
#include <string.h>

enum { METHOD_MAX = 1 << 18 };

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

static const steg_result *result_at(const steg_resolve_context *context, size_t index) {
  return context->document->requests[index].result;
}

/* ---- sources */

static bool same_source(const steg_result *a, const steg_result *b) {
  return same_text(a->how.instrument, b->how.instrument) && same_text(a->how.version, b->how.version);
}

/* What a source is used for: the labels of its measures, each once, in the order of the document. */
static const char *uses_text(const steg_resolve_context *context, const steg_result *source) {
  const char *labels[STEG_MEASURE_END];
  size_t count = 0;
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    if (!result || !result->measure || !same_source(result, source))
      continue;
    const char *label = steg_text_pick(context->lang, result->measure->label_sv, result->measure->label_en);
    bool known = false;
    for (size_t j = 0; j < count; j++)
      known = known || steg_text_same(labels[j], label);
    if (!known && count < STEG_MEASURE_END) {
      labels[count] = count ? steg_wording_lower(context, label) : label;
      count++;
    }
  }
  return steg_wording_join(context, labels, count);
}

static const char *period_text(const steg_resolve_context *context, steg_period period) {
  steg_buffer buffer;
  steg_buffer_init(&buffer, 256);
  steg_period_write(&buffer, context->lang, period);
  const char *text = steg_buffer_failed(&buffer) ? NULL : steg_arena_text_n(context->arena, buffer.bytes, buffer.size);
  steg_buffer_release(&buffer);
  return text && *text ? text : steg_wording_get(context, STEG_WORD_all_time);
}

const steg_table *steg_method_sources(const steg_resolve_context *context) {
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_origin), false);
  size_t version = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_version), false);
  size_t period = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_period), false);
  size_t batches = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_batches), true);
  size_t uses = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_measures), false);
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    bool known = !result || !result->measure;
    for (size_t j = 0; j < i && !known; j++)
      known = result_at(context, j) && result_at(context, j)->measure && same_source(result_at(context, j), result);
    if (known)
      continue;
    const char *name = result->how.instrument
                           ? steg_lookup_instrument_name(result->how.instrument, result->instrument, context->lang)
                           : steg_wording_get(context, STEG_WORD_register);
    steg_table_row *row = steg_sheet_add_row(&sheet, name);
    steg_sheet_set_text(&sheet, row, version, result->how.version ? result->how.version : STEG_SIGN_MISSING);
    steg_sheet_set_text(&sheet, row, period, period_text(context, result->period));
    steg_sheet_set_text(&sheet, row, batches,
                        result->how.batch_count ? steg_wording_integer(context, (int64_t)result->how.batch_count)
                                                : STEG_SIGN_MISSING);
    steg_sheet_set_text(&sheet, row, uses, uses_text(context, result));
  }
  return steg_sheet_finish(&sheet, steg_wording_get(context, STEG_WORD_caption_sources), NULL);
}

/* ---- the text */

static void sentence(const steg_resolve_context *context, steg_buffer *out, steg_word word) {
  steg_buffer_printf(out, "%s ", steg_wording_get(context, word));
}

static bool any_result(const steg_resolve_context *context, bool (*fits)(const steg_result *)) {
  for (size_t i = 0; i < context->document->request_count; i++)
    if (result_at(context, i) && result_at(context, i)->measure && fits(result_at(context, i)))
      return true;
  return false;
}

static bool counts_persons(const steg_result *result) {
  return same_text(result->how.unit, "persons");
}
static bool counts_forms(const steg_result *result) {
  return same_text(result->how.unit, "forms");
}
static bool counts_participations(const steg_result *result) {
  return !counts_persons(result) && !counts_forms(result);
}
static bool is_active(const steg_result *result) {
  return same_text(result->how.event, "active");
}
static bool is_started(const steg_result *result) {
  return same_text(result->how.event, "started");
}
static bool is_ended(const steg_result *result) {
  return same_text(result->how.event, "ended");
}
static bool compares(const steg_result *result) {
  return result->measure->kind == STEG_MEASURE_CHANGE || result->measure->kind == STEG_MEASURE_INCOME;
}
static bool asks(const steg_result *result) {
  return result->measure->kind == STEG_MEASURE_CHANGE || result->measure->kind == STEG_MEASURE_DISTRIBUTION;
}

static void write_date(const steg_resolve_context *context, steg_buffer *out, steg_word word, steg_date date) {
  if (date == STEG_DATE_NONE)
    return;
  steg_buffer text;
  steg_buffer_init(&text, 64);
  steg_date_write_long(&text, context->lang, date);
  steg_buffer_printf(out, "%s ", steg_wording_fill(context, word, text.bytes, NULL));
  steg_buffer_release(&text);
}

static void write_population(const steg_resolve_context *context, steg_buffer *out) {
  bool persons = any_result(context, counts_persons), participations = any_result(context, counts_participations);
  steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_population));
  if (persons || participations)
    sentence(context, out,
             persons && participations ? STEG_WORD_method_both
             : persons                 ? STEG_WORD_method_persons
                                       : STEG_WORD_method_participations);
  if (any_result(context, counts_forms))
    sentence(context, out, STEG_WORD_method_forms);
  if (any_result(context, is_active))
    sentence(context, out, STEG_WORD_method_event_active);
  if (any_result(context, is_started))
    sentence(context, out, STEG_WORD_method_event_started);
  if (any_result(context, is_ended))
    sentence(context, out, STEG_WORD_method_event_ended);
  write_date(context, out, STEG_WORD_method_cutoff, context->document->as_of);
  write_date(context, out, STEG_WORD_method_data_date, context->document->data_date);
  if (any_result(context, asks))
    sentence(context, out, STEG_WORD_method_off_scale);
  sentence(context, out, STEG_WORD_method_rounding);
  steg_buffer_text(out, "\n\n");
}

static void write_pairing(const steg_resolve_context *context, steg_buffer *out) {
  bool begun = false;
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    if (!result || !result->how.pairing)
      continue;
    bool said = false;
    for (size_t j = 0; j < i && !said; j++)
      said = result_at(context, j) && same_text(result_at(context, j)->how.pairing, result->how.pairing);
    if (said)
      continue;
    if (!begun)
      steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_pairing));
    begun = true;
    steg_buffer_printf(out, "%s\n\n", steg_wording_escape(context, result->how.pairing));
  }
}

static bool same_exclusions(const steg_how *a, const steg_how *b) {
  if (a->exclusion_count != b->exclusion_count || !same_text(a->instrument, b->instrument) ||
      !same_text(a->unit, b->unit) || !same_text(a->event, b->event))
    return false;
  for (size_t i = 0; i < a->exclusion_count; i++)
    if (strcmp(a->exclusions[i].reason, b->exclusions[i].reason) != 0 ||
        a->exclusions[i].count != b->exclusions[i].count)
      return false;
  return true;
}

/* What the exclusions are of: "Deltagarflöde och stegförflyttning (BIP)". */
static const char *exclusion_heading(const steg_resolve_context *context, const steg_result *of) {
  const char *labels[STEG_MEASURE_END];
  size_t count = 0;
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    if (!result || !result->measure || !same_exclusions(&result->how, &of->how))
      continue;
    const char *label = steg_text_pick(context->lang, result->measure->label_sv, result->measure->label_en);
    bool known = false;
    for (size_t j = 0; j < count; j++)
      known = known || steg_text_same(labels[j], label);
    if (!known && count < STEG_MEASURE_END) {
      labels[count] = count ? steg_wording_lower(context, label) : label;
      count++;
    }
  }
  const char *joined = steg_wording_join(context, labels, count);
  const char *name =
      of->how.instrument ? steg_lookup_instrument_name(of->how.instrument, of->instrument, context->lang) : NULL;
  return name ? steg_arena_printf(context->arena, "%s (%s)", joined ? joined : "", name) : joined;
}

static void write_exclusions(const steg_resolve_context *context, steg_buffer *out) {
  bool begun = false;
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    bool said = !result || !result->measure || result->how.exclusion_count == 0;
    for (size_t j = 0; j < i && !said; j++)
      said = result_at(context, j) && result_at(context, j)->measure &&
             same_exclusions(&result_at(context, j)->how, &result->how);
    if (said)
      continue;
    if (!begun)
      steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_exclusions));
    begun = true;
    steg_buffer_printf(out, "%s:\n\n", steg_wording_escape(context, exclusion_heading(context, result)));
    for (size_t e = 0; e < result->how.exclusion_count; e++) {
      const steg_exclusion *row = &result->how.exclusions[e];
      const char *reason = steg_words_find(context->lang, row->reason);
      steg_buffer_printf(out, "- %s: %s\n", steg_wording_escape(context, reason ? reason : row->reason),
                         steg_wording_integer(context, row->count));
    }
    steg_buffer_text(out, "\n");
  }
}

/* Who owns each form, and which of its wording is official. */
static void write_instruments(const steg_resolve_context *context, steg_buffer *out) {
  bool begun = false;
  for (size_t i = 0; i < context->document->request_count; i++) {
    const steg_result *result = result_at(context, i);
    bool said = !result || !result->instrument;
    for (size_t j = 0; j < i && !said; j++)
      said = result_at(context, j) && result_at(context, j)->instrument == result->instrument;
    if (said)
      continue;
    if (!begun)
      steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_instruments));
    begun = true;
    const steg_instrument *instrument = result->instrument;
    const char *title = steg_text_pick(context->lang, instrument->title_sv, instrument->title_en);
    const char *owner = steg_wording_fill(context, STEG_WORD_method_owner, instrument->owner, NULL);
    steg_buffer_printf(out, "**%s.** %s %s\n\n", steg_wording_escape(context, title),
                       steg_wording_escape(context, owner), steg_wording_escape(context, instrument->provenance));
  }
}

static void write_uncertainty(const steg_resolve_context *context, steg_buffer *out) {
  if (!any_result(context, asks) && !any_result(context, compares))
    return;
  steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_uncertainty));
  if (any_result(context, asks))
    steg_buffer_printf(out, "%s\n\n", steg_wording_get(context, STEG_WORD_method_interval));
  if (any_result(context, compares))
    steg_buffer_printf(out, "%s %s\n\n", steg_wording_get(context, STEG_WORD_method_regression),
                       steg_wording_get(context, STEG_WORD_method_effect));
}

/* ---- what is hidden */

static int64_t hidden_cells(const steg_table *table) {
  int64_t count = 0;
  for (size_t r = 0; table && r < table->row_count; r++)
    for (size_t c = 0; c < table->column_count; c++)
      count += !strcmp(table->rows[r].cells[c].text, STEG_SIGN_HIDDEN);
  return count;
}

static int64_t hidden_in(const steg_block *blocks, size_t count) {
  int64_t hidden = 0;
  for (size_t i = 0; i < count; i++) {
    const steg_block *block = &blocks[i];
    if (block->omitted)
      continue;
    hidden += hidden_cells(block->table);
    hidden += block->figure_text && !strcmp(block->figure_text, STEG_SIGN_HIDDEN);
    hidden += hidden_in(block->children, block->child_count) + hidden_in(block->otherwise, block->otherwise_count);
  }
  return hidden;
}

static void write_disclosure(const steg_resolve_context *context, steg_buffer *out) {
  const steg_document *document = context->document;
  steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_disclosure));
  if (document->profile == STEG_PROFILE_WORKING || document->k < 2) {
    steg_buffer_text(out, steg_wording_get(context, STEG_WORD_method_disclosure_working));
    return;
  }
  steg_buffer_printf(out, "%s ",
                     steg_wording_fill(context, STEG_WORD_method_disclosure_k,
                                       steg_wording_integer(context, (int64_t)document->k - 1),
                                       steg_wording_integer(context, document->k)));
  int64_t hidden = hidden_in(document->blocks, document->block_count);
  steg_buffer_text(out, hidden == 1 ? steg_wording_get(context, STEG_WORD_method_disclosure_one)
                                    : steg_wording_fill(context, STEG_WORD_method_disclosure_count,
                                                        steg_wording_integer(context, hidden), NULL));
}

const char *steg_method_text(const steg_resolve_context *context) {
  steg_buffer out;
  steg_buffer_init(&out, METHOD_MAX);
  write_population(context, &out);
  write_pairing(context, &out);
  write_exclusions(context, &out);
  steg_comparability_write(context, &out);
  write_uncertainty(context, &out);
  write_instruments(context, &out);
  write_disclosure(context, &out);
  const char *text = steg_buffer_failed(&out) ? NULL : steg_arena_text_n(context->arena, out.bytes, out.size);
  steg_buffer_release(&out);
  return text;
}
