/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/amend.h"

#include "instrument/model.h"
#include "intake/attribute.h"
#include "intake/compound.h"
#include "intake/findings.h"
#include "intake/national.h"
#include <stdlib.h>
#include <string.h>

struct steg_amend {
  const steg_registry_entry *entry;
  steg_value_rules rules;
  steg_findings_book *book;
  steg_arena *arena;
};

steg_amend *steg_amend_new(const steg_registry_entry *entry, const steg_import_options *options, steg_arena *arena) {
  steg_amend *amend = calloc(1, sizeof *amend);
  if (!amend)
    return NULL;
  *amend = (steg_amend){.entry = entry,
                        .rules = {.decimal_mark = options->decimal_mark ? options->decimal_mark : ',',
                                  .thousands_dot = options->thousands_dot,
                                  .today = options->today,
                                  .lang = options->lang},
                        .book = steg_findings_new(),
                        .arena = arena};
  if (amend->book)
    return amend;
  free(amend);
  return NULL;
}

void steg_amend_free(steg_amend *amend) {
  if (!amend)
    return;
  steg_findings_free(amend->book);
  free(amend);
}

int steg_amend_findings(const steg_amend *amend, steg_findings *ret_findings) {
  return steg_findings_write(amend->book, amend->rules.lang, amend->arena, ret_findings);
}

static const struct {
  const char *name;
  steg_attribute attribute;
} attributes[] = {
    {"start", STEG_ATTRIBUTE_START},
    {"end", STEG_ATTRIBUTE_END},
    {"sex", STEG_ATTRIBUTE_SEX},
    {"birth_year", STEG_ATTRIBUTE_BIRTH_YEAR},
    {"municipality", STEG_ATTRIBUTE_MUNICIPALITY},
    {"area", STEG_ATTRIBUTE_AREA},
    {"coach", STEG_ATTRIBUTE_COACH},
    {"referrer", STEG_ATTRIBUTE_REFERRER},
    {"team", STEG_ATTRIBUTE_TEAM},
    {"priority", STEG_ATTRIBUTE_PRIORITY},
    {"source", STEG_ATTRIBUTE_SOURCE},
};

typedef struct amend_target {
  steg_correct_target target; /* 0 = there is none */
  int32_t item;
  steg_attribute attribute;
} amend_target;

static amend_target find_target(const steg_instrument *instrument, const char *name) {
  const bool is_register = instrument->kind == STEG_KIND_REGISTER;
  int32_t item = steg_model_item_index(instrument, name);
  if (item >= 0)
    return (amend_target){STEG_CORRECT_SLOT, item, 0};
  if (!strcmp(name, "date"))
    return (amend_target){is_register ? 0 : STEG_CORRECT_DATE, -1, 0};
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes && is_register; i++)
    if (!strcmp(attributes[i].name, name))
      return (amend_target){STEG_CORRECT_ATTRIBUTE, -1, attributes[i].attribute};
  for (uint32_t i = 0; i < instrument->columns.count; i++) {
    const steg_column *column = &instrument->columns.rows[i];
    if (!steg_text_same(column->header, name))
      continue;
    if (column->target == STEG_COLUMN_ITEM)
      return (amend_target){STEG_CORRECT_SLOT, steg_model_item_index(instrument, column->item), 0};
    if (column->target == STEG_COLUMN_DATE && !is_register)
      return (amend_target){STEG_CORRECT_DATE, -1, 0};
    for (size_t k = 0; k < sizeof attributes / sizeof *attributes && is_register; k++)
      if (column->target == STEG_COLUMN_ATTRIBUTE && attributes[k].attribute == column->attribute)
        return (amend_target){STEG_CORRECT_ATTRIBUTE, -1, column->attribute};
  }
  return (amend_target){0, -1, 0};
}

static steg_reading read_words(const char *text, size_t size) {
  if (!size)
    return (steg_reading){.kind = STEG_READING_EMPTY};
  if (steg_national_in_text(text, size))
    return (steg_reading){.kind = STEG_READING_REFUSED, .finding = STEG_FINDING_PII_FREETEXT};
  return (steg_reading){.kind = STEG_READING_VALUE, .a = text};
}

static bool is_words(steg_attribute attribute) {
  return attribute == STEG_ATTRIBUTE_COACH || attribute == STEG_ATTRIBUTE_REFERRER ||
         attribute == STEG_ATTRIBUTE_TEAM || attribute == STEG_ATTRIBUTE_PRIORITY || attribute == STEG_ATTRIBUTE_SOURCE;
}

static steg_reading read_attribute(steg_attribute attribute, const char *text, size_t size,
                                   const steg_value_rules *rules, steg_arena *arena) {
  switch (attribute) {
  case STEG_ATTRIBUTE_SEX:
    return steg_attribute_read_sex(text);
  case STEG_ATTRIBUTE_BIRTH_YEAR:
    return steg_attribute_read_birth_year(text, size, rules);
  case STEG_ATTRIBUTE_MUNICIPALITY:
    return steg_attribute_read_municipality(text, arena);
  case STEG_ATTRIBUTE_AREA:
    return steg_attribute_read_area(text);
  case STEG_ATTRIBUTE_START:
  case STEG_ATTRIBUTE_END:
    return steg_value_read_date(text, size, rules, arena);
  default:
    return read_words(text, size);
  }
}

/* Every level's column of a multiple choice. */
static size_t put_levels(const steg_registry_entry *entry, uint32_t item, const int32_t *choices, bool is_set,
                         steg_correct_change *changes) {
  size_t count = 0;
  for (uint32_t i = 0; i < entry->layout->slot_count && count < STEG_AMEND_SLOTS; i++) {
    const steg_slot *slot = &entry->layout->slots[i];
    if (slot->kind != STEG_SLOT_EXTENT || slot->item != item)
      continue;
    int32_t choice = is_set ? choices[slot->level] : STEG_SLOT_NONE;
    changes[count++] = (steg_correct_change){
        .target = STEG_CORRECT_SLOT, .slot = i, .value = {.is_set = choice != STEG_SLOT_NONE, .number = choice}};
  }
  return count;
}

steg_amend_outcome steg_amend_read(steg_amend *amend, const char *name, const char *value,
                                   steg_correct_change *ret_changes, size_t *ret_count) {
  const steg_registry_entry *entry = amend->entry;
  const steg_value_rules *rules = &amend->rules;
  steg_arena *arena = amend->arena;
  const steg_instrument *instrument = entry->instrument;
  const amend_target target = find_target(instrument, name);
  const steg_item *item =
      target.item >= 0 && target.target == STEG_CORRECT_SLOT ? &instrument->items.rows[target.item] : NULL;
  int32_t choices[STEG_AMEND_SLOTS];
  steg_buffer text;
  steg_reading reading;
  if (!target.target)
    return STEG_AMEND_UNKNOWN;
  steg_buffer_init(&text, STEG_FIELD_MAX);
  if (steg_field_clean((steg_field){value, strlen(value)}, STEG_FIELD_TRIM, &text) < 0) {
    steg_buffer_release(&text);
    return STEG_AMEND_MEMORY;
  }
  const char *clean = steg_arena_text_n(arena, text.bytes ? text.bytes : "", text.size);
  const size_t size = text.size;
  steg_buffer_release(&text);
  if (!clean)
    return STEG_AMEND_MEMORY;
  const steg_scale *scale = item ? steg_model_item_scale(instrument, item) : NULL;
  const bool multi = item && item->type == STEG_ITEM_MULTI;
  if (multi && scale->levels.count > STEG_AMEND_SLOTS)
    return STEG_AMEND_UNKNOWN;
  if (multi)
    reading = steg_compound_read(clean, size, scale, rules, arena, choices);
  else if (item && item->type == STEG_ITEM_TEXT)
    reading = read_words(clean, size);
  else if (item)
    reading = steg_value_read(clean, size, item, scale, rules, arena);
  else if (target.target == STEG_CORRECT_DATE)
    reading = steg_value_read_date(clean, size, rules, arena);
  else
    reading = read_attribute(target.attribute, clean, size, rules, arena);
  /* A response without a date and a participation without a start are not what anybody means. */
  if (reading.kind == STEG_READING_EMPTY &&
      (target.target == STEG_CORRECT_DATE || target.attribute == STEG_ATTRIBUTE_START))
    reading = (steg_reading){.kind = STEG_READING_REFUSED,
                             .finding = target.attribute ? STEG_FINDING_START_MISSING : STEG_FINDING_DATE_MISSING};
  const bool words = is_words(target.attribute) || (item && item->type == STEG_ITEM_TEXT);
  const bool personal = words || target.attribute == STEG_ATTRIBUTE_BIRTH_YEAR;
  if (reading.finding) {
    steg_findings_report report = {.id = reading.finding, .a = reading.a};
    if (!personal)
      report.value = (steg_field){clean, size};
    steg_findings_add(amend->book, &report);
  }
  if (reading.kind == STEG_READING_REFUSED)
    return STEG_AMEND_REFUSED;
  const bool is_set = reading.kind == STEG_READING_VALUE;
  if (multi) {
    *ret_count = put_levels(entry, (uint32_t)target.item, choices, is_set, ret_changes);
    return STEG_AMEND_READ;
  }
  const bool real = item && (item->type == STEG_ITEM_NUMBER || item->type == STEG_ITEM_PERCENT);
  ret_changes[0] = (steg_correct_change){.target = target.target,
                                         .slot = item ? entry->layout->first_slot[target.item] : 0,
                                         .attribute = target.attribute,
                                         .value = {.is_set = is_set,
                                                   .is_real = real,
                                                   .number = real ? reading.number : (double)reading.whole,
                                                   .text = words && is_set ? clean : NULL}};
  *ret_count = 1;
  return STEG_AMEND_READ;
}
