/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lua_like - trees written as text in a test: {a = 1, b = {"x", 2.5}, c = true}. Lists and maps as in Lua, without Lua.
 */
#ifndef STEG_TEST_LUA_LIKE_H
#define STEG_TEST_LUA_LIKE_H

#include "base/tree.h"
#include <stdlib.h>
#include <string.h>

static inline void lua_like_space(const char **at) {
  while (**at && strchr(" \n\t,", **at))
    (*at)++;
}

static inline steg_tree *lua_like_value(const char **at, steg_arena *arena);

static inline steg_tree *lua_like_table(const char **at, steg_arena *arena) {
  steg_tree *map = steg_tree_map(arena), *list = steg_tree_list(arena);
  for ((*at)++, lua_like_space(at); **at && **at != '}'; lua_like_space(at)) {
    size_t size = strspn(*at, "abcdefghijklmnopqrstuvwxyz_0123456789");
    const char *after = *at + size + strspn(*at + size, " ");
    bool named = size && *after == '=' && !(**at >= '0' && **at <= '9');
    if (named) {
      const char *key = steg_arena_text_n(arena, *at, size);
      *at = after + 1;
      lua_like_space(at);
      steg_tree_put(arena, map, key, lua_like_value(at, arena));
    } else {
      steg_tree_append(arena, list, lua_like_value(at, arena));
    }
  }
  (*at)++;
  return steg_tree_size(map) ? map : list;
}

static inline steg_tree *lua_like_value(const char **at, steg_arena *arena) {
  lua_like_space(at);
  if (**at == '{')
    return lua_like_table(at, arena);
  if (**at == '"') {
    const char *end = strchr(*at + 1, '"');
    steg_tree *text = steg_tree_text_n(arena, *at + 1, (size_t)(end - *at - 1));
    *at = end + 1;
    return text;
  }
  static const char *const words[] = {"true", "false", "nil"};
  for (int i = 0; i < 3; i++)
    if (strncmp(*at, words[i], strlen(words[i])) == 0) {
      *at += strlen(words[i]);
      return i == 2 ? steg_tree_null(arena) : steg_tree_bool(arena, i == 0);
    }
  char *end;
  double number = strtod(*at, &end);
  bool whole = !memchr(*at, '.', (size_t)(end - *at));
  *at = end > *at ? end : *at + 1;
  return whole ? steg_tree_integer(arena, (int64_t)number) : steg_tree_real(arena, number);
}

static inline const steg_tree *lua_like(const char *text, steg_arena *arena) {
  return lua_like_value(&text, arena);
}

#endif
