/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * removed - the names that standard Lua has and a script has not (removed.def), and locked libraries that know them.
 */
#ifndef STEG_SCRIPT_REMOVED_H
#define STEG_SCRIPT_REMOVED_H

#include <lua.h>
#include <stdbool.h>

bool steg_removed_has(const char *library, const char *name);
/* Lua's own message about a nil that stands for a removed name ("attempt to call a nil value (field 'wrap')"): the words
 * that explain it, on the stack; NULL and nothing on the stack otherwise. */
const char *steg_removed_advice(lua_State *lua, const char *message);

/*
 * Locks the table on top of the stack: replaces it by an empty one that shows its fields, refuses to be written, and
 * answers an unknown name with an error that suggests the nearest ("table has no 'instert'; did you mean 'insert'?"). A
 * removed name reads as nil. `library`: its name, "" for the globals.
 */
void steg_removed_lock(lua_State *lua, const char *library);

#endif
