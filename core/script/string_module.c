/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/library.h"
#include "script/state.h"
#include <lauxlib.h>
#include <string.h>

/* rep(text, count [, separator]): Lua's own would loop 2^63 times over an empty text. */
static int repeat(lua_State *lua) {
  size_t size, separator_size;
  const char *text = luaL_checklstring(lua, 1, &size);
  lua_Integer count = luaL_checkinteger(lua, 2);
  const char *separator = luaL_optlstring(lua, 3, "", &separator_size);
  steg_state_tick(lua);
  if (count <= 0 || size + separator_size == 0) {
    lua_pushliteral(lua, "");
    return 1;
  }
  if ((size_t)count > steg_state_of(lua)->most_at_once / (size + separator_size))
    return luaL_error(lua, "resulting string too large");
  size_t total = (size_t)count * size + (size_t)(count - 1) * separator_size;
  luaL_Buffer out;
  char *at = luaL_buffinitsize(lua, &out, total);
  for (lua_Integer i = 0; i < count; i++) {
    memcpy(at, text, size);
    at += size;
    if (i + 1 < count) {
      memcpy(at, separator, separator_size);
      at += separator_size;
    }
  }
  luaL_pushresultsize(&out, total);
  return 1;
}

void steg_string_module(lua_State *lua, int standard) {
  static const char *const taken[] = {"byte",    "char", "len",    "lower", "pack", "packsize",
                                      "reverse", "sub",  "unpack", "upper", NULL};
  static const luaL_Reg own[] = {{"find", steg_search_find},
                                 {"gmatch", steg_search_gmatch},
                                 {"gsub", steg_search_gsub},
                                 {"match", steg_search_match},
                                 {"rep", repeat},
                                 {NULL, NULL}};
  lua_newtable(lua);
  steg_library_take(lua, standard, taken);
  luaL_setfuncs(lua, own, 0);
  lua_getfield(lua, standard, "format");
  lua_pushcclosure(lua, steg_format, 1);
  lua_setfield(lua, -2, "format");
}
