/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/breaks.h"

#include "base/collate.h"
#include "instrument/model.h"
#include <string.h>

static int grow(steg_evaluation *evaluation, steg_breaks *breaks) {
  if (breaks->count < breaks->room)
    return 0;
  size_t room = breaks->room ? 2 * breaks->room : 8;
  steg_break *rows = steg_arena_array(evaluation->arena, room, sizeof *rows);
  if (!rows)
    return -1;
  if (breaks->count)
    memcpy(rows, breaks->rows, breaks->count * sizeof *rows);
  breaks->rows = rows;
  breaks->room = room;
  return 0;
}

static steg_break *find(steg_evaluation *evaluation, steg_breaks *breaks, const char *item, const char *version,
                        const char *current) {
  for (size_t i = 0; i < breaks->count; i++)
    if (!strcmp(breaks->rows[i].item, item) && !strcmp(breaks->rows[i].from, version))
      return &breaks->rows[i];
  char *from = steg_arena_text(evaluation->arena, version); /* the readings may be gone before the result */
  if (!from || grow(evaluation, breaks) < 0)
    return NULL;
  breaks->rows[breaks->count] =
      (steg_break){.kind = STEG_BREAK_VERSION, .item = item, .from = from, .to = current, .last = STEG_DATE_NONE};
  return &breaks->rows[breaks->count++];
}

void steg_breaks_note(steg_evaluation *evaluation, steg_breaks *breaks, const steg_readings *answers, int32_t row,
                      int32_t item, steg_breaks_fate fate) {
  steg_crossing_kind kind = steg_readings_kind(answers, row, item);
  if (kind != STEG_CROSSING_RECODED && kind != STEG_CROSSING_BROKEN)
    return;
  const steg_instrument *instrument = answers->entry->instrument;
  steg_break *found = find(evaluation, breaks, instrument->items.rows[item].id, steg_readings_version(answers, row),
                           instrument->version);
  if (!found) {
    breaks->failed = true;
    return;
  }
  found->recoded = found->recoded || kind == STEG_CROSSING_RECODED;
  found->left_out += fate == STEG_BREAKS_LEFT_OUT;
  breaks->left_out += fate == STEG_BREAKS_LEFT_OUT;
  steg_date date = answers->dates[row];
  if (date != STEG_DATE_NONE && (found->last == STEG_DATE_NONE || date > found->last))
    found->last = date;
}

/* ---- into the result */

static int add(steg_evaluation *evaluation, const steg_break *rows, size_t count, steg_result *result) {
  if (count == 0)
    return 0;
  size_t used = result->how.break_count;
  steg_break *longer = steg_arena_array(evaluation->arena, used + count, sizeof *longer);
  if (!longer)
    return -1;
  if (used)
    memcpy(longer, result->how.breaks, used * sizeof *longer);
  memcpy(longer + used, rows, count * sizeof *longer);
  result->how.breaks = longer;
  result->how.break_count = used + count;
  return 0;
}

/* In the instrument's order of items, and the versions of one item in theirs: no output may hang on the order of people. */
static void sort(const steg_instrument *instrument, steg_break *rows, size_t count) {
  for (size_t i = 1; i < count; i++)
    for (size_t j = i; j > 0; j--) {
      int32_t a = steg_model_item_index(instrument, rows[j - 1].item),
              b = steg_model_item_index(instrument, rows[j].item);
      if (a < b || (a == b && steg_crosswalk_compare(rows[j - 1].from, rows[j].from) <= 0))
        break;
      steg_break moved = rows[j];
      rows[j] = rows[j - 1];
      rows[j - 1] = moved;
    }
}

static int tell_wording(steg_evaluation *evaluation, const steg_scope *scope, steg_result *result) {
  const steg_registry_entry *entry = scope->entry;
  if (!entry->reworded)
    return 0;
  const char **ids = steg_arena_array(evaluation->arena, entry->instrument->items.count, sizeof *ids);
  if (!ids)
    return -1;
  size_t count = 0;
  for (uint32_t i = 0; i < entry->instrument->items.count; i++) {
    bool met = false;
    for (size_t l = 0; entry->reworded[i] && l < result->line_count && !met; l++)
      met = result->lines[l].item == (int32_t)i;
    if (met)
      ids[count++] = entry->instrument->items.rows[i].id;
  }
  result->how.reworded = ids;
  result->how.reworded_count = count;
  return 0;
}

int steg_breaks_tell(steg_evaluation *evaluation, const steg_scope *scope, steg_breaks *breaks, steg_result *result,
                     steg_error *err) {
  if (breaks->failed)
    return steg_error_memory(err);
  sort(scope->entry->instrument, breaks->rows, breaks->count);
  if (add(evaluation, breaks->rows, breaks->count, result) < 0 || tell_wording(evaluation, scope, result) < 0)
    return steg_error_memory(err);
  return steg_scope_exclude(evaluation, result, "version_break", breaks->left_out, err);
}

/* ---- source systems */

enum { SOURCES_MAX = 16 };

typedef struct source_span {
  const char *name;
  steg_date first, last; /* starts */
} source_span;

static bool earlier(const source_span *a, const source_span *b) {
  if (a->first != b->first)
    return a->first < b->first;
  return steg_collate_compare(a->name, b->name) < 0;
}

int steg_breaks_sources(steg_evaluation *evaluation, const steg_members *members, steg_result *result,
                        steg_error *err) {
  source_span spans[SOURCES_MAX];
  size_t count = 0;
  for (size_t i = 0; i < members->count; i++) {
    const steg_attributes *attributes = &members->rows[i].participation->attributes;
    if (!attributes->source || !*attributes->source || attributes->start == STEG_DATE_NONE)
      continue;
    size_t at = 0;
    while (at < count && strcmp(spans[at].name, attributes->source) != 0)
      at++;
    if (at == SOURCES_MAX)
      continue;
    if (at == count)
      spans[count++] = (source_span){attributes->source, attributes->start, attributes->start};
    spans[at].first = attributes->start < spans[at].first ? attributes->start : spans[at].first;
    spans[at].last = attributes->start > spans[at].last ? attributes->start : spans[at].last;
  }
  for (size_t i = 1; i < count; i++)
    for (size_t j = i; j > 0 && earlier(&spans[j], &spans[j - 1]); j--) {
      source_span moved = spans[j];
      spans[j] = spans[j - 1];
      spans[j - 1] = moved;
    }
  steg_break rows[SOURCES_MAX];
  for (size_t i = 1; i < count; i++)
    rows[i - 1] = (steg_break){.kind = STEG_BREAK_SOURCE,
                               .from = steg_arena_text(evaluation->arena, spans[i - 1].name),
                               .to = steg_arena_text(evaluation->arena, spans[i].name),
                               .last = spans[i - 1].last};
  if (add(evaluation, rows, count ? count - 1 : 0, result) < 0 || steg_arena_failed(evaluation->arena))
    return steg_error_memory(err);
  return 0;
}
