/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/answers.h"

#include "store/conversion.h"
#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* ---- columns */

/* Columns of the table that this version of the instrument does not have. */
static int add_other_columns(sqlite3 *db, const steg_table *table, steg_arena *arena, steg_answers *answers,
                             size_t room, steg_error *err) {
  sqlite3_stmt *info = NULL;
  if (steg_connection_prepare(db, &info, err, "SELECT name FROM pragma_table_info(?, 'main') ORDER BY cid") < 0)
    return -1;
  sqlite3_bind_text(info, 1, table->name, -1, SQLITE_STATIC);
  int row;
  while ((row = steg_connection_step(db, info, err)) == 1) {
    const char *name = (const char *)sqlite3_column_text(info, 0);
    bool known = !name || strcmp(name, "_batch") == 0;
    for (int i = 0; i < table->column_count && !known; i++)
      known = strcmp(table->columns[i], name) == 0;
    if (known || (size_t)answers->column_count == room)
      continue;
    answers->columns[answers->column_count] = steg_arena_text(arena, name);
    if (!answers->columns[answers->column_count]) {
      row = steg_error_memory(err);
      break;
    }
    answers->policies[answers->column_count] = STEG_FEED_KEEP;
    answers->groups[answers->column_count++] = -1;
  }
  sqlite3_finalize(info);
  return row < 0 ? -1 : 0;
}

void steg_answers_find_used(const steg_row_set *set, bool *ret_used) {
  uint32_t width = steg_rows_width(set), left = width;
  for (uint32_t i = 0; i < width; i++)
    ret_used[i] = false;
  for (size_t row = 0; row < set->row_count && left; row++)
    for (uint32_t i = 0; i < width; i++)
      if (!ret_used[i] && set->slots[row * width + i] != STEG_SLOT_NONE) {
        ret_used[i] = true;
        left--;
      }
}

/* What no row answers, a sheet with half of the instrument's items leaves empty. */
static int mark_used(const steg_row_set *set, const steg_table *table, steg_arena *arena, steg_answers *answers) {
  uint32_t width = steg_rows_width(set);
  bool *used = steg_arena_array(arena, width, sizeof *used);
  answers->used_columns = steg_arena_array(arena, width, sizeof *answers->used_columns);
  if (!used || !answers->used_columns)
    return -1;
  steg_answers_find_used(set, used);
  for (int i = 0; i < table->first_slot; i++)
    answers->used[i] = true;
  for (uint32_t i = 0; i < width; i++)
    if (used[i]) {
      answers->used[(uint32_t)table->first_slot + steg_rows_slot(set, i)] = true;
      answers->used_columns[answers->used_count++] = i;
    }
  return 0;
}

/* What it takes to read stored rows of earlier versions. Anonymous forms are their own key: they are never brought up to date. */
static int start_versions(sqlite3 *db, steg_arena *arena, steg_answers *answers, steg_error *err) {
  const steg_registry_entry *entry = answers->set->entry;
  steg_versions *versions = &answers->versions;
  if (answers->table->kind != STEG_KIND_REGISTER && answers->table->kind != STEG_KIND_REPEATED)
    return 0;
  if (steg_versions_load(db, entry, answers->table, arena, versions, err) < 0)
    return -1;
  answers->version_columns = steg_arena_array(arena, versions->column_count, sizeof *answers->version_columns);
  answers->stored = steg_arena_array(arena, versions->column_count, sizeof *answers->stored);
  answers->converted = steg_arena_array(arena, entry->layout->slot_count, sizeof *answers->converted);
  answers->kinds = steg_arena_array(arena, entry->instrument->items.count, sizeof *answers->kinds);
  if (!answers->version_columns || !answers->stored || !answers->converted || !answers->kinds)
    return steg_error_memory(err);
  for (size_t v = 0; v < versions->column_count; v++)
    for (int i = 0; i < answers->column_count; i++)
      if (strcmp(versions->columns[v], answers->columns[i]) == 0)
        answers->version_columns[v] = i;
  return 0;
}

int steg_answers_start(sqlite3 *db, const steg_row_set *set, const steg_table *table, int exists, steg_arena *arena,
                       steg_answers *ret_answers, steg_error *err) {
  enum { ROOM_FOR_OTHERS = 2000 };
  size_t room = (size_t)table->column_count + (exists ? ROOM_FOR_OTHERS : 0);
  steg_answers answers = {.set = set, .table = table, .column_count = table->column_count};
  int32_t *numbers = NULL;
  answers.columns = steg_arena_array(arena, room, sizeof *answers.columns);
  answers.policies = steg_arena_array(arena, room, sizeof *answers.policies);
  answers.groups = steg_arena_array(arena, room, sizeof *answers.groups);
  answers.used = steg_arena_array(arena, room, sizeof *answers.used);
  if (!answers.columns || !answers.policies || !answers.groups || !answers.used ||
      mark_used(set, table, arena, &answers) < 0)
    return steg_error_memory(err);
  for (int i = 0; i < table->column_count; i++) {
    answers.columns[i] = table->columns[i];
    /* A register row, and an amount, is brought up to date by later files: what they don't say stays (the outcome of a
     * budget comes alone). A response is whole. */
    bool kept = table->kind == STEG_KIND_REGISTER || table->kind == STEG_KIND_AGGREGATE;
    answers.policies[i] = kept ? STEG_FEED_KEEP : STEG_FEED_REPLACE;
    answers.groups[i] = -1;
    if (i >= table->first_slot) {
      const steg_slot *slot = &set->entry->layout->slots[i - table->first_slot];
      if (slot->kind == STEG_SLOT_EXTENT)
        answers.groups[i] = (int)slot->item;
    }
  }
  if (exists &&
      (add_other_columns(db, table, arena, &answers, room, err) < 0 || start_versions(db, arena, &answers, err) < 0))
    return -1;
  if (steg_table_roles(db, set->entry->instrument, arena, &numbers, err) < 0)
    return -1;
  /* A dry run of an instrument that was never imported: any numbers will do. */
  for (uint32_t i = 0; i < set->entry->instrument->roles.count && !exists; i++)
    numbers[i] = (int32_t)i + 1;
  answers.role_numbers = numbers;
  *ret_answers = answers;
  return 0;
}

void steg_answers_replace(steg_answers *answers) {
  for (int i = answers->table->first_slot; i < answers->table->column_count; i++) {
    bool used = answers->used[i];
    for (int k = answers->table->first_slot; k < answers->table->column_count && answers->groups[i] >= 0 && !used; k++)
      used = answers->groups[k] == answers->groups[i] && answers->used[k];
    if (used)
      answers->policies[i] = STEG_FEED_REPLACE;
  }
}

/* ---- cells */

steg_cell steg_answers_cell(const steg_row_set *set, size_t row, uint32_t column) {
  int32_t value = set->slots[row * steg_rows_width(set) + column];
  if (value == STEG_SLOT_NONE)
    return steg_cell_null();
  switch (set->entry->layout->slots[steg_rows_slot(set, column)].kind) {
  case STEG_SLOT_NUMBER:
  case STEG_SLOT_INDEX:
    return isfinite(set->numbers[value]) ? steg_cell_real(set->numbers[value]) : steg_cell_null();
  case STEG_SLOT_TEXT:
    return steg_cell_text(set->texts[value]);
  default:
    return steg_cell_integer(value);
  }
}

/* Rows are read in the order of their keys, which is not that of the file: what the processor will want next is asked for ahead. */
static void fetch_ahead(const steg_answers *answers, size_t at) {
  enum { AHEAD = 8, LINE = 64 };
  if (at + AHEAD >= answers->row_count)
    return;
  uint32_t row = answers->rows[at + AHEAD].row;
  size_t width = steg_rows_width(answers->set);
  const char *slots = (const char *)(answers->set->slots + row * width);
  __builtin_prefetch(&answers->set->rows[row]);
  for (size_t byte = 0; byte < width * sizeof(int32_t) && byte < 4 * LINE; byte += LINE)
    __builtin_prefetch(slots + byte);
}

static void answer_cells(const void *context, size_t at, steg_cell *ret_cells) {
  const steg_answers *answers = context;
  const steg_order *order = &answers->rows[at];
  const steg_row *row = &answers->set->rows[order->row];
  int column = 0;
  fetch_ahead(answers, at);
  ret_cells[column++] = steg_cell_integer((int64_t)(order->high >> 32));
  if (answers->table->kind == STEG_KIND_AGGREGATE) {
    ret_cells[column++] = steg_cell_integer(row->first);
    ret_cells[column++] = steg_cell_integer(row->date);
    ret_cells[column++] = steg_cell_integer(order->low & 0xff);
    ret_cells[column++] = steg_cell_blob(answers->contents[order->row], STEG_ANSWERS_CONTENT_BYTES);
  }
  if (steg_table_has_participation(answers->table->kind))
    ret_cells[column++] = steg_cell_integer((int64_t)(order->high & 0xffffffff));
  if (answers->table->kind != STEG_KIND_REGISTER && answers->table->kind != STEG_KIND_AGGREGATE) {
    ret_cells[column++] = steg_cell_integer(row->date);
    ret_cells[column++] = steg_cell_integer(order->low & 0xff);
    if (answers->table->kind == STEG_KIND_ANONYMOUS) {
      ret_cells[column++] = steg_cell_blob(answers->contents[order->row], STEG_ANSWERS_CONTENT_BYTES);
      ret_cells[column++] = steg_cell_integer(answers->nths[order->row]);
    }
    ret_cells[column++] = steg_cell_integer(row->occasion);
  }
  steg_cell *slots = ret_cells + answers->table->first_slot;
  for (uint32_t i = 0; i < answers->used_count; i++)
    slots[steg_rows_slot(answers->set, answers->used_columns[i])] =
        steg_answers_cell(answers->set, order->row, answers->used_columns[i]);
}

/* A stored row of an earlier version, as the current one reads it. */
static void convert_row(const void *context, int64_t batch, steg_cell *cells) {
  const steg_answers *answers = context;
  bool dated = answers->table->kind == STEG_KIND_REPEATED || answers->table->kind == STEG_KIND_EVENT;
  const steg_conversion *conversion =
      steg_versions_of(&answers->versions, batch, (int32_t)cells[0].value.integer, cells[1].value.integer,
                       dated ? (int32_t)cells[2].value.integer : 0, dated ? (int32_t)cells[3].value.integer : 0);
  if (!conversion)
    return;
  for (size_t v = 0; v < answers->versions.column_count; v++)
    answers->stored[v] = cells[answers->version_columns[v]];
  steg_conversion_apply(&answers->versions, conversion, answers->stored, answers->converted, answers->kinds);
  for (uint32_t s = 0; s < answers->set->entry->layout->slot_count; s++)
    cells[answers->table->first_slot + (int)s] = answers->converted[s];
}

steg_feed steg_answers_feed(const steg_answers *answers, int64_t batch) {
  return (steg_feed){.schema = "main",
                     .table = answers->table->name,
                     .replaced = answers->table->replaced,
                     .columns = answers->columns,
                     .column_count = answers->column_count,
                     .key_count = answers->table->key_count,
                     .policies = answers->policies,
                     .groups = answers->groups,
                     .used = answers->used,
                     .batch_column = "_batch",
                     .batch = batch,
                     .row_count = answers->row_count,
                     .convert = answers->versions.count ? convert_row : NULL,
                     .cells = answer_cells,
                     .context = answers};
}

/* ---- order */

static bool same_answers(const steg_row_set *set, uint32_t a, uint32_t b) {
  if (set->rows[a].occasion != set->rows[b].occasion)
    return false;
  for (uint32_t i = 0; i < steg_rows_width(set); i++) {
    steg_cell x = steg_answers_cell(set, a, i);
    steg_cell y = steg_answers_cell(set, b, i);
    if (!steg_cell_equal(&x, &y))
      return false;
  }
  return true;
}

static bool same_key(const steg_answers *answers, const steg_order *a, const steg_order *b) {
  return a->high == b->high && a->low == b->low &&
         (answers->table->kind != STEG_KIND_AGGREGATE ||
          memcmp(answers->contents[a->row], answers->contents[b->row], STEG_ANSWERS_CONTENT_BYTES) == 0);
}

/* Takes out rows that say the same as the one before them with their key. */
static int merge_alike(steg_answers *answers, bool (*same_attributes)(const steg_row_set *set, uint32_t a, uint32_t b),
                       steg_error *err) {
  const steg_row_set *set = answers->set;
  size_t kept = 0;
  for (size_t i = 0; i < answers->row_count; i++) {
    const steg_order *before = kept ? &answers->rows[kept - 1] : NULL;
    if (!before || !same_key(answers, before, &answers->rows[i]))
      answers->rows[kept++] = answers->rows[i];
    else if (!same_answers(set, before->row, answers->rows[i].row) ||
             (same_attributes && !same_attributes(set, before->row, answers->rows[i].row)))
      return answers->table->kind == STEG_KIND_AGGREGATE
                 ? steg_error_set(
                       err, STEG_ERROR_FINDINGS,
                       "rows %u and %u are about the same initiative, period and category, but say different "
                       "things; keep one of them",
                       set->rows[before->row].line, set->rows[answers->rows[i].row].line)
             : answers->table->kind == STEG_KIND_REGISTER
                 ? steg_error_set(
                       err, STEG_ERROR_FINDINGS,
                       "rows %u and %u are about the same person, initiative and participation, but say different "
                       "things; keep one of them",
                       set->rows[before->row].line, set->rows[answers->rows[i].row].line)
                 : steg_error_set(
                       err, STEG_ERROR_FINDINGS,
                       "rows %u and %u are about the same person, initiative, date and role, but say different "
                       "things; keep one of them",
                       set->rows[before->row].line, set->rows[answers->rows[i].row].line);
  }
  answers->row_count = kept;
  return 0;
}

int steg_answers_sort(steg_answers *answers, bool (*same_attributes)(const steg_row_set *set, uint32_t a, uint32_t b),
                      steg_error *err) {
  return steg_order_sort(answers->rows, answers->row_count, err) < 0 ? -1 : merge_alike(answers, same_attributes, err);
}

/* A text of a dimension counts as it is read: "Personal " and "personal" are one category. */
static steg_cell dimension_cell(steg_cell cell, steg_arena *arena) {
  const char *folded = cell.kind == STEG_CELL_TEXT ? steg_text_fold(arena, cell.value.bytes, (size_t)cell.size) : NULL;
  return folded && *folded ? steg_cell_text(folded) : cell;
}

static void hash_content(const steg_row_set *set, uint32_t row, steg_arena *arena,
                         unsigned char ret_hash[STEG_ANSWERS_CONTENT_BYTES]) {
  bool aggregate = set->entry->instrument->kind == STEG_KIND_AGGREGATE;
  crypto_generichash_state state;
  int16_t occasion = aggregate ? 0 : set->rows[row].occasion;
  crypto_generichash_init(&state, NULL, 0, STEG_ANSWERS_CONTENT_BYTES);
  crypto_generichash_update(&state, (const unsigned char *)&occasion, sizeof occasion);
  for (uint32_t i = 0; i < steg_rows_width(set); i++) {
    const steg_slot *slot = &set->entry->layout->slots[steg_rows_slot(set, i)];
    steg_cell cell = steg_answers_cell(set, row, i);
    unsigned char head[9] = {(unsigned char)cell.kind};
    if (cell.kind == STEG_CELL_NULL || (aggregate && (slot->kind == STEG_SLOT_NUMBER || slot->kind == STEG_SLOT_INDEX)))
      continue;
    if (aggregate)
      cell = dimension_cell(cell, arena);
    /* By name, so that another version of the instrument gives the same hash to the same answers. */
    crypto_generichash_update(&state, (const unsigned char *)slot->name, strlen(slot->name) + 1);
    int64_t size = cell.size;
    memcpy(head + 1, cell.kind == STEG_CELL_TEXT ? (const void *)&size : (const void *)&cell.value, 8);
    crypto_generichash_update(&state, head, sizeof head);
    if (cell.kind == STEG_CELL_TEXT)
      crypto_generichash_update(&state, cell.value.bytes, (size_t)cell.size);
  }
  crypto_generichash_final(&state, ret_hash, STEG_ANSWERS_CONTENT_BYTES);
}

static int compare_anonymous(const void *a, const void *b, void *context) {
  const steg_answers *answers = context;
  const steg_order *x = a;
  const steg_order *y = b;
  if (x->high != y->high)
    return x->high < y->high ? -1 : 1;
  if (x->low != y->low)
    return x->low < y->low ? -1 : 1;
  int order = memcmp(answers->contents[x->row], answers->contents[y->row], STEG_ANSWERS_CONTENT_BYTES);
  return order ? order : (x->row > y->row) - (x->row < y->row);
}

int steg_answers_sort_anonymous(steg_answers *answers, steg_arena *arena, steg_error *err) {
  const steg_row_set *set = answers->set;
  answers->contents = steg_arena_array(arena, set->row_count, sizeof *answers->contents);
  answers->nths = steg_arena_array(arena, set->row_count, sizeof *answers->nths);
  if (!answers->contents || !answers->nths)
    return steg_error_memory(err);
  for (size_t i = 0; i < answers->row_count; i++)
    hash_content(set, answers->rows[i].row, arena, answers->contents[answers->rows[i].row]);
  qsort_r(answers->rows, answers->row_count, sizeof *answers->rows, compare_anonymous, answers);
  if (answers->table->kind == STEG_KIND_AGGREGATE)
    return merge_alike(answers, NULL, err);
  for (size_t i = 0; i < answers->row_count; i++) {
    const steg_order *here = &answers->rows[i];
    const steg_order *before = i ? &answers->rows[i - 1] : NULL;
    bool alike = before && before->high == here->high && before->low == here->low &&
                 memcmp(answers->contents[before->row], answers->contents[here->row], STEG_ANSWERS_CONTENT_BYTES) == 0;
    answers->nths[here->row] = alike ? answers->nths[before->row] + 1 : 1;
  }
  return 0;
}
