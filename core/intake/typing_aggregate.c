/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of an aggregate: numbers of periods, side by side or below each other, with what tells them apart. */
#include "intake/typing_part.h"

#include "instrument/model.h"
#include <string.h>

/* ---- cells */

/* A kommun, by name or code, as the four digits of its code. */
static void put_municipality(steg_typing *typing, const steg_typing_column *column, const steg_reading *reading) {
  char code[8];
  int value = reading->whole;
  for (int i = 3; i >= 0; i--, value /= 10)
    code[i] = (char)('0' + value % 10);
  typing->line.slots[column->first_slot] = steg_harvest_text(&typing->harvest, code, 4);
  typing->memory_is_out = typing->memory_is_out || typing->line.slots[column->first_slot] < 0;
}

void steg_typing_read_category(steg_typing *typing, const steg_typing_column *column, steg_field cell) {
  const steg_sum *total = steg_model_total(typing->instrument);
  if (column->mapped->target == STEG_COLUMN_ATTRIBUTE) {
    steg_reading reading = steg_typing_read_cell(typing, column, cell);
    if (reading.kind == STEG_READING_VALUE)
      put_municipality(typing, column, &reading);
    return;
  }
  int oddities = steg_field_clean(cell, STEG_FIELD_TRIM, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return;
  }
  steg_typing_report_oddities(typing, column, oddities);
  const char *text = typing->text.bytes;
  if (steg_value_absence_of(text, typing->text.size))
    return;
  if (steg_national_in_text(text, typing->text.size)) {
    steg_typing_report(typing, STEG_FINDING_PII_FREETEXT, column, (steg_field){0}, NULL);
    return;
  }
  size_t size = 0;
  for (const char *cursor = total ? total->words : NULL, *word; (word = steg_model_next_word(&cursor, '|', &size));) {
    const char *said = steg_arena_text_n(typing->arena, word, size);
    if (said && steg_text_same(said, text)) {
      typing->is_total = true;
      return;
    }
  }
  int32_t *slot = &typing->line.slots[column->first_slot];
  *slot = steg_harvest_text(&typing->harvest, text, typing->text.size);
  typing->memory_is_out = typing->memory_is_out || *slot < 0;
}

/* ---- periods */

/* From the first to the last day that the headers' own periods reach: what a column of sums beside them is of. */
static steg_period reach_of(const steg_typing *typing) {
  steg_period reach = {STEG_DATE_NONE, STEG_DATE_NONE};
  for (size_t i = 0; i < typing->mapping->group_count; i++) {
    const steg_span *span = &typing->mapping->groups[i].span;
    if (!span->first_month || !span->year)
      continue;
    steg_period period = steg_span_period(span, 0);
    if (reach.first == STEG_DATE_NONE || period.first < reach.first)
      reach.first = period.first;
    if (reach.last == STEG_DATE_NONE || period.last > reach.last)
      reach.last = period.last;
  }
  return reach;
}

/* The period of a group (NULL: of the line itself); a first day of NONE when it can't be told (reported). */
static steg_period period_of(steg_typing *typing, const steg_header_group *group) {
  steg_period line = {typing->line.first, typing->line.date}, none = {STEG_DATE_NONE, STEG_DATE_NONE};
  bool said = line.first != STEG_DATE_NONE;
  if (group && group->span.first_month) {
    bool one_year = said && steg_date_year(line.first) == steg_date_year(line.last);
    if (group->span.year || one_year)
      return steg_span_period(&group->span, one_year ? steg_date_year(line.first) : 0);
    if (steg_typing_is_clean(typing))
      steg_typing_report(typing, STEG_FINDING_PERIOD_YEAR, NULL, (steg_field){0}, NULL);
    return none;
  }
  if (said)
    return line;
  steg_period reach = reach_of(typing);
  if (group && reach.first != STEG_DATE_NONE)
    return reach;
  if (steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_PERIOD_MISSING, NULL, (steg_field){0}, NULL);
  return none;
}

/* ---- rows */

static bool is_value(const steg_typing *typing, uint32_t item) {
  return steg_model_is_value(&typing->instrument->items.rows[item]);
}

/* What it is about: as the column, the words of a total or the line say; a line that says nothing is a part. */
static int32_t role_of(steg_typing *typing, const steg_header_group *group) {
  const steg_sum *total = steg_model_total(typing->instrument);
  if (typing->is_total)
    return steg_model_role_index(typing->instrument, total->total);
  if (group && group->role >= 0)
    return group->role;
  if (typing->line.role >= 0)
    return typing->line.role;
  if (total)
    return steg_model_role_index(typing->instrument, total->part);
  if (typing->instrument->roles.count == 1)
    return 0;
  if (typing->instrument->roles.count && steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_ROLE_MISSING, NULL, (steg_field){0}, NULL);
  return -1;
}

static void emit(steg_typing *typing, int32_t initiative, const steg_header_group *group,
                 const steg_typing_draft *draft) {
  const steg_layout *layout = typing->entry->layout;
  int32_t *slots = typing->made[0].slots;
  for (uint32_t i = 0; i < typing->instrument->items.count; i++) {
    uint32_t at = layout->first_slot[i];
    slots[at] = (is_value(typing, i) ? draft : &typing->line)->slots[at];
  }
  steg_period period = period_of(typing, group);
  steg_row row = {.line = typing->row,
                  .initiative = initiative,
                  .person = STEG_ROW_NOBODY,
                  .first = period.first,
                  .date = period.last,
                  .role = (int16_t)role_of(typing, group),
                  .attributes = -1};
  steg_typing_settle(typing, row, slots);
}

void steg_typing_emit_aggregate(steg_typing *typing) {
  int32_t initiative = steg_typing_row_initiative(typing);
  bool any = typing->line.answered;
  if (typing->line.answered)
    emit(typing, initiative, NULL, &typing->line);
  for (size_t i = 0; i < typing->mapping->group_count; i++)
    if (typing->groups[i].answered) {
      emit(typing, initiative, &typing->mapping->groups[i], &typing->groups[i]);
      any = true;
    }
  if (!any && steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_NO_NUMBERS, NULL, (steg_field){0}, NULL);
}
