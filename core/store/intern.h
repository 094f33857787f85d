/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intern - private to the room: each different text once. A million participations have a few hundred coaches and referrers.
 */
#ifndef STEG_STORE_INTERN_H
#define STEG_STORE_INTERN_H

#include "base/arena.h"

typedef struct steg_intern steg_intern;

steg_intern *steg_intern_new(steg_arena *arena); /* the texts lie in the arena; NULL when memory is out */
void steg_intern_free(steg_intern *intern);      /* takes NULL; the texts stay */
/* The one copy of the text. NULL when memory is out. */
const char *steg_intern_text(steg_intern *intern, const char *text, size_t size);

#endif
