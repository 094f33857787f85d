/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fingerprint - SHA-256 of an instrument's content, so that the store knows whether a batch was read by the same form.
 *
 * Content is all that changes what an answer means: the kind; the items by id, each with its wording, type, roles, occasions,
 * marks (reversed, retrospective, extent), `after`, `goal_of`, unit, and its scale (ordered, better, and every level's value, code,
 * labels and kind); the roles by id with their label. Short labels, topics, positive steps, level groups, headers, aliases, checks and
 * indexes are not: they can be mended without a new version. Nor is the place of a row in its table.
 * The wording fingerprint of one item covers its text and its levels' labels.
 *
 * Bytes hashed: a text is its size (8 bytes, little-endian, all ones for NULL) and its UTF-8; a number is 8 bytes, little-endian; in the
 * order that fingerprint.c adds them, after the text "stegvis content 1" or "stegvis wording 1".
 */
#ifndef STEG_INSTRUMENT_FINGERPRINT_H
#define STEG_INSTRUMENT_FINGERPRINT_H

#include "base/hash.h"
#include <stegvis/instrument.h>

void steg_fingerprint_content(const steg_instrument *instrument, char ret_text[STEG_HASH_TEXT]);
/* One item as the content covers it: two items of this same fingerprint mean the same by the same answer. */
void steg_fingerprint_item(const steg_instrument *instrument, const steg_item *item, char ret_text[STEG_HASH_TEXT]);
void steg_fingerprint_wording(const steg_instrument *instrument, const steg_item *item, char ret_text[STEG_HASH_TEXT]);

#endif
