/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * require_module - `require` in a report: "stegvis.x" is the library's file x.lua, "lib.x" the project's own.
 *
 * The sources came with the job; there is nothing to open. A file runs once; what it returns is given to everyone who asks.
 * A file of the library is called with a table `host` of its own: {line = function() -> the author's line, fail = function(message)
 * raises it at the author's line, nearest = function(name, list) -> text or nil}.
 */
#ifndef STEG_SCRIPT_REQUIRE_MODULE_H
#define STEG_SCRIPT_REQUIRE_MODULE_H

#include "base/tree.h"
#include <lua.h>

/* Compiles a source as the chunk `name` and pushes the function; raises the fault as a Lua error. Refuses bitwise operators. */
void steg_require_compile(lua_State *lua, const char *name, const steg_tree *source);
/* Pushes the function require. `modules`: {"stegvis.x" = source, ...}, which must outlive the interpreter. */
void steg_require_push(lua_State *lua, const steg_tree *modules);

#endif
