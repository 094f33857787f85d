/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/normal.h"

#include "store/answers.h"
#include <stdlib.h>
#include <string.h>

static const char *const head_names[] = {
    "_initiative",   "_person", "_date", "_role",  "_occasion", "_first", "_start",    "_end",   "_birth_year",
    "_municipality", "_sex",    "_area", "_coach", "_referrer", "_team",  "_priority", "_source"};
enum { HEAD_COUNT = sizeof head_names / sizeof head_names[0], FIRST_ATTRIBUTE = 6 };

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

/* Which cells of a row can hold anything: a NULL adds nothing to the sum, and a form with items for several roles has many. */
typedef struct steg_normal_columns {
  const char **names;
  uint32_t *answers; /* columns of the set's slots: those somebody answered */
  uint32_t answer_count;
  int head; /* columns before the answers: with the attributes when the set has any */
} steg_normal_columns;

static int find_columns(const steg_row_set *set, steg_normal_columns *columns, steg_error *err) {
  const steg_layout *layout = set->entry->layout;
  uint32_t width = steg_rows_width(set);
  bool *used = calloc(width + (size_t)1, sizeof *used);
  columns->head = set->attribute_count ? HEAD_COUNT : FIRST_ATTRIBUTE;
  columns->names = calloc(HEAD_COUNT + (size_t)width, sizeof *columns->names);
  columns->answers = calloc(width + (size_t)1, sizeof *columns->answers);
  if (!used || !columns->names || !columns->answers) {
    free(used);
    return steg_error_memory(err);
  }
  steg_answers_find_used(set, used);
  for (int i = 0; i < columns->head; i++)
    columns->names[i] = head_names[i];
  for (uint32_t i = 0; i < width; i++)
    if (used[i]) {
      columns->names[columns->head + (int)columns->answer_count] = layout->slots[steg_rows_slot(set, i)].name;
      columns->answers[columns->answer_count++] = i;
    }
  free(used);
  return 0;
}

static void row_cells(const steg_row_set *set, const steg_people *people, const steg_normal_columns *columns,
                      uint32_t row, steg_cell *cells) {
  const steg_row *this = &set->rows[row];
  uint32_t entry = people->of_row[row];
  cells[0] = steg_cell_text(set->initiatives[this->initiative].id);
  cells[1] = entry == STEG_PEOPLE_NOBODY ? steg_cell_null()
                                         : steg_cell_blob(people->entries[entry].pseudonym, STEG_PSEUDONYM_BYTES);
  cells[2] = number_cell(this->date, STEG_DATE_NONE);
  cells[3] = steg_cell_text(this->role < 0 ? NULL : set->entry->instrument->roles.rows[this->role].id);
  cells[4] = number_cell(this->occasion, 0);
  cells[5] = set->entry->instrument->kind == STEG_KIND_AGGREGATE ? steg_cell_integer(this->first) : steg_cell_null();
  if (columns->head == HEAD_COUNT)
    attribute_cells(attributes_of(set, row), cells + FIRST_ATTRIBUTE);
  for (uint32_t i = 0; i < columns->answer_count; i++)
    cells[columns->head + (int)i] = steg_answers_cell(set, row, columns->answers[i]);
}

int steg_normal_hash(const steg_row_set *set, const steg_people *people, char ret_text[STEG_HASH_TEXT],
                     steg_error *err) {
  steg_digest digest = {0};
  steg_digest_plan plan = {0};
  steg_normal_columns columns = {0};
  steg_cell *cells = calloc(HEAD_COUNT + (size_t)steg_rows_width(set), sizeof *cells);
  if (!cells)
    return steg_error_memory(err);
  int result = find_columns(set, &columns, err);
  if (result == 0)
    result = steg_digest_plan_make(set->entry->instrument->id, columns.names, columns.head + (int)columns.answer_count,
                                   &plan, err);
  for (size_t i = 0; i < set->row_count && result == 0; i++) {
    row_cells(set, people, &columns, (uint32_t)i, cells);
    steg_digest_add(&digest, &plan, cells);
  }
  if (result == 0)
    steg_digest_text(&digest, ret_text);
  steg_digest_plan_release(&plan);
  free(columns.names);
  free(columns.answers);
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
