/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built against version 1.0 of the header: shorter roles, and a descriptor that ends before the sums. Sound. */
#include "instrument_1_0.h"
#define SOUND_ID "older"
#include "sound.h"
