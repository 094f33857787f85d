/* SPDX-License-Identifier: GPL-3.0-or-later */
/* string.find, match, gmatch and gsub on our own matcher. */
#include "script/library.h"
#include "script/pattern.h"
#include "script/state.h"
#include <lauxlib.h>
#include <string.h>

/* Position from 1, negative from the end, as an offset; beyond the end gives size + 1. */
static size_t start_offset(lua_State *lua, int index, size_t size) {
  lua_Integer position = luaL_optinteger(lua, index, 1);
  if (position < 0)
    position = position < -(lua_Integer)size ? 1 : (lua_Integer)size + position + 1;
  else if (position == 0)
    position = 1;
  return (size_t)position - 1 > size ? size + 1 : (size_t)position - 1;
}

/* First match from `from` on; its end, NULL when there is none. */
static const char *search(steg_pattern *pattern, const char *source, const char *from, const char **ret_start) {
  bool anchored = source < pattern->pattern_end && *source == '^';
  for (const char *at = from; at <= pattern->text_end; at++) {
    pattern->depth = 0;
    pattern->capture_count = 0;
    const char *end = steg_pattern_match(pattern, at, source + anchored);
    if (end) {
      *ret_start = at;
      return end;
    }
    if (anchored)
      break;
  }
  return NULL;
}

/* find(text, pattern [, init [, plain]]): start, end, captures. memmem is linear whatever the texts. */
int steg_search_find(lua_State *lua) {
  size_t size, source_size;
  const char *text = luaL_checklstring(lua, 1, &size), *source = luaL_checklstring(lua, 2, &source_size);
  size_t offset = start_offset(lua, 3, size);
  steg_state_tick(lua);
  if (offset > size) {
    lua_pushnil(lua);
    return 1;
  }
  if (lua_toboolean(lua, 4) || strcspn(source, "^$*+?.([%-") == source_size) {
    const char *found = memmem(text + offset, size - offset, source, source_size);
    if (!found) {
      lua_pushnil(lua);
      return 1;
    }
    lua_pushinteger(lua, found - text + 1);
    lua_pushinteger(lua, found - text + (lua_Integer)source_size);
    return 2;
  }
  steg_pattern pattern;
  steg_pattern_start(&pattern, lua, text, size, source, source_size);
  const char *start, *end = search(&pattern, source, text + offset, &start);
  if (!end) {
    lua_pushnil(lua);
    return 1;
  }
  lua_pushinteger(lua, start - text + 1);
  lua_pushinteger(lua, end - text);
  return 2 + steg_pattern_push(&pattern, NULL, NULL);
}

/* match(text, pattern [, init]): the captures. */
int steg_search_match(lua_State *lua) {
  size_t size, source_size;
  const char *text = luaL_checklstring(lua, 1, &size), *source = luaL_checklstring(lua, 2, &source_size);
  size_t offset = start_offset(lua, 3, size);
  steg_pattern pattern;
  steg_state_tick(lua);
  steg_pattern_start(&pattern, lua, text, size, source, source_size);
  const char *start = NULL, *end = offset > size ? NULL : search(&pattern, source, text + offset, &start);
  if (!end) {
    lua_pushnil(lua);
    return 1;
  }
  return steg_pattern_push(&pattern, start, end);
}

/* One round of gmatch. Upvalues: text, pattern, offset to go on from, end of the last match (-1 = none). */
static int next_match(lua_State *lua) {
  size_t size, source_size;
  const char *text = lua_tolstring(lua, lua_upvalueindex(1), &size);
  const char *source = lua_tolstring(lua, lua_upvalueindex(2), &source_size);
  size_t offset = (size_t)lua_tointeger(lua, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(lua, lua_upvalueindex(4));
  steg_pattern pattern;
  steg_state_tick(lua);
  steg_pattern_start(&pattern, lua, text, size, source, source_size);
  for (; offset <= size; offset++) {
    pattern.depth = 0;
    pattern.capture_count = 0;
    const char *at = text + offset, *end = steg_pattern_match(&pattern, at, source);
    if (end && end - text != last) {
      lua_pushinteger(lua, end - text);
      lua_copy(lua, -1, lua_upvalueindex(3));
      lua_replace(lua, lua_upvalueindex(4));
      return steg_pattern_push(&pattern, at, end);
    }
  }
  lua_pushinteger(lua, (lua_Integer)size + 1);
  lua_replace(lua, lua_upvalueindex(3));
  return 0;
}

/* gmatch(text, pattern [, init]) */
int steg_search_gmatch(lua_State *lua) {
  size_t size;
  luaL_checklstring(lua, 1, &size);
  luaL_checkstring(lua, 2);
  size_t offset = start_offset(lua, 3, size);
  lua_settop(lua, 2);
  lua_pushinteger(lua, (lua_Integer)offset);
  lua_pushinteger(lua, -1);
  lua_pushcclosure(lua, next_match, 4);
  return 1;
}

/* The replacement text: %0 the match, %1 to %9 captures, %% a percent sign. */
static void add_text(lua_State *lua, steg_pattern *pattern, luaL_Buffer *out, const char *at, const char *end) {
  size_t size;
  const char *text = lua_tolstring(lua, 3, &size);
  for (const char *stop = text + size; text < stop;) {
    const char *percent = memchr(text, '%', (size_t)(stop - text));
    luaL_addlstring(out, text, (size_t)((percent ? percent : stop) - text));
    if (!percent)
      return;
    char c = percent + 1 < stop ? percent[1] : '\0';
    if (c == '%') {
      luaL_addchar(out, '%');
    } else if (c == '0') {
      luaL_addlstring(out, at, (size_t)(end - at));
    } else if (c >= '1' && c <= '9') {
      steg_pattern_push_one(pattern, c - '1', at, end);
      luaL_tolstring(lua, -1, NULL); /* a position capture is a number */
      lua_remove(lua, -2);
      luaL_addvalue(out);
    } else {
      luaL_error(lua, "invalid use of '%%' in replacement string");
    }
    text = percent + 2;
  }
}

/* What stands in the match's place: from a text, a table or a function. nil and false keep the match. */
static void add_replacement(lua_State *lua, steg_pattern *pattern, luaL_Buffer *out, const char *at, const char *end) {
  switch (lua_type(lua, 3)) {
  case LUA_TFUNCTION: {
    lua_pushvalue(lua, 3);
    int count = steg_pattern_push(pattern, at, end);
    lua_call(lua, count, 1);
    break;
  }
  case LUA_TTABLE:
    steg_pattern_push_one(pattern, 0, at, end);
    lua_gettable(lua, 3);
    break;
  default:
    add_text(lua, pattern, out, at, end);
    return;
  }
  if (!lua_toboolean(lua, -1)) {
    lua_pop(lua, 1);
    luaL_addlstring(out, at, (size_t)(end - at));
  } else if (!lua_isstring(lua, -1)) {
    luaL_error(lua, "invalid replacement value (a %s)", luaL_typename(lua, -1));
  } else {
    luaL_addvalue(out);
  }
}

/* gsub(text, pattern, replacement [, most]): the new text and how many were replaced. */
int steg_search_gsub(lua_State *lua) {
  size_t size, source_size;
  const char *text = luaL_checklstring(lua, 1, &size), *source = luaL_checklstring(lua, 2, &source_size);
  int kind = lua_type(lua, 3);
  luaL_argexpected(lua, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
                   "string/function/table");
  lua_Integer most = luaL_optinteger(lua, 4, (lua_Integer)size + 1), count = 0;
  lua_settop(lua, 3);
  if (kind == LUA_TNUMBER)
    lua_tostring(lua, 3);
  bool anchored = source_size > 0 && *source == '^';
  steg_pattern pattern;
  steg_state_tick(lua);
  steg_pattern_start(&pattern, lua, text, size, source, source_size);
  luaL_Buffer out;
  luaL_buffinit(lua, &out);
  const char *at = text, *last = NULL;
  while (count < most) {
    pattern.depth = 0;
    pattern.capture_count = 0;
    const char *end = steg_pattern_match(&pattern, at, source + anchored);
    if (end && end != last) {
      count++;
      add_replacement(lua, &pattern, &out, at, end);
      at = last = end;
    } else if (at < pattern.text_end) {
      luaL_addchar(&out, *at++);
    } else {
      break;
    }
    if (anchored)
      break;
  }
  luaL_addlstring(&out, at, (size_t)(pattern.text_end - at));
  luaL_pushresult(&out);
  lua_pushinteger(lua, count);
  return 2;
}
