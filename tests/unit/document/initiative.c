/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Initiatives' files: what they say, and every fault by its field. */
#include "document/initiative.h"
#include "lua_like.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define HEAD "api = 1, id = \"x\", title = \"X\", federation = \"F\", period = \"2021\""

static void reads_all(void **test) {
  (void)test;
  steg_arena *arena = steg_arena_new(0);
  steg_initiative in;
  steg_error err = {0};
  const steg_tree *tree = lua_like(
      "{api = 1, id = \"stegen\", title = {sv = \"Stegen\", en = \"The Steps\"}, federation = \"Förbundet\","
      " aliases = {\"Steg\" \"Stegen 2\"}, period = {first = \"2022-08-01\"}, municipalities = {\"0643\" \"0305\"},"
      " age = {18 64}, target_group = \"Alla\", capacity = 40, planned_months = 12, instruments = {\"sus\" \"bip\"},"
      " teams = {\"Ung\"}, priority_groups = {}, receivers = {\"Styrelsen\"}, about = {x = 1}, facts = 5,"
      " goals = {{id = \"G1\", text = {sv = \"Mål\", en = \"Goal\"}, source = \"sus\", measure = \"count\", comparator "
      "= \">=\","
      "  target = 0.8, unit = \"share\"} {id = \"G2\", text = \"Fler\", comparator = \"increase\", target = 5}"
      "  {id = \"G3\", text = \"Bara text\"} {id = \"G4\", text = \"Ungefär\", comparator = \"about\", target = 45, "
      "unit = \"per_year\","
      "  tolerance = 5, note = \"n\"}},"
      " budget = {{year = 2021, quarter = 3, organisation = \"Kommunen\", category = \"Löner\", amount = 160500}"
      "  {year = 2021, category = \"Lokaler\"} {year = 2021, amount = 809000.5, stated_sum = true}}}",
      arena);
  if (steg_initiative_read(tree, "/a/b/stegen.lua", arena, &in, &err) != 0)
    fail_msg("%s", err.text);
  assert_string_equal(in.id, "stegen");
  assert_string_equal(in.title_en, "The Steps");
  assert_string_equal(in.aliases[1], "Stegen 2");
  assert_null(in.aliases[2]);
  assert_int_equal(in.period.first, steg_date_make(2022, 8, 1));
  assert_int_equal(in.period.last, STEG_DATE_NONE);
  assert_int_equal(in.municipality_count, 2);
  assert_int_equal(in.municipalities[0], 643);
  assert_int_equal(in.age_low, 18);
  assert_int_equal(in.age_high, 64);
  assert_int_equal(in.capacity, 40);
  assert_int_equal(in.planned_months, 12);
  assert_null(in.priority_groups[0]);
  assert_int_equal(in.goal_count, 4);
  assert_true(in.goals[0].target == 0.8);
  assert_string_equal(in.goals[0].text_en, "Goal");
  assert_true(in.goals[1].target == 5);
  assert_null(in.goals[2].source);
  assert_null(in.goals[2].comparator);
  assert_true(isnan(in.goals[2].target));
  assert_string_equal(in.goals[3].unit, "per_year");
  assert_int_equal(in.budget_count, 3);
  assert_int_equal(in.budget[0].quarter, 3);
  assert_true(in.budget[0].amount == 160500);
  assert_true(isnan(in.budget[1].amount)); /* left empty, which is not zero */
  assert_true(in.budget[2].stated_sum);
  assert_null(in.budget[2].category_sv);
  assert_ptr_equal(in.tree, tree);
  steg_arena_free(arena);
}

static const struct {
  const char *tree, *wanted;
} faults[] = {
    {"5", "expected a table with named fields: found a whole number"},
    {"{}", "api: is missing"},
    {"{api = 2}", "api: 2 is outside 1 to 1"},
    {"{api = 1, id = \"X\"}", "id: \"X\" is no id: a to z first, then a to z, 0 to 9 or _, at most 40 characters"},
    {"{api = 1, id = \"x\", titl = \"X\"}", "\"titl\" is not known; did you mean \"title\"?"},
    {"{api = 1, id = \"x\"}", "title: is missing"},
    {"{api = 1, id = \"x\", title = 7}", "title: expected text, or {sv = \"...\", en = \"...\"}: found a whole number"},
    {"{api = 1, id = \"x\", title = {en = \"X\"}}", "title.sv: is missing"},
    {"{api = 1, id = \"x\", title = {sv = \"X\", de = \"X\"}}", "title: \"de\" is not known; known are: sv, en"},
    {"{api = 1, id = \"x\", title = \"X\"}", "federation: is missing"},
    {"{api = 1, id = \"x\", title = \"X\", federation = \"F\"}", "period: is missing"},
    {"{api = 1, id = \"x\", title = \"X\", federation = \"F\", period = \"20\"}",
     "period: \"20\" is no period; write 2024, 2024-H1, 2024-Q3, 2024-05 or 2024-01-01..2024-06-30"},
    {"{api = 1, id = \"x\", title = \"X\", federation = \"F\", period = {first = \"2021-02-30\"}}",
     "period.first: \"2021-02-30\" is no date; write it as 2024-03-01"},
    {"{api = 1, id = \"x\", title = \"X\", federation = \"F\", period = {first = \"2022-01-01\", last = "
     "\"2021-01-01\"}}",
     "period: ends before it begins"},
    {"{api = 1, id = \"x\", title = \"X\", federation = \"F\", period = 1500}",
     "period: expected a year between 1900 and 2200"},
    {"{" HEAD ", municipalities = {643}}", "municipalities[1]: expected text: found a whole number"},
    {"{" HEAD ", municipalities = {\"0643\" \"643\"}}",
     "municipalities[2]: \"643\" is no kommunkod: four digits in quotes, such as \"0643\""},
    {"{" HEAD ", municipalities = {\"06a3\"}}",
     "municipalities[1]: \"06a3\" is no kommunkod: four digits in quotes, such as \"0643\""},
    {"{" HEAD ", age = {64 16}}", "age: the lower age stands first: {16, 64}"},
    {"{" HEAD ", age = {16 200}}", "age[2]: expected an age from 0 to 120"},
    {"{" HEAD ", age = {1 2 3}}", "age: has 3 rows; at most 2 are taken"},
    {"{" HEAD ", capacity = 0}", "capacity: 0 is outside 1 to 100000"},
    {"{" HEAD ", capacity = 2.5}", "capacity: expected a whole number: found a number"},
    {"{" HEAD ", instruments = {\"BIP\"}}", "instruments[1]: \"BIP\" is no instrument's id"},
    {"{" HEAD ", instruments = \"bip\"}", "instruments: expected a list: found a text"},
    {"{" HEAD ", goals = {{id = \"G1\"}}}", "goals[1].text: is missing"},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\", targt = 5}}}",
     "goals[1]: \"targt\" is not known; did you mean \"target\"?"},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\", comparator = \">\"}}}",
     "goals[1].comparator: \">\" is not known; known are: >=, <=, about, increase, more_better_than_worse"},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\", comparator = \">=\"}}}",
     "goals[1].comparator: \">=\" needs a target"},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\", target = 5}}}",
     "goals[1].target: needs a comparator: \">=\", \"<=\", \"about\" or \"increase\""},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\", target = 5, comparator = \"more_better_than_worse\"}}}",
     "goals[1].target: needs a comparator: \">=\", \"<=\", \"about\" or \"increase\""},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\", comparator = \">=\", target = 80, unit = \"share\"}}}",
     "goals[1].target: a share is written from 0 to 1: 80 % is 0.8"},
    {"{" HEAD ", goals = {{id = \"G1\", text = \"a\"} {id = \"G1\", text = \"b\"}}}",
     "goals[2].id: \"G1\" is the id of goals[1] too"},
    {"{" HEAD ", budget = {{category = \"Löner\", amount = 5}}}", "budget[1].year: is missing"},
    {"{" HEAD ", budget = {{year = 2021, amount = 5}}}",
     "budget[1].category: is missing; only a row with stated_sum = true has none"},
    {"{" HEAD ", budget = {{year = 2021, stated_sum = true}}}", "budget[1].amount: is missing in a stated sum"},
    {"{" HEAD ", budget = {{year = 2021, quarter = 5, category = \"x\"}}}", "budget[1].quarter: 5 is outside 1 to 4"},
    {"{" HEAD ", budget = {{year = 2021, category = \"x\", amount = \"5\"}}}",
     "budget[1].amount: expected a number: found a text"},
    {"{" HEAD ", budget = {{year = 2021, category = \"x\", stated_sum = 1}}}",
     "budget[1].stated_sum: expected true or false: found a whole number"},
    {"{" HEAD ", budget = {5}}", "budget[1]: expected a table with named fields: found a whole number"},
};

static void names_faults(void **test) {
  (void)test;
  steg_arena *arena = steg_arena_new(0);
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    steg_initiative in;
    steg_error err = {0};
    assert_int_equal(steg_initiative_read(lua_like(faults[i].tree, arena), "/x/stegen.lua", arena, &in, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_SCRIPT);
    assert_memory_equal(err.text, "stegen.lua: ", 12);
    assert_string_equal(err.text + 12, faults[i].wanted);
  }
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_all), cmocka_unit_test(names_faults)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
