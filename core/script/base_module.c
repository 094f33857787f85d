/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The global functions. */
#include "script/library.h"
#include "script/sentence.h"
#include "script/state.h"
#include <lauxlib.h>
#include <string.h>

/* tostring(value): as in Lua, but "table" and "function" without an address. */
static int to_text(lua_State *lua) {
  luaL_checkany(lua, 1);
  steg_library_text(lua, 1, NULL);
  return 1;
}

/* pcall(f, ...): as in Lua, but a limit that was passed goes right through. */
static int protected_call(lua_State *lua) {
  luaL_checkany(lua, 1);
  steg_state_tick(lua);
  lua_pushboolean(lua, 1);
  lua_insert(lua, 1); /* true, f, arguments */
  int status = lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0);
  steg_state_check(lua, status);
  if (status != LUA_OK) {
    lua_pushboolean(lua, 0);
    lua_replace(lua, 1);
  }
  return lua_gettop(lua);
}

/* load(...): always nil and a message. A script is one text that was looked through before it ran. */
static int refuse_load(lua_State *lua) {
  bool binary = lua_type(lua, 1) == LUA_TSTRING && lua_tostring(lua, 1)[0] == LUA_SIGNATURE[0];
  lua_pushnil(lua);
  lua_pushfstring(lua, "attempt to load a %s chunk: load is not available in a script", binary ? "binary" : "text");
  return 2;
}

/*
 * setmetatable(table, metatable): the table gets a copy, so that nothing can be added later, and getmetatable still gives the
 * original. Finalizers (__gc) run where no limit reaches, __close where one does but too late; weak tables (__mode) make
 * a result depend on the collector, and Lua 5.4.4 can crash on them.
 */
static int set_metatable(lua_State *lua) {
  static const char *const refused[] = {"__gc", "__close", "__mode"};
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_argexpected(lua, lua_isnil(lua, 2) || lua_istable(lua, 2), 2, "nil or table");
  lua_settop(lua, 2);
  /* A metatable set here has always an __metatable: the original itself. Any other value is a lock. */
  if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL && !lua_istable(lua, -1))
    return luaL_error(lua, "cannot change a protected metatable");
  lua_settop(lua, 2);
  if (lua_isnil(lua, 2)) {
    lua_setmetatable(lua, 1);
    return 1;
  }
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    lua_pushstring(lua, refused[i]);
    if (lua_rawget(lua, 2) != LUA_TNIL)
      return luaL_error(lua, "setmetatable: %s is not available in a script", refused[i]);
  }
  lua_settop(lua, 2);
  lua_newtable(lua);
  lua_pushnil(lua);
  while (lua_next(lua, 2) != 0) {
    /* Only what Lua itself looks for: the rest is found through __index in the original. */
    bool event = lua_type(lua, -2) == LUA_TSTRING && strncmp(lua_tostring(lua, -2), "__", 2) == 0;
    if (event) {
      lua_pushvalue(lua, -2);
      lua_insert(lua, -2); /* copy, key, key, value */
      lua_rawset(lua, 3);
    } else {
      lua_pop(lua, 1);
    }
  }
  lua_pushliteral(lua, "__metatable");
  if (lua_rawget(lua, 3) == LUA_TNIL) {
    lua_pushliteral(lua, "__metatable");
    lua_pushvalue(lua, 2);
    lua_rawset(lua, 3);
  }
  lua_settop(lua, 3);
  lua_setmetatable(lua, 1);
  lua_settop(lua, 1);
  return 1;
}

void steg_base_module(lua_State *lua, int standard) {
  static const char *const taken[] = {"assert", "error", "getmetatable", "ipairs", "select", "tonumber", "type", NULL};
  static const luaL_Reg own[] = {{"load", refuse_load}, {"next", steg_next},
                                 {"pairs", steg_pairs}, {"pcall", protected_call},
                                 {"tostring", to_text}, {"setmetatable", set_metatable},
                                 {NULL, NULL}};
  lua_newtable(lua);
  steg_library_take(lua, standard, taken);
  luaL_setfuncs(lua, own, 0);
  lua_pushliteral(lua, LUA_VERSION);
  lua_setfield(lua, -2, "_VERSION");
}
