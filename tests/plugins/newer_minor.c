/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built against a later minor version of the header. */
#define SOUND_HEAD                                                                                                     \
  { STEG_ABI_MAGIC, STEG_ABI_MAJOR, STEG_ABI_MINOR + 1, (uint32_t)sizeof(steg_instrument) }
#include "sound.h"
