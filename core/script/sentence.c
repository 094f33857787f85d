/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/sentence.h"
#include "base/text.h"
#include "script/removed.h"
#include "script/state.h"
#include <lauxlib.h>
#include <string.h>

static const char LIBRARY[] = "@stegvis/";
enum { TRACE_FRAMES = 5, TRACE_SEARCH = 60 };

bool steg_sentence_is_own(const lua_Debug *frame) {
  return frame->source[0] == '@' && strncmp(frame->source, LIBRARY, sizeof LIBRARY - 1) != 0;
}

int steg_sentence_line(lua_State *lua, int level, const char **ret_chunk) {
  lua_Debug frame;
  for (int end = level + TRACE_SEARCH; level < end && lua_getstack(lua, level, &frame); level++) {
    lua_getinfo(lua, "Sl", &frame);
    if (frame.currentline > 0 && steg_sentence_is_own(&frame)) {
      if (ret_chunk)
        *ret_chunk = frame.source + 1;
      return frame.currentline;
    }
  }
  return 0;
}

const char *steg_sentence_seconds(lua_State *lua, unsigned wall_ms) {
  if (wall_ms % 1000 == 0)
    return lua_pushfstring(lua, "%d", (int)(wall_ms / 1000));
  return lua_pushfstring(lua, "%d.%d", (int)(wall_ms / 1000), (int)(wall_ms % 1000 / 100));
}

void steg_sentence_clean(const char *text, size_t size, char out[STEG_SENTENCE_MAX + 8]) {
  const char *end = text + size;
  size_t written = 0;
  while (text < end) {
    uint32_t c = steg_text_next(&text, end);
    /* Line breaks, terminal escapes and the like become spaces: the result is one line. */
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
      c = ' ';
    if (c == ' ' && written && out[written - 1] == ' ')
      continue;
    if (written + 4 > STEG_SENTENCE_MAX) {
      memcpy(out + written, "...", 3);
      written += 3;
      break;
    }
    written += steg_text_encode(c, out + written);
  }
  out[written] = '\0';
}

/* ---- the handler */

/* Whether the message already says where: "name.lua:12: ", as Lua and error() put before it. */
static bool has_place(const char *message) {
  const char *colon = strchr(message, ':');
  size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
  return colon && colon != message && digits > 0 && strncmp(colon + 1 + digits, ": ", 2) == 0 &&
         !memchr(message, ' ', (size_t)(colon - message));
}

/* What the error object says: a text as it is; of other things only what they are, since nothing of the script's may run
 * here. */
static const char *describe(lua_State *lua) {
  if (lua_type(lua, 1) == LUA_TSTRING || lua_type(lua, 1) == LUA_TNUMBER)
    return lua_tostring(lua, 1);
  return lua_pushfstring(lua, "error with a %s instead of a message", luaL_typename(lua, 1));
}

/* Pushes the message with the author's frames that led to it, nearest first, its own place left out. */
static void add_trace(lua_State *lua, const char *message) {
  lua_Debug frame;
  lua_createtable(lua, TRACE_FRAMES, 0);
  int places = lua_gettop(lua), count = 0;
  for (int level = 1; level < TRACE_SEARCH && count < TRACE_FRAMES && lua_getstack(lua, level, &frame); level++) {
    lua_getinfo(lua, "Sl", &frame);
    if (frame.currentline <= 0 || !steg_sentence_is_own(&frame))
      continue;
    const char *place = lua_pushfstring(lua, "%s:%d", frame.source + 1, frame.currentline);
    size_t size = strlen(place);
    if (strncmp(message, place, size) == 0 && message[size] == ':')
      lua_pop(lua, 1);
    else
      lua_rawseti(lua, places, ++count);
  }
  lua_pushstring(lua, message);
  for (int i = 1; i <= count; i++) {
    lua_pushstring(lua, i == 1 ? " (called from " : ", ");
    lua_rawgeti(lua, places, i);
    lua_concat(lua, 3);
  }
  if (count) {
    lua_pushstring(lua, ")");
    lua_concat(lua, 2);
  }
}

int steg_sentence_handler(lua_State *lua) {
  char clean[STEG_SENTENCE_MAX + 8];
  lua_settop(lua, 1);
  const char *text = describe(lua);
  steg_sentence_clean(text, strlen(text), clean);
  const char *message = lua_pushstring(lua, clean);
  const char *chunk = NULL;
  int line = has_place(message) ? 0 : steg_sentence_line(lua, 1, &chunk);
  const char *name = steg_state_of(lua)->name;
  if (line)
    message = lua_pushfstring(lua, "%s:%d: %s", chunk, line, message);
  else if (name && !has_place(message) && strncmp(message, name, strlen(name)) != 0)
    message = lua_pushfstring(lua, "%s: %s", name, message);
  const char *advice = steg_removed_advice(lua, message);
  if (advice)
    message = lua_pushfstring(lua, "%s: %s", message, advice);
  add_trace(lua, message);
  return 1;
}

int steg_sentence_call(lua_State *lua, int argument_count, int result_count) {
  int base = lua_gettop(lua) - argument_count;
  lua_pushcfunction(lua, steg_sentence_handler);
  lua_insert(lua, base);
  int status = lua_pcall(lua, argument_count, result_count, base);
  lua_remove(lua, base);
  return status;
}
