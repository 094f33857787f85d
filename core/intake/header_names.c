/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that an instrument's columns go by. */
#include "intake/header_part.h"

#include "instrument/model.h"
#include "intake/header_source.h"
#include <string.h>

static int add_name(steg_header_names *names, const char *text, size_t size, uint32_t target, bool first_hand) {
  char *folded = steg_text_fold(names->arena, text, size);
  if (!folded)
    return -1;
  if (!*folded)
    return 0;
  if (names->name_count == names->name_capacity) {
    size_t capacity = names->name_capacity ? names->name_capacity * 2 : 128;
    steg_header_spelling *larger = steg_arena_array(names->arena, capacity, sizeof *larger);
    if (!larger)
      return -1;
    if (names->name_count)
      memcpy(larger, names->names, names->name_count * sizeof *larger);
    names->names = larger;
    names->name_capacity = capacity;
  }
  names->names[names->name_count++] = (steg_header_spelling){folded, target, first_hand};
  return 0;
}

static int add_text(steg_header_names *names, const char *text, uint32_t target, bool first_hand) {
  return text ? add_name(names, text, strlen(text), target, first_hand) : 0;
}

static int add_column(steg_header_names *names, const steg_column *column) {
  uint32_t index = (uint32_t)names->target_count;
  names->targets[names->target_count++] =
      (steg_header_row){column, steg_model_item_index(names->instrument, column->item),
                        steg_model_role_index(names->instrument, column->role), column->header};
  if (add_text(names, column->header, index, true))
    return -1;
  size_t size = 0;
  for (const char *cursor = column->aliases, *alias; (alias = steg_model_next_word(&cursor, '|', &size));)
    if (add_name(names, alias, size, index, true))
      return -1;
  return 0;
}

/* The target of an item by itself: the column that says nothing of role and occasion, or one made up. */
static uint32_t plain_target(steg_header_names *names, int32_t item) {
  for (uint32_t i = 0; i < names->target_count; i++) {
    const steg_header_row *target = &names->targets[i];
    if (target->item == item && target->role < 0 &&
        (!target->column || (target->column->target == STEG_COLUMN_ITEM && !target->column->occasion)))
      return i;
  }
  for (uint32_t i = 0; i < names->target_count; i++)
    if (names->targets[i].item == item && names->targets[i].column &&
        names->targets[i].column->target == STEG_COLUMN_ITEM)
      return UINT32_MAX; /* only in a wide sheet: its own name would not say which */
  names->targets[names->target_count] = (steg_header_row){NULL, item, -1, names->instrument->items.rows[item].id};
  return (uint32_t)names->target_count++;
}

static int add_item(steg_header_names *names, int32_t index) {
  const steg_item *item = &names->instrument->items.rows[index];
  uint32_t target = plain_target(names, index);
  if (target == UINT32_MAX)
    return 0;
  bool own = !names->targets[target].column;
  return add_text(names, item->id, target, own) || add_text(names, item->label_sv, target, false) ||
                 add_text(names, item->label_en, target, false) || add_text(names, item->text_sv, target, false) ||
                 add_text(names, item->text_en, target, false)
             ? -1
             : 0;
}

steg_header_names *steg_header_names_make(const steg_instrument *instrument, const steg_import_options *options,
                                          steg_arena *arena) {
  steg_header_names *names = steg_arena_alloc(arena, sizeof *names);
  if (!names)
    return NULL;
  *names = (steg_header_names){.instrument = instrument, .options = options, .arena = arena};
  names->targets =
      steg_arena_array(arena, (size_t)instrument->columns.count + instrument->items.count, sizeof *names->targets);
  if (!names->targets)
    return NULL;
  for (uint32_t i = 0; i < instrument->columns.count; i++)
    if (add_column(names, &instrument->columns.rows[i]))
      return NULL;
  for (uint32_t i = 0; i < instrument->items.count; i++)
    if (add_item(names, (int32_t)i))
      return NULL;
  return names;
}

/* The target of a folded name: what is said first hand goes before the names of items. -1 when nothing has it. */
int32_t steg_header_find_folded(const steg_header_names *names, const char *folded) {
  int32_t second_hand = -1;
  for (size_t i = 0; i < names->name_count; i++) {
    if (strcmp(names->names[i].folded, folded) != 0)
      continue;
    if (names->names[i].first_hand)
      return (int32_t)names->names[i].target;
    second_hand = second_hand < 0 ? (int32_t)names->names[i].target : second_hand;
  }
  return second_hand;
}

int32_t steg_header_find(const steg_header_names *names, const char *text) {
  steg_arena *scratch = steg_arena_new(0);
  char *folded = scratch ? steg_text_fold(scratch, text, strlen(text)) : NULL;
  int32_t found = folded && *folded ? steg_header_find_folded(names, folded) : -1;
  steg_arena_free(scratch);
  return found;
}

size_t steg_header_target_count(const steg_header_names *names) {
  return names->target_count;
}

const char *steg_header_name_at(const steg_header_names *names, size_t index, size_t *ret_target) {
  if (index >= names->name_count)
    return NULL;
  *ret_target = names->names[index].target;
  return names->names[index].folded;
}

/* What the user calls the target of --column: a header or item of the instrument, or an attribute's column. */
int32_t steg_header_target_of_option(const steg_header_names *names, const char *text, steg_arena *arena) {
  char *folded = steg_text_fold(arena, text, strlen(text));
  return folded ? steg_header_find_folded(names, folded) : -1;
}

char *steg_header_fold_cell(steg_arena *arena, steg_field cell) {
  steg_buffer clean;
  steg_buffer_init(&clean, STEG_FIELD_MAX + 1);
  char *folded = NULL;
  if (steg_field_clean(cell, STEG_FIELD_TRIM, &clean) >= 0)
    folded = steg_text_fold(arena, clean.bytes, clean.size);
  steg_buffer_release(&clean);
  return folded;
}

/* The user's word for this header, else the instrument's. */
int32_t steg_header_find_cell(const steg_header_names *names, const char *folded, steg_arena *arena) {
  const steg_import_options *options = names->options;
  for (size_t i = 0; i < options->column_count; i++) {
    char *header = steg_text_fold(arena, options->columns[i].header, strlen(options->columns[i].header));
    if (header && !strcmp(header, folded))
      return steg_header_target_of_option(names, options->columns[i].target, arena);
  }
  int32_t found = steg_header_find_folded(names, folded);
  /* Where the user named another column for this target, this one is no longer it. */
  for (size_t i = 0; found >= 0 && i < options->column_count; i++)
    if (steg_header_target_of_option(names, options->columns[i].target, arena) == found)
      return -1;
  return found;
}

size_t steg_header_score(const steg_header_names *names, const steg_line *line) {
  steg_arena *scratch = steg_arena_new(0);
  size_t score = 0;
  for (size_t i = 0; scratch && i < steg_line_stored(line); i++) {
    char *folded = line->cells[i].size <= 4096 ? steg_header_fold_cell(scratch, line->cells[i]) : NULL;
    score += folded && *folded &&
             (steg_header_source_knows(names->options, folded) || steg_header_find_cell(names, folded, scratch) >= 0);
  }
  steg_arena_free(scratch);
  return score;
}

bool steg_header_is_personal(const steg_column *column) {
  if (!column)
    return false;
  if (column->target == STEG_COLUMN_PERSON)
    return true;
  return column->target == STEG_COLUMN_ATTRIBUTE &&
         (column->attribute == STEG_ATTRIBUTE_BIRTH_YEAR || column->attribute == STEG_ATTRIBUTE_COACH ||
          column->attribute == STEG_ATTRIBUTE_REFERRER || column->attribute == STEG_ATTRIBUTE_CONSENT ||
          column->attribute == STEG_ATTRIBUTE_PROTECTED);
}

steg_header_target steg_header_target_of(const steg_header_names *names, size_t target) {
  const steg_header_row *row = &names->targets[target];
  bool text = row->item >= 0 && names->instrument->items.rows[row->item].type == STEG_ITEM_TEXT;
  return (steg_header_target){row->name, row->column, row->item, row->role,
                              steg_header_is_personal(row->column) || text};
}
