/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/typing.h"

#include "instrument/model.h"
#include "intake/attribute.h"
#include "intake/checks.h"
#include "intake/grow.h"
#include "intake/person.h"
#include "intake/spelling.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 10 * 1000 * 1000, OCCASIONS = 5, TEXT_MAX = STEG_CELL_MAX + 4096 };

/* A column of the file while it is read. */
typedef struct file_column {
  const steg_mapped *mapped;
  const steg_item *item;
  const steg_scale *scale;
  uint32_t first_slot;
  uint32_t place; /* 1-based */
  steg_spelling *spellings;
} file_column;

/* A row in the making: of the whole line, or of one group of a wide sheet. */
typedef struct row_draft {
  int32_t role, occasion;
  steg_date date;
  int32_t *slots;
  bool answered;
} row_draft;

struct steg_typing {
  const steg_registry_entry *entry;
  const steg_instrument *instrument;
  const steg_import_options *options;
  const steg_mapping *mapping;
  steg_findings_book *book;
  steg_arena *arena; /* columns, texts */
  steg_value_rules rules;
  steg_harvest harvest;
  steg_checks *checks;
  file_column *columns;
  size_t column_count;
  int32_t person_column, consent_column, protected_column; /* index into columns, -1 = none */
  uint32_t *column_of_item;
  bool *asked;       /* [role + 1][occasion][item] */
  steg_buffer text;  /* the cell being read */
  row_draft line;    /* what holds for the whole line */
  row_draft *groups; /* of a wide sheet */
  int32_t *merged;   /* slots of the row given away */
  int32_t *extents;  /* by item: from an EXTENT column, 0 = none */
  int32_t *choices;  /* levels of a compound cell */
  steg_attributes attributes;
  bool has_attributes, stated_birth;
  int32_t age;
  int32_t initiative; /* index into options->initiatives, -1 = none yet */
  int32_t default_initiative;
  int32_t *initiative_rows; /* by options' initiative: index into row_initiatives, -1 = not used yet */
  steg_row_initiative *row_initiatives;
  size_t row_initiative_count;
  uint32_t row;
  size_t errors_before;
  bool memory_is_out;
  /* results */
  steg_typing_counts counts;
  uint32_t *rejected;
  size_t rejected_count, rejected_capacity;
  steg_date last_date;
  char *sample;
  /* the person of the row before: rows of one person follow each other in most files */
  char last_key[64];
  size_t last_key_size;
  steg_person last_person;
  int32_t last_person_index;
};

/* ---- making */

static bool is_cached(const steg_mapped *mapped, const steg_item *item) {
  if (mapped->target == STEG_COLUMN_PERSON)
    return false;
  return !item || (item->type != STEG_ITEM_TEXT && item->type != STEG_ITEM_NUMBER && item->type != STEG_ITEM_PERCENT);
}

static int make_columns(steg_typing *typing) {
  typing->columns = steg_arena_array(typing->arena, typing->mapping->count, sizeof *typing->columns);
  typing->column_of_item =
      steg_arena_array(typing->arena, typing->instrument->items.count, sizeof *typing->column_of_item);
  if (!typing->columns || !typing->column_of_item)
    return -1;
  for (size_t i = 0; i < typing->mapping->count; i++) {
    const steg_mapped *mapped = &typing->mapping->columns[i];
    if (!mapped->target || mapped->target == STEG_COLUMN_IGNORE)
      continue;
    file_column *column = &typing->columns[typing->column_count];
    column->mapped = mapped;
    column->place = (uint32_t)i + 1;
    if (mapped->item >= 0) {
      column->item = &typing->instrument->items.rows[mapped->item];
      column->scale = steg_model_item_scale(typing->instrument, column->item);
      column->first_slot = typing->entry->layout->first_slot[mapped->item];
      if (!typing->column_of_item[mapped->item])
        typing->column_of_item[mapped->item] = column->place;
    }
    if (is_cached(mapped, column->item)) {
      column->spellings = steg_arena_array(typing->arena, STEG_SPELLING_SLOTS, sizeof *column->spellings);
      if (!column->spellings)
        return -1;
    }
    int32_t index = (int32_t)typing->column_count++;
    if (mapped->target == STEG_COLUMN_PERSON)
      typing->person_column = index;
    if (mapped->target == STEG_COLUMN_ATTRIBUTE && mapped->attribute == STEG_ATTRIBUTE_CONSENT)
      typing->consent_column = index;
    if (mapped->target == STEG_COLUMN_ATTRIBUTE && mapped->attribute == STEG_ATTRIBUTE_PROTECTED)
      typing->protected_column = index;
  }
  return 0;
}

static int make_asked(steg_typing *typing) {
  const steg_instrument *instrument = typing->instrument;
  uint32_t items = instrument->items.count, roles = instrument->roles.count + 1;
  typing->asked = steg_arena_array(typing->arena, (size_t)roles * OCCASIONS * items, sizeof *typing->asked);
  if (!typing->asked)
    return -1;
  for (uint32_t role = 0; role < roles; role++)
    for (uint32_t occasion = 0; occasion < OCCASIONS; occasion++)
      for (uint32_t item = 0; item < items; item++)
        typing->asked[(role * OCCASIONS + occasion) * items + item] =
            steg_model_role_answers(instrument, &instrument->items.rows[item], (int32_t)role - 1) &&
            steg_model_occasion_asks(&instrument->items.rows[item], (steg_occasion)occasion);
  return 0;
}

static int make_drafts(steg_typing *typing) {
  uint32_t slot_count = typing->entry->layout->slot_count;
  size_t group_count = typing->mapping->group_count;
  typing->line.slots = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
  typing->merged = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
  typing->choices = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
  typing->extents = steg_arena_array(typing->arena, typing->instrument->items.count, sizeof(int32_t));
  typing->groups = steg_arena_array(typing->arena, group_count, sizeof *typing->groups);
  if (!typing->line.slots || !typing->merged || !typing->choices || !typing->extents || !typing->groups)
    return -1;
  for (size_t i = 0; i < group_count; i++) {
    typing->groups[i].slots = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
    if (!typing->groups[i].slots)
      return -1;
  }
  return 0;
}

static int32_t find_initiative(const steg_import_options *options, const char *text, bool *ret_exact) {
  for (size_t i = 0; i < options->initiative_count; i++) {
    const steg_import_initiative *initiative = &options->initiatives[i];
    *ret_exact = true;
    if (!strcmp(initiative->id, text) || (initiative->title && steg_text_same(initiative->title, text)))
      return (int32_t)i;
  }
  *ret_exact = false;
  for (size_t i = 0; i < options->initiative_count; i++) {
    const steg_import_initiative *initiative = &options->initiatives[i];
    if (steg_text_same(initiative->id, text))
      return (int32_t)i;
    for (size_t k = 0; initiative->aliases && initiative->aliases[k]; k++)
      if (steg_text_same(initiative->aliases[k], text))
        return (int32_t)i;
  }
  return -1;
}

static int make_initiatives(steg_typing *typing) {
  const steg_import_options *options = typing->options;
  bool exact = false;
  typing->initiative_rows = steg_arena_array(typing->arena, options->initiative_count, sizeof(int32_t));
  typing->row_initiatives = steg_arena_array(typing->arena, options->initiative_count, sizeof *typing->row_initiatives);
  if (!typing->initiative_rows || !typing->row_initiatives)
    return -1;
  for (size_t i = 0; i < options->initiative_count; i++)
    typing->initiative_rows[i] = -1;
  typing->default_initiative = options->initiative ? find_initiative(options, options->initiative, &exact) : -1;
  return 0;
}

steg_typing *steg_typing_new(const steg_registry_entry *entry, const steg_import_options *options,
                             const steg_mapping *mapping, steg_findings_book *book) {
  steg_typing *typing = calloc(1, sizeof *typing);
  if (!typing)
    return NULL;
  *typing = (steg_typing){.entry = entry,
                          .instrument = entry->instrument,
                          .options = options,
                          .mapping = mapping,
                          .book = book,
                          .person_column = -1,
                          .consent_column = -1,
                          .protected_column = -1,
                          .last_date = STEG_DATE_NONE,
                          .rules = {.decimal_mark = options->decimal_mark == '.' ? '.' : ',',
                                    .thousands_dot = options->thousands_dot,
                                    .today = options->today,
                                    .lang = options->lang == STEG_LANG_EN ? STEG_LANG_EN : STEG_LANG_SV}};
  steg_buffer_init(&typing->text, TEXT_MAX);
  typing->arena = steg_arena_new(0);
  typing->harvest = (steg_harvest){.layout = entry->layout,
                                   .kind = entry->instrument->kind,
                                   .arena = typing->arena,
                                   .people = {.arena = typing->arena}};
  if (!typing->arena || make_columns(typing) || make_asked(typing) || make_drafts(typing) || make_initiatives(typing))
    goto fail;
  typing->checks = steg_checks_make(entry, typing->column_of_item, typing->arena);
  if (!typing->checks)
    goto fail;
  return typing;
fail:
  steg_typing_free(typing);
  return NULL;
}

void steg_typing_free(steg_typing *typing) {
  if (!typing)
    return;
  steg_harvest_release(&typing->harvest);
  steg_buffer_release(&typing->text);
  steg_arena_free(typing->arena);
  free(typing->rejected);
  free(typing);
}

/* ---- reporting */

static int32_t report(steg_typing *typing, steg_finding_id id, const file_column *column, steg_cell value,
                      const char *a) {
  bool shown = column && !column->mapped->personal;
  return steg_findings_add(typing->book, &(steg_findings_report){.id = id,
                                                                 .row = typing->row,
                                                                 .column = column ? column->place : 0,
                                                                 .value = shown ? value : (steg_cell){0},
                                                                 .a = a});
}

static void report_oddities(steg_typing *typing, const file_column *column, int oddities) {
  if (oddities & STEG_CELL_INVISIBLE)
    report(typing, STEG_FINDING_INVISIBLE, column, (steg_cell){0}, NULL);
  if (oddities & STEG_CELL_BIDI)
    report(typing, STEG_FINDING_BIDI, column, (steg_cell){0}, NULL);
  if (oddities & STEG_CELL_MOJIBAKE)
    report(typing, STEG_FINDING_MOJIBAKE, NULL, (steg_cell){0}, NULL);
  if (oddities & STEG_CELL_CONTROL)
    report(typing, STEG_FINDING_CTRL_CELL, column, (steg_cell){0}, NULL);
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

static steg_reading read_role(steg_typing *typing, const char *text, size_t size) {
  int32_t role = size ? steg_model_role_index(typing->instrument, text) : -1;
  if (role >= 0)
    return reading_value(role);
  if (steg_value_absence_of(text, size))
    return reading_empty(text, size);
  return reading_refused(STEG_FINDING_ROLE, role_list(typing));
}

static steg_reading read_initiative(steg_typing *typing, const char *text, size_t size) {
  const steg_import_options *options = typing->options;
  bool exact = false;
  if (steg_value_absence_of(text, size))
    return reading_empty(text, 0);
  int32_t found = find_initiative(options, text, &exact);
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
  return reading_value(period.last);
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
  case STEG_ATTRIBUTE_END:
    return steg_value_read_date(text, size, &typing->rules, typing->arena);
  case STEG_ATTRIBUTE_CONSENT:
  case STEG_ATTRIBUTE_PROTECTED:
    return steg_value_read_flag(text);
  default:
    return read_words(typing, text, size);
  }
}

/* A compound cell. One choice is a reading that can be kept: level in `whole`, extent in `number`. */
static steg_reading read_multi(steg_typing *typing, const file_column *column, const char *text, size_t size) {
  steg_reading reading = steg_value_read_multi(text, size, column->item, column->scale, typing->arena, typing->choices);
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

static steg_reading interpret(steg_typing *typing, const file_column *column, const char *text, size_t size) {
  if (steg_value_is_spreadsheet_error(text))
    return reading_refused(STEG_FINDING_EXCEL_ERR, NULL);
  switch (column->mapped->target) {
  case STEG_COLUMN_INITIATIVE:
    return read_initiative(typing, text, size);
  case STEG_COLUMN_DATE:
    return steg_value_read_date(text, size, &typing->rules, typing->arena);
  case STEG_COLUMN_OCCASION:
    return steg_attribute_read_occasion(text);
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    return read_role(typing, text, size);
  case STEG_COLUMN_PERIOD:
    return read_period(text, size);
  case STEG_COLUMN_EXTENT:
    return steg_value_read_extent(text, size);
  case STEG_COLUMN_ATTRIBUTE:
    return read_attribute(typing, column->mapped->attribute, text, size);
  default:
    if (column->item->type == STEG_ITEM_MULTI)
      return read_multi(typing, column, text, size);
    return steg_value_read(text, size, column->item, column->scale, &typing->rules, typing->arena);
  }
}

/* Keeps the first cell with letters beyond ASCII that is no person's, for a note on a guessed encoding. */
static void take_sample(steg_typing *typing, const file_column *column, const char *text, size_t size) {
  if (typing->sample || column->mapped->personal || size > 60 || steg_national_like_in_text(text, size))
    return;
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)text[i] >= 0x80) {
      typing->sample = steg_arena_text_n(typing->arena, text, size);
      return;
    }
}

/* What a cell means, reported; from the column's spellings when it was seen before. */
static steg_reading read_cell(steg_typing *typing, const file_column *column, steg_cell cell) {
  steg_spelling *slot = column->spellings ? steg_spelling_slot(column->spellings, cell) : NULL;
  if (slot && steg_spelling_is(slot, cell)) {
    steg_findings_again(typing->book, slot->group, typing->row);
    return slot->reading;
  }
  int oddities = steg_cell_clean(cell, STEG_CELL_TRIM, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return reading_empty("", 0);
  }
  if (oddities)
    report_oddities(typing, column, oddities);
  steg_reading reading = interpret(typing, column, typing->text.bytes, typing->text.size);
  take_sample(typing, column, typing->text.bytes, typing->text.size);
  int32_t group = -1;
  if (reading.finding)
    group = report(typing, reading.finding, column, (steg_cell){typing->text.bytes, typing->text.size}, reading.a);
  bool several = column->item && column->item->type == STEG_ITEM_MULTI && reading.kind == STEG_READING_VALUE &&
                 column->mapped->target == STEG_COLUMN_ITEM && !reading.a;
  if (slot && !oddities && !several && reading.kind != STEG_READING_REFUSED) {
    *slot = (steg_spelling){.size_plus_one = (uint8_t)(cell.size + 1), .group = group, .reading = reading};
    memcpy(slot->bytes, cell.bytes, cell.size);
  }
  return reading;
}

/* ---- putting a reading where it belongs */

static row_draft *draft_of(steg_typing *typing, const file_column *column) {
  bool wide = column->mapped->group >= 0 && typing->instrument->kind != STEG_KIND_REGISTER;
  return wide ? &typing->groups[column->mapped->group] : &typing->line;
}

static void put_attribute(steg_typing *typing, const file_column *column, const steg_reading *reading) {
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

static void put_item(steg_typing *typing, const file_column *column, const steg_reading *reading, row_draft *draft) {
  int32_t *slot = &draft->slots[column->first_slot];
  draft->answered = true;
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

static void put(steg_typing *typing, const file_column *column, const steg_reading *reading) {
  row_draft *draft = draft_of(typing, column);
  switch (column->mapped->target) {
  case STEG_COLUMN_INITIATIVE:
    typing->initiative = reading->whole;
    break;
  case STEG_COLUMN_DATE:
  case STEG_COLUMN_PERIOD:
    draft->date = reading->whole;
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

/* Free text: kept as it stands, unless it names somebody. */
static void read_free_text(steg_typing *typing, const file_column *column, steg_cell cell) {
  if (steg_cell_is_blank(cell))
    return;
  int oddities = steg_cell_clean(cell, STEG_CELL_KEEP_ENDS, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return;
  }
  /* A form feed or a vertical tab (a line break of Excel) in a text is nobody's mistake to mend. */
  report_oddities(typing, column, oddities & ~STEG_CELL_CONTROL);
  if (steg_national_in_text(typing->text.bytes, typing->text.size)) {
    report(typing, STEG_FINDING_PII_FREETEXT, column, (steg_cell){0}, NULL);
    return;
  }
  if (steg_attribute_is_test_person(typing->text.bytes))
    report(typing, STEG_FINDING_TEST, NULL, (steg_cell){0}, NULL);
  row_draft *draft = draft_of(typing, column);
  draft->slots[column->first_slot] = steg_harvest_text(&typing->harvest, typing->text.bytes, typing->text.size);
  draft->answered = true;
  typing->memory_is_out = typing->memory_is_out || draft->slots[column->first_slot] < 0;
}

static steg_cell cell_of(const steg_line *line, const file_column *column) {
  size_t stored = line->count < STEG_COLUMNS_MAX ? line->count : STEG_COLUMNS_MAX;
  return column->place <= stored ? line->cells[column->place - 1] : (steg_cell){"", 0};
}

/* ---- who */

/* Index into people, or STEG_ROW_NOBODY with *ret_finding why; -2 when the cell was refused (and reported). */
static int32_t read_person(steg_typing *typing, const steg_line *line, steg_finding_id *ret_finding) {
  const file_column *column = &typing->columns[typing->person_column];
  steg_cell cell = cell_of(line, column);
  bool again = typing->last_key_size && cell.size == typing->last_key_size && cell.size <= sizeof typing->last_key &&
               !memcmp(cell.bytes, typing->last_key, cell.size);
  if (again && !typing->last_person.finding && !typing->last_person.national.is_test_person)
    return typing->last_person_index;
  typing->last_key_size = 0;
  int oddities = steg_cell_clean(cell, STEG_CELL_TRIM, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return -2;
  }
  report_oddities(typing, column, oddities);
  steg_person person = steg_person_read(typing->text.bytes, typing->text.size, typing->options);
  if (person.verdict == STEG_PERSON_NOBODY) {
    *ret_finding = person.finding;
    return STEG_ROW_NOBODY;
  }
  if (person.finding)
    report(typing, person.finding, column, (steg_cell){0}, NULL);
  if (person.verdict == STEG_PERSON_REFUSED)
    return -2;
  bool national = person.verdict == STEG_PERSON_NATIONAL;
  if ((national && person.national.is_test_person) || (!national && steg_attribute_is_test_person(typing->text.bytes)))
    report(typing, STEG_FINDING_TEST, NULL, (steg_cell){0}, NULL);
  int32_t index = national
                      ? steg_roster_find(&typing->harvest.people, STEG_KEY_NATIONAL, person.national.digits, 12)
                      : steg_roster_find(&typing->harvest.people, STEG_KEY_CODE, typing->text.bytes, typing->text.size);
  typing->memory_is_out = typing->memory_is_out || index < 0;
  if (cell.size <= sizeof typing->last_key && !oddities) {
    memcpy(typing->last_key, cell.bytes, cell.size);
    typing->last_key_size = cell.size;
  }
  typing->last_person = person;
  typing->last_person_index = index;
  return index;
}

/* Consent and protection have columns of their own in some files: "nej" and "ja" there make the row anonymous, and so does
 * an empty consent, because consent is given or not there. */
static steg_finding_id reason_for_anonymity(steg_typing *typing, const steg_line *line) {
  if (typing->consent_column >= 0) {
    const file_column *column = &typing->columns[typing->consent_column];
    steg_reading reading = read_cell(typing, column, cell_of(line, column));
    if (reading.kind == STEG_READING_EMPTY || (reading.kind == STEG_READING_VALUE && !reading.whole))
      return STEG_FINDING_ANON_CONSENT;
  }
  if (typing->protected_column >= 0) {
    const file_column *column = &typing->columns[typing->protected_column];
    steg_reading reading = read_cell(typing, column, cell_of(line, column));
    if (reading.kind == STEG_READING_VALUE && reading.whole)
      return STEG_FINDING_ANON_PROTECTED;
  }
  return 0;
}

/* What an anonymous row is read for: where, sex and when. */
static bool serves_anonymous(const steg_mapped *mapped) {
  if (mapped->target == STEG_COLUMN_ATTRIBUTE)
    return mapped->attribute == STEG_ATTRIBUTE_SEX || mapped->attribute == STEG_ATTRIBUTE_START;
  return mapped->target == STEG_COLUMN_INITIATIVE || mapped->target == STEG_COLUMN_DATE;
}

/* ---- the rows of a line */

static void clear_draft(row_draft *draft, uint32_t slot_count) {
  draft->role = -1;
  draft->occasion = 0;
  draft->date = STEG_DATE_NONE;
  draft->answered = false;
  for (uint32_t i = 0; i < slot_count; i++)
    draft->slots[i] = STEG_SLOT_NONE;
}

static void clear_line(steg_typing *typing) {
  uint32_t slot_count = typing->entry->layout->slot_count;
  clear_draft(&typing->line, slot_count);
  for (size_t i = 0; i < typing->mapping->group_count; i++)
    clear_draft(&typing->groups[i], slot_count);
  memset(typing->extents, 0, typing->instrument->items.count * sizeof *typing->extents);
  typing->attributes = (steg_attributes){.start = STEG_DATE_NONE, .end = STEG_DATE_NONE};
  typing->has_attributes = typing->stated_birth = false;
  typing->age = -1;
  typing->initiative = typing->default_initiative;
}

/* An extent in its own column goes to the one level chosen. */
static void put_extents(steg_typing *typing) {
  for (size_t i = 0; i < typing->column_count; i++) {
    const file_column *column = &typing->columns[i];
    if (column->mapped->target != STEG_COLUMN_EXTENT || !typing->extents[column->mapped->item] || !column->scale)
      continue;
    int32_t *slots = &draft_of(typing, column)->slots[column->first_slot], *only = NULL;
    uint32_t chosen = 0;
    for (uint32_t k = 0; k < column->scale->levels.count; k++)
      if (slots[k] != STEG_SLOT_NONE) {
        only = &slots[k];
        chosen++;
      }
    if (chosen == 1 && *only == 0)
      *only = typing->extents[column->mapped->item];
    else
      report(typing, STEG_FINDING_EXTENT, column, (steg_cell){0}, NULL);
  }
}

/* What a personnummer says by itself, against what the row says. */
static void complete_from_number(steg_typing *typing, const steg_national *national) {
  steg_attributes *attributes = &typing->attributes;
  steg_sex sex = national->is_man ? STEG_SEX_MAN : STEG_SEX_WOMAN;
  bool stated = attributes->sex == STEG_SEX_MAN || attributes->sex == STEG_SEX_WOMAN;
  if (!attributes->sex)
    attributes->sex = sex;
  else if (stated && attributes->sex != sex && !national->coordination)
    report(typing, STEG_FINDING_SEX_OTHER, NULL, (steg_cell){0}, NULL);
  int start = attributes->start == STEG_DATE_NONE ? 0 : steg_date_year(attributes->start);
  int age = start - national->birth_year;
  bool other_age = typing->age >= 0 && start && typing->age != age && typing->age != age - 1;
  if ((typing->stated_birth && attributes->birth_year != national->birth_year) || other_age)
    report(typing, STEG_FINDING_BIRTH_OTHER, NULL, (steg_cell){0}, NULL);
  attributes->birth_year = national->birth_year;
  typing->has_attributes = true;
}

static void complete_birth(steg_typing *typing) {
  steg_attributes *attributes = &typing->attributes;
  if (attributes->start == STEG_DATE_NONE)
    return;
  int start = steg_date_year(attributes->start);
  if (!attributes->birth_year && typing->age >= 0)
    attributes->birth_year = start - typing->age;
  int age = attributes->birth_year ? start - attributes->birth_year : 30;
  if ((typing->stated_birth || typing->age >= 0) && (age < 15 || age > 70))
    report(typing, STEG_FINDING_AGE_ODD, NULL, (steg_cell){0}, NULL);
}

static void note_date(steg_typing *typing, steg_date date) {
  steg_date today = typing->options->today;
  if (date == STEG_DATE_NONE || (today != STEG_DATE_NONE && date > today))
    return;
  if (typing->last_date == STEG_DATE_NONE || date > typing->last_date)
    typing->last_date = date;
}

static void check_future(steg_typing *typing, steg_date date) {
  steg_date today = typing->options->today;
  if (date != STEG_DATE_NONE && today != STEG_DATE_NONE && date > today)
    report(typing, STEG_FINDING_DATE_FUTURE, NULL, (steg_cell){0}, NULL);
}

/* Index in the row set of the line's initiative; -1 when it has none (reported). */
static int32_t row_initiative(steg_typing *typing) {
  if (typing->initiative < 0) {
    if (steg_findings_errors(typing->book) == typing->errors_before)
      report(typing, STEG_FINDING_INITIATIVE_MISSING, NULL, (steg_cell){0}, NULL);
    return -1;
  }
  int32_t *index = &typing->initiative_rows[typing->initiative];
  if (*index < 0) {
    const steg_import_initiative *initiative = &typing->options->initiatives[typing->initiative];
    *index = (int32_t)typing->row_initiative_count;
    typing->row_initiatives[typing->row_initiative_count++] =
        (steg_row_initiative){initiative->id, initiative->federation};
  }
  return *index;
}

/* Answers to what was not asked are left out; what must be answered and is not is refused. */
static void check_asked(steg_typing *typing, const steg_row *row, int32_t *slots) {
  const steg_instrument *instrument = typing->instrument;
  const bool *asked =
      typing->asked + ((uint32_t)(row->role + 1) * OCCASIONS + (uint32_t)row->occasion) * instrument->items.count;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    uint32_t first = typing->entry->layout->first_slot[i];
    uint32_t next = i + 1 < instrument->items.count ? typing->entry->layout->first_slot[i + 1] : first + 1;
    if (asked[i] && !item->required && !item->after)
      continue;
    bool answered = false;
    for (uint32_t k = first; k < next && (k == first || item->type == STEG_ITEM_MULTI); k++)
      answered = answered || slots[k] != STEG_SLOT_NONE;
    uint32_t place = typing->column_of_item[i];
    if (!asked[i] && answered) {
      steg_findings_add(typing->book,
                        &(steg_findings_report){.id = STEG_FINDING_NOT_ASKED, .row = row->line, .column = place});
      for (uint32_t k = first; k < next; k++)
        slots[k] = STEG_SLOT_NONE;
    } else if (asked[i] && item->required && !answered) {
      steg_findings_add(typing->book,
                        &(steg_findings_report){.id = STEG_FINDING_REQUIRED, .row = row->line, .column = place});
    } else if (item->after && !answered && place) {
      int32_t after = steg_model_item_index(instrument, item->after);
      uint32_t after_first = after < 0 ? 0 : typing->entry->layout->first_slot[after];
      const steg_scale *scale = after < 0 ? NULL : steg_model_item_scale(instrument, &instrument->items.rows[after]);
      bool multi = after >= 0 && instrument->items.rows[after].type == STEG_ITEM_MULTI;
      bool has_after = false;
      for (uint32_t k = 0; after >= 0 && k < (multi && scale ? scale->levels.count : 1); k++)
        has_after = has_after || slots[after_first + k] != STEG_SLOT_NONE;
      if (has_after)
        steg_findings_add(typing->book,
                          &(steg_findings_report){.id = STEG_FINDING_NO_BASELINE, .row = row->line, .column = place});
    }
  }
}

/* The date of a response, from its own column or from the participation at an occasion that has one. */
static steg_date response_date(steg_typing *typing, const steg_row *row) {
  if (row->date != STEG_DATE_NONE || typing->instrument->kind == STEG_KIND_REGISTER)
    return typing->instrument->kind == STEG_KIND_REGISTER ? STEG_DATE_NONE : row->date;
  if (row->occasion == STEG_OCCASION_START && typing->attributes.start != STEG_DATE_NONE)
    return typing->attributes.start;
  if (row->occasion == STEG_OCCASION_END && typing->attributes.end != STEG_DATE_NONE)
    return typing->attributes.end;
  /* At start and end the store knows the participation's own date. */
  if (row->occasion != STEG_OCCASION_START && row->occasion != STEG_OCCASION_END)
    report(typing, STEG_FINDING_DATE_MISSING, NULL, (steg_cell){0}, NULL);
  return STEG_DATE_NONE;
}

static void add_row(steg_typing *typing, steg_row row, const int32_t *slots) {
  uint32_t other_line = 0;
  char first[16], second[16];
  const steg_attributes *attributes = typing->has_attributes ? &typing->attributes : NULL;
  switch (steg_harvest_add(&typing->harvest, row, slots, attributes, &other_line)) {
  case STEG_HARVEST_SAME:
    snprintf(first, sizeof first, "%u", other_line);
    report(typing, STEG_FINDING_DUP, NULL, (steg_cell){0}, first);
    break;
  case STEG_HARVEST_CONFLICT:
    snprintf(first, sizeof first, "%u", other_line);
    snprintf(second, sizeof second, "%u", row.line);
    steg_findings_add(typing->book, &(steg_findings_report){
                                        .id = STEG_FINDING_DUP_CONFLICT, .row = row.line, .a = first, .b = second});
    break;
  case STEG_HARVEST_MEMORY:
    typing->memory_is_out = true;
    break;
  default:
    note_date(typing, row.date);
    break;
  }
}

/* One row of the line: role and date settled, checked. *slots are the row's own. */
static void finish_row(steg_typing *typing, steg_row *row, int32_t *slots) {
  row->date = response_date(typing, row);
  check_future(typing, row->date);
  check_asked(typing, row, slots);
  if (steg_checks_run(typing->checks, row, slots, &typing->harvest, typing->book))
    typing->memory_is_out = true;
}

static steg_row row_of(const steg_typing *typing, const row_draft *draft, int32_t initiative, int32_t person) {
  return (steg_row){.line = typing->row,
                    .initiative = initiative,
                    .person = person,
                    .date = draft->date,
                    .role = (int16_t)draft->role,
                    .occasion = (int16_t)draft->occasion,
                    .attributes = -1};
}

/* A row of a wide sheet: the line's answers with the group's own over them. */
static steg_row merge(steg_typing *typing, size_t group, int32_t initiative, int32_t person) {
  const row_draft *draft = &typing->groups[group];
  const steg_header_group *kind = &typing->mapping->groups[group];
  uint32_t slot_count = typing->entry->layout->slot_count;
  steg_row row = row_of(typing, &typing->line, initiative, person);
  for (uint32_t i = 0; i < slot_count; i++)
    typing->merged[i] = draft->slots[i] != STEG_SLOT_NONE ? draft->slots[i] : typing->line.slots[i];
  row.date = draft->date != STEG_DATE_NONE ? draft->date : row.date;
  row.role = kind->role >= 0 ? (int16_t)kind->role : row.role;
  row.occasion = kind->occasion ? (int16_t)kind->occasion : row.occasion;
  return row;
}

static bool is_clean(const steg_typing *typing) {
  return steg_findings_errors(typing->book) == typing->errors_before;
}

static void emit_rows(steg_typing *typing, int32_t initiative, int32_t person) {
  bool wide = typing->mapping->group_count && typing->instrument->kind != STEG_KIND_REGISTER;
  if (!wide) {
    steg_row row = row_of(typing, &typing->line, initiative, person);
    finish_row(typing, &row, typing->line.slots);
    if (is_clean(typing))
      add_row(typing, row, typing->line.slots);
    return;
  }
  for (size_t i = 0; i < typing->mapping->group_count; i++) {
    if (!typing->groups[i].answered)
      continue;
    steg_row row = merge(typing, i, initiative, person);
    finish_row(typing, &row, typing->merged);
    if (is_clean(typing))
      add_row(typing, row, typing->merged);
  }
}

static void emit_anonymous(steg_typing *typing, int32_t initiative, steg_finding_id reason) {
  steg_date when = typing->attributes.start != STEG_DATE_NONE ? typing->attributes.start : typing->line.date;
  steg_sex sex = typing->attributes.sex;
  report(typing, reason, NULL, (steg_cell){0}, NULL);
  clear_line(typing);
  typing->attributes.sex = sex;
  if (when != STEG_DATE_NONE)
    typing->attributes.start = steg_date_make(steg_date_year(when), 1, 1);
  typing->has_attributes = true;
  steg_row row = row_of(typing, &typing->line, initiative, STEG_ROW_NOBODY);
  if (is_clean(typing))
    add_row(typing, row, typing->line.slots);
}

/* ---- a line */

static void reject_line(steg_typing *typing, uint32_t row) {
  if (typing->rejected_count && typing->rejected[typing->rejected_count - 1] == row)
    return;
  if (steg_grow(&typing->rejected, &typing->rejected_capacity, typing->rejected_count + 1, sizeof *typing->rejected)) {
    typing->memory_is_out = true;
    return;
  }
  typing->rejected[typing->rejected_count++] = row;
}

static bool is_blank_line(const steg_line *line) {
  size_t stored = line->count < STEG_COLUMNS_MAX ? line->count : STEG_COLUMNS_MAX;
  for (size_t i = 0; i < stored; i++)
    if (line->cells[i].size && !steg_cell_is_blank(line->cells[i]))
      return false;
  return true;
}

static void report_sized(steg_typing *typing, steg_finding_id id, uint32_t column, size_t a, size_t b) {
  char first[24], second[24];
  snprintf(first, sizeof first, "%zu", a);
  snprintf(second, sizeof second, "%zu", b);
  steg_findings_add(typing->book,
                    &(steg_findings_report){.id = id, .row = typing->row, .column = column, .a = first, .b = second});
}

/* What the reader saw. STOP when the rest of the file can't be trusted. */
static steg_typing_outcome judge_faults(steg_typing *typing, const steg_line *line) {
  if (line->faults & STEG_LINE_TOO_LONG) {
    report_sized(typing, STEG_FINDING_LINE_MAX, 0, STEG_LINE_MAX, 0);
    return STEG_TYPING_STOP;
  }
  if (line->faults & (STEG_LINE_QUOTE_OPEN | STEG_LINE_QUOTE_RUNAWAY)) {
    report_sized(typing, STEG_FINDING_QUOTE_OPEN, line->fault_column, 0, 0);
    return STEG_TYPING_STOP;
  }
  if (line->faults & STEG_LINE_CELL_TOO_LONG)
    report_sized(typing, STEG_FINDING_CELL_MAX, line->fault_column, STEG_CELL_MAX, 0);
  if (line->faults & STEG_LINE_QUOTE_BROKEN)
    report_sized(typing, STEG_FINDING_QUOTE, line->fault_column, 0, 0);
  else if (line->faults & STEG_LINE_QUOTE_LITERAL)
    report_sized(typing, STEG_FINDING_QUOTE_KEPT, line->fault_column, 0, 0);
  return STEG_TYPING_GO_ON;
}

static bool required_is_missing(const steg_typing *typing, size_t count) {
  for (size_t i = count; i < typing->mapping->count; i++)
    if (typing->mapping->columns[i].required)
      return true;
  return false;
}

/* More cells than headers, or fewer. */
static void judge_count(steg_typing *typing, const steg_line *line) {
  size_t expected = typing->mapping->count, stored = line->count < STEG_COLUMNS_MAX ? line->count : STEG_COLUMNS_MAX;
  if (line->count < expected) {
    bool cut_off = (line->faults & STEG_LINE_NO_END) || required_is_missing(typing, line->count);
    report_sized(typing, cut_off ? STEG_FINDING_COLS_FEW : STEG_FINDING_COLS_SHORT, 0, line->count, expected);
    return;
  }
  for (size_t i = expected; i < stored; i++) {
    if (steg_cell_is_blank(line->cells[i]))
      continue;
    if (i < expected + typing->mapping->surplus)
      report_sized(typing, STEG_FINDING_HDR_EMPTY, (uint32_t)i + 1, 0, 0);
    else {
      report_sized(typing, STEG_FINDING_COLS, 0, line->count, expected);
      return;
    }
  }
  for (size_t i = 0; i < expected; i++)
    if (!typing->mapping->columns[i].named && line->cells[i].size && !steg_cell_is_blank(line->cells[i]))
      report_sized(typing, STEG_FINDING_HDR_EMPTY, (uint32_t)i + 1, 0, 0);
}

static void read_columns(steg_typing *typing, const steg_line *line, bool anonymous) {
  for (size_t i = 0; i < typing->column_count; i++) {
    const file_column *column = &typing->columns[i];
    int32_t index = (int32_t)i;
    if (index == typing->person_column || index == typing->consent_column || index == typing->protected_column ||
        (anonymous && !serves_anonymous(column->mapped)))
      continue;
    steg_cell cell = cell_of(line, column);
    if (column->item && column->item->type == STEG_ITEM_TEXT) {
      read_free_text(typing, column, cell);
      continue;
    }
    if (!cell.size)
      continue;
    steg_reading reading = read_cell(typing, column, cell);
    if (reading.kind == STEG_READING_VALUE)
      put(typing, column, &reading);
  }
}

static void type_line(steg_typing *typing, const steg_line *line) {
  steg_finding_id reason = 0;
  bool without_people = typing->instrument->kind == STEG_KIND_ANONYMOUS;
  int32_t person = STEG_ROW_NOBODY;
  if (!without_people) {
    person = typing->person_column >= 0 ? read_person(typing, line, &reason) : STEG_ROW_NOBODY;
    steg_finding_id column_reason = reason_for_anonymity(typing, line);
    reason = column_reason ? column_reason : reason;
    if (typing->person_column < 0 && !reason)
      reason = STEG_FINDING_ANON_KEY;
  }
  read_columns(typing, line, reason != 0);
  int32_t initiative = row_initiative(typing);
  if (reason) {
    emit_anonymous(typing, initiative, reason);
    return;
  }
  put_extents(typing);
  if (person >= 0 && typing->last_person.verdict == STEG_PERSON_NATIONAL)
    complete_from_number(typing, &typing->last_person.national);
  complete_birth(typing);
  const steg_attributes *attributes = &typing->attributes;
  if (attributes->start != STEG_DATE_NONE && attributes->end != STEG_DATE_NONE && attributes->end < attributes->start)
    report(typing, STEG_FINDING_ORDER, NULL, (steg_cell){0}, NULL);
  check_future(typing, attributes->start);
  emit_rows(typing, initiative, person);
  note_date(typing, attributes->start);
  note_date(typing, attributes->end);
}

steg_typing_outcome steg_typing_line(steg_typing *typing, const steg_line *line) {
  typing->row = line->row;
  typing->errors_before = steg_findings_errors(typing->book);
  steg_typing_outcome outcome = judge_faults(typing, line);
  if (outcome)
    return outcome;
  if (is_blank_line(line)) {
    report(typing, STEG_FINDING_EMPTY_ROWS, NULL, (steg_cell){0}, NULL);
    return STEG_TYPING_GO_ON;
  }
  if (++typing->counts.rows > ROWS_MAX) {
    report_sized(typing, STEG_FINDING_ROWS_MAX, 0, ROWS_MAX, 0);
    return STEG_TYPING_STOP;
  }
  if (steg_header_is_repeat(typing->mapping, line))
    report(typing, STEG_FINDING_HDR_REPEAT, NULL, (steg_cell){0}, NULL);
  if (is_clean(typing))
    judge_count(typing, line);
  if (is_clean(typing)) {
    clear_line(typing);
    type_line(typing, line);
  }
  if (!is_clean(typing))
    reject_line(typing, line->row);
  if (typing->memory_is_out || steg_findings_failed(typing->book) || steg_arena_failed(typing->arena))
    return STEG_TYPING_MEMORY;
  return steg_findings_stop_file(typing->book) ? STEG_TYPING_STOP : STEG_TYPING_GO_ON;
}

/* ---- the end */

static int compare_lines(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

int steg_typing_finish(steg_typing *typing, steg_row_set *ret_set, steg_typing_counts *ret_counts,
                       const uint32_t **ret_rejected, steg_date *ret_last_date) {
  steg_harvest *harvest = &typing->harvest;
  for (size_t i = 0; i < harvest->row_count; i++)
    if (harvest->conflict[i])
      reject_line(typing, harvest->rows[i].line);
  if (typing->memory_is_out)
    return -1;
  if (typing->rejected_count)
    qsort(typing->rejected, typing->rejected_count, sizeof *typing->rejected, compare_lines);
  size_t kept = 0;
  for (size_t i = 0; i < typing->rejected_count; i++)
    if (!kept || typing->rejected[kept - 1] != typing->rejected[i])
      typing->rejected[kept++] = typing->rejected[i];
  typing->rejected_count = kept;
  steg_harvest_drop_conflicts(harvest);
  for (size_t i = 0; i < harvest->row_count; i++)
    typing->counts.accepted += !i || harvest->rows[i].line != harvest->rows[i - 1].line;
  typing->counts.rejected = kept;
  *ret_set = (steg_row_set){.entry = typing->entry,
                            .rows = harvest->rows,
                            .row_count = harvest->row_count,
                            .slots = harvest->slots,
                            .numbers = harvest->numbers,
                            .number_count = harvest->number_count,
                            .texts = harvest->texts,
                            .text_count = harvest->text_count,
                            .people = harvest->people.rows,
                            .person_count = harvest->people.count,
                            .initiatives = typing->row_initiatives,
                            .initiative_count = typing->row_initiative_count,
                            .attributes = harvest->attributes,
                            .attribute_count = harvest->attribute_count};
  *ret_counts = typing->counts;
  *ret_rejected = typing->rejected;
  *ret_last_date = typing->last_date;
  return 0;
}

const char *steg_typing_sample(const steg_typing *typing) {
  return typing->sample;
}
