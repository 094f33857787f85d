/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/stated.h"

#include "base/number.h"
#include "instrument/sums.h"
#include <math.h>

/* A row of the harvest with its answers by item. */
static int add(steg_sums *sums, const steg_registry_entry *entry, const steg_harvest *harvest, size_t index,
               int32_t *codes, double *numbers, const char **texts) {
  const steg_row *row = &harvest->rows[index];
  for (uint32_t i = 0; i < entry->instrument->items.count; i++) {
    codes[i] = STEG_SLOT_NONE;
    numbers[i] = NAN;
    texts[i] = NULL;
  }
  for (uint32_t k = 0; k < harvest->column_count; k++) {
    const steg_slot *slot = &entry->layout->slots[harvest->columns[k]];
    int32_t value = harvest->slots[index * harvest->column_count + k];
    if (value == STEG_SLOT_NONE || slot->item == STEG_SLOT_NO_ITEM)
      continue;
    codes[slot->item] = value;
    if (slot->kind == STEG_SLOT_NUMBER)
      numbers[slot->item] = harvest->numbers[value];
    if (slot->kind == STEG_SLOT_TEXT)
      texts[slot->item] = harvest->texts[value];
  }
  return steg_sums_add(sums, &(steg_sums_row){.initiative = row->initiative,
                                              .role = row->role,
                                              .first = row->first,
                                              .last = row->date,
                                              .codes = codes,
                                              .numbers = numbers,
                                              .texts = texts});
}

static const char *text_of(double value, int decimals, steg_lang lang, steg_arena *arena) {
  steg_buffer text;
  steg_buffer_init(&text, 128);
  steg_number_write_real(&text, lang, value, decimals);
  const char *copy = steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return copy;
}

/* As few decimals as tell the number: 735 000, 92 600,5, 15,08. */
static int decimals_of(double value) {
  for (int decimals = 0; decimals < 2; decimals++)
    if (fabs(value * pow(10, decimals) - round(value * pow(10, decimals))) < 1e-6)
      return decimals;
  return 2;
}

static void report(const steg_registry_entry *entry, const steg_harvest *harvest, const uint32_t *column_of_item,
                   const steg_sums_figure *figure, steg_lang lang, steg_arena *arena, steg_findings_book *book) {
  steg_sum_kind kind = entry->instrument->sums.rows[figure->sum].kind;
  steg_finding_id id = kind == STEG_SUM_TOTAL  ? STEG_FINDING_SUM_TOTAL
                       : kind == STEG_SUM_BASE ? STEG_FINDING_SUM_BASE
                                               : STEG_FINDING_SUM_SHARE;
  int decimals = decimals_of(figure->stated);
  int computed = kind == STEG_SUM_SHARE ? (decimals < 2 ? decimals + 1 : 2) : decimals_of(figure->computed);
  bool alone = kind == STEG_SUM_TOTAL && !figure->parts;
  if (!alone && !figure->differs)
    return;
  steg_findings_add(book,
                    &(steg_findings_report){.id = alone ? STEG_FINDING_SUM_ALONE : id,
                                            .row = harvest->rows[figure->row].line,
                                            .column = column_of_item ? column_of_item[figure->item] : 0,
                                            .a = alone ? NULL : text_of(figure->stated, decimals, lang, arena),
                                            .b = alone ? NULL : text_of(figure->computed, computed, lang, arena)});
}

int steg_stated_check(const steg_registry_entry *entry, const steg_harvest *harvest, const uint32_t *column_of_item,
                      steg_lang lang, steg_arena *arena, steg_findings_book *book) {
  uint32_t items = entry->instrument->items.count;
  const steg_sums_figure *figures = NULL;
  const steg_sums_overlap *overlaps = NULL;
  size_t figure_count = 0, overlap_count = 0;
  if (!entry->instrument->sums.count)
    return 0;
  steg_sums *sums = steg_sums_new(entry->instrument, arena);
  int32_t *codes = steg_arena_array(arena, items, sizeof *codes);
  double *numbers = steg_arena_array(arena, items, sizeof *numbers);
  const char **texts = steg_arena_array(arena, items, sizeof *texts);
  if (!sums || !codes || !numbers || !texts)
    return -1;
  for (size_t i = 0; i < harvest->row_count; i++)
    if (add(sums, entry, harvest, i, codes, numbers, texts))
      return -1;
  if (steg_sums_run(sums, &figures, &figure_count) || steg_sums_overlaps(sums, &overlaps, &overlap_count))
    return -1;
  for (size_t i = 0; i < figure_count; i++) {
    /* One base stated on every row of its group is told once. */
    bool again = i > 0 && entry->instrument->sums.rows[figures[i].sum].kind == STEG_SUM_BASE && figures[i].differs &&
                 figures[i - 1].sum == figures[i].sum && figures[i - 1].stated == figures[i].stated &&
                 figures[i - 1].computed == figures[i].computed;
    if (!again)
      report(entry, harvest, column_of_item, &figures[i], lang, arena, book);
  }
  for (size_t i = 0; i < overlap_count; i++)
    steg_findings_add(book,
                      &(steg_findings_report){.id = STEG_FINDING_PERIOD_INSIDE,
                                              .row = harvest->rows[overlaps[i].outer].line,
                                              .a = steg_findings_line(book, harvest->rows[overlaps[i].inner].line)});
  return 0;
}
