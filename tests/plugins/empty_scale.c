/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scale without levels. */
#define SOUND_LEVELS STEG_NO_ROWS
#include "sound.h"
