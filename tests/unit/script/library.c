/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The libraries a script has, against Lua's own: the same chunk runs in a locked state and in a plain one, and must return
 * the same text. Where a function of ours means to differ, the chunk doesn't go there (tests/lua/cases does).
 */
#include "script/library.h"
#include "script/sentence.h"
#include "script/state.h"
#include <lauxlib.h>
#include <lualib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A generator that is the same in both, and words to choose from. */
static const char PRELUDE[] =
    "local seed = 12345\n"
    "local function random(n) seed = (seed * 1103515245 + 12345) % 2147483648 return seed // 65536 % n + 1 end\n"
    "local function pick(list) return list[random(#list)] end\n"
    "local out = {}\n"
    "local function put(...) for i = 1, select('#', ...) do out[#out + 1] = tostring((select(i, ...))) end out[#out + "
    "1] = ';' end\n"
    /* An error's text names the chunk and the line, and for table.remove the wrong argument: what is compared is the rest. */
    "local function try(f, ...) local r = table.pack(pcall(f, ...)) if not r[1] then r[2] = "
    "tostring(r[2]):gsub('^.-:%d+: ', ''):gsub('#%d', '#') r.n = 2 end "
    "put(table.unpack(r, 1, r.n)) end\n";

static const struct {
  const char *name, *body;
} rows[] = {
    {"patterns", "local parts = { 'a', 'b', '.', '%a', '%d', '%s', '%w', '%p', '%u', '%l', '%x', '%c', '%g', '[ab]', "
                 "'[^a]', '[a-c]', '[%d_]', '[]]', '[^]]',\n"
                 "  'a*', 'b+', '.-', 'c?', '%a*', '[ab]+', '(', ')', '()', '%1', '%b()', '%bab', '%f[%w]', '%f[^%w]', "
                 "'^', '$', '%', '[', '[a-', '%f', '%b', '*', '-', '%%', '%.' }\n"
                 "local letters = { 'a', 'b', 'c', 'A', '1', '2', ' ', '(', ')', '_', '.', '-', '\\n', 'å', '%' }\n"
                 "for i = 1, 12000 do\n"
                 "  local p, t = {}, {}\n"
                 "  for k = 1, random(6) do p[k] = pick(parts) end\n"
                 "  for k = 1, random(9) - 1 do t[k] = pick(letters) end\n"
                 "  p, t = table.concat(p), table.concat(t)\n"
                 "  try(string.find, t, p, random(8) - 4) try(string.match, t, p, random(8) - 4)\n"
                 "  try(string.gsub, t, p, '<%0>', random(4)) try(string.gsub, t, p, '%1')\n"
                 "  try(function() local n = 0 for a, b in t:gmatch(p, random(5)) do n = n + 1 put(a, b) if n > 20 "
                 "then break end end end)\n"
                 "  try(string.find, t, p, 1, true)\n"
                 "end\n"},
    {"gsub with tables and functions",
     "put(('hello world'):gsub('%w+', { hello = 'bye', world = false }))\n"
     "put(('hello world'):gsub('o', function(c) return nil end))\n"
     "put(('abc'):gsub('', '-')) put(('abc'):gsub('b', '%%')) put(('abc'):gsub('()', '%1'))\n"
     "try(string.gsub, 'abc', 'b', {b = {}}) try(string.gsub, 'abc', 'b', '%2') try(string.gsub, 'abc', 'b', '%') "
     "try(string.gsub, 'abc', 'b', true)\n"
     "put(('abc abc'):gsub('b', 7)) put(('abc'):gsub('%w', '%0%0', 2)) put(('x = 1'):gsub('^%s*(%w+)', '[%1]'))\n"},
    {"tables",
     "for i = 1, 2000 do\n"
     "  local t = {} for k = 1, random(8) - 1 do t[k] = random(50) end\n"
     "  try(table.insert, t, random(10) - 2, 'x') put(table.concat(t, ','))\n"
     "  try(table.remove, t, random(10) - 2) put(#t, table.concat(t, ','))\n"
     "  try(table.remove, t) try(table.insert, t, 'y') put(table.concat(t, ',', 1, #t))\n"
     "  try(table.concat, t, ', ', random(4) - 1, random(6)) try(table.unpack, t, random(3), random(6))\n"
     "  table.move(t, 1, #t, random(4)) put(#t, tostring(t[1]), tostring(t[2]), tostring(t[3]))\n"
     "  local to = table.move(t, 1, #t, 2, { 0 }) put(#to)\n"
     "  put(table.pack(table.unpack(t)).n)\n"
     "end\n"
     "try(table.insert, {}, 1, 2, 3) try(table.insert, {}) try(table.concat, { {} }) try(table.insert, nil, 1)\n"},
    {"sorting", "for i = 1, 300 do\n"
                "  local t = {} for k = 1, random(60) do t[k] = random(30) end\n"
                "  table.sort(t) put(table.concat(t, ','))\n"
                "  table.sort(t, function(a, b) return a > b end) put(table.concat(t, ','))\n"
                "  for k = 1, #t do t[k] = 'w' .. t[k] end table.sort(t) put(table.concat(t, ','))\n"
                "end\n"
                "try(table.sort, { 1, 'a' }) try(table.sort, { {}, {} })\n"},
    {"format",
     "for _, f in ipairs{ '%d', '%5d', '%-5d|', '%05d', '%+d', '%x', '%X', '%o', '%c', '%i' } do put(string.format(f, "
     "77)) try(string.format, f, 1.5) end\n"
     "for _, f in ipairs{ '%f', '%.2f', '%10.3f', '%e', '%g', '%.14g', '%a', '%G' } do put(string.format(f, 3.14159)) "
     "put(string.format(f, -1e20)) end\n"
     "for _, v in ipairs{ 'text', 12, 1.5, true } do put(string.format('%s|%10s|%-10s|%.2s', v, v, v, v)) end\n"
     "put(string.format('%q', 'a\\n\"b\"\\0\\\\')) put(string.format('%q', 1 / 3)) put(string.format('%q', 7)) "
     "put(string.format('%%'))\n"
     "try(string.format, '%d') try(string.format, '%y', 1) try(string.format, '%') try(string.format, '%d', 'x') "
     "put(string.format('%d', '10'))\n"},
    {"texts",
     "for i = -6, 6 do put(('hello'):sub(i)) put(('hello'):sub(1, i)) put(('hello'):byte(i)) end\n"
     "put(('ab'):rep(3), ('ab'):rep(3, '-'), ('ab'):rep(0), ('ab'):rep(-1), (''):rep(5), ('x'):rep(1, ','))\n"
     "put(('Hej Åsa'):upper(), ('Hej Åsa'):lower(), ('abc'):reverse(), ('abc'):len(), #'å', string.char(72, 105))\n"
     "put(utf8.len('åäö'), utf8.char(229, 228, 246), utf8.codepoint('åäö', 1, -1)) for p, c in utf8.codes('aå€') do "
     "put(p, c) end\n"
     "put(utf8.offset('aå€', 3), utf8.len('\\xff')) put(string.unpack('<i4', string.pack('<i4', -7)))\n"},
    {"numbers", "for _, v in ipairs{ 1, -1, 0, 1.5, -0.0, 1e15, 1e100, 2^53, 2^63, 7 // 2, -7 // 2, 7 % -3, 5.5 % 2, 1 "
                "/ 0, math.pi, math.maxinteger, math.mininteger } do\n"
                "  put(v) put(math.type(v), math.tointeger(v), math.floor(v), math.abs(v), v == v) end\n"
                "put(tonumber('0x10'), tonumber('10', 2), tonumber(' 5 '), tonumber('1e1'), tonumber('x'), "
                "tonumber('9', 8)) put(math.max(3, 1, 2), math.min(3, 1, 2), math.fmod(-7, 3), math.ult(1, -1))\n"
                "put(math.sqrt(2), math.exp(1), math.log(8, 2), math.sin(1))\n"},
    {"the base",
     "put(select('#', 1, nil, nil), select(-1, 'a', 'b'), (select(2, 'a', 'b', 'c'))) put(type(nil), type(type), "
     "type(''), tostring(nil), tostring(true), tostring(12), tostring(1.0))\n"
     "put(pcall(error, 'x', 0)) put(pcall(error, nil)) put(select('#', pcall(function() return 1, 2, 3 end)))\n"
     "put(pcall(function(...) return select('#', ...) end, 1, nil, 3)) try(assert, false, 'said') try(assert, nil) "
     "put(assert(1, 2, 3)) try(setmetatable, 1, {}) try(setmetatable, {}, 1)\n"
     "local t = setmetatable({}, { __index = function(t, k) return k .. '!' end, __call = function(self, a) return a + "
     "1 end, __len = function() return 42 end,\n"
     "  __add = function(a, b) return 'added' end, __eq = function() return true end, __lt = function() return true "
     "end, __concat = function() return 'joined' end, __tostring = function() return 'told' end })\n"
     "put(t.name, t(4), #t, t + 1, t < t, t .. 'x', tostring(t), string.format('%s', t))\n"
     "local order = {} for i, v in ipairs({ 5, 6, nil, 7 }) do order[#order + 1] = i .. '=' .. v end "
     "put(table.concat(order, ' '))\n"},
};

static char *outcome(lua_State *lua, const char *body) {
  char *source = NULL;
  assert_true(asprintf(&source, "%s%s\nreturn table.concat(out, ' ')", PRELUDE, body) > 0);
  if (luaL_loadbufferx(lua, source, strlen(source), "@chunk", "t") != LUA_OK || lua_pcall(lua, 0, 1, 0) != LUA_OK)
    fail_msg("%s", lua_tostring(lua, -1));
  free(source);
  char *copy = strdup(lua_tostring(lua, -1));
  lua_pop(lua, 1);
  return copy;
}

static int open_all(lua_State *lua) {
  steg_library_open(lua);
  return 0;
}

static void same_as_lua(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_state ours;
    assert_int_equal(steg_state_open(&ours, 100000, 64, NULL), 0);
    lua_pushcfunction(ours.lua, open_all);
    assert_int_equal(lua_pcall(ours.lua, 0, 0, 0), LUA_OK);
    lua_State *plain = luaL_newstate();
    luaL_openlibs(plain);
    char *got = outcome(ours.lua, rows[i].body), *wanted = outcome(plain, rows[i].body);
    size_t at = 0;
    while (got[at] && got[at] == wanted[at])
      at++;
    if (got[at] != wanted[at]) {
      size_t from = at > 150 ? at - 150 : 0;
      fail_msg("%s differs at %zu:\n ours %.300s\n lua  %.300s", rows[i].name, at, got + from, wanted + from);
    }
    assert_true(strlen(wanted) > 100);
    free(got);
    free(wanted);
    lua_close(plain);
    steg_state_close(&ours);
    assert_int_equal(ours.used, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(same_as_lua)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
