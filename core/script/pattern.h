/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pattern - Lua's patterns (reference manual 5.4, section 6.4.1), matched by steps that are counted.
 *
 * Lua's own matcher can't be interrupted, and that of 5.4.4 crashes when it is used again after "pattern too complex". This
 * one looks at the clock every few thousand steps, and starts anew on every call.
 */
#ifndef STEG_SCRIPT_PATTERN_H
#define STEG_SCRIPT_PATTERN_H

#include <lua.h>
#include <stddef.h>

enum { STEG_PATTERN_CAPTURES = 32, STEG_PATTERN_SIZE_MAX = 4096 };

typedef struct steg_capture {
  const char *start;
  ptrdiff_t size; /* or one of the two below */
} steg_capture;
enum { STEG_CAPTURE_OPEN = -1, STEG_CAPTURE_POSITION = -2 };

typedef struct steg_pattern {
  lua_State *lua; /* errors are raised there */
  const char *text, *text_end;
  const char *pattern_end;
  unsigned steps;
  int depth;
  int capture_count;
  steg_capture captures[STEG_PATTERN_CAPTURES];
} steg_pattern;

/* Raises an error for a pattern that is too long. */
void steg_pattern_start(steg_pattern *pattern, lua_State *lua, const char *text, size_t text_size, const char *source,
                        size_t source_size);
/* End of the match of `source` that begins exactly at `at`, NULL when there is none. Captures are then set. */
const char *steg_pattern_match(steg_pattern *pattern, const char *at, const char *source);
/* Pushes the captures, or the whole match when there are none (`at` NULL: nothing then); returns how many. */
int steg_pattern_push(steg_pattern *pattern, const char *at, const char *end);
/* Pushes one: index from 0; 0 is the whole match when there are no captures. */
void steg_pattern_push_one(steg_pattern *pattern, int index, const char *at, const char *end);

#endif
