/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/typing_part.h"

#include "instrument/model.h"
#include "intake/grow.h"
#include "intake/stated.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 10 * 1000 * 1000, TEXT_MAX = STEG_FIELD_MAX + 4096 };

/* ---- making */

static bool is_cached(const steg_mapped *mapped, const steg_item *item) {
  if (mapped->target == STEG_COLUMN_PERSON)
    return false;
  return !item || (item->type != STEG_ITEM_TEXT && item->type != STEG_ITEM_NUMBER && item->type != STEG_ITEM_PERCENT);
}

/* A question has a handful of spellings; dates and initiatives come in thousands, and none should push out another. */
static size_t spelling_count(const steg_typing *typing, const steg_mapped *mapped) {
  size_t most = typing->options->initiative_count;
  size_t count = STEG_SPELLING_SLOTS;
  bool date = mapped->target == STEG_COLUMN_DATE ||
              (mapped->target == STEG_COLUMN_ATTRIBUTE &&
               (mapped->attribute == STEG_ATTRIBUTE_START || mapped->attribute == STEG_ATTRIBUTE_END));
  if (date)
    return STEG_SPELLING_DATES;
  while (mapped->target == STEG_COLUMN_INITIATIVE && count < 4 * most && count < STEG_SPELLING_DATES)
    count *= 2;
  return count;
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
    steg_typing_column *column = &typing->columns[typing->column_count];
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
      column->spelling_count = spelling_count(typing, mapped);
      column->spellings = steg_arena_array(typing->arena, column->spelling_count, sizeof *column->spellings);
      if (!column->spellings)
        return -1;
    }
    int32_t index = (int32_t)typing->column_count++;
    if (mapped->target == STEG_COLUMN_PERSON)
      typing->person_column = index;
    if (mapped->target == STEG_COLUMN_ATTRIBUTE && mapped->attribute == STEG_ATTRIBUTE_START)
      typing->has_start = true;
    if (mapped->target == STEG_COLUMN_ATTRIBUTE && mapped->attribute == STEG_ATTRIBUTE_CONSENT)
      typing->consent_column = index;
    if (mapped->target == STEG_COLUMN_ATTRIBUTE && mapped->attribute == STEG_ATTRIBUTE_PROTECTED)
      typing->protected_column = index;
  }
  return 0;
}

/* The slots that the file can fill: those of the items it has a column for, and the computed ones. */
static int make_slots(steg_typing *typing) {
  const steg_layout *layout = typing->entry->layout;
  bool *kept = steg_arena_array(typing->arena, layout->slot_count, sizeof *kept);
  uint32_t *slots = steg_arena_array(typing->arena, layout->slot_count + (size_t)1, sizeof *slots), count = 0;
  if (!kept || !slots)
    return -1;
  for (uint32_t i = 0; i < layout->slot_count; i++)
    kept[i] = layout->slots[i].kind == STEG_SLOT_INDEX;
  for (size_t i = 0; i < typing->column_count; i++) {
    const steg_typing_column *column = &typing->columns[i];
    uint32_t width = column->item && column->item->type == STEG_ITEM_MULTI ? column->scale->levels.count : 1;
    for (uint32_t k = 0; column->item && k < width; k++)
      kept[column->first_slot + k] = true;
  }
  for (uint32_t i = 0; i < layout->slot_count; i++)
    if (kept[i])
      slots[count++] = i;
  typing->harvest.columns = slots;
  typing->harvest.column_count = count;
  return 0;
}

static int make_asked(steg_typing *typing) {
  const steg_instrument *instrument = typing->instrument;
  uint32_t items = instrument->items.count, roles = instrument->roles.count + 1;
  typing->asked = steg_arena_array(typing->arena, (size_t)roles * STEG_TYPING_OCCASIONS * items, sizeof *typing->asked);
  if (!typing->asked)
    return -1;
  for (uint32_t role = 0; role < roles; role++)
    for (uint32_t occasion = 0; occasion < STEG_TYPING_OCCASIONS; occasion++)
      for (uint32_t item = 0; item < items; item++)
        typing->asked[(role * STEG_TYPING_OCCASIONS + occasion) * items + item] =
            steg_model_role_answers(instrument, &instrument->items.rows[item], (int32_t)role - 1) &&
            steg_model_occasion_asks(&instrument->items.rows[item], (steg_occasion)occasion);
  return 0;
}

static int make_drafts(steg_typing *typing) {
  uint32_t slot_count = typing->entry->layout->slot_count;
  size_t group_count = typing->mapping->group_count;
  typing->line.slots = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
  typing->made = steg_arena_array(typing->arena, group_count + 1, sizeof *typing->made);
  typing->role_of_item = steg_arena_array(typing->arena, typing->instrument->items.count, sizeof(int32_t));
  typing->choices = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
  typing->extents = steg_arena_array(typing->arena, typing->instrument->items.count, sizeof(int32_t));
  typing->groups = steg_arena_array(typing->arena, group_count, sizeof *typing->groups);
  if (!typing->line.slots || !typing->made || !typing->role_of_item || !typing->choices || !typing->extents ||
      !typing->groups)
    return -1;
  for (size_t i = 0; i < group_count; i++) {
    typing->groups[i].slots = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
    if (!typing->groups[i].slots)
      return -1;
    typing->several_occasions =
        typing->several_occasions || typing->mapping->groups[i].occasion != typing->mapping->groups[0].occasion;
  }
  for (size_t i = 0; i <= group_count; i++) {
    typing->made[i].slots = steg_arena_array(typing->arena, slot_count, sizeof(int32_t));
    if (!typing->made[i].slots)
      return -1;
  }
  for (uint32_t i = 0; i < typing->instrument->items.count; i++) {
    const char *roles = typing->instrument->items.rows[i].roles;
    typing->role_of_item[i] = roles && !strchr(roles, ' ') ? steg_model_role_index(typing->instrument, roles) : -1;
  }
  return 0;
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
  typing->initiative_names = steg_initiative_names_make(options, typing->arena);
  if (!typing->initiative_names)
    return -1;
  typing->default_initiative =
      options->initiative ? steg_initiative_names_find(typing->initiative_names, options->initiative, &exact) : -1;
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
  if (!typing->arena || make_columns(typing) || make_slots(typing) || make_asked(typing) || make_drafts(typing) || make_initiatives(typing))
    goto fail;
  typing->checks = steg_checks_make(entry, typing->column_of_item, typing->arena);
  if (!typing->checks)
    goto fail;
  return typing;
fail:
  steg_typing_free(typing);
  return NULL;
}

int steg_typing_turn(steg_typing *typing, const steg_mapping *mapping, const char *coach) {
  typing->mapping = mapping;
  typing->coach = steg_arena_text(typing->arena, coach);
  typing->column_count = 0;
  typing->person_column = typing->consent_column = typing->protected_column = -1;
  typing->has_start = typing->several_occasions = false;
  typing->last_key_size = 0;
  if (make_columns(typing) || make_drafts(typing))
    return -1;
  typing->checks = steg_checks_make(typing->entry, typing->column_of_item, typing->arena);
  return typing->checks ? 0 : -1;
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
  size_t stored = steg_line_stored(line);
  for (size_t i = 0; i < stored; i++)
    if (line->cells[i].size && !steg_field_is_blank(line->cells[i]))
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
    report_sized(typing, STEG_FINDING_CELL_MAX, line->fault_column, STEG_FIELD_MAX, 0);
  if (line->faults & STEG_LINE_QUOTE_BROKEN)
    report_sized(typing, STEG_FINDING_QUOTE, line->fault_column, 0, 0);
  else if (line->faults & STEG_LINE_QUOTE_LITERAL)
    report_sized(typing, STEG_FINDING_QUOTE_KEPT, line->fault_column, 0, 0);
  return STEG_TYPING_GO_ON;
}

/* More cells than headers, or fewer: a row cut off, or one whose cells no longer stand under their headers. */
static void judge_count(steg_typing *typing, const steg_line *line) {
  size_t expected = typing->mapping->count, stored = steg_line_stored(line);
  if (line->count < expected && line->sparse)
    return;
  if (line->count < expected) {
    report_sized(typing, STEG_FINDING_COLS_FEW, 0, line->count, expected);
    return;
  }
  for (size_t i = expected; i < stored; i++) {
    if (steg_field_is_blank(line->cells[i]))
      continue;
    if (i < expected + typing->mapping->surplus)
      report_sized(typing, STEG_FINDING_HDR_EMPTY, (uint32_t)i + 1, 0, 0);
    else {
      report_sized(typing, STEG_FINDING_COLS, 0, line->count, expected);
      return;
    }
  }
  if (line->sparse && line->count > stored) { /* in a column so far out that it is not kept */
    report_sized(typing, STEG_FINDING_COLS, 0, line->count, expected);
    return;
  }
  for (size_t i = 0; i < expected; i++)
    if (!typing->mapping->columns[i].named && line->cells[i].size && !steg_field_is_blank(line->cells[i]))
      report_sized(typing, STEG_FINDING_HDR_EMPTY, (uint32_t)i + 1, 0, 0);
}

/* A row without a person in which some cell says that it sums up the others. */
static bool sums_up(steg_typing *typing, const steg_line *line) {
  size_t stored = steg_line_stored(line);
  for (size_t i = 0; i < stored; i++) {
    if (!line->cells[i].size || line->cells[i].size > 40)
      continue;
    if (steg_field_clean(line->cells[i], STEG_FIELD_TRIM, &typing->text) >= 0 &&
        steg_attribute_is_total(typing->text.bytes))
      return true;
  }
  return false;
}

static void type_line(steg_typing *typing, const steg_line *line) {
  steg_finding_id reason = 0;
  int32_t person = STEG_ROW_NOBODY;
  if (typing->instrument->kind != STEG_KIND_ANONYMOUS && typing->instrument->kind != STEG_KIND_AGGREGATE)
    person = steg_typing_read_person(typing, line, &reason);
  if (reason == STEG_FINDING_ANON_KEY && typing->person_column >= 0 && sums_up(typing, line)) {
    steg_typing_report(typing, STEG_FINDING_TOTAL_ROW, NULL, (steg_field){0}, NULL);
    return;
  }
  /* An event that names nobody is the initiative's own; one of somebody who does not agree is left out. */
  if (reason && typing->instrument->kind == STEG_KIND_EVENT) {
    if (reason != STEG_FINDING_ANON_KEY) {
      steg_typing_report(typing, STEG_FINDING_ANON_ANSWERS, NULL, (steg_field){0}, NULL);
      return;
    }
    reason = 0;
  }
  /* A participation without a person counts; a response without one says nothing, and is no participation either. */
  if (reason && typing->instrument->kind == STEG_KIND_REPEATED) {
    const steg_typing_column *column = typing->person_column >= 0 ? &typing->columns[typing->person_column] : NULL;
    bool nobody = reason == STEG_FINDING_ANON_KEY;
    steg_typing_report(typing, nobody ? STEG_FINDING_PERSON_MISSING : STEG_FINDING_ANON_ANSWERS, nobody ? column : NULL,
                       (steg_field){0}, NULL);
    if (!nobody)
      return;
    reason = 0;
  }
  steg_typing_read_columns(typing, line, reason ? STEG_TYPING_ANONYMOUS : STEG_TYPING_ALL);
  if (reason) {
    steg_typing_emit_anonymous(typing, reason);
    return;
  }
  if (typing->instrument->kind == STEG_KIND_AGGREGATE) {
    steg_typing_emit_aggregate(typing);
    return;
  }
  steg_typing_complete(typing, person);
  steg_typing_emit(typing, person);
}

steg_typing_outcome steg_typing_line(steg_typing *typing, const steg_line *line) {
  typing->row = line->row;
  typing->errors_before = steg_findings_errors(typing->book);
  steg_typing_outcome outcome = judge_faults(typing, line);
  if (outcome)
    return outcome;
  if (is_blank_line(line)) {
    steg_typing_report(typing, STEG_FINDING_EMPTY_ROWS, NULL, (steg_field){0}, NULL);
    return STEG_TYPING_GO_ON;
  }
  if (++typing->counts.rows > ROWS_MAX) {
    report_sized(typing, STEG_FINDING_ROWS_MAX, 0, ROWS_MAX, 0);
    return STEG_TYPING_STOP;
  }
  if (steg_header_is_repeat(typing->mapping, line))
    steg_typing_report(typing, STEG_FINDING_HDR_REPEAT, NULL, (steg_field){0}, NULL);
  if (steg_typing_is_clean(typing))
    judge_count(typing, line);
  if (steg_typing_is_clean(typing)) {
    steg_typing_clear(typing);
    type_line(typing, line);
  }
  if (!steg_typing_is_clean(typing))
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
  steg_harvest_close(harvest);
  /* Sums of rows of which some were refused would tell of nothing but that. */
  if (typing->instrument->kind == STEG_KIND_AGGREGATE && !steg_findings_errors(typing->book) &&
      steg_stated_check(typing->entry, harvest, typing->mapping->group_count ? NULL : typing->column_of_item,
                        typing->rules.lang, typing->arena, typing->book))
    return -1;
  for (size_t i = 0; i < harvest->row_count; i++)
    typing->counts.accepted += !i || harvest->rows[i].line != harvest->rows[i - 1].line;
  typing->counts.rejected = kept;
  *ret_set = (steg_row_set){.entry = typing->entry,
                            .rows = harvest->rows,
                            .row_count = harvest->row_count,
                            .slots = harvest->slots,
                            .columns = harvest->columns,
                            .column_count = harvest->column_count,
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
