/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * disclose - decides which figures of a document may be shown under its profile, and hides the others.
 */
#ifndef STEG_DISCLOSE_DISCLOSE_H
#define STEG_DISCLOSE_DISCLOSE_H

#include "document/document.h"

/* Threshold of a profile: 0 (working), 3 (board), 5 or the federation's own up to 10 (public). */
unsigned steg_disclose_threshold(steg_profile profile, unsigned public_k);
/* Judges all results of the document together; sets document->k and hides figures in place. */
int steg_disclose_document(steg_document *document, unsigned public_k, steg_arena *arena, steg_error *err);

#endif
