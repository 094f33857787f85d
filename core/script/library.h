/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * library - the functions a script has: one row in library.c and one file <name>_module.c for each Lua library.
 */
#ifndef STEG_SCRIPT_LIBRARY_H
#define STEG_SCRIPT_LIBRARY_H

#include <lua.h>

/* Opens every library, locks them, and makes them the globals of every chunk that is loaded afterwards. Raises Lua errors. */
void steg_library_open(lua_State *lua);

/* Each pushes one table of functions. `standard`: index of Lua's own library of that name, from which the harmless functions
 * are taken. */
void steg_base_module(lua_State *lua, int standard);
void steg_string_module(lua_State *lua, int standard);
void steg_table_module(lua_State *lua, int standard);
void steg_math_module(lua_State *lua, int standard);
void steg_utf8_module(lua_State *lua, int standard);
void steg_coroutine_module(lua_State *lua, int standard);

/* Sets fields of the table on top: `names` (NULL-terminated) from Lua's own library at index `standard`, each behind a look at
 * the clock, since one call may be long but a loop of them must not go unseen. */
void steg_library_take(lua_State *lua, int standard, const char *const *names);

/* tostring(value at index) pushed, without addresses: a table is "table". Calls __tostring. */
const char *steg_library_text(lua_State *lua, int index, size_t *ret_size);
/* That argument `index` is a table whose fields are its own: no __index, __newindex or __len that would lie. */
void steg_library_plain(lua_State *lua, int index);

/* Functions that have a file of their own. */
int steg_pairs(lua_State *lua);
int steg_next(lua_State *lua);
int steg_sort(lua_State *lua);
int steg_format(lua_State *lua); /* upvalue 1: Lua's own string.format */
int steg_search_find(lua_State *lua);
int steg_search_match(lua_State *lua);
int steg_search_gmatch(lua_State *lua);
int steg_search_gsub(lua_State *lua);

#endif
