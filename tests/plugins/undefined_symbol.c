/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls a function of the program, which a plugin can't have. Linked without -Wl,-z,defs, or it would not even build. */
#include <stegvis/instrument.h>

extern int steg_host_function(const steg_record *record);

static int validate(const steg_record *record, const steg_services *services, void *sink) {
  (void)services;
  (void)sink;
  return steg_host_function(record);
}

#define SOUND_VALIDATE validate
#include "sound.h"
