/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * process - a worker started, fed, listened to and ended, whatever it does.
 */
#ifndef STEG_SCRIPT_PROCESS_H
#define STEG_SCRIPT_PROCESS_H

#include "base/buffer.h"
#include "base/error.h"
#include "script/progress.h"
#include <stdbool.h>

typedef struct steg_process_end {
  bool timed_out;  /* killed by us at the wall limit */
  bool overflowed; /* killed by us: it said more than the buffer's maximum */
  int status;      /* of waitpid */
  uint32_t line;   /* where the script stood, 0 = not known */
  char chunk[STEG_PROGRESS_CHUNK];
} steg_process_end;

/* How much longer than its own limit a worker may take to tell that it passed it. */
enum { STEG_PROCESS_GRACE_MS = 250 };

/*
 * Starts `program` (NULL = this very program) with the one argument --worker, an empty environment, pipes as 0 and 1, the
 * progress page as 3 and nothing else open; writes `input`, reads what it says into `output` until it closes, kills it
 * at wall_ms + grace, and waits for its end. Returns 0 whenever a process ran and ended, however; -1 with an environment error when none
 * could be started. Leaves no child behind.
 */
int steg_process_run(const char *program, unsigned wall_ms, unsigned memory_mb, const void *input, size_t input_size,
                     steg_buffer *output, steg_process_end *ret_end, steg_error *err);

#endif
