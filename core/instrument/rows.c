/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/rows.h"

#include <string.h>

/* One line per minor. A row that grew since ended where its first new field begins (new fields come last, and begin as a row
 * does, so that nothing was padded there). */
static const uint32_t sizes[][STEG_ROW_KINDS] = {
    {sizeof(steg_scale), sizeof(steg_level), sizeof(steg_level_group), offsetof(steg_role, subject), sizeof(steg_item),
     sizeof(steg_column), sizeof(steg_check), sizeof(steg_index), sizeof(steg_crosswalk), 0,
     offsetof(steg_instrument, sums)},
    {sizeof(steg_scale), sizeof(steg_level), sizeof(steg_level_group), sizeof(steg_role), sizeof(steg_item),
     sizeof(steg_column), sizeof(steg_check), sizeof(steg_index), sizeof(steg_crosswalk), sizeof(steg_sum),
     sizeof(steg_instrument)},
};
/* What plugins of minor 0 were built with, where a pointer has eight bytes. */
_Static_assert(sizeof(void *) != 8 || (offsetof(steg_role, subject) == 32 && offsetof(steg_instrument, sums) == 224),
               "a field stands before the end of a row");

uint32_t steg_rows_size(uint16_t minor, steg_row_kind kind) {
  return minor < sizeof sizes / sizeof sizes[0] ? sizes[minor][kind] : 0;
}

const void *steg_rows_at(const void *rows, uint32_t index, uint32_t row_size) {
  return (const unsigned char *)rows + (size_t)index * row_size;
}

/* The engine's rows are zeroed by the arena; a shorter row of the plugin fills their beginning. */
static void *copy_table(steg_arena *arena, const void *rows, uint32_t count, uint32_t row_size, size_t own_size) {
  unsigned char *copy = steg_arena_array(arena, count, own_size);
  if (!copy)
    return NULL;
  for (uint32_t i = 0; i < count; i++)
    memcpy(copy + i * own_size, steg_rows_at(rows, i, row_size), row_size < own_size ? row_size : own_size);
  return copy;
}

/* Puts a copied table in the place of the plugin's. `row` is the row type. */
#define COPY_TABLE(arena, table, row)                                                                                  \
  ((table).rows = copy_table((arena), (table).rows, (table).count, (table).row_size, sizeof(row)),                     \
   (table).row_size = (uint32_t)sizeof(row), (row *)(table).rows)

static void copy_texts(steg_arena *arena, const char **const *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    *fields[i] = steg_arena_text(arena, *fields[i]);
}

#define COPY_TEXTS(arena, ...)                                                                                         \
  do {                                                                                                                 \
    const char **const fields_[] = {__VA_ARGS__};                                                                      \
    copy_texts((arena), fields_, sizeof fields_ / sizeof fields_[0]);                                                  \
  } while (0)

static void copy_scale(steg_arena *arena, steg_scale *scale) {
  COPY_TEXTS(arena, &scale->id, &scale->missing);
  steg_level *levels = COPY_TABLE(arena, scale->levels, steg_level);
  for (uint32_t i = 0; levels && i < scale->levels.count; i++)
    COPY_TEXTS(arena, &levels[i].code, &levels[i].label_sv, &levels[i].label_en, &levels[i].group, &levels[i].aliases);
  steg_level_group *groups = COPY_TABLE(arena, scale->groups, steg_level_group);
  for (uint32_t i = 0; groups && i < scale->groups.count; i++)
    COPY_TEXTS(arena, &groups[i].id, &groups[i].label_sv, &groups[i].label_en);
}

static void copy_items(steg_arena *arena, steg_instrument *copy) {
  steg_item *items = COPY_TABLE(arena, copy->items, steg_item);
  for (uint32_t i = 0; items && i < copy->items.count; i++) {
    steg_item *item = &items[i];
    COPY_TEXTS(arena, &item->id, &item->text_sv, &item->text_en, &item->label_sv, &item->label_en, &item->topic,
               &item->scale, &item->roles, &item->occasions, &item->mirrors, &item->after, &item->goal_of,
               &item->positive, &item->unit);
  }
}

static void copy_columns(steg_arena *arena, steg_instrument *copy) {
  steg_column *columns = COPY_TABLE(arena, copy->columns, steg_column);
  for (uint32_t i = 0; columns && i < copy->columns.count; i++)
    COPY_TEXTS(arena, &columns[i].header, &columns[i].aliases, &columns[i].item, &columns[i].role);
}

static void copy_sums(steg_arena *arena, steg_instrument *copy) {
  steg_sum *sums = COPY_TABLE(arena, copy->sums, steg_sum);
  for (uint32_t i = 0; sums && i < copy->sums.count; i++)
    COPY_TEXTS(arena, &sums[i].id, &sums[i].items, &sums[i].over, &sums[i].stated, &sums[i].base, &sums[i].part,
               &sums[i].total, &sums[i].words);
}

static void copy_rules(steg_arena *arena, steg_instrument *copy) {
  steg_check *checks = COPY_TABLE(arena, copy->checks, steg_check);
  for (uint32_t i = 0; checks && i < copy->checks.count; i++)
    COPY_TEXTS(arena, &checks[i].id, &checks[i].item, &checks[i].other, &checks[i].text, &checks[i].message_sv,
               &checks[i].message_en);
  steg_index *indexes = COPY_TABLE(arena, copy->indexes, steg_index);
  for (uint32_t i = 0; indexes && i < copy->indexes.count; i++)
    COPY_TEXTS(arena, &indexes[i].id, &indexes[i].label_sv, &indexes[i].label_en, &indexes[i].items);
  steg_crosswalk *crosswalk = COPY_TABLE(arena, copy->crosswalk, steg_crosswalk);
  for (uint32_t i = 0; crosswalk && i < copy->crosswalk.count; i++)
    COPY_TEXTS(arena, &crosswalk[i].from_version, &crosswalk[i].item, &crosswalk[i].from_item, &crosswalk[i].recode);
}

const steg_instrument *steg_rows_copy(const steg_instrument *instrument, steg_arena *arena) {
  steg_instrument *copy = steg_arena_alloc(arena, sizeof *copy);
  if (!copy)
    return NULL;
  uint32_t size = instrument->head.size < sizeof *copy ? instrument->head.size : (uint32_t)sizeof *copy;
  memcpy(copy, instrument, size);
  copy->head = (steg_head)STEG_HEAD;
  COPY_TEXTS(arena, &copy->id, &copy->version, &copy->title_sv, &copy->title_en, &copy->owner, &copy->licence,
             &copy->source, &copy->provenance);

  steg_scale *scales = COPY_TABLE(arena, copy->scales, steg_scale);
  for (uint32_t i = 0; scales && i < copy->scales.count; i++)
    copy_scale(arena, &scales[i]);
  steg_role *roles = COPY_TABLE(arena, copy->roles, steg_role);
  for (uint32_t i = 0; roles && i < copy->roles.count; i++)
    COPY_TEXTS(arena, &roles[i].id, &roles[i].label_sv, &roles[i].label_en, &roles[i].aliases);
  copy_items(arena, copy);
  copy_columns(arena, copy);
  copy_rules(arena, copy);
  copy_sums(arena, copy);
  return steg_arena_failed(arena) ? NULL : copy;
}
