/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/table.h"
#include "resolve/order.h"
#include <string.h>

typedef const steg_table *table_maker(const steg_table_job *job, steg_error *err);

/* kind NULL is the measure's own table. */
static const struct {
  steg_measure_kind measure;
  const char *kind;
  table_maker *make;
} makers[] = {
    {STEG_MEASURE_COUNT, NULL, steg_table_count},
    {STEG_MEASURE_FLOW, NULL, steg_table_flow},
    {STEG_MEASURE_FLOW, "responses", steg_table_responses},
    {STEG_MEASURE_DISTRIBUTION, NULL, steg_table_distribution},
    {STEG_MEASURE_CHANGE, NULL, steg_table_change},
    {STEG_MEASURE_CHANGE, "change", steg_table_change},
    {STEG_MEASURE_CHANGE, "intervals", steg_table_intervals},
    {STEG_MEASURE_CHANGE, "matrix", steg_table_matrix},
    {STEG_MEASURE_INCOME, NULL, steg_table_income},
    {STEG_MEASURE_INCOME, "matrix", steg_table_matrix},
    {STEG_MEASURE_EVENTS, NULL, steg_table_events},
    {STEG_MEASURE_NONE, NULL, steg_table_value},
};

int steg_table_make(const steg_table_job *job, const char *kind, const steg_table **ret_table, steg_error *err) {
  const steg_measure *measure = job->result->measure;
  steg_measure_kind wanted = measure ? measure->kind : STEG_MEASURE_NONE;
  if (measure && kind && !strcmp(kind, measure->id))
    kind = NULL;
  for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
    bool same_kind = kind ? makers[i].kind && !strcmp(makers[i].kind, kind) : !makers[i].kind;
    if (makers[i].measure != wanted || !same_kind)
      continue;
    const steg_table *table = makers[i].make(job, err);
    if (!table && err && err->kind == STEG_ERROR_NONE)
      return steg_error_memory(err);
    if (!table)
      return -1;
    *ret_table = table;
    return 0;
  }
  return steg_error_set(err, STEG_ERROR_SCRIPT, "the measure %s has no table of the kind \"%s\"",
                        measure ? measure->id : "value", kind ? kind : "");
}

const char *steg_table_group_label(const steg_resolve_context *context, const steg_result *result,
                                   const steg_line *line) {
  const char *label = NULL;
  for (size_t d = 0; d < result->by_count; d++) {
    int32_t value = line->group[d];
    if (value < 0 || (size_t)value >= result->by[d].value_count)
      continue;
    const char *part = result->by[d].value_labels[value];
    label = label ? steg_arena_printf(context->arena, "%s, %s", label, part) : part;
  }
  return label ? label : steg_wording_get(context, STEG_WORD_all);
}

/* The role is named where one item is answered by several. */
static const char *subject_label(const steg_table_job *job, const steg_subject *subjects, size_t count, size_t index) {
  const steg_subject *subject = &subjects[index];
  bool shared = false;
  for (size_t i = 0; i < count; i++)
    shared = shared || (subjects[i].item == subject->item && subjects[i].role != subject->role);
  const char *role = shared ? steg_lookup_role_label(job->result, subject->role, job->context->lang) : NULL;
  return role ? steg_arena_printf(job->context->arena, "%s (%s)", subject->label, role) : subject->label;
}

bool steg_table_is_empty(const steg_line *line) {
  const steg_figure *n = steg_figure_named(line, "n");
  if (!n)
    n = steg_figure_named(line, "paired");
  if (!n) {
    n = steg_figure_named(line, "members");
    if (n && n->kind == STEG_FIGURE_NOT_APPLICABLE)
      return true;
  }
  return steg_lookup_is_number(n) && n->count == 0;
}

static bool of_subject(const steg_line *line, const steg_subject *subject) {
  bool same_key = line->key == subject->key || (line->key && subject->key && !strcmp(line->key, subject->key));
  return line != subject->total && line->item == subject->item && line->role == subject->role && same_key;
}

void steg_table_add_lines(const steg_table_job *job, steg_sheet *sheet, const char *field,
                          void (*write)(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state),
                          void *state) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects);
  bool lone = count == 1 && job->result->by_count > 0;
  count = steg_order_subjects(job->context, job->block, field, subjects, count);
  for (size_t s = 0; s < count; s++) {
    const steg_subject *subject = &subjects[s];
    if (!lone)
      write(sheet, steg_sheet_add_row(sheet, subject_label(job, subjects, count, s)), subject->total, state);
    for (size_t i = 0; i < job->result->line_count; i++) {
      const steg_line *line = &job->result->lines[i];
      if (!of_subject(line, subject) || steg_table_is_empty(line))
        continue;
      steg_table_row *row = steg_sheet_add_row(sheet, steg_table_group_label(job->context, job->result, line));
      if (row)
        row->indent = lone ? 0 : 1;
      write(sheet, row, line, state);
    }
    if (lone && subject->total) {
      steg_table_row *row = steg_sheet_add_row(sheet, steg_wording_get(job->context, STEG_WORD_all));
      if (row)
        row->total = true;
      write(sheet, row, subject->total, state);
    }
  }
}

const char *steg_table_first_heading(const steg_table_job *job, steg_word otherwise) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects);
  return steg_wording_get(job->context, count == 1 && job->result->by_count > 0 ? STEG_WORD_column_group : otherwise);
}

bool steg_table_applies(const steg_result *result, const char *field) {
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_figure *figure = steg_figure_named(&result->lines[i], field);
    if (figure && figure->kind != STEG_FIGURE_NOT_APPLICABLE)
      return true;
  }
  return false;
}

bool steg_table_occurs(const steg_result *result, const char *field) {
  for (size_t i = 0; i < result->line_count; i++) {
    const steg_figure *figure = steg_figure_named(&result->lines[i], field);
    if (steg_lookup_is_hidden(figure) || (steg_lookup_is_number(figure) && figure->count != 0))
      return true;
  }
  return false;
}

bool steg_table_counts_persons(const steg_table_job *job) {
  return job->result->how.unit && !strcmp(job->result->how.unit, "persons");
}

const char *steg_table_unit(const steg_table_job *job) {
  return steg_wording_get(job->context,
                          steg_table_counts_persons(job) ? STEG_WORD_unit_persons : STEG_WORD_unit_participations);
}

const char *steg_table_placeholder_note(const steg_table_job *job) {
  steg_subject *subjects = NULL;
  size_t count = steg_lookup_subjects(job->context, job->result, &subjects), placeholders = 0;
  for (size_t i = 0; i < count; i++) {
    const steg_item *item = steg_lookup_item(job->result, subjects[i].item);
    placeholders += item && item->placeholder;
  }
  if (placeholders == 0)
    return NULL;
  if (placeholders == count)
    return steg_wording_get(job->context, STEG_WORD_note_placeholder_all);
  return steg_wording_fill(job->context, STEG_WORD_note_placeholder,
                           steg_wording_of(job->context, (int64_t)placeholders, (int64_t)count), NULL);
}

const char *steg_table_population(const steg_table_job *job, steg_word word, const steg_figure *part,
                                  const steg_figure *whole) {
  if (!steg_lookup_is_number(part) || !steg_lookup_is_number(whole))
    return NULL;
  if (job->result->how.unit && !strcmp(job->result->how.unit, "forms"))
    return steg_wording_fill(job->context, part->count == 1 ? STEG_WORD_note_form_one : STEG_WORD_note_forms,
                             steg_wording_integer(job->context, part->count), NULL);
  return steg_wording_fill(job->context, word, steg_wording_of(job->context, part->count, whole->count),
                           steg_table_unit(job));
}

const char *steg_table_when(const steg_table_job *job, const char *text) {
  steg_buffer period;
  if (job->result->period.first == STEG_DATE_NONE && job->result->period.last == STEG_DATE_NONE)
    return text;
  steg_buffer_init(&period, 256);
  steg_period_write(&period, job->context->lang, job->result->period);
  const char *whole = period.size && !steg_buffer_failed(&period) && text
                          ? steg_arena_printf(job->context->arena, "%s, %s", text, period.bytes)
                          : text;
  steg_buffer_release(&period);
  return whole;
}

const char *steg_table_by(const steg_table_job *job, const char *what) {
  const char *names[STEG_BY_MAX];
  for (size_t d = 0; d < job->result->by_count; d++)
    names[d] = steg_wording_lower(job->context, job->result->by[d].label);
  if (job->result->by_count == 0)
    return what;
  return steg_wording_fill(job->context, STEG_WORD_by_one, what,
                           steg_wording_join(job->context, names, job->result->by_count));
}
