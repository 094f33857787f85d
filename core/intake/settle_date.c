/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that say "start" or "end": their dates from the store, and the rows that are the same once they have one. */
#include "intake/settle_part.h"

#include "intake/harvest.h"
#include "store/undated.h"
#include <stdlib.h>

static const steg_finding_id reasons[] = {
    [STEG_UNDATED_UNKNOWN] = STEG_FINDING_DATE_UNKNOWN,
    [STEG_UNDATED_OPEN] = STEG_FINDING_DATE_OPEN,
    [STEG_UNDATED_SEVERAL] = STEG_FINDING_DATE_SEVERAL,
    [STEG_UNDATED_NO_OCCASION] = STEG_FINDING_DATE_MISSING,
};

static void note_last_date(const steg_settle *settle, steg_date date) {
  steg_date *last = &settle->import->result.last_date;
  if (settle->today != STEG_DATE_NONE && date > settle->today)
    return;
  if (*last == STEG_DATE_NONE || date > *last)
    *last = date;
}

typedef struct dated_row {
  const steg_row *row;
  size_t index;
  bool filled;
} dated_row;

static int compare(const void *a, const void *b) {
  const dated_row *x = a, *y = b;
  int32_t left[] = {x->row->initiative, x->row->person, x->row->date, x->row->role};
  int32_t right[] = {y->row->initiative, y->row->person, y->row->date, y->row->role};
  for (size_t i = 0; i < sizeof left / sizeof *left; i++)
    if (left[i] != right[i])
      return left[i] < right[i] ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static bool same_key(const steg_row *a, const steg_row *b) {
  return a->initiative == b->initiative && a->person == b->person && a->date == b->date && a->role == b->role;
}

/* Two rows of one key, at least one of which got its date here: said once, or against each other. */
static void judge_pair(steg_settle *settle, const dated_row *first, const dated_row *second) {
  const steg_row_set *set = &settle->set;
  const char *one = steg_findings_line(settle->import->book, first->row->line);
  if (steg_harvest_same_answers(set->entry->layout, set->columns, set->column_count, set->numbers, set->texts,
                                set->slots + first->index * set->column_count,
                                set->slots + second->index * set->column_count)) {
    steg_settle_report(settle, second->index, STEG_FINDING_DUP, 0, one, NULL);
    return; /* the store makes them one */
  }
  steg_settle_report(settle, second->index, STEG_FINDING_DUP_CONFLICT, 0, one,
                     steg_findings_line(settle->import->book, second->row->line));
  settle->refused[first->index] = true;
}

static int judge_again(steg_settle *settle, const uint8_t *by_row, steg_error *err) {
  const steg_row_set *set = &settle->set;
  dated_row *rows = steg_arena_array(settle->arena, set->row_count, sizeof *rows);
  size_t count = 0;
  if (!rows)
    return steg_error_memory(err);
  for (size_t i = 0; i < set->row_count; i++)
    if (set->rows[i].date != STEG_DATE_NONE && set->rows[i].person >= 0)
      rows[count++] = (dated_row){&set->rows[i], i, by_row[i] == STEG_UNDATED_FILLED};
  qsort(rows, count, sizeof *rows, compare);
  for (size_t i = 1; i < count; i++)
    if (same_key(rows[i - 1].row, rows[i].row) && (rows[i - 1].filled || rows[i].filled))
      judge_pair(settle, &rows[i - 1], &rows[i]);
  return 0;
}

int steg_settle_dates(steg_settle *settle, steg_error *err) {
  const steg_row_set *set = &settle->set;
  uint8_t *by_row = NULL;
  size_t undated = 0;
  for (size_t i = 0; i < set->row_count; i++)
    undated += set->rows[i].date == STEG_DATE_NONE;
  if (set->entry->instrument->kind != STEG_KIND_REPEATED || !undated)
    return 0;
  if (steg_undated_fill(settle->store, set, settle->arena, &by_row, err) < 0)
    return -1;
  for (size_t i = 0; i < set->row_count; i++) {
    if (by_row[i] == STEG_UNDATED_FILLED)
      note_last_date(settle, set->rows[i].date);
    else if (by_row[i] != STEG_UNDATED_NOT)
      steg_settle_report(settle, i, reasons[by_row[i]], 0, NULL, NULL);
    else if (set->rows[i].date == STEG_DATE_NONE) /* nobody's: erased, or anonymous without a year */
      steg_settle_report(settle, i, STEG_FINDING_DATE_MISSING, 0, NULL, NULL);
  }
  return judge_again(settle, by_row, err);
}
