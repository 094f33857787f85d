/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is wrong: what the others are measured against. */
#include "sound.h"
