/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An item table whose rows are longer than the header makes them. */
#define SOUND_ITEMS                                                                                                    \
  { sound_items, 13u, (uint32_t)sizeof(steg_item) + 8 }
#include "sound.h"
