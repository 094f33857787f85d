/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Begins with something that is not the magic number. */
#define SOUND_HEAD                                                                                                     \
  { 0x4D414749u, STEG_ABI_MAJOR, STEG_ABI_MINOR, (uint32_t)sizeof(steg_instrument) }
#include "sound.h"
