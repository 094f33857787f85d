/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An off-scale answer whose value is not in -99..-1. */
#define SOUND_OFF_SCALE_VALUE 9
#include "sound.h"
