/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/like.h"

#include "base/file.h"
#include "instrument/model.h"
#include "intake/calendar.h"
#include "intake/grid.h"
#include "intake/national.h"
#include <string.h>

static bool goes_by(const steg_column *column, const char *header) {
  size_t size = 0;
  char name[256];
  if (steg_text_same(column->header, header))
    return true;
  for (const char *cursor = column->aliases, *word; (word = steg_model_next_word(&cursor, '|', &size));) {
    if (size >= sizeof name)
      continue;
    memcpy(name, word, size);
    name[size] = '\0';
    if (steg_text_same(name, header))
      return true;
  }
  return false;
}

/* Place of the column in the file, by one instrument's names; -1 when it is not there. */
static int find(const steg_grid *grid, const steg_instrument *form, steg_column_target target,
                steg_attribute attribute) {
  for (size_t i = 0; i < grid->column_count; i++)
    for (uint32_t j = 0; j < form->columns.count; j++) {
      const steg_column *column = &form->columns.rows[j];
      if (column->target == target && column->attribute == attribute && goes_by(column, grid->headers[i]))
        return (int)i;
    }
  return -1;
}

static int find_any(const steg_project *project, const steg_grid *grid, const steg_instrument *form,
                    steg_column_target target, steg_attribute attribute) {
  int place = find(grid, form, target, attribute);
  for (size_t i = 0; place < 0 && i < steg_registry_count(project->registry); i++) {
    const steg_instrument *other = steg_registry_at(project->registry, i)->instrument;
    if (other->kind == STEG_KIND_REGISTER)
      place = find(grid, other, target, attribute);
  }
  return place;
}

static steg_date date_at(const steg_grid *grid, size_t row, int place) {
  steg_date date = STEG_DATE_NONE;
  if (place < 0)
    return date;
  const char *text = steg_grid_cell(grid, row, (size_t)place);
  steg_calendar_verdict verdict = steg_calendar_read(text, strlen(text), STEG_CALENDAR_THIS_CENTURY, &date);
  return verdict <= STEG_CALENDAR_TIMED ? date : STEG_DATE_NONE;
}

int steg_like_read(const steg_project *project, const steg_instrument *instrument, const char *path, const char *sheet,
                   steg_synth_person **ret_people, size_t *ret_count, steg_error *err) {
  steg_grid grid;
  const char *name = steg_file_name(path);
  if (steg_grid_read(path, sheet, project->arena, &grid, err) < 0)
    return -1;
  int key = find_any(project, &grid, instrument, STEG_COLUMN_PERSON, 0);
  int start = find_any(project, &grid, instrument, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START);
  int end = find_any(project, &grid, instrument, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_END);
  int initiative = find_any(project, &grid, instrument, STEG_COLUMN_INITIATIVE, 0);
  if (key < 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: no column of participants is in it", name);
  steg_synth_person *people = steg_arena_array(project->arena, grid.row_count + 1, sizeof *people);
  if (!people)
    return steg_error_memory(err);
  size_t count = 0;
  for (size_t i = 0; i < grid.row_count; i++) {
    steg_synth_person *person = &people[count];
    person->key = steg_grid_cell(&grid, i, (size_t)key);
    if (!person->key[0])
      continue;
    if (steg_national_like_in_text(person->key, strlen(person->key)))
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "%s, row %zu: the key looks like a personnummer; invented data are only made for own codes",
                            name, i + 2);
    person->start = date_at(&grid, i, start);
    person->end = date_at(&grid, i, end);
    const char *where = initiative < 0 ? "" : steg_grid_cell(&grid, i, (size_t)initiative);
    person->initiative = *where ? where : NULL;
    count++;
  }
  *ret_people = people;
  *ret_count = count;
  return 0;
}
