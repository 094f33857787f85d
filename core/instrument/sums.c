/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/sums.h"

#include "instrument/layout.h"
#include "instrument/model.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct kept {
  int32_t initiative, role;
  steg_date first, last;
  int32_t *codes; /* by item; texts as numbers */
  double *numbers;
  bool alone; /* a total with nothing under it */
} kept;

typedef struct word {
  const char *folded;
  struct word *next;
  int32_t number;
} word;

enum { BUCKETS = 1024, ROWS_FIRST = 256 };

struct steg_sums {
  const steg_instrument *instrument;
  steg_arena *arena;
  kept *rows;
  size_t count, capacity;
  word *words[BUCKETS];
  int32_t word_count;
  steg_sums_figure *figures;
  size_t figure_count, figure_capacity;
};

steg_sums *steg_sums_new(const steg_instrument *instrument, steg_arena *arena) {
  steg_sums *sums = steg_arena_alloc(arena, sizeof *sums);
  if (sums)
    *sums = (steg_sums){.instrument = instrument, .arena = arena};
  return sums;
}

/* Room for one more in an array of the arena. */
static void *grown(steg_arena *arena, void *rows, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity)
    return rows;
  size_t wanted = *capacity ? *capacity * 2 : ROWS_FIRST;
  void *larger = steg_arena_array(arena, wanted, size);
  if (!larger)
    return NULL;
  if (count)
    memcpy(larger, rows, count * size);
  *capacity = wanted;
  return larger;
}

/* A category by number: texts that read the same have the same. -1 when memory is out. */
static int32_t number_of(steg_sums *sums, const char *text) {
  const char *folded = steg_text_fold(sums->arena, text, strlen(text));
  if (!folded)
    return -1;
  uint32_t hash = 2166136261u;
  for (const char *at = folded; *at; at++)
    hash = (hash ^ (unsigned char)*at) * 16777619u;
  word **bucket = &sums->words[hash % BUCKETS];
  for (word *at = *bucket; at; at = at->next)
    if (!strcmp(at->folded, folded))
      return at->number;
  word *made = steg_arena_alloc(sums->arena, sizeof *made);
  if (!made)
    return -1;
  *made = (word){folded, *bucket, sums->word_count++};
  *bucket = made;
  return made->number;
}

int steg_sums_add(steg_sums *sums, const steg_sums_row *row) {
  uint32_t items = sums->instrument->items.count;
  kept *rows = grown(sums->arena, sums->rows, sums->count, &sums->capacity, sizeof *rows);
  if (!rows)
    return -1;
  sums->rows = rows;
  kept *made = &rows[sums->count];
  *made = (kept){.initiative = row->initiative, .role = row->role, .first = row->first, .last = row->last};
  made->codes = steg_arena_array(sums->arena, items, sizeof *made->codes);
  made->numbers = steg_arena_array(sums->arena, items, sizeof *made->numbers);
  if (!made->codes || !made->numbers)
    return -1;
  for (uint32_t i = 0; i < items; i++) {
    made->numbers[i] = row->numbers[i];
    made->codes[i] = row->codes[i];
    if (sums->instrument->items.rows[i].type == STEG_ITEM_TEXT)
      made->codes[i] = row->texts[i] ? number_of(sums, row->texts[i]) : STEG_SLOT_NONE;
    if (made->codes[i] == -1 && sums->instrument->items.rows[i].type == STEG_ITEM_TEXT)
      return -1;
  }
  sums->count++;
  return 0;
}

static bool is_dimension(const steg_sums *sums, uint32_t item) {
  return !steg_model_is_value(&sums->instrument->items.rows[item]);
}

/* ---- totals */

/* Whether `part` lies under `total`: within its period, and of its dimensions where it says any. */
static bool is_under(const steg_sums *sums, const kept *part, const kept *total) {
  if (part->initiative != total->initiative || part->first < total->first || part->last > total->last)
    return false;
  for (uint32_t i = 0; i < sums->instrument->items.count; i++)
    if (is_dimension(sums, i) && total->codes[i] != STEG_SLOT_NONE && total->codes[i] != part->codes[i])
      return false;
  return true;
}

static int add_figure(steg_sums *sums, steg_sums_figure figure, double tolerance) {
  steg_sums_figure *figures =
      grown(sums->arena, sums->figures, sums->figure_count, &sums->figure_capacity, sizeof *figures);
  if (!figures)
    return -1;
  figure.differs = figure.parts && fabs(figure.stated - figure.computed) > tolerance;
  sums->figures = figures;
  figures[sums->figure_count++] = figure;
  return 0;
}

static const double half_an_ore = 0.005;

static int total_of_item(steg_sums *sums, uint32_t which, const steg_sum *sum, uint32_t item) {
  int32_t part = steg_model_role_index(sums->instrument, sum->part);
  int32_t total = steg_model_role_index(sums->instrument, sum->total);
  for (size_t i = 0; i < sums->count; i++) {
    kept *row = &sums->rows[i];
    row->alone = row->role == total && !isnan(row->numbers[item]);
    for (size_t k = 0; row->alone && k < sums->count; k++)
      row->alone =
          sums->rows[k].role != part || isnan(sums->rows[k].numbers[item]) || !is_under(sums, &sums->rows[k], row);
  }
  for (size_t i = 0; i < sums->count; i++) {
    const kept *row = &sums->rows[i];
    if (row->role != total || isnan(row->numbers[item]))
      continue;
    steg_sums_figure figure = {.row = i, .sum = which, .item = item, .stated = row->numbers[item]};
    for (size_t k = 0; k < sums->count; k++) {
      const kept *other = &sums->rows[k];
      bool counts = other->role == part || (other->alone && k != i && !is_under(sums, row, other));
      if (!counts || isnan(other->numbers[item]) || !is_under(sums, other, row))
        continue;
      figure.computed += other->numbers[item];
      figure.parts++;
    }
    if (add_figure(sums, figure, half_an_ore))
      return -1;
  }
  return 0;
}

static int totals(steg_sums *sums, uint32_t which, const steg_sum *sum) {
  size_t size = 0;
  for (const char *cursor = sum->items, *name; (name = steg_model_next_word(&cursor, ' ', &size));) {
    const char *id = steg_arena_text_n(sums->arena, name, size);
    int32_t item = steg_model_item_index(sums->instrument, id);
    if (item < 0 || total_of_item(sums, which, sum, (uint32_t)item))
      return -1;
  }
  return 0;
}

/* ---- bases and shares */

typedef struct grouping {
  const steg_sums *sums;
  bool *apart; /* by item: a dimension that tells groups apart */
} grouping;

static int compare_groups(const void *a, const void *b, void *context) {
  const grouping *by = context;
  const kept *x = &by->sums->rows[*(const size_t *)a], *y = &by->sums->rows[*(const size_t *)b];
  const int32_t heads[][2] = {
      {x->initiative, y->initiative}, {x->first, y->first}, {x->last, y->last}, {x->role, y->role}};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (heads[i][0] != heads[i][1])
      return heads[i][0] < heads[i][1] ? -1 : 1;
  for (uint32_t i = 0; i < by->sums->instrument->items.count; i++)
    if (by->apart[i] && x->codes[i] != y->codes[i])
      return x->codes[i] < y->codes[i] ? -1 : 1;
  return 0;
}

static int compare_rows(const void *a, const void *b, void *context) {
  int order = compare_groups(a, b, context);
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return order ? order : (x > y) - (x < y);
}

/* Row numbers in the order of their groups. */
static size_t *sorted(steg_sums *sums, grouping *by) {
  size_t *order = steg_arena_array(sums->arena, sums->count + 1, sizeof *order);
  for (size_t i = 0; order && i < sums->count; i++)
    order[i] = i;
  if (order)
    qsort_r(order, sums->count, sizeof *order, compare_rows, by);
  return order;
}

/* Half a unit of the last decimal (at most two) that a percentage is written with. */
static double half_a_unit(double stated) {
  double unit = 1;
  for (int decimals = 0; decimals < 2 && fabs(stated / unit - round(stated / unit)) > 1e-7; decimals++)
    unit /= 10;
  return unit / 2 + 1e-9;
}

static int group(steg_sums *sums, uint32_t which, const steg_sum *sum, const size_t *rows, size_t count) {
  int32_t item = steg_model_item_index(sums->instrument, sum->items);
  int32_t stated = steg_model_item_index(sums->instrument, sum->stated);
  int32_t base = steg_model_item_index(sums->instrument, sum->base);
  if (item < 0 || stated < 0)
    return -1;
  double added = 0;
  size_t parts = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(sums->rows[rows[i]].numbers[item])) {
      added += sums->rows[rows[i]].numbers[item];
      parts++;
    }
  for (size_t i = 0; i < count; i++) {
    const kept *row = &sums->rows[rows[i]];
    steg_sums_figure figure = {.row = rows[i],
                               .sum = which,
                               .item = (uint32_t)stated,
                               .stated = row->numbers[stated],
                               .computed = added,
                               .parts = parts};
    double tolerance = half_an_ore;
    if (isnan(figure.stated))
      continue;
    if (sum->kind == STEG_SUM_SHARE) {
      double whole = base >= 0 && !isnan(row->numbers[base]) ? row->numbers[base] : added;
      bool known = whole > 0 && !isnan(row->numbers[item]);
      figure.computed = known ? 100 * row->numbers[item] / whole : 0;
      figure.parts = known ? parts : 0;
      tolerance = half_a_unit(figure.stated);
    }
    if (add_figure(sums, figure, tolerance))
      return -1;
  }
  return 0;
}

static int grouped(steg_sums *sums, uint32_t which, const steg_sum *sum) {
  uint32_t items = sums->instrument->items.count;
  grouping by = {.sums = sums, .apart = steg_arena_array(sums->arena, items, sizeof *by.apart)};
  if (!by.apart)
    return -1;
  for (uint32_t i = 0; i < items; i++)
    by.apart[i] = is_dimension(sums, i) && !steg_text_in_list(sum->over, ' ', sums->instrument->items.rows[i].id);
  size_t *order = sorted(sums, &by);
  if (!order)
    return -1;
  for (size_t first = 0, end; first < sums->count; first = end) {
    for (end = first + 1; end < sums->count && !compare_groups(&order[first], &order[end], &by);)
      end++;
    if (group(sums, which, sum, order + first, end - first))
      return -1;
  }
  return 0;
}

static int compare_figures(const void *a, const void *b) {
  const steg_sums_figure *x = a, *y = b;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  if (x->sum != y->sum)
    return x->sum < y->sum ? -1 : 1;
  return (x->item > y->item) - (x->item < y->item);
}

int steg_sums_run(steg_sums *sums, const steg_sums_figure **ret_figures, size_t *ret_count) {
  sums->figure_count = 0;
  for (uint32_t i = 0; i < sums->instrument->sums.count; i++) {
    const steg_sum *sum = &sums->instrument->sums.rows[i];
    if (sum->kind == STEG_SUM_TOTAL ? totals(sums, i, sum) : grouped(sums, i, sum))
      return -1;
  }
  if (sums->figure_count)
    qsort(sums->figures, sums->figure_count, sizeof *sums->figures, compare_figures);
  *ret_figures = sums->figures;
  *ret_count = sums->figure_count;
  return 0;
}

/* ---- counted twice */

typedef struct overlaps {
  steg_sums_overlap *rows;
  size_t count, capacity;
} overlaps;

/* Rows of one thing in the order of their first day, the longer one first: a row lies within an earlier one or within none. */
static int within(steg_sums *sums, const size_t *rows, size_t count, overlaps *found) {
  for (size_t i = 1; i < count; i++)
    for (size_t k = 0; k < i; k++) {
      const kept *outer = &sums->rows[rows[k]], *inner = &sums->rows[rows[i]];
      bool inside = outer->first <= inner->first && inner->last <= outer->last;
      if (!inside)
        continue;
      steg_sums_overlap *more = grown(sums->arena, found->rows, found->count, &found->capacity, sizeof *more);
      if (!more)
        return -1;
      found->rows = more;
      more[found->count++] = (steg_sums_overlap){rows[k], rows[i]};
      break; /* once is enough to tell */
    }
  return 0;
}

static int compare_things(const void *a, const void *b, void *context) {
  const steg_sums *sums = context;
  const kept *x = &sums->rows[*(const size_t *)a], *y = &sums->rows[*(const size_t *)b];
  if (x->initiative != y->initiative)
    return x->initiative < y->initiative ? -1 : 1;
  if (x->role != y->role)
    return x->role < y->role ? -1 : 1;
  for (uint32_t i = 0; i < sums->instrument->items.count; i++)
    if (is_dimension(sums, i) && x->codes[i] != y->codes[i])
      return x->codes[i] < y->codes[i] ? -1 : 1;
  return 0;
}

static int compare_in_time(const void *a, const void *b, void *context) {
  const steg_sums *sums = context;
  int order = compare_things(a, b, context);
  const kept *x = &sums->rows[*(const size_t *)a], *y = &sums->rows[*(const size_t *)b];
  if (order)
    return order;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  if (x->last != y->last)
    return x->last > y->last ? -1 : 1;
  size_t left = *(const size_t *)a, right = *(const size_t *)b;
  return (left > right) - (left < right);
}

int steg_sums_overlaps(steg_sums *sums, const steg_sums_overlap **ret_overlaps, size_t *ret_count) {
  const steg_sum *total = steg_model_total(sums->instrument);
  int32_t part = total ? steg_model_role_index(sums->instrument, total->part) : -1;
  overlaps found = {0};
  size_t *order = steg_arena_array(sums->arena, sums->count + 1, sizeof *order), count = 0;
  if (!order)
    return -1;
  for (size_t i = 0; i < sums->count; i++)
    if (total && sums->rows[i].role == part)
      order[count++] = i;
  qsort_r(order, count, sizeof *order, compare_in_time, sums);
  for (size_t first = 0, end; first < count; first = end) {
    for (end = first + 1; end < count && !compare_things(&order[first], &order[end], sums);)
      end++;
    if (within(sums, order + first, end - first, &found))
      return -1;
  }
  *ret_overlaps = found.rows;
  *ret_count = found.count;
  return 0;
}
