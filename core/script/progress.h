/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * progress - one page of memory that parent and worker share: the limits in, the line the script stands on out.
 *
 * The parent makes it as an anonymous memory file and hands it to the worker as descriptor 3; the worker maps it and closes
 * the descriptor before anything else. When the worker dies without a word, the page says where it was. What the worker
 * wrote is untrusted: the parent copies it with steg_progress_place.
 */
#ifndef STEG_SCRIPT_PROGRESS_H
#define STEG_SCRIPT_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

enum { STEG_PROGRESS_FD = 3, STEG_PROGRESS_SIZE = 4096, STEG_PROGRESS_CHUNK = 64 };
#define STEG_PROGRESS_MAGIC 0x53544c31u

typedef struct steg_progress {
  uint32_t magic;
  uint32_t wall_ms;    /* written by the parent */
  uint32_t memory_mb;  /* written by the parent */
  int64_t deadline_ns; /* of the whole job on the monotonic clock, written by the parent */
  volatile uint32_t line;
  char chunk[STEG_PROGRESS_CHUNK]; /* file name of the chunk, without folders; "" = not yet running */
} steg_progress;

#endif
