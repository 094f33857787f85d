/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A custom index, but no callback that could compute it. */
#define SOUND_INDEX_KIND STEG_INDEX_CUSTOM
#include "sound.h"
