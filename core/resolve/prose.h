/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prose - a script's sentence with its places filled in.
 *
 * {name} takes the place's text; {name|person|personer} a count and the word that agrees with it; {{ and }} are braces.
 * A figure is written by wording.h, a direction is "ökade", "minskade" or "var oförändrad" by the printed value's sign,
 * a choice the first text whose bounds hold the printed value (so that "79,6 %", printed "80 %", is at least 0.8), a
 * text stands as it is.
 *
 * When a figure in the text is hidden, the hidden variant is taken. Where there is none, or where it holds a hidden
 * figure itself, and where a value is missing, the sentences that hold the place are left out and the others stay.
 * Sentences are told apart by a full stop before a capital letter; where that is in doubt (after "t.ex.") they count as
 * one, so that more is left out and never half a sentence.
 */
#ifndef STEG_RESOLVE_PROSE_H
#define STEG_RESOLVE_PROSE_H

#include "resolve/context.h"

typedef enum steg_prose_form {
  STEG_PROSE_MARKDOWN = 1, /* paragraphs: what is put in is escaped, sentences may be left out */
  STEG_PROSE_PLAIN = 2     /* a heading or label: no markup, a hidden place is printed as its sign */
} steg_prose_form;

/* *ret_text is NULL when nothing is left to say. STEG_ERROR_SCRIPT when the text names a place that is not there. */
int steg_prose_fill(const steg_resolve_context *context, const steg_prose *prose, steg_prose_form form, unsigned line,
                    const char **ret_text, steg_error *err);

#endif
