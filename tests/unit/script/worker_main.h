/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * worker_main - a test program that is its own script worker: the job's program is /proc/self/exe, as in stegvis itself.
 */
#ifndef STEG_TEST_WORKER_MAIN_H
#define STEG_TEST_WORKER_MAIN_H

#include "script/script.h"
#include <string.h>

#define STEG_WORKER_OR(argc, argv)                                                                                     \
  do {                                                                                                                 \
    if ((argc) > 1 && strcmp((argv)[1], "--worker") == 0)                                                              \
      return steg_script_worker();                                                                                     \
  } while (0)

#endif
