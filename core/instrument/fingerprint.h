/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fingerprint - SHA-256 of an instrument's content, so that the store knows whether a batch was read by the same form.
 *
 * Content is all that changes what an answer means: kind, scales with levels, items, roles. Headers, aliases and checks are not.
 * The wording fingerprint of one item covers its text and its levels' labels.
 */
#ifndef STEG_INSTRUMENT_FINGERPRINT_H
#define STEG_INSTRUMENT_FINGERPRINT_H

#include "base/hash.h"
#include <stegvis/instrument.h>

void steg_fingerprint_content(const steg_instrument *instrument, char ret_text[STEG_HASH_TEXT]);
void steg_fingerprint_wording(const steg_instrument *instrument, const steg_item *item, char ret_text[STEG_HASH_TEXT]);

#endif
