/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form_part - what form*.c share: the words of forms, from form_words.def.
 */
#ifndef STEG_RENDER_FORM_PART_H
#define STEG_RENDER_FORM_PART_H

#include "render/form.h"

typedef enum steg_form_word {
#define STEG_FORM_WORD(id, sv, en) STEG_FORM_WORD_##id,
#include "render/form_words.def"
#undef STEG_FORM_WORD
  STEG_FORM_WORD_END
} steg_form_word;

const char *steg_form_part_word(steg_lang lang, steg_form_word word);
/* With {0} and {1} filled in; NULL when memory is out. */
const char *steg_form_part_fill(steg_arena *arena, steg_lang lang, steg_form_word word, const char *first,
                                const char *second);
/* A number of the definition as people write it: as many decimals as it has, at most six. */
const char *steg_form_part_number(steg_arena *arena, steg_lang lang, double value);
/* When an item is asked, as a sentence; NULL when it always is. */
const char *steg_form_part_occasions(steg_arena *arena, steg_lang lang, const steg_item *item);

#endif
