/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name that the loader looks up belongs to an object too short for a head. */
#include <stegvis/instrument.h>

STEG_EXPORT const int stegvis_instrument = (int)STEG_ABI_MAGIC;
