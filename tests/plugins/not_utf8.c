/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A title in Latin-1. */
#define SOUND_TITLE "Provformul\xE4r"
#include "sound.h"
