/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that its descriptor is shorter than the header makes it. */
#define SOUND_HEAD                                                                                                     \
  { STEG_ABI_MAGIC, STEG_ABI_MAJOR, STEG_ABI_MINOR, (uint32_t)sizeof(steg_instrument) - 8 }
#include "sound.h"
