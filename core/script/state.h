/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state - a Lua interpreter with limits: memory is counted, time is watched, and a limit that was passed stays passed.
 *
 * The second wall, inside the process: it turns "killed" into a sentence with a line. A hook looks at the clock every 100
 * instructions, and every C function of ours that can take long looks too (steg_state_tick), so that nothing runs longer
 * than some milliseconds unseen. No code here protects against a broken interpreter: that is the sandbox's work.
 */
#ifndef STEG_SCRIPT_STATE_H
#define STEG_SCRIPT_STATE_H

#include "script/progress.h"
#include <lua.h>
#include <stdbool.h>

typedef enum steg_tripped { STEG_TRIPPED_TIME = 1, STEG_TRIPPED_MEMORY = 2 } steg_tripped;

typedef struct steg_state {
  lua_State *lua;
  size_t used, peak, most; /* bytes of the interpreter's memory */
  size_t most_at_once;     /* of one block: keeps any single operation on a text short */
  int64_t deadline_ns;     /* on the monotonic clock */
  unsigned wall_ms;        /* for the sentence */
  unsigned memory_mb;
  int tripped;             /* enum steg_tripped; 0 = no limit was passed */
  const char *name;        /* of the script's file, for sentences that have no line; NULL = not known */
  steg_progress *progress; /* NULL = none */
  const char *told;        /* the chunk name last written to the progress page */
} steg_state;

/* Fills *state; it must not move afterwards. No library is open. Returns 0, or -1 when memory is out. The time is over at the
 * progress page's deadline, so that parent and worker agree on it; without a page, after wall_ms. */
int steg_state_open(steg_state *state, unsigned wall_ms, unsigned memory_mb, steg_progress *progress);
/* Closes the interpreter; state->used is then 0. */
void steg_state_close(steg_state *state);

steg_state *steg_state_of(lua_State *lua);
/* Raises the error of a passed limit, if one is passed. For C functions: on entry, and every few thousand steps. */
void steg_state_tick(lua_State *lua);
/* Raises again when a limit was passed while a protected call caught it: a script can't live on. `status` of lua_pcall. */
void steg_state_check(lua_State *lua, int status);

#endif
