/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * context - what every file of this room needs: the document, where memory comes from, and the numbers given out so
 * far.
 *
 * Texts that could not be made (memory out) are NULL all the way through; the arena remembers it, and
 * steg_resolve_document asks once at its end.
 */
#ifndef STEG_RESOLVE_CONTEXT_H
#define STEG_RESOLVE_CONTEXT_H

#include "document/document.h"
#include "document/words.h"

typedef struct steg_resolve_context {
  steg_document *document; /* never NULL; a lone result gets an empty one */
  steg_arena *arena;
  steg_lang lang;
  size_t table_count; /* tables numbered so far */
  size_t chart_count;
} steg_resolve_context;

#endif
