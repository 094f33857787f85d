/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worker said in English, said in Swedish: place and callers stay, Lua's own words and the author's too. */
#include "script/swedish.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
  const char *en;
  const char *sv;
} rows[] = {
    {"r.lua:3: needs more than 64 MB of memory", "r.lua:3: behöver mer än 64 MB minne"},
    {"r.lua:3: needs more than 64 MB of memory (called from r.lua:9, lib.x.lua:2)",
     "r.lua:3: behöver mer än 64 MB minne (anropad från r.lua:9, lib.x.lua:2)"},
    {"endless.lua:2: ran longer than 2.5 seconds", "endless.lua:2: körde längre än 2.5 sekunder"},
    /* Lua's own words stay; ours after them do not */
    {"r.lua:2: attempt to index a nil value (global 'os'): os is not available in a script; a script has no access to "
     "the "
     "computer",
     "r.lua:2: attempt to index a nil value (global 'os'): os finns inte i ett skript; ett skript kommer inte åt "
     "datorn"},
    {"r.lua:2: attempt to call a nil value (field 'dump'): if string.dump is meant: it is not available in a script; a "
     "script "
     "can't make code",
     "r.lua:2: attempt to call a nil value (field 'dump'): om string.dump menas: det finns inte i ett skript; ett "
     "skript "
     "kan inte skapa kod"},
    {"r.lua:1: attempt to perform arithmetic on a nil value (local 'x')",
     "r.lua:1: attempt to perform arithmetic on a nil value (local 'x')"},
    /* piece by piece, arguments too */
    {"r.lua:2: doc:text: the text: expected a text, found nothing",
     "r.lua:2: doc:text: texten: här ska stå en text, här står ingenting"},
    {"r.lua:2: doc: 'txet' is not known; did you mean 'text'?", "r.lua:2: doc: 'txet' är okänt; menade du 'text'?"},
    {"r.lua: needs the parameter initiative (one of evi, jobbsam): give it with -P initiative=...",
     "r.lua: behöver parametern initiative (en av evi, jobbsam): ange den med -P initiative=..."},
    {"r.lua: parameter year: expected a year, such as 2024, found 'x'",
     "r.lua: parametern year: här ska stå ett år, till exempel 2024, här står 'x'"},
    {"a.lua: what is returned, at goals[2].target: a function is no data",
     "a.lua: det som lämnas tillbaka, vid goals[2].target: en funktion är inga data"},
    {"r.lua: returns nothing; let it end with `return { ... }`",
     "r.lua: lämnar inget tillbaka; låt filen sluta med `return { ... }`"},
    /* the author's, and what could trip the reader */
    {"r.lua:7: Fel: ingen data", "r.lua:7: Fel: ingen data"},
    {"", ""},
    {": ", ": "},
    {" (called from ", " (anropad från "},
    {"r.lua:2: needs more than ", "r.lua:2: needs more than "},
};

static void test_rows(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer out;
    steg_buffer_init(&out, 4096);
    steg_swedish_put(&out, rows[i].en);
    steg_buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, rows[i].sv);
    steg_buffer_release(&out);
  }
}

/* A buffer that is too small remembers it; nothing is written beyond. */
static void test_small(void **state) {
  (void)state;
  steg_buffer out;
  steg_buffer_init(&out, 10);
  steg_swedish_put(&out, rows[0].en);
  assert_true(steg_buffer_failed(&out));
  steg_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_small)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
