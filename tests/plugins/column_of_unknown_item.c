/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column for an item that is not there. */
#define SOUND_COLUMN_ITEM "q11"
#include "sound.h"
