/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/settle_part.h"

#include "store/review.h"
#include "store/standing.h"
#include <stdlib.h>
#include <string.h>

/* ---- what the rules report with */

void steg_settle_report(steg_settle *settle, size_t row, steg_finding_id id, uint32_t column, const char *a,
                        const char *b) {
  steg_findings_add(
      settle->import->book,
      &(steg_findings_report){.id = id, .row = settle->set.rows[row].line, .column = column, .a = a, .b = b});
  if (steg_finding_kind_of(id)->severity == STEG_SEVERITY_ERROR)
    settle->refused[row] = true;
}

uint32_t steg_settle_column(const steg_settle *settle, const steg_row *row, steg_column_target target,
                            steg_attribute attribute, int32_t item) {
  const steg_mapping *mapping = settle->import->mapping;
  uint32_t of_line = 0;
  for (size_t i = 0; mapping && i < mapping->count; i++) {
    const steg_mapped *column = &mapping->columns[i];
    if (column->target != target || (target == STEG_COLUMN_ATTRIBUTE && column->attribute != attribute) ||
        (target == STEG_COLUMN_ITEM && column->item != item))
      continue;
    if (column->group < 0) {
      of_line = of_line ? of_line : (uint32_t)i + 1;
      continue;
    }
    const steg_header_group *group = &mapping->groups[column->group];
    if ((group->role < 0 || group->role == row->role) && (!group->occasion || (int)group->occasion == row->occasion))
      return (uint32_t)i + 1;
  }
  return of_line;
}

/* ---- the end: rows out of the set, and the result as if reading had said it all */

static int compare_lines(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static bool has_line(const uint32_t *lines, size_t count, uint32_t line) {
  return count && bsearch(&line, lines, count, sizeof *lines, compare_lines);
}

/* The lines that were refused before and those that are now: sorted, each once. */
static int gather_lines(const steg_settle *settle, uint32_t **ret_lines, size_t *ret_count, steg_error *err) {
  const steg_import_result *result = &settle->import->result;
  size_t count = result->rejected;
  uint32_t *lines = steg_arena_array(settle->import->arena, result->rejected + settle->set.row_count, sizeof *lines);
  if (!lines)
    return steg_error_memory(err);
  if (count)
    memcpy(lines, result->rejected_lines, count * sizeof *lines);
  for (size_t i = 0; i < settle->set.row_count; i++)
    if (settle->refused[i])
      lines[count++] = settle->set.rows[i].line;
  if (count)
    qsort(lines, count, sizeof *lines, compare_lines);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (!kept || lines[kept - 1] != lines[i])
      lines[kept++] = lines[i];
  *ret_lines = lines;
  *ret_count = kept;
  return 0;
}

/* Rows of refused lines go; a line of a wide sheet goes as a whole, as it will come back from the file of refused rows. */
static void drop_rows(steg_settle *settle, const uint32_t *lines, size_t line_count) {
  steg_row_set *set = &settle->set;
  size_t width = steg_rows_width(set), kept = 0;
  for (size_t i = 0; i < set->row_count; i++) {
    if (has_line(lines, line_count, set->rows[i].line))
      continue;
    if (kept != i) {
      set->rows[kept] = set->rows[i];
      for (size_t k = 0; k < width; k++)
        set->slots[kept * width + k] = set->slots[i * width + k];
    }
    kept++;
  }
  set->row_count = kept;
}

/* What was refused so far leaves the set: the rules that follow need not ask. */
static int drop_refused(steg_settle *settle, steg_error *err) {
  steg_import_result *result = &settle->import->result;
  bool any = false;
  for (size_t i = 0; i < settle->set.row_count && !any; i++)
    any = settle->refused[i];
  if (!any)
    return 0;
  uint32_t *lines = NULL;
  size_t line_count = 0;
  if (gather_lines(settle, &lines, &line_count, err) < 0)
    return -1;
  drop_rows(settle, lines, line_count);
  memset(settle->refused, 0, settle->set.row_count * sizeof *settle->refused);
  result->rejected_lines = lines;
  result->rejected = line_count;
  return 0;
}

static size_t count_lines(const steg_row_set *set) {
  size_t count = 0;
  for (size_t i = 0; i < set->row_count; i++)
    count += !i || set->rows[i].line != set->rows[i - 1].line;
  return count;
}

static int conclude(steg_settle *settle, steg_error *err) {
  steg_import *import = settle->import;
  steg_import_result *result = &import->result;
  import->typed_rows = settle->set.row_count;
  bool refused = steg_findings_errors(import->book) && import->options.keep != STEG_IMPORT_KEEP_VALID;
  result->set = settle->set;
  if (refused) {
    result->set.row_count = 0;
    result->last_date = STEG_DATE_NONE;
  }
  result->accepted = count_lines(&result->set);
  return steg_import_write_findings(import, err);
}

/* ---- the rules */

/* People who were erased, who withdrew, or whose consent had ended. */
static int judge_standing(steg_settle *settle, steg_error *err) {
  static const steg_finding_id kinds[] = {[STEG_STANDING_ERASED] = STEG_FINDING_ERASED,
                                          [STEG_STANDING_WITHDRAWN] = STEG_FINDING_WITHDRAWN,
                                          [STEG_STANDING_ENDED] = STEG_FINDING_CONSENT_ENDED};
  uint8_t *standing = NULL;
  if (steg_standing_find(settle->store, &settle->set, settle->today, settle->arena, &standing, err) < 0)
    return -1;
  for (size_t i = 0; i < settle->set.row_count; i++)
    if (standing[i] != STEG_STANDING_FINE)
      steg_settle_report(settle, i, kinds[standing[i]], 0, NULL, NULL);
  return drop_refused(settle, err);
}

/* What the store says against the rows, and the column that is most likely to be wrong. */
typedef struct review_rule {
  steg_finding_id id;
  steg_column_target target;
  steg_attribute attribute;
} review_rule;
static const review_rule review_rules[] = {
    [STEG_REVIEW_ORDER] = {STEG_FINDING_ORDER_STORED, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_END},
    [STEG_REVIEW_TWO_OPEN] = {STEG_FINDING_TWO_OPEN, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_END},
    [STEG_REVIEW_OVERLAP] = {STEG_FINDING_OVERLAP, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START},
    [STEG_REVIEW_OUTSIDE] = {STEG_FINDING_OUTSIDE, STEG_COLUMN_DATE, 0},
    [STEG_REVIEW_STRAYS] = {STEG_FINDING_STRAYS, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START},
    [STEG_REVIEW_COACH_ALONE] = {STEG_FINDING_COACH_ALONE, STEG_COLUMN_ROLE, 0},
    [STEG_REVIEW_BIRTH] = {STEG_FINDING_BIRTH_STORED, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_BIRTH_YEAR},
    [STEG_REVIEW_SEX] = {STEG_FINDING_SEX_STORED, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_SEX},
    [STEG_REVIEW_AGE] = {STEG_FINDING_AGE_STORED, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START},
    [STEG_REVIEW_AGE_WILD] = {STEG_FINDING_AGE_WILD, STEG_COLUMN_ATTRIBUTE, STEG_ATTRIBUTE_START},
    [STEG_REVIEW_UNBORN] = {STEG_FINDING_UNBORN, STEG_COLUMN_DATE, 0},
};

static int judge_review(steg_settle *settle, steg_error *err) {
  steg_review_note *notes = NULL;
  size_t count = 0;
  if (steg_review_run(settle->store, &settle->set, settle->arena, &notes, &count, &settle->import->plan, err) <
      0)
    return -1;
  for (size_t i = 0; i < count; i++) {
    const review_rule *rule = &review_rules[notes[i].kind];
    uint32_t column = steg_settle_column(settle, &settle->set.rows[notes[i].row], rule->target, rule->attribute, -1);
    steg_settle_report(settle, notes[i].row, rule->id, column, NULL, NULL);
  }
  return drop_refused(settle, err);
}

static int judge_clock(steg_settle *settle, steg_error *err) {
  bool behind = false;
  if (steg_review_clock(settle->store, &behind, err) < 0)
    return -1;
  if (behind)
    steg_import_add(settle->import, STEG_FINDING_CLOCK, 0, NULL, NULL);
  return 0;
}

steg_plan *steg_import_plan(const steg_import *import) {
  return import->plan;
}

int steg_import_settle(steg_import *import, steg_store *store, const steg_registry *registry, steg_date today,
                       steg_error *err) {
  steg_settle settle = {
      .import = import, .store = store, .registry = registry, .today = today, .set = import->result.set};
  settle.set.row_count = import->typed_rows;
  if (!settle.set.row_count || steg_findings_stop_file(import->book))
    return 0;
  settle.arena = steg_arena_new(0);
  settle.refused = calloc(settle.set.row_count, sizeof *settle.refused);
  int result = -1;
  if (!settle.arena || !settle.refused) {
    steg_error_memory(err);
    goto done;
  }
  /* Who may be stored at all; then the dates that only the store knows; then what is said against what is stored, for which every row must
   * have its date. */
  if (judge_standing(&settle, err) < 0 || steg_settle_dates(&settle, err) < 0 ||
      steg_settle_counted(&settle, err) < 0 || drop_refused(&settle, err) < 0)
    goto done;
  if (judge_review(&settle, err) < 0 || judge_clock(&settle, err) < 0)
    goto done;
  result = conclude(&settle, err);
done:
  free(settle.refused);
  steg_arena_free(settle.arena);
  return result;
}
