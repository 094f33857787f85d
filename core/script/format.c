/* SPDX-License-Identifier: GPL-3.0-or-later */
/* string.format: Lua's own, but %s never shows an address, %p is refused, and a call has at most so many places. */
#include "script/library.h"
#include "script/state.h"
#include <lauxlib.h>
#include <string.h>

enum { PLACES_MAX = 200 };

int steg_format(lua_State *lua) {
  size_t size;
  const char *format = luaL_checklstring(lua, 1, &size), *end = format + size;
  int places = 0, top = lua_gettop(lua);
  steg_state_tick(lua);
  for (const char *at = format; (at = memchr(at, '%', (size_t)(end - at))) != NULL && at + 1 < end;) {
    at++;
    if (*at == '%') {
      at++;
      continue;
    }
    at += strspn(at, "-+ #0123456789.");
    if (++places > PLACES_MAX)
      return luaL_error(lua, "string.format: more than %d places", PLACES_MAX);
    if (*at == 'p')
      return luaL_error(lua, "string.format: %%p is not available in a script");
    if (*at == 's' && places + 1 <= top) {
      steg_library_text(lua, places + 1, NULL);
      lua_replace(lua, places + 1);
    }
  }
  lua_settop(lua, top);
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}
