/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An id with capitals and a space. */
#define SOUND_ID "Sound Form"
#include "sound.h"
