/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table inside a table with the wrong row size. */
#define SOUND_LEVELS                                                                                                   \
  { sound_levels, 4u, (uint32_t)sizeof(steg_level) - 8 }
#include "sound.h"
