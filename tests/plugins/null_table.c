/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that has rows, but points nowhere. */
#define SOUND_ITEMS                                                                                                    \
  { NULL, 3u, (uint32_t)sizeof(steg_item) }
#include "sound.h"
