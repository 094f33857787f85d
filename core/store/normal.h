/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * normal - private to the room: a set's rows in normal form, so that the same content is known again whatever file it came in.
 */
#ifndef STEG_STORE_NORMAL_H
#define STEG_STORE_NORMAL_H

#include "store/people.h"

/* Of all rows, whatever their order: initiative, person, date, role, occasion, attributes, answers. The person stands in
 * it as the keyed pseudonym, so it can't be tried out. */
int steg_normal_hash(const steg_row_set *set, const steg_people *people, char ret_text[STEG_HASH_TEXT],
                     steg_error *err);
/* Whether two rows say the same about their participation. */
bool steg_normal_same_attributes(const steg_row_set *set, uint32_t a, uint32_t b);

#endif
