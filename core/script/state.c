/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/state.h"
#include "script/sentence.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOOK_INSTRUCTIONS = 100, BLOCK_SHARE = 8 };
/* A script is short-lived: the collector waits until memory has grown fourfold. */
enum { COLLECTOR_PAUSE = 400 };

/* ---- memory */

/* lua_Alloc. `old_size` is a type tag, not a size, when `block` is NULL. */
static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
  steg_state *state = context;
  size_t before = block ? old_size : 0;
  if (new_size == 0) {
    free(block);
    state->used -= before;
    return NULL;
  }
  if (new_size > before && (new_size > state->most_at_once || new_size - before > state->most - state->used))
    return NULL;
  void *grown = realloc(block, new_size);
  if (!grown)
    return NULL;
  state->used = state->used - before + new_size;
  if (state->used > state->peak)
    state->peak = state->used;
  return grown;
}

/* ---- time */

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Where the script stands, for the parent. The library's own frames are passed over: its lines say nothing to an author. */
static void tell_progress(steg_state *state, lua_State *lua) {
  lua_Debug frame;
  for (int level = 0; level < 16 && lua_getstack(lua, level, &frame); level++) {
    lua_getinfo(lua, "Sl", &frame);
    if (frame.currentline <= 0 || !steg_sentence_is_own(&frame))
      continue;
    if (frame.source != state->told) {
      strncpy(state->progress->chunk, frame.source + 1, sizeof state->progress->chunk - 1);
      state->told = frame.source;
    }
    state->progress->line = (uint32_t)frame.currentline;
    return;
  }
}

static void hook(lua_State *lua, lua_Debug *frame) {
  (void)frame;
  steg_state_tick(lua);
}

static int raise_tripped(lua_State *lua, const steg_state *state) {
  if (state->tripped == STEG_TRIPPED_MEMORY)
    lua_pushfstring(lua, "needs more than %d MB of memory", (int)state->memory_mb);
  else
    lua_pushfstring(lua, "ran longer than %s seconds", steg_sentence_seconds(lua, state->wall_ms));
  return lua_error(lua);
}

void steg_state_tick(lua_State *lua) {
  steg_state *state = steg_state_of(lua);
  if (state->progress)
    tell_progress(state, lua);
  if (!state->tripped && now_ns() > state->deadline_ns)
    state->tripped = STEG_TRIPPED_TIME;
  if (state->tripped)
    raise_tripped(lua, state);
}

void steg_state_check(lua_State *lua, int status) {
  steg_state *state = steg_state_of(lua);
  if (!state->tripped && status == LUA_ERRMEM)
    state->tripped = STEG_TRIPPED_MEMORY;
  if (state->tripped)
    raise_tripped(lua, state);
}

/* ---- life */

steg_state *steg_state_of(lua_State *lua) {
  return *(steg_state **)lua_getextraspace(lua);
}

int steg_state_open(steg_state *state, unsigned wall_ms, unsigned memory_mb, steg_progress *progress) {
  *state = (steg_state){.wall_ms = wall_ms,
                        .memory_mb = memory_mb,
                        .most = (size_t)memory_mb << 20,
                        .most_at_once = ((size_t)memory_mb << 20) / BLOCK_SHARE,
                        .deadline_ns = progress ? progress->deadline_ns : now_ns() + (int64_t)wall_ms * 1000000,
                        .progress = progress};
  state->lua = lua_newstate(allocate, state);
  if (!state->lua)
    return -1;
  *(steg_state **)lua_getextraspace(state->lua) = state;
  lua_gc(state->lua, LUA_GCINC, COLLECTOR_PAUSE, 0, 0);
  lua_sethook(state->lua, hook, LUA_MASKCOUNT, HOOK_INSTRUCTIONS);
  return 0;
}

void steg_state_close(steg_state *state) {
  if (state->lua)
    lua_close(state->lua);
  state->lua = NULL;
}
