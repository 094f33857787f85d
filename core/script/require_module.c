/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/require_module.h"
#include "base/text.h"
#include "script/operators.h"
#include "script/sentence.h"
#include "script/state.h"
#include <lauxlib.h>
#include <stdint.h>
#include <string.h>

static const char LIBRARY[] = "stegvis.";
enum { NAMES_MAX = 200 };

void steg_require_compile(lua_State *lua, const char *name, const steg_tree *source) {
  const char *text = steg_tree_get_text(source), *mark = NULL;
  size_t size = steg_tree_size(source);
  unsigned line = steg_operators_find(text, size, &mark);
  if (line) {
    lua_pushfstring(
        lua, "%s:%d: the operator %s is not available in a script: the interpreter miscomputes it in large files", name,
        (int)line, mark);
    lua_error(lua);
  }
  const char *chunk = lua_pushfstring(lua, "@%s", name);
  if (luaL_loadbufferx(lua, text, size, chunk, "t") != LUA_OK)
    lua_error(lua);
  lua_remove(lua, -2);
}

/* ---- host: what the library's files may do more than a script */

static int host_line(lua_State *lua) {
  lua_pushinteger(lua, steg_sentence_line(lua, 1, NULL));
  return 1;
}

static int host_fail(lua_State *lua) {
  luaL_checkstring(lua, 1);
  lua_settop(lua, 1);
  return lua_error(lua);
}

/* nearest(name, {name...}) */
static int host_nearest(lua_State *lua) {
  const char *name = luaL_checkstring(lua, 1), *names[NAMES_MAX];
  luaL_checktype(lua, 2, LUA_TTABLE);
  size_t count = 0;
  for (lua_Integer i = 1; count < NAMES_MAX && lua_rawgeti(lua, 2, i) == LUA_TSTRING; i++) {
    names[count++] = lua_tostring(lua, -1);
    lua_pop(lua, 1); /* the table keeps it */
  }
  const char *near = strlen(name) <= 60 ? steg_text_nearest(name, names, count) : NULL;
  lua_pushstring(lua, near);
  return 1;
}

static void push_host(lua_State *lua) {
  static const luaL_Reg functions[] = {
      {"line", host_line}, {"fail", host_fail}, {"nearest", host_nearest}, {NULL, NULL}};
  lua_newtable(lua);
  luaL_setfuncs(lua, functions, 0);
}

/* ---- require */

static int unknown_module(lua_State *lua, const steg_tree *modules, const char *name) {
  const char *names[NAMES_MAX];
  size_t count = 0;
  for (; count < NAMES_MAX && count < steg_tree_size(modules); count++)
    names[count] = steg_tree_key_at(modules, count);
  const char *near = strlen(name) <= 60 ? steg_text_nearest(name, names, count) : NULL;
  if (near)
    return luaL_error(lua, "require: there is no '%s'; did you mean '%s'?", name, near);
  return luaL_error(lua, "require: there is no '%s'; a report finds \"stegvis.x\" and the project's \"lib.x\"", name);
}

/* "stegvis.doc" -> "stegvis/doc.lua" */
static const char *push_file_name(lua_State *lua, const char *name) {
  luaL_gsub(lua, name, ".", "/");
  lua_pushliteral(lua, ".lua");
  lua_concat(lua, 2);
  return lua_tostring(lua, -1);
}

/* require(name). Upvalues: the modules' tree, what is loaded (false while its file runs). */
static int require(lua_State *lua) {
  const char *name = luaL_checkstring(lua, 1);
  const steg_tree *modules = lua_touserdata(lua, lua_upvalueindex(1));
  lua_settop(lua, 1);
  lua_pushvalue(lua, 1);
  if (lua_rawget(lua, lua_upvalueindex(2)) == LUA_TBOOLEAN)
    return luaL_error(lua, "require: '%s' needs itself", name);
  if (!lua_isnil(lua, -1))
    return 1;
  const steg_tree *source = steg_tree_get(modules, name);
  if (!source)
    return unknown_module(lua, modules, name);
  lua_pushvalue(lua, 1);
  lua_pushboolean(lua, 0);
  lua_rawset(lua, lua_upvalueindex(2));
  steg_require_compile(lua, push_file_name(lua, name), source);
  lua_pushvalue(lua, 1);
  bool library = strncmp(name, LIBRARY, sizeof LIBRARY - 1) == 0;
  if (library)
    push_host(lua);
  lua_call(lua, library ? 2 : 1, 1);
  if (lua_isnil(lua, -1) || lua_isboolean(lua, -1))
    return luaL_error(lua, "require: '%s' returns nothing; let it end with `return` and a table", name);
  lua_pushvalue(lua, 1);
  lua_pushvalue(lua, -2);
  lua_rawset(lua, lua_upvalueindex(2));
  return 1;
}

void steg_require_push(lua_State *lua, const steg_tree *modules) {
  lua_pushlightuserdata(lua, (void *)(uintptr_t)modules); /* const: only read from there */
  lua_newtable(lua);
  lua_pushcclosure(lua, require, 2);
}
