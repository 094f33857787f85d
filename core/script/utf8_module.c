/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/library.h"

void steg_utf8_module(lua_State *lua, int standard) {
  static const char *const taken[] = {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL};
  lua_newtable(lua);
  steg_library_take(lua, standard, taken);
}
