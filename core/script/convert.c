/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/convert.h"
#include "base/text.h"
#include "script/state.h"
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 60, NODES_MAX = 200000, BYTES_MAX = 8 << 20, PATH_MAX_PARTS = DEPTH_MAX + 1, NODES_PER_LOOK = 1024 };
/* A put into a map looks through its keys: many more would take long. */
enum { FIELDS_MAX = 2000 };

/* Where a value stands: a key, or a position when key is NULL. */
typedef struct path_part {
  const char *key;
  lua_Integer position;
} path_part;

typedef struct conversion {
  lua_State *lua;
  steg_arena *arena;
  steg_convert_mode mode;
  path_part path[PATH_MAX_PARTS];
  int depth;
  size_t nodes, bytes;
} conversion;

/* "what is returned, at goals[2].target: a function is no data" */
static int refuse(conversion *to, const char *what) {
  enum { PARTS_SHOWN = 8 };
  lua_State *lua = to->lua;
  lua_pushstring(lua, to->depth ? "what is returned, at " : "what is returned");
  for (int i = 0; i < to->depth && i < PARTS_SHOWN; i++) {
    if (to->path[i].key)
      lua_pushfstring(lua, i ? ".%s" : "%s", to->path[i].key);
    else
      lua_pushfstring(lua, "[%I]", (LUAI_UACINT)to->path[i].position);
    lua_concat(lua, 2);
  }
  lua_pushfstring(lua, "%s: %s", to->depth > PARTS_SHOWN ? "..." : "", what);
  lua_concat(lua, 2);
  return lua_error(lua);
}

static steg_tree *kept(conversion *to, steg_tree *node) {
  if (!node)
    luaL_error(to->lua, "needs more memory than a report may have");
  return node;
}

static steg_tree *convert_value(conversion *to, int index);

static steg_tree *convert_text(conversion *to, int index) {
  size_t size;
  const char *text = lua_tolstring(to->lua, index, &size);
  to->bytes += size;
  if (to->bytes > BYTES_MAX)
    refuse(to, "all texts together are too long");
  if (size > steg_tree_default_limits.max_text)
    refuse(to, "the text is too long");
  if (memchr(text, '\0', size) || steg_text_valid(text, size) != size)
    refuse(to, "the text is not UTF-8");
  return kept(to, steg_tree_text_n(to->arena, text, size));
}

static steg_tree *convert_number(conversion *to, int index) {
  if (lua_isinteger(to->lua, index))
    return kept(to, steg_tree_integer(to->arena, lua_tointeger(to->lua, index)));
  lua_Number value = lua_tonumber(to->lua, index);
  if (!isfinite(value))
    refuse(to, "the number is not finite (a division by zero?)");
  return kept(to, steg_tree_real(to->arena, value));
}

static steg_tree *convert_list(conversion *to, int index, lua_Integer count) {
  steg_tree *list = kept(to, steg_tree_list(to->arena));
  for (lua_Integer i = 1; i <= count; i++) {
    to->path[to->depth++] = (path_part){NULL, i};
    if (lua_rawgeti(to->lua, index, i) == LUA_TNIL)
      refuse(to, "is nil, though the list goes on after it");
    if (steg_tree_append(to->arena, list, convert_value(to, lua_gettop(to->lua))) != 0)
      kept(to, NULL);
    lua_pop(to->lua, 1);
    to->depth--;
  }
  return list;
}

static int compare_keys(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static steg_tree *convert_map(conversion *to, int index, size_t count) {
  lua_State *lua = to->lua;
  if (count > FIELDS_MAX)
    refuse(to, "has too many named fields");
  steg_tree *map = kept(to, steg_tree_map(to->arena));
  /* The texts stay alive as the table's keys: nothing of the script's runs while they are used. */
  const char **keys = lua_newuserdatauv(lua, count * sizeof *keys, 0);
  size_t filled = 0;
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    size_t size;
    keys[filled] = lua_tolstring(lua, -2, &size);
    if (strlen(keys[filled]) != size || steg_text_valid(keys[filled], size) != size || size > 1000)
      refuse(to, "a field's name is too long or not UTF-8");
    filled++;
  }
  qsort(keys, filled, sizeof *keys, compare_keys);
  for (size_t i = 0; i < filled; i++) {
    to->path[to->depth++] = (path_part){keys[i], 0};
    lua_pushstring(lua, keys[i]);
    int type = lua_rawget(lua, index);
    bool passed_over = to->mode == STEG_CONVERT_FIELDS && to->depth == 1 && type == LUA_TFUNCTION;
    if (!passed_over && steg_tree_put(to->arena, map, keys[i], convert_value(to, lua_gettop(lua))) != 0)
      kept(to, NULL);
    lua_pop(lua, 1);
    to->depth--;
  }
  lua_pop(lua, 1);
  return map;
}

static steg_tree *convert_table(conversion *to, int index) {
  lua_State *lua = to->lua;
  size_t texts = 0, numbers = 0;
  lua_Integer highest = 0;
  luaL_checkstack(lua, 10, "what is returned is nested too deep");
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    if (lua_type(lua, -2) == LUA_TSTRING) {
      texts++;
    } else if (lua_isinteger(lua, -2) && lua_tointeger(lua, -2) > 0) {
      numbers++;
      if (lua_tointeger(lua, -2) > highest)
        highest = lua_tointeger(lua, -2);
    } else {
      refuse(to, "a field's name is neither text nor a position");
    }
    if (texts + numbers > NODES_MAX)
      refuse(to, "has too many fields");
  }
  if (texts && numbers)
    refuse(to, "has both named fields and positions");
  if (texts)
    return convert_map(to, index, texts);
  if ((size_t)highest > 2 * numbers + 8)
    refuse(to, "is a list with gaps");
  return convert_list(to, index, highest);
}

static steg_tree *convert_value(conversion *to, int index) {
  if (++to->nodes > NODES_MAX)
    refuse(to, "has too many fields");
  if (to->nodes % NODES_PER_LOOK == 0)
    steg_state_tick(to->lua);
  switch (lua_type(to->lua, index)) {
  case LUA_TNIL:
    return kept(to, steg_tree_null(to->arena));
  case LUA_TBOOLEAN:
    return kept(to, steg_tree_bool(to->arena, lua_toboolean(to->lua, index)));
  case LUA_TNUMBER:
    return convert_number(to, index);
  case LUA_TSTRING:
    return convert_text(to, index);
  case LUA_TTABLE:
    if (to->depth >= DEPTH_MAX)
      refuse(to, "is nested too deep (does a table hold itself?)");
    return convert_table(to, index);
  default:
    refuse(to, lua_type(to->lua, index) == LUA_TFUNCTION ? "a function is no data" : "is no data");
    return NULL;
  }
}

steg_tree *steg_convert_to_tree(lua_State *lua, int index, steg_convert_mode mode, steg_arena *arena) {
  conversion to = {.lua = lua, .arena = arena, .mode = mode};
  return convert_value(&to, lua_absindex(lua, index));
}

void steg_convert_push(lua_State *lua, const steg_tree *tree) {
  luaL_checkstack(lua, 10, "too deep");
  switch (steg_tree_kind_of(tree)) {
  case STEG_TREE_NULL:
    lua_pushnil(lua);
    break;
  case STEG_TREE_BOOL:
    lua_pushboolean(lua, steg_tree_get_bool(tree, false));
    break;
  case STEG_TREE_INTEGER:
    lua_pushinteger(lua, steg_tree_get_integer(tree, 0));
    break;
  case STEG_TREE_REAL:
    lua_pushnumber(lua, steg_tree_get_real(tree, 0));
    break;
  case STEG_TREE_TEXT:
    lua_pushlstring(lua, steg_tree_get_text(tree), steg_tree_size(tree));
    break;
  case STEG_TREE_LIST:
    lua_createtable(lua, (int)steg_tree_size(tree), 0);
    for (size_t i = 0; i < steg_tree_size(tree); i++) {
      steg_convert_push(lua, steg_tree_at(tree, i));
      lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    break;
  case STEG_TREE_MAP:
    lua_createtable(lua, 0, (int)steg_tree_size(tree));
    for (size_t i = 0; i < steg_tree_size(tree); i++) {
      lua_pushstring(lua, steg_tree_key_at(tree, i));
      steg_convert_push(lua, steg_tree_at(tree, i));
      lua_rawset(lua, -3);
    }
    break;
  }
}
