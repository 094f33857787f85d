/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built against another major version of the header. */
#define SOUND_HEAD                                                                                                     \
  { STEG_ABI_MAGIC, STEG_ABI_MAJOR + 1, STEG_ABI_MINOR, (uint32_t)sizeof(steg_instrument) }
#include "sound.h"
