/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound to look at, but its callback kills the process: an import must not lose data by it. */
#include <signal.h>
#include <stegvis/instrument.h>

static int validate(const steg_record *record, const steg_services *services, void *sink) {
  (void)record;
  (void)services;
  (void)sink;
  return raise(SIGKILL);
}

#define SOUND_ID "dies"
#define SOUND_VALIDATE validate
#include "sound.h"
