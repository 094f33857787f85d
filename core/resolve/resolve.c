/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/resolve.h"
#include "resolve/budget.h"
#include "resolve/chart.h"
#include "resolve/goals.h"
#include "resolve/method.h"
#include "resolve/prose.h"
#include "resolve/table.h"
#include <string.h>

/* ---- numbers and places of faults */

/* "Tabell 3. ..." */
static const steg_table *number_table(steg_resolve_context *context, const steg_table *table, const char *caption) {
  steg_table *copy = steg_arena_alloc(context->arena, sizeof *copy);
  if (!copy)
    return NULL;
  *copy = *table;
  copy->caption =
      steg_wording_fill(context, STEG_WORD_table_number, steg_wording_integer(context, (int64_t)++context->table_count),
                        caption ? caption : table->caption);
  return copy->caption ? copy : NULL;
}

/* A script's fault gets the file and line that it stands on. */
static int at_line(const steg_resolve_context *context, const steg_block *block, steg_error *err) {
  if (err && err->kind == STEG_ERROR_SCRIPT && context->document->script &&
      !strstr(err->text, context->document->script))
    steg_error_prefix(err, "%s:%u", context->document->script, block->line);
  return -1;
}

static const steg_result *block_result(const steg_resolve_context *context, const steg_block *block) {
  return block->request < context->document->request_count ? context->document->requests[block->request].result : NULL;
}

/* ---- the kinds of blocks */

static int resolve_blocks(steg_resolve_context *context, steg_block *blocks, size_t count, steg_error *err);

static bool all_omitted(const steg_block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!blocks[i].omitted)
      return false;
  return true;
}

static int fill(const steg_resolve_context *context, steg_block *block, steg_prose_form form, steg_error *err) {
  return steg_prose_fill(context, &block->prose, form, block->line, &block->text, err);
}

static int resolve_text(steg_resolve_context *context, steg_block *block, steg_error *err) {
  if (fill(context, block, STEG_PROSE_MARKDOWN, err) < 0)
    return -1;
  block->omitted = !block->text;
  return 0;
}

static int resolve_section(steg_resolve_context *context, steg_block *block, steg_error *err) {
  if (fill(context, block, STEG_PROSE_PLAIN, err) < 0 ||
      resolve_blocks(context, block->children, block->child_count, err) < 0)
    return -1;
  block->omitted = all_omitted(block->children, block->child_count);
  return 0;
}

static int resolve_group(steg_resolve_context *context, steg_block *block, steg_error *err) {
  if (resolve_blocks(context, block->children, block->child_count, err) < 0)
    return -1;
  block->omitted = all_omitted(block->children, block->child_count);
  return 0;
}

/* The figure of a key figure: its share large and its counts small beside it. */
static int resolve_key_figure(steg_resolve_context *context, steg_block *block, steg_error *err) {
  if (fill(context, block, STEG_PROSE_PLAIN, err) < 0)
    return -1;
  const steg_place *place = block->prose.place_count ? &block->prose.places[0] : NULL;
  const steg_figure *figure = place ? steg_lookup_figure(context->document, &place->selector) : NULL;
  const char *field = place ? steg_lookup_field(context->document, &place->selector) : "";
  bool share = steg_lookup_is_number(figure) && figure->unit == STEG_UNIT_SHARE && figure->base > 0;
  if (!figure) {
    block->figure_text = STEG_SIGN_MISSING;
  } else if (share && figure->base >= STEG_SMALL_BASE) {
    block->figure_text = steg_wording_percent(context, figure->count, figure->base);
    block->figure_detail = steg_wording_of(context, figure->count, figure->base);
  } else {
    block->figure_text = steg_wording_prose(context, field, figure);
    if (!share && steg_lookup_is_number(figure) && figure->unit == STEG_UNIT_COUNT && figure->base > figure->count)
      block->figure_detail =
          steg_wording_fill(context, STEG_WORD_out_of, steg_wording_integer(context, figure->base), NULL);
  }
  return 0;
}

static int resolve_table(steg_resolve_context *context, steg_block *block, steg_error *err) {
  const steg_result *result = block_result(context, block);
  const char *caption = NULL;
  if (!result) {
    block->omitted = true;
    return 0;
  }
  const steg_table_job job = {.context = context, .result = result, .block = block};
  if (steg_prose_fill(context, &block->prose, STEG_PROSE_PLAIN, block->line, &caption, err) < 0 ||
      steg_table_make(&job, block->table_kind, &block->table, err) < 0)
    return at_line(context, block, err);
  block->omitted = block->table->row_count == 0;
  if (!block->omitted)
    block->table = number_table(context, block->table, caption);
  return block->table ? 0 : steg_error_memory(err);
}

static int resolve_chart(steg_resolve_context *context, steg_block *block, steg_error *err) {
  const steg_result *result = block_result(context, block);
  const char *title = NULL;
  if (!result) {
    block->omitted = true;
    return 0;
  }
  size_t before = context->chart_count;
  if (steg_prose_fill(context, &block->prose, STEG_PROSE_PLAIN, block->line, &title, err) < 0 ||
      steg_chart_make(context, block, result, title, &block->chart, err) < 0)
    return at_line(context, block, err);
  if (block->chart->row_count == 0) { /* nothing can be drawn: the sentence that says so stands where the chart would */
    context->chart_count = before;
    block->text = steg_wording_sentences(context, steg_wording_escape(context, block->chart->title),
                                         steg_wording_get(context, STEG_WORD_chart_empty));
    block->chart = NULL;
  }
  return 0;
}

static const steg_initiative *find_initiative(const steg_document *document, const char *id) {
  for (size_t i = 0; id && i < document->initiative_count; i++)
    if (!strcmp(document->initiatives[i].id, id))
      return &document->initiatives[i];
  return NULL;
}

static int resolve_goals(steg_resolve_context *context, steg_block *block, steg_error *err) {
  const steg_initiative *initiative = find_initiative(context->document, block->initiative);
  if (!initiative) {
    block->omitted = true;
    return 0;
  }
  const steg_table *table = steg_goals_table(context, initiative);
  if (!table)
    return steg_error_memory(err);
  if (table->row_count == 0)
    block->text = table->note;
  else
    block->table = number_table(context, table, NULL);
  return block->table || block->text ? 0 : steg_error_memory(err);
}

static int resolve_budget(steg_resolve_context *context, steg_block *block, steg_error *err) {
  const steg_initiative *initiative = find_initiative(context->document, block->initiative);
  const steg_table *table = NULL;
  if (!initiative) {
    block->omitted = true;
    return 0;
  }
  if (steg_budget_table(context, initiative, block->year, &table, &block->text) < 0)
    return steg_error_memory(err);
  if (!table)
    return 0;
  block->table = number_table(context, table, NULL);
  return block->table ? 0 : steg_error_memory(err);
}

/* Measured: somebody in the cohort has an answer; of events: something happened, if only to the initiative. A hidden number is
 * never nought. */
static bool is_measured(const steg_result *result) {
  if (result && result->measure && result->measure->kind == STEG_MEASURE_EVENTS)
    return steg_table_occurs(result, "count");
  return result && (steg_lookup_is_hidden(&result->measured) ||
                    (steg_lookup_is_number(&result->measured) && result->measured.count > 0));
}

static int resolve_when(steg_resolve_context *context, steg_block *block, steg_error *err) {
  bool taken = is_measured(block_result(context, block));
  for (size_t i = 0; i < block->child_count; i++)
    block->children[i].omitted = !taken;
  for (size_t i = 0; i < block->otherwise_count; i++)
    block->otherwise[i].omitted = taken;
  steg_block *blocks = taken ? block->children : block->otherwise;
  size_t count = taken ? block->child_count : block->otherwise_count;
  if (resolve_blocks(context, blocks, count, err) < 0)
    return -1;
  block->omitted = all_omitted(blocks, count);
  return 0;
}

static int nothing_to_settle(steg_resolve_context *context, steg_block *block, steg_error *err) {
  (void)context;
  (void)block;
  (void)err;
  return 0;
}

static const struct {
  steg_block_kind kind;
  int (*resolve)(steg_resolve_context *context, steg_block *block, steg_error *err);
} rows[] = {
    {STEG_BLOCK_SECTION, resolve_section},
    {STEG_BLOCK_TEXT, resolve_text},
    {STEG_BLOCK_LIST, resolve_group},
    {STEG_BLOCK_KEY_FIGURES, resolve_group},
    {STEG_BLOCK_KEY_FIGURE, resolve_key_figure},
    {STEG_BLOCK_TABLE, resolve_table},
    {STEG_BLOCK_CHART, resolve_chart},
    {STEG_BLOCK_GOALS, resolve_goals},
    {STEG_BLOCK_BUDGET, resolve_budget},
    {STEG_BLOCK_CALLOUT, resolve_text},
    {STEG_BLOCK_NOTE, resolve_text},
    {STEG_BLOCK_METHOD, nothing_to_settle}, /* needs every table: filled last */
    {STEG_BLOCK_PAGE_BREAK, nothing_to_settle},
    {STEG_BLOCK_WHEN, resolve_when},
};

static int resolve_blocks(steg_resolve_context *context, steg_block *blocks, size_t count, steg_error *err) {
  for (size_t i = 0; i < count; i++) {
    size_t row = 0;
    while (row < sizeof rows / sizeof rows[0] && rows[row].kind != blocks[i].kind)
      row++;
    if (row == sizeof rows / sizeof rows[0])
      return steg_error_set(err, STEG_ERROR_SCRIPT, "a block of an unknown kind");
    if (rows[row].resolve(context, &blocks[i], err) < 0)
      return -1;
  }
  return 0;
}

/* The method blocks, once everything else stands. */
static int resolve_methods(steg_resolve_context *context, steg_block *blocks, size_t count, steg_error *err) {
  for (size_t i = 0; i < count; i++) {
    steg_block *block = &blocks[i];
    if (block->omitted)
      continue;
    if (block->kind == STEG_BLOCK_METHOD) {
      const steg_table *sources = steg_method_sources(context);
      block->text = steg_method_text(context);
      if (!sources || !block->text)
        return steg_error_memory(err);
      if (sources->row_count > 0 && !(block->table = number_table(context, sources, NULL)))
        return steg_error_memory(err);
    }
    if (resolve_methods(context, block->children, block->child_count, err) < 0 ||
        resolve_methods(context, block->otherwise, block->otherwise_count, err) < 0)
      return -1;
  }
  return 0;
}

int steg_resolve_document(steg_document *document, steg_arena *arena, steg_error *err) {
  steg_error local;
  if (!err)
    err = &local;
  *err = (steg_error){0};
  steg_resolve_context context = {.document = document, .arena = arena, .lang = document->lang};
  if (steg_prose_fill(&context, &document->title, STEG_PROSE_PLAIN, 0, &document->title_text, err) < 0 ||
      steg_prose_fill(&context, &document->receiver, STEG_PROSE_PLAIN, 0, &document->receiver_text, err) < 0 ||
      resolve_blocks(&context, document->blocks, document->block_count, err) < 0 ||
      resolve_methods(&context, document->blocks, document->block_count, err) < 0)
    return -1;
  return steg_arena_failed(arena) ? steg_error_memory(err) : 0;
}
