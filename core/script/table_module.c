/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table library on the tables' own fields: a metatable that lies about length or content (__len, __index, __newindex)
 * would make Lua's own functions loop 2^62 times.
 */
#include "script/library.h"
#include "script/state.h"
#include <lauxlib.h>

enum { UNPACK_MAX = 8000, MOVE_MAX = 1000000, ROWS_PER_LOOK = 4096 };

static void look(lua_State *lua, lua_Integer row) {
  if (row % ROWS_PER_LOOK == 0)
    steg_state_tick(lua);
}

/* concat(list [, separator [, i [, j]]]) */
static int concat(lua_State *lua) {
  steg_library_plain(lua, 1);
  size_t separator_size;
  const char *separator = luaL_optlstring(lua, 2, "", &separator_size);
  lua_Integer first = luaL_optinteger(lua, 3, 1), last = luaL_optinteger(lua, 4, (lua_Integer)lua_rawlen(lua, 1));
  lua_settop(lua, 2);
  luaL_Buffer out;
  luaL_buffinit(lua, &out);
  for (lua_Integer i = first; i <= last; i++) {
    look(lua, i);
    lua_rawgeti(lua, 1, i);
    if (!lua_isstring(lua, -1))
      return luaL_error(lua, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(lua, -1),
                        (LUAI_UACINT)i);
    luaL_addvalue(&out);
    if (i == last)
      break; /* last may be the largest integer */
    luaL_addlstring(&out, separator, separator_size);
  }
  luaL_pushresult(&out);
  return 1;
}

/* insert(list, [position,] value) */
static int insert(lua_State *lua) {
  steg_library_plain(lua, 1);
  lua_Integer end = (lua_Integer)lua_rawlen(lua, 1) + 1, position = end;
  if (lua_gettop(lua) == 3) {
    position = luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, position >= 1 && position <= end, 2, "position out of bounds");
    for (lua_Integer i = end; i > position; i--) {
      look(lua, i);
      lua_rawgeti(lua, 1, i - 1);
      lua_rawseti(lua, 1, i);
    }
  } else if (lua_gettop(lua) != 2) {
    return luaL_error(lua, "wrong number of arguments to 'insert'");
  }
  lua_rawseti(lua, 1, position);
  return 0;
}

/* remove(list [, position]): the removed value. */
static int take_out(lua_State *lua) {
  steg_library_plain(lua, 1);
  lua_Integer size = (lua_Integer)lua_rawlen(lua, 1), position = luaL_optinteger(lua, 2, size);
  if (!lua_isnoneornil(lua, 2))
    luaL_argcheck(lua, (size == 0 && position == 0) || (position >= 1 && position <= size + 1), 2,
                  "position out of bounds");
  lua_rawgeti(lua, 1, position);
  for (lua_Integer i = position; i < size; i++) {
    look(lua, i);
    lua_rawgeti(lua, 1, i + 1);
    lua_rawseti(lua, 1, i);
  }
  if (position >= 1 && position <= size) {
    lua_pushnil(lua);
    lua_rawseti(lua, 1, size);
  }
  return 1;
}

/* move(from, first, last, to [, destination]): the destination. */
static int move(lua_State *lua) {
  lua_Integer first = luaL_checkinteger(lua, 2), last = luaL_checkinteger(lua, 3), to = luaL_checkinteger(lua, 4);
  int destination = lua_isnoneornil(lua, 5) ? 1 : 5;
  steg_library_plain(lua, 1);
  steg_library_plain(lua, destination);
  if (last >= first) {
    luaL_argcheck(lua, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
    luaL_argcheck(lua, last - first < MOVE_MAX, 3, "too many elements to move");
    luaL_argcheck(lua, to <= LUA_MAXINTEGER - (last - first), 4, "destination wrap around");
    bool upward = to > last || to <= first || destination != 1;
    for (lua_Integer i = 0; i <= last - first; i++) {
      look(lua, i);
      lua_Integer row = upward ? i : last - first - i;
      lua_rawgeti(lua, 1, first + row);
      lua_rawseti(lua, destination, to + row);
    }
  }
  lua_pushvalue(lua, destination);
  return 1;
}

/* pack(...): {n = count, ...} */
static int pack(lua_State *lua) {
  int count = lua_gettop(lua);
  lua_createtable(lua, count, 1);
  lua_insert(lua, 1);
  for (int i = count; i >= 1; i--)
    lua_rawseti(lua, 1, i);
  lua_pushinteger(lua, count);
  lua_setfield(lua, 1, "n");
  return 1;
}

/* unpack(list [, i [, j]]) */
static int unpack(lua_State *lua) {
  steg_library_plain(lua, 1);
  lua_Integer first = luaL_optinteger(lua, 2, 1), last = luaL_optinteger(lua, 3, (lua_Integer)lua_rawlen(lua, 1));
  if (first > last)
    return 0;
  if ((lua_Unsigned)last - (lua_Unsigned)first >= UNPACK_MAX)
    return luaL_error(lua, "too many results to unpack");
  int count = (int)(last - first) + 1;
  luaL_checkstack(lua, count, "too many results to unpack");
  for (int i = 0; i < count; i++)
    lua_rawgeti(lua, 1, first + i);
  return count;
}

void steg_table_module(lua_State *lua, int standard) {
  (void)standard;
  static const luaL_Reg own[] = {{"concat", concat},   {"insert", insert},  {"move", move},     {"pack", pack},
                                 {"remove", take_out}, {"sort", steg_sort}, {"unpack", unpack}, {NULL, NULL}};
  lua_newtable(lua);
  luaL_setfuncs(lua, own, 0);
}
