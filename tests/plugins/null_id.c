/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No id at all. */
#define SOUND_ID NULL
#include "sound.h"
