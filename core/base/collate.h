/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * collate - Swedish order of texts: å ä ö after z, v and w apart, letters before accents before case.
 *
 * Agrees with ICU's collator "sv" on Latin text (a test compares them).
 */
#ifndef STEG_BASE_COLLATE_H
#define STEG_BASE_COLLATE_H

/* < 0, 0, > 0 as strcmp. 0 only for texts that are equal to the byte. */
int steg_collate_compare(const char *a, const char *b);

#endif
