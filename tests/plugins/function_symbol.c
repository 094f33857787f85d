/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name that the loader looks up belongs to a function. */
#include <stegvis/instrument.h>

STEG_EXPORT int stegvis_instrument(void);

STEG_EXPORT int stegvis_instrument(void) {
  return 1;
}
