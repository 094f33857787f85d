/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/removed.h"
#include "base/text.h"
#include <lauxlib.h>
#include <string.h>

typedef struct removed_row {
  const char *library, *name, *why;
} removed_row;

static const removed_row rows[] = {
#define STEG_REMOVED(library, name, why) {library, name, why},
#include "script/removed.def"
#undef STEG_REMOVED
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0], NAMES_MAX = 64 };

bool steg_removed_has(const char *library, const char *name) {
  for (size_t i = 0; i < ROW_COUNT; i++)
    if (strcmp(rows[i].name, name) == 0 && strcmp(rows[i].library, library) == 0)
      return true;
  return false;
}

const char *steg_removed_advice(lua_State *lua, const char *message) {
  static const char *const marks[] = {"(global '", "(field '", "(method '"};
  if (!strstr(message, " a nil value "))
    return NULL;
  for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
    const char *name = strstr(message, marks[m]);
    if (!name)
      continue;
    name += strlen(marks[m]);
    size_t size = strcspn(name, "'");
    for (size_t i = 0; i < ROW_COUNT; i++) {
      bool global = rows[i].library[0] == '\0';
      if (global != (m == 0) || strlen(rows[i].name) != size || memcmp(rows[i].name, name, size) != 0)
        continue;
      /* A global is what it is; a field may also be the author's own that was never set. */
      const char *library = rows[i].library, *why = rows[i].why;
      if (global)
        return *why ? lua_pushfstring(lua, "%s is not available in a script; %s", rows[i].name, why)
                    : lua_pushfstring(lua, "%s is not available in a script", rows[i].name);
      return *why ? lua_pushfstring(lua, "if %s.%s is meant: it is not available in a script; %s", library,
                                    rows[i].name, why)
                  : lua_pushfstring(lua, "if %s.%s is meant: it is not available in a script", library, rows[i].name);
    }
  }
  return NULL;
}

/* __index of what is locked, when the real table (upvalue 2) has no such field. Upvalue 1: the library's name. */
static int missing(lua_State *lua) {
  const char *library = lua_tostring(lua, lua_upvalueindex(1));
  if (lua_type(lua, 2) != LUA_TSTRING)
    return 0;
  const char *name = lua_tostring(lua, 2);
  if (steg_removed_has(library, name))
    return 0;
  const char *names[NAMES_MAX];
  size_t count = 0;
  /* The names are those of our own libraries: ASCII, few, and alive as long as the table. */
  for (lua_pushnil(lua); lua_next(lua, lua_upvalueindex(2)) != 0; lua_pop(lua, 1))
    if (lua_type(lua, -2) == LUA_TSTRING && count < NAMES_MAX)
      names[count++] = lua_tostring(lua, -2);
  const char *near = strlen(name) <= 60 ? steg_text_nearest(name, names, count) : NULL;
  if (*library)
    return near ? luaL_error(lua, "%s has no '%s'; did you mean '%s'?", library, name, near)
                : luaL_error(lua, "%s has no '%s'", library, name);
  return near ? luaL_error(lua, "there is no '%s'; did you mean '%s'?", name, near)
              : luaL_error(lua, "there is no '%s'", name);
}

static int refuse_write(lua_State *lua) {
  const char *library = lua_tostring(lua, lua_upvalueindex(1));
  const char *name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  if (*library)
    return luaL_error(lua, "%s.%s can't be set: the libraries can't be changed", library, name);
  return luaL_error(lua, "'%s' is set without local; write `local %s = ...`", name, name);
}

void steg_removed_lock(lua_State *lua, const char *library) {
  int real = lua_gettop(lua);
  lua_newtable(lua); /* real, locked */
  lua_newtable(lua); /* real, locked, its metatable */
  lua_pushvalue(lua, real);
  lua_setfield(lua, -2, "__index");
  lua_pushstring(lua, library);
  lua_pushcclosure(lua, refuse_write, 1);
  lua_setfield(lua, -2, "__newindex");
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_setmetatable(lua, -2); /* real, locked */
  lua_newtable(lua);         /* real, locked, the real one's metatable */
  lua_pushstring(lua, library);
  lua_pushvalue(lua, real);
  lua_pushcclosure(lua, missing, 2);
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, real);
  lua_remove(lua, real); /* locked */
}
