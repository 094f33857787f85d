/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/program.h"
#include "script/convert.h"
#include "script/library.h"
#include "script/require_module.h"
#include "script/sentence.h"
#include <lauxlib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct running {
  const steg_program *program;
  steg_arena *arena;
  steg_tree *tree;
} running;

/*
 * What must be true of the interpreter before a script runs in it: the walls stand, and it computes. A library that was built or
 * patched otherwise is found here and not in a report.
 */
static const char CANARY[] =
    "if os or io or package or debug or dofile or loadfile or xpcall or rawset or collectgarbage or print or _G then "
    "return 1 end\n"
    "if string.dump or math.random or coroutine.wrap or load('return 1') then return 2 end\n"
    "if getmetatable('') or pcall(setmetatable, {}, {__gc = type}) or pcall(setmetatable, {}, {__close = type}) then "
    "return 3 end\n"
    "if pcall(function() string.rep = nil end) or pcall(function() canary = 1 end) then return 4 end\n"
    "if tostring({}) ~= 'table' or string.format('%s', type) ~= 'function' then return 5 end\n"
    "local order = '' for k in pairs({b = 1, a = 1, [2] = 1, [1] = 1}) do order = order .. k end\n"
    "if order ~= '12ab' then return 6 end\n"
    "if 7 // 2 ~= 3 or -7 % 3 ~= 2 or 2^53 ~= 9007199254740992 or 0.1 + 0.2 == 0.3 then return 7 "
    "end\n"
    "if ('%.14g'):format(0.1) ~= '0.1' or ('b'):rep(3, ',') ~= 'b,b,b' or ('k=v'):match('(%w+)=(%w+)') ~= 'k' then "
    "return 8 end\n"
    "return 0\n";

static void check_canary(lua_State *lua) {
  if (luaL_loadbufferx(lua, CANARY, sizeof CANARY - 1, "=canary", "t") != LUA_OK)
    lua_error(lua);
  lua_call(lua, 0, 1);
  if (lua_tointeger(lua, -1) != 0)
    luaL_error(lua, "the interpreter failed its own test (%d): this build of Lua is not the one Stegvis knows",
               (int)lua_tointeger(lua, -1));
  lua_pop(lua, 1);
}

static void set_require(lua_State *lua, const steg_program *program) {
  if (program->kind != STEG_SCRIPT_REPORT && program->kind != STEG_SCRIPT_HEADER)
    return;
  lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  /* The globals are locked: their real table is the __index of what a script sees. */
  luaL_getmetafield(lua, -1, "__index");
  steg_require_push(lua, program->modules);
  lua_setfield(lua, -2, "require");
  lua_pop(lua, 2);
}

/* codebook(position): one of the instruments' codebooks, made when it is asked for: they are most of the metadata. */
static int push_codebook(lua_State *lua) {
  const steg_tree *instruments = lua_touserdata(lua, lua_upvalueindex(1));
  lua_Integer position = luaL_checkinteger(lua, 1);
  steg_convert_push(lua, position > 0 ? steg_tree_at(instruments, (size_t)position - 1) : NULL);
  return 1;
}

/* The metadata as a table, but for the instruments: `instruments` holds their ids, and `codebook` gives one by position. */
static void push_metadata(lua_State *lua, const steg_tree *metadata) {
  const steg_tree *instruments = steg_tree_get(metadata, "instruments");
  lua_newtable(lua);
  for (size_t i = 0; i < steg_tree_size(metadata); i++)
    if (strcmp(steg_tree_key_at(metadata, i), "instruments") != 0) {
      steg_convert_push(lua, steg_tree_at(metadata, i));
      lua_setfield(lua, -2, steg_tree_key_at(metadata, i));
    }
  lua_newtable(lua);
  for (size_t i = 0; i < steg_tree_size(instruments); i++) {
    steg_convert_push(lua, steg_tree_get(steg_tree_at(instruments, i), "id"));
    lua_rawseti(lua, -2, (lua_Integer)i + 1);
  }
  lua_setfield(lua, -2, "instruments");
  lua_pushlightuserdata(lua, (void *)(uintptr_t)instruments); /* const: only read from there */
  lua_pushcclosure(lua, push_codebook, 1);
  lua_setfield(lua, -2, "codebook");
}

/* Replaces the report's table on top by the document's: require("stegvis.report")(report, metadata, name). */
static void build_report(lua_State *lua, const steg_program *program) {
  if (!lua_istable(lua, -1))
    luaL_error(lua, "%s: must return a table with api, title and build", program->name);
  lua_getglobal(lua, "require");
  lua_pushliteral(lua, "stegvis.report");
  lua_call(lua, 1, 1);
  lua_insert(lua, -2);
  push_metadata(lua, program->metadata);
  lua_pushstring(lua, program->name);
  lua_call(lua, 3, 1);
}

/* Under a message handler. Argument: the running program. */
static int run(lua_State *lua) {
  running *this = lua_touserdata(lua, 1);
  const steg_program *program = this->program;
  lua_settop(lua, 0);
  steg_library_open(lua);
  check_canary(lua);
  set_require(lua, program);
  steg_require_compile(lua, program->name, program->source);
  lua_call(lua, 0, 1);
  if (lua_isnil(lua, -1))
    luaL_error(lua, "%s: returns nothing; let it end with `return { ... }`", program->name);
  if (program->kind == STEG_SCRIPT_REPORT)
    build_report(lua, program);
  this->tree = steg_convert_to_tree(
      lua, -1, program->kind == STEG_SCRIPT_HEADER ? STEG_CONVERT_FIELDS : STEG_CONVERT_ALL, this->arena);
  steg_state_tick(lua);
  return 0;
}

/* Lua's own words for what no handler may see: memory is out, or the handler itself failed. */
static void tell_status(const steg_state *state, const steg_program *program, int status, char *out) {
  char place[STEG_PROGRESS_CHUNK + 16] = "";
  if (state->progress && state->progress->line)
    snprintf(place, sizeof place, "%s:%u", state->progress->chunk, (unsigned)state->progress->line);
  if (status == LUA_ERRMEM)
    snprintf(out, STEG_PROGRAM_SENTENCE, "%s: needs more than %u MB of memory", *place ? place : program->name,
             state->memory_mb);
  else
    snprintf(out, STEG_PROGRAM_SENTENCE, "%s: failed, and failed again while telling why (nested too deep?)",
             *place ? place : program->name);
}

int steg_program_run(const steg_program *program, steg_state *state, steg_arena *arena, steg_tree **ret_tree,
                     char ret_sentence[]) {
  running this = {.program = program, .arena = arena};
  lua_State *lua = state->lua;
  state->name = program->name;
  /* Neither of these two allocates. */
  lua_pushcfunction(lua, run);
  lua_pushlightuserdata(lua, &this);
  int status = steg_sentence_call(lua, 1, 0);
  if (status == LUA_OK) {
    *ret_tree = this.tree;
    return 0;
  }
  if (status == LUA_ERRRUN && lua_isstring(lua, -1))
    snprintf(ret_sentence, STEG_PROGRAM_SENTENCE, "%s", lua_tostring(lua, -1));
  else
    tell_status(state, program, status, ret_sentence);
  lua_settop(lua, 0);
  return -1;
}
