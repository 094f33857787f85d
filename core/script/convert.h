/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * convert - Lua values to trees and back.
 *
 * A table whose keys are 1..n is a list, an empty one too; one whose keys are all texts is a map, in the order of its keys'
 * bytes. Metatables play no part: fields are read raw, and nothing of the script's runs. Functions, NaN and infinities,
 * texts that are not UTF-8 or hold a zero byte, mixed keys, gaps, too deep or too much: an error that names the path.
 */
#ifndef STEG_SCRIPT_CONVERT_H
#define STEG_SCRIPT_CONVERT_H

#include "base/tree.h"
#include <lua.h>

typedef enum steg_convert_mode {
  STEG_CONVERT_ALL = 1,
  STEG_CONVERT_FIELDS = 2 /* functions directly in the outermost table are passed over: a report's own fields */
} steg_convert_mode;

/* The value at `index`; raises a Lua error. The nodes live in the arena. */
steg_tree *steg_convert_to_tree(lua_State *lua, int index, steg_convert_mode mode, steg_arena *arena);
/* Pushes the tree as a Lua value; null is nil, so a map loses such keys. Raises when memory is out. */
void steg_convert_push(lua_State *lua, const steg_tree *tree);

#endif
