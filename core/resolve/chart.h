/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart - a judged result made into chart data: one row of makers[] and one file chart_<id>.c per kind of chart.
 *
 * The maker fills rows, series, axis, subtitle and note, and says what the finding is; this file adds what every chart
 * has: number, data table, alt text. Values are drawn unrounded; the printed texts are rounded from the counts.
 */
#ifndef STEG_RESOLVE_CHART_H
#define STEG_RESOLVE_CHART_H

#include "resolve/table.h"

int steg_chart_make(steg_resolve_context *context, const steg_block *block, const steg_result *result,
                    const char *title, const steg_chart **ret_chart, steg_error *err);

/* The maker's part. `lines`: by chart row, the line it was drawn from (for the finding). NULL when memory is out. */
typedef struct steg_chart_draft {
  steg_chart chart;
  const steg_line **lines;
  bool groups;      /* rows are groups of one subject */
  size_t not_drawn; /* how many */
} steg_chart_draft;

int steg_chart_likert(const steg_table_job *job, steg_chart_draft *draft, steg_error *err);
int steg_chart_dumbbell(const steg_table_job *job, steg_chart_draft *draft, steg_error *err);
int steg_chart_bars(const steg_table_job *job, steg_chart_draft *draft, steg_error *err);

/* ---- shared by the makers */

/* One line that a chart draws, with what its row is called. */
typedef struct steg_chart_entry {
  const char *label;
  const steg_line *line;
  bool gap_before; /* the first of a new breakdown */
} steg_chart_entry;

/* The lines to draw: subjects, or the groups of a lone subject and then all of them. Only the first role's; sorted and
 * cut as the block asks by `field`. Returns the count, 0 when memory is out. */
size_t steg_chart_entries(const steg_table_job *job, const char *field, steg_chart_entry **ret_entries,
                          bool *ret_groups);
/* Room for `rows` rows of `series` values. False when memory is out. */
bool steg_chart_room(const steg_table_job *job, steg_chart_draft *draft, size_t rows, size_t series);
/* Adds a row and returns it. */
steg_chart_row *steg_chart_add_row(const steg_table_job *job, steg_chart_draft *draft, const steg_chart_entry *entry,
                                   int64_t base);
/* Percent 0..100 of a share; printed as whole percent without its sign. Hidden and missing ones have no length. */
steg_chart_value steg_chart_percent(const steg_resolve_context *context, const steg_figure *figure);
/* Top of a percent axis that begins at 0: the next 20. */
double steg_chart_axis_percent(double largest);
/* "BIP" */
const char *steg_chart_instrument(const steg_table_job *job);
/* The label of the only item, in quotation marks; NULL when there are several or none. */
const char *steg_chart_lone_item(const steg_table_job *job);
/* "Positiva svar: 4 och 5 (högst)."; NULL when there are none, or when they differ by item. */
const char *steg_chart_positive_note(const steg_table_job *job);
/* "Svar från deltagare." when the result holds several roles and one is drawn; else NULL. */
const char *steg_chart_role_note(const steg_table_job *job);

#endif
