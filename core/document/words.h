/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words - the catalogue of the engine's own words (words.def), Swedish and English.
 */
#ifndef STEG_DOCUMENT_WORDS_H
#define STEG_DOCUMENT_WORDS_H

#include "base/arena.h"
#include "base/text.h"

typedef enum steg_word {
#define STEG_WORD(id, sv, en) STEG_WORD_##id,
#include "document/words.def"
#undef STEG_WORD
  STEG_WORD_END
} steg_word;

const char *steg_words_get(steg_lang lang, steg_word word);
/* By id as text; NULL when there is none. */
const char *steg_words_find(steg_lang lang, const char *id);
/* With {0} and {1} filled in; NULL when memory is out. */
char *steg_words_fill(steg_arena *arena, steg_lang lang, steg_word word, const char *first, const char *second);

#endif
