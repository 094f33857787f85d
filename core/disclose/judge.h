/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * judge - the rules that look at one line of a result: E1 to E4, neutral shares, and figures that hang on others.
 *
 * Hiding happens in two steps: a figure is first *marked* (kind HIDDEN, its numbers still there for the rules that follow), and
 * wiped at the end by disclose.c. No rule ever unmarks.
 */
#ifndef STEG_DISCLOSE_JUDGE_H
#define STEG_DISCLOSE_JUDGE_H

#include "document/figure.h"

bool steg_judge_is_hidden(const steg_figure *figure);
/* Marks a shown number; true when it did. Other kinds are left alone. */
bool steg_judge_mark(steg_figure *figure);
/* NULL is fine. */
steg_figure *steg_judge_named(steg_line *line, const char *name);

/* E1, E2 and the rule of neutral shares, on one figure. low, high: extremes of what a mean is of; NaN when not known. */
bool steg_judge_figure(steg_figure *figure, const steg_measure *measure, const char *name, unsigned k, double low,
                       double high);
/* All figures, levels and cells of a line by E1-E4. */
void steg_judge_line(const steg_result *result, steg_line *line, unsigned k);
/* Marks what can be worked out from marked figures of the same line, or tells them; true when something was marked. */
bool steg_judge_follow(const steg_result *result, steg_line *line);

#endif
