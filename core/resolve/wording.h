/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wording - how a figure and the engine's own phrases are written. Every text comes from the arena; NULL when memory is
 * out.
 *
 * One sign for everything that is hidden (".."), whatever the reason; "–" for what nobody knows; nothing for what makes
 * no sense. A share in prose carries its count and base, "57 % (12 av 21)"; below ten in the base it is the counts
 * alone
 * ("2 av 3"), since a percentage of so few says more than it knows.
 */
#ifndef STEG_RESOLVE_WORDING_H
#define STEG_RESOLVE_WORDING_H

#include "resolve/context.h"

enum { STEG_SMALL_BASE = 10 }; /* persons below which no percentage is told in prose and nothing is concluded */

#define STEG_SIGN_HIDDEN ".."
#define STEG_SIGN_MISSING "\xE2\x80\x93"

const char *steg_wording_get(const steg_resolve_context *context, steg_word word);
const char *steg_wording_fill(const steg_resolve_context *context, steg_word word, const char *first,
                              const char *second);
const char *steg_wording_integer(const steg_resolve_context *context, int64_t value);
const char *steg_wording_real(const steg_resolve_context *context, double value, int decimals);
/* With a sign: "+0,4", "−3"; a value that rounds to nought has none. */
const char *steg_wording_signed(const steg_resolve_context *context, double value, int decimals);
const char *steg_wording_percent(const steg_resolve_context *context, int64_t count, int64_t base);
/* "12 av 21" */
const char *steg_wording_of(const steg_resolve_context *context, int64_t count, int64_t base);
/* Names joined as in a sentence: "a, b och c". */
const char *steg_wording_join(const steg_resolve_context *context, const char *const *names, size_t count);
/* The first letter small, as inside a sentence; a word in capitals ("BIP") stays. */
const char *steg_wording_lower(const steg_resolve_context *context, const char *text);
/* ”text” */
const char *steg_wording_quote(const steg_resolve_context *context, const char *text);
/* Sentences with a space between; either may be NULL. */
const char *steg_wording_sentences(const steg_resolve_context *context, const char *first, const char *second);

/* What stands in a table cell of the form. `figure` NULL prints nothing. */
const char *steg_wording_cell(const steg_resolve_context *context, const steg_figure *figure, steg_cell_form form);
/* A median's place on the scale: "3", or "3–4" when it falls between two levels. */
const char *steg_wording_median(const steg_resolve_context *context, const steg_figure *figure);
/* The interval of a figure, "41–78 %"; the missing sign when it has none. */
const char *steg_wording_interval(const steg_resolve_context *context, const steg_figure *figure);
/* The figure's bare number as people read it: "57 %", "12", "3,4". The printed value is read from it. */
const char *steg_wording_number(const steg_resolve_context *context, const steg_figure *figure);
/* In running text: as the head of this file says. `field` names the figure. */
const char *steg_wording_prose(const steg_resolve_context *context, const char *field, const steg_figure *figure);
/* The value that a reader sees, in the figure's own unit (a share as 0..1): what choices and directions go by. NaN when
 * the figure is no number. */
double steg_wording_printed_value(const steg_resolve_context *context, const steg_figure *figure);

/* Markdown's signs escaped, so that a name or an answer can't become a link, a heading or emphasis. */
const char *steg_wording_escape(const steg_resolve_context *context, const char *text);

#endif
