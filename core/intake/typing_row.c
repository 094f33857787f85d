/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/typing_part.h"

#include "instrument/model.h"
#include <string.h>

static void clear_draft(steg_typing_draft *draft, uint32_t slot_count) {
  draft->role = -1;
  draft->occasion = 0;
  draft->date = STEG_DATE_NONE;
  draft->first = STEG_DATE_NONE;
  draft->answered = false;
  for (uint32_t i = 0; i < slot_count; i++)
    draft->slots[i] = STEG_SLOT_NONE;
}

void steg_typing_clear(steg_typing *typing) {
  uint32_t slot_count = typing->entry->layout->slot_count;
  clear_draft(&typing->line, slot_count);
  for (size_t i = 0; i < typing->mapping->group_count; i++)
    clear_draft(&typing->groups[i], slot_count);
  memset(typing->extents, 0, typing->instrument->items.count * sizeof *typing->extents);
  typing->attributes = (steg_attributes){.start = STEG_DATE_NONE, .end = STEG_DATE_NONE};
  typing->has_attributes = typing->stated_birth = typing->is_total = false;
  typing->age = -1;
  typing->initiative = typing->default_initiative;
}

bool steg_typing_is_clean(const steg_typing *typing) {
  return steg_findings_errors(typing->book) == typing->errors_before;
}

/* ---- from drafts to rows */

/* The slots of an item: [first, first + count). */
static uint32_t slot_count_of(const steg_typing *typing, uint32_t item) {
  const steg_layout *layout = typing->entry->layout;
  uint32_t items = typing->instrument->items.count;
  if (typing->instrument->items.rows[item].type != STEG_ITEM_MULTI)
    return 1;
  uint32_t next = layout->slot_count;
  for (uint32_t i = layout->first_slot[item]; i < layout->slot_count; i++)
    if (layout->slots[i].kind == STEG_SLOT_INDEX) {
      next = i;
      break;
    }
  return (item + 1 < items ? layout->first_slot[item + 1] : next) - layout->first_slot[item];
}

static bool is_answered(const steg_typing *typing, const int32_t *slots, uint32_t item) {
  uint32_t first = typing->entry->layout->first_slot[item], count = slot_count_of(typing, item);
  for (uint32_t i = first; i < first + count; i++)
    if (slots[i] != STEG_SLOT_NONE)
      return true;
  return false;
}

static bool is_asked(const steg_typing *typing, int32_t role, int32_t occasion, uint32_t item) {
  size_t items = typing->instrument->items.count;
  return typing->asked[((size_t)(role + 1) * STEG_TYPING_OCCASIONS + (size_t)occasion) * items + item];
}

/* Who has answered, told by the questions: the role that alone answers them; -1 when they do not tell. */
static int32_t role_by_answers(const steg_typing *typing, const int32_t *slots) {
  int32_t role = -1;
  if (typing->instrument->roles.count == 1)
    return 0;
  for (uint32_t i = 0; i < typing->instrument->items.count; i++) {
    int32_t only = typing->role_of_item[i];
    if (only < 0 || only == role || !is_answered(typing, slots, i))
      continue;
    if (role >= 0)
      return -1;
    role = only;
  }
  return role;
}

/* Puts the answers of one draft into another where it has none. */
typedef enum overlay_scope { OVERLAY_ALL = 1, OVERLAY_ASKED = 2 } overlay_scope;
static void overlay(const steg_typing *typing, steg_typing_draft *onto, const int32_t *slots, overlay_scope scope) {
  for (uint32_t item = 0; item < typing->instrument->items.count; item++) {
    if ((scope == OVERLAY_ASKED && !is_asked(typing, onto->role, onto->occasion, item)) ||
        is_answered(typing, onto->slots, item))
      continue;
    uint32_t first = typing->entry->layout->first_slot[item];
    memcpy(onto->slots + first, slots + first, slot_count_of(typing, item) * sizeof *slots);
  }
}

static steg_typing_draft *find_made(steg_typing *typing, int32_t role, int32_t occasion) {
  for (size_t i = 0; i < typing->made_count; i++)
    if (typing->made[i].role == role && typing->made[i].occasion == occasion)
      return &typing->made[i];
  return NULL;
}

static void make_row(steg_typing *typing, int32_t role, int32_t occasion, steg_date date, const int32_t *slots) {
  steg_typing_draft *made = find_made(typing, role, occasion);
  if (made) {
    overlay(typing, made, slots, OVERLAY_ALL);
    made->date = made->date != STEG_DATE_NONE ? made->date : date;
    return;
  }
  made = &typing->made[typing->made_count++];
  made->role = role;
  made->occasion = occasion;
  made->date = date;
  memcpy(made->slots, slots, typing->entry->layout->slot_count * sizeof *slots);
}

/* The date of a group of a wide sheet: its own, that of its occasion, else the line's when there is but one occasion. */
static steg_date group_date(const steg_typing *typing, size_t group) {
  steg_occasion occasion = typing->mapping->groups[group].occasion;
  if (typing->groups[group].date != STEG_DATE_NONE)
    return typing->groups[group].date;
  for (size_t i = 0; occasion && i < typing->mapping->group_count; i++)
    if (typing->mapping->groups[i].occasion == occasion && typing->groups[i].date != STEG_DATE_NONE)
      return typing->groups[i].date;
  return typing->several_occasions && occasion ? STEG_DATE_NONE : typing->line.date;
}

static void make_group_rows(steg_typing *typing) {
  for (size_t i = 0; i < typing->mapping->group_count; i++) {
    const steg_header_group *kind = &typing->mapping->groups[i];
    const steg_typing_draft *group = &typing->groups[i];
    if (!group->answered)
      continue;
    int32_t role = kind->role >= 0 ? kind->role : typing->line.role;
    role = role >= 0 ? role : role_by_answers(typing, group->slots);
    int32_t occasion = kind->occasion ? (int32_t)kind->occasion : typing->line.occasion;
    make_row(typing, role, occasion, group_date(typing, i), group->slots);
  }
}

/*
 * The answers in columns that say nothing of role or occasion. They are a row of their own (with the line's role, or the one
 * that the questions tell), unless they belong to rows already made: those of the same role at any of the occasions that
 * stand side by side.
 */
static void make_line_row(steg_typing *typing) {
  steg_typing_draft *line = &typing->line;
  if (!line->answered && typing->made_count)
    return;
  int32_t role = line->role >= 0 ? line->role : role_by_answers(typing, line->slots);
  bool shared = false;
  for (size_t i = 0; i < typing->made_count && !line->occasion; i++) {
    steg_typing_draft *made = &typing->made[i];
    if (!made->occasion || (role >= 0 && made->role != role))
      continue;
    overlay(typing, made, line->slots, OVERLAY_ASKED);
    shared = true;
  }
  if (!shared)
    make_row(typing, role, line->occasion, line->date, line->slots);
}

/* An extent in its own column goes to the one level chosen. */
static void put_extents(steg_typing *typing) {
  for (size_t i = 0; i < typing->column_count; i++) {
    const steg_typing_column *column = &typing->columns[i];
    if (column->mapped->target != STEG_COLUMN_EXTENT || !typing->extents[column->mapped->item] || !column->scale)
      continue;
    int32_t *slots = &steg_typing_draft_of(typing, column)->slots[column->first_slot], *only = NULL;
    uint32_t chosen = 0;
    for (uint32_t k = 0; k < column->scale->levels.count; k++)
      if (slots[k] != STEG_SLOT_NONE) {
        only = &slots[k];
        chosen++;
      }
    if (chosen == 1 && *only == 0)
      *only = typing->extents[column->mapped->item];
    else
      steg_typing_report(typing, STEG_FINDING_EXTENT, column, (steg_field){0}, NULL);
  }
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
    steg_typing_report(typing, STEG_FINDING_DATE_FUTURE, NULL, (steg_field){0}, NULL);
}

int32_t steg_typing_row_initiative(steg_typing *typing) {
  if (typing->initiative < 0) {
    if (steg_findings_errors(typing->book) == typing->errors_before)
      steg_typing_report(typing, STEG_FINDING_INITIATIVE_MISSING, NULL, (steg_field){0}, NULL);
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

/* A value after with none before it: it counts, but in no change. */
static void check_baseline(steg_typing *typing, const int32_t *slots, uint32_t item) {
  int32_t after = steg_model_item_index(typing->instrument, typing->instrument->items.rows[item].after);
  uint32_t place = typing->column_of_item[item];
  if (after >= 0 && place && !is_answered(typing, slots, item) && is_answered(typing, slots, (uint32_t)after))
    steg_findings_add(typing->book,
                      &(steg_findings_report){.id = STEG_FINDING_NO_BASELINE, .row = typing->row, .column = place});
}

/* Answers to what was not asked are left out; what must be answered and is not is refused. */
static void check_asked(steg_typing *typing, const steg_row *row, int32_t *slots) {
  const steg_instrument *instrument = typing->instrument;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    uint32_t first = typing->entry->layout->first_slot[i], place = typing->column_of_item[i];
    bool asked = is_asked(typing, row->role, row->occasion, i);
    if (item->after)
      check_baseline(typing, slots, i);
    if (asked && !item->required)
      continue;
    bool answered = is_answered(typing, slots, i);
    if (!asked && answered) {
      steg_findings_add(typing->book,
                        &(steg_findings_report){.id = STEG_FINDING_NOT_ASKED, .row = row->line, .column = place});
      for (uint32_t k = first; k < first + slot_count_of(typing, i); k++)
        slots[k] = STEG_SLOT_NONE;
    } else if (asked && !answered) {
      steg_findings_add(typing->book,
                        &(steg_findings_report){.id = STEG_FINDING_REQUIRED, .row = row->line, .column = place});
    }
  }
}

/* The date of a response, from its own column or from the participation's start or end on the same line. */
static steg_date response_date(steg_typing *typing, const steg_typing_draft *draft) {
  if (typing->instrument->kind == STEG_KIND_REGISTER)
    return STEG_DATE_NONE;
  if (draft->date != STEG_DATE_NONE)
    return draft->date;
  steg_date date = draft->occasion == STEG_OCCASION_START ? typing->attributes.start
                   : draft->occasion == STEG_OCCASION_END ? typing->attributes.end
                                                          : STEG_DATE_NONE;
  /* "Start" or "slut" alone: the store may know the participation, and with it the day. */
  bool told = draft->occasion == STEG_OCCASION_START || draft->occasion == STEG_OCCASION_END;
  if (date == STEG_DATE_NONE && !told && steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_DATE_MISSING, NULL, (steg_field){0}, NULL);
  return date;
}

static void add_row(steg_typing *typing, steg_row row, const int32_t *slots) {
  uint32_t other_line = 0;
  const steg_attributes *attributes = typing->has_attributes ? &typing->attributes : NULL;
  steg_kind kind = typing->instrument->kind;
  steg_finding_id same = kind == STEG_KIND_EVENT ? STEG_FINDING_EVENT_SAME : STEG_FINDING_DUP;
  steg_finding_id conflict = kind == STEG_KIND_EVENT       ? STEG_FINDING_EVENT_CONFLICT
                             : kind == STEG_KIND_AGGREGATE ? STEG_FINDING_AGGREGATE_CONFLICT
                                                           : STEG_FINDING_DUP_CONFLICT;
  switch (steg_harvest_add(&typing->harvest, row, slots, attributes, &other_line)) {
  case STEG_HARVEST_SAME:
    steg_typing_report(typing, same, NULL, (steg_field){0}, steg_findings_line(typing->book, other_line));
    break;
  case STEG_HARVEST_CONFLICT:
    steg_findings_add(typing->book, &(steg_findings_report){.id = conflict,
                                                            .row = row.line,
                                                            .a = steg_findings_line(typing->book, other_line),
                                                            .b = steg_findings_line(typing->book, row.line)});
    break;
  case STEG_HARVEST_MEMORY:
    typing->memory_is_out = true;
    break;
  default:
    if (kind != STEG_KIND_AGGREGATE) /* a budget says nothing of how far the data on people reach */
      note_date(typing, row.date);
    break;
  }
}

static bool has_answer(const steg_typing *typing, const int32_t *slots) {
  for (uint32_t i = 0; i < typing->entry->layout->slot_count; i++)
    if (slots[i] != STEG_SLOT_NONE)
      return true;
  return false;
}

/* Whether the kind of event may be of somebody, or of nobody. */
static void check_subject(steg_typing *typing, const steg_row *row) {
  if (typing->instrument->kind != STEG_KIND_EVENT || row->role < 0)
    return;
  const steg_role *role = &typing->instrument->roles.rows[row->role];
  const char *name = steg_text_pick(typing->rules.lang, role->label_sv, role->label_en);
  if (role->subject == STEG_EVENT_OF_PERSON && row->person == STEG_ROW_NOBODY)
    steg_typing_report(typing, STEG_FINDING_EVENT_PERSON, NULL, (steg_field){0}, name);
  if (role->subject == STEG_EVENT_OF_INITIATIVE && row->person != STEG_ROW_NOBODY)
    steg_typing_report(typing, STEG_FINDING_EVENT_INITIATIVE, NULL, (steg_field){0}, name);
}

void steg_typing_settle(steg_typing *typing, steg_row row, int32_t *slots) {
  check_asked(typing, &row, slots);
  if (steg_checks_run(typing->checks, &row, slots, &typing->harvest, typing->book))
    typing->memory_is_out = true;
  if (steg_typing_is_clean(typing))
    add_row(typing, row, slots);
}

/* One row, settled and checked; added to the harvest when the line is clean. */
static void finish_row(steg_typing *typing, const steg_typing_draft *draft, int32_t initiative, int32_t person) {
  bool repeated = typing->instrument->kind == STEG_KIND_REPEATED;
  if (repeated && !has_answer(typing, draft->slots)) {
    if (steg_typing_is_clean(typing))
      steg_typing_report(typing, STEG_FINDING_NO_ANSWERS, NULL, (steg_field){0}, NULL);
    return;
  }
  if (draft->role < 0 && typing->instrument->roles.count && typing->instrument->kind != STEG_KIND_REGISTER &&
      steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_ROLE_MISSING, NULL, (steg_field){0}, NULL);
  steg_row row = {.line = typing->row,
                  .initiative = initiative,
                  .person = person,
                  .date = response_date(typing, draft),
                  .role = (int16_t)draft->role,
                  .occasion = (int16_t)draft->occasion,
                  .attributes = -1};
  check_future(typing, row.date);
  check_subject(typing, &row);
  steg_typing_settle(typing, row, draft->slots);
}

void steg_typing_emit(steg_typing *typing, int32_t person) {
  steg_attributes *attributes = &typing->attributes;
  if (typing->coach && !attributes->coach) {
    attributes->coach = typing->coach;
    typing->has_attributes = true;
  }
  int32_t initiative = steg_typing_row_initiative(typing);
  put_extents(typing);
  if (attributes->start != STEG_DATE_NONE && attributes->end != STEG_DATE_NONE && attributes->end < attributes->start)
    steg_typing_report(typing, STEG_FINDING_ORDER, NULL, (steg_field){0}, NULL);
  if (typing->instrument->kind == STEG_KIND_REGISTER && typing->has_start && attributes->start == STEG_DATE_NONE &&
      steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_START_MISSING, NULL, (steg_field){0}, NULL);
  check_future(typing, attributes->start);
  typing->made_count = 0;
  if (!typing->mapping->group_count || typing->instrument->kind == STEG_KIND_REGISTER) {
    if (typing->line.role < 0)
      typing->line.role = role_by_answers(typing, typing->line.slots);
    finish_row(typing, &typing->line, initiative, person);
  } else {
    make_group_rows(typing);
    make_line_row(typing);
    for (size_t i = 0; i < typing->made_count; i++)
      finish_row(typing, &typing->made[i], initiative, person);
  }
  note_date(typing, attributes->start);
  note_date(typing, attributes->end);
}

/* Only sex and the year are kept; the first of January stands for the year. */
void steg_typing_emit_anonymous(steg_typing *typing, steg_finding_id reason) {
  steg_date when = typing->attributes.start != STEG_DATE_NONE ? typing->attributes.start : typing->line.date;
  steg_sex sex = typing->attributes.sex;
  int32_t initiative = steg_typing_row_initiative(typing);
  steg_typing_report(typing, reason, NULL, (steg_field){0}, NULL);
  steg_typing_clear(typing);
  typing->attributes.sex = sex;
  if (when != STEG_DATE_NONE)
    typing->attributes.start = steg_date_make(steg_date_year(when), 1, 1);
  typing->has_attributes = true;
  bool repeated = typing->instrument->kind == STEG_KIND_REPEATED;
  if (repeated && when == STEG_DATE_NONE && steg_typing_is_clean(typing))
    steg_typing_report(typing, STEG_FINDING_DATE_MISSING, NULL, (steg_field){0}, NULL);
  steg_row row = {.line = typing->row,
                  .initiative = initiative,
                  .person = STEG_ROW_NOBODY,
                  .date = repeated ? typing->attributes.start : STEG_DATE_NONE,
                  .role = -1,
                  .attributes = -1};
  if (steg_typing_is_clean(typing))
    add_row(typing, row, typing->line.slots);
}
