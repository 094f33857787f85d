/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pairs and next in sorted order: numbers by value, then texts by bytes, then false and true. Lua's own order hangs on a
 * seed and on addresses, and a report would differ from run to run. Keys that are tables or functions have no order.
 */
#include "script/library.h"
#include "script/state.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 200000, ROWS_PER_LOOK = 4096 };

typedef struct sort_key {
  int type;
  bool integer;
  lua_Integer whole;
  lua_Number real; /* also of a whole one; truth of a bool */
  const char *text;
  size_t size;
} sort_key;

static sort_key key_at(lua_State *lua, int index) {
  sort_key key = {.type = lua_type(lua, index)};
  switch (key.type) {
  case LUA_TNUMBER:
    key.integer = lua_isinteger(lua, index);
    key.whole = key.integer ? lua_tointeger(lua, index) : 0;
    key.real = lua_tonumber(lua, index);
    break;
  case LUA_TSTRING:
    key.text = lua_tolstring(lua, index, &key.size);
    break;
  case LUA_TBOOLEAN:
    key.real = lua_toboolean(lua, index);
    break;
  default:
    luaL_error(lua, "a key of the table is a %s: such keys have no order", lua_typename(lua, key.type));
  }
  return key;
}

static int rank(const sort_key *key) {
  return key->type == LUA_TNUMBER ? 1 : key->type == LUA_TSTRING ? 2 : 3;
}

static int compare(const sort_key *a, const sort_key *b) {
  if (a->type != b->type)
    return rank(a) - rank(b);
  if (a->type == LUA_TSTRING) {
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
  }
  if (a->integer && b->integer)
    return (a->whole > b->whole) - (a->whole < b->whole);
  return (a->real > b->real) - (a->real < b->real);
}

static int compare_rows(const void *a, const void *b) {
  return compare(a, b);
}

static void push_key(lua_State *lua, const sort_key *key) {
  if (key->type == LUA_TSTRING)
    lua_pushlstring(lua, key->text, key->size);
  else if (key->type == LUA_TBOOLEAN)
    lua_pushboolean(lua, key->real != 0);
  else if (key->integer)
    lua_pushinteger(lua, key->whole);
  else
    lua_pushnumber(lua, key->real);
}

/* One round. Upvalues: the keys' list, how many, how many are done. Keys whose value has gone meanwhile are passed over. */
static int next_pair(lua_State *lua) {
  lua_Integer count = lua_tointeger(lua, lua_upvalueindex(2)), done = lua_tointeger(lua, lua_upvalueindex(3));
  while (done < count) {
    lua_settop(lua, 1);
    lua_rawgeti(lua, lua_upvalueindex(1), ++done);
    lua_pushvalue(lua, -1);
    if (lua_rawget(lua, 1) != LUA_TNIL) {
      lua_pushinteger(lua, done);
      lua_replace(lua, lua_upvalueindex(3));
      return 2;
    }
  }
  lua_pushinteger(lua, done);
  lua_replace(lua, lua_upvalueindex(3));
  lua_pushnil(lua);
  return 1;
}

int steg_pairs(lua_State *lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 1);
  steg_state_tick(lua);
  size_t count = 0;
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1))
    count++;
  if (count > KEYS_MAX)
    return luaL_error(lua, "pairs: more than %d keys; use ipairs for a list", KEYS_MAX);
  sort_key *keys = lua_newuserdatauv(lua, (count ? count : 1) * sizeof *keys, 0);
  size_t filled = 0;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    keys[filled++] = key_at(lua, -2);
    lua_pop(lua, 1);
  }
  qsort(keys, filled, sizeof *keys, compare_rows);
  lua_createtable(lua, (int)filled, 0);
  for (size_t i = 0; i < filled; i++) {
    push_key(lua, &keys[i]);
    lua_rawseti(lua, -2, (lua_Integer)i + 1);
  }
  lua_pushinteger(lua, (lua_Integer)filled);
  lua_pushinteger(lua, 0);
  lua_pushcclosure(lua, next_pair, 3);
  lua_pushvalue(lua, 1);
  lua_pushnil(lua);
  return 3;
}

/* next(table [, key]): the smallest key after `key`, found by looking at all of them. */
int steg_next(lua_State *lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 2);
  steg_state_tick(lua);
  bool from_start = lua_isnil(lua, 2), found = false;
  sort_key after = {0}, best = {0};
  if (!from_start)
    after = key_at(lua, 2);
  size_t row = 0;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    sort_key key = key_at(lua, -2);
    if (++row % ROWS_PER_LOOK == 0)
      steg_state_tick(lua);
    if ((from_start || compare(&key, &after) > 0) && (!found || compare(&key, &best) < 0)) {
      best = key;
      found = true;
    }
    lua_pop(lua, 1);
  }
  if (!found) {
    lua_pushnil(lua);
    return 1;
  }
  push_key(lua, &best);
  lua_pushvalue(lua, -1);
  lua_rawget(lua, 1);
  return 2;
}
