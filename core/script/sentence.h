/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sentence - an error in a script as one sentence: "arsrapport.lua:12: what is wrong (called from arsrapport.lua:40)".
 *
 * The place is the author's own: frames of the library (chunks named @stegvis/...) are passed over, and a fault that the
 * library found in an argument stands at the line that gave it.
 */
#ifndef STEG_SCRIPT_SENTENCE_H
#define STEG_SCRIPT_SENTENCE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { STEG_SENTENCE_MAX = 600 };

/* Whether a frame (filled by lua_getinfo "S") is of a file of the author's, not of the library or of C. */
bool steg_sentence_is_own(const lua_Debug *frame);
/* Line and chunk name of the nearest frame of the author's from `level` up; 0 when there is none. */
int steg_sentence_line(lua_State *lua, int level, const char **ret_chunk);
/* "10", "0.5": on the stack and returned. */
const char *steg_sentence_seconds(lua_State *lua, unsigned wall_ms);

/* Message handler for lua_pcall: replaces the error object by the sentence. */
int steg_sentence_handler(lua_State *lua);
/* lua_pcall with that handler. On failure the sentence (text) is on the stack in place of function and arguments. */
int steg_sentence_call(lua_State *lua, int argument_count, int result_count);

/* Copies to out: valid UTF-8, without control characters, cut with "..." at STEG_SENTENCE_MAX. */
void steg_sentence_clean(const char *text, size_t size, char out[STEG_SENTENCE_MAX + 8]);

#endif
