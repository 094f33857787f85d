/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts in this process: what they return as trees, the sentences of their faults, memory that is all given back. */
#include "script/program.h"
#include "script/operators.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* JSON of what the source returns, or the sentence; `state_mb` and `ret_used` for the tests of memory. */
static void run(const char *source, size_t most_bytes, char *out, size_t size, size_t *ret_left) {
  steg_arena *arena = steg_arena_new(0);
  steg_state state;
  char sentence[STEG_PROGRAM_SENTENCE];
  steg_tree *tree = NULL;
  out[0] = '\0';
  if (steg_state_open(&state, 20000, 64, NULL) == 0) {
    if (most_bytes)
      state.most = most_bytes;
    const steg_program program = {
        .kind = STEG_SCRIPT_SETTINGS, .name = "t.lua", .source = steg_tree_text(arena, source)};
    if (steg_program_run(&program, &state, arena, &tree, sentence) == 0) {
      steg_buffer json;
      steg_buffer_init(&json, 1 << 20);
      steg_tree_write_json(&json, tree);
      size_t used = 0;
      for (size_t i = 0; i < json.size && used + 1 < size; i++) /* without the white space between */
        if (json.bytes[i] != '\n' &&
            !(json.bytes[i] == ' ' && (i == 0 || json.bytes[i - 1] == '\n' || json.bytes[i - 1] == ' ')))
          out[used++] = json.bytes[i];
      out[used] = '\0';
      steg_buffer_release(&json);
    } else {
      snprintf(out, size, "%s", sentence);
    }
    steg_state_close(&state);
    *ret_left = state.used;
  }
  steg_arena_free(arena);
}

static const struct {
  const char *source, *wanted;
} rows[] = {
    /* data */
    {"return {api = 1}", "{\"api\": 1}"},
    {"return {}", "[]"},
    {"return {1, 2.5, 'x', true, {}}", "[1,2.5,\"x\",true,[]]"},
    {"return {b = 1, a = 2, c = {d = false}}", "{\"a\": 2,\"b\": 1,\"c\": {\"d\": false}}"},
    {"return {x = nil, y = 2.0}", "{\"y\": 2}"},
    {"return 'Åland'", "\"Åland\""},
    {"return setmetatable({1}, {__index = function() error('never') end, __len = function() return 9 end})", "[1]"},
    {"local t = {} for i = 3, 1, -1 do t[i] = i end return t", "[1,2,3]"},
    {"return -0.5", "-0.5"},
    {"return math.maxinteger", "9223372036854775807"},
    /* what is no data */
    {"", "t.lua: returns nothing; let it end with `return { ... }`"},
    {"return {a = {1, 2, x = 3}}", "t.lua: what is returned, at a: has both named fields and positions"},
    {"return {[1.5] = 1}", "t.lua: what is returned: a field's name is neither text nor a position"},
    {"return {[0] = 1}", "t.lua: what is returned: a field's name is neither text nor a position"},
    {"return {list = {1, nil, 3}}", "t.lua: what is returned, at list[2]: is nil, though the list goes on after it"},
    {"return {[1000000] = 1}", "t.lua: what is returned: is a list with gaps"},
    {"return {f = {g = {type}}}", "t.lua: what is returned, at f.g[1]: a function is no data"},
    {"return 0 / 0", "t.lua: what is returned: the number is not finite (a division by zero?)"},
    {"return {s = '\\xff'}", "t.lua: what is returned, at s: the text is not UTF-8"},
    {"return {s = 'a\\0b'}", "t.lua: what is returned, at s: the text is not UTF-8"},
    {"return {['\\xff'] = 1}", "t.lua: what is returned: a field's name is too long or not UTF-8"},
    /* faults: place, nearest name, trace */
    {"\n\nreturn nothing", "t.lua:3: there is no 'nothing'"},
    {"return tabl.concat({})", "t.lua:1: there is no 'tabl'; did you mean 'table'?"},
    {"return table.concta({})", "t.lua:1: table has no 'concta'; did you mean 'concat'?"},
    {"return ('x'):repp(2)", "t.lua:1: string has no 'repp'; did you mean 'rep'?"},
    {"return os.time()", "t.lua:1: attempt to index a nil value (global 'os'): os is not available in a script; a "
                         "script has no access to the "
                         "computer"},
    {"print('x')", "t.lua:1: attempt to call a nil value (global 'print'): print is not available in a script; use "
                   "doc:text for words in the report"},
    {"return math.random(6)", "t.lua:1: attempt to call a nil value (field 'random'): if math.random is meant: it is "
                              "not available in a script; the same "
                              "script gives the same report each time"},
    {"x = 1", "t.lua:1: 'x' is set without local; write `local x = ...`"},
    {"string.trim = type", "t.lua:1: string.trim can't be set: the libraries can't be changed"},
    {"local function f() error('wrong') end\nlocal function g() f() end\ng()",
     "t.lua:1: wrong (called from t.lua:2, t.lua:3)"},
    {"error('plain', 0)", "t.lua:1: plain"},
    {"error()", "t.lua:1: error with a nil instead of a message"},
    {"error({})", "t.lua:1: error with a table instead of a message"},
    {"return 1 +", "t.lua:1: unexpected symbol near <eof>"},
    {"local a = 1\nreturn a & 3",
     "t.lua:2: the operator & is not available in a script: the interpreter miscomputes it in large files"},
    {"setmetatable({}, {__gc = type})", "t.lua:1: setmetatable: __gc is not available in a script"},
    {"setmetatable(_ENV, {})", "t.lua:1: cannot change a protected metatable"},
    {"for k in pairs({[{}] = 1}) do end", "t.lua:1: a key of the table is a table: such keys have no order"},
    {"return require('stegvis.doc')", "t.lua:1: attempt to call a nil value (global 'require'): require is not "
                                      "available in a script; only a report can use other "
                                      "files"},
    {"data:cohort{}",
     "t.lua:1: attempt to index a nil value (global 'data'): data is not available in a script; only a "
     "report's build function has it"},
};

static void returns(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char got[2000];
    size_t left = 1;
    run(rows[i].source, 0, got, sizeof got, &left);
    assert_string_equal(got, rows[i].wanted);
    assert_int_equal(left, 0);
  }
}

/* Memory that runs out at any moment is one sentence, and nothing is lost. */
static void memory_runs_out(void **test) {
  (void)test;
  static const char source[] =
      "local t = {} for i = 1, 200 do t[i] = ('x'):rep(i) .. i t['k' .. i] = {i} end\n"
      "table.sort({3, 1, 2}) local s = ('a,b,c'):gsub(',', ';'):upper() for k in pairs({a = 1}) do end\n"
      "return {s, string.format('%s %d', s, 5), #t}";
  size_t refused = 0, taken = 0;
  for (size_t most = 1000; most < 400000; most += 997) {
    char got[2000];
    size_t left = 1;
    run(source, most, got, sizeof got, &left);
    assert_int_equal(left, 0);
    if (strstr(got, "MB of memory"))
      refused++;
    else if (strcmp(got, "[\"A;B;C\",\"A;B;C 5\",200]") == 0)
      taken++;
    else
      fail_msg("at %zu bytes: %s", most, got);
  }
  assert_true(refused > 20 && taken > 100);
}

static const struct {
  const char *source;
  unsigned line;
  const char *mark;
} operators[] = {
    {"return a & b", 1, "&"},
    {"\nreturn a|b", 2, "|"},
    {"x = ~1", 1, "~"},
    {"return a ~ b", 1, "~"},
    {"return a << 1", 1, "<<"},
    {"return a\n>>\n1", 2, ">>"},
    {"return a ~= b", 0, NULL},
    {"return a ~=b and c~=d", 0, NULL},
    {"return a ~ =b", 1, "~"},
    {"-- a & b\nreturn '~' .. \"|\"", 0, NULL},
    {"--[[ & \n ~ ]] return 1", 0, NULL},
    {"--[[ & ]] return 1 | 2", 1, "|"},
    {"--[==[ ]] & ]=] \n]==]\n return 1 & 2", 3, "&"},
    {"return [[ & \n ]] .. [=[ | ]] ]=]", 0, NULL},
    {"return [=[ ]==] & ]=]", 0, NULL},
    {"return 'it\\'s & more'", 0, NULL},
    {"return \"\\\\\" & 1", 1, "&"},
    {"return 'a\\\nb & c'", 0, NULL},
    {"return 'a\\z\n  b & c' & 1", 2, "&"},
    {"return t[a[1]] < 2 and 3 > 4", 0, NULL},
    {"local x <const> = 1 return x", 0, NULL},
    {"return a[[[&]]]", 0, NULL},
    {"--[=x & \nreturn 1 & 2", 2, "&"},
    {"return '&", 0, NULL},
    {"return [[&", 0, NULL},
    {"--", 0, NULL},
    {"", 0, NULL},
};

static void finds_operators(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
    const char *mark = NULL;
    unsigned line = steg_operators_find(operators[i].source, strlen(operators[i].source), &mark);
    if (line != operators[i].line)
      fail_msg("%s: line %u, not %u", operators[i].source, line, operators[i].line);
    if (line)
      assert_string_equal(mark, operators[i].mark);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(returns), cmocka_unit_test(memory_runs_out),
                                     cmocka_unit_test(finds_operators)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
