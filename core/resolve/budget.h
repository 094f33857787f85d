/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * budget - the budget of an initiative as a table: a year's rows with quarters and organisations where it has them, or year by
 * year. Sums are computed from the rows; a sum that the application states stands beside the computed one, with the difference.
 * A row left empty has no amount, which is not zero.
 */
#ifndef STEG_RESOLVE_BUDGET_H
#define STEG_RESOLVE_BUDGET_H

#include "resolve/context.h"

/* year 0: year by year. *ret_text (Markdown): that there is no budget, or a warning where stated and computed sums differ; NULL =
 * nothing to say. Without rows *ret_table is NULL. -1 when memory is out. */
int steg_budget_table(const steg_resolve_context *context, const steg_initiative *initiative, int year,
                      const steg_table **ret_table, const char **ret_text);

#endif
