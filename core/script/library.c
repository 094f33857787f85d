/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/library.h"
#include "script/removed.h"
#include "script/state.h"
#include <lauxlib.h>
#include <lualib.h>

typedef struct library_row {
  const char *name;
  lua_CFunction standard; /* opens Lua's own; NULL = there is none that we take from */
  void (*open)(lua_State *lua, int standard);
} library_row;

static const library_row rows[] = {
    {"string", luaopen_string, steg_string_module}, {"table", luaopen_table, steg_table_module},
    {"math", luaopen_math, steg_math_module},       {"utf8", luaopen_utf8, steg_utf8_module},
    {"coroutine", NULL, steg_coroutine_module},
};

void steg_coroutine_module(lua_State *lua, int standard) {
  (void)standard;
  lua_newtable(lua); /* nothing of it: every name reads as nil, and says so when it is used */
}

/* Upvalue 1: the function itself. */
static int guarded(lua_State *lua) {
  steg_state_tick(lua);
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

void steg_library_take(lua_State *lua, int standard, const char *const *names) {
  for (; *names; names++) {
    lua_getfield(lua, standard, *names);
    if (lua_iscfunction(lua, -1))
      lua_pushcclosure(lua, guarded, 1);
    lua_setfield(lua, -2, *names);
  }
}

const char *steg_library_text(lua_State *lua, int index, size_t *ret_size) {
  index = lua_absindex(lua, index);
  if (luaL_callmeta(lua, index, "__tostring")) {
    if (!lua_isstring(lua, -1))
      luaL_error(lua, "'__tostring' must return a string");
    return lua_tolstring(lua, -1, ret_size);
  }
  switch (lua_type(lua, index)) {
  case LUA_TNIL:
  case LUA_TBOOLEAN:
  case LUA_TNUMBER:
  case LUA_TSTRING:
    return luaL_tolstring(lua, index, ret_size);
  default:
    lua_pushstring(lua, luaL_typename(lua, index));
    return lua_tolstring(lua, -1, ret_size);
  }
}

void steg_library_plain(lua_State *lua, int index) {
  static const char *const lying[] = {"__index", "__newindex", "__len"};
  luaL_checktype(lua, index, LUA_TTABLE);
  for (size_t i = 0; i < sizeof lying / sizeof lying[0]; i++)
    if (luaL_getmetafield(lua, index, lying[i]) != LUA_TNIL)
      luaL_argerror(lua, index, lua_pushfstring(lua, "expected a plain table, but its metatable has %s", lying[i]));
}

/* Methods of texts: ("x"):rep(3). The metatable itself is hidden. */
static void set_text_methods(lua_State *lua, int locked) {
  lua_pushliteral(lua, "");
  lua_newtable(lua);
  lua_pushvalue(lua, locked);
  lua_setfield(lua, -2, "__index");
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_setmetatable(lua, -2);
  lua_pop(lua, 1);
}

static void name_functions(lua_State *lua, int named, int library, const char *name) {
  lua_pushvalue(lua, library);
  lua_setfield(lua, named, name);
}

void steg_library_open(lua_State *lua) {
  lua_newtable(lua); /* what will be the registry's globals while Lua's own libraries open */
  int scratch = lua_gettop(lua);
  lua_pushvalue(lua, scratch);
  lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  luaL_requiref(lua, "_G", luaopen_base, 0);
  steg_base_module(lua, lua_gettop(lua));
  int globals = lua_gettop(lua);
  lua_newtable(lua); /* our functions by library: where Lua looks for a function's name when it makes a message */
  int named = lua_gettop(lua);
  name_functions(lua, named, globals, "_G");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (rows[i].standard)
      luaL_requiref(lua, rows[i].name, rows[i].standard, 0);
    else
      lua_pushnil(lua);
    rows[i].open(lua, lua_gettop(lua));
    name_functions(lua, named, lua_gettop(lua), rows[i].name);
    steg_removed_lock(lua, rows[i].name);
    if (i == 0)
      set_text_methods(lua, lua_gettop(lua));
    lua_setfield(lua, globals, rows[i].name);
    lua_pop(lua, 1);
  }
  /* This replaces the list of Lua's own libraries, which stay nowhere where a script could reach them. */
  lua_setfield(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  steg_removed_lock(lua, "");
  lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_settop(lua, scratch - 1);
}
