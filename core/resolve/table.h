/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table - a judged result made into a table: one row of makers[] and one file table_<name>.c for each kind.
 *
 * A maker returns NULL with the error set when the result can't be shown so, or when memory is out.
 */
#ifndef STEG_RESOLVE_TABLE_H
#define STEG_RESOLVE_TABLE_H

#include "resolve/lookup.h"
#include "resolve/sheet.h"

/* What a maker gets: `block` carries sort and top; NULL = none. */
typedef struct steg_table_job {
  const steg_resolve_context *context;
  const steg_result *result;
  const steg_block *block;
} steg_table_job;

/* The table of the block's kind. STEG_ERROR_SCRIPT when the measure has no such table. */
int steg_table_make(const steg_table_job *job, const char *kind, const steg_table **ret_table, steg_error *err);

const steg_table *steg_table_count(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_flow(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_responses(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_distribution(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_change(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_intervals(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_matrix(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_income(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_events(const steg_table_job *job, steg_error *err);
const steg_table *steg_table_value(const steg_table_job *job, steg_error *err);

/* ---- shared by the makers */

/* Adds a row per subject (sorted and cut as the block asks), and under it one per group, indented; a lone subject's
 * groups come first and its total last. `write` fills the row from the line. */
void steg_table_add_lines(const steg_table_job *job, steg_sheet *sheet, const char *field,
                          void (*write)(steg_sheet *sheet, steg_table_row *row, const steg_line *line, void *state),
                          void *state);
/* Heading of the first column for add_lines: question, group, or what `otherwise` says. */
const char *steg_table_first_heading(const steg_table_job *job, steg_word otherwise);
/* Whether the figure makes sense on any line; and whether it is anything but a shown nought. */
bool steg_table_applies(const steg_result *result, const char *field);
bool steg_table_occurs(const steg_result *result, const char *field);
/* A group that nobody is in ("okänt"), or that a kind of event has nothing to do with: its figures are a shown nought, or nothing. */
bool steg_table_is_empty(const steg_line *line);
/* "deltaganden" or "individer". */
const char *steg_table_unit(const steg_table_job *job);
/* The word with "{0} av {1}" of two population figures and the unit; NULL unless both are shown. */
const char *steg_table_population(const steg_table_job *job, steg_word word, const steg_figure *part,
                                  const steg_figure *whole);
/* Says that some questions carry a placeholder and not the official wording; NULL when none does. */
const char *steg_table_placeholder_note(const steg_table_job *job);
bool steg_table_counts_persons(const steg_table_job *job);
/* "Deltaganden efter kön och ålder" */
const char *steg_table_by(const steg_table_job *job, const char *what);
/* The text with the period that it covers: "Deltaganden efter kön, 2022". */
const char *steg_table_when(const steg_table_job *job, const char *text);
/* The label of a group: "Kvinnor", "Kvinnor, 18–29 år". */
const char *steg_table_group_label(const steg_resolve_context *context, const steg_result *result,
                                   const steg_line *line);

#endif
