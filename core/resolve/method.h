/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * method - the section that says how everything was counted, made from every result's `how`: sources, unit, period and
 * cutoff, pairing rule, exclusions by reason, what intervals mean, what is hidden and why. Only what concerns this
 * document is said.
 */
#ifndef STEG_RESOLVE_METHOD_H
#define STEG_RESOLVE_METHOD_H

#include "resolve/context.h"

/* The sources: a row per instrument and version. NULL when memory is out. */
const steg_table *steg_method_sources(const steg_resolve_context *context);
/* The text, Markdown with headings of the third level. Made after every table of the document. NULL when memory is out.
 */
const char *steg_method_text(const steg_resolve_context *context);

#endif
