/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check of an item that is not there. */
#define SOUND_CHECK_ITEM "dayz"
#include "sound.h"
