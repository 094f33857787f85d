/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text of a cell means in its column: an initiative, a role, a period, an attribute, an answer. */
#include "intake/typing_part.h"

#include "instrument/model.h"
#include "intake/compound.h"
#include <string.h>

enum { FIRST_EVENT_YEAR = 1990 };

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

steg_reading steg_typing_interpret(steg_typing *typing, const steg_typing_column *column) {
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
