/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iso - a day as 2024-03-01, for lists and JSON.
 */
#ifndef STEG_CLI_ISO_H
#define STEG_CLI_ISO_H

#include "base/arena.h"
#include "base/date.h"

/* In the arena; NULL for STEG_DATE_NONE, and when memory is out. */
const char *steg_iso_text(steg_arena *arena, steg_date date);

#endif
