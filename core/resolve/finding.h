/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding - the sentence over a chart that says what it shows, built from judged figures only.
 *
 * Nothing is concluded from fewer than ten (STEG_SMALL_BASE). One row stands out when its printed share is at least
 * five percentage points above the next. Where a figure is hidden, a comparison says "av det som visas": the hidden one
 * could be the largest. Groups are never ranked against each other in a title: the finding is then about all of them.
 * Where nothing can be said, the title names the matter.
 */
#ifndef STEG_RESOLVE_FINDING_H
#define STEG_RESOLVE_FINDING_H

#include "resolve/chart.h"

/* The title of a drafted chart; *ret_highlight is the row it speaks of, -1 = none. */
const char *steg_finding_title(const steg_table_job *job, const steg_chart_draft *draft, ptrdiff_t *ret_highlight);

#endif
