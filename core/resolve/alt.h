/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alt - a chart's data told in a few sentences, for those who don't see it: what kind, how many rows, and the values of
 * the first twelve; the rest stands in the table beside the chart, and the text says so.
 */
#ifndef STEG_RESOLVE_ALT_H
#define STEG_RESOLVE_ALT_H

#include "resolve/context.h"

const char *steg_alt_text(const steg_resolve_context *context, const steg_chart *chart);

#endif
