/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * resolve - settles what hangs on a value, on judged figures only: places in prose, choices, order, top-n, tables,
 * charts with their titles and alt texts, the method section. After it a document holds nothing but final texts in one
 * language.
 */
#ifndef STEG_RESOLVE_RESOLVE_H
#define STEG_RESOLVE_RESOLVE_H

#include "document/document.h"

/* STEG_ERROR_SCRIPT, with the block's line, when a block asks for what its measure can't give. */
int steg_resolve_document(steg_document *document, steg_arena *arena, steg_error *err);

#endif
