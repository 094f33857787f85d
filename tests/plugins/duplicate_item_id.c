/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two items with one id. */
#define SOUND_SECOND_ITEM "q3"
#include "sound.h"
