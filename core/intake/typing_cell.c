/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/typing_part.h"

#include "instrument/model.h"
#include "intake/compound.h"
#include <string.h>

enum { FIRST_EVENT_YEAR = 1990 };

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

static const char *role_list(steg_typing *typing) {
  steg_buffer text;
  steg_buffer_init(&text, 1024);
  for (uint32_t i = 0; i < typing->instrument->roles.count; i++) {
    steg_buffer_text(&text, i ? ", " : "");
    steg_buffer_text(&text, typing->instrument->roles.rows[i].label_sv);
  }
  const char *list = steg_arena_text_n(typing->arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return list;
}

static steg_reading reading_value(int32_t whole) {
  return (steg_reading){.kind = STEG_READING_VALUE, .whole = whole};
}

static steg_reading reading_refused(steg_finding_id id, const char *a) {
  return (steg_reading){.kind = STEG_READING_REFUSED, .finding = id, .a = a};
}

static steg_reading reading_empty(const char *text, size_t size) {
  return (steg_reading){.kind = STEG_READING_EMPTY,
                        .finding =
                            steg_value_absence_of(text, size) == STEG_VALUE_SAID_MISSING ? STEG_FINDING_MISSING : 0};
}

static const char *nearest_role(steg_typing *typing, const char *text) {
  uint32_t count = typing->instrument->roles.count;
  const char **labels = steg_arena_array(typing->arena, count, sizeof *labels);
  for (uint32_t i = 0; labels && i < count; i++)
    labels[i] = typing->instrument->roles.rows[i].label_sv;
  return labels ? steg_text_nearest(text, labels, count) : NULL;
}

static steg_reading read_role(steg_typing *typing, const char *text, size_t size) {
  int32_t role = size ? steg_model_role_index(typing->instrument, text) : -1;
  if (role >= 0)
    return reading_value(role);
  if (steg_value_absence_of(text, size))
    return reading_empty(text, size);
  steg_reading reading = reading_refused(STEG_FINDING_ROLE, role_list(typing));
  reading.b = nearest_role(typing, text);
  return reading;
}

static steg_reading read_initiative(steg_typing *typing, const char *text, size_t size) {
  const steg_import_options *options = typing->options;
  bool exact = false;
  if (steg_value_absence_of(text, size))
    return reading_empty(text, 0);
  int32_t found = steg_initiative_names_find(typing->initiative_names, text, &exact);
  if (found >= 0) {
    const steg_import_initiative *initiative = &options->initiatives[found];
    if (options->federation && initiative->federation && strcmp(options->federation, initiative->federation) != 0)
      return reading_refused(STEG_FINDING_TENANT, NULL);
    steg_reading reading = reading_value(found);
    reading.finding = exact ? 0 : STEG_FINDING_INITIATIVE_ALIAS;
    reading.a = exact ? NULL : initiative->title;
    return reading;
  }
  const char **titles = steg_arena_array(typing->arena, options->initiative_count, sizeof *titles);
  for (size_t i = 0; titles && i < options->initiative_count; i++)
    titles[i] = options->initiatives[i].title ? options->initiatives[i].title : options->initiatives[i].id;
  const char *near = titles ? steg_text_nearest(text, titles, options->initiative_count) : NULL;
  return reading_refused(near ? STEG_FINDING_INITIATIVE_NEAR : STEG_FINDING_INITIATIVE, near);
}

static steg_reading read_period(const char *text, size_t size) {
  steg_period period;
  if (steg_value_absence_of(text, size))
    return reading_empty(text, size);
  if (steg_period_parse(text, &period) || period.last == STEG_DATE_NONE)
    return reading_refused(STEG_FINDING_PERIOD, NULL);
  steg_reading reading = reading_value(period.last);
  reading.number = period.first;
  return reading;
}

/* The same, and as people write it in sheets of their own: "Q3 2024", "kvartal 3 2024". */
static steg_reading read_span(const char *text, size_t size) {
  char rest[STEG_SPAN_REST];
  steg_span span;
  steg_reading reading = read_period(text, size);
  if (reading.kind != STEG_READING_REFUSED || !steg_span_read(text, &span, rest) || *rest || !span.year)
    return reading;
  steg_period period = steg_span_period(&span, 0);
  reading = reading_value(period.last);
  reading.number = period.first;
  return reading;
}

/* (2 100): minus in bookkeeping, a remark elsewhere. Asked for, with the number as it would be without. */
static bool read_parentheses(const steg_typing *typing, const char *text, size_t size, const steg_item *item,
                             steg_reading *ret_reading) {
  double number = 0;
  steg_number_rules rules = {
      .decimal_mark = typing->rules.decimal_mark, .thousands_dot = typing->rules.thousands_dot, .unit = item->unit};
  if (size < 3 || text[0] != '(' || text[size - 1] != ')' ||
      steg_number_read(text + 1, size - 2, &rules, &number) > STEG_NUMBER_SPELLED)
    return false;
  *ret_reading = reading_refused(STEG_FINDING_NUM_PARENTHESES, steg_arena_text_n(typing->arena, text + 1, size - 2));
  return true;
}

/* A word that is kept as it stands: coach, referrer, team. */
static steg_reading read_words(steg_typing *typing, const char *text, size_t size) {
  if (steg_value_absence_of(text, size))
    return reading_empty(text, 0);
  if (steg_national_in_text(text, size))
    return reading_refused(STEG_FINDING_PII_FREETEXT, NULL);
  steg_reading reading = reading_value(1);
  reading.a = steg_arena_text_n(typing->arena, text, size);
  return reading;
}

/* When somebody took part: not before there was coordination between authorities, no spreadsheet's or computer's day zero, and
 * not years ahead. An end may be planned. */
static steg_reading read_event_date(steg_typing *typing, const char *text, size_t size, int years_ahead) {
  steg_date today = typing->options->today;
  steg_reading reading = steg_value_read_date(text, size, &typing->rules, typing->arena);
  if (reading.kind != STEG_READING_VALUE)
    return reading;
  int year = steg_date_year(reading.whole);
  bool ahead = today != STEG_DATE_NONE && year > steg_date_year(today) + years_ahead;
  return year < FIRST_EVENT_YEAR || ahead ? reading_refused(STEG_FINDING_DATE_RANGE, NULL) : reading;
}

static steg_reading read_attribute(steg_typing *typing, steg_attribute attribute, const char *text, size_t size) {
  switch (attribute) {
  case STEG_ATTRIBUTE_SEX:
    return steg_attribute_read_sex(text);
  case STEG_ATTRIBUTE_BIRTH_YEAR:
    return steg_attribute_read_birth_year(text, size, &typing->rules);
  case STEG_ATTRIBUTE_AGE:
    return steg_attribute_read_age(text, size);
  case STEG_ATTRIBUTE_MUNICIPALITY:
    return steg_attribute_read_municipality(text, typing->arena);
  case STEG_ATTRIBUTE_AREA:
    return steg_attribute_read_area(text);
  case STEG_ATTRIBUTE_START:
    return read_event_date(typing, text, size, 1);
  case STEG_ATTRIBUTE_END:
    return steg_attribute_is_open_end(text) ? reading_empty("-", 1) : read_event_date(typing, text, size, 10);
  case STEG_ATTRIBUTE_CONSENT:
  case STEG_ATTRIBUTE_PROTECTED:
    return steg_value_read_flag(text);
  default:
    return read_words(typing, text, size);
  }
}

/* A compound cell. One choice is a reading that can be kept: level in `whole`, extent in `number`. */
static steg_reading read_multi(steg_typing *typing, const steg_typing_column *column, const char *text, size_t size) {
  steg_reading reading = steg_compound_read(text, size, column->scale, &typing->rules, typing->arena, typing->choices);
  if (reading.kind != STEG_READING_VALUE || reading.whole != 1)
    return reading;
  for (uint32_t i = 0; i < column->scale->levels.count; i++)
    if (typing->choices[i] != STEG_SLOT_NONE) {
      reading.whole = (int32_t)i;
      reading.number = typing->choices[i];
    }
  reading.a = "";
  return reading;
}

static steg_reading interpret(steg_typing *typing, const steg_typing_column *column, const char *text, size_t size) {
  steg_reading asked;
  if (steg_value_is_spreadsheet_error(text))
    return reading_refused(steg_value_spreadsheet_fault(text), NULL);
  switch (column->mapped->target) {
  case STEG_COLUMN_INITIATIVE:
    return read_initiative(typing, text, size);
  case STEG_COLUMN_DATE:
    return read_event_date(typing, text, size, 1);
  case STEG_COLUMN_OCCASION:
    return steg_attribute_read_occasion(text);
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    return read_role(typing, text, size);
  case STEG_COLUMN_PERIOD:
    return typing->instrument->kind == STEG_KIND_AGGREGATE ? read_span(text, size) : read_period(text, size);
  case STEG_COLUMN_EXTENT:
    return steg_compound_read_extent(text, size);
  case STEG_COLUMN_ATTRIBUTE:
    return read_attribute(typing, column->mapped->attribute, text, size);
  default:
    if (!column->item)
      return reading_empty(text, 0);
    if (column->item->type == STEG_ITEM_MULTI)
      return read_multi(typing, column, text, size);
    if (column->item->type == STEG_ITEM_NUMBER && read_parentheses(typing, text, size, column->item, &asked))
      return asked;
    return steg_value_read(text, size, column->item, column->scale, &typing->rules, typing->arena);
  }
}

/* The cell in `typing->text`: as it stands, or as the source's mapping says it is meant. */
static steg_reading interpret_by_source(steg_typing *typing, const steg_typing_column *column) {
  const steg_lexicon_column *source = column->mapped->source;
  const steg_lexicon_value *value = source ? steg_lexicon_value_of(source, typing->text.bytes) : NULL;
  typing->rules.dates = source ? source->dates : 0;
  if (!value || !*value->meaning)
    return interpret(typing, column, typing->text.bytes, typing->text.size);
  bool proposed = value->certainty == STEG_CERTAINTY_PROPOSED && !column->mapped->personal;
  if (!strcmp(value->meaning, steg_lexicon_no_answer))
    return (steg_reading){.kind = STEG_READING_EMPTY,
                          .finding = proposed ? STEG_FINDING_MAPPING_VALUE : STEG_FINDING_MISSING,
                          .a = proposed ? value->meaning : NULL,
                          .b = proposed ? typing->mapping->source->name : NULL};
  steg_reading reading = interpret(typing, column, value->meaning, strlen(value->meaning));
  bool multi = column->item && column->item->type == STEG_ITEM_MULTI; /* its `a` is spoken for */
  if (reading.kind == STEG_READING_VALUE && !multi && proposed) {
    reading.finding = STEG_FINDING_MAPPING_VALUE;
    reading.a = value->meaning;
    reading.b = typing->mapping->source->name;
  } else if (reading.kind == STEG_READING_VALUE && !multi && !steg_text_same(value->meaning, typing->text.bytes)) {
    reading.finding = STEG_FINDING_SPELLING;
    reading.a = value->meaning;
  }
  return reading;
}

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
    return reading_empty("", 0);
  }
  if (oddities)
    steg_typing_report_oddities(typing, column, oddities);
  steg_reading reading = interpret_by_source(typing, column);
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
