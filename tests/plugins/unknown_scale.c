/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An item on a scale that is not there. */
#define SOUND_ITEM_SCALE "stepz"
#include "sound.h"
