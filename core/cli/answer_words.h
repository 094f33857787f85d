/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer_words - the answers of an extract in words: item by item, as the form has them.
 */
#ifndef STEG_CLI_ANSWER_WORDS_H
#define STEG_CLI_ANSWER_WORDS_H

#include "base/tree.h"
#include "instrument/registry.h"
#include "store/extract.h"

typedef struct steg_answer_word {
  const char *item;  /* id of item or index; the column's name where the instrument does not have it any more */
  const char *label; /* the item's question */
  const char *words; /* "Ganska bra", "Lön 50 %, Sjukpenning", "2024-03-01", "3,5" */
  const steg_extract_cell *cell; /* the first of the item's */
  size_t cell_count;
} steg_answer_word;

/* entry NULL: the instrument is not installed; names and values as they are stored. In the arena; NULL when memory is out. */
const steg_answer_word *steg_answer_words(const steg_registry_entry *entry, const steg_extract_answer *answer,
                                          steg_lang lang, steg_arena *arena, size_t *ret_count);

#endif
