/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/typing_part.h"

#include "instrument/model.h"
#include <string.h>

/* ---- reporting */

int32_t steg_typing_report(steg_typing *typing, steg_finding_id id, const steg_typing_column *column, steg_field value,
                           const char *a) {
  bool shown = column && !column->mapped->personal;
  return steg_findings_add(typing->book, &(steg_findings_report){.id = id,
                                                                 .row = typing->row,
                                                                 .column = column ? column->place : 0,
                                                                 .value = shown ? value : (steg_field){0},
                                                                 .a = a});
}

/* What came of the cell in `typing->text`. */
static int32_t report_reading(steg_typing *typing, const steg_typing_column *column, const steg_reading *reading) {
  steg_findings_report report = {
      .id = reading->finding, .row = typing->row, .column = column->place, .a = reading->a, .b = reading->b};
  if (!column->mapped->personal)
    report.value = (steg_field){typing->text.bytes, typing->text.size};
  return steg_findings_add(typing->book, &report);
}

void steg_typing_report_oddities(steg_typing *typing, const steg_typing_column *column, int oddities) {
  if (oddities & STEG_FIELD_INVISIBLE)
    steg_typing_report(typing, STEG_FINDING_INVISIBLE, column, (steg_field){0}, NULL);
  if (oddities & STEG_FIELD_BIDI)
    steg_typing_report(typing, STEG_FINDING_BIDI, column, (steg_field){0}, NULL);
  if (oddities & STEG_FIELD_MOJIBAKE)
    steg_typing_report(typing, STEG_FINDING_MOJIBAKE, NULL, (steg_field){0}, NULL);
  if (oddities & STEG_FIELD_LOST)
    steg_typing_report(typing, STEG_FINDING_LOST, column, (steg_field){0}, NULL);
  if (oddities & STEG_FIELD_CONTROL)
    steg_typing_report(typing, STEG_FINDING_CTRL_CELL, column, (steg_field){0}, NULL);
}

/* ---- reading a cell */

/* Keeps the first cell with letters beyond ASCII that is no person's, for a note on a guessed encoding. */
static void take_sample(steg_typing *typing, const steg_typing_column *column, const char *text, size_t size) {
  if (typing->sample || column->mapped->personal || size > 60 || steg_national_like_in_text(text, size))
    return;
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)text[i] >= 0x80) {
      typing->sample = steg_arena_text_n(typing->arena, text, size);
      return;
    }
}

/* What a cell means, reported; from the column's spellings when it was seen before. */
steg_reading steg_typing_read_cell(steg_typing *typing, const steg_typing_column *column, steg_field cell) {
  steg_spelling *slot = column->spellings ? steg_spelling_slot(column->spellings, column->spelling_count, cell) : NULL;
  if (slot && steg_spelling_is(slot, cell)) {
    steg_findings_again(typing->book, slot->group, typing->row);
    return slot->reading;
  }
  int oddities = steg_field_clean(cell, STEG_FIELD_TRIM, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return (steg_reading){.kind = STEG_READING_EMPTY};
  }
  if (oddities)
    steg_typing_report_oddities(typing, column, oddities);
  steg_reading reading = steg_typing_interpret(typing, column);
  take_sample(typing, column, typing->text.bytes, typing->text.size);
  int32_t group = -1;
  if (reading.finding)
    group = report_reading(typing, column, &reading);
  bool several = column->item && column->item->type == STEG_ITEM_MULTI && reading.kind == STEG_READING_VALUE &&
                 column->mapped->target == STEG_COLUMN_ITEM && !reading.a;
  if (slot && !oddities && !several && reading.kind != STEG_READING_REFUSED) {
    *slot = (steg_spelling){.size_plus_one = (uint8_t)(cell.size + 1), .group = group, .reading = reading};
    memcpy(slot->bytes, cell.bytes, cell.size);
  }
  return reading;
}

/* ---- putting a reading where it belongs */

steg_typing_draft *steg_typing_draft_of(steg_typing *typing, const steg_typing_column *column) {
  bool wide = column->mapped->group >= 0 && typing->instrument->kind != STEG_KIND_REGISTER;
  return wide ? &typing->groups[column->mapped->group] : &typing->line;
}

static void put_attribute(steg_typing *typing, const steg_typing_column *column, const steg_reading *reading) {
  steg_attributes *attributes = &typing->attributes;
  typing->has_attributes = true;
  switch (column->mapped->attribute) {
  case STEG_ATTRIBUTE_SEX:
    attributes->sex = (steg_sex)reading->whole;
    break;
  case STEG_ATTRIBUTE_BIRTH_YEAR:
    attributes->birth_year = reading->whole;
    typing->stated_birth = true;
    break;
  case STEG_ATTRIBUTE_AGE:
    typing->age = reading->whole;
    break;
  case STEG_ATTRIBUTE_MUNICIPALITY:
    attributes->municipality = reading->whole;
    break;
  case STEG_ATTRIBUTE_AREA:
    attributes->area = (steg_area)reading->whole;
    break;
  case STEG_ATTRIBUTE_START:
    attributes->start = reading->whole;
    break;
  case STEG_ATTRIBUTE_END:
    attributes->end = reading->whole;
    break;
  case STEG_ATTRIBUTE_COACH:
    attributes->coach = reading->a;
    break;
  case STEG_ATTRIBUTE_REFERRER:
    attributes->referrer = reading->a;
    break;
  case STEG_ATTRIBUTE_TEAM:
    attributes->team = reading->a;
    break;
  case STEG_ATTRIBUTE_PRIORITY:
    attributes->priority = reading->a;
    break;
  case STEG_ATTRIBUTE_SOURCE:
    attributes->source = reading->a;
    break;
  default:
    break;
  }
}

static void put_item(steg_typing *typing, const steg_typing_column *column, const steg_reading *reading,
                     steg_typing_draft *draft) {
  int32_t *slot = &draft->slots[column->first_slot];
  if (!column->item)
    return;
  /* What tells numbers apart is no number yet. */
  draft->answered =
      draft->answered || typing->instrument->kind != STEG_KIND_AGGREGATE || steg_model_is_value(column->item);
  if (column->item->type == STEG_ITEM_MULTI) {
    if (reading->a) /* one choice, perhaps from the spellings */
      slot[reading->whole] = (int32_t)reading->number;
    else
      memcpy(slot, typing->choices, column->scale->levels.count * sizeof *slot);
  } else if (column->item->type == STEG_ITEM_NUMBER || column->item->type == STEG_ITEM_PERCENT) {
    *slot = steg_harvest_number(&typing->harvest, reading->number);
    typing->memory_is_out = typing->memory_is_out || *slot < 0;
  } else {
    *slot = reading->whole;
  }
}

static void put(steg_typing *typing, const steg_typing_column *column, const steg_reading *reading) {
  steg_typing_draft *draft = steg_typing_draft_of(typing, column);
  switch (column->mapped->target) {
  case STEG_COLUMN_INITIATIVE:
    typing->initiative = reading->whole;
    break;
  case STEG_COLUMN_DATE:
  case STEG_COLUMN_PERIOD:
    draft->date = reading->whole;
    if (column->mapped->target == STEG_COLUMN_PERIOD)
      draft->first = (steg_date)reading->number;
    break;
  case STEG_COLUMN_OCCASION:
    draft->occasion = reading->whole;
    break;
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    draft->role = reading->whole;
    break;
  case STEG_COLUMN_EXTENT:
    typing->extents[column->mapped->item] = reading->whole;
    break;
  case STEG_COLUMN_ATTRIBUTE:
    put_attribute(typing, column, reading);
    break;
  default:
    put_item(typing, column, reading, draft);
    break;
  }
}

static bool has_other_control(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)text[i] == 0x7F || ((unsigned char)text[i] < 0x20 && !strchr("\t\n\v\f\r", text[i])))
      return true;
  return false;
}

/* Free text: kept as it stands, unless it names somebody. */
static void read_free_text(steg_typing *typing, const steg_typing_column *column, steg_field cell) {
  if (steg_field_is_blank(cell))
    return;
  int oddities = steg_field_clean(cell, STEG_FIELD_KEEP_ENDS, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return;
  }
  /* A form feed or a vertical tab (a line break of Excel) in a text is nobody's mistake to mend; the others are told of. */
  steg_typing_report_oddities(typing, column, oddities & ~STEG_FIELD_CONTROL);
  if ((oddities & STEG_FIELD_CONTROL) && has_other_control(typing->text.bytes, typing->text.size))
    steg_typing_report(typing, STEG_FINDING_CTRL_KEPT, column, (steg_field){0}, NULL);
  if (steg_national_in_text(typing->text.bytes, typing->text.size)) {
    steg_typing_report(typing, STEG_FINDING_PII_FREETEXT, column, (steg_field){0}, NULL);
    return;
  }
  if (steg_value_is_spreadsheet_error(typing->text.bytes)) {
    steg_typing_report(typing, steg_value_spreadsheet_fault(typing->text.bytes), column, (steg_field){0}, NULL);
    return;
  }
  if (steg_attribute_is_test_person(typing->text.bytes))
    steg_typing_report(typing, STEG_FINDING_TEST, NULL, (steg_field){0}, NULL);
  steg_typing_draft *draft = steg_typing_draft_of(typing, column);
  draft->slots[column->first_slot] = steg_harvest_text(&typing->harvest, typing->text.bytes, typing->text.size);
  draft->answered = true;
  typing->memory_is_out = typing->memory_is_out || draft->slots[column->first_slot] < 0;
}

steg_field steg_typing_cell_of(const steg_line *line, const steg_typing_column *column) {
  size_t stored = steg_line_stored(line);
  return column->place <= stored ? line->cells[column->place - 1] : (steg_field){"", 0};
}

/* What an anonymous row is read for: where, sex and when. */
static bool serves_anonymous(const steg_mapped *mapped) {
  if (mapped->target == STEG_COLUMN_ATTRIBUTE)
    return mapped->attribute == STEG_ATTRIBUTE_SEX || mapped->attribute == STEG_ATTRIBUTE_START;
  return mapped->target == STEG_COLUMN_INITIATIVE || mapped->target == STEG_COLUMN_DATE;
}

void steg_typing_read_columns(steg_typing *typing, const steg_line *line, steg_typing_scope scope) {
  for (size_t i = 0; i < typing->column_count; i++) {
    const steg_typing_column *column = &typing->columns[i];
    int32_t index = (int32_t)i;
    if (index == typing->person_column || index == typing->consent_column || index == typing->protected_column ||
        (scope == STEG_TYPING_ANONYMOUS && !serves_anonymous(column->mapped)))
      continue;
    steg_field cell = steg_typing_cell_of(line, column);
    if (column->item && column->item->type == STEG_ITEM_TEXT && typing->instrument->kind == STEG_KIND_AGGREGATE) {
      steg_typing_read_category(typing, column, cell);
      continue;
    }
    if (column->item && column->item->type == STEG_ITEM_TEXT) {
      read_free_text(typing, column, cell);
      continue;
    }
    if (!cell.size)
      continue;
    steg_reading reading = steg_typing_read_cell(typing, column, cell);
    if (reading.kind == STEG_READING_VALUE)
      put(typing, column, &reading);
  }
}
