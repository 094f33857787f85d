/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two levels with one value. */
#define SOUND_SECOND_VALUE 3
#include "sound.h"
