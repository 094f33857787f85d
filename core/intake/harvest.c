/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/harvest.h"

#include "intake/grow.h"
#include <string.h>

enum { FIRST_TABLE = 1024 };

static steg_date key_date(const steg_harvest *harvest, const steg_row *row) {
  if (harvest->kind == STEG_KIND_REGISTER)
    return row->attributes >= 0 ? harvest->attributes[row->attributes].start : STEG_DATE_NONE;
  return row->date;
}

typedef struct row_key {
  int32_t person, initiative;
  steg_date date, first;
  int16_t role, occasion;
  uint32_t none; /* so that no byte of a key is chance */
  uint64_t dimensions;
} row_key;

static row_key key_of(const steg_harvest *harvest, const steg_row *row, uint64_t dimensions) {
  steg_date date = key_date(harvest, row);
  bool undated = date == STEG_DATE_NONE && harvest->kind != STEG_KIND_REGISTER;
  steg_date first = harvest->kind == STEG_KIND_AGGREGATE ? row->first : 0;
  return (row_key){row->person, row->initiative, date, first, row->role, undated ? row->occasion : 0, 0, dimensions};
}

/* Rows without a person have no key, except where a row is about the initiative itself. */
static bool has_key(const steg_harvest *harvest, const steg_row *row) {
  return row->person >= 0 || harvest->kind == STEG_KIND_EVENT || harvest->kind == STEG_KIND_AGGREGATE;
}

static uint64_t dimensions_at(const steg_harvest *harvest, size_t index) {
  return harvest->dimensions ? harvest->dimensions[index] : 0;
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001b3); /* FNV-1a */
  return hash;
}

/* Of the slots that are no number. 64 bits: two of ten million rows share one by chance once in a hundred thousand files. */
static uint64_t dimensions_of(const steg_harvest *harvest, const int32_t *slots) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (uint32_t i = 0; i < harvest->layout->slot_count; i++) {
    steg_slot_kind kind = harvest->layout->slots[i].kind;
    if (slots[i] == STEG_SLOT_NONE || kind == STEG_SLOT_NUMBER || kind == STEG_SLOT_INDEX)
      continue;
    hash = mix(hash, &i, sizeof i);
    if (kind != STEG_SLOT_TEXT) {
      hash = mix(hash, &slots[i], sizeof slots[i]);
      continue;
    }
    const char *text = harvest->texts[slots[i]];
    const char *folded = steg_text_fold(harvest->arena, text, strlen(text));
    hash = mix(hash, folded ? folded : text, strlen(folded ? folded : text) + 1);
  }
  return hash;
}

static uint32_t hash_of(const row_key *key) {
  uint64_t hash = steg_roster_hash((const char *)key, sizeof *key);
  return (uint32_t)(hash ^ hash >> 32);
}

static int rehash(steg_harvest *harvest) {
  size_t size = harvest->table_size ? harvest->table_size * 2 : FIRST_TABLE;
  steg_harvest_slot *table = calloc(size, sizeof *table);
  if (!table)
    return -1;
  for (size_t i = 0; i < harvest->table_size; i++) {
    size_t at = harvest->table[i].hash & (size - 1);
    if (!harvest->table[i].row_plus_one)
      continue;
    while (table[at].row_plus_one)
      at = (at + 1) & (size - 1);
    table[at] = harvest->table[i];
  }
  free(harvest->table);
  harvest->table = table;
  harvest->table_size = size;
  return 0;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

static bool same_attributes(const steg_harvest *harvest, int32_t a, int32_t b) {
  if (a == b)
    return true;
  if (a < 0 || b < 0)
    return false;
  const steg_attributes *x = &harvest->attributes[a], *y = &harvest->attributes[b];
  return x->start == y->start && x->end == y->end && x->birth_year == y->birth_year &&
         x->municipality == y->municipality && x->sex == y->sex && x->area == y->area &&
         same_text(x->coach, y->coach) && same_text(x->referrer, y->referrer) && same_text(x->team, y->team) &&
         same_text(x->priority, y->priority) && same_text(x->source, y->source);
}

bool steg_harvest_same_answers(const steg_layout *layout, const uint32_t *columns, uint32_t column_count,
                               const double *numbers, const char *const *texts, const int32_t *a, const int32_t *b) {
  for (uint32_t i = 0; i < column_count; i++) {
    if (a[i] == b[i])
      continue;
    steg_slot_kind kind = layout->slots[columns[i]].kind;
    if (a[i] == STEG_SLOT_NONE || b[i] == STEG_SLOT_NONE)
      return false;
    bool same = (kind == STEG_SLOT_NUMBER || kind == STEG_SLOT_INDEX)
                    ? numbers[a[i]] == numbers[b[i]]
                    : kind == STEG_SLOT_TEXT && same_text(texts[a[i]], texts[b[i]]);
    if (!same)
      return false;
  }
  return true;
}

/* The same attributes as the row before: most rows of one person follow each other. */
static int add_attributes(steg_harvest *harvest, const steg_attributes *attributes, int32_t *ret_index) {
  *ret_index = -1;
  if (!attributes)
    return 0;
  if (harvest->attribute_count &&
      !memcmp(&harvest->attributes[harvest->attribute_count - 1], attributes, sizeof *attributes)) {
    *ret_index = (int32_t)harvest->attribute_count - 1;
    return 0;
  }
  if (steg_grow(&harvest->attributes, &harvest->attribute_capacity, harvest->attribute_count + 1,
                sizeof *harvest->attributes))
    return -1;
  harvest->attributes[harvest->attribute_count] = *attributes;
  *ret_index = (int32_t)harvest->attribute_count++;
  return 0;
}

/* The slot of the row with the same key, or the free one where this row belongs. */
static steg_harvest_slot *seek(steg_harvest *harvest, const row_key *key, uint32_t hash) {
  size_t at = hash & (harvest->table_size - 1);
  for (; harvest->table[at].row_plus_one; at = (at + 1) & (harvest->table_size - 1)) {
    if (harvest->table[at].hash != hash)
      continue;
    size_t index = harvest->table[at].row_plus_one - 1;
    row_key other = key_of(harvest, &harvest->rows[index], dimensions_at(harvest, index));
    if (!memcmp(key, &other, sizeof other))
      break;
  }
  return &harvest->table[at];
}

/* Of two rows of one key of an aggregate, whose dimensions are the same but for their spelling. */
static bool same_numbers(const steg_harvest *harvest, size_t a, size_t b) {
  const int32_t *x = harvest->slots + a * harvest->column_count, *y = harvest->slots + b * harvest->column_count;
  for (uint32_t i = 0; i < harvest->column_count; i++) {
    if (harvest->layout->slots[harvest->columns[i]].kind != STEG_SLOT_NUMBER)
      continue;
    bool both = x[i] != STEG_SLOT_NONE && y[i] != STEG_SLOT_NONE;
    if (both ? harvest->numbers[x[i]] != harvest->numbers[y[i]] : x[i] != y[i])
      return false;
  }
  return true;
}

steg_harvest_outcome steg_harvest_add(steg_harvest *harvest, steg_row row, const int32_t *slots,
                                      const steg_attributes *attributes, uint32_t *ret_other_line) {
  /* One slot more than rows need: a file without a question has none, and its rows still stand somewhere. */
  size_t width = harvest->column_count, count = harvest->row_count;
  if (add_attributes(harvest, attributes, &row.attributes) ||
      steg_grow(&harvest->rows, &harvest->row_capacity, count + 1, sizeof *harvest->rows) ||
      steg_grow(&harvest->conflict, &harvest->conflict_capacity, count + 1, sizeof *harvest->conflict) ||
      steg_grow(&harvest->slots, &harvest->slot_capacity, (count + 1) * width + 1, sizeof *harvest->slots) ||
      (4 * (count + 1) > 3 * harvest->table_size && rehash(harvest)))
    return STEG_HARVEST_MEMORY;
  bool aggregate = harvest->kind == STEG_KIND_AGGREGATE;
  uint64_t dimensions = aggregate ? dimensions_of(harvest, slots) : 0;
  if (aggregate &&
      steg_grow(&harvest->dimensions, &harvest->dimension_capacity, count + 1, sizeof *harvest->dimensions))
    return STEG_HARVEST_MEMORY;
  for (size_t i = 0; i < width; i++)
    harvest->slots[count * width + i] = slots[harvest->columns[i]];
  if (has_key(harvest, &row)) {
    row_key key = key_of(harvest, &row, dimensions);
    uint32_t hash = hash_of(&key);
    steg_harvest_slot *slot = seek(harvest, &key, hash);
    if (slot->row_plus_one) {
      size_t index = slot->row_plus_one - 1;
      const steg_row *other = &harvest->rows[index];
      *ret_other_line = other->line;
      bool same = aggregate
                      ? same_numbers(harvest, count, index)
                      : steg_harvest_same_answers(harvest->layout, harvest->columns, harvest->column_count,
                                                  harvest->numbers, harvest->texts, harvest->slots + count * width,
                                                  harvest->slots + index * width) &&
                            same_attributes(harvest, row.attributes, other->attributes);
      harvest->conflict[index] = harvest->conflict[index] || !same;
      return same ? STEG_HARVEST_SAME : STEG_HARVEST_CONFLICT;
    }
    *slot = (steg_harvest_slot){.row_plus_one = (uint32_t)count + 1, .hash = hash};
  }
  harvest->rows[count] = row;
  if (aggregate)
    harvest->dimensions[count] = dimensions;
  harvest->conflict[count] = false;
  harvest->row_count++;
  return STEG_HARVEST_ADDED;
}

int32_t steg_harvest_number(steg_harvest *harvest, double value) {
  if (harvest->number_count >= INT32_MAX ||
      steg_grow(&harvest->numbers, &harvest->number_capacity, harvest->number_count + 1, sizeof *harvest->numbers))
    return -1;
  harvest->numbers[harvest->number_count] = value;
  return (int32_t)harvest->number_count++;
}

int32_t steg_harvest_text(steg_harvest *harvest, const char *text, size_t size) {
  char *copy = steg_arena_text_n(harvest->arena, text, size);
  if (!copy || harvest->text_count >= INT32_MAX ||
      steg_grow(&harvest->texts, &harvest->text_capacity, harvest->text_count + 1, sizeof *harvest->texts))
    return -1;
  harvest->texts[harvest->text_count] = copy;
  return (int32_t)harvest->text_count++;
}

void steg_harvest_close(steg_harvest *harvest) {
  size_t width = harvest->column_count, kept = 0;
  for (size_t i = 0; i < harvest->row_count; i++) {
    if (harvest->conflict[i])
      continue;
    if (kept != i) {
      harvest->rows[kept] = harvest->rows[i];
      for (size_t k = 0; k < width; k++)
        harvest->slots[kept * width + k] = harvest->slots[i * width + k];
      if (harvest->dimensions)
        harvest->dimensions[kept] = harvest->dimensions[i];
    }
    kept++;
  }
  harvest->row_count = kept;
  free(harvest->conflict);
  free(harvest->table);
  harvest->conflict = NULL;
  harvest->table = NULL;
  harvest->conflict_capacity = harvest->table_size = 0;
  steg_roster_close(&harvest->people);
}

void steg_harvest_release(steg_harvest *harvest) {
  steg_roster_release(&harvest->people);
  free(harvest->rows);
  free(harvest->slots);
  free(harvest->numbers);
  free(harvest->texts);
  free(harvest->attributes);
  free(harvest->conflict);
  free(harvest->dimensions);
  free(harvest->table);
  *harvest = (steg_harvest){0};
}
