/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table.sort: a merge sort, so equal rows keep their order and a comparison that contradicts itself does no harm. The list
 * is written once, when the order is settled: a comparison may change the list meanwhile without effect.
 */
#include "script/library.h"
#include "script/state.h"
#include <lauxlib.h>

enum { ROWS_MAX = 100000, COMPARES_PER_LOOK = 16 };

typedef struct sorting {
  lua_State *lua;
  int from, to; /* stack indexes of the two work tables */
  unsigned compares;
} sorting;

/* Whether the value on top comes before the one below it. */
static bool comes_before(sorting *sort) {
  lua_State *lua = sort->lua;
  if (++sort->compares % COMPARES_PER_LOOK == 0)
    steg_state_tick(lua);
  if (lua_isnil(lua, 2))
    return lua_compare(lua, -1, -2, LUA_OPLT);
  lua_pushvalue(lua, 2);
  lua_pushvalue(lua, -2);
  lua_pushvalue(lua, -4);
  lua_call(lua, 2, 1);
  bool before = lua_toboolean(lua, -1);
  lua_pop(lua, 1);
  return before;
}

/* Rows [low, middle) and [middle, high) of `from` in order into `to`. Of equal ones the left comes first. */
static void merge(sorting *sort, lua_Integer low, lua_Integer middle, lua_Integer high) {
  lua_State *lua = sort->lua;
  lua_Integer left = low, right = middle;
  for (lua_Integer out = low; out < high; out++) {
    bool take_right = left >= middle;
    if (!take_right && right < high) {
      lua_rawgeti(lua, sort->from, left);
      lua_rawgeti(lua, sort->from, right);
      take_right = comes_before(sort);
      lua_pop(lua, 2);
    }
    lua_rawgeti(lua, sort->from, take_right ? right++ : left++);
    lua_rawseti(lua, sort->to, out);
  }
}

int steg_sort(lua_State *lua) {
  steg_library_plain(lua, 1);
  if (!lua_isnoneornil(lua, 2))
    luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_settop(lua, 2);
  lua_Integer count = (lua_Integer)lua_rawlen(lua, 1);
  luaL_argcheck(lua, count <= ROWS_MAX, 1, "too many rows to sort");
  lua_createtable(lua, (int)count, 0);
  lua_createtable(lua, (int)count, 0);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(lua, 1, i);
    lua_rawseti(lua, 3, i);
  }
  sorting sort = {.lua = lua, .from = 3, .to = 4};
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 1; low <= count; low += 2 * width) {
      lua_Integer middle = low + width, high = low + 2 * width;
      merge(&sort, low, middle > count + 1 ? count + 1 : middle, high > count + 1 ? count + 1 : high);
    }
    int swap = sort.from;
    sort.from = sort.to;
    sort.to = swap;
  }
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(lua, sort.from, i);
    lua_rawseti(lua, 1, i);
  }
  return 0;
}
