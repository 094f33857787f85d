/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text - UTF-8: validity, normal form, folding, width, nearest name. On utf8proc.
 */
#ifndef STEG_BASE_TEXT_H
#define STEG_BASE_TEXT_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Language of a text that a person reads. */
typedef enum steg_lang { STEG_LANG_SV = 1, STEG_LANG_EN = 2 } steg_lang;

/* Picks by language; the Swedish text when the English one is NULL. */
const char *steg_text_pick(steg_lang lang, const char *sv, const char *en);

/* Strict UTF-8 (no surrogates, no overlongs, at most U+10FFFF). Returns the offset of the first bad byte, or `size`. */
size_t steg_text_valid(const char *text, size_t size);

/* Decodes one character of valid UTF-8 at *cursor and moves it; 0 at the end. Invalid bytes give U+FFFD, one byte each. */
uint32_t steg_text_next(const char **cursor, const char *end);
/* Writes c as UTF-8 to out (at least 4 bytes); returns the bytes written. */
size_t steg_text_encode(uint32_t c, char out[4]);

/* Canonical composition (NFC). The input is returned when it already is. NULL on lack of memory or invalid text. */
const char *steg_text_compose(steg_arena *arena, const char *text);

/* Folded for comparing names: NFC, lower case, white space and the punctuation -_./():;,'" removed. Habo and
 * Håbo stay two. A NUL ends the text; invalid bytes become U+FFFD. NULL on lack of memory. */
char *steg_text_fold(steg_arena *arena, const char *text, size_t size);
/* Folded equality of two names (as steg_text_fold would make them), without allocation for ASCII and Swedish letters. */
bool steg_text_same(const char *a, const char *b);

/* Columns on a terminal: 0 for combining, 2 for wide characters. */
size_t steg_text_width(const char *text);

/* Whether `id` matches [a-z][a-z0-9_]{0,39}. */
bool steg_text_is_id(const char *id);

/* Whether `word` stands in the list `words`, separated by `separator`. A NULL list holds nothing; an empty word is in none. */
bool steg_text_in_list(const char *words, char separator, const char *word);

/* Edit distance (insert, delete, change) over folded text; SIZE_MAX for names of over 200 bytes, or when memory is out. */
size_t steg_text_distance(const char *a, const char *b);

/* The name nearest to `name` by edit distance (insert, delete, change) over folded text, at most a third of its length
 * away, the first of equally near ones; NULL when none is near. Names of over 200 bytes are near to nothing. */
const char *steg_text_nearest(const char *name, const char *const *names, size_t name_count);

#endif
