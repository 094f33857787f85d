/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures - numbers about periods as `counts` and `initiatives` show them: rows, and what they state against what they make.
 */
#ifndef STEG_CLI_FIGURES_H
#define STEG_CLI_FIGURES_H

#include "cli/session.h"
#include "project/aggregates.h"

/* "2024", "2024-01-01 – 2024-06-30" as a person reads it. */
const char *steg_figures_period(const steg_session *session, steg_period period);
/* A number with as many decimals as it has, at most two; "–" for none. */
const char *steg_figures_number(const steg_session *session, double value);
/* {"first", "last"} */
steg_tree *steg_figures_period_tree(const steg_session *session, steg_period period);
/* All rows: [{initiative, period, role, dimensions{}, values{}}] */
steg_tree *steg_figures_rows_tree(const steg_session *session, const steg_aggregates *aggregates);
/* Every stated figure: [{initiative, period, dimensions{}, item, stated, computed, parts, differs}] */
steg_tree *steg_figures_stated_tree(const steg_session *session, const steg_aggregates *aggregates);
/* The same as a table on standard output, columns that no row fills left out. */
int steg_figures_print_rows(const steg_session *session, const steg_aggregates *aggregates, steg_error *err);
/* A line for each stated figure that its rows do not make. */
int steg_figures_print_stated(const steg_session *session, const steg_aggregates *aggregates, steg_error *err);

#endif
