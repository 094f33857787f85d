/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * collate_weights - where each character stands in the Swedish order. For collate.c alone.
 *
 * Ranks of the weights of the CLDR root collation with the Swedish tailoring, as ICU 72's collator "sv" gives them, for
 * Latin letters, combining marks, digits, punctuation and currency signs that do not decompose canonically. A rank is
 * comparable with ranks of the same level only; 0 means that the character does not count at that level.
 */
#ifndef STEG_BASE_COLLATE_WEIGHTS_H
#define STEG_BASE_COLLATE_WEIGHTS_H

#include <stdint.h>

typedef struct steg_collate_weight {
  uint16_t primary;  /* the letter */
  uint8_t secondary; /* the accent; 1 is none */
  uint8_t tertiary;  /* the case or variant; 1 is the plain small letter */
} steg_collate_weight;

typedef struct steg_collate_row {
  uint16_t c;
  uint16_t count; /* of weights: 0 for controls, 2 or 3 where one character sorts as several ("½", "ŉ", "þ") */
  steg_collate_weight weights[3];
} steg_collate_row;

/* NULL for a character that is not in the table. Never NULL below U+00C0. */
const steg_collate_row *steg_collate_row_of(uint32_t c);
/* The weight of a letter with a mark that is a letter of its own in Swedish, or of another one's kind: å ä ę ö ő ô ü ű
 * and their capitals. NULL for any other pair. */
const steg_collate_weight *steg_collate_letter(uint32_t base, uint32_t mark);

#endif
