/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/normal.h"

#include "store/answers.h"
#include <stdlib.h>
#include <string.h>

static const char *const head_names[] = {"_initiative", "_person",     "_date",         "_role",  "_occasion", "_start",
                                         "_end",        "_birth_year", "_municipality", "_sex",   "_area",     "_coach",
                                         "_referrer",   "_team",       "_priority",     "_source"};
enum { HEAD_COUNT = sizeof head_names / sizeof head_names[0], FIRST_ATTRIBUTE = 5 };

static const steg_attributes nothing = {.start = STEG_DATE_NONE, .end = STEG_DATE_NONE};

static const steg_attributes *attributes_of(const steg_row_set *set, uint32_t row) {
  return set->rows[row].attributes < 0 ? &nothing : &set->attributes[set->rows[row].attributes];
}

static steg_cell number_cell(int32_t value, int32_t none) {
  return value == none ? steg_cell_null() : steg_cell_integer(value);
}

static void attribute_cells(const steg_attributes *said, steg_cell *cells) {
  *cells++ = number_cell(said->start, STEG_DATE_NONE);
  *cells++ = number_cell(said->end, STEG_DATE_NONE);
  *cells++ = number_cell(said->birth_year, 0);
  *cells++ = number_cell(said->municipality, 0);
  *cells++ = number_cell((int32_t)said->sex, 0);
  *cells++ = number_cell((int32_t)said->area, 0);
  *cells++ = steg_cell_text(said->coach);
  *cells++ = steg_cell_text(said->referrer);
  *cells++ = steg_cell_text(said->team);
  *cells++ = steg_cell_text(said->priority);
  *cells++ = steg_cell_text(said->source);
}

static void row_cells(const steg_row_set *set, const steg_people *people, uint32_t row, steg_cell *cells) {
  const steg_row *this = &set->rows[row];
  uint32_t entry = people->of_row[row];
  cells[0] = steg_cell_text(set->initiatives[this->initiative].id);
  cells[1] = entry == STEG_PEOPLE_NOBODY ? steg_cell_null()
                                         : steg_cell_blob(people->entries[entry].pseudonym, STEG_PSEUDONYM_BYTES);
  cells[2] = number_cell(this->date, STEG_DATE_NONE);
  cells[3] = steg_cell_text(this->role < 0 ? NULL : set->entry->instrument->roles.rows[this->role].id);
  cells[4] = number_cell(this->occasion, 0);
  attribute_cells(attributes_of(set, row), cells + FIRST_ATTRIBUTE);
  for (uint32_t i = 0; i < set->entry->layout->slot_count; i++)
    cells[HEAD_COUNT + i] = steg_answers_slot(set, row, i);
}

int steg_normal_hash(const steg_row_set *set, const steg_people *people, char ret_text[STEG_HASH_TEXT],
                     steg_error *err) {
  size_t width = HEAD_COUNT + (size_t)set->entry->layout->slot_count;
  steg_digest digest = {0};
  steg_digest_plan plan = {0};
  int result = -1;
  const char **names = calloc(width, sizeof *names);
  steg_cell *cells = calloc(width, sizeof *cells);
  if (!names || !cells) {
    steg_error_memory(err);
    goto done;
  }
  for (size_t i = 0; i < width; i++)
    names[i] = i < HEAD_COUNT ? head_names[i] : set->entry->layout->slots[i - HEAD_COUNT].name;
  if (steg_digest_plan_make(set->entry->instrument->id, names, (int)width, &plan, err) < 0)
    goto done;
  for (size_t i = 0; i < set->row_count; i++) {
    row_cells(set, people, (uint32_t)i, cells);
    steg_digest_add(&digest, &plan, cells);
  }
  steg_digest_text(&digest, ret_text);
  result = 0;
done:
  steg_digest_plan_release(&plan);
  free(names);
  free(cells);
  return result;
}

bool steg_normal_same_attributes(const steg_row_set *set, uint32_t a, uint32_t b) {
  steg_cell x[HEAD_COUNT];
  steg_cell y[HEAD_COUNT];
  attribute_cells(attributes_of(set, a), x);
  attribute_cells(attributes_of(set, b), y);
  for (int i = 0; i < HEAD_COUNT - FIRST_ATTRIBUTE; i++)
    if (!steg_cell_equal(&x[i], &y[i]))
      return false;
  return true;
}
