/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports an instrument under another name. */
#define SOUND_EXPORT static
#include "sound.h"

STEG_EXPORT const steg_instrument *const stegvis_instruments = &stegvis_instrument;
