/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/checker.h"

#include "base/text.h"
#include "instrument/checker_part.h"
#include "instrument/rows.h"
#include <string.h>

enum {
  MAX_ROWS = 5000,   /* of any table: far above a real form, far below a count read from the wrong place */
  MAX_SLOTS = 1500,  /* columns of the store's table: SQLite takes 2000 */
  MAX_MONTHS = 1200, /* of interval and retention */
  MAX_VERSION = 40
};

typedef struct table_view {
  const char *name;
  const void *rows;
  uint32_t count;
  uint32_t row_size;
  steg_row_kind kind;
} table_view;

#define VIEW(instrument, table, row_kind)                                                                              \
  { #table, (instrument)->table.rows, (instrument)->table.count, (instrument)->table.row_size, row_kind }

static const char rebuild[] =
    "rebuild the plugin against the installed stegvis/instrument.h, and fill tables with STEG_ROWS";

static bool table_sizes(steg_checker *checker, const char *place, const table_view *table, uint16_t minor) {
  uint32_t expected = steg_rows_size(minor, table->kind);
  if (!table->count)
    return true;
  if (!table->rows) {
    steg_checker_report(checker, "D_TABLE_NULL", STEG_SEVERITY_ERROR, place,
                        "fill the table with STEG_ROWS, or with STEG_NO_ROWS when it is empty",
                        "The table says that it has %u rows, but points nowhere.", table->count);
    return false;
  }
  if (table->row_size != expected) {
    steg_checker_report(checker, "D_ROW_SIZE", STEG_SEVERITY_ERROR, place, rebuild,
                        "A row is %u bytes, but the header of version %u.%u makes it %u: built against another header.",
                        table->row_size, STEG_ABI_MAJOR, minor, expected);
    return false;
  }
  if (table->count > MAX_ROWS) {
    steg_checker_report(checker, "D_TABLE_LONG", STEG_SEVERITY_ERROR, place, "divide the form, or mend the count",
                        "The table says that it has %u rows; at most %d are taken.", table->count, MAX_ROWS);
    return false;
  }
  return true;
}

/* Whether the rows behind the head may be looked at. */
static bool head(steg_checker *checker) {
  const steg_head *head = &checker->instrument->head;
  if (head->magic != STEG_ABI_MAGIC) {
    steg_checker_report(checker, "D_HEAD_MAGIC", STEG_SEVERITY_ERROR, "head", "begin the descriptor with STEG_HEAD",
                        "The descriptor begins with %08x instead of %08x: it is no instrument.", head->magic,
                        STEG_ABI_MAGIC);
  } else if (head->major != STEG_ABI_MAJOR) {
    steg_checker_report(checker, "D_HEAD_MAJOR", STEG_SEVERITY_ERROR, "head", rebuild,
                        "It was built against version %u of the plugin header; this program needs version %u.",
                        head->major, STEG_ABI_MAJOR);
  } else if (head->minor > STEG_ABI_MINOR) {
    steg_checker_report(checker, "D_HEAD_MINOR", STEG_SEVERITY_ERROR, "head",
                        "install the newer program, or rebuild the plugin against the installed stegvis/instrument.h",
                        "It was built against version %u.%u of the plugin header; this program knows %u.%u.",
                        head->major, head->minor, STEG_ABI_MAJOR, STEG_ABI_MINOR);
  } else if (head->size != steg_rows_size(head->minor, STEG_ROW_INSTRUMENT)) {
    steg_checker_report(checker, "D_HEAD_SIZE", STEG_SEVERITY_ERROR, "head", rebuild,
                        "The descriptor says it is %u bytes, but the header of version %u.%u makes it %u.", head->size,
                        head->major, head->minor, steg_rows_size(head->minor, STEG_ROW_INSTRUMENT));
  } else {
    return true;
  }
  return false;
}

static void nested_sizes(steg_checker *checker, uint16_t minor) {
  for (uint32_t i = 0; i < checker->instrument->scales.count; i++) {
    const steg_scale *scale = steg_rows_at(checker->instrument->scales.rows, i, checker->instrument->scales.row_size);
    table_view levels = VIEW(scale, levels, STEG_ROW_LEVEL);
    table_view groups = VIEW(scale, groups, STEG_ROW_GROUP);
    const char *inside = steg_checker_place(checker, NULL, "scales", i, scale->id);
    const char *places[] = {steg_arena_printf(checker->arena, "%s / levels", inside),
                            steg_arena_printf(checker->arena, "%s / groups", inside)};
    table_sizes(checker, places[0] ? places[0] : inside, &levels, minor);
    table_sizes(checker, places[1] ? places[1] : inside, &groups, minor);
  }
}

int steg_checker_sizes(const steg_instrument *instrument, steg_arena *arena, steg_defects *defects) {
  steg_checker checker = {instrument, arena, defects, false};
  if (!head(&checker))
    return checker.failed ? -1 : 0;

  const table_view tables[] = {
      VIEW(instrument, scales, STEG_ROW_SCALE),        VIEW(instrument, roles, STEG_ROW_ROLE),
      VIEW(instrument, items, STEG_ROW_ITEM),          VIEW(instrument, columns, STEG_ROW_COLUMN),
      VIEW(instrument, checks, STEG_ROW_CHECK),        VIEW(instrument, indexes, STEG_ROW_INDEX),
      VIEW(instrument, crosswalk, STEG_ROW_CROSSWALK),
  };
  bool scales_good = table_sizes(&checker, tables[0].name, &tables[0], instrument->head.minor);
  for (size_t i = 1; i < sizeof tables / sizeof tables[0]; i++)
    table_sizes(&checker, tables[i].name, &tables[i], instrument->head.minor);
  if (instrument->head.minor >= 1) { /* before that the descriptor ends in front of it */
    const table_view sums = VIEW(instrument, sums, STEG_ROW_SUM);
    table_sizes(&checker, sums.name, &sums, instrument->head.minor);
  }
  if (scales_good)
    nested_sizes(&checker, instrument->head.minor);
  return checker.failed ? -1 : 0;
}

static bool is_version(const char *version) {
  size_t size = strspn(version, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_");
  return size && !version[size] && size <= MAX_VERSION;
}

static void whole(steg_checker *checker) {
  const steg_instrument *instrument = checker->instrument;
  steg_checker_id(checker, "instrument", "id", instrument->id);
  if (steg_checker_required_text(checker, "instrument", "version", instrument->version) &&
      !is_version(instrument->version))
    steg_checker_report(checker, "D_VERSION", STEG_SEVERITY_ERROR, "instrument",
                        "use letters, digits, '.', '-' and '_', at most 40, such as \"2\" or \"2024-1\"",
                        "The version %s is not one that a batch can be marked with.",
                        steg_checker_quote(checker, instrument->version));
  steg_checker_texts(checker, "instrument", "title_sv", instrument->title_sv, "title_en", instrument->title_en);
  steg_checker_required_text(checker, "instrument", "owner", instrument->owner);
  steg_checker_required_text(checker, "instrument", "licence", instrument->licence);
  steg_checker_required_text(checker, "instrument", "source", instrument->source);
  steg_checker_required_text(checker, "instrument", "provenance", instrument->provenance);
  steg_checker_enum(checker, "instrument", "kind", instrument->kind, STEG_KIND_AGGREGATE);
  if (instrument->interval_months > MAX_MONTHS || instrument->retention_months > MAX_MONTHS)
    steg_checker_report(checker, "D_MONTHS", STEG_SEVERITY_ERROR, "instrument",
                        "give months, or 0 when nothing is said", "The interval or the retention is over %d months.",
                        MAX_MONTHS);
  if (!instrument->items.count)
    steg_checker_report(checker, "D_NO_ITEMS", STEG_SEVERITY_ERROR, "items", "add at least one item",
                        "The instrument has no item, so there is nothing to answer.");

  bool custom = false;
  for (uint32_t i = 0; i < instrument->indexes.count; i++)
    custom = custom || instrument->indexes.rows[i].kind == STEG_INDEX_CUSTOM;
  if (instrument->score && !custom)
    steg_checker_report(checker, "D_SCORE_UNUSED", STEG_SEVERITY_WARNING, "instrument",
                        "declare the index that it computes, or leave the callback out",
                        "There is a score callback, but no index of kind CUSTOM that would call it.");
}

static void slots(steg_checker *checker) {
  uint64_t count = 0;
  for (uint32_t i = 0; i < checker->instrument->items.count; i++) {
    const steg_item *item = &checker->instrument->items.rows[i];
    const steg_scale *scale = item->type == STEG_ITEM_MULTI ? steg_checker_scale_of(checker, item) : NULL;
    count += scale ? scale->levels.count : 1;
  }
  if (count > MAX_SLOTS)
    steg_checker_report(checker, "D_SLOTS", STEG_SEVERITY_ERROR, "items", "divide the form in two instruments",
                        "The answers take %llu columns in the store; at most %d are taken.", (unsigned long long)count,
                        MAX_SLOTS);
}

int steg_checker_run(const steg_instrument *instrument, steg_arena *arena, steg_defects *defects) {
  size_t before = defects->errors;
  if (steg_checker_sizes(instrument, arena, defects))
    return -1;
  if (defects->errors > before)
    return 0;
  /* Rows of an older minor are judged in the engine's own row size. */
  const steg_instrument *current =
      instrument->head.minor == STEG_ABI_MINOR ? instrument : steg_rows_copy(instrument, arena);
  if (!current)
    return -1;
  steg_checker checker = {current, arena, defects, false};
  whole(&checker);
  steg_checker_scales(&checker);
  steg_checker_roles(&checker);
  steg_checker_items(&checker);
  slots(&checker);
  steg_checker_columns(&checker);
  steg_checker_checks(&checker);
  steg_checker_indexes(&checker);
  steg_checker_crosswalk(&checker);
  steg_checker_sums(&checker);
  return checker.failed ? -1 : 0;
}
