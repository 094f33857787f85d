/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An item answered by a role that is not there. */
#define SOUND_ITEM_ROLES "deltagare chef"
#include "sound.h"
