/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/library.h"

/* All but random and randomseed: the same script gives the same report each time. */
void steg_math_module(lua_State *lua, int standard) {
  static const char *const taken[] = {"abs",  "acos",  "asin",       "atan",       "ceil",      "cos",  "deg",
                                      "exp",  "floor", "fmod",       "log",        "max",       "min",  "modf",
                                      "rad",  "sin",   "sqrt",       "tan",        "tointeger", "type", "ult",
                                      "huge", "pi",    "maxinteger", "mininteger", NULL};
  lua_newtable(lua);
  steg_library_take(lua, standard, taken);
}
