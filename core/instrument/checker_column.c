/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/checker_part.h"

#include "instrument/model.h"
#include <string.h>

static void role_spellings(steg_checker *checker, const char *place, uint32_t index, steg_spellings *taken) {
  const steg_role *role = &checker->instrument->roles.rows[index];
  const char *lists[] = {role->id, role->label_sv, role->label_en, role->aliases};
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    size_t size = 0;
    for (const char *cursor = lists[i], *word; (word = steg_model_next_word(&cursor, '|', &size));) {
      int64_t owner = steg_checker_spelling(checker, taken, word, size, index);
      if (owner >= 0)
        steg_checker_report(checker, "D_ROLE_SPELLING", STEG_SEVERITY_ERROR, place,
                            "let each spelling belong to one role (case, space and punctuation don't tell them apart)",
                            "The spelling %s also belongs to role %u.",
                            steg_checker_quote(checker, steg_arena_text_n(checker->arena, word, size)),
                            (unsigned)owner);
    }
  }
}

void steg_checker_roles(steg_checker *checker) {
  steg_spellings taken = {0};
  for (uint32_t i = 0; i < checker->instrument->roles.count; i++) {
    const steg_role *role = &checker->instrument->roles.rows[i];
    const char *place = steg_checker_place(checker, NULL, "roles", i, role->id);
    if (steg_checker_id(checker, place, "id", role->id))
      steg_checker_twice(checker, place, &checker->instrument->roles.rows[0].id, sizeof *role, i);
    steg_checker_texts(checker, place, "label_sv", role->label_sv, "label_en", role->label_en);
    steg_checker_text(checker, place, "aliases", role->aliases);
    if (role->subject && steg_checker_enum(checker, place, "subject", role->subject, STEG_EVENT_OF_INITIATIVE) &&
        checker->instrument->kind != STEG_KIND_EVENT)
      steg_checker_report(checker, "D_ROLE_SUBJECT", STEG_SEVERITY_ERROR, place, "write 0, or make the kind EVENT",
                          "Whom it happens to is said of events only.");
    role_spellings(checker, place, i, &taken);
  }
}

static void headers(steg_checker *checker, const char *place, uint32_t index, steg_spellings *taken) {
  const steg_column *column = &checker->instrument->columns.rows[index];
  if (!steg_checker_required_text(checker, place, "header", column->header) ||
      !steg_checker_text(checker, place, "aliases", column->aliases))
    return;
  int64_t owner = steg_checker_spelling(checker, taken, column->header, strlen(column->header), index);
  const char *name = column->header;
  size_t size = 0;
  for (const char *cursor = column->aliases, *word; owner < 0 && (word = steg_model_next_word(&cursor, '|', &size));) {
    owner = steg_checker_spelling(checker, taken, word, size, index);
    name = owner < 0 ? name : steg_arena_text_n(checker->arena, word, size);
  }
  if (owner >= 0)
    steg_checker_report(checker, "D_COLUMN_HEADER", STEG_SEVERITY_ERROR, place,
                        "let each header belong to one column (case, space and punctuation don't tell them apart)",
                        "The header %s also belongs to column %u.", steg_checker_quote(checker, name), (unsigned)owner);
}

static void item(steg_checker *checker, const char *place, const steg_column *column) {
  bool wants = column->target == STEG_COLUMN_ITEM || column->target == STEG_COLUMN_EXTENT;
  if (steg_model_is_municipality(checker->instrument, column)) {
    const steg_item *code = steg_checker_item_named(checker, place, "item", column->item);
    if (code && code->type != STEG_ITEM_TEXT)
      steg_checker_report(checker, "D_COLUMN_MUNICIPALITY", STEG_SEVERITY_ERROR, place, "name an item of type TEXT",
                          "The kommunkod goes to %s, which holds no text.", steg_checker_quote(checker, column->item));
    return;
  }
  if (!wants) {
    if (column->item)
      steg_checker_report(checker, "D_COLUMN_ITEM", STEG_SEVERITY_ERROR, place, "write NULL, or use the target ITEM",
                          "The column does not go to an item, but it names %s.",
                          steg_checker_quote(checker, column->item));
    return;
  }
  const steg_item *found = steg_checker_item_named(checker, place, "item", column->item);
  if (found && column->target == STEG_COLUMN_EXTENT && (found->type != STEG_ITEM_MULTI || !found->extent))
    steg_checker_report(
        checker, "D_COLUMN_EXTENT", STEG_SEVERITY_ERROR, place, "name an item of type MULTI with extent 1",
        "The column holds the extent of %s, which carries no extents.", steg_checker_quote(checker, column->item));
}

static void attribute(steg_checker *checker, const char *place, const steg_column *column) {
  if (column->target == STEG_COLUMN_ATTRIBUTE)
    steg_checker_enum(checker, place, "attribute", column->attribute, STEG_ATTRIBUTE_PROTECTED);
  else if (column->attribute)
    steg_checker_report(checker, "D_COLUMN_ATTRIBUTE", STEG_SEVERITY_ERROR, place,
                        "write 0, or use the target ATTRIBUTE",
                        "The column does not go to an attribute, but it names one.");
}

static void kind(steg_checker *checker, const char *place, const steg_column *column) {
  bool anonymous = checker->instrument->kind == STEG_KIND_ANONYMOUS;
  bool aggregate = checker->instrument->kind == STEG_KIND_AGGREGATE;
  bool personal = column->target == STEG_COLUMN_PERSON || column->target == STEG_COLUMN_ATTRIBUTE;
  if ((anonymous || aggregate) && personal && !steg_model_is_municipality(checker->instrument, column))
    steg_checker_report(checker, "D_COLUMN_ANONYMOUS", STEG_SEVERITY_ERROR, place,
                        "take it away, or let it go to an item or to IGNORE",
                        "The form is anonymous: it has no person, and so no attribute of a participation either.");
  if ((!anonymous && column->target == STEG_COLUMN_GROUP) ||
      (!anonymous && !aggregate && column->target == STEG_COLUMN_PERIOD))
    steg_checker_report(checker, "D_COLUMN_PERIOD", STEG_SEVERITY_ERROR, place, "use the targets ROLE and DATE",
                        "Respondent group and period belong to anonymous forms only.");
  if (aggregate && (column->target == STEG_COLUMN_DATE || column->target == STEG_COLUMN_OCCASION || column->occasion))
    steg_checker_report(checker, "D_COLUMN_AGGREGATE", STEG_SEVERITY_ERROR, place, "use the target PERIOD",
                        "An aggregate is of a period: it has no date and no occasion.");
  if (column->role && steg_checker_find_role(checker, column->role, strlen(column->role)) < 0)
    steg_checker_report(checker, "D_ROLE_UNKNOWN", STEG_SEVERITY_ERROR, place, "write the id of one of the roles",
                        "The column belongs to the role %s, which is not there.",
                        steg_checker_quote(checker, column->role));
  if (column->occasion)
    steg_checker_enum(checker, place, "occasion", column->occasion, STEG_OCCASION_FOLLOW_UP);
}

static bool equal(const char *a, const char *b) {
  return (!a && !b) || (a && b && !strcmp(a, b));
}

/* Two columns for one place: the second would overwrite the first. */
static void twice(steg_checker *checker, const char *place, uint32_t index) {
  const steg_column *column = &checker->instrument->columns.rows[index];
  if (column->target == STEG_COLUMN_IGNORE)
    return;
  for (uint32_t i = 0; i < index; i++) {
    const steg_column *other = &checker->instrument->columns.rows[i];
    if (other->target != column->target || other->occasion != column->occasion ||
        other->attribute != column->attribute || !equal(other->item, column->item) || !equal(other->role, column->role))
      continue;
    steg_checker_report(checker, "D_COLUMN_TWICE", STEG_SEVERITY_ERROR, place,
                        "make its header an alias of the first, or tell them apart by role or occasion",
                        "The column goes to the same place as column %u.", i);
    return;
  }
}

static bool has_target(const steg_checker *checker, steg_column_target target, steg_attribute which) {
  for (uint32_t i = 0; i < checker->instrument->columns.count; i++) {
    const steg_column *column = &checker->instrument->columns.rows[i];
    if (column->target == target && (!which || column->attribute == which))
      return true;
  }
  return false;
}

static void needed(steg_checker *checker) {
  steg_kind form = checker->instrument->kind;
  bool nobody = form == STEG_KIND_ANONYMOUS || form == STEG_KIND_AGGREGATE;
  if (!nobody && !has_target(checker, STEG_COLUMN_PERSON, 0))
    steg_checker_report(checker, "D_COLUMN_PERSON", STEG_SEVERITY_ERROR, "columns",
                        "add a column with the target PERSON, or make the kind ANONYMOUS",
                        "No column holds the participant, so no answer could be placed.");
  if (form == STEG_KIND_REGISTER && !has_target(checker, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START))
    steg_checker_report(checker, "D_COLUMN_START", STEG_SEVERITY_ERROR, "columns",
                        "add a column for the attribute START",
                        "No column holds the start date, which tells one participation from another.");
  if (form == STEG_KIND_REPEATED && !has_target(checker, STEG_COLUMN_DATE, 0) &&
      !has_target(checker, STEG_COLUMN_OCCASION, 0))
    steg_checker_report(checker, "D_COLUMN_DATE", STEG_SEVERITY_WARNING, "columns",
                        "add a column with the target DATE or OCCASION",
                        "No column tells when a response was given; only wide sheets with occasions can be read.");
  if (form == STEG_KIND_EVENT && (!has_target(checker, STEG_COLUMN_DATE, 0) ||
                                  !has_target(checker, STEG_COLUMN_ROLE, 0) || !checker->instrument->roles.count))
    steg_checker_report(checker, "D_COLUMN_EVENT", STEG_SEVERITY_ERROR, "columns",
                        "add columns with the targets DATE and ROLE, and the kinds of event as roles",
                        "An event is a day and a kind: columns for both, or the kinds, are missing.");
  if (form == STEG_KIND_AGGREGATE && !has_target(checker, STEG_COLUMN_PERIOD, 0))
    steg_checker_report(checker, "D_COLUMN_AGGREGATE", STEG_SEVERITY_ERROR, "columns",
                        "add a column with the target PERIOD", "No column tells which period the numbers are of.");
}

void steg_checker_columns(steg_checker *checker) {
  steg_spellings taken = {0};
  for (uint32_t i = 0; i < checker->instrument->columns.count; i++) {
    const steg_column *column = &checker->instrument->columns.rows[i];
    const char *place = steg_checker_place(checker, NULL, "columns", i, column->header);
    headers(checker, place, i, &taken);
    steg_checker_flag(checker, place, "required", column->required);
    if (steg_checker_enum(checker, place, "target", column->target, STEG_COLUMN_IGNORE)) {
      item(checker, place, column);
      attribute(checker, place, column);
      kind(checker, place, column);
      twice(checker, place, i);
    }
  }
  needed(checker);
}
