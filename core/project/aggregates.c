/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/aggregates.h"

#include "base/collate.h"
#include "instrument/layout.h"
#include "instrument/model.h"
#include "instrument/sheet.h"
#include "store/participation.h"
#include "store/response.h"
#include <stdlib.h>
#include <string.h>

typedef struct gathering {
  const steg_instrument *instrument;
  const steg_layout *layout;
  steg_arena *arena;
  steg_aggregate *rows;
  size_t count, capacity;
} gathering;

static int grow(gathering *all) {
  if (all->count < all->capacity)
    return 0;
  size_t capacity = all->capacity ? all->capacity * 2 : 256;
  steg_aggregate *rows = steg_arena_array(all->arena, capacity, sizeof *rows);
  if (!rows)
    return -1;
  if (all->count)
    memcpy(rows, all->rows, all->count * sizeof *rows);
  all->rows = rows;
  all->capacity = capacity;
  return 0;
}

static int keep(gathering *all, const char *initiative, const steg_response *response) {
  uint32_t items = all->instrument->items.count;
  int32_t *codes = steg_arena_array(all->arena, items, sizeof *codes);
  double *numbers = steg_arena_array(all->arena, items, sizeof *numbers);
  const char **texts = steg_arena_array(all->arena, items, sizeof *texts);
  if (!codes || !numbers || !texts || grow(all))
    return -1;
  for (uint32_t i = 0; i < items; i++) {
    uint32_t slot = all->layout->first_slot[i];
    codes[i] = response->slots[slot];
    numbers[i] = response->numbers[slot];
    texts[i] = response->texts[slot] ? steg_arena_text(all->arena, response->texts[slot]) : NULL;
  }
  all->rows[all->count++] = (steg_aggregate){.initiative = initiative,
                                             .period = {response->first, response->date},
                                             .role = response->role,
                                             .codes = codes,
                                             .numbers = numbers,
                                             .texts = texts};
  return steg_arena_failed(all->arena) ? -1 : 0;
}

static bool lies_within(const steg_response *response, steg_period period) {
  return (period.first == STEG_DATE_NONE || response->first >= period.first) &&
         (period.last == STEG_DATE_NONE || response->date <= period.last);
}

static int read_initiative(steg_store *store, const steg_registry_entry *entry, const char *initiative,
                           steg_period period, gathering *all, steg_error *err) {
  steg_response_cursor *cursor = NULL;
  steg_response response;
  int row = 0;
  int32_t number = steg_participation_initiative(store, initiative, err);
  if (number <= 0)
    return number;
  if (steg_response_open(store, entry, number, number, &cursor, err) < 0)
    return -1;
  while ((row = steg_response_next(cursor, &response, err)) == 1)
    if (lies_within(&response, period) && keep(all, initiative, &response)) {
      row = steg_error_memory(err);
      break;
    }
  steg_response_close(cursor);
  return row;
}

/* By what a reader sees; the store's own order is that of a hash. */
static int compare(const void *a, const void *b, void *context) {
  const steg_instrument *instrument = context;
  const steg_aggregate *x = a, *y = b;
  const int32_t heads[][2] = {{x->period.first, y->period.first}, {y->period.last, x->period.last}, {x->role, y->role}};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (heads[i][0] != heads[i][1])
      return heads[i][0] < heads[i][1] ? -1 : 1;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    if (steg_model_is_value(&instrument->items.rows[i]))
      continue;
    const char *left = x->texts[i] ? x->texts[i] : "", *right = y->texts[i] ? y->texts[i] : "";
    int order = steg_collate_compare(left, right);
    if (order)
      return order;
    if (x->codes[i] != y->codes[i])
      return x->codes[i] < y->codes[i] ? -1 : 1;
  }
  return 0;
}

int steg_aggregates_read(steg_store *store, const steg_registry_entry *entry, const char *const *initiatives,
                         size_t initiative_count, steg_period period, steg_arena *arena,
                         steg_aggregates *ret_aggregates, steg_error *err) {
  const steg_instrument *instrument = entry->instrument;
  gathering all = {.instrument = instrument, .layout = entry->layout, .arena = arena};
  steg_aggregates made = {.entry = entry};
  steg_sums *sums = steg_sums_new(instrument, arena);
  if (!sums)
    return steg_error_memory(err);
  for (size_t i = 0; i < initiative_count; i++) {
    size_t first = all.count;
    if (read_initiative(store, entry, initiatives[i], period, &all, err) < 0)
      return -1;
    if (all.count > first)
      qsort_r(all.rows + first, all.count - first, sizeof *all.rows, compare, (void *)(uintptr_t)instrument);
    for (size_t k = first; k < all.count; k++)
      if (steg_sums_add(sums, &(steg_sums_row){.initiative = (int32_t)i,
                                               .role = all.rows[k].role,
                                               .first = all.rows[k].period.first,
                                               .last = all.rows[k].period.last,
                                               .codes = all.rows[k].codes,
                                               .numbers = all.rows[k].numbers,
                                               .texts = all.rows[k].texts}))
        return steg_error_memory(err);
  }
  if (steg_sums_run(sums, &made.figures, &made.figure_count))
    return steg_error_memory(err);
  made.rows = all.rows;
  made.count = all.count;
  *ret_aggregates = made;
  return 0;
}

const char *steg_aggregates_text(const steg_instrument *instrument, const steg_aggregate *row, uint32_t item,
                                 steg_lang lang, steg_arena *arena) {
  const steg_item *what = &instrument->items.rows[item];
  const steg_scale *scale = steg_model_item_scale(instrument, what);
  if (what->type == STEG_ITEM_TEXT)
    return row->texts[item];
  if (row->codes[item] == STEG_SLOT_NONE)
    return NULL;
  if (what->type == STEG_ITEM_FLAG)
    return steg_sheet_flag(lang, row->codes[item] != 0);
  if (what->type == STEG_ITEM_DATE) {
    steg_buffer out;
    steg_buffer_init(&out, 64);
    steg_date_write_iso(&out, row->codes[item]);
    const char *text = steg_arena_text(arena, out.bytes);
    steg_buffer_release(&out);
    return text;
  }
  int32_t level = scale ? steg_model_level_of_value(scale, row->codes[item]) : -1;
  return level < 0 ? steg_arena_printf(arena, "%d", (int)row->codes[item])
                   : steg_text_pick(lang, scale->levels.rows[level].label_sv, scale->levels.rows[level].label_en);
}
