/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/checks.h"

#include "instrument/model.h"
#include <math.h>
#include <string.h>

enum { CODE_MAX = 48 };

/* A check row with its ids looked up. */
typedef struct resolved_check {
  const steg_check *check;
  int32_t item, other; /* -1 = none */
  int32_t level;       /* of `text` in the other item's scale, -1 = none */
  int32_t *line;       /* STRAIGHT_LINE: its items */
  size_t line_count;
} resolved_check;

struct steg_checks {
  resolved_check *rows;
  const steg_instrument *instrument;
  const steg_layout *layout;
  const uint32_t *column_of_item;
  steg_value *values; /* what the callbacks see */
  int32_t *extents;   /* by slot */
  bool has_callbacks;
  /* of the row being judged */
  const int32_t *slots;
  const steg_harvest *harvest;
  steg_findings_book *book;
  uint32_t line;
};

/* Slots of a MULTI item that are chosen. */
static uint32_t chosen_count(const steg_checks *checks, uint32_t item) {
  const steg_scale *scale = steg_model_item_scale(checks->instrument, &checks->instrument->items.rows[item]);
  uint32_t first = checks->layout->first_slot[item], count = 0;
  for (uint32_t i = 0; scale && i < scale->levels.count; i++)
    count += checks->slots[first + i] != STEG_SLOT_NONE;
  return count;
}

static bool is_answered(const steg_checks *checks, int32_t item) {
  if (checks->instrument->items.rows[item].type == STEG_ITEM_MULTI)
    return chosen_count(checks, (uint32_t)item) > 0;
  return checks->slots[checks->layout->first_slot[item]] != STEG_SLOT_NONE;
}

/* The answer as a number; NaN when there is none or it is off the scale. */
static double number_of(const steg_checks *checks, int32_t item) {
  const steg_item *row = &checks->instrument->items.rows[item];
  int32_t slot = checks->slots[checks->layout->first_slot[item]];
  if (slot == STEG_SLOT_NONE || row->type == STEG_ITEM_TEXT || row->type == STEG_ITEM_MULTI)
    return NAN;
  if (row->type == STEG_ITEM_NUMBER || row->type == STEG_ITEM_PERCENT)
    return checks->harvest->numbers[slot];
  if ((row->type == STEG_ITEM_SCALE || row->type == STEG_ITEM_CHOICE) && slot < 0)
    return NAN;
  return slot;
}

/* Whether the other item has the level of the check (a MULTI: has it chosen). A flag's levels are "ja" and "nej". */
static bool has_level(const steg_checks *checks, const resolved_check *resolved) {
  const steg_item *row = &checks->instrument->items.rows[resolved->other];
  uint32_t first = checks->layout->first_slot[resolved->other];
  if (row->type == STEG_ITEM_FLAG)
    return checks->slots[first] != STEG_SLOT_NONE && checks->slots[first] == resolved->level;
  const steg_scale *scale = steg_model_item_scale(checks->instrument, row);
  if (resolved->level < 0 || !scale)
    return false;
  if (row->type == STEG_ITEM_MULTI)
    return checks->slots[first + (uint32_t)resolved->level] != STEG_SLOT_NONE;
  return checks->slots[first] == scale->levels.rows[resolved->level].value;
}

static bool sum_holds(const steg_checks *checks, int32_t item) {
  const steg_scale *scale = steg_model_item_scale(checks->instrument, &checks->instrument->items.rows[item]);
  int32_t sum = 0;
  for (uint32_t i = 0; scale && i < scale->levels.count; i++) {
    int32_t slot = checks->slots[checks->layout->first_slot[item] + i];
    sum += slot == STEG_SLOT_NONE ? 0 : slot;
  }
  return sum <= 100;
}

/* The same level on all items of the list, at least three of them, all answered. */
static bool is_straight(const steg_checks *checks, const resolved_check *resolved) {
  int32_t level = STEG_SLOT_NONE;
  for (size_t i = 0; i < resolved->line_count; i++) {
    int32_t slot = checks->slots[checks->layout->first_slot[resolved->line[i]]];
    if (slot == STEG_SLOT_NONE || (i && slot != level))
      return false;
    level = slot;
  }
  return resolved->line_count >= 3;
}

static bool holds(const steg_checks *checks, const resolved_check *resolved) {
  const steg_check *check = resolved->check;
  int32_t item = resolved->item, other = resolved->other;
  double number = item >= 0 ? number_of(checks, item) : NAN;
  switch (check->kind) {
  case STEG_CHECK_RANGE:
  case STEG_CHECK_IMPLAUSIBLE:
    return isnan(number) || (number >= check->low && number <= check->high);
  case STEG_CHECK_DATE_ORDER: {
    double later = other >= 0 ? number_of(checks, other) : NAN;
    return isnan(number) || isnan(later) || number <= later;
  }
  case STEG_CHECK_REQUIRED_IF:
    return item < 0 || other < 0 || !has_level(checks, resolved) || is_answered(checks, item);
  case STEG_CHECK_SUM_100:
    return item < 0 || sum_holds(checks, item);
  case STEG_CHECK_STRAIGHT_LINE:
    return !is_straight(checks, resolved);
  }
  return true;
}

/* ---- looking up */

static int resolve_line(const steg_instrument *instrument, resolved_check *resolved, steg_arena *arena) {
  char id[64];
  size_t size = 0;
  resolved->line = steg_arena_array(arena, instrument->items.count, sizeof *resolved->line);
  if (!resolved->line)
    return -1;
  for (const char *cursor = resolved->check->text, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
    if (size >= sizeof id || resolved->line_count == instrument->items.count)
      continue;
    memcpy(id, word, size);
    id[size] = '\0';
    int32_t item = steg_model_item_index(instrument, id);
    if (item >= 0)
      resolved->line[resolved->line_count++] = item;
  }
  return 0;
}

static int resolve(const steg_instrument *instrument, const steg_check *check, steg_arena *arena,
                   resolved_check *resolved) {
  *resolved = (resolved_check){.check = check,
                               .item = steg_model_item_index(instrument, check->item),
                               .other = steg_model_item_index(instrument, check->other),
                               .level = -1};
  if (check->kind == STEG_CHECK_STRAIGHT_LINE)
    return resolve_line(instrument, resolved, arena);
  if (check->kind != STEG_CHECK_REQUIRED_IF || resolved->other < 0 || !check->text)
    return 0;
  const steg_item *other = &instrument->items.rows[resolved->other];
  const steg_scale *scale = steg_model_item_scale(instrument, other);
  if (other->type == STEG_ITEM_FLAG)
    resolved->level = !strcmp(check->text, "ja") || !strcmp(check->text, "1");
  else if (scale)
    resolved->level = steg_model_level_of_code(scale, check->text);
  return 0;
}

steg_checks *steg_checks_make(const steg_registry_entry *entry, const uint32_t *column_of_item, steg_arena *arena) {
  const steg_instrument *instrument = entry->instrument;
  steg_checks *checks = steg_arena_alloc(arena, sizeof *checks);
  if (!checks)
    return NULL;
  *checks = (steg_checks){.instrument = instrument, .layout = entry->layout, .column_of_item = column_of_item};
  checks->rows = steg_arena_array(arena, instrument->checks.count, sizeof *checks->rows);
  checks->values = steg_arena_array(arena, instrument->items.count, sizeof *checks->values);
  checks->extents = steg_arena_array(arena, entry->layout->slot_count, sizeof *checks->extents);
  if (!checks->rows || !checks->values || !checks->extents)
    return NULL;
  for (uint32_t i = 0; i < instrument->checks.count; i++)
    if (resolve(instrument, &instrument->checks.rows[i], arena, &checks->rows[i]))
      return NULL;
  checks->has_callbacks = instrument->validate != NULL;
  for (uint32_t i = 0; i < instrument->indexes.count; i++)
    checks->has_callbacks = checks->has_callbacks || instrument->indexes.rows[i].kind == STEG_INDEX_CUSTOM;
  return checks;
}

/* ---- reporting */

static steg_finding_id finding_id(steg_severity severity) {
  return severity == STEG_SEVERITY_ERROR     ? STEG_FINDING_CHECK
         : severity == STEG_SEVERITY_WARNING ? STEG_FINDING_CHECK_WARN
                                             : STEG_FINDING_CHECK_NOTE;
}

static void report_check(const steg_checks *checks, const resolved_check *resolved) {
  const steg_check *check = resolved->check;
  static const char *const names[] = {"CHECK",   "RANGE",       "ORDER",        "REQUIRED_IF",
                                      "SUM_100", "IMPLAUSIBLE", "STRAIGHT_LINE"};
  static const char letters[] = {'E', 'N', 'W', 'E'};
  char code[CODE_MAX] = "";
  int32_t item = resolved->item;
  code[0] = letters[check->severity];
  code[1] = '_';
  strncat(code, names[check->kind], sizeof code - 3);
  steg_findings_add(checks->book, &(steg_findings_report){.id = finding_id(check->severity),
                                                          .row = checks->line,
                                                          .column = item < 0 ? 0 : checks->column_of_item[item],
                                                          .code = code,
                                                          .message_sv = check->message_sv,
                                                          .message_en = check->message_en});
}

/* ---- callbacks */

static void take_finding(void *sink, steg_severity severity, int32_t item, const char *code, const char *message_sv,
                         const char *message_en) {
  steg_checks *checks = sink;
  if (severity < STEG_SEVERITY_NOTE || severity > STEG_SEVERITY_ERROR || !code || !message_sv)
    return;
  bool known = item >= 0 && (uint32_t)item < checks->instrument->items.count;
  steg_findings_add(checks->book, &(steg_findings_report){.id = finding_id(severity),
                                                          .row = checks->line,
                                                          .column = known ? checks->column_of_item[item] : 0,
                                                          .code = code,
                                                          .message_sv = message_sv,
                                                          .message_en = message_en});
}

static steg_value value_of(steg_checks *checks, uint32_t item, const steg_row *row) {
  const steg_item *form = &checks->instrument->items.rows[item];
  uint32_t first = checks->layout->first_slot[item];
  int32_t slot = checks->slots[first];
  if (!is_answered(checks, (int32_t)item)) {
    bool asked = steg_model_role_answers(checks->instrument, form, row->role) &&
                 steg_model_occasion_asks(form, (steg_occasion)row->occasion);
    return (steg_value){.missing = asked ? STEG_MISSING_NO_ANSWER : STEG_MISSING_NOT_ASKED};
  }
  if (form->type == STEG_ITEM_MULTI) {
    const steg_scale *scale = steg_model_item_scale(checks->instrument, form);
    for (uint32_t i = 0; i < scale->levels.count; i++) {
      int32_t extent = checks->slots[first + i];
      checks->extents[first + i] = extent == STEG_SLOT_NONE ? -1 : extent;
    }
    return (steg_value){.chosen = chosen_count(checks, item), .extents = checks->extents + first};
  }
  if (form->type == STEG_ITEM_TEXT)
    return (steg_value){.text = checks->harvest->texts[slot]};
  if (form->type == STEG_ITEM_NUMBER || form->type == STEG_ITEM_PERCENT)
    return (steg_value){.number = checks->harvest->numbers[slot]};
  bool off_scale = (form->type == STEG_ITEM_SCALE || form->type == STEG_ITEM_CHOICE) && slot < 0;
  return (steg_value){.missing = off_scale ? STEG_MISSING_OFF_SCALE : 0, .number = slot};
}

static int run_callbacks(steg_checks *checks, const steg_row *row, int32_t *slots, steg_harvest *harvest) {
  static const steg_services services = {sizeof services, take_finding};
  const steg_instrument *instrument = checks->instrument;
  for (uint32_t i = 0; i < instrument->items.count; i++)
    checks->values[i] = value_of(checks, i, row);
  steg_record record = {.size = sizeof record,
                        .value_count = instrument->items.count,
                        .values = checks->values,
                        .role = row->role,
                        .occasion = row->occasion,
                        .date = row->date};
  if (instrument->validate && instrument->validate(&record, &services, checks) < 0)
    steg_findings_add(checks->book, &(steg_findings_report){.id = STEG_FINDING_PLUGIN, .row = checks->line});
  for (uint32_t i = 0; i < checks->layout->slot_count; i++) {
    const steg_slot *slot = &checks->layout->slots[i];
    double value = 0;
    if (slot->kind != STEG_SLOT_INDEX || !instrument->score)
      continue;
    int scored = instrument->score(&record, (uint32_t)slot->index, &value, &services, checks);
    if (scored < 0)
      steg_findings_add(checks->book, &(steg_findings_report){.id = STEG_FINDING_PLUGIN, .row = checks->line});
    if (scored != 0 || isnan(value))
      continue;
    slots[i] = steg_harvest_number(harvest, value);
    if (slots[i] < 0)
      return -1;
  }
  return 0;
}

int steg_checks_run(steg_checks *checks, const steg_row *row, int32_t *slots, steg_harvest *harvest,
                    steg_findings_book *book) {
  checks->slots = slots;
  checks->harvest = harvest;
  checks->book = book;
  checks->line = row->line;
  for (uint32_t i = 0; i < checks->instrument->checks.count; i++)
    if (!holds(checks, &checks->rows[i]))
      report_check(checks, &checks->rows[i]);
  return checks->has_callbacks ? run_callbacks(checks, row, slots, harvest) : 0;
}
