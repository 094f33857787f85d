/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is wrong either, but its id is that of sound.so. */
#include "sound.h"
